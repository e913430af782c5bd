/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* renameat2() */
#include "sp-space-disk-private.h"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "sp-file-tree.h"
#include "sp-space-json.h"
#include "sp-space-lock.h"
#include "sp-space.h"

/* Manifest of a version that is being adopted, in its folder. */
#define MARK "adopting"
#define MAX_MARK_SIZE (64 * 1024)

struct _SpSpaceAdoption {
  GFile           *root;
  GFile           *folder; /* of the Space */
  GFile           *staged;
  GFile           *target; /* versions/V */
  char            *version;
  SpSpaceManifest *manifest;
  SpSpaceManifest *old; /* nullable */
  int              lock;
  guint            step;
};

void
sp_space_adoption_free (SpSpaceAdoption *self)
{
  if (self->lock >= 0)
    sp_space_disk_unlock (self->root, self->lock, TRUE);
  g_clear_object (&self->root);
  g_clear_object (&self->folder);
  g_clear_object (&self->staged);
  g_clear_object (&self->target);
  g_free (self->version);
  g_clear_pointer (&self->manifest, sp_space_manifest_free);
  g_clear_pointer (&self->old, sp_space_manifest_free);
  g_free (self);
}

static gboolean
exists (GFile *folder, const char *name)
{
  g_autoptr (GFile) file = name != NULL ? g_file_get_child (folder, name) : g_object_ref (folder);

  return g_file_query_file_type (file, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL) != G_FILE_TYPE_UNKNOWN;
}

static void
replace (char **text, const char *value)
{
  char *copy = g_strdup (value);

  g_free (*text);
  *text = copy;
}

/* Gives a version another role, unless it has a better one already. */
static void
keep_as (char **role, const char *version, const char *current, const char *previous)
{
  gboolean has_role = g_strcmp0 (version, current) == 0 || g_strcmp0 (version, previous) == 0;

  replace (role, has_role ? NULL : version);
}

void
sp_space_disk_switch (SpSpaceManifest *manifest, const SpSpaceManifest *old, const char *version)
{
  replace (&manifest->current, version);
  replace (&manifest->previous, NULL);
  replace (&manifest->older, NULL);
  replace (&manifest->adopting, NULL);
  manifest->started = FALSE;
  manifest->previous_started = FALSE;
  if (old == NULL || old->current == NULL)
    return;

  if (g_str_equal (old->current, version) || (!old->started && old->previous != NULL && old->previous_started)) {
    /* What is replaced, or never worked, is nothing to go back to. */
    keep_as (&manifest->previous, old->previous, version, NULL);
    keep_as (&manifest->older, old->older, version, manifest->previous);
    manifest->previous_started = manifest->previous != NULL && old->previous_started;
  } else {
    keep_as (&manifest->previous, old->current, version, NULL);
    keep_as (&manifest->older, old->previous != NULL ? old->previous : old->older, version, manifest->previous);
    manifest->previous_started = old->started;
  }
}

static gboolean
check_staged (SpSpaceAdoption *self, GError **error)
{
  g_autoptr (GFile) app = g_file_get_child (self->staged, "app");

  if (!sp_space_is_id (self->manifest->id) || !sp_space_version_is_name (self->version) ||
      self->manifest->source_reference == NULL) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _("“%s” cannot be the name of a Space’s version."),
                 self->version);
    return FALSE;
  }
  if (!g_file_test (g_file_peek_path (app), G_FILE_TEST_IS_DIR)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                 _("The installation of “%s” is not complete. Start it again."), self->manifest->id);
    return FALSE;
  }
  if (exists (self->target, NULL) && sp_space_disk_is_running (self->folder)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY, _("“%s” is running. Stop it before it is repaired."),
                 self->manifest->id);
    return FALSE;
  }
  return TRUE;
}

SpSpaceAdoption *
sp_space_adoption_new (GFile                 *root,
                       const SpSpaceManifest *manifest,
                       const char            *version,
                       GFile                 *staged,
                       GError               **error)
{
  g_autoptr (SpSpaceAdoption) self = g_new0 (SpSpaceAdoption, 1);

  self->lock = -1;
  self->root = g_object_ref (root);
  self->staged = g_object_ref (staged);
  self->version = g_strdup (version);
  self->manifest = sp_space_manifest_copy (manifest);
  self->folder = g_file_get_child (root, manifest->id);
  self->target = g_file_new_build_filename (g_file_peek_path (self->folder), "versions", version, NULL);

  self->lock = sp_space_disk_lock (root, TRUE, error);
  if (self->lock < 0 || !check_staged (self, error))
    return NULL;

  /* One that is damaged, which this repairs, has nothing to say. */
  self->old = sp_space_manifest_load (self->folder, NULL);
  if (self->old != NULL && !g_str_equal (self->old->id, manifest->id))
    g_clear_pointer (&self->old, sp_space_manifest_free);
  return g_steal_pointer (&self);
}

/* Makes the folders a Space has. */
static gboolean
make_folders (GFile *folder, GError **error)
{
  static const char *const names[] = { "versions", "home", "models", "logs", "run" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path = g_build_filename (g_file_peek_path (folder), names[i], NULL);

    if (g_mkdir_with_parents (path, 0700) != 0) {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), _("The folder “%s” cannot be made: %s"), path,
                   g_strerror (errno));
      return FALSE;
    }
  }
  return TRUE;
}

/* Step 1: says what is coming. The manifest goes with the version, for whoever has to finish this. */
static gboolean
announce (SpSpaceAdoption *self, GError **error)
{
  g_autoptr (SpSpaceManifest) interim = NULL;
  g_autoptr (GFile)           mark = g_file_get_child (self->staged, MARK);
  g_autofree char            *text = sp_space_manifest_to_text (self->manifest);

  if (!make_folders (self->folder, error) || !sp_space_json_save (text, mark, 0600, error))
    return FALSE;

  interim = sp_space_manifest_copy (self->old != NULL ? self->old : self->manifest);
  if (self->old == NULL) {
    replace (&interim->current, NULL);
    replace (&interim->previous, NULL);
    replace (&interim->older, NULL);
  }
  replace (&interim->adopting, self->version);
  return sp_space_manifest_save (interim, self->folder, error);
}

/* Moves what is not there yet: folders that are there on both sides are gone into. What is there stays as it is, for
 * models are named by what is in them. */
static gboolean
merge (GFile *from, GFile *to, guint depth, GError **error)
{
  g_autoptr (GDir) dir = NULL;
  const char      *name;

  if (!exists (to, NULL)) {
    if (g_rename (g_file_peek_path (from), g_file_peek_path (to)) == 0)
      return TRUE;
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), _("“%s” cannot be moved: %s"),
                 g_file_peek_path (from), g_strerror (errno));
    return FALSE;
  }
  if (g_file_query_file_type (from, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL) != G_FILE_TYPE_DIRECTORY ||
      g_file_query_file_type (to, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL) != G_FILE_TYPE_DIRECTORY || depth == 0)
    return TRUE;

  dir = g_dir_open (g_file_peek_path (from), 0, error);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autoptr (GFile) source = g_file_get_child (from, name);
    g_autoptr (GFile) target = g_file_get_child (to, name);

    if (!merge (source, target, depth - 1, error))
      return FALSE;
  }
  return dir != NULL;
}

/* Step 2. */
static gboolean
take_models (SpSpaceAdoption *self, GError **error)
{
  g_autoptr (GFile) staged = g_file_get_child (self->staged, "models");
  g_autoptr (GFile) models = g_file_get_child (self->folder, "models");

  if (!exists (staged, NULL))
    return TRUE;
  return merge (staged, models, 16, error) && sp_space_disk_trash (self->root, staged, error);
}

/* Step 3. Also on file systems that cannot swap: then a crash in between leaves the staged version, with which the
 * installation goes on. */
static gboolean
put_in_place (SpSpaceAdoption *self, GError **error)
{
  const char *staged = g_file_peek_path (self->staged);
  const char *target = g_file_peek_path (self->target);

  if (exists (self->target, NULL)) {
    if (renameat2 (AT_FDCWD, staged, AT_FDCWD, target, RENAME_EXCHANGE) == 0)
      return TRUE;
    if (!sp_space_disk_trash (self->root, self->target, error))
      return FALSE;
  }
  if (g_rename (staged, target) == 0)
    return TRUE;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
               _("The new version of “%s” cannot be put in place: %s"), self->manifest->id, g_strerror (errno));
  return FALSE;
}

/* Step 4. */
static gboolean
make_current (SpSpaceAdoption *self, GError **error)
{
  sp_space_disk_switch (self->manifest, self->old, self->version);
  return sp_space_manifest_save (self->manifest, self->folder, error);
}

/* Step 5. */
static gboolean
tidy (SpSpaceAdoption *self, GError **error)
{
  g_autoptr (GFile) staging = g_file_get_parent (self->staged);

  /* What changed places with the version. */
  sp_space_disk_trash (self->root, self->staged, NULL);
  g_rmdir (g_file_peek_path (staging));
  sp_space_disk_tidy (self->root, self->folder);

  sp_space_disk_unlock (self->root, self->lock, TRUE);
  self->lock = -1;
  sp_space_disk_empty_trash (self->root, NULL, NULL); /* the next reload tries again */
  return TRUE;
}

gboolean
sp_space_adoption_step (SpSpaceAdoption *self, GError **error)
{
  static gboolean (*const steps[]) (SpSpaceAdoption *, GError **) = { announce, take_models, put_in_place,
                                                                      make_current, tidy };

  G_STATIC_ASSERT (G_N_ELEMENTS (steps) == SP_SPACE_ADOPTION_STEPS);
  g_return_val_if_fail (self->step < G_N_ELEMENTS (steps), FALSE);

  return steps[self->step++](self, error);
}

/* Finishes an adoption that ended after step 3, or forgets one that did not come so far. Returns whether the manifest
 * changed. */
static gboolean
finish_adoption (GFile *folder, SpSpaceManifest **manifest)
{
  g_autofree char            *version = g_strdup ((*manifest)->adopting);
  const char                 *path = g_file_peek_path (folder);
  g_autoptr (GFile)           mark = g_file_new_build_filename (path, "versions", version, MARK, NULL);
  g_autoptr (JsonNode)        node = sp_space_json_load (mark, MAX_MARK_SIZE, NULL);
  g_autoptr (SpSpaceManifest) next = NULL;
  g_autofree char            *text = NULL;

  if (node != NULL) {
    text = json_to_string (node, FALSE);
    next = sp_space_manifest_parse (text, strlen (text), NULL);
  }
  if (next != NULL && g_str_equal (next->id, (*manifest)->id)) {
    sp_space_disk_switch (next, *manifest, version);
    sp_space_manifest_free (*manifest);
    *manifest = g_steal_pointer (&next);
  } else {
    replace (&(*manifest)->adopting, NULL);
  }
  return sp_space_manifest_save (*manifest, folder, NULL);
}

static gboolean
is_needed (const SpSpaceManifest *manifest, const char *version)
{
  return g_strcmp0 (version, manifest->current) == 0 || g_strcmp0 (version, manifest->previous) == 0 ||
         g_strcmp0 (version, manifest->older) == 0;
}

/* Removes what the installation left in a version. Returns whether there was anything. */
static gboolean
strip_version (GFile *version)
{
  static const char *const names[] = { MARK, "progress.json", "lock" };
  gboolean                 changed = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (GFile) file = g_file_get_child (version, names[i]);

    changed = g_unlink (g_file_peek_path (file)) == 0 || changed;
  }
  return changed;
}

gboolean
sp_space_disk_tidy (GFile *root, GFile *folder)
{
  g_autoptr (SpSpaceManifest) manifest = sp_space_manifest_load (folder, NULL);
  g_autoptr (GFile)           versions = g_file_get_child (folder, "versions");
  g_autoptr (GDir)            dir = NULL;
  const char                 *name;
  gboolean                    changed = FALSE;

  if (manifest == NULL)
    return FALSE; /* a damaged one is left for the user to see */
  if (manifest->adopting != NULL)
    changed = finish_adoption (folder, &manifest);

  dir = g_dir_open (g_file_peek_path (versions), 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autoptr (GFile) version = g_file_get_child (versions, name);

    /* One that was current a moment ago may run still. */
    if (is_needed (manifest, name))
      changed = strip_version (version) || changed;
    else if (!sp_space_disk_is_version_running (folder, name))
      changed = sp_space_disk_trash (root, version, NULL) || changed;
  }
  return changed;
}
