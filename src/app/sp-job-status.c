/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-job-status.h"

#include "sp-job-watch.h"
#include "sp-job-words.h"
#include "sp-progress-row.h"
#include "sp-resources.h"
#include "sp-time-words.h"

#include <glib/gi18n-lib.h>

/* A stranger's job may report any number of bars. */
#define MAX_BARS 8

struct _SpJobStatus {
  AdwBin      parent_instance;
  GtkSpinner *spinner;  /* template child */
  GtkLabel   *state;    /* template child */
  GtkLabel   *estimate; /* template child */
  GtkLabel   *elapsed;  /* template child */
  GtkBox     *bars;     /* template child */
  SpJobWatch *watch;    /* owned */
  GradioJob  *job;      /* owned */
};

G_DEFINE_FINAL_TYPE (SpJobStatus, sp_job_status, ADW_TYPE_BIN)

static char *
dup_state_words (GradioJob *job)
{
  double retry_in = gradio_job_get_retry_in (job);

  if (retry_in >= 0)
    return sp_job_words_retry (retry_in);

  return sp_job_words_state (gradio_job_get_state (job), gradio_job_get_upload_fraction (job),
                             gradio_job_get_queue_position (job), gradio_job_get_queue_size (job));
}

static void
update_texts (SpJobStatus *self)
{
  g_autofree char *state = dup_state_words (self->job);
  double           seconds = gradio_job_get_elapsed (self->job);
  g_autofree char *elapsed = sp_time_words_elapsed (seconds);
  g_autofree char *estimate = NULL;

  if (!gradio_job_is_final (self->job))
    estimate = sp_time_words_estimate (gradio_job_get_eta (self->job));

  gtk_label_set_text (self->state, state);
  gtk_label_set_text (self->elapsed, elapsed);
  gtk_label_set_text (self->estimate, estimate != NULL ? estimate : "");
  gtk_widget_set_visible (GTK_WIDGET (self->estimate), estimate != NULL);
}

static void
pulse_cb (SpJobStatus *self)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->bars)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    sp_progress_row_pulse (SP_PROGRESS_ROW (row));
}

/* Makes as many bars as there are units and returns whether one of them has no known length. */
static gboolean
update_bars (SpJobStatus *self)
{
  GPtrArray *units = gradio_job_get_progress (self->job);
  guint      n = gradio_job_is_final (self->job) ? 0 : MIN (units->len, MAX_BARS);
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->bars));
  gboolean   pulsing = FALSE;

  for (guint i = 0; i < n; i++) {
    if (row == NULL) {
      row = sp_progress_row_new ();
      gtk_box_append (self->bars, row);
    }
    pulsing |= sp_progress_row_set_progress (SP_PROGRESS_ROW (row), g_ptr_array_index (units, i));
    row = gtk_widget_get_next_sibling (row);
  }

  while (row != NULL) {
    GtkWidget *next = gtk_widget_get_next_sibling (row);

    gtk_box_remove (self->bars, row);
    row = next;
  }
  gtk_widget_set_visible (GTK_WIDGET (self->bars), n > 0);

  return pulsing;
}

static void
update (SpJobStatus *self)
{
  gboolean running, pulsing, seen;

  running = self->job != NULL && !gradio_job_is_final (self->job);
  seen = gtk_widget_get_mapped (GTK_WIDGET (self));
  gtk_spinner_set_spinning (self->spinner, running);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), running);
  if (self->job == NULL) {
    sp_job_watch_set_timers (self->watch, FALSE, FALSE);
    return;
  }

  update_texts (self);
  pulsing = update_bars (self);
  sp_job_watch_set_timers (self->watch, running && seen, pulsing && seen);
}

/* A job that ended well is told of by its result, one that failed by its error. */
static void
update_visible (SpJobStatus *self)
{
  GradioJobState state = self->job != NULL ? gradio_job_get_state (self->job) : GRADIO_JOB_COMPLETE;

  gtk_widget_set_visible (GTK_WIDGET (self), state != GRADIO_JOB_COMPLETE && state != GRADIO_JOB_FAILED);
}

static void
state_changed_cb (SpJobStatus *self)
{
  if (gradio_job_is_final (self->job))
    update (self); /* before it is hidden, so that its timers end */
  update_visible (self);
  sp_job_watch_queue (self->watch);
}

static void
sp_job_status_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sp_job_status_parent_class)->map (widget);

  update (SP_JOB_STATUS (widget));
}

static void
sp_job_status_unmap (GtkWidget *widget)
{
  sp_job_watch_stop (SP_JOB_STATUS (widget)->watch);

  GTK_WIDGET_CLASS (sp_job_status_parent_class)->unmap (widget);
}

static void
sp_job_status_dispose (GObject *object)
{
  SpJobStatus *self = SP_JOB_STATUS (object);

  sp_job_watch_set_job (self->watch, NULL);
  sp_job_watch_stop (self->watch);
  g_clear_object (&self->job);
  adw_bin_set_child (ADW_BIN (object), NULL); /* before the template forgets it */
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_JOB_STATUS);

  G_OBJECT_CLASS (sp_job_status_parent_class)->dispose (object);
}

static void
sp_job_status_finalize (GObject *object)
{
  g_clear_object (&SP_JOB_STATUS (object)->watch);

  G_OBJECT_CLASS (sp_job_status_parent_class)->finalize (object);
}

static void
sp_job_status_class_init (SpJobStatusClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_job_status_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_job_status_finalize;
  widget_class->map = sp_job_status_map;
  widget_class->unmap = sp_job_status_unmap;

  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-job-status.ui");
  gtk_widget_class_bind_template_child (widget_class, SpJobStatus, spinner);
  gtk_widget_class_bind_template_child (widget_class, SpJobStatus, state);
  gtk_widget_class_bind_template_child (widget_class, SpJobStatus, estimate);
  gtk_widget_class_bind_template_child (widget_class, SpJobStatus, elapsed);
  gtk_widget_class_bind_template_child (widget_class, SpJobStatus, bars);
}

static void
sp_job_status_init (SpJobStatus *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);

  self->watch = sp_job_watch_new (GTK_WIDGET (self));
  g_signal_connect_object (self->watch, "state", G_CALLBACK (state_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->watch, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->watch, "second", G_CALLBACK (update_texts), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->watch, "pulse", G_CALLBACK (pulse_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
sp_job_status_new (void)
{
  return g_object_new (SP_TYPE_JOB_STATUS, NULL);
}

void
sp_job_status_set_job (SpJobStatus *self,
                       GradioJob   *job)
{
  g_return_if_fail (SP_IS_JOB_STATUS (self));
  g_return_if_fail (job == NULL || GRADIO_IS_JOB (job));

  if (!g_set_object (&self->job, job))
    return;

  sp_job_watch_set_job (self->watch, job);
  update (self);
  update_visible (self);
}
