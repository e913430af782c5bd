/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "scratch-cache.h"
#include "sp-own-files.h"
#include "sp-safe-path.h"

typedef int (*OpenFunc) (int, const char *, int, mode_t, GError **);

typedef struct {
  char *outside;
  char *inside;
  int   folder;
} Fixture;

static void
link_to (Fixture *fixture, const char *target, const char *name)
{
  g_autofree char *link = g_build_filename (fixture->inside, name, NULL);

  g_assert_cmpint (symlink (target, link), ==, 0);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char   *sub = NULL;
  g_autoptr (GFile)  folder = NULL;
  g_autoptr (GError) error = NULL;

  fixture->outside = scratch_cache_make_folder ("outside");
  fixture->inside = scratch_cache_make_folder ("outside/inside");
  sub = scratch_cache_make_folder ("outside/inside/sub");
  scratch_cache_write (fixture->outside, "secret", "secret");
  scratch_cache_write (sub, "file", "content");
  link_to (fixture, "sub", "good");
  link_to (fixture, "..", "up");
  link_to (fixture, "/", "root");
  link_to (fixture, "../../secret", "sub/stolen");
  link_to (fixture, "../sub/file", "sub/around");

  folder = g_file_new_for_path (fixture->inside);
  fixture->folder = sp_safe_path_open_folder (folder, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  close (fixture->folder);
  scratch_cache_clear ();
  g_free (fixture->inside);
  g_free (fixture->outside);
}

static void
test_names (void)
{
  static const char *const good[] = { "a", "a/b", ".hidden", "a b/é", "...", "a/..b", "-x", "a\\b", "日本/語.txt", "a:b" };
  static const char *const bad[] = { "", "/", "/a", "a/", "a//b", ".",
                                     "..", "./a", "a/.", "a/../b", "../a", "a\nb",
                                     "a\x7f", "a\x1b[2J", "\xff", "a/\xc3", "a\xc2\x85" };
  g_autofree char         *long_part = g_strnfill (256, 'x');
  g_autofree char         *fit_part = g_strnfill (255, 'x');
  g_autoptr (GString)      deep = g_string_new ("a");
  g_autoptr (GString)      long_path = g_string_new (fit_part);

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (sp_safe_path_check (good[i], NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_false (sp_safe_path_check (bad[i], &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_FILENAME);
    g_assert_true (g_utf8_validate (error->message, -1, NULL));
    g_assert_null (strpbrk (error->message, "\n\x1b\x7f"));
  }

  g_assert_false (sp_safe_path_check (NULL, NULL));
  g_assert_true (sp_safe_path_check (fit_part, NULL));
  g_assert_false (sp_safe_path_check (long_part, NULL));
  for (int i = 0; i < 63; i++)
    g_string_append (deep, "/a");
  g_assert_true (sp_safe_path_check (deep->str, NULL));
  g_string_append (deep, "/a");
  g_assert_false (sp_safe_path_check (deep->str, NULL));
  for (int i = 0; i < 4; i++)
    g_string_append_printf (long_path, "/%s", fit_part);
  g_assert_false (sp_safe_path_check (long_path->str, NULL));
}

static void
test_link_targets (void)
{
  static const struct {
    const char *path;
    const char *target;
    gboolean    stays;
  } cases[] = {
    { "a", "b", TRUE },
    { "a", "b/c", TRUE },
    { "a/b", "../c", TRUE },
    { "a/b", "..", TRUE },
    { "a/b", "./../c", TRUE },
    { "snapshots/1/file", "../../blobs/2", TRUE },
    { "a", "..", FALSE },
    { "a", "../b", FALSE },
    { "a/b", "../../c", FALSE },
    { "a", "/etc/passwd", FALSE },
    { "a", "", FALSE },
    { "a", "b/..", FALSE }, /* b may be a link to somewhere above */
    { "a/b", "c/../..", FALSE },
    { "a", "\xff", FALSE },
    { "a", "b\nc", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (sp_safe_path_check_link (cases[i].path, cases[i].target, NULL), ==, cases[i].stays);
}

/* A chain of links, each of which seems to stay inside, does not lead out either. */
static void
test_link_chain (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (sp_safe_path_create_link (fixture->folder, "x/y/top", "../..", &error));
  g_assert_no_error (error);
  g_assert_false (sp_safe_path_create_link (fixture->folder, "x/y/out", "top/..", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_FILENAME);
  g_clear_error (&error);
  /* Nor is anything made through a link. */
  g_assert_false (sp_safe_path_create_link (fixture->folder, "up/x", "y", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TOO_MANY_LINKS);
}

static void
assert_opens (Fixture *fixture, OpenFunc open_func, const char *path)
{
  g_autoptr (GError) error = NULL;
  int                fd = open_func (fixture->folder, path, O_RDONLY, 0, &error);
  char               content[16] = "";

  g_assert_no_error (error);
  g_assert_cmpint (read (fd, content, sizeof content - 1), ==, 7);
  g_assert_cmpstr (content, ==, "content");
  close (fd);
}

static void
assert_refuses (Fixture *fixture, OpenFunc open_func, const char *path, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (open_func (fixture->folder, path, O_RDONLY, 0, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, code);
}

/* With openat2() and without it. */
static void
test_open (Fixture *fixture, gconstpointer data)
{
  static const OpenFunc funcs[] = { sp_safe_path_open, sp_safe_path_open_by_parts };

  for (gsize i = 0; i < G_N_ELEMENTS (funcs); i++) {
    assert_opens (fixture, funcs[i], "sub/file");
    assert_refuses (fixture, funcs[i], "good/file", G_IO_ERROR_TOO_MANY_LINKS);
    assert_refuses (fixture, funcs[i], "up/secret", G_IO_ERROR_TOO_MANY_LINKS);
    assert_refuses (fixture, funcs[i], "sub/around", G_IO_ERROR_TOO_MANY_LINKS);
    assert_refuses (fixture, funcs[i], "sub/stolen", G_IO_ERROR_TOO_MANY_LINKS);
    assert_refuses (fixture, funcs[i], "../secret", G_IO_ERROR_INVALID_FILENAME);
    assert_refuses (fixture, funcs[i], "sub/missing", G_IO_ERROR_NOT_FOUND);
    assert_refuses (fixture, funcs[i], "missing/file", G_IO_ERROR_NOT_FOUND);
    assert_refuses (fixture, funcs[i], "sub/file/more", G_IO_ERROR_NOT_DIRECTORY);
  }
}

static int
open_inside (int folder, const char *path, int flags, mode_t mode, GError **error)
{
  return sp_safe_path_open_inside (folder, path, error);
}

static void
test_open_inside (Fixture *fixture, gconstpointer data)
{
  assert_opens (fixture, open_inside, "sub/file");
  assert_opens (fixture, open_inside, "good/file");
  assert_opens (fixture, open_inside, "sub/around");
  assert_refuses (fixture, open_inside, "sub/stolen", G_IO_ERROR_INVALID_FILENAME);
  assert_refuses (fixture, open_inside, "up/secret", G_IO_ERROR_INVALID_FILENAME);
  assert_refuses (fixture, open_inside, "root/etc/passwd", G_IO_ERROR_INVALID_FILENAME);
  assert_refuses (fixture, open_inside, "missing", G_IO_ERROR_NOT_FOUND);
  assert_refuses (fixture, open_inside, "/etc/passwd", G_IO_ERROR_INVALID_FILENAME);
}

static void
test_create (Fixture *fixture, gconstpointer data)
{
  static const char *const through_links[] = { "up/new", "good/new", "root/tmp/new" };
  g_autoptr (GError)       error = NULL;
  g_autofree char         *content = NULL;
  struct stat              status;
  int                      fd = sp_safe_path_create (fixture->folder, "new/deep/file", 0755, &error);

  g_assert_no_error (error);
  g_assert_cmpint (write (fd, "x", 1), ==, 1);
  g_assert_cmpint (fstat (fd, &status), ==, 0);
  g_assert_cmpint (status.st_mode & S_IXUSR, ==, S_IXUSR);
  close (fd);
  g_assert_cmpint (sp_safe_path_create (fixture->folder, "new/deep/file", 0644, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
  g_clear_error (&error);

  /* A link with the name of the file is not written through. */
  g_assert_cmpint (sp_safe_path_create (fixture->folder, "sub/stolen", 0644, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
  g_clear_error (&error);
  content = scratch_cache_read (fixture->outside, "secret");
  g_assert_cmpstr (content, ==, "secret");

  for (gsize i = 0; i < G_N_ELEMENTS (through_links); i++) {
    g_assert_cmpint (sp_safe_path_create (fixture->folder, through_links[i], 0644, &error), ==, -1);
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TOO_MANY_LINKS);
    g_clear_error (&error);
    g_assert_false (sp_safe_path_make_folders (fixture->folder, through_links[i], &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TOO_MANY_LINKS);
    g_clear_error (&error);
  }

  g_assert_true (sp_safe_path_make_folders (fixture->folder, "new/deep/folder", &error));
  g_assert_true (sp_safe_path_make_folders (fixture->folder, "new/deep/folder", &error));
  g_assert_no_error (error);
  g_assert_cmpint (fstatat (fixture->folder, "new/deep/folder", &status, AT_SYMLINK_NOFOLLOW), ==, 0);
  g_assert_true (S_ISDIR (status.st_mode));
}

static void
test_open_folder (void)
{
  g_autoptr (GFile)  missing = g_file_new_for_path ("/nowhere/at all");
  g_autoptr (GFile)  file = g_file_new_for_path ("/proc/self/exe");
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (sp_safe_path_open_folder (missing, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_cmpint (sp_safe_path_open_folder (file, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY);
}

static void
keep_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}

/* Lists a folder of the home, as text: kinds and names. NULL when it is refused. */
static char *
list (Fixture *fixture, const char *path)
{
  g_autoptr (GFile)        home = g_file_new_for_path (fixture->inside);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GString)      text = g_string_new (NULL);
  g_autoptr (GPtrArray)    files = NULL;
  gboolean                 more = TRUE;

  sp_own_files_list_async (home, path, NULL, keep_cb, &result);
  files = sp_own_files_list_finish (wait_for (&result), &more, NULL);
  g_assert_false (more);
  for (guint i = 0; files != NULL && i < files->len; i++)
    g_string_append_printf (text, "%c%s ", "FRLS"[sp_own_file_get_kind (files->pdata[i])],
                            sp_own_file_get_path (files->pdata[i]));

  return files != NULL ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

/* Links, pipes and names that are none are in the list or not, and lead nowhere. */
static void
test_own_files_list (Fixture *fixture, gconstpointer data)
{
  g_autofree char *pipe = g_build_filename (fixture->inside, "pipe", NULL);
  g_autofree char *all = NULL;
  g_autofree char *sub = NULL;
  const char      *refused[] = { "good", "up", "root", "pipe", "sub/file", "nothing", "..", "/", "" };

  scratch_cache_write (fixture->inside, "b 10.txt", "");
  scratch_cache_write (fixture->inside, "b 9.txt", "");
  scratch_cache_write (fixture->inside, "bad\nname", "");
  scratch_cache_write (fixture->inside, "\xff", "");
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  all = list (fixture, NULL);
  g_assert_cmpstr (all, ==, "Fsub Rb 9.txt Rb 10.txt Lgood Spipe Lroot Lup ");
  sub = list (fixture, "sub");
  g_assert_cmpstr (sub, ==, "Lsub/around Rsub/file Lsub/stolen ");
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    g_assert_null (list (fixture, refused[i]));
}

/* Only files with bytes in them are opened and saved, and only those of the home. */
static void
test_own_files_save (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) home = g_file_new_for_path (fixture->inside);
  g_autofree char  *path = g_build_filename (fixture->outside, "saved", NULL);
  g_autofree char  *pipe = g_build_filename (fixture->inside, "pipe", NULL);
  g_autoptr (GFile) target = g_file_new_for_path (path);
  g_autofree char  *content = NULL;
  const char       *names[] = { "sub/file", "sub/stolen", "up/secret", "good/file",
                                "sub", "pipe", "../secret", "nothing" };

  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (GAsyncResult) saved = NULL;
    g_autoptr (GAsyncResult) found = NULL;
    g_autoptr (GFile)        file = NULL;
    g_autoptr (GError)       error = NULL;

    sp_own_files_save_async (home, names[i], target, keep_cb, &saved);
    g_assert_true (sp_own_files_save_finish (wait_for (&saved), &error) == (i == 0));
    g_assert_true ((error == NULL) == (i == 0));
    sp_own_files_find_async (home, names[i], keep_cb, &found);
    file = sp_own_files_find_finish (wait_for (&found), NULL);
    g_assert_true ((file != NULL) == (i == 0));
  }
  content = scratch_cache_read (fixture->outside, "saved");
  g_assert_cmpstr (content, ==, "content");
}

static void
remove_one (Fixture *fixture, const char *path, gboolean expected)
{
  g_autoptr (GFile)        home = g_file_new_for_path (fixture->inside);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError)       error = NULL;

  sp_own_files_remove_async (home, path, keep_cb, &result);
  g_assert_true (sp_own_files_remove_finish (wait_for (&result), &error) == expected);
  g_assert_true ((error == NULL) == expected);
}

/* A link is removed, and what it leads to is not. */
static void
test_own_files_remove (Fixture *fixture, gconstpointer data)
{
  g_autofree char *secret = g_build_filename (fixture->outside, "secret", NULL);
  g_autofree char *rest = NULL;

  remove_one (fixture, "up/secret", FALSE);
  remove_one (fixture, "../secret", FALSE);
  remove_one (fixture, "good/file", FALSE);
  remove_one (fixture, ".", FALSE);
  remove_one (fixture, "up", TRUE);
  remove_one (fixture, "sub", TRUE);
  remove_one (fixture, "sub/file", TRUE);
  g_assert_true (g_file_test (secret, G_FILE_TEST_IS_REGULAR));
  rest = list (fixture, NULL);
  g_assert_cmpstr (rest, ==, "Lgood Lroot ");
}

#define ADD(name, function) g_test_add ("/spaces/safe-path/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  scratch_cache_set_up ();
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/spaces/safe-path/names", test_names);
  g_test_add_func ("/spaces/safe-path/link-targets", test_link_targets);
  ADD ("link-chain", test_link_chain);
  ADD ("open", test_open);
  ADD ("open-inside", test_open_inside);
  ADD ("create", test_create);
  ADD ("own-files-list", test_own_files_list);
  ADD ("own-files-save", test_own_files_save);
  ADD ("own-files-remove", test_own_files_remove);
  g_test_add_func ("/spaces/safe-path/open-folder", test_open_folder);

  return g_test_run ();
}
