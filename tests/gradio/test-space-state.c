/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Spaces that run, sleep, break or are none, at a Hub inside the test. */
#include "fake-app.h"

#include <string.h>

typedef struct {
  gboolean          done;
  GError           *error;
  GradioSpaceState *state;
} Outcome;

static void
connected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  Outcome *outcome = user_data;

  gradio_client_connect_finish (GRADIO_CLIENT (source), result, &outcome->error);
  outcome->done = TRUE;
}

typedef struct {
  FakeApp *hub;
  FakeApp *app; /* the host of `owner/name` */
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->hub = fake_app_new ();
  fixture->app = fake_app_new ();
  g_setenv ("HF_ENDPOINT", fake_app_get_uri (fixture->hub), TRUE);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_unsetenv ("HF_ENDPOINT");
  fake_app_free (fixture->app);
  fake_app_free (fixture->hub);
}

/* What the Hub says about `owner/name` from now on. */
static void
set_stage (Fixture    *fixture,
           const char *stage,
           const char *more)
{
  g_autofree char *body = g_strdup_printf (
    "{\"id\":\"owner/name\",\"host\":\"%s\",\"sdk\":\"gradio\",\"runtime\":{\"stage\":\"%s\"%s}}",
    fake_app_get_uri (fixture->app), stage, more);

  fake_app_answer (fixture->hub, "/api/spaces/owner/name", 200, "application/json", body);
}

/* The token goes to the Hub one way, to a Space's host another way. */
static void
test_running (Fixture      *fixture,
              gconstpointer data)
{
  GradioClient          *client = gradio_client_new ("https://huggingface.co/spaces/owner/name?x=1");
  g_autoptr (GError)     error = NULL;
  g_autoptr (GHashTable) headers = NULL;

  set_stage (fixture, "RUNNING", "");
  gradio_client_set_token (client, "hf_secret");
  gradio_client_add_header (client, "X-Key", "key");
  error = fake_app_connect (client);
  g_assert_no_error (error);
  g_assert_cmpstr (gradio_client_get_base_uri (client), ==, fake_app_get_uri (fixture->app));
  g_assert_cmpstr (gradio_client_get_query (client), ==, "x=1");
  g_assert_cmpstr (fake_app_get_last_header (fixture->hub, "/api/spaces/owner/name", "authorization"), ==,
                   "Bearer hf_secret");
  g_assert_cmpstr (fake_app_get_last_header (fixture->hub, "/api/spaces/owner/name", "x-hf-authorization"), ==, NULL);
  g_assert_cmpstr (fake_app_get_last_header (fixture->hub, "/api/spaces/owner/name", "x-key"), ==, NULL);
  g_assert_cmpstr (fake_app_get_last_header (fixture->app, "/gradio_api/info", "x-hf-authorization"), ==,
                   "Bearer hf_secret");
  g_assert_cmpstr (fake_app_get_last_header (fixture->app, "/gradio_api/info", "authorization"), ==, NULL);
  g_assert_cmpstr (fake_app_get_last_header (fixture->app, "/gradio_api/info", "x-key"), ==, "key");
  headers = gradio_client_dup_headers (client, fake_app_get_uri (fixture->app));
  g_assert_cmpstr (g_hash_table_lookup (headers, "x-hf-authorization"), ==, "Bearer hf_secret");
  g_assert_finalize_object (client);
}

static void
space_state_cb (GradioClient     *client,
                GradioSpaceState *state,
                gpointer          user_data)
{
  g_ptr_array_add (user_data, g_object_ref (state));
}

static void
go_on_cb (GradioClient     *client,
          GradioSpaceState *state,
          Fixture          *fixture)
{
  if (g_str_equal (gradio_space_state_get_stage (state), "SLEEPING"))
    set_stage (fixture, "BUILDING", "");
  else if (g_str_equal (gradio_space_state_get_stage (state), "BUILDING"))
    set_stage (fixture, "APP_STARTING", "");
  else
    set_stage (fixture, "RUNNING", "");
}

/* One visit wakes it; then it is asked for until it runs, and its host once more, for it may be late. */
static void
test_wakes (Fixture      *fixture,
            gconstpointer data)
{
  static const char *const stages[] = { "SLEEPING", "BUILDING", "APP_STARTING", "RUNNING" };
  g_autoptr (GPtrArray)    states = g_ptr_array_new_with_free_func (g_object_unref);
  GradioClient            *client = gradio_client_new ("owner/name");
  g_autoptr (GError)       error = NULL;

  set_stage (fixture, "SLEEPING", "");
  fake_app_answer (fixture->app, "/config", 503, "text/html", "<h1>Starting</h1>");
  fake_app_answer_times (fixture->app, "/config", 1);
  g_signal_connect (client, "space-state", G_CALLBACK (space_state_cb), states);
  g_signal_connect (client, "space-state", G_CALLBACK (go_on_cb), fixture);
  error = fake_app_connect (client);
  g_assert_no_error (error);
  g_assert_cmpuint (fake_app_count_requests (fixture->app, "/"), ==, 1);
  g_assert_cmpuint (fake_app_count_requests (fixture->app, "/config"), ==, 2);
  g_assert_cmpuint (states->len, ==, G_N_ELEMENTS (stages));
  for (guint i = 0; i < states->len; i++) {
    GradioSpaceState *state = states->pdata[i];

    g_assert_cmpstr (gradio_space_state_get_stage (state), ==, stages[i]);
    g_assert_nonnull (strstr (gradio_space_state_get_message (state), "owner/name"));
    g_assert_true (gradio_space_state_is_waited_for (state) == (i < 3));
    g_assert_true (gradio_space_state_is_running (state) == (i == 3));
  }
  g_assert_cmpuint (gradio_space_state_get_elapsed (states->pdata[3]), >=, 2);
  g_assert_finalize_object (client);
}

static const struct {
  const char *name;
  const char *stage;
  const char *more;
  GradioError code;
  const char *words;
} refusals[] = {
  { "paused", "PAUSED", "", GRADIO_ERROR_NOT_RUNNING, "paused" },
  { "no-app", "NO_APP_FILE", "", GRADIO_ERROR_NOT_RUNNING, "no app yet" },
  { "build-error", "BUILD_ERROR", ",\"errorMessage\":\"pip\\nfailed\"", GRADIO_ERROR_NOT_RUNNING, "pip failed" },
  { "config-error", "CONFIG_ERROR", ",\"errorMessage\":7", GRADIO_ERROR_NOT_RUNNING, "does not run" },
  { "runtime-error", "RUNTIME_ERROR", "", GRADIO_ERROR_NOT_RUNNING, "error of its own" },
  { "deleting", "DELETING", "", GRADIO_ERROR_NOT_RUNNING, "deleted" },
  { "static", "RUNNING", "},\"sdk\":\"static\",\"x\":{", GRADIO_ERROR_UNSUPPORTED, "web page" },
  { "disabled", "RUNNING", "},\"disabled\":true,\"x\":{", GRADIO_ERROR_ACCESS, "taken down" },
};

static void
test_refused (Fixture      *fixture,
              gconstpointer data)
{
  guint              i = GPOINTER_TO_UINT (data);
  GradioClient      *client = gradio_client_new ("owner/name");
  g_autoptr (GError) error = NULL;

  set_stage (fixture, refusals[i].stage, refusals[i].more);
  error = fake_app_connect (client);
  g_assert_error (error, GRADIO_ERROR, (int) refusals[i].code);
  g_assert_nonnull (strstr (error->message, refusals[i].words));
  g_assert_cmpuint (fake_app_count_requests (fixture->app, "/config"), ==, 0);
  g_assert_finalize_object (client);
}

static void
test_no_wait (Fixture      *fixture,
              gconstpointer data)
{
  GradioClient         *client = gradio_client_new ("owner/name");
  g_autoptr (GPtrArray) states = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError)    error = NULL;

  set_stage (fixture, "SLEEPING", "");
  gradio_client_set_wait (client, FALSE);
  g_signal_connect (client, "space-state", G_CALLBACK (space_state_cb), states);
  error = fake_app_connect (client);
  g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_NOT_RUNNING);
  g_assert_cmpuint (fake_app_count_requests (fixture->app, "/"), ==, 0);

  /* Whoever does not wait is told all the same what it is that does not run. */
  g_clear_error (&error);
  set_stage (fixture, "RUNTIME_ERROR", ",\"errorMessage\":\"one\\ntwo\"");
  error = fake_app_connect (client);
  g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_NOT_RUNNING);
  g_assert_cmpuint (states->len, ==, 2);
  g_assert_cmpstr (gradio_space_state_get_stage (states->pdata[0]), ==, "SLEEPING");
  g_assert_null (gradio_space_state_get_error (states->pdata[0]));
  g_assert_cmpstr (gradio_space_state_get_error (states->pdata[1]), ==, "one\ntwo");
  g_assert_null (gradio_client_get_space_id (client));
  g_assert_finalize_object (client);
}

/* Its author says how long a start may take. */
static void
test_too_slow (Fixture      *fixture,
               gconstpointer data)
{
  GradioClient      *client = gradio_client_new ("owner/name");
  g_autoptr (GError) error = NULL;

  set_stage (fixture, "BUILDING", "},\"cardData\":{\"startup_duration_timeout\":\"2s\"");
  error = fake_app_connect (client);
  g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_NOT_RUNNING);
  g_assert_nonnull (strstr (error->message, "too long"));
  g_assert_finalize_object (client);
}

static void
cancel_cb (GradioClient     *client,
           GradioSpaceState *state,
           GCancellable     *cancellable)
{
  g_cancellable_cancel (cancellable);
}

static void
test_cancel (Fixture      *fixture,
             gconstpointer data)
{
  GradioClient            *client = gradio_client_new ("owner/name");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Outcome                  outcome = { FALSE, NULL, NULL };

  set_stage (fixture, "BUILDING", "");
  g_signal_connect (client, "space-state", G_CALLBACK (cancel_cb), cancellable);
  gradio_client_connect_async (client, cancellable, connected_cb, &outcome);
  fake_app_wait (&outcome.done);
  g_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&outcome.error);
  g_assert_finalize_object (client);
}

static void
close_cb (GradioClient     *client,
          GradioSpaceState *state,
          gpointer          user_data)
{
  gradio_client_close (client);
}

static void
test_close (Fixture      *fixture,
            gconstpointer data)
{
  GradioClient      *client = gradio_client_new ("owner/name");
  g_autoptr (GError) error = NULL;

  set_stage (fixture, "SLEEPING", "");
  g_signal_connect (client, "space-state", G_CALLBACK (close_cb), NULL);
  error = fake_app_connect (client);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_finalize_object (client);
}

/* The Hub has a bad moment while it is asked again and again. */
static void
hiccup_cb (GradioClient     *client,
           GradioSpaceState *state,
           Fixture          *fixture)
{
  if (gradio_space_state_get_elapsed (state) == 0) {
    fake_app_answer (fixture->hub, "/api/spaces/owner/name", 500, "text/html", "<h1>500</h1>");
  } else {
    set_stage (fixture, "RUNNING", "");
  }
}

static void
test_hiccup (Fixture      *fixture,
             gconstpointer data)
{
  GradioClient      *client = gradio_client_new ("owner/name");
  g_autoptr (GError) error = NULL;

  set_stage (fixture, "APP_STARTING", "");
  g_signal_connect (client, "space-state", G_CALLBACK (hiccup_cb), fixture);
  error = fake_app_connect (client);
  g_assert_no_error (error);
  g_assert_finalize_object (client);
}

static void
assert_hub_refuses (Fixture    *fixture,
                    const char *token,
                    guint       status,
                    const char *error_code,
                    GradioError code)
{
  GradioClient      *client = gradio_client_new ("owner/name");
  g_autoptr (GError) error = NULL;

  fake_app_answer (fixture->hub, "/api/spaces/owner/name", status, "application/json", "{\"error\":\"no\"}");
  fake_app_answer_header (fixture->hub, "/api/spaces/owner/name", "X-Error-Code", error_code);
  gradio_client_set_token (client, token);
  error = fake_app_connect (client);
  g_assert_error (error, GRADIO_ERROR, (int) code);
  g_assert_null (strstr (error->message, "hf_"));
  g_assert_finalize_object (client);
}

static void
test_no_such_space (Fixture      *fixture,
                    gconstpointer data)
{
  assert_hub_refuses (fixture, NULL, 401, "", GRADIO_ERROR_NOT_FOUND);
  assert_hub_refuses (fixture, "hf_wrong", 401, "", GRADIO_ERROR_CREDENTIALS);
  assert_hub_refuses (fixture, "hf_right", 404, "RepoNotFound", GRADIO_ERROR_NOT_FOUND);
  assert_hub_refuses (fixture, "hf_right", 403, "GatedRepo", GRADIO_ERROR_ACCESS);
  assert_hub_refuses (fixture, "hf_right", 403, "", GRADIO_ERROR_ACCESS);
}

static void
test_renamed (Fixture      *fixture,
              gconstpointer data)
{
  GradioClient      *client = gradio_client_new ("old/name");
  g_autoptr (GError) error = NULL;

  set_stage (fixture, "RUNNING", "");
  fake_app_answer (fixture->hub, "/api/spaces/old/name", 307, "text/plain", "");
  fake_app_answer_header (fixture->hub, "/api/spaces/old/name", "Location", "/api/spaces/owner/name");
  error = fake_app_connect (client);
  g_assert_no_error (error);
  g_assert_cmpstr (gradio_client_get_base_uri (client), ==, fake_app_get_uri (fixture->app));
  g_assert_cmpstr (gradio_client_get_space_id (client), ==, "owner/name");
  g_assert_finalize_object (client);
}

static void
test_no_gradio (Fixture      *fixture,
                gconstpointer data)
{
  GradioClient      *client = gradio_client_new ("owner/name");
  g_autoptr (GError) error = NULL;

  set_stage (fixture, "RUNNING", "},\"sdk\":\"docker\",\"x\":{");
  fake_app_answer (fixture->app, "/config", 404, "text/html", "<h1>404</h1>");
  error = fake_app_connect (client);
  g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_UNSUPPORTED);
  g_assert_nonnull (strstr (error->message, "docker"));
  g_assert_finalize_object (client);
}

/* Answers of a Hub that make no sense. */
static void
test_odd_hub (Fixture      *fixture,
              gconstpointer data)
{
  GradioClient      *client = gradio_client_new ("owner/name");
  g_autoptr (GError) error = NULL;

  fake_app_answer (fixture->hub, "/api/spaces/owner/name", 200, "application/json", data);
  error = fake_app_connect (client);
  g_assert_nonnull (error);
  g_assert_true (error->domain == GRADIO_ERROR);
  g_assert_finalize_object (client);
}

static void
queried_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Outcome *outcome = user_data;

  outcome->state = gradio_space_state_query_finish (result, &outcome->error);
  outcome->done = TRUE;
}

static GradioSpaceState *
query (const char *reference,
       GError    **error)
{
  Outcome outcome = { FALSE, NULL, NULL };

  gradio_space_state_query_async (reference, "hf_secret", NULL, queried_cb, &outcome);
  fake_app_wait (&outcome.done);
  if (outcome.error != NULL)
    g_propagate_error (error, outcome.error);

  return outcome.state;
}

static void
test_query (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr (GradioSpaceState) state = NULL;
  g_autoptr (GradioSpaceState) replica = NULL;
  g_autoptr (GError)           error = NULL;

  set_stage (fixture, "SLEEPING", "");
  state = query ("owner/name", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (gradio_space_state_get_space_id (state), ==, "owner/name");
  g_assert_cmpstr (gradio_space_state_get_sdk (state), ==, "gradio");
  g_assert_cmpstr (gradio_space_state_get_host (state), ==, fake_app_get_uri (fixture->app));
  g_assert_true (gradio_space_state_is_waited_for (state));
  g_assert_cmpuint (gradio_space_state_get_elapsed (state), ==, 0);
  g_assert_cmpuint (fake_app_count_requests (fixture->app, "/"), ==, 0);
  g_assert_cmpstr (fake_app_get_last_header (fixture->hub, "/api/spaces/owner/name", "authorization"), ==,
                   "Bearer hf_secret");

  fake_app_answer (fixture->hub, "/api/spaces/by-subdomain/owner-name", 200, "application/json",
                   "{\"id\":\"owner/name\",\"runtime\":{\"stage\":\"NEW_WORD\"}}");
  replica = query ("https://owner-name--abcde.hf.space/page?x=1", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (gradio_space_state_get_space_id (replica), ==, "owner/name");
  g_assert_cmpstr (gradio_space_state_get_stage (replica), ==, "NEW_WORD");
  g_assert_nonnull (strstr (gradio_space_state_get_message (replica), "NEW_WORD"));

  g_assert_null (query ("http://127.0.0.1:1", &error));
  g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_ADDRESS);
  g_clear_error (&error);
  g_assert_null (query ("nonsense", &error));
  g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_ADDRESS);
}

static void
add (const char   *path,
     gconstpointer data,
     void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, data, set_up, test, tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/space-state/running", NULL, test_running);
  add ("/space-state/wakes", NULL, test_wakes);
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++) {
    g_autofree char *path = g_strconcat ("/space-state/refused/", refusals[i].name, NULL);

    add (path, GUINT_TO_POINTER (i), test_refused);
  }
  add ("/space-state/no-wait", NULL, test_no_wait);
  add ("/space-state/too-slow", NULL, test_too_slow);
  add ("/space-state/cancel", NULL, test_cancel);
  add ("/space-state/close", NULL, test_close);
  add ("/space-state/hiccup", NULL, test_hiccup);
  add ("/space-state/no-such-space", NULL, test_no_such_space);
  add ("/space-state/renamed", NULL, test_renamed);
  add ("/space-state/no-gradio", NULL, test_no_gradio);
  add ("/space-state/odd-hub/host", "{\"id\":\"owner/name\",\"host\":\"nonsense\"}", test_odd_hub);
  add ("/space-state/odd-hub/asleep", "{\"host\":\"nonsense\",\"runtime\":{\"stage\":\"SLEEPING\"},"
                                      "\"cardData\":{\"startup_duration_timeout\":\"1s\"}}",
       test_odd_hub);
  add ("/space-state/odd-hub/types", "{\"id\":7,\"host\":\"http://127.0.0.1:1\",\"sdk\":[],\"runtime\":3,\"cardData\":[]}", test_odd_hub);
  add ("/space-state/odd-hub/list", "[]", test_odd_hub);
  add ("/space-state/query", NULL, test_query);

  return g_test_run ();
}
