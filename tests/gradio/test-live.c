/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The client against a real server of tests/apps/proto_basic.py; GRADIO_TEST_URL says where. */
#include "live-fixture.h"

#include <signal.h>
#include <string.h>

static void
test_calls (Live         *live,
            gconstpointer data)
{
  g_autoptr (GradioJob) text = live_submit (live, "/gen_text", "[\"h\u00e9y\U0001f600\", 0.02]");
  g_autoptr (GradioJob) direct = live_submit (live, "/direct", "[\"x\"]");
  g_autoptr (GradioJob) skip = live_submit (live, "/skip_one", "[\"a\"]");
  g_autoptr (GradioJob) nothing = live_submit (live, "/nothing", "[]");
  g_autoptr (GradioJob) batch = NULL;

  if (live_has_version (4, 9)) /* a batch ends the queue of 4.8.0 */
    batch = live_submit (live, "/batch", "[\"w\", 2]");
  fake_app_wait (&live->done);
  live_assert_returns (text, "[\"h\u00e9y\U0001f600\"]");
  live_assert_returns (direct, "[\"direct x\"]");
  live_assert_returns (nothing, "[]");
  if (batch != NULL)
    live_assert_returns (batch, "[\"W/1\",4]");
  g_assert_no_error (gradio_job_get_error (skip));
}

/* State is kept by the client's session, and only there. */
static void
test_state (Live         *live,
            gconstpointer data)
{
  for (int i = 1; i <= 3; i++) {
    g_autoptr (GradioJob) job = live_submit (live, "/count", "[2]");
    g_autofree char      *total = g_strdup_printf ("[%d]", 2 * i);

    fake_app_wait (&live->done);
    live_assert_returns (job, total);
  }
}

static void
progress_cb (Live       *live,
             GParamSpec *pspec,
             GradioJob  *job)
{
  GPtrArray *units = gradio_job_get_progress (job);

  for (guint i = 0; i < units->len; i++) {
    g_autofree char *text = gradio_progress_dup_text (units->pdata[i]);

    g_string_append_printf (live->seen, "%s|", text);
  }
}

static void
test_progress (Live         *live,
               gconstpointer data)
{
  g_autoptr (GradioJob) job = live_submit (live, "/progress", "[3, 0.2]");

  g_signal_connect_swapped (job, "notify::progress", G_CALLBACK (progress_cb), live);
  fake_app_wait (&live->done);
  live_assert_returns (job, "[\"done 3\"]");
  /* The server merges steps, so which ones come is a matter of luck. */
  g_assert_true (g_regex_match_simple ("outer [0-3]/3\\|inner [0-2]/2\\|", live->seen->str, 0, 0));
}

static void
test_messages (Live         *live,
               gconstpointer data)
{
  g_autoptr (GradioJob) job = live_submit (live, "/alerts", "[\"x\"]");
  GPtrArray            *log;

  fake_app_wait (&live->done);
  live_assert_returns (job, "[\"X\"]");
  log = gradio_job_get_log (job);
  g_assert_cmpuint (log->len, >=, 2);
  g_assert_cmpstr (((GradioLog *) log->pdata[0])->text, ==, "info x");
  g_assert_cmpint (((GradioLog *) log->pdata[1])->level, ==, GRADIO_LOG_WARNING);
  g_assert_true (((GradioLog *) log->pdata[1])->visible != live_has_version (4, 44));
}

static void
test_errors (Live         *live,
             gconstpointer data)
{
  g_autoptr (GradioJob) raised = live_submit (live, "/fail", "[\"gr\"]");
  g_autoptr (GradioJob) hidden = live_submit (live, "/fail", "[\"value\"]");
  g_autoptr (GradioJob) half = live_submit (live, "/gen_fail", "[2, 0.02]");

  fake_app_wait (&live->done);
  g_assert_error (gradio_job_get_error (raised), GRADIO_ERROR, GRADIO_ERROR_APP);
  g_assert_cmpstr (gradio_job_get_error (raised)->message, ==, "bad thing");
  g_assert_cmpfloat (gradio_job_get_error_log (raised)->duration, ==, live_has_version (4, 44) ? 4 : 10);
  g_assert_error (gradio_job_get_error (hidden), GRADIO_ERROR, GRADIO_ERROR_APP);
  g_assert_cmpstr (gradio_job_get_error (hidden)->message, !=, "");
  g_assert_cmpstr (gradio_job_get_error (half)->message, ==, "stopped half way");
  g_assert_nonnull (gradio_job_get_outputs (half));
}

/* sleep runs one at a time, so the others wait and learn their place. */
static void
test_queue (Live         *live,
            gconstpointer data)
{
  g_autoptr (GPtrArray) jobs = g_ptr_array_new_with_free_func (g_object_unref);
  int                   last = 0;

  for (guint i = 0; i < 3; i++) {
    g_ptr_array_add (jobs, live_submit (live, "/sleep", "[0.6]"));
    live->done = FALSE;
  }
  while (!live->done) {
    g_main_context_iteration (NULL, TRUE);
    for (guint i = 0; i < jobs->len; i++)
      last = MAX (last, gradio_job_get_queue_position (jobs->pdata[i]));
  }
  g_assert_cmpint (last, >=, 2);
}

static void
test_many (Live         *live,
           gconstpointer data)
{
  g_autoptr (GPtrArray) jobs = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < 60; i++)
    g_ptr_array_add (jobs, live_submit (live, "/gen_text", "[\"ab\", 0]"));
  fake_app_wait (&live->done);
  for (guint i = 0; i < jobs->len; i++)
    live_assert_returns (jobs->pdata[i], "[\"ab\"]");
}

static void
cancel_cb (GradioJob *job)
{
  gradio_job_cancel (job);
}

static gboolean
timeout_cb (gpointer user_data)
{
  gboolean *done = user_data;

  *done = TRUE;

  return G_SOURCE_REMOVE;
}

/* The generator on the server must not go on: it writes each tick to a file. */
static void
test_cancel (Live         *live,
             gconstpointer data)
{
  g_autoptr (GradioJob) job = live_submit (live, "/gen_sleep", "[5]");
  g_autofree char      *before = NULL;
  g_autofree char      *after = NULL;

  g_signal_connect (job, "partial", G_CALLBACK (cancel_cb), NULL);
  fake_app_wait (&live->done);
  g_assert_cmpint (gradio_job_get_state (job), ==, GRADIO_JOB_CANCELLED);

  do { /* until it rests for five times as long as it does between two ticks */
    gboolean passed = FALSE;

    g_free (before);
    before = g_steal_pointer (&after);
    g_timeout_add (1000, timeout_cb, &passed);
    fake_app_wait (&passed);
    g_assert_true (g_file_get_contents (g_getenv ("PROTO_LOG"), &after, NULL, NULL));
  } while (g_strcmp0 (before, after) != 0);
  g_assert_null (strstr (after, "tick 20"));
}

static void
kill_cb (GradioJob *job)
{
  kill (atoi (g_getenv ("GRADIO_TEST_PID")), SIGKILL);
}

/* Last, for nothing answers afterwards. */
static void
test_server_killed (Live         *live,
                    gconstpointer data)
{
  g_autoptr (GradioJob) job = live_submit (live, "/gen_sleep", "[5]");

  g_signal_connect (job, "partial", G_CALLBACK (kill_cb), NULL);
  fake_app_wait (&live->done);
  g_assert_error (gradio_job_get_error (job), GRADIO_ERROR, GRADIO_ERROR_LOST);
  g_assert_nonnull (gradio_job_get_outputs (job));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/live/calls", Live, NULL, live_set_up, test_calls, live_tear_down);
  g_test_add ("/live/state", Live, NULL, live_set_up, test_state, live_tear_down);
  g_test_add ("/live/progress", Live, NULL, live_set_up, test_progress, live_tear_down);
  g_test_add ("/live/messages", Live, NULL, live_set_up, test_messages, live_tear_down);
  g_test_add ("/live/errors", Live, NULL, live_set_up, test_errors, live_tear_down);
  g_test_add ("/live/queue", Live, NULL, live_set_up, test_queue, live_tear_down);
  g_test_add ("/live/many", Live, NULL, live_set_up, test_many, live_tear_down);
  g_test_add ("/live/cancel", Live, NULL, live_set_up, test_cancel, live_tear_down);
  g_test_add ("/live/server-killed", Live, NULL, live_set_up, test_server_killed, live_tear_down);

  return g_test_run ();
}
