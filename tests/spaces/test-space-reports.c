/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "scratch-cache.h"
#include "sp-archive.h"
#include "sp-space-disk.h"
#include "sp-space-verify.h"
#include "store-fixture.h"

#define VERSION "sample/versions/v1/"
#define PACKAGES VERSION "environment/lib/python3.11/site-packages/"

/* SHA-256 of “abc” as RECORD has it. */
#define ABC "sha256=ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0"

/* An installed Space with its files described and one package. */
static SpSpaceStore *
install (StoreFixture *fixture)
{
  SpSpaceStore         *store = sp_space_store_new (fixture->root);
  g_autoptr (GFile)     app = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autofree char      *link_path = NULL;
  g_autofree char      *files = NULL;
  g_autofree char      *text = NULL;
  g_autoptr (JsonNode)  node = json_node_new (JSON_NODE_OBJECT);

  store_fixture_adopt (fixture, "sample", "v1", "print ('one')", SP_SPACE_ADOPTION_STEPS);
  app = g_file_new_build_filename (fixture->path, VERSION "app", NULL);
  link_path = g_build_filename (g_file_peek_path (app), "link", NULL);
  g_assert_cmpint (symlink ("app.py", link_path), ==, 0);
  entries = sp_file_tree_list (app, NULL, NULL, NULL, NULL, NULL);
  json_node_take_object (node, sp_space_verify_describe (entries));
  files = json_to_string (node, FALSE);
  text = g_strdup_printf ("{\"commit\": \"v1\", \"files\": %s}", files);
  store_fixture_write (fixture, VERSION "version.json", text);
  store_fixture_write (fixture, VERSION "requirements.lock", "gradio==6.31.0");

  store_fixture_write (fixture, PACKAGES "pack/__init__.py", "abc");
  store_fixture_write (fixture, PACKAGES "pack/with, comma.py", "abc");
  store_fixture_write (fixture, VERSION "environment/bin/pack", "abc");
  store_fixture_write (fixture, PACKAGES "pack-1.dist-info/RECORD",
                       "pack/__init__.py," ABC ",3\r\n\"pack/with, comma.py\"," ABC ",3\n../../../bin/pack," ABC ",3\n"
                       "pack/__pycache__/x.pyc,,\npack-1.dist-info/RECORD,,\n");
  store_fixture_reload (store);
  return store;
}

static GStrv
verify (SpSpaceStore *store, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sp_space_store_verify_async (store, sp_space_store_find (store, "sample"), NULL, NULL, cancellable,
                               store_fixture_result_cb, &result);
  store_fixture_wait (&result);
  return sp_space_store_verify_finish (store, result, error);
}

static void
assert_differs (SpSpaceStore *store, const char *const *expected)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv)     sentences = verify (store, NULL, &error);

  g_assert_no_error (error);
  for (gsize i = 0; expected[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) sentences, expected[i])) {
      g_autofree char *all = g_strjoinv ("\n", sentences);

      g_error ("“%s” is not in:\n%s", expected[i], all);
    }
  g_assert_cmpuint (g_strv_length (sentences), ==, g_strv_length ((GStrv) expected));
}

static void
test_verify_good (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (SpSpaceStore) store = install (fixture);

  assert_differs (store, (const char *[]){ NULL });
}

static void
test_verify_changed (StoreFixture *fixture, gconstpointer data)
{
  static const char *const gone[] = { VERSION "app/README.md", PACKAGES "pack/with, comma.py", VERSION "app/link",
                                      VERSION "environment/bin/python" };
  g_autoptr (SpSpaceStore) store = install (fixture);

  store_fixture_write (fixture, VERSION "app/app.py", "print ('two')"); /* of the same length */
  store_fixture_write (fixture, VERSION "app/sub/extra.py", "x");
  store_fixture_write (fixture, PACKAGES "pack/__init__.py", "abd");
  store_fixture_write (fixture, PACKAGES "evil.pth", "import evil");
  store_fixture_write (fixture, PACKAGES "pack/__pycache__/y.pyc", "x"); /* Python may write those */
  for (gsize i = 0; i < G_N_ELEMENTS (gone); i++) {
    g_autofree char *path = g_build_filename (fixture->path, gone[i], NULL);

    g_assert_cmpint (g_unlink (path), ==, 0);
  }
  assert_differs (
    store, (const char *[]){ "“app.py” was changed.", "“sub/extra.py” was added.", "“README.md” is missing.",
                             "“link” is missing.", "“lib/python3.11/site-packages/pack/__init__.py” was changed.",
                             "“lib/python3.11/site-packages/pack/with, comma.py” is missing.",
                             "“lib/python3.11/site-packages/evil.pth” was added.",
                             "Its Python is missing, or was removed from the system. Install it again.", NULL });
}

/* A RECORD names what it likes; only the environment is looked at. */
static void
test_verify_hostile (StoreFixture *fixture, gconstpointer data)
{
  static const char *const records[] = {
    "",
    ",,,,\n\n\"\n",
    "/etc/passwd," ABC ",3\n",
    "../../../../../../../../etc/passwd," ABC ",3\n",
    "\"open," ABC ",3\n",
    "pack/../../../../../../x," ABC ",3\n",
  };
  g_autoptr (SpSpaceStore) store = install (fixture);
  g_autoptr (GString)      many = g_string_new (NULL);
  g_autoptr (GError)       error = NULL;
  g_auto (GStrv)           sentences = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (records); i++) {
    store_fixture_write (fixture, PACKAGES "pack-1.dist-info/RECORD", records[i]);
    assert_differs (store,
                    (const char *[]){ "“lib/python3.11/site-packages/pack/__init__.py” was added.",
                                      "“lib/python3.11/site-packages/pack/with, comma.py” was added.", NULL });
  }
  store_fixture_write (fixture, PACKAGES "pack-1.dist-info/RECORD", "\xff\xfe");
  assert_differs (store,
                  (const char *[]){ "“lib/python3.11/site-packages/pack-1.dist-info/RECORD” was changed.", NULL });

  for (int i = 0; i < 1000; i++)
    g_string_append_printf (many, "gone%d.py," ABC ",3\n", i);
  store_fixture_write (fixture, PACKAGES "pack-1.dist-info/RECORD", many->str);
  sentences = verify (store, NULL, &error);
  g_assert_cmpuint (g_strv_length (sentences), ==, 101);
  g_assert_cmpstr (sentences[100], ==, "And 902 more.");
}

static void
test_verify_impossible (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (SpSpaceStore) store = install (fixture);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError)       error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (verify (store, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  store_fixture_write (fixture, VERSION "version.json", "{\"files\": []}");
  assert_differs (
    store,
    (const char *[]){
      "Its version.json is missing or damaged, so its files cannot be compared. Install it again.", NULL });
  store_fixture_write (fixture, "sample/space.json", "{}");
  store_fixture_reload (store);
  g_assert_null (verify (store, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

/* An exported Space can be unpacked again, and has nothing of its home in it. */
static void
test_export (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (SpSpaceStore)    store = install (fixture);
  g_autofree char            *folder = scratch_cache_make_folder ("exported");
  g_autofree char            *wheel_path = scratch_cache_make_folder ("wheels");
  g_autoptr (GFile)           archive = g_file_new_build_filename (folder, "sample.space", NULL);
  g_autoptr (GFile)           wheels = g_file_new_for_path (wheel_path);
  g_autoptr (GFile)           into = g_file_get_child (fixture->root, "unpacked");
  g_autoptr (GFile)           found = NULL;
  g_autoptr (GAsyncResult)    result = NULL;
  g_autoptr (GError)          error = NULL;
  g_autofree char            *listed = NULL;
  g_autoptr (SpSpaceManifest) manifest = NULL;

  store_fixture_write (fixture, "sample/home/secret", "x");
  scratch_cache_write (wheel_path, "gradio.whl", "wheel");
  sp_space_store_export_async (store, sp_space_store_find (store, "sample"), archive, wheels, NULL, NULL, NULL,
                               store_fixture_result_cb, &result);
  store_fixture_wait (&result);
  g_assert_true (sp_space_store_export_finish (store, result, &error));
  g_assert_no_error (error);
  g_clear_object (&result);

  sp_archive_unpack_async (archive, into, NULL, NULL, NULL, NULL, store_fixture_result_cb, &result);
  store_fixture_wait (&result);
  g_assert_true (sp_archive_unpack_finish (result, &error));
  listed = store_fixture_list_below (fixture, "unpacked");
  g_assert_cmpstr (
    listed, ==, "app\napp/README.md\napp/app.py\napp/link\nrequirements.lock\nspace.json\nwheels\nwheels/gradio.whl");
  found = sp_archive_find_space (into);
  g_assert_true (g_str_has_suffix (g_file_peek_path (found), "/app"));
  manifest = sp_space_manifest_load (into, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (manifest->source_reference, ==, "Acme/Sample");
  g_assert_cmpstr (manifest->commit, ==, "v1");
  g_assert_null (manifest->current);
}

#define ADD(name, function) \
  g_test_add ("/spaces/reports/" name, StoreFixture, NULL, store_fixture_set_up, function, store_fixture_tear_down)

int
main (int argc, char **argv)
{
  scratch_cache_set_up ();
  g_test_init (&argc, &argv, NULL);

  ADD ("verify-good", test_verify_good);
  ADD ("verify-changed", test_verify_changed);
  ADD ("verify-hostile", test_verify_hostile);
  ADD ("verify-impossible", test_verify_impossible);
  ADD ("export", test_export);

  return g_test_run ();
}
