/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Addresses, names and places of files, by the vectors. */
#include "gradio-file-uri.h"
#include "gradio-json.h"
#include "gradio-unique-file.h"
#include "gradio-upload-store.h"
#include "vectors.h"

#include <glib/gstdio.h>
#include <string.h>

static char *
make_uri (const char *root, const char *path)
{
  g_autoptr (GradioConnection) connection = gradio_connection_new ();
  g_autoptr (JsonNode)         node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (GradioFile)       file = NULL;
  JsonObject                  *object = json_object_new ();

  json_object_set_string_member (object, "path", path);
  json_object_set_null_member (object, "url");
  json_node_take_object (node, object);
  gradio_connection_set_base (connection, root, "/gradio_api");
  file = gradio_file_new_from_json (node);

  return gradio_file_uri_new (connection, file);
}

static void
test_encode (void)
{
  g_autoptr (JsonNode) vectors = vectors_load ("files.json");
  JsonArray           *entries = json_object_get_array_member (json_node_get_object (vectors), "encode");

  g_assert_cmpuint (json_array_get_length (entries), >, 5);
  for (guint i = 0; i < json_array_get_length (entries); i++) {
    JsonObject      *entry = json_array_get_object_element (entries, i);
    g_autofree char *uri = make_uri ("http://h", json_object_get_string_member (entry, "path"));
    g_autofree char *expected = g_strconcat ("http://h/gradio_api/file=",
                                             json_object_get_string_member (entry, "encoded"), NULL);

    g_assert_cmpstr (uri, ==, expected);
  }
}

/* Whatever host the server believes to have, a file is fetched where the app answered. */
static void
test_roots (void)
{
  g_autoptr (JsonNode) vectors = vectors_load ("files.json");
  JsonArray           *entries = json_object_get_array_member (json_node_get_object (vectors), "add_root");
  guint                n_files = 0;

  for (guint i = 0; i < json_array_get_length (entries); i++) {
    JsonObject                  *entry = json_array_get_object_element (entries, i);
    const char                  *root = json_object_get_string_member (entry, "root");
    g_autoptr (GPtrArray)        files = gradio_file_collect (json_object_get_member (entry, "result"));
    g_autoptr (GradioConnection) connection = gradio_connection_new ();

    gradio_connection_set_base (connection, root, "/gradio_api");
    for (guint f = 0; f < files->len; f++) {
      g_autofree char *uri = gradio_file_uri_new (connection, files->pdata[f]);
      g_autofree char *expected = g_strconcat (root,
                                               gradio_file_is_stream (files->pdata[f]) ? "/gradio_api/stream/"
                                                                                       : "/gradio_api/file=",
                                               gradio_file_get_path (files->pdata[f]), NULL);

      g_assert_cmpstr (uri, ==, expected);
      n_files++;
    }
  }
  g_assert_cmpuint (n_files, >, 8);
}

/* Every name that a server stores can be saved here, as one that is visible and stays in its folder. */
static void
test_stored_names (void)
{
  g_autoptr (JsonNode) vectors = vectors_load ("files.json");
  JsonArray           *entries = json_object_get_array_member (json_node_get_object (vectors), "stored_names");

  g_assert_cmpuint (json_array_get_length (entries), >, 10);
  for (guint i = 0; i < json_array_get_length (entries); i++) {
    JsonObject *entry = json_array_get_object_element (entries, i);
    const char *names[] = { json_object_get_string_member (entry, "name"),
                            json_object_get_string_member (entry, "stored") };

    for (guint n = 0; n < G_N_ELEMENTS (names); n++) {
      g_autofree char *clean = gradio_file_sanitize_name (names[n]);

      g_assert_cmpuint (strlen (clean), >, 0);
      g_assert_cmpuint (strlen (clean), <=, 200);
      g_assert_null (strpbrk (clean, "/\\\a\n"));
      g_assert_cmpint (clean[0], !=, '.');
      g_assert_true (g_utf8_validate (clean, -1, NULL));
    }
  }
}

static void
test_full_file_data (void)
{
  g_autoptr (JsonNode)   vectors = vectors_load ("files.json");
  JsonNode              *node = json_object_get_member (json_node_get_object (vectors), "full_file_data");
  g_autoptr (GradioFile) file = gradio_file_new_from_json (node);

  g_assert_nonnull (file);
  g_assert_cmpstr (gradio_file_get_path (file), ==, "/tmp/gradio/aa/a.png");
  g_assert_cmpstr (gradio_file_get_name (file), ==, "a.png");
  g_assert_cmpint (gradio_file_get_size (file), ==, -1);
  g_assert_false (gradio_file_is_stream (file));
}

static void
test_unique_names (void)
{
  g_autofree char   *path = g_dir_make_tmp ("unique-XXXXXX", NULL);
  g_autoptr (GFile)  folder = g_file_new_for_path (path);
  g_autoptr (GFile)  nowhere = g_file_new_for_path ("/nowhere");
  const char *const  expected[] = { "a.b.txt", "a.b (2).txt", "a.b (3).txt" };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++) {
    g_autoptr (GFile) file = gradio_unique_file_new (folder, "a.b.txt", NULL, &error);
    g_autofree char  *name = NULL;

    g_assert_no_error (error);
    name = g_file_get_basename (file);
    g_assert_cmpstr (name, ==, expected[i]);
  }
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++) {
    g_autoptr (GFile) file = g_file_get_child (folder, expected[i]);

    g_assert_true (g_file_delete (file, NULL, NULL));
  }
  g_assert_cmpint (g_rmdir (path), ==, 0);
  g_assert_null (gradio_unique_file_new (nowhere, "a", NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static void
count_cb (GradioUploadStore *store, guint *n_changes)
{
  (*n_changes)++;
}

static void
test_store (void)
{
  GradioUploadStore *store = gradio_upload_store_new ();
  g_autoptr (GFile)  a = g_file_new_for_path ("/d/a.txt");
  g_autoptr (GFile)  b = g_file_new_for_path ("/d/b.txt");
  guint              n_changes = 0;

  g_signal_connect (store, "changed", G_CALLBACK (count_cb), &n_changes);
  g_assert_true (gradio_upload_store_begin (store, "A"));
  g_assert_false (gradio_upload_store_begin (store, "A"));
  gradio_upload_store_end (store, "A");
  gradio_upload_store_end (store, "A");
  g_assert_cmpuint (n_changes, ==, 1);

  gradio_upload_store_remember (store, a, "a 1", 1, "A", "/tmp/a");
  gradio_upload_store_remember (store, b, "b 1", 5000000, NULL, "/tmp/b");
  g_assert_cmpstr (gradio_upload_store_lookup (store, "a 1", NULL), ==, "/tmp/a");
  g_assert_cmpstr (gradio_upload_store_lookup (store, "x", "A"), ==, "/tmp/a");
  g_assert_null (gradio_upload_store_lookup (store, "x", "B"));
  {
    g_autoptr (GPtrArray) larger = gradio_upload_store_list_larger (store, 1);

    g_assert_cmpuint (larger->len, ==, 1);
    gradio_upload_record_take_digest (larger->pdata[0], g_strdup ("B"));
    gradio_upload_record_take_digest (larger->pdata[0], g_strdup ("late"));
  }
  g_assert_cmpstr (gradio_upload_store_lookup (store, "x", "B"), ==, "/tmp/b");

  gradio_upload_store_forget (store);
  g_assert_null (gradio_upload_store_lookup (store, "a 1", "A"));
  g_assert_null (gradio_upload_store_lookup (store, "b 1", "B"));
  {
    g_autoptr (GPtrArray) larger = gradio_upload_store_list_larger (store, 0);

    g_assert_cmpuint (larger->len, ==, 0);
  }
  g_assert_finalize_object (store);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/file-uri/encode", test_encode);
  g_test_add_func ("/file-uri/roots", test_roots);
  g_test_add_func ("/file-uri/stored-names", test_stored_names);
  g_test_add_func ("/file-uri/full-file-data", test_full_file_data);
  g_test_add_func ("/file-uri/unique-names", test_unique_names);
  g_test_add_func ("/file-uri/store", test_store);

  return g_test_run ();
}
