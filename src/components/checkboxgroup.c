/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-component.h"

#include "sp-choice-flow.h"
#include "sp-choice-rows.h"
#include "sp-choice.h"
#include "sp-flow-layout.h"
#include "sp-resources.h"

#define SP_TYPE_CHECKBOX_GROUP (sp_checkbox_group_get_type ())
G_DECLARE_FINAL_TYPE (SpCheckboxGroup, sp_checkbox_group, SP, CHECKBOX_GROUP, SpComponent)

/* The `checkboxgroup` component: any number of a few choices, all of them in view. */
struct _SpCheckboxGroup {
  SpComponent     parent_instance;
  GtkFlowBox     *box;        /* template child: one check button a choice */
  SpChoiceRows   *rows;       /* template child: shown for many choices */
  GtkCheckButton *all_button; /* template child */
  GListStore     *choices;    /* owned, of SpChoice: the author's, then values that are none */
  JsonNode       *value;      /* owned: what was set; NULL once the user ticked something */
  gboolean        quiet;      /* the buttons follow the value */
};

G_DEFINE_FINAL_TYPE (SpCheckboxGroup, sp_checkbox_group, SP_TYPE_COMPONENT)

static guint
count_selected (SpCheckboxGroup *self, guint *n_known)
{
  guint n_selected = 0;

  *n_known = 0;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->choices)); i++) {
    g_autoptr (SpChoice) choice = g_list_model_get_item (G_LIST_MODEL (self->choices), i);

    if (!sp_choice_is_known (choice))
      continue;
    *n_known += 1;
    n_selected += sp_choice_get_selected (choice) ? 1 : 0;
  }

  return n_selected;
}

static void
update_all_button (SpCheckboxGroup *self)
{
  guint n_known = 0;
  guint n_selected = count_selected (self, &n_known);

  self->quiet = TRUE;
  gtk_check_button_set_active (self->all_button, n_known > 0 && n_selected == n_known);
  gtk_check_button_set_inconsistent (self->all_button, n_selected > 0 && n_selected < n_known);
  self->quiet = FALSE;
}

/* Two choices may have one value: they are ticked together, and it is sent once. */
static void
select_value (SpCheckboxGroup *self, JsonNode *value, gboolean selected)
{
  self->quiet = TRUE;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->choices)); i++) {
    g_autoptr (SpChoice) choice = g_list_model_get_item (G_LIST_MODEL (self->choices), i);

    if (gradio_json_equal (sp_choice_get_value (choice), value))
      sp_choice_set_selected (choice, selected);
  }
  self->quiet = FALSE;
}

static void
choice_selected_cb (SpCheckboxGroup *self, GParamSpec *pspec, SpChoice *choice)
{
  g_autoptr (JsonNode) data = NULL;
  gboolean             selected = sp_choice_get_selected (choice);

  if (self->quiet)
    return;

  data = sp_choice_build_select_data (G_LIST_MODEL (self->choices), choice, selected);
  sp_component_emit_event (SP_COMPONENT (self), "select", data);
  g_clear_pointer (&self->value, json_node_unref);
  select_value (self, sp_choice_get_value (choice), selected);
  update_all_button (self);
  sp_component_value_changed (SP_COMPONENT (self));
}

static void
all_toggled_cb (SpCheckboxGroup *self)
{
  gboolean selected = FALSE;

  if (self->quiet || self->all_button == NULL)
    return;

  selected = gtk_check_button_get_active (self->all_button);
  self->quiet = TRUE;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->choices)); i++) {
    g_autoptr (SpChoice) choice = g_list_model_get_item (G_LIST_MODEL (self->choices), i);

    if (sp_choice_is_known (choice))
      sp_choice_set_selected (choice, selected);
  }
  self->quiet = FALSE;
  g_clear_pointer (&self->value, json_node_unref);
  update_all_button (self);
  sp_component_value_changed (SP_COMPONENT (self));
}

static void
row_activated_cb (SpCheckboxGroup *self, SpChoice *choice)
{
  if (sp_component_get_interactive (SP_COMPONENT (self)))
    sp_choice_set_selected (choice, !sp_choice_get_selected (choice));
}

static GtkWidget *
create_button_cb (gpointer item, gpointer user_data)
{
  GtkWidget *button = sp_choice_flow_create_button (item);
  GtkWidget *child = gtk_flow_box_child_new ();

  g_object_bind_property (item, "selected", button, "active",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), button);
  gtk_widget_set_focusable (child, FALSE); /* the button itself is the stop for the Tab key */

  return child;
}

static void
watch_choice (SpCheckboxGroup *self, SpChoice *choice)
{
  g_signal_connect_object (choice, "notify::selected", G_CALLBACK (choice_selected_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
remove_unknown (SpCheckboxGroup *self)
{
  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (self->choices)); i > 0; i--) {
    g_autoptr (SpChoice) choice = g_list_model_get_item (G_LIST_MODEL (self->choices), i - 1);

    if (!sp_choice_is_known (choice))
      g_list_store_remove (self->choices, i - 1);
  }
}

/* Keys stand for the values: comparing each choice with each value takes minutes for thousands. */
static GHashTable *
index_values (JsonNode *value)
{
  GHashTable *index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonArray  *values = JSON_NODE_HOLDS_ARRAY (value) ? json_node_get_array (value) : NULL;

  if (values == NULL && !json_node_is_null (value))
    g_hash_table_insert (index, sp_choice_dup_key (value), value);
  for (guint i = 0; values != NULL && i < json_array_get_length (values); i++) {
    JsonNode *element = json_array_get_element (values, i);

    g_hash_table_insert (index, sp_choice_dup_key (element), element);
  }

  return index;
}

static void
append_unknown (SpCheckboxGroup *self, GHashTable *values)
{
  GHashTableIter iter;
  gpointer       value;

  g_hash_table_iter_init (&iter, values);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    g_autoptr (SpChoice) choice = sp_choice_new_unknown (value);

    sp_choice_set_selected (choice, TRUE);
    g_list_store_append (self->choices, choice);
    watch_choice (self, choice);
  }
}

static void
show_value (SpCheckboxGroup *self, JsonNode *value)
{
  g_autoptr (GHashTable) values = index_values (value);
  g_autoptr (GHashTable) unknown = index_values (value);

  self->quiet = TRUE;
  remove_unknown (self);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->choices)); i++) {
    g_autoptr (SpChoice) choice = g_list_model_get_item (G_LIST_MODEL (self->choices), i);
    g_autofree char     *text = sp_choice_dup_key (sp_choice_get_value (choice));

    sp_choice_set_selected (choice, g_hash_table_contains (values, text));
    g_hash_table_remove (unknown, text);
  }
  append_unknown (self, unknown);
  self->quiet = FALSE;
  update_all_button (self);
}

static JsonNode *
build_value (SpCheckboxGroup *self)
{
  JsonNode              *node = json_node_new (JSON_NODE_ARRAY);
  JsonArray             *values = json_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->choices)); i++) {
    g_autoptr (SpChoice) choice = g_list_model_get_item (G_LIST_MODEL (self->choices), i);
    JsonNode            *value = sp_choice_get_value (choice);

    if (sp_choice_get_selected (choice) && g_hash_table_add (seen, sp_choice_dup_key (value)))
      json_array_add_element (values, json_node_copy (value));
  }
  json_node_take_array (node, values);

  return node;
}

static void
set_choices (SpCheckboxGroup *self, JsonArray *choices)
{
  g_autoptr (JsonNode)   value = sp_component_dup_value (SP_COMPONENT (self));
  g_autoptr (GListStore) old = g_steal_pointer (&self->choices);
  GListModel            *model = NULL;
  gboolean               is_many = FALSE;

  self->choices = sp_choice_list_new (choices);
  model = G_LIST_MODEL (self->choices);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->choices)); i++) {
    g_autoptr (SpChoice) choice = g_list_model_get_item (G_LIST_MODEL (self->choices), i);

    watch_choice (self, choice);
  }
  is_many = g_list_model_get_n_items (model) > SP_CHOICE_FLOW_MOST;
  gtk_flow_box_bind_model (self->box, is_many ? NULL : model, create_button_cb, NULL, NULL);
  sp_choice_rows_set_choices (self->rows, is_many ? model : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->box), !is_many);
  sp_component_set_labelled_widget (SP_COMPONENT (self),
                                    is_many ? GTK_WIDGET (self->rows) : GTK_WIDGET (self->box));
  show_value (self, value);
}

static void
sp_checkbox_group_set_props (SpComponent *component, JsonObject *props)
{
  SpCheckboxGroup *self = SP_CHECKBOX_GROUP (component);
  JsonArray       *choices = gradio_json_get_array (props, "choices");

  if (choices != NULL)
    set_choices (self, choices);
  gtk_widget_set_visible (
    GTK_WIDGET (self->all_button),
    gradio_json_get_boolean (props, "show_select_all",
                             gtk_widget_get_visible (GTK_WIDGET (self->all_button))));
}

static void
sp_checkbox_group_set_value (SpComponent *component, JsonNode *value)
{
  SpCheckboxGroup     *self = SP_CHECKBOX_GROUP (component);
  g_autoptr (JsonNode) old = g_steal_pointer (&self->value);

  if (value != NULL && !json_node_is_null (value)) {
    self->value = json_node_ref (value);
  } else { /* null would be refused */
    self->value = json_node_new (JSON_NODE_ARRAY);
    json_node_take_array (self->value, json_array_new ());
  }
  show_value (self, self->value);
}

static JsonNode *
sp_checkbox_group_dup_value (SpComponent *component)
{
  SpCheckboxGroup *self = SP_CHECKBOX_GROUP (component);

  return self->value != NULL ? json_node_ref (self->value) : build_value (self);
}

static void
sp_checkbox_group_dispose (GObject *object)
{
  SP_CHECKBOX_GROUP (object)->quiet = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_CHECKBOX_GROUP);

  G_OBJECT_CLASS (sp_checkbox_group_parent_class)->dispose (object);
}

static void
sp_checkbox_group_finalize (GObject *object)
{
  SpCheckboxGroup *self = SP_CHECKBOX_GROUP (object);

  g_clear_object (&self->choices);
  g_clear_pointer (&self->value, json_node_unref);

  G_OBJECT_CLASS (sp_checkbox_group_parent_class)->finalize (object);
}

static void
sp_checkbox_group_class_init (SpCheckboxGroupClass *klass)
{
  GtkWidgetClass   *widget_class = GTK_WIDGET_CLASS (klass);
  SpComponentClass *component_class = SP_COMPONENT_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_checkbox_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_checkbox_group_finalize;
  component_class->set_props = sp_checkbox_group_set_props;
  component_class->set_value = sp_checkbox_group_set_value;
  component_class->dup_value = sp_checkbox_group_dup_value;

  g_type_ensure (SP_TYPE_CHOICE_ROWS);
  g_type_ensure (SP_TYPE_FLOW_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "checkboxgroup.ui");
  gtk_widget_class_bind_template_child (widget_class, SpCheckboxGroup, box);
  gtk_widget_class_bind_template_child (widget_class, SpCheckboxGroup, rows);
  gtk_widget_class_bind_template_child (widget_class, SpCheckboxGroup, all_button);
  gtk_widget_class_bind_template_callback (widget_class, all_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
sp_checkbox_group_init (SpCheckboxGroup *self)
{
  self->choices = g_list_store_new (SP_TYPE_CHOICE);
  gtk_widget_init_template (GTK_WIDGET (self));
  sp_component_set_labelled_widget (SP_COMPONENT (self), GTK_WIDGET (self->box));
}
