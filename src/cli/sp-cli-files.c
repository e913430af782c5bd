/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-cli-files.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/* Links to folders are followed, so a circle of them must end somewhere. */
#define MAX_DEPTH 64

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
add_path (GPtrArray *paths, const char *path, guint depth, GError **error)
{
  g_autoptr (GPtrArray) names = NULL;
  g_autoptr (GError)    reason = NULL;

  if (g_access (path, R_OK) != 0) {
    g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_FILE, _("The file “%s” cannot be read: %s"), path,
                 g_strerror (errno));
    return FALSE;
  }
  if (!g_file_test (path, G_FILE_TEST_IS_DIR)) {
    g_ptr_array_add (paths, g_strdup (path));
    return TRUE;
  }

  if (depth < MAX_DEPTH)
    names = list_names (path, &reason);
  if (names == NULL) {
    g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_FILE, _("The folder “%s” cannot be read: %s"), path,
                 reason != NULL ? reason->message : g_strerror (ELOOP));
    return FALSE;
  }
  for (guint i = 0; i < names->len; i++) {
    g_autofree char *inner = g_build_filename (path, names->pdata[i], NULL);

    if (!add_path (paths, inner, depth + 1, error))
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

  if (!add_path (paths, path, 0, error))
    return NULL;
  return g_steal_pointer (&paths);
}
