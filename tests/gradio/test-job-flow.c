/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes on while a job runs: outputs one by one, input that streams, streams that fall silent. */
#include "fault-run.h"

#include "gradio-job-private.h"

#include <string.h>

#define HEAD "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
#define MESSAGE(msg, more) "data: {\"msg\":\"" msg "\",\"event_id\":\"e1\"" more "}\n\n"
#define STARTS MESSAGE ("process_starts", "")
#define PARTIAL(msg, data) MESSAGE (msg, ",\"success\":true,\"output\":{\"data\":[" data "],\"is_generating\":true}")
#define GENERATING(data) PARTIAL ("process_generating", data)
#define STREAMING(data) PARTIAL ("process_streaming", data)
#define RESULT(data) MESSAGE ("process_completed", ",\"success\":true,\"output\":{\"data\":[" data "]}")
#define HEARTBEAT "data: {\"msg\":\"heartbeat\",\"event_id\":null}\n\n"
#define CLOSE "data: {\"msg\":\"close_stream\",\"event_id\":null}\n\n"
#define JOINED "HTTP/1.1 200 OK\r\nContent-Length: 17\r\n\r\n{\"event_id\":\"e1\"}"

typedef struct {
  FaultServer *server;
  FaultRun    *run;
  GString     *seen;
  JsonArray   *next;
  GError      *next_error;
  gboolean     next_done;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->server = fault_server_new ();
  fixture->run = fault_run_new_connected (fixture->server);
  fixture->seen = g_string_new (NULL);
  fault_server_set_script (fixture->server, "/queue/join", STEPS (JOINED));
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  fault_run_free (fixture->run);
  fault_server_free (fixture->server);
  g_string_free (fixture->seen, TRUE);
  g_clear_pointer (&fixture->next, json_array_unref);
  g_clear_error (&fixture->next_error);
}

static void
wait_until (GradioJob     *job,
            GradioJobState state)
{
  while (gradio_job_get_state (job) < state)
    g_main_context_iteration (NULL, TRUE);
}

/* outputs one by one */

static void
next_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Fixture *fixture = user_data;

  g_clear_pointer (&fixture->next, json_array_unref);
  g_clear_error (&fixture->next_error);
  fixture->next = gradio_job_next_finish (GRADIO_JOB (source), result, &fixture->next_error);
  fixture->next_done = TRUE;
}

static gboolean
take_next (Fixture *fixture)
{
  fixture->next_done = FALSE;
  gradio_job_next_async (fixture->run->job, NULL, next_cb, fixture);
  fault_server_wait (&fixture->next_done, 20);
  if (fixture->next == NULL)
    return FALSE;

  g_string_append_printf (fixture->seen, "%s ", json_array_get_string_element (fixture->next, 0));

  return TRUE;
}

#define GROWING                                                                                             \
  STARTS GENERATING ("\"a\"") GENERATING ("[[\"append\",[],\"b\"]]") GENERATING ("[[\"append\",[],\"c\"]]") \
    RESULT ("\"abc\"") CLOSE

/* All of them where they are kept, however late one asks. */
static void
test_history (Fixture      *fixture,
              gconstpointer data)
{
  fault_server_set_script (fixture->server, "/queue/data", STEPS (HEAD, GROWING, "CLOSE"));
  fault_run_submit (fixture->run, "/echo");
  gradio_job_keep_history (fixture->run->job);
  fault_run_wait (fixture->run);
  while (take_next (fixture))
    ;
  g_assert_no_error (fixture->next_error);
  g_assert_cmpstr (fixture->seen->str, ==, "a ab abc ");
  g_assert_cmpuint (gradio_job_get_history (fixture->run->job)->len, ==, 3);
}

/* The newest where they are not. */
static void
test_newest (Fixture      *fixture,
             gconstpointer data)
{
  fault_server_set_script (fixture->server, "/queue/data", STEPS (HEAD, GROWING, "CLOSE"));
  fault_run_submit (fixture->run, "/echo");
  fault_run_wait (fixture->run);
  g_assert_true (take_next (fixture));
  g_assert_false (take_next (fixture));
  g_assert_no_error (fixture->next_error);
  g_assert_cmpstr (fixture->seen->str, ==, "abc ");
  g_assert_null (gradio_job_get_history (fixture->run->job));
}

/* What was given stays as it was while the job goes on. */
static void
test_snapshot (Fixture      *fixture,
               gconstpointer data)
{
  g_autoptr (JsonArray) first = NULL;

  fault_server_set_script (fixture->server, "/queue/data", STEPS (HEAD, GENERATING ("\"a\""), "SLEEP 50", GENERATING ("[[\"append\",[],\"b\"]]"), "SLEEP 50", RESULT ("\"abc\""), CLOSE, "CLOSE"));
  fault_run_submit (fixture->run, "/echo");
  g_assert_true (take_next (fixture));
  first = json_array_ref (fixture->next);
  while (take_next (fixture))
    ;
  g_assert_cmpstr (json_array_get_string_element (first, 0), ==, "a");
  g_assert_cmpstr (fixture->seen->str, ==, "a ab abc ");
}

/* The error comes after the last outputs; who gave up waiting gets none. */
static void
test_next_error (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  fault_server_set_script (fixture->server, "/queue/data", STEPS (HEAD, STARTS, "HANG"));
  fault_run_submit (fixture->run, "/echo");
  gradio_job_next_async (fixture->run->job, cancellable, next_cb, fixture);
  wait_until (fixture->run->job, GRADIO_JOB_PROCESSING);
  g_assert_false (fixture->next_done);
  g_cancellable_cancel (cancellable);
  fault_server_wait (&fixture->next_done, 20);
  g_assert_error (fixture->next_error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  gradio_job_set_timeout (fixture->run->job, 0.01);
  g_assert_false (take_next (fixture));
  g_assert_error (fixture->next_error, GRADIO_ERROR, GRADIO_ERROR_TIMEOUT);
}

/* input that streams */

static void
push (Fixture    *fixture,
      const char *text)
{
  g_autoptr (JsonArray) values = json_array_new ();

  json_array_add_string_element (values, text);
  gradio_job_push (fixture->run->job, values);
}

static gboolean
last_piece_is (Fixture    *fixture,
               const char *text)
{
  const char      *body = fault_server_get_last_body (fixture->server, "/stream/e1");
  g_autofree char *data = g_strdup_printf ("\"data\":[\"%s\"]", text);

  return body != NULL && strstr (body, data) != NULL;
}

/* Those that come before the start, or while one is at work, replace each other; the last is always sent. */
static void
test_input (Fixture      *fixture,
            gconstpointer data)
{
  gradio_connection_set_time_scale (gradio_client_get_connection (fixture->run->client), 1);
  fault_server_set_script (fixture->server, "/queue/data",
                           STEPS (HEAD, STARTS, STREAMING ("\"r0\""), STREAMING ("\"r3\""), "HANG"));
  fault_run_submit (fixture->run, "/feed");
  push (fixture, "1");
  push (fixture, "2");
  push (fixture, "3");
  while (!last_piece_is (fixture, "3"))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (fault_server_count (fixture->server, "/stream/e1"), ==, 1);
  g_assert_cmpint (gradio_job_get_state (fixture->run->job), ==, GRADIO_JOB_GENERATING);

  while (strcmp (json_array_get_string_element (gradio_job_get_outputs (fixture->run->job), 0), "r3") != 0)
    g_main_context_iteration (NULL, TRUE);

  /* "r3" has answered it, so the next goes out at once; those behind it wait for its answer. */
  push (fixture, "4");
  push (fixture, "5");
  push (fixture, "6");
  gradio_job_end_input (fixture->run->job);
  push (fixture, "7"); /* too late */
  while (!last_piece_is (fixture, "4"))
    g_main_context_iteration (NULL, TRUE);
  fault_server_pass (20);
  g_assert_cmpuint (fault_server_count (fixture->server, "/stream/e1"), ==, 2);
  g_assert_cmpuint (fault_server_count (fixture->server, "/stream/e1/close"), ==, 0);

  gradio_job_cancel (fixture->run->job);
  fault_run_wait (fixture->run);
  push (fixture, "8");
  g_assert_cmpuint (fault_server_count (fixture->server, "/stream/e1"), ==, 2);
}

/* The end is told after the piece that waits. */
static void
test_input_end (Fixture      *fixture,
                gconstpointer data)
{
  fault_server_set_script (fixture->server, "/queue/data",
                           STEPS (HEAD, STARTS, STREAMING ("\"r0\""), STREAMING ("\"r1\""), "HANG"));
  fault_run_submit (fixture->run, "/feed");
  push (fixture, "last");
  gradio_job_end_input (fixture->run->job);
  while (fault_server_count (fixture->server, "/stream/e1/close") == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (last_piece_is (fixture, "last"));
}

/* silence */

static void
log_cb (Fixture   *fixture,
        GradioLog *log)
{
  g_string_append (fixture->seen, log->text);
}

/* 45 s are 2.25 s, and 20 s are one: as far apart from each other that a busy computer does not mix them up. */
static void
set_silence_scale (Fixture *fixture)
{
  gradio_connection_set_time_scale (gradio_client_get_connection (fixture->run->client), 0.05);
}

/* A proxy that keeps all back until the end: people are told, and the result comes. */
static void
test_held_back (Fixture      *fixture,
                gconstpointer data)
{
  set_silence_scale (fixture);
  fault_server_set_script (fixture->server, "/queue/data", STEPS (HEAD, "SLEEP 1500", STARTS, RESULT ("\"at last\""), CLOSE, "CLOSE"));
  fault_run_submit (fixture->run, "/echo");
  g_signal_connect_swapped (fixture->run->job, "log", G_CALLBACK (log_cb), fixture);
  fault_run_wait (fixture->run);
  fault_run_assert_text (fixture->run, "at last");
  g_assert_cmpuint (gradio_job_get_log (fixture->run->job)->len, ==, 1);
  g_assert_cmpuint (fixture->seen->len, >, 0);
}

/* 45 s of silence are not too many where the server has been as slow before. */
static void
test_slow_beats (Fixture      *fixture,
                 gconstpointer data)
{
  set_silence_scale (fixture);
  fault_server_set_script (fixture->server, "/queue/data", STEPS (HEAD, STARTS, "SLEEP 1500", HEARTBEAT, "SLEEP 2800", RESULT ("\"slow\""), CLOSE, "CLOSE"));
  fault_server_add_script (fixture->server, "/queue/data", STEPS (HEAD, HEARTBEAT, "HANG"));
  fault_run_submit (fixture->run, "/echo");
  fault_run_wait (fixture->run);
  fault_run_assert_text (fixture->run, "slow");
}

/* Elsewhere they are, and a result that comes long after is not waited for. Long: a computer that stops for half a second
 * between two messages makes the server look slow, and patience is three times that. */
static void
test_silence (Fixture      *fixture,
              gconstpointer data)
{
  fault_server_set_script (fixture->server, "/queue/data", STEPS (HEAD, STARTS, HEARTBEAT, "SLEEP 8000", RESULT ("\"slow\""), CLOSE, "CLOSE"));
  fault_server_add_script (fixture->server, "/queue/data", STEPS (HEAD, HEARTBEAT, "HANG"));
  fault_run_submit (fixture->run, "/echo");
  fault_run_wait (fixture->run);
  fault_run_assert_failed (fixture->run, GRADIO_ERROR_LOST);
}

/* A heartbeat that ends after each beat is not asked for all the time. */
static void
test_flapping_heartbeat (void)
{
  g_autoptr (FaultServer) server = fault_server_new ();
  FaultRun               *run = fault_run_new (server);
  guint                   n;

  gradio_connection_set_time_scale (gradio_client_get_connection (run->client), 1);
  fault_server_set_heartbeat (server, TRUE);
  fault_server_set_script (server, "/heartbeat", STEPS (HEAD, "data: ALIVE\n\n", "CLOSE"));
  fault_run_connect (run);
  fault_run_wait (run);
  run->done = FALSE;
  fault_run_submit_shared (run, "/echo");
  fault_run_wait (run);
  fault_run_assert_text (run, "done");
  fault_server_pass (200);
  n = fault_server_count (server, "/heartbeat");
  g_assert_cmpuint (n, >=, 2); /* once again at once, then after a while */
  g_assert_cmpuint (n, <=, 3);
  fault_run_free (run);
}

int
main (int   argc,
      char *argv[])
{
  static const struct {
    const char *name;
    void (*test) (Fixture *, gconstpointer);
  } TESTS[] = {
    { "history", test_history },
    { "newest", test_newest },
    { "snapshot", test_snapshot },
    { "next-error", test_next_error },
    { "input", test_input },
    { "input-end", test_input_end },
    { "held-back", test_held_back },
    { "slow-beats", test_slow_beats },
    { "silence", test_silence },
  };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (TESTS); i++) {
    g_autofree char *path = g_strconcat ("/job-flow/", TESTS[i].name, NULL);

    g_test_add (path, Fixture, NULL, set_up, TESTS[i].test, tear_down);
  }
  g_test_add_func ("/job-flow/flapping-heartbeat", test_flapping_heartbeat);

  return g_test_run ();
}
