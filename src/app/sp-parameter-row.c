/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-parameter-row.h"

#include "sp-component-registry.h"
#include "sp-json-editor.h"
#include "sp-resources.h"
#include "sp-tooltip.h"

#include <glib/gi18n-lib.h>

/* How much of a default is shown, in characters. */
#define DEFAULT_LENGTH 40

struct _SpParameterRow {
  AdwBin           parent_instance;
  AdwBin          *slot;      /* template child, holds the component */
  GtkLabel        *name;      /* template child */
  GtkLabel        *facts;     /* template child */
  GtkButton       *reset;     /* template child */
  GtkMenuButton   *menu;      /* template child */
  GradioParameter *parameter; /* owned */
  SpComponent     *component; /* child of the slot: the form, or the JSON editor instead */
  SpComponent     *form;      /* owned */
  GradioClient    *client;    /* owned, (nullable) */
  JsonNode        *initial;   /* owned */
};

G_DEFINE_FINAL_TYPE (SpParameterRow, sp_parameter_row, ADW_TYPE_BIN)

static char *
shorten (const char *text)
{
  g_autofree char *start = NULL;

  if (g_utf8_strlen (text, -1) <= DEFAULT_LENGTH)
    return g_strdup (text);

  start = g_utf8_substring (text, 0, DEFAULT_LENGTH - 1);

  return g_strconcat (start, "…", NULL);
}

/* Lists and objects are shown by the component; only what fits a line is named. */
static char *
describe_default (JsonNode *value)
{
  g_autofree char *text = NULL;
  g_autofree char *line = NULL;

  if (value == NULL || !JSON_NODE_HOLDS_VALUE (value))
    return g_strdup (_("optional"));
  if (gradio_json_is_string (value) && *json_node_get_string (value) == '\0')
    return g_strdup (_("optional"));

  text = gradio_json_is_string (value) ? g_strdup (json_node_get_string (value)) : gradio_json_write (value);
  g_strdelimit (text, "\n\r\t", ' ');
  line = shorten (text);

  return g_strdup_printf (_("default %s"), line);
}

static char *
describe (GradioParameter *parameter)
{
  g_autofree char *type = gradio_schema_describe (gradio_parameter_get_schema (parameter));
  g_autofree char *need = NULL;

  if (gradio_parameter_get_required (parameter)) /* the component says so in its heading */
    return g_steal_pointer (&type);

  need = describe_default (gradio_parameter_get_default (parameter));

  return g_strconcat (type, " · ", need, NULL);
}

static void
update_reset (SpParameterRow *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->reset), sp_parameter_row_get_changed (self));
}

static void
component_event_cb (SpParameterRow *self,
                    const char     *name,
                    JsonNode       *data)
{
  if (g_strcmp0 (name, "change") == 0)
    update_reset (self);
}

static void
notice_cb (SpParameterRow *self,
           const char     *text)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "(su)", text, 4);
}

static void
reset_clicked_cb (SpParameterRow *self)
{
  sp_component_set_error_text (self->component, NULL);
  sp_component_set_value (self->component, self->initial);
  update_reset (self);
  sp_parameter_row_focus (self); /* the button that had the focus is gone */
}

/* A class of components has one example, which may be none for the schema that an author gave a subclass. */
static JsonNode *
get_example (SpParameterRow *self)
{
  JsonNode *example = gradio_parameter_get_example (self->parameter);

  return example != NULL && !json_node_is_null (example) &&
             gradio_parameter_validate (self->parameter, example, NULL)
           ? example
           : NULL;
}

static void
update_actions (SpParameterRow *self)
{
  gboolean is_form = self->component == self->form;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "row.use-example", get_example (self) != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "row.edit-json", is_form && !SP_IS_JSON_EDITOR (self->form));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "row.edit-form", !is_form);
}

/* The value goes along; what was said about it goes away. */
static void
show_component (SpParameterRow *self,
                SpComponent    *component)
{
  g_autoptr (JsonNode) value = NULL;

  if (self->component != NULL) {
    value = sp_component_dup_value (self->component);
    sp_component_set_error_text (component, NULL);
    sp_component_set_value (component, value);
  }
  self->component = component;
  adw_bin_set_child (self->slot, GTK_WIDGET (component));
  update_actions (self);
}

static void
watch_component (SpParameterRow *self,
                 SpComponent    *component)
{
  g_signal_connect_object (component, "event", G_CALLBACK (component_event_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (component, "notice", G_CALLBACK (notice_cb), self, G_CONNECT_SWAPPED);
}

static void
set_value (SpParameterRow *self,
           JsonNode       *value)
{
  sp_component_set_error_text (self->component, NULL);
  sp_component_set_value (self->component, value);
  update_reset (self);
}

static void
set_null_cb (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  set_value (SP_PARAMETER_ROW (widget), NULL);
}

static void
use_example_cb (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  sp_parameter_row_use_example (SP_PARAMETER_ROW (widget));
}

static void
edit_json_cb (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  SpParameterRow *self = SP_PARAMETER_ROW (widget);
  SpComponent    *editor = g_object_new (SP_TYPE_JSON_EDITOR, NULL);

  sp_json_editor_set_schema (SP_JSON_EDITOR (editor), gradio_parameter_get_schema (self->parameter));
  sp_component_set_label (editor, gradio_parameter_get_label (self->parameter));
  sp_component_set_client (editor, self->client);
  g_object_set (editor, "required", gradio_parameter_get_required (self->parameter), NULL);
  watch_component (self, editor);
  show_component (self, editor);
  sp_parameter_row_focus (self);
}

/* Text that is no JSON is not thrown away. */
static void
edit_form_cb (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  SpParameterRow    *self = SP_PARAMETER_ROW (widget);
  g_autoptr (GError) error = NULL;

  if (!sp_component_check (self->component, &error)) {
    sp_parameter_row_set_fault (self, error->message);
    return;
  }

  show_component (self, self->form);
  sp_parameter_row_focus (self);
}

static void
copy_json_cb (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  gtk_widget_activate_action (GTK_WIDGET (SP_PARAMETER_ROW (widget)->component), "component.copy-json", NULL);
}

static void
sp_parameter_row_dispose (GObject *object)
{
  SpParameterRow *self = SP_PARAMETER_ROW (object);

  g_clear_object (&self->parameter);
  g_clear_object (&self->client);
  g_clear_pointer (&self->initial, json_node_unref);
  adw_bin_set_child (ADW_BIN (object), NULL); /* before the template forgets it */
  self->component = NULL;
  g_clear_object (&self->form);
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_PARAMETER_ROW);

  G_OBJECT_CLASS (sp_parameter_row_parent_class)->dispose (object);
}

static void
sp_parameter_row_class_init (SpParameterRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_parameter_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-parameter-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SpParameterRow, slot);
  gtk_widget_class_bind_template_child (widget_class, SpParameterRow, name);
  gtk_widget_class_bind_template_child (widget_class, SpParameterRow, facts);
  gtk_widget_class_bind_template_child (widget_class, SpParameterRow, reset);
  gtk_widget_class_bind_template_child (widget_class, SpParameterRow, menu);
  gtk_widget_class_bind_template_callback (widget_class, reset_clicked_cb);
  gtk_widget_class_install_action (widget_class, "row.set-null", NULL, set_null_cb);
  gtk_widget_class_install_action (widget_class, "row.use-example", NULL, use_example_cb);
  gtk_widget_class_install_action (widget_class, "row.edit-json", NULL, edit_json_cb);
  gtk_widget_class_install_action (widget_class, "row.edit-form", NULL, edit_form_cb);
  gtk_widget_class_install_action (widget_class, "row.copy-json", NULL, copy_json_cb);
}

static void
sp_parameter_row_init (SpParameterRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sp_parameter_row_new (GradioParameter *parameter,
                      GradioClient    *client)
{
  SpParameterRow  *self = g_object_new (SP_TYPE_PARAMETER_ROW, NULL);
  const char      *description = gradio_parameter_get_description (parameter);
  g_autofree char *facts = describe (parameter);
  g_autofree char *reset = NULL;
  g_autofree char *menu = NULL;

  self->parameter = g_object_ref (parameter);
  g_set_object (&self->client, client);
  self->form = g_object_ref_sink (sp_component_new_for_parameter (parameter, client, TRUE));
  watch_component (self, self->form);
  show_component (self, self->form);
  self->initial = sp_component_dup_value (self->form);

  gtk_label_set_text (self->name, gradio_parameter_get_name (parameter));
  gtk_label_set_text (self->facts, facts);
  if (description != NULL && *description != '\0')
    sp_tooltip_set_text (GTK_WIDGET (self->facts), description);

  reset = g_strdup_printf (_("Reset “%s”"), gradio_parameter_get_label (parameter));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->reset), reset);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->reset), GTK_ACCESSIBLE_PROPERTY_LABEL, reset, -1);
  menu = g_strdup_printf (_("Value of “%s”"), gradio_parameter_get_label (parameter));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->menu), menu);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu), GTK_ACCESSIBLE_PROPERTY_LABEL, menu, -1);

  return GTK_WIDGET (self);
}

GradioParameter *
sp_parameter_row_get_parameter (SpParameterRow *self)
{
  g_return_val_if_fail (SP_IS_PARAMETER_ROW (self), NULL);

  return self->parameter;
}

SpComponent *
sp_parameter_row_get_component (SpParameterRow *self)
{
  g_return_val_if_fail (SP_IS_PARAMETER_ROW (self), NULL);

  return self->component;
}

gboolean
sp_parameter_row_get_changed (SpParameterRow *self)
{
  g_autoptr (JsonNode) value = NULL;

  g_return_val_if_fail (SP_IS_PARAMETER_ROW (self), FALSE);

  value = sp_component_dup_value (self->component);

  return !gradio_json_equal (value, self->initial);
}

gboolean
sp_parameter_row_has_example (SpParameterRow *self)
{
  g_return_val_if_fail (SP_IS_PARAMETER_ROW (self), FALSE);

  return get_example (self) != NULL;
}

void
sp_parameter_row_use_example (SpParameterRow *self)
{
  JsonNode *example = NULL;

  g_return_if_fail (SP_IS_PARAMETER_ROW (self));

  example = get_example (self);
  if (example != NULL)
    set_value (self, example);
}

JsonNode *
sp_parameter_row_check (SpParameterRow *self)
{
  g_autoptr (JsonNode) value = NULL;
  g_autoptr (GError)   error = NULL;

  g_return_val_if_fail (SP_IS_PARAMETER_ROW (self), NULL);

  if (sp_component_check (self->component, &error)) {
    value = sp_component_dup_value (self->component);
    if (gradio_parameter_validate (self->parameter, value, &error)) {
      sp_component_set_error_text (self->component, NULL);
      return g_steal_pointer (&value);
    }
  }

  sp_parameter_row_set_fault (self, error->message);

  return NULL;
}

void
sp_parameter_row_set_fault (SpParameterRow *self,
                            const char     *text)
{
  g_autoptr (GString) sentence = g_string_new (NULL);

  g_return_if_fail (SP_IS_PARAMETER_ROW (self));

  if (text == NULL || *text == '\0') {
    sp_component_set_error_text (self->component, NULL);
    return;
  }

  g_string_append_unichar (sentence, g_unichar_toupper (g_utf8_get_char (text)));
  g_string_append (sentence, g_utf8_next_char (text));
  sp_component_set_error_text (self->component, sentence->str);
}

gboolean
sp_parameter_row_focus (SpParameterRow *self)
{
  g_return_val_if_fail (SP_IS_PARAMETER_ROW (self), FALSE);

  if (!gtk_widget_get_mapped (GTK_WIDGET (self))) /* a form that is not in front may still have had its button pressed */
    return FALSE;

  return gtk_widget_grab_focus (GTK_WIDGET (self->component)) ||
         gtk_widget_child_focus (GTK_WIDGET (self->component), GTK_DIR_TAB_FORWARD);
}
