/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "gradio-watchdog.h"

/* It looks up that often within its patience. */
#define LOOKS 4

struct _GradioWatchdog {
  GSource      *source;
  GCancellable *victim;
  gint64        patience;
  gint64        fed;
  gboolean      has_bitten;
};

static gboolean
look_cb (gpointer user_data)
{
  GradioWatchdog *self = user_data;

  if (g_get_monotonic_time () - self->fed < self->patience)
    return G_SOURCE_CONTINUE;

  self->has_bitten = TRUE;
  g_cancellable_cancel (self->victim);

  return G_SOURCE_REMOVE;
}

GradioWatchdog *
gradio_watchdog_new (guint         milliseconds,
                     GCancellable *victim)
{
  GradioWatchdog *self = g_new0 (GradioWatchdog, 1);

  self->victim = g_object_ref (victim);
  self->patience = milliseconds * G_TIME_SPAN_MILLISECOND;
  self->fed = g_get_monotonic_time ();
  self->source = g_timeout_source_new (MAX (milliseconds / LOOKS, 1));
  g_source_set_callback (self->source, look_cb, self, NULL);
  g_source_attach (self->source, g_main_context_get_thread_default ());

  return self;
}

void
gradio_watchdog_free (GradioWatchdog *self)
{
  if (self == NULL)
    return;

  g_source_destroy (self->source);
  g_source_unref (self->source);
  g_object_unref (self->victim);
  g_free (self);
}

void
gradio_watchdog_feed (GradioWatchdog *self)
{
  self->fed = g_get_monotonic_time ();
}

void
gradio_watchdog_calm (GradioWatchdog *self,
                      guint           factor)
{
  self->patience *= factor;
  gradio_watchdog_feed (self);
}

gboolean
gradio_watchdog_has_bitten (GradioWatchdog *self)
{
  return self != NULL && self->has_bitten;
}
