/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times, states, errors and frame counts in words. */
#include "sp-error-words.h"
#include "sp-frame-count.h"
#include "sp-job-words.h"
#include "sp-language-name.h"
#include "sp-time-words.h"

#include <math.h>

static void
assert_takes (char       *text,
              const char *expected)
{
  g_autofree char *taken = text;

  g_assert_cmpstr (taken, ==, expected);
}

static void
test_language (void)
{
  assert_takes (sp_language_name_dup ("de"), "Deutsch");
  assert_takes (sp_language_name_dup ("pt-BR"), "Português (BR)");
  assert_takes (sp_language_name_dup ("zh_TW"), "繁體中文");
  assert_takes (sp_language_name_dup ("zh-HK"), "中文 (HK)");
  assert_takes (sp_language_name_dup ("tlh"), "tlh");
  assert_takes (sp_language_name_dup ("xx-YY"), "xx-YY");
  assert_takes (sp_language_name_dup ("-"), "-");
  assert_takes (sp_language_name_dup (""), "");
}

static void
test_duration (void)
{
  assert_takes (sp_time_words_duration (0.25), "0.2 s");
  assert_takes (sp_time_words_duration (8.2), "8.2 s");
  assert_takes (sp_time_words_duration (59.99), "1:00");
  assert_takes (sp_time_words_duration (65), "1:05");
  assert_takes (sp_time_words_duration (7384), "2:03:04");
  assert_takes (sp_time_words_duration (-3), "0.00 s");
  assert_takes (sp_time_words_duration (NAN), "0.00 s");
  assert_takes (sp_time_words_duration (INFINITY), "999:00:00");
}

static void
test_elapsed (void)
{
  assert_takes (sp_time_words_elapsed (8.9), "8 s");
  assert_takes (sp_time_words_elapsed (59.99), "59 s");
  assert_takes (sp_time_words_elapsed (60), "1:00");
}

static void
test_estimate (void)
{
  g_assert_null (sp_time_words_estimate (-1));
  g_assert_null (sp_time_words_estimate (NAN));
  g_assert_null (sp_time_words_estimate (INFINITY));
  assert_takes (sp_time_words_estimate (0), "about 1 s left");
  assert_takes (sp_time_words_estimate (11.2), "about 12 s left");
  assert_takes (sp_time_words_estimate (61), "about 1 min left");
  assert_takes (sp_time_words_estimate (170), "about 3 min left");
  assert_takes (sp_time_words_estimate (7200), "about 2 hours left");
}

static void
test_ago (void)
{
  const gint64 now = 1700000000;

  assert_takes (sp_time_words_ago (now, now), "just now");
  assert_takes (sp_time_words_ago (now + 5, now), "just now");
  assert_takes (sp_time_words_ago (now - 60, now), "1 minute ago");
  assert_takes (sp_time_words_ago (now - 3 * 3600 - 5, now), "3 hours ago");
  assert_takes (sp_time_words_ago (now - 86400 * 3, now), "11/11/23");
  assert_takes (sp_time_words_ago (G_MAXINT64, now), "");
}

static void
test_state (void)
{
  assert_takes (sp_job_words_state (GRADIO_JOB_UPLOADING, -1, 0, 0), "Sending");
  assert_takes (sp_job_words_state (GRADIO_JOB_UPLOADING, NAN, 0, 0), "Sending");
  assert_takes (sp_job_words_state (GRADIO_JOB_UPLOADING, 0.45, 0, 0), "Uploading 45 %");
  assert_takes (sp_job_words_state (GRADIO_JOB_UPLOADING, 7, 0, 0), "Uploading 100 %");
  assert_takes (sp_job_words_state (GRADIO_JOB_QUEUED, -1, 3, 10), "Waiting in the queue: 3 of 10");
  assert_takes (sp_job_words_state (GRADIO_JOB_QUEUED, -1, 3, 0), "Waiting in the queue: 3");
  assert_takes (sp_job_words_state (GRADIO_JOB_QUEUED, -1, 0, 0), "Waiting in the queue");
  assert_takes (sp_job_words_state (GRADIO_JOB_PROCESSING, -1, 0, 0), "Running");
  assert_takes (sp_job_words_state (GRADIO_JOB_CANCELLED, -1, 0, 0), "Cancelled");
}

static void
test_retry (void)
{
  assert_takes (sp_job_words_retry (0), "The app’s queue is full. Trying again in 1 s…");
  assert_takes (sp_job_words_retry (7.2), "The app’s queue is full. Trying again in 8 s…");
  assert_takes (sp_job_words_retry (INFINITY), "The app’s queue is full. Trying again in 3600 s…");
}

static void
test_error (void)
{
  for (int code = GRADIO_ERROR_ADDRESS; code <= GRADIO_ERROR_OTHER_SERVER; code++) {
    g_autoptr (GError) error = g_error_new_literal (GRADIO_ERROR, code, "x");

    g_assert_cmpstr (sp_error_words_title (error), !=, "Something Went Wrong");
    g_assert_nonnull (sp_error_words_icon (error));
  }
}

static void
test_error_of_others (void)
{
  g_autoptr (GError) full = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NO_SPACE, "x");
  g_autoptr (GError) newer = g_error_new_literal (GRADIO_ERROR, 9999, "x");

  g_assert_cmpstr (sp_error_words_title (full), ==, "Disk Full");
  g_assert_cmpstr (sp_error_words_title (newer), ==, "Something Went Wrong");
  g_assert_cmpstr (sp_error_words_icon (newer), ==, "dialog-error-symbolic");
}

static void
test_frames (void)
{
  SpFrameCount count;

  sp_frame_count_start (&count, 1000);
  sp_frame_count_add (&count, 1016); /* shows no value yet */
  sp_frame_count_expect_value (&count);
  sp_frame_count_add (&count, 1100);
  sp_frame_count_add (&count, 1116.667);
  sp_frame_count_expect_value (&count);
  sp_frame_count_add (&count, 1166.667); /* two frames late */
  assert_takes (sp_frame_count_format (&count, 7),
                "tokens=7 wall_ms=166.7 first_ms=100.0 frames=3 dropped=2 longest_ms=50.0");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words/language", test_language);
  g_test_add_func ("/words/duration", test_duration);
  g_test_add_func ("/words/elapsed", test_elapsed);
  g_test_add_func ("/words/estimate", test_estimate);
  g_test_add_func ("/words/ago", test_ago);
  g_test_add_func ("/words/state", test_state);
  g_test_add_func ("/words/retry", test_retry);
  g_test_add_func ("/words/error", test_error);
  g_test_add_func ("/words/error-of-others", test_error_of_others);
  g_test_add_func ("/words/frames", test_frames);

  return g_test_run ();
}
