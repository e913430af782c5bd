/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-hub-pause.h"

static gboolean
over_cb (gpointer user_data)
{
  GTask *task = user_data;

  if (!g_task_return_error_if_cancelled (task))
    g_task_return_boolean (task, TRUE);

  return G_SOURCE_REMOVE;
}

void
sp_hub_pause_async (guint               milliseconds,
                    GCancellable       *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer            user_data)
{
  GTask              *task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GSource) timeout = g_timeout_source_new (milliseconds);

  g_task_set_source_tag (task, sp_hub_pause_async);
  g_source_set_callback (timeout, over_cb, task, g_object_unref);
  if (cancellable != NULL) {
    g_autoptr (GSource) cancelled = g_cancellable_source_new (cancellable);

    g_source_set_dummy_callback (cancelled);
    g_source_add_child_source (timeout, cancelled);
  }
  g_source_attach (timeout, g_main_context_get_thread_default ());
}

gboolean
sp_hub_pause_finish (GAsyncResult *result,
                     GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
