/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-picture-decoder.h"

G_BEGIN_DECLS

/**
 * sp_video_still_async:
 * @file: a film on this computer
 * @max_side: largest width and height that is needed
 * @cancellable: (nullable): stops it
 * @callback: called when the picture is there
 * @user_data: for @callback
 *
 * Decodes the first picture of a film in a thread, turned as the film says.
 */
void sp_video_still_async (GFile              *file,
                           int                 max_side,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data);

/**
 * sp_video_still_finish:
 * @result: what @callback got
 * @error: return location
 *
 * Returns: (transfer full): the picture, or %NULL with a sentence for people
 */
SpDecodedPicture *sp_video_still_finish (GAsyncResult *result,
                                         GError      **error);

G_END_DECLS
