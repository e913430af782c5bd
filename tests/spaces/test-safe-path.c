/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "scratch-cache.h"
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
  g_test_add_func ("/spaces/safe-path/open-folder", test_open_folder);

  return g_test_run ();
}
