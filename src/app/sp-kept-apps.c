/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-kept-apps.h"

/* A large app has some MiB. */
#define MAX_FILES 100
#define MAX_SIZE (64 * 1024 * 1024)

SpCacheFolder *
sp_kept_apps_new (void)
{
  g_autofree char *path = g_build_filename (g_get_user_cache_dir (), "spaceport", "apps", NULL);

  return sp_cache_folder_new (path, MAX_FILES, MAX_SIZE);
}

static char *
dup_key (const char *reference)
{
  return g_strconcat ("app ", reference, NULL);
}

static void
restored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError           *error = NULL;

  if (gradio_client_restore_finish (GRADIO_CLIENT (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)  task = user_data;
  GError            *error = NULL;
  g_autoptr (GBytes) bytes = sp_cache_folder_read_finish (SP_CACHE_FOLDER (source), result, &error);

  if (bytes != NULL)
    gradio_client_restore_async (g_task_get_task_data (task), bytes, g_task_get_cancellable (task), restored_cb,
                                 g_object_ref (task));
  else
    g_task_return_error (task, error);
}

void
sp_kept_apps_restore_async (SpCacheFolder      *kept,
                            GradioClient       *client,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_autofree char *key = NULL;
  GTask           *task = NULL;

  g_return_if_fail (SP_IS_CACHE_FOLDER (kept));
  g_return_if_fail (GRADIO_IS_CLIENT (client));

  task = g_task_new (kept, cancellable, callback, user_data);
  g_task_set_source_tag (task, sp_kept_apps_restore_async);
  g_task_set_task_data (task, g_object_ref (client), g_object_unref);
  key = dup_key (gradio_client_get_reference (client));
  sp_cache_folder_read_async (kept, key, cancellable, read_cb, task);
}

gboolean
sp_kept_apps_restore_finish (SpCacheFolder *kept, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, kept), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
sp_kept_apps_keep (SpCacheFolder *kept, GradioClient *client)
{
  g_autofree char   *key = NULL;
  g_autoptr (GBytes) snapshot = NULL;

  g_return_if_fail (SP_IS_CACHE_FOLDER (kept));
  g_return_if_fail (GRADIO_IS_CLIENT (client));

  key = dup_key (gradio_client_get_reference (client));
  snapshot = gradio_client_dup_snapshot (client);
  sp_cache_folder_write_async (kept, key, snapshot, NULL, NULL);
}

void
sp_kept_apps_forget (SpCacheFolder *kept, const char *reference)
{
  g_autofree char *key = NULL;

  g_return_if_fail (SP_IS_CACHE_FOLDER (kept));
  g_return_if_fail (reference != NULL);

  key = dup_key (reference);
  sp_cache_folder_write_async (kept, key, NULL, NULL, NULL);
}
