/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes to a server and what does not: credentials, redirects, repeated requests, odd addresses. */
#include "fake-app.h"
#include "gradio-credentials.h"
#include "gradio-keep-alive.h"
#include "gradio-response.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>

/* With everything that a user can give. */
static GradioClient *
new_client (const char *reference)
{
  GradioClient *client = gradio_client_new (reference);

  gradio_client_set_token (client, "hf_secret");
  gradio_client_set_login (client, "ada", "lovelace");
  gradio_client_add_header (client, "X-Key", "key-secret");
  gradio_client_add_header (client, "Referer", "https://referer.example/");
  gradio_client_add_cookie (client, "extra", "cookie-secret");

  return client;
}

static void
assert_told_nothing (FakeApp    *app,
                     const char *path)
{
  static const char *const names[] = { "x-key", "referer", "cookie", "authorization", "x-hf-authorization" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_cmpstr (fake_app_get_last_header (app, path, names[i]), ==, NULL);
}

static void
test_extra (void)
{
  g_autoptr (FakeApp)    app = fake_app_new ();
  GradioClient          *client = new_client (fake_app_get_uri (app));
  g_autoptr (GError)     error = fake_app_connect (client);
  g_autofree char       *file = g_strconcat (fake_app_get_uri (app), "/file=x", NULL);
  g_autoptr (GHashTable) own = NULL;
  g_autoptr (GHashTable) foreign = NULL;

  g_assert_no_error (error);
  for (guint i = 0; i < 2; i++) {
    const char *path = i == 0 ? "/config" : "/gradio_api/info";

    g_assert_cmpstr (fake_app_get_last_header (app, path, "x-key"), ==, "key-secret");
    g_assert_cmpstr (fake_app_get_last_header (app, path, "cookie"), ==, "extra=cookie-secret");
    /* No Space: it would be the app that reads the token. */
    g_assert_cmpstr (fake_app_get_last_header (app, path, "x-hf-authorization"), ==, NULL);
    g_assert_cmpstr (fake_app_get_last_header (app, path, "authorization"), ==, NULL);
  }

  own = gradio_client_dup_headers (client, file);
  g_assert_cmpstr (g_hash_table_lookup (own, "X-Key"), ==, "key-secret");
  g_assert_cmpstr (g_hash_table_lookup (own, "Cookie"), ==, "extra=cookie-secret");
  g_assert_true (g_str_has_prefix (g_hash_table_lookup (own, "User-Agent"), "Spaceport/"));
  g_assert_cmpuint (g_hash_table_size (own), ==, 4);
  foreign = gradio_client_dup_headers (client, "http://127.0.0.1:1/file=x");
  g_assert_cmpuint (g_hash_table_size (foreign), ==, 0);
  g_assert_finalize_object (client);
}

static void
assert_not_sent (const char *header,
                 const char *header_value,
                 const char *cookie,
                 const char *cookie_value,
                 const char *token)
{
  g_autoptr (FakeApp) app = fake_app_new ();
  GradioClient       *client = gradio_client_new (fake_app_get_uri (app));
  g_autoptr (GError)  error = NULL;

  gradio_client_add_header (client, header, header_value);
  gradio_client_add_cookie (client, cookie, cookie_value);
  gradio_client_set_token (client, token);
  error = fake_app_connect (client);
  g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_VALUE);
  g_assert_null (strstr (error->message, "hf_"));
  g_assert_cmpuint (fake_app_count_requests (app, "/config"), ==, 0);
  g_assert_finalize_object (client);
}

static void
test_extra_wrong (void)
{
  assert_not_sent ("X Key", "a", "c", "d", NULL);
  assert_not_sent ("X-Key", "a\r\nHost: b", "c", "d", NULL);
  assert_not_sent ("X-Key", "a", "c=", "d", NULL);
  assert_not_sent ("X-Key", "a", "c", "d; Domain=b", NULL);
  assert_not_sent ("X-Key", "a", "c", "d", "hf_\nx");
  assert_not_sent ("", "a", "c", "d", NULL);
  assert_not_sent ("content-length", "9", "c", "d", NULL);
}

/* The app moved to another server: it is found, and told nothing that was meant for the old one. */
static void
test_redirect_elsewhere (gconstpointer data)
{
  g_autoptr (FakeApp)    old = fake_app_new ();
  g_autoptr (FakeApp)    app = fake_app_new ();
  GradioClient          *client = new_client (fake_app_get_uri (old));
  g_autofree char       *location = g_strconcat (fake_app_get_uri (app), "/config", NULL);
  g_autoptr (GError)     error = NULL;
  g_autoptr (GHashTable) headers = NULL;

  fake_app_answer (old, "/config", GPOINTER_TO_UINT (data), "text/plain", "");
  fake_app_answer_header (old, "/config", "Location", location);
  error = fake_app_connect (client);
  g_assert_no_error (error);
  g_assert_cmpstr (gradio_client_get_base_uri (client), ==, fake_app_get_uri (app));
  g_assert_cmpstr (fake_app_get_last_header (old, "/config", "x-key"), ==, "key-secret");
  assert_told_nothing (app, "/config");
  assert_told_nothing (app, "/gradio_api/info");
  headers = gradio_client_dup_headers (client, fake_app_get_uri (old));
  g_assert_cmpuint (g_hash_table_size (headers), ==, 0);
  g_assert_finalize_object (client);
}

/* A password is for the server that it was given for. */
static void
test_login_elsewhere (void)
{
  g_autoptr (FakeApp) old = fake_app_new ();
  g_autoptr (FakeApp) app = fake_app_new ();
  GradioClient       *client = new_client (fake_app_get_uri (old));
  g_autofree char    *location = g_strconcat (fake_app_get_uri (app), "/config", NULL);
  g_autoptr (GError)  error = NULL;

  fake_app_set_login (app, "ada", "lovelace");
  fake_app_answer (old, "/config", 302, "text/plain", "");
  fake_app_answer_header (old, "/config", "Location", location);
  error = fake_app_connect (client);
  g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_LOGIN);
  g_assert_nonnull (strstr (error->message, fake_app_get_uri (app)));
  g_assert_cmpuint (fake_app_count_requests (app, "/login"), ==, 0);
  g_assert_finalize_object (client);
}

static void
test_redirect_within (void)
{
  g_autoptr (FakeApp) app = fake_app_new ();
  g_autofree char    *reference = g_strconcat (fake_app_get_uri (app), "/old", NULL);
  GradioClient       *client = new_client (reference);
  g_autoptr (GError)  error = NULL;

  fake_app_answer (app, "/old/config", 307, "text/plain", "");
  fake_app_answer_header (app, "/old/config", "Location", "/config");
  error = fake_app_connect (client);
  g_assert_no_error (error);
  g_assert_cmpstr (gradio_client_get_base_uri (client), ==, fake_app_get_uri (app));
  g_assert_cmpstr (fake_app_get_last_header (app, "/config", "x-key"), ==, "key-secret");
  g_assert_finalize_object (client);
}

static void
test_redirect_circle (gconstpointer data)
{
  g_autoptr (FakeApp) app = fake_app_new ();
  GradioClient       *client = gradio_client_new (fake_app_get_uri (app));
  g_autoptr (GError)  error = NULL;

  fake_app_answer (app, "/config", GPOINTER_TO_UINT (data), "text/plain", "");
  fake_app_answer_header (app, "/config", "Location", "/other");
  fake_app_answer (app, "/other", GPOINTER_TO_UINT (data), "text/plain", "");
  fake_app_answer_header (app, "/other", "Location", "/config");
  error = fake_app_connect (client);
  g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_SERVER);
  g_assert_nonnull (strstr (error->message, "without an end"));
  g_assert_cmpuint (fake_app_count_requests (app, "/config"), <=, 4);
  g_assert_finalize_object (client);
}

/* libsoup follows no POST; 307 wants it again, as it was. */
static void
test_post_redirect (gconstpointer data)
{
  g_autoptr (FakeApp) app = fake_app_new ();
  GradioClient       *client = new_client (fake_app_get_uri (app));
  g_autoptr (GError)  error = NULL;

  fake_app_set_login (app, "ada", "lovelace");
  fake_app_answer (app, "/login", GPOINTER_TO_UINT (data), "text/plain", "");
  fake_app_answer_header (app, "/login", "Location", "/login/");
  fake_app_answer (app, "/login/", 400, "text/plain", "");
  error = fake_app_connect (client);
  g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_CREDENTIALS);
  g_assert_cmpstr (fake_app_get_last_method (app, "/login/"), ==, "POST");
  g_assert_cmpstr (fake_app_get_last_body (app, "/login/"), ==, "username=ada&password=lovelace");
  g_assert_finalize_object (client);
}

static void
test_post_redirect_elsewhere (void)
{
  g_autoptr (FakeApp) app = fake_app_new ();
  g_autoptr (FakeApp) other = fake_app_new ();
  g_autofree char    *location = g_strconcat (fake_app_get_uri (other), "/login", NULL);
  GradioClient       *client = new_client (fake_app_get_uri (app));
  g_autoptr (GError)  error = NULL;

  fake_app_set_login (app, "ada", "lovelace");
  fake_app_answer (app, "/login", 307, "text/plain", "");
  fake_app_answer_header (app, "/login", "Location", location);
  error = fake_app_connect (client);
  g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_SERVER);
  g_assert_nonnull (strstr (error->message, "redirects to"));
  g_assert_cmpuint (fake_app_count_requests (other, "/login"), ==, 0);
  g_assert_finalize_object (client);
}

static void
test_again (gconstpointer data)
{
  g_autoptr (FakeApp) app = fake_app_new ();
  GradioClient       *client = gradio_client_new (fake_app_get_uri (app));
  guint               status = GPOINTER_TO_UINT (data);
  g_autoptr (GError)  error = NULL;

  fake_app_answer (app, "/config", status, "text/html", "<h1>Bad</h1>");
  fake_app_answer_header (app, "/config", "Retry-After", "1");
  fake_app_answer_times (app, "/config", status == 429 ? 1 : 2);
  error = fake_app_connect (client);
  g_assert_no_error (error);
  g_assert_cmpuint (fake_app_count_requests (app, "/config"), ==, status == 429 ? 2 : 3);
  g_assert_finalize_object (client);
}

/* A server that wants to be left alone for long is left alone, and the user is told how long. */
static void
test_not_again (void)
{
  g_autoptr (FakeApp) app = fake_app_new ();
  GradioClient       *client = gradio_client_new (fake_app_get_uri (app));
  g_autoptr (GError)  error = NULL;

  fake_app_answer (app, "/config", 429, "text/plain", "slow down");
  fake_app_answer_header (app, "/config", "Retry-After", "77");
  error = fake_app_connect (client);
  g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_BUSY);
  g_assert_nonnull (strstr (error->message, "77"));
  g_assert_cmpuint (fake_app_count_requests (app, "/config"), ==, 1);
  g_assert_finalize_object (client);
}

static const struct {
  const char *name;
  guint       status;
  const char *type;
  const char *body;
  GradioError code;
  const char *words;
} refusals[] = {
  { "private", 401, "text/html", "<h1>401</h1>", GRADIO_ERROR_ACCESS, "token" },
  { "login", 401, "application/json", "{\"detail\":\"Not authenticated\"}", GRADIO_ERROR_LOGIN, "password" },
  { "message", 401, "application/json", "{\"detail\":{\"auth_message\":\"Ask <a href='x'>Ann</a>!<script>x</script>\"}}",
    GRADIO_ERROR_LOGIN, "(“Ask Ann!”)" },
  { "forbidden", 403, "application/json", "{}", GRADIO_ERROR_ACCESS, "403" },
  { "gone", 410, "application/json", "{\"detail\":\"no more\"}", GRADIO_ERROR_SERVER, "no more" },
  { "large", 413, "text/html", "<h1>no</h1>", GRADIO_ERROR_TOO_LARGE, "smaller" },
  { "values", 422, "application/json", "{\"detail\":\"not so\"}", GRADIO_ERROR_VALUE, "not so" },
  { "failed", 500, "text/html", "<h1>secret</h1>", GRADIO_ERROR_SERVER, "500" },
  { "asleep", 503, "text/html", "<h1>zzz</h1>", GRADIO_ERROR_NOT_RUNNING, "503" },
};

static void
test_refusal (gconstpointer data)
{
  guint               i = GPOINTER_TO_UINT (data);
  g_autoptr (FakeApp) app = fake_app_new ();
  GradioClient       *client = gradio_client_new (fake_app_get_uri (app));
  g_autoptr (GError)  error = NULL;

  fake_app_answer (app, "/config", refusals[i].status, refusals[i].type, refusals[i].body);
  error = fake_app_connect (client);
  g_assert_error (error, GRADIO_ERROR, (int) refusals[i].code);
  g_assert_nonnull (strstr (error->message, refusals[i].words));
  g_assert_null (strchr (error->message, '<'));
  g_assert_finalize_object (client);
}

/* Gradio 3 behind some proxies: the configuration is in the page only. */
static void
test_config_in_page (void)
{
  static const char page[] =
    "<html><script>window.gradio_config = {\"version\":\"3.50.2\",\"title\":\"A } brace \\\" and quote\","
    "\"components\":[],\"dependencies\":[]};</script></html>";
  g_autoptr (FakeApp) app = fake_app_new ();
  GradioClient       *client = gradio_client_new (fake_app_get_uri (app));
  g_autoptr (GError)  error = NULL;

  fake_app_answer (app, "/config", 200, "text/html", page);
  fake_app_answer (app, "/", 200, "text/html", page);
  error = fake_app_connect (client);
  g_assert_no_error (error);
  g_assert_cmpstr (gradio_client_get_base_uri (client), ==, fake_app_get_uri (app));
  g_assert_cmpstr (gradio_client_get_title (client), ==, "A } brace \" and quote");
  g_assert_finalize_object (client);
}

static void
test_broken_page (gconstpointer data)
{
  g_autoptr (FakeApp) app = fake_app_new ();
  GradioClient       *client = gradio_client_new (fake_app_get_uri (app));
  g_autoptr (GError)  error = NULL;

  fake_app_answer (app, "/config", 200, "text/html", data);
  fake_app_answer (app, "/", 200, "text/html", data);
  error = fake_app_connect (client);
  g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_NOT_GRADIO);
  g_assert_finalize_object (client);
}

/* The page knows where the app is; what the user gave stays here. */
static void
test_root_in_page (void)
{
  g_autoptr (FakeApp) old = fake_app_new ();
  g_autoptr (FakeApp) app = fake_app_new ();
  g_autofree char    *page = g_strdup_printf ("<script>window.gradio_config = {\"root\":\"%s\"};</script>",
                                              fake_app_get_uri (app));
  GradioClient       *client = new_client (fake_app_get_uri (old));
  g_autoptr (GError)  error = NULL;

  fake_app_answer (old, "/config", 404, "text/html", "<h1>404</h1>");
  fake_app_answer (old, "/", 200, "text/html", page);
  error = fake_app_connect (client);
  g_assert_no_error (error);
  g_assert_cmpstr (gradio_client_get_base_uri (client), ==, fake_app_get_uri (app));
  assert_told_nothing (app, "/config");
  assert_told_nothing (app, "/gradio_api/info");
  g_assert_finalize_object (client);
}

static void
test_page (gconstpointer data)
{
  const char *const  *way = data; /* reference, page, query */
  g_autoptr (FakeApp) app = fake_app_new ();
  g_autofree char    *reference = g_strconcat (fake_app_get_uri (app), way[0], NULL);
  GradioClient       *client = gradio_client_new (reference);
  g_autoptr (GError)  error = fake_app_connect (client);

  g_assert_no_error (error);
  g_assert_cmpstr (gradio_client_get_base_uri (client), ==, fake_app_get_uri (app));
  g_assert_cmpstr (gradio_client_get_page (client), ==, way[1]);
  g_assert_cmpstr (gradio_client_get_query (client), ==, way[2]);
  g_assert_finalize_object (client);
}

static const char *const PAGES[][3] = {
  { "", "", NULL },
  { "/?x=1&y=%C3%BC", "", "x=1&y=%C3%BC" },
  { "/second/page", "second/page", NULL },
  { "/second/page/?deep_link=a", "second/page", "deep_link=a" },
  { "/?page=second/page", "second/page", "page=second/page" },
  { "/?page=nothing", "", "page=nothing" },
};

/* A server that is no good: what it writes before it hangs up. */
static gboolean
run_cb (GThreadedSocketService *service,
        GSocketConnection      *connection,
        GObject                *source,
        const char             *answer)
{
  char request[4096];

  g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), request, sizeof request, NULL, NULL);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), answer, strlen (answer), NULL,
                             NULL, NULL);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);

  return TRUE;
}

static void
test_hangs_up (gconstpointer data)
{
  g_autoptr (GSocketService) service = g_threaded_socket_service_new (2);
  g_autoptr (GError)         error = NULL;
  g_autofree char           *uri = NULL;
  GradioClient              *client;
  guint16                    port;

  port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, NULL);
  g_signal_connect (service, "run", G_CALLBACK (run_cb), (gpointer) data);
  uri = g_strdup_printf ("http://127.0.0.1:%u", port);
  client = gradio_client_new (uri);
  error = fake_app_connect (client);
  g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_LOST);
  g_assert_nonnull (strstr (error->message, "127.0.0.1"));
  g_assert_finalize_object (client);
  g_socket_service_stop (service);
}

static const struct {
  const char *app;
  const char *address;
  gboolean    told;
} tokens[] = {
  { "https://owner-name.hf.space", "https://owner-name.hf.space/file=x", TRUE },
  { "https://Owner-Name.hf.space", "https://owner-name.HF.space:443/", TRUE },
  { "https://owner-name.hf.space", "http://owner-name.hf.space/", FALSE },
  { "https://owner-name.hf.space", "https://owner-name.hf.space:8443/", FALSE },
  { "https://owner-name.hf.space", "https://other-name.hf.space/", FALSE },
  { "http://owner-name.hf.space", "http://owner-name.hf.space/", FALSE },
  { "https://evilhf.space", "https://evilhf.space/", FALSE },
  { "https://hf.space", "https://hf.space/", FALSE },
  { "https://a.hf.space.example", "https://a.hf.space.example/", FALSE },
  { "https://abc.gradio.live", "https://abc.gradio.live/", FALSE },
};

/* Only where the Hub's proxy takes it off before the app sees it. */
static void
test_token (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (tokens); i++) {
    g_autoptr (GradioCredentials) credentials = gradio_credentials_new ();
    g_autoptr (GHashTable)        headers = NULL;

    g_test_message ("%s for %s", tokens[i].address, tokens[i].app);
    gradio_credentials_set_token (credentials, "hf_secret");
    gradio_credentials_set_app (credentials, tokens[i].app, FALSE);
    headers = gradio_credentials_dup_headers (credentials, tokens[i].address);
    g_assert_cmpstr (g_hash_table_lookup (headers, "x-hf-authorization"), ==,
                     tokens[i].told ? "Bearer hf_secret" : NULL);
    g_assert_null (g_hash_table_lookup (headers, "Authorization"));
  }
}

static void
test_quota (void)
{
  g_assert_true (gradio_response_is_quota ("ZeroGPU quota exceeded", NULL));
  g_assert_true (gradio_response_is_quota (NULL, "You have exceeded your GPU quota (60s left vs. 120s requested)."));
  g_assert_true (gradio_response_is_quota ("Error", "Unlogged user has exceeded the quota"));
  g_assert_false (gradio_response_is_quota ("Error", "The quotation is empty"));
  g_assert_false (gradio_response_is_quota ("Error", "CUDA out of memory on this GPU"));
  g_assert_false (gradio_response_is_quota (NULL, NULL));
}

static void
check_socket_cb (SoupMessage       *message,
                 GSocketClientEvent event,
                 GIOStream         *connection,
                 gboolean          *checked)
{
  int value = 0;

  if (event != G_SOCKET_CLIENT_CONNECTED)
    return;

  g_assert_true (g_socket_get_keepalive (g_socket_connection_get_socket (G_SOCKET_CONNECTION (connection))));
  g_assert_true (g_socket_get_option (g_socket_connection_get_socket (G_SOCKET_CONNECTION (connection)),
                                      IPPROTO_TCP, TCP_KEEPIDLE, &value, NULL));
  g_assert_cmpint (value, ==, 60);
  *checked = TRUE;
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);
  gboolean          *done = user_data;

  g_assert_no_error (error);
  *done = TRUE;
}

/* Where no time-out may be, the kernel sees to hosts that vanish. */
static void
test_keep_alive (void)
{
  g_autoptr (FakeApp)     app = fake_app_new ();
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autofree char        *uri = g_strconcat (fake_app_get_uri (app), "/config", NULL);
  g_autoptr (SoupMessage) message = soup_message_new (SOUP_METHOD_GET, uri);
  gboolean                checked = FALSE;
  gboolean                done = FALSE;

  gradio_keep_alive_watch (message);
  g_signal_connect (message, "network-event", G_CALLBACK (check_socket_cb), &checked);
  soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, NULL, sent_cb, &done);
  fake_app_wait (&done);
  g_assert_true (checked);
}

int
main (int   argc,
      char *argv[])
{
  static const guint moved[] = { 301, 302, 307, 308 };

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/connection/extra", test_extra);
  g_test_add_func ("/connection/keep-alive", test_keep_alive);
  g_test_add_func ("/connection/extra-wrong", test_extra_wrong);
  for (guint i = 0; i < G_N_ELEMENTS (moved); i++) {
    g_autofree char *elsewhere = g_strdup_printf ("/connection/redirect-elsewhere/%u", moved[i]);
    g_autofree char *circle = g_strdup_printf ("/connection/redirect-circle/%u", moved[i]);

    g_test_add_data_func (elsewhere, GUINT_TO_POINTER (moved[i]), test_redirect_elsewhere);
    g_test_add_data_func (circle, GUINT_TO_POINTER (moved[i]), test_redirect_circle);
  }
  g_test_add_func ("/connection/login-elsewhere", test_login_elsewhere);
  g_test_add_func ("/connection/redirect-within", test_redirect_within);
  g_test_add_data_func ("/connection/post-redirect/307", GUINT_TO_POINTER (307), test_post_redirect);
  g_test_add_data_func ("/connection/post-redirect/308", GUINT_TO_POINTER (308), test_post_redirect);
  g_test_add_func ("/connection/post-redirect-elsewhere", test_post_redirect_elsewhere);
  g_test_add_data_func ("/connection/again/502", GUINT_TO_POINTER (502), test_again);
  g_test_add_data_func ("/connection/again/504", GUINT_TO_POINTER (504), test_again);
  g_test_add_data_func ("/connection/again/429", GUINT_TO_POINTER (429), test_again);
  g_test_add_func ("/connection/not-again", test_not_again);
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++) {
    g_autofree char *path = g_strconcat ("/connection/refusal/", refusals[i].name, NULL);

    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_refusal);
  }
  g_test_add_data_func ("/connection/hangs-up/at-once", "", test_hangs_up);
  g_test_add_data_func ("/connection/hangs-up/in-head", "HTTP/1.1 200 O", test_hangs_up);
  g_test_add_data_func ("/connection/hangs-up/in-body",
                        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{\"version\"",
                        test_hangs_up);
  g_test_add_func ("/connection/token", test_token);
  g_test_add_func ("/connection/quota", test_quota);
  g_test_add_func ("/connection/config-in-page", test_config_in_page);
  g_test_add_data_func ("/connection/broken-page/cut", "window.gradio_config = {\"version\":\"3\", \"x", test_broken_page);
  g_test_add_data_func ("/connection/broken-page/none", "window.gradio_config", test_broken_page);
  g_test_add_data_func ("/connection/broken-page/text", "window.gradio_config = text;", test_broken_page);
  g_test_add_func ("/connection/root-in-page", test_root_in_page);
  for (guint i = 0; i < G_N_ELEMENTS (PAGES); i++) {
    g_autofree char *path = g_strdup_printf ("/connection/page/%u", i);

    g_test_add_data_func (path, PAGES[i], test_page);
  }

  return g_test_run ();
}
