/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-hub-kept.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>
#include <utime.h>

#define MAGIC "spaceport-hub 1"
#define N_LINES 4                   /* before the body: MAGIC, tag, next page, bytes of the body */
#define MAX_FILE (32 * 1024 * 1024) /* bytes */

void
sp_hub_kept_free (SpHubKept *self)
{
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self->etag);
  g_free (self->next);
  g_free (self);
}

char *
sp_hub_kept_dup_folder (const char *name)
{
  return g_build_filename (g_get_user_cache_dir (), "spaceport", "hub", name, NULL);
}

static char *
dup_path (const char *folder,
          const char *uri)
{
  g_autofree char *name = g_compute_checksum_for_string (G_CHECKSUM_SHA256, uri, -1);

  return g_build_filename (folder, name, NULL);
}

/* Nullable: the end of the lines before the body. */
static const char *
find_body (const char *content,
           gsize       length)
{
  const char *at = content;

  for (guint i = 0; i < N_LINES && at != NULL; i++) {
    at = memchr (at, '\n', length - (gsize) (at - content));
    at = at != NULL ? at + 1 : NULL;
  }

  return at;
}

static char *
dup_line (const char *line)
{
  return *line != '\0' ? g_strdup (line) : NULL;
}

/* Nullable. A file that is cut, or that another process writes, is none. */
static SpHubKept *
parse (const char *content,
       gsize       length)
{
  const char      *body = find_body (content, length);
  g_autofree char *head = body != NULL ? g_strndup (content, (gsize) (body - content)) : NULL;
  g_auto (GStrv)   lines = head != NULL ? g_strsplit (head, "\n", -1) : NULL;
  gsize            size = body != NULL ? length - (gsize) (body - content) : 0;
  SpHubKept       *self;

  if (lines == NULL || g_strv_length (lines) != N_LINES + 1 || !g_str_equal (lines[0], MAGIC) ||
      g_ascii_strtoull (lines[3], NULL, 10) != size)
    return NULL;

  self = g_new0 (SpHubKept, 1);
  self->etag = dup_line (lines[1]);
  self->next = dup_line (lines[2]);
  self->body = g_bytes_new (body, size);

  return self;
}

SpHubKept *
sp_hub_kept_read (const char *folder,
                  const char *uri)
{
  g_autofree char *path = dup_path (folder, uri);
  g_autofree char *content = NULL;
  GStatBuf         status;
  gsize            length;
  SpHubKept       *self;

  if (g_stat (path, &status) != 0 || status.st_size > MAX_FILE || !g_file_get_contents (path, &content, &length, NULL))
    return NULL;

  self = parse (content, length);
  if (self != NULL)
    self->since = status.st_mtime;

  return self;
}

/* What has a line break would be read as something else. */
static const char *
get_line (const char *text)
{
  return text != NULL && strpbrk (text, "\r\n") == NULL ? text : "";
}

void
sp_hub_kept_write (const char      *folder,
                   const char      *uri,
                   const SpHubKept *kept)
{
  g_autofree char   *path = dup_path (folder, uri);
  g_autoptr (GError) error = NULL;
  gsize              size;
  const char        *body = g_bytes_get_data (kept->body, &size);
  GString           *content = g_string_sized_new (size + 512);

  g_string_append_printf (content, MAGIC "\n%s\n%s\n%" G_GSIZE_FORMAT "\n", get_line (kept->etag),
                          get_line (kept->next), size);
  g_string_append_len (content, body, (gssize) size);

  /* It may be about private Spaces. A reader sees by the size that it is not whole yet. */
  if (g_mkdir_with_parents (folder, 0700) != 0 ||
      !g_file_set_contents_full (path, content->str, (gssize) content->len, G_FILE_SET_CONTENTS_NONE, 0600, &error))
    g_debug ("An answer is not kept: %s", error != NULL ? error->message : folder);

  g_string_free (content, TRUE);
}

void
sp_hub_kept_touch (const char *folder,
                   const char *uri)
{
  g_autofree char *path = dup_path (folder, uri);

  g_utime (path, NULL);
}

void
sp_hub_kept_remove (const char *folder,
                    const char *uri)
{
  g_autofree char *path = dup_path (folder, uri);

  g_unlink (path);
}

typedef struct {
  char   *path;
  goffset size;
  gint64  time;
} File;

static void
file_clear (gpointer data)
{
  g_free (((File *) data)->path);
}

static int
compare_files (gconstpointer a,
               gconstpointer b)
{
  gint64 time_a = ((const File *) a)->time;
  gint64 time_b = ((const File *) b)->time;

  return time_a < time_b ? -1 : time_a > time_b;
}

static void
list_files (const char *folder,
            GArray     *files)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char      *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    File     file = { .path = g_build_filename (folder, name, NULL) };
    GStatBuf status;

    if (g_lstat (file.path, &status) == 0 && S_ISREG (status.st_mode)) {
      file.size = status.st_size;
      file.time = status.st_mtime;
      g_array_append_val (files, file);
    } else {
      g_free (file.path);
    }
  }
}

void
sp_hub_kept_prune (const char *folder,
                   goffset     max_size)
{
  g_autofree char   *root = g_path_get_dirname (folder);
  g_autoptr (GDir)   dir = g_dir_open (root, 0, NULL);
  g_autoptr (GArray) files = g_array_new (FALSE, FALSE, sizeof (File));
  const char        *name;
  goffset            size = 0;

  g_array_set_clear_func (files, file_clear);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (root, name, NULL);

    list_files (path, files);
  }

  for (guint i = 0; i < files->len; i++)
    size += g_array_index (files, File, i).size;

  g_array_sort (files, compare_files);
  for (guint i = 0; i < files->len && size > max_size; i++) {
    const File *file = &g_array_index (files, File, i);

    if (g_unlink (file->path) == 0)
      size -= file->size;
  }
}

/* @operation: of flock(). Returns: -1 with errno */
static int
lock_folder (const char *folder,
             int         operation)
{
  int fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  int cause;

  if (fd < 0 || flock (fd, operation | LOCK_NB) == 0)
    return fd;

  cause = errno;
  close (fd);
  errno = cause;

  return -1;
}

int
sp_hub_kept_hold (const char *folder)
{
  return g_mkdir_with_parents (folder, 0700) == 0 ? lock_folder (folder, LOCK_SH) : -1;
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GArray) files = g_array_new (FALSE, FALSE, sizeof (File));

  g_array_set_clear_func (files, file_clear);
  list_files (folder, files);
  for (guint i = 0; i < files->len; i++)
    g_unlink (g_array_index (files, File, i).path);
  g_rmdir (folder);
}

static void
forget_thread (GTask        *task,
               gpointer      source_object,
               gpointer      task_data,
               GCancellable *cancellable)
{
  remove_folder (task_data);
  g_task_return_boolean (task, TRUE);
}

void
sp_hub_kept_forget (const char *folder)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

  g_task_set_source_tag (task, sp_hub_kept_forget);
  g_task_set_task_data (task, g_strdup (folder), g_free);
  g_task_run_in_thread (task, forget_thread);
}

/* Not what is in use; where there are no locks it is only asked for anew. */
static void
remove_left (const char *folder)
{
  int lock = lock_folder (folder, LOCK_EX);

  if (lock < 0 && errno == EWOULDBLOCK)
    return;

  remove_folder (folder);
  if (lock >= 0)
    close (lock);
}

static void
forget_given_thread (GTask        *task,
                     gpointer      source_object,
                     gpointer      task_data,
                     GCancellable *cancellable)
{
  const char *const *folders = task_data;
  g_autofree char   *root = sp_hub_kept_dup_folder (NULL);
  g_autoptr (GDir)   dir = g_dir_open (root, 0, NULL);
  const char        *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (root, name, NULL);

    if (g_str_has_prefix (name, SP_HUB_KEPT_GIVEN) && !g_strv_contains (folders, path))
      remove_left (path);
  }

  g_task_return_boolean (task, TRUE);
}

void
sp_hub_kept_forget_given_async (const char *const  *folders,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, sp_hub_kept_forget_given_async);
  g_task_set_task_data (task, g_strdupv ((char **) folders), (GDestroyNotify) g_strfreev);
  g_task_run_in_thread (task, forget_given_thread);
}
