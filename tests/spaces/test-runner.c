/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "scratch-cache.h"
#include "sp-runner.h"

typedef struct {
  SpRunner  *runner;
  GPtrArray *lines;
  GArray    *states;
} Fixture;

static void
output_cb (Fixture *fixture, const char *line)
{
  g_assert_true (g_utf8_validate (line, -1, NULL));
  g_ptr_array_add (fixture->lines, g_strdup (line));
}

static void
state_cb (Fixture *fixture)
{
  SpRunnerState state = sp_runner_get_state (fixture->runner);

  g_assert_true ((sp_runner_get_uri (fixture->runner) != NULL) == (state == SP_RUNNER_RUNNING));
  g_assert_true ((sp_runner_get_error (fixture->runner) != NULL) == (state == SP_RUNNER_FAILED));
  g_array_append_val (fixture->states, state);
}

/* Makes a Space whose app, fake-app.py, does what is asked for, in an environment that is a link to
 * the system's Python. */
static void
set_up (Fixture *fixture, gconstpointer what)
{
  g_autofree char *folder = scratch_cache_make_folder ("space");
  g_autofree char *app = g_strdup_printf ("%s.py", (const char *) what);
  g_autofree char *readme =
    g_strdup_printf ("---\ntitle: Fake\nsdk: gradio\napp_file: %s\n---\n", app);
  g_autofree char    *bin = NULL;
  g_autofree char    *python = NULL;
  g_autofree char    *system_python = g_find_program_in_path ("python3");
  g_autoptr (GFile)   file = g_file_new_for_path (folder);
  g_autoptr (SpSpace) space = NULL;
  g_autoptr (GError)  error = NULL;

  scratch_cache_write (folder, "README.md", readme);
  scratch_cache_copy (folder, app, "fake-app.py");
  space = sp_space_new (file, &error);
  g_assert_no_error (error);

  bin = g_build_filename (g_file_peek_path (sp_space_get_environment (space)), "bin", NULL);
  python = g_build_filename (bin, "python", NULL);
  g_assert_cmpint (g_mkdir_with_parents (bin, 0700), ==, 0);
  g_assert_nonnull (system_python);
  g_assert_cmpint (symlink (system_python, python), ==, 0);

  fixture->lines = g_ptr_array_new_with_free_func (g_free);
  fixture->states = g_array_new (FALSE, FALSE, sizeof (SpRunnerState));
  fixture->runner = sp_runner_new (space);
  g_signal_connect_swapped (fixture->runner, "output", G_CALLBACK (output_cb), fixture);
  g_signal_connect_swapped (fixture->runner, "notify::state", G_CALLBACK (state_cb), fixture);
}

/* Waits until a process is gone; one that nobody waits for counts as gone. */
static void
wait_until_gone (int pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/stat", pid);

  for (;;) {
    g_autofree char *stat = NULL;

    if (pid == 0 || !g_file_get_contents (path, &stat, NULL, NULL) || strstr (stat, ") Z ") != NULL)
      return;
    scratch_cache_wait ();
  }
}

static const char *
find_line (Fixture *fixture, const char *prefix)
{
  for (guint i = 0; i < fixture->lines->len; i++)
    if (g_str_has_prefix (g_ptr_array_index (fixture->lines, i), prefix))
      return (const char *) g_ptr_array_index (fixture->lines, i) + strlen (prefix);
  return NULL;
}

static int
find_number (Fixture *fixture, const char *prefix)
{
  const char *text = find_line (fixture, prefix);

  return text != NULL ? atoi (text) : 0;
}

static void
tear_down (Fixture *fixture, gconstpointer what)
{
  if (fixture->runner != NULL)
    g_assert_finalize_object (g_steal_pointer (&fixture->runner));
  wait_until_gone (find_number (fixture, "pid "));
  wait_until_gone (find_number (fixture, "child "));
  g_ptr_array_unref (fixture->lines);
  g_array_unref (fixture->states);
  scratch_cache_clear ();
}

static void
wait_for_state (Fixture *fixture, SpRunnerState state)
{
  while (sp_runner_get_state (fixture->runner) != state)
    g_main_context_iteration (NULL, TRUE);
}

static void
wait_for_line (Fixture *fixture, const char *prefix)
{
  while (find_line (fixture, prefix) == NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* Sends a request without waiting for the answer. */
static void
request (Fixture *fixture, const char *path)
{
  g_autoptr (GSocketClient)     client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  g_autofree char              *text = g_strdup_printf ("GET %s HTTP/1.0\r\n\r\n", path);
  g_autoptr (GError)            error = NULL;

  g_socket_client_set_enable_proxy (client, FALSE);
  connection =
    g_socket_client_connect_to_uri (client, sp_runner_get_uri (fixture->runner), 0, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), text,
                             strlen (text), NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
test_run_and_stop (Fixture *fixture, gconstpointer what)
{
  static const SpRunnerState states[] = { SP_RUNNER_STARTING, SP_RUNNER_RUNNING,
                                          SP_RUNNER_STOPPED };
  g_autofree char           *first_uri = NULL;

  g_setenv ("SPACEPORT_TEST_SECRET", "not for Spaces", TRUE);
  sp_runner_start (fixture->runner);
  sp_runner_start (fixture->runner); /* it is on its way already */
  g_assert_null (sp_runner_get_uri (fixture->runner));
  wait_for_state (fixture, SP_RUNNER_RUNNING);
  wait_for_line (fixture, "\xef\xbf\xbd"); /* bytes that are no text */
  g_assert_true (g_str_has_prefix (sp_runner_get_uri (fixture->runner), "http://127.0.0.1:"));
  g_assert_nonnull (find_line (fixture, "serving"));
  first_uri = g_strdup (sp_runner_get_uri (fixture->runner));

  sp_runner_stop (fixture->runner);
  g_assert_cmpmem (fixture->states->data, fixture->states->len * sizeof (SpRunnerState), states,
                   sizeof states);
  wait_until_gone (find_number (fixture, "pid "));
  wait_until_gone (find_number (fixture, "child "));
  sp_runner_stop (fixture->runner);
  g_assert_cmpuint (fixture->states->len, ==, G_N_ELEMENTS (states));
}

static void
test_environment (Fixture *fixture, gconstpointer what)
{
  const char      *names;
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "space", NULL);
  g_autofree char *bytecode = g_build_filename (folder, "__pycache__", NULL);

  sp_runner_start (fixture->runner);
  wait_for_state (fixture, SP_RUNNER_RUNNING);
  names = find_line (fixture, "environment ");
  g_assert_nonnull (strstr (names, "\"GRADIO_TEMP_DIR\""));
  g_assert_nonnull (strstr (names, "\"HF_HUB_OFFLINE\""));
  g_assert_nonnull (strstr (names, "\"HOME\""));
  g_assert_null (strstr (names, "SPACEPORT"));
  g_assert_null (strstr (names, "XDG"));
  g_assert_cmpstr (find_line (fixture, "folder "), ==, folder);
  g_assert_false (g_file_test (bytecode, G_FILE_TEST_EXISTS));
}

/* Gradio and the Hub's library tell their makers of each start unless they are told not to, and the
 * user's own environment does not change that. */
static void
test_no_telemetry (Fixture *fixture, gconstpointer what)
{
  g_setenv ("GRADIO_ANALYTICS_ENABLED", "True", TRUE);
  g_setenv ("HF_HUB_DISABLE_TELEMETRY", "0", TRUE);
  sp_runner_start (fixture->runner);
  wait_for_state (fixture, SP_RUNNER_RUNNING);
  g_assert_cmpstr (find_line (fixture, "analytics "), ==, "False 1");
}

static void
test_restart (Fixture *fixture, gconstpointer what)
{
  int first;

  sp_runner_start (fixture->runner);
  wait_for_line (fixture, "pid ");
  first = find_number (fixture, "pid ");
  sp_runner_stop (fixture->runner);
  g_ptr_array_set_size (fixture->lines, 0);
  sp_runner_start (fixture->runner);
  wait_for_state (fixture, SP_RUNNER_RUNNING);
  g_assert_cmpint (find_number (fixture, "pid "), !=, first);
  wait_until_gone (first);
}

static void
test_two_runners (Fixture *fixture, gconstpointer what)
{
  g_autoptr (SpRunner) other = sp_runner_new (sp_runner_get_space (fixture->runner));

  sp_runner_start (fixture->runner);
  sp_runner_start (other);
  wait_for_state (fixture, SP_RUNNER_RUNNING);
  while (sp_runner_get_state (other) != SP_RUNNER_RUNNING)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (sp_runner_get_uri (other), !=, sp_runner_get_uri (fixture->runner));
  g_assert_finalize_object (g_steal_pointer (&other));
}

static void
test_stubborn (Fixture *fixture, gconstpointer what)
{
  gint64 start;

  sp_runner_start (fixture->runner);
  wait_for_state (fixture, SP_RUNNER_RUNNING);
  wait_for_line (fixture, "child ");
  start = g_get_monotonic_time ();
  sp_runner_stop (fixture->runner);
  g_assert_cmpint (sp_runner_get_state (fixture->runner), ==, SP_RUNNER_STOPPED);
  wait_until_gone (find_number (fixture, "pid "));
  g_assert_cmpint (g_get_monotonic_time () - start, >, 2 * G_TIME_SPAN_SECOND);
}

static void
test_crash_before_ready (Fixture *fixture, gconstpointer what)
{
  const GError *error;

  sp_runner_start (fixture->runner);
  wait_for_state (fixture, SP_RUNNER_FAILED);
  error = sp_runner_get_error (fixture->runner);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_assert_true (g_str_has_prefix (error->message, "“Fake” ended before it could be used.\n"));
  g_assert_true (g_str_has_suffix (error->message, "RuntimeError: no model"));

  sp_runner_start (fixture->runner); /* failing is not for ever */
  g_assert_null (sp_runner_get_error (fixture->runner));
  wait_for_state (fixture, SP_RUNNER_FAILED);
}

static void
test_crash_after_ready (Fixture *fixture, gconstpointer what)
{
  sp_runner_start (fixture->runner);
  wait_for_state (fixture, SP_RUNNER_RUNNING);
  request (fixture, "/die");
  wait_for_state (fixture, SP_RUNNER_FAILED);
  g_assert_true (
    g_str_has_prefix (sp_runner_get_error (fixture->runner)->message, "“Fake” ended by itself.\n"));
  g_assert_true (g_str_has_suffix (sp_runner_get_error (fixture->runner)->message, "\ndying"));
  wait_until_gone (find_number (fixture, "child "));
}

static void
test_killed (Fixture *fixture, gconstpointer what)
{
  sp_runner_start (fixture->runner);
  wait_for_state (fixture, SP_RUNNER_RUNNING);
  request (fixture, "/kill");
  wait_for_state (fixture, SP_RUNNER_FAILED);
  g_assert_nonnull (strstr (sp_runner_get_error (fixture->runner)->message, g_strsignal (SIGKILL)));
}

static void
test_never_ready (Fixture *fixture, gconstpointer what)
{
  g_object_set (fixture->runner, "start-timeout", 1, NULL);
  sp_runner_start (fixture->runner);
  wait_for_state (fixture, SP_RUNNER_FAILED);
  g_assert_error (sp_runner_get_error (fixture->runner), G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  g_assert_true (g_str_has_prefix (sp_runner_get_error (fixture->runner)->message,
                                   "“Fake” did not answer within 1 second"));
}

static void
test_login (Fixture *fixture, gconstpointer what)
{
  sp_runner_start (fixture->runner);
  wait_for_state (fixture, SP_RUNNER_RUNNING);
}

/* Another process takes the port first, and leaves the app nothing but to end. */
static void
test_port_clash (Fixture *fixture, gconstpointer what)
{
  g_autofree char *clashed = NULL;

  sp_runner_start (fixture->runner);
  wait_for_state (fixture, SP_RUNNER_RUNNING);
  clashed = scratch_cache_read (g_get_user_cache_dir (), "clashed");
  g_assert_nonnull (clashed);
  g_assert_nonnull (find_line (fixture, "taken"));
  g_assert_cmpuint (fixture->states->len, ==, 2);
}

static void
test_finalize_starting (Fixture *fixture, gconstpointer what)
{
  sp_runner_start (fixture->runner);
  wait_for_line (fixture, "child ");
  g_assert_finalize_object (g_steal_pointer (&fixture->runner));
  wait_until_gone (find_number (fixture, "pid "));
  wait_until_gone (find_number (fixture, "child "));
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
  wait_for_state (fixture, SP_RUNNER_FAILED);
  g_assert_error (sp_runner_get_error (fixture->runner), G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_cmpmem (fixture->states->data, fixture->states->len * sizeof (SpRunnerState), states,
                   sizeof states);
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

#define ADD(name, what, function) \
  g_test_add ("/spaces/runner/" name, Fixture, what, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  scratch_cache_set_up ();
  g_test_init (&argc, &argv, NULL);

  ADD ("run-and-stop", "good", test_run_and_stop);
  ADD ("environment", "good", test_environment);
  ADD ("no-telemetry", "good", test_no_telemetry);
  ADD ("restart", "good", test_restart);
  ADD ("two-runners", "good", test_two_runners);
  ADD ("stubborn", "stubborn", test_stubborn);
  ADD ("crash-before-ready", "crash", test_crash_before_ready);
  ADD ("crash-after-ready", "good", test_crash_after_ready);
  ADD ("killed", "good", test_killed);
  ADD ("never-ready", "mute", test_never_ready);
  ADD ("not-gradio", "stranger", test_never_ready);
  ADD ("a-page", "page", test_never_ready);
  ADD ("login", "login", test_login);
  ADD ("port-clash", "clash", test_port_clash);
  ADD ("finalize-starting", "stranger", test_finalize_starting);
  ADD ("install-fails", "good", test_install_fails);

  return g_test_run ();
}
