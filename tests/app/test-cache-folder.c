/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is kept on disk to be there at once the next time. */
#include "sp-cache-folder.h"

#include <glib/gstdio.h>
#include <string.h>

#define MAX_FILES 4
#define MAX_SIZE 4096

typedef struct {
  char          *path;
  SpCacheFolder *folder;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *parent = g_dir_make_tmp ("spaceport-cache-XXXXXX", NULL);

  fixture->path = g_build_filename (parent, "apps", NULL);
  fixture->folder = sp_cache_folder_new (fixture->path, MAX_FILES, MAX_SIZE);
}

static GPtrArray *
list_files (Fixture *fixture)
{
  GPtrArray       *files = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (fixture->path, 0, NULL);
  const char      *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (files, g_build_filename (fixture->path, name, NULL));

  return files;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) files = list_files (fixture);
  g_autofree char      *parent = g_path_get_dirname (fixture->path);

  for (guint i = 0; i < files->len; i++)
    g_remove (files->pdata[i]);
  g_rmdir (fixture->path);
  g_rmdir (parent);
  g_assert_finalize_object (fixture->folder);
  g_free (fixture->path);
}

static void
result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_set_object ((GAsyncResult **) user_data, result);
}

/* Returns: (nullable): what is kept */
static char *
dup_kept (Fixture *fixture, const char *key)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError)       error = NULL;
  g_autoptr (GBytes)       bytes = NULL;

  sp_cache_folder_read_async (fixture->folder, key, NULL, result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  bytes = sp_cache_folder_read_finish (fixture->folder, result, &error);
  if (bytes == NULL) {
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
    return NULL;
  }

  return g_strndup (g_bytes_get_data (bytes, NULL) ?: "", g_bytes_get_size (bytes));
}

static void
keep (Fixture *fixture, const char *key, const char *text)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError)       error = NULL;
  g_autoptr (GBytes)       bytes = text != NULL ? g_bytes_new (text, strlen (text)) : NULL;

  sp_cache_folder_write_async (fixture->folder, key, bytes, result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  sp_cache_folder_write_finish (fixture->folder, result, &error);
  g_assert_no_error (error);
}

/* Says when what is kept under a key was used last. */
static void
set_used (Fixture *fixture, const char *key, gint64 seconds)
{
  g_autofree char   *name = g_compute_checksum_for_string (G_CHECKSUM_SHA256, key, -1);
  g_autofree char   *path = g_build_filename (fixture->path, name, NULL);
  g_autoptr (GFile)  file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  g_file_set_attribute_uint64 (file, G_FILE_ATTRIBUTE_TIME_MODIFIED, (guint64) seconds, G_FILE_QUERY_INFO_NONE, NULL,
                               &error);
  g_assert_no_error (error);
}

#define assert_kept(fixture, key, text)                  \
  G_STMT_START                                           \
  {                                                      \
    g_autofree char *kept = dup_kept ((fixture), (key)); \
    g_assert_cmpstr (kept, ==, (text));                  \
  }                                                      \
  G_STMT_END

static void
test_keep (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) files = NULL;
  GStatBuf              status;

  assert_kept (fixture, "a", NULL);
  keep (fixture, "a", "one");
  keep (fixture, "b", "");
  assert_kept (fixture, "a", "one");
  assert_kept (fixture, "b", "");
  keep (fixture, "a", "two");
  assert_kept (fixture, "a", "two");

  /* Nobody else can read it. */
  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0700);
  files = list_files (fixture);
  g_assert_cmpuint (files->len, ==, 2);
  g_assert_cmpint (g_stat (files->pdata[0], &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);

  keep (fixture, "a", NULL);
  keep (fixture, "never there", NULL);
  assert_kept (fixture, "a", NULL);
  assert_kept (fixture, "b", "");
}

/* All that is asked for at once is done in that order. */
static void
test_order (Fixture *fixture, gconstpointer data)
{
  for (int i = 0; i < 20; i++) {
    g_autofree char   *text = g_strdup_printf ("%d", i);
    g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

    sp_cache_folder_write_async (fixture->folder, "a", i % 2 != 0 ? NULL : bytes, NULL, NULL);
  }
  keep (fixture, "a", "last");
  assert_kept (fixture, "a", "last");
}

static void
test_count (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) files = NULL;

  for (int i = 0; i < MAX_FILES; i++) {
    g_autofree char *key = g_strdup_printf ("%d", i);

    keep (fixture, key, key);
    set_used (fixture, key, 1000 + i);
  }
  assert_kept (fixture, "0", "0"); /* used again */
  keep (fixture, "new", "new");
  files = list_files (fixture);
  g_assert_cmpuint (files->len, ==, MAX_FILES);
  assert_kept (fixture, "0", "0");
  assert_kept (fixture, "1", NULL);
  assert_kept (fixture, "2", "2");
  assert_kept (fixture, "3", "3");
  assert_kept (fixture, "new", "new");
}

static void
test_size (Fixture *fixture, gconstpointer data)
{
  g_autofree char *large = g_strnfill (MAX_SIZE / 2 - 200, 'x');
  g_autofree char *too_large = g_strnfill (MAX_SIZE / 2 + 1, 'x');

  keep (fixture, "a", large);
  set_used (fixture, "a", 1000);
  keep (fixture, "b", large);
  set_used (fixture, "b", 2000);
  keep (fixture, "c", "small");
  assert_kept (fixture, "a", large);
  set_used (fixture, "a", 1000);
  keep (fixture, "d", large);
  assert_kept (fixture, "a", NULL);
  assert_kept (fixture, "b", large);
  assert_kept (fixture, "c", "small");
  assert_kept (fixture, "d", large);

  /* It would push out all the others; what was kept is no longer true. */
  keep (fixture, "d", too_large);
  assert_kept (fixture, "d", NULL);
  assert_kept (fixture, "c", "small");
}

/* Each byte is worth as much as the others. */
static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) files = NULL;
  g_autofree char      *content = NULL;
  g_autofree char      *other = NULL;
  gsize                 length = 0;

  keep (fixture, "key", "value");
  files = list_files (fixture);
  g_assert_true (g_file_get_contents (files->pdata[0], &content, &length, NULL));
  for (gsize i = 0; i < length; i++) {
    content[i] ^= 1;
    g_assert_true (g_file_set_contents (files->pdata[0], content, (gssize) length, NULL));
    assert_kept (fixture, "key", NULL);
    content[i] ^= 1;
    g_assert_true (g_file_set_contents (files->pdata[0], content, (gssize) i, NULL));
    assert_kept (fixture, "key", NULL);
  }
  g_assert_true (g_file_set_contents (files->pdata[0], content, (gssize) length, NULL));
  assert_kept (fixture, "key", "value");

  /* Nor does it count under another name. */
  keep (fixture, "other", "something else");
  other = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "other", -1);
  g_free (g_steal_pointer (&files->pdata[0]));
  files->pdata[0] = g_build_filename (fixture->path, other, NULL);
  g_assert_true (g_file_set_contents (files->pdata[0], content, (gssize) length, NULL));
  assert_kept (fixture, "other", NULL);

  /* What is no file is not followed. */
  g_remove (files->pdata[0]);
  g_assert_cmpint (g_mkdir (files->pdata[0], 0700), ==, 0);
  assert_kept (fixture, "other", NULL);
}

static void
test_no_folder (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError)       error = NULL;
  g_autoptr (GBytes)       bytes = g_bytes_new_static ("text", 4);

  g_assert_true (g_file_set_contents (fixture->path, "a file", -1, NULL));
  sp_cache_folder_write_async (fixture->folder, "a", bytes, result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (sp_cache_folder_write_finish (fixture->folder, result, &error));
  g_assert_nonnull (error);
  assert_kept (fixture, "a", NULL);
  g_remove (fixture->path);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/cache-folder/keep", test_keep);
  add ("/cache-folder/order", test_order);
  add ("/cache-folder/count", test_count);
  add ("/cache-folder/size", test_size);
  add ("/cache-folder/damaged", test_damaged);
  add ("/cache-folder/no-folder", test_no_folder);

  return g_test_run ();
}
