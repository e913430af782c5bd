/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The disk's side of a download: a file that grows beside its place and takes it when it is
 * complete. All calls block; they are for one worker thread after the other. Not installed. */

typedef struct _GradioDownloadTarget GradioDownloadTarget;

/* @destination is replaced. */
GradioDownloadTarget *gradio_download_target_new (GFile *destination);

/* A new file in @folder, see gradio_unique_file_new(). */
GradioDownloadTarget *gradio_download_target_new_in_folder (GFile *folder, const char *name);

/* Leaves nothing behind of what is not complete. */
void gradio_download_target_free (GradioDownloadTarget *self);

/* Appends; the first call makes the file. Errors are #GradioError, or cancelled. */
gboolean gradio_download_target_write (GradioDownloadTarget *self,
                                       const void           *data,
                                       gsize                 size,
                                       GCancellable         *cancellable,
                                       GError              **error);

/* Throws away what was written. */
gboolean gradio_download_target_restart (GradioDownloadTarget *self,
                                         GError              **error);

/* Instead of writing. */
gboolean gradio_download_target_copy (GradioDownloadTarget *self,
                                      GFile                *source,
                                      GCancellable         *cancellable,
                                      GError              **error);

/**
 * gradio_download_target_complete:
 * @self: a target
 * @modified: time of change in seconds since 1970, or -1
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Returns: (transfer full): the file in its place
 */
GFile *gradio_download_target_complete (GradioDownloadTarget *self,
                                        gint64                modified,
                                        GCancellable         *cancellable,
                                        GError              **error);

/* Deletes what is not complete. */
void gradio_download_target_discard (GradioDownloadTarget *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GradioDownloadTarget, gradio_download_target_free)

G_END_DECLS
