/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can go wrong with a session's event stream: jobs end as they would have, or are told that they are lost. */
#include "fault-run.h"

#include "gradio-job-private.h"

#include <string.h>

#define HEAD "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
#define MESSAGE(id, msg, more) "data: {\"msg\":\"" msg "\",\"event_id\":\"" id "\"" more "}\n\n"
#define PARTIAL(id, data) \
  MESSAGE (id, "process_generating", ",\"success\":true,\"output\":{\"data\":[" data "],\"is_generating\":true}")
#define RESULT(id, data) MESSAGE (id, "process_completed", ",\"success\":true,\"output\":{\"data\":[" data "]}")
#define CLOSE "data: {\"msg\":\"close_stream\",\"event_id\":null}\n\n"
#define NOT_FOUND                                                                                  \
  "data: {\"msg\":\"unexpected_error\",\"event_id\":null,\"message\":\"404: Session not found.\"," \
  "\"session_not_found\":true,\"success\":false}\n\n"

#define N_JOBS 3

/* Three jobs on one stream, as they were recorded (ids and times are shorter). */
static const char *const MESSAGES[] = {
  MESSAGE ("e1", "estimation", ",\"rank\":0,\"queue_size\":1,\"rank_eta\":null"),
  MESSAGE ("e1", "process_starts", ",\"eta\":null"),
  MESSAGE ("e2", "estimation", ",\"rank\":1,\"queue_size\":2,\"rank_eta\":0.5"),
  PARTIAL ("e1", "\"h\""),
  PARTIAL ("e1", "[[\"append\",[],\"\xc3\xa9\"]]"),
  MESSAGE ("e2", "process_starts", ",\"eta\":1"),
  MESSAGE ("e2", "log", ",\"log\":\"note\",\"level\":\"info\",\"duration\":10,\"visible\":true,\"title\":\"Info\""),
  "data: {\"msg\":\"heartbeat\",\"event_id\":null}\n\n",
  MESSAGE ("e3", "progress", ",\"progress_data\":[{\"index\":1,\"length\":2,\"unit\":\"it\",\"progress\":null,\"desc\":null}]"),
  RESULT ("e1", "\"h\xc3\xa9y\""),
  PARTIAL ("e3", "{\"a\":[1]}"),
  PARTIAL ("e3", "[[\"add\",[\"a\",1],2],[\"add\",[\"b\"],\"x\"]]"),
  RESULT ("e2", "\"\xf0\x9f\x98\x80\""),
  RESULT ("e3", "\"end\""),
  CLOSE,
};

static const char *const RESULTS[N_JOBS] = { "h\xc3\xa9y", "\xf0\x9f\x98\x80", "end" };

/* A stream that was opened again may be silent for two seconds, which are not much for a busy computer. */
static FaultRun *
start_run (FaultServer *server)
{
  FaultRun *run = fault_run_new_connected (server);

  gradio_connection_set_time_scale (gradio_client_get_connection (run->client), 1);

  return run;
}

/* Three jobs in a session of their own. */
typedef struct {
  GradioSession *session;
  GradioJob     *jobs[N_JOBS];
} Trio;

static void
start_trio (FaultRun *run,
            Trio     *trio)
{
  GradioEndpoint       *endpoint = gradio_client_find_endpoint (run->client, "/echo", NULL);
  g_autoptr (JsonArray) values = gradio_endpoint_build_data (endpoint, NULL, NULL, NULL);

  fault_server_clear_script (run->server, "/queue/join");
  for (guint i = 0; i < N_JOBS; i++) {
    g_autofree char *join = g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Length: 17\r\n\r\n{\"event_id\":\"e%u\"}", i + 1);

    fault_server_add_script (run->server, "/queue/join", STEPS (join));
  }

  trio->session = gradio_client_new_session (run->client);
  for (guint i = 0; i < N_JOBS; i++)
    trio->jobs[i] = gradio_session_submit (trio->session, endpoint, values);
}

static gboolean
too_late_cb (gpointer user_data)
{
  g_error ("A job that does not end");

  return G_SOURCE_REMOVE;
}

static void
wait_for_trio (Trio *trio)
{
  guint id = g_timeout_add_seconds (20, too_late_cb, NULL);

  while (gradio_session_get_n_jobs (trio->session) > 0)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (id);
}

/* The result that belongs to a job's event. */
static const char *
get_expected (GradioJob *job)
{
  return RESULTS[gradio_job_get_event_id (job)[1] - '1'];
}

static void
assert_complete (GradioJob *job)
{
  g_autoptr (JsonArray) returns = gradio_job_dup_returns (job);

  g_assert_no_error (gradio_job_get_error (job));
  g_assert_cmpstr (json_array_get_string_element (returns, 0), ==, get_expected (job));
}

static void
end_trio (Trio *trio)
{
  for (guint i = 0; i < N_JOBS; i++)
    g_object_unref (trio->jobs[i]);
  g_object_unref (trio->session);
}

static char *
join_messages (guint from)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = from; i < G_N_ELEMENTS (MESSAGES); i++)
    g_string_append (text, MESSAGES[i]);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Which message the byte at @position is in. */
static guint
find_message (gsize position)
{
  gsize end = 0;

  for (guint i = 0; i < G_N_ELEMENTS (MESSAGES); i++) {
    end += strlen (MESSAGES[i]);
    if (position < end)
      return i;
  }

  return G_N_ELEMENTS (MESSAGES) - 1;
}

/* Cut anywhere, the stream is opened again, and goes on with the message that was not whole. */
static void
test_cut_and_back (gconstpointer how)
{
  g_autoptr (FaultServer) server = fault_server_new ();
  FaultRun               *run = start_run (server);
  g_autofree char        *whole = join_messages (0);

  for (gsize at = 0; at < strlen (whole); at++) {
    g_autofree char *before = g_strndup (whole, at);
    g_autofree char *after = join_messages (find_message (at));
    Trio             trio;

    fault_server_set_script (server, "/queue/data", STEPS (HEAD, before, how));
    fault_server_add_script (server, "/queue/data", STEPS (HEAD, after, "CLOSE"));
    start_trio (run, &trio);
    wait_for_trio (&trio);
    for (guint i = 0; i < N_JOBS; i++)
      assert_complete (trio.jobs[i]);
    end_trio (&trio);
  }
  fault_run_free (run);
}

/* The server was restarted in the meantime: what had ended has ended, all else is lost. */
static void
test_cut_and_lost (void)
{
  g_autoptr (FaultServer) server = fault_server_new ();
  FaultRun               *run = start_run (server);
  g_autofree char        *whole = join_messages (0);

  for (gsize at = 0; at < strlen (whole); at++) {
    g_autofree char *before = g_strndup (whole, at);
    Trio             trio;

    fault_server_set_script (server, "/queue/data", STEPS (HEAD, before, "RESET"));
    fault_server_add_script (server, "/queue/data", STEPS (HEAD, NOT_FOUND, "CLOSE"));
    start_trio (run, &trio);
    wait_for_trio (&trio);
    for (guint i = 0; i < N_JOBS; i++) {
      if (gradio_job_get_state (trio.jobs[i]) == GRADIO_JOB_COMPLETE)
        assert_complete (trio.jobs[i]);
      else
        g_assert_error (gradio_job_get_error (trio.jobs[i]), GRADIO_ERROR, GRADIO_ERROR_LOST);
    }
    end_trio (&trio);
  }
  fault_run_free (run);
}

/* Other ways to write the same stream. */
static char *
rewrite (const char *text,
         const char *line_end,
         gboolean    verbose)
{
  g_auto (GStrv)      lines = g_strsplit (text, "\n", -1);
  g_autoptr (GString) out = g_string_new (verbose ? "\xef\xbb\xbf: hello" : NULL);

  if (verbose)
    g_string_append (out, line_end);
  for (guint i = 0; lines[i + 1] != NULL; i++) {
    if (verbose && g_str_has_prefix (lines[i], "data: {"))
      g_string_append_printf (out, "id: 7%sretry:10%sdata:{%sdata: %s: note%s", line_end, line_end, line_end, line_end, line_end);
    g_string_append (out, verbose && g_str_has_prefix (lines[i], "data: {") ? "data:" : lines[i]);
    if (verbose && g_str_has_prefix (lines[i], "data: {"))
      g_string_append (out, lines[i] + strlen ("data: {"));
    g_string_append (out, line_end);
  }

  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
test_line_ends (void)
{
  static const char *const ends[] = { "\n", "\r\n", "\r" };
  static const char *const pieces[] = { "PIECE 1", "PIECE 7", "PIECE 0" };
  g_autoptr (FaultServer)  server = fault_server_new ();
  FaultRun                *run = start_run (server);
  g_autofree char         *whole = join_messages (0);

  for (guint i = 0; i < 2 * G_N_ELEMENTS (ends) * G_N_ELEMENTS (pieces); i++) {
    g_autofree char *text = rewrite (whole, ends[i % 3], i >= 9);
    Trio             trio;

    fault_server_set_script (server, "/queue/data", STEPS (HEAD, pieces[i / 3 % 3], text, "CLOSE"));
    start_trio (run, &trio);
    wait_for_trio (&trio);
    for (guint j = 0; j < N_JOBS; j++)
      assert_complete (trio.jobs[j]);
    end_trio (&trio);
  }
  fault_run_free (run);
}

/* Messages that no server sends, or not there. */
static const char *const ODD[] = {
  "data: {}\n\n",
  "data: 3\n\n",
  "data: \n\n",
  "data: null\n\n",
  "event: x\ndata: [1]\n\n",
  ":\n\n",
  "\n\n",
  "data: {\"msg\":3,\"event_id\":{}}\n\n",
  "data: {\"msg\":\"process_completed\"}\n\n",
  MESSAGE ("e1", "who_knows", ""),
  MESSAGE ("e2", "process_generating", ",\"output\":null"),
  MESSAGE ("e3", "process_starts", ",\"eta\":\"soon\""),
  MESSAGE ("e4", "process_completed", ",\"success\":true,\"output\":{\"data\":[1]}"),
  PARTIAL ("e1", "[[\"delete\",[7,\"x\"],null]]"),
  PARTIAL ("e1", "[[\"append\",[\"a\",\"b\"],\"c\"],[\"add\",[-1],1],[1],{},[\"nothing\",[],1]]"),
  PARTIAL ("e2", "\"no list\",1,2,3"),
  PARTIAL ("e2", "[[\"replace\",[],null],[\"append\",[],3]]"),
  PARTIAL ("e3", ""),
  MESSAGE ("e1", "estimation", ",\"rank\":-5,\"queue_size\":1e300,\"rank_eta\":\"x\""),
  MESSAGE ("e2", "progress", ",\"progress_data\":[null,3,{\"index\":\"x\",\"length\":-1,\"progress\":1e400}]"),
  MESSAGE ("e3", "log", ",\"log\":null,\"level\":7,\"duration\":-1"),
  MESSAGE ("e1", "process_streaming", ""),
  CLOSE,
};

static void
shuffle (GPtrArray *messages,
         GRand     *rand)
{
  for (guint i = messages->len; i > 1; i--) {
    guint    other = (guint) g_rand_int_range (rand, 0, (gint) i);
    gpointer held = messages->pdata[i - 1];

    messages->pdata[i - 1] = messages->pdata[other];
    messages->pdata[other] = held;
  }
}

/* Some messages are left out, some come twice, all in any order among those that nobody sends. */
static GPtrArray *
make_disorder (GRand *rand)
{
  GPtrArray *messages = g_ptr_array_new ();

  for (guint i = 0; i + 1 < G_N_ELEMENTS (MESSAGES); i++)
    for (int n = g_rand_int_range (rand, 0, 3); n > 0; n--)
      g_ptr_array_add (messages, (gpointer) MESSAGES[i]);
  for (guint n = 0; n < 6; n++)
    g_ptr_array_add (messages, (gpointer) ODD[g_rand_int_range (rand, 0, G_N_ELEMENTS (ODD))]);
  shuffle (messages, rand);

  return messages;
}

static gboolean
has_result (GPtrArray *messages,
            GradioJob *job)
{
  g_autofree char *head = g_strdup_printf ("data: {\"msg\":\"process_completed\",\"event_id\":\"%s\"",
                                           gradio_job_get_event_id (job));

  for (guint i = 0; i < messages->len; i++)
    if (g_str_has_prefix (messages->pdata[i], head))
      return TRUE;

  return FALSE;
}

static void
test_disorder (void)
{
  g_autoptr (FaultServer) server = fault_server_new ();
  FaultRun               *run = start_run (server);
  GRand                  *rand = g_rand_new_with_seed (4);

  for (guint round = 0; round < 500; round++) {
    g_autoptr (GPtrArray) messages = make_disorder (rand);
    g_autoptr (GString)   text = g_string_new (NULL);
    Trio                  trio;

    for (guint i = 0; i < messages->len; i++)
      g_string_append (text, messages->pdata[i]);
    fault_server_set_script (server, "/queue/data", STEPS (HEAD, text->str, CLOSE, "CLOSE"));
    fault_server_add_script (server, "/queue/data", STEPS (HEAD, NOT_FOUND, "CLOSE"));
    start_trio (run, &trio);
    wait_for_trio (&trio);
    for (guint i = 0; i < N_JOBS; i++) {
      if (has_result (messages, trio.jobs[i]))
        assert_complete (trio.jobs[i]);
      else
        g_assert_error (gradio_job_get_error (trio.jobs[i]), GRADIO_ERROR, GRADIO_ERROR_LOST);
    }
    end_trio (&trio);
  }
  g_rand_free (rand);
  fault_run_free (run);
}

/* Edits at random: what does not fit leaves its output alone, and the result stands. */
static char *
make_edit (GRand *rand)
{
  static const char *const actions[] = { "append", "add", "replace", "delete" };
  static const char *const paths[] = { "[]", "[0]", "[\"a\"]", "[\"a\",0]", "[9]", "[-1]", "[\"a\",\"b\",0]", "{}" };
  static const char *const values[] = { "\"x\"", "1", "null", "[]", "{\"a\":[\"b\"]}" };

  return g_strdup_printf ("[\"%s\",%s,%s]", actions[g_rand_int_range (rand, 0, G_N_ELEMENTS (actions))],
                          paths[g_rand_int_range (rand, 0, G_N_ELEMENTS (paths))],
                          values[g_rand_int_range (rand, 0, G_N_ELEMENTS (values))]);
}

static void
test_wrong_edits (void)
{
  g_autoptr (FaultServer) server = fault_server_new ();
  FaultRun               *run = start_run (server);
  GRand                  *rand = g_rand_new_with_seed (5);
  g_autoptr (GString)     text = g_string_new (PARTIAL ("e1", "{\"a\":[\"x\"]}"));

  fault_server_set_script (server, "/queue/join",
                           STEPS ("HTTP/1.1 200 OK\r\nContent-Length: 17\r\n\r\n{\"event_id\":\"e1\"}"));
  for (guint i = 0; i < 2000; i++) {
    g_autofree char *edit = make_edit (rand);
    g_autofree char *other = make_edit (rand);

    g_string_append_printf (text, PARTIAL ("e1", "[%s,%s]"), edit, other);
    if (i % 10 == 0)
      g_string_append (text, PARTIAL ("e1", "[[\"replace\",[],{\"a\":[\"x\"]}]]"));
  }
  g_string_append (text, RESULT ("e1", "\"end\"") CLOSE);
  fault_server_set_script (server, "/queue/data", STEPS (HEAD, text->str, "CLOSE"));
  fault_run_submit (run, "/echo");
  fault_run_wait (run);
  fault_run_assert_text (run, "end");
  g_assert_cmpuint (gradio_job_get_n_messages (run->job), ==, 2202);
  fault_run_free (run);
  g_rand_free (rand);
}

static void
test_large_event (void)
{
  g_autoptr (FaultServer) server = fault_server_new ();
  FaultRun               *run = start_run (server);

  fault_server_set_script (server, "/queue/join",
                           STEPS ("HTTP/1.1 200 OK\r\nContent-Length: 17\r\n\r\n{\"event_id\":\"e1\"}"));
  fault_server_set_script (server, "/queue/data",
                           STEPS (HEAD,
                                  "data: {\"msg\":\"process_completed\",\"event_id\":\"e1\",\"success\":true,\"output\":{\"data\":[\"",
                                  "FLOOD 100", "\"]}}\n\n", CLOSE, "CLOSE"));
  fault_run_submit (run, "/echo");
  fault_run_wait (run);
  g_assert_no_error (run->error);
  g_assert_cmpuint (strlen (json_array_get_string_element (run->returns, 0)), ==, 100 * 1000 * 1000);
  fault_run_free (run);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/faults/stream/closed-and-back", "CLOSE", test_cut_and_back);
  g_test_add_data_func ("/faults/stream/reset-and-back", "RESET", test_cut_and_back);
  g_test_add_func ("/faults/stream/cut-and-lost", test_cut_and_lost);
  g_test_add_func ("/faults/stream/line-ends", test_line_ends);
  g_test_add_func ("/faults/stream/disorder", test_disorder);
  g_test_add_func ("/faults/stream/wrong-edits", test_wrong_edits);
  g_test_add_func ("/faults/stream/large-event", test_large_event);

  return g_test_run ();
}
