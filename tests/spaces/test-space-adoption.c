/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "scratch-cache.h"
#include "sp-file-tree.h"
#include "sp-space-disk.h"
#include "sp-space-lock.h"
#include "store-fixture.h"

#define ALL SP_SPACE_ADOPTION_STEPS

/* What an installed Space with one version has on the disk. */
#define SPACE_FILES "home\nlogs\nmodels\nrun\nspace.json\nversions\n"
#define VERSION_FILES(v)                                                                                     \
  "versions/" v "\nversions/" v "/app\nversions/" v "/app/README.md\nversions/" v "/app/app.py\nversions/" v \
  "/environment\nversions/" v "/environment/bin\nversions/" v "/environment/bin/python"

static void
assert_space (StoreFixture *fixture, const char *expected)
{
  g_autofree char *listed = store_fixture_list_below (fixture, "sample");

  g_assert_cmpstr (listed, ==, expected);
}

/* Nothing beside the Space is in the root. */
static void
assert_only_sample (StoreFixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->path, 0, NULL);

  g_assert_cmpstr (g_dir_read_name (dir), ==, "sample");
  g_assert_null (g_dir_read_name (dir));
}

static void
assert_versions (StoreFixture *fixture, const char *current, const char *previous, const char *older)
{
  g_autoptr (SpSpaceManifest) manifest = store_fixture_load (fixture, "sample");

  g_assert_cmpstr (manifest->current, ==, current);
  g_assert_cmpstr (manifest->previous, ==, previous);
  g_assert_cmpstr (manifest->older, ==, older);
  g_assert_null (manifest->adopting);
  g_assert_cmpstr (manifest->commit, ==, current);
}

static void
assert_app (StoreFixture *fixture, const char *content)
{
  g_autofree char *found = store_fixture_read_app (fixture, "sample");

  g_assert_cmpstr (found, ==, content);
}

static void
mark_started (StoreFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (sp_space_disk_mark_started (fixture->root, "sample", &error));
  g_assert_no_error (error);
}

static void
roll_back (StoreFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (sp_space_disk_rollback (fixture->root, "sample", &error));
  g_assert_no_error (error);
}

static int
take_run_lock (StoreFixture *fixture, const char *version)
{
  g_autoptr (GFile)  file = g_file_new_build_filename (fixture->path, "sample", SP_SPACE_DISK_LOCK, NULL);
  g_autoptr (GError) error = NULL;
  int                lock = sp_space_lock_take (file, &error);

  g_assert_no_error (error);
  g_assert_cmpint (write (lock, version, strlen (version)), ==, (gssize) strlen (version));
  return lock;
}

static void
test_first (StoreFixture *fixture, gconstpointer data)
{
  store_fixture_adopt (fixture, "sample", "v1", "one", ALL);
  assert_space (fixture, SPACE_FILES VERSION_FILES ("v1"));
  assert_only_sample (fixture);
  assert_versions (fixture, "v1", NULL, NULL);
  assert_app (fixture, "one");
}

static void
test_updates (StoreFixture *fixture, gconstpointer data)
{
  store_fixture_adopt (fixture, "sample", "v1", "one", ALL);
  mark_started (fixture);
  store_fixture_adopt (fixture, "sample", "v2", "two", ALL);
  assert_versions (fixture, "v2", "v1", NULL);
  assert_app (fixture, "two");
  mark_started (fixture);

  /* The one before the previous stays until the new one has started. */
  store_fixture_adopt (fixture, "sample", "v3", "three", ALL);
  assert_versions (fixture, "v3", "v2", "v1");
  assert_space (fixture, SPACE_FILES VERSION_FILES ("v1") "\n" VERSION_FILES ("v2") "\n" VERSION_FILES ("v3"));
  mark_started (fixture);
  assert_versions (fixture, "v3", "v2", NULL);
  assert_space (fixture, SPACE_FILES VERSION_FILES ("v2") "\n" VERSION_FILES ("v3"));
  assert_only_sample (fixture);
}

/* A version that never started is nothing to go back to. */
static void
test_never_started (StoreFixture *fixture, gconstpointer data)
{
  store_fixture_adopt (fixture, "sample", "v1", "one", ALL);
  mark_started (fixture);
  store_fixture_adopt (fixture, "sample", "v2", "broken", ALL);
  store_fixture_adopt (fixture, "sample", "v3", "three", ALL);
  assert_versions (fixture, "v3", "v1", NULL);
  assert_space (fixture, SPACE_FILES VERSION_FILES ("v1") "\n" VERSION_FILES ("v3"));
}

static void
test_rollback (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  store_fixture_adopt (fixture, "sample", "v1", "one", ALL);
  g_assert_false (sp_space_disk_rollback (fixture->root, "sample", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);

  store_fixture_write (fixture, "sample/versions/v1/version.json", "{\"commit\": \"v1\"}");
  mark_started (fixture);
  store_fixture_adopt (fixture, "sample", "v2", "two", ALL);
  store_fixture_write (fixture, "sample/versions/v2/version.json", "{\"commit\": \"v2\"}");
  roll_back (fixture);
  assert_versions (fixture, "v1", "v2", NULL);
  assert_app (fixture, "one");
  roll_back (fixture);
  assert_versions (fixture, "v2", "v1", NULL);
  assert_app (fixture, "two");

  /* v1 has started and v2 has not: gone back to v1, an update keeps v1. */
  roll_back (fixture);
  store_fixture_adopt (fixture, "sample", "v3", "three", ALL);
  assert_versions (fixture, "v3", "v1", "v2");
}

static void
test_repair (StoreFixture *fixture, gconstpointer data)
{
  store_fixture_adopt (fixture, "sample", "v1", "one", ALL);
  mark_started (fixture);
  store_fixture_adopt (fixture, "sample", "v2", "two", ALL);
  mark_started (fixture);
  store_fixture_adopt (fixture, "sample", "v2", "two again", ALL);
  assert_versions (fixture, "v2", "v1", NULL);
  assert_app (fixture, "two again");
  assert_space (fixture, SPACE_FILES VERSION_FILES ("v1") "\n" VERSION_FILES ("v2"));

  /* The previous one, installed again, is no version to go back to of itself. */
  store_fixture_adopt (fixture, "sample", "v1", "one again", ALL);
  assert_app (fixture, "one again");
  assert_only_sample (fixture);
}

/* Whatever the program was at when it ended: the next reload leaves the old version or the new one, and nothing else.
 */
static void
test_crash_at_first (StoreFixture *fixture, gconstpointer data)
{
  for (guint n_steps = 0; n_steps <= ALL; n_steps++) {
    g_autoptr (SpSpaceStore) store = sp_space_store_new (fixture->root);
    gboolean                 is_in_place = n_steps >= 3;
    g_autofree char         *left = NULL;

    store_fixture_adopt (fixture, "sample", "v1", "one", n_steps);
    store_fixture_reload (store);
    g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, is_in_place);

    if (!is_in_place) {
      /* The installation goes on from the staged folder. */
      store_fixture_adopt (fixture, "sample", "v1", "one", ALL);
      store_fixture_reload (store);
    }
    assert_only_sample (fixture);
    assert_space (fixture, SPACE_FILES VERSION_FILES ("v1"));
    assert_versions (fixture, "v1", NULL, NULL);
    assert_app (fixture, "one");

    g_assert_true (sp_space_disk_remove (fixture->root, "sample", NULL, NULL));
    left = store_fixture_list (fixture);
    g_assert_cmpstr (left, ==, "");
  }
}

static void
test_crash_at_update (StoreFixture *fixture, gconstpointer data)
{
  for (guint n_steps = 0; n_steps <= ALL; n_steps++) {
    g_autoptr (SpSpaceStore) store = sp_space_store_new (fixture->root);
    SpInstalledSpace        *space;

    store_fixture_adopt (fixture, "sample", "v1", "one", ALL);
    mark_started (fixture);
    store_fixture_adopt (fixture, "sample", "v2", "two", n_steps);
    store_fixture_reload (store);

    space = sp_space_store_find (store, "sample");
    g_assert_null (sp_installed_space_get_problem (space));
    assert_app (fixture, n_steps >= 3 ? "two" : "one");
    if (n_steps >= 3) {
      assert_only_sample (fixture);
      assert_versions (fixture, "v2", "v1", NULL);
      assert_space (fixture, SPACE_FILES VERSION_FILES ("v1") "\n" VERSION_FILES ("v2"));
    } else {
      g_autofree char *staged = store_fixture_list_below (fixture, ".staging/sample");

      assert_versions (fixture, "v1", NULL, NULL);
      assert_space (fixture, SPACE_FILES VERSION_FILES ("v1"));
      g_assert_nonnull (strstr (staged, "progress.json"));
    }
    g_assert_true (sp_space_disk_remove (fixture->root, "sample", NULL, NULL));
  }
}

static void
test_crash_at_repair (StoreFixture *fixture, gconstpointer data)
{
  for (guint n_steps = 0; n_steps <= ALL; n_steps++) {
    g_autoptr (SpSpaceStore) store = sp_space_store_new (fixture->root);

    store_fixture_adopt (fixture, "sample", "v1", "one", ALL);
    mark_started (fixture);
    store_fixture_adopt (fixture, "sample", "v1", "repaired", n_steps);
    store_fixture_reload (store);

    assert_app (fixture, n_steps >= 3 ? "repaired" : "one");
    assert_versions (fixture, "v1", NULL, NULL);
    assert_space (fixture, SPACE_FILES VERSION_FILES ("v1"));
    if (n_steps >= 3)
      assert_only_sample (fixture);
    g_assert_true (sp_space_disk_remove (fixture->root, "sample", NULL, NULL));
  }
}

/* What other crashes leave: parts of files, Spaces half removed, a first installation that was cancelled later. */
static void
test_leftovers (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (SpSpaceStore) store = sp_space_store_new (fixture->root);
  g_autoptr (GFile)        staged = NULL;

  store_fixture_adopt (fixture, "sample", "v1", "one", ALL);
  store_fixture_write (fixture, "sample/space.json.AB12CD", "{");
  store_fixture_write (fixture, "sample/versions/orphan/app/app.py", "x");
  store_fixture_write (fixture, ".trash/abcdef/it/home/file", "x");
  store_fixture_adopt (fixture, "other", "v1", "one", 2);
  staged = g_file_new_build_filename (fixture->path, ".staging", "other", NULL);
  g_assert_true (sp_file_tree_remove (staged, NULL, NULL));

  store_fixture_reload (store);
  assert_only_sample (fixture);
  assert_space (fixture, SPACE_FILES VERSION_FILES ("v1"));
}

/* Models that are there stay, others are added. */
static void
test_models (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *models = NULL;
  g_autofree char *folder = g_build_filename (fixture->path, "sample", "models", "hub", "a", NULL);
  g_autofree char *kept = NULL;

  store_fixture_adopt (fixture, "sample", "v1", "one", ALL);
  store_fixture_write (fixture, "sample/models/hub/a/blob1", "old");
  store_fixture_write (fixture, ".staging/sample/models/hub/a/blob1", "new");
  store_fixture_write (fixture, ".staging/sample/models/hub/a/blob2", "new");
  store_fixture_write (fixture, ".staging/sample/models/hub/b/blob3", "new");
  store_fixture_adopt (fixture, "sample", "v2", "two", ALL);

  models = store_fixture_list_below (fixture, "sample/models");
  g_assert_cmpstr (models, ==, "hub\nhub/a\nhub/a/blob1\nhub/a/blob2\nhub/b\nhub/b/blob3");
  kept = scratch_cache_read (folder, "blob1");
  g_assert_cmpstr (kept, ==, "old");
  assert_space (fixture,
                "home\nlogs\nmodels\nmodels/hub\nmodels/hub/a\nmodels/hub/a/blob1\nmodels/hub/a/blob2\nmodels/hub/b\n"
                "models/hub/b/blob3\nrun\nspace.json\nversions\n" VERSION_FILES ("v1") "\n" VERSION_FILES ("v2"));
}

/* A version that runs is not removed under it. */
static void
test_running (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (SpSpaceStore)    store = sp_space_store_new (fixture->root);
  g_autoptr (SpSpaceManifest) manifest = store_fixture_make_manifest ("sample", "v2");
  g_autoptr (GFile)           staged = NULL;
  g_autoptr (GError)          error = NULL;
  g_autofree char            *listed = NULL;
  int                         lock;

  store_fixture_adopt (fixture, "sample", "v1", "one", ALL);
  mark_started (fixture);
  store_fixture_adopt (fixture, "sample", "v2", "two", ALL);
  lock = take_run_lock (fixture, "v2");

  g_assert_false (sp_space_disk_rollback (fixture->root, "sample", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);
  g_clear_error (&error);
  g_assert_false (sp_space_disk_remove (fixture->root, "sample", NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);
  g_clear_error (&error);
  staged = store_fixture_stage (fixture, "sample", "repaired");
  g_assert_null (sp_space_adoption_new (fixture->root, manifest, "v2", staged, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);

  /* v2, which has not been seen to start, is dropped by this update, but not while it runs. */
  store_fixture_adopt (fixture, "sample", "v3", "three", ALL);
  assert_versions (fixture, "v3", "v1", NULL);
  listed = store_fixture_list_below (fixture, "sample/versions/v2/app");
  g_assert_cmpstr (listed, ==, "README.md\napp.py");
  close (lock);
  store_fixture_reload (store);
  assert_space (
    fixture, "home\nlock\nlogs\nmodels\nrun\nspace.json\nversions\n" VERSION_FILES ("v1") "\n" VERSION_FILES ("v3"));
}

/* While another process changes the folder nothing is cleaned, and nobody else changes it. */
static void
test_lock (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (SpSpaceStore) store = sp_space_store_new (fixture->root);
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char         *waiting = NULL;
  int                      lock;

  store_fixture_adopt (fixture, "sample", "v1", "one", ALL);
  store_fixture_write (fixture, "sample/versions/half/app/app.py", "x");
  lock = open (fixture->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  g_assert_cmpint (flock (lock, LOCK_EX), ==, 0);

  store_fixture_reload (store);
  waiting = store_fixture_list_below (fixture, "sample/versions/half");
  g_assert_cmpstr (waiting, ==, "app\napp/app.py");
  sp_space_store_remove_async (store, sp_space_store_find (store, "sample"), store_fixture_result_cb, &result);
  scratch_cache_wait ();
  assert_app (fixture, "one");

  close (lock);
  store_fixture_wait (&result);
  g_assert_true (sp_space_store_remove_finish (store, result, NULL, NULL));
  g_assert_false (g_file_query_exists (fixture->root, NULL) && g_list_model_get_n_items (G_LIST_MODEL (store)) > 0);
}

static void
test_refused (StoreFixture *fixture, gconstpointer data)
{
  static const char *const    bad_names[] = { "", "..", "a/b", ".hidden", "-v", "v\n" };
  g_autoptr (GFile)           staged = store_fixture_stage (fixture, "sample", "one");
  g_autoptr (GFile)           nothing = g_file_new_build_filename (fixture->path, "nothing", NULL);
  g_autoptr (SpSpaceManifest) manifest = store_fixture_make_manifest ("sample", "v1");
  g_autoptr (SpSpaceManifest) bad_id = store_fixture_make_manifest ("../outside", "v1");
  g_autoptr (GError)          error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (bad_names); i++) {
    g_assert_null (sp_space_adoption_new (fixture->root, manifest, bad_names[i], staged, &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
    g_clear_error (&error);
  }
  g_assert_null (sp_space_adoption_new (fixture->root, bad_id, "v1", staged, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_clear_error (&error);
  g_assert_null (sp_space_adoption_new (fixture->root, manifest, "v1", nothing, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_false (sp_space_disk_remove (fixture->root, "..", NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (sp_space_disk_mark_started (fixture->root, "nobody", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

#define ADD(name, function) \
  g_test_add ("/spaces/adoption/" name, StoreFixture, NULL, store_fixture_set_up, function, store_fixture_tear_down)

int
main (int argc, char **argv)
{
  scratch_cache_set_up ();
  g_test_init (&argc, &argv, NULL);

  ADD ("first", test_first);
  ADD ("updates", test_updates);
  ADD ("never-started", test_never_started);
  ADD ("rollback", test_rollback);
  ADD ("repair", test_repair);
  ADD ("crash-at-first", test_crash_at_first);
  ADD ("crash-at-update", test_crash_at_update);
  ADD ("crash-at-repair", test_crash_at_repair);
  ADD ("leftovers", test_leftovers);
  ADD ("models", test_models);
  ADD ("running", test_running);
  ADD ("lock", test_lock);
  ADD ("refused", test_refused);

  return g_test_run ();
}
