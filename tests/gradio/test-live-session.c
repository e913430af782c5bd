/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sessions, and what else a job can do, against a real server of tests/apps/proto_basic.py. */
#include "live-fixture.h"

#include <string.h>

static GradioJob *
submit_in (Live          *live,
           GradioSession *session,
           const char    *endpoint,
           const char    *arguments)
{
  GradioEndpoint       *found = live_find (live, endpoint);
  g_autoptr (JsonArray) values = live_build (found, arguments);
  GradioJob            *job = gradio_session_submit (session, found, values);

  live_watch (live, job);

  return job;
}

static void
assert_counts (Live          *live,
               GradioSession *session,
               const char    *total)
{
  g_autoptr (GradioJob) job = submit_in (live, session, "/count", "[2]");

  fake_app_wait (&live->done);
  live_assert_returns (job, total);
}

/* Each session has its own State, and forgets it when it is reset. */
static void
test_state (Live         *live,
            gconstpointer data)
{
  g_autoptr (GradioSession) one = gradio_client_new_session (live->client);
  g_autoptr (GradioSession) other = gradio_client_new_session (live->client);

  assert_counts (live, one, "[2]");
  assert_counts (live, one, "[4]");
  assert_counts (live, other, "[2]");
  gradio_session_reset (one);
  assert_counts (live, one, "[2]");
  assert_counts (live, other, "[4]");
}

static void
test_many (Live         *live,
           gconstpointer data)
{
  g_autoptr (GradioSession) session = gradio_client_new_session (live->client);
  g_autoptr (GPtrArray)     jobs = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < 60; i++)
    g_ptr_array_add (jobs, submit_in (live, session, "/gen_text", "[\"ab\", 0]"));
  g_assert_cmpuint (gradio_session_get_n_jobs (session), ==, 60);
  fake_app_wait (&live->done);
  for (guint i = 0; i < jobs->len; i++)
    live_assert_returns (jobs->pdata[i], "[\"ab\"]");
  g_assert_cmpuint (gradio_session_get_n_jobs (session), ==, 0);
}

static void
next_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Live                 *live = user_data;
  g_autoptr (GError)    error = NULL;
  g_autoptr (JsonArray) outputs = gradio_job_next_finish (GRADIO_JOB (source), result, &error);
  g_autofree char      *text = NULL;

  g_assert_no_error (error);
  if (outputs == NULL) {
    g_string_append (live->seen, "end");
    live->done = TRUE;
    return;
  }

  text = live_dup_json (outputs);
  g_string_append_printf (live->seen, "%s ", text);
  gradio_job_next_async (GRADIO_JOB (source), NULL, next_cb, live);
}

/* Every value, in order, and the last one once. */
static void
test_iterator (Live         *live,
               gconstpointer data)
{
  g_autoptr (JsonArray) values = live_build (live_find (live, "/gen_text"), "[\"abc\", 0.05]");
  g_autoptr (GradioJob) job = gradio_client_submit (live->client, live_find (live, "/gen_text"), values);

  gradio_job_keep_history (job);
  gradio_job_next_async (job, NULL, next_cb, live);
  live->done = FALSE;
  fake_app_wait (&live->done);
  g_assert_cmpstr (live->seen->str, ==, "[\"a\"] [\"ab\"] [\"abc\"] end");
  g_assert_cmpuint (gradio_job_get_history (job)->len, ==, 3);
}

static void
test_timeout (Live         *live,
              gconstpointer data)
{
  g_autoptr (GradioJob) job = live_submit (live, "/gen_sleep", "[5]");

  gradio_job_set_timeout (job, 0.7);
  fake_app_wait (&live->done);
  g_assert_error (gradio_job_get_error (job), GRADIO_ERROR, GRADIO_ERROR_TIMEOUT);
  g_assert_cmpint (gradio_job_get_state (job), ==, GRADIO_JOB_FAILED);
  g_assert_cmpfloat (gradio_job_get_elapsed (job), <, 3);
}

/* What waits is cancelled, what runs goes on. */
static void
test_cancel_waiting (Live         *live,
                     gconstpointer data)
{
  g_autoptr (GradioJob) first = live_submit (live, "/sleep", "[1]");
  g_autoptr (GradioJob) second = NULL;

  while (gradio_job_get_state (first) < GRADIO_JOB_PROCESSING)
    g_main_context_iteration (NULL, TRUE);
  second = live_submit (live, "/sleep", "[1]");
  while (gradio_job_get_state (second) < GRADIO_JOB_QUEUED)
    g_main_context_iteration (NULL, TRUE);
  gradio_job_cancel (second);
  g_assert_cmpint (gradio_job_get_state (second), ==, GRADIO_JOB_CANCELLED);
  fake_app_wait (&live->done);
  g_assert_no_error (gradio_job_get_error (first));
}

static void
message_cb (Live       *live,
            JsonObject *message)
{
  JsonObject *output = gradio_json_get_object (message, "output");

  if (gradio_json_get_array (output, "data") != NULL)
    g_string_append_c (live->seen, 'd');
}

/* As the app's page does it: a value for each input, State included. */
static void
test_trigger (Live         *live,
              gconstpointer data)
{
  GradioSession        *session = gradio_client_get_session (live->client);
  g_autoptr (JsonNode)  inputs = gradio_json_parse ("[3,null]", -1, NULL);
  g_autoptr (JsonNode)  event_data = gradio_json_parse ("{\"index\":1}", -1, NULL);
  g_autoptr (GradioJob) job = gradio_session_trigger (session, live_find (live, "/count"),
                                                      json_node_get_array (inputs), event_data, 5);

  g_signal_connect_swapped (job, "message", G_CALLBACK (message_cb), live);
  live_watch (live, job);
  fake_app_wait (&live->done);
  live_assert_returns (job, "[3]");
  g_assert_cmpuint (json_array_get_length (gradio_job_get_outputs (job)), ==, 2);
  g_assert_cmpstr (live->seen->str, ==, "d");
}

static void
test_cancel_function (Live         *live,
                      gconstpointer data)
{
  GradioSession        *session = gradio_client_get_session (live->client);
  g_autoptr (GradioJob) running = submit_in (live, session, "/gen_sleep", "[5]");
  g_autoptr (GradioJob) other = submit_in (live, session, "/gen_text", "[\"abcd\", 0.2]");

  while (gradio_job_get_state (running) < GRADIO_JOB_GENERATING)
    g_main_context_iteration (NULL, TRUE);
  gradio_session_cancel (session, gradio_endpoint_get_fn_index (gradio_job_get_endpoint (running)));
  g_assert_cmpint (gradio_job_get_state (running), ==, GRADIO_JOB_CANCELLED);
  fake_app_wait (&live->done);
  live_assert_returns (other, "[\"abcd\"]");
}

/* Gradio 6 names each parameter that it refuses. */
static void
test_validation (Live         *live,
                 gconstpointer data)
{
  g_autoptr (GradioJob) job = NULL;

  if (!live_has_version (6, 0)) {
    g_test_skip ("Validators came with Gradio 6");
    return;
  }

  job = live_submit (live, "/validated", "[\"\", 1]");
  fake_app_wait (&live->done);
  g_assert_error (gradio_job_get_error (job), GRADIO_ERROR, GRADIO_ERROR_VALUE);
  g_assert_cmpint (gradio_job_get_error_parameter (job), ==, 0);
  g_assert_cmpstr (gradio_job_get_parameter_error (job, 0), ==, "word must not be empty");
  g_assert_null (gradio_job_get_parameter_error (job, 1));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/session/state", Live, NULL, live_set_up, test_state, live_tear_down);
  g_test_add ("/session/many", Live, NULL, live_set_up, test_many, live_tear_down);
  g_test_add ("/session/iterator", Live, NULL, live_set_up, test_iterator, live_tear_down);
  g_test_add ("/session/timeout", Live, NULL, live_set_up, test_timeout, live_tear_down);
  g_test_add ("/session/cancel-waiting", Live, NULL, live_set_up, test_cancel_waiting, live_tear_down);
  g_test_add ("/session/trigger", Live, NULL, live_set_up, test_trigger, live_tear_down);
  g_test_add ("/session/cancel-function", Live, NULL, live_set_up, test_cancel_function, live_tear_down);
  g_test_add ("/session/validation", Live, NULL, live_set_up, test_validation, live_tear_down);

  return g_test_run ();
}
