/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SpFileIntake:
 * @types: (nullable): words of sp_file_types_new_from_json(), %NULL for any file
 * @max_size: bytes a file may have, -1 for any number
 * @multiple: whether several files are taken
 * @folders: whether folders are taken: as the files in them
 *
 * What an input takes.
 */
typedef struct {
  const char *const *types;
  goffset            max_size;
  gboolean           multiple;
  gboolean           folders;
} SpFileIntake;

/**
 * sp_file_intake_check_async:
 * @intake: what is taken; copied
 * @files: (element-type GFile): files that were chosen, dropped or pasted
 * @cancellable: (nullable): stops it
 * @callback: called when all have been looked at
 * @user_data: for @callback
 *
 * Looks at files in a thread: whether they can be read and fit.
 */
void sp_file_intake_check_async (const SpFileIntake *intake,
                                 GPtrArray          *files,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);

/**
 * sp_file_intake_check_finish:
 * @result: what @callback got
 * @refusal: (out) (transfer full) (nullable): a sentence on what was not taken and why
 * @error: return location
 *
 * Returns: (transfer full) (element-type GFile): what fits, maybe nothing; %NULL when it was
 *   cancelled
 */
GPtrArray *sp_file_intake_check_finish (GAsyncResult *result,
                                        char        **refusal,
                                        GError      **error);

/**
 * sp_file_intake_save_texture_async:
 * @texture: a picture from the clipboard or a drop
 * @folder: where to put it
 * @cancellable: (nullable): stops it
 * @callback: called when it is written
 * @user_data: for @callback
 *
 * Writes a picture as a PNG file in a thread.
 */
void   sp_file_intake_save_texture_async (GdkTexture         *texture,
                                          const char         *folder,
                                          GCancellable       *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer            user_data);
GFile *sp_file_intake_save_texture_finish (GAsyncResult *result,
                                           GError      **error);

G_END_DECLS
