/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scratch-cache.h"

#include <unistd.h>

#include <glib/gstdio.h>

#include "sp-file-tree.h"

void
scratch_cache_set_up (void)
{
  g_autofree char *name = g_strdup_printf ("spaceport-test-%d", (int) getpid ());
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), name, NULL);

  g_assert_true (g_setenv ("XDG_CACHE_HOME", path, TRUE));
}

char *
scratch_cache_make_folder (const char *name)
{
  char *path = g_build_filename (g_get_user_cache_dir (), name, NULL);

  g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);
  return path;
}

void
scratch_cache_write (const char *folder, const char *name, const char *content)
{
  g_autofree char   *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, content, -1, &error);
  g_assert_no_error (error);
}

void
scratch_cache_copy (const char *folder, const char *name, const char *source)
{
  g_autofree char   *path = g_test_build_filename (G_TEST_DIST, "spaces", source, NULL);
  g_autofree char   *content = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &content, NULL, &error);
  g_assert_no_error (error);
  scratch_cache_write (folder, name, content);
}

char *
scratch_cache_read (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  char            *content = NULL;

  return g_file_get_contents (path, &content, NULL, NULL) ? content : NULL;
}

static gboolean
tick_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

void
scratch_cache_wait (void)
{
  gboolean done = FALSE;

  g_timeout_add (20, tick_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
draw_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

guint
scratch_cache_start_drawing (void)
{
  return g_idle_add_full (G_PRIORITY_HIGH_IDLE + 20, draw_cb, NULL, NULL); /* GDK's priority */
}

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  sp_file_tree_remove_finish (result, &error);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

void
scratch_cache_clear (void)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean              done = FALSE;

  g_ptr_array_add (files, g_file_new_for_path (g_get_user_cache_dir ()));
  sp_file_tree_remove_async (files, removed_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (g_file_test (g_get_user_cache_dir (), G_FILE_TEST_EXISTS));
}
