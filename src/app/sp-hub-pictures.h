/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

#define SP_TYPE_HUB_PICTURES (sp_hub_pictures_get_type ())

/**
 * SpHubPictures:
 *
 * Fetches thumbnails and avatars: only from the Hub and what serves its pictures, never with a token, at most four at
 * a time. They are kept on disk with their ETags and, the last ones, in memory.
 */
G_DECLARE_FINAL_TYPE (SpHubPictures, sp_hub_pictures, SP, HUB_PICTURES, GObject)

/**
 * sp_hub_pictures_new:
 * @folder: (nullable): where they are kept; %NULL for the user's cache
 *
 * Returns: (transfer full): the pictures of the Hub (`HF_ENDPOINT` or the usual one)
 */
SpHubPictures *sp_hub_pictures_new (const char *folder);

/**
 * sp_hub_pictures_dup_avatar:
 * @self: the pictures
 * @owner: name of a user or an organisation
 *
 * Returns: (transfer full): address of the picture of somebody whose avatar the Hub has not told
 */
char *sp_hub_pictures_dup_avatar (SpHubPictures *self,
                                  const char    *owner);

/**
 * sp_hub_pictures_load_async:
 * @self: the pictures
 * @address: of one, absolute or relative to the Hub; of another computer's it fails
 * @side: largest width and height that is needed, in device pixels
 * @cancellable: (nullable): stops it, also while it waits
 * @callback: called when it is decoded
 * @user_data: for @callback
 */
void sp_hub_pictures_load_async (SpHubPictures      *self,
                                 const char         *address,
                                 int                 side,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);

/**
 * sp_hub_pictures_load_finish:
 * @self: the pictures
 * @result: what @callback got
 * @error: return location
 *
 * Returns: (transfer full): the picture, or %NULL
 */
GdkTexture *sp_hub_pictures_load_finish (SpHubPictures *self,
                                         GAsyncResult  *result,
                                         GError       **error);

G_END_DECLS
