/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-picture-decoder.h"

G_BEGIN_DECLS

/* Whether data begins like a WebP file. */
gboolean sp_picture_webp_matches (GBytes *data);

/* Decodes WebP, the format that Gradio makes of most pictures; see sp_picture_decode_async(). */
SpDecodedPicture *sp_picture_webp_decode (GBytes  *data,
                                          int      max_side,
                                          GError **error);

G_END_DECLS
