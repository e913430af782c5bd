/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-thumbnail-loader.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SP_TYPE_THUMBNAIL (sp_thumbnail_get_type ())

/**
 * SpThumbnail:
 *
 * A small square picture of a file: of a picture or film, else an icon of its type. It is decoded
 * at the size it is shown while it is on the screen, and let go when it is scrolled away. As wide
 * as its place, or as its `width-request`; as high as wide where it gets its natural height.
 *
 * Properties: `content-fit` (#GtkContentFit, how a picture that is not square fills the square),
 * `alternative-text` (%NULL for the file's name), `error-text` (why there is only an icon, %NULL
 * while nothing is wrong).
 */
G_DECLARE_FINAL_TYPE (SpThumbnail, sp_thumbnail, SP, THUMBNAIL, GtkWidget)

GtkWidget *sp_thumbnail_new (void);

/**
 * sp_thumbnail_set_file:
 * @self: a thumbnail
 * @loader: (nullable): makes it; only with @file
 * @file: (nullable): a file of a value
 * @client: (nullable): where it comes from
 */
void sp_thumbnail_set_file (SpThumbnail       *self,
                            SpThumbnailLoader *loader,
                            GradioFile        *file,
                            GradioClient      *client);

/**
 * sp_thumbnail_get_texture:
 * @self: a thumbnail
 *
 * Returns: (transfer none) (nullable): what is shown, %NULL while it is an icon
 */
GdkTexture *sp_thumbnail_get_texture (SpThumbnail *self);

const char *sp_thumbnail_get_error_text (SpThumbnail *self);
void        sp_thumbnail_set_content_fit (SpThumbnail *self, GtkContentFit content_fit);
void        sp_thumbnail_set_alternative_text (SpThumbnail *self, const char *text);

G_END_DECLS
