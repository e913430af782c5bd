/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The apps that the user saves, the file they are kept in, and lists of others. */
#include "sp-collection.h"
#include "sp-saved-apps.h"

#include "gradio.h"

#include <glib/gstdio.h>
#include <gtk/gtk.h>
#include <signal.h>
#include <sys/resource.h>

typedef struct {
  char        *folder; /* owned */
  GFile       *file;   /* owned: of the library */
  SpSavedApps *apps;   /* owned */
  char        *failure;
} Fixture;

#define wait_until(condition)                                        \
  G_STMT_START                                                       \
  {                                                                  \
    gint64 wait_end = g_get_monotonic_time () + 20 * G_USEC_PER_SEC; \
    while (!(condition)) {                                           \
      g_assert_cmpint (g_get_monotonic_time (), <, wait_end);        \
      g_main_context_iteration (NULL, FALSE);                        \
    }                                                                \
  }                                                                  \
  G_STMT_END

static void
failed_cb (Fixture      *fixture,
           const GError *error)
{
  g_free (fixture->failure);
  fixture->failure = g_strdup (error->message);
}

static void
start (Fixture *fixture)
{
  fixture->apps = sp_saved_apps_new (fixture->file);
  g_signal_connect_swapped (fixture->apps, "failed", G_CALLBACK (failed_cb), fixture);
  wait_until (sp_saved_apps_get_loaded (fixture->apps));
}

static void
stop (Fixture *fixture)
{
  wait_until (!sp_saved_apps_is_saving (fixture->apps));
  g_assert_finalize_object (g_steal_pointer (&fixture->apps));
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autofree char *path = NULL;

  fixture->folder = g_dir_make_tmp ("spaceport-saved-XXXXXX", NULL);
  path = g_build_filename (fixture->folder, "sub", "library.json", NULL);
  fixture->file = g_file_new_for_path (path);
  start (fixture);
}

static void
remove_all (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char      *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    remove_all (path);
    g_remove (path);
  }
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  if (fixture->apps != NULL)
    stop (fixture);
  remove_all (fixture->folder);
  g_rmdir (fixture->folder);
  g_object_unref (fixture->file);
  g_free (fixture->folder);
  g_free (fixture->failure);
}

static SpSavedApp *
add (Fixture    *fixture,
     const char *reference,
     gint64      used)
{
  g_autoptr (SpSavedApp) app = sp_saved_app_new (reference, NULL, NULL);

  sp_saved_app_set_times (app, 1, used);
  g_assert_true (sp_saved_apps_add (fixture->apps, app));

  return app; /* the list has it */
}

static void
assert_order (Fixture    *fixture,
              const char *expected)
{
  g_autoptr (GString) order = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (fixture->apps)); i++) {
    g_autoptr (SpSavedApp) app = g_list_model_get_item (G_LIST_MODEL (fixture->apps), i);

    g_string_append_printf (order, "%s ", sp_saved_app_get_reference (app));
  }
  g_assert_cmpstr (order->str, ==, expected);
}

static char *
read_file (Fixture *fixture)
{
  char *text = NULL;

  g_file_get_contents (g_file_peek_path (fixture->file), &text, NULL, NULL);

  return text;
}

/* Whatever it is called, it is the same app. */
static void
test_keys (void)
{
  static const struct {
    const char *reference;
    const char *key; /* NULL: nothing that can be opened */
    SpSavedKind kind;
  } cases[] = {
    { "owner/name", "owner/name", SP_SAVED_HUB },
    { " https://huggingface.co/spaces/owner/name ", "owner/name", SP_SAVED_HUB },
    { "localhost:7860", "http://localhost:7860", SP_SAVED_ADDRESS },
    { "http://localhost:7860/", "http://localhost:7860", SP_SAVED_ADDRESS },
    { "https://a.example/x?y=1", "https://a.example/x?y=1", SP_SAVED_ADDRESS },
    { "space:page-reader", "space:page-reader", SP_SAVED_INSTALLED },
    { "space:../../etc", NULL, 0 },
    { "space:", NULL, 0 },
    { "https://user:word@a.example", NULL, 0 },
    { "javascript:alert(1)", NULL, 0 },
    { "file:///etc/passwd", NULL, 0 },
    { "", NULL, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    SpSavedKind        kind = SP_SAVED_ADDRESS;
    g_autoptr (GError) error = NULL;
    g_autofree char   *key = sp_saved_app_dup_key (cases[i].reference, &kind, &error);

    g_assert_cmpstr (key, ==, cases[i].key);
    if (key != NULL)
      g_assert_cmpint (kind, ==, cases[i].kind);
    else
      g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_ADDRESS);
  }
}

static void
test_order (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr (SpSavedApp) twice = sp_saved_app_new ("https://huggingface.co/spaces/a/a", NULL, NULL);
  SpSavedApp            *app = NULL;

  add (fixture, "a/a", 10);
  add (fixture, "b/b", 30);
  app = add (fixture, "c/c", 20);
  assert_order (fixture, "b/b c/c a/a ");
  g_assert_false (sp_saved_apps_add (fixture->apps, twice));

  g_assert_cmpstr (sp_saved_app_get_title (app), ==, "c/c"); /* for want of one */
  sp_saved_apps_touch (fixture->apps, "c/c", "See");
  sp_saved_apps_touch (fixture->apps, "c/c", "Sea"); /* it has one now */
  sp_saved_apps_touch (fixture->apps, "d/d", "Dee"); /* is not saved */
  assert_order (fixture, "c/c b/b a/a ");
  g_assert_cmpstr (sp_saved_app_get_title (app), ==, "See");
}

/* All of it is there the next time, and what was removed can be taken back with its collections. */
static void
test_kept (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (SpSavedApp) app = g_object_ref (add (fixture, "a/a", 7));
  g_autoptr (SpSavedApp) again = NULL;
  g_autofree char       *name = sp_saved_apps_add_collection (fixture->apps, "  One\n", NULL);

  g_assert_cmpstr (name, ==, "One");
  sp_saved_app_set_title (app, "<b>A\tB");
  sp_saved_app_set_look (app, "🎨", "indigo", "pink");
  sp_saved_apps_set_in (fixture->apps, app, "One", TRUE);
  sp_saved_apps_remove (fixture->apps, app);
  assert_order (fixture, "");
  sp_saved_apps_add (fixture->apps, app);
  add (fixture, "space:b", 0);
  stop (fixture);

  start (fixture);
  assert_order (fixture, "a/a space:b ");
  g_set_object (&again, sp_saved_apps_find (fixture->apps, "a/a"));
  g_assert_cmpstr (sp_saved_app_get_title (again), ==, "<b>A B");
  g_assert_cmpstr (sp_saved_app_get_emoji (again), ==, "🎨");
  g_assert_cmpstr (sp_saved_app_get_color_from (again), ==, "indigo");
  g_assert_cmpstr (sp_saved_app_get_color_to (again), ==, "pink");
  g_assert_cmpint (sp_saved_app_get_added (again), ==, 1);
  g_assert_cmpint (sp_saved_app_get_used (again), ==, 7);
  g_assert_true (sp_saved_app_is_in (again, "One"));
  g_assert_null (fixture->failure);
}

static void
test_collections (Fixture      *fixture,
                  gconstpointer data)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) members = NULL;
  g_autofree char      *one = sp_saved_apps_add_collection (fixture->apps, "One", NULL);
  g_autofree char      *two = sp_saved_apps_add_collection (fixture->apps, "Two", NULL);
  g_autofree char      *three = NULL;
  SpSavedApp           *app = add (fixture, "a/a", 1);
  GListModel           *names = sp_saved_apps_get_collections (fixture->apps);

  sp_saved_apps_set_in (fixture->apps, app, one, TRUE);
  g_assert_null (sp_saved_apps_add_collection (fixture->apps, "One", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_null (sp_saved_apps_add_collection (fixture->apps, " \n ", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_assert_null (sp_saved_apps_rename_collection (fixture->apps, "One", "Two", NULL));
  g_assert_true (sp_saved_app_is_in (app, "One"));

  three = sp_saved_apps_rename_collection (fixture->apps, "One", "Three", NULL);
  g_assert_cmpstr (three, ==, "Three");
  g_assert_cmpstr (gtk_string_list_get_string (GTK_STRING_LIST (names), 0), ==, "Three");
  g_assert_true (sp_saved_app_is_in (app, "Three"));
  g_assert_false (sp_saved_app_is_in (app, "One"));

  members = sp_saved_apps_remove_collection (fixture->apps, "Three");
  g_assert_cmpuint (members->len, ==, 1);
  g_assert_false (sp_saved_app_is_in (app, "Three"));
  g_assert_cmpuint (g_list_model_get_n_items (names), ==, 1);
  assert_order (fixture, "a/a ");
}

/* The disk is full: the file is what it was, the apps are there, and the next change keeps them. */
static void
test_full_disk (Fixture      *fixture,
                gconstpointer data)
{
  struct rlimit    all;
  struct rlimit    little;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *last = NULL;

  add (fixture, "a/a", 1);
  wait_until (!sp_saved_apps_is_saving (fixture->apps));
  before = read_file (fixture);
  g_assert_nonnull (strstr (before, "a/a"));

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &all), ==, 0);
  little = all;
  little.rlim_cur = 16;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &little), ==, 0);
  add (fixture, "b/b", 2);
  wait_until (fixture->failure != NULL);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &all), ==, 0);
  after = read_file (fixture);
  g_assert_cmpstr (after, ==, before);
  assert_order (fixture, "b/b a/a ");

  add (fixture, "c/c", 3);
  wait_until (!sp_saved_apps_is_saving (fixture->apps));
  last = read_file (fixture);
  g_assert_nonnull (strstr (last, "b/b"));
  g_assert_nonnull (strstr (last, "c/c"));
}

static guint
count_files (Fixture *fixture)
{
  g_autofree char *folder = g_path_get_dirname (g_file_peek_path (fixture->file));
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint            n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

/* A file that is not understood, or not all of it, is put aside before anything is written. */
static void
test_broken (Fixture      *fixture,
             gconstpointer data)
{
  add (fixture, "a/a", 1);
  stop (fixture);
  g_assert_true (g_file_set_contents (g_file_peek_path (fixture->file), "{\"apps\": [ half", -1, NULL));
  start (fixture);
  g_assert_nonnull (fixture->failure);
  assert_order (fixture, "");
  add (fixture, "b/b", 1);
  wait_until (!sp_saved_apps_is_saving (fixture->apps));
  g_assert_cmpuint (count_files (fixture), ==, 2);
  g_clear_pointer (&fixture->failure, g_free);
  stop (fixture);

  start (fixture);
  assert_order (fixture, "b/b ");
  g_assert_null (fixture->failure);
}

/* Nothing is written over what cannot be read. */
static void
test_unreadable (Fixture      *fixture,
                 gconstpointer data)
{
  const char *path = g_file_peek_path (fixture->file);

  stop (fixture);
  g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);
  start (fixture);
  g_assert_nonnull (fixture->failure);
  add (fixture, "a/a", 1);
  wait_until (!sp_saved_apps_is_saving (fixture->apps));
  assert_order (fixture, "a/a ");
}

/* What strangers send as a list of apps. */
static void
test_hostile (void)
{
  g_autoptr (GString)       many = g_string_new ("[");
  g_autoptr (SpLibraryFile) file = NULL;
  g_autoptr (GBytes)        bytes = NULL;
  static const char *const  refused[] = { "", "{", "null", "\"apps\"", "{\"apps\": 1}",
                                          "<html>", "{\"apps\": null}", "\xff\xfe" };
  static const char         mixed[] =
    "{\"collections\": [1, \"\", \"A\", \"A\", null],"
    " \"apps\": [null, 1, [], {}, {\"address\": 7}, {\"address\": \"file:///x\"},"
    " {\"address\": \"a/a\", \"title\": {}, \"emoji\": \"🎨🎨🎨🎨🎨🎨🎨🎨🎨🎨🎨\", \"used\": 9e300, \"added\": -5,"
    " \"collections\": [\"B\", 1, \"B\", []]}, {\"address\": \"https://huggingface.co/spaces/a/a\"}, \"b/b\"]}";

  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++) {
    g_autoptr (GBytes) json = g_bytes_new_static (refused[i], strlen (refused[i]));
    g_autoptr (GError) error = NULL;

    g_assert_null (sp_library_file_parse (json, &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  }

  bytes = g_bytes_new_static (mixed, strlen (mixed));
  file = sp_library_file_parse (bytes, NULL);
  g_assert_cmpuint (file->apps->len, ==, 2);
  g_assert_cmpuint (file->refused, ==, 6);
  g_assert_cmpuint (file->collections->len, ==, 2);
  g_assert_cmpint (sp_saved_app_get_used (file->apps->pdata[0]), <=, g_get_real_time () / G_USEC_PER_SEC);
  g_assert_cmpint (g_utf8_strlen (sp_saved_app_get_emoji (file->apps->pdata[0]), -1), <=, 8);
  g_clear_pointer (&file, sp_library_file_free);

  for (guint i = 0; i < SP_LIBRARY_MAX_APPS + 5; i++)
    g_string_append_printf (many, "%s\"a/b%u\"", i > 0 ? "," : "", i);
  g_string_append_c (many, ']');
  g_bytes_unref (bytes);
  bytes = g_bytes_new (many->str, many->len);
  file = sp_library_file_parse (bytes, NULL);
  g_assert_cmpuint (file->apps->len, ==, SP_LIBRARY_MAX_APPS);
  g_assert_cmpuint (file->refused, ==, 5);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GAsyncResult **place = user_data;

  *place = g_object_ref (result);
}

/* What was exported from one library is imported into another; it says what became of it. */
static void
test_import (Fixture      *fixture,
             gconstpointer data)
{
  g_autofree char          *path = g_build_filename (fixture->folder, "list.json", NULL);
  g_autoptr (GFile)         list = g_file_new_for_path (path);
  g_autoptr (GAsyncResult)  result = NULL;
  g_autoptr (GAsyncResult)  refused = NULL;
  g_autoptr (SpLibraryFile) file = NULL;
  g_autoptr (GBytes)        content = NULL;
  g_autoptr (GError)        error = NULL;
  g_autofree char          *words = NULL;
  g_autofree char          *one = sp_saved_apps_add_collection (fixture->apps, "One", NULL);
  SpLibraryMerge            merge;

  add (fixture, "a/a", 1);
  sp_saved_apps_set_in (fixture->apps, add (fixture, "b/b", 2), one, TRUE);
  content = sp_saved_apps_export (fixture->apps);
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (content, NULL), (gssize) g_bytes_get_size (content),
                                      NULL));
  sp_saved_apps_remove (fixture->apps, sp_saved_apps_find (fixture->apps, "a/a"));
  sp_saved_apps_set_in (fixture->apps, sp_saved_apps_find (fixture->apps, "b/b"), one, FALSE);

  sp_library_file_read_async (list, NULL, read_cb, &result);
  wait_until (result != NULL);
  file = sp_library_file_read_finish (result, NULL);
  file->refused = 3;
  merge = sp_saved_apps_merge (fixture->apps, file);
  words = sp_library_merge_dup_words (&merge);
  g_assert_cmpstr (words, ==, "1 app added, 1 was there, 3 are no apps");
  assert_order (fixture, "b/b a/a ");
  g_assert_true (sp_saved_app_is_in (sp_saved_apps_find (fixture->apps, "b/b"), "One"));

  g_remove (path);
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0); /* no file at all */
  sp_library_file_read_async (list, NULL, read_cb, &refused);
  wait_until (refused != NULL);
  g_assert_null (sp_library_file_read_finish (refused, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

static void
test_search (void)
{
  g_autoptr (SpSavedApp)   app = sp_saved_app_new ("fjord/whisper", "ÄRGER Desk", NULL);
  static const char *const all[] = { "ärger", "fjord", "bäume", NULL };
  static const char *const other[] = { "ärger", "palette", NULL };

  sp_saved_app_set_in (app, "Bäume", TRUE);
  g_assert_true (sp_saved_app_matches (app, NULL));
  g_assert_true (sp_saved_app_matches (app, all));
  g_assert_false (sp_saved_app_matches (app, other));
}

/* What the Hub says about collections. */
static void
test_hub_collections (void)
{
  static const char listed[] =
    "[1, {}, {\"slug\": \"../../x\", \"title\": \"No\"}, {\"slug\": \"a/b?c\"},"
    " {\"slug\": \"acme/one-12\", \"title\": \"One\\n\"}, {\"slug\": \"acme/two\", \"title\": 5}]";
  static const char loaded[] =
    "{\"items\": [null, {\"type\": \"model\", \"id\": \"a/m\"}, {\"type\": \"space\"},"
    " {\"type\": \"space\", \"id\": \"a/s\", \"title\": \"S\", \"emoji\": 7, \"runtime\": {\"stage\": \"SLEEPING\"}}]}";
  static const char trending[] =
    "[7, {\"slug\": \"acme/empty\", \"title\": \"No\", \"items\": []}, {\"slug\": \"acme/models\", \"items\": "
    "[null, {\"type\": \"model\"}]}, {\"slug\": \"../x\", \"items\": [{\"type\": \"space\"}]},"
    " {\"slug\": \"acme/one\", \"title\": \"One\", \"items\": [{\"type\": \"model\"}, {\"type\": \"space\"}]}]";
  g_autoptr (JsonNode)  list = json_from_string (listed, NULL);
  g_autoptr (JsonNode)  one = json_from_string (loaded, NULL);
  g_autoptr (GPtrArray) collections = sp_collection_parse_list (list);
  g_autoptr (GPtrArray) apps = sp_collection_parse_apps (one);
  g_autoptr (JsonNode)  trend = json_from_string (trending, NULL);
  g_autoptr (GPtrArray) talked_about = sp_collection_parse_trending (trend);
  g_autoptr (GPtrArray) none = sp_collection_parse_list (one);
  g_autoptr (GPtrArray) nothing = sp_collection_parse_apps (NULL);

  g_assert_cmpuint (collections->len, ==, 2);
  g_assert_cmpstr (sp_collection_get_id (collections->pdata[0]), ==, "acme/one-12");
  g_assert_cmpstr (sp_collection_get_title (collections->pdata[0]), ==, "One (on the Hub)");
  g_assert_cmpuint (talked_about->len, ==, 1);
  g_assert_cmpstr (sp_collection_get_id (talked_about->pdata[0]), ==, "acme/one");
  g_assert_cmpstr (sp_collection_get_title (talked_about->pdata[0]), ==, "One");
  g_assert_cmpuint (apps->len, ==, 1);
  g_assert_cmpstr (sp_saved_app_get_title (apps->pdata[0]), ==, "S");
  g_assert_cmpint (sp_saved_app_get_state_look (apps->pdata[0]), ==, SP_STATE_LOOK_ASLEEP);
  g_assert_cmpuint (none->len + nothing->len, ==, 0);
}

#define add_test(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/saved-apps/keys", test_keys);
  g_test_add_func ("/saved-apps/hostile", test_hostile);
  g_test_add_func ("/saved-apps/search", test_search);
  g_test_add_func ("/saved-apps/hub-collections", test_hub_collections);
  add_test ("/saved-apps/order", test_order);
  add_test ("/saved-apps/kept", test_kept);
  add_test ("/saved-apps/collections", test_collections);
  add_test ("/saved-apps/import", test_import);
  add_test ("/saved-apps/full-disk", test_full_disk);
  add_test ("/saved-apps/broken", test_broken);
  add_test ("/saved-apps/unreadable", test_unreadable);

  return g_test_run ();
}
