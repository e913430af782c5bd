/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-file-tree.h"

static gboolean
remove_tree (GFile *file, GError **error)
{
  g_autoptr (GFileEnumerator) children = NULL;
  g_autoptr (GError)          local_error = NULL;

  /* Fails for all that is no folder; deleting it tells the rest. */
  children = g_file_enumerate_children (file, G_FILE_ATTRIBUTE_STANDARD_NAME,
                                        G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, NULL);
  while (children != NULL) {
    GFile *child;

    if (!g_file_enumerator_iterate (children, NULL, &child, NULL, error))
      return FALSE;
    if (child == NULL)
      break;
    if (!remove_tree (child, error))
      return FALSE;
  }

  if (g_file_delete (file, NULL, &local_error) ||
      g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static void
remove_in_thread_cb (GTask        *task,
                     gpointer      source_object,
                     gpointer      task_data,
                     GCancellable *cancellable)
{
  GPtrArray *files = task_data;
  GError    *error = NULL;

  for (guint i = 0; i < files->len; i++) {
    if (!remove_tree (g_ptr_array_index (files, i), &error)) {
      g_task_return_error (task, error);
      return;
    }
  }
  g_task_return_boolean (task, TRUE);
}

void
sp_file_tree_remove_async (GPtrArray *files, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, sp_file_tree_remove_async);
  g_task_set_task_data (task, g_ptr_array_ref (files), (GDestroyNotify) g_ptr_array_unref);
  g_task_run_in_thread (task, remove_in_thread_cb);
}

gboolean
sp_file_tree_remove_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
