/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <archive.h>
#include <archive_entry.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "scratch-cache.h"
#include "sp-archive.h"

typedef struct {
  char  *path; /* of the archive */
  GFile *archive;
  char  *into;
  GFile *folder;
} Fixture;

/* An entry of an archive that is made here. */
typedef struct {
  const char  *name;
  unsigned int type;
  const char  *content; /* or what a link leads to */
  mode_t       mode;
} Entry;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = scratch_cache_make_folder ("archives");

  fixture->path = g_build_filename (folder, "sample.space", NULL);
  fixture->archive = g_file_new_for_path (fixture->path);
  fixture->into = g_build_filename (folder, "unpacked", NULL);
  fixture->folder = g_file_new_for_path (fixture->into);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  scratch_cache_clear ();
  g_object_unref (fixture->archive);
  g_object_unref (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->into);
}

static void
write_entry (struct archive *writer, const Entry *entry)
{
  struct archive_entry *header = archive_entry_new ();
  gboolean              is_file = entry->type == AE_IFREG;

  archive_entry_set_pathname (header, entry->name);
  archive_entry_set_perm (header, entry->mode != 0 ? entry->mode : 0644);
  archive_entry_set_size (header, is_file ? strlen (entry->content) : 0);
  if (entry->type == 0)
    archive_entry_set_hardlink (header, entry->content);
  else
    archive_entry_set_filetype (header, entry->type);
  if (entry->type == AE_IFLNK)
    archive_entry_set_symlink (header, entry->content);
  g_assert_cmpint (archive_write_header (writer, header), >=, ARCHIVE_WARN);
  if (is_file)
    archive_write_data (writer, entry->content, strlen (entry->content));
  archive_entry_free (header);
}

static struct archive *
begin (Fixture *fixture, gboolean zip)
{
  struct archive *writer = archive_write_new ();

  if (zip) {
    archive_write_set_format_zip (writer);
  } else {
    archive_write_set_format_pax_restricted (writer);
    archive_write_add_filter_gzip (writer);
  }
  g_assert_cmpint (archive_write_open_filename (writer, fixture->path), ==, ARCHIVE_OK);
  return writer;
}

static void
make_archive (Fixture *fixture, gboolean zip, const Entry *entries, gsize n_entries)
{
  struct archive *writer = begin (fixture, zip);

  for (gsize i = 0; i < n_entries; i++)
    write_entry (writer, &entries[i]);
  archive_write_free (writer);
}

static void
result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
unpack (Fixture *fixture, const SpArchiveLimits *limits, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sp_archive_unpack_async (fixture->archive, fixture->folder, limits, NULL, NULL, cancellable, result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return sp_archive_unpack_finish (result, error);
}

static void
assert_unpacks (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  unpack (fixture, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* Refused, with words, and nothing of it left. */
static void
assert_refused (Fixture *fixture, const SpArchiveLimits *limits, int code, const char *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (unpack (fixture, limits, NULL, &error));
  g_assert_error (error, G_IO_ERROR, code);
  if (strstr (error->message, words) == NULL)
    g_error ("“%s” does not say “%s”", error->message, words);
  g_assert_false (g_file_test (fixture->into, G_FILE_TEST_EXISTS));
}

static void
assert_file (Fixture *fixture, const char *name, const char *content, mode_t mode)
{
  g_autofree char *path = g_build_filename (fixture->into, name, NULL);
  g_autofree char *found = scratch_cache_read (fixture->into, name);
  struct stat      status;

  g_assert_cmpstr (found, ==, content);
  g_assert_cmpint (stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 07111, ==, mode);
}

static void
test_good (Fixture *fixture, gconstpointer data)
{
  static const Entry entries[] = {
    { "./", AE_IFDIR, NULL, 0755 },
    { "./README.md", AE_IFREG, "read", 0644 },
    { "sub/", AE_IFDIR, NULL, 0700 },
    { "sub/run.sh", AE_IFREG, "run", 06755 },
    { "sub/wörd 日.txt", AE_IFREG, "words", 0666 },
    { "deep/er/empty.txt", AE_IFREG, "", 0644 },
    { "sub/link", AE_IFLNK, "../README.md", 0777 },
  };

  for (int zip = 0; zip < 2; zip++) {
    g_autofree char *link = g_build_filename (fixture->into, "sub/link", NULL);
    g_autofree char *target = NULL;

    make_archive (fixture, zip, entries, G_N_ELEMENTS (entries));
    assert_unpacks (fixture);
    assert_file (fixture, "README.md", "read", 0);
    assert_file (fixture, "sub/run.sh", "run", 0111); /* without set-user-id */
    assert_file (fixture, "sub/wörd 日.txt", "words", 0);
    assert_file (fixture, "deep/er/empty.txt", "", 0);
    target = g_file_read_link (link, NULL);
    g_assert_cmpstr (target, ==, "../README.md");
    g_assert_false (unpack (fixture, NULL, NULL, NULL)); /* there is something already */
    scratch_cache_clear ();
    g_free (scratch_cache_make_folder ("archives"));
  }
}

static void
test_hostile (Fixture *fixture, gconstpointer data)
{
  static const struct {
    Entry       entries[2];
    const char *words;
  } cases[] = {
    { { { "../out", AE_IFREG, "x", 0 } }, "../out" },
    { { { "a/../../out", AE_IFREG, "x", 0 } }, "a/../../out" },
    { { { "/tmp/spaceport-out", AE_IFREG, "x", 0 } }, "/tmp/spaceport-out" },
    { { { "a\nb", AE_IFREG, "x", 0 } }, "proper name" },
    { { { "link", AE_IFLNK, "/etc/passwd", 0 } }, "leads out" },
    { { { "link", AE_IFLNK, "../out", 0 } }, "leads out" },
    { { { "link", AE_IFLNK, "sub/../..", 0 } }, "leads out" },
    { { { "link", AE_IFLNK, "sub", 0 }, { "link/file", AE_IFREG, "x", 0 } }, "link" },
    { { { "file", AE_IFREG, "x", 0 }, { "file", AE_IFREG, "y", 0 } }, "twice" },
    { { { "file", AE_IFREG, "x", 0 }, { "file", AE_IFLNK, "other", 0 } }, "twice" },
    { { { "file", AE_IFREG, "x", 0 }, { "file/below", AE_IFREG, "y", 0 } }, "twice" },
    { { { "pipe", AE_IFIFO, NULL, 0 } }, "device" },
    { { { "disk", AE_IFBLK, NULL, 0 } }, "device" },
    { { { "null", AE_IFCHR, NULL, 0 } }, "device" },
    { { { "hard", 0, "/etc/passwd", 0 } }, "not in the archive" },
    { { { "hard", 0, "missing", 0 } }, "not in the archive" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    make_archive (fixture, FALSE, cases[i].entries, cases[i].entries[1].name != NULL ? 2 : 1);
    assert_refused (fixture, NULL, G_IO_ERROR_INVALID_DATA, cases[i].words);
  }
  g_assert_false (g_file_test ("/tmp/spaceport-out", G_FILE_TEST_EXISTS));
}

/* A second name of a file of the archive is a copy of it. */
static void
test_hard_link (Fixture *fixture, gconstpointer data)
{
  static const Entry entries[] = { { "file", AE_IFREG, "content", 0 }, { "sub/other", 0, "file", 0 } };

  make_archive (fixture, FALSE, entries, G_N_ELEMENTS (entries));
  assert_unpacks (fixture);
  assert_file (fixture, "sub/other", "content", 0);
}

static void
test_deep (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) name = g_string_new ("a");
  Entry               entry = { NULL, AE_IFREG, "x", 0 };

  for (int i = 0; i < 100; i++)
    g_string_append (name, "/a");
  entry.name = name->str;
  make_archive (fixture, FALSE, &entry, 1);
  assert_refused (fixture, NULL, G_IO_ERROR_INVALID_DATA, "a/a/a");
}

/* Archives that are small and grow. */
static void
test_bombs (Fixture *fixture, gconstpointer data)
{
  SpArchiveLimits  few_bytes = { .max_bytes = 20 * 1024 * 1024, .max_ratio = G_MAXUINT };
  SpArchiveLimits  few_files = { .max_files = 9 };
  g_autofree char *zeros = g_malloc0 (1024 * 1024);

  for (int zip = 0; zip < 2; zip++) {
    struct archive       *writer = begin (fixture, zip);
    struct archive_entry *header = archive_entry_new ();

    archive_entry_set_pathname (header, "zeros");
    archive_entry_set_filetype (header, AE_IFREG);
    archive_entry_set_perm (header, 0644);
    archive_entry_set_size (header, 24 * 1024 * 1024);
    archive_write_header (writer, header);
    for (int i = 0; i < 24; i++)
      archive_write_data (writer, zeros, 1024 * 1024);
    archive_entry_free (header);
    archive_write_free (writer);

    assert_refused (fixture, NULL, G_IO_ERROR_INVALID_DATA, "200 times");
    assert_refused (fixture, &few_bytes, G_IO_ERROR_INVALID_DATA, "21.0");
  }

  {
    struct archive *writer = begin (fixture, FALSE);

    for (int i = 0; i < 10; i++) {
      g_autofree char *name = g_strdup_printf ("file%d", i);
      Entry            entry = { name, AE_IFREG, "x", 0 };

      write_entry (writer, &entry);
    }
    archive_write_free (writer);
  }
  assert_refused (fixture, &few_files, G_IO_ERROR_INVALID_DATA, "9 files");
}

/* However much is missing at the end, or wrong in the middle: refused, or read whole. */
static void
test_cut (Fixture *fixture, gconstpointer data)
{
  static const Entry entries[] = { { "README.md", AE_IFREG, "read me", 0 }, { "app.py", AE_IFREG, "print ('x')", 0 } };

  for (int zip = 0; zip < 2; zip++) {
    g_autofree char *content = NULL;
    gsize            length = 0;

    make_archive (fixture, zip, entries, G_N_ELEMENTS (entries));
    g_assert_true (g_file_get_contents (fixture->path, &content, &length, NULL));
    for (gsize cut = 0; cut < length; cut += 7) {
      g_autoptr (GError) error = NULL;

      g_assert_true (g_file_set_contents (fixture->path, content, cut, NULL));
      g_assert_false (unpack (fixture, NULL, NULL, &error));
      g_assert_true (error->code == G_IO_ERROR_INVALID_DATA || error->code == G_IO_ERROR_NOT_SUPPORTED);
      g_assert_false (g_file_test (fixture->into, G_FILE_TEST_EXISTS));
    }
  }
}

static void
test_no_archive (Fixture *fixture, gconstpointer data)
{
  static const char *const contents[] = { "", "x", "print ('hello')\n", "\x7f"
                                                                        "ELF",
                                          "#!/bin/sh\nexit 0\n" };
  g_autofree char         *zeros = g_malloc0 (10240);
  g_autoptr (GFile)        missing = g_file_new_for_path ("/nowhere/at all");
  g_autoptr (GError)       error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (contents); i++) {
    g_assert_true (g_file_set_contents (fixture->path, contents[i], -1, NULL));
    assert_refused (fixture, NULL, G_IO_ERROR_NOT_SUPPORTED, "no archive of a Space");
  }

  g_assert_true (g_file_set_contents (fixture->path, "PK\x03\x04 and nothing", -1, NULL));
  assert_refused (fixture, NULL, G_IO_ERROR_INVALID_DATA, "cut or damaged");
  g_assert_true (g_file_set_contents (fixture->path, zeros, 10240, NULL));
  g_assert_false (unpack (fixture, NULL, NULL, &error));
  g_assert_false (g_file_test (fixture->into, G_FILE_TEST_EXISTS));
  g_clear_error (&error);

  g_set_object (&fixture->archive, missing);
  assert_refused (fixture, NULL, G_IO_ERROR_NOT_FOUND, "/nowhere/at all");
}

static void
test_password (Fixture *fixture, gconstpointer data)
{
  static const Entry entry = { "README.md", AE_IFREG, "read me", 0 };
  struct archive    *writer = archive_write_new ();

  archive_write_set_format_zip (writer);
  archive_write_set_options (writer, "zip:encryption=traditional");
  archive_write_set_passphrase (writer, "secret");
  g_assert_cmpint (archive_write_open_filename (writer, fixture->path), ==, ARCHIVE_OK);
  write_entry (writer, &entry);
  archive_write_free (writer);
  assert_refused (fixture, NULL, G_IO_ERROR_INVALID_DATA, "password");
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  static const Entry       entry = { "README.md", AE_IFREG, "read me", 0 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError)       error = NULL;
  SpArchiveItem            item = { "text", NULL, "x" };

  make_archive (fixture, FALSE, &entry, 1);
  g_cancellable_cancel (cancellable);
  g_assert_false (unpack (fixture, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (g_file_test (fixture->into, G_FILE_TEST_EXISTS));
  g_clear_error (&error);

  /* What was there stays until the new one is whole. */
  item.file = g_file_new_for_path (g_get_user_cache_dir ());
  item.text = NULL;
  g_assert_false (sp_archive_pack (fixture->archive, &item, 1, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_object (&item.file);
  assert_unpacks (fixture);
}

static void
test_find (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *files[3];
    const char *found;
  } cases[] = {
    { { "space.json", "app/app.py" }, "app" },
    { { "README.md", "app/app.py" }, "" },
    { { "app.py" }, "" },
    { { "name-main/README.md" }, "name-main" },
    { { "one/README.md", "two/README.md" }, "" },
    { { "file" }, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GFile) found = NULL;
    g_autofree char  *expected = NULL;

    for (gsize j = 0; cases[i].files[j] != NULL; j++) {
      g_autofree char *path = g_build_filename (fixture->into, cases[i].files[j], NULL);
      g_autofree char *folder = g_path_get_dirname (path);

      g_assert_cmpint (g_mkdir_with_parents (folder, 0755), ==, 0);
      g_assert_true (g_file_set_contents (path, "", -1, NULL));
    }
    found = sp_archive_find_space (fixture->folder);
    expected =
      *cases[i].found != '\0' ? g_build_filename (fixture->into, cases[i].found, NULL) : g_strdup (fixture->into);
    g_assert_cmpstr (g_file_peek_path (found), ==, expected);
    scratch_cache_clear ();
  }
}

/* What is packed comes out again, and the same gives the same bytes. */
static void
test_round_trip (Fixture *fixture, gconstpointer data)
{
  g_autofree char   *source = scratch_cache_make_folder ("source");
  g_autofree char   *sub = scratch_cache_make_folder ("source/sub");
  g_autofree char   *link = g_build_filename (sub, "link", NULL);
  g_autofree char   *program = g_build_filename (source, "run.sh", NULL);
  g_autoptr (GFile)  folder = g_file_new_for_path (source);
  g_autoptr (GFile)  missing = g_file_new_for_path ("/nowhere/at all");
  SpArchiveItem      items[] = { { "space.json", NULL, "{}" }, { "app", folder, NULL }, { "wheels", missing, NULL } };
  g_autoptr (GError) error = NULL;
  g_autofree char   *first = NULL;
  g_autofree char   *second = NULL;
  gsize              first_length = 0;
  gsize              second_length = 0;

  scratch_cache_write (source, "wörd 日.txt", "words");
  scratch_cache_write (source, "run.sh", "run");
  g_assert_cmpint (g_chmod (program, 0700), ==, 0);
  g_assert_cmpint (symlink ("../run.sh", link), ==, 0);
  g_assert_true (sp_archive_pack (fixture->archive, items, G_N_ELEMENTS (items), NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (fixture->path, &first, &first_length, NULL));
  g_assert_cmpint (memcmp (first, "\x28\xb5\x2f\xfd", 4), ==, 0);

  assert_unpacks (fixture);
  assert_file (fixture, "space.json", "{}", 0);
  assert_file (fixture, "app/wörd 日.txt", "words", 0);
  assert_file (fixture, "app/run.sh", "run", 0111);
  assert_file (fixture, "app/sub/link", "run", 0111);

  scratch_cache_write (source, "run.sh", "run"); /* with another time */
  g_assert_cmpint (g_chmod (program, 0755), ==, 0);
  g_assert_true (sp_archive_pack (fixture->archive, items, G_N_ELEMENTS (items), NULL, NULL, &error));
  g_assert_true (g_file_get_contents (fixture->path, &second, &second_length, NULL));
  g_assert_cmpmem (first, first_length, second, second_length);

  /* A link out of the folder is not packed, and nothing is left of the attempt. */
  g_assert_cmpint (g_unlink (link), ==, 0);
  g_assert_cmpint (symlink ("/etc/passwd", link), ==, 0);
  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  g_assert_false (sp_archive_pack (fixture->archive, items, G_N_ELEMENTS (items), NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_FILENAME);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

#define ADD(name, function) g_test_add ("/spaces/archive/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  scratch_cache_set_up ();
  g_test_init (&argc, &argv, NULL);

  ADD ("good", test_good);
  ADD ("hostile", test_hostile);
  ADD ("hard-link", test_hard_link);
  ADD ("deep", test_deep);
  ADD ("bombs", test_bombs);
  ADD ("cut", test_cut);
  ADD ("no-archive", test_no_archive);
  ADD ("password", test_password);
  ADD ("cancel", test_cancel);
  ADD ("find", test_find);
  ADD ("round-trip", test_round_trip);

  return g_test_run ();
}
