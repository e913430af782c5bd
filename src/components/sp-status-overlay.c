/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-status-overlay.h"

#include "sp-job-watch.h"
#include "sp-job-words.h"
#include "sp-resources.h"
#include "sp-time-words.h"
#include "sp-tooltip.h"

#include <glib/gi18n-lib.h>

struct _SpStatusOverlay {
  GtkWidget       parent_instance;
  GtkProgressBar *bar;     /* template child */
  GtkWidget      *caption; /* template child */
  GtkLabel       *state;   /* template child */
  GtkLabel       *step;    /* template child */
  SpJobWatch     *watch;   /* owned */
  GradioJob      *job;     /* owned */
  SpShowProgress  show_progress;
  gboolean        waiting;
};

G_DEFINE_FINAL_TYPE (SpStatusOverlay, sp_status_overlay, GTK_TYPE_WIDGET)

typedef enum {
  PROP_WAITING = 1,
} SpStatusOverlayProperty;

static GParamSpec *properties[PROP_WAITING + 1];

/* “Waiting in the queue: 3 of 10 · about 12 s left”, “Running · 4 s” */
static char *
dup_state_words (GradioJob *job)
{
  double           retry_in = gradio_job_get_retry_in (job);
  g_autofree char *words = NULL;
  g_autofree char *estimate = NULL;
  g_autofree char *elapsed = NULL;

  if (gradio_job_get_state (job) == GRADIO_JOB_FAILED)
    return g_strdup (_("Error"));
  if (retry_in >= 0)
    return sp_job_words_retry (retry_in);

  words =
    sp_job_words_state (gradio_job_get_state (job), gradio_job_get_upload_fraction (job),
                        gradio_job_get_queue_position (job), gradio_job_get_queue_size (job));
  estimate = sp_time_words_estimate (gradio_job_get_eta (job));
  if (estimate != NULL)
    return g_strdup_printf ("%s · %s", words, estimate);

  elapsed = sp_time_words_elapsed (gradio_job_get_elapsed (job));

  return g_strdup_printf ("%s · %s", words, elapsed);
}

/* The innermost bar moves most. */
static const GradioProgress *
get_progress (GradioJob *job)
{
  GPtrArray *units = gradio_job_get_progress (job);

  return units->len > 0 ? g_ptr_array_index (units, units->len - 1) : NULL;
}

static void
update_texts (SpStatusOverlay *self)
{
  const GradioProgress *progress = get_progress (self->job);
  const GError         *error = gradio_job_get_error (self->job);
  g_autofree char      *state = dup_state_words (self->job);
  g_autofree char      *step = NULL;
  gboolean              failed = gradio_job_get_state (self->job) == GRADIO_JOB_FAILED;

  if (progress != NULL && !failed)
    step = gradio_progress_dup_text (progress);
  gtk_label_set_text (self->state, state);
  gtk_label_set_text (self->step, step != NULL ? step : "");
  gtk_widget_set_visible (GTK_WIDGET (self->step), step != NULL && *step != '\0');
  sp_tooltip_set_text (self->caption, failed && error != NULL ? error->message : NULL);
  if (failed)
    gtk_widget_add_css_class (self->caption, "error");
  else
    gtk_widget_remove_css_class (self->caption, "error");
}

static double
get_fraction (GradioJob *job)
{
  const GradioProgress *progress = get_progress (job);

  if (gradio_job_get_state (job) == GRADIO_JOB_UPLOADING)
    return gradio_job_get_upload_fraction (job);

  return progress != NULL ? progress->fraction : -1;
}

static void
pulse_cb (SpStatusOverlay *self)
{
  gtk_progress_bar_pulse (self->bar);
}

/* Makes what is seen fit the job; does not run while nothing is seen. */
static void
update (SpStatusOverlay *self)
{
  gboolean seen = gtk_widget_get_mapped (GTK_WIDGET (self));
  gboolean running = self->job != NULL && !gradio_job_is_final (self->job);
  double   fraction = -1;

  if (self->job == NULL || !gtk_widget_get_visible (GTK_WIDGET (self))) {
    sp_job_watch_set_timers (self->watch, FALSE, FALSE);
    return;
  }

  update_texts (self);
  fraction = running ? get_fraction (self->job) : -1;
  gtk_widget_set_visible (GTK_WIDGET (self->bar), running);
  gtk_widget_set_visible (self->caption, self->show_progress == SP_SHOW_PROGRESS_FULL || !running);
  if (fraction >= 0)
    gtk_progress_bar_set_fraction (self->bar, MIN (fraction, 1));
  sp_job_watch_set_timers (self->watch, running && seen, running && seen && !(fraction >= 0));
}

static void
update_state (SpStatusOverlay *self)
{
  GradioJobState state = self->job != NULL ? gradio_job_get_state (self->job) : GRADIO_JOB_COMPLETE;
  gboolean       waiting = state < GRADIO_JOB_GENERATING && self->show_progress == SP_SHOW_PROGRESS_FULL;
  gboolean       visible = state != GRADIO_JOB_COMPLETE && state != GRADIO_JOB_CANCELLED &&
                     self->show_progress != SP_SHOW_PROGRESS_HIDDEN;

  gtk_widget_set_visible (GTK_WIDGET (self), visible);
  update (self);
  if (self->waiting == waiting)
    return;

  self->waiting = waiting;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WAITING]);
}

static void
sp_status_overlay_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sp_status_overlay_parent_class)->map (widget);

  update (SP_STATUS_OVERLAY (widget));
}

static void
sp_status_overlay_unmap (GtkWidget *widget)
{
  sp_job_watch_stop (SP_STATUS_OVERLAY (widget)->watch);

  GTK_WIDGET_CLASS (sp_status_overlay_parent_class)->unmap (widget);
}

static void
sp_status_overlay_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((SpStatusOverlayProperty) prop_id) {
  case PROP_WAITING:
    g_value_set_boolean (value, SP_STATUS_OVERLAY (object)->waiting);
    break;
  }
}

static void
sp_status_overlay_dispose (GObject *object)
{
  SpStatusOverlay *self = SP_STATUS_OVERLAY (object);
  GtkWidget       *child = NULL;

  sp_job_watch_set_job (self->watch, NULL);
  sp_job_watch_stop (self->watch);
  g_clear_object (&self->job);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_STATUS_OVERLAY);

  G_OBJECT_CLASS (sp_status_overlay_parent_class)->dispose (object);
}

static void
sp_status_overlay_finalize (GObject *object)
{
  g_clear_object (&SP_STATUS_OVERLAY (object)->watch);

  G_OBJECT_CLASS (sp_status_overlay_parent_class)->finalize (object);
}

static void
sp_status_overlay_class_init (SpStatusOverlayClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sp_status_overlay_get_property;
  object_class->dispose = sp_status_overlay_dispose;
  object_class->finalize = sp_status_overlay_finalize;
  widget_class->map = sp_status_overlay_map;
  widget_class->unmap = sp_status_overlay_unmap;

  properties[PROP_WAITING] = g_param_spec_boolean ("waiting", NULL, NULL, FALSE,
                                                   G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY |
                                                     G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_css_name (widget_class, "sp-status-overlay");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_STATUS);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-status-overlay.ui");
  gtk_widget_class_bind_template_child (widget_class, SpStatusOverlay, bar);
  gtk_widget_class_bind_template_child (widget_class, SpStatusOverlay, caption);
  gtk_widget_class_bind_template_child (widget_class, SpStatusOverlay, state);
  gtk_widget_class_bind_template_child (widget_class, SpStatusOverlay, step);
}

static void
sp_status_overlay_init (SpStatusOverlay *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);

  self->watch = sp_job_watch_new (GTK_WIDGET (self));
  g_signal_connect_object (self->watch, "state", G_CALLBACK (update_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->watch, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->watch, "second", G_CALLBACK (update_texts), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->watch, "pulse", G_CALLBACK (pulse_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
sp_status_overlay_new (void)
{
  return g_object_new (SP_TYPE_STATUS_OVERLAY, NULL);
}

void
sp_status_overlay_set_job (SpStatusOverlay *self, GradioJob *job, SpShowProgress show_progress)
{
  g_return_if_fail (SP_IS_STATUS_OVERLAY (self));
  g_return_if_fail (job == NULL || GRADIO_IS_JOB (job));

  g_set_object (&self->job, job);
  sp_job_watch_set_job (self->watch, job);
  self->show_progress = show_progress;
  update_state (self);
}

gboolean
sp_status_overlay_get_waiting (SpStatusOverlay *self)
{
  g_return_val_if_fail (SP_IS_STATUS_OVERLAY (self), FALSE);

  return self->waiting;
}
