/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-browser-store.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#define NOBODY 65534

typedef struct {
  char      *folder;
  char      *path;
  GPtrArray *problems; /* texts that stores told */
  int        n_stores; /* that are still there */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("browser-store-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "deep", "state.sqlite", NULL);
  fixture->problems = g_ptr_array_new_with_free_func (g_free);
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char      *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    if (g_file_test (path, G_FILE_TEST_IS_DIR))
      remove_folder (path);
    else
      g_assert_cmpint (g_unlink (path), ==, 0);
  }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  while (g_atomic_int_get (&fixture->n_stores) > 0) /* one that still writes has a task that keeps it */
    g_main_context_iteration (NULL, TRUE);
  remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
  g_ptr_array_unref (fixture->problems);
}

/* Perhaps in the thread that wrote. */
static void
store_gone_cb (gpointer fixture, GObject *store)
{
  g_atomic_int_add (&((Fixture *) fixture)->n_stores, -1);
  g_main_context_wakeup (NULL);
}

static void
problem_cb (Fixture *fixture, const char *text)
{
  g_ptr_array_add (fixture->problems, g_strdup (text));
}

static void
result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
load (SpBrowserStore *store, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sp_browser_store_load_async (store, NULL, result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return sp_browser_store_load_finish (store, result, error);
}

static gboolean
flush (SpBrowserStore *store, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sp_browser_store_flush_async (store, NULL, result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return sp_browser_store_flush_finish (store, result, error);
}

static SpBrowserStore *
new_store (Fixture *fixture, const char *app)
{
  SpBrowserStore *store = sp_browser_store_new (fixture->path, app);

  g_atomic_int_inc (&fixture->n_stores);
  g_object_weak_ref (G_OBJECT (store), store_gone_cb, fixture);
  g_signal_connect_swapped (store, "problem", G_CALLBACK (problem_cb), fixture);

  return store;
}

/* What another start of the program finds. */
static SpBrowserStore *
open_store (Fixture *fixture, const char *app)
{
  SpBrowserStore    *store = new_store (fixture, app);
  g_autoptr (GError) error = NULL;

  load (store, &error);
  g_assert_no_error (error);

  return store;
}

static void
set (SpBrowserStore *store, const char *key, const char *json)
{
  g_autoptr (JsonNode) value = gradio_json_parse (json, -1, NULL);

  sp_browser_store_set (store, key, value);
}

static void
check (SpBrowserStore *store, const char *key, const char *json)
{
  JsonNode        *value = sp_browser_store_lookup (store, key);
  g_autofree char *text = value != NULL ? gradio_json_write (value) : NULL;

  g_assert_cmpstr (text, ==, json);
}

static void
save (SpBrowserStore *store)
{
  g_autoptr (GError) error = NULL;

  flush (store, &error);
  g_assert_no_error (error);
}

static void
write_file (const char *path, const char *content, gssize length)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents (path, content, length, &error);
  g_assert_no_error (error);
}

static void
test_values (Fixture *fixture, gconstpointer data)
{
  static const char *const   values[] = { "null", "0", "\"\"", "false", "true", "1.5",
                                          "[]", "{}", "\"é\\n\"", "[{\"role\":\"user\",\"content\":[null,1,\"x\"]}]" };
  g_autoptr (SpBrowserStore) store = open_store (fixture, "http://one/");
  g_autoptr (SpBrowserStore) again = NULL;

  check (store, "0", NULL);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS)); /* nothing was to be kept */
  for (guint i = 0; i < G_N_ELEMENTS (values); i++) {
    g_autofree char *key = g_strdup_printf ("%u", i);

    set (store, key, "\"older\"");
    set (store, key, values[i]);
    check (store, key, values[i]);
  }
  save (store);

  again = open_store (fixture, "http://one/");
  for (guint i = 0; i < G_N_ELEMENTS (values); i++) {
    g_autofree char *key = g_strdup_printf ("%u", i);

    check (again, key, values[i]);
  }
  g_assert_cmpuint (fixture->problems->len, ==, 0);
}

static void
test_apps_apart (Fixture *fixture, gconstpointer data)
{
  static const char *const   apps[] = { "http://one/", "http://one", "http://ONE/", "http://one/%", "owner/space" };
  g_autoptr (SpBrowserStore) wanted = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (apps); i++) {
    g_autoptr (SpBrowserStore) store = open_store (fixture, apps[i]);
    g_autofree char           *json = g_strdup_printf ("%u", i);

    check (store, "key", NULL);
    set (store, "key", json);
    save (store);
  }
  wanted = open_store (fixture, "http://one");
  check (wanted, "key", "1");
  check (wanted, "KEY", NULL);
}

static void
test_order (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SpBrowserStore) store = open_store (fixture, "app");
  g_autoptr (SpBrowserStore) again = NULL;

  for (guint i = 0; i < 500; i++) {
    g_autofree char *json = g_strdup_printf ("%u", i);

    set (store, "key", json);
    g_main_context_iteration (NULL, FALSE);
  }
  save (store);
  again = open_store (fixture, "app");
  check (again, "key", "499");
}

/* A store that nobody holds any more still writes what it was given. */
static void
test_last_reference (Fixture *fixture, gconstpointer data)
{
  SpBrowserStore            *store = open_store (fixture, "app");
  g_autoptr (SpBrowserStore) again = NULL;

  set (store, "key", "1");
  set (store, "key", "2");
  g_object_unref (store);
  do {
    g_clear_object (&again);
    again = open_store (fixture, "app");
  } while (sp_browser_store_lookup (again, "key") == NULL ||
           json_node_get_int (sp_browser_store_lookup (again, "key")) != 2);
}

static void
test_two_windows (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SpBrowserStore) one = open_store (fixture, "app");
  g_autoptr (SpBrowserStore) two = open_store (fixture, "app");
  g_autoptr (SpBrowserStore) again = NULL;

  for (guint i = 0; i < 50; i++) {
    g_autofree char *json = g_strdup_printf ("%u", i);

    set (one, "both", json);
    set (one, "one", json);
    set (two, "both", json);
    set (two, "two", json);
    g_main_context_iteration (NULL, FALSE);
  }
  save (one);
  save (two);
  set (one, "both", "\"last\"");
  save (one);

  again = open_store (fixture, "app");
  check (again, "both", "\"last\"");
  check (again, "one", "49");
  check (again, "two", "49");
  g_assert_cmpuint (fixture->problems->len, ==, 0);
}

static void
test_set_before_load (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SpBrowserStore) store = open_store (fixture, "app");
  g_autoptr (SpBrowserStore) early = new_store (fixture, "app");

  set (store, "a", "1");
  set (store, "b", "1");
  save (store);
  set (early, "a", "2");
  g_assert_true (load (early, NULL));
  check (early, "a", "2");
  check (early, "b", "1");
}

static void
test_private (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SpBrowserStore) store = open_store (fixture, "app");
  GStatBuf                   status;

  set (store, "key", "1");
  save (store);
  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  g_assert_cmphex (status.st_mode & 0777, ==, 0600);
}

static void
check_set_aside (Fixture *fixture, const char *content)
{
  g_autofree char *aside = g_strconcat (fixture->path, ".damaged-1", NULL);
  g_autofree char *kept = NULL;
  gsize            length = 0;

  g_assert_cmpuint (fixture->problems->len, ==, 1);
  g_assert_nonnull (strstr (fixture->problems->pdata[0], aside));
  g_assert_true (g_file_get_contents (aside, &kept, &length, NULL));
  g_assert_cmpmem (kept, length, content, strlen (content));
}

#define NO_DATABASE "This is a text of some length and no database, whatever its name says."

static void
test_damaged_when_read (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SpBrowserStore) store = NULL;
  g_autoptr (SpBrowserStore) again = NULL;

  write_file (fixture->path, NO_DATABASE, -1);
  store = open_store (fixture, "app");
  check_set_aside (fixture, NO_DATABASE);
  set (store, "key", "1");
  save (store);

  again = open_store (fixture, "app");
  check (again, "key", "1");
  g_assert_cmpuint (fixture->problems->len, ==, 1);
}

/* The new file gets all that is in memory, and not only what was set since. */
static void
test_damaged_when_written (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SpBrowserStore) store = open_store (fixture, "app");
  g_autoptr (SpBrowserStore) again = NULL;

  set (store, "old", "1");
  save (store);
  write_file (fixture->path, NO_DATABASE, -1);
  set (store, "new", "2");
  save (store);
  check_set_aside (fixture, NO_DATABASE);

  again = open_store (fixture, "app");
  check (again, "old", "1");
  check (again, "new", "2");
}

/* The first page, which says what kind of file it is, is whole; the rows are not. */
static void
test_damaged_inside (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SpBrowserStore) store = open_store (fixture, "app");
  g_autoptr (SpBrowserStore) again = NULL;
  g_autofree char           *content = NULL;
  gsize                      length = 0;

  for (guint i = 0; i < 500; i++) {
    g_autofree char *key = g_strdup_printf ("key %u", i);

    set (store, key, "\"a value that takes some room in the file\"");
  }
  save (store);
  g_assert_true (g_file_get_contents (fixture->path, &content, &length, NULL));
  g_assert_cmpuint (length, >, 8192);
  memset (content + 4096, 0xa5, length - 4096);
  write_file (fixture->path, content, (gssize) length);

  again = open_store (fixture, "app");
  check (again, "key 1", NULL);
  g_assert_cmpuint (fixture->problems->len, ==, 1);
  set (again, "key", "1");
  save (again);
}

static void
run_sql (Fixture *fixture, const char *sql)
{
  g_autoptr (GError)      error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, "/usr/bin/env", "python3", "-c",
                                                      "import sqlite3, sys\n"
                                                      "with sqlite3.connect(sys.argv[1]) as database:\n"
                                                      "  database.executescript(sys.argv[2])",
                                                      fixture->path, sql, NULL);

  g_assert_no_error (error);
  g_subprocess_wait_check (process, NULL, &error);
  g_assert_no_error (error);
}

/* Rows that somebody else wrote. */
static void
test_wrong_rows (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SpBrowserStore) store = open_store (fixture, "app");
  g_autoptr (SpBrowserStore) again = NULL;

  set (store, "good", "[1]");
  save (store);
  run_sql (fixture, "INSERT INTO browser_state VALUES ('app', 'cut', '[1'), ('app', '', ''), ('app', 7, x'ff00')");
  again = open_store (fixture, "app");
  check (again, "good", "[1]");
  check (again, "cut", NULL);
  g_assert_cmpuint (fixture->problems->len, ==, 1);
}

/* The file of a newer program is neither read nor written nor renamed. */
static void
test_newer_format (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SpBrowserStore) store = open_store (fixture, "app");
  g_autoptr (SpBrowserStore) again = new_store (fixture, "app");
  g_autoptr (GError)         error = NULL;

  set (store, "key", "1");
  save (store);
  run_sql (fixture, "PRAGMA user_version = 2");
  g_assert_false (load (again, &error));
  g_assert_error (error, SP_BROWSER_STORE_ERROR, SP_BROWSER_STORE_ERROR_DISK);
  g_clear_error (&error);
  set (again, "key", "2");
  g_assert_false (flush (again, &error));
  g_assert_error (error, SP_BROWSER_STORE_ERROR, SP_BROWSER_STORE_ERROR_DISK);

  run_sql (fixture, "PRAGMA user_version = 1");
  g_assert_true (load (store, NULL));
  check (store, "key", "1");
  save (again);
}

static void
check_no_disk (Fixture *fixture, SpBrowserStore *store)
{
  g_autoptr (GError) error = NULL;

  set (store, "key", "2");
  g_assert_false (flush (store, &error));
  g_assert_error (error, SP_BROWSER_STORE_ERROR, SP_BROWSER_STORE_ERROR_DISK);
  check (store, "key", "2");
  set (store, "other", "3");
  g_assert_false (flush (store, NULL));
  check (store, "other", "3");
  g_assert_cmpuint (fixture->problems->len, ==, 1); /* it is told once */
}

static void
check_disk_again (Fixture *fixture, SpBrowserStore *store)
{
  g_autoptr (SpBrowserStore) again = NULL;

  save (store);
  again = open_store (fixture, "app");
  check (again, "key", "2");
  check (again, "other", "3");
}

/* Root may write everywhere, so somebody else has to try. */
static void
test_read_only_folder (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SpBrowserStore) store = new_store (fixture, "app");
  gboolean                   root = geteuid () == 0;

  g_assert_cmpint (g_chmod (fixture->folder, 0555), ==, 0);
  g_assert_true (!root || seteuid (NOBODY) == 0);
  check_no_disk (fixture, store);
  g_assert_true (!root || seteuid (0) == 0);
  g_assert_cmpint (g_chmod (fixture->folder, 0755), ==, 0);
  check_disk_again (fixture, store);
}

static void
test_no_folder (Fixture *fixture, gconstpointer data)
{
  g_autofree char           *folder = g_path_get_dirname (fixture->path);
  g_autoptr (SpBrowserStore) store = new_store (fixture, "app");

  write_file (folder, "a file where a folder should be", -1);
  check_no_disk (fixture, store);
  g_assert_cmpint (g_unlink (folder), ==, 0);
  check_disk_again (fixture, store);
}

static void
test_full_disk (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SpBrowserStore) store = open_store (fixture, "app");
  struct rlimit              before;
  struct rlimit              none;

  set (store, "key", "1");
  save (store);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  none = before;
  none.rlim_cur = 0;
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &none), ==, 0);
  set (store, "key", "2");
  g_assert_false (flush (store, NULL));
  set (store, "other", "3");
  g_assert_false (flush (store, NULL));
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0); /* the test's report is written to a file */
  check (store, "key", "2");
  g_assert_cmpuint (fixture->problems->len, ==, 1);
  check_disk_again (fixture, store);
}

static void
test_too_large (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SpBrowserStore) store = open_store (fixture, "app");
  g_autoptr (SpBrowserStore) again = NULL;
  g_autoptr (JsonNode)       large = json_node_new (JSON_NODE_VALUE);
  g_autoptr (GError)         error = NULL;
  g_autofree char           *text = g_strnfill (SP_BROWSER_STORE_MAX_BYTES, 'x');

  set (store, "history", "\"before\"");
  save (store);
  json_node_set_string (large, text);
  sp_browser_store_set (store, "history", large);
  set (store, "other", "1");
  g_assert_false (flush (store, &error));
  g_assert_error (error, SP_BROWSER_STORE_ERROR, SP_BROWSER_STORE_ERROR_TOO_LARGE);
  g_assert_cmpuint (fixture->problems->len, ==, 1);
  g_assert_nonnull (strstr (fixture->problems->pdata[0], "history"));
  g_assert_true (sp_browser_store_lookup (store, "history") == large);

  again = open_store (fixture, "app");
  check (again, "history", "\"before\"");
  check (again, "other", "1");

  text[SP_BROWSER_STORE_MAX_BYTES - strlen ("history") - 2] = '\0'; /* two quotes around it */
  json_node_set_string (large, text);
  sp_browser_store_set (store, "history", large);
  save (store);
}

/* An app may make up keys without end. */
static void
test_full (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SpBrowserStore) store = open_store (fixture, "app");
  g_autoptr (SpBrowserStore) again = NULL;
  g_autoptr (JsonNode)       large = json_node_new (JSON_NODE_VALUE);
  g_autoptr (GError)         error = NULL;
  g_autofree char           *text = g_strnfill (SP_BROWSER_STORE_MAX_BYTES - 100, 'x');

  json_node_set_string (large, text);
  sp_browser_store_set (store, "a", large);
  sp_browser_store_set (store, "b", large);
  save (store);
  again = open_store (fixture, "app"); /* what was there before counts, too */
  text[1000] = '\0';
  json_node_set_string (large, text);
  sp_browser_store_set (again, "c", large);
  g_assert_false (flush (again, &error));
  g_assert_error (error, SP_BROWSER_STORE_ERROR, SP_BROWSER_STORE_ERROR_TOO_LARGE);

  set (again, "a", "1"); /* which makes room */
  sp_browser_store_set (again, "c", large);
  save (again);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add ("/browser-store/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("values", test_values);
  ADD ("apps-apart", test_apps_apart);
  ADD ("order", test_order);
  ADD ("last-reference", test_last_reference);
  ADD ("two-windows", test_two_windows);
  ADD ("set-before-load", test_set_before_load);
  ADD ("private", test_private);
  ADD ("damaged-when-read", test_damaged_when_read);
  ADD ("damaged-when-written", test_damaged_when_written);
  ADD ("damaged-inside", test_damaged_inside);
  ADD ("wrong-rows", test_wrong_rows);
  ADD ("newer-format", test_newer_format);
  ADD ("read-only-folder", test_read_only_folder);
  ADD ("no-folder", test_no_folder);
  ADD ("full-disk", test_full_disk);
  ADD ("too-large", test_too_large);
  ADD ("full", test_full);
#undef ADD

  return g_test_run ();
}
