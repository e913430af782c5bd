/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-component.h"

#include "sp-choice-flow.h"
#include "sp-choice-rows.h"
#include "sp-choice.h"
#include "sp-flow-layout.h"
#include "sp-resources.h"

#define SP_TYPE_RADIO (sp_radio_get_type ())
G_DECLARE_FINAL_TYPE (SpRadio, sp_radio, SP, RADIO, SpComponent)

/* The `radio` component: one of a few choices, all of them in view. */
struct _SpRadio {
  SpComponent   parent_instance;
  GtkFlowBox   *box;     /* template child: one check button a choice, in order; empty for many */
  SpChoiceRows *rows;    /* template child: shown for many choices */
  GListStore   *choices; /* owned, of SpChoice */
  JsonNode     *value;   /* owned */
  GtkWidget    *nothing; /* owned: never shown member of the group, active when no choice is */
  gboolean      quiet;   /* the buttons follow the value */
};

G_DEFINE_FINAL_TYPE (SpRadio, sp_radio, SP_TYPE_COMPONENT)

static GtkCheckButton *
get_button (SpRadio *self, guint index)
{
  GtkFlowBoxChild *child = gtk_flow_box_get_child_at_index (self->box, (int) index);

  return GTK_CHECK_BUTTON (gtk_flow_box_child_get_child (child));
}

static guint
find_button (SpRadio *self, GtkWidget *button)
{
  return (guint) gtk_flow_box_child_get_index (GTK_FLOW_BOX_CHILD (gtk_widget_get_parent (button)));
}

static gboolean
is_many (SpRadio *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->choices)) > SP_CHOICE_FLOW_MOST;
}

static void
update_buttons (SpRadio *self)
{
  guint index = sp_choice_list_find (G_LIST_MODEL (self->choices), self->value);

  self->quiet = TRUE;
  if (index != G_MAXUINT)
    gtk_check_button_set_active (get_button (self, index), TRUE);
  else
    gtk_check_button_set_active (GTK_CHECK_BUTTON (self->nothing), TRUE);
  self->quiet = FALSE;
}

static void
update_rows (SpRadio *self)
{
  guint index = sp_choice_list_find (G_LIST_MODEL (self->choices), self->value);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->choices)); i++) {
    g_autoptr (SpChoice) choice = g_list_model_get_item (G_LIST_MODEL (self->choices), i);

    sp_choice_set_selected (choice, i == index);
  }
}

static void
update_active (SpRadio *self)
{
  if (is_many (self))
    update_rows (self);
  else
    update_buttons (self);
}

static void
choose (SpRadio *self, SpChoice *choice)
{
  g_autoptr (JsonNode) data = NULL;

  if (!sp_component_get_interactive (SP_COMPONENT (self)) ||
      gradio_json_equal (self->value, sp_choice_get_value (choice)))
    return;

  g_clear_pointer (&self->value, json_node_unref);
  self->value = json_node_ref (sp_choice_get_value (choice));
  update_active (self);
  data = sp_choice_build_select_data (G_LIST_MODEL (self->choices), choice, -1);
  sp_component_emit_event (SP_COMPONENT (self), "select", data);
  sp_component_value_changed (SP_COMPONENT (self));
}

static void
toggled_cb (SpRadio *self, GtkCheckButton *button)
{
  g_autoptr (SpChoice) choice = NULL;

  if (self->quiet || !gtk_check_button_get_active (button))
    return;

  choice =
    g_list_model_get_item (G_LIST_MODEL (self->choices), find_button (self, GTK_WIDGET (button)));
  choose (self, choice);
}

static void
add_button (SpRadio *self, SpChoice *choice)
{
  GtkWidget *button = sp_choice_flow_create_button (choice);

  gtk_check_button_set_group (GTK_CHECK_BUTTON (button), GTK_CHECK_BUTTON (self->nothing));
  g_signal_connect_object (button, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  gtk_flow_box_append (self->box, button);
  /* The button itself is the stop for the Tab key. */
  gtk_widget_set_focusable (gtk_widget_get_parent (button), FALSE);
}

static void
clear_buttons (SpRadio *self)
{
  GtkWidget *child = NULL;

  self->quiet = TRUE;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_flow_box_remove (self->box, child);
  self->quiet = FALSE;
}

static void
set_choices (SpRadio *self, JsonArray *choices)
{
  clear_buttons (self);
  g_clear_object (&self->choices);
  self->choices = sp_choice_list_new (choices);
  for (guint i = 0; !is_many (self) && i < g_list_model_get_n_items (G_LIST_MODEL (self->choices));
       i++) {
    g_autoptr (SpChoice) choice = g_list_model_get_item (G_LIST_MODEL (self->choices), i);

    add_button (self, choice);
  }
  sp_choice_rows_set_choices (self->rows, is_many (self) ? G_LIST_MODEL (self->choices) : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->box), !is_many (self));
  sp_component_set_labelled_widget (SP_COMPONENT (self), is_many (self) ? GTK_WIDGET (self->rows)
                                                                        : GTK_WIDGET (self->box));
  update_active (self);
}

static void
sp_radio_set_props (SpComponent *component, JsonObject *props)
{
  SpRadio   *self = SP_RADIO (component);
  JsonArray *choices = gradio_json_get_array (props, "choices");

  if (choices != NULL)
    set_choices (self, choices);
  if (json_object_has_member (props, "rtl"))
    gtk_widget_set_direction (GTK_WIDGET (self->box), gradio_json_get_boolean (props, "rtl", FALSE)
                                                        ? GTK_TEXT_DIR_RTL
                                                        : GTK_TEXT_DIR_NONE);
}

static void
sp_radio_set_value (SpComponent *component, JsonNode *value)
{
  SpRadio             *self = SP_RADIO (component);
  g_autoptr (JsonNode) old = g_steal_pointer (&self->value);

  self->value = value != NULL ? json_node_ref (value) : json_node_new (JSON_NODE_NULL);
  update_active (self);
}

static JsonNode *
sp_radio_dup_value (SpComponent *component)
{
  return json_node_ref (SP_RADIO (component)->value);
}

static void
sp_radio_dispose (GObject *object)
{
  SpRadio *self = SP_RADIO (object);

  self->quiet = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_RADIO);

  G_OBJECT_CLASS (sp_radio_parent_class)->dispose (object);
  g_clear_object (&self->nothing);
}

static void
sp_radio_finalize (GObject *object)
{
  SpRadio *self = SP_RADIO (object);

  g_clear_object (&self->choices);
  g_clear_pointer (&self->value, json_node_unref);

  G_OBJECT_CLASS (sp_radio_parent_class)->finalize (object);
}

static void
sp_radio_class_init (SpRadioClass *klass)
{
  GtkWidgetClass   *widget_class = GTK_WIDGET_CLASS (klass);
  SpComponentClass *component_class = SP_COMPONENT_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_radio_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_radio_finalize;
  component_class->set_props = sp_radio_set_props;
  component_class->set_value = sp_radio_set_value;
  component_class->dup_value = sp_radio_dup_value;

  g_type_ensure (SP_TYPE_CHOICE_ROWS);
  g_type_ensure (SP_TYPE_FLOW_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "radio.ui");
  gtk_widget_class_bind_template_child (widget_class, SpRadio, box);
  gtk_widget_class_bind_template_child (widget_class, SpRadio, rows);
  gtk_widget_class_bind_template_callback (widget_class, choose);
}

static void
sp_radio_init (SpRadio *self)
{
  self->value = json_node_new (JSON_NODE_NULL);
  self->choices = g_list_store_new (SP_TYPE_CHOICE);
  self->nothing = g_object_ref_sink (gtk_check_button_new ());
  gtk_widget_init_template (GTK_WIDGET (self));
  sp_component_set_labelled_widget (SP_COMPONENT (self), GTK_WIDGET (self->box));
}
