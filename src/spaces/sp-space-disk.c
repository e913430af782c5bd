/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* O_DIRECTORY, O_NOFOLLOW */
#include "sp-space-disk-private.h"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "sp-file-tree.h"
#include "sp-space-json.h"
#include "sp-space-lock.h"
#include "sp-space.h"

#define MAX_VERSION_FILE (16 * 1024 * 1024)

int
sp_space_disk_lock (GFile *root, gboolean wait, GError **error)
{
  const char *path = g_file_peek_path (root);
  int         fd = -1;
  int         status = -1;
  int         code;

  if (g_mkdir_with_parents (path, 0700) == 0)
    fd = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd >= 0) {
    do {
      status = flock (fd, wait ? LOCK_EX : LOCK_EX | LOCK_NB);
    } while (status != 0 && errno == EINTR);
  }
  if (status == 0)
    return fd;

  code = errno;
  if (fd >= 0)
    close (fd);
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), _("The folder “%s” cannot be used for Spaces: %s"),
               path, g_strerror (code));
  return -1;
}

void
sp_space_disk_unlock (GFile *root, int lock, gboolean changed)
{
  g_autofree char *mark = g_build_filename (g_file_peek_path (root), ".changed", NULL);

  /* A change deeper in the folder is not seen by those who watch it. */
  if (changed) {
    int fd = open (mark, O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);

    if (fd >= 0)
      close (fd);
    g_unlink (mark);
  }
  close (lock);
}

static GFile *
get_trash (GFile *root)
{
  return g_file_get_child (root, ".trash");
}

gboolean
sp_space_disk_trash (GFile *root, GFile *file, GError **error)
{
  g_autoptr (GFile) trash = get_trash (root);
  g_autofree char  *place = NULL;

  if (g_mkdir_with_parents (g_file_peek_path (trash), 0700) == 0) {
    place = g_strconcat (g_file_peek_path (trash), "/XXXXXX", NULL);
    /* An empty folder is replaced by a rename, a file is not. */
    if (g_mkdtemp (place) != NULL) {
      g_autofree char *inside = g_build_filename (place, "it", NULL);

      if (g_rename (g_file_peek_path (file), inside) == 0 || errno == ENOENT)
        return TRUE;
    }
  }

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), _("“%s” cannot be removed: %s"),
               g_file_peek_path (file), g_strerror (errno));
  return FALSE;
}

gboolean
sp_space_disk_empty_trash (GFile *root, guint64 *freed, GError **error)
{
  g_autoptr (GFile)  trash = get_trash (root);
  g_autoptr (GDir)   dir = g_dir_open (g_file_peek_path (trash), 0, NULL);
  g_autoptr (GError) first = NULL;
  const char        *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autoptr (GFile) wrapper = g_file_get_child (trash, name);
    g_autoptr (GFile) file = g_file_get_child (wrapper, "it");

    /* The folder around it was not the Space's. */
    if (sp_file_tree_remove (file, freed, first == NULL ? &first : NULL))
      sp_file_tree_remove (wrapper, NULL, NULL);
  }
  g_rmdir (g_file_peek_path (trash));

  if (first == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&first));
  return FALSE;
}

static GFile *
get_run_lock (GFile *folder)
{
  return g_file_get_child (folder, SP_SPACE_DISK_LOCK);
}

gboolean
sp_space_disk_is_running (GFile *folder)
{
  g_autoptr (GFile) lock = get_run_lock (folder);

  return sp_space_lock_is_taken (lock);
}

gboolean
sp_space_disk_is_version_running (GFile *folder, const char *version)
{
  g_autoptr (GFile) lock = get_run_lock (folder);
  char              name[128] = "";
  int               fd;

  if (!sp_space_lock_is_taken (lock))
    return FALSE;

  /* Who took it wrote down which version runs. */
  fd = open (g_file_peek_path (lock), O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
  if (fd < 0)
    return TRUE;
  if (read (fd, name, sizeof name - 1) < 0)
    name[0] = '\0';
  close (fd);
  return !sp_space_version_is_name (name) || g_str_equal (name, version);
}

/* Runs a change of a Space's manifest under the lock. */
typedef gboolean (*ChangeFunc) (SpSpaceManifest *manifest, GFile *folder, GError **error);

static gboolean
change_manifest (GFile *root, const char *id, ChangeFunc change, GError **error)
{
  g_autoptr (SpSpaceManifest) manifest = NULL;
  g_autoptr (GFile)           folder = g_file_get_child (root, id);
  gboolean                    good = FALSE;
  int                         lock = sp_space_disk_lock (root, TRUE, error);

  if (lock < 0)
    return FALSE;

  manifest = sp_space_manifest_load (folder, error);
  if (manifest != NULL && change (manifest, folder, error))
    good = sp_space_manifest_save (manifest, folder, error);
  if (good)
    sp_space_disk_tidy (root, folder);
  sp_space_disk_unlock (root, lock, good);

  if (good)
    sp_space_disk_empty_trash (root, NULL, NULL); /* the next reload tries again */
  return good;
}

static gboolean
mark_started (SpSpaceManifest *manifest, GFile *folder, GError **error)
{
  manifest->started = TRUE;
  g_clear_pointer (&manifest->older, g_free);
  return TRUE;
}

gboolean
sp_space_disk_mark_started (GFile *root, const char *id, GError **error)
{
  return change_manifest (root, id, mark_started, error);
}

/* The commit a version is of, as its version.json has it. */
static char *
dup_commit (GFile *folder, const char *version)
{
  g_autoptr (GFile) file =
    g_file_new_build_filename (g_file_peek_path (folder), "versions", version, "version.json", NULL);
  g_autoptr (JsonNode) node = sp_space_json_load (file, MAX_VERSION_FILE, NULL);

  return node != NULL ? g_strdup (sp_space_json_get_text (json_node_get_object (node), "commit")) : NULL;
}

static gboolean
rollback (SpSpaceManifest *manifest, GFile *folder, GError **error)
{
  g_autoptr (GFile) app = NULL;
  char             *version = manifest->current;
  gboolean          started = manifest->started;
  char             *commit;

  if (manifest->previous == NULL) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _("There is no earlier version of “%s” to go back to."),
                 manifest->id);
    return FALSE;
  }
  if (sp_space_disk_is_running (folder)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY, _("“%s” is running. Stop it first."), manifest->id);
    return FALSE;
  }
  app = g_file_new_build_filename (g_file_peek_path (folder), "versions", manifest->previous, "app", NULL);
  if (!g_file_test (g_file_peek_path (app), G_FILE_TEST_IS_DIR)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _("The earlier version of “%s” is not there any more."),
                 manifest->id);
    return FALSE;
  }

  manifest->current = manifest->previous;
  manifest->previous = version;
  manifest->started = manifest->previous_started;
  manifest->previous_started = started;
  commit = dup_commit (folder, manifest->current);
  if (commit != NULL) {
    g_free (manifest->commit);
    manifest->commit = commit;
  }
  return TRUE;
}

gboolean
sp_space_disk_rollback (GFile *root, const char *id, GError **error)
{
  return change_manifest (root, id, rollback, error);
}

/* Puts a Space into the trash, with what is staged for it. Holds its lock meanwhile, so that it is not started. */
static gboolean
trash_space (GFile *root, const char *id, GError **error)
{
  g_autoptr (GFile)  folder = g_file_get_child (root, id);
  g_autoptr (GFile)  run_lock = get_run_lock (folder);
  g_autoptr (GFile)  staged = g_file_new_build_filename (g_file_peek_path (root), ".staging", id, NULL);
  g_autoptr (GFile)  staged_lock = g_file_get_child (staged, "lock");
  g_autoptr (GFile)  staging = g_file_get_parent (staged);
  g_autoptr (GError) lock_error = NULL;
  gboolean           good = FALSE;
  int                held;

  if (sp_space_lock_is_taken (staged_lock)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY, _("“%s” is being installed. Wait for that or cancel it first."),
                 id);
    return FALSE;
  }

  held = sp_space_lock_take (run_lock, &lock_error);
  if (g_error_matches (lock_error, G_IO_ERROR, G_IO_ERROR_BUSY)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY, _("“%s” is running. Stop it first."), id);
  } else if (sp_space_disk_trash (root, folder, error)) {
    good = sp_space_disk_trash (root, staged, error);
    g_rmdir (g_file_peek_path (staging));
  }
  if (held >= 0)
    close (held);
  return good;
}

gboolean
sp_space_disk_remove (GFile *root, const char *id, guint64 *freed, GError **error)
{
  gboolean good;
  int      lock;

  if (!sp_space_is_id (id)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _("There is no Space “%s”."), id);
    return FALSE;
  }

  lock = sp_space_disk_lock (root, TRUE, error);
  if (lock < 0)
    return FALSE;

  good = trash_space (root, id, error);
  sp_space_disk_unlock (root, lock, good);
  return good && sp_space_disk_empty_trash (root, freed, error);
}
