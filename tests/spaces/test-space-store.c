/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "scratch-cache.h"
#include "sp-archive.h"
#include "sp-space-disk.h"
#include "sp-space-verify.h"
#include "store-fixture.h"

#define ALL SP_SPACE_ADOPTION_STEPS

static void
adopt (StoreFixture *fixture, SpSpaceStore *store, const char *id, const char *version, const char *content)
{
  g_autoptr (GFile)            staged = store_fixture_stage (fixture, id, content);
  g_autoptr (SpSpaceManifest)  manifest = store_fixture_make_manifest (id, version);
  g_autoptr (GAsyncResult)     result = NULL;
  g_autoptr (SpInstalledSpace) space = NULL;
  g_autoptr (GError)           error = NULL;

  sp_space_store_adopt_async (store, manifest, version, staged, store_fixture_result_cb, &result);
  store_fixture_wait (&result);
  space = sp_space_store_adopt_finish (store, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sp_installed_space_get_id (space), ==, id);
  g_assert_cmpstr (sp_installed_space_get_version (space), ==, version);
}

/* Titles in the order of the list, with “!” for damaged ones. */
static char *
join_titles (SpSpaceStore *store)
{
  g_autoptr (GString) titles = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (store)); i++) {
    g_autoptr (SpInstalledSpace) space = g_list_model_get_item (G_LIST_MODEL (store), i);

    g_string_append_printf (titles, "%s%s%s", i > 0 ? "|" : "", sp_installed_space_get_title (space),
                            sp_installed_space_get_space (space) == NULL ? "!" : "");
  }
  return g_string_free (g_steal_pointer (&titles), FALSE);
}

static void
assert_titles (SpSpaceStore *store, const char *expected)
{
  g_autofree char *titles = join_titles (store);

  g_assert_cmpstr (titles, ==, expected);
}

static void
set_title (StoreFixture *fixture, const char *id, const char *version, const char *title)
{
  g_autofree char *name = g_build_filename (id, "versions", version, "app/README.md", NULL);
  g_autofree char *readme = g_strdup_printf ("---\nsdk: gradio\ntitle: %s\n---\n", title);

  store_fixture_write (fixture, name, readme);
}

static void
count_cb (gpointer object, gpointer pspec, guint *count)
{
  (*count)++;
}

static void
removed_cb (SpInstalledSpace *space, guint *count)
{
  (*count)++;
}

static void
items_changed_cb (GListModel *model, guint position, guint removed, guint added, guint *changes)
{
  changes[0]++;
  changes[1] = removed;
  changes[2] = added;
}

/* Runs one of the functions that change a Space. */
typedef void (*ChangeFunc) (SpSpaceStore *, SpInstalledSpace *, GAsyncReadyCallback, gpointer);
typedef gboolean (*FinishFunc) (SpSpaceStore *, GAsyncResult *, GError **);

static gboolean
change (SpSpaceStore *store, const char *id, ChangeFunc func, FinishFunc finish, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  func (store, sp_space_store_find (store, id), store_fixture_result_cb, &result);
  store_fixture_wait (&result);
  return finish (store, result, error);
}

static guint64
remove_space (SpSpaceStore *store, const char *id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  guint64                  freed = 0;

  sp_space_store_remove_async (store, sp_space_store_find (store, id), store_fixture_result_cb, &result);
  store_fixture_wait (&result);
  sp_space_store_remove_finish (store, result, &freed, error);
  return freed;
}

static void
test_empty (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GFile)        missing = g_file_get_child (fixture->root, "not/there");
  g_autoptr (SpSpaceStore) store = sp_space_store_new (missing);
  g_autoptr (SpSpaceStore) standard = sp_space_store_new (NULL);

  store_fixture_reload (store);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, 0);
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (store)) == SP_TYPE_INSTALLED_SPACE);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (store), 0));
  g_assert_null (sp_space_store_find (store, "sample"));
  g_assert_false (g_file_query_exists (missing, NULL)); /* looking leaves nothing */
  g_assert_true (g_str_has_suffix (g_file_peek_path (sp_space_store_get_root (standard)), "/spaceport/spaces"));
  g_assert_finalize_object (g_steal_pointer (&standard));
  g_assert_finalize_object (g_steal_pointer (&store));
}

static void
test_list (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (SpSpaceStore)     store = sp_space_store_new (fixture->root);
  g_autoptr (SpInstalledSpace) space = NULL;
  guint                        changes[3] = { 0 };
  guint                        n_titles = 0;
  guint                        n_removed = 0;

  store_fixture_adopt (fixture, "a", "v1", "x", ALL);
  store_fixture_adopt (fixture, "b", "v1", "x", ALL);
  store_fixture_adopt (fixture, "c", "v1", "x", ALL);
  set_title (fixture, "a", "v1", "Zoo");
  set_title (fixture, "b", "v1", "apple");
  set_title (fixture, "c", "v1", "Bear");
  g_signal_connect (store, "items-changed", G_CALLBACK (items_changed_cb), changes);
  store_fixture_reload (store);
  assert_titles (store, "apple|Bear|Zoo");
  g_assert_cmpuint (changes[0], ==, 1);

  /* The same again says nothing and keeps the objects. */
  space = g_object_ref (sp_space_store_find (store, "b"));
  store_fixture_reload (store);
  g_assert_cmpuint (changes[0], ==, 1);
  g_assert_true (sp_space_store_find (store, "b") == space);

  g_signal_connect (space, "notify::title", G_CALLBACK (count_cb), &n_titles);
  set_title (fixture, "b", "v1", "Coal");
  store_fixture_reload (store);
  assert_titles (store, "Bear|Coal|Zoo");
  g_assert_true (sp_space_store_find (store, "b") == space);
  g_assert_cmpuint (n_titles, ==, 1);
  g_assert_cmpuint (changes[1], ==, 2); /* the one at the end stays where it is */
  g_assert_cmpuint (changes[2], ==, 2);

  g_signal_connect (space, "removed", G_CALLBACK (removed_cb), &n_removed);
  g_assert_true (sp_space_disk_remove (fixture->root, "b", NULL, NULL));
  store_fixture_reload (store);
  assert_titles (store, "Bear|Zoo");
  g_assert_cmpuint (n_removed, ==, 1);
  g_assert_finalize_object (g_steal_pointer (&space));
  g_assert_finalize_object (g_steal_pointer (&store));
}

/* Whatever is in one folder, the others are there, and it can be removed. */
static void
test_damaged (StoreFixture *fixture, gconstpointer data)
{
  static const char *const manifests[] = {
    "",
    "{",
    "[]",
    "{\"format\": 1, \"id\": \"damaged\", \"source\": {\"kind\": \"hub\", \"reference\": \"a/b\"}, \"current\": "
    "\"../../a\"}",
    "{\"format\": 1, \"id\": \"other\", \"source\": {\"kind\": \"hub\", \"reference\": \"a/b\"}, \"current\": "
    "\"v1\"}",
    "{\"format\": 1, \"id\": \"damaged\", \"source\": {\"kind\": \"hub\", \"reference\": \"a/b\"}, \"current\": "
    "\"gone\"}",
    "{\"format\": 2, \"id\": \"damaged\"}",
  };
  g_autoptr (SpSpaceStore) store = sp_space_store_new (fixture->root);

  store_fixture_adopt (fixture, "sample", "v1", "x", ALL);
  store_fixture_write (fixture, "not an id/space.json", "{}");
  store_fixture_write (fixture, "file", "x");
  for (gsize i = 0; i < G_N_ELEMENTS (manifests); i++) {
    g_autofree char   *left = NULL;
    SpInstalledSpace  *space;
    g_autoptr (GError) error = NULL;

    store_fixture_write (fixture, "damaged/space.json", manifests[i]);
    store_fixture_write (fixture, "damaged/home/file", "x");
    store_fixture_reload (store);
    assert_titles (store, "damaged!|Sample");
    space = sp_space_store_find (store, "damaged");
    g_assert_nonnull (sp_installed_space_get_problem (space));
    g_assert_true (sp_installed_space_check_removable (space, NULL));

    remove_space (store, "damaged", &error);
    g_assert_no_error (error);
    assert_titles (store, "Sample");
    left = store_fixture_list_below (fixture, "damaged");
    g_assert_cmpstr (left, ==, "");
  }
}

/* A version that cannot run is no damage: it may be gone back from. */
static void
test_cannot_run (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (SpSpaceStore) store = sp_space_store_new (fixture->root);
  SpInstalledSpace        *space;

  store_fixture_adopt (fixture, "sample", "v1", "x", ALL);
  store_fixture_write (fixture, "sample/versions/v1/app/README.md", "---\nsdk: docker\ntitle: Whale\n---\n");
  store_fixture_reload (store);
  space = sp_space_store_find (store, "sample");
  g_assert_cmpstr (sp_installed_space_get_title (space), ==, "Whale");
  g_assert_nonnull (sp_installed_space_get_space (space));
  g_assert_error ((GError *) sp_installed_space_get_problem (space), G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
}

static void
test_changes (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (SpSpaceStore)     store = sp_space_store_new (fixture->root);
  g_autoptr (SpInstalledSpace) space = NULL;
  g_autoptr (GError)           error = NULL;
  g_autofree char             *left = NULL;
  guint                        n_versions = 0;

  adopt (fixture, store, "sample", "v1", "one");
  space = g_object_ref (sp_space_store_find (store, "sample"));
  g_assert_true (
    change (store, "sample", sp_space_store_mark_started_async, sp_space_store_mark_started_finish, &error));
  g_assert_true (sp_installed_space_get_manifest (space)->started);
  g_signal_connect (space, "notify::version", G_CALLBACK (count_cb), &n_versions);

  adopt (fixture, store, "sample", "v2", "two");
  g_assert_cmpuint (n_versions, ==, 1);
  g_assert_cmpstr (sp_installed_space_get_previous_version (space), ==, "v1");
  g_assert_true (change (store, "sample", sp_space_store_rollback_async, sp_space_store_rollback_finish, &error));
  g_assert_cmpstr (sp_installed_space_get_version (space), ==, "v1");
  g_assert_cmpstr (sp_installed_space_get_previous_version (space), ==, "v2");
  g_assert_cmpuint (n_versions, ==, 2);
  g_assert_true (g_str_has_suffix (g_file_peek_path (sp_space_get_folder (sp_installed_space_get_space (space))),
                                   "/versions/v1/app"));
  g_assert_true (g_str_has_suffix (g_file_peek_path (sp_space_get_environment (sp_installed_space_get_space (space))),
                                   "/versions/v1/environment"));

  remove_space (store, "sample", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, 0);
  left = store_fixture_list (fixture);
  g_assert_cmpstr (left, ==, "");
}

/* What is said to be freed is what was measured, and links elsewhere stay. */
static void
test_sizes (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (SpSpaceStore) store = sp_space_store_new (fixture->root);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError)       error = NULL;
  g_autofree char         *cache = scratch_cache_make_folder ("uv");
  g_autofree char         *wheel = g_build_filename (cache, "package.py", NULL);
  g_autofree char         *linked = g_build_filename (fixture->path, "sample/versions/v1/environment/package.py", NULL);
  g_autofree char         *content = g_strnfill (100000, 'x');
  SpSpaceSize              size;
  struct stat              status;

  adopt (fixture, store, "sample", "v1", "one");
  scratch_cache_write (cache, "package.py", content);
  g_assert_cmpint (link (wheel, linked), ==, 0);
  store_fixture_write (fixture, "sample/home/output.bin", content);
  store_fixture_write (fixture, "sample/models/model.bin", content);

  sp_space_store_measure_async (store, sp_space_store_find (store, "sample"), NULL, store_fixture_result_cb, &result);
  store_fixture_wait (&result);
  g_assert_true (sp_space_store_measure_finish (store, result, &size, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (wheel, &status), ==, 0);
  g_assert_cmpuint (size.total.shared, ==, status.st_blocks * 512);
  g_assert_cmpuint (size.environment.shared, ==, status.st_blocks * 512);
  g_assert_cmpuint (size.home.own, >=, 100000);
  g_assert_cmpuint (size.models.own, >=, 100000);
  g_assert_cmpuint (size.app.own, >, 0);
  g_assert_cmpuint (size.total.own, >, size.home.own + size.models.own);

  g_assert_cmpuint (remove_space (store, "sample", &error), ==, size.total.own);
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (wheel, &status), ==, 0);
  g_assert_cmpuint (status.st_nlink, ==, 1);
}

static void
test_running (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (SpSpaceStore) store = sp_space_store_new (fixture->root);
  SpInstalledSpace        *space;
  g_autoptr (GError)       error = NULL;
  int                      lock;

  adopt (fixture, store, "sample", "v1", "one");
  space = sp_space_store_find (store, "sample");
  g_assert_false (sp_installed_space_is_running (space));
  lock = sp_installed_space_take_run_lock (space, &error);
  g_assert_no_error (error);
  g_assert_true (sp_installed_space_is_running (space));
  g_assert_cmpint (sp_installed_space_take_run_lock (space, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);
  g_clear_error (&error);

  remove_space (store, "sample", &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);
  g_clear_error (&error);
  g_assert_true (sp_space_store_find (store, "sample") == space);
  close (lock);
  g_assert_false (sp_installed_space_is_running (space));
  remove_space (store, "sample", &error);
  g_assert_no_error (error);
}

static gboolean
has_version (SpSpaceStore *store, const char *version)
{
  SpInstalledSpace *space = sp_space_store_find (store, "sample");

  return space != NULL && g_strcmp0 (sp_installed_space_get_version (space), version) == 0;
}

/* Another process installs, updates and removes: the list follows by itself. */
static void
test_watch (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (SpSpaceStore) store = sp_space_store_new (fixture->root);

  sp_space_store_watch (store);
  sp_space_store_watch (store);
  store_fixture_adopt (fixture, "sample", "v1", "one", ALL);
  while (!has_version (store, "v1"))
    g_main_context_iteration (NULL, TRUE);
  store_fixture_adopt (fixture, "sample", "v2", "two", ALL);
  while (!has_version (store, "v2"))
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (sp_space_disk_remove (fixture->root, "sample", NULL, NULL));
  while (sp_space_store_find (store, "sample") != NULL)
    g_main_context_iteration (NULL, TRUE);
  store_fixture_reload (store); /* none is under way after that */
}

static void
make_foreign (const char *path, const char *title)
{
  g_autofree char *app = g_build_filename (path, "app", NULL);
  g_autofree char *packages = g_build_filename (path, "site-packages", NULL);
  g_autofree char *readme = g_strdup_printf ("---\nsdk: gradio\ntitle: %s\n---\n", title);

  g_assert_cmpint (g_mkdir_with_parents (app, 0755), ==, 0);
  g_assert_cmpint (g_mkdir_with_parents (packages, 0755), ==, 0);
  scratch_cache_write (app, "README.md", readme);
  scratch_cache_write (app, "app.py", "");
}

/* Spaces that come with the program or as extensions of it are listed with the others, and not changed. */
static void
test_foreign (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (SpSpaceStore) store = sp_space_store_new (fixture->root);
  g_autofree char         *extensions = scratch_cache_make_folder ("extensions");
  g_autofree char         *bundled = scratch_cache_make_folder ("bundled");
  g_autofree char         *one = scratch_cache_make_folder ("extensions/Word_Stats");
  g_autofree char         *clash = scratch_cache_make_folder ("extensions/sample");
  g_autofree char         *broken = scratch_cache_make_folder ("extensions/broken");
  g_autofree char         *bench = scratch_cache_make_folder ("bundled/bench");
  SpInstalledSpace        *space;
  g_autoptr (GError)       error = NULL;

  make_foreign (one, "Words");
  make_foreign (clash, "Second");
  scratch_cache_write (bench, "README.md", "---\nsdk: gradio\ntitle: Bench\n---\n");
  scratch_cache_write (bench, "app.py", "");
  g_setenv ("SPACEPORT_EXTENSIONS_DIR", extensions, TRUE);
  g_setenv ("SPACEPORT_SPACES_DIR", bundled, TRUE);
  adopt (fixture, store, "sample", "v1", "one");
  assert_titles (store, "Bench|broken!|Sample|Second|Words");

  space = sp_space_store_find (store, "word-stats");
  g_assert_cmpint (sp_installed_space_get_origin (space), ==, SP_INSTALLED_SPACE_EXTENSION);
  g_assert_true (sp_space_is_installed (sp_installed_space_get_space (space)));
  g_assert_nonnull (sp_space_get_packages (sp_installed_space_get_space (space)));
  g_assert_null (sp_installed_space_get_version (space));
  g_assert_false (g_str_has_prefix (g_file_peek_path (sp_installed_space_get_data_folder (space)), extensions));
  remove_space (store, "word-stats", &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
  g_assert_nonnull (strstr (error->message, "flatpak"));
  g_clear_error (&error);
  g_assert_false (change (store, "word-stats", sp_space_store_rollback_async, sp_space_store_rollback_finish, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
  g_clear_error (&error);
  g_assert_true (
    change (store, "word-stats", sp_space_store_mark_started_async, sp_space_store_mark_started_finish, &error));

  g_assert_cmpstr (sp_installed_space_get_title (sp_space_store_find (store, "sample-2")), ==, "Second");
  g_assert_cmpint (sp_installed_space_get_origin (sp_space_store_find (store, "bench")), ==,
                   SP_INSTALLED_SPACE_BUNDLED);
  remove_space (store, "bench", &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
}

static void
test_ids (StoreFixture *fixture, gconstpointer data)
{
  static const struct {
    SpSpaceSourceKind kind;
    const char       *reference;
    const char       *name;
    const char       *id;
  } cases[] = {
    { SP_SPACE_SOURCE_HUB, "acme/SAMPLE", "acme/SAMPLE", "sample" },    /* installed from there */
    { SP_SPACE_SOURCE_FOLDER, "/home/a/Sample", "Sample", "sample-2" }, /* another one */
    { SP_SPACE_SOURCE_HUB, "acme/staged", "staged", "staged-2" },       /* being installed */
    { SP_SPACE_SOURCE_HUB, "acme/new", "acme/new", "acme--new" },
  };
  g_autoptr (SpSpaceStore) store = sp_space_store_new (fixture->root);
  g_autoptr (GFile)        staged = NULL;

  store_fixture_adopt (fixture, "sample", "v1", "one", ALL);
  staged = store_fixture_stage (fixture, "staged", "one");
  store_fixture_reload (store);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *id = sp_space_store_choose_id (store, cases[i].kind, cases[i].reference, cases[i].name);

    g_assert_cmpstr (id, ==, cases[i].id);
  }
}

static void
test_settings (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (SpSpaceStore) store = sp_space_store_new (fixture->root);
  g_autoptr (SpSpaceStore) other = sp_space_store_new (fixture->root);
  g_autofree char         *folder = g_build_filename (fixture->path, "sample", NULL);
  gboolean                 is_saved = FALSE;

  adopt (fixture, store, "sample", "v1", "one");
  for (guint i = 1; i <= 20; i++)
    g_object_set (sp_installed_space_get_settings (sp_space_store_find (store, "sample")), "idle-timeout", i,
                  "network", TRUE, NULL);
  while (!is_saved) {
    g_autofree char *saved = scratch_cache_read (folder, "settings.json");

    is_saved = saved != NULL && strstr (saved, "\"idle-timeout\" : 20") != NULL;
    if (!is_saved)
      g_main_context_iteration (NULL, TRUE);
  }

  store_fixture_reload (other);
  g_assert_true (
    sp_space_settings_get_network (sp_installed_space_get_settings (sp_space_store_find (other, "sample"))));
  store_fixture_write (fixture, "sample/settings.json", "{\"network\": false, \"gpu\": true}");
  store_fixture_reload (other);
  g_assert_false (
    sp_space_settings_get_network (sp_installed_space_get_settings (sp_space_store_find (other, "sample"))));
  g_assert_true (sp_space_settings_get_gpu (sp_installed_space_get_settings (sp_space_store_find (other, "sample"))));
}

#define ADD(name, function) \
  g_test_add ("/spaces/store/" name, StoreFixture, NULL, store_fixture_set_up, function, store_fixture_tear_down)

int
main (int argc, char **argv)
{
  scratch_cache_set_up ();
  g_test_init (&argc, &argv, NULL);

  ADD ("empty", test_empty);
  ADD ("list", test_list);
  ADD ("damaged", test_damaged);
  ADD ("cannot-run", test_cannot_run);
  ADD ("changes", test_changes);
  ADD ("sizes", test_sizes);
  ADD ("running", test_running);
  ADD ("watch", test_watch);
  ADD ("foreign", test_foreign);
  ADD ("ids", test_ids);
  ADD ("settings", test_settings);

  return g_test_run ();
}
