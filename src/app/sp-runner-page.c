/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-runner-page.h"

#include "sp-resources.h"

#include <glib/gi18n-lib.h>

/* A process may write for days; the end of it is what tells. */
#define MAX_LINES 500

struct _SpRunnerPage {
  AdwBin         parent_instance;
  AdwStatusPage *status;  /* template child */
  GtkSpinner    *spinner; /* template child */
  GtkWidget     *start;   /* template child */
  GtkWidget     *stop;    /* template child */
  GtkWidget     *output;  /* template child */
  GtkTextView   *text;    /* template child */
  SpRunner      *runner;  /* owned */
};

G_DEFINE_FINAL_TYPE (SpRunnerPage, sp_runner_page, ADW_TYPE_BIN)

typedef enum {
  SIGNAL_READY,
} SpRunnerPageSignal;

static guint signals[SIGNAL_READY + 1];

static void
show_words (SpRunnerPage *self,
            const char   *title,
            const char   *description,
            gboolean      busy)
{
  adw_status_page_set_title (self->status, title);
  adw_status_page_set_description (self->status, description);
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_widget_set_visible (self->stop, busy);
  gtk_widget_set_visible (self->start, !busy);
}

static void
show_failure (SpRunnerPage *self)
{
  const GError    *error = sp_runner_get_error (self->runner);
  g_autofree char *text = g_markup_escape_text (error != NULL ? error->message : "", -1);

  show_words (self, _("The Space Stopped"), text, FALSE);
}

static void
state_changed_cb (SpRunnerPage *self)
{
  g_autofree char *name = g_markup_escape_text (sp_space_get_title (sp_runner_get_space (self->runner)), -1);
  g_autofree char *title = NULL;

  switch (sp_runner_get_state (self->runner)) {
  case SP_RUNNER_STOPPED:
    show_words (self, _("Not Running"), _("This Space runs on this computer."), FALSE);
    break;
  case SP_RUNNER_INSTALLING:
    title = g_strdup_printf (_("Installing “%s”"), name);
    show_words (self, title, _("This is done once and can take a minute."), TRUE);
    break;
  case SP_RUNNER_STARTING:
    title = g_strdup_printf (_("Starting “%s”"), name);
    show_words (self, title, _("This takes a few seconds."), TRUE);
    break;
  case SP_RUNNER_WAITING:
    title = g_strdup_printf (_("Starting “%s” Again"), name);
    show_words (self, title, _("It ended by itself and is started again in a moment."), TRUE);
    break;
  case SP_RUNNER_RUNNING:
    g_signal_emit (self, signals[SIGNAL_READY], 0, sp_runner_get_uri (self->runner));
    break;
  case SP_RUNNER_FAILED:
    show_failure (self);
    break;
  }
}

static void
drop_old_lines (GtkTextBuffer *buffer)
{
  GtkTextIter start, end;

  if (gtk_text_buffer_get_line_count (buffer) <= MAX_LINES)
    return;

  gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_get_iter_at_line (buffer, &end, gtk_text_buffer_get_line_count (buffer) - MAX_LINES);
  gtk_text_buffer_delete (buffer, &start, &end);
}

static void
output_cb (SpRunnerPage *self,
           const char   *line)
{
  GtkTextBuffer   *buffer = gtk_text_view_get_buffer (self->text);
  g_autofree char *valid = g_utf8_make_valid (line, -1);
  GtkTextIter      end;

  gtk_text_buffer_get_end_iter (buffer, &end);
  if (gtk_text_buffer_get_char_count (buffer) > 0)
    gtk_text_buffer_insert (buffer, &end, "\n", 1);
  gtk_text_buffer_insert (buffer, &end, valid, -1);
  drop_old_lines (buffer);
  gtk_widget_set_visible (self->output, TRUE);
}

static void
output_grew_cb (SpRunnerPage  *self,
                GtkAdjustment *adjustment)
{
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
}

static void
start_clicked_cb (SpRunnerPage *self)
{
  sp_runner_page_start (self);
}

static void
stop_clicked_cb (SpRunnerPage *self)
{
  sp_runner_stop (self->runner);
}

static void
sp_runner_page_dispose (GObject *object)
{
  SpRunnerPage *self = SP_RUNNER_PAGE (object);

  if (self->runner != NULL) {
    g_signal_handlers_disconnect_by_data (self->runner, self);
    sp_runner_stop (self->runner);
  }
  g_clear_object (&self->runner);
  adw_bin_set_child (ADW_BIN (object), NULL); /* before the template forgets it */
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_RUNNER_PAGE);

  G_OBJECT_CLASS (sp_runner_page_parent_class)->dispose (object);
}

static void
sp_runner_page_class_init (SpRunnerPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_runner_page_dispose;

  signals[SIGNAL_READY] = g_signal_new ("ready", SP_TYPE_RUNNER_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-runner-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SpRunnerPage, status);
  gtk_widget_class_bind_template_child (widget_class, SpRunnerPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, SpRunnerPage, start);
  gtk_widget_class_bind_template_child (widget_class, SpRunnerPage, stop);
  gtk_widget_class_bind_template_child (widget_class, SpRunnerPage, output);
  gtk_widget_class_bind_template_child (widget_class, SpRunnerPage, text);
  gtk_widget_class_bind_template_callback (widget_class, output_grew_cb);
  gtk_widget_class_bind_template_callback (widget_class, start_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_clicked_cb);
}

static void
sp_runner_page_init (SpRunnerPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sp_runner_page_new (SpSpace *space)
{
  SpRunnerPage *self = g_object_new (SP_TYPE_RUNNER_PAGE, NULL);

  self->runner = sp_runner_new (space);
  g_signal_connect_object (self->runner, "notify::state", G_CALLBACK (state_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->runner, "output", G_CALLBACK (output_cb), self, G_CONNECT_SWAPPED);
  state_changed_cb (self);

  return GTK_WIDGET (self);
}

void
sp_runner_page_start (SpRunnerPage *self)
{
  g_return_if_fail (SP_IS_RUNNER_PAGE (self));

  if (sp_runner_page_get_running (self))
    g_signal_emit (self, signals[SIGNAL_READY], 0, sp_runner_get_uri (self->runner));
  else
    sp_runner_start (self->runner);
}

gboolean
sp_runner_page_get_running (SpRunnerPage *self)
{
  g_return_val_if_fail (SP_IS_RUNNER_PAGE (self), FALSE);

  return sp_runner_get_state (self->runner) == SP_RUNNER_RUNNING;
}

const char *
sp_runner_page_get_socket (SpRunnerPage *self)
{
  g_return_val_if_fail (SP_IS_RUNNER_PAGE (self), NULL);

  return sp_runner_get_socket (self->runner);
}
