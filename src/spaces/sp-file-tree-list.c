/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* O_NOFOLLOW */
#include "sp-file-tree-private.h"

#include "config.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "sp-safe-path.h"

typedef struct {
  GPtrArray      *entries; /* of SpFileTreeEntry */
  SpFileProgress *progress;
  GCancellable   *cancellable;
} List;

static void
entry_free (gpointer data)
{
  SpFileTreeEntry *entry = data;

  g_free (entry->path);
  g_free (entry->sha256);
  g_free (entry->target);
  g_free (entry);
}

gboolean
sp_file_tree_filter_space (const char *path, gpointer user_data)
{
  static const char *const left_out[] = { ".git", "__pycache__", ".gradio", ".venv" };
  const char              *slash = strrchr (path, '/');
  const char              *name = slash != NULL ? slash + 1 : path;

  for (gsize i = 0; i < G_N_ELEMENTS (left_out); i++)
    if (g_str_equal (name, left_out[i]))
      return FALSE;
  return TRUE;
}

/* Reads a file for its hash and the bytes it has, which may be other ones than a moment ago. */
static gboolean
hash_file (List *list, int fd, SpFileTreeEntry *entry, GError **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guchar    *buffer = g_malloc (SP_FILE_TREE_CHUNK);
  ssize_t               length;

  while ((length = read (fd, buffer, SP_FILE_TREE_CHUNK)) != 0) {
    if (length < 0 && errno == EINTR)
      continue;
    if (length < 0) {
      sp_file_tree_set_errno (entry->path, error);
      return FALSE;
    }
    if (g_cancellable_set_error_if_cancelled (list->cancellable, error))
      return FALSE;
    g_checksum_update (checksum, buffer, length);
    entry->size += length;
    sp_file_progress_add (list->progress, 0, length);
  }

  entry->sha256 = g_strdup (g_checksum_get_string (checksum));
  return TRUE;
}

static gboolean
list_visit (int                parent,
            const char        *name,
            const char        *path,
            const struct stat *status,
            gpointer           user_data,
            GError           **error)
{
  List            *list = user_data;
  SpFileTreeEntry *entry;
  gboolean         good;
  int              fd;

  if (S_ISDIR (status->st_mode))
    return TRUE;
  if (!sp_safe_path_check (path, error))
    return FALSE;

  entry = g_new0 (SpFileTreeEntry, 1);
  entry->path = g_strdup (path);
  entry->is_executable = S_ISREG (status->st_mode) && (status->st_mode & S_IXUSR) != 0;
  g_ptr_array_add (list->entries, entry);
  sp_file_progress_add (list->progress, 1, 0);

  if (S_ISLNK (status->st_mode)) {
    entry->target = sp_file_tree_read_link (parent, name, path, error);
    return entry->target != NULL;
  }
  if (!S_ISREG (status->st_mode)) {
    sp_file_tree_set_special_error (path, error);
    return FALSE;
  }
  fd = sp_file_tree_open_regular (parent, name, path, error);
  if (fd < 0)
    return FALSE;
  good = hash_file (list, fd, entry, error);
  close (fd);
  return good;
}

static int
compare_paths (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(SpFileTreeEntry *const *) a)->path, (*(SpFileTreeEntry *const *) b)->path);
}

GPtrArray *
sp_file_tree_list (GFile           *folder,
                   SpFileTreeFilter filter,
                   gpointer         filter_data,
                   SpFileProgress  *progress,
                   GCancellable    *cancellable,
                   GError         **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (entry_free);
  List                  list = { entries, progress, cancellable };
  gboolean              good;
  int                   fd = sp_safe_path_open_folder (folder, error);

  if (fd < 0)
    return NULL;

  good = sp_file_tree_walk (fd, filter, filter_data, list_visit, &list, cancellable, error);
  close (fd);
  if (!good)
    return NULL;

  g_ptr_array_sort (entries, compare_paths);
  return g_steal_pointer (&entries);
}

char *
sp_file_tree_hash (GPtrArray *entries)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < entries->len; i++) {
    const SpFileTreeEntry *entry = g_ptr_array_index (entries, i);
    const char            *kind = entry->target != NULL ? "link" : entry->is_executable ? "program"
                                                                                        : "file";
    const char            *content = entry->target != NULL ? entry->target : entry->sha256;

    /* With their zero bytes, which no name has. */
    g_checksum_update (checksum, (const guchar *) entry->path, strlen (entry->path) + 1);
    g_checksum_update (checksum, (const guchar *) kind, strlen (kind) + 1);
    g_checksum_update (checksum, (const guchar *) content, strlen (content) + 1);
  }
  return g_strdup (g_checksum_get_string (checksum));
}
