/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Spaces of tests/servers/fake_hub.py, which runs them with a real Gradio. */
#include "fake-app.h"

#include <string.h>

typedef struct {
  gboolean          done;
  GError           *error;
  GradioSpaceState *state;
  GString          *stages; /* that were reported */
} Outcome;

/* A Space takes longer to start than fake_app_wait() waits. */
static void
wait_for (gboolean *done)
{
  while (!*done)
    g_main_context_iteration (NULL, TRUE);
}

static void
connected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  Outcome *outcome = user_data;

  gradio_client_connect_finish (GRADIO_CLIENT (source), result, &outcome->error);
  outcome->done = TRUE;
}

static void
space_state_cb (GradioClient     *client,
                GradioSpaceState *state,
                Outcome          *outcome)
{
  const char *stage = gradio_space_state_get_stage (state);

  if (!g_str_has_suffix (outcome->stages->str, stage))
    g_string_append_printf (outcome->stages, " %s", stage);
}

static GradioClient *
connect_to (const char *reference,
            const char *token,
            Outcome    *outcome)
{
  GradioClient *client = gradio_client_new (reference);

  gradio_client_set_token (client, token);
  outcome->stages = g_string_new (NULL);
  g_signal_connect (client, "space-state", G_CALLBACK (space_state_cb), outcome);
  gradio_client_connect_async (client, NULL, connected_cb, outcome);
  wait_for (&outcome->done);

  return client;
}

static void
let_go (GradioClient *client,
        Outcome      *outcome)
{
  gradio_client_close (client);
  g_assert_finalize_object (client);
  g_clear_error (&outcome->error);
  g_string_free (outcome->stages, TRUE);
}

static void
waited_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Outcome              *outcome = user_data;
  g_autoptr (JsonArray) values = gradio_job_wait_finish (GRADIO_JOB (source), result, &outcome->error);

  g_assert_no_error (outcome->error);
  g_assert_cmpstr (json_array_get_string_element (values, 0), ==, "ABC");
  outcome->done = TRUE;
}

/* A private one that sleeps: the token opens it at the Hub and at its host, also for jobs. */
static void
test_private (void)
{
  Outcome               outcome = { 0 };
  GradioClient         *client = connect_to ("acme/internal", "hf_tester", &outcome);
  g_autoptr (JsonArray) values = json_array_new ();
  g_autoptr (GradioJob) job = NULL;

  g_assert_no_error (outcome.error);
  g_assert_cmpstr (gradio_client_get_base_uri (client), ==, g_getenv ("HUB_HOST_ACME_INTERNAL"));
  g_assert_true (g_str_has_prefix (outcome.stages->str, " SLEEPING "));
  g_assert_true (g_str_has_suffix (outcome.stages->str, " RUNNING"));

  json_array_add_string_element (values, "abc");
  job = gradio_client_submit (client, gradio_client_find_endpoint (client, "/shout", NULL), values);
  outcome.done = FALSE;
  gradio_job_wait_async (job, NULL, waited_cb, &outcome);
  wait_for (&outcome.done);
  g_clear_object (&job);
  let_go (client, &outcome);
}

typedef struct {
  const char *reference;
  const char *token;
  GradioError code;
} Refusal;

static const Refusal REFUSALS[] = {
  { "acme/internal", NULL, GRADIO_ERROR_NOT_FOUND },
  { "acme/internal", "hf_stranger", GRADIO_ERROR_NOT_FOUND },
  { "acme/internal", "hf_revoked", GRADIO_ERROR_CREDENTIALS },
  { "tester/paused", NULL, GRADIO_ERROR_NOT_RUNNING },
  { "tester/breaks-on-start", NULL, GRADIO_ERROR_NOT_RUNNING },
  { "tester/breaks-on-build", NULL, GRADIO_ERROR_NOT_RUNNING },
  { "edge/disabled", NULL, GRADIO_ERROR_ACCESS },
  { "edge/no-runtime", NULL, GRADIO_ERROR_UNSUPPORTED }, /* a static one */
  { "edge/unknown-sdk", NULL, GRADIO_ERROR_UNSUPPORTED },
  { "edge/old-name", NULL, GRADIO_ERROR_NOT_FOUND }, /* renamed; there is nothing behind it */
  { "edge/nowhere", NULL, GRADIO_ERROR_NOT_FOUND },
};

static void
test_refused (gconstpointer data)
{
  const Refusal *refusal = data;
  Outcome        outcome = { 0 };
  GradioClient  *client = connect_to (refusal->reference, refusal->token, &outcome);

  g_assert_error (outcome.error, GRADIO_ERROR, (int) refusal->code);
  g_test_message ("%s", outcome.error->message);
  let_go (client, &outcome);
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

/* The name that it has now. */
static void
test_renamed (void)
{
  Outcome                      outcome = { 0 };
  g_autoptr (GradioSpaceState) state = NULL;

  gradio_space_state_query_async ("edge/old-name", NULL, NULL, queried_cb, &outcome);
  wait_for (&outcome.done);
  state = outcome.state;
  g_assert_no_error (outcome.error);
  g_assert_cmpstr (gradio_space_state_get_space_id (state), ==, "edge/huge-likes");
  g_assert_true (gradio_space_state_is_running (state));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (REFUSALS); i++) {
    g_autofree char *path = g_strdup_printf ("/space/refused/%s/%u", REFUSALS[i].reference, i);

    g_test_add_data_func (path, &REFUSALS[i], test_refused);
  }
  g_test_add_func ("/space/renamed", test_renamed);
  g_test_add_func ("/space/private", test_private);

  return g_test_run ();
}
