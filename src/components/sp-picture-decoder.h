/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-picture-animation.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SP_PICTURE_ERROR:
 *
 * Error domain of decoding; %G_IO_ERROR comes too, of reading.
 */
#define SP_PICTURE_ERROR (sp_picture_error_quark ())

/**
 * SpPictureError:
 * @SP_PICTURE_ERROR_BROKEN: the data is no picture, or cut off
 * @SP_PICTURE_ERROR_TOO_LARGE: the picture has more than 256 megapixels, or the file is beyond
 *   what is read into memory
 * @SP_PICTURE_ERROR_FORMAT: a picture, but of a format that this computer cannot show
 */
typedef enum {
  SP_PICTURE_ERROR_BROKEN,
  SP_PICTURE_ERROR_TOO_LARGE,
  SP_PICTURE_ERROR_FORMAT,
} SpPictureError;

GQuark sp_picture_error_quark (void);

/**
 * SpDecodedPicture:
 * @texture: what to show, at most as large as was asked for
 * @width: width of the whole picture in pixels, the way it is shown
 * @height: its height
 * @has_alpha: whether it can be seen through
 * @is_drawing: whether it can be decoded at any size without loss
 * @animation: (nullable): its frames from the first one on, when it moves
 */
typedef struct {
  GdkTexture *texture;
  int         width;
  int         height;
  gboolean    has_alpha;
  gboolean    is_drawing;

  SpPictureAnimation *animation;
} SpDecodedPicture;

/**
 * sp_decoded_picture_copy:
 * @picture: a picture
 *
 * Returns: (transfer full): the same, with the same texture
 */
SpDecodedPicture *sp_decoded_picture_copy (const SpDecodedPicture *picture);

void sp_decoded_picture_free (SpDecodedPicture *picture);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SpDecodedPicture, sp_decoded_picture_free)

/**
 * sp_picture_decode_async:
 * @file: (nullable): a file on this computer
 * @data: (nullable): the picture itself, when there is no @file
 * @max_side: largest width and height that is needed, 0 for the whole picture
 * @cancellable: (nullable): stops it
 * @callback: called when it is decoded
 * @user_data: for @callback
 *
 * Reads and decodes a picture in a thread, turned as its EXIF data says, scaled down but never up
 * (drawings are scaled to what is
 * needed). WebP is read by libwebp, anything else by gdk-pixbuf.
 */
void sp_picture_decode_async (GFile              *file,
                              GBytes             *data,
                              int                 max_side,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data);

/**
 * sp_picture_decode_finish:
 * @result: what @callback got
 * @error: return location
 *
 * Returns: (transfer full): the picture, or %NULL with a sentence for people
 */
SpDecodedPicture *sp_picture_decode_finish (GAsyncResult *result,
                                            GError      **error);

G_END_DECLS
