/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "runner-fixture.h"
#include "scratch-cache.h"
#include "sp-run-folder.h"
#include "sp-stop-socket.h"

typedef RunnerFixture Fixture;

static void
start (Fixture *fixture)
{
  sp_runner_start (fixture->runner);
  runner_fixture_wait_for_state (fixture, SP_RUNNER_RUNNING);
}

/* A window that has to draw all the time does not keep back what the Space says. */
static void
test_beside_drawing (Fixture *fixture, gconstpointer what)
{
  guint id = scratch_cache_start_drawing ();

  start (fixture);
  g_assert_nonnull (runner_fixture_find_line (fixture, "pid "));
  g_source_remove (id);
}

/* Nobody uses it, so it is stopped; as long as somebody does it is not. */
static void
test_idle (Fixture *fixture, gconstpointer what)
{
  g_autoptr (GSocketConnection) connection = NULL;
  gint64                        end;

  g_object_set (fixture->runner, "idle-timeout", 1, NULL);
  start (fixture);
  connection = runner_fixture_request (fixture, "/hang");
  runner_fixture_wait_for_line (fixture, "hanging");
  end = g_get_monotonic_time () + 4 * G_TIME_SPAN_SECOND;
  while (g_get_monotonic_time () < end)
    scratch_cache_wait ();
  g_assert_cmpint (sp_runner_get_state (fixture->runner), ==, SP_RUNNER_RUNNING);

  g_clear_object (&connection);
  runner_fixture_wait_for_state (fixture, SP_RUNNER_STOPPED);
  runner_fixture_wait_until_gone (fixture);
}

static void
test_stop_while_hanging (Fixture *fixture, gconstpointer what)
{
  g_autoptr (GSocketConnection) connection = NULL;
  char                          buffer[16];
  g_autoptr (GError)            error = NULL;

  start (fixture);
  connection = runner_fixture_request (fixture, "/hang");
  runner_fixture_wait_for_line (fixture, "hanging");
  sp_runner_stop (fixture->runner);
  runner_fixture_wait_until_gone (fixture);

  /* Who waits for an answer is told that there is none. */
  g_assert_cmpint (g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)),
                                        buffer, sizeof buffer, NULL, &error),
                   <=, 0);
}

typedef struct {
  GInputStream *input;
  GString      *text;
  gboolean      done;
  char          buffer[64];
} Reading;

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Reading           *reading = user_data;
  g_autoptr (GError) error = NULL;
  gssize             length = g_input_stream_read_finish (reading->input, result, &error);

  g_assert_no_error (error);
  if (length == 0) {
    reading->done = TRUE;
    return;
  }
  g_string_append_len (reading->text, reading->buffer, length);
  g_input_stream_read_async (reading->input, reading->buffer, sizeof reading->buffer,
                             G_PRIORITY_DEFAULT, NULL, read_cb, reading);
}

static void
reading_start (Reading *reading, GSocketConnection *connection)
{
  reading->input = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  reading->text = g_string_new (NULL);
  reading->done = FALSE;
  g_input_stream_read_async (reading->input, reading->buffer, sizeof reading->buffer,
                             G_PRIORITY_DEFAULT, NULL, read_cb, reading);
}

/* Each part of an answer comes when it was sent: the app waits for the sign that its first one was
 * received. */
static void
test_stream (Fixture *fixture, gconstpointer what)
{
  g_autoptr (GSocketConnection) connection = NULL;
  Reading                       reading;

  start (fixture);
  connection = runner_fixture_request (fixture, "/slow");
  reading_start (&reading, connection);
  while (strstr (reading.text->str, "first") == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (strstr (reading.text->str, "second"));
  runner_fixture_set_received (fixture);
  while (!reading.done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (g_str_has_suffix (reading.text->str, "first second"));
  g_string_free (reading.text, TRUE);
}

/* One side can end what it says and still hear the answer, however much it said. */
static void
test_half_close (Fixture *fixture, gconstpointer what)
{
  static const char             request[] = "POST /upload HTTP/1.0\r\n\r\n";
  g_autoptr (GSocketConnection) connection = NULL;
  g_autofree char              *body = g_malloc0 (1 << 22);
  g_autoptr (GError)            error = NULL;
  GOutputStream                *output;
  Reading                       reading;

  start (fixture);
  connection = runner_fixture_connect (fixture);
  output = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  g_output_stream_write_all (output, request, strlen (request), NULL, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_write_all (output, body, 1 << 22, NULL, NULL, &error);
  g_assert_no_error (error);
  g_socket_shutdown (g_socket_connection_get_socket (connection), FALSE, TRUE, &error);
  g_assert_no_error (error);

  reading_start (&reading, connection);
  while (!reading.done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (g_str_has_suffix (reading.text->str, "\r\n\r\n4194304"));
  g_string_free (reading.text, TRUE);
}

static void
result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* Asks whoever runs the Space to stop it; returns when that is done. */
static gboolean
ask_to_stop (Fixture *fixture, GError **error)
{
  GFile                   *folder = sp_space_get_data_folder (sp_runner_get_space (fixture->runner));
  g_autofree char         *path = sp_run_folder_dup_stop_socket (folder);
  g_autoptr (GAsyncResult) result = NULL;

  sp_stop_socket_ask_async (path, NULL, result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return sp_stop_socket_ask_finish (result, error);
}

static void
ask_and_give_up (Fixture *fixture)
{
  GFile                   *folder = sp_space_get_data_folder (sp_runner_get_space (fixture->runner));
  g_autofree char         *path = sp_run_folder_dup_stop_socket (folder);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError)       error = NULL;

  sp_stop_socket_ask_async (path, cancellable, result_cb, &result);
  scratch_cache_wait ();
  g_assert_null (result);
  g_cancellable_cancel (cancellable);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (sp_stop_socket_ask_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Another program of the user has it stopped, and is told when it is gone. */
static void
test_stop_asked (Fixture *fixture, gconstpointer what)
{
  g_autoptr (GError) error = NULL;

  start (fixture);
  g_assert_true (ask_to_stop (fixture, &error));
  g_assert_no_error (error);
  g_assert_cmpint (sp_runner_get_state (fixture->runner), ==, SP_RUNNER_STOPPED);
  g_assert_cmpuint (runner_fixture_count_processes (fixture->mark), ==, 0);

  /* Nobody is there to be asked. */
  g_assert_false (ask_to_stop (fixture, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);

  start (fixture); /* the one before does not stop this one */
  g_assert_cmpint (sp_runner_get_state (fixture->runner), ==, SP_RUNNER_RUNNING);
}

/* Its author says what is in its environment, the user says more, and the keyring is asked for the rest. */
static void
test_variables (Fixture *fixture, gconstpointer what)
{
  static const char *const secrets[] = { "API_KEY", NULL };
  const char              *folder =
    g_file_peek_path (sp_space_get_folder (sp_runner_get_space (fixture->runner)));
  const char *names;

  scratch_cache_write (folder, ".env", "SECRET='from the author'\nLD_PRELOAD=/evil.so\nPATH=/evil\nMORE=1\n");
  g_object_set (fixture->runner, "secrets", secrets, NULL);
  start (fixture);
  runner_fixture_wait_for_line (fixture, "environment ");
  runner_fixture_wait_for_line (fixture, "secret from the author");
  names = runner_fixture_find_line (fixture, "environment ");
  g_assert_nonnull (strstr (names, "\"MORE\""));
  g_assert_null (strstr (names, "LD_PRELOAD"));
  g_assert_null (strstr (names, "API_KEY"));
  g_assert_nonnull (runner_fixture_find_line (fixture, "Line 2 of the .env file is passed over: “LD_PRELOAD”"));
  g_assert_nonnull (runner_fixture_find_line (fixture, "Line 3 of the .env file is passed over: “PATH”"));
  g_assert_nonnull (runner_fixture_find_line (fixture, "It starts without its secrets (API_KEY). "));

  sp_runner_stop (fixture->runner);
  g_ptr_array_set_size (fixture->lines, 0);
  runner_fixture_add_variable (fixture, "SECRET", "from the user");
  start (fixture);
  runner_fixture_wait_for_line (fixture, "secret from the user");
}

/* The program itself, as the host of a Space: runs it until it is killed. */
static G_NORETURN void
be_host (void)
{
  Fixture fixture = { NULL };

  prctl (PR_SET_PDEATHSIG, SIGKILL); /* when the test fails */
  runner_fixture_init (&fixture, "space", "fake-app.py", "good");
  start (&fixture);
  printf ("%s\n", fixture.mark);
  fflush (stdout);
  for (;;)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_host_killed (Fixture *fixture, gconstpointer what)
{
  g_autoptr (GSubprocess)      host = NULL;
  g_autoptr (GDataInputStream) output = NULL;
  g_autofree char             *mark = NULL;
  g_autoptr (GError)           error = NULL;

  host = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "/proc/self/exe", "host", NULL);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (host));
  while (mark == NULL || !g_str_has_prefix (mark, "TEST_MARK")) { /* GLib says something first */
    g_free (mark);
    mark = g_data_input_stream_read_line (output, NULL, NULL, &error);
    g_assert_no_error (error);
    g_assert_nonnull (mark);
  }
  g_assert_cmpuint (runner_fixture_count_processes (mark), >=, 2);

  /* Another program is told who has it. */
  sp_runner_start (fixture->runner);
  g_assert_cmpint (sp_runner_get_state (fixture->runner), ==, SP_RUNNER_FAILED);
  g_assert_error (sp_runner_get_error (fixture->runner), G_IO_ERROR, G_IO_ERROR_BUSY);
  g_assert_nonnull (strstr (sp_runner_get_error (fixture->runner)->message,
                            g_subprocess_get_identifier (host)));

  /* One that hangs is reached as well, but takes its time: who asks can give up. */
  g_subprocess_send_signal (host, SIGSTOP);
  ask_and_give_up (fixture);

  g_subprocess_send_signal (host, SIGKILL);
  g_subprocess_wait (host, NULL, NULL);
  while (runner_fixture_count_processes (mark) > 0)
    scratch_cache_wait ();
  start (fixture); /* what it left behind is in nobody's way */
}

/* What the Space wrote is kept in files that do not grow without bounds. */
static void
test_log (Fixture *fixture, gconstpointer what)
{
  g_autofree char *folder =
    g_build_filename (g_get_user_cache_dir (), "spaceport", "spaces", "space", "logs", NULL);

  start (fixture);
  for (;;) {
    g_autofree char *content = scratch_cache_read (folder, "app.log");

    if (content != NULL && strstr (content, "\nserving\n") != NULL)
      break;
    scratch_cache_wait ();
  }
}

#define ADD(name, function)                                                                  \
  g_test_add ("/spaces/runner-life/" name, Fixture, "good", runner_fixture_set_up, function, \
              runner_fixture_tear_down)

int
main (int argc, char **argv)
{
  if (argc == 2 && strcmp (argv[1], "host") == 0) {
    char *arguments[] = { argv[0], NULL };
    int   n_arguments = 1;

    argv = arguments;
    g_test_init (&n_arguments, &argv, NULL);
    be_host ();
  }

  scratch_cache_set_up ();
  g_setenv ("SECRET_BACKEND", "file", TRUE); /* one without a password is as good as none */
  g_test_init (&argc, &argv, NULL);

  ADD ("beside-drawing", test_beside_drawing);
  ADD ("idle", test_idle);
  ADD ("stop-while-hanging", test_stop_while_hanging);
  ADD ("stream", test_stream);
  ADD ("half-close", test_half_close);
  ADD ("stop-asked", test_stop_asked);
  ADD ("variables", test_variables);
  ADD ("host-killed", test_host_killed);
  ADD ("log", test_log);

  return g_test_run ();
}
