/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Large uploads, on connections of their own, to servers that answer in all ways, too early, or not at all. */
#include "gradio-client.h"
#include "gradio-error.h"
#include "upload-peer.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define MIB (1024 * 1024)
#define GOOD "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 11\r\n\r\n[\"/tmp/a1\"]"

static const char CONFIG[] =
  "{\"version\":\"6.31.0\",\"protocol\":\"sse_v3\",\"api_prefix\":\"/gradio_api\",\"app_id\":1,\"components\":[],"
  "\"layout\":{\"id\":0,\"children\":[]},\"dependencies\":[]}";

typedef struct {
  UploadPeer   *peer;
  GradioClient *client;
  GCancellable *cancellable;
  char         *folder;
  GPtrArray    *files; /* of GFile */
  JsonArray    *objects;
  GPtrArray    *errors;
  GError       *error;
  goffset       transferred;
  goffset       total;
  gboolean      done;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->cancellable = g_cancellable_new ();
  fixture->folder = g_dir_make_tmp ("channel-XXXXXX", NULL);
  fixture->files = g_ptr_array_new_with_free_func (g_object_unref);
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
  g_assert_finalize_object (fixture->client);
  upload_peer_free (fixture->peer);
  for (guint i = 0; i < fixture->files->len; i++)
    g_assert_true (g_file_delete (fixture->files->pdata[i], NULL, NULL));
  g_ptr_array_unref (fixture->files);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_object_unref (fixture->cancellable);
  g_free (fixture->folder);
}

static gboolean
too_late_cb (gpointer user_data)
{
  g_error ("Waited in vain");

  return G_SOURCE_REMOVE;
}

static void
wait_until_done (Fixture *fixture)
{
  guint id = g_timeout_add_seconds (20, too_late_cb, NULL);

  while (!fixture->done)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (id);
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;

  gradio_client_connect_finish (GRADIO_CLIENT (source), result, &fixture->error);
  g_assert_no_error (fixture->error);
  fixture->done = TRUE;
}

static void
make_client (Fixture *fixture, const UploadStep *steps, guint n_steps)
{
  g_autofree char *uri = NULL;

  fixture->peer = upload_peer_new (CONFIG, steps, n_steps);
  uri = upload_peer_dup_uri (fixture->peer);
  fixture->client = gradio_client_new (uri);
  gradio_client_set_transfer_timeout (fixture->client, 600); /* pauses of 10 to 160 ms */
}

static void
connect_client (Fixture *fixture)
{
  fixture->done = FALSE;
  gradio_client_connect_async (fixture->client, NULL, connected_cb, fixture);
  wait_until_done (fixture);
}

/* Content that repeats nowhere near a size at which things are cut. */
static char *
make_content (gsize size)
{
  char   *content = g_malloc (size);
  guint32 value = 1;

  for (gsize i = 0; i < size; i++) {
    value = value * 1664525 + 1013904223;
    content[i] = (char) (value >> 24);
  }

  return content;
}

static const char *
add_file (Fixture *fixture, const char *name, gsize size)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autofree char *content = make_content (size);

  g_assert_true (g_file_set_contents (path, content, (gssize) size, NULL));
  g_ptr_array_add (fixture->files, g_file_new_for_path (path));

  return g_file_peek_path (fixture->files->pdata[fixture->files->len - 1]);
}

static void
progress_cb (goffset transferred, goffset total, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_assert_cmpint (transferred, >=, fixture->transferred);
  fixture->transferred = transferred;
  fixture->total = total;
}

static void
uploaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->objects = gradio_client_upload_many_finish (GRADIO_CLIENT (source), result, &fixture->errors,
                                                       &fixture->error);
  fixture->done = TRUE;
}

static void
start (Fixture *fixture)
{
  clear_outcome (fixture);
  fixture->done = FALSE;
  fixture->transferred = 0;
  gradio_client_upload_many_async (fixture->client, fixture->files, progress_cb, fixture, NULL, fixture->cancellable,
                                   uploaded_cb, fixture);
}

static void
upload (Fixture *fixture, const UploadStep *steps, guint n_steps)
{
  make_client (fixture, steps, n_steps);
  connect_client (fixture);
  start (fixture);
  wait_until_done (fixture);
}

static void
assert_good (Fixture *fixture)
{
  g_assert_no_error (fixture->error);
  g_assert_no_error ((GError *) fixture->errors->pdata[0]);
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (fixture->objects, 0), "path"), ==,
                   "/tmp/a1");
  g_assert_cmpint (fixture->transferred, ==, fixture->total);
}

static void
assert_error (Fixture *fixture, int code)
{
  g_assert_no_error (fixture->error);
  g_assert_error ((GError *) fixture->errors->pdata[0], GRADIO_ERROR, code);
}

static char *
dup_header (const char *head, const char *name)
{
  g_autofree char *start = g_strdup_printf ("\r\n%s: ", name);
  const char      *found = strstr (head, start);
  const char      *value = found != NULL ? found + strlen (start) : NULL;

  return value != NULL ? g_strndup (value, strcspn (value, "\r")) : NULL;
}

/* Every byte of the body, on the channel and not on libsoup's way. */
static void
assert_body (Fixture *fixture, guint i, gsize size)
{
  const char      *head = upload_peer_get_head (fixture->peer, i);
  GByteArray      *body = upload_peer_get_body (fixture->peer, i);
  g_autofree char *type = dup_header (head, "Content-Type");
  g_autofree char *connection = dup_header (head, "Connection");
  g_autofree char *content = make_content (size);
  g_autofree char *expected_head = NULL;
  g_autofree char *expected_tail = NULL;
  const char      *boundary;

  g_assert_cmpstr (connection, ==, "close");
  g_assert_true (g_str_has_prefix (type, "multipart/form-data; boundary="));
  boundary = strchr (type, '=') + 1;
  expected_head = g_strdup_printf ("--%s\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.bin\"\r\n"
                                   "Content-Type: application/octet-stream\r\n\r\n",
                                   boundary);
  expected_tail = g_strdup_printf ("\r\n--%s--\r\n", boundary);
  g_assert_cmpuint (body->len, ==, strlen (expected_head) + size + strlen (expected_tail));
  g_assert_cmpmem (body->data, strlen (expected_head), expected_head, strlen (expected_head));
  g_assert_true (memcmp (body->data + strlen (expected_head), content, size) == 0);
  g_assert_cmpmem (body->data + strlen (expected_head) + size, strlen (expected_tail), expected_tail,
                   strlen (expected_tail));
}

static void
test_answers (Fixture *fixture, gconstpointer data)
{
  const UploadStep step = { .n_read = -1, .answer = data };

  add_file (fixture, "a.bin", 12 * MIB + 7);
  upload (fixture, &step, 1);
  assert_good (fixture);
  g_assert_cmpuint (upload_peer_count (fixture->peer), ==, 1);
  assert_body (fixture, 0, 12 * MIB + 7);
}

/* What is no answer is told in libsoup's words. */
static void
test_broken_answers (Fixture *fixture, gconstpointer data)
{
  const UploadStep step = { .n_read = -1, .answer = data };

  add_file (fixture, "a.bin", 2 * MIB);
  upload (fixture, &step, 1);
  g_assert_no_error (fixture->error);
  g_assert_nonnull (fixture->errors->pdata[0]);
  g_assert_true (((GError *) fixture->errors->pdata[0])->domain == GRADIO_ERROR);
  g_assert_cmpuint (upload_peer_count (fixture->peer), >, 1);
}

/* Nobody takes the rest, and the connection stays: what was said is enough. */
static void
test_early_refusal (Fixture *fixture, gconstpointer data)
{
  const UploadStep step = {
    .n_read = 100000,
    .answer = "HTTP/1.1 413 Too Large\r\nContent-Type: text/plain\r\nContent-Length: 9\r\n\r\ntoo large",
    .stays = TRUE,
  };

  add_file (fixture, "a.bin", 64 * MIB);
  upload (fixture, &step, 1);
  assert_error (fixture, GRADIO_ERROR_TOO_LARGE);
  g_assert_cmpuint (upload_peer_count (fixture->peer), ==, 1);
  upload_peer_wait_closed (fixture->peer);
}

static void
test_cut (Fixture *fixture, gconstpointer data)
{
  const UploadStep steps[] = { { .n_read = MIB }, { .n_read = -1, .answer = GOOD } };

  add_file (fixture, "a.bin", 16 * MIB);
  upload (fixture, steps, G_N_ELEMENTS (steps));
  assert_good (fixture);
  g_assert_cmpuint (upload_peer_count (fixture->peer), ==, 2);
}

/* A proxy that finds nothing behind it for a moment. */
static void
test_temporary (Fixture *fixture, gconstpointer data)
{
  const UploadStep steps[] = {
    { .n_read = -1, .answer = "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n" },
    { .n_read = -1, .answer = GOOD },
  };

  add_file (fixture, "a.bin", 2 * MIB);
  upload (fixture, steps, G_N_ELEMENTS (steps));
  assert_good (fixture);
  g_assert_cmpuint (upload_peer_count (fixture->peer), ==, 2);
}

static void
test_redirect (Fixture *fixture, gconstpointer data)
{
  const UploadStep step = {
    .n_read = -1,
    .answer = "HTTP/1.1 307 Elsewhere\r\nLocation: https://example.org/upload\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
  };

  add_file (fixture, "a.bin", 2 * MIB);
  upload (fixture, &step, 1);
  assert_error (fixture, GRADIO_ERROR_SERVER);
  g_assert_nonnull (strstr (((GError *) fixture->errors->pdata[0])->message, "example.org"));
  g_assert_cmpuint (upload_peer_count (fixture->peer), ==, 2);
}

static void
test_login (Fixture *fixture, gconstpointer data)
{
  const UploadStep steps[] = {
    { .n_read = -1,
      .answer = "HTTP/1.1 401 No\r\nContent-Type: application/json\r\nContent-Length: 30\r\nConnection: close\r\n\r\n"
                "{\"detail\":\"Not authenticated\"}" },
    { .n_read = -1, .answer = GOOD },
  };
  const gsize      size = data != NULL ? 10 : 2 * MIB;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  add_file (fixture, "a.bin", size);
  make_client (fixture, steps, G_N_ELEMENTS (steps));
  gradio_client_set_login (fixture->client, "ada", "secret");
  connect_client (fixture);
  start (fixture);
  wait_until_done (fixture);
  assert_good (fixture);

  g_assert_cmpuint (upload_peer_count (fixture->peer), ==, 2);
  first = dup_header (upload_peer_get_head (fixture->peer, 0), "Cookie");
  second = dup_header (upload_peer_get_head (fixture->peer, 1), "Cookie");
  g_assert_cmpstr (first, !=, second);
  g_assert_nonnull (strstr (second, "access-token=t"));
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char **) a, *(char **) b);
}

/* Sorted, without what says how a message is packed. */
static char *
list_headers (const char *head)
{
  static const char *const packing[] = { "Accept-Encoding:", "Connection:", "Content-Length:", "Content-Type:" };
  g_auto (GStrv)           lines = g_strsplit (head, "\r\n", -1);
  g_autoptr (GPtrArray)    kept = g_ptr_array_new ();

  for (guint i = 0; lines[i] != NULL; i++) {
    gboolean is_packing = FALSE;

    for (guint j = 0; j < G_N_ELEMENTS (packing); j++)
      is_packing |= g_str_has_prefix (lines[i], packing[j]);
    if (!is_packing)
      g_ptr_array_add (kept, lines[i]);
  }

  g_ptr_array_sort (kept, compare_lines);
  g_ptr_array_add (kept, NULL);

  return g_strjoinv ("\n", (char **) kept->pdata);
}

static void
test_headers (Fixture *fixture, gconstpointer data)
{
  const UploadStep step = { .n_read = -1, .answer = GOOD };
  g_autofree char *channel = NULL;
  g_autofree char *usual = NULL;

  make_client (fixture, &step, 1);
  gradio_client_set_token (fixture->client, "hf_secret");
  gradio_client_add_header (fixture->client, "X-Key", "a key");
  gradio_client_add_cookie (fixture->client, "session", "42");
  connect_client (fixture);

  add_file (fixture, "a.bin", 2 * MIB);
  start (fixture);
  wait_until_done (fixture);
  assert_good (fixture);
  g_ptr_array_add (fixture->files, g_ptr_array_steal_index (fixture->files, 0));
  add_file (fixture, "b.bin", 10);
  start (fixture);
  wait_until_done (fixture);

  channel = list_headers (upload_peer_get_head (fixture->peer, 0));
  usual = list_headers (upload_peer_get_head (fixture->peer, 1));
  g_assert_cmpstr (channel, ==, usual);
  g_assert_nonnull (strstr (channel, "X-Key: a key"));
  g_assert_nonnull (strstr (channel, "Cookie: session=42"));
  g_assert_nonnull (strstr (channel, "User-Agent: Spaceport/"));
}

/* Shorter or longer once the request has begun. */
static void
test_changing_file (Fixture *fixture, gconstpointer data)
{
  UploadStep step = { .n_read = -1, .answer = GOOD, .new_length = GPOINTER_TO_INT (data) * MIB };

  step.to_change = add_file (fixture, "a.bin", 64 * MIB);
  upload (fixture, &step, 1);
  assert_error (fixture, GRADIO_ERROR_FILE);
  g_assert_nonnull (strstr (((GError *) fixture->errors->pdata[0])->message, step.new_length > 64 * MIB ? "longer" : "shorter"));
  g_assert_cmpuint (upload_peer_count (fixture->peer), ==, 1);
}

static gboolean
cancel_cb (gpointer user_data)
{
  Fixture *fixture = user_data;

  if (fixture->transferred == 0)
    return G_SOURCE_CONTINUE;

  g_cancellable_cancel (fixture->cancellable);

  return G_SOURCE_REMOVE;
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  const UploadStep step = { .n_read = MIB, .stays = TRUE };

  add_file (fixture, "a.bin", 64 * MIB);
  make_client (fixture, &step, 1);
  gradio_client_set_transfer_timeout (fixture->client, 20000);
  connect_client (fixture);
  g_timeout_add (20, cancel_cb, fixture);
  start (fixture);
  wait_until_done (fixture);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  upload_peer_wait_closed (fixture->peer); /* by the thread, which is at its end */
}

/* Of a batch each name and each byte arrives. */
static void
test_batch (Fixture *fixture, gconstpointer data)
{
  const UploadStep step = {
    .n_read = -1,
    .answer = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 31\r\n\r\n[\"/tmp/a1\",\"/tmp/b2\",\"/tmp/c3\"]",
  };
  g_autofree char       *content = make_content (MIB);
  const char *const      names[] = { "a.bin", "b.bin", "c.bin" };
  const gsize            sizes[] = { MIB, 700001, 3 };
  g_autoptr (GByteArray) expected = g_byte_array_new ();
  g_autofree char       *type = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    add_file (fixture, names[i], sizes[i]);
  upload (fixture, &step, 1);
  assert_good (fixture);
  g_assert_cmpuint (upload_peer_count (fixture->peer), ==, 1);

  type = dup_header (upload_peer_get_head (fixture->peer, 0), "Content-Type");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *head = g_strdup_printf ("%s--%s\r\nContent-Disposition: form-data; name=\"files\"; filename=\"%s\"\r\n"
                                             "Content-Type: application/octet-stream\r\n\r\n",
                                             i > 0 ? "\r\n" : "", strchr (type, '=') + 1, names[i]);

    g_byte_array_append (expected, (guint8 *) head, strlen (head));
    g_byte_array_append (expected, (guint8 *) content, sizes[i]);
  }
  g_assert_cmpuint (upload_peer_get_body (fixture->peer, 0)->len, >, expected->len);
  g_assert_true (memcmp (upload_peer_get_body (fixture->peer, 0)->data, expected->data, expected->len) == 0);
}

static const struct {
  const char *name;
  const char *answer;
} ANSWERS[] = {
  { "length", GOOD },
  { "chunked", "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
               "4;x=y\r\n[\"/t\r\n7\r\nmp/a1\"]\r\n0\r\n\r\n" },
  { "until-close", "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n[\"/tmp/a1\"]" },
  { "after-hints", "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" GOOD },
},
  BROKEN[] = {
    { "none", NULL },
    { "not-http", "hello\r\n\r\n" },
    { "half-a-head", "HTTP/1.1 200 OK\r\nContent-Le" },
    { "half-a-body", "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 11\r\n\r\n[\"/tm" },
    { "bad-chunk", "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n[\"/t\r\n0\r\n\r\n" },
  };

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (ANSWERS); i++) {
    g_autofree char *path = g_strconcat ("/upload-channel/answers/", ANSWERS[i].name, NULL);

    g_test_add (path, Fixture, ANSWERS[i].answer, set_up, test_answers, tear_down);
  }
  for (guint i = 0; i < G_N_ELEMENTS (BROKEN); i++) {
    g_autofree char *path = g_strconcat ("/upload-channel/broken-answers/", BROKEN[i].name, NULL);

    g_test_add (path, Fixture, BROKEN[i].answer, set_up, test_broken_answers, tear_down);
  }
  g_test_add ("/upload-channel/early-refusal", Fixture, NULL, set_up, test_early_refusal, tear_down);
  g_test_add ("/upload-channel/cut", Fixture, NULL, set_up, test_cut, tear_down);
  g_test_add ("/upload-channel/temporary", Fixture, NULL, set_up, test_temporary, tear_down);
  g_test_add ("/upload-channel/redirect", Fixture, NULL, set_up, test_redirect, tear_down);
  g_test_add ("/upload-channel/login", Fixture, NULL, set_up, test_login, tear_down);
  g_test_add ("/upload-channel/login-usual-way", Fixture, "small", set_up, test_login, tear_down);
  g_test_add ("/upload-channel/headers", Fixture, NULL, set_up, test_headers, tear_down);
  g_test_add ("/upload-channel/shrinking-file", Fixture, GINT_TO_POINTER (1), set_up, test_changing_file, tear_down);
  g_test_add ("/upload-channel/growing-file", Fixture, GINT_TO_POINTER (65), set_up, test_changing_file, tear_down);
  g_test_add ("/upload-channel/cancel", Fixture, NULL, set_up, test_cancel, tear_down);
  g_test_add ("/upload-channel/batch", Fixture, NULL, set_up, test_batch, tear_down);

  return g_test_run ();
}
