/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-file-fetch.h"

#include <glib/gi18n-lib.h>

static void
file_cached_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)  task = user_data;
  g_autoptr (GError) error = NULL;
  GFile             *local = NULL;

  local = gradio_client_cache_finish (GRADIO_CLIENT (source), result, &error);
  if (local != NULL)
    g_task_return_pointer (task, local, g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

gboolean
sp_file_fetch_is_possible (GradioFile *file, GradioClient *client)
{
  if (file == NULL)
    return FALSE;

  return gradio_file_get_local (file) != NULL ||
         (client != NULL && gradio_client_get_base_uri (client) != NULL);
}

void
sp_file_fetch_async (GradioFile         *file,
                     GradioClient       *client,
                     GCancellable       *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (GRADIO_IS_FILE (file));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, sp_file_fetch_async);

  if (gradio_file_get_local (file) != NULL)
    g_task_return_pointer (task, g_object_ref (gradio_file_get_local (file)), g_object_unref);
  else if (!sp_file_fetch_is_possible (file, client))
    g_task_return_new_error (task, GRADIO_ERROR, GRADIO_ERROR_FILE,
                             _("“%s” is on the app’s server. Connect to the app to see it."),
                             gradio_file_get_name (file));
  else
    gradio_client_cache_async (client, file, cancellable, file_cached_cb, g_steal_pointer (&task));
}

GFile *
sp_file_fetch_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sp_file_fetch_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
