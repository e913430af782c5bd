/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "runner-fixture.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>

#include "scratch-cache.h"

static void
output_cb (RunnerFixture *fixture, const char *line)
{
  g_assert_true (g_utf8_validate (line, -1, NULL));
  g_ptr_array_add (fixture->lines, g_strdup (line));
}

static void
state_cb (RunnerFixture *fixture)
{
  SpRunnerState state = sp_runner_get_state (fixture->runner);
  gboolean      running = state == SP_RUNNER_RUNNING;

  g_assert_true ((sp_runner_get_uri (fixture->runner) != NULL) == running);
  g_assert_true ((sp_runner_get_socket (fixture->runner) != NULL) == running);
  if (running || state == SP_RUNNER_STOPPED)
    g_assert_null (sp_runner_get_error (fixture->runner));
  else if (state == SP_RUNNER_FAILED || state == SP_RUNNER_WAITING)
    g_assert_nonnull (sp_runner_get_error (fixture->runner));
  g_array_append_val (fixture->states, state);
}

static void
make_environment (SpSpace *space)
{
  g_autofree char *bin =
    g_build_filename (g_file_peek_path (sp_space_get_environment (space)), "bin", NULL);
  g_autofree char *python = g_build_filename (bin, "python", NULL);

  g_assert_cmpint (g_mkdir_with_parents (bin, 0700), ==, 0);
  if (!g_file_test (python, G_FILE_TEST_IS_SYMLINK))
    g_assert_cmpint (symlink ("/usr/bin/python3", python), ==, 0);
}

void
runner_fixture_init (RunnerFixture *fixture, const char *name, const char *source, const char *what)
{
  g_autofree char *folder = scratch_cache_make_folder (name);
  g_autofree char *app = g_strdup_printf ("%s.py", what);
  g_autofree char *readme =
    g_strdup_printf ("---\ntitle: Fake\nsdk: gradio\napp_file: %s\n---\n", app);
  g_autoptr (GFile)   file = g_file_new_for_path (folder);
  g_autoptr (SpSpace) space = NULL;
  g_autoptr (GError)  error = NULL;
  g_auto (GStrv)      variables = NULL;

  scratch_cache_write (folder, "README.md", readme);
  scratch_cache_copy (folder, app, source);
  space = sp_space_new (file, &error);
  g_assert_no_error (error);
  make_environment (space);

  fixture->lines = g_ptr_array_new_with_free_func (g_free);
  fixture->states = g_array_new (FALSE, FALSE, sizeof (SpRunnerState));
  fixture->mark = g_strdup_printf ("TEST_MARK=%d-%s", (int) getpid (), name);
  fixture->runner = sp_runner_new (space);
  variables = g_strsplit (fixture->mark, "\n", -1);
  g_object_set (fixture->runner, "variables", variables, NULL);
  g_signal_connect_swapped (fixture->runner, "output", G_CALLBACK (output_cb), fixture);
  g_signal_connect_swapped (fixture->runner, "notify::state", G_CALLBACK (state_cb), fixture);
}

void
runner_fixture_clear (RunnerFixture *fixture)
{
  if (fixture->runner != NULL)
    g_assert_finalize_object (g_steal_pointer (&fixture->runner));
  runner_fixture_wait_until_gone (fixture);
  g_clear_pointer (&fixture->lines, g_ptr_array_unref);
  g_clear_pointer (&fixture->states, g_array_unref);
  g_clear_pointer (&fixture->mark, g_free);
}

void
runner_fixture_set_up (RunnerFixture *fixture, gconstpointer what)
{
  runner_fixture_init (fixture, "space", "fake-app.py", what);
}

void
runner_fixture_tear_down (RunnerFixture *fixture, gconstpointer what)
{
  runner_fixture_clear (fixture);
  scratch_cache_clear ();
}

void
runner_fixture_add_variable (RunnerFixture *fixture, const char *name, const char *value)
{
  g_auto (GStrv) variables = NULL;

  g_object_get (fixture->runner, "variables", &variables, NULL);
  variables = g_environ_setenv (variables, name, value, TRUE);
  g_object_set (fixture->runner, "variables", variables, NULL);
}

const char *
runner_fixture_find_line (RunnerFixture *fixture, const char *prefix)
{
  for (guint i = 0; i < fixture->lines->len; i++)
    if (g_str_has_prefix (g_ptr_array_index (fixture->lines, i), prefix))
      return (const char *) g_ptr_array_index (fixture->lines, i) + strlen (prefix);
  return NULL;
}

void
runner_fixture_wait_for_line (RunnerFixture *fixture, const char *prefix)
{
  while (runner_fixture_find_line (fixture, prefix) == NULL)
    g_main_context_iteration (NULL, TRUE);
}

void
runner_fixture_wait_for_state (RunnerFixture *fixture, SpRunnerState state)
{
  while (sp_runner_get_state (fixture->runner) != state)
    g_main_context_iteration (NULL, TRUE);
}

void
runner_fixture_assert_states (RunnerFixture *fixture, const SpRunnerState *states, guint n_states)
{
  g_assert_cmpmem (fixture->states->data, fixture->states->len * sizeof (SpRunnerState), states,
                   n_states * sizeof (SpRunnerState));
}

/* The files of /proc have zero bytes between their parts. */
static gboolean
file_has (const char *pid, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename ("/proc", pid, name, NULL);
  g_autofree char *content = NULL;
  gsize            length = 0;

  if (!g_file_get_contents (path, &content, &length, NULL))
    return FALSE;

  for (gsize i = 0; i < length; i++)
    if (content[i] == '\0')
      content[i] = ' ';
  return strstr (content, text) != NULL;
}

guint
runner_fixture_count_processes (const char *text)
{
  g_autoptr (GDir) folder = g_dir_open ("/proc", 0, NULL);
  g_autofree char *self = g_strdup_printf ("%d", (int) getpid ());
  guint            n_processes = 0;
  const char      *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    if (g_ascii_isdigit (*name) && strcmp (name, self) != 0 &&
        (file_has (name, "environ", text) || file_has (name, "cmdline", text)))
      n_processes++;
  return n_processes;
}

void
runner_fixture_wait_until_gone (RunnerFixture *fixture)
{
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "spaceport", "spaces", NULL);

  while (runner_fixture_count_processes (fixture->mark) > 0 ||
         (fixture->runner == NULL && runner_fixture_count_processes (folder) > 0))
    scratch_cache_wait ();
}

/* Its child is the app, which has a number of its own in the sandbox, and says it. */
pid_t
runner_fixture_find_supervisor (RunnerFixture *fixture)
{
  g_autoptr (GDir) folder = g_dir_open ("/proc", 0, NULL);
  const char      *name;

  while ((name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *numbers = g_strdup_printf ("NSpid:\t%s\t%s\n", name, runner_fixture_find_line (fixture, "pid "));
    g_autofree char *path = g_build_filename ("/proc", name, "status", NULL);
    g_autofree char *status = NULL;

    if (file_has (name, "environ", fixture->mark) && g_file_get_contents (path, &status, NULL, NULL) &&
        strstr (status, numbers) != NULL)
      return atoi (strstr (status, "PPid:") + strlen ("PPid:"));
  }
  g_assert_not_reached ();
}

void
runner_fixture_set_received (RunnerFixture *fixture)
{
  SpSpace         *space = sp_runner_get_space (fixture->runner);
  g_autofree char *path = g_build_filename (g_get_user_cache_dir (), "spaceport", "spaces",
                                            sp_space_get_id (space), "home", "received", NULL);

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
}

GSocketConnection *
runner_fixture_connect (RunnerFixture *fixture)
{
  g_autoptr (GSocketClient)  client = g_socket_client_new ();
  g_autoptr (GSocketAddress) address =
    g_unix_socket_address_new (sp_runner_get_socket (fixture->runner));
  g_autoptr (GError) error = NULL;
  GSocketConnection *connection;

  connection = g_socket_client_connect (client, G_SOCKET_CONNECTABLE (address), NULL, &error);
  g_assert_no_error (error);
  return connection;
}

GSocketConnection *
runner_fixture_request (RunnerFixture *fixture, const char *path)
{
  GSocketConnection *connection = runner_fixture_connect (fixture);
  g_autofree char   *text = g_strdup_printf ("GET %s HTTP/1.0\r\n\r\n", path);
  g_autoptr (GError) error = NULL;

  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), text,
                             strlen (text), NULL, NULL, &error);
  g_assert_no_error (error);
  return connection;
}
