/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Input and output that goes on, against a real server of tests/apps/proto_stream.py. */
#include "live-fixture.h"

#include <string.h>

/* A picture of one pixel. */
#define FRAME                                                                                             \
  "{\"url\":\"data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwAD" \
  "hgGAWjR9awAAAABJRU5ErkJggg==\",\"path\":null,\"meta\":{\"_type\":\"gradio.FileData\"}}"

static gint64
get_n (GradioJob *job)
{
  g_autoptr (JsonArray) returns = gradio_job_dup_returns (job);

  g_assert_nonnull (returns);

  return gradio_json_get_int (json_array_get_object_element (returns, 0), "n", -1);
}

/* Gradio 5 calls the function once more when the input ends. */
static void
assert_n (GradioJob *job,
          gint64     n)
{
  g_assert_cmpint (get_n (job), ==, live_has_version (6, 0) ? n : n + 1);
}

static void
push_next_cb (GradioJob *job,
              Live      *live)
{
  GradioEndpoint *endpoint = gradio_job_get_endpoint (job);

  if (get_n (job) < 4) {
    g_autoptr (JsonArray) values = live_build (endpoint, "[" FRAME "]");

    gradio_job_push (job, values);
  } else {
    gradio_job_end_input (job);
  }
}

/* A camera: a picture, the answer, the next picture; State counts them. */
static void
test_input (Live         *live,
            gconstpointer data)
{
  GradioEndpoint       *endpoint = live_find (live, "/cam");
  g_autoptr (GradioJob) job = NULL;

  g_assert_true (gradio_endpoint_is_stream (endpoint));
  g_assert_cmpfloat (gradio_endpoint_get_time_limit (endpoint), ==, 5);
  g_assert_cmpfloat (gradio_endpoint_get_stream_every (endpoint), ==, 0.2);
  job = live_submit (live, "/cam", "[" FRAME "]");
  g_signal_connect (job, "partial", G_CALLBACK (push_next_cb), live);
  fake_app_wait (&live->done);
  g_assert_no_error (gradio_job_get_error (job));
  g_assert_cmpint (gradio_job_get_state (job), ==, GRADIO_JOB_COMPLETE);
  assert_n (job, 4);
}

/* Of those that come too fast the newest is sent. */
static void
test_too_fast (Live         *live,
               gconstpointer data)
{
  g_autoptr (GradioJob) job = live_submit (live, "/cam", "[" FRAME "]");

  for (guint i = 0; i < 50; i++) {
    g_autoptr (JsonArray) values = live_build (gradio_job_get_endpoint (job), "[" FRAME "]");

    gradio_job_push (job, values);
  }
  gradio_job_end_input (job);
  fake_app_wait (&live->done);
  g_assert_no_error (gradio_job_get_error (job));
  assert_n (job, 2);
}

static void
stream_cb (GradioJob *job,
           Live      *live)
{
  g_autoptr (JsonArray)  returns = gradio_job_dup_returns (job);
  g_autoptr (GradioFile) file = gradio_file_new_from_json (json_array_get_element (returns, 0));

  if (file == NULL || !gradio_file_is_stream (file) || live->seen->len > 0)
    return;

  g_string_assign (live->seen, "");
  {
    g_autofree char *uri = gradio_client_dup_file_uri (live->client, file);

    g_string_append (live->seen, uri);
  }
}

static void
test_output (Live         *live,
             gconstpointer data)
{
  g_autoptr (GradioJob) job = live_submit (live, "/speak", "[2]");

  g_signal_connect (job, "partial", G_CALLBACK (stream_cb), live);
  fake_app_wait (&live->done);
  g_assert_no_error (gradio_job_get_error (job));
  g_assert_true (g_str_has_prefix (live->seen->str, g_getenv ("GRADIO_TEST_URL")));
  g_assert_nonnull (strstr (live->seen->str, "/stream/"));
  g_assert_true (g_str_has_suffix (live->seen->str, "playlist.m3u8") == live_has_version (5, 0));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  if (live_has_version (5, 0)) {
    g_test_add ("/stream/input", Live, NULL, live_set_up, test_input, live_tear_down);
    g_test_add ("/stream/too-fast", Live, NULL, live_set_up, test_too_fast, live_tear_down);
  }
  g_test_add ("/stream/output", Live, NULL, live_set_up, test_output, live_tear_down);

  return g_test_run ();
}
