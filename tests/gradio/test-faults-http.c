/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can go wrong with a request, on each route of a job: it ends in an error that says so, and leaves nothing behind. */
#include "fault-run.h"

#include <stdio.h>

#define N_CLIENTS 20 /* at once, each for itself */

#define HTTP(status, headers, body) "HTTP/1.1 " status "\r\n" headers "Connection: close\r\n\r\n" body, "CLOSE"
#define JSON(status, body) HTTP (status, "Content-Type: application/json\r\n", body)
#define STATUS(status) JSON (status, "{\"detail\":\"no\"}")

#define NO_CASE (-1) /* does not happen there, or is tested below */

typedef struct {
  const char *name;
  const char *steps[8];
  int         connecting; /* GradioError of a fault at /config */
  int         joining;    /* at /queue/join */
  int         listening;  /* at /queue/data */
  int         running;    /* at /run/predict */
} Fault;

static const Fault FAULTS[] = {
  { "reset", { "RESET" }, GRADIO_ERROR_LOST, GRADIO_ERROR_LOST, GRADIO_ERROR_LOST, GRADIO_ERROR_LOST },
  { "closed", { "CLOSE" }, GRADIO_ERROR_LOST, GRADIO_ERROR_LOST, GRADIO_ERROR_LOST, GRADIO_ERROR_LOST },
  { "half-open", { "HANG" }, GRADIO_ERROR_UNREACHABLE, GRADIO_ERROR_UNREACHABLE, GRADIO_ERROR_LOST, NO_CASE },
  { "stalled-head", { "HTTP/1.1 200 OK\r\nContent-", "HANG" }, GRADIO_ERROR_UNREACHABLE, GRADIO_ERROR_UNREACHABLE, GRADIO_ERROR_LOST, NO_CASE },
  { "stalled-body", { "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{", "HANG" }, GRADIO_ERROR_UNREACHABLE, GRADIO_ERROR_UNREACHABLE, GRADIO_ERROR_LOST, NO_CASE },
  { "cut-head", { "HTTP/1.1 200 OK\r\nContent-", "CLOSE" }, GRADIO_ERROR_LOST, GRADIO_ERROR_LOST, GRADIO_ERROR_LOST, GRADIO_ERROR_LOST },
  { "cut-body", { "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{", "CLOSE" }, GRADIO_ERROR_LOST, GRADIO_ERROR_LOST, GRADIO_ERROR_LOST, GRADIO_ERROR_LOST },
  { "reset-body", { "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{", "RESET" }, GRADIO_ERROR_LOST, GRADIO_ERROR_LOST, GRADIO_ERROR_LOST, GRADIO_ERROR_LOST },
  { "cut-chunk", { "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"a", "CLOSE" }, GRADIO_ERROR_LOST, GRADIO_ERROR_LOST, GRADIO_ERROR_LOST, GRADIO_ERROR_LOST },
  { "bad-chunk", { "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n{}\r\n", "CLOSE" }, GRADIO_ERROR_NOT_GRADIO, GRADIO_ERROR_NOT_GRADIO, GRADIO_ERROR_LOST, GRADIO_ERROR_SERVER },
  { "no-http", { "220 mail.example ESMTP\r\n", "CLOSE" }, GRADIO_ERROR_LOST, GRADIO_ERROR_LOST, GRADIO_ERROR_LOST, GRADIO_ERROR_LOST },
  { "301", { HTTP ("301 Moved", "Location: /config\r\n", "") }, GRADIO_ERROR_SERVER, NO_CASE, NO_CASE, NO_CASE },
  { "302", { HTTP ("302 Found", "Location: ?\r\n", "") }, GRADIO_ERROR_SERVER, NO_CASE, NO_CASE, NO_CASE },
  { "307", { HTTP ("307 Temporary Redirect", "Location: /config\r\n", "") }, GRADIO_ERROR_SERVER, NO_CASE, NO_CASE, NO_CASE },
  { "307-nowhere", { HTTP ("307 Temporary Redirect", "", "") }, GRADIO_ERROR_SERVER, GRADIO_ERROR_SERVER, GRADIO_ERROR_SERVER, GRADIO_ERROR_SERVER },
  { "401", { STATUS ("401 Unauthorized") }, GRADIO_ERROR_LOGIN, GRADIO_ERROR_LOGIN, GRADIO_ERROR_LOGIN, GRADIO_ERROR_LOGIN },
  { "403", { STATUS ("403 Forbidden") }, GRADIO_ERROR_ACCESS, GRADIO_ERROR_ACCESS, GRADIO_ERROR_ACCESS, GRADIO_ERROR_ACCESS },
  { "404", { STATUS ("404 Not Found") }, GRADIO_ERROR_NOT_FOUND, GRADIO_ERROR_NOT_FOUND, GRADIO_ERROR_NOT_FOUND, GRADIO_ERROR_NOT_FOUND },
  { "413", { STATUS ("413 Content Too Large") }, GRADIO_ERROR_TOO_LARGE, GRADIO_ERROR_TOO_LARGE, GRADIO_ERROR_TOO_LARGE, GRADIO_ERROR_TOO_LARGE },
  { "422", { STATUS ("422 Unprocessable Content") }, GRADIO_ERROR_VALUE, GRADIO_ERROR_VALUE, GRADIO_ERROR_VALUE, GRADIO_ERROR_VALUE },
  { "429", { HTTP ("429 Too Many Requests", "Retry-After: 7\r\n", "") }, GRADIO_ERROR_BUSY, GRADIO_ERROR_BUSY, GRADIO_ERROR_BUSY, GRADIO_ERROR_BUSY },
  { "500", { HTTP ("500 Internal Server Error", "", "Internal Server Error") }, GRADIO_ERROR_SERVER, GRADIO_ERROR_SERVER, GRADIO_ERROR_SERVER, GRADIO_ERROR_SERVER },
  { "502", { HTTP ("502 Bad Gateway", "Content-Type: text/html\r\n", "<h1>Bad Gateway</h1>") }, GRADIO_ERROR_SERVER, GRADIO_ERROR_SERVER, GRADIO_ERROR_SERVER, GRADIO_ERROR_SERVER },
  { "503", { STATUS ("503 Service Unavailable") }, GRADIO_ERROR_BUSY, GRADIO_ERROR_BUSY, GRADIO_ERROR_BUSY, GRADIO_ERROR_BUSY },
  { "503-html", { HTTP ("503 Service Unavailable", "Content-Type: text/html\r\n", "<html>") }, GRADIO_ERROR_NOT_RUNNING, GRADIO_ERROR_NOT_RUNNING, NO_CASE, GRADIO_ERROR_NOT_RUNNING },
  { "504", { STATUS ("504 Gateway Timeout") }, GRADIO_ERROR_SERVER, GRADIO_ERROR_SERVER, GRADIO_ERROR_SERVER, GRADIO_ERROR_SERVER },
  { "html", { HTTP ("200 OK", "Content-Type: text/html\r\n", "<!DOCTYPE html><title>Welcome</title>") }, GRADIO_ERROR_NOT_GRADIO, GRADIO_ERROR_NOT_GRADIO, GRADIO_ERROR_LOST, GRADIO_ERROR_SERVER },
  { "empty", { JSON ("200 OK", "") }, GRADIO_ERROR_NOT_GRADIO, GRADIO_ERROR_NOT_GRADIO, GRADIO_ERROR_LOST, GRADIO_ERROR_SERVER },
  { "truncated-json", { JSON ("200 OK", "{\"version\":\"6.31.0\",\"components\":[") }, GRADIO_ERROR_NOT_GRADIO, GRADIO_ERROR_NOT_GRADIO, GRADIO_ERROR_LOST, GRADIO_ERROR_SERVER },
  { "other-json", { JSON ("200 OK", "[1,{\"event_id\":3}]") }, GRADIO_ERROR_NOT_GRADIO, GRADIO_ERROR_SERVER, GRADIO_ERROR_LOST, GRADIO_ERROR_SERVER },
  { "invalid-utf8", { JSON ("200 OK", "{\"a\":\"\xff\xc3\"}") }, GRADIO_ERROR_NOT_GRADIO, GRADIO_ERROR_SERVER, GRADIO_ERROR_LOST, GRADIO_ERROR_SERVER },
  { "no-gzip", { HTTP ("200 OK", "Content-Type: application/json\r\nContent-Encoding: gzip\r\n", "\x1f\x8b\x08 no, not at all") }, GRADIO_ERROR_NOT_GRADIO, GRADIO_ERROR_NOT_GRADIO, GRADIO_ERROR_LOST, GRADIO_ERROR_SERVER },
  { "unknown-encoding", { HTTP ("200 OK", "Content-Type: application/json\r\nContent-Encoding: zip\r\n", "PK") }, GRADIO_ERROR_NOT_GRADIO, GRADIO_ERROR_NOT_GRADIO, GRADIO_ERROR_LOST, GRADIO_ERROR_SERVER },
};

typedef struct {
  const Fault *fault;
  const char  *path;
  const char  *endpoint; /* NULL: connecting */
  int          code;
} Case;

static void
test_fault (gconstpointer data)
{
  const Case             *fault = data;
  g_autoptr (FaultServer) server = fault_server_new ();
  FaultRun               *runs[N_CLIENTS];

  for (guint i = 0; i < N_CLIENTS; i++)
    runs[i] = fault->endpoint != NULL ? fault_run_new_connected (server) : fault_run_new (server);

  fault_server_set_script (server, fault->path, fault->fault->steps);
  for (guint i = 0; i < N_CLIENTS; i++) {
    if (fault->endpoint != NULL)
      fault_run_submit (runs[i], fault->endpoint);
    else
      fault_run_connect (runs[i]);
  }

  for (guint i = 0; i < N_CLIENTS; i++) {
    fault_run_wait (runs[i]);
    fault_run_assert_failed (runs[i], (GradioError) fault->code);
    fault_run_free (runs[i]);
  }
  g_assert_cmpuint (fault_server_count (server, fault->path), >=, N_CLIENTS);
}

/* Where a failure is no concern of the job: its description, the heartbeat, the word that it was cancelled. */
static void
test_fine (gconstpointer data)
{
  const Fault            *fault = data;
  g_autoptr (FaultServer) server = fault_server_new ();
  FaultRun               *runs[N_CLIENTS];

  fault_server_set_heartbeat (server, TRUE);
  fault_server_set_script (server, "/info", fault->steps);
  fault_server_set_script (server, "/heartbeat", fault->steps);
  fault_server_set_script (server, "/cancel", fault->steps);
  for (guint i = 0; i < N_CLIENTS; i++) {
    runs[i] = fault_run_new (server);
    fault_run_connect (runs[i]);
  }
  for (guint i = 0; i < N_CLIENTS; i++) {
    fault_run_wait (runs[i]);
    g_assert_no_error (runs[i]->error);
    runs[i]->done = FALSE;
    fault_run_submit_shared (runs[i], "/echo");
  }
  for (guint i = 0; i < N_CLIENTS; i++) {
    fault_run_wait (runs[i]);
    fault_run_assert_text (runs[i], "done");
  }

  fault_server_set_script (server, "/queue/data", STEPS ("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n", "data: {\"msg\":\"process_starts\",\"event_id\":\"e\"}\n\n", "HANG"));
  fault_server_set_script (server, "/queue/join", STEPS ("HTTP/1.1 200 OK\r\nContent-Length: 16\r\n\r\n{\"event_id\":\"e\"}"));
  for (guint i = 0; i < N_CLIENTS; i++) {
    fault_run_forget (runs[i]);
    fault_run_submit (runs[i], "/echo");
    while (gradio_job_get_state (runs[i]->job) != GRADIO_JOB_PROCESSING)
      g_main_context_iteration (NULL, TRUE);
    gradio_job_cancel (runs[i]->job);
    g_assert_cmpint (gradio_job_get_state (runs[i]->job), ==, GRADIO_JOB_CANCELLED);
  }
  for (guint i = 0; i < N_CLIENTS; i++) {
    fault_run_wait (runs[i]);
    g_assert_error (runs[i]->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    fault_run_free (runs[i]);
  }
}

/* A server that is gone. */
static void
test_refused (void)
{
  g_autoptr (FaultServer)  server = fault_server_new ();
  FaultRun                *runs[N_CLIENTS];
  static const char *const ENDPOINTS[] = { NULL, "/echo", "/direct" };

  for (guint i = 0; i < N_CLIENTS; i++)
    runs[i] = i % 3 != 0 ? fault_run_new_connected (server) : fault_run_new (server);
  fault_server_stop (server);

  for (guint i = 0; i < N_CLIENTS; i++) {
    if (i % 3 != 0)
      fault_run_submit (runs[i], ENDPOINTS[i % 3]);
    else
      fault_run_connect (runs[i]);
    fault_run_wait (runs[i]);
    fault_run_assert_failed (runs[i], GRADIO_ERROR_UNREACHABLE);
    fault_run_free (runs[i]);
  }
}

/* No resolver knows such a name (RFC 2606). */
static void
test_no_host (void)
{
  g_autoptr (FaultServer) server = fault_server_new ();

  for (guint i = 0; i < N_CLIENTS; i++) {
    FaultRun *run = fault_run_new (server);

    g_object_unref (run->client);
    run->client = gradio_client_new ("http://spaceport.invalid/");
    fault_run_connect (run);
    fault_run_wait (run);
    fault_run_assert_failed (run, GRADIO_ERROR_HOST_NOT_FOUND);
    fault_run_free (run);
  }
}

/* A function takes as long as it takes; its caller may say how long that is. */
static void
test_run_stalled (void)
{
  g_autoptr (FaultServer) server = fault_server_new ();
  FaultRun               *runs[N_CLIENTS];

  fault_server_set_script (server, "/run/predict", STEPS ("HANG"));
  for (guint i = 0; i < N_CLIENTS; i++) {
    runs[i] = fault_run_new_connected (server);
    fault_run_submit (runs[i], "/direct");
    gradio_job_set_timeout (runs[i]->job, 0.1);
  }
  for (guint i = 0; i < N_CLIENTS; i++) {
    fault_run_wait (runs[i]);
    fault_run_assert_failed (runs[i], GRADIO_ERROR_TIMEOUT);
    fault_run_free (runs[i]);
  }
}

/* Odd, but right: chunks of all sizes, a byte at a time, lengths with zeros, headers in lower case. */
static void
test_odd_answers (void)
{
  g_autoptr (FaultServer) server = fault_server_new ();
  FaultRun               *run = fault_run_new_connected (server);

  fault_server_set_script (server, "/run/predict",
                           STEPS ("PIECE 1", "HTTP/1.1 200 fine\r\ncontent-type:application/json\r\ntransfer-encoding: chunked\r\n\r\n"
                                             "1;ext=1\r\n{\r\n000B\r\n\"data\":[\"\xc3\xa9\r\n3\r\n\"]}\r\n0\r\nTrailer: x\r\n\r\n"));
  fault_server_add_script (server, "/run/predict",
                           STEPS ("PIECE 3", "HTTP/1.1 200 OK\r\nContent-Length: 00015\r\n\r\n{\"data\":[\"\xc3\xa9\"]}"));
  fault_server_add_script (server, "/run/predict",
                           STEPS ("HTTP/1.0 200 OK\r\n\r\n", "PIECE 1", "{\"data\":[\"\xc3\xa9\"]}", "CLOSE"));
  for (guint i = 0; i < N_CLIENTS; i++) {
    fault_run_submit (run, "/direct");
    fault_run_wait (run);
    fault_run_assert_text (run, "\xc3\xa9");
    fault_run_forget (run);
  }
  fault_run_free (run);
}

/* uvicorn ends idle connections: each request finds the last one's dead. */
static void
test_keep_alive_ended (void)
{
  g_autoptr (FaultServer) server = fault_server_new ();
  FaultRun               *run = fault_run_new_connected (server);

  for (guint i = 0; i < N_CLIENTS; i++) {
    fault_server_stop (server);
    fault_server_start (server);
    fault_run_submit (run, i % 2 == 0 ? "/echo" : "/direct");
    fault_run_wait (run);
    fault_run_assert_text (run, "done");
    fault_run_forget (run);
  }
  fault_run_free (run);
}

static gsize
get_memory (void)
{
  g_autofree char *text = NULL;
  gsize            pages = 0;

  g_assert_true (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL));
  g_assert_cmpint (sscanf (text, "%*u %" G_GSIZE_FORMAT, &pages), ==, 1);

  return pages * 4096;
}

/* A server that writes for ever fills no memory. */
static void
test_gigantic (void)
{
  g_autoptr (FaultServer)  server = fault_server_new ();
  FaultRun                *run = fault_run_new_connected (server);
  static const char *const paths[] = { "/run/predict", "/queue/join", "/queue/data" };

  for (guint p = 0; p < G_N_ELEMENTS (paths); p++) {
    fault_server_set_script (server, paths[p],
                             STEPS ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\ndata: {\"data\":[\"", "FLOOD 1000", "HANG"));
    fault_run_submit (run, p == 0 ? "/direct" : "/echo");
    fault_run_wait (run);
    fault_run_assert_failed (run, GRADIO_ERROR_SERVER); /* a stream is opened twice, and still says why */
    fault_server_clear_script (server, paths[p]);
    fault_run_forget (run);
  }
  fault_run_free (run);
  g_assert_cmpuint (get_memory (), <, (gsize) 1200 * 1000 * 1000);
}

static void
add_case (const char  *where,
          const Fault *fault,
          const char  *path,
          const char  *endpoint,
          int          code)
{
  g_autofree char *name = g_strdup_printf ("/faults/http/%s/%s", where, fault->name);
  Case *new = g_new0 (Case, 1);

  *new = (Case){ fault, path, endpoint, code };
  if (code == NO_CASE)
    g_free (new);
  else
    g_test_add_data_func_full (name, new, test_fault, g_free);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (FAULTS); i++) {
    const Fault     *fault = &FAULTS[i];
    g_autofree char *name = g_strdup_printf ("/faults/http/fine/%s", fault->name);

    add_case ("config", fault, "/config", NULL, fault->connecting);
    add_case ("join", fault, "/queue/join", "/echo", fault->joining);
    add_case ("data", fault, "/queue/data", "/echo", fault->listening);
    add_case ("run", fault, "/run/predict", "/direct", fault->running);
    g_test_add_data_func (name, fault, test_fine);
  }
  g_test_add_func ("/faults/http/refused", test_refused);
  g_test_add_func ("/faults/http/no-host", test_no_host);
  g_test_add_func ("/faults/http/run-stalled", test_run_stalled);
  g_test_add_func ("/faults/http/odd-answers", test_odd_answers);
  g_test_add_func ("/faults/http/keep-alive-ended", test_keep_alive_ended);
  g_test_add_func ("/faults/http/gigantic", test_gigantic);

  return g_test_run ();
}
