/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What is in the file of a sound, or of a film with sound. */

#define SP_SOUND_LEVELS_PER_SECOND 20

/**
 * sp_sound_reader_load_levels_async:
 * @file: a file on this computer
 *
 * Finds out how loud it is all along.
 */
void sp_sound_reader_load_levels_async (GFile              *file,
                                        GCancellable       *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer            user_data);

/**
 * sp_sound_reader_load_levels_finish:
 * @result: of sp_sound_reader_load_levels_async()
 * @duration: (out): its length in seconds
 * @error: what to tell the user
 *
 * Returns: (transfer full) (nullable) (element-type double): %SP_SOUND_LEVELS_PER_SECOND, each 0 to 1
 */
GArray *sp_sound_reader_load_levels_finish (GAsyncResult *result,
                                            double       *duration,
                                            GError      **error);

/**
 * sp_sound_reader_cut_async:
 * @file: a file on this computer
 * @start: seconds where the part begins
 * @end: seconds where it ends
 * @target: where to write the part, as a WAV file at the same rate with the same channels
 */
void sp_sound_reader_cut_async (GFile              *file,
                                double              start,
                                double              end,
                                GFile              *target,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data);

gboolean sp_sound_reader_cut_finish (GAsyncResult *result,
                                     GError      **error);

G_END_DECLS
