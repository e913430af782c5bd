/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calls of the Hub's API: methods, words for refusals, what is kept, limits, tokens. */
#include "fake-app.h"
#include "hub-ask.h"
#include "hub-fixture.h"
#include "raw-server.h"
#include "sp-hub-answer.h"
#include "sp-hub-error.h"
#include "sp-hub-session-private.h"
#include "sp-hub-watch.h"

#include <string.h>

#define PATH "/api/spaces/acme/reader"
#define LIST "[{\"id\":\"acme/reader\"}]"

typedef struct {
  FakeApp      *hub;
  SpHubSession *session; /* with a token */
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->hub = fake_app_new ();
  g_assert_true (g_setenv ("HF_ENDPOINT", fake_app_get_uri (fixture->hub), TRUE));
  fixture->session = hub_new_session ("hf_secret");
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_assert_finalize_object (fixture->session);
  g_clear_pointer (&fixture->hub, fake_app_free);
}

static void
call_and_fail (Fixture    *fixture,
               const char *method,
               SpHubError  code,
               char      **message)
{
  g_autoptr (SpHubRepo) repo = sp_hub_repo_new (SP_HUB_KIND_SPACE, "acme/reader", NULL);
  const SpHubCall       call = { .method = method, .path = PATH, .repo = repo };
  g_autoptr (GError)    error = NULL;

  g_assert_null (hub_call (fixture->session, &call, NULL, NULL, &error));
  g_assert_error (error, SP_HUB_ERROR, (int) code);
  g_test_message ("%s", error->message);
  if (message != NULL)
    *message = g_strdup (error->message);
}

static void
test_methods (Fixture      *fixture,
              gconstpointer data)
{
  static const char *const methods[] = { "POST", "PUT", "DELETE", "PATCH" };
  g_autoptr (JsonNode)     body = hub_parse ("{\"seconds\":600,\"text\":\"ä\"}");

  fake_app_answer (fixture->hub, PATH, 200, "application/json", "{\"stage\":\"PAUSED\"}");
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++) {
    const SpHubCall      call = { .method = methods[i], .path = PATH, .body = body };
    g_autoptr (GError)   error = NULL;
    g_autoptr (JsonNode) answer = hub_call (fixture->session, &call, NULL, NULL, &error);

    g_assert_no_error (error);
    g_assert_true (JSON_NODE_HOLDS_OBJECT (answer));
    g_assert_cmpstr (fake_app_get_last_method (fixture->hub, PATH), ==, methods[i]);
    g_assert_cmpstr (fake_app_get_last_body (fixture->hub, PATH), ==, "{\"seconds\":600,\"text\":\"ä\"}");
    g_assert_cmpstr (fake_app_get_last_header (fixture->hub, PATH, "Content-Type"), ==, "application/json");
    g_assert_cmpstr (fake_app_get_last_header (fixture->hub, PATH, "Authorization"), ==, "Bearer hf_secret");
  }
}

static void
test_empty (Fixture      *fixture,
            gconstpointer data)
{
  const SpHubCall      call = { .method = "DELETE", .path = PATH };
  g_autoptr (GError)   error = NULL;
  g_autoptr (JsonNode) answer = NULL;

  fake_app_answer (fixture->hub, PATH, 204, "text/plain", "");
  answer = hub_call (fixture->session, &call, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (JSON_NODE_HOLDS_NULL (answer));
}

/* A Space has another name: what is changed is changed there. Elsewhere nothing is sent. */
static void
test_redirects (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr (JsonNode) body = hub_parse ("{\"a\":1}");
  const SpHubCall      call = { .method = "POST", .path = PATH, .body = body };
  g_autoptr (FakeApp)  other = fake_app_new ();
  g_autofree char     *away = g_strconcat (fake_app_get_uri (other), PATH, NULL);
  g_autoptr (GError)   error = NULL;
  g_autoptr (JsonNode) answer = NULL;

  fake_app_answer (fixture->hub, PATH, 307, "text/plain", "");
  fake_app_answer_header (fixture->hub, PATH, "Location", "/api/spaces/acme/new");
  fake_app_answer (fixture->hub, "/api/spaces/acme/new", 200, "application/json", "{}");
  answer = hub_call (fixture->session, &call, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (fake_app_get_last_method (fixture->hub, "/api/spaces/acme/new"), ==, "POST");
  g_assert_cmpstr (fake_app_get_last_body (fixture->hub, "/api/spaces/acme/new"), ==, "{\"a\":1}");

  fake_app_answer (fixture->hub, PATH, 302, "text/plain", "");
  call_and_fail (fixture, "POST", SP_HUB_ERROR_ANSWER, NULL);

  fake_app_answer (fixture->hub, PATH, 307, "text/plain", "");
  fake_app_answer_header (fixture->hub, PATH, "Location", away);
  call_and_fail (fixture, "POST", SP_HUB_ERROR_ANSWER, NULL);
  g_assert_cmpuint (fake_app_count_requests (other, PATH), ==, 0);
}

typedef struct {
  const char *method;
  const char *error_code;
  const char *said;
  guint       status;
  gboolean    is_anonymous;
  SpHubError  code;
  const char *part; /* of the message */
} Refusal;

static const Refusal REFUSALS[] = {
  { NULL, NULL, NULL, 401, TRUE, SP_HUB_ERROR_NOT_FOUND, "private" },
  { "POST", NULL, NULL, 401, TRUE, SP_HUB_ERROR_CREDENTIALS, "Sign in" },
  { NULL, NULL, NULL, 401, FALSE, SP_HUB_ERROR_CREDENTIALS, "token" },
  { NULL, "GatedRepo", NULL, 401, FALSE, SP_HUB_ERROR_GATED, "terms" },
  { NULL, "GatedRepo", NULL, 403, FALSE, SP_HUB_ERROR_GATED, "/spaces/acme/reader" },
  { NULL, NULL, "Access to this resource is disabled.", 403, FALSE, SP_HUB_ERROR_ACCESS, "taken" },
  { NULL, NULL, NULL, 403, FALSE, SP_HUB_ERROR_ACCESS, "Ask its owner" },
  { "POST", NULL, "Your token needs repo.write", 403, FALSE, SP_HUB_ERROR_ACCESS, "Your token needs repo.write" },
  { NULL, "RepoNotFound", NULL, 404, FALSE, SP_HUB_ERROR_NOT_FOUND, "acme/reader" },
  { NULL, "RevisionNotFound", NULL, 404, FALSE, SP_HUB_ERROR_REVISION, "no such version" },
  { NULL, "EntryNotFound", NULL, 404, FALSE, SP_HUB_ERROR_ENTRY, "file" },
  { "POST", NULL, "Add a card", 402, FALSE, SP_HUB_ERROR_PAYMENT, "Add a card" },
  { "POST", NULL, NULL, 402, FALSE, SP_HUB_ERROR_PAYMENT, "billing" },
  { "POST", NULL, "acme/x exists", 409, FALSE, SP_HUB_ERROR_EXISTS, "acme/x exists" },
  { "POST", NULL, "Bad\nflavor\x1b[31m", 400, FALSE, SP_HUB_ERROR_INVALID, "Bad flavor" },
  { "POST", NULL, NULL, 422, FALSE, SP_HUB_ERROR_INVALID, "Check" },
  { NULL, NULL, NULL, 400, FALSE, SP_HUB_ERROR_ANSWER, "later" },
  { NULL, NULL, NULL, 429, FALSE, SP_HUB_ERROR_BUSY, "busy" },
  { NULL, NULL, NULL, 500, FALSE, SP_HUB_ERROR_SERVER, "500" },
  { "POST", NULL, NULL, 503, FALSE, SP_HUB_ERROR_SERVER, "503" },
  { NULL, NULL, NULL, 511, FALSE, SP_HUB_ERROR_ANSWER, "network" },
};

/* A header has no line breaks, but a proxy may fold it. */
static char *
dup_header (const char *text)
{
  char *header = g_strdup (text);

  return g_strdelimit (header, "\n", ' ');
}

static void
test_refusals (Fixture      *fixture,
               gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (REFUSALS); i++) {
    const Refusal   *refusal = &REFUSALS[i];
    g_autofree char *message = NULL;
    g_autofree char *header = refusal->said != NULL ? dup_header (refusal->said) : NULL;

    g_assert_finalize_object (fixture->session);
    fake_app_free (fixture->hub);
    set_up (fixture, NULL);
    if (refusal->is_anonymous)
      sp_hub_session_set_token (fixture->session, NULL);

    fake_app_answer (fixture->hub, PATH, refusal->status, "application/json", "{\"error\":\"no\"}");
    if (refusal->error_code != NULL)
      fake_app_answer_header (fixture->hub, PATH, "X-Error-Code", refusal->error_code);
    if (header != NULL)
      fake_app_answer_header (fixture->hub, PATH, "X-Error-Message", header);
    call_and_fail (fixture, refusal->method, refusal->code, &message);
    g_assert_nonnull (strstr (message, refusal->part));
    g_assert_null (strchr (message, '\x1b'));
  }
}

/* Something else answers in the Hub's place, with whatever status. */
static void
test_portal (Fixture      *fixture,
             gconstpointer data)
{
  static const guint statuses[] = { 200, 401, 403, 404, 511 };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++) {
    fake_app_answer (fixture->hub, PATH, statuses[i], "text/html", "<html>Log in</html>");
    call_and_fail (fixture, NULL, SP_HUB_ERROR_ANSWER, NULL);
  }

  fake_app_answer (fixture->hub, PATH, 200, "application/json", "{\"id\":\"acme/rea");
  call_and_fail (fixture, NULL, SP_HUB_ERROR_ANSWER, NULL);
}

/* What changes something is sent once, but where the Hub says that it did nothing. */
static void
test_once (Fixture      *fixture,
           gconstpointer data)
{
  fake_app_answer (fixture->hub, PATH, 500, "application/json", "{}");
  call_and_fail (fixture, "POST", SP_HUB_ERROR_SERVER, NULL);
  g_assert_cmpuint (fake_app_count_requests (fixture->hub, PATH), ==, 1);

  fake_app_answer (fixture->hub, PATH, 429, "application/json", "{}");
  call_and_fail (fixture, "POST", SP_HUB_ERROR_BUSY, NULL);
  g_assert_cmpuint (fake_app_count_requests (fixture->hub, PATH), ==, 1 + 4);
}

typedef struct {
  gint64 ahead;
  guint  n_looks;
} Clock;

static gint64
clock_cb (gpointer user_data)
{
  Clock *clock = user_data;

  clock->n_looks++;

  return g_get_monotonic_time () + clock->ahead;
}

/* A Space is left alone for as long as the Hub wants, which is longer than anybody waits for one answer, and is followed
 * again after that. */
static void
test_watch (Fixture      *fixture,
            gconstpointer data)
{
  static const char *const path = PATH "/runtime";
  SpHubWatch              *watch = sp_hub_watch_new (fixture->session, "acme/reader");
  Clock                    clock = { 0 };
  guint                    n_requests = 0;
  guint                    n_looks = 0;

  sp_hub_session_set_clock (fixture->session, clock_cb, &clock);
  fake_app_answer (fixture->hub, path, 429, "application/json", "{}");
  fake_app_answer_header (fixture->hub, path, "Retry-After", "300");
  sp_hub_watch_start (watch);
  while (sp_hub_watch_get_error (watch) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (sp_hub_watch_get_error (watch), SP_HUB_ERROR, SP_HUB_ERROR_BUSY);
  n_requests = fake_app_count_requests (fixture->hub, path);
  g_assert_cmpuint (n_requests, ==, 1);

  fake_app_answer (fixture->hub, path, 200, "application/json", "{\"stage\":\"RUNNING\"}");
  n_looks = clock.n_looks;
  while (clock.n_looks < n_looks + 4) /* whether it is over */
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (fake_app_count_requests (fixture->hub, path), ==, n_requests);

  clock.ahead = 301 * G_TIME_SPAN_SECOND;
  while (sp_hub_watch_get_runtime (watch) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_no_error (sp_hub_watch_get_error (watch));
  g_assert_cmpint (sp_hub_runtime_get_stage (sp_hub_watch_get_runtime (watch)), ==, SP_HUB_STAGE_RUNNING);
  g_assert_cmpuint (fake_app_count_requests (fixture->hub, path), ==, n_requests + 1);
  sp_hub_watch_stop (watch);
  g_assert_finalize_object (watch);
}

typedef struct {
  guint n_cut;
} Cut;

/* A body that is cut so many times, then whole. */
static gboolean
cut_cb (const char *head,
        guint       number,
        GString    *response,
        gpointer    user_data)
{
  Cut *cut = user_data;

  g_string_append_printf (response,
                          "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %u\r\n"
                          "Connection: close\r\n\r\n%s",
                          (guint) strlen (LIST), number < cut->n_cut ? "[{\"id\"" : LIST);

  return TRUE;
}

static SpHubSession *
new_raw_session (RawServer *server)
{
  g_autofree char *uri = g_strdup_printf ("http://127.0.0.1:%u", raw_server_get_port (server));

  g_assert_true (g_setenv ("HF_ENDPOINT", uri, TRUE));

  return hub_new_session ("hf_secret");
}

static void
test_cut (void)
{
  const SpHubCall          get = { .path = PATH };
  const SpHubCall          post = { .method = "POST", .path = PATH };
  Cut                      cut = { .n_cut = 2 };
  g_autoptr (RawServer)    server = raw_server_new (cut_cb, &cut);
  g_autoptr (SpHubSession) session = new_raw_session (server);
  g_autoptr (GError)       error = NULL;
  g_autoptr (JsonNode)     answer = hub_call (session, &get, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (JSON_NODE_HOLDS_ARRAY (answer));
  g_assert_cmpuint (raw_server_count_requests (server), ==, 3);

  cut.n_cut = 1000;
  g_assert_null (hub_call (session, &get, NULL, NULL, &error));
  g_assert_error (error, SP_HUB_ERROR, SP_HUB_ERROR_SERVER);
  g_assert_cmpuint (raw_server_count_requests (server), ==, 3 + 4);
  g_clear_error (&error);

  /* Nobody knows whether it was done. */
  g_assert_null (hub_call (session, &post, NULL, NULL, &error));
  g_assert_error (error, SP_HUB_ERROR, SP_HUB_ERROR_UNCERTAIN);
  g_test_message ("%s", error->message);
  g_assert_cmpuint (raw_server_count_requests (server), ==, 3 + 4 + 1);
}

static gboolean
silent_cb (const char *head,
           guint       number,
           GString    *response,
           gpointer    user_data)
{
  return TRUE;
}

/* The connection is closed without an answer. */
static void
test_no_answer (void)
{
  const SpHubCall          post = { .method = "POST", .path = PATH };
  g_autoptr (RawServer)    server = raw_server_new (silent_cb, NULL);
  g_autoptr (SpHubSession) session = new_raw_session (server);
  g_autoptr (GError)       error = NULL;

  g_assert_null (hub_call (session, &post, NULL, NULL, &error));
  g_assert_error (error, SP_HUB_ERROR, SP_HUB_ERROR_UNCERTAIN);
  g_assert_cmpuint (raw_server_count_requests (server), ==, 1);
}

static gboolean
hanging_cb (const char *head,
            guint       number,
            GString    *response,
            gpointer    user_data)
{
  g_string_append (response, user_data);

  return FALSE;
}

/* The connection stays open and silent, before the answer or within it. */
static void
test_silence (void)
{
  static const char *const heads[] = { "", "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                                           "Content-Length: 1000\r\n\r\n[" };
  const SpHubCall          get = { .path = PATH };
  const SpHubCall          post = { .method = "POST", .path = PATH };

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++) {
    g_autoptr (RawServer)    server = raw_server_new (hanging_cb, (gpointer) heads[i]);
    g_autoptr (SpHubSession) session = new_raw_session (server);
    g_autoptr (GError)       error = NULL;

    sp_hub_session_set_patience (session, 50);
    g_assert_null (hub_call (session, &get, NULL, NULL, &error));
    g_assert_error (error, SP_HUB_ERROR, SP_HUB_ERROR_UNREACHABLE);
    g_clear_error (&error);
    g_assert_null (hub_call (session, &post, NULL, NULL, &error));
    g_assert_error (error, SP_HUB_ERROR, SP_HUB_ERROR_UNCERTAIN);
    g_assert_cmpuint (raw_server_count_connections (server), ==, 2);
  }
}

/* It is parsed in a thread; then it is too large for anything. */
static void
test_huge (Fixture      *fixture,
           gconstpointer data)
{
  GString             *text = g_string_new ("[");
  const SpHubCall      call = { .path = PATH };
  g_autoptr (GError)   error = NULL;
  g_autoptr (JsonNode) answer = NULL;

  for (guint i = 0; i < 5000; i++)
    g_string_append (text, "{\"id\":\"acme/reader\",\"likes\":1},");
  g_string_append (text, "null]");
  fake_app_answer (fixture->hub, PATH, 200, "application/json", text->str);
  answer = hub_call (fixture->session, &call, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (answer)), ==, 5001);

  g_string_truncate (text, text->len - 1);
  fake_app_answer (fixture->hub, PATH, 200, "application/json", text->str);
  call_and_fail (fixture, NULL, SP_HUB_ERROR_ANSWER, NULL);

  g_string_set_size (text, 33 * 1024 * 1024);
  memset (text->str, ' ', text->len);
  fake_app_answer (fixture->hub, PATH, 200, "application/json", text->str);
  call_and_fail (fixture, NULL, SP_HUB_ERROR_ANSWER, NULL);
  g_string_free (text, TRUE);
}

static void
cancelled_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (sp_hub_call_finish (SP_HUB_SESSION (source), result, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  *(gboolean *) user_data = TRUE;
}

static void
test_cancelled (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  const SpHubCall          calls[] = { { .path = PATH }, { .path = PATH, .keep = TRUE } };

  fake_app_answer (fixture->hub, PATH, 200, "application/json", LIST);
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++) {
    gboolean done = FALSE;

    sp_hub_call_async (fixture->session, &calls[i], cancellable, cancelled_cb, &done);
    g_cancellable_cancel (cancellable);
    fake_app_wait (&done);
  }
}

static void
test_no_hub (Fixture      *fixture,
             gconstpointer data)
{
  fake_app_stop (fixture->hub);
  call_and_fail (fixture, NULL, SP_HUB_ERROR_UNREACHABLE, NULL);
  call_and_fail (fixture, "POST", SP_HUB_ERROR_UNREACHABLE, NULL);
}

/* The host of a Space is visited where it is an address of the web, in capitals too. */
static void
test_visit (Fixture      *fixture,
            gconstpointer data)
{
  static const char *const odd[] = { "null", "7", "\"\"", "\"nonsense\"", "\"file:///etc/passwd\"", "\"https://\"",
                                     "\"https://user:secret@host\"", "\"//host\"" };
  const char              *uri = fake_app_get_uri (fixture->hub);
  g_autofree char         *good = g_strconcat ("{\"host\":\"HTTP", uri + strlen ("http"), "\"}", NULL);
  g_autoptr (GError)       error = NULL;

  fake_app_answer (fixture->hub, "/", 200, "text/html", "<html>");
  for (guint i = 0; i < G_N_ELEMENTS (odd); i++) {
    g_autofree char *answer = g_strdup_printf ("{\"host\":%s}", odd[i]);

    fake_app_answer (fixture->hub, PATH "/host", 200, "application/json", answer);
    g_assert_false (hub_visit (fixture->session, "acme/reader", &error));
    g_assert_error (error, SP_HUB_ERROR, SP_HUB_ERROR_ANSWER);
    g_clear_error (&error);
  }
  g_assert_cmpuint (fake_app_count_requests (fixture->hub, "/"), ==, 0);

  fake_app_answer (fixture->hub, PATH "/host", 200, "application/json", good);
  g_assert_true (hub_visit (fixture->session, "acme/reader", &error));
  g_assert_no_error (error);
  g_assert_cmpuint (fake_app_count_requests (fixture->hub, "/"), ==, 1);
}

/* A certificate that is only not valid at this time tells of a wrong clock, each other flaw of something worse. */
static void
test_certificates (void)
{
  static const struct {
    GTlsCertificateFlags flaws;
    SpHubError           code;
  } cases[] = {
    { G_TLS_CERTIFICATE_EXPIRED, SP_HUB_ERROR_CLOCK },
    { G_TLS_CERTIFICATE_NOT_ACTIVATED, SP_HUB_ERROR_CLOCK },
    { G_TLS_CERTIFICATE_UNKNOWN_CA, SP_HUB_ERROR_UNREACHABLE },
    { G_TLS_CERTIFICATE_UNKNOWN_CA | G_TLS_CERTIFICATE_EXPIRED, SP_HUB_ERROR_UNREACHABLE },
    { G_TLS_CERTIFICATE_BAD_IDENTITY, SP_HUB_ERROR_UNREACHABLE },
    { 0, SP_HUB_ERROR_UNREACHABLE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = sp_hub_answer_new_certificate_error (cases[i].flaws, "hub.example");

    g_assert_error (error, SP_HUB_ERROR, (int) cases[i].code);
    g_test_message ("%s", error->message);
  }
}

#define ADD(path, func) g_test_add ("/hub/call/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("methods", test_methods);
  ADD ("empty", test_empty);
  ADD ("redirects", test_redirects);
  ADD ("refusals", test_refusals);
  ADD ("portal", test_portal);
  ADD ("once", test_once);
  ADD ("watch", test_watch);
  g_test_add_func ("/hub/call/cut", test_cut);
  g_test_add_func ("/hub/call/no-answer", test_no_answer);
  g_test_add_func ("/hub/call/silence", test_silence);
  ADD ("huge", test_huge);
  ADD ("cancelled", test_cancelled);
  ADD ("no-hub", test_no_hub);
  ADD ("visit", test_visit);
  g_test_add_func ("/hub/call/certificates", test_certificates);

  return hub_run_tests ();
}
