/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-component.h"

#include "sp-resources.h"

#define SP_TYPE_CHECKBOX (sp_checkbox_get_type ())
G_DECLARE_FINAL_TYPE (SpCheckbox, sp_checkbox, SP, CHECKBOX, SpComponent)

/* The `checkbox` component: a check button with the label beside it. */
struct _SpCheckbox {
  SpComponent     parent_instance;
  GtkCheckButton *button; /* template child */
  JsonNode       *value;  /* owned: what was set; NULL once the user ticked it */
  gboolean        quiet;  /* the button is not being changed by the user */
};

G_DEFINE_FINAL_TYPE (SpCheckbox, sp_checkbox, SP_TYPE_COMPONENT)

static JsonNode *
build_select_data (gboolean active)
{
  JsonObject *object = json_object_new ();
  JsonNode   *node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_int_member (object, "index", 0);
  json_object_set_boolean_member (object, "value", active);
  json_object_set_boolean_member (object, "selected", active);
  json_node_take_object (node, object);

  return node;
}

static void
toggled_cb (SpCheckbox *self)
{
  g_autoptr (JsonNode) data = NULL;

  if (self->quiet || self->button == NULL)
    return;

  gtk_check_button_set_inconsistent (self->button, FALSE);
  g_clear_pointer (&self->value, json_node_unref);
  data = build_select_data (gtk_check_button_get_active (self->button));
  sp_component_emit_event (SP_COMPONENT (self), "select", data);
  sp_component_value_changed (SP_COMPONENT (self));
}

/* What is neither true nor false is shown as neither, and sent back as it came until it is touched.
 */
static void
sp_checkbox_set_value (SpComponent *component, JsonNode *value)
{
  SpCheckbox          *self = SP_CHECKBOX (component);
  gboolean             is_boolean = FALSE;
  g_autoptr (JsonNode) old = g_steal_pointer (&self->value);

  self->value = value != NULL ? json_node_ref (value) : json_node_new (JSON_NODE_NULL);
  is_boolean = json_node_get_value_type (self->value) == G_TYPE_BOOLEAN;
  self->quiet = TRUE;
  gtk_check_button_set_active (self->button, is_boolean && json_node_get_boolean (self->value));
  gtk_check_button_set_inconsistent (self->button, !is_boolean);
  self->quiet = FALSE;
}

static JsonNode *
sp_checkbox_dup_value (SpComponent *component)
{
  SpCheckbox *self = SP_CHECKBOX (component);

  if (self->value != NULL)
    return json_node_ref (self->value);

  return json_node_init_boolean (json_node_alloc (), gtk_check_button_get_active (self->button));
}

static void
sp_checkbox_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_CHECKBOX);

  G_OBJECT_CLASS (sp_checkbox_parent_class)->dispose (object);
}

static void
sp_checkbox_finalize (GObject *object)
{
  g_clear_pointer (&SP_CHECKBOX (object)->value, json_node_unref);

  G_OBJECT_CLASS (sp_checkbox_parent_class)->finalize (object);
}

static void
sp_checkbox_class_init (SpCheckboxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_checkbox_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_checkbox_finalize;
  SP_COMPONENT_CLASS (klass)->set_value = sp_checkbox_set_value;
  SP_COMPONENT_CLASS (klass)->dup_value = sp_checkbox_dup_value;

  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "checkbox.ui");
  gtk_widget_class_bind_template_child (widget_class, SpCheckbox, button);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
}

static void
sp_checkbox_init (SpCheckbox *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sp_component_set_labelled_widget (SP_COMPONENT (self), GTK_WIDGET (self->button));
}
