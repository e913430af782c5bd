/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "scratch-cache.h"
#include "sp-space-installer.h"

typedef struct {
  char    *root;
  SpSpace *space;
} Fixture;

typedef struct {
  GPtrArray *lines;
  GError    *error;
  gboolean   done;
} Outcome;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char   *python = NULL;
  g_autoptr (GFile)  folder = NULL;
  g_autoptr (GError) error = NULL;

  fixture->root = scratch_cache_make_folder ("space");
  scratch_cache_write (fixture->root, "README.md",
                       "---\nsdk: gradio\nsdk_version: 6.31.0\npython_version: 3.1\n---\n");
  scratch_cache_write (fixture->root, "requirements.txt", "numpy\n");
  scratch_cache_write (fixture->root, "app.py", "");
  python = g_test_build_filename (G_TEST_DIST, "spaces", "fake-python", NULL);
  g_setenv ("SPACEPORT_PYTHON", python, TRUE);
  g_setenv ("FAKE_PYTHON_FOLDER", fixture->root, TRUE);

  folder = g_file_new_for_path (fixture->root);
  fixture->space = sp_space_new (folder, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (g_steal_pointer (&fixture->space));
  scratch_cache_clear ();
  g_free (fixture->root);
}

static void
line_cb (const char *line, gpointer user_data)
{
  g_ptr_array_add (((Outcome *) user_data)->lines, g_strdup (line));
}

static void
installed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Outcome *outcome = user_data;

  g_assert_true (sp_space_install_finish (SP_SPACE (source), result, &outcome->error) ==
                 (outcome->error == NULL));
  outcome->done = TRUE;
}

static void
outcome_start (Outcome *outcome, Fixture *fixture, GCancellable *cancellable)
{
  *outcome = (Outcome){ .lines = g_ptr_array_new_with_free_func (g_free) };
  sp_space_install_async (fixture->space, line_cb, outcome, cancellable, installed_cb, outcome);
}

static void
outcome_wait (Outcome *outcome)
{
  while (!outcome->done)
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE)) /* lets go of what the call held */
    continue;
}

static void
outcome_clear (Outcome *outcome)
{
  g_clear_pointer (&outcome->lines, g_ptr_array_unref);
  g_clear_error (&outcome->error);
}

static gboolean
has_line (Outcome *outcome, const char *part)
{
  for (guint i = 0; i < outcome->lines->len; i++)
    if (strstr (g_ptr_array_index (outcome->lines, i), part) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
partial_exists (Fixture *fixture)
{
  g_autofree char *path =
    g_strconcat (g_file_peek_path (sp_space_get_environment (fixture->space)), ".partial", NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
test_install (Fixture *fixture, gconstpointer data)
{
  Outcome          outcome;
  g_autofree char *calls = NULL;

  outcome_start (&outcome, fixture, NULL);
  outcome_wait (&outcome);
  g_assert_no_error (outcome.error);
  g_assert_true (sp_space_is_installed (fixture->space));
  g_assert_false (partial_exists (fixture));
  g_assert_true (has_line (&outcome, "step venv"));
  g_assert_true (has_line (&outcome, "step uv"));
  g_assert_true (has_line (&outcome, "asks for Python 3.1 and gets 3.11.7"));
  calls = scratch_cache_read (fixture->root, "calls");
  g_assert_nonnull (strstr (calls, "-m venv --clear "));
  g_assert_nonnull (strstr (calls, "-m pip install --quiet uv\n"));
  g_assert_nonnull (strstr (calls, "/bin/python -- gradio==6.31.0 numpy\n"));
  outcome_clear (&outcome);

  scratch_cache_write (fixture->root, "calls", "");
  outcome_start (&outcome, fixture, NULL); /* it is there: nothing is run */
  outcome_wait (&outcome);
  g_assert_no_error (outcome.error);
  g_clear_pointer (&calls, g_free);
  calls = scratch_cache_read (fixture->root, "calls");
  g_assert_cmpstr (calls, ==, "");
  outcome_clear (&outcome);
}

static void
test_leftovers (Fixture *fixture, gconstpointer data)
{
  const char      *path = g_file_peek_path (sp_space_get_environment (fixture->space));
  g_autofree char *bin = g_build_filename (path, "bin", NULL);
  g_autofree char *python = g_build_filename (bin, "python", NULL);
  g_autofree char *old = g_strconcat (path, ".partial/old/very", NULL);
  Outcome          outcome;

  g_assert_cmpint (g_mkdir_with_parents (bin, 0700), ==, 0);
  g_assert_cmpint (g_mkdir_with_parents (old, 0700), ==, 0);
  g_assert_cmpint (symlink ("/nowhere", python), ==, 0);
  outcome_start (&outcome, fixture, NULL);
  outcome_wait (&outcome);
  g_assert_no_error (outcome.error);
  g_assert_true (sp_space_is_installed (fixture->space));
  g_assert_false (partial_exists (fixture));
  outcome_clear (&outcome);
}

static void
test_without_uv (Fixture *fixture, gconstpointer data)
{
  Outcome          outcome;
  g_autofree char *calls = NULL;

  scratch_cache_write (fixture->root, "fail-pip", "no uv\n");
  outcome_start (&outcome, fixture, NULL);
  outcome_wait (&outcome);
  g_assert_no_error (outcome.error);
  calls = scratch_cache_read (fixture->root, "calls");
  g_assert_nonnull (strstr (calls, "-m pip install -- gradio==6.31.0 numpy\n"));
  g_assert_null (strstr (calls, "-m uv"));
  outcome_clear (&outcome);
}

static void
test_reasons (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *file;
    const char *output;
    const char *message;
  } cases[] = {
    { "fail-uv",
      "Using Python\nerror: No solution\n  cause: There is no gradio\n  cause: and more\n",
      "Installing the packages failed: There is no gradio" },
    { "fail-uv", "one\nERROR: first\nERROR: second\nhint\n",
      "Installing the packages failed: second" },
    { "fail-uv", "", "Installing the packages failed: step uv" },
    { "fail-venv", "a\nlast words\n\n", "Making the Python environment failed: last words" },
    { "fail-venv", "created successfully because ensurepip is not\navailable. \n  apt install\n",
      "*python3-venv*" },
    { "fail-venv", "\xff\xfe\n", "Making the Python environment failed: \xef\xbf\xbd\xef\xbf\xbd" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_build_filename (fixture->root, cases[i].file, NULL);
    Outcome          outcome;

    scratch_cache_write (fixture->root, cases[i].file, cases[i].output);
    outcome_start (&outcome, fixture, NULL);
    outcome_wait (&outcome);
    g_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_FAILED);
    if (!g_pattern_match_simple (cases[i].message, outcome.error->message))
      g_assert_cmpstr (outcome.error->message, ==, cases[i].message);
    g_assert_false (sp_space_is_installed (fixture->space));
    g_assert_false (partial_exists (fixture));
    outcome_clear (&outcome);
    g_assert_cmpint (g_unlink (path), ==, 0);
  }
}

static void
test_no_python (Fixture *fixture, gconstpointer data)
{
  Outcome outcome;

  g_setenv ("SPACEPORT_PYTHON", "no-such-python", TRUE);
  outcome_start (&outcome, fixture, NULL);
  outcome_wait (&outcome);
  g_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  outcome_clear (&outcome);
}

static void
test_not_writable (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (g_get_user_cache_dir (), "spaceport", NULL);
  Outcome          outcome;

  g_assert_true (g_file_set_contents (path, "a file in the place of the folder", -1, NULL));
  outcome_start (&outcome, fixture, NULL);
  outcome_wait (&outcome);
  g_assert_nonnull (outcome.error);
  g_assert_cmpint (outcome.error->domain, ==, G_IO_ERROR);
  outcome_clear (&outcome);
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char         *pid = NULL;
  Outcome                  outcome;

  scratch_cache_write (fixture->root, "hang-uv", "");
  outcome_start (&outcome, fixture, cancellable);
  while (pid == NULL || strchr (pid, '\n') == NULL) {
    scratch_cache_wait ();
    g_free (pid);
    pid = scratch_cache_read (fixture->root, "pid");
  }
  g_cancellable_cancel (cancellable);
  outcome_wait (&outcome);

  g_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (kill ((pid_t) atoi (pid), 0), ==, -1);
  g_assert_false (partial_exists (fixture));
  g_assert_false (sp_space_is_installed (fixture->space));
  outcome_clear (&outcome);

  outcome_start (&outcome, fixture, cancellable); /* cancelled before it starts */
  outcome_wait (&outcome);
  g_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  outcome_clear (&outcome);
}

/* The second one waits for the first one and does nothing itself. */
static void
test_two_at_once (Fixture *fixture, gconstpointer data)
{
  Outcome          first;
  Outcome          second;
  g_autofree char *calls = NULL;

  outcome_start (&first, fixture, NULL);
  outcome_start (&second, fixture, NULL);
  outcome_wait (&first);
  outcome_wait (&second);
  g_assert_no_error (first.error);
  g_assert_no_error (second.error);
  g_assert_true (has_line (&second, "Waiting"));
  g_assert_false (has_line (&second, "step"));
  calls = scratch_cache_read (fixture->root, "calls");
  g_assert_null (strstr (strstr (calls, "-m venv") + 1, "-m venv"));
  outcome_clear (&first);
  outcome_clear (&second);
}

/* A window that has to draw all the time does not keep back what is told of it. */
static void
test_beside_drawing (Fixture *fixture, gconstpointer data)
{
  guint   id = scratch_cache_start_drawing ();
  Outcome outcome;

  outcome_start (&outcome, fixture, NULL);
  while (!outcome.done)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (id);
  outcome_wait (&outcome);
  g_assert_no_error (outcome.error);
  g_assert_true (has_line (&outcome, "step venv"));
  outcome_clear (&outcome);
}

#define ADD(name, function) \
  g_test_add ("/spaces/installer/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  scratch_cache_set_up ();
  g_test_init (&argc, &argv, NULL);

  ADD ("install", test_install);
  ADD ("leftovers", test_leftovers);
  ADD ("without-uv", test_without_uv);
  ADD ("reasons", test_reasons);
  ADD ("no-python", test_no_python);
  ADD ("not-writable", test_not_writable);
  ADD ("cancel", test_cancel);
  ADD ("two-at-once", test_two_at_once);
  ADD ("beside-drawing", test_beside_drawing);

  return g_test_run ();
}
