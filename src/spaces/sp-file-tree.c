/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* O_PATH, O_NOFOLLOW */
#include "sp-file-tree-private.h"

#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Folders in folders that are gone into; each holds a descriptor. */
#define MAX_DEPTH 128

/* What one block of st_blocks has, whatever the file system's own are. */
#define BLOCK_SIZE 512

typedef struct {
  int      top;     /* folder that is being removed */
  guint    n_moved; /* folders that were too deep */
  guint64 *freed;   /* nullable */
} Removal;

static void
count_freed (Removal *removal, const struct stat *status)
{
  if (removal->freed != NULL && (status->st_nlink <= 1 || S_ISDIR (status->st_mode)))
    *removal->freed += (guint64) status->st_blocks * BLOCK_SIZE;
}

/* Opens a folder although a stranger's program took its permissions away. */
static int
open_folder_anyhow (int parent, const char *name)
{
  int              fd = openat (parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  int              handle;
  g_autofree char *link = NULL;
  struct stat      status;

  if (fd < 0 && errno == EACCES) {
    handle = openat (parent, name, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (handle < 0)
      return -1;
    link = g_strdup_printf ("/proc/self/fd/%d", handle);
    if (chmod (link, 0700) == 0)
      fd = openat (parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    close (handle);
  }
  if (fd >= 0 && fstat (fd, &status) == 0 && (status.st_mode & 0700) != 0700)
    fchmod (fd, 0700);
  return fd;
}

static gboolean remove_content (Removal *removal, int fd, guint depth);

/* Removes one thing of a folder. */
static gboolean
remove_entry (Removal *removal, int parent, const char *name, guint depth)
{
  struct stat      status;
  g_autofree char *moved = NULL;
  int              fd;

  if (fstatat (parent, name, &status, AT_SYMLINK_NOFOLLOW) != 0)
    return errno == ENOENT;

  if (S_ISDIR (status.st_mode) && depth >= MAX_DEPTH) {
    /* No path is long enough for what is below: it is brought to the top, where it is found again. */
    do {
      g_free (moved);
      moved = g_strdup_printf ("deep-%u", removal->n_moved++);
    } while (faccessat (removal->top, moved, F_OK, AT_SYMLINK_NOFOLLOW) == 0);
    return renameat (parent, name, removal->top, moved) == 0 || errno == ENOENT;
  }

  if (S_ISDIR (status.st_mode)) {
    fd = open_folder_anyhow (parent, name);
    if (fd < 0)
      return errno == ENOENT;
    if (!remove_content (removal, fd, depth + 1))
      return FALSE;
  }

  /* A link is removed and what it leads to is not: whoever made the tree may have meant it so. */
  if (unlinkat (parent, name, S_ISDIR (status.st_mode) ? AT_REMOVEDIR : 0) == 0)
    count_freed (removal, &status);
  else if (errno != ENOENT)
    return FALSE;
  return TRUE;
}

/* Removes what is in a folder; takes the descriptor. */
static gboolean
remove_content (Removal *removal, int fd, guint depth)
{
  DIR           *dir = fdopendir (fd);
  struct dirent *entry;
  gboolean       good = TRUE;
  guint          n_moved;
  int            code;

  if (dir == NULL) {
    close (fd);
    return FALSE;
  }

  do {
    n_moved = removal->n_moved;
    rewinddir (dir);
    while (good && (entry = readdir (dir)) != NULL)
      if (!g_str_equal (entry->d_name, ".") && !g_str_equal (entry->d_name, ".."))
        good = remove_entry (removal, fd, entry->d_name, depth);
  } while (good && fd == removal->top && n_moved != removal->n_moved);

  code = errno;
  closedir (dir);
  errno = code;
  return good;
}

static gboolean
remove_path (const char *path, guint64 *freed)
{
  Removal     removal = { .top = -1, .freed = freed };
  struct stat status;

  if (lstat (path, &status) != 0)
    return errno == ENOENT || errno == ENOTDIR;

  if (S_ISDIR (status.st_mode)) {
    removal.top = open_folder_anyhow (AT_FDCWD, path);
    if (removal.top < 0)
      return errno == ENOENT;
    if (!remove_content (&removal, removal.top, 0))
      return FALSE;
  }
  if ((S_ISDIR (status.st_mode) ? rmdir (path) : unlink (path)) == 0)
    count_freed (&removal, &status);
  else if (errno != ENOENT)
    return FALSE;
  return TRUE;
}

gboolean
sp_file_tree_remove (GFile *file, guint64 *freed, GError **error)
{
  const char *path = g_file_peek_path (file);

  if (remove_path (path, freed))
    return TRUE;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), _("“%s” cannot be removed: %s"), path,
               g_strerror (errno));

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
    if (!sp_file_tree_remove (g_ptr_array_index (files, i), NULL, &error)) {
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

void
sp_file_tree_set_errno (const char *path, GError **error)
{
  int              code = errno;
  g_autofree char *shown = g_filename_display_name (path);

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "“%s”: %s", shown, g_strerror (code));
}

typedef struct {
  SpFileTreeFilter filter;
  gpointer         filter_data;
  SpFileTreeVisit  visit;
  gpointer         user_data;
  GCancellable    *cancellable;
} Walk;

static gboolean walk_folder (Walk *walk, int fd, const char *path, guint depth, GError **error);

static gboolean
walk_entry (Walk *walk, int parent, const char *name, const char *folder_path, guint depth, GError **error)
{
  g_autofree char *path = *folder_path != '\0' ? g_strconcat (folder_path, "/", name, NULL) : g_strdup (name);
  struct stat      status;
  int              fd;

  if (g_cancellable_set_error_if_cancelled (walk->cancellable, error))
    return FALSE;
  if (walk->filter != NULL && !walk->filter (path, walk->filter_data))
    return TRUE;
  if (fstatat (parent, name, &status, AT_SYMLINK_NOFOLLOW) != 0) {
    if (errno == ENOENT)
      return TRUE; /* removed meanwhile */
    sp_file_tree_set_errno (path, error);
    return FALSE;
  }

  if (!walk->visit (parent, name, path, &status, walk->user_data, error))
    return FALSE;
  if (!S_ISDIR (status.st_mode) || depth >= MAX_DEPTH)
    return TRUE;

  fd = openat (parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (fd >= 0)
    return walk_folder (walk, fd, path, depth + 1, error);
  if (errno == ENOENT)
    return TRUE;
  sp_file_tree_set_errno (path, error);
  return FALSE;
}

/* Visits what is in a folder; takes the descriptor. */
static gboolean
walk_folder (Walk *walk, int fd, const char *path, guint depth, GError **error)
{
  DIR           *dir = fdopendir (fd);
  struct dirent *entry;
  gboolean       good = TRUE;

  if (dir == NULL) {
    sp_file_tree_set_errno (path, error);
    close (fd);
    return FALSE;
  }

  while (good && (entry = readdir (dir)) != NULL)
    if (!g_str_equal (entry->d_name, ".") && !g_str_equal (entry->d_name, ".."))
      good = walk_entry (walk, fd, entry->d_name, path, depth, error);

  closedir (dir);
  return good;
}

gboolean
sp_file_tree_walk (int              folder,
                   SpFileTreeFilter filter,
                   gpointer         filter_data,
                   SpFileTreeVisit  visit,
                   gpointer         user_data,
                   GCancellable    *cancellable,
                   GError         **error)
{
  Walk walk = { filter, filter_data, visit, user_data, cancellable };
  int  fd = openat (folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd >= 0)
    return walk_folder (&walk, fd, "", 0, error);

  sp_file_tree_set_errno (".", error);
  return FALSE;
}

/* Counts inodes: one with several names counts once, and to whom depends on whether all names were seen. */
typedef struct {
  SpFileTreeSize size;
  GHashTable    *linked; /* owned, of Linked by itself */
} Measure;

typedef struct {
  guint64 device;
  guint64 inode;
  guint64 bytes;
  guint64 n_links;
  guint64 n_seen;
} Linked;

static guint
linked_hash (gconstpointer key)
{
  const Linked *linked = key;

  return (guint) (linked->inode ^ (linked->inode >> 32) ^ linked->device);
}

static gboolean
linked_equal (gconstpointer a, gconstpointer b)
{
  const Linked *left = a;
  const Linked *right = b;

  return left->inode == right->inode && left->device == right->device;
}

static void
measure_add (Measure *measure, const struct stat *status)
{
  Linked  key = { status->st_dev, status->st_ino, (guint64) status->st_blocks * BLOCK_SIZE, status->st_nlink, 0 };
  Linked *linked;

  if (!S_ISDIR (status->st_mode))
    measure->size.n_files++;
  if (S_ISDIR (status->st_mode) || status->st_nlink <= 1) {
    measure->size.own += key.bytes;
    return;
  }

  linked = g_hash_table_lookup (measure->linked, &key);
  if (linked == NULL) {
    linked = g_memdup2 (&key, sizeof key);
    g_hash_table_add (measure->linked, linked);
  }
  linked->n_seen++;
}

static gboolean
measure_visit (int                parent,
               const char        *name,
               const char        *path,
               const struct stat *status,
               gpointer           user_data,
               GError           **error)
{
  measure_add (user_data, status);
  return TRUE;
}

static void
measure_end (Measure *measure)
{
  GHashTableIter iter;
  gpointer       key;

  g_hash_table_iter_init (&iter, measure->linked);
  while (g_hash_table_iter_next (&iter, &key, NULL)) {
    const Linked *linked = key;

    if (linked->n_seen >= linked->n_links)
      measure->size.own += linked->bytes;
    else
      measure->size.shared += linked->bytes;
  }
}

gboolean
sp_file_tree_measure (GFile *folder, SpFileTreeSize *size, GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) linked = g_hash_table_new_full (linked_hash, linked_equal, g_free, NULL);
  Measure                measure = { .linked = linked };
  const char            *path = g_file_peek_path (folder);
  struct stat            status;
  gboolean               good = TRUE;
  int                    fd = open (path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

  memset (size, 0, sizeof *size);
  if (fd < 0) {
    if (errno == ENOENT)
      return TRUE;
    sp_file_tree_set_errno (path, error);
    return FALSE;
  }

  if (fstat (fd, &status) == 0)
    measure_add (&measure, &status);
  good = sp_file_tree_walk (fd, NULL, NULL, measure_visit, &measure, cancellable, error);
  close (fd);
  measure_end (&measure);
  *size = measure.size;
  return good;
}

static void
measure_in_thread_cb (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  SpFileTreeSize *size = g_new0 (SpFileTreeSize, 1);
  GError         *error = NULL;

  if (sp_file_tree_measure (task_data, size, cancellable, &error)) {
    g_task_return_pointer (task, size, g_free);
  } else {
    g_free (size);
    g_task_return_error (task, error);
  }
}

void
sp_file_tree_measure_async (GFile *folder, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, sp_file_tree_measure_async);
  g_task_set_task_data (task, g_object_ref (folder), g_object_unref);
  g_task_run_in_thread (task, measure_in_thread_cb);
}

gboolean
sp_file_tree_measure_finish (GAsyncResult *result, SpFileTreeSize *size, GError **error)
{
  g_autofree SpFileTreeSize *found = NULL;

  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  found = g_task_propagate_pointer (G_TASK (result), error);
  if (found == NULL)
    return FALSE;
  *size = *found;
  return TRUE;
}
