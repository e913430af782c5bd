/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "gradio.h"
#include "scratch-cache.h"
#include "sp-runner.h"

/* Real Gradio in the sandbox: a Space of tests/servers/hub-spaces/samples, with the environment of the test servers. */
typedef struct {
  SpRunner     *runner;
  GradioClient *client;
  char         *end; /* what was said when it ended by itself the last time, nullable */
} Fixture;

static void
state_cb (Fixture *fixture)
{
  SpRunnerState state = sp_runner_get_state (fixture->runner);

  if (state != SP_RUNNER_WAITING && state != SP_RUNNER_FAILED)
    return;

  g_free (fixture->end);
  fixture->end = g_strdup (sp_runner_get_error (fixture->runner)->message);
}

static gboolean
link_environment (SpSpace *space)
{
  const char      *given = g_getenv ("SPACEPORT_SERVERS");
  g_autofree char *servers = given != NULL ? g_strdup (given) : g_test_build_filename (G_TEST_BUILT, "..", "servers", NULL);
  const char      *path = g_file_peek_path (sp_space_get_environment (space));
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *environment = g_build_filename (servers, "6.31.0", NULL);
  g_autofree char *python = g_build_filename (environment, "bin", "python", NULL);

  if (!g_file_test (python, G_FILE_TEST_IS_EXECUTABLE))
    return FALSE;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_unlink (path);
  g_assert_cmpint (symlink (environment, path), ==, 0);
  return TRUE;
}

/* The packages are compiled already, so they need not be for each Space. */
static const char *const quick[] = { "PYTHONPYCACHEPREFIX=", NULL };

static gboolean
set_up (Fixture *fixture, const char *name)
{
  g_autofree char    *path = g_test_build_filename (G_TEST_DIST, "servers", "hub-spaces", "samples", name, NULL);
  g_autoptr (GFile)   folder = g_file_new_for_path (path);
  g_autoptr (GError)  error = NULL;
  g_autoptr (SpSpace) space = sp_space_new (folder, &error);

  g_assert_no_error (error);
  *fixture = (Fixture){ NULL };
  if (!link_environment (space)) {
    g_test_skip ("there is no Gradio 6.31.0 in $SPACEPORT_SERVERS");
    return FALSE;
  }

  fixture->runner = sp_runner_new (space);
  g_object_set (fixture->runner, "variables", quick, "restart-delay", 10, NULL);
  g_signal_connect_swapped (fixture->runner, "notify::state", G_CALLBACK (state_cb), fixture);
  return TRUE;
}

static void
tear_down (Fixture *fixture)
{
  g_clear_object (&fixture->client);
  g_signal_handlers_disconnect_by_data (fixture->runner, fixture);
  g_assert_finalize_object (g_steal_pointer (&fixture->runner));
  g_clear_pointer (&fixture->end, g_free);
}

static void
wait_for_state (Fixture *fixture, SpRunnerState state)
{
  while (sp_runner_get_state (fixture->runner) != state)
    g_main_context_iteration (NULL, TRUE);
}

static void
connect_to (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  wait_for_state (fixture, SP_RUNNER_RUNNING);
  g_clear_object (&fixture->client);
  fixture->client = gradio_client_new (sp_runner_get_uri (fixture->runner));
  gradio_client_set_socket (fixture->client, sp_runner_get_socket (fixture->runner));
  gradio_client_connect_sync (fixture->client, NULL, &error);
  g_assert_no_error (error);
}

static char *
predict (Fixture *fixture, const char *endpoint, const char *arguments)
{
  g_autoptr (GError) error = NULL;
  char              *answer =
    gradio_client_predict_json_sync (fixture->client, endpoint, arguments, NULL, &error);

  g_assert_no_error (error);
  g_test_message ("%s", answer);
  return answer;
}

static void
assert_answer (Fixture *fixture, const char *endpoint, const char *arguments, const char *part)
{
  g_autofree char *answer = predict (fixture, endpoint, arguments);

  g_assert_nonnull (strstr (answer, part));
}

static void
test_greeter (void)
{
  Fixture fixture, other;

  if (!set_up (&fixture, "greeter") || !set_up (&other, "crasher"))
    return;

  sp_runner_start (fixture.runner);
  sp_runner_start (other.runner); /* both have the port 7860 */
  connect_to (&fixture);
  connect_to (&other);
  assert_answer (&fixture, "/greet", "[\"Ada\", 2]", "Hello, Ada!\\nHello, Ada!");
  assert_answer (&fixture, "/slow", "[2]", "step 2 of 2");
  assert_answer (&fixture, "/card", "[\"Ada\"]", "card.txt");
  assert_answer (&fixture, "/see", "[\"/root\"]", "not seen");
  assert_answer (&fixture, "/reach", "[\"http://127.0.0.1:1/\"]", "not reached");
  assert_answer (&fixture, "/reach", "[\"http://pypi.org/\"]", "not reached");
  assert_answer (&other, "/crash", "[\"nothing\"]", "fine");
  tear_down (&other);
  tear_down (&fixture);
}

/* Asks the app to end in some way. It may be starting again before the answer that does not come is given up. */
static void
crash (Fixture *fixture, const char *arguments, const char *reason)
{
  g_autofree char *answer = NULL;

  g_clear_pointer (&fixture->end, g_free);
  answer = gradio_client_predict_json_sync (fixture->client, "/crash", arguments, NULL, NULL);
  g_assert_null (answer);
  while (fixture->end == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (strstr (fixture->end, reason));
}

static void
test_crasher (void)
{
  Fixture fixture;

  if (!set_up (&fixture, "crasher"))
    return;

  g_object_set (fixture.runner, "memory-limit", (guint64) 800 << 20, NULL);
  sp_runner_start (fixture.runner);
  connect_to (&fixture);
  crash (&fixture, "[\"exit\"]", "asked for: exit");

  connect_to (&fixture);
  crash (&fixture, "[\"memory\"]", "of memory");
  g_assert_cmpint (sp_runner_get_state (fixture.runner), ==, SP_RUNNER_FAILED);
  tear_down (&fixture);
}

static void
test_crash_at_start (void)
{
  const char *const variables[] = { quick[0], "CRASH_AT_START=1", NULL };
  Fixture           fixture;

  if (!set_up (&fixture, "crasher"))
    return;

  g_object_set (fixture.runner, "variables", variables, NULL);
  sp_runner_start (fixture.runner);
  wait_for_state (&fixture, SP_RUNNER_FAILED);
  g_assert_nonnull (
    strstr (sp_runner_get_error (fixture.runner)->message, "crashed before serving, as asked"));
  tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  int status;

  scratch_cache_set_up ();
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/spaces/run-gradio/greeter", test_greeter);
  g_test_add_func ("/spaces/run-gradio/crasher", test_crasher);
  g_test_add_func ("/spaces/run-gradio/crash-at-start", test_crash_at_start);

  status = g_test_run ();
  scratch_cache_clear ();
  return status;
}
