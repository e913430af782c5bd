/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-space-disk-private.h"

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "sp-space-lock.h"
#include "sp-space.h"

/* Parts of files that were being written when the program ended; settings are written without the lock, so that
 * theirs must be old. */
#define OLD_SECONDS 3600

static gboolean
is_old (const char *path)
{
  GStatBuf status;

  return g_stat (path, &status) == 0 && status.st_mtime < g_get_real_time () / G_USEC_PER_SEC - OLD_SECONDS;
}

static gboolean
remove_partial_files (GFile *folder)
{
  g_autoptr (GDir) dir = g_dir_open (g_file_peek_path (folder), 0, NULL);
  const char      *name;
  gboolean         changed = FALSE;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (g_file_peek_path (folder), name, NULL);

    if (g_str_has_prefix (name, "space.json.") || (g_str_has_prefix (name, "settings.json.") && is_old (path)))
      changed = g_unlink (path) == 0 || changed;
  }
  return changed;
}

static gboolean
has_child (GFile *folder, const char *name)
{
  g_autofree char *path = g_build_filename (g_file_peek_path (folder), name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS | G_FILE_TEST_IS_SYMLINK);
}

/* Removes the folder of a Space that was never installed: its first installation ended before there was a version. */
static gboolean
remove_unborn (GFile *root, GFile *folder)
{
  g_autoptr (SpSpaceManifest) manifest = sp_space_manifest_load (folder, NULL);
  g_autofree char            *id = g_file_get_basename (folder);
  g_autoptr (GFile)           versions = g_file_get_child (folder, "versions");
  g_autoptr (GFile)           staged = NULL;
  g_autoptr (GDir)            dir = NULL;

  if (manifest == NULL && has_child (folder, "space.json"))
    return FALSE; /* damaged */
  if (manifest != NULL && (manifest->current != NULL || manifest->adopting != NULL))
    return FALSE;

  dir = g_dir_open (g_file_peek_path (versions), 0, NULL);
  if (dir != NULL && g_dir_read_name (dir) != NULL)
    return FALSE;
  if (sp_space_disk_is_running (folder))
    return FALSE;

  /* An installation that can go on has a staged folder, and maybe models here. */
  staged = g_file_new_build_filename (g_file_peek_path (root), ".staging", id, NULL);
  if (g_file_query_exists (staged, NULL))
    return FALSE;
  return sp_space_disk_trash (root, folder, NULL);
}

/* What changed places with a version, in an adoption that ended after that: an installation that can go on has its
 * progress. */
static gboolean
remove_replaced (GFile *root)
{
  g_autoptr (GFile) staging = g_file_get_child (root, ".staging");
  g_autoptr (GDir)  dir = g_dir_open (g_file_peek_path (staging), 0, NULL);
  const char       *name;
  gboolean          changed = FALSE;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autoptr (GFile) staged = g_file_get_child (staging, name);
    g_autoptr (GFile) lock = g_file_get_child (staged, "lock");

    if (has_child (staged, "app") && !has_child (staged, "progress.json") && !has_child (staged, "adopting") &&
        !sp_space_lock_is_taken (lock))
      changed = sp_space_disk_trash (root, staged, NULL) || changed;
  }
  g_rmdir (g_file_peek_path (staging));
  return changed;
}

void
sp_space_disk_clean (GFile *root)
{
  g_autoptr (GDir) dir = g_dir_open (g_file_peek_path (root), 0, NULL);
  const char      *name;
  gboolean         changed = FALSE;
  int              lock;

  if (dir == NULL)
    return;
  lock = sp_space_disk_lock (root, FALSE, NULL);
  if (lock < 0)
    return;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autoptr (GFile) folder = g_file_get_child (root, name);

    if (!sp_space_is_id (name) || !g_file_test (g_file_peek_path (folder), G_FILE_TEST_IS_DIR))
      continue;
    changed = remove_partial_files (folder) || changed;
    changed = sp_space_disk_tidy (root, folder) || changed;
    changed = remove_unborn (root, folder) || changed;
  }
  changed = remove_replaced (root) || changed;

  sp_space_disk_unlock (root, lock, changed);
  sp_space_disk_empty_trash (root, NULL, NULL);
}
