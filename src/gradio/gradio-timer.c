/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-timer.h"

GSource *
gradio_timer_start (guint          milliseconds,
                    GSourceFunc    func,
                    gpointer       user_data,
                    GDestroyNotify destroy)
{
  GSource *timer = g_timeout_source_new (milliseconds);

  g_source_set_callback (timer, func, user_data, destroy);
  g_source_attach (timer, g_main_context_get_thread_default ());

  return timer;
}

void
gradio_timer_clear (GSource **timer)
{
  GSource *source = g_steal_pointer (timer);

  if (source == NULL)
    return;

  g_source_destroy (source);
  g_source_unref (source);
}
