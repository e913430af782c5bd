/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Jobs against a server that sends what a test tells it to. */
#include "fake-app.h"

#include <string.h>

#define JOIN "/gradio_api/queue/join"
#define DATA "/gradio_api/queue/data"

#define MESSAGE(msg, more) "data: {\"msg\":\"" msg "\",\"event_id\":\"e1\"" more "}\n\n"
#define GENERATING(data)                                                              \
  MESSAGE ("process_generating", ",\"success\":true,\"output\":{\"data\":[" data "]," \
                                 "\"is_generating\":true}")
#define COMPLETED(data) MESSAGE ("process_completed", ",\"success\":true,\"output\":{\"data\":[" data "]}")
#define CLOSE "data: {\"msg\":\"close_stream\",\"event_id\":null}\n\n"

#define SCRIPT(...)     \
  (const char *const[]) \
  {                     \
    __VA_ARGS__, NULL   \
  }

typedef struct {
  FakeApp      *app;
  GradioClient *client;
  GradioJob    *job;
  JsonArray    *returns;
  GError       *error;
  GString      *seen; /* what the job told, in order */
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
  fixture->seen = g_string_new (NULL);
  gradio_client_connect_async (fixture->client, NULL, connected_cb, fixture);
  fake_app_wait (&fixture->done);
  fixture->done = FALSE;
}

static gboolean
timeout_cb (gpointer user_data)
{
  gboolean *done = user_data;

  *done = TRUE;

  return G_SOURCE_REMOVE;
}

static void
let_pass (guint milliseconds)
{
  gboolean done = FALSE;

  g_timeout_add (milliseconds, timeout_cb, &done);
  fake_app_wait (&done);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  gradio_client_close (fixture->client);
  let_pass (20); /* cancelled requests answer from the main loop */
  if (fixture->job != NULL)
    g_assert_finalize_object (fixture->job);
  g_assert_finalize_object (fixture->client);
  fake_app_free (fixture->app);
  g_clear_pointer (&fixture->returns, json_array_unref);
  g_clear_error (&fixture->error);
  g_string_free (fixture->seen, TRUE);
}

static void
waited_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Fixture *fixture = user_data;

  fixture->returns = gradio_job_wait_finish (GRADIO_JOB (source), result, &fixture->error);
  fixture->done = TRUE;
}

static void
partial_cb (Fixture *fixture)
{
  g_autoptr (JsonArray) returns = gradio_job_dup_returns (fixture->job);
  g_autofree char      *text = gradio_json_write (json_array_get_element (returns, 0));

  g_string_append_printf (fixture->seen, "%s ", text);
}

static void
log_cb (Fixture   *fixture,
        GradioLog *log)
{
  g_string_append_printf (fixture->seen, "%s:%s ", log->title, log->text);
}

static void
progress_cb (Fixture *fixture)
{
  GPtrArray *progress = gradio_job_get_progress (fixture->job);

  for (guint i = 0; i < progress->len; i++) {
    g_autofree char *text = gradio_progress_dup_text (progress->pdata[i]);

    g_string_append_printf (fixture->seen, "[%s] ", text);
  }
}

static void
position_cb (Fixture *fixture)
{
  if (gradio_job_get_queue_position (fixture->job) > 0)
    g_string_append_printf (fixture->seen, "%d ", gradio_job_get_queue_position (fixture->job));
}

static void
submit (Fixture    *fixture,
        const char *endpoint)
{
  GradioEndpoint       *found = gradio_client_find_endpoint (fixture->client, endpoint, NULL);
  g_autoptr (JsonArray) values = gradio_endpoint_build_data (found, NULL, NULL, NULL);

  fixture->job = gradio_client_submit (fixture->client, found, values);
  g_signal_connect_swapped (fixture->job, "partial", G_CALLBACK (partial_cb), fixture);
  g_signal_connect_swapped (fixture->job, "log", G_CALLBACK (log_cb), fixture);
  g_signal_connect_swapped (fixture->job, "notify::progress", G_CALLBACK (progress_cb), fixture);
  g_signal_connect_swapped (fixture->job, "notify::queue-position", G_CALLBACK (position_cb), fixture);
  gradio_job_wait_async (fixture->job, NULL, waited_cb, fixture);
}

static void
run (Fixture    *fixture,
     const char *endpoint)
{
  submit (fixture, endpoint);
  fake_app_wait (&fixture->done);
}

static void
assert_text (Fixture    *fixture,
             const char *text)
{
  g_assert_no_error (fixture->error);
  g_assert_cmpstr (json_array_get_string_element (fixture->returns, 0), ==, text);
  g_assert_cmpint (gradio_job_get_state (fixture->job), ==, GRADIO_JOB_COMPLETE);
}

static void
assert_failed (Fixture    *fixture,
               GradioError code)
{
  g_assert_error (fixture->error, GRADIO_ERROR, (int) code);
  g_assert_cmpint (gradio_job_get_state (fixture->job), ==, GRADIO_JOB_FAILED);
  g_assert_cmpstr (fixture->error->message, !=, "");
}

static void
test_complete (Fixture      *fixture,
               gconstpointer data)
{
  fake_app_set_stream (
    fixture->app,
    SCRIPT (MESSAGE ("estimation", ",\"rank\":2,\"queue_size\":10,\"rank_eta\":4.5"),
            MESSAGE ("process_starts", ",\"eta\":1"),
            MESSAGE ("progress", ",\"progress_data\":[{\"index\":12,\"length\":50,\"unit\":\"steps\","
                                 "\"progress\":null,\"desc\":\"Steps\"}]"),
            MESSAGE ("log", ",\"log\":\"<b>hi</b>\",\"level\":\"info\",\"title\":\"T\""),
            GENERATING ("\"a\""), GENERATING ("[[\"append\",[],\"b\"]]"), GENERATING ("[]"),
            COMPLETED ("\"abc\""), CLOSE));
  run (fixture, "/echo");
  assert_text (fixture, "abc");
  g_assert_cmpstr (fixture->seen->str, ==, "3 [Steps 12/50] T:hi \"a\" \"ab\" \"ab\" ");
  g_assert_cmpuint (gradio_job_get_n_messages (fixture->job), ==, 8);
  g_assert_nonnull (strstr (fake_app_get_last_body (fixture->app, JOIN), "\"data\":[\"hello\",null]"));
}

/* What the server says about its cache, also in words that it should not use. */
static void
test_cache (Fixture      *fixture,
            gconstpointer data)
{
  fake_app_set_stream (fixture->app,
                       SCRIPT (MESSAGE ("process_completed",
                                        ",\"success\":true,\"output\":{\"data\":[\"kept\"]},"
                                        "\"used_cache\":\"full\",\"cache_duration\":0.1,\"avg_time\":1.5"),
                               CLOSE));
  run (fixture, "/echo");
  assert_text (fixture, "kept");
  g_assert_cmpint (gradio_job_get_cache_use (fixture->job), ==, GRADIO_CACHE_USED);
  g_assert_cmpfloat (gradio_job_get_cache_duration (fixture->job), ==, 0.1);
  g_assert_cmpfloat (gradio_job_get_usual_duration (fixture->job), ==, 1.5);
  g_assert_cmpfloat (gradio_job_get_time_left (fixture->job), ==, -1);
}

static void
test_no_cache (Fixture      *fixture,
               gconstpointer data)
{
  fake_app_set_stream (fixture->app,
                       SCRIPT (MESSAGE ("process_completed",
                                        ",\"success\":true,\"output\":{\"data\":[\"new\"]},\"used_cache\":"
                                        "[\"full\"],\"cache_duration\":\"x\",\"avg_time\":-3"),
                               CLOSE));
  run (fixture, "/echo");
  assert_text (fixture, "new");
  g_assert_cmpint (gradio_job_get_cache_use (fixture->job), ==, GRADIO_CACHE_NOT_USED);
  g_assert_cmpfloat (gradio_job_get_cache_duration (fixture->job), ==, -1);
  g_assert_cmpfloat (gradio_job_get_usual_duration (fixture->job), ==, -1);
}

/* Every cut of the bytes gives the same events. */
static void
test_pieces (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr (GPtrArray) pieces = g_ptr_array_new_with_free_func (g_free);
  const char           *text = GENERATING ("\"h\xc3\xa9\"") COMPLETED ("\"\xf0\x9f\x98\x80\"") CLOSE;

  for (const char *p = text; *p != '\0'; p++)
    g_ptr_array_add (pieces, g_strndup (p, 1));
  g_ptr_array_add (pieces, NULL);
  fake_app_set_stream (fixture->app, (const char *const *) pieces->pdata);
  run (fixture, "/echo");
  assert_text (fixture, "\xf0\x9f\x98\x80");
}

/* A message of this size is parsed in a thread; those behind it keep their order. */
static void
test_large (Fixture      *fixture,
            gconstpointer data)
{
  g_autofree char *filler = g_strnfill (300000, 'x');
  g_autofree char *large = g_strdup_printf (GENERATING ("\"%s\""), filler);

  fake_app_set_stream (fixture->app, SCRIPT (large, GENERATING ("[[\"replace\",[],\"small\"]]"),
                                             COMPLETED ("\"end\""), CLOSE));
  run (fixture, "/echo");
  assert_text (fixture, "end");
  g_assert_true (g_str_has_suffix (fixture->seen->str, "x\" \"small\" "));
}

/* JSON that is no message does no harm, be it short or long enough for a thread. */
static void
test_no_message (Fixture      *fixture,
                 gconstpointer data)
{
  g_autofree char *filler = g_strnfill (300000, 'x');
  g_autofree char *large = g_strdup_printf ("data: [\"%s\"]\n\n", filler);

  fake_app_set_stream (fixture->app, SCRIPT ("data: [1]\n\n", large, COMPLETED ("\"end\""), CLOSE));
  run (fixture, "/echo");
  assert_text (fixture, "end");
}

/* Cached results come without estimation and start; other orders and unknown messages do no harm. */
static void
test_odd_order (Fixture      *fixture,
                gconstpointer data)
{
  fake_app_set_stream (
    fixture->app,
    SCRIPT ("data: {\"msg\":\"heartbeat\",\"event_id\":null}\n\n", "data: null\n\ndata: []\n\ndata: 7\n\n",
            MESSAGE ("who_knows", ",\"output\":3"), MESSAGE ("process_generating", ""),
            MESSAGE ("progress", ",\"progress_data\":null"), MESSAGE ("estimation", ",\"rank\":null"),
            MESSAGE ("log", ""), "data: {\"msg\":\"process_completed\",\"event_id\":\"other\"}\n\n",
            COMPLETED ("\"x\""), COMPLETED ("\"twice\""), MESSAGE ("process_starts", ""), CLOSE));
  run (fixture, "/echo");
  assert_text (fixture, "x");
}

static void
test_wrong_edits (Fixture      *fixture,
                  gconstpointer data)
{
  fake_app_set_stream (fixture->app,
                       SCRIPT (GENERATING ("\"a\""), GENERATING ("[[\"delete\",[7,\"x\"],null]]"),
                               GENERATING ("[[\"append\",[],\"b\"]]"), GENERATING ("\"no list\""),
                               GENERATING ("[[\"replace\",[],\"c\"]]"), COMPLETED ("\"end\""), CLOSE));
  run (fixture, "/echo");
  assert_text (fixture, "end");
  g_assert_cmpstr (fixture->seen->str, ==, "\"a\" \"a\" \"a\" \"a\" \"c\" ");
}

static void
test_app_error (Fixture      *fixture,
                gconstpointer data)
{
  const GradioLog *log;

  fake_app_set_stream (fixture->app,
                       SCRIPT (GENERATING ("\"half\""),
                               MESSAGE ("process_completed",
                                        ",\"success\":false,\"title\":null,\"output\":{\"error\":\"bad <i>x</i>\","
                                        "\"duration\":4,\"visible\":true,\"title\":\"T-err\"}"),
                               CLOSE));
  run (fixture, "/echo");
  assert_failed (fixture, GRADIO_ERROR_APP);
  g_assert_cmpstr (fixture->error->message, ==, "bad x");
  log = gradio_job_get_error_log (fixture->job);
  g_assert_cmpstr (log->title, ==, "T-err");
  g_assert_cmpfloat (log->duration, ==, 4);
  g_assert_cmpstr (json_array_get_string_element (gradio_job_get_outputs (fixture->job), 0), ==, "half");
}

static void
test_hidden_error (Fixture      *fixture,
                   gconstpointer data)
{
  fake_app_set_stream (fixture->app, SCRIPT (MESSAGE ("process_completed", ",\"success\":false,"
                                                                           "\"output\":{\"error\":null}"),
                                             CLOSE));
  run (fixture, "/echo");
  assert_failed (fixture, GRADIO_ERROR_APP);
}

/* The visitor's share of GPU time is used up: nobody's fault, and there is something to do about it. */
static void
test_quota (Fixture      *fixture,
            gconstpointer data)
{
  fake_app_set_stream (fixture->app,
                       SCRIPT (MESSAGE ("process_completed",
                                        ",\"success\":false,\"output\":{\"error\":\"You have exceeded your GPU quota "
                                        "(60s left vs. 120s requested).\",\"title\":\"ZeroGPU quota exceeded\"}"),
                               CLOSE));
  run (fixture, "/echo");
  assert_failed (fixture, GRADIO_ERROR_QUOTA);
  g_assert_cmpstr (gradio_job_get_error_log (fixture->job)->title, ==, "ZeroGPU quota exceeded");
}

static void
test_cancelled_there (Fixture      *fixture,
                      gconstpointer data)
{
  fake_app_set_stream (fixture->app, SCRIPT (MESSAGE ("process_completed", ",\"success\":true,\"output\":{}"),
                                             CLOSE));
  run (fixture, "/echo");
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (gradio_job_get_state (fixture->job), ==, GRADIO_JOB_CANCELLED);
}

/* A stream that breaks is opened once more; what waited there still comes. */
static void
test_cut_and_back (Fixture      *fixture,
                   gconstpointer data)
{
  fake_app_set_stream (fixture->app, SCRIPT (GENERATING ("\"a\""), "CUT"));
  fake_app_add_stream (fixture->app, SCRIPT (GENERATING ("[[\"append\",[],\"b\"]]"), COMPLETED ("\"abc\""), CLOSE));
  run (fixture, "/echo");
  assert_text (fixture, "abc");
  g_assert_cmpstr (fixture->seen->str, ==, "\"a\" \"ab\" ");
}

static void
test_cut_and_lost (Fixture      *fixture,
                   gconstpointer data)
{
  fake_app_set_stream (fixture->app, SCRIPT (GENERATING ("\"a\""), "CUT"));
  fake_app_add_stream (fixture->app,
                       SCRIPT ("data: {\"msg\":\"unexpected_error\",\"event_id\":null,\"message\":"
                               "\"404: Not Found\",\"session_not_found\":true,\"success\":false}\n\n",
                               "CUT"));
  run (fixture, "/echo");
  assert_failed (fixture, GRADIO_ERROR_LOST);
  g_assert_cmpuint (fake_app_count_requests (fixture->app, DATA), ==, 2);
  g_assert_cmpstr (json_array_get_string_element (gradio_job_get_outputs (fixture->job), 0), ==, "a");
}

/* Gradio 4.44 opens the second stream and never says a word. */
static void
test_cut_and_silent (Fixture      *fixture,
                     gconstpointer data)
{
  fake_app_set_stream (fixture->app, SCRIPT (GENERATING ("\"a\""), "CUT"));
  fake_app_add_stream (fixture->app, SCRIPT ("data: {\"msg\":\"heartbeat\",\"event_id\":null}\n\n", "HANG"));
  run (fixture, "/echo");
  assert_failed (fixture, GRADIO_ERROR_LOST);
}

static void
stop_cb (Fixture *fixture)
{
  fake_app_stop (fixture->app);
}

static void
test_server_dies (Fixture      *fixture,
                  gconstpointer data)
{
  fake_app_set_stream (fixture->app, SCRIPT (GENERATING ("\"a\""), "HANG"));
  submit (fixture, "/echo");
  g_signal_connect_swapped (fixture->job, "partial", G_CALLBACK (stop_cb), fixture);
  fake_app_wait (&fixture->done);
  assert_failed (fixture, GRADIO_ERROR_LOST);
}

static void
test_server_stops (Fixture      *fixture,
                   gconstpointer data)
{
  const char *stopped = "data: {\"msg\":\"unexpected_error\",\"event_id\":null,"
                        "\"message\":\"Server stopped unexpectedly.\",\"success\":false}\n\n";

  fake_app_set_stream (fixture->app, SCRIPT (stopped, stopped, stopped, "HANG"));
  run (fixture, "/echo");
  assert_failed (fixture, GRADIO_ERROR_LOST);
}

static void
test_bad_json (Fixture      *fixture,
               gconstpointer data)
{
  fake_app_set_stream (fixture->app, SCRIPT ("data: {\"msg\":\n\n", "HANG"));
  fake_app_add_stream (fixture->app, SCRIPT ("data: <html>\n\n", "HANG"));
  run (fixture, "/echo");
  assert_failed (fixture, GRADIO_ERROR_SERVER);
}

/* A job that joins while the server closes the stream: a new one is opened for it. */
static void
test_closed_too_early (Fixture      *fixture,
                       gconstpointer data)
{
  fake_app_set_stream (fixture->app, SCRIPT (CLOSE));
  fake_app_add_stream (fixture->app, SCRIPT (COMPLETED ("\"late\""), CLOSE));
  run (fixture, "/echo");
  assert_text (fixture, "late");
}

typedef struct {
  const char *name;
  guint       status;
  const char *body;
  GradioError code;
  int         parameter;
} Refusal;

static const Refusal REFUSALS[] = {
  { "full", 503, "{\"detail\":\"Queue is full. Max size is 1 and size is 1.\"}", GRADIO_ERROR_BUSY, -1 },
  { "stopped", 503, "{\"detail\":\"Queue is stopped.\"}", GRADIO_ERROR_LOST, -1 },
  { "invalid", 422,
    "{\"detail\":[{\"__type__\":\"validate\",\"is_valid\":true,\"message\":\"\",\"parameter_name\":\"word\"},"
    "{\"__type__\":\"validate\",\"is_valid\":false,\"message\":\"no file\",\"parameter_name\":\"file\"}]}",
    GRADIO_ERROR_VALUE, 1 },
  { "invalid-without-names", 422,
    "{\"detail\":[{\"is_valid\":false,\"message\":\"no word\"},{\"is_valid\":true}]}", GRADIO_ERROR_VALUE, 0 },
  { "missing", 422, "{\"detail\":[{\"type\":\"missing\",\"loc\":[\"body\",\"data\"],\"msg\":\"Field required\"}]}",
    GRADIO_ERROR_VALUE, -1 },
  { "login", 401, "{\"detail\":\"Not authenticated\"}", GRADIO_ERROR_LOGIN, -1 },
  { "broken", 500, "Internal Server Error", GRADIO_ERROR_SERVER, -1 },
  { "no-event", 200, "{}", GRADIO_ERROR_SERVER, -1 },
  { "html", 200, "<html>", GRADIO_ERROR_NOT_GRADIO, -1 },
};

static void
test_refusal (Fixture      *fixture,
              gconstpointer data)
{
  const Refusal *refusal = data;

  fake_app_answer (fixture->app, JOIN, refusal->status, "application/json", refusal->body);
  run (fixture, "/echo");
  assert_failed (fixture, refusal->code);
  g_assert_cmpint (gradio_job_get_error_parameter (fixture->job), ==, refusal->parameter);
  g_assert_cmpuint (fake_app_count_requests (fixture->app, DATA), ==, 0);
}

static void
test_direct (Fixture      *fixture,
             gconstpointer data)
{
  const char *path = "/gradio_api/run/predict";

  fake_app_answer (fixture->app, path, 200, "application/json", "{\"data\":[\"at once\"],\"is_generating\":false}");
  run (fixture, "/direct");
  assert_text (fixture, "at once");
  g_assert_cmpuint (fake_app_count_requests (fixture->app, JOIN), ==, 0);
  g_assert_nonnull (strstr (fake_app_get_last_body (fixture->app, path), "\"fn_index\":1"));
}

static void
test_direct_error (Fixture      *fixture,
                   gconstpointer data)
{
  fake_app_answer (fixture->app, "/gradio_api/run/predict", 500, "application/json",
                   "{\"error\":\"bad\",\"duration\":4,\"visible\":true,\"title\":\"T\"}");
  run (fixture, "/direct");
  assert_failed (fixture, GRADIO_ERROR_APP);
  g_assert_cmpstr (fixture->error->message, ==, "bad");
}

static void
cancel_cb (GradioJob *job)
{
  gradio_job_cancel (job);
  gradio_job_cancel (job);
}

static void
test_cancel (Fixture      *fixture,
             gconstpointer data)
{
  fake_app_set_stream (fixture->app, SCRIPT (GENERATING ("\"a\""), GENERATING ("[]"), "HANG"));
  submit (fixture, "/echo");
  g_signal_connect (fixture->job, "partial", G_CALLBACK (cancel_cb), NULL);
  fake_app_wait (&fixture->done);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  let_pass (100);
  g_assert_cmpuint (fake_app_count_requests (fixture->app, "/gradio_api/cancel"), ==, 1);
  g_assert_nonnull (strstr (fake_app_get_last_body (fixture->app, "/gradio_api/cancel"), "\"event_id\":\"e1\""));
}

/* Cancelled before the server has said which job it is: told as soon as it is known. */
static void
test_cancel_joining (Fixture      *fixture,
                     gconstpointer data)
{
  submit (fixture, "/echo");
  gradio_job_cancel (fixture->job);
  fake_app_wait (&fixture->done);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  let_pass (200);
  g_assert_cmpuint (fake_app_count_requests (fixture->app, "/gradio_api/cancel"), ==, 1);
  g_assert_cmpuint (fake_app_count_requests (fixture->app, DATA), ==, 0);
}

static void
test_close_running (Fixture      *fixture,
                    gconstpointer data)
{
  fake_app_set_stream (fixture->app, SCRIPT (GENERATING ("\"a\""), "HANG"));
  submit (fixture, "/stateful");
  g_signal_connect_swapped (fixture->job, "partial", G_CALLBACK (gradio_client_close), fixture->client);
  fake_app_wait (&fixture->done);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Jobs of an endpoint with State share one session, and so one stream. */
static void
test_shared_session (Fixture      *fixture,
                     gconstpointer data)
{
  g_autofree char *first = NULL;

  fake_app_set_stream (fixture->app, SCRIPT (COMPLETED ("\"one\",null"), CLOSE));
  fake_app_add_stream (fixture->app, SCRIPT ("data: {\"msg\":\"process_completed\",\"event_id\":\"e2\",\"success\":true,"
                                             "\"output\":{\"data\":[\"two\",null]}}\n\n",
                                             CLOSE));
  run (fixture, "/stateful");
  assert_text (fixture, "one");
  g_assert_cmpuint (json_array_get_length (fixture->returns), ==, 1);
  first = g_strdup (strstr (fake_app_get_last_body (fixture->app, JOIN), "session_hash"));
  g_assert_nonnull (strstr (fake_app_get_last_body (fixture->app, JOIN), "\"data\":[\"hello\",null]"));

  fixture->done = FALSE;
  g_clear_pointer (&fixture->returns, json_array_unref);
  g_assert_finalize_object (fixture->job);
  run (fixture, "/stateful");
  assert_text (fixture, "two");
  g_assert_cmpstr (strstr (fake_app_get_last_body (fixture->app, JOIN), "session_hash"), ==, first);
}

static void
connected_again_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  Fixture *fixture = user_data;

  gradio_client_connect_finish (GRADIO_CLIENT (source), result, &fixture->error);
  fixture->done = TRUE;
}

/* Gradio 4.9 to 4.16: every value is whole, and the body ends without close_stream. */
static void
test_sse_v1 (Fixture      *fixture,
             gconstpointer data)
{
  const char *config = "{\"version\":\"4.12.0\",\"protocol\":\"sse_v1\",\"components\":["
                       "{\"id\":1,\"type\":\"textbox\",\"props\":{\"value\":\"hello\"}}],"
                       "\"dependencies\":[{\"targets\":[[9,\"click\"]],\"inputs\":[1],\"outputs\":[1],"
                       "\"backend_fn\":true,\"queue\":true,\"api_name\":\"echo\"}]}";

  fake_app_answer (fixture->app, "/config", 200, "application/json", config);
  fake_app_answer (fixture->app, "/queue/join", 200, "application/json", "{\"event_id\":\"e1\"}");
  gradio_client_connect_async (fixture->client, NULL, connected_again_cb, fixture);
  fake_app_wait (&fixture->done);
  g_assert_no_error (fixture->error);

  fixture->done = FALSE;
  fake_app_set_stream (fixture->app, SCRIPT (GENERATING ("[\"a\"]"), GENERATING ("[\"a\",\"b\"]"),
                                             COMPLETED ("\"end\"")));
  fake_app_answer_stream (fixture->app, "/queue/data");
  run (fixture, "/echo");
  assert_text (fixture, "end");
  g_assert_cmpstr (fixture->seen->str, ==, "[\"a\"] [\"a\",\"b\"] ");
  g_assert_cmpuint (fake_app_count_requests (fixture->app, "/queue/data"), ==, 1);
}

static void
add (const char *path,
     void (*test) (Fixture *, gconstpointer),
     gconstpointer data)
{
  g_autofree char *full = g_strconcat ("/job/", path, NULL);

  g_test_add (full, Fixture, data, set_up, test, tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("complete", test_complete, NULL);
  add ("cache", test_cache, NULL);
  add ("no-cache", test_no_cache, NULL);
  add ("pieces", test_pieces, NULL);
  add ("large", test_large, NULL);
  add ("no-message", test_no_message, NULL);
  add ("odd-order", test_odd_order, NULL);
  add ("wrong-edits", test_wrong_edits, NULL);
  add ("app-error", test_app_error, NULL);
  add ("hidden-error", test_hidden_error, NULL);
  add ("quota", test_quota, NULL);
  add ("cancelled-there", test_cancelled_there, NULL);
  add ("cut-and-back", test_cut_and_back, NULL);
  add ("cut-and-lost", test_cut_and_lost, NULL);
  add ("cut-and-silent", test_cut_and_silent, NULL);
  add ("server-dies", test_server_dies, NULL);
  add ("server-stops", test_server_stops, NULL);
  add ("bad-json", test_bad_json, NULL);
  add ("closed-too-early", test_closed_too_early, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (REFUSALS); i++) {
    g_autofree char *path = g_strconcat ("refusal/", REFUSALS[i].name, NULL);

    add (path, test_refusal, &REFUSALS[i]);
  }
  add ("direct", test_direct, NULL);
  add ("direct-error", test_direct_error, NULL);
  add ("cancel", test_cancel, NULL);
  add ("cancel-joining", test_cancel_joining, NULL);
  add ("close-running", test_close_running, NULL);
  add ("shared-session", test_shared_session, NULL);
  add ("sse-v1", test_sse_v1, NULL);

  return g_test_run ();
}
