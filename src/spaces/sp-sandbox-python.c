/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-sandbox-python.h"

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#define MAX_LINKS 40

static gboolean
is_below (const char *path, const char *folder)
{
  gsize length = strlen (folder);

  return strncmp (path, folder, length) == 0 && path[length] == '/';
}

/* Whether a sandbox shows it anyway. */
static gboolean
is_of_system (const char *path)
{
  static const char *const folders[] = { "/usr", "/bin", "/lib", "/lib64", "/etc/alternatives" };

  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    if (is_below (path, folders[i]))
      return TRUE;
  return FALSE;
}

static void
add_link (GStrvBuilder *arguments, GHashTable *seen, const char *target, const char *path)
{
  if (g_hash_table_add (seen, g_strdup (path)))
    g_strv_builder_add_many (arguments, "--symlink", target, path, NULL);
}

static void
add_installation (GStrvBuilder *arguments, const char *prefix)
{
  static const char *const folders[] = { "bin", "lib", "lib64", "ssl" };

  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++) {
    g_autofree char *path = g_build_filename (prefix, folders[i], NULL);

    g_strv_builder_add_many (arguments, "--ro-bind-try", path, path, NULL);
  }
}

/* Follows one link of the way to the interpreter. Returns where it leads, NULL when it is no link. */
static char *
follow (const char *path)
{
  g_autofree char *target = g_file_read_link (path, NULL);
  g_autofree char *folder = g_path_get_dirname (path);

  return target != NULL ? g_canonicalize_filename (target, folder) : NULL;
}

/* A folder on the way may itself be a link (uv has one for each minor version). Returns the path
 * without such links, NULL when it is gone. */
static char *
resolve_folder (const char *path, GStrvBuilder *arguments, GHashTable *seen)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *prefix = g_path_get_dirname (folder);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *real_folder = realpath (folder, NULL);
  g_autofree char *real_prefix = realpath (prefix, NULL);

  if (real_folder == NULL || real_prefix == NULL)
    return NULL;

  if (strcmp (prefix, real_prefix) != 0)
    add_link (arguments, seen, real_prefix, prefix);
  else if (strcmp (folder, real_folder) != 0)
    add_link (arguments, seen, real_folder, folder);
  return g_build_filename (real_folder, name, NULL);
}

static void
set_gone_error (GError **error, const char *path)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
               _("The Python of this Space is gone: “%s” is not there. Install the Space again."),
               path);
}

gboolean
sp_sandbox_python_add (const char *environment, GStrvBuilder *arguments, GError **error)
{
  g_autofree char       *root = g_canonicalize_filename (environment, NULL);
  g_autofree char       *path = g_build_filename (root, "bin", "python", NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int i = 0; i < MAX_LINKS; i++) {
    g_autofree char *target = NULL;

    if (is_of_system (path))
      return TRUE;

    if (!is_below (path, root)) {
      char *real = resolve_folder (path, arguments, seen);

      if (real == NULL)
        break;
      g_free (path);
      path = real;
    }

    target = follow (path);
    if (target == NULL && g_file_test (path, G_FILE_TEST_IS_REGULAR)) {
      g_autofree char *folder = g_path_get_dirname (path);
      g_autofree char *prefix = g_path_get_dirname (folder);

      if (!is_below (path, root))
        add_installation (arguments, prefix);
      return TRUE;
    }
    if (target == NULL)
      break;

    if (!is_below (path, root))
      add_link (arguments, seen, target, path);
    g_free (path);
    path = g_steal_pointer (&target);
  }

  set_gone_error (error, path);
  return FALSE;
}
