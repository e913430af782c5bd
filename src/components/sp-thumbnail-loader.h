/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"

#include "sp-picture-decoder.h"

G_BEGIN_DECLS

#define SP_TYPE_THUMBNAIL_LOADER (sp_thumbnail_loader_get_type ())

/**
 * SpThumbnailLoader:
 *
 * Makes small pictures of the files of one component: pictures, and the first frame of films. A few
 * are fetched and decoded at a time, in the order in which they were asked for; what is cancelled
 * while it waits costs nothing. The last ones are kept, up to 32 MiB. See #SpThumbnail, which shows
 * one.
 */
G_DECLARE_FINAL_TYPE (SpThumbnailLoader, sp_thumbnail_loader, SP, THUMBNAIL_LOADER, GObject)

SpThumbnailLoader *sp_thumbnail_loader_new (void);

/**
 * sp_thumbnail_loader_is_possible:
 * @file: (nullable): a file of a value
 *
 * Returns: whether there can be a thumbnail of it, going by its type: it is a picture or film, or
 *   nobody knows
 */
gboolean sp_thumbnail_loader_is_possible (GradioFile *file);

/**
 * sp_thumbnail_loader_is_video:
 * @file: (nullable): a file of a value
 *
 * Returns: whether it is a film, going by its type
 */
gboolean sp_thumbnail_loader_is_video (GradioFile *file);

/**
 * sp_thumbnail_loader_peek:
 * @self: a loader
 * @file: a file of a value
 * @client: (nullable): where it comes from
 * @side: largest width and height that is needed, in device pixels
 *
 * Returns: (transfer none) (nullable): the thumbnail, if it is at hand and large enough
 */
const SpDecodedPicture *sp_thumbnail_loader_peek (SpThumbnailLoader *self,
                                                  GradioFile        *file,
                                                  GradioClient      *client,
                                                  int                side);

/**
 * sp_thumbnail_loader_load_async:
 * @self: a loader
 * @file: a file of a value
 * @client: (nullable): where it comes from
 * @side: largest width and height that is needed, in device pixels
 * @cancellable: (nullable): stops it, also while it waits
 * @callback: called when it is decoded
 * @user_data: for @callback
 */
void sp_thumbnail_loader_load_async (SpThumbnailLoader  *self,
                                     GradioFile         *file,
                                     GradioClient       *client,
                                     int                 side,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);

/**
 * sp_thumbnail_loader_load_finish:
 * @self: a loader
 * @result: what @callback got
 * @error: return location
 *
 * Returns: (transfer full): the thumbnail, at least as large as was asked for unless the picture is
 *   smaller; or %NULL with a sentence for people
 */
SpDecodedPicture *sp_thumbnail_loader_load_finish (SpThumbnailLoader *self,
                                                   GAsyncResult      *result,
                                                   GError           **error);

G_END_DECLS
