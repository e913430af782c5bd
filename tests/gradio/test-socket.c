/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An app on a Unix socket: what is asked of it there, and what never is. */
#include "fake-app.h"
#include "raw-server.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>

#define BASE "http://reader.localhost"
#define FILE_PATH "/gradio_api/file=notes.txt"

typedef struct {
  FakeApp      *app;   /* on the socket, and nowhere else that the client knows */
  FakeApp      *other; /* another server */
  GradioClient *client;
  char         *folder;
  char         *path;
} Fixture;

static void
listen_on_socket (Fixture *fixture)
{
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (fixture->path);
  g_autoptr (GError)         error = NULL;

  soup_server_listen (fake_app_get_server (fixture->app), address, 0, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->app = fake_app_new ();
  fixture->other = fake_app_new ();
  fixture->folder = g_dir_make_tmp ("socket-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "http.sock", NULL);
  fixture->client = gradio_client_new (BASE);
  gradio_client_set_socket (fixture->client, fixture->path);
}

static void
set_up_connected (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  set_up (fixture, data);
  listen_on_socket (fixture);
  error = fake_app_connect (fixture->client);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gradio_client_close (fixture->client);
  g_assert_finalize_object (fixture->client);
  fake_app_free (fixture->app);
  fake_app_free (fixture->other);
  g_unlink (fixture->path);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static void
result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_set_object ((GAsyncResult **) user_data, result);
}

static void
wait_for_result (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* Returns: what is at an address of a value, as widgets get it */
static char *
fetch (Fixture *fixture, const char *uri, GError **error)
{
  g_autoptr (JsonObject)   object = json_object_new ();
  g_autoptr (JsonNode)     node = NULL;
  g_autoptr (GradioFile)   file = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GFile)        local = NULL;
  char                    *text = NULL;

  json_object_set_string_member (object, "path", g_str_has_prefix (uri, BASE) ? "notes.txt" : uri);
  json_object_set_string_member (object, "url", uri);
  node = json_node_init_object (json_node_alloc (), object);
  file = gradio_file_new_from_json (node);
  gradio_client_cache_async (fixture->client, file, NULL, result_cb, &result);
  wait_for_result (&result);
  local = gradio_client_cache_finish (fixture->client, result, error);
  if (local != NULL)
    g_assert_true (g_file_load_contents (local, NULL, &text, NULL, NULL, NULL));

  return text;
}

static void
test_address (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpstr (gradio_client_get_socket (fixture->client), ==, fixture->path);
  g_assert_cmpstr (gradio_client_get_base_uri (fixture->client), ==, BASE);
  g_assert_cmpstr (fake_app_get_last_header (fixture->app, "/config", "host"), ==, "reader.localhost");
  g_assert_cmpuint (fake_app_count_requests (fixture->app, "/gradio_api/info"), ==, 1);

  g_assert_true (gradio_client_is_on_socket (fixture->client, BASE "/file=x"));
  g_assert_true (gradio_client_is_on_socket (fixture->client, "http://READER.localhost:80/"));
  g_assert_false (gradio_client_is_on_socket (fixture->client, "https://reader.localhost/"));
  g_assert_false (gradio_client_is_on_socket (fixture->client, "http://reader.localhost:81/"));
  g_assert_false (gradio_client_is_on_socket (fixture->client, "http://writer.localhost/"));
  g_assert_false (gradio_client_is_on_socket (fixture->client, "reader.localhost"));
}

static void
test_job (Fixture *fixture, gconstpointer data)
{
  GradioEndpoint          *endpoint = gradio_client_find_endpoint (fixture->client, "/echo", NULL);
  g_autoptr (JsonArray)    values = json_array_new ();
  g_autoptr (JsonArray)    returns = NULL;
  g_autoptr (GradioJob)    job = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError)       error = NULL;

  json_array_add_string_element (values, "a");
  json_array_add_string_element (values, "b");
  job = gradio_client_submit_shared (fixture->client, endpoint, values);
  gradio_job_wait_async (job, NULL, result_cb, &result);
  wait_for_result (&result);
  returns = gradio_job_wait_finish (job, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (json_array_get_string_element (returns, 0), ==, "done");
  g_assert_cmpuint (fake_app_count_requests (fixture->app, "/gradio_api/queue/join"), ==, 1);
  g_assert_cmpuint (fake_app_count_requests (fixture->app, "/gradio_api/queue/data"), ==, 1);
}

static void
test_login (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  listen_on_socket (fixture);
  fake_app_set_login (fixture->app, "ann", "secret");
  gradio_client_set_login (fixture->client, "ann", "secret");
  error = fake_app_connect (fixture->client);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (fake_app_get_last_header (fixture->app, "/config", "cookie"), "access-token=secret"));
}

static void
assert_not_running (Fixture *fixture)
{
  g_autoptr (GError) error = fake_app_connect (fixture->client);

  g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_UNREACHABLE);
  g_assert_nonnull (strstr (error->message, "“reader” is not running."));
}

static void
test_missing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSocket)        socket = NULL;
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (fixture->path);
  g_autoptr (GError)         error = NULL;

  assert_not_running (fixture);

  /* It is there, and nobody listens. */
  socket = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, &error);
  g_assert_no_error (error);
  g_assert_true (g_socket_bind (socket, address, FALSE, NULL));
  assert_not_running (fixture);

  g_unlink (fixture->path);
  listen_on_socket (fixture);
  error = fake_app_connect (fixture->client);
  g_assert_no_error (error);
}

static void
test_files (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *own = NULL;
  g_autofree char   *foreign = NULL;
  g_autofree char   *uri = g_strconcat (fake_app_get_uri (fixture->other), "/notes.txt", NULL);

  fake_app_answer (fixture->app, FILE_PATH, 200, "text/plain", "own");
  fake_app_answer (fixture->other, "/notes.txt", 200, "text/plain", "foreign");
  own = fetch (fixture, BASE FILE_PATH, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (own, ==, "own");

  foreign = fetch (fixture, uri, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (foreign, ==, "foreign");
  g_assert_cmpuint (fake_app_count_requests (fixture->app, "/notes.txt"), ==, 0);
}

static char *
redirect (FakeApp *from, const char *path, const char *base, const char *target)
{
  char *uri = g_strconcat (base, target, NULL);

  fake_app_answer (from, path, 302, "text/plain", "");
  fake_app_answer_header (from, path, "Location", uri);

  return uri;
}

/* Servers send who wants a file of another server there: that one is asked, and not the socket. */
static void
test_redirect_away (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError)       error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes)       small = NULL;
  g_autofree char         *text = NULL;
  g_autofree char         *file = redirect (fixture->app, FILE_PATH, fake_app_get_uri (fixture->other), "/there");
  g_autofree char         *theme = redirect (fixture->app, "/theme.css", fake_app_get_uri (fixture->other), "/there");

  fake_app_answer (fixture->other, "/there", 200, "text/plain", "foreign");
  text = fetch (fixture, BASE FILE_PATH, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "foreign");

  gradio_client_fetch_async (fixture->client, "/theme.css", 100, NULL, result_cb, &result);
  wait_for_result (&result);
  small = gradio_client_fetch_finish (fixture->client, result, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (small, NULL), g_bytes_get_size (small), "foreign", 7);

  g_assert_cmpuint (fake_app_count_requests (fixture->other, "/there"), ==, 2);
  g_assert_cmpuint (fake_app_count_requests (fixture->app, "/there"), ==, 0);
}

static void
test_redirect_inside (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *text = NULL;
  g_autofree char   *uri = redirect (fixture->app, FILE_PATH, BASE, "/there");

  fake_app_answer (fixture->app, "/there", 200, "text/plain", "own");
  text = fetch (fixture, BASE FILE_PATH, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "own");
}

/* Nobody else may make the client ask the app for something, or look for it at a port. */
static void
test_redirect_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *uri = redirect (fixture->other, "/there", BASE, "/secret");
  g_autofree char   *there = g_strconcat (fake_app_get_uri (fixture->other), "/there", NULL);

  fake_app_answer (fixture->app, "/secret", 200, "text/plain", "own");
  g_assert_null (fetch (fixture, there, &error));
  g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_SERVER);
  g_assert_cmpuint (fake_app_count_requests (fixture->app, "/secret"), ==, 0);
}

/* What a sandbox holds back would go where the app says that it is. */
static void
test_move (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *config = redirect (fixture->app, "/config", fake_app_get_uri (fixture->other), "/config");
  g_autofree char   *page = g_strdup_printf ("<script>window.gradio_config = {\"version\":\"6.31.0\",\"protocol\":"
                                               "\"sse_v3\",\"root\":\"%s\",\"components\":[],\"dependencies\":[]};</script>",
                                             fake_app_get_uri (fixture->other));

  listen_on_socket (fixture);
  error = fake_app_connect (fixture->client);
  g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_SERVER);

  g_clear_error (&error);
  fake_app_answer (fixture->app, "/config", 404, "text/plain", "");
  fake_app_answer (fixture->app, "/", 200, "text/html", page);
  error = fake_app_connect (fixture->client);
  g_assert_no_error (error);
  g_assert_cmpstr (gradio_client_get_base_uri (fixture->client), ==, BASE);
  g_assert_cmpuint (fake_app_count_requests (fixture->other, "/config"), ==, 0);
}

static GBytes *
take_snapshot (const char *base, const char *path)
{
  g_autoptr (GradioClient) client = gradio_client_new (base);
  g_autoptr (GError)       error = NULL;

  gradio_client_set_socket (client, path);
  error = fake_app_connect (client);
  g_assert_no_error (error);

  return gradio_client_dup_snapshot (client);
}

static GError *
restore (GradioClient *client, GBytes *snapshot)
{
  g_autoptr (GAsyncResult) result = NULL;
  GError                  *error = NULL;

  gradio_client_restore_async (client, snapshot, NULL, result_cb, &result);
  wait_for_result (&result);
  gradio_client_restore_finish (client, result, &error);

  return error;
}

/* What was kept of one app is not shown as another one. */
static void
test_restore (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) own = NULL;
  g_autoptr (GBytes) foreign = NULL;
  g_autoptr (GError) error = NULL;

  listen_on_socket (fixture);
  own = take_snapshot (BASE, fixture->path);
  foreign = take_snapshot ("http://writer.localhost", fixture->path);
  error = restore (fixture->client, foreign);
  g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_VALUE);
  g_assert_null (gradio_client_get_base_uri (fixture->client));

  g_clear_error (&error);
  error = restore (fixture->client, own);
  g_assert_no_error (error);
  g_assert_cmpstr (gradio_client_get_base_uri (fixture->client), ==, BASE);
}

/* As a browser does it. */
static char *
browse (const char *uri, GError **error)
{
  g_autoptr (SoupSession)  session = soup_session_new_with_options ("proxy-resolver", NULL, NULL);
  g_autoptr (SoupMessage)  message = soup_message_new (SOUP_METHOD_GET, uri);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes)       body = NULL;

  soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, NULL, result_cb, &result);
  wait_for_result (&result);
  body = soup_session_send_and_read_finish (session, result, error);

  return body != NULL ? g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body)) : NULL;
}

static void
test_web_uri (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *uri = gradio_client_dup_web_uri (fixture->client, BASE "/a%20b?x=1&y=%26#z", &error);
  g_autofree char   *again = NULL;
  g_autofree char   *foreign = NULL;
  g_autofree char   *text = NULL;

  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (uri, "http://127.0.0.1:"));
  g_assert_true (g_str_has_suffix (uri, "/a%20b?x=1&y=%26#z"));
  again = gradio_client_dup_web_uri (fixture->client, BASE "/a%20b?x=1&y=%26#z", &error);
  g_assert_cmpstr (again, ==, uri);
  foreign = gradio_client_dup_web_uri (fixture->client, "https://example.com/a", &error);
  g_assert_cmpstr (foreign, ==, "https://example.com/a");

  fake_app_answer (fixture->app, "/a b", 200, "text/plain", "own");
  text = browse (uri, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "own");

  /* Closed, it has no port any more, and opens none. */
  gradio_client_close (fixture->client);
  g_assert_null (browse (uri, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED);
  g_clear_error (&error);
  g_assert_null (gradio_client_dup_web_uri (fixture->client, BASE "/", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Where an app is installed may have a longer path than an address of a socket has room for. */
static void
test_long_path (Fixture *fixture, gconstpointer data)
{
  g_autofree char           *name = g_strnfill (140, 'n');
  g_autofree char           *folder = g_build_filename (fixture->folder, name, NULL);
  g_autofree char           *path = g_build_filename (folder, "http.sock", NULL);
  g_autofree char           *name_of_fd = NULL;
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GError)         error = NULL;
  g_autofree char           *uri = NULL;
  g_autofree char           *text = NULL;
  int                        fd = -1;

  gradio_client_set_socket (fixture->client, path);
  g_assert_cmpstr (gradio_client_get_socket (fixture->client), ==, path);
  assert_not_running (fixture); /* not even the folder is there */

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  fd = g_open (folder, O_RDONLY | O_CLOEXEC, 0);
  name_of_fd = g_strdup_printf ("/proc/self/fd/%d/http.sock", fd);
  address = g_unix_socket_address_new (name_of_fd);
  soup_server_listen (fake_app_get_server (fixture->app), address, 0, &error);
  g_assert_no_error (error);
  error = fake_app_connect (fixture->client);
  g_assert_no_error (error);

  fake_app_answer (fixture->app, "/page", 200, "text/plain", "own");
  uri = gradio_client_dup_web_uri (fixture->client, BASE "/page", &error);
  text = browse (uri, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "own");

  g_unlink (path);
  g_rmdir (folder);
  g_close (fd, NULL);
}

/* An app that has no network: nobody but its own server is asked, whatever it says. */
typedef struct {
  Fixture    parent;
  RawServer *stranger;
  char      *there; /* an address of it */
} OnlyOwn;

static gboolean
stranger_cb (const char *head, guint number, GString *response, gpointer user_data)
{
  g_string_append (response, "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nhow");

  return TRUE;
}

/* With a socket, or with a port as data. */
static void
set_up_only_own (OnlyOwn *own, gconstpointer port)
{
  Fixture           *fixture = &own->parent;
  g_autoptr (GError) error = NULL;

  set_up (fixture, NULL);
  own->stranger = raw_server_new (stranger_cb, NULL);
  own->there = g_strdup_printf ("http://127.0.0.1:%u/what-the-user-wrote", raw_server_get_port (own->stranger));
  if (port != NULL) {
    g_clear_object (&fixture->client);
    fixture->client = gradio_client_new (fake_app_get_uri (fixture->app));
  } else {
    listen_on_socket (fixture);
  }
  g_assert_false (gradio_client_get_only_own_server (fixture->client));
  gradio_client_set_only_own_server (fixture->client, TRUE);
  g_assert_true (gradio_client_get_only_own_server (fixture->client));
  error = fake_app_connect (fixture->client);
  g_assert_no_error (error);
}

static void
tear_down_only_own (OnlyOwn *own, gconstpointer port)
{
  g_assert_cmpuint (raw_server_count_connections (own->stranger), ==, 0);
  tear_down (&own->parent, NULL);
  raw_server_free (own->stranger);
  g_free (own->there);
}

static void
assert_other_server (GError *error, const char *host)
{
  g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_OTHER_SERVER);
  g_assert_nonnull (strstr (error->message, "This app has no network"));
  g_assert_nonnull (strstr (error->message, host));
}

static void
assert_not_fetched (OnlyOwn *own, const char *uri, const char *host)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (fetch (&own->parent, uri, &error));
  assert_other_server (error, host);
}

static void
test_only_own_files (OnlyOwn *own, gconstpointer port)
{
  Fixture           *fixture = &own->parent;
  const char        *base = gradio_client_get_base_uri (fixture->client);
  g_autofree char   *address = g_strconcat (base, FILE_PATH, NULL);
  g_autofree char   *text = NULL;
  g_autoptr (GError) error = NULL;

  fake_app_answer (fixture->app, FILE_PATH, 200, "text/plain", "own");
  text = fetch (fixture, address, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "own");

  assert_not_fetched (own, own->there, "127.0.0.1");
  assert_not_fetched (own, "https://nobody.invalid/x", "nobody.invalid");
  assert_not_fetched (own, "http://localhost:81/x", "localhost");
}

static void
test_only_own_redirect (OnlyOwn *own, gconstpointer port)
{
  Fixture                 *fixture = &own->parent;
  const char              *base = gradio_client_get_base_uri (fixture->client);
  g_autofree char         *address = g_strconcat (base, FILE_PATH, NULL);
  g_autofree char         *file = redirect (fixture->app, FILE_PATH, own->there, "");
  g_autofree char         *theme = redirect (fixture->app, "/theme.css", own->there, "");
  g_autofree char         *inside = redirect (fixture->app, "/here", base, "/there");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) again = NULL;
  g_autoptr (GBytes)       bytes = NULL;
  g_autoptr (GError)       error = NULL;

  assert_not_fetched (own, address, "127.0.0.1");
  gradio_client_fetch_async (fixture->client, "/theme.css", 100, NULL, result_cb, &result);
  wait_for_result (&result);
  g_assert_null (gradio_client_fetch_finish (fixture->client, result, &error));
  assert_other_server (error, "127.0.0.1");
  g_clear_error (&error);

  fake_app_answer (fixture->app, "/there", 200, "text/plain", "own");
  gradio_client_fetch_async (fixture->client, "/here", 100, NULL, result_cb, &again);
  wait_for_result (&again);
  bytes = gradio_client_fetch_finish (fixture->client, again, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "own", 3);
}

/* A job whose answers, uploads and streams lead away. */
static void
test_only_own_job (OnlyOwn *own, gconstpointer port)
{
  Fixture                 *fixture = &own->parent;
  g_autofree char         *join = redirect (fixture->app, "/gradio_api/queue/join", own->there, "");
  g_autofree char         *data = redirect (fixture->app, "/gradio_api/queue/data", own->there, "");
  g_autofree char         *upload = redirect (fixture->app, "/gradio_api/upload", own->there, "");
  g_autofree char         *heartbeat = redirect (fixture->app, "/gradio_api/heartbeat/x", own->there, "");
  GradioEndpoint          *endpoint = gradio_client_find_endpoint (fixture->client, "/echo", NULL);
  g_autoptr (JsonArray)    values = json_array_new ();
  g_autoptr (GradioJob)    job = NULL;
  g_autoptr (GFile)        file = g_file_new_for_path (g_test_get_filename (G_TEST_DIST, "test-socket.c", NULL));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) sent = NULL;
  g_autoptr (GError)       error = NULL;

  json_array_add_string_element (values, "a");
  json_array_add_string_element (values, "b");
  job = gradio_client_submit_shared (fixture->client, endpoint, values);
  gradio_job_wait_async (job, NULL, result_cb, &result);
  wait_for_result (&result);
  g_assert_null (gradio_job_wait_finish (job, result, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);

  gradio_client_upload_async (fixture->client, file, NULL, NULL, NULL, NULL, result_cb, &sent);
  wait_for_result (&sent);
  g_assert_null (gradio_client_upload_finish (fixture->client, sent, &error));
  g_assert_nonnull (error);
}

static void
test_only_own_check (OnlyOwn *own, gconstpointer port)
{
  GradioClient      *client = own->parent.client;
  g_autofree char   *address = g_strconcat (gradio_client_get_base_uri (client), "/x", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (gradio_client_check_server (client, address, &error));
  g_assert_no_error (error);
  g_assert_false (gradio_client_check_server (client, own->there, &error));
  assert_other_server (error, "127.0.0.1");
  g_clear_error (&error);
  g_assert_false (gradio_client_check_server (client, "", &error));
  g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_OTHER_SERVER);

  gradio_client_set_only_own_server (client, FALSE);
  g_assert_true (gradio_client_check_server (client, own->there, NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define TEST(name, set_up, func) g_test_add ("/socket/" name, Fixture, NULL, set_up, func, tear_down)
  TEST ("address", set_up_connected, test_address);
  TEST ("job", set_up_connected, test_job);
  TEST ("login", set_up, test_login);
  TEST ("missing", set_up, test_missing);
  TEST ("files", set_up_connected, test_files);
  TEST ("redirect-away", set_up_connected, test_redirect_away);
  TEST ("redirect-inside", set_up_connected, test_redirect_inside);
  TEST ("redirect-back", set_up_connected, test_redirect_back);
  TEST ("move", set_up, test_move);
  TEST ("restore", set_up, test_restore);
  TEST ("long-path", set_up, test_long_path);
  TEST ("web-uri", set_up_connected, test_web_uri);

#define ONLY_OWN(name, func)                                                                       \
  g_test_add ("/socket/only-own/" name, OnlyOwn, NULL, set_up_only_own, func, tear_down_only_own); \
  g_test_add ("/socket/only-own/" name "-port", OnlyOwn, (gpointer) "port", set_up_only_own, func, tear_down_only_own)
  ONLY_OWN ("files", test_only_own_files);
  ONLY_OWN ("redirect", test_only_own_redirect);
  ONLY_OWN ("job", test_only_own_job);
  ONLY_OWN ("check", test_only_own_check);

  return g_test_run ();
}
