/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-own-files.h"

#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <gio/gunixinputstream.h>
#include <glib/gi18n-lib.h>

#include "sp-file-tree.h"
#include "sp-safe-path.h"

/* A folder with more than that is not read to its end: whatever made it may go on. */
#define MAX_READ 100000

/* What a thread works on. */
typedef struct {
  GFile *home;   /* owned */
  char  *path;   /* owned, NULL for the home itself */
  GFile *target; /* owned, nullable */
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_object_unref (request->home);
  g_clear_object (&request->target);
  g_free (request->path);
  g_free (request);
}

static void
run (GFile              *home,
     const char         *path,
     GFile              *target,
     GCancellable       *cancellable,
     GAsyncReadyCallback callback,
     gpointer            user_data,
     gpointer            tag,
     GTaskThreadFunc     func)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Request          *request = g_new0 (Request, 1);

  request->home = g_object_ref (home);
  request->path = g_strdup (path);
  g_set_object (&request->target, target);
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, request, request_free);
  g_task_run_in_thread (task, func);
}

/* Opens what is at the path, or with NULL the home. A pipe does not make it wait. */
static int
open_inside (GFile *home, const char *path, int flags, GError **error)
{
  int folder = sp_safe_path_open_folder (home, error);
  int fd;

  if (folder < 0 || path == NULL)
    return folder;

  fd = sp_safe_path_open (folder, path, flags | O_RDONLY | O_NONBLOCK | O_NOCTTY, 0, error);
  close (folder);

  return fd;
}

static SpOwnFileKind
get_kind (mode_t mode)
{
  if (S_ISDIR (mode))
    return SP_OWN_FILE_FOLDER;
  if (S_ISREG (mode))
    return SP_OWN_FILE_REGULAR;

  return S_ISLNK (mode) ? SP_OWN_FILE_LINK : SP_OWN_FILE_SPECIAL;
}

/* Nullable: what went away meanwhile, or has a name that cannot be used. */
static SpOwnFile *
read_entry (int fd, const char *folder, const char *name)
{
  g_autofree char *path = folder != NULL ? g_build_filename (folder, name, NULL) : g_strdup (name);
  struct stat      status;

  if (!sp_safe_path_check (path, NULL) || fstatat (fd, name, &status, AT_SYMLINK_NOFOLLOW) != 0)
    return NULL;

  return sp_own_file_new (path, get_kind (status.st_mode), (guint64) status.st_size, status.st_mtim.tv_sec);
}

static int
compare_cb (gconstpointer first, gconstpointer second)
{
  return sp_own_file_compare (*(SpOwnFile *const *) first, *(SpOwnFile *const *) second);
}

/* Takes the descriptor. */
static GPtrArray *
list (int fd, const char *folder, GCancellable *cancellable)
{
  GPtrArray     *files = g_ptr_array_new_with_free_func (g_object_unref);
  DIR           *directory = fdopendir (fd);
  struct dirent *entry;

  if (directory == NULL) {
    close (fd);
    return files;
  }

  while (files->len < MAX_READ && !g_cancellable_is_cancelled (cancellable) && (entry = readdir (directory)) != NULL) {
    SpOwnFile *file = NULL;

    if (!g_str_equal (entry->d_name, ".") && !g_str_equal (entry->d_name, ".."))
      file = read_entry (fd, folder, entry->d_name);
    if (file != NULL)
      g_ptr_array_add (files, file);
  }
  closedir (directory);
  g_ptr_array_sort (files, compare_cb);

  return files;
}

static void
list_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Request *request = task_data;
  GError  *error = NULL;
  int      fd = open_inside (request->home, request->path, O_DIRECTORY, &error);

  if (fd < 0)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, list (fd, request->path, cancellable), (GDestroyNotify) g_ptr_array_unref);
}

void
sp_own_files_list_async (GFile              *home,
                         const char         *path,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  g_return_if_fail (G_IS_FILE (home));

  run (home, path, NULL, cancellable, callback, user_data, sp_own_files_list_async, list_in_thread);
}

GPtrArray *
sp_own_files_list_finish (GAsyncResult *result, gboolean *more, GError **error)
{
  GPtrArray *files;

  g_return_val_if_fail (g_async_result_is_tagged (result, sp_own_files_list_async), NULL);

  files = g_task_propagate_pointer (G_TASK (result), error);
  if (more != NULL)
    *more = files != NULL && files->len > SP_OWN_FILES_MAX;
  if (files != NULL && files->len > SP_OWN_FILES_MAX)
    g_ptr_array_set_size (files, SP_OWN_FILES_MAX);

  return files;
}

/* Opens a file with bytes in it. */
static int
open_file (Request *request, GError **error)
{
  g_autofree char *name = g_path_get_basename (request->path);
  struct stat      status;
  int              fd = open_inside (request->home, request->path, 0, error);

  if (fd < 0 || (fstat (fd, &status) == 0 && S_ISREG (status.st_mode)))
    return fd;

  close (fd);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE, _("“%s” is no file that can be opened."), name);

  return -1;
}

static void
find_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Request *request = task_data;
  GError  *error = NULL;
  int      fd = open_file (request, &error);

  if (fd < 0) {
    g_task_return_error (task, error);
    return;
  }

  close (fd);
  g_task_return_pointer (task, g_file_resolve_relative_path (request->home, request->path), g_object_unref);
}

void
sp_own_files_find_async (GFile *home, const char *path, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (G_IS_FILE (home));
  g_return_if_fail (path != NULL);

  run (home, path, NULL, NULL, callback, user_data, sp_own_files_find_async, find_in_thread);
}

GFile *
sp_own_files_find_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sp_own_files_find_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* What was there before stays unless all of the file is written: closing is what puts it there. */
static gboolean
write_file (GInputStream *input, GFile *target, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileOutputStream) output = NULL;
  g_autoptr (GCancellable)      dropped = g_cancellable_new ();

  output = g_file_replace (target, NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION, cancellable, error);
  if (output == NULL)
    return FALSE;

  if (g_output_stream_splice (G_OUTPUT_STREAM (output), input, G_OUTPUT_STREAM_SPLICE_NONE, cancellable, error) >= 0)
    return g_output_stream_close (G_OUTPUT_STREAM (output), cancellable, error);

  g_cancellable_cancel (dropped);
  g_output_stream_close (G_OUTPUT_STREAM (output), dropped, NULL);

  return FALSE;
}

static void
save_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Request                 *request = task_data;
  g_autoptr (GInputStream) input = NULL;
  GError                  *error = NULL;
  int                      fd = open_file (request, &error);

  if (fd >= 0)
    input = g_unix_input_stream_new (fd, TRUE);
  if (input != NULL && write_file (input, request->target, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
sp_own_files_save_async (GFile *home, const char *path, GFile *target, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (G_IS_FILE (home));
  g_return_if_fail (path != NULL);
  g_return_if_fail (G_IS_FILE (target));

  run (home, path, target, NULL, callback, user_data, sp_own_files_save_async, save_in_thread);
}

gboolean
sp_own_files_save_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sp_own_files_save_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* The folder it is in is held, whatever is put in its place meanwhile. */
static gboolean
remove_inside (Request *request, GError **error)
{
  g_autofree char   *folder = g_path_get_dirname (request->path);
  g_autofree char   *name = g_path_get_basename (request->path);
  g_autofree char   *path = NULL;
  g_autoptr (GFile)  file = NULL;
  g_autoptr (GError) reason = NULL;
  int                fd;

  if (!sp_safe_path_check (request->path, error))
    return FALSE;

  fd = open_inside (request->home, g_str_equal (folder, ".") ? NULL : folder, O_DIRECTORY, error);
  if (fd < 0)
    return FALSE;

  path = g_strdup_printf ("/proc/self/fd/%d/%s", fd, name);
  file = g_file_new_for_path (path);
  if (!sp_file_tree_remove (file, NULL, &reason))
    g_set_error (error, G_IO_ERROR, reason->code, _("“%s” cannot be removed. Stop the Space, and try again."), name);
  close (fd);

  return reason == NULL;
}

static void
remove_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (remove_inside (task_data, &error) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)) {
    g_clear_error (&error);
    g_task_return_boolean (task, TRUE);
  } else {
    g_task_return_error (task, error);
  }
}

void
sp_own_files_remove_async (GFile *home, const char *path, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (G_IS_FILE (home));
  g_return_if_fail (path != NULL);

  run (home, path, NULL, NULL, callback, user_data, sp_own_files_remove_async, remove_in_thread);
}

gboolean
sp_own_files_remove_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sp_own_files_remove_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
