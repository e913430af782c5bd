/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* O_NOFOLLOW, copy_file_range() */
#include "sp-file-tree-private.h"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "sp-safe-path.h"

/* One copy; data of its walk. */
typedef struct {
  int              to;
  struct stat      to_status;
  SpFileTreeLimits limits;
  guint64          n_files;
  guint64          n_bytes;
  SpFileProgress  *progress; /* nullable */
  GCancellable    *cancellable;
} Copy;

/* A copy that a thread does; data of its task. */
typedef struct {
  GFile           *from;
  GFile           *to;
  SpFileTreeFilter filter;
  gpointer         filter_data;
  SpFileTreeLimits limits;
  SpFileProgress  *progress;
} CopyCall;

void
sp_file_tree_set_special_error (const char *path, GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE,
               _("“%s” is neither a file nor a folder, but a device, pipe or socket. Remove it and try again."), shown);
}

int
sp_file_tree_open_regular (int parent, const char *name, const char *path, GError **error)
{
  struct stat status;
  int         fd = openat (parent, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);

  if (fd < 0) {
    sp_file_tree_set_errno (path, error);
    return -1;
  }
  if (fstat (fd, &status) == 0 && S_ISREG (status.st_mode))
    return fd;

  close (fd);
  sp_file_tree_set_special_error (path, error);
  return -1;
}

char *
sp_file_tree_read_link (int parent, const char *name, const char *path, GError **error)
{
  char    target[SP_SAFE_PATH_MAX_LENGTH + 2];
  ssize_t length = readlinkat (parent, name, target, sizeof target - 1);

  if (length >= 0)
    return g_strndup (target, length);

  sp_file_tree_set_errno (path, error);
  return NULL;
}

static gboolean
check_limits (Copy *copy, GError **error)
{
  g_autofree char *size = NULL;

  if (copy->limits.max_bytes > 0 && copy->n_bytes > copy->limits.max_bytes) {
    size = g_format_size (copy->limits.max_bytes);
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                 _("The folder has more than %s in it. Is it the right one?"), size);
    return FALSE;
  }
  if (copy->limits.max_files > 0 && copy->n_files > copy->limits.max_files) {
    size = g_strdup_printf ("%" G_GUINT64_FORMAT, copy->limits.max_files);
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                 _("The folder has more than %s files in it. Is it the right one?"), size);
    return FALSE;
  }
  return TRUE;
}

/* Copies the content of a file. It may grow meanwhile, so that its bytes are counted as they come. */
static gboolean
copy_content (Copy *copy, int from, int to, const char *path, GError **error)
{
  g_autofree char *buffer = g_malloc (SP_FILE_TREE_CHUNK);
  ssize_t          length;

  while ((length = read (from, buffer, SP_FILE_TREE_CHUNK)) != 0) {
    if (length < 0 && errno == EINTR)
      continue;
    if (length < 0) {
      sp_file_tree_set_errno (path, error);
      return FALSE;
    }
    copy->n_bytes += length;
    if (g_cancellable_set_error_if_cancelled (copy->cancellable, error) || !check_limits (copy, error))
      return FALSE;

    for (ssize_t done = 0; done < length;) {
      ssize_t written = write (to, buffer + done, length - done);

      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0) {
        sp_file_tree_set_errno (path, error);
        return FALSE;
      }
      done += written;
    }
    sp_file_progress_add (copy->progress, 0, length);
  }
  return TRUE;
}

static gboolean
copy_file (Copy *copy, int parent, const char *name, const char *path, mode_t mode, GError **error)
{
  int      from = sp_file_tree_open_regular (parent, name, path, error);
  int      to = -1;
  gboolean good = FALSE;

  if (from < 0)
    return FALSE;

  to = sp_safe_path_create (copy->to, path, mode & S_IXUSR ? 0755 : 0644, error);
  if (to >= 0) {
    good = copy_content (copy, from, to, path, error);
    if (close (to) != 0 && good) {
      sp_file_tree_set_errno (path, error);
      good = FALSE;
    }
  }
  close (from);
  return good;
}

static gboolean
copy_visit (int                parent,
            const char        *name,
            const char        *path,
            const struct stat *status,
            gpointer           user_data,
            GError           **error)
{
  Copy            *copy = user_data;
  g_autofree char *target = NULL;

  copy->n_files++;
  if (!sp_safe_path_check (path, error) || !check_limits (copy, error))
    return FALSE;

  if (S_ISREG (status->st_mode)) {
    sp_file_progress_add (copy->progress, 1, 0);
    return copy_file (copy, parent, name, path, status->st_mode, error);
  }
  if (S_ISLNK (status->st_mode)) {
    target = sp_file_tree_read_link (parent, name, path, error);
    return target != NULL && sp_safe_path_create_link (copy->to, path, target, error);
  }
  if (!S_ISDIR (status->st_mode)) {
    sp_file_tree_set_special_error (path, error);
    return FALSE;
  }
  if (status->st_dev == copy->to_status.st_dev && status->st_ino == copy->to_status.st_ino) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_WOULD_RECURSE, _("The folder cannot be copied into itself, at “%s”."),
                 path);
    return FALSE;
  }
  return sp_safe_path_make_folders (copy->to, path, error);
}

gboolean
sp_file_tree_copy (GFile                  *from,
                   GFile                  *to,
                   SpFileTreeFilter        filter,
                   gpointer                filter_data,
                   const SpFileTreeLimits *limits,
                   SpFileProgress         *progress,
                   GCancellable           *cancellable,
                   GError                **error)
{
  Copy     copy = { .to = -1, .progress = progress, .cancellable = cancellable };
  gboolean good = FALSE;
  int      source = sp_safe_path_open_folder (from, error);

  if (limits != NULL)
    copy.limits = *limits;
  if (source < 0)
    return FALSE;

  if (g_mkdir_with_parents (g_file_peek_path (to), 0755) != 0)
    sp_file_tree_set_errno (g_file_peek_path (to), error);
  else
    copy.to = sp_safe_path_open_folder (to, error);
  if (copy.to >= 0 && fstat (copy.to, &copy.to_status) == 0)
    good = sp_file_tree_walk (source, filter, filter_data, copy_visit, &copy, cancellable, error);

  if (copy.to >= 0)
    close (copy.to);
  close (source);
  return good;
}

static void
copy_call_free (gpointer data)
{
  CopyCall *call = data;

  g_object_unref (call->from);
  g_object_unref (call->to);
  sp_file_progress_free (call->progress);
  g_free (call);
}

static void
copy_in_thread_cb (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  CopyCall *call = task_data;
  GError   *error = NULL;

  if (sp_file_tree_copy (call->from, call->to, call->filter, call->filter_data, &call->limits, call->progress,
                         cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
sp_file_tree_copy_async (GFile                  *from,
                         GFile                  *to,
                         SpFileTreeFilter        filter,
                         gpointer                filter_data,
                         const SpFileTreeLimits *limits,
                         SpFileProgressFunc      progress,
                         gpointer                progress_data,
                         GCancellable           *cancellable,
                         GAsyncReadyCallback     callback,
                         gpointer                user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  CopyCall         *call = g_new0 (CopyCall, 1);

  call->from = g_object_ref (from);
  call->to = g_object_ref (to);
  call->filter = filter;
  call->filter_data = filter_data;
  if (limits != NULL)
    call->limits = *limits;
  call->progress = sp_file_progress_new (progress, progress_data);
  g_task_set_source_tag (task, sp_file_tree_copy_async);
  g_task_set_task_data (task, call, copy_call_free);
  g_task_run_in_thread (task, copy_in_thread_cb);
}

gboolean
sp_file_tree_copy_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
