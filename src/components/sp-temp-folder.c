/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-temp-folder.h"

#include <glib/gstdio.h>

struct _SpTempFolder {
  char *path;    /* owned, (nullable): once there is something in it */
  guint n_files; /* that were named */
};

SpTempFolder *
sp_temp_folder_new (void)
{
  return g_new0 (SpTempFolder, 1);
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char      *name = NULL;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *file = g_build_filename (path, name, NULL);

    if (g_unlink (file) != 0)
      g_debug ("A temporary file could not be removed: %s", g_strerror (errno));
  }
  if (g_rmdir (path) != 0)
    g_debug ("A temporary folder could not be removed: %s", g_strerror (errno));
}

void
sp_temp_folder_free (SpTempFolder *self)
{
  if (self == NULL)
    return;

  if (self->path != NULL)
    remove_folder (self->path);
  g_free (self->path);
  g_free (self);
}

const char *
sp_temp_folder_get_path (SpTempFolder *self, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->path == NULL)
    self->path = g_dir_make_tmp ("spaceport-XXXXXX", error);

  return self->path;
}

GFile *
sp_temp_folder_new_file (SpTempFolder *self, const char *name, const char *extension, GError **error)
{
  g_autofree char *file_name = NULL;
  g_autofree char *path = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (sp_temp_folder_get_path (self, error) == NULL)
    return NULL;

  file_name = self->n_files == 0 ? g_strconcat (name, extension, NULL)
                                 : g_strdup_printf ("%s-%u%s", name, self->n_files + 1, extension);
  self->n_files++;
  path = g_build_filename (self->path, file_name, NULL);

  return g_file_new_for_path (path);
}
