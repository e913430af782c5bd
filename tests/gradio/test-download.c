/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Downloads from servers that break off, stand still, or give something else than was asked for. */
#include "fake-app.h"
#include "raw-server.h"

#include <glib/gstdio.h>
#include <string.h>

#define CONTENT "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define CONTENT_LENGTH (sizeof CONTENT - 1)
#define TAG "\"tag-1\""
#define MODIFIED "Sun, 06 Nov 1994 08:49:37 GMT"
#define MODIFIED_UNIX 784111777

/* How the server is wrong. */
typedef struct {
  guint       n_cut;         /* so many answers end after cut_at bytes */
  gsize       cut_at;        /* of the whole answer */
  gsize       cut_body;      /* of the body, when not 0 */
  gboolean    is_silent;     /* instead of closing it says nothing more */
  gboolean    ignores_range; /* 200 whole */
  gboolean    ignores_if_range;
  gboolean    has_no_tag;
  gboolean    changes_tag;   /* with the second answer */
  gssize      wrong_start;   /* added to the start of a part */
  gboolean    refuses_range; /* 416 */
  const char *status;        /* nullable: this instead */
  gsize       promised;      /* length that is said, when not 0 */
} Fault;

typedef struct {
  FakeApp      *app;
  GradioClient *client;
  RawServer    *server;
  GCancellable *cancellable;
  char         *folder;
  Fault         fault;
  GString      *heads; /* of all requests */
  GFile        *place;
  GError       *error;
  goffset       transferred;
  gboolean      done;
} Fixture;

static gsize
find_range (const char *head)
{
  const char *range = strstr (head, "Range: bytes=");
  guint64     start = 0;

  if (range == NULL || g_str_has_prefix (range - 3, "If-"))
    return 0;

  start = g_ascii_strtoull (range + strlen ("Range: bytes="), (char **) &range, 10);
  g_assert_true (g_str_has_prefix (range, "-\r\n")); /* a closed one hangs on old servers */

  return start;
}

static gboolean
answer_cb (const char *head, guint number, GString *response, gpointer user_data)
{
  Fixture    *fixture = user_data;
  Fault      *fault = &fixture->fault;
  const char *tag = fault->changes_tag && number > 0 ? "\"tag-2\"" : TAG;
  gsize       start = fault->ignores_range ? 0 : find_range (head);
  gsize       length;

  g_string_append (fixture->heads, head);
  g_assert_nonnull (strstr (head, "Accept-Encoding: identity\r\n"));

  if (start > 0 && !fault->ignores_if_range && strstr (head, tag) == NULL && strstr (head, MODIFIED) == NULL)
    start = 0;
  if (fault->status != NULL) {
    g_string_append_printf (response, "HTTP/1.1 %s\r\nContent-Length: 0\r\n\r\n", fault->status);
    return TRUE;
  }
  if (fault->refuses_range && start > 0) {
    g_string_append_printf (response, "HTTP/1.1 416 No\r\nContent-Range: bytes */%" G_GSIZE_FORMAT "\r\n\r\n",
                            CONTENT_LENGTH);
    return TRUE;
  }

  length = CONTENT_LENGTH - start;
  g_string_append (response, start > 0 ? "HTTP/1.1 206 Part\r\n" : "HTTP/1.1 200 OK\r\n");
  if (!fault->has_no_tag)
    g_string_append_printf (response, "ETag: %s\r\nLast-Modified: " MODIFIED "\r\n", tag);
  if (start > 0)
    g_string_append_printf (response,
                            "Content-Range: bytes %" G_GSIZE_FORMAT "-%" G_GSIZE_FORMAT "/%" G_GSIZE_FORMAT "\r\n",
                            (gsize) ((gssize) start + fault->wrong_start), CONTENT_LENGTH - 1, CONTENT_LENGTH);
  g_string_append_printf (response, "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n",
                          fault->promised > 0 ? fault->promised : length);
  if (fault->cut_body > 0)
    fault->cut_at = response->len + fault->cut_body;
  g_string_append (response, &CONTENT[start]);

  if (number >= fault->n_cut)
    return TRUE;
  g_string_truncate (response, MIN (fault->cut_at, response->len));

  return !fault->is_silent;
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
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->app = fake_app_new ();
  fixture->client = gradio_client_new (fake_app_get_uri (fixture->app));
  fixture->folder = g_dir_make_tmp ("download-XXXXXX", NULL);
  fixture->server = raw_server_new (answer_cb, fixture);
  fixture->cancellable = g_cancellable_new ();
  fixture->heads = g_string_new (NULL);
  gradio_client_set_transfer_timeout (fixture->client, 300); /* pauses of 10 to 160 ms */
  gradio_client_connect_async (fixture->client, NULL, connected_cb, fixture);
  fake_app_wait (&fixture->done);
}

/* Whatever a download leaves behind makes the removal of the folder fail. */
static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->place);
  g_clear_object (&fixture->cancellable);
  g_clear_error (&fixture->error);
  g_string_free (fixture->heads, TRUE);
  g_assert_finalize_object (fixture->client);
  raw_server_free (fixture->server);
  fake_app_free (fixture->app);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
}

static GradioFile *
new_remote (Fixture *fixture, const char *orig_name)
{
  g_autoptr (JsonNode) node = NULL;
  g_autofree char     *json =
    g_strdup_printf ("{\"path\":\"http://127.0.0.1:%u/x\",\"orig_name\":\"%s\",\"meta\":{\"_type\":\"gradio.FileData\"}}",
                     raw_server_get_port (fixture->server), orig_name);

  node = gradio_json_parse (json, -1, NULL);

  return gradio_file_new_from_json (node);
}

static void
progress_cb (goffset transferred, goffset total, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_assert_cmpint (transferred, >=, fixture->transferred);
  g_assert_true (total == -1 || transferred <= total);
  fixture->transferred = transferred;
}

static void
downloaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_clear_error (&fixture->error);
  g_clear_object (&fixture->place);
  fixture->place = gradio_client_download_into_finish (GRADIO_CLIENT (source), result, &fixture->error);
  g_assert_cmpint (fixture->place == NULL, ==, fixture->error != NULL);
  fixture->done = TRUE;
}

static void
start (Fixture *fixture, GradioFile *file)
{
  g_autoptr (GFile) folder = g_file_new_for_path (fixture->folder);

  fixture->done = FALSE;
  fixture->transferred = 0;
  gradio_client_download_into_async (fixture->client, file, folder, progress_cb, fixture, NULL, fixture->cancellable,
                                     downloaded_cb, fixture);
}

static void
download (Fixture *fixture, const char *orig_name)
{
  g_autoptr (GradioFile) file = new_remote (fixture, orig_name);

  start (fixture, file);
  fake_app_wait (&fixture->done);
}

static void
assert_downloaded (Fixture *fixture, const char *content)
{
  g_autofree char *found = NULL;

  g_assert_no_error (fixture->error);
  g_assert_true (g_file_load_contents (fixture->place, NULL, &found, NULL, NULL, NULL));
  g_assert_cmpstr (found, ==, content);
  g_assert_true (g_file_delete (fixture->place, NULL, NULL));
}

static void
use_new_server (Fixture *fixture)
{
  raw_server_free (fixture->server);
  fixture->server = raw_server_new (answer_cb, fixture);
  g_string_truncate (fixture->heads, 0);
}

/* In the status line, in the headers, in the body of the answer, which has 162 bytes. */
static void
test_cut_everywhere (Fixture *fixture, gconstpointer data)
{
  for (gsize at = 0; at < 160; at += 3) {
    use_new_server (fixture);
    fixture->fault = (Fault){ .n_cut = 1, .cut_at = at };
    download (fixture, "a.txt");
    assert_downloaded (fixture, CONTENT);
    g_assert_cmpuint (raw_server_count_requests (fixture->server), ==, 2);
    g_assert_cmpint (fixture->transferred, ==, CONTENT_LENGTH);
  }
}

/* Each answer brings ten bytes more: as long as there is something new it goes on. */
static void
test_cut_often (Fixture *fixture, gconstpointer data)
{
  fixture->fault = (Fault){ .n_cut = 100, .cut_body = 6 };
  download (fixture, "a.txt");
  assert_downloaded (fixture, CONTENT);
  g_assert_cmpuint (raw_server_count_requests (fixture->server), >, 10);
  g_assert_nonnull (strstr (fixture->heads->str, "Range: bytes=6-\r\n"));
  g_assert_nonnull (strstr (fixture->heads->str, "If-Range: " TAG "\r\n"));
}

static void
test_never_complete (Fixture *fixture, gconstpointer data)
{
  fixture->fault = (Fault){ .promised = CONTENT_LENGTH + 5, .ignores_range = TRUE };
  download (fixture, "a.txt");
  g_assert_error (fixture->error, GRADIO_ERROR, GRADIO_ERROR_LOST);
  g_assert_cmpuint (raw_server_count_requests (fixture->server), ==, 6); /* five tries after the last new byte */
}

static void
test_other_answers (Fixture *fixture, gconstpointer data)
{
  const Fault faults[] = {
    { .n_cut = 1, .cut_body = 20, .ignores_range = TRUE },
    { .n_cut = 1, .cut_body = 20, .changes_tag = TRUE },
    { .n_cut = 1, .cut_body = 20, .changes_tag = TRUE, .ignores_if_range = TRUE },
    { .n_cut = 1, .cut_body = 20, .wrong_start = -1 },
    { .n_cut = 1, .cut_body = 20, .refuses_range = TRUE },
    { .n_cut = 1, .cut_body = 20, .has_no_tag = TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++) {
    use_new_server (fixture);
    fixture->fault = faults[i];
    download (fixture, "a.txt");
    assert_downloaded (fixture, CONTENT);
  }

  /* What nothing tells apart from a newer file is asked for as a whole. */
  g_assert_null (strstr (fixture->heads->str, "Range"));
}

/* All is there, although more was promised: the server has no rest to give. */
static void
test_nothing_left (Fixture *fixture, gconstpointer data)
{
  fixture->fault = (Fault){ .promised = CONTENT_LENGTH + 5, .refuses_range = TRUE };
  download (fixture, "a.txt");
  assert_downloaded (fixture, CONTENT);
  g_assert_cmpuint (raw_server_count_requests (fixture->server), ==, 2);
}

static void
test_stalled (Fixture *fixture, gconstpointer data)
{
  fixture->fault = (Fault){ .n_cut = 2, .cut_body = 10, .is_silent = TRUE };
  download (fixture, "a.txt");
  assert_downloaded (fixture, CONTENT);

  use_new_server (fixture);
  fixture->fault = (Fault){ .n_cut = 100, .cut_at = 0, .is_silent = TRUE };
  download (fixture, "a.txt");
  g_assert_error (fixture->error, GRADIO_ERROR, GRADIO_ERROR_UNREACHABLE);
  g_assert_cmpuint (raw_server_count_requests (fixture->server), ==, 6);
}

static void
test_statuses (Fixture *fixture, gconstpointer data)
{
  const struct {
    const char *status;
    int         code;
    guint       n_requests;
  } cases[] = {
    { "403 Forbidden", GRADIO_ERROR_FILE, 1 },
    { "404 Not Found", GRADIO_ERROR_FILE, 1 },
    { "401 Unauthorized", GRADIO_ERROR_LOGIN, 1 },
    { "500 Oh", GRADIO_ERROR_SERVER, 1 },
    { "503 Wait", GRADIO_ERROR_LOST, 6 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    use_new_server (fixture);
    fixture->fault = (Fault){ .status = cases[i].status };
    download (fixture, "a.txt");
    g_assert_error (fixture->error, GRADIO_ERROR, cases[i].code);
    g_assert_cmpuint (raw_server_count_requests (fixture->server), ==, cases[i].n_requests);
  }
}

static gboolean
gzip_cb (const char *head, guint number, GString *response, gpointer user_data)
{
  static const char body[] =
    "\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xcb\x48\xcd\xc9\xc9\x07\x00\x86\xa6\x10\x36\x05\x00\x00\x00";

  g_string_append_printf (response, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %u\r\n\r\n",
                          (guint) sizeof body - 1);
  g_string_append_len (response, body, sizeof body - 1);

  return TRUE;
}

/* A proxy compresses whether it is asked to or not. */
static void
test_compressed (Fixture *fixture, gconstpointer data)
{
  raw_server_free (fixture->server);
  fixture->server = raw_server_new (gzip_cb, fixture);
  download (fixture, "a.txt");
  assert_downloaded (fixture, "hello");
}

static void
assert_place (Fixture *fixture, const char *orig_name, const char *expected)
{
  g_autofree char *name = NULL;

  download (fixture, orig_name);
  g_assert_no_error (fixture->error);
  name = g_file_get_basename (fixture->place);
  g_assert_cmpstr (name, ==, expected);
}

static void
remove_all (Fixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char      *name;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

    g_assert_cmpint (g_remove (path), ==, 0);
  }
}

static void
test_names (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFileInfo) info = NULL;

  assert_place (fixture, "a.txt", "a.txt");
  assert_place (fixture, "a.txt", "a (2).txt");
  assert_place (fixture, "a.txt", "a (3).txt");
  assert_place (fixture, "b.tar.gz", "b.tar.gz");
  assert_place (fixture, "b.tar.gz", "b (2).tar.gz");
  assert_place (fixture, "README", "README");
  assert_place (fixture, "README", "README (2)");
  assert_place (fixture, "../../etc/passwd", "passwd");
  assert_place (fixture, ".bashrc", "bashrc");
  assert_place (fixture, "..", "x"); /* the address has a name, too */

  info = g_file_query_info (fixture->place, G_FILE_ATTRIBUTE_TIME_MODIFIED, 0, NULL, NULL);
  g_assert_cmpuint (g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED), ==, MODIFIED_UNIX);
  remove_all (fixture);
}

static gboolean
cancel_cb (gpointer user_data)
{
  g_cancellable_cancel (((Fixture *) user_data)->cancellable);

  return G_SOURCE_REMOVE;
}

/* While it reads, and while it pauses between two tries. */
static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  const Fault faults[] = {
    { .n_cut = 100, .cut_body = 10, .is_silent = TRUE },
    { .n_cut = 100, .cut_at = 0 },
  };

  gradio_client_set_transfer_timeout (fixture->client, 20000);
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++) {
    g_clear_object (&fixture->cancellable);
    fixture->cancellable = g_cancellable_new ();
    fixture->fault = faults[i];
    g_timeout_add (100, cancel_cb, fixture);
    download (fixture, "a.txt");
    g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  }
}

typedef struct {
  guint    n_done;
  guint    n_failed;
  gboolean done;
} Several;

static void
one_of_several_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Several           *several = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile)  place = gradio_client_download_into_finish (GRADIO_CLIENT (source), result, &error);

  several->n_failed += place == NULL;
  several->done = ++several->n_done == 3;
}

/* One file that is not handed out does not lose the others, which have the same name. */
static void
test_one_fails (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GradioFile) good = new_remote (fixture, "a.txt");
  g_autoptr (JsonNode)   node = gradio_json_parse ("{\"path\":\"/gone/a.txt\",\"meta\":{\"_type\":\"gradio.FileData\"}}", -1, NULL);
  g_autoptr (GradioFile) bad = gradio_file_new_from_json (node);
  g_autoptr (GFile)      folder = g_file_new_for_path (fixture->folder);
  GradioFile            *files[] = { good, bad, good };
  g_autofree char       *first = g_build_filename (fixture->folder, "a.txt", NULL);
  g_autofree char       *second = g_build_filename (fixture->folder, "a (2).txt", NULL);
  Several                several = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    gradio_client_download_into_async (fixture->client, files[i], folder, NULL, NULL, NULL, NULL, one_of_several_cb,
                                       &several);
  fake_app_wait (&several.done);
  g_assert_cmpuint (several.n_failed, ==, 1);
  g_assert_true (g_file_test (first, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (second, G_FILE_TEST_EXISTS));
  remove_all (fixture);
}

/* Of a stream everything so far is saved; it is played from its list. */
static void
test_stream (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode)   node = gradio_json_parse ("{\"path\":\"s/1/2/playlist.m3u8\",\"is_stream\":true,"
                                                     "\"orig_name\":\"a.wav\",\"meta\":{\"_type\":\"gradio.FileData\"}}",
                                                   -1, NULL);
  g_autoptr (GradioFile) file = gradio_file_new_from_json (node);
  g_autoptr (JsonNode)   old_node = gradio_json_parse ("{\"path\":\"s/1/2\",\"is_stream\":true}", -1, NULL);
  g_autoptr (GradioFile) old = gradio_file_new_from_json (old_node);
  g_autofree char       *played = gradio_client_dup_file_uri (fixture->client, file);
  g_autofree char       *saved = gradio_client_dup_playlist_file_uri (fixture->client, file);
  g_autofree char       *old_played = gradio_client_dup_file_uri (fixture->client, old);

  g_assert_true (g_str_has_suffix (played, "/gradio_api/stream/s/1/2/playlist.m3u8"));
  g_assert_true (g_str_has_suffix (saved, "/gradio_api/stream/s/1/2/playlist-file"));
  g_assert_true (g_str_has_suffix (old_played, "/gradio_api/stream/s/1/2"));
  g_assert_null (gradio_client_dup_playlist_file_uri (fixture->client, old));

  fake_app_answer (fixture->app, "/gradio_api/stream/s/1/2/playlist-file", 200, "audio/wav", "RIFF");
  start (fixture, file);
  fake_app_wait (&fixture->done);
  assert_downloaded (fixture, "RIFF");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/download/cut-everywhere", Fixture, NULL, set_up, test_cut_everywhere, tear_down);
  g_test_add ("/download/cut-often", Fixture, NULL, set_up, test_cut_often, tear_down);
  g_test_add ("/download/never-complete", Fixture, NULL, set_up, test_never_complete, tear_down);
  g_test_add ("/download/other-answers", Fixture, NULL, set_up, test_other_answers, tear_down);
  g_test_add ("/download/nothing-left", Fixture, NULL, set_up, test_nothing_left, tear_down);
  g_test_add ("/download/stalled", Fixture, NULL, set_up, test_stalled, tear_down);
  g_test_add ("/download/statuses", Fixture, NULL, set_up, test_statuses, tear_down);
  g_test_add ("/download/compressed", Fixture, NULL, set_up, test_compressed, tear_down);
  g_test_add ("/download/names", Fixture, NULL, set_up, test_names, tear_down);
  g_test_add ("/download/cancel", Fixture, NULL, set_up, test_cancel, tear_down);
  g_test_add ("/download/one-fails", Fixture, NULL, set_up, test_one_fails, tear_down);
  g_test_add ("/download/stream", Fixture, NULL, set_up, test_stream, tear_down);

  return g_test_run ();
}
