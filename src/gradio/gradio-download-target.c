/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-download-target.h"

#include "gradio-error.h"
#include "gradio-unique-file.h"

#include <glib/gi18n-lib.h>

struct _GradioDownloadTarget {
  GFile         *folder; /* nullable: the destination has none */
  char          *name;
  gboolean       replaces;
  GFile         *partial; /* while there is one */
  GOutputStream *output;
};

static GError *
new_write_error (GradioDownloadTarget *self,
                 GError               *error)
{
  g_autoptr (GError) cause = error;

  if (cause->domain == GRADIO_ERROR || g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_steal_pointer (&cause);

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    return g_error_new (GRADIO_ERROR, GRADIO_ERROR_FILE,
                        _("The disk is full, so “%s” could not be saved. Free some space or choose "
                           "another folder."),
                        self->name);

  return g_error_new (GRADIO_ERROR, GRADIO_ERROR_FILE,
                      _("“%s” could not be saved: %s. Choose another folder."), self->name,
                      cause->message);
}

static gboolean
fail (GradioDownloadTarget *self,
      GError               *cause,
      GError              **error)
{
  g_propagate_error (error, new_write_error (self, cause));

  return FALSE;
}

GradioDownloadTarget *
gradio_download_target_new (GFile *destination)
{
  GradioDownloadTarget *self = g_new0 (GradioDownloadTarget, 1);

  self->folder = g_file_get_parent (destination);
  self->name = g_file_get_basename (destination);
  self->replaces = TRUE;

  return self;
}

GradioDownloadTarget *
gradio_download_target_new_in_folder (GFile      *folder,
                                      const char *name)
{
  GradioDownloadTarget *self = g_new0 (GradioDownloadTarget, 1);

  self->folder = g_object_ref (folder);
  self->name = g_strdup (name);

  return self;
}

void
gradio_download_target_discard (GradioDownloadTarget *self)
{
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->output); /* closes it */
  if (self->partial != NULL && !g_file_delete (self->partial, NULL, &error))
    g_debug ("A partial file stays: %s", error->message);
  g_clear_object (&self->partial);
}

void
gradio_download_target_free (GradioDownloadTarget *self)
{
  gradio_download_target_discard (self);
  g_clear_object (&self->folder);
  g_free (self->name);
  g_free (self);
}

/* With a name nobody has. */
static GFile *
new_partial (GradioDownloadTarget *self,
             GError              **error)
{
  g_autofree char *name = g_strdup_printf (".%.100s.%08x.part", self->name, g_random_int ());

  if (self->folder == NULL) {
    g_set_error_literal (error, GRADIO_ERROR, GRADIO_ERROR_FILE,
                         _("This is a folder. Choose a file name."));
    return NULL;
  }

  return g_file_get_child (self->folder, name);
}

static gboolean
create (GradioDownloadTarget *self,
        GCancellable         *cancellable,
        GError              **error)
{
  g_autoptr (GFile) partial = new_partial (self, error);
  GError           *cause = NULL;

  if (partial == NULL)
    return FALSE;

  self->output = G_OUTPUT_STREAM (g_file_create (partial, G_FILE_CREATE_NONE, cancellable, &cause));
  if (self->output == NULL)
    return fail (self, cause, error);

  self->partial = g_steal_pointer (&partial);

  return TRUE;
}

gboolean
gradio_download_target_write (GradioDownloadTarget *self,
                              const void           *data,
                              gsize                 size,
                              GCancellable         *cancellable,
                              GError              **error)
{
  GError *cause = NULL;

  if (self->output == NULL && !create (self, cancellable, error))
    return FALSE;

  return g_output_stream_write_all (self->output, data, size, NULL, cancellable, &cause) ||
         fail (self, cause, error);
}

gboolean
gradio_download_target_restart (GradioDownloadTarget *self,
                                GError              **error)
{
  GError *cause = NULL;

  if (self->output == NULL)
    return TRUE;

  return (g_seekable_seek (G_SEEKABLE (self->output), 0, G_SEEK_SET, NULL, &cause) &&
          g_seekable_truncate (G_SEEKABLE (self->output), 0, NULL, &cause)) ||
         fail (self, cause, error);
}

gboolean
gradio_download_target_copy (GradioDownloadTarget *self,
                             GFile                *source,
                             GCancellable         *cancellable,
                             GError              **error)
{
  GError *cause = NULL;

  self->partial = new_partial (self, error);
  if (self->partial == NULL)
    return FALSE;

  if (g_file_copy (source, self->partial, G_FILE_COPY_NONE, cancellable, NULL, NULL, &cause))
    return TRUE;

  if (!g_file_query_exists (self->partial, NULL))
    g_clear_object (&self->partial);

  return fail (self, cause, error);
}

/* A new file takes its name first, empty, so that nobody else can take it in between. */
static GFile *
reserve (GradioDownloadTarget *self,
         GCancellable         *cancellable,
         GError              **error)
{
  return self->replaces ? g_file_get_child (self->folder, self->name)
                        : gradio_unique_file_new (self->folder, self->name, cancellable, error);
}

GFile *
gradio_download_target_complete (GradioDownloadTarget *self,
                                 gint64                modified,
                                 GCancellable         *cancellable,
                                 GError              **error)
{
  g_autoptr (GFile) place = NULL;
  GError           *cause = NULL;

  if (self->partial == NULL && !create (self, cancellable, error)) /* an empty file */
    return NULL;
  if (self->output != NULL && !g_output_stream_close (self->output, cancellable, &cause)) {
    fail (self, cause, error);
    return NULL;
  }
  g_clear_object (&self->output);

  if (modified >= 0)
    g_file_set_attribute_uint64 (self->partial, G_FILE_ATTRIBUTE_TIME_MODIFIED, (guint64) modified,
                                 G_FILE_QUERY_INFO_NONE, NULL, NULL); /* not every disk has one */

  place = reserve (self, cancellable, &cause);
  if (place == NULL) {
    fail (self, cause, error);
    return NULL;
  }

  if (!g_file_move (self->partial, place, G_FILE_COPY_OVERWRITE, cancellable, NULL, NULL, &cause)) {
    if (!self->replaces)
      g_file_delete (place, NULL, NULL);
    fail (self, cause, error);
    return NULL;
  }
  g_clear_object (&self->partial);

  return g_steal_pointer (&place);
}
