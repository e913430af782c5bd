/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <signal.h>
#include <string.h>
#include <sys/types.h>

#include <glib/gstdio.h>

#include "scratch-cache.h"
#include "sp-environment-python.h"
#include "sp-environment.h"

#define LOCK                                   \
  "gradio==6.31.0 \\\n    --hash=sha256:00\n"  \
  "tiny @ git+https://example.org/tiny@0123\n" \
  "numpy==2 \\\n    --hash=sha256:11\n"

typedef struct {
  char          *root;    /* what the stand-in for uv works in */
  char          *version; /* folder of the version */
  SpEnvironment *environment;
  GPtrArray     *warnings;
  GError        *error;
  gboolean       done;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char   *uv = g_test_build_filename (G_TEST_DIST, "spaces", "fake-uv", NULL);
  g_autofree char   *python = g_test_build_filename (G_TEST_DIST, "spaces", "fake-python", NULL);
  g_autoptr (GFile)  folder = NULL;
  static const char *requirements[] = { "gradio==6.31.0", "numpy", NULL };
  static const char *none[] = { NULL };

  fixture->root = scratch_cache_make_folder ("uv-stand-in");
  fixture->version = scratch_cache_make_folder ("version");
  g_setenv ("SPACEPORT_UV", uv, TRUE);
  g_setenv ("SPACEPORT_PYTHON", python, TRUE);
  g_setenv ("FAKE_UV_FOLDER", fixture->root, TRUE);
  scratch_cache_write (fixture->root, "lock", LOCK);

  folder = g_file_new_for_path (fixture->version);
  fixture->environment = sp_environment_new (folder);
  sp_environment_set_requirements (fixture->environment, none, requirements);
  fixture->warnings = g_ptr_array_new_with_free_func (g_free);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (g_steal_pointer (&fixture->environment));
  g_ptr_array_unref (fixture->warnings);
  g_clear_error (&fixture->error);
  g_free (fixture->root);
  g_free (fixture->version);
  scratch_cache_clear ();
}

static void
warning_cb (SpEnvironment *environment, const char *text, Fixture *fixture)
{
  g_ptr_array_add (fixture->warnings, g_strdup (text));
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_assert_true (sp_environment_make_finish (SP_ENVIRONMENT (source), result, &fixture->error) ==
                 (fixture->error == NULL));
  fixture->done = TRUE;
}

static void
start (Fixture *fixture, GCancellable *cancellable)
{
  g_clear_error (&fixture->error);
  fixture->done = FALSE;
  g_signal_handlers_disconnect_by_data (fixture->environment, fixture);
  g_signal_connect (fixture->environment, "warning", G_CALLBACK (warning_cb), fixture);
  sp_environment_make_async (fixture->environment, cancellable, made_cb, fixture);
}

static void
wait_until_done (Fixture *fixture)
{
  while (!fixture->done)
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE)) /* lets go of what the call held */
    continue;
}

static gboolean
has (Fixture *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->version, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
test_make (Fixture *fixture, gconstpointer data)
{
  g_autofree char *calls = NULL;
  g_autofree char *input = NULL;
  g_autofree char *installed = NULL;
  g_autofree char *offline = NULL;

  sp_environment_set_python_version (fixture->environment, "3.9");
  start (fixture, NULL);
  wait_until_done (fixture);
  g_assert_no_error (fixture->error);

  calls = scratch_cache_read (fixture->root, "calls");
  g_assert_nonnull (strstr (calls, "--require-hashes"));
  g_assert_nonnull (strstr (calls, "--generate-hashes"));
  g_assert_null (strstr (calls, "--no-index"));
  input = scratch_cache_read (fixture->root, "input");
  g_assert_cmpstr (input, ==, "gradio==6.31.0\nnumpy\n");
  installed = scratch_cache_read (fixture->root, "installed");
  g_assert_true (g_str_has_suffix (g_strchomp (installed), "tiny @ git+https://example.org/tiny@0123"));
  offline = scratch_cache_read (fixture->root, "offline");
  g_assert_true (g_str_has_prefix (offline, " "));

  g_assert_cmpuint (fixture->warnings->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (fixture->warnings, 0), ==,
                   "The Space asks for Python 3.9 and gets 3.11.7.");
  g_assert_cmpstr (sp_environment_get_python (fixture->environment), ==, "3.11.7");
  g_assert_cmpuint (sp_environment_get_n_packages (fixture->environment), ==, 3);
  g_assert_cmpint (sp_environment_get_bytes_done (fixture->environment), ==, 3 << 20); /* both runs */
  g_assert_cmpint (sp_environment_get_bytes_total (fixture->environment), ==, 3 << 20);
  g_assert_true (has (fixture, "requirements.lock"));
  g_assert_false (has (fixture, "requirements.in"));
  g_assert_false (has (fixture, "hashed.txt"));
}

static void
test_first (Fixture *fixture, gconstpointer data)
{
  static const char *first[] = { "setuptools<70", NULL };
  static const char *requirements[] = { "numpy", NULL };
  g_autofree char   *calls = NULL;
  g_autofree char   *offline = NULL;
  const char        *install;

  scratch_cache_write (fixture->root, "lock", "numpy==2 \\\n    --hash=sha256:11\n");
  sp_environment_set_requirements (fixture->environment, first, requirements);
  sp_environment_set_offline (fixture->environment, TRUE, "/wheels");
  start (fixture, NULL);
  wait_until_done (fixture);
  g_assert_no_error (fixture->error);

  calls = scratch_cache_read (fixture->root, "calls");
  install = strstr (calls, "first.txt\n");
  g_assert_nonnull (install);
  g_assert_nonnull (strstr (install, "requirements.in"));
  g_assert_null (strstr (calls, "unhashed.txt"));
  g_assert_nonnull (strstr (calls, "--no-index --find-links /wheels"));
  offline = scratch_cache_read (fixture->root, "offline");
  g_assert_true (g_str_has_prefix (offline, "1 "));
  g_assert_nonnull (strstr (offline, "/spaceport/uv\n"));
}

static void
test_failures (Fixture *fixture, gconstpointer data)
{
  static const char *const cases[][3] = {
    { "fail-venv", "error: no room\n", "Making the Python environment failed: no room" },
    { "fail-compile", "error: No solution\n  cause: Because x is not there\n",
      "The packages that the Space needs cannot be had: Because x is not there" },
    { "fail-install", "error: hash mismatch\n", "Installing the packages failed: hash mismatch" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_build_filename (fixture->root, cases[i][0], NULL);

    scratch_cache_write (fixture->root, cases[i][0], cases[i][1]);
    start (fixture, NULL);
    wait_until_done (fixture);
    g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_FAILED);
    g_assert_cmpstr (fixture->error->message, ==, cases[i][2]);
    g_assert_false (has (fixture, "requirements.in"));
    g_assert_cmpint (g_unlink (path), ==, 0);
  }

  g_setenv ("SPACEPORT_UV", "/no/such/uv", TRUE);
  g_setenv ("SPACEPORT_PYTHON", "no-such-python", TRUE);
  start (fixture, NULL);
  wait_until_done (fixture);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char         *pid = NULL;

  scratch_cache_write (fixture->root, "hang-install", "");
  start (fixture, cancellable);
  while (pid == NULL || strchr (pid, '\n') == NULL) {
    scratch_cache_wait ();
    g_free (pid);
    pid = scratch_cache_read (fixture->root, "pid");
  }
  g_cancellable_cancel (cancellable);
  wait_until_done (fixture);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (kill ((pid_t) atoi (pid), 0), ==, -1);
}

static void
test_pythons (void)
{
  static const char *const odd[] = { NULL, "", "--help", "/bin/sh", "3", "2.7", "3.11; rm",
                                     "3.x", "3.9999", "3.-1", "pypy", "3.11\n3.12", "\xff" };

  g_setenv ("SPACEPORT_PYTHON", "sh", TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (odd); i++) {
    g_autoptr (GPtrArray) list = sp_environment_python_list (odd[i], NULL);

    g_assert_cmpuint (list->len, ==, 1); /* nothing of what a stranger wrote */
  }
  g_unsetenv ("SPACEPORT_PYTHON");
  g_assert_true (sp_environment_python_is_version ("3.11.2", "3.11"));
  g_assert_true (sp_environment_python_is_version ("3.11.2", "3.11.9"));
  g_assert_false (sp_environment_python_is_version ("3.11.2", "3.1"));
  g_assert_true (sp_environment_python_is_version ("3.11.2", "odd"));
}

#define ADD(name, function) \
  g_test_add ("/spaces/environment/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  scratch_cache_set_up ();
  g_unsetenv ("UV_CACHE_DIR"); /* one that is set is used */
  g_test_init (&argc, &argv, NULL);

  ADD ("make", test_make);
  ADD ("first", test_first);
  ADD ("failures", test_failures);
  ADD ("cancel", test_cancel);
  g_test_add_func ("/spaces/environment/pythons", test_pythons);

  return g_test_run ();
}
