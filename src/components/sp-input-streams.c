/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-input-streams.h"

struct _SpInputStreams {
  GObject parent_instance;

  GPtrArray *jobs;    /* of GradioJob: those that listen */
  GPtrArray *closing; /* of GradioJob: those that work on what they got last */
};

G_DEFINE_FINAL_TYPE (SpInputStreams, sp_input_streams, G_TYPE_OBJECT)

enum {
  SIGNAL_OVER,
  SIGNAL_CLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
state_changed_cb (SpInputStreams *self, GParamSpec *pspec, GradioJob *job)
{
  if (!gradio_job_is_final (job))
    return;

  if (g_ptr_array_remove (self->closing, job) && self->closing->len == 0)
    g_signal_emit (self, signals[SIGNAL_CLOSED], 0);
  else if (g_ptr_array_remove (self->jobs, job))
    g_signal_emit (self, signals[SIGNAL_OVER], 0);
}

static void
sp_input_streams_finalize (GObject *object)
{
  g_ptr_array_unref (SP_INPUT_STREAMS (object)->jobs);
  g_ptr_array_unref (SP_INPUT_STREAMS (object)->closing);

  G_OBJECT_CLASS (sp_input_streams_parent_class)->finalize (object);
}

static void
sp_input_streams_class_init (SpInputStreamsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sp_input_streams_finalize;

  signals[SIGNAL_OVER] = g_signal_new ("over", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 0);
  signals[SIGNAL_CLOSED] = g_signal_new ("closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 0);
}

static void
sp_input_streams_init (SpInputStreams *self)
{
  self->jobs = g_ptr_array_new_with_free_func (g_object_unref);
  self->closing = g_ptr_array_new_with_free_func (g_object_unref);
}

SpInputStreams *
sp_input_streams_new (void)
{
  return g_object_new (SP_TYPE_INPUT_STREAMS, NULL);
}

void
sp_input_streams_add (SpInputStreams *self, GradioJob *job)
{
  g_return_if_fail (SP_IS_INPUT_STREAMS (self));
  g_return_if_fail (GRADIO_IS_JOB (job));

  if (!gradio_endpoint_is_stream (gradio_job_get_endpoint (job)) || gradio_job_is_final (job) ||
      g_ptr_array_find (self->jobs, job, NULL))
    return;

  g_ptr_array_add (self->jobs, g_object_ref (job));
  g_signal_connect_object (job, "notify::state", G_CALLBACK (state_changed_cb), self, G_CONNECT_SWAPPED);
}

void
sp_input_streams_check (SpInputStreams *self)
{
  g_return_if_fail (SP_IS_INPUT_STREAMS (self));

  for (guint i = 0; i < self->jobs->len; i++) {
    double left = gradio_job_get_time_left (self->jobs->pdata[i]);

    if (left == 0) {
      g_signal_emit (self, signals[SIGNAL_OVER], 0);
      return;
    }
  }
}

void
sp_input_streams_end (SpInputStreams *self)
{
  g_autoptr (GPtrArray) jobs = NULL;

  g_return_if_fail (SP_IS_INPUT_STREAMS (self));

  jobs = g_steal_pointer (&self->jobs);
  self->jobs = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < jobs->len; i++)
    g_ptr_array_add (self->closing, g_object_ref (jobs->pdata[i]));
  for (guint i = 0; i < jobs->len; i++)
    gradio_job_end_input (jobs->pdata[i]);
  if (self->closing->len == 0)
    g_signal_emit (self, signals[SIGNAL_CLOSED], 0);
}
