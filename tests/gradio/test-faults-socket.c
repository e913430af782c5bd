/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can go wrong where a job has a connection of its own: the WebSocket of Gradio 3, the stream of 4.0 to 4.8. */
#include "fault-run.h"

#define N_CLIENTS 20 /* at once, each for itself */

#define HTTP(status, headers, body) "HTTP/1.1 " status "\r\n" headers "Connection: close\r\n\r\n" body, "CLOSE"
#define HEAD "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
#define CLOSE_1000 "\x88\x02\x03\xe8"
#define CLOSE_1011 "\x88\x02\x03\xf3"

#define ESTIMATION "{\"msg\":\"estimation\",\"rank\":0,\"queue_size\":1,\"rank_eta\":0.03}"
#define STARTS "{\"msg\":\"process_starts\"}"
#define GENERATING "{\"msg\":\"process_generating\",\"output\":{\"data\":[\"h\xc3\xa9\"],\"is_generating\":true},\"success\":true}"
#define COMPLETED "{\"msg\":\"process_completed\",\"output\":{\"data\":[\"done\"],\"is_generating\":false},\"success\":true}"
#define SEND_HASH "TEXT {\"msg\":\"send_hash\"}", "READ"
#define SEND_DATA "TEXT {\"msg\":\"send_data\"}", "READ"
#define SOCKET_TO_START "UPGRADE", SEND_HASH, "TEXT " ESTIMATION, SEND_DATA, "TEXT " STARTS
#define STREAM_TO_START                                                                     \
  HEAD, "data: " ESTIMATION "\n\n", "data: {\"msg\":\"send_data\",\"event_id\":\"e\"}\n\n", \
    "data: " STARTS "\n\n"
#define CANCELLED (-1)

typedef struct {
  const char *name;
  const char *steps[14];
  int         code; /* GradioError, or CANCELLED */
} Fault;

static const Fault SOCKET_FAULTS[] = {
  { "reset", { "RESET" }, GRADIO_ERROR_LOST },
  { "closed", { "CLOSE" }, GRADIO_ERROR_LOST },
  { "half-open", { "HANG" }, GRADIO_ERROR_UNREACHABLE },
  { "stalled-head", { "HTTP/1.1 101 Swi", "HANG" }, GRADIO_ERROR_UNREACHABLE },
  { "401", { HTTP ("401 Unauthorized", "", "") }, GRADIO_ERROR_LOGIN },
  { "403", { HTTP ("403 Forbidden", "", "") }, GRADIO_ERROR_LOGIN },
  { "404", { HTTP ("404 Not Found", "", "") }, GRADIO_ERROR_SERVER },
  { "500", { HTTP ("500 Internal Server Error", "", "") }, GRADIO_ERROR_SERVER },
  { "html", { HTTP ("200 OK", "Content-Type: text/html\r\n", "<html>") }, GRADIO_ERROR_SERVER },
  { "wrong-key", { "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                   "Sec-WebSocket-Accept: AAAA\r\n\r\n",
                   "HANG" },
    GRADIO_ERROR_SERVER },
  { "reset-open", { "UPGRADE", "RESET" }, GRADIO_ERROR_LOST },
  { "closed-open", { "UPGRADE", SEND_HASH, "CLOSE" }, GRADIO_ERROR_LOST },
  { "silent", { "UPGRADE", SEND_HASH, "HANG" }, GRADIO_ERROR_LOST },
  { "reset-running", { SOCKET_TO_START, "RESET" }, GRADIO_ERROR_LOST },
  { "closed-running", { SOCKET_TO_START, "CLOSE" }, GRADIO_ERROR_LOST },
  { "silent-running", { SOCKET_TO_START, "HANG" }, GRADIO_ERROR_LOST },
  { "ended", { SOCKET_TO_START, CLOSE_1000, "HANG" }, CANCELLED },
  { "failed", { SOCKET_TO_START, CLOSE_1011, "HANG" }, GRADIO_ERROR_LOST },
  { "bad-frame", { SOCKET_TO_START, "\xff\xff\xff\xff", "HANG" }, GRADIO_ERROR_LOST },
  { "bad-utf8", { SOCKET_TO_START, "TEXT {\"msg\":\"\xff\xff\"}", "HANG" }, GRADIO_ERROR_LOST },
  { "no-json", { SOCKET_TO_START, "TEXT <html>", "HANG" }, GRADIO_ERROR_SERVER },
  { "no-object", { SOCKET_TO_START, "TEXT [1]", "HANG" }, GRADIO_ERROR_SERVER },
  { "queue-full", { "UPGRADE", SEND_HASH, "TEXT {\"msg\":\"queue_full\"}", CLOSE_1000, "HANG" }, GRADIO_ERROR_BUSY },
  { "odd-and-lost", { "UPGRADE", "TEXT {}", "TEXT {\"msg\":7}", "TEXT {\"msg\":\"who_knows\"}", "TEXT " STARTS, "RESET" }, GRADIO_ERROR_LOST },
};

static const Fault STREAM_FAULTS[] = {
  { "reset", { "RESET" }, GRADIO_ERROR_LOST },
  { "half-open", { "HANG" }, GRADIO_ERROR_LOST },
  { "404", { HTTP ("404 Not Found", "", "") }, GRADIO_ERROR_NOT_FOUND },
  { "500", { HTTP ("500 Internal Server Error", "", "") }, GRADIO_ERROR_SERVER },
  { "html", { HTTP ("200 OK", "Content-Type: text/html\r\n", "<html>") }, GRADIO_ERROR_LOST },
  { "silent", { HEAD, "HANG" }, GRADIO_ERROR_LOST },
  { "no-json", { HEAD, "data: <html>\n\n", "HANG" }, GRADIO_ERROR_SERVER },
  { "reset-running", { STREAM_TO_START, "RESET" }, GRADIO_ERROR_LOST },
  { "closed-running", { STREAM_TO_START, "CLOSE" }, GRADIO_ERROR_LOST },
  { "queue-full", { HEAD, "data: {\"msg\":\"queue_full\"}\n\n", "CLOSE" }, GRADIO_ERROR_BUSY },
};

/* At POST /queue/data, which takes the values. */
static const Fault DATA_FAULTS[] = {
  { "reset", { "RESET" }, GRADIO_ERROR_LOST },
  { "401", { HTTP ("401 Unauthorized", "", "") }, GRADIO_ERROR_LOGIN },
  { "404", { HTTP ("404 Not Found", "", "") }, GRADIO_ERROR_NOT_FOUND },
  { "422", { HTTP ("422 Unprocessable Content", "", "") }, GRADIO_ERROR_VALUE },
  { "500", { HTTP ("500 Internal Server Error", "", "") }, GRADIO_ERROR_SERVER },
  { "html", { HTTP ("200 OK", "Content-Type: text/html\r\n", "<html>") }, GRADIO_ERROR_NOT_GRADIO },
};

static FaultServer *
new_server (const char *protocol)
{
  FaultServer *server = fault_server_new ();

  fault_server_set_protocol (server, protocol);

  return server;
}

static void
run_fault (FaultServer *server,
           int          code)
{
  FaultRun *runs[N_CLIENTS];

  for (guint i = 0; i < N_CLIENTS; i++) {
    runs[i] = fault_run_new_connected (server);
    fault_run_submit (runs[i], "/echo");
  }
  for (guint i = 0; i < N_CLIENTS; i++) {
    fault_run_wait (runs[i]);
    if (code == CANCELLED)
      g_assert_error (runs[i]->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    else
      fault_run_assert_failed (runs[i], (GradioError) code);
    fault_run_free (runs[i]);
  }
}

static void
test_socket (gconstpointer data)
{
  const Fault            *fault = data;
  g_autoptr (FaultServer) server = new_server (NULL);

  fault_server_set_script (server, "/queue/join", fault->steps);
  run_fault (server, fault->code);
}

static void
test_stream (gconstpointer data)
{
  const Fault            *fault = data;
  g_autoptr (FaultServer) server = new_server ("sse");

  fault_server_set_script (server, "/queue/join", fault->steps);
  fault_server_set_script (server, "/queue/data", STEPS ("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nnull"));
  run_fault (server, fault->code);
}

static void
test_data (gconstpointer data)
{
  const Fault            *fault = data;
  g_autoptr (FaultServer) server = new_server ("sse");

  fault_server_set_script (server, "/queue/join", STEPS (HEAD, "data: {\"msg\":\"send_data\",\"event_id\":\"e\"}\n\n", ":\n", "SLEEP 400", ":\n", "SLEEP 400", ":\n", "SLEEP 400", ":\n", "SLEEP 400", ":\n", "HANG"));
  fault_server_set_script (server, "/queue/data", fault->steps);
  run_fault (server, fault->code);
}

/* Cut after any of its bytes, the job is complete or lost. */
static void
test_socket_cut (void)
{
  g_autoptr (FaultServer) server = new_server (NULL);
  FaultRun               *run = fault_run_new_connected (server);
  gboolean                complete = FALSE;
  guint                   at;

  gradio_connection_set_time_scale (gradio_client_get_connection (run->client), 1);
  for (at = 1; !complete; at++) {
    g_autofree char *cut = g_strdup_printf ("CUT %u", at);

    fault_server_set_script (server, "/queue/join",
                             STEPS (cut, SOCKET_TO_START, "TEXT " GENERATING, "TEXT " COMPLETED, CLOSE_1000, "HANG"));
    fault_run_submit (run, "/echo");
    fault_run_wait (run);
    complete = run->error == NULL;
    if (complete)
      fault_run_assert_text (run, "done");
    else
      g_assert_cmpint (run->error->code, ==, at > 140 ? GRADIO_ERROR_LOST : run->error->code);
    fault_run_forget (run);
  }
  g_assert_cmpuint (at, >, 400);
  fault_run_free (run);
}

static void
test_socket_pieces (void)
{
  g_autoptr (FaultServer) server = new_server (NULL);
  FaultRun               *run = fault_run_new_connected (server);

  fault_server_set_script (server, "/queue/join",
                           STEPS ("PIECE 1", SOCKET_TO_START, "TEXT " GENERATING, "TEXT " COMPLETED, CLOSE_1000, "HANG"));
  fault_run_submit (run, "/echo");
  fault_run_wait (run);
  fault_run_assert_text (run, "done");
  g_assert_cmpuint (gradio_job_get_n_messages (run->job), ==, 4);
  fault_run_free (run);
}

/* Twice there is no place; each try has a connection of its own, whose end is none of the job's. */
static void
test_full_twice (gconstpointer data)
{
  const char             *protocol = data;
  gboolean                socket = *protocol == '\0';
  g_autoptr (FaultServer) server = new_server (socket ? NULL : protocol);
  FaultRun               *run = fault_run_new_connected (server);

  gradio_client_set_busy_retries (run->client, 2);
  for (guint i = 0; i < 2; i++) {
    if (socket)
      fault_server_add_script (server, "/queue/join",
                               STEPS ("UPGRADE", SEND_HASH, "TEXT {\"msg\":\"queue_full\"}", CLOSE_1000, "HANG"));
    else
      fault_server_add_script (server, "/queue/join", STEPS (HEAD, "data: {\"msg\":\"queue_full\"}\n\n", "CLOSE"));
  }
  if (socket)
    fault_server_add_script (server, "/queue/join", STEPS (SOCKET_TO_START, "TEXT " COMPLETED, CLOSE_1000, "HANG"));
  else
    fault_server_add_script (server, "/queue/join", STEPS (STREAM_TO_START, "data: " COMPLETED "\n\n", "CLOSE"));
  fault_server_set_script (server, "/queue/data", STEPS ("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nnull"));

  fault_run_submit (run, "/echo");
  fault_run_wait (run);
  fault_run_assert_text (run, "done");
  g_assert_cmpuint (fault_server_count (server, "/queue/join"), ==, 3);
  g_assert_cmpfloat (gradio_job_get_retry_in (run->job), ==, -1);
  fault_run_free (run);
}

/* What is sent to the server: the hash, then the values, in their order. */
static void
test_stream_complete (void)
{
  g_autoptr (FaultServer) server = new_server ("sse");
  FaultRun               *run = fault_run_new_connected (server);

  fault_server_set_script (server, "/queue/join",
                           STEPS ("PIECE 3", STREAM_TO_START, "data: " GENERATING "\n\n", "data: " COMPLETED "\n\n", "CLOSE"));
  fault_server_set_script (server, "/queue/data", STEPS ("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nnull"));
  fault_run_submit (run, "/echo");
  fault_run_wait (run);
  fault_run_assert_text (run, "done");
  while (fault_server_count (server, "/queue/data") == 0) /* the server here has not waited for it */
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (strstr (fault_server_get_last_body (server, "/queue/data"), "\"event_id\":\"e\""));
  g_assert_nonnull (strstr (fault_server_get_last_body (server, "/queue/data"), "\"data\":[\"hello\"]"));
  fault_run_free (run);
}

/* A stopped job's socket is closed, which is how that server hears of it. */
static void
test_socket_cancel (void)
{
  g_autoptr (FaultServer) server = new_server (NULL);

  for (guint i = 0; i < N_CLIENTS; i++) {
    FaultRun *run = fault_run_new_connected (server);

    fault_server_set_script (server, "/queue/join", STEPS (SOCKET_TO_START, "READ", "CLOSE"));
    fault_run_submit (run, "/echo");
    while (gradio_job_get_state (run->job) != GRADIO_JOB_PROCESSING)
      g_main_context_iteration (NULL, TRUE);
    gradio_job_cancel (run->job);
    fault_run_wait (run);
    g_assert_error (run->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    fault_run_free (run);
  }
}

static void
add_all (const char   *where,
         const Fault  *faults,
         guint         n,
         GTestDataFunc test)
{
  for (guint i = 0; i < n; i++) {
    g_autofree char *path = g_strdup_printf ("/faults/%s/%s", where, faults[i].name);

    g_test_add_data_func (path, &faults[i], test);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add_all ("socket", SOCKET_FAULTS, G_N_ELEMENTS (SOCKET_FAULTS), test_socket);
  add_all ("job-stream", STREAM_FAULTS, G_N_ELEMENTS (STREAM_FAULTS), test_stream);
  add_all ("job-data", DATA_FAULTS, G_N_ELEMENTS (DATA_FAULTS), test_data);
  g_test_add_func ("/faults/socket/cut", test_socket_cut);
  g_test_add_func ("/faults/socket/pieces", test_socket_pieces);
  g_test_add_data_func ("/faults/socket/full-twice", "", test_full_twice);
  g_test_add_func ("/faults/socket/cancel", test_socket_cancel);
  g_test_add_data_func ("/faults/job-stream/full-twice", "sse", test_full_twice);
  g_test_add_func ("/faults/job-stream/complete", test_stream_complete);

  return g_test_run ();
}
