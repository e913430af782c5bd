/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Servers that are restarted, and thousands of calls and connections, whose memory is flat. */
#include "fault-run.h"

#include <stdio.h>

#define HEAD "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
#define NOT_FOUND                                                                                  \
  "data: {\"msg\":\"unexpected_error\",\"event_id\":null,\"message\":\"404: Session not found.\"," \
  "\"session_not_found\":true,\"success\":false}\n\n"
#define STARTS(id) "data: {\"msg\":\"process_starts\",\"event_id\":\"" id "\"}\n\n"

#define N_CYCLES 10000
#define N_AT_ONCE 20
#define N_WARM 2000
#define MAX_GROWTH (1024 * 1024) /* bytes; a leak of a small object a cycle is more */

/* Under a sanitizer what was freed is kept for a while. */
#if defined(__SANITIZE_ADDRESS__)
#define MEMORY_IS_WATCHED TRUE
#else
#define MEMORY_IS_WATCHED FALSE
#endif

static gsize
get_memory (void)
{
  g_autofree char *text = NULL;
  gsize            pages = 0;

  g_assert_true (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL));
  g_assert_cmpint (sscanf (text, "%*u %" G_GSIZE_FORMAT, &pages), ==, 1);

  return pages * 4096;
}

/* The same port, another server: it knows neither the session nor its job, but takes the next one. */
static void
test_restart (gconstpointer data)
{
  const char             *says = data; /* NULL: nothing at all */
  g_autoptr (FaultServer) server = fault_server_new ();
  FaultRun               *run;

  fault_server_set_heartbeat (server, TRUE);
  run = fault_run_new_connected (server);
  for (guint i = 0; i < N_AT_ONCE; i++) {
    fault_server_set_script (server, "/queue/join", STEPS ("HTTP/1.1 200 OK\r\nContent-Length: 16\r\n\r\n{\"event_id\":\"e\"}"));
    fault_server_set_script (server, "/queue/data", STEPS (HEAD, STARTS ("e"), "HANG"));
    fault_run_submit_shared (run, "/echo");
    while (gradio_job_get_state (run->job) != GRADIO_JOB_PROCESSING)
      g_main_context_iteration (NULL, TRUE);

    fault_server_stop (server);
    fault_server_start (server);
    if (says != NULL)
      fault_server_set_script (server, "/queue/data", STEPS (HEAD, says, "CLOSE"));
    else
      fault_server_clear_script (server, "/queue/data");
    fault_run_wait (run);
    fault_run_assert_failed (run, GRADIO_ERROR_LOST);
    fault_run_forget (run);

    while (fault_server_get_n_streams (server) > 0) /* the closed one would take what the next is for */
      g_main_context_iteration (NULL, TRUE);
    fault_server_clear_script (server, "/queue/join");
    fault_server_clear_script (server, "/queue/data");
    fault_run_submit_shared (run, "/echo");
    fault_run_wait (run);
    fault_run_assert_text (run, "done");
    fault_run_forget (run);
  }
  fault_run_free (run);
}

/* Gone for a while, and back: calls fail in between, nothing has to be made anew. */
static void
test_gone_and_back (void)
{
  g_autoptr (FaultServer) server = fault_server_new ();
  FaultRun               *run = fault_run_new_connected (server);

  for (guint i = 0; i < N_AT_ONCE; i++) {
    fault_server_stop (server);
    fault_run_submit (run, "/echo");
    fault_run_wait (run);
    fault_run_assert_failed (run, GRADIO_ERROR_UNREACHABLE);
    fault_run_forget (run);
    fault_server_start (server);
    fault_run_submit (run, "/echo");
    fault_run_wait (run);
    fault_run_assert_text (run, "done");
    fault_run_forget (run);
  }
  fault_run_free (run);
}

static GradioJob *
submit (GradioClient *client,
        const char   *name)
{
  GradioEndpoint       *endpoint = gradio_client_find_endpoint (client, name, NULL);
  g_autoptr (JsonArray) values = gradio_endpoint_build_data (endpoint, NULL, NULL, NULL);

  return gradio_client_submit (client, endpoint, values);
}

/* Calls, jobs whose stream is new each time, jobs whose stream is cut and opened again, failures. */
static void
run_some (FaultRun *run,
          guint     cycle)
{
  static const char *const names[] = { "/direct", "/echo" };
  GradioJob               *jobs[N_AT_ONCE];

  if (cycle / N_AT_ONCE % 4 == 3)
    fault_server_set_script (run->server, "/queue/data", STEPS (HEAD, "data: {\"msg\":\"he", "RESET"));
  for (guint i = 0; i < N_AT_ONCE; i++)
    jobs[i] = submit (run->client, names[i % 2]);
  for (guint i = 0; i < N_AT_ONCE; i++) {
    while (!gradio_job_is_final (jobs[i]))
      g_main_context_iteration (NULL, TRUE);
    g_object_unref (jobs[i]);
  }
  fault_server_clear_script (run->server, "/queue/data");
}

static void
test_memory_of_jobs (void)
{
  g_autoptr (FaultServer) server = fault_server_new ();
  FaultRun               *run = fault_run_new_connected (server);
  gsize                   before = 0;

  for (guint i = 0; i < N_CYCLES; i += N_AT_ONCE) {
    if (i == N_WARM)
      before = get_memory ();
    run_some (run, i);
  }
  g_test_message ("%" G_GSIZE_FORMAT " bytes before, %" G_GSIZE_FORMAT " after", before, get_memory ());
  if (!MEMORY_IS_WATCHED)
    g_assert_cmpuint (get_memory (), <, before + MAX_GROWTH);
  fault_run_free (run);
}

static void
test_memory_of_clients (void)
{
  g_autoptr (FaultServer) server = fault_server_new ();
  gsize                   before = 0;

  for (guint i = 0; i < N_CYCLES / 4; i++) {
    FaultRun *run = fault_run_new_connected (server);

    if (i == N_WARM / 4)
      before = get_memory ();
    fault_run_free (run);
  }
  g_test_message ("%" G_GSIZE_FORMAT " bytes before, %" G_GSIZE_FORMAT " after", before, get_memory ());
  if (!MEMORY_IS_WATCHED)
    g_assert_cmpuint (get_memory (), <, before + MAX_GROWTH);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/faults/long/restart-told", NOT_FOUND, test_restart);
  g_test_add_data_func ("/faults/long/restart-silent", NULL, test_restart);
  g_test_add_func ("/faults/long/gone-and-back", test_gone_and_back);
  g_test_add_func ("/faults/long/memory-of-jobs", test_memory_of_jobs);
  g_test_add_func ("/faults/long/memory-of-clients", test_memory_of_clients);

  return g_test_run ();
}
