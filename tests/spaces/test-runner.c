/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "runner-fixture.h"
#include "scratch-cache.h"

typedef RunnerFixture Fixture;

static void
test_run_and_stop (Fixture *fixture, gconstpointer what)
{
  static const SpRunnerState states[] = { SP_RUNNER_STARTING, SP_RUNNER_RUNNING,
                                          SP_RUNNER_STOPPED };

  g_setenv ("SPACEPORT_TEST_SECRET", "not for Spaces", TRUE);
  sp_runner_start (fixture->runner);
  sp_runner_start (fixture->runner); /* it is on its way already */
  g_assert_null (sp_runner_get_uri (fixture->runner));
  runner_fixture_wait_for_state (fixture, SP_RUNNER_RUNNING);
  runner_fixture_wait_for_line (fixture, "\xef\xbf\xbd"); /* bytes that are no text */
  g_assert_cmpstr (sp_runner_get_uri (fixture->runner), ==, "http://space.localhost");
  g_assert_nonnull (runner_fixture_find_line (fixture, "serving"));
  g_assert_null (sp_runner_get_warning (fixture->runner));
  g_assert_cmpuint (runner_fixture_count_processes (fixture->mark), >=, 2);

  sp_runner_stop (fixture->runner);
  runner_fixture_assert_states (fixture, states, G_N_ELEMENTS (states));
  runner_fixture_wait_until_gone (fixture);
  sp_runner_stop (fixture->runner);
  g_assert_cmpuint (fixture->states->len, ==, G_N_ELEMENTS (states));
}

static void
test_environment (Fixture *fixture, gconstpointer what)
{
  const char      *names;
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "space", NULL);
  g_autofree char *bytecode = g_build_filename (folder, "__pycache__", NULL);

  runner_fixture_add_variable (fixture, "SECRET", "key with = in it");
  runner_fixture_add_variable (fixture, "GRADIO_VIBE_MODE", "1");
  runner_fixture_add_variable (fixture, "GRADIO_ROOT_PATH", "/elsewhere");
  runner_fixture_add_variable (fixture, "GRADIO_SERVER_PORT", "1");
  sp_runner_start (fixture->runner);
  runner_fixture_wait_for_state (fixture, SP_RUNNER_RUNNING);
  names = runner_fixture_find_line (fixture, "environment ");
  g_assert_nonnull (strstr (names, "\"GRADIO_TEMP_DIR\""));
  g_assert_nonnull (strstr (names, "\"HF_HUB_OFFLINE\""));
  g_assert_nonnull (strstr (names, "\"HOME\""));
  g_assert_null (strstr (names, "SPACEPORT"));
  g_assert_null (strstr (names, "XDG"));
  g_assert_null (strstr (names, "VIBE"));
  g_assert_null (strstr (names, "ROOT_PATH"));
  g_assert_cmpstr (runner_fixture_find_line (fixture, "server "), ==, "127.0.0.1 False lazy False");
  g_assert_cmpstr (runner_fixture_find_line (fixture, "offline "), ==, "1");
  g_assert_cmpstr (runner_fixture_find_line (fixture, "secret "), ==, "key with = in it");
  g_assert_cmpstr (runner_fixture_find_line (fixture, "folder "), ==, "/space/app");
  g_assert_false (g_file_test (bytecode, G_FILE_TEST_EXISTS));

  /* Everybody may read command lines. */
  g_assert_cmpuint (runner_fixture_count_processes ("SECRET=key with"), >, 0);
  g_assert_cmpuint (runner_fixture_count_processes ("\"SECRET\""), ==, 0);
}

/* Gradio and the Hub's library tell their makers of each start unless they are told not to, and the
 * user's own environment does not change that. */
static void
test_no_telemetry (Fixture *fixture, gconstpointer what)
{
  g_setenv ("GRADIO_ANALYTICS_ENABLED", "True", TRUE);
  g_setenv ("HF_HUB_DISABLE_TELEMETRY", "0", TRUE);
  sp_runner_start (fixture->runner);
  runner_fixture_wait_for_state (fixture, SP_RUNNER_RUNNING);
  g_assert_cmpstr (runner_fixture_find_line (fixture, "analytics "), ==, "False 1");
}

static void
test_network_allowed (Fixture *fixture, gconstpointer what)
{
  g_object_set (fixture->runner, "network", TRUE, NULL);
  sp_runner_start (fixture->runner);
  runner_fixture_wait_for_state (fixture, SP_RUNNER_RUNNING);
  g_assert_cmpstr (runner_fixture_find_line (fixture, "offline "), ==, "None");

  /* What is allowed now is about the next start. */
  g_object_set (fixture->runner, "network", FALSE, NULL);
  g_assert_true (sp_runner_has_network (fixture->runner));
  if (getuid () == 0) /* which pasta does not work for */
    g_assert_nonnull (sp_runner_get_warning (fixture->runner));
}

static void
test_restart (Fixture *fixture, gconstpointer what)
{
  static const SpRunnerState states[] = { SP_RUNNER_STARTING, SP_RUNNER_STOPPED, SP_RUNNER_STARTING,
                                          SP_RUNNER_RUNNING };

  sp_runner_start (fixture->runner);
  runner_fixture_wait_for_line (fixture, "pid ");
  g_object_set (fixture->runner, "network", TRUE, NULL);
  g_assert_false (sp_runner_has_network (fixture->runner));
  g_object_set (fixture->runner, "network", FALSE, NULL);
  g_ptr_array_set_size (fixture->lines, 0);
  sp_runner_restart (fixture->runner); /* which waits until the other is gone */
  g_array_set_size (fixture->states, 1);
  g_array_index (fixture->states, SpRunnerState, 0) = SP_RUNNER_STARTING;
  runner_fixture_wait_for_state (fixture, SP_RUNNER_RUNNING);
  g_assert_nonnull (runner_fixture_find_line (fixture, "pid "));
  g_assert_cmpuint (fixture->states->len, <=, G_N_ELEMENTS (states));
}

/* Two Spaces know nothing of each other, and both can have the port they want. */
static void
test_two_spaces (Fixture *fixture, gconstpointer what)
{
  Fixture other = { NULL };

  runner_fixture_init (&other, "other", "fake-app.py", "own_port");
  sp_runner_start (fixture->runner);
  sp_runner_start (other.runner);
  runner_fixture_wait_for_state (fixture, SP_RUNNER_RUNNING);
  runner_fixture_wait_for_state (&other, SP_RUNNER_RUNNING);
  g_assert_cmpstr (sp_runner_get_uri (other.runner), ==, "http://other.localhost");
  g_assert_cmpstr (sp_runner_get_socket (other.runner), !=, sp_runner_get_socket (fixture->runner));
  sp_runner_stop (fixture->runner);
  runner_fixture_wait_until_gone (fixture);
  g_assert_cmpint (sp_runner_get_state (other.runner), ==, SP_RUNNER_RUNNING);
  runner_fixture_clear (&other);
}

/* One Space runs once. */
static void
test_twice (Fixture *fixture, gconstpointer what)
{
  g_autoptr (SpRunner) other = sp_runner_new (sp_runner_get_space (fixture->runner));

  sp_runner_start (fixture->runner);
  sp_runner_start (other);
  g_assert_cmpint (sp_runner_get_state (other), ==, SP_RUNNER_FAILED);
  g_assert_error (sp_runner_get_error (other), G_IO_ERROR, G_IO_ERROR_BUSY);
  g_assert_nonnull (strstr (sp_runner_get_error (other)->message, "runs already in this program"));
  runner_fixture_wait_for_state (fixture, SP_RUNNER_RUNNING);

  sp_runner_stop (fixture->runner); /* one that is about to end is waited for */
  sp_runner_start (other);
  while (sp_runner_get_state (other) != SP_RUNNER_RUNNING)
    g_main_context_iteration (NULL, TRUE);
  g_assert_finalize_object (g_steal_pointer (&other));
}

static void
test_stubborn (Fixture *fixture, gconstpointer what)
{
  gint64 start;

  sp_runner_start (fixture->runner);
  runner_fixture_wait_for_state (fixture, SP_RUNNER_RUNNING);
  start = g_get_monotonic_time ();
  sp_runner_stop (fixture->runner);
  g_assert_cmpint (sp_runner_get_state (fixture->runner), ==, SP_RUNNER_STOPPED);
  runner_fixture_wait_until_gone (fixture);
  g_assert_cmpint (g_get_monotonic_time () - start, >, 2 * G_TIME_SPAN_SECOND);
}

static void
assert_failed (Fixture *fixture, int code, const char *start, const char *part)
{
  const GError *error = sp_runner_get_error (fixture->runner);

  g_assert_error (error, G_IO_ERROR, code);
  g_test_message ("%s", error->message);
  g_assert_true (g_str_has_prefix (error->message, start));
  g_assert_nonnull (strstr (error->message, part));
}

static void
test_crash_before_ready (Fixture *fixture, gconstpointer what)
{
  sp_runner_start (fixture->runner);
  runner_fixture_wait_for_state (fixture, SP_RUNNER_FAILED);
  assert_failed (fixture, G_IO_ERROR_FAILED, "“Fake” ended before it could be used. ",
                 "RuntimeError: no model");

  sp_runner_start (fixture->runner); /* failing is not for ever */
  g_assert_null (sp_runner_get_error (fixture->runner));
  runner_fixture_wait_for_state (fixture, SP_RUNNER_FAILED);
}

static void
test_missing_package (Fixture *fixture, gconstpointer what)
{
  sp_runner_start (fixture->runner);
  runner_fixture_wait_for_state (fixture, SP_RUNNER_FAILED);
  assert_failed (fixture, G_IO_ERROR_FAILED, "“Fake” ended before it could be used. A Python package is missing",
                 "No module named 'no_such_package'");
}

static void
test_quits (Fixture *fixture, gconstpointer what)
{
  sp_runner_start (fixture->runner);
  runner_fixture_wait_for_state (fixture, SP_RUNNER_FAILED);
  assert_failed (fixture, G_IO_ERROR_FAILED, "“Fake” ended before it could be used. ", "pid ");
}

static void
test_app_file_gone (Fixture *fixture, gconstpointer what)
{
  g_autofree char *path = g_build_filename (g_get_user_cache_dir (), "space", "good.py", NULL);

  g_assert_cmpint (g_unlink (path), ==, 0);
  sp_runner_start (fixture->runner);
  g_assert_cmpint (sp_runner_get_state (fixture->runner), ==, SP_RUNNER_FAILED);
  assert_failed (fixture, G_IO_ERROR_NOT_FOUND, "The app file “good.py” of “Fake” is gone.", "");
}

static void
die (Fixture *fixture, const char *path)
{
  g_autoptr (GSocketConnection) connection = runner_fixture_request (fixture, path);

  while (sp_runner_get_state (fixture->runner) == SP_RUNNER_RUNNING)
    g_main_context_iteration (NULL, TRUE);
}

/* It is started again, each time after a longer pause, and given up when that does not help. */
static void
test_crash_while_running (Fixture *fixture, gconstpointer what)
{
  g_object_set (fixture->runner, "restart-delay", 10, NULL);
  sp_runner_start (fixture->runner);
  for (int i = 0; i < 5; i++) {
    gint64 start;

    runner_fixture_wait_for_state (fixture, SP_RUNNER_RUNNING);
    die (fixture, "/die");
    start = g_get_monotonic_time ();
    g_assert_cmpint (sp_runner_get_state (fixture->runner), ==, SP_RUNNER_WAITING);
    assert_failed (fixture, G_IO_ERROR_FAILED, "“Fake” ended by itself. ", "\ndying");
    runner_fixture_wait_for_state (fixture, SP_RUNNER_STARTING);
    g_assert_cmpint (g_get_monotonic_time () - start, >=, (10 << i) * G_TIME_SPAN_MILLISECOND);
  }

  runner_fixture_wait_for_state (fixture, SP_RUNNER_RUNNING);
  die (fixture, "/die");
  g_assert_cmpint (sp_runner_get_state (fixture->runner), ==, SP_RUNNER_FAILED);
  sp_runner_start (fixture->runner); /* who asks for it may begin anew */
  runner_fixture_wait_for_state (fixture, SP_RUNNER_RUNNING);
}

static void
test_killed (Fixture *fixture, gconstpointer what)
{
  sp_runner_start (fixture->runner);
  runner_fixture_wait_for_state (fixture, SP_RUNNER_RUNNING);
  die (fixture, "/kill");
  assert_failed (fixture, G_IO_ERROR_FAILED, "“Fake” was ended by the system: ", g_strsignal (SIGKILL));
  g_assert_cmpint (sp_runner_get_state (fixture->runner), ==, SP_RUNNER_WAITING);
  sp_runner_stop (fixture->runner);
  g_assert_null (sp_runner_get_error (fixture->runner));
}

static void
test_never_ready (Fixture *fixture, gconstpointer what)
{
  g_object_set (fixture->runner, "start-timeout", 1, NULL);
  sp_runner_start (fixture->runner);
  runner_fixture_wait_for_state (fixture, SP_RUNNER_FAILED);
  assert_failed (fixture, G_IO_ERROR_TIMED_OUT, "“Fake” did not answer within 1 second.", "");
}

/* The supervisor, which had to wait for the processor, sees the app's answer and the end of its time at once. */
static void
test_late_answer (Fixture *fixture, gconstpointer what)
{
  static const SpRunnerState states[] = { SP_RUNNER_STARTING, SP_RUNNER_FAILED };
  gint64                     end = 0;
  pid_t                      supervisor = 0;

  g_object_set (fixture->runner, "start-timeout", 3, NULL);
  sp_runner_start (fixture->runner);
  while (runner_fixture_find_line (fixture, "asked") == NULL && sp_runner_get_state (fixture->runner) != SP_RUNNER_FAILED)
    g_main_context_iteration (NULL, TRUE);
  if (sp_runner_get_state (fixture->runner) == SP_RUNNER_FAILED) {
    g_test_skip ("The app needs more than three seconds to start here");
    return;
  }

  supervisor = runner_fixture_find_supervisor (fixture);
  g_assert_cmpint (kill (supervisor, SIGSTOP), ==, 0);
  runner_fixture_set_received (fixture);
  end = g_get_monotonic_time () + 4 * G_TIME_SPAN_SECOND;
  while (g_get_monotonic_time () < end)
    scratch_cache_wait ();
  g_assert_cmpint (kill (supervisor, SIGCONT), ==, 0);

  runner_fixture_wait_for_state (fixture, SP_RUNNER_FAILED);
  assert_failed (fixture, G_IO_ERROR_TIMED_OUT, "“Fake” did not answer within 3 seconds.", "");
  runner_fixture_assert_states (fixture, states, G_N_ELEMENTS (states));
}

static void
test_ready (Fixture *fixture, gconstpointer what)
{
  sp_runner_start (fixture->runner);
  runner_fixture_wait_for_state (fixture, SP_RUNNER_RUNNING);
  if (strcmp (what, "mounted") == 0)
    g_assert_cmpstr (sp_runner_get_uri (fixture->runner), ==, "http://space.localhost/deep/app");
  else if (strcmp (what, "moved") == 0)
    g_assert_cmpstr (sp_runner_get_uri (fixture->runner), ==, "http://space.localhost/moved");
  else
    g_assert_cmpstr (sp_runner_get_uri (fixture->runner), ==, "http://space.localhost");
}

static void
test_finalize_starting (Fixture *fixture, gconstpointer what)
{
  sp_runner_start (fixture->runner);
  g_assert_finalize_object (g_steal_pointer (&fixture->runner)); /* before its process is started */
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static void
test_finalize_started (Fixture *fixture, gconstpointer what)
{
  sp_runner_start (fixture->runner);
  runner_fixture_wait_for_line (fixture, "child ");
  g_assert_finalize_object (g_steal_pointer (&fixture->runner));
  runner_fixture_wait_until_gone (fixture);
}

/* Without its environment the Space is installed first; here that fails, for there is no Python to
 * do it. */
static void
test_install_fails (Fixture *fixture, gconstpointer what)
{
  static const SpRunnerState states[] = { SP_RUNNER_INSTALLING, SP_RUNNER_FAILED };
  SpSpace                   *space = sp_runner_get_space (fixture->runner);
  g_autofree char           *python =
    g_build_filename (g_file_peek_path (sp_space_get_environment (space)), "bin", "python", NULL);

  g_assert_cmpint (g_unlink (python), ==, 0);
  g_setenv ("SPACEPORT_PYTHON", "no-such-python", TRUE);
  sp_runner_start (fixture->runner);
  runner_fixture_wait_for_state (fixture, SP_RUNNER_FAILED);
  g_assert_error (sp_runner_get_error (fixture->runner), G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  runner_fixture_assert_states (fixture, states, G_N_ELEMENTS (states));
  g_assert_cmpuint (fixture->lines->len, >, 0);

  sp_runner_start (fixture->runner);
  g_assert_cmpint (sp_runner_get_state (fixture->runner), ==, SP_RUNNER_INSTALLING);
  sp_runner_stop (fixture->runner);
  sp_runner_start (fixture->runner);
  g_assert_finalize_object (g_steal_pointer (&fixture->runner));
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_unsetenv ("SPACEPORT_PYTHON");
}

#define ADD(name, what, function)                                                     \
  g_test_add ("/spaces/runner/" name, Fixture, what, runner_fixture_set_up, function, \
              runner_fixture_tear_down)

int
main (int argc, char **argv)
{
  scratch_cache_set_up ();
  g_test_init (&argc, &argv, NULL);

  ADD ("run-and-stop", "good", test_run_and_stop);
  ADD ("environment", "good", test_environment);
  ADD ("no-telemetry", "good", test_no_telemetry);
  ADD ("network-allowed", "good", test_network_allowed);
  ADD ("restart", "good", test_restart);
  ADD ("two-spaces", "good", test_two_spaces);
  ADD ("twice", "good", test_twice);
  ADD ("stubborn", "stubborn", test_stubborn);
  ADD ("crash-before-ready", "crash", test_crash_before_ready);
  ADD ("missing-package", "missing", test_missing_package);
  ADD ("quits", "quits", test_quits);
  ADD ("app-file-gone", "good", test_app_file_gone);
  ADD ("crash-while-running", "good", test_crash_while_running);
  ADD ("killed", "good", test_killed);
  ADD ("never-ready", "mute", test_never_ready);
  ADD ("not-gradio", "stranger", test_never_ready);
  ADD ("a-page", "page", test_never_ready);
  ADD ("late-answer", "late", test_late_answer);
  ADD ("late-page", "late_page", test_late_answer);
  ADD ("login", "login", test_ready);
  ADD ("own-port", "own_port", test_ready);
  ADD ("mounted", "mounted", test_ready);
  ADD ("moved", "moved", test_ready);
  ADD ("finalize-starting", "good", test_finalize_starting);
  ADD ("finalize-started", "stranger", test_finalize_started);
  ADD ("install-fails", "good", test_install_fails);

  return g_test_run ();
}
