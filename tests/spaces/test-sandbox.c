/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <unistd.h>

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>

#include "runner-fixture.h"
#include "sp-gpu-usage.h"
#include "sp-sandbox-bwrap.h"
#include "sp-sandbox-python.h"
#include "scratch-cache.h"

typedef RunnerFixture Fixture;

static void
set_up (Fixture *fixture, gconstpointer what)
{
  runner_fixture_init (fixture, "space", "hostile-app.py", what);
}

/* What the app must not reach: services of this computer by all ways there are. */
typedef struct {
  GSocketListener *listener;
  char            *secret;
} Host;

static void
add_listener (Host *host, GSocketAddress *address)
{
  g_autoptr (GError) error = NULL;

  g_socket_listener_add_address (host->listener, address, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_DEFAULT, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
host_init (Host *host, Fixture *fixture)
{
  g_autofree char           *folder = scratch_cache_make_folder ("private");
  g_autofree char           *socket = g_build_filename (folder, "socket", NULL);
  g_autofree char           *pid = g_strdup_printf ("%d", (int) getpid ());
  g_autofree char           *port = NULL;
  g_autoptr (GSocketAddress) path = g_unix_socket_address_new (socket);
  g_autoptr (GSocketAddress) name =
    g_unix_socket_address_new_with_type (socket, -1, G_UNIX_SOCKET_ADDRESS_ABSTRACT);
  g_autoptr (GError) error = NULL;

  host->listener = g_socket_listener_new ();
  port = g_strdup_printf (
    "%d", (int) g_socket_listener_add_any_inet_port (host->listener, NULL, &error));
  g_assert_no_error (error);
  add_listener (host, path);
  add_listener (host, name);
  host->secret = g_build_filename (folder, "secret", NULL);
  scratch_cache_write (folder, "secret", "nobody's business");

  runner_fixture_add_variable (fixture, "HOST_HOME", g_get_home_dir ());
  runner_fixture_add_variable (fixture, "HOST_SECRET", host->secret);
  runner_fixture_add_variable (fixture, "HOST_SOCKET", socket);
  runner_fixture_add_variable (fixture, "HOST_PORT", port);
  runner_fixture_add_variable (fixture, "HOST_PID", pid);
}

static void
host_clear (Host *host)
{
  g_clear_object (&host->listener);
  g_clear_pointer (&host->secret, g_free);
}

/* All that is tried is refused. */
static void
test_spy (Fixture *fixture, gconstpointer what)
{
  Host  host = { NULL };
  guint n_refused = 0;

  host_init (&host, fixture);
  sp_runner_start (fixture->runner);
  runner_fixture_wait_for_line (fixture, "spied");
  for (guint i = 0; i < fixture->lines->len; i++) {
    const char *line = g_ptr_array_index (fixture->lines, i);

    if (strstr (line, " got ") != NULL)
      g_error ("The app got what it should not: %s", line);
    if (strstr (line, " refused ") != NULL)
      n_refused++;
  }
  g_assert_cmpuint (n_refused, ==, 24);
  g_assert_cmpstr (runner_fixture_find_line (fixture, "variables "), ==, "[]");
  g_assert_cmpstr (runner_fixture_find_line (fixture, "user "), ==, "1000 []");
  g_assert_cmpstr (runner_fixture_find_line (fixture, "capabilities "), ==, "0000000000000000");
  host_clear (&host);
}

/* What the spy tries does work where nothing hinders it, so that its test can fail. */
static void
test_host (Fixture *fixture, gconstpointer what)
{
  Host             host = { NULL };
  g_autofree char *content = NULL;

  host_init (&host, fixture);
  g_assert_true (g_file_get_contents (host.secret, &content, NULL, NULL));
  g_assert_true (g_file_test (g_get_home_dir (), G_FILE_TEST_IS_DIR));
  host_clear (&host);
}

/* What the app writes is its words, never an event, and it can neither end nor stop who watches. */
static void
test_forge (Fixture *fixture, gconstpointer what)
{
  static const SpRunnerState states[] = { SP_RUNNER_STARTING };

  sp_runner_start (fixture->runner);
  runner_fixture_wait_for_line (fixture, "still watched");
  for (guint i = 0; i < fixture->lines->len; i++)
    if (strstr (g_ptr_array_index (fixture->lines, i), " got ") != NULL)
      g_error ("The app could forge: %s", (char *) g_ptr_array_index (fixture->lines, i));
  g_assert_nonnull (runner_fixture_find_line (fixture, "{\"event\": \"ready\""));
  g_assert_nonnull (runner_fixture_find_line (fixture, "descriptor-1 refused"));
  g_assert_nonnull (runner_fixture_find_line (fixture, "trace refused"));
  runner_fixture_assert_states (fixture, states, G_N_ELEMENTS (states));
}

static void
assert_ended (Fixture *fixture, const char *part)
{
  const GError *error;

  sp_runner_start (fixture->runner);
  runner_fixture_wait_for_state (fixture, SP_RUNNER_FAILED);
  error = sp_runner_get_error (fixture->runner);
  g_test_message ("%s", error->message);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  g_assert_nonnull (strstr (error->message, part));
  g_assert_null (runner_fixture_find_line (fixture, "not stopped"));
  runner_fixture_wait_until_gone (fixture);
}

static void
test_memory (Fixture *fixture, gconstpointer what)
{
  g_object_set (fixture->runner, "memory-limit", (guint64) 128 << 20, NULL);
  assert_ended (fixture, "it used more than 128.0\xc2\xa0MiB of memory");
}

static void
test_processes (Fixture *fixture, gconstpointer what)
{
  g_object_set (fixture->runner, "process-limit", 20, NULL);
  assert_ended (fixture, "it started more than 20 processes");
}

static void
test_disk (Fixture *fixture, gconstpointer what)
{
  g_object_set (fixture->runner, "disk-limit", (guint64) 20 << 20, NULL);
  assert_ended (fixture, "it wrote more than 20.0\xc2\xa0MiB of files");
}

/* A computer with one graphics card, that is used for 35 %. */
static char *
make_gpu_folder (void)
{
  g_autofree char *device = scratch_cache_make_folder ("drm/card0/device");
  g_autofree char *card = g_path_get_dirname (device);

  scratch_cache_write (device, "gpu_busy_percent", "35\n");
  return g_path_get_dirname (card);
}

/* Those who keep to their limits are left alone, and what they use is told. */
static void
test_usage (Fixture *fixture, gconstpointer what)
{
  g_autofree char       *folder = make_gpu_folder ();
  g_autoptr (SpGpuUsage) gpu = NULL;
  guint64                memory = 0, disk = 0;
  guint                  processes = 0;

  g_object_set (fixture->runner, "gpu", TRUE, "gpu-folder", folder, NULL);
  sp_runner_start (fixture->runner);
  while (processes < 41 || disk == 0 || gpu == NULL) {
    g_clear_pointer (&gpu, sp_gpu_usage_free);
    g_object_get (fixture->runner, "memory", &memory, "disk", &disk, "processes", &processes, "gpu-usage", &gpu, NULL);
    g_main_context_iteration (NULL, TRUE);
  }
  g_assert_cmpuint (memory, >, 1 << 20);
  g_assert_cmpint (gpu->busy, >=, 35); /* or that of a real card */
  g_assert_cmpint (sp_runner_get_state (fixture->runner), ==, SP_RUNNER_STARTING);

  sp_runner_stop (fixture->runner);
  g_clear_pointer (&gpu, sp_gpu_usage_free);
  g_object_get (fixture->runner, "memory", &memory, "processes", &processes, "gpu-usage", &gpu, NULL);
  g_assert_null (gpu);
  g_assert_cmpuint (memory, ==, 0);
  g_assert_cmpuint (processes, ==, 0);
}

/* Who writes without end goes on, and only what can be read is told; nothing of a graphics card it may not use. */
static void
test_endless (Fixture *fixture, gconstpointer what)
{
  g_auto (GStrv)         last = NULL;
  g_autoptr (SpGpuUsage) gpu = NULL;
  g_autofree char       *gpu_folder = make_gpu_folder ();
  g_autofree char       *folder =
    g_build_filename (g_get_user_cache_dir (), "spaceport", "spaces", "space", "logs", NULL);
  g_autofree char *kept = g_build_filename (folder, "app.log.3", NULL);
  g_autofree char *done =
    g_build_filename (g_get_user_cache_dir (), "spaceport", "spaces", "space", "home", "done", NULL);

  g_object_set (fixture->runner, "gpu-folder", gpu_folder, NULL);
  sp_runner_start (fixture->runner);
  while (!g_file_test (done, G_FILE_TEST_EXISTS) || runner_fixture_find_line (fixture, "(") == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (fixture->lines->len, <, 20000);
  last = sp_runner_dup_last_lines (fixture->runner);
  g_assert_cmpuint (g_strv_length (last), <=, 500);
  g_assert_false (g_file_test (kept, G_FILE_TEST_EXISTS));
  g_object_get (fixture->runner, "gpu-usage", &gpu, NULL);
  g_assert_null (gpu);
}

/* Nothing is started without a sandbox. */
static void
test_no_bwrap (Fixture *fixture, gconstpointer what)
{
  g_autofree char *path = g_strdup (g_getenv ("PATH"));

  g_setenv ("PATH", "/nowhere", TRUE);
  sp_runner_start (fixture->runner);
  runner_fixture_wait_for_state (fixture, SP_RUNNER_FAILED);
  g_setenv ("PATH", path, TRUE);
  g_assert_error (sp_runner_get_error (fixture->runner), G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
  g_assert_nonnull (strstr (sp_runner_get_error (fixture->runner)->message, "“bubblewrap”"));
  g_assert_cmpuint (fixture->lines->len, ==, 0);
}

static void
test_python_gone (Fixture *fixture, gconstpointer what)
{
  SpSpace         *space = sp_runner_get_space (fixture->runner);
  g_autofree char *python =
    g_build_filename (g_file_peek_path (sp_space_get_environment (space)), "bin", "python", NULL);
  g_autoptr (GStrvBuilder) arguments = g_strv_builder_new ();
  g_autoptr (GError)       error = NULL;

  g_assert_cmpint (g_unlink (python), ==, 0);
  g_assert_cmpint (symlink ("/nowhere/bin/python3", python), ==, 0);
  g_assert_false (sp_sandbox_python_add (
    g_file_peek_path (sp_space_get_environment (space)), arguments, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

/* An interpreter in the user's home is shown with all links that lead to it, and no more of the home
 * than its installation. */
static void
test_python_elsewhere (Fixture *fixture, gconstpointer what)
{
  SpSpace                 *space = sp_runner_get_space (fixture->runner);
  const char              *environment = g_file_peek_path (sp_space_get_environment (space));
  g_autofree char         *python = g_build_filename (environment, "bin", "python", NULL);
  g_autofree char         *real = scratch_cache_make_folder ("pythons/cpython-3.11.2/bin");
  g_autofree char         *real_python = g_build_filename (real, "python3.11", NULL);
  g_autofree char         *minor = g_build_filename (g_get_user_cache_dir (), "pythons", "cpython-3.11", NULL);
  g_autofree char         *shim_folder = scratch_cache_make_folder ("shims");
  g_autofree char         *shim = g_build_filename (shim_folder, "python", NULL);
  g_autofree char         *target = g_build_filename (minor, "bin", "python3.11", NULL);
  g_autofree char         *lib = g_build_filename (g_get_user_cache_dir (), "pythons", "cpython-3.11.2", "lib", NULL);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv)           arguments = NULL;
  g_autoptr (GError)       error = NULL;
  g_autofree char         *text = NULL;

  g_assert_true (g_file_set_contents (real_python, "", 0, NULL));
  g_assert_cmpint (symlink ("cpython-3.11.2", minor), ==, 0);
  g_assert_cmpint (symlink (target, shim), ==, 0);
  g_assert_cmpint (g_unlink (python), ==, 0);
  g_assert_cmpint (symlink (shim, python), ==, 0);

  g_assert_true (sp_sandbox_python_add (environment, builder, &error));
  g_assert_no_error (error);
  arguments = g_strv_builder_end (builder);
  text = g_strjoinv (" ", arguments);
  g_test_message ("%s", text);
  g_assert_true (g_strv_contains ((const char *const *) arguments, shim));
  g_assert_true (g_strv_contains ((const char *const *) arguments, minor));
  g_assert_true (g_strv_contains ((const char *const *) arguments, lib));
  g_assert_false (g_strv_contains ((const char *const *) arguments, g_get_user_cache_dir ()));
  g_assert_false (g_strv_contains ((const char *const *) arguments, shim_folder));
}

#define ADD(name, what, function) \
  g_test_add ("/spaces/sandbox/" name, Fixture, what, set_up, function, runner_fixture_tear_down)

int
main (int argc, char **argv)
{
  scratch_cache_set_up ();
  g_test_init (&argc, &argv, NULL);

  ADD ("spy", "spy", test_spy);
  ADD ("host", "spy", test_host);
  ADD ("forge", "forge", test_forge);
  ADD ("memory", "hungry", test_memory);
  ADD ("memory-as-files", "hungry_files", test_memory);
  ADD ("processes", "forks", test_processes);
  ADD ("usage", "forks", test_usage);
  ADD ("disk", "greedy", test_disk);
  ADD ("endless", "endless", test_endless);
  ADD ("no-bwrap", "spy", test_no_bwrap);
  ADD ("python-gone", "spy", test_python_gone);
  ADD ("python-elsewhere", "spy", test_python_elsewhere);

  return g_test_run ();
}
