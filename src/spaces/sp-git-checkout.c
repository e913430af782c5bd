/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-git-checkout.h"

#include "config.h"

#include <string.h>

#include "sp-file-tree.h"

#define MAX_FILES 100000
#define MAX_BYTES ((guint64) 64 << 30)

/* Data of the task of a copy. */
typedef struct {
  GFile             *from;
  GFile             *to;
  SpFileProgressFunc progress;
  gpointer           progress_data;
  GHashTable        *tracked; /* names of files and of the folders they are in; NULL: all count */
} Copy;

static void
copy_free (gpointer data)
{
  Copy *copy = data;

  g_object_unref (copy->from);
  g_object_unref (copy->to);
  g_clear_pointer (&copy->tracked, g_hash_table_unref);
  g_free (copy);
}

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError           *error = NULL;

  if (sp_file_tree_copy_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Called in a thread; the table does not change any more. */
static gboolean
filter_cb (const char *path, gpointer user_data)
{
  Copy *copy = user_data;

  return sp_file_tree_filter_space (path, NULL) &&
         (copy->tracked == NULL || g_hash_table_contains (copy->tracked, path));
}

static void
copy_files (GTask *task)
{
  Copy                  *copy = g_task_get_task_data (task);
  const SpFileTreeLimits limits = { MAX_FILES, MAX_BYTES };

  sp_file_tree_copy_async (copy->from, copy->to, filter_cb, copy, &limits, copy->progress,
                           copy->progress_data, g_task_get_cancellable (task), copied_cb,
                           g_object_ref (task));
}

static void
add_tracked (GHashTable *tracked, const char *path)
{
  g_autofree char *parent = NULL;

  if (!g_hash_table_add (tracked, g_strdup (path)))
    return;

  parent = g_path_get_dirname (path);
  if (!g_str_equal (parent, "."))
    add_tracked (tracked, parent);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)  task = user_data;
  g_autoptr (GBytes) output = NULL;
  g_autoptr (GError) error = NULL;
  Copy              *copy = g_task_get_task_data (task);
  const char        *names;
  gsize              length = 0;

  g_subprocess_communicate_finish (G_SUBPROCESS (source), result, &output, NULL, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_subprocess_force_exit (G_SUBPROCESS (source));
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  if (output != NULL && g_subprocess_get_successful (G_SUBPROCESS (source))) {
    names = g_bytes_get_data (output, &length);
    if (length > 0)
      copy->tracked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
    for (gsize i = 0; i < length; i += strnlen (names + i, length - i) + 1) {
      g_autofree char *name = g_strndup (names + i, length - i);

      add_tracked (copy->tracked, name);
    }
  }
  copy_files (task);
}

/* Asks git in a way in which the checkout's own configuration cannot have a program run. */
static GSubprocess *
ask_git (Copy *copy)
{
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GFile)               git = g_file_get_child (copy->from, ".git");
  g_autoptr (GError)              error = NULL;
  GSubprocess                    *process;

  if (!g_file_query_exists (git, NULL))
    return NULL;

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                        G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_subprocess_launcher_setenv (launcher, "GIT_OPTIONAL_LOCKS", "0", TRUE);
  process = g_subprocess_launcher_spawn (launcher, &error, "git", "-C",
                                         g_file_peek_path (copy->from), "-c", "core.fsmonitor=false",
                                         "-c", "core.hooksPath=/dev/null", "ls-files", "-z",
                                         "--recurse-submodules", NULL);
  if (process == NULL)
    g_debug ("All files are copied: %s", error->message);
  return process;
}

void
sp_git_checkout_copy_async (GFile              *from,
                            GFile              *to,
                            SpFileProgressFunc  progress,
                            gpointer            progress_data,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_autoptr (GTask)       task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GSubprocess) process = NULL;
  Copy                   *copy = g_new0 (Copy, 1);

  g_task_set_source_tag (task, sp_git_checkout_copy_async);
  copy->from = g_object_ref (from);
  copy->to = g_object_ref (to);
  copy->progress = progress;
  copy->progress_data = progress_data;
  g_task_set_task_data (task, copy, copy_free);

  process = ask_git (copy);
  if (process == NULL)
    copy_files (task);
  else
    g_subprocess_communicate_async (process, NULL, cancellable, listed_cb, g_object_ref (task));
}

gboolean
sp_git_checkout_copy_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
