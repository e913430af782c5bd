/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "scratch-cache.h"
#include "sp-file-tree.h"

typedef struct {
  GMainLoop *loop;
  GError    *error;
  gboolean   good;
} Removal;

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Removal *removal = user_data;

  removal->good = sp_file_tree_remove_finish (result, &removal->error);
  g_main_loop_quit (removal->loop);
}

static void
remove_path (const char *path)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  Removal               removal = { .loop = g_main_loop_new (NULL, FALSE) };

  g_ptr_array_add (files, g_file_new_for_path (path));
  sp_file_tree_remove_async (files, removed_cb, &removal);
  g_main_loop_run (removal.loop);
  g_main_loop_unref (removal.loop);
  g_assert_no_error (removal.error);
  g_assert_true (removal.good);
}

static void
test_tree (void)
{
  g_autofree char *folder = scratch_cache_make_folder ("tree");
  g_autofree char *deep = g_build_filename (folder, "a", "b", "c", NULL);

  g_assert_cmpint (g_mkdir_with_parents (deep, 0700), ==, 0);
  scratch_cache_write (deep, "file", "x");
  scratch_cache_write (folder, ".hidden", "x");
  remove_path (folder);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
  remove_path (folder); /* no error when it is not there */
  scratch_cache_clear ();
}

/* What a stranger's package links to is not the package's. */
static void
test_links (void)
{
  g_autofree char *folder = scratch_cache_make_folder ("tree");
  g_autofree char *private = scratch_cache_make_folder ("private");
  g_autofree char *link_to_folder = g_build_filename (folder, "folder", NULL);
  g_autofree char *link_to_nothing = g_build_filename (folder, "nothing", NULL);
  g_autofree char *whole = g_build_filename (private, "whole", NULL);
  g_autofree char *content = NULL;

  scratch_cache_write (private, "letter", "kept");
  g_assert_cmpint (symlink (private, link_to_folder), ==, 0);
  g_assert_cmpint (symlink ("/nowhere/at all", link_to_nothing), ==, 0);
  g_assert_cmpint (symlink (private, whole), ==, 0);

  remove_path (folder);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
  remove_path (whole); /* itself a link */
  g_assert_false (g_file_test (whole, G_FILE_TEST_IS_SYMLINK));
  content = scratch_cache_read (private, "letter");
  g_assert_cmpstr (content, ==, "kept");
  scratch_cache_clear ();
}

int
main (int argc, char **argv)
{
  scratch_cache_set_up ();
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/spaces/file-tree/tree", test_tree);
  g_test_add_func ("/spaces/file-tree/links", test_links);

  return g_test_run ();
}
