/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Logs and other streams over connections that break, from a Hub inside the test. */
#include "fake-app.h"
#include "hub-fixture.h"
#include "sp-hub-error.h"
#include "sp-hub-log-memory.h"
#include "sp-hub-log.h"
#include "sp-hub-metrics.h"

#include <string.h>

#define SPACE "ada/reader"
#define API "/api/spaces/" SPACE

/* The letters of @log that are new, when it comes by a connection of its own. */
static char *
get_new (SpHubLogMemory *memory,
         const char     *log)
{
  GString *shown = g_string_new (NULL);

  sp_hub_log_memory_begin (memory);
  for (; *log != '\0'; log++)
    if (sp_hub_log_memory_is_new (memory, log, 1))
      g_string_append_c (shown, *log);

  return g_string_free (shown, FALSE);
}

static void
check_new (SpHubLogMemory *memory,
           const char     *log,
           const char     *expected)
{
  g_autofree char *shown = get_new (memory, log);

  g_assert_cmpstr (shown, ==, expected);
}

static void
test_memory (void)
{
  g_autoptr (SpHubLogMemory) memory = sp_hub_log_memory_new (100);
  g_autoptr (SpHubLogMemory) small = sp_hub_log_memory_new (8);

  check_new (memory, "abc", "abc");
  check_new (memory, "abcde", "de"); /* the connection was lost */
  check_new (memory, "ab", "");      /* lost before all of it came again */
  check_new (memory, "abcdef", "f");
  check_new (memory, "cdefg", "g"); /* its first lines were thrown away */
  check_new (memory, "defgefgh", "efgh");
  check_new (memory, "axyz", "xyz"); /* a new start of the app, whose first line is known */
  check_new (memory, "axyzz", "z");
  check_new (memory, "xyq", "q"); /* as the rest of the last one, and then not */
  check_new (memory, "", "");
  sp_hub_log_memory_settle (memory); /* an empty log, surely */
  g_assert_cmpuint (sp_hub_log_memory_get_n_lines (memory), ==, 0);

  check_new (small, "abcdefgh", "abcdefgh");
  g_assert_false (sp_hub_log_memory_is_cut (small));
  check_new (small, "abcdefghi", "i");
  g_assert_true (sp_hub_log_memory_is_cut (small));
  g_assert_cmpuint (sp_hub_log_memory_get_n_lines (small), ==, 5);
  check_new (small, "efghij", "j"); /* by the tail that is remembered */
}

/* A log of one line again and again costs no square of time. */
static void
test_memory_hostile (void)
{
  g_autoptr (SpHubLogMemory) memory = sp_hub_log_memory_new (50000);

  for (guint round = 0; round < 2; round++) {
    sp_hub_log_memory_begin (memory);
    for (guint i = 0; i < 50000; i++)
      sp_hub_log_memory_is_new (memory, i % 100 == 99 && round == 1 ? "b" : "a", 1);
  }
  g_assert_cmpuint (sp_hub_log_memory_get_n_lines (memory), >, 0);
}

typedef struct {
  FakeApp      *hub;
  SpHubSession *session; /* with a token */
  GString      *lines;   /* of a log */
  guint         n_batches;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->hub = fake_app_new ();
  g_assert_true (g_setenv ("HF_ENDPOINT", fake_app_get_uri (fixture->hub), TRUE));
  fixture->session = hub_new_session ("hf_secret");
  fixture->lines = g_string_new (NULL);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  while (g_main_context_iteration (NULL, FALSE)) /* what was stopped hears of it */
    ;
  g_assert_finalize_object (fixture->session);
  fake_app_free (fixture->hub);
  g_string_free (fixture->lines, TRUE);
}

static void
lines_cb (SpHubLog *log,
          GStrv     lines,
          Fixture  *fixture)
{
  fixture->n_batches++;
  for (guint i = 0; lines[i] != NULL; i++)
    g_string_append_printf (fixture->lines, "%s|", lines[i]);
}

static void
wait_for_state (SpHubLog      *log,
                SpHubLiveState state)
{
  while (sp_hub_log_get_state (log) != state)
    g_main_context_iteration (NULL, TRUE);
}

#define LINE(text) "data: {\"data\":\"" text "\\n\",\"timestamp\":\"2026-08-20T09:00:00.000Z\"}\n\n"

static SpHubLog *
new_log (Fixture *fixture)
{
  SpHubLog *log = sp_hub_log_new (fixture->session, SPACE, SP_HUB_LOG_RUN);

  fake_app_answer_stream (fixture->hub, API "/logs/run");
  g_signal_connect (log, "lines", G_CALLBACK (lines_cb), fixture);

  return log;
}

/* Cut in the middle, ended by the Hub, with keep-alives and what is no line; nothing is shown twice. */
static void
test_log (Fixture      *fixture,
          gconstpointer data)
{
  static const char *const first[] = { LINE ("one"), "data:\n\n", LINE ("two \\u001b[31mred"), "CUT", NULL };
  static const char *const second[] = { LINE ("one"), LINE ("two \\u001b[31mred"), LINE ("three\\nfour"), NULL };
  static const char *const third[] = {
    LINE ("one"),
    LINE ("two \\u001b[31mred"),
    LINE ("three\\nfour"),
    LINE ("10%\\r20%"),
    "data: {}\n\n",
    "data: no json\n\n",
    "data: [3]\n\n",
    LINE (""),
    LINE ("end"),
    "HANG",
    NULL,
  };
  SpHubLog *log = new_log (fixture);

  fake_app_set_stream (fixture->hub, first);
  fake_app_add_stream (fixture->hub, second);
  fake_app_add_stream (fixture->hub, third);
  sp_hub_log_start (log);
  g_assert_cmpint (sp_hub_log_get_state (log), ==, SP_HUB_LIVE_CONNECTING);
  while (strstr (fixture->lines->str, "end|") == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (fixture->lines->str, ==, "one|two \033[31mred|three|four|10%\r20%|no json||end|");
  g_assert_cmpuint (fake_app_count_requests (fixture->hub, API "/logs/run"), ==, 3);
  g_assert_cmpint (sp_hub_log_get_state (log), ==, SP_HUB_LIVE_OPEN);
  g_assert_null (sp_hub_log_get_error (log));
  sp_hub_log_stop (log);
  g_assert_cmpint (sp_hub_log_get_state (log), ==, SP_HUB_LIVE_STOPPED);
  g_assert_finalize_object (log);
}

/* What there is, up to the first keep-alive. */
static void
test_log_once (Fixture      *fixture,
               gconstpointer data)
{
  static const char *const script[] = { LINE ("one"), LINE ("two"), "data:\n\n", LINE ("three"), "HANG", NULL };
  SpHubLog                *log = new_log (fixture);

  fake_app_set_stream (fixture->hub, script);
  sp_hub_log_set_follow (log, FALSE);
  sp_hub_log_start (log);
  wait_for_state (log, SP_HUB_LIVE_ENDED);
  g_assert_cmpstr (fixture->lines->str, ==, "one|two|");
  g_assert_cmpuint (fixture->n_batches, <=, 2);
  g_assert_finalize_object (log);
}

static void
test_log_refused (Fixture      *fixture,
                  gconstpointer data)
{
  g_autoptr (SpHubSession) nobody = hub_new_session (NULL);
  g_autoptr (SpHubLog)     log = sp_hub_log_new (fixture->session, SPACE, SP_HUB_LOG_BUILD);
  g_autoptr (SpHubLog)     anonymous = sp_hub_log_new (nobody, SPACE, SP_HUB_LOG_BUILD);
  g_autoptr (SpHubLog)     odd_one = sp_hub_log_new (fixture->session, "no id at all", SP_HUB_LOG_BUILD);

  fake_app_answer (fixture->hub, API "/logs/build", 403, "application/json", "{\"error\":\"not yours\"}");
  sp_hub_log_start (log);
  wait_for_state (log, SP_HUB_LIVE_ENDED);
  g_assert_error (sp_hub_log_get_error (log), SP_HUB_ERROR, SP_HUB_ERROR_ACCESS);

  fake_app_answer (fixture->hub, API "/logs/build", 200, "text/html", "<p>Log in</p>");
  sp_hub_log_start (log);
  wait_for_state (log, SP_HUB_LIVE_ENDED);
  g_assert_error (sp_hub_log_get_error (log), SP_HUB_ERROR, SP_HUB_ERROR_ANSWER);

  sp_hub_log_start (anonymous);
  g_assert_error (sp_hub_log_get_error (anonymous), SP_HUB_ERROR, SP_HUB_ERROR_CREDENTIALS);
  sp_hub_log_start (odd_one);
  g_assert_error (sp_hub_log_get_error (odd_one), SP_HUB_ERROR, SP_HUB_ERROR_ADDRESS);
  g_assert_cmpuint (fake_app_count_requests (fixture->hub, API "/logs/build"), ==, 2);
}

/* A Hub that sends one line without end. */
static void
test_log_huge (Fixture      *fixture,
               gconstpointer data)
{
  g_autofree char  *huge = g_strnfill (2 * 1024 * 1024, 'x');
  g_autofree char  *line = g_strnfill (100 * 1024, 'y');
  g_autofree char  *event = g_strconcat ("data: {\"data\":\"", line, "\"}\n\n", NULL);
  g_autofree char  *endless = g_strconcat ("data: ", huge, NULL);
  const char *const script[] = { event, endless, "HANG", NULL };
  SpHubLog         *log = new_log (fixture);

  fake_app_set_stream (fixture->hub, script);
  sp_hub_log_start (log);
  wait_for_state (log, SP_HUB_LIVE_ENDED);
  g_assert_error (sp_hub_log_get_error (log), SP_HUB_ERROR, SP_HUB_ERROR_ANSWER);
  g_assert_cmpuint (fixture->lines->len, ==, 64 * 1024 + strlen ("…|"));
  g_assert_finalize_object (log);
}

static void
refused_cb (SpHubSession *session,
            guint        *n_refused)
{
  (*n_refused)++;
  sp_hub_session_set_token (session, "hf_newer");
}

/* The token ends while the log is followed, and there is a newer one. */
static void
test_log_renewed (Fixture      *fixture,
                  gconstpointer data)
{
  static const char *const script[] = { LINE ("one"), "HANG", NULL };
  SpHubLog                *log = new_log (fixture);
  guint                    n_refused = 0;

  fake_app_answer (fixture->hub, API "/logs/run", 401, "application/json", "{\"error\":\"expired\"}");
  fake_app_set_stream (fixture->hub, script);
  g_signal_connect (fixture->session, "refused", G_CALLBACK (refused_cb), &n_refused);
  sp_hub_log_start (log);
  wait_for_state (log, SP_HUB_LIVE_WAITING);
  fake_app_answer_stream (fixture->hub, API "/logs/run");
  while (fixture->lines->len == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (n_refused, ==, 1);
  g_assert_cmpstr (fake_app_get_last_header (fixture->hub, API "/logs/run", "Authorization"), ==, "Bearer hf_newer");
  g_assert_finalize_object (log);
}

/* A Hub that fails is asked again; gone at once it is let go of. */
static void
test_log_failing (Fixture      *fixture,
                  gconstpointer data)
{
  static const char *const script[] = { LINE ("one"), "HANG", NULL };
  SpHubLog                *log = new_log (fixture);

  fake_app_answer (fixture->hub, API "/logs/run", 503, "text/html", "<p>busy</p>");
  fake_app_set_stream (fixture->hub, script);
  sp_hub_log_start (log);
  wait_for_state (log, SP_HUB_LIVE_WAITING);
  g_assert_error (sp_hub_log_get_error (log), SP_HUB_ERROR, SP_HUB_ERROR_SERVER);
  fake_app_answer_stream (fixture->hub, API "/logs/run");
  while (fixture->lines->len == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (fixture->lines->str, ==, "one|");
  g_assert_finalize_object (log);

  /* Who wants only what there is does not wait for ever. */
  log = new_log (fixture);
  fake_app_answer (fixture->hub, API "/logs/run", 503, "text/html", "<p>busy</p>");
  sp_hub_log_set_follow (log, FALSE);
  sp_hub_log_start (log);
  wait_for_state (log, SP_HUB_LIVE_ENDED);
  g_assert_error (sp_hub_log_get_error (log), SP_HUB_ERROR, SP_HUB_ERROR_SERVER);
  g_assert_finalize_object (log);
}

static void
sample_cb (SpHubMetrics      *metrics,
           const SpHubSample *sample,
           guint             *n_samples)
{
  g_assert_cmpint (sample->memory, ==, *n_samples == 0 ? 7 : 8);
  (*n_samples)++;
}

static void
test_metrics (Fixture      *fixture,
              gconstpointer data)
{
  static const char *const first[] = { "event: metric\ndata: {\"memory_used_bytes\":7}\n\n", "data: odd\n\n", "CUT",
                                       NULL };
  static const char *const second[] = { "data: {\"memory_used_bytes\":8}\n\n", "HANG", NULL };
  SpHubMetrics            *metrics = sp_hub_metrics_new (fixture->session, SPACE);
  guint                    n_samples = 0;

  fake_app_answer_stream (fixture->hub, API "/metrics");
  fake_app_set_stream (fixture->hub, first);
  fake_app_add_stream (fixture->hub, second);
  g_signal_connect (metrics, "sample", G_CALLBACK (sample_cb), &n_samples);
  sp_hub_metrics_start (metrics);
  while (n_samples < 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_finalize_object (metrics);
}

static void
add (const char *path,
     void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_unsetenv ("HF_HUB_OFFLINE");

  g_test_add_func ("/hub/log/memory", test_memory);
  g_test_add_func ("/hub/log/memory-hostile", test_memory_hostile);
  add ("/hub/log/follow", test_log);
  add ("/hub/log/once", test_log_once);
  add ("/hub/log/refused", test_log_refused);
  add ("/hub/log/huge", test_log_huge);
  add ("/hub/log/renewed", test_log_renewed);
  add ("/hub/log/failing", test_log_failing);
  add ("/hub/log/metrics", test_metrics);

  return g_test_run ();
}
