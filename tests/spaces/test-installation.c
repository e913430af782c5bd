/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <signal.h>
#include <string.h>
#include <sys/types.h>

#include <glib/gstdio.h>

#include "scratch-cache.h"
#include "sp-installation.h"

/* An installation from a folder, with a stand-in for uv. */
typedef struct {
  char           *root;   /* what the stand-in for uv works in */
  char           *space;  /* folder of the Space */
  GFile          *spaces; /* of the store */
  SpSpaceStore   *store;
  SpSpaceSource  *source;
  SpInstallation *installation;
  GPtrArray      *steps; /* names of those that were seen */
} Fixture;

static void
step_cb (SpInstallation *installation, GParamSpec *pspec, Fixture *fixture)
{
  g_ptr_array_add (fixture->steps,
                   g_enum_to_string (SP_TYPE_INSTALLATION_STEP, sp_installation_get_step (installation)));
}

/* Lets go of an object that nothing else holds for long: threads may do for a moment. */
static void
drop (gpointer object)
{
  gpointer gone = object;

  g_object_add_weak_pointer (object, &gone);
  g_object_unref (object);
  while (gone != NULL)
    scratch_cache_wait ();
}

static void
set_installation (Fixture *fixture, SpInstallation *installation)
{
  if (fixture->installation != NULL)
    drop (g_steal_pointer (&fixture->installation));
  fixture->installation = installation;
  g_ptr_array_set_size (fixture->steps, 0);
  g_signal_connect (installation, "notify::step", G_CALLBACK (step_cb), fixture);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *uv = g_test_build_filename (G_TEST_DIST, "spaces", "fake-uv", NULL);
  g_autofree char *python = g_test_build_filename (G_TEST_DIST, "spaces", "fake-python", NULL);
  g_autofree char *root = g_build_filename (g_get_user_cache_dir (), "store", NULL);

  fixture->root = scratch_cache_make_folder ("uv-stand-in");
  fixture->space = scratch_cache_make_folder ("My Space");
  g_setenv ("SPACEPORT_UV", uv, TRUE);
  g_setenv ("SPACEPORT_PYTHON", python, TRUE);
  g_setenv ("FAKE_UV_FOLDER", fixture->root, TRUE);
  g_setenv ("SPACEPORT_SPACES_DIR", "/nonexistent", TRUE);
  g_setenv ("SPACEPORT_EXTENSIONS_DIR", "/nonexistent", TRUE);
  scratch_cache_write (fixture->root, "lock", "gradio==6.31.0 \\\n    --hash=sha256:00\n");
  scratch_cache_write (fixture->space, "README.md",
                       "---\ntitle: Mine\nsdk: gradio\nsdk_version: 6.31.0\nlicense: mit\n---\n");
  scratch_cache_write (fixture->space, "app.py", "print('hello')\n");

  fixture->steps = g_ptr_array_new_with_free_func (g_free);
  fixture->spaces = g_file_new_for_path (root);
  fixture->store = sp_space_store_new (fixture->spaces);
  fixture->source = sp_space_source_new (SP_SPACE_SOURCE_FOLDER, fixture->space, NULL);
  set_installation (fixture, sp_installation_new (fixture->store, fixture->source));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  drop (g_steal_pointer (&fixture->installation));
  drop (g_steal_pointer (&fixture->source));
  drop (g_steal_pointer (&fixture->store));
  g_clear_object (&fixture->spaces);
  g_ptr_array_unref (fixture->steps);
  g_free (fixture->root);
  g_free (fixture->space);
  scratch_cache_clear ();
}

/* Waits until it is over. */
static SpInstallationState
wait_until_over (SpInstallation *installation)
{
  while (sp_installation_get_state (installation) == SP_INSTALLATION_RUNNING)
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE)) /* lets go of what the calls held */
    continue;
  return sp_installation_get_state (installation);
}

static SpInstallationState
install (Fixture *fixture)
{
  sp_installation_start (fixture->installation);
  return wait_until_over (fixture->installation);
}

static gboolean
has (Fixture *fixture, const char *name)
{
  g_autoptr (GFile) file = g_file_resolve_relative_path (fixture->spaces, name);

  return g_file_query_exists (file, NULL);
}

static void
test_install (Fixture *fixture, gconstpointer data)
{
  SpInstalledSpace *space;
  g_auto (GStrv)    log = NULL;

  g_assert_cmpint (install (fixture), ==, SP_INSTALLATION_DONE);
  g_assert_no_error (sp_installation_get_error (fixture->installation));
  g_assert_cmpstr (sp_installation_get_id (fixture->installation), ==, "my-space");
  g_assert_cmpstr (sp_installation_get_title (fixture->installation), ==, "Mine");
  g_assert_cmpfloat (sp_installation_get_fraction (fixture->installation), ==, 1);
  g_assert_false (sp_installation_is_unchanged (fixture->installation));
  g_assert_cmpuint (fixture->steps->len, ==, 3);
  g_assert_cmpstr (g_ptr_array_index (fixture->steps, 0), ==, "SP_INSTALLATION_DOWNLOAD");
  g_assert_cmpstr (g_ptr_array_index (fixture->steps, 2), ==, "SP_INSTALLATION_PACKAGES");
  log = sp_installation_dup_log (fixture->installation);
  g_assert_cmpuint (g_strv_length (log), >, 4);

  space = sp_installation_get_space (fixture->installation);
  g_assert_true (space == sp_space_store_find (fixture->store, "my-space"));
  g_assert_nonnull (sp_installed_space_get_space (space));
  g_assert_false (has (fixture, ".staging"));

  set_installation (fixture, sp_installation_new_update (fixture->store, space, NULL));
  g_assert_cmpint (install (fixture), ==, SP_INSTALLATION_DONE);
  g_assert_true (sp_installation_is_unchanged (fixture->installation));

  scratch_cache_write (fixture->space, "app.py", "print('again')\n");
  set_installation (fixture, sp_installation_new_update (fixture->store, space, NULL));
  g_assert_cmpint (install (fixture), ==, SP_INSTALLATION_DONE);
  g_assert_false (sp_installation_is_unchanged (fixture->installation));
  g_assert_false (has (fixture, ".staging"));
}

static void
test_failure (Fixture *fixture, gconstpointer data)
{
  scratch_cache_write (fixture->root, "fail-compile", "error: No solution\n  cause: x is not there\n");
  g_assert_cmpint (install (fixture), ==, SP_INSTALLATION_FAILED);
  g_assert_nonnull (strstr (sp_installation_get_error (fixture->installation)->message, "x is not there"));
  g_assert_null (sp_installation_get_space (fixture->installation));
  g_assert_false (has (fixture, ".staging"));
  g_assert_false (has (fixture, "my-space"));

  scratch_cache_write (fixture->space, "README.md", "---\nsdk: docker\n---\n");
  set_installation (fixture, sp_installation_new (fixture->store, fixture->source));
  g_assert_cmpint (install (fixture), ==, SP_INSTALLATION_FAILED);
  g_assert_error (sp_installation_get_error (fixture->installation), G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
}

/* Starts one and waits until it gets its packages, where it hangs. */
static pid_t
start_and_hang (Fixture *fixture)
{
  g_autofree char *pid = NULL;

  scratch_cache_write (fixture->root, "hang-install", "");
  sp_installation_start (fixture->installation);
  while (pid == NULL || strchr (pid, '\n') == NULL) {
    scratch_cache_wait ();
    g_free (pid);
    pid = scratch_cache_read (fixture->root, "pid");
  }
  return atoi (pid);
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  pid_t pid = start_and_hang (fixture);

  sp_installation_cancel (fixture->installation, FALSE);
  g_assert_cmpint (wait_until_over (fixture->installation), ==, SP_INSTALLATION_CANCELLED);
  g_assert_cmpint (kill (pid, 0), ==, -1);
  g_assert_false (has (fixture, ".staging"));

  set_installation (fixture, sp_installation_new (fixture->store, fixture->source));
  sp_installation_cancel (fixture->installation, FALSE); /* before it starts */
  g_assert_cmpint (wait_until_over (fixture->installation), ==, SP_INSTALLATION_CANCELLED);
}

static void
test_go_on (Fixture *fixture, gconstpointer data)
{
  g_autofree char      *hang = g_build_filename (fixture->root, "hang-install", NULL);
  g_autoptr (GPtrArray) unfinished = NULL;

  start_and_hang (fixture);
  unfinished = sp_installation_list_unfinished (fixture->store); /* it is under way */
  g_assert_cmpuint (unfinished->len, ==, 0);
  g_clear_pointer (&unfinished, g_ptr_array_unref);

  sp_installation_cancel (fixture->installation, TRUE);
  g_assert_cmpint (wait_until_over (fixture->installation), ==, SP_INSTALLATION_CANCELLED);
  g_assert_true (has (fixture, ".staging/my-space/progress.json"));
  g_assert_false (has (fixture, "my-space"));

  g_assert_cmpint (g_unlink (hang), ==, 0);
  unfinished = sp_installation_list_unfinished (fixture->store);
  g_assert_cmpuint (unfinished->len, ==, 1);
  set_installation (fixture, g_object_ref (g_ptr_array_index (unfinished, 0)));
  g_clear_pointer (&unfinished, g_ptr_array_unref);
  g_assert_cmpstr (sp_installation_get_title (fixture->installation), ==, "Mine");
  g_assert_cmpint (install (fixture), ==, SP_INSTALLATION_DONE);
  g_assert_true (has (fixture, "my-space/space.json"));
  g_assert_false (has (fixture, ".staging"));
}

static void
test_drop (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) unfinished = NULL;

  start_and_hang (fixture);
  sp_installation_cancel (fixture->installation, TRUE);
  wait_until_over (fixture->installation);
  unfinished = sp_installation_list_unfinished (fixture->store);
  g_assert_cmpuint (unfinished->len, ==, 1);
  set_installation (fixture, g_object_ref (g_ptr_array_index (unfinished, 0)));
  g_clear_pointer (&unfinished, g_ptr_array_unref);
  sp_installation_cancel (fixture->installation, FALSE);
  g_assert_cmpint (wait_until_over (fixture->installation), ==, SP_INSTALLATION_CANCELLED);
  g_assert_false (has (fixture, ".staging"));
}

/* The second one of the same Space is refused and leaves the first one alone. */
static void
test_twice (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SpInstallation) second = NULL;

  start_and_hang (fixture);
  second = sp_installation_new (fixture->store, fixture->source);
  sp_installation_start (second);
  g_assert_cmpint (wait_until_over (second), ==, SP_INSTALLATION_FAILED);
  g_assert_error (sp_installation_get_error (second), G_IO_ERROR, G_IO_ERROR_BUSY);
  g_assert_cmpint (sp_installation_get_state (fixture->installation), ==, SP_INSTALLATION_RUNNING);
  g_assert_true (has (fixture, ".staging/my-space/progress.json"));
  drop (g_steal_pointer (&second));
  sp_installation_cancel (fixture->installation, FALSE);
  wait_until_over (fixture->installation);
}

typedef struct {
  GError  *error;
  gboolean done;
} Look;

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Look *look = user_data;

  sp_preflight_run_finish (SP_PREFLIGHT (source), result, &look->error);
  look->done = TRUE;
}

static void
test_preflight (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SpPreflight) preflight = NULL;
  const SpPreflightFacts *facts;
  Look                    look = { NULL };

  scratch_cache_write (fixture->space, "requirements.txt", "torch\nspaces\n");
  preflight = sp_preflight_new (fixture->source, fixture->spaces);
  sp_preflight_run_async (preflight, NULL, NULL, looked_cb, &look);
  while (!look.done || g_main_context_pending (NULL))
    g_main_context_iteration (NULL, TRUE);
  g_assert_no_error (look.error);

  facts = sp_preflight_get_facts (preflight);
  g_assert_cmpstr (facts->title, ==, "Mine");
  g_assert_cmpstr (facts->license, ==, "mit");
  g_assert_true (facts->wants_gpu);
  g_assert_cmpint (facts->files, >, 0);
  g_assert_cmpint (facts->disk, >, facts->packages);
  g_assert_cmpint (facts->disk_free, >, 0);
  g_assert_cmpint (facts->memory_here, >, 0);
  g_assert_cmpuint (sp_preflight_get_repos (preflight)->len, ==, 0);
  g_assert_null (sp_preflight_get_repo (preflight));
  drop (g_steal_pointer (&preflight));
}

#define ADD(name, function) \
  g_test_add ("/spaces/installation/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  scratch_cache_set_up ();
  g_test_init (&argc, &argv, NULL);

  ADD ("install", test_install);
  ADD ("failure", test_failure);
  ADD ("cancel", test_cancel);
  ADD ("go-on", test_go_on);
  ADD ("drop", test_drop);
  ADD ("twice", test_twice);
  ADD ("preflight", test_preflight);

  return g_test_run ();
}
