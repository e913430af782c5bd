/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sessions and the jobs in them, against a server that answers byte by byte as a test wants. */
#include "fault-run.h"

#include "gradio-job-private.h"

#include <string.h>

#define HEAD "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
#define MESSAGE(msg, more) "data: {\"msg\":\"" msg "\",\"event_id\":\"e1\"" more "}\n\n"
#define STARTS MESSAGE ("process_starts", "")
#define PARTIAL(msg, data) MESSAGE (msg, ",\"success\":true,\"output\":{\"data\":[" data "],\"is_generating\":true}")
#define GENERATING(data) PARTIAL ("process_generating", data)
#define RESULT(data) MESSAGE ("process_completed", ",\"success\":true,\"output\":{\"data\":[" data "]}")
#define CLOSE "data: {\"msg\":\"close_stream\",\"event_id\":null}\n\n"
#define NOT_FOUND                                                                         \
  "data: {\"msg\":\"unexpected_error\",\"event_id\":null,\"message\":\"404: Not Found\"," \
  "\"session_not_found\":true,\"success\":false}\n\n"
#define JSON(status, more, length, body) \
  "HTTP/1.1 " status "\r\nContent-Type: application/json\r\n" more "Content-Length: " length "\r\n\r\n" body
#define JOINED JSON ("200 OK", "", "17", "{\"event_id\":\"e1\"}")
#define FULL JSON ("503 Service Unavailable", "", "27", "{\"detail\":\"Queue is full.\"}")

typedef struct {
  FaultServer *server;
  FaultRun    *run;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->server = fault_server_new ();
  fixture->run = fault_run_new_connected (fixture->server);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  fault_run_free (fixture->run);
  fault_server_free (fixture->server);
}

static void
wait_until (GradioJob     *job,
            GradioJobState state)
{
  while (gradio_job_get_state (job) < state)
    g_main_context_iteration (NULL, TRUE);
}

static void
script_job (Fixture           *fixture,
            const char *const *stream)
{
  fault_server_set_script (fixture->server, "/queue/join", STEPS (JOINED));
  fault_server_set_script (fixture->server, "/queue/data", stream);
}

static GradioEndpoint *
find_endpoint (Fixture    *fixture,
               const char *name)
{
  return gradio_client_find_endpoint (fixture->run->client, name, NULL);
}

static JsonArray *
new_values (const char *text)
{
  JsonArray *values = json_array_new ();

  json_array_add_string_element (values, text);

  return values;
}

/* refusals */

static void
test_busy_twice (Fixture      *fixture,
                 gconstpointer data)
{
  fault_server_add_script (fixture->server, "/queue/join", STEPS (FULL));
  fault_server_add_script (fixture->server, "/queue/join", STEPS (FULL));
  fault_server_add_script (fixture->server, "/queue/join", STEPS (JOINED));
  fault_server_set_script (fixture->server, "/queue/data", STEPS (HEAD, RESULT ("\"done\""), CLOSE, "CLOSE"));
  gradio_client_set_busy_retries (fixture->run->client, 2);
  fault_run_submit (fixture->run, "/echo");
  fault_run_wait (fixture->run);
  fault_run_assert_text (fixture->run, "done");
  g_assert_cmpuint (fault_server_count (fixture->server, "/queue/join"), ==, 3);
}

static void
test_busy_for_ever (Fixture      *fixture,
                    gconstpointer data)
{
  fault_server_set_script (fixture->server, "/queue/join", STEPS (FULL));
  gradio_client_set_busy_retries (fixture->run->client, 3);
  fault_run_submit (fixture->run, "/echo");
  fault_run_wait (fixture->run);
  fault_run_assert_failed (fixture->run, GRADIO_ERROR_BUSY);
  g_assert_cmpuint (fault_server_count (fixture->server, "/queue/join"), ==, 4);
}

static void
test_retry_after (Fixture      *fixture,
                  gconstpointer data)
{
  fault_server_set_script (fixture->server, "/run/predict",
                           STEPS (JSON ("429 Too Many Requests", "Retry-After: 10\r\n", "2", "{}")));
  fault_server_add_script (fixture->server, "/run/predict", STEPS (JSON ("200 OK", "", "16", "{\"data\":[\"now\"]}")));
  gradio_client_set_busy_retries (fixture->run->client, 1);
  fault_run_submit (fixture->run, "/direct");
  while (gradio_job_get_retry_in (fixture->run->job) < 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpfloat (gradio_job_get_retry_in (fixture->run->job), >, 10 * FAULT_RUN_SCALE * 0.5);
  g_assert_cmpfloat (gradio_job_get_retry_in (fixture->run->job), <=, 10 * FAULT_RUN_SCALE);
  fault_run_wait (fixture->run);
  fault_run_assert_text (fixture->run, "now");
}

/* Nothing waits on behalf of a job that is over: tear_down() would not return for an hour. */
static void
test_busy_cancelled (Fixture      *fixture,
                     gconstpointer data)
{
  gradio_connection_set_time_scale (gradio_client_get_connection (fixture->run->client), 1);
  fault_server_set_script (fixture->server, "/queue/join",
                           STEPS (JSON ("503 Service Unavailable", "Retry-After: 3600\r\n", "2", "{}")));
  gradio_client_set_busy_retries (fixture->run->client, 1);
  fault_run_submit (fixture->run, "/echo");
  while (gradio_job_get_retry_in (fixture->run->job) < 0)
    g_main_context_iteration (NULL, TRUE);
  if (data != NULL)
    gradio_job_cancel (fixture->run->job);
  else
    gradio_client_close (fixture->run->client);
  fault_run_wait (fixture->run);
  g_assert_error (fixture->run->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpfloat (gradio_job_get_retry_in (fixture->run->job), ==, -1);
}

static void
test_validation (Fixture      *fixture,
                 gconstpointer data)
{
  fault_server_set_script (fixture->server, "/queue/join",
                           STEPS (JSON ("422 Unprocessable Content", "Connection: close\r\n", "63", "{\"detail\":[{\"is_valid\":false,\"message\":\"too short\",\"x\":[1,2]}]}"), "CLOSE"));
  fault_run_submit (fixture->run, "/echo");
  fault_run_wait (fixture->run);
  fault_run_assert_failed (fixture->run, GRADIO_ERROR_VALUE);
  g_assert_cmpint (gradio_job_get_error_parameter (fixture->run->job), ==, 0);
  g_assert_cmpstr (gradio_job_get_parameter_error (fixture->run->job, 0), ==, "too short");
  g_assert_null (gradio_job_get_parameter_error (fixture->run->job, 1));
}

/* A server without a queue for strangers has another way. */
static void
test_call (Fixture      *fixture,
           gconstpointer data)
{
  fault_server_set_script (fixture->server, "/queue/join", STEPS (JSON ("404 Not Found", "", "2", "{}")));
  fault_server_set_script (fixture->server, "/call/echo", STEPS (JSON ("200 OK", "", "18", "{\"event_id\":\"a/b\"}")));
  fault_server_set_script (fixture->server, "/call/echo/a%2Fb",
                           STEPS (HEAD, "event: heartbeat\ndata: null\n\n", "event: generating\ndata: [\"h\"]\n\n",
                                  "event: complete\ndata: [\"he\"]\n\n", "CLOSE"));
  fault_run_submit (fixture->run, "/echo");
  fault_run_wait (fixture->run);
  fault_run_assert_text (fixture->run, "he");
  g_assert_cmpstr (fault_server_get_last_body (fixture->server, "/call/echo"), ==, "{\"data\":[\"hello\"]}");
}

static void
test_call_fails (Fixture      *fixture,
                 gconstpointer data)
{
  static const char *const ends[] = { "event: error\ndata: null\n\n", "event: error\ndata: {\"error\":\"no\"}\n\n", "" };

  fault_server_set_script (fixture->server, "/queue/join", STEPS (JSON ("404 Not Found", "", "2", "{}")));
  fault_server_set_script (fixture->server, "/call/echo", STEPS (JSON ("200 OK", "", "16", "{\"event_id\":\"e\"}")));
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++) {
    fault_server_set_script (fixture->server, "/call/echo/e", STEPS (HEAD, ends[i], "CLOSE"));
    fault_run_submit (fixture->run, "/echo");
    fault_run_wait (fixture->run);
    fault_run_assert_failed (fixture->run, i < 2 ? GRADIO_ERROR_APP : GRADIO_ERROR_LOST);
    fault_run_forget (fixture->run);
  }
}

/* A session that the server does not know, right after it joined: another computer has it. Once. */
static void
test_session_not_found (Fixture      *fixture,
                        gconstpointer data)
{
  g_autofree char *first = NULL;

  script_job (fixture, STEPS (HEAD, NOT_FOUND, "CLOSE"));
  fault_server_add_script (fixture->server, "/queue/data", STEPS (HEAD, RESULT ("\"there\""), CLOSE, "CLOSE"));
  fault_run_submit (fixture->run, "/echo");
  while (fault_server_count (fixture->server, "/queue/join") < 1)
    g_main_context_iteration (NULL, TRUE);
  first = g_strdup (fault_server_get_last_body (fixture->server, "/queue/join"));
  fault_run_wait (fixture->run);
  fault_run_assert_text (fixture->run, "there");
  g_assert_cmpuint (fault_server_count (fixture->server, "/queue/join"), ==, 2);
  g_assert_cmpstr (fault_server_get_last_body (fixture->server, "/queue/join"), !=, first);

  fault_run_forget (fixture->run);
  script_job (fixture, STEPS (HEAD, NOT_FOUND, "CLOSE"));
  fault_run_submit (fixture->run, "/echo");
  fault_run_wait (fixture->run);
  fault_run_assert_failed (fixture->run, GRADIO_ERROR_LOST);
  g_assert_cmpuint (fault_server_count (fixture->server, "/queue/join"), ==, 4);
}

/* stopping */

static void
wait_for_requests (Fixture    *fixture,
                   const char *path,
                   guint       n)
{
  while (fault_server_count (fixture->server, path) < n)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_cancel_and_reset (Fixture      *fixture,
                       gconstpointer data)
{
  g_autoptr (GradioSession) session = gradio_client_new_session (fixture->run->client);
  g_autoptr (JsonArray)     values = new_values ("a");
  g_autofree char          *hash = g_strdup (gradio_session_get_hash (session));

  script_job (fixture, STEPS (HEAD, STARTS, "HANG"));
  fault_server_set_script (fixture->server, "/cancel", STEPS (JSON ("404 Not Found", "", "2", "{}")));
  fault_run_follow (fixture->run, gradio_session_submit (session, find_endpoint (fixture, "/echo"), values));
  wait_until (fixture->run->job, GRADIO_JOB_PROCESSING);
  gradio_session_reset (session);
  g_assert_cmpstr (gradio_session_get_hash (session), !=, hash);
  fault_run_wait (fixture->run);
  g_assert_error (fixture->run->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (gradio_session_get_n_jobs (session), ==, 0);

  wait_for_requests (fixture, "/reset", 1);
  g_assert_nonnull (strstr (fault_server_get_last_body (fixture->server, "/cancel"), hash));
  g_assert_nonnull (strstr (fault_server_get_last_body (fixture->server, "/reset"), hash));
  g_assert_nonnull (strstr (fault_server_get_last_body (fixture->server, "/reset"), "\"event_id\":\"e1\""));

  /* It goes on under its new name. */
  fault_run_forget (fixture->run);
  script_job (fixture, STEPS (HEAD, RESULT ("\"new\""), CLOSE, "CLOSE"));
  fault_run_follow (fixture->run, gradio_session_submit (session, find_endpoint (fixture, "/echo"), values));
  fault_run_wait (fixture->run);
  fault_run_assert_text (fixture->run, "new");
  g_assert_null (strstr (fault_server_get_last_body (fixture->server, "/queue/join"), hash));
}

/* Only the jobs of that function, in whatever state they are. */
static void
test_session_cancel (Fixture      *fixture,
                     gconstpointer data)
{
  g_autoptr (GradioSession) session = gradio_client_new_session (fixture->run->client);
  g_autoptr (JsonArray)     values = new_values ("a");
  g_autoptr (GradioJob)     joining = NULL;

  script_job (fixture, STEPS (HEAD, STARTS, "HANG"));
  fault_server_set_script (fixture->server, "/run/predict", STEPS ("PIECE 1", JSON ("200 OK", "", "17", "{\"data\":[\"left\"]}")));
  joining = gradio_session_submit (session, find_endpoint (fixture, "/echo"), values);
  fault_run_follow (fixture->run, gradio_session_submit (session, find_endpoint (fixture, "/direct"), values));
  gradio_session_cancel (session, 0);
  g_assert_cmpint (gradio_job_get_state (joining), ==, GRADIO_JOB_CANCELLED);
  fault_run_wait (fixture->run);
  fault_run_assert_text (fixture->run, "left");
  wait_for_requests (fixture, "/cancel", 1); /* the join was answered after all */
}

static void
test_timeout (Fixture      *fixture,
              gconstpointer data)
{
  script_job (fixture, STEPS (HEAD, STARTS, GENERATING ("\"half\""), "HANG"));
  fault_run_submit (fixture->run, "/echo");
  gradio_job_set_timeout (fixture->run->job, 60);
  wait_until (fixture->run->job, GRADIO_JOB_GENERATING);
  gradio_job_set_timeout (fixture->run->job, 0.01);
  fault_run_wait (fixture->run);
  fault_run_assert_failed (fixture->run, GRADIO_ERROR_TIMEOUT);
  g_assert_cmpstr (json_array_get_string_element (gradio_job_get_outputs (fixture->run->job), 0), ==, "half");
  wait_for_requests (fixture, "/cancel", 1);
}

/* what an app's page does */

static void
test_trigger (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (GradioSession) session = gradio_client_new_session (fixture->run->client);
  g_autoptr (JsonArray)     values = new_values ("a");
  g_autoptr (JsonNode)      event = gradio_json_parse ("{\"index\":3}", -1, NULL);
  g_autofree char          *body = NULL;

  script_job (fixture, STEPS (HEAD, RESULT ("\"x\""), CLOSE, "CLOSE"));
  fault_run_follow (fixture->run, gradio_session_trigger (session, find_endpoint (fixture, "/echo"), values, event, 9));
  fault_run_wait (fixture->run);
  fault_run_assert_text (fixture->run, "x");
  body = g_strdup_printf ("{\"data\":[\"a\"],\"fn_index\":0,\"session_hash\":\"%s\",\"event_data\":{\"index\":3},\"trigger_id\":9}",
                          gradio_session_get_hash (session));
  g_assert_cmpstr (fault_server_get_last_body (fixture->server, "/queue/join"), ==, body);
}

typedef struct {
  JsonNode *node;
  GError   *error;
  gboolean  done;
} Answer;

static void
component_called_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  Answer *answer = user_data;

  answer->node = gradio_session_call_component_finish (GRADIO_SESSION (source), result, &answer->error);
  answer->done = TRUE;
}

static void
call_component (GradioSession *session,
                Answer        *answer)
{
  g_autoptr (JsonNode) data = gradio_json_parse ("[\"a\"]", -1, NULL);

  g_clear_error (&answer->error);
  g_clear_pointer (&answer->node, json_node_unref);
  answer->done = FALSE;
  gradio_session_call_component_async (session, 5, "ls", data, NULL, component_called_cb, answer);
  fault_server_wait (&answer->done, 20);
}

static void
test_component (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr (GradioSession) session = gradio_client_new_session (fixture->run->client);
  g_autofree char          *body = NULL;
  Answer                    answer = { 0 };

  fault_server_set_script (fixture->server, "/component_server/", STEPS (JSON ("200 OK", "", "7", "[\"a.b\"]")));
  call_component (session, &answer);
  g_assert_no_error (answer.error);
  g_assert_cmpstr (json_array_get_string_element (json_node_get_array (answer.node), 0), ==, "a.b");
  body = g_strdup_printf ("{\"fn_name\":\"ls\",\"data\":[\"a\"],\"component_id\":5,\"session_hash\":\"%s\"}",
                          gradio_session_get_hash (session));
  g_assert_cmpstr (fault_server_get_last_body (fixture->server, "/component_server/"), ==, body);

  fault_server_set_script (fixture->server, "/component_server/", STEPS (JSON ("404 Not Found", "", "2", "{}")));
  call_component (session, &answer);
  g_assert_error (answer.error, GRADIO_ERROR, GRADIO_ERROR_NOT_FOUND);
  fault_server_set_script (fixture->server, "/component_server/", STEPS (JSON ("500 Internal Server Error", "", "2", "{}")));
  call_component (session, &answer);
  g_assert_error (answer.error, GRADIO_ERROR, GRADIO_ERROR_SERVER);
  g_clear_error (&answer.error);
}

/* many */

#define N_MANY 1000

static void
submit_many (Fixture       *fixture,
             GradioSession *session) /* nullable: one for each job */
{
  g_autoptr (GPtrArray) jobs = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (JsonArray) values = new_values ("a");
  GradioEndpoint       *endpoint = find_endpoint (fixture, "/echo");

  for (guint i = 0; i < N_MANY; i++)
    g_ptr_array_add (jobs, session != NULL ? gradio_session_submit (session, endpoint, values)
                                           : gradio_client_submit (fixture->run->client, endpoint, values));
  for (guint i = 0; i < N_MANY; i++) {
    wait_until (jobs->pdata[i], GRADIO_JOB_COMPLETE);
    g_assert_no_error (gradio_job_get_error (jobs->pdata[i]));
  }
  g_assert_cmpuint (fault_server_count (fixture->server, "/queue/join"), ==, N_MANY);
}

static void
test_many_in_session (Fixture      *fixture,
                      gconstpointer data)
{
  g_autoptr (GradioSession) session = gradio_client_new_session (fixture->run->client);

  submit_many (fixture, session);
  g_assert_cmpuint (gradio_session_get_n_jobs (session), ==, 0);
  g_assert_cmpuint (fault_server_get_max_streams (fixture->server), ==, 1);
}

static void
test_many (Fixture      *fixture,
           gconstpointer data)
{
  fault_server_set_tick (fixture->server, 5);
  submit_many (fixture, NULL);
  g_assert_cmpuint (fault_server_get_max_streams (fixture->server), ==, 8);
}

/* Closed while most of them wait for their turn. */
static void
test_many_closed (Fixture      *fixture,
                  gconstpointer data)
{
  g_autoptr (GPtrArray) jobs = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (JsonArray) values = new_values ("a");

  for (guint i = 0; i < N_MANY; i++)
    g_ptr_array_add (jobs, gradio_client_submit (fixture->run->client, find_endpoint (fixture, "/echo"), values));
  gradio_client_close (fixture->run->client);
  for (guint i = 0; i < N_MANY; i++)
    g_assert_cmpint (gradio_job_get_state (jobs->pdata[i]), ==, GRADIO_JOB_CANCELLED);
}

int
main (int   argc,
      char *argv[])
{
  static const struct {
    const char *name;
    void (*test) (Fixture *, gconstpointer);
    gconstpointer data;
  } TESTS[] = {
    { "busy-twice", test_busy_twice, NULL },
    { "busy-for-ever", test_busy_for_ever, NULL },
    { "retry-after", test_retry_after, NULL },
    { "busy-cancelled", test_busy_cancelled, "cancel" },
    { "busy-closed", test_busy_cancelled, NULL },
    { "validation", test_validation, NULL },
    { "call", test_call, NULL },
    { "call-fails", test_call_fails, NULL },
    { "session-not-found", test_session_not_found, NULL },
    { "cancel-and-reset", test_cancel_and_reset, NULL },
    { "session-cancel", test_session_cancel, NULL },
    { "timeout", test_timeout, NULL },
    { "trigger", test_trigger, NULL },
    { "component", test_component, NULL },
    { "many-in-session", test_many_in_session, NULL },
    { "many", test_many, NULL },
    { "many-closed", test_many_closed, NULL },
  };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (TESTS); i++) {
    g_autofree char *path = g_strconcat ("/session/", TESTS[i].name, NULL);

    g_test_add (path, Fixture, TESTS[i].data, set_up, TESTS[i].test, tear_down);
  }

  return g_test_run ();
}
