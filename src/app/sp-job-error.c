/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-job-error.h"

#include "sp-error-words.h"
#include "sp-html-block.h"
#include "sp-resources.h"

#include <glib/gi18n-lib.h>

struct _SpJobError {
  AdwBin     parent_instance;
  GtkImage  *icon;      /* template child */
  GtkLabel  *title;     /* template child */
  GtkLabel  *text;      /* template child */
  AdwBin    *rich;      /* template child: the text in its place, where it has links */
  GtkButton *run_again; /* template child */
  char      *details;   /* owned */
};

G_DEFINE_FINAL_TYPE (SpJobError, sp_job_error, ADW_TYPE_BIN)

static void
copy_clicked_cb (SpJobError *self)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));

  gdk_clipboard_set_text (clipboard, self->details);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "(su)", _("Details copied"), 2);
}

/* How many widgets an error may become. */
#define MAX_BLOCKS 40

static gboolean
has_link (const GradioLog *log)
{
  g_autofree char *lower = log != NULL && log->html != NULL ? g_ascii_strdown (log->html, -1) : NULL;

  return lower != NULL && strstr (lower, "<a ") != NULL;
}

/* Words without their links may say to go where nobody can. */
static void
show_text (SpJobError      *self,
           const GradioLog *log,
           const char      *text)
{
  SpHtmlContext context = { NULL, NULL, MAX_BLOCKS };
  GtkWidget    *rich = has_link (log) ? sp_html_block_new (&context, log->html) : NULL;

  gtk_label_set_text (self->text, text);
  gtk_widget_set_visible (GTK_WIDGET (self->text), rich == NULL);
  adw_bin_set_child (self->rich, rich);
  gtk_widget_set_visible (GTK_WIDGET (self->rich), rich != NULL);
}

static char *
make_details (GradioJob  *job,
              const char *title,
              const char *text)
{
  GString   *details = g_string_new (NULL);
  GPtrArray *log = gradio_job_get_log (job);

  g_string_append_printf (details, "%s\n%s\n\n", title, text);
  g_string_append_printf (details, _("Endpoint: %s"), gradio_endpoint_get_name (gradio_job_get_endpoint (job)));
  g_string_append_c (details, '\n');
  for (guint i = 0; i < log->len; i++) {
    const GradioLog *message = g_ptr_array_index (log, i);

    g_string_append_printf (details, "%s: %s\n", message->title, message->text);
  }

  return g_string_free (details, FALSE);
}

static void
sp_job_error_dispose (GObject *object)
{
  SpJobError *self = SP_JOB_ERROR (object);

  g_clear_pointer (&self->details, g_free);
  adw_bin_set_child (ADW_BIN (object), NULL); /* before the template forgets it */
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_JOB_ERROR);

  G_OBJECT_CLASS (sp_job_error_parent_class)->dispose (object);
}

static void
sp_job_error_class_init (SpJobErrorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_job_error_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-job-error.ui");
  gtk_widget_class_bind_template_child (widget_class, SpJobError, icon);
  gtk_widget_class_bind_template_child (widget_class, SpJobError, title);
  gtk_widget_class_bind_template_child (widget_class, SpJobError, text);
  gtk_widget_class_bind_template_child (widget_class, SpJobError, rich);
  gtk_widget_class_bind_template_child (widget_class, SpJobError, run_again);
  gtk_widget_class_bind_template_callback (widget_class, copy_clicked_cb);
}

static void
sp_job_error_init (SpJobError *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
sp_job_error_new (void)
{
  return g_object_new (SP_TYPE_JOB_ERROR, NULL);
}

void
sp_job_error_set_job (SpJobError *self,
                      GradioJob  *job)
{
  const GError    *error;
  const GradioLog *log;
  const char      *title;
  const char      *text;

  g_return_if_fail (SP_IS_JOB_ERROR (self));
  g_return_if_fail (job == NULL || GRADIO_IS_JOB (job));

  error = job != NULL && gradio_job_get_state (job) == GRADIO_JOB_FAILED ? gradio_job_get_error (job) : NULL;
  gtk_widget_set_visible (GTK_WIDGET (self), error != NULL);
  if (error == NULL)
    return;

  log = gradio_job_get_error_log (job);
  title = log != NULL && *log->title != '\0' ? log->title : sp_error_words_title (error);
  text = log != NULL && *log->text != '\0' ? log->text : error->message;
  gtk_image_set_from_icon_name (self->icon, sp_error_words_icon (error));
  gtk_label_set_text (self->title, title);
  show_text (self, log, text);
  gtk_button_set_label (self->run_again, g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_BUSY)
                                           ? _("Try Again")
                                           : _("Run Again"));
  g_free (self->details);
  self->details = make_details (job, title, text);
}
