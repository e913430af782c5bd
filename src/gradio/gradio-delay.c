/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "gradio-delay.h"

typedef struct {
  GTask      *task; /* owned until it goes on */
  GSourceFunc callback;
} Delay;

static void
delay_free (Delay *self)
{
  g_clear_object (&self->task);
  g_free (self);
}

static gboolean
over_cb (gpointer user_data)
{
  Delay *self = user_data;

  if (!g_task_return_error_if_cancelled (self->task))
    self->callback (g_steal_pointer (&self->task));

  return G_SOURCE_REMOVE;
}

static gboolean
allowed_cb (GCancellable *signal,
            gpointer      user_data)
{
  return over_cb (user_data);
}

/* Takes the task and the source. */
static void
go_on_after (GTask      *task,
             GSource    *source,
             GSourceFunc source_func,
             GSourceFunc callback)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  Delay        *self = g_new0 (Delay, 1);

  self->task = task;
  self->callback = callback;
  if (cancellable != NULL) {
    g_autoptr (GSource) cancelled = g_cancellable_source_new (cancellable);

    g_source_set_dummy_callback (cancelled);
    g_source_add_child_source (source, cancelled);
  }
  g_source_set_callback (source, source_func, self, (GDestroyNotify) delay_free);
  g_source_attach (source, g_task_get_context (task));
  g_source_unref (source);
}

void
gradio_delay (GTask      *task,
              guint       milliseconds,
              GSourceFunc callback)
{
  go_on_after (task, g_timeout_source_new (milliseconds), over_cb, callback);
}

void
gradio_wait_for (GTask        *task,
                 GCancellable *signal,
                 GSourceFunc   callback)
{
  if (signal == NULL)
    callback (task);
  else
    go_on_after (task, g_cancellable_source_new (signal), G_SOURCE_FUNC (allowed_cb), callback);
}
