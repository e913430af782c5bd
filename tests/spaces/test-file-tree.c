/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
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

static GFile *
make_folder (const char *name)
{
  g_autofree char *path = scratch_cache_make_folder (name);

  return g_file_new_for_path (path);
}

static void
link_to (GFile *folder, const char *target, const char *name)
{
  g_autofree char *path = g_build_filename (g_file_peek_path (folder), name, NULL);

  g_assert_cmpint (symlink (target, path), ==, 0);
}

/* Folders deeper than any path can be, which a stranger's program can make. */
static void
test_remove_deep (void)
{
  g_autoptr (GFile)  folder = make_folder ("deep");
  g_autoptr (GError) error = NULL;
  guint64            freed = 0;
  int                fd = open (g_file_peek_path (folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  for (int i = 0; i < 300; i++) {
    int next;

    g_assert_cmpint (mkdirat (fd, "a-rather-long-name", 0700), ==, 0);
    next = openat (fd, "a-rather-long-name", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    close (fd);
    fd = next;
  }
  close (fd);

  g_assert_true (sp_file_tree_remove (folder, &freed, &error));
  g_assert_no_error (error);
  g_assert_false (g_file_query_exists (folder, NULL));
  g_assert_cmpuint (freed, >, 0);
  scratch_cache_clear ();
}

/* Folders without permissions are removed as well. */
static void
test_remove_locked (void)
{
  g_autoptr (GFile) folder = make_folder ("locked");
  g_autofree char  *sub = scratch_cache_make_folder ("locked/sub");

  scratch_cache_write (sub, "file", "x");
  g_assert_cmpint (g_chmod (sub, 0), ==, 0);
  g_assert_true (sp_file_tree_remove (folder, NULL, NULL));
  g_assert_false (g_file_query_exists (folder, NULL));
  scratch_cache_clear ();
}

static void
test_sizes (void)
{
  g_autoptr (GFile)  folder = make_folder ("tree");
  g_autofree char   *outside = scratch_cache_make_folder ("outside");
  g_autofree char   *content = g_strnfill (50000, 'x');
  g_autofree char   *cached = g_build_filename (outside, "cached", NULL);
  g_autofree char   *linked = g_build_filename (g_file_peek_path (folder), "linked", NULL);
  g_autofree char   *twin = g_build_filename (g_file_peek_path (folder), "twin", NULL);
  g_autofree char   *own = g_build_filename (g_file_peek_path (folder), "own", NULL);
  g_autoptr (GFile)  missing = g_file_new_for_path ("/nowhere/at all");
  g_autoptr (GError) error = NULL;
  SpFileTreeSize     size;
  SpFileTreeSize     none;
  guint64            freed = 0;

  scratch_cache_write (outside, "cached", content);
  g_assert_cmpint (link (cached, linked), ==, 0);
  scratch_cache_write (g_file_peek_path (folder), "own", content);
  g_assert_cmpint (link (own, twin), ==, 0); /* both names are in the tree */
  link_to (folder, outside, "followed");

  g_assert_true (sp_file_tree_measure (folder, &size, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (size.n_files, ==, 4);
  g_assert_cmpuint (size.shared, >=, 50000);
  g_assert_cmpuint (size.shared, <, 100000);
  g_assert_cmpuint (size.own, >=, 50000);
  g_assert_cmpuint (size.own, <, 100000);
  g_assert_true (sp_file_tree_measure (missing, &none, NULL, &error));
  g_assert_cmpuint (none.own + none.shared + none.n_files, ==, 0);

  g_assert_true (sp_file_tree_remove (folder, &freed, &error));
  g_assert_cmpuint (freed, ==, size.own);
  g_assert_true (g_file_test (cached, G_FILE_TEST_EXISTS));
  scratch_cache_clear ();
}

static void
progress_cb (guint64 n_files, guint64 n_bytes, gpointer user_data)
{
  *(guint64 *) user_data = n_bytes;
}

static void
result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
copy (GFile *from, GFile *to, const SpFileTreeLimits *limits, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  guint64                  n_bytes = 0;

  sp_file_tree_copy_async (from, to, sp_file_tree_filter_space, NULL, limits, progress_cb, &n_bytes, cancellable,
                           result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return sp_file_tree_copy_finish (result, error);
}

static char *
hash (GFile *folder)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) entries = sp_file_tree_list (folder, sp_file_tree_filter_space, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return sp_file_tree_hash (entries);
}

static void
test_copy (void)
{
  g_autoptr (GFile)  from = make_folder ("from");
  g_autofree char   *sub = scratch_cache_make_folder ("from/sub");
  g_autofree char   *git = scratch_cache_make_folder ("from/.git");
  g_autofree char   *cache = scratch_cache_make_folder ("from/sub/__pycache__");
  g_autoptr (GFile)  to = g_file_new_build_filename (g_get_user_cache_dir (), "to", NULL);
  g_autofree char   *program = g_build_filename (sub, "run.sh", NULL);
  g_autofree char   *copied = g_build_filename (g_file_peek_path (to), "sub", "run.sh", NULL);
  g_autofree char   *copied_git = g_build_filename (g_file_peek_path (to), ".git", NULL);
  g_autofree char   *copied_cache = g_build_filename (g_file_peek_path (to), "sub", "__pycache__", NULL);
  g_autofree char   *link = g_build_filename (g_file_peek_path (to), "link", NULL);
  g_autofree char   *target = NULL;
  g_autofree char   *first = NULL;
  g_autofree char   *second = NULL;
  g_autofree char   *third = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf           status;

  scratch_cache_write (sub, "run.sh", "run");
  scratch_cache_write (git, "config", "x");
  scratch_cache_write (cache, "x.pyc", "x");
  g_assert_cmpint (g_chmod (program, 04700), ==, 0);
  link_to (from, "sub/run.sh", "link");

  g_assert_true (copy (from, to, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (copied, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 07111, ==, 0111);
  g_assert_false (g_file_test (copied_git, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (copied_cache, G_FILE_TEST_EXISTS));
  target = g_file_read_link (link, NULL);
  g_assert_cmpstr (target, ==, "sub/run.sh");

  /* The copy has the same hash, another one has another. */
  first = hash (from);
  second = hash (to);
  g_assert_cmpstr (first, ==, second);
  g_assert_cmpint (g_chmod (copied, 0600), ==, 0);
  third = hash (to);
  g_assert_cmpstr (first, !=, third);
  scratch_cache_clear ();
}

static void
test_list (void)
{
  g_autoptr (GFile)      folder = make_folder ("tree");
  g_autofree char       *sub = scratch_cache_make_folder ("tree/sub");
  g_autoptr (GPtrArray)  entries = NULL;
  const SpFileTreeEntry *entry;

  scratch_cache_write (g_file_peek_path (folder), "b", "abc");
  scratch_cache_write (sub, "a", "");
  link_to (folder, "b", "a-link");
  entries = sp_file_tree_list (folder, NULL, NULL, NULL, NULL, NULL);
  g_assert_cmpuint (entries->len, ==, 3);
  entry = g_ptr_array_index (entries, 0);
  g_assert_cmpstr (entry->path, ==, "a-link");
  g_assert_cmpstr (entry->target, ==, "b");
  g_assert_null (entry->sha256);
  entry = g_ptr_array_index (entries, 1);
  g_assert_cmpstr (entry->path, ==, "b");
  g_assert_cmpuint (entry->size, ==, 3);
  g_assert_cmpstr (entry->sha256, ==, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  entry = g_ptr_array_index (entries, 2);
  g_assert_cmpstr (entry->path, ==, "sub/a");
  scratch_cache_clear ();
}

/* Copies what cannot be copied. */
static void
assert_not_copied (GFile *from, const SpFileTreeLimits *limits, int code, const char *words)
{
  g_autoptr (GFile)  to = g_file_new_build_filename (g_get_user_cache_dir (), "to", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (copy (from, to, limits, NULL, &error));
  g_assert_error (error, G_IO_ERROR, code);
  g_assert_nonnull (strstr (error->message, words));
  remove_path (g_file_peek_path (to));
}

static void
test_copy_refused (void)
{
  static const char *const targets[] = { "/etc/passwd", "../outside", "sub/../../outside", ".." };
  SpFileTreeLimits         few_files = { .max_files = 1 };
  SpFileTreeLimits         few_bytes = { .max_bytes = 3 };
  g_autoptr (GFile)        missing = g_file_new_for_path ("/nowhere/at all");
  g_autoptr (GFile)        to = g_file_new_build_filename (g_get_user_cache_dir (), "to", NULL);
  g_autoptr (GFile)        from = make_folder ("from");
  g_autofree char         *inside = scratch_cache_make_folder ("from/to");
  g_autoptr (GFile)        itself = g_file_new_for_path (inside);
  g_autofree char         *odd = g_build_filename (g_file_peek_path (from), "odd", NULL);
  g_autofree char         *newline = g_build_filename (g_file_peek_path (from), "a\nb", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError)       error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (targets); i++) {
    link_to (from, targets[i], "odd");
    assert_not_copied (from, NULL, G_IO_ERROR_INVALID_FILENAME, targets[i]);
    g_assert_cmpint (g_unlink (odd), ==, 0);
  }

  g_assert_cmpint (mkfifo (odd, 0600), ==, 0);
  assert_not_copied (from, NULL, G_IO_ERROR_NOT_REGULAR_FILE, "odd");
  g_assert_null (sp_file_tree_list (from, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE);
  g_clear_error (&error);
  g_assert_cmpint (g_unlink (odd), ==, 0);

  g_assert_true (g_file_set_contents (newline, "x", -1, NULL));
  assert_not_copied (from, NULL, G_IO_ERROR_INVALID_FILENAME, "proper name");
  g_assert_cmpint (g_unlink (newline), ==, 0);

  scratch_cache_write (g_file_peek_path (from), "file", "four");
  assert_not_copied (from, &few_files, G_IO_ERROR_NO_SPACE, "files");
  assert_not_copied (from, &few_bytes, G_IO_ERROR_NO_SPACE, "3");
  assert_not_copied (missing, NULL, G_IO_ERROR_NOT_FOUND, "/nowhere");
  g_assert_false (copy (from, itself, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_WOULD_RECURSE);
  g_clear_error (&error);
  g_cancellable_cancel (cancellable);
  g_assert_false (copy (from, to, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  scratch_cache_clear ();
}

int
main (int argc, char **argv)
{
  scratch_cache_set_up ();
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/spaces/file-tree/tree", test_tree);
  g_test_add_func ("/spaces/file-tree/links", test_links);
  g_test_add_func ("/spaces/file-tree/remove-deep", test_remove_deep);
  g_test_add_func ("/spaces/file-tree/remove-locked", test_remove_locked);
  g_test_add_func ("/spaces/file-tree/sizes", test_sizes);
  g_test_add_func ("/spaces/file-tree/copy", test_copy);
  g_test_add_func ("/spaces/file-tree/list", test_list);
  g_test_add_func ("/spaces/file-tree/copy-refused", test_copy_refused);

  return g_test_run ();
}
