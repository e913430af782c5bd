/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a client makes of servers that behave, and of those that do not: connecting. */
#include "fake-app.h"
#include "fake-resolver.h"

#include <string.h>

typedef struct {
  gboolean done;
  GError  *error;
} Outcome;

static void
connected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  Outcome *outcome = user_data;

  gradio_client_connect_finish (GRADIO_CLIENT (source), result, &outcome->error);
  outcome->done = TRUE;
}

/* A client that was let go must be gone: nothing may hold it. */
static void
assert_gone (GradioClient *client)
{
  g_assert_finalize_object (client);
}

static void
assert_refused (const char *reference,
                GradioError code)
{
  GradioClient      *client = gradio_client_new (reference);
  g_autoptr (GError) error = fake_app_connect (client);

  g_assert_error (error, GRADIO_ERROR, (int) code);
  g_assert_cmpstr (error->message, !=, "");
  g_assert_null (gradio_client_get_config (client));
  assert_gone (client);
}

static void
test_connect (void)
{
  g_autoptr (FakeApp)        app = fake_app_new ();
  GradioClient              *client = gradio_client_new (fake_app_get_uri (app));
  g_autoptr (GError)         error = fake_app_connect (client);
  g_autoptr (GradioEndpoint) first = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (gradio_client_get_title (client), ==, "Fake");
  g_assert_cmpstr (gradio_client_get_base_uri (client), ==, fake_app_get_uri (app));
  g_assert_cmpstr (gradio_client_get_server_version (client), ==, "6.31.0");
  g_assert_cmpint (gradio_client_get_max_file_size (client), ==, 100000);
  g_assert_cmpuint (g_list_model_get_n_items (gradio_client_get_endpoints (client)), ==, 3);
  first = g_list_model_get_item (gradio_client_get_endpoints (client), 0);
  g_assert_cmpstr (gradio_endpoint_get_name (first), ==, "/echo");
  g_clear_object (&first);
  assert_gone (client);
}

static void
config_loaded_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  JsonObject       **config = user_data;
  g_autoptr (GError) error = NULL;

  *config = gradio_client_load_config_finish (GRADIO_CLIENT (source), result, &error);
  g_assert_no_error (error);
}

static JsonObject *
load_config (GradioClient *client)
{
  JsonObject *config = NULL;

  gradio_client_load_config_async (client, NULL, config_loaded_cb, &config);
  while (config == NULL)
    g_main_context_iteration (NULL, TRUE);

  return config;
}

/* /config is made a value when somebody asks, beside or at once, and only then. */
static void
test_config (void)
{
  g_autoptr (FakeApp) app = fake_app_new ();
  GradioClient       *client = gradio_client_new (fake_app_get_uri (app));
  GradioClient       *other = gradio_client_new (fake_app_get_uri (app));
  g_autoptr (GError)  error = fake_app_connect (client);
  g_autoptr (GError)  other_error = fake_app_connect (other);
  JsonObject         *config;

  g_assert_no_error (error);
  g_assert_no_error (other_error);
  config = load_config (client);
  g_assert_cmpstr (gradio_json_get_string (config, "version", NULL), ==, "6.31.0");
  g_assert_true (gradio_client_get_config (client) == config);
  g_assert_true (load_config (client) == config);
  config = gradio_client_get_config (other);
  g_assert_cmpstr (gradio_json_get_string (config, "version", NULL), ==, "6.31.0");
  assert_gone (client);
  assert_gone (other);
}

/* The address may be one of a page, with a query and a slash at its end. */
static void
test_connect_page (void)
{
  g_autoptr (FakeApp) app = fake_app_new ();
  g_autofree char    *reference = g_strconcat (fake_app_get_uri (app), "/second/page/?x=1#y", NULL);
  GradioClient       *client = gradio_client_new (reference);
  g_autoptr (GError)  error = fake_app_connect (client);

  g_assert_no_error (error);
  g_assert_cmpstr (gradio_client_get_base_uri (client), ==, fake_app_get_uri (app));
  assert_gone (client);
}

/* What the app is asked for: the last request for a path, and its language. */
typedef struct {
  char    *query;    /* owned, nullable */
  char    *language; /* owned, nullable */
  gboolean seen;
} Request;

static void
request_cb (SoupServer *server, SoupServerMessage *message, gpointer user_data)
{
  Request *request = user_data;
  GUri    *uri = soup_server_message_get_uri (message);

  if (!g_str_equal (g_uri_get_path (uri), "/gradio_api/queue/join"))
    return;

  request->query = g_strdup (g_uri_get_query (uri));
  request->language = g_strdup (
    soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Accept-Language"));
  request->seen = TRUE;
}

/* A function of the app sees the query of its address, and which language the user has. */
static void
test_query (void)
{
  g_autoptr (FakeApp)   app = fake_app_new ();
  g_autofree char      *reference = g_strconcat (fake_app_get_uri (app), "/?who=ann%20b&x=1", NULL);
  GradioClient         *client = gradio_client_new (reference);
  g_autoptr (GError)    error = fake_app_connect (client);
  g_autoptr (JsonArray) values = json_array_new ();
  g_autoptr (GradioJob) job = NULL;
  Request               request = { NULL };

  g_assert_no_error (error);
  g_signal_connect (fake_app_get_server (app), "request-read", G_CALLBACK (request_cb), &request);
  json_array_add_string_element (values, "hello");
  job = gradio_client_submit (client, gradio_client_find_endpoint (client, "/echo", NULL), values);
  fake_app_wait (&request.seen);
  g_assert_cmpstr (request.query, ==, "who=ann%20b&x=1");
  g_assert_nonnull (request.language);
  g_clear_object (&job);
  gradio_client_close (client);
  g_object_unref (client);
  g_free (request.query);
  g_free (request.language);
}

typedef struct {
  GBytes  *body; /* owned, nullable */
  GError  *error;
  gboolean done;
} Fetched;

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fetched *fetched = user_data;

  fetched->body = gradio_client_fetch_finish (GRADIO_CLIENT (source), result, &fetched->error);
  fetched->done = TRUE;
}

static void
fetch (GradioClient *client, const char *path, gsize max_size, Fetched *fetched)
{
  *fetched = (Fetched){ NULL };
  gradio_client_fetch_async (client, path, max_size, NULL, fetched_cb, fetched);
  fake_app_wait (&fetched->done);
}

/* What stands beside the app, unless it is too much or not there. */
static void
test_fetch (void)
{
  g_autoptr (FakeApp) app = fake_app_new ();
  GradioClient       *client = gradio_client_new (fake_app_get_uri (app));
  g_autoptr (GError)  error = fake_app_connect (client);
  Fetched             fetched;

  g_assert_no_error (error);
  fake_app_answer (app, "/theme.css", 200, "text/css", "body {}");
  fetch (client, "/theme.css?v=1", 7, &fetched);
  g_assert_no_error (fetched.error);
  g_assert_cmpuint (g_bytes_get_size (fetched.body), ==, 7);
  g_bytes_unref (fetched.body);

  fetch (client, "/theme.css?v=1", 6, &fetched);
  g_assert_error (fetched.error, GRADIO_ERROR, GRADIO_ERROR_SERVER);
  g_assert_null (fetched.body);
  g_clear_error (&fetched.error);

  fetch (client, "/nothing", 6, &fetched);
  g_assert_error (fetched.error, GRADIO_ERROR, GRADIO_ERROR_NOT_FOUND);
  g_clear_error (&fetched.error);
  assert_gone (client);
}

/* Below an app, but no page of it. */
static void
test_connect_no_page (void)
{
  g_autoptr (FakeApp) app = fake_app_new ();
  g_autofree char    *reference = g_strconcat (fake_app_get_uri (app), "/second/nothing", NULL);

  assert_refused (reference, GRADIO_ERROR_NOT_FOUND);
}

static void
test_connect_without_info (void)
{
  g_autoptr (FakeApp) app = fake_app_new ();
  GradioClient       *client = gradio_client_new (fake_app_get_uri (app));
  g_autoptr (GError)  error = NULL;
  GradioEndpoint     *endpoint;

  fake_app_answer (app, "/gradio_api/info", 500, "text/plain", "Internal Server Error");
  error = fake_app_connect (client);
  g_assert_no_error (error);
  endpoint = gradio_client_find_endpoint (client, "/echo", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (gradio_endpoint_get_parameters (endpoint)->len, ==, 2);
  assert_gone (client);
}

static void
called_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (JsonArray) returns = gradio_job_wait_finish (GRADIO_JOB (source), result, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (json_array_get_string_element (returns, 0), ==, "HELLO");
  *(gboolean *) user_data = TRUE;
}

/* The author of a server took /config for something else, and `/`, which may look like any app: what is listed under
 * the prefix counts, and is called by its name. */
static void
test_connect_own_routes (gconstpointer data)
{
  g_autoptr (FakeApp)   app = fake_app_new ();
  GradioClient         *client = gradio_client_new (fake_app_get_uri (app));
  g_autoptr (GError)    error = NULL;
  g_autoptr (JsonArray) values = json_array_new ();
  g_autoptr (GradioJob) job = NULL;
  gboolean              done = FALSE;

  fake_app_answer (app, "/config", 200, data, "{\"hello\":[1]}");
  fake_app_answer (app, "/", 200, "text/html",
                   "<script>window.gradio_config = {\"components\":[],\"dependencies\":[]};</script>");
  fake_app_answer (app, "/gradio_api/call/echo", 200, "application/json", "{\"event_id\":\"e1\"}");
  fake_app_answer_stream (app, "/gradio_api/call/echo/e1");
  fake_app_set_stream (app, (const char *const[]){ "event: complete\ndata: [\"HELLO\"]\n\n", NULL });
  error = fake_app_connect (client);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (gradio_client_get_endpoints (client)), ==, 3);
  g_assert_cmpuint (fake_app_count_requests (app, "/"), ==, 0);

  json_array_add_string_element (values, "hello");
  json_array_add_null_element (values);
  job = gradio_client_submit (client, gradio_client_find_endpoint (client, "/echo", NULL), values);
  gradio_job_wait_async (job, NULL, called_cb, &done);
  fake_app_wait (&done);
  g_assert_cmpstr (fake_app_get_last_body (app, "/gradio_api/call/echo"), ==, "{\"data\":[\"hello\",null]}");
  g_clear_object (&job);
  assert_gone (client);
}

typedef struct {
  const char *name;
  guint       status;
  const char *content_type;
  const char *body;
  GradioError code;
} Refusal;

static const Refusal REFUSALS[] = {
  { "not-found", 404, "application/json", "{\"detail\":\"Not Found\"}", GRADIO_ERROR_NOT_FOUND },
  { "login", 401, "application/json", "{\"detail\":\"Not authenticated\"}", GRADIO_ERROR_LOGIN },
  { "html", 200, "text/html", "<html><title>Shop</title></html>", GRADIO_ERROR_NOT_GRADIO },
  { "empty", 200, "application/json", "", GRADIO_ERROR_NOT_GRADIO },
  { "cut-json", 200, "application/json", "{\"version\":\"6", GRADIO_ERROR_NOT_GRADIO },
  { "other-json", 200, "application/json", "{\"hello\":[1]}", GRADIO_ERROR_NOT_GRADIO },
  { "list", 200, "application/json", "[]", GRADIO_ERROR_NOT_GRADIO },
  { "gradio-2", 200, "application/json",
    "{\"input_components\":[],\"output_components\":[],\"function_count\":1}", GRADIO_ERROR_UNSUPPORTED },
  { "asleep", 503, "text/html", "<html>Preparing Space</html>", GRADIO_ERROR_NOT_RUNNING },
  { "traceback", 500, "text/plain", "Traceback:\n  line\nValueError: no", GRADIO_ERROR_SERVER },
  { "too-many", 429, "text/plain", "slow down", GRADIO_ERROR_BUSY },
};

static void
test_refusal (gconstpointer data)
{
  const Refusal      *refusal = data;
  g_autoptr (FakeApp) app = fake_app_new ();

  fake_app_answer (app, "/config", refusal->status, refusal->content_type, refusal->body);
  fake_app_answer (app, "/gradio_api/info", 404, "application/json", "{\"detail\":\"Not Found\"}");
  assert_refused (fake_app_get_uri (app), refusal->code);
}

static gboolean
incoming_cb (GSocketService    *service,
             GSocketConnection *connection,
             GObject           *source,
             gpointer           user_data)
{
  static const char answer[] = "HTTP/1.1 400 Bad Request\r\n\r\nInvalid HTTP request received.";

  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), answer,
                             strlen (answer), NULL, NULL, NULL);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);

  return TRUE;
}

/* What a server without TLS does when somebody comes with https. */
static void
test_no_tls (void)
{
  g_autoptr (GSocketService) service = g_socket_service_new ();
  g_autofree char           *uri = NULL;
  guint16                    port;

  port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, NULL);
  g_signal_connect (service, "incoming", G_CALLBACK (incoming_cb), NULL);
  uri = g_strdup_printf ("https://127.0.0.1:%u", port);
  assert_refused (uri, GRADIO_ERROR_CERTIFICATE);
  g_socket_service_stop (service);
}

static void
test_unreachable (void)
{
  g_autoptr (FakeApp) app = fake_app_new ();
  g_autofree char    *uri = g_strdup (fake_app_get_uri (app));

  fake_app_stop (app);
  assert_refused (uri, GRADIO_ERROR_UNREACHABLE);
  assert_refused ("http://no-such-host.invalid", GRADIO_ERROR_HOST_NOT_FOUND);
  assert_refused ("ftp://example.org", GRADIO_ERROR_ADDRESS);
  assert_refused ("", GRADIO_ERROR_ADDRESS);
}

/* The page that a share link shows for the rest of time is no app, and neither is what stands below it;
 * one that still leads to an app opens as any other. */
static void
test_share_link (void)
{
  g_autoptr (FakeApp)   app = fake_app_new ();
  g_autoptr (GResolver) resolver = g_object_new (FAKE_TYPE_RESOLVER, NULL);
  g_autoptr (GResolver) old = g_resolver_get_default ();
  const char           *port = strrchr (fake_app_get_uri (app), ':');
  g_autofree char      *ended = g_strconcat ("http://0123456789abcdef01.gradio.live", port, NULL);
  g_autofree char      *page = g_strconcat (ended, "/some/page?x=1", NULL);
  g_autofree char      *other = g_strconcat ("http://gradio.live.example", port, "/gone", NULL);
  GradioClient         *client = gradio_client_new (ended);
  g_autoptr (GError)    error = NULL;

  g_resolver_set_default (resolver);
  error = fake_app_connect (client);
  g_assert_no_error (error);
  assert_gone (client);

  fake_app_answer (app, "/config", 404, "text/html", "<h1>No interface is running right now</h1>");
  fake_app_answer (app, "/", 404, "text/html", "<h1>No interface is running right now</h1>");
  assert_refused (ended, GRADIO_ERROR_SHARE_ENDED);
  assert_refused (page, GRADIO_ERROR_SHARE_ENDED);
  assert_refused (other, GRADIO_ERROR_NOT_FOUND);
  fake_app_answer (app, "/config", 502, "text/html", "Bad Gateway"); /* it may come back */
  assert_refused (ended, GRADIO_ERROR_SERVER);
  g_resolver_set_default (old);
}

static void
test_space (void)
{
  g_autoptr (FakeApp) app = fake_app_new ();
  g_autofree char    *body = g_strdup_printf ("{\"id\":\"owner/name\",\"host\":\"%s\",\"runtime\":{\"stage\":\"RUNNING\"}}",
                                              fake_app_get_uri (app));
  GradioClient       *client = gradio_client_new ("owner/name");
  g_autoptr (GError)  error = NULL;

  g_setenv ("HF_ENDPOINT", fake_app_get_uri (app), TRUE);
  fake_app_answer (app, "/api/spaces/owner/name", 200, "application/json", body);
  error = fake_app_connect (client);
  g_assert_no_error (error);
  g_assert_cmpstr (gradio_client_get_base_uri (client), ==, fake_app_get_uri (app));
  assert_gone (client);

  assert_refused ("owner/missing", GRADIO_ERROR_NOT_FOUND);
  fake_app_answer (app, "/api/spaces/owner/paused", 200, "application/json",
                   "{\"host\":\"http://127.0.0.1:1\",\"runtime\":{\"stage\":\"PAUSED\"}}");
  assert_refused ("owner/paused", GRADIO_ERROR_NOT_RUNNING);
  fake_app_answer (app, "/api/spaces/owner/broken", 200, "application/json",
                   "{\"runtime\":{\"stage\":\"RUNTIME_ERROR\",\"errorMessage\":\"No module.\"}}");
  assert_refused ("owner/broken", GRADIO_ERROR_NOT_RUNNING);
  g_unsetenv ("HF_ENDPOINT");
}

static void
test_cancel (void)
{
  g_autoptr (FakeApp)      app = fake_app_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GradioClient            *client = gradio_client_new (fake_app_get_uri (app));
  Outcome                  outcome = { FALSE, NULL };

  fake_app_answer (app, "/config", 1, NULL, NULL); /* never answers */
  gradio_client_connect_async (client, cancellable, connected_cb, &outcome);
  g_cancellable_cancel (cancellable);
  fake_app_wait (&outcome.done);
  g_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&outcome.error);

  outcome.done = FALSE;
  gradio_client_connect_async (client, NULL, connected_cb, &outcome);
  gradio_client_close (client);
  fake_app_wait (&outcome.done);
  g_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&outcome.error);
  assert_gone (client);
}

static void
test_find_endpoint (void)
{
  g_autoptr (FakeApp) app = fake_app_new ();
  GradioClient       *client = gradio_client_new (fake_app_get_uri (app));
  g_autoptr (GError)  error = fake_app_connect (client);

  g_assert_no_error (error);
  g_assert_nonnull (gradio_client_find_endpoint (client, "echo", NULL));
  g_assert_nonnull (gradio_client_find_endpoint (client, "1", NULL));
  g_assert_null (gradio_client_find_endpoint (client, "", &error));
  g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_ENDPOINT);
  g_clear_error (&error);
  g_assert_null (gradio_client_find_endpoint (client, "/nope", &error));
  g_assert_nonnull (strstr (error->message, "/echo, /direct, /stateful"));
  assert_gone (client);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/client/connect", test_connect);
  g_test_add_func ("/client/config", test_config);
  g_test_add_func ("/client/connect-page", test_connect_page);
  g_test_add_func ("/client/connect-no-page", test_connect_no_page);
  g_test_add_data_func ("/client/connect-own-routes/json", "application/json", test_connect_own_routes);
  g_test_add_data_func ("/client/connect-own-routes/page", "text/html", test_connect_own_routes);
  g_test_add_func ("/client/query", test_query);
  g_test_add_func ("/client/fetch", test_fetch);
  g_test_add_func ("/client/connect-without-info", test_connect_without_info);
  for (guint i = 0; i < G_N_ELEMENTS (REFUSALS); i++) {
    g_autofree char *path = g_strconcat ("/client/refusal/", REFUSALS[i].name, NULL);

    g_test_add_data_func (path, &REFUSALS[i], test_refusal);
  }
  g_test_add_func ("/client/no-tls", test_no_tls);
  g_test_add_func ("/client/unreachable", test_unreachable);
  g_test_add_func ("/client/share-link", test_share_link);
  g_test_add_func ("/client/space", test_space);
  g_test_add_func ("/client/cancel", test_cancel);
  g_test_add_func ("/client/find-endpoint", test_find_endpoint);

  return g_test_run ();
}
