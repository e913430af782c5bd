/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-component.h"

#include "sp-css-length.h"
#include "sp-json-tree.h"
#include "sp-resources.h"

#define SP_TYPE_JSON (sp_json_get_type ())
G_DECLARE_FINAL_TYPE (SpJson, sp_json, SP, JSON, SpComponent)

/* The `json` component: a tree of any value. As an input it is a JSON editor, which the registry chooses. */
struct _SpJson {
  SpComponent parent_instance;

  GtkStack   *stack; /* template child */
  SpJsonTree *tree;  /* template child */
};

G_DEFINE_FINAL_TYPE (SpJson, sp_json, SP_TYPE_COMPONENT)

static void
read_heights (SpJson *self, JsonObject *props)
{
  GtkWidget *widget = GTK_WIDGET (self);
  int        height = sp_css_length_for_widget (json_object_get_member (props, "height"), widget);
  int        least = sp_css_length_for_widget (json_object_get_member (props, "min_height"), widget);
  int        most = sp_css_length_for_widget (json_object_get_member (props, "max_height"), widget);

  if (height > 0)
    least = most = height;
  sp_json_tree_set_heights (self->tree, least, most);
}

static void
sp_json_set_props (SpComponent *component, JsonObject *props)
{
  if (json_object_has_member (props, "open"))
    sp_json_tree_set_open (SP_JSON (component)->tree, gradio_json_get_boolean (props, "open", FALSE));
  if (json_object_has_member (props, "show_indices"))
    sp_json_tree_set_show_indices (SP_JSON (component)->tree,
                                   gradio_json_get_boolean (props, "show_indices", FALSE));
  read_heights (SP_JSON (component), props);
}

static void
sp_json_set_value (SpComponent *component, JsonNode *value)
{
  SpJson  *self = SP_JSON (component);
  gboolean is_empty = value == NULL || json_node_is_null (value);

  SP_COMPONENT_CLASS (sp_json_parent_class)->set_value (component, value);
  sp_json_tree_set_value (self->tree, is_empty ? NULL : value);
  gtk_stack_set_visible_child_name (self->stack, is_empty ? "empty" : "tree");
}

/* What looks like a file in it is data all the same (components.md 9.2). */
static GPtrArray *
sp_json_dup_files (SpComponent *component)
{
  return g_ptr_array_new_with_free_func (g_object_unref);
}

static void
sp_json_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_JSON);

  G_OBJECT_CLASS (sp_json_parent_class)->dispose (object);
}

static void
sp_json_class_init (SpJsonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_json_dispose;
  SP_COMPONENT_CLASS (klass)->set_props = sp_json_set_props;
  SP_COMPONENT_CLASS (klass)->buttons = SP_COMPONENT_BUTTON_COPY;
  SP_COMPONENT_CLASS (klass)->default_buttons = SP_COMPONENT_BUTTON_COPY;
  SP_COMPONENT_CLASS (klass)->set_value = sp_json_set_value;
  SP_COMPONENT_CLASS (klass)->dup_files = sp_json_dup_files;

  g_type_ensure (SP_TYPE_JSON_TREE);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "json.ui");
  gtk_widget_class_bind_template_child (widget_class, SpJson, stack);
  gtk_widget_class_bind_template_child (widget_class, SpJson, tree);
}

static void
sp_json_init (SpJson *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sp_component_set_labelled_widget (SP_COMPONENT (self), GTK_WIDGET (self->tree));
}
