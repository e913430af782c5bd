/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-cli-files.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/* More than that is no folder to send but a mistake, such as “/”. */
#define MAX_FILES 100000
#define MAX_DEPTH 256

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GPtrArray *
list_names (const char *folder, GError **error)
{
  g_autoptr (GDir)      dir = g_dir_open (folder, 0, error);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char           *name;

  if (dir == NULL)
    return NULL;

  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  return g_steal_pointer (&names);
}

static gboolean
add_file (GPtrArray *paths, const char *path, GError **error)
{
  if (g_access (path, R_OK) != 0) {
    g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_FILE, _("The file “%s” cannot be read: %s"), path,
                 g_strerror (errno));
    return FALSE;
  }
  g_ptr_array_add (paths, g_strdup (path));
  return TRUE;
}

/* Links to folders are not followed, so that there is no circle, and only files are taken. */
static gboolean
add_folder (GPtrArray *paths, const char *folder, guint depth, GError **error)
{
  g_autoptr (GError)    reason = NULL;
  g_autoptr (GPtrArray) names = list_names (folder, &reason);

  if (names == NULL || depth > MAX_DEPTH || paths->len > MAX_FILES) {
    g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_FILE, _("The folder “%s” cannot be read: %s"), folder,
                 reason != NULL ? reason->message : _("there is too much in it"));
    return FALSE;
  }
  for (guint i = 0; i < names->len; i++) {
    g_autofree char *path = g_build_filename (folder, names->pdata[i], NULL);
    gboolean         link = g_file_test (path, G_FILE_TEST_IS_SYMLINK);
    gboolean         added = TRUE;

    if (!link && g_file_test (path, G_FILE_TEST_IS_DIR))
      added = add_folder (paths, path, depth + 1, error);
    else if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
      added = add_file (paths, path, error);
    if (!added)
      return FALSE;
  }
  return TRUE;
}

/**
 * sp_cli_files_list:
 * @path: a file or a folder
 * @error: return location
 *
 * Returns: (transfer full) (element-type filename): @path itself, or the files at any depth of the
 *   folder, in order; %NULL with %GRADIO_ERROR_FILE when one of them cannot be read
 */
GPtrArray *
sp_cli_files_list (const char *path, GError **error)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  if (!g_file_test (path, G_FILE_TEST_IS_DIR) && !add_file (paths, path, error))
    return NULL;
  if (g_file_test (path, G_FILE_TEST_IS_DIR) && !add_folder (paths, path, 0, error))
    return NULL;
  return g_steal_pointer (&paths);
}
