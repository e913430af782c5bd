/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "scratch-cache.h"
#include "sp-space-disk.h"

void
store_fixture_set_up (StoreFixture *fixture, gconstpointer data)
{
  fixture->path = scratch_cache_make_folder ("spaces");
  fixture->root = g_file_new_for_path (fixture->path);
  g_setenv ("SPACEPORT_SPACES_DIR", "/nowhere", TRUE);
  g_setenv ("SPACEPORT_EXTENSIONS_DIR", "/nowhere", TRUE);
}

void
store_fixture_tear_down (StoreFixture *fixture, gconstpointer data)
{
  scratch_cache_clear ();
  g_object_unref (fixture->root);
  g_free (fixture->path);
}

void
store_fixture_write (StoreFixture *fixture, const char *name, const char *content)
{
  g_autofree char *path = g_build_filename (fixture->path, name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0755), ==, 0);
  g_assert_true (g_file_set_contents (path, content, -1, NULL));
}

GFile *
store_fixture_stage (StoreFixture *fixture, const char *id, const char *content)
{
  static const char *const names[] = { "README.md", "app.py", "python", "progress.json", "lock" };
  static const char *const places[] = { "app/README.md", "app/app.py", "environment/bin/python", "progress.json",
                                        "lock" };
  const char              *contents[] = { "---\nsdk: gradio\ntitle: Sample\n---\n", content, "#!/bin/sh\n", "{}", "" };
  g_autofree char         *python = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *name = g_build_filename (".staging", id, places[i], NULL);

    store_fixture_write (fixture, name, contents[i]);
  }
  python = g_build_filename (fixture->path, ".staging", id, "environment/bin/python", NULL);
  g_assert_cmpint (g_chmod (python, 0755), ==, 0);
  return g_file_new_build_filename (fixture->path, ".staging", id, NULL);
}

SpSpaceManifest *
store_fixture_make_manifest (const char *id, const char *commit)
{
  SpSpaceManifest *manifest = sp_space_manifest_new (id, SP_SPACE_SOURCE_HUB, "Acme/Sample");

  manifest->title = g_strdup ("Sample");
  manifest->commit = g_strdup (commit);
  return manifest;
}

void
store_fixture_adopt (StoreFixture *fixture, const char *id, const char *version, const char *content, guint n_steps)
{
  g_autoptr (GFile)           staged = store_fixture_stage (fixture, id, content);
  g_autoptr (SpSpaceManifest) manifest = store_fixture_make_manifest (id, version);
  g_autoptr (GError)          error = NULL;
  g_autoptr (SpSpaceAdoption) adoption = sp_space_adoption_new (fixture->root, manifest, version, staged, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < n_steps; i++) {
    sp_space_adoption_step (adoption, &error);
    g_assert_no_error (error);
  }
}

static void
list_folder (const char *path, const char *prefix, GPtrArray *lines)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char      *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);
    g_autofree char *shown = g_strconcat (prefix, name, NULL);
    g_autofree char *below = g_strconcat (shown, "/", NULL);

    g_ptr_array_add (lines, g_strdup (shown));
    if (!g_file_test (child, G_FILE_TEST_IS_SYMLINK))
      list_folder (child, below, lines);
  }
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

char *
store_fixture_list_below (StoreFixture *fixture, const char *folder)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autofree char      *path = g_build_filename (fixture->path, folder, NULL);

  list_folder (path, "", lines);
  g_ptr_array_sort (lines, compare_lines);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

char *
store_fixture_list (StoreFixture *fixture)
{
  return store_fixture_list_below (fixture, ".");
}

SpSpaceManifest *
store_fixture_load (StoreFixture *fixture, const char *id)
{
  g_autoptr (GFile) folder = g_file_get_child (fixture->root, id);

  return sp_space_manifest_load (folder, NULL);
}

char *
store_fixture_read_app (StoreFixture *fixture, const char *id)
{
  g_autoptr (SpSpaceManifest) manifest = store_fixture_load (fixture, id);
  g_autofree char            *folder = NULL;

  g_assert_nonnull (manifest);
  if (manifest->current == NULL)
    return NULL;
  folder = g_build_filename (fixture->path, id, "versions", manifest->current, "app", NULL);
  return scratch_cache_read (folder, "app.py");
}

void
store_fixture_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

void
store_fixture_wait (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

void
store_fixture_reload (SpSpaceStore *store)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError)       error = NULL;

  sp_space_store_reload_async (store, NULL, store_fixture_result_cb, &result);
  store_fixture_wait (&result);
  g_assert_true (sp_space_store_reload_finish (store, result, &error));
  g_assert_no_error (error);
}
