/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The calls that wait, as scripts and threads use them. */
#include "fake-app.h"

#include <glib/gstdio.h>
#include <string.h>

#define CANCEL "/gradio_api/cancel"

typedef struct {
  FakeApp      *app;
  GradioClient *client;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->app = fake_app_new ();
  fixture->client = gradio_client_new (fake_app_get_uri (fixture->app));
  gradio_client_connect_sync (fixture->client, NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_assert_finalize_object (fixture->client);
  fake_app_free (fixture->app);
}

static void
test_unreachable (void)
{
  g_autoptr (GradioClient) client = gradio_client_new ("http://127.0.0.1:1");
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (GError)       error = NULL;

  g_assert_false (gradio_client_connect_sync (client, NULL, &error));
  g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_UNREACHABLE);
  g_clear_error (&error);

  g_cancellable_cancel (cancelled);
  g_assert_false (gradio_client_connect_sync (client, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* As languages make one that do not know of gradio_client_new(). */
static void
test_without_address (void)
{
  g_autoptr (GradioClient) client = g_object_new (GRADIO_TYPE_CLIENT, NULL);
  g_autoptr (GError)       error = NULL;

  g_assert_false (gradio_client_connect_sync (client, NULL, &error));
  g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_ADDRESS);
}

static void
test_predict (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (JsonArray)  positional = json_array_new ();
  g_autoptr (JsonObject) named = json_object_new ();
  g_autoptr (JsonArray)  returns = NULL;
  g_autoptr (GError)     error = NULL;

  json_object_set_string_member (named, "word", "Ahoy");
  returns = gradio_client_predict_sync (fixture->client, "/echo", positional, named, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (json_array_get_length (returns), ==, 1);
  g_assert_cmpstr (json_array_get_string_element (returns, 0), ==, "done");
  g_assert_nonnull (strstr (fake_app_get_last_body (fixture->app, "/gradio_api/queue/join"), "\"Ahoy\""));
}

static void
test_predict_json (Fixture      *fixture,
                   gconstpointer data)
{
  static const char *const arguments[] = { NULL, "[\"Ahoy\"]", "{\"word\": \"Ahoy\"}" };

  /* Each new job is another event for the server, so the stream of the fake one is for the first. */
  for (guint i = 0; i < G_N_ELEMENTS (arguments); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char   *event_id = g_strdup_printf ("e%u", i + 1);
    g_autofree char   *completed = g_strdup_printf ("data: {\"msg\":\"process_completed\",\"event_id\":\"%s\","
                                                      "\"success\":true,\"output\":{\"data\":[\"%u\"]}}\n\n",
                                                    event_id, i);
    const char *const  pieces[] = { completed, "data: {\"msg\":\"close_stream\",\"event_id\":null}\n\n", NULL };
    g_autofree char   *returns = NULL;
    g_autofree char   *expected = g_strdup_printf ("[\"%u\"]", i);

    fake_app_set_stream (fixture->app, pieces);
    returns = gradio_client_predict_json_sync (fixture->client, "/echo", arguments[i], NULL, &error);
    g_assert_no_error (error);
    g_assert_cmpstr (returns, ==, expected);
    g_assert_nonnull (strstr (fake_app_get_last_body (fixture->app, "/gradio_api/queue/join"),
                              i == 0 ? "\"hello\"" : "\"Ahoy\""));
  }
}

static void
assert_refused (Fixture    *fixture,
                const char *endpoint,
                const char *arguments,
                GQuark      domain,
                int         code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (gradio_client_predict_json_sync (fixture->client, endpoint, arguments, NULL, &error));
  g_assert_true (error->domain == domain);
  if (code >= 0)
    g_assert_cmpint (error->code, ==, code);
}

static void
test_refused (Fixture      *fixture,
              gconstpointer data)
{
  assert_refused (fixture, "/nowhere", "[]", GRADIO_ERROR, GRADIO_ERROR_ENDPOINT);
  assert_refused (fixture, "/echo", "[1, 2, 3, 4]", GRADIO_ERROR, GRADIO_ERROR_VALUE);
  assert_refused (fixture, "/echo", "{\"sword\": 1}", GRADIO_ERROR, GRADIO_ERROR_VALUE);
  assert_refused (fixture, "/echo", "\"Ahoy\"", GRADIO_ERROR, GRADIO_ERROR_VALUE);
  assert_refused (fixture, "/echo", "null", GRADIO_ERROR, GRADIO_ERROR_VALUE);
  assert_refused (fixture, "/echo", "", JSON_PARSER_ERROR, -1);
  assert_refused (fixture, "/echo", "[\"Ahoy\"", JSON_PARSER_ERROR, -1);
  g_assert_cmpuint (fake_app_count_requests (fixture->app, "/gradio_api/queue/join"), ==, 0);
}

static gboolean
cancel_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);

  return G_SOURCE_REMOVE;
}

/* The server is told, too: its request is on the way when the call comes back. */
static void
test_cancel (Fixture      *fixture,
             gconstpointer data)
{
  static const char *const hangs[] = { "data: {\"msg\":\"process_starts\",\"event_id\":\"e1\"}\n\n", "HANG", NULL };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError)       error = NULL;

  fake_app_set_stream (fixture->app, hangs);
  g_timeout_add (100, cancel_cb, cancellable);
  g_assert_null (gradio_client_predict_json_sync (fixture->client, "/echo", NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  while (fake_app_count_requests (fixture->app, CANCEL) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_clear_error (&error);
  g_assert_null (gradio_client_predict_json_sync (fixture->client, "/echo", NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_files (Fixture      *fixture,
            gconstpointer data)
{
  g_autofree char       *folder = g_dir_make_tmp ("sync-XXXXXX", NULL);
  g_autofree char       *path = g_build_filename (folder, "letter.txt", NULL);
  g_autoptr (GFile)      letter = g_file_new_for_path (path);
  g_autoptr (JsonNode)   object = NULL;
  g_autoptr (GradioFile) file = NULL;
  g_autofree char       *content = NULL;
  g_autoptr (GError)     error = NULL;

  g_assert_null (gradio_client_upload_sync (fixture->client, letter, NULL, &error));
  g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_FILE);
  g_clear_error (&error);

  g_assert_true (g_file_set_contents (path, "out", -1, NULL));
  object = gradio_client_upload_sync (fixture->client, letter, NULL, &error);
  g_assert_no_error (error);
  file = gradio_file_new_from_json (object);

  g_assert_false (gradio_client_download_sync (fixture->client, file, letter, NULL, &error));
  g_assert_nonnull (error); /* there is no such file */
  g_clear_error (&error);

  fake_app_answer (fixture->app, "/gradio_api/file=/tmp/gradio/abc/name.txt", 200, "text/plain", "back");
  gradio_client_download_sync (fixture->client, file, letter, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "back");
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

typedef struct {
  GMainContext *server_context;
  const char   *uri;
  char         *returns;
  gboolean      done; /* atomic */
} Work;

static void
assert_no_timers (GMainContext *context)
{
  int priority;
  int timeout;

  g_assert_true (g_main_context_acquire (context));
  g_main_context_prepare (context, &priority);
  g_main_context_query (context, G_MAXINT, &timeout, NULL, 0);
  g_main_context_release (context);
  g_assert_cmpint (timeout, ==, -1);
}

/* With a context and a client of its own, in a process whose default context nobody runs. */
static gpointer
work (gpointer data)
{
  Work                    *self = data;
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GError)       error = NULL;
  GradioClient            *client;

  g_main_context_push_thread_default (context);
  client = gradio_client_new (self->uri);
  gradio_client_connect_sync (client, NULL, &error);
  g_assert_no_error (error);
  self->returns = gradio_client_predict_json_sync (client, "/stateful", "[\"Ahoy\"]", NULL, &error);
  g_assert_no_error (error);
  assert_no_timers (g_main_context_default ()); /* the session's are in this thread */
  g_assert_finalize_object (client);
  while (g_main_context_iteration (context, FALSE))
    continue;
  g_main_context_pop_thread_default (context);

  g_atomic_int_set (&self->done, TRUE);
  g_main_context_wakeup (self->server_context);

  return NULL;
}

/* The stream stays open when the job is done, and the session waits for the next job. */
static void
test_thread (void)
{
  static const char *const pieces[] = {
    "data: {\"msg\":\"process_completed\",\"event_id\":\"e1\",\"success\":true,"
    "\"output\":{\"data\":[\"done\",null]}}\n\n",
    "HANG",
    NULL,
  };
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (FakeApp)      app = NULL;
  Work                     self = { .server_context = context };
  GThread                 *thread;

  g_main_context_push_thread_default (context);
  app = fake_app_new ();
  fake_app_set_stream (app, pieces);
  self.uri = fake_app_get_uri (app);
  thread = g_thread_new ("script", work, &self);
  while (!g_atomic_int_get (&self.done))
    g_main_context_iteration (context, TRUE);
  g_thread_join (thread);
  g_clear_pointer (&app, fake_app_free);
  g_main_context_pop_thread_default (context);

  g_assert_cmpstr (self.returns, ==, "[\"done\"]");
  g_free (self.returns);
}

static void
destroyed_cb (gpointer user_data)
{
  guint *n_destroyed = user_data;

  ++*n_destroyed;
}

static void
transfer_cb (goffset  transferred,
             goffset  total,
             gpointer user_data)
{
  guint *n_destroyed = user_data;

  g_assert_cmpuint (*n_destroyed, ==, 0);
}

static void
uploaded_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  gboolean            *done = user_data;
  g_autoptr (JsonNode) object = gradio_client_upload_finish (GRADIO_CLIENT (source), result, NULL);

  g_assert_null (object);
  *done = TRUE;
}

/* Other languages free what a callback needs only when they are told, also when the call fails. */
static void
test_progress_data (Fixture      *fixture,
                    gconstpointer data)
{
  g_autoptr (GFile) missing = g_file_new_for_path ("/nonexistent/letter.txt");
  guint             n_destroyed = 0;
  gboolean          done = FALSE;

  gradio_client_upload_async (fixture->client, missing, transfer_cb, &n_destroyed, destroyed_cb, NULL,
                              uploaded_cb, &done);
  fake_app_wait (&done);
  while (n_destroyed == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (n_destroyed, ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sync/unreachable", test_unreachable);
  g_test_add_func ("/sync/without-address", test_without_address);
  g_test_add ("/sync/predict", Fixture, NULL, set_up, test_predict, tear_down);
  g_test_add ("/sync/predict-json", Fixture, NULL, set_up, test_predict_json, tear_down);
  g_test_add ("/sync/refused", Fixture, NULL, set_up, test_refused, tear_down);
  g_test_add ("/sync/cancel", Fixture, NULL, set_up, test_cancel, tear_down);
  g_test_add ("/sync/files", Fixture, NULL, set_up, test_files, tear_down);
  g_test_add ("/sync/progress-data", Fixture, NULL, set_up, test_progress_data, tear_down);
  g_test_add_func ("/sync/thread", test_thread);

  return g_test_run ();
}
