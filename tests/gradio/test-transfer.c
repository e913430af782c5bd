/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files on their way to and from a server. */
#define _GNU_SOURCE /* unshare() */

#include "fake-app.h"

#include <glib/gstdio.h>
#include <sched.h>
#include <string.h>
#include <sys/mount.h>

#define UPLOAD "/gradio_api/upload"

typedef struct {
  FakeApp      *app;
  GradioClient *client;
  char         *folder;
  JsonNode     *object;
  GFile        *cached;
  GError       *error;
  goffset       transferred;
  gboolean      done;
} Fixture;

static void
connected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  Fixture *fixture = user_data;

  gradio_client_connect_finish (GRADIO_CLIENT (source), result, &fixture->error);
  g_assert_no_error (fixture->error);
  fixture->done = TRUE;
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->app = fake_app_new ();
  fixture->client = gradio_client_new (fake_app_get_uri (fixture->app));
  fixture->folder = g_dir_make_tmp ("transfer-XXXXXX", NULL);
  gradio_client_connect_async (fixture->client, NULL, connected_cb, fixture);
  fake_app_wait (&fixture->done);
  fixture->done = FALSE;
}

/* What a test leaves in its folder would fail the removal: no partial file may stay. */
static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_clear_pointer (&fixture->object, json_node_unref);
  g_clear_object (&fixture->cached);
  g_clear_error (&fixture->error);
  g_assert_finalize_object (fixture->client);
  fake_app_free (fixture->app);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
}

static void
progress_cb (goffset  transferred,
             goffset  total,
             gpointer user_data)
{
  Fixture *fixture = user_data;

  g_assert_cmpint (transferred, >=, fixture->transferred);
  fixture->transferred = transferred;
}

static void
uploaded_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Fixture *fixture = user_data;

  g_clear_pointer (&fixture->object, json_node_unref);
  g_clear_error (&fixture->error);
  fixture->object = gradio_client_upload_finish (GRADIO_CLIENT (source), result, &fixture->error);
  fixture->done = TRUE;
}

static void
upload (Fixture *fixture,
        GFile   *file)
{
  fixture->done = FALSE;
  fixture->transferred = 0;
  gradio_client_upload_async (fixture->client, file, progress_cb, fixture, NULL, NULL, uploaded_cb, fixture);
  fake_app_wait (&fixture->done);
}

static GFile *
new_file (Fixture    *fixture,
          const char *name,
          gsize       size)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autofree char *content = g_strnfill (size, 'z');

  g_assert_true (g_file_set_contents (path, content, size, NULL));

  return g_file_new_for_path (path);
}

static void
test_upload (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr (GFile) file = new_file (fixture, "gr\xc3\xb6\xc3\x9f\"e.txt", 50000);
  JsonObject       *object;
  const char       *body;

  upload (fixture, file);
  g_assert_no_error (fixture->error);
  object = json_node_get_object (fixture->object);
  g_assert_cmpstr (json_object_get_string_member (object, "path"), ==, "/tmp/gradio/abc/name.txt");
  g_assert_cmpstr (json_object_get_string_member (object, "orig_name"), ==, "gr\xc3\xb6\xc3\x9f\"e.txt");
  g_assert_cmpint (json_object_get_int_member (object, "size"), ==, 50000);
  g_assert_cmpint (fixture->transferred, >=, 50000);

  body = fake_app_get_last_body (fixture->app, UPLOAD);
  g_assert_nonnull (strstr (body, "name=\"files\"; filename=\"gr\xc3\xb6\xc3\x9f_e.txt\""));
  g_assert_null (strstr (body, "filename*="));
  g_assert_cmpuint (fake_app_get_last_size (fixture->app, UPLOAD), >, 50000);

  /* The same file again stays here; changed, it goes out once more. */
  upload (fixture, file);
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (fake_app_count_requests (fixture->app, UPLOAD), ==, 1);
  g_object_unref (new_file (fixture, "gr\xc3\xb6\xc3\x9f\"e.txt", 60000));
  upload (fixture, file);
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (fake_app_count_requests (fixture->app, UPLOAD), ==, 2);
  g_file_delete (file, NULL, NULL);
}

static void
test_upload_refused (Fixture      *fixture,
                     gconstpointer data)
{
  g_autoptr (GFile) large = new_file (fixture, "large.bin", 100001);
  g_autoptr (GFile) small = new_file (fixture, "small.bin", 10);
  g_autoptr (GFile) missing = g_file_new_for_path ("/nowhere/at all.txt");

  upload (fixture, large);
  g_assert_error (fixture->error, GRADIO_ERROR, GRADIO_ERROR_TOO_LARGE);
  g_assert_cmpuint (fake_app_count_requests (fixture->app, UPLOAD), ==, 0);
  upload (fixture, missing);
  g_assert_error (fixture->error, GRADIO_ERROR, GRADIO_ERROR_FILE);
  g_assert_nonnull (strstr (fixture->error->message, "at all.txt"));

  fake_app_answer (fixture->app, UPLOAD, 413, "text/plain", "File size exceeded maximum allowed size of 5 bytes.");
  upload (fixture, small);
  g_assert_error (fixture->error, GRADIO_ERROR, GRADIO_ERROR_TOO_LARGE);
  fake_app_answer (fixture->app, UPLOAD, 200, "application/json", "[]");
  upload (fixture, small);
  g_assert_error (fixture->error, GRADIO_ERROR, GRADIO_ERROR_SERVER);

  g_file_delete (large, NULL, NULL);
  g_file_delete (small, NULL, NULL);
}

static GradioFile *
new_remote (const char *json)
{
  g_autoptr (JsonNode) node = gradio_json_parse (json, -1, NULL);

  return gradio_file_new_from_json (node);
}

static void
downloaded_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  Fixture *fixture = user_data;

  g_clear_error (&fixture->error);
  gradio_client_download_finish (GRADIO_CLIENT (source), result, &fixture->error);
  fixture->done = TRUE;
}

static char *
download (Fixture    *fixture,
          GradioFile *file,
          const char *folder)
{
  g_autofree char  *path = g_build_filename (folder, gradio_file_get_name (file), NULL);
  g_autoptr (GFile) destination = g_file_new_for_path (path);
  char             *content = NULL;

  fixture->done = FALSE;
  fixture->transferred = 0;
  gradio_client_download_async (fixture->client, file, destination, progress_cb, fixture, NULL, NULL,
                                downloaded_cb, fixture);
  fake_app_wait (&fixture->done);
  if (fixture->error == NULL)
    g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_file_delete (destination, NULL, NULL);

  return content;
}

static void
test_download (Fixture      *fixture,
               gconstpointer data)
{
  g_autoptr (GradioFile) file = new_remote ("{\"path\":\"/tmp/g/a b.txt\",\"url\":\"http://elsewhere/file=x\","
                                            "\"orig_name\":\"../../evil.txt\",\"meta\":{\"_type\":\"gradio.FileData\"}}");
  g_autoptr (GradioFile) inline_file = new_remote ("{\"path\":null,\"url\":\"data:text/plain;base64,aGk=\","
                                                   "\"orig_name\":\"i.txt\",\"meta\":{\"_type\":\"gradio.FileData\"}}");
  g_autofree char       *content = NULL;
  g_autofree char       *inline_content = NULL;
  g_autofree char       *uri = gradio_client_dup_file_uri (fixture->client, file);

  g_assert_true (g_str_has_suffix (uri, "/gradio_api/file=/tmp/g/a%20b.txt"));
  g_assert_true (g_str_has_prefix (uri, fake_app_get_uri (fixture->app)));

  fake_app_answer (fixture->app, "/gradio_api/file=/tmp/g/a b.txt", 200, "text/plain", "content");
  g_assert_cmpstr (gradio_file_get_name (file), ==, "evil.txt");
  content = download (fixture, file, fixture->folder);
  g_assert_no_error (fixture->error);
  g_assert_cmpstr (content, ==, "content");
  g_assert_cmpint (fixture->transferred, ==, 7);

  inline_content = download (fixture, inline_file, fixture->folder);
  g_assert_no_error (fixture->error);
  g_assert_cmpstr (inline_content, ==, "hi");
}

static void
test_download_refused (Fixture      *fixture,
                       gconstpointer data)
{
  g_autoptr (GradioFile) file = new_remote ("{\"path\":\"/x\",\"meta\":{\"_type\":\"gradio.FileData\"}}");
  g_autoptr (GradioFile) nowhere = new_remote ("{\"path\":\"http://127.0.0.1:1/x\",\"meta\":{\"_type\":\"gradio.FileData\"}}");
  g_autoptr (GradioFile) local = new_remote ("{\"path\":\"file:///etc/passwd\",\"meta\":{\"_type\":\"gradio.LocalFile\"}}");

  g_free (download (fixture, file, fixture->folder));
  g_assert_error (fixture->error, GRADIO_ERROR, GRADIO_ERROR_FILE); /* 404 */
  fake_app_answer (fixture->app, "/gradio_api/file=/x", 200, "text/plain", "content");
  g_free (download (fixture, file, "/nowhere"));
  g_assert_error (fixture->error, GRADIO_ERROR, GRADIO_ERROR_FILE);
  g_free (download (fixture, nowhere, fixture->folder));
  g_assert_error (fixture->error, GRADIO_ERROR, GRADIO_ERROR_UNREACHABLE);
  if (local != NULL) /* whatever a server says, it names no file of this computer */
    g_assert_null (gradio_file_get_local (local));
}

/* On a file system of 64 KiB that main() has made. */
static void
test_disk_full (Fixture      *fixture,
                gconstpointer data)
{
  const char            *folder = data;
  g_autoptr (GradioFile) file = new_remote ("{\"path\":\"/x\",\"orig_name\":\"x.bin\",\"meta\":{\"_type\":\"gradio.FileData\"}}");
  g_autofree char       *large = g_strnfill (300000, 'x');
  g_autoptr (GDir)       dir = NULL;

  if (folder == NULL) {
    g_test_skip ("a small file system cannot be mounted here");
    return;
  }

  fake_app_answer (fixture->app, "/gradio_api/file=/x", 200, "text/plain", large);
  g_free (download (fixture, file, folder));
  g_assert_error (fixture->error, GRADIO_ERROR, GRADIO_ERROR_FILE);
  g_assert_nonnull (strstr (fixture->error->message, "disk is full"));

  dir = g_dir_open (folder, 0, NULL);
  g_assert_null (g_dir_read_name (dir));
}

static void
cached_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Fixture *fixture = user_data;

  g_clear_object (&fixture->cached);
  fixture->cached = gradio_client_cache_finish (GRADIO_CLIENT (source), result, &fixture->error);
  fixture->done = TRUE;
}

static void
test_cache (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr (GradioFile) file = new_remote ("{\"path\":\"/x/pic.png\",\"meta\":{\"_type\":\"gradio.FileData\"}}");
  g_autofree char       *path = NULL;
  const char            *route = "/gradio_api/file=/x/pic.png";

  fake_app_answer (fixture->app, route, 200, "image/png", "picture");
  for (guint i = 0; i < 2; i++) {
    fixture->done = FALSE;
    gradio_client_cache_async (fixture->client, file, NULL, cached_cb, fixture);
    fake_app_wait (&fixture->done);
    g_assert_no_error (fixture->error);
  }
  path = g_file_get_path (fixture->cached);
  g_assert_true (g_str_has_suffix (path, "/pic.png"));
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (fake_app_count_requests (fixture->app, route), ==, 1);

  /* It goes away with the client. */
  g_clear_object (&fixture->cached);
  g_assert_finalize_object (fixture->client);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  fixture->client = gradio_client_new ("");
}

/* A file without end, and who waits for it. */
typedef struct {
  SoupServerMessage *message; /* (nullable): the request, until it is given up */
  guint              n_requests;
  guint              n_waiting;
  guint              n_cancelled;
} Slow;

static void
given_up_cb (Slow *slow)
{
  slow->message = NULL;
}

static void
wrote_chunk_cb (SoupServerMessage *message)
{
  static const char more[256 * 1024]; /* so that it does not take many to fill the socket */

  soup_message_body_append (soup_server_message_get_response_body (message), SOUP_MEMORY_STATIC, more, sizeof more);
  soup_server_message_unpause (message);
}

static void
slow_cb (SoupServer        *server,
         SoupServerMessage *message,
         const char        *path,
         GHashTable        *query,
         gpointer           user_data)
{
  Slow *slow = user_data;

  slow->n_requests++;
  slow->message = message;
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_message_headers_set_encoding (soup_server_message_get_response_headers (message), SOUP_ENCODING_CHUNKED);
  soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);
  g_signal_connect (message, "wrote-chunk", G_CALLBACK (wrote_chunk_cb), NULL);
  g_signal_connect_swapped (message, "finished", G_CALLBACK (given_up_cb), slow);
  soup_message_body_append (soup_server_message_get_response_body (message), SOUP_MEMORY_STATIC, "start", 5);
}

static void
not_cached_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  Slow              *slow = user_data;
  g_autoptr (GError) error = NULL;

  g_assert_null (gradio_client_cache_finish (GRADIO_CLIENT (source), result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  slow->n_waiting--;
  slow->n_cancelled++;
}

static GCancellable *
wait_for (Fixture    *fixture,
          GradioFile *file,
          Slow       *slow)
{
  GCancellable *cancellable = g_cancellable_new ();

  slow->n_waiting++;
  gradio_client_cache_async (fixture->client, file, cancellable, not_cached_cb, slow);

  return cancellable;
}

static void
run_until (gboolean (*condition) (Slow *slow),
           Slow *slow)
{
  gint64 end = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;

  while (!condition (slow)) {
    g_assert_cmpint (g_get_monotonic_time (), <, end);
    g_main_context_iteration (NULL, FALSE);
  }
}

static gboolean
is_asked_for (Slow *slow)
{
  return slow->message != NULL;
}

static gboolean
is_given_up (Slow *slow)
{
  return slow->message == NULL && slow->n_waiting == 0;
}

static gboolean
one_left (Slow *slow)
{
  return slow->n_waiting == 1;
}

/* It is downloaded once for all, and no further when the last one has given it up. */
static void
test_cache_given_up (Fixture      *fixture,
                     gconstpointer data)
{
  g_autoptr (GradioFile)   file = new_remote ("{\"path\":\"/slow/pic.png\",\"meta\":{\"_type\":\"gradio.FileData\"}}");
  g_autoptr (GradioFile)   other = new_remote ("{\"path\":\"/x/pic.png\",\"meta\":{\"_type\":\"gradio.FileData\"}}");
  g_autoptr (GCancellable) first = NULL;
  g_autoptr (GCancellable) second = NULL;
  g_autoptr (GCancellable) third = NULL;
  Slow                     slow = { 0 };

  soup_server_add_handler (fake_app_get_server (fixture->app), "/gradio_api/file=/slow/pic.png", slow_cb,
                           &slow, NULL);
  first = wait_for (fixture, file, &slow);
  second = wait_for (fixture, file, &slow);
  run_until (is_asked_for, &slow);
  g_cancellable_cancel (first);
  run_until (one_left, &slow);
  g_assert_nonnull (slow.message);
  g_cancellable_cancel (second);
  run_until (is_given_up, &slow);
  g_assert_cmpuint (slow.n_requests, ==, 1);

  /* It can be asked for again, and others come to folders of their own. */
  third = wait_for (fixture, file, &slow);
  run_until (is_asked_for, &slow);
  fake_app_answer (fixture->app, "/gradio_api/file=/x/pic.png", 200, "image/png", "picture");
  gradio_client_cache_async (fixture->client, other, NULL, cached_cb, fixture);
  fake_app_wait (&fixture->done);
  g_assert_no_error (fixture->error);
  g_assert_nonnull (fixture->cached);
  g_cancellable_cancel (third);
  run_until (is_given_up, &slow);
  g_assert_cmpuint (slow.n_requests, ==, 2);
  g_assert_cmpuint (slow.n_cancelled, ==, 3);
}

static void
waited_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Fixture              *fixture = user_data;
  g_autoptr (JsonArray) returns = gradio_job_wait_finish (GRADIO_JOB (source), result, &fixture->error);

  fixture->done = TRUE;
}

/* A local file in a value is sent first, and its place taken by the server's object. */
static void
test_job_with_file (Fixture      *fixture,
                    gconstpointer data)
{
  g_autoptr (GFile)      local = new_file (fixture, "a.txt", 10);
  g_autoptr (GradioFile) file = gradio_file_new_local (local);
  g_autoptr (JsonArray)  values = json_array_new ();
  g_autoptr (GradioJob)  job = NULL;
  const char            *body;

  json_array_add_string_element (values, "w");
  json_array_add_element (values, gradio_file_to_json (file));
  job = gradio_client_submit (fixture->client, gradio_client_find_endpoint (fixture->client, "/echo", NULL),
                              values);
  gradio_job_wait_async (job, NULL, waited_cb, fixture);
  fake_app_wait (&fixture->done);
  g_assert_no_error (fixture->error);

  body = fake_app_get_last_body (fixture->app, "/gradio_api/queue/join");
  g_assert_nonnull (strstr (body, "\"path\":\"/tmp/gradio/abc/name.txt\""));
  g_assert_nonnull (strstr (body, "gradio.FileData"));
  g_assert_null (strstr (body, "grant"));
  g_assert_cmpfloat (gradio_job_get_upload_fraction (job), ==, 1);

  fixture->done = FALSE;
  g_clear_object (&job);
  g_file_delete (local, NULL, NULL);
  job = gradio_client_submit (fixture->client, gradio_client_find_endpoint (fixture->client, "/echo", NULL),
                              values);
  gradio_job_wait_async (job, NULL, waited_cb, fixture);
  fake_app_wait (&fixture->done);
  g_assert_error (fixture->error, GRADIO_ERROR, GRADIO_ERROR_FILE);
  gradio_client_close (fixture->client);
}

/* Needs a mount namespace of its own, and so no second thread yet. */
static char *
mount_small_folder (void)
{
  char *folder = g_dir_make_tmp ("small-XXXXXX", NULL);

  if ((unshare (CLONE_NEWNS) == 0 || unshare (CLONE_NEWUSER | CLONE_NEWNS) == 0) &&
      mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
      mount ("tmpfs", folder, "tmpfs", 0, "size=64k") == 0)
    return folder;

  g_rmdir (folder);
  g_free (folder);

  return NULL;
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *small = mount_small_folder ();
  int              status;

  g_test_init (&argc, &argv, NULL);

  g_test_add ("/transfer/upload", Fixture, NULL, set_up, test_upload, tear_down);
  g_test_add ("/transfer/upload-refused", Fixture, NULL, set_up, test_upload_refused, tear_down);
  g_test_add ("/transfer/download", Fixture, NULL, set_up, test_download, tear_down);
  g_test_add ("/transfer/download-refused", Fixture, NULL, set_up, test_download_refused, tear_down);
  g_test_add ("/transfer/disk-full", Fixture, small, set_up, test_disk_full, tear_down);
  g_test_add ("/transfer/cache", Fixture, NULL, set_up, test_cache, tear_down);
  g_test_add ("/transfer/cache-given-up", Fixture, NULL, set_up, test_cache_given_up, tear_down);
  g_test_add ("/transfer/job-with-file", Fixture, NULL, set_up, test_job_with_file, tear_down);

  status = g_test_run ();
  if (small != NULL) {
    umount (small);
    g_rmdir (small);
  }

  return status;
}
