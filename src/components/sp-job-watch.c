/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-job-watch.h"

#define PULSE_MS 150

struct _SpJobWatch {
  GObject       parent_instance;
  GtkWidget    *widget;  /* not owned: it owns the watch */
  GSignalGroup *signals; /* owned */
  guint         tick;    /* `changed` waits for the next frame */
  guint         clock;
  guint         pulse;
};

G_DEFINE_FINAL_TYPE (SpJobWatch, sp_job_watch, G_TYPE_OBJECT)

enum {
  SIGNAL_STATE,
  SIGNAL_CHANGED,
  SIGNAL_SECOND,
  SIGNAL_PULSE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
state_changed_cb (SpJobWatch *self)
{
  g_signal_emit (self, signals[SIGNAL_STATE], 0);
}

static gboolean
clock_cb (gpointer user_data)
{
  g_signal_emit (user_data, signals[SIGNAL_SECOND], 0);

  return G_SOURCE_CONTINUE;
}

static gboolean
pulse_cb (gpointer user_data)
{
  g_signal_emit (user_data, signals[SIGNAL_PULSE], 0);

  return G_SOURCE_CONTINUE;
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  SpJobWatch *self = user_data;

  self->tick = 0;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);

  return G_SOURCE_REMOVE;
}

static void
sp_job_watch_dispose (GObject *object)
{
  SpJobWatch *self = SP_JOB_WATCH (object);

  sp_job_watch_stop (self);
  g_clear_object (&self->signals);

  G_OBJECT_CLASS (sp_job_watch_parent_class)->dispose (object);
}

static void
sp_job_watch_class_init (SpJobWatchClass *klass)
{
  static const char *const names[] = { "state", "changed", "second", "pulse" };

  G_OBJECT_CLASS (klass)->dispose = sp_job_watch_dispose;

  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 0);
}

static void
sp_job_watch_init (SpJobWatch *self)
{
  static const char *const changes[] = {
    "notify::queue-position",
    "notify::queue-size",
    "notify::eta",
    "notify::progress",
    "notify::upload-fraction",
    "notify::retry-in",
  };

  self->signals = g_signal_group_new (GRADIO_TYPE_JOB);
  g_signal_group_connect_swapped (self->signals, "notify::state", G_CALLBACK (state_changed_cb), self);
  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    g_signal_group_connect_swapped (self->signals, changes[i], G_CALLBACK (sp_job_watch_queue), self);
}

SpJobWatch *
sp_job_watch_new (GtkWidget *widget)
{
  SpJobWatch *self = g_object_new (SP_TYPE_JOB_WATCH, NULL);

  g_return_val_if_fail (GTK_IS_WIDGET (widget), self);

  self->widget = widget;

  return self;
}

void
sp_job_watch_set_job (SpJobWatch *self, GradioJob *job)
{
  g_return_if_fail (SP_IS_JOB_WATCH (self));

  g_signal_group_set_target (self->signals, job);
}

void
sp_job_watch_queue (SpJobWatch *self)
{
  g_return_if_fail (SP_IS_JOB_WATCH (self));

  if (self->tick == 0 && gtk_widget_get_mapped (self->widget))
    self->tick = gtk_widget_add_tick_callback (self->widget, tick_cb, self, NULL);
}

void
sp_job_watch_set_timers (SpJobWatch *self, gboolean running, gboolean pulsing)
{
  g_return_if_fail (SP_IS_JOB_WATCH (self));

  if (running && self->clock == 0)
    self->clock = g_timeout_add_seconds (1, clock_cb, self);
  else if (!running)
    g_clear_handle_id (&self->clock, g_source_remove);

  if (pulsing && self->pulse == 0)
    self->pulse = g_timeout_add (PULSE_MS, pulse_cb, self);
  else if (!pulsing)
    g_clear_handle_id (&self->pulse, g_source_remove);
}

void
sp_job_watch_stop (SpJobWatch *self)
{
  g_return_if_fail (SP_IS_JOB_WATCH (self));

  sp_job_watch_set_timers (self, FALSE, FALSE);
  if (self->tick != 0)
    gtk_widget_remove_tick_callback (self->widget, self->tick);
  self->tick = 0;
}
