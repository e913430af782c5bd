/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-component.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sp-long-text.h"
#include "sp-natural-layout.h"
#include "sp-platform.h"
#include "sp-resources.h"
#include "sp-source-buffer.h"
#include "sp-source-search.h"

#define MOST_LINES 30                  /* lines it grows to when the author does not say */
#define LARGEST_COLOURED (1024 * 1024) /* bytes */
#define LONGEST_COLOURED_LINE 5000     /* bytes */
#define MARGIN 6                       /* above and below the text, as in the template */

#define SP_TYPE_CODE (sp_code_get_type ())
G_DECLARE_FINAL_TYPE (SpCode, sp_code, SP, CODE, SpComponent)

/* The `code` component: text in a language, with its colours. */
struct _SpCode {
  SpComponent               parent_instance;
  GtkSourceBuffer          *buffer;   /* template child */
  GtkSourceView            *view;     /* template child */
  GtkScrolledWindow        *scroller; /* template child */
  SpSourceSearch           *search;   /* template child */
  GtkWidget                *frame;    /* template child */
  GtkWidget                *empty;    /* template child */
  GtkWidget                *show_all; /* template child */
  SpLongText               *text;     /* owned */
  GtkSourceCompletionWords *words;    /* owned: NULL while no words are offered */
  JsonNode                 *value;    /* owned: what was set; NULL once the user edited it */
  char                     *language;
  int                       lines;
  int                       max_lines; /* 0 when the author gives none */
};

G_DEFINE_FINAL_TYPE (SpCode, sp_code, SP_TYPE_COMPONENT)

static void
update_state (SpCode *self)
{
  gboolean interactive = sp_component_get_interactive (SP_COMPONENT (self));
  gboolean is_whole = sp_long_text_is_whole (self->text);
  gboolean is_empty = gtk_text_buffer_get_char_count (GTK_TEXT_BUFFER (self->buffer)) == 0;

  gtk_text_view_set_editable (GTK_TEXT_VIEW (self->view), interactive && is_whole);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self->view), interactive);
  gtk_source_view_set_highlight_current_line (self->view, FALSE);
  gtk_widget_set_visible (self->show_all, !is_whole && !sp_long_text_is_filling (self->text));
  gtk_widget_set_visible (self->empty, is_empty && !interactive);
  if (interactive)
    gtk_widget_remove_css_class (self->frame, "static");
  else
    gtk_widget_add_css_class (self->frame, "static");
}

/* Colouring texts and lines beyond all measure would stall the program. */
static gboolean
can_be_coloured (const char *text)
{
  gsize length = strlen (text);

  if (length > LARGEST_COLOURED)
    return FALSE;

  for (const char *line = text, *stop = NULL; *line != '\0'; line = stop + 1) {
    stop = memchr (line, '\n', text + length - line);
    if ((stop != NULL ? stop : text + length) - line > LONGEST_COLOURED_LINE)
      return FALSE;
    if (stop == NULL)
      break;
  }

  return TRUE;
}

static void
show_value (SpCode *self)
{
  g_autofree char *text = NULL;

  if (json_node_is_null (self->value))
    text = g_strdup ("");
  else if (gradio_json_is_string (self->value))
    text = json_node_dup_string (self->value);
  else
    text = gradio_json_write (self->value);

  gtk_source_buffer_set_highlight_syntax (self->buffer, can_be_coloured (text));
  sp_long_text_set_text (self->text, text);
  update_state (self);
}

static void
changed_cb (SpCode *self)
{
  g_clear_pointer (&self->value, json_node_unref);
  update_state (self);
  sp_component_value_changed (SP_COMPONENT (self));
}

static void
show_all_cb (SpCode *self)
{
  sp_long_text_fill (self->text);
  update_state (self);
}

static void
entered_cb (SpCode *self)
{
  sp_component_emit_event (SP_COMPONENT (self), "focus", NULL);
}

static void
left_cb (SpCode *self)
{
  sp_component_emit_event (SP_COMPONENT (self), "blur", NULL);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpCode) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char   *text = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    text = g_strdup (_("Saved"));
  else
    text = g_strdup_printf (_("The code could not be saved: %s"), error->message);
  sp_component_notice (SP_COMPONENT (self), text);
}

static void
place_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpCode) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile)  file = sp_platform_save_file_finish (result, &error);
  g_autoptr (GBytes) bytes = NULL;
  char              *text = NULL;

  if (file == NULL) {
    if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      sp_component_notice (SP_COMPONENT (self), error->message);
    return;
  }

  text = sp_long_text_dup_text (self->text);
  bytes = g_bytes_new_take (text, strlen (text));
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_NONE, NULL, saved_cb,
                                       g_object_ref (self));
}

/* The text is saved, for there is no file. */
static void
save_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SpCode          *self = SP_CODE (widget);
  g_autofree char *name = g_strdup_printf ("code.%s", sp_source_buffer_get_suffix (self->language));

  sp_platform_save_file_async (widget, _("Save Code"), name, NULL, place_chosen_cb,
                               g_object_ref (self));
}

static void
find_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  sp_source_search_open (SP_CODE (widget)->search);
}

static void
update_height (SpCode *self)
{
  PangoContext     *context = gtk_widget_get_pango_context (GTK_WIDGET (self->view));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int               line = PANGO_PIXELS_CEIL (pango_font_metrics_get_height (metrics));
  int               max_lines = self->max_lines > 0 ? self->max_lines : MOST_LINES;

  pango_font_metrics_unref (metrics);
  /* The least may never be over the most, not even between the two calls. */
  gtk_scrolled_window_set_min_content_height (self->scroller, -1);
  gtk_scrolled_window_set_max_content_height (self->scroller,
                                              line * MAX (max_lines, self->lines) + 2 * MARGIN);
  gtk_scrolled_window_set_min_content_height (self->scroller, line * self->lines + 2 * MARGIN);
}

static void
view_styled_cb (SpCode *self)
{
  if (self->view != NULL)
    update_height (self);
}

/* The words of the text are offered as one types. */
static void
set_autocomplete (SpCode *self, gboolean enabled)
{
  GtkSourceCompletion *completion = gtk_source_view_get_completion (self->view);

  if (enabled == (self->words != NULL))
    return;

  if (enabled) {
    self->words = gtk_source_completion_words_new (NULL);
    gtk_source_completion_words_register (self->words, GTK_TEXT_BUFFER (self->buffer));
    gtk_source_completion_add_provider (completion, GTK_SOURCE_COMPLETION_PROVIDER (self->words));
  } else {
    gtk_source_completion_remove_provider (completion,
                                           GTK_SOURCE_COMPLETION_PROVIDER (self->words));
    gtk_source_completion_words_unregister (self->words, GTK_TEXT_BUFFER (self->buffer));
    g_clear_object (&self->words);
  }
}

static void
read_language (SpCode *self, JsonObject *props)
{
  const char      *language = gradio_json_get_string (props, "language", NULL);
  g_autofree char *old = NULL;

  if (language == NULL || g_strcmp0 (language, self->language) == 0)
    return;

  old = g_steal_pointer (&self->language);
  self->language = g_strdup (language);
  gtk_source_buffer_set_language (self->buffer, sp_source_buffer_find_language (language));
}

static void
sp_code_set_props (SpComponent *component, JsonObject *props)
{
  SpCode *self = SP_CODE (component);

  read_language (self, props);
  self->lines = (int) CLAMP (gradio_json_get_int (props, "lines", self->lines), 1, 100);
  self->max_lines = (int) CLAMP (gradio_json_get_int (props, "max_lines", self->max_lines), 0, 500);
  if (json_object_has_member (props, "wrap_lines"))
    gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->view),
                                 gradio_json_get_boolean (props, "wrap_lines", FALSE)
                                   ? GTK_WRAP_WORD_CHAR
                                   : GTK_WRAP_NONE);
  gtk_source_view_set_show_line_numbers (
    self->view, gradio_json_get_boolean (props, "show_line_numbers",
                                         gtk_source_view_get_show_line_numbers (self->view)));
  set_autocomplete (self, gradio_json_get_boolean (props, "autocomplete", self->words != NULL));
  update_height (self);
}

static void
sp_code_set_value (SpComponent *component, JsonNode *value)
{
  SpCode              *self = SP_CODE (component);
  g_autoptr (JsonNode) old = g_steal_pointer (&self->value);

  self->value = value != NULL ? json_node_ref (value) : json_node_new (JSON_NODE_NULL);
  show_value (self);
}

static JsonNode *
sp_code_dup_value (SpComponent *component)
{
  SpCode          *self = SP_CODE (component);
  g_autofree char *text = NULL;

  if (self->value != NULL)
    return json_node_ref (self->value);

  text = sp_long_text_dup_text (self->text);

  return json_node_init_string (json_node_alloc (), text);
}

static void
sp_code_set_interactive (SpComponent *component, gboolean interactive)
{
  SpCode *self = SP_CODE (component);

  sp_long_text_set_breaks (self->text, !interactive);
  update_state (self);
}

static void
sp_code_dispose (GObject *object)
{
  SpCode *self = SP_CODE (object);

  if (self->text != NULL)
    g_signal_handlers_disconnect_by_data (self->text, self);
  if (self->view != NULL)
    set_autocomplete (self, FALSE);
  g_clear_object (&self->text);
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_CODE);

  G_OBJECT_CLASS (sp_code_parent_class)->dispose (object);
}

static void
sp_code_finalize (GObject *object)
{
  SpCode *self = SP_CODE (object);

  g_clear_pointer (&self->value, json_node_unref);
  g_clear_pointer (&self->language, g_free);

  G_OBJECT_CLASS (sp_code_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "code.ui");
  gtk_widget_class_bind_template_child (widget_class, SpCode, buffer);
  gtk_widget_class_bind_template_child (widget_class, SpCode, empty);
  gtk_widget_class_bind_template_child (widget_class, SpCode, frame);
  gtk_widget_class_bind_template_child (widget_class, SpCode, scroller);
  gtk_widget_class_bind_template_child (widget_class, SpCode, search);
  gtk_widget_class_bind_template_child (widget_class, SpCode, show_all);
  gtk_widget_class_bind_template_child (widget_class, SpCode, view);
  gtk_widget_class_bind_template_callback (widget_class, entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, left_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_all_cb);
}

static void
sp_code_class_init (SpCodeClass *klass)
{
  GtkWidgetClass   *widget_class = GTK_WIDGET_CLASS (klass);
  SpComponentClass *component_class = SP_COMPONENT_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_code_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_code_finalize;
  component_class->set_props = sp_code_set_props;
  component_class->set_value = sp_code_set_value;
  component_class->dup_value = sp_code_dup_value;
  component_class->set_interactive = sp_code_set_interactive;

  component_class->buttons = SP_COMPONENT_BUTTON_COPY | SP_COMPONENT_BUTTON_DOWNLOAD;
  component_class->default_buttons = component_class->buttons;
  gtk_widget_class_install_action (widget_class, "component.save", NULL, save_cb);
  gtk_widget_class_install_action (widget_class, "code.find", NULL, find_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "code.find",
                                       NULL);
  g_type_ensure (GTK_SOURCE_TYPE_BUFFER);
  g_type_ensure (GTK_SOURCE_TYPE_VIEW);
  g_type_ensure (SP_TYPE_NATURAL_LAYOUT);
  g_type_ensure (SP_TYPE_SOURCE_SEARCH);
  bind_template (widget_class);
}

static void
sp_code_init (SpCode *self)
{
  self->lines = 5;
  self->value = json_node_new (JSON_NODE_NULL);
  gtk_widget_init_template (GTK_WIDGET (self));

  sp_source_buffer_follow_style (self->buffer);
  sp_source_buffer_show_controls (self->buffer);
  sp_source_search_set_view (self->search, self->view);
  self->text = sp_long_text_new (GTK_TEXT_BUFFER (self->buffer));
  g_signal_connect_swapped (self->text, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (self->text, "filled", G_CALLBACK (update_state), self);
  g_signal_connect_object (self->view, "notify::root", G_CALLBACK (view_styled_cb), self,
                           G_CONNECT_SWAPPED);
  sp_component_set_labelled_widget (SP_COMPONENT (self), GTK_WIDGET (self->view));
  update_height (self);
  update_state (self);
}
