/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Uploads of many files and folders, to servers that break off, refuse, or say nothing; and of files that change. */
#include "fake-app.h"
#include "raw-server.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define UPLOAD "/gradio_api/upload"

/* No limit of size, and a file parameter for the jobs. */
static const char CONFIG[] =
  "{\"version\":\"6.31.0\",\"protocol\":\"sse_v3\",\"api_prefix\":\"/gradio_api\",\"app_id\":1,"
  "\"components\":[{\"id\":1,\"type\":\"textbox\",\"props\":{}},{\"id\":2,\"type\":\"file\",\"props\":{}}],"
  "\"layout\":{\"id\":0,\"children\":[]},\"dependencies\":[{\"id\":0,\"targets\":[[9,\"click\"]],\"inputs\":[1,2],"
  "\"outputs\":[1],\"backend_fn\":true,\"queue\":true,\"api_name\":\"echo\",\"api_visibility\":\"public\"}]}";

typedef struct {
  FakeApp      *app;
  GradioClient *client;
  GCancellable *cancellable;
  char         *folder;
  GPtrArray    *names; /* what the server got, in order */
  guint         n_requests;
  guint         n_cut;      /* so many requests are cut behind their head */
  const char   *bad;        /* nullable: a name that is refused */
  char         *to_shorten; /* nullable: a file that shrinks when the request begins */
  gboolean      swallows;   /* counts bytes and keeps none */
  goffset       n_swallowed;
  JsonArray    *objects;
  GPtrArray    *errors;
  GError       *error;
  goffset       transferred;
  goffset       total;
  guint         n_progress;
  guint         n_done;
  gboolean      done;
} Fixture;

static void
shorten (const char *path)
{
  g_assert_cmpint (truncate (path, 10), ==, 0);
}

static void
got_chunk_cb (SoupServerMessage *message, GBytes *chunk, gpointer user_data)
{
  ((Fixture *) user_data)->n_swallowed += g_bytes_get_size (chunk);
}

static void
began_cb (SoupServer        *server,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           user_data)
{
  Fixture *fixture = user_data;

  fixture->n_requests++;
  if (fixture->to_shorten != NULL)
    shorten (fixture->to_shorten);
  if (fixture->swallows) {
    soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
    g_signal_connect (message, "got-chunk", G_CALLBACK (got_chunk_cb), fixture);
  }
  if (fixture->n_cut > 0) {
    fixture->n_cut--;
    g_socket_close (soup_server_message_get_socket (message), NULL);
  }
}

static gboolean
take_parts (Fixture *fixture, SoupMultipart *parts, GString *answer)
{
  for (int i = 0; i < soup_multipart_get_length (parts); i++) {
    SoupMessageHeaders    *headers;
    GBytes                *body;
    g_autoptr (GHashTable) parameters = NULL;
    g_autofree char       *disposition = NULL;
    const char            *name;

    soup_multipart_get_part (parts, i, &headers, &body);
    soup_message_headers_get_content_disposition (headers, &disposition, &parameters);
    g_assert_cmpstr (g_hash_table_lookup (parameters, "name"), ==, "files");
    name = g_hash_table_lookup (parameters, "filename");
    if (g_strcmp0 (name, fixture->bad) == 0)
      return FALSE;
    g_string_append_printf (answer, "%s\"/tmp/%u/%s\"", i > 0 ? "," : "", fixture->names->len + i, name);
  }
  for (int i = 0; i < soup_multipart_get_length (parts); i++)
    g_ptr_array_add (fixture->names, g_strdup ("x"));

  return TRUE;
}

static void
upload_cb (SoupServer        *server,
           SoupServerMessage *message,
           const char        *path,
           GHashTable        *query,
           gpointer           user_data)
{
  Fixture                  *fixture = user_data;
  g_autoptr (GBytes)        body = NULL;
  g_autoptr (SoupMultipart) parts = NULL;
  g_autoptr (GString)       answer = g_string_new ("[");

  soup_server_message_set_status (message, 200, NULL);
  if (fixture->swallows) {
    soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, "[\"/tmp/x\"]", 10);
    return;
  }

  body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  parts = soup_multipart_new_from_message (soup_server_message_get_request_headers (message), body);
  g_assert_nonnull (parts);
  if (take_parts (fixture, parts, answer)) {
    g_string_append_c (answer, ']');
    soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, answer->str, answer->len);
  } else {
    soup_server_message_set_status (message, 413, NULL);
    soup_server_message_set_response (message, "text/plain", SOUP_MEMORY_STATIC, "too large", 9);
  }
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;

  gradio_client_connect_finish (GRADIO_CLIENT (source), result, &fixture->error);
  g_assert_no_error (fixture->error);
  fixture->done = TRUE;
}

/* With @data the app's own answers are kept. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->app = fake_app_new ();
  fake_app_answer (fixture->app, "/config", 200, "application/json", CONFIG);
  if (data == NULL) {
    soup_server_add_early_handler (fake_app_get_server (fixture->app), UPLOAD, began_cb, fixture, NULL);
    soup_server_add_handler (fake_app_get_server (fixture->app), UPLOAD, upload_cb, fixture, NULL);
  }
  fixture->client = gradio_client_new (fake_app_get_uri (fixture->app));
  fixture->cancellable = g_cancellable_new ();
  fixture->folder = g_dir_make_tmp ("upload-XXXXXX", NULL);
  fixture->names = g_ptr_array_new_with_free_func (g_free);
  gradio_client_set_transfer_timeout (fixture->client, 300); /* pauses of 5 to 80 ms */
  gradio_client_connect_async (fixture->client, NULL, connected_cb, fixture);
  fake_app_wait (&fixture->done);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);
  const char      *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    remove_tree (child);
  }
  g_assert_cmpint (g_remove (path), ==, 0);
}

static void
clear_outcome (Fixture *fixture)
{
  g_clear_pointer (&fixture->objects, json_array_unref);
  g_clear_pointer (&fixture->errors, g_ptr_array_unref);
  g_clear_error (&fixture->error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  clear_outcome (fixture);
  g_clear_object (&fixture->cancellable);
  g_clear_pointer (&fixture->names, g_ptr_array_unref);
  g_clear_pointer (&fixture->to_shorten, g_free);
  g_assert_finalize_object (fixture->client);
  fake_app_free (fixture->app);
  remove_tree (fixture->folder);
  g_free (fixture->folder);
}

static GFile *
new_file (Fixture *fixture, const char *name, const char *content, gsize size)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, content, (gssize) size, NULL));

  return g_file_new_for_path (path);
}

/* Takes no room on the disk. */
static GFile *
new_sparse_file (Fixture *fixture, const char *name, goffset size, char last)
{
  g_autoptr (GFile) file = new_file (fixture, name, "", 0);
  int               fd = open (g_file_peek_path (file), O_WRONLY);

  g_assert_cmpint (pwrite (fd, &last, 1, size - 1), ==, 1);
  g_assert_true (g_close (fd, NULL));

  return g_steal_pointer (&file);
}

static void
progress_cb (goffset transferred, goffset total, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_assert_cmpint (transferred, >=, fixture->transferred);
  g_assert_cmpint (transferred, <=, total);
  fixture->transferred = transferred;
  fixture->total = total;
  fixture->n_progress++;
}

static void
uploaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;

  clear_outcome (fixture);
  fixture->objects = gradio_client_upload_many_finish (GRADIO_CLIENT (source), result, &fixture->errors,
                                                       &fixture->error);
  fixture->n_done++;
  fixture->done = TRUE;
}

static void
start (Fixture *fixture, GPtrArray *files)
{
  fixture->done = FALSE;
  fixture->transferred = 0;
  gradio_client_upload_many_async (fixture->client, files, progress_cb, fixture, NULL, fixture->cancellable, uploaded_cb,
                                   fixture);
}

static void
upload (Fixture *fixture, GPtrArray *files)
{
  start (fixture, files);
  fake_app_wait (&fixture->done);
}

static GPtrArray *
list_files (GFile *first, ...)
{
  GPtrArray *files = g_ptr_array_new_with_free_func (g_object_unref);
  va_list    more;

  va_start (more, first);
  for (GFile *file = first; file != NULL; file = va_arg (more, GFile *))
    g_ptr_array_add (files, file);
  va_end (more);

  return files;
}

static const char *
get_text (JsonArray *objects, guint i, const char *member)
{
  return json_object_get_string_member (json_array_get_object_element (objects, i), member);
}

static void
assert_all_good (Fixture *fixture)
{
  g_assert_no_error (fixture->error);
  for (guint i = 0; i < fixture->errors->len; i++)
    g_assert_no_error ((GError *) fixture->errors->pdata[i]);
}

static void
assert_error (Fixture *fixture, guint i, int code)
{
  g_assert_error ((GError *) fixture->errors->pdata[i], GRADIO_ERROR, code);
  g_assert_true (json_array_get_null_element (fixture->objects, i));
}

/* A thousand small files in four requests, each with the path that its own name got. */
static void
test_many (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < 1000; i++) {
    g_autofree char *name = g_strdup_printf ("%u.txt", i);

    g_ptr_array_add (files, new_file (fixture, name, name, strlen (name)));
  }

  upload (fixture, files);
  assert_all_good (fixture);
  g_assert_cmpuint (fixture->n_requests, ==, 4);
  g_assert_cmpuint (fixture->names->len, ==, 1000);
  g_assert_cmpuint (json_array_get_length (fixture->objects), ==, 1000);
  for (guint i = 0; i < 1000; i++) {
    g_autofree char *name = g_strdup_printf ("%u.txt", i);
    g_autofree char *end = g_strconcat ("/", name, NULL);

    g_assert_cmpstr (get_text (fixture->objects, i, "orig_name"), ==, name);
    g_assert_true (g_str_has_suffix (get_text (fixture->objects, i, "path"), end));
  }
  g_assert_cmpint (fixture->transferred, ==, fixture->total);
  g_assert_cmpuint (fixture->n_progress, <, 100);
}

static void
test_duplicates (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) files = list_files (new_file (fixture, "a.txt", "same", 4), new_file (fixture, "b.txt", "same", 4),
                                            new_file (fixture, "b.csv", "same", 4), new_file (fixture, "c.txt", "else", 4), NULL);
  g_autoptr (GPtrArray) later = list_files (new_file (fixture, "x/d.txt", "else", 4), NULL);

  upload (fixture, files);
  assert_all_good (fixture);
  g_assert_cmpuint (fixture->names->len, ==, 3); /* another extension is another file */
  g_assert_cmpstr (get_text (fixture->objects, 1, "path"), ==, get_text (fixture->objects, 0, "path"));
  g_assert_cmpstr (get_text (fixture->objects, 1, "orig_name"), ==, "b.txt");
  g_assert_cmpstr (get_text (fixture->objects, 2, "path"), !=, get_text (fixture->objects, 0, "path"));

  upload (fixture, later);
  assert_all_good (fixture);
  g_assert_cmpuint (fixture->names->len, ==, 3);

  gradio_client_forget_uploads (fixture->client);
  upload (fixture, later);
  g_assert_cmpuint (fixture->names->len, ==, 4);

  gradio_client_set_reuse_uploads (fixture->client, FALSE);
  upload (fixture, files);
  assert_all_good (fixture);
  g_assert_cmpuint (fixture->names->len, ==, 8);
}

/* Large files are compared when one of the same size is there. */
static void
test_large_duplicates (Fixture *fixture, gconstpointer data)
{
  const goffset         size = 2 * 1024 * 1024;
  g_autoptr (GPtrArray) first = list_files (new_sparse_file (fixture, "a.bin", size, 'a'), NULL);
  g_autoptr (GPtrArray) same = list_files (new_sparse_file (fixture, "b.bin", size, 'a'), NULL);
  g_autoptr (GPtrArray) other = list_files (new_sparse_file (fixture, "c.bin", size, 'c'),
                                            new_sparse_file (fixture, "d.bin", size, 'c'), NULL);

  upload (fixture, first);
  upload (fixture, same);
  assert_all_good (fixture);
  g_assert_cmpuint (fixture->n_requests, ==, 1);
  upload (fixture, other);
  assert_all_good (fixture);
  g_assert_cmpuint (fixture->n_requests, ==, 2);
}

/* Two calls at once for one file: the second waits for the first. */
static void
test_at_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) files = list_files (new_file (fixture, "a.txt", "same", 4), NULL);

  start (fixture, files);
  start (fixture, files);
  while (fixture->n_done < 2)
    g_main_context_iteration (NULL, TRUE);
  assert_all_good (fixture);
  g_assert_cmpuint (fixture->n_requests, ==, 1);
}

static void
test_folder (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile)     tree = g_file_new_build_filename (fixture->folder, "tree", NULL);
  g_autofree char      *loop = g_build_filename (fixture->folder, "tree", "loop", NULL);
  g_autofree char      *empty = g_build_filename (fixture->folder, "empty", NULL);
  g_autoptr (GPtrArray) files = list_files (g_object_ref (tree), new_file (fixture, "z.txt", "z", 1),
                                            g_file_new_for_path (empty), NULL);
  JsonArray            *list;

  g_object_unref (new_file (fixture, "tree/b.txt", "b", 1));
  g_object_unref (new_file (fixture, "tree/a/2.txt", "2", 1));
  g_object_unref (new_file (fixture, "tree/a/1 ü.txt", "1", 1));
  g_assert_cmpint (symlink (fixture->folder, loop), ==, 0);
  g_assert_cmpint (g_mkdir (empty, 0700), ==, 0);

  upload (fixture, files);
  assert_all_good (fixture);
  list = json_array_get_array_element (fixture->objects, 0);
  g_assert_cmpuint (json_array_get_length (list), ==, 3);
  g_assert_cmpstr (get_text (list, 0, "orig_name"), ==, "tree/a/1 ü.txt");
  g_assert_cmpstr (get_text (list, 1, "orig_name"), ==, "tree/a/2.txt");
  g_assert_cmpstr (get_text (list, 2, "orig_name"), ==, "tree/b.txt");
  g_assert_cmpstr (get_text (fixture->objects, 1, "orig_name"), ==, "z.txt");
  g_assert_cmpuint (json_array_get_length (json_array_get_array_element (fixture->objects, 2)), ==, 0);
}

static void
waited_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture              *fixture = user_data;
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
test_file_progress (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GHashTable) last = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray)  files = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char       *large = g_strnfill (3 * 1024 * 1024, 'x');

  g_signal_connect (fixture->client, "upload-progress", G_CALLBACK (file_progress_cb), last);
  fixture->bad = "bad.txt";
  g_ptr_array_add (files, new_file (fixture, "a.txt", "a", 1));
  g_ptr_array_add (files, new_file (fixture, "bad.txt", "bad", 3));
  g_ptr_array_add (files, new_file (fixture, "c.txt", "ccc", 3));
  g_ptr_array_add (files, new_file (fixture, "large.bin", large, strlen (large)));
  upload (fixture, files);
  g_assert_cmpint (GPOINTER_TO_INT (g_hash_table_lookup (last, "a.txt")), ==, 1);
  g_assert_cmpint (GPOINTER_TO_INT (g_hash_table_lookup (last, "bad.txt")), ==, -1);
  g_assert_cmpint (GPOINTER_TO_INT (g_hash_table_lookup (last, "c.txt")), ==, 3);
  g_assert_cmpint (GPOINTER_TO_INT (g_hash_table_lookup (last, "large.bin")), ==, 3 * 1024 * 1024);
}

/* Files of a folder that are chosen one by one keep the way to them. */
static void
test_folder_names (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile)      one = new_file (fixture, "tree/deep/b ü.txt", "b", 1);
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
test_folder_in_job (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile)      one = new_file (fixture, "tree/b.txt", "b", 1);
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
test_web_address (Fixture *fixture, gconstpointer data)
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

/* Each file has an error of its own, and none keeps the others back. */
static void
test_errors (Fixture *fixture, gconstpointer data)
{
  g_autofree char      *pipe = g_build_filename (fixture->folder, "pipe", NULL);
  g_autoptr (GPtrArray) files = list_files (new_file (fixture, "a.txt", "a", 1), g_file_new_for_path ("/nowhere/b.txt"),
                                            g_file_new_for_path (pipe), g_file_new_for_path ("/dev/null"),
                                            new_file (fixture, "bad.txt", "x", 1), new_file (fixture, "c.txt", "c", 1), NULL);

  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  fixture->bad = "bad.txt";
  upload (fixture, files);
  g_assert_no_error (fixture->error);
  g_assert_null (fixture->errors->pdata[0]);
  assert_error (fixture, 1, GRADIO_ERROR_FILE);
  assert_error (fixture, 2, GRADIO_ERROR_FILE);
  assert_error (fixture, 3, GRADIO_ERROR_FILE);
  assert_error (fixture, 4, GRADIO_ERROR_TOO_LARGE);
  g_assert_null (fixture->errors->pdata[5]);
  g_assert_cmpstr (get_text (fixture->objects, 5, "orig_name"), ==, "c.txt");
}

static void
test_cut (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) files = list_files (new_file (fixture, "a.txt", "a", 1), NULL);

  fixture->n_cut = 3;
  upload (fixture, files);
  assert_all_good (fixture);
  g_assert_cmpuint (fixture->n_requests, ==, 4);

  gradio_client_forget_uploads (fixture->client);
  fixture->n_requests = 0;
  fixture->n_cut = 100;
  upload (fixture, files);
  assert_error (fixture, 0, GRADIO_ERROR_LOST);
  g_assert_cmpuint (fixture->n_requests, ==, 4);
}

/* A server that takes all and then says nothing. */
static void
test_stalled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) files = list_files (new_file (fixture, "a.txt", "a", 1), NULL);

  gradio_client_set_transfer_timeout (fixture->client, 60);
  fake_app_answer (fixture->app, UPLOAD, 1, NULL, NULL);
  upload (fixture, files);
  assert_error (fixture, 0, GRADIO_ERROR_UNREACHABLE);
  g_assert_cmpuint (fake_app_count_requests (fixture->app, UPLOAD), ==, 4);
}

static gboolean
deaf_cb (const char *head, guint number, GString *response, gpointer user_data)
{
  guint *n_uploads = user_data;

  if (g_str_has_prefix (head, "POST")) {
    (*n_uploads)++;
    return FALSE;
  }

  if (strstr (head, "/config") != NULL)
    g_string_append_printf (response, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %u\r\n\r\n%s",
                            (guint) strlen (CONFIG), CONFIG);
  else
    g_string_append (response, "HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n");

  return TRUE;
}

/* A server that stops reading in the middle of a file. */
static void
test_deaf (Fixture *fixture, gconstpointer data)
{
  guint                 n_uploads = 0;
  g_autoptr (RawServer) server = raw_server_new (deaf_cb, &n_uploads);
  g_autofree char      *uri = g_strdup_printf ("http://127.0.0.1:%u", raw_server_get_port (server));
  g_autoptr (GPtrArray) files = list_files (new_sparse_file (fixture, "a.bin", 256 * 1024 * 1024, 'a'), NULL);

  g_assert_finalize_object (fixture->client);
  fixture->client = gradio_client_new (uri);
  gradio_client_set_transfer_timeout (fixture->client, 300);
  fixture->done = FALSE;
  gradio_client_connect_async (fixture->client, NULL, connected_cb, fixture);
  fake_app_wait (&fixture->done);

  upload (fixture, files);
  assert_error (fixture, 0, GRADIO_ERROR_UNREACHABLE);
  g_assert_cmpuint (n_uploads, ==, 4);
}

/* Without a login nothing else is tried. */
static void
test_login (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < 6; i++) {
    g_autofree char *name = g_strdup_printf ("%u.bin", i);

    g_ptr_array_add (files, new_sparse_file (fixture, name, 1024 * 1024 + 10 + i, 'a'));
  }
  fake_app_answer (fixture->app, UPLOAD, 401, "application/json", "{\"detail\":\"Not authenticated\"}");
  upload (fixture, files);
  for (guint i = 0; i < 6; i++)
    assert_error (fixture, i, GRADIO_ERROR_LOGIN);
  g_assert_cmpuint (fake_app_count_requests (fixture->app, UPLOAD), <=, 2);
}

static void
test_odd_answers (Fixture *fixture, gconstpointer data)
{
  const char *const     answers[] = { "[]", "{}", "null", "[1]", "[\"/a\",\"/b\"]", "[null]" };
  g_autoptr (GPtrArray) files = list_files (new_file (fixture, "a.txt", "a", 1), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++) {
    fake_app_answer (fixture->app, UPLOAD, 200, "application/json", answers[i]);
    upload (fixture, files);
    assert_error (fixture, 0, GRADIO_ERROR_SERVER);
  }
}

static void
test_shrinking_file (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) files = list_files (new_sparse_file (fixture, "a.bin", 64 * 1024 * 1024, 'a'), NULL);

  fixture->to_shorten = g_file_get_path (files->pdata[0]);
  upload (fixture, files);
  assert_error (fixture, 0, GRADIO_ERROR_FILE);
  g_assert_nonnull (strstr (((GError *) fixture->errors->pdata[0])->message, "“a.bin” became shorter"));
  g_assert_cmpuint (fixture->names->len, ==, 0);
}

static void
test_unreadable_file (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) files = list_files (new_file (fixture, "a.txt", "a", 1), NULL);

  if (geteuid () == 0) {
    g_test_skip ("root reads everything");
    return;
  }

  g_assert_cmpint (g_chmod (g_file_peek_path (files->pdata[0]), 0), ==, 0);
  upload (fixture, files);
  assert_error (fixture, 0, GRADIO_ERROR_FILE);
}

static gboolean
cancel_cb (gpointer user_data)
{
  g_cancellable_cancel (((Fixture *) user_data)->cancellable);

  return G_SOURCE_REMOVE;
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) files = list_files (new_file (fixture, "a.txt", "a", 1), NULL);

  fake_app_answer (fixture->app, UPLOAD, 1, NULL, NULL);
  gradio_client_set_transfer_timeout (fixture->client, 20000);
  g_timeout_add (100, cancel_cb, fixture);
  start (fixture, files);
  upload (fixture, files); /* one sends, the other waits for it */
  while (fixture->n_done < 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (fixture->objects);
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
test_memory (Fixture *fixture, gconstpointer data)
{
  const goffset         size = 256 * 1024 * 1024;
  g_autoptr (GPtrArray) files = list_files (new_sparse_file (fixture, "a.bin", size, 'a'), NULL);
  gsize                 before = get_peak_memory ();

  gradio_client_set_transfer_timeout (fixture->client, 0);
  fixture->swallows = TRUE;
  upload (fixture, files);
  assert_all_good (fixture);
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

  g_test_add ("/upload/many", Fixture, NULL, set_up, test_many, tear_down);
  g_test_add ("/upload/duplicates", Fixture, NULL, set_up, test_duplicates, tear_down);
  g_test_add ("/upload/large-duplicates", Fixture, NULL, set_up, test_large_duplicates, tear_down);
  g_test_add ("/upload/at-once", Fixture, NULL, set_up, test_at_once, tear_down);
  g_test_add ("/upload/folder", Fixture, NULL, set_up, test_folder, tear_down);
  g_test_add ("/upload/folder-names", Fixture, NULL, set_up, test_folder_names, tear_down);
  g_test_add ("/upload/file-progress", Fixture, NULL, set_up, test_file_progress, tear_down);
  g_test_add ("/upload/folder-in-job", Fixture, NULL, set_up, test_folder_in_job, tear_down);
  g_test_add ("/upload/web-address", Fixture, NULL, set_up, test_web_address, tear_down);
  g_test_add ("/upload/errors", Fixture, NULL, set_up, test_errors, tear_down);
  g_test_add ("/upload/cut", Fixture, NULL, set_up, test_cut, tear_down);
  g_test_add ("/upload/stalled", Fixture, "plain", set_up, test_stalled, tear_down);
  g_test_add ("/upload/deaf", Fixture, NULL, set_up, test_deaf, tear_down);
  g_test_add ("/upload/login", Fixture, "plain", set_up, test_login, tear_down);
  g_test_add ("/upload/odd-answers", Fixture, "plain", set_up, test_odd_answers, tear_down);
  g_test_add ("/upload/shrinking-file", Fixture, NULL, set_up, test_shrinking_file, tear_down);
  g_test_add ("/upload/unreadable-file", Fixture, NULL, set_up, test_unreadable_file, tear_down);
  g_test_add ("/upload/cancel", Fixture, "plain", set_up, test_cancel, tear_down);
  g_test_add ("/upload/memory", Fixture, NULL, set_up, test_memory, tear_down);

  return g_test_run ();
}
