/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-json-editor.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <gtksourceview/gtksource.h>

#include "sp-natural-layout.h"
#include "sp-resources.h"

#define LARGEST_TEXT \
  (1024 * 1024) /* bytes: what is larger is neither coloured nor broken into lines */

struct _SpJsonEditor {
  SpComponent      parent_instance;
  GtkLabel        *note;            /* template child */
  GtkSourceBuffer *buffer;          /* template child */
  GtkSourceView   *view;            /* template child */
  GtkExpander     *schema_expander; /* template child */
  GtkLabel        *schema_label;    /* template child */
  GtkWidget       *template_button; /* a tool; NULL before there is a template */
  JsonNode        *value;           /* owned: what was set; NULL once the user edited it */
  JsonNode        *example;         /* owned */
  gboolean         quiet;           /* the text is not being changed by the user */
};

G_DEFINE_FINAL_TYPE (SpJsonEditor, sp_json_editor, SP_TYPE_COMPONENT)

static char *
dup_shown_text (SpJsonEditor *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (GTK_TEXT_BUFFER (self->buffer), &start, &end);

  return gtk_text_buffer_get_text (GTK_TEXT_BUFFER (self->buffer), &start, &end, TRUE);
}

static gboolean
is_blank (const char *text)
{
  while (g_ascii_isspace (*text))
    text++;

  return *text == '\0';
}

/* No text is no value. */
static JsonNode *
parse_text (SpJsonEditor *self, GError **error)
{
  g_autofree char *text = dup_shown_text (self);

  if (is_blank (text))
    return json_node_new (JSON_NODE_NULL);

  return gradio_json_parse (text, -1, error);
}

static void
show_value (SpJsonEditor *self, JsonNode *value)
{
  gboolean         is_empty = value == NULL || json_node_is_null (value);
  g_autofree char *text = is_empty ? g_strdup ("") : gradio_json_write_pretty (value);

  self->quiet = TRUE;
  gtk_source_buffer_set_highlight_syntax (self->buffer, strlen (text) < LARGEST_TEXT);
  gtk_text_buffer_begin_irreversible_action (GTK_TEXT_BUFFER (self->buffer));
  gtk_text_buffer_set_text (GTK_TEXT_BUFFER (self->buffer), text, -1);
  gtk_text_buffer_end_irreversible_action (GTK_TEXT_BUFFER (self->buffer));
  self->quiet = FALSE;
}

static void
buffer_changed_cb (SpJsonEditor *self)
{
  if (self->quiet)
    return;

  g_clear_pointer (&self->value, json_node_unref);
  sp_component_value_changed (SP_COMPONENT (self));
}

static void
template_cb (SpJsonEditor *self)
{
  show_value (self, self->example);
  buffer_changed_cb (self);
}

static void
update_template_button (SpJsonEditor *self)
{
  if (self->template_button != NULL)
    gtk_widget_set_visible (self->template_button,
                            self->example != NULL &&
                              sp_component_get_interactive (SP_COMPONENT (self)));
}

static void
update_scheme (SpJsonEditor *self)
{
  GtkSourceStyleSchemeManager *manager = gtk_source_style_scheme_manager_get_default ();
  AdwStyleManager             *style = adw_style_manager_get_default ();

  gtk_source_buffer_set_style_scheme (
    self->buffer, gtk_source_style_scheme_manager_get_scheme (
                    manager, adw_style_manager_get_dark (style) ? "Adwaita-dark" : "Adwaita"));
}

/* Says so when this stands in for a widget that is not there. */
static void
type_name_changed_cb (SpJsonEditor *self)
{
  g_autofree char *type_name = NULL;
  g_autofree char *text = NULL;

  g_object_get (self, "type-name", &type_name, NULL);
  if (type_name != NULL && *type_name != '\0' && !g_str_equal (type_name, "fallback"))
    text = g_strdup_printf (
      _("There is no native view of “%s” components: this is the value as JSON."), type_name);
  gtk_label_set_label (self->note, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), text != NULL);
}

static void
sp_json_editor_set_value (SpComponent *component, JsonNode *value)
{
  SpJsonEditor        *self = SP_JSON_EDITOR (component);
  g_autoptr (JsonNode) old = g_steal_pointer (&self->value);

  self->value = value != NULL ? json_node_ref (value) : json_node_new (JSON_NODE_NULL);
  if (old == NULL || !gradio_json_equal (old, self->value))
    show_value (self, self->value);
}

static JsonNode *
sp_json_editor_dup_value (SpComponent *component)
{
  SpJsonEditor *self = SP_JSON_EDITOR (component);
  JsonNode     *node = NULL;

  if (self->value != NULL)
    return json_node_ref (self->value);

  node = parse_text (self, NULL);

  return node != NULL ? node : json_node_new (JSON_NODE_NULL);
}

static gboolean
sp_json_editor_check (SpComponent *component, GError **error)
{
  SpJsonEditor        *self = SP_JSON_EDITOR (component);
  g_autoptr (GError)   parse_error = NULL;
  g_autoptr (JsonNode) node = NULL;

  if (self->value != NULL)
    return TRUE;

  node = parse_text (self, &parse_error);
  if (node != NULL)
    return TRUE;

  g_set_error_literal (error, GRADIO_ERROR, GRADIO_ERROR_VALUE, parse_error->message);

  return FALSE;
}

static void
sp_json_editor_set_interactive (SpComponent *component, gboolean interactive)
{
  update_template_button (SP_JSON_EDITOR (component));
}

static void
sp_json_editor_dispose (GObject *object)
{
  SP_JSON_EDITOR (object)->quiet = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_JSON_EDITOR);

  G_OBJECT_CLASS (sp_json_editor_parent_class)->dispose (object);
}

static void
sp_json_editor_finalize (GObject *object)
{
  SpJsonEditor *self = SP_JSON_EDITOR (object);

  g_clear_pointer (&self->value, json_node_unref);
  g_clear_pointer (&self->example, json_node_unref);

  G_OBJECT_CLASS (sp_json_editor_parent_class)->finalize (object);
}

static void
sp_json_editor_class_init (SpJsonEditorClass *klass)
{
  GtkWidgetClass   *widget_class = GTK_WIDGET_CLASS (klass);
  SpComponentClass *component_class = SP_COMPONENT_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_json_editor_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_json_editor_finalize;
  component_class->set_value = sp_json_editor_set_value;
  component_class->dup_value = sp_json_editor_dup_value;
  component_class->check = sp_json_editor_check;
  component_class->set_interactive = sp_json_editor_set_interactive;

  g_type_ensure (GTK_SOURCE_TYPE_BUFFER);
  g_type_ensure (GTK_SOURCE_TYPE_VIEW);
  g_type_ensure (SP_TYPE_NATURAL_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-json-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, SpJsonEditor, note);
  gtk_widget_class_bind_template_child (widget_class, SpJsonEditor, buffer);
  gtk_widget_class_bind_template_child (widget_class, SpJsonEditor, view);
  gtk_widget_class_bind_template_child (widget_class, SpJsonEditor, schema_expander);
  gtk_widget_class_bind_template_child (widget_class, SpJsonEditor, schema_label);
  gtk_widget_class_bind_template_callback (widget_class, buffer_changed_cb);
}

static void
sp_json_editor_init (SpJsonEditor *self)
{
  GtkSourceLanguageManager *manager = gtk_source_language_manager_get_default ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->value = json_node_new (JSON_NODE_NULL);
  gtk_source_buffer_set_language (self->buffer,
                                  gtk_source_language_manager_get_language (manager, "json"));
  sp_component_set_labelled_widget (SP_COMPONENT (self), GTK_WIDGET (self->view));
  g_signal_connect (self, "notify::type-name", G_CALLBACK (type_name_changed_cb), NULL);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (update_scheme), self, G_CONNECT_SWAPPED);
  update_scheme (self);
}

void
sp_json_editor_set_schema (SpJsonEditor *self, JsonNode *schema)
{
  g_autofree char *text = NULL;

  g_return_if_fail (SP_IS_JSON_EDITOR (self));

  text = schema != NULL ? gradio_json_write_pretty (schema) : NULL;
  gtk_label_set_label (self->schema_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->schema_expander), text != NULL);
}

void
sp_json_editor_set_template (SpJsonEditor *self, JsonNode *example)
{
  g_return_if_fail (SP_IS_JSON_EDITOR (self));

  g_clear_pointer (&self->example, json_node_unref);
  self->example = example != NULL && !json_node_is_null (example) ? json_node_ref (example) : NULL;
  if (self->example != NULL && self->template_button == NULL) {
    self->template_button = gtk_button_new_with_label (_("Use the Example"));
    gtk_widget_set_tooltip_text (self->template_button, _("Replace the text by an example"));
    g_signal_connect_object (self->template_button, "clicked", G_CALLBACK (template_cb), self,
                             G_CONNECT_SWAPPED);
    sp_component_add_tool (SP_COMPONENT (self), self->template_button);
  }
  update_template_button (self);
}
