/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Uploads of many files and folders, and of what is there already. */
#include "upload-fixture.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* A thousand small files in four requests, each with the path that its own name got. */
static void
test_many (UploadFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < 1000; i++) {
    g_autofree char *name = g_strdup_printf ("%u.txt", i);

    g_ptr_array_add (files, upload_new_file (fixture, name, name, strlen (name)));
  }

  upload_files (fixture, files);
  upload_assert_all_good (fixture);
  g_assert_cmpuint (fixture->n_requests, ==, 4);
  g_assert_cmpuint (fixture->names->len, ==, 1000);
  g_assert_cmpuint (json_array_get_length (fixture->objects), ==, 1000);
  for (guint i = 0; i < 1000; i++) {
    g_autofree char *name = g_strdup_printf ("%u.txt", i);
    g_autofree char *end = g_strconcat ("/", name, NULL);

    g_assert_cmpstr (upload_get_text (fixture->objects, i, "orig_name"), ==, name);
    g_assert_true (g_str_has_suffix (upload_get_text (fixture->objects, i, "path"), end));
  }
  g_assert_cmpint (fixture->transferred, ==, fixture->total);
  g_assert_cmpuint (fixture->n_progress, <, 100);
}

static void
test_duplicates (UploadFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) files = upload_list_files (upload_new_file (fixture, "a.txt", "same", 4),
                                                   upload_new_file (fixture, "b.txt", "same", 4),
                                                   upload_new_file (fixture, "b.csv", "same", 4),
                                                   upload_new_file (fixture, "c.txt", "else", 4), NULL);
  g_autoptr (GPtrArray) later = upload_list_files (upload_new_file (fixture, "x/d.txt", "else", 4), NULL);

  upload_files (fixture, files);
  upload_assert_all_good (fixture);
  g_assert_cmpuint (fixture->names->len, ==, 3); /* another extension is another file */
  g_assert_cmpstr (upload_get_text (fixture->objects, 1, "path"), ==, upload_get_text (fixture->objects, 0, "path"));
  g_assert_cmpstr (upload_get_text (fixture->objects, 1, "orig_name"), ==, "b.txt");
  g_assert_cmpstr (upload_get_text (fixture->objects, 2, "path"), !=, upload_get_text (fixture->objects, 0, "path"));

  upload_files (fixture, later);
  upload_assert_all_good (fixture);
  g_assert_cmpuint (fixture->names->len, ==, 3);

  gradio_client_forget_uploads (fixture->client);
  upload_files (fixture, later);
  g_assert_cmpuint (fixture->names->len, ==, 4);

  gradio_client_set_reuse_uploads (fixture->client, FALSE);
  upload_files (fixture, files);
  upload_assert_all_good (fixture);
  g_assert_cmpuint (fixture->names->len, ==, 8);
}

/* Large files are compared when one of the same size is there. */
static void
test_large_duplicates (UploadFixture *fixture, gconstpointer data)
{
  const goffset         size = 2 * 1024 * 1024;
  g_autoptr (GPtrArray) first = upload_list_files (upload_new_sparse_file (fixture, "a.bin", size, 'a'), NULL);
  g_autoptr (GPtrArray) same = upload_list_files (upload_new_sparse_file (fixture, "b.bin", size, 'a'), NULL);
  g_autoptr (GPtrArray) other = upload_list_files (upload_new_sparse_file (fixture, "c.bin", size, 'c'),
                                                   upload_new_sparse_file (fixture, "d.bin", size, 'c'), NULL);

  upload_files (fixture, first);
  upload_files (fixture, same);
  upload_assert_all_good (fixture);
  g_assert_cmpuint (fixture->n_requests, ==, 1);
  upload_files (fixture, other);
  upload_assert_all_good (fixture);
  g_assert_cmpuint (fixture->n_requests, ==, 2);
}

/* Two calls at once for one file: the second waits for the first. */
static void
test_at_once (UploadFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) files = upload_list_files (upload_new_file (fixture, "a.txt", "same", 4), NULL);

  upload_start (fixture, files);
  upload_start (fixture, files);
  while (fixture->n_done < 2)
    g_main_context_iteration (NULL, TRUE);
  upload_assert_all_good (fixture);
  g_assert_cmpuint (fixture->n_requests, ==, 1);
}

static void
test_folder (UploadFixture *fixture, gconstpointer data)
{
  g_autoptr (GFile)     tree = g_file_new_build_filename (fixture->folder, "tree", NULL);
  g_autofree char      *loop = g_build_filename (fixture->folder, "tree", "loop", NULL);
  g_autofree char      *empty = g_build_filename (fixture->folder, "empty", NULL);
  g_autoptr (GPtrArray) files = upload_list_files (g_object_ref (tree), upload_new_file (fixture, "z.txt", "z", 1),
                                                   g_file_new_for_path (empty), NULL);
  JsonArray            *list;

  g_object_unref (upload_new_file (fixture, "tree/b.txt", "b", 1));
  g_object_unref (upload_new_file (fixture, "tree/a/2.txt", "2", 1));
  g_object_unref (upload_new_file (fixture, "tree/a/1 ü.txt", "1", 1));
  g_assert_cmpint (symlink (fixture->folder, loop), ==, 0);
  g_assert_cmpint (g_mkdir (empty, 0700), ==, 0);

  upload_files (fixture, files);
  upload_assert_all_good (fixture);
  list = json_array_get_array_element (fixture->objects, 0);
  g_assert_cmpuint (json_array_get_length (list), ==, 3);
  g_assert_cmpstr (upload_get_text (list, 0, "orig_name"), ==, "tree/a/1 ü.txt");
  g_assert_cmpstr (upload_get_text (list, 1, "orig_name"), ==, "tree/a/2.txt");
  g_assert_cmpstr (upload_get_text (list, 2, "orig_name"), ==, "tree/b.txt");
  g_assert_cmpstr (upload_get_text (fixture->objects, 1, "orig_name"), ==, "z.txt");
  g_assert_cmpuint (json_array_get_length (json_array_get_array_element (fixture->objects, 2)), ==, 0);
}

static void
waited_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  UploadFixture        *fixture = user_data;
  g_autoptr (JsonArray) returns = gradio_job_wait_finish (GRADIO_JOB (source), result, &fixture->error);

  fixture->done = TRUE;
}

static void
file_progress_cb (GradioClient *client, GFile *file, gint64 sent, gint64 total, GHashTable *last)
{
  g_autofree char *name = g_file_get_basename (file);

  g_assert_cmpint (sent, <=, total);
  g_hash_table_insert (last, g_steal_pointer (&name), GINT_TO_POINTER ((int) sent));
}

/* Each file is told of by itself: those that share a request, one that does not, one that is refused. */
static void
test_file_progress (UploadFixture *fixture, gconstpointer data)
{
  g_autoptr (GHashTable) last = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray)  files = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char       *large = g_strnfill (3 * 1024 * 1024, 'x');

  g_signal_connect (fixture->client, "upload-progress", G_CALLBACK (file_progress_cb), last);
  fixture->bad = "bad.txt";
  g_ptr_array_add (files, upload_new_file (fixture, "a.txt", "a", 1));
  g_ptr_array_add (files, upload_new_file (fixture, "bad.txt", "bad", 3));
  g_ptr_array_add (files, upload_new_file (fixture, "c.txt", "ccc", 3));
  g_ptr_array_add (files, upload_new_file (fixture, "large.bin", large, strlen (large)));
  upload_files (fixture, files);
  g_assert_cmpint (GPOINTER_TO_INT (g_hash_table_lookup (last, "a.txt")), ==, 1);
  g_assert_cmpint (GPOINTER_TO_INT (g_hash_table_lookup (last, "bad.txt")), ==, -1);
  g_assert_cmpint (GPOINTER_TO_INT (g_hash_table_lookup (last, "c.txt")), ==, 3);
  g_assert_cmpint (GPOINTER_TO_INT (g_hash_table_lookup (last, "large.bin")), ==, 3 * 1024 * 1024);
}

/* Files of a folder that are chosen one by one keep the way to them. */
static void
test_folder_names (UploadFixture *fixture, gconstpointer data)
{
  g_autoptr (GFile)      one = upload_new_file (fixture, "tree/deep/b ü.txt", "b", 1);
  g_autoptr (GFile)      tree = g_file_new_build_filename (fixture->folder, "tree", NULL);
  g_autoptr (GradioFile) file = gradio_file_new_local_in (one, tree);
  g_autoptr (GradioFile) elsewhere = gradio_file_new_local_in (tree, one);
  g_autoptr (JsonArray)  values = json_array_new ();
  g_autoptr (GradioJob)  job = NULL;

  g_assert_cmpstr (gradio_file_get_name (file), ==, "b ü.txt");
  g_assert_cmpstr (gradio_file_get_name (elsewhere), ==, "tree");
  json_array_add_string_element (values, "w");
  json_array_add_element (values, gradio_file_to_json (file));
  job = gradio_client_submit (fixture->client, gradio_client_find_endpoint (fixture->client, "/echo", NULL), values);
  fixture->done = FALSE;
  gradio_job_wait_async (job, NULL, waited_cb, fixture);
  fake_app_wait (&fixture->done);
  g_assert_no_error (fixture->error);
  g_assert_nonnull (strstr (fake_app_get_last_body (fixture->app, "/gradio_api/queue/join"),
                            "\"orig_name\":\"tree/deep/b ü.txt\""));
  gradio_client_close (fixture->client);
}

/* A folder as a value, and one among files, become the files in them. */
static void
test_folder_in_job (UploadFixture *fixture, gconstpointer data)
{
  g_autoptr (GFile)      one = upload_new_file (fixture, "tree/b.txt", "b", 1);
  g_autoptr (GFile)      tree = g_file_get_parent (one);
  g_autoptr (GradioFile) file = gradio_file_new_local (tree);
  g_autoptr (JsonArray)  values = json_array_new ();
  JsonArray             *list = json_array_new ();
  g_autoptr (GradioJob)  job = NULL;
  const char            *body;

  json_array_add_element (list, gradio_file_to_json (file));
  json_array_add_element (values, gradio_file_to_json (file));
  json_array_add_array_element (values, list);
  job = gradio_client_submit (fixture->client, gradio_client_find_endpoint (fixture->client, "/echo", NULL), values);
  fixture->done = FALSE;
  gradio_job_wait_async (job, NULL, waited_cb, fixture);
  fake_app_wait (&fixture->done);
  g_assert_no_error (fixture->error);

  body = fake_app_get_last_body (fixture->app, "/gradio_api/queue/join");
  g_assert_true (g_str_has_prefix (body, "{\"data\":[[{\"path\":\"/tmp/0/b.txt\""));
  g_assert_nonnull (strstr (body, "}],[{\"path\":\"/tmp/0/b.txt\""));
  gradio_client_close (fixture->client);
}

/* The server fetches what is on the web; nothing is sent first. */
static void
test_web_address (UploadFixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode)  value = gradio_json_parse ("[\"w\",{\"path\":\"https://example.org/a.png\",\"orig_name\":\"a.png\","
                                                    "\"meta\":{\"_type\":\"gradio.FileData\"}}]",
                                                   -1, NULL);
  g_autoptr (GradioJob) job = NULL;

  job = gradio_client_submit (fixture->client, gradio_client_find_endpoint (fixture->client, "/echo", NULL),
                              json_node_get_array (value));
  fixture->done = FALSE;
  gradio_job_wait_async (job, NULL, waited_cb, fixture);
  fake_app_wait (&fixture->done);
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (fixture->n_requests, ==, 0);
  g_assert_nonnull (strstr (fake_app_get_last_body (fixture->app, "/gradio_api/queue/join"),
                            "{\"path\":\"https://example.org/a.png\""));
  gradio_client_close (fixture->client);
}

static gsize
get_peak_memory (void)
{
  g_autofree char *status = NULL;

  g_assert_true (g_file_get_contents ("/proc/self/status", &status, NULL, NULL));

  return g_ascii_strtoull (strstr (status, "VmHWM:") + strlen ("VmHWM:"), NULL, 10) * 1024;
}

/* Both ends are in this process; neither may hold what passes. */
static void
test_memory (UploadFixture *fixture, gconstpointer data)
{
  const goffset         size = 256 * 1024 * 1024;
  g_autoptr (GPtrArray) files = upload_list_files (upload_new_sparse_file (fixture, "a.bin", size, 'a'), NULL);
  gsize                 before = get_peak_memory ();

  gradio_client_set_transfer_timeout (fixture->client, 0);
  fixture->swallows = TRUE;
  upload_files (fixture, files);
  upload_assert_all_good (fixture);
  g_assert_cmpint (fixture->n_swallowed, >, size);
  g_assert_cmpint (fixture->transferred, ==, size);
#ifndef __SANITIZE_ADDRESS__ /* which keeps what was freed */
  g_assert_cmpuint (get_peak_memory () - before, <, 16 * 1024 * 1024);
#else
  g_assert_cmpuint (get_peak_memory (), >=, before);
#endif
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/upload/many", UploadFixture, NULL, upload_set_up, test_many, upload_tear_down);
  g_test_add ("/upload/duplicates", UploadFixture, NULL, upload_set_up, test_duplicates, upload_tear_down);
  g_test_add ("/upload/large-duplicates", UploadFixture, NULL, upload_set_up, test_large_duplicates, upload_tear_down);
  g_test_add ("/upload/at-once", UploadFixture, NULL, upload_set_up, test_at_once, upload_tear_down);
  g_test_add ("/upload/folder", UploadFixture, NULL, upload_set_up, test_folder, upload_tear_down);
  g_test_add ("/upload/folder-names", UploadFixture, NULL, upload_set_up, test_folder_names, upload_tear_down);
  g_test_add ("/upload/file-progress", UploadFixture, NULL, upload_set_up, test_file_progress, upload_tear_down);
  g_test_add ("/upload/folder-in-job", UploadFixture, NULL, upload_set_up, test_folder_in_job, upload_tear_down);
  g_test_add ("/upload/web-address", UploadFixture, NULL, upload_set_up, test_web_address, upload_tear_down);
  g_test_add ("/upload/memory", UploadFixture, NULL, upload_set_up, test_memory, upload_tear_down);

  return g_test_run ();
}
