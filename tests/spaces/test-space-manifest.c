/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "scratch-cache.h"
#include "sp-space-lock.h"
#include "sp-space-manifest.h"

#define BEFORE "{\"format\": 1, \"id\": \"sample\", \"source\": {\"kind\": \"hub\", \"reference\": \"a/b\"}"

static SpSpaceManifest *
parse (const char *text, GError **error)
{
  return sp_space_manifest_parse (text, strlen (text), error);
}

static void
test_round_trip (void)
{
  static const char *const    extras[] = { "numpy==1.26", "torch", NULL };
  g_autoptr (SpSpaceManifest) manifest = sp_space_manifest_new ("sample", SP_SPACE_SOURCE_ARCHIVE, "/home/a/“x”.space");
  g_autoptr (SpSpaceManifest) copy = NULL;
  g_autoptr (SpSpaceManifest) read = NULL;
  g_autoptr (GError)          error = NULL;
  g_autofree char            *text = NULL;
  g_autofree char            *again = NULL;

  manifest->title = g_strdup ("Sämple\n");
  manifest->source_endpoint = g_strdup ("https://hub.example");
  manifest->commit = g_strdup ("0123");
  manifest->current = g_strdup ("v2");
  manifest->previous = g_strdup ("v1");
  manifest->older = g_strdup ("v0");
  manifest->adopting = g_strdup ("v3");
  manifest->started = TRUE;
  manifest->previous_started = TRUE;
  manifest->extras = g_strdupv ((char **) extras);
  copy = sp_space_manifest_copy (manifest);
  text = sp_space_manifest_to_text (copy);
  read = parse (text, &error);
  g_assert_no_error (error);
  again = sp_space_manifest_to_text (read);
  g_assert_cmpstr (text, ==, again);
  g_assert_cmpint (read->source_kind, ==, SP_SPACE_SOURCE_ARCHIVE);
  g_assert_cmpstr (read->source_reference, ==, "/home/a/“x”.space");
  g_assert_cmpstr (read->older, ==, "v0");
  g_assert_true (read->started && read->previous_started);
  g_assert_cmpstrv (read->extras, extras);
}

static void
test_least (void)
{
  g_autoptr (SpSpaceManifest) manifest = parse (BEFORE ", \"title\": null, \"extras\": [], \"unknown\": {}}", NULL);

  g_assert_nonnull (manifest);
  g_assert_null (manifest->title);
  g_assert_null (manifest->current);
  g_assert_false (manifest->started);
}

static void
test_hostile (void)
{
  static const char *const texts[] = {
    "",
    " ",
    "null",
    "[]",
    "\"text\"",
    "{",
    "{}",
    "{\"format\": \"1\"}",
    "{\"format\": -1}",
    "{\"format\": 0}",
    "{\"format\": 1}",
    "{\"format\": 1, \"id\": \"sample\"}",
    "{\"format\": 1, \"id\": \"sample\", \"source\": \"hub\"}",
    "{\"format\": 1, \"id\": \"sample\", \"source\": {\"kind\": \"moon\", \"reference\": \"a\"}}",
    "{\"format\": 1, \"id\": \"sample\", \"source\": {\"kind\": \"hub\"}}",
    "{\"format\": 1, \"id\": \"sample\", \"source\": {\"kind\": \"hub\", \"reference\": 1}}",
    "{\"format\": 1, \"id\": \"../up\", \"source\": {\"kind\": \"hub\", \"reference\": \"a\"}}",
    "{\"format\": 1, \"source\": {\"kind\": \"hub\", \"reference\": \"a\"}}",
    BEFORE ", \"current\": \"..\"}",
    BEFORE ", \"current\": \"../../x\"}",
    BEFORE ", \"current\": \"\"}",
    BEFORE ", \"current\": \"a/b\"}",
    BEFORE ", \"current\": 5}",
    BEFORE ", \"previous\": \"/etc\"}",
    BEFORE ", \"older\": [\"v1\"]}",
    BEFORE ", \"adopting\": \".\"}",
    BEFORE ", \"title\": {}}",
    BEFORE ", \"extras\": [1]}",
    BEFORE ", \"extras\": [\"--index-url=http://evil\"]}",
    BEFORE ", \"extras\": [{}]}",
    BEFORE ", \"title\": \"\xff\"}",
  };
  g_autofree char   *long_title = g_strnfill (5000, 'x');
  g_autofree char   *huge = g_strconcat (BEFORE ", \"title\": \"", long_title, "\"}", NULL);
  g_autofree char   *deep_text = g_strnfill (200000, '[');
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GError) reason = NULL;

    g_assert_null (parse (texts[i], &reason));
    g_assert_error (reason, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  }
  g_assert_null (parse (huge, NULL));
  g_assert_null (parse (deep_text, NULL));
  g_assert_null (parse ("{\"format\": 2}", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
}

static void
test_cut (void)
{
  g_autoptr (SpSpaceManifest) manifest = sp_space_manifest_new ("sample", SP_SPACE_SOURCE_HUB, "a/b");
  g_autofree char            *text = sp_space_manifest_to_text (manifest);

  for (gsize length = 0; length < strlen (text) - 2; length++) {
    g_autofree char   *copy = g_memdup2 (text, length);
    g_autoptr (GError) error = NULL;

    g_assert_null (sp_space_manifest_parse (copy, length, &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  }
}

static void
test_file (void)
{
  g_autofree char            *path = scratch_cache_make_folder ("sample");
  g_autofree char            *file = g_build_filename (path, "space.json", NULL);
  g_autofree char            *other = g_build_filename (path, "other.json", NULL);
  g_autoptr (GFile)           folder = g_file_new_for_path (path);
  g_autoptr (SpSpaceManifest) manifest = sp_space_manifest_new ("sample", SP_SPACE_SOURCE_FOLDER, "/a");
  g_autoptr (SpSpaceManifest) read = NULL;
  g_autofree char            *huge = g_strnfill (100 * 1024, ' ');
  g_autoptr (GError)          error = NULL;

  g_assert_null (sp_space_manifest_load (folder, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (sp_space_manifest_save (manifest, folder, &error));
  read = sp_space_manifest_load (folder, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (read->source_reference, ==, "/a");

  /* Neither links nor large files are read, and no pipe is waited for. */
  g_assert_cmpint (g_rename (file, other), ==, 0);
  g_assert_cmpint (symlink ("other.json", file), ==, 0);
  g_assert_null (sp_space_manifest_load (folder, NULL));
  g_assert_cmpint (g_unlink (file), ==, 0);
  scratch_cache_write (path, "space.json", huge);
  g_assert_null (sp_space_manifest_load (folder, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_cmpint (g_unlink (file), ==, 0);
  g_assert_cmpint (g_mkdir (file, 0700), ==, 0);
  g_assert_null (sp_space_manifest_load (folder, NULL));
  scratch_cache_clear ();
}

static void
test_version_names (void)
{
  static const char *const good[] = { "0123456789ab", "v1", "1.0_a-b" };
  static const char *const bad[] = { "", ".", "..", ".a", "-a", "_a", "a/b", "a b", "é", "a\n" };
  g_autofree char         *long_name = g_strnfill (65, 'a');

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (sp_space_version_is_name (good[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (sp_space_version_is_name (bad[i]));
  g_assert_false (sp_space_version_is_name (NULL));
  g_assert_false (sp_space_version_is_name (long_name));
}

static void
test_lock (void)
{
  g_autofree char   *path = scratch_cache_make_folder ("locks");
  g_autoptr (GFile)  file = g_file_new_build_filename (path, "sub", "lock", NULL);
  g_autoptr (GError) error = NULL;
  int                lock;

  g_assert_false (sp_space_lock_is_taken (file));
  lock = sp_space_lock_take (file, &error);
  g_assert_no_error (error);
  g_assert_true (sp_space_lock_is_taken (file));
  g_assert_true (sp_space_lock_is_taken (file)); /* asking changes nothing */
  g_assert_cmpint (sp_space_lock_take (file, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);
  close (lock);
  g_assert_false (sp_space_lock_is_taken (file));
  lock = sp_space_lock_take (file, NULL);
  g_assert_cmpint (lock, >=, 0);
  close (lock);
  scratch_cache_clear ();
}

int
main (int argc, char **argv)
{
  scratch_cache_set_up ();
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/spaces/manifest/round-trip", test_round_trip);
  g_test_add_func ("/spaces/manifest/least", test_least);
  g_test_add_func ("/spaces/manifest/hostile", test_hostile);
  g_test_add_func ("/spaces/manifest/cut", test_cut);
  g_test_add_func ("/spaces/manifest/file", test_file);
  g_test_add_func ("/spaces/manifest/version-names", test_version_names);
  g_test_add_func ("/spaces/manifest/lock", test_lock);

  return g_test_run ();
}
