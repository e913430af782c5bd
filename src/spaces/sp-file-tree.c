/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _XOPEN_SOURCE 700 /* nftw() */
#include "sp-file-tree.h"

#include "config.h"

#include <errno.h>
#include <ftw.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>

/* Open folders at a time, in trees that are deeper than that it goes on more slowly. */
#define MAX_OPEN 64

static int
remove_cb (const char *path, const struct stat *status, int type, struct FTW *place)
{
  return remove (path) == 0 || errno == ENOENT ? 0 : -1;
}

/* A link is removed and what it leads to is not: whoever made the tree may have meant it so. */
static gboolean
remove_tree (GFile *file, GError **error)
{
  const char *path = g_file_peek_path (file);

  if (nftw (path, remove_cb, MAX_OPEN, FTW_DEPTH | FTW_PHYS) == 0 || errno == ENOENT)
    return TRUE;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), _("“%s” cannot be removed: %s"), path, g_strerror (errno));

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
