/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-recorder-pane.h"

#include "sp-platform.h"
#include "sp-resources.h"
#include "sp-source-buffer.h"

#include <glib/gi18n-lib.h>

struct _SpRecorderPane {
  AdwBin           parent_instance;
  GtkDropDown     *language; /* template child: in the order of languages[] */
  GtkLabel        *status;   /* template child */
  GtkStack        *stack;    /* template child: “empty”, “code” */
  GtkSourceBuffer *buffer;   /* template child */
  SpRecorder      *recorder; /* owned, nullable */
  GCancellable    *cancellable;
  guint            idle; /* several calls in one go are one change of the text */
};

G_DEFINE_FINAL_TYPE (SpRecorderPane, sp_recorder_pane, ADW_TYPE_BIN)

static const struct {
  GradioSnippetLanguage language;
  const char           *highlight;
  const char           *file_name;
} languages[] = {
  { GRADIO_SNIPPET_PYTHON, "python", "calls.py" },
  { GRADIO_SNIPPET_JAVASCRIPT, "javascript", "calls.mjs" },
  { GRADIO_SNIPPET_CURL, "shell", "calls.sh" },
  { GRADIO_SNIPPET_CLI, "shell", "calls.sh" },
};

static guint
get_language (SpRecorderPane *self)
{
  return MIN (gtk_drop_down_get_selected (self->language), G_N_ELEMENTS (languages) - 1);
}

static char *
dup_code (SpRecorderPane *self)
{
  return sp_recorder_dup_text (self->recorder, languages[get_language (self)].language);
}

static void
toast (SpRecorderPane *self, const char *text)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "(su)", text, 4);
}

static void
update_status (SpRecorderPane *self)
{
  guint            n_calls = sp_recorder_get_n_calls (self->recorder);
  guint            position = sp_recorder_get_replaying (self->recorder);
  g_autofree char *text = NULL;

  if (position > 0) /* Translators: the number of a call, and of all. */
    text = g_strdup_printf (_("Running call %u of %u again…"), position, n_calls);
  else if (sp_recorder_is_full (self->recorder))
    text = g_strdup_printf (ngettext ("%u call; no more are written down", "%u calls; no more are written down", n_calls), n_calls);
  else if (n_calls > 0)
    text = g_strdup_printf (ngettext ("%u call", "%u calls", n_calls), n_calls);
  gtk_label_set_label (self->status, text != NULL ? text : "");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "recorder.copy", n_calls > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "recorder.save", n_calls > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "recorder.clear", n_calls > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "recorder.replay", n_calls > 0 && position == 0);
  gtk_stack_set_visible_child_name (self->stack, n_calls > 0 ? "code" : "empty");
}

static gboolean
show_code_cb (gpointer user_data)
{
  SpRecorderPane  *self = user_data;
  g_autofree char *code = dup_code (self);

  self->idle = 0;
  gtk_source_buffer_set_language (
    self->buffer, sp_source_buffer_find_language (languages[get_language (self)].highlight));
  gtk_text_buffer_set_text (GTK_TEXT_BUFFER (self->buffer), code, -1);

  return G_SOURCE_REMOVE;
}

static void
show_code (SpRecorderPane *self)
{
  if (self->recorder != NULL && self->idle == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->idle = g_idle_add (show_code_cb, self);
}

static void
calls_cb (SpRecorderPane *self)
{
  update_status (self);
  show_code (self);
}

/* Stands there until there is something newer to say. */
static void
replayed_cb (SpRecorderPane *self, const GError *error)
{
  g_autofree char *text = NULL;

  if (error != NULL)
    text = g_strdup_printf (_("A call failed: %s"), error->message);
  gtk_label_set_label (self->status, text != NULL ? text : _("All calls ran again."));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->status), text); /* it may be longer than there is room for */
}

static void
copy_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autofree char *code = dup_code (SP_RECORDER_PANE (widget));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), code);
  toast (SP_RECORDER_PANE (widget), _("Copied"));
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpRecorderPane) self = user_data;
  g_autoptr (GError)         error = NULL;
  g_autofree char           *name = g_file_get_basename (G_FILE (source));
  g_autofree char           *text = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    text = g_strdup_printf (_("Saved as “%s”"), name);
  toast (self, text != NULL ? text : error->message);
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpRecorderPane) self = user_data;
  g_autoptr (GError)         error = NULL;
  g_autoptr (GFile)          file = sp_platform_save_file_finish (result, &error);
  g_autoptr (GBytes)         bytes = NULL;
  char                      *code = NULL;

  if (file == NULL) {
    if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      toast (self, error->message);
    return;
  }

  code = dup_code (self);
  bytes = g_bytes_new_take (code, strlen (code));
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_NONE, NULL, written_cb,
                                       g_object_ref (self));
}

static void
save_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SpRecorderPane *self = SP_RECORDER_PANE (widget);

  sp_platform_save_file_async (widget, _("Save Program"), languages[get_language (self)].file_name,
                               self->cancellable, chosen_cb, g_object_ref (self));
}

static void
clear_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  sp_recorder_clear (SP_RECORDER_PANE (widget)->recorder);
}

static void
replay_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  sp_recorder_replay (SP_RECORDER_PANE (widget)->recorder);
}

/* All of it is written anew for each call, so only for somebody who can see it. */
static void
sp_recorder_pane_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sp_recorder_pane_parent_class)->map (widget);

  show_code (SP_RECORDER_PANE (widget));
}

static void
sp_recorder_pane_dispose (GObject *object)
{
  SpRecorderPane *self = SP_RECORDER_PANE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->idle, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_RECORDER_PANE);

  G_OBJECT_CLASS (sp_recorder_pane_parent_class)->dispose (object);
}

static void
sp_recorder_pane_finalize (GObject *object)
{
  SpRecorderPane *self = SP_RECORDER_PANE (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->recorder);

  G_OBJECT_CLASS (sp_recorder_pane_parent_class)->finalize (object);
}

static void
sp_recorder_pane_class_init (SpRecorderPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_recorder_pane_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_recorder_pane_finalize;
  widget_class->map = sp_recorder_pane_map;

  gtk_widget_class_install_action (widget_class, "recorder.copy", NULL, copy_cb);
  gtk_widget_class_install_action (widget_class, "recorder.save", NULL, save_cb);
  gtk_widget_class_install_action (widget_class, "recorder.clear", NULL, clear_cb);
  gtk_widget_class_install_action (widget_class, "recorder.replay", NULL, replay_cb);

  gtk_source_init ();
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-recorder-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, SpRecorderPane, language);
  gtk_widget_class_bind_template_child (widget_class, SpRecorderPane, status);
  gtk_widget_class_bind_template_child (widget_class, SpRecorderPane, stack);
  gtk_widget_class_bind_template_child (widget_class, SpRecorderPane, buffer);
  gtk_widget_class_bind_template_callback (widget_class, show_code);
}

static void
sp_recorder_pane_init (SpRecorderPane *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  sp_source_buffer_follow_style (self->buffer);
  sp_source_buffer_show_controls (self->buffer);
}

void
sp_recorder_pane_set_recorder (SpRecorderPane *self, SpRecorder *recorder)
{
  g_return_if_fail (SP_IS_RECORDER_PANE (self));
  g_return_if_fail (SP_IS_RECORDER (recorder));
  g_return_if_fail (self->recorder == NULL);

  self->recorder = g_object_ref (recorder);
  g_signal_connect_object (recorder, "notify::n-calls", G_CALLBACK (calls_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (recorder, "notify::replaying", G_CALLBACK (update_status), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (recorder, "replayed", G_CALLBACK (replayed_cb), self, G_CONNECT_SWAPPED);
  calls_cb (self);
}
