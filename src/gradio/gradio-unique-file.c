/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "gradio-unique-file.h"

#include <string.h>

#define MAX_NUMBER 10000
#define MAX_EXTENSION_LENGTH 20

/* The extension begins at the last dot, at the one before it for “.tar.gz”. */
static const char *
find_extension (const char *name)
{
  const char *dot = strrchr (name, '.');

  if (dot == NULL || dot == name || strlen (dot) > MAX_EXTENSION_LENGTH)
    return name + strlen (name);
  if (dot - name > 4 && strncmp (dot - 4, ".tar", 4) == 0)
    return dot - 4;

  return dot;
}

GFile *
gradio_unique_file_new (GFile        *folder,
                        const char   *name,
                        GCancellable *cancellable,
                        GError      **error)
{
  const char *extension = find_extension (name);

  for (guint number = 1;; number++) {
    g_autofree char              *numbered = g_strdup_printf ("%.*s (%u)%s", (int) (extension - name), name, number, extension);
    g_autoptr (GFile)             file = g_file_get_child (folder, number == 1 ? name : numbered);
    g_autoptr (GError)            cause = NULL;
    g_autoptr (GFileOutputStream) stream = g_file_create (file, G_FILE_CREATE_NONE, cancellable, &cause);

    if (stream != NULL)
      return g_steal_pointer (&file);

    if (!g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_EXISTS) || number == MAX_NUMBER) {
      g_propagate_error (error, g_steal_pointer (&cause));
      return NULL;
    }
  }
}
