/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"

#include <gdk/gdk.h>

G_BEGIN_DECLS

/**
 * sp_app_icon_load_async:
 * @client: a connected app
 * @cancellable: (nullable): stops it
 * @callback: called when it is there
 * @user_data: for @callback
 *
 * Gets the picture that stands for an app outside of it: what its /manifest.json names, else what browsers show for it.
 * Only the app's own server is asked.
 */
void sp_app_icon_load_async (GradioClient       *client,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data);

/**
 * sp_app_icon_load_finish:
 * @result: what @callback got
 * @error: return location
 *
 * Returns: (transfer full): the picture, or %NULL
 */
GdkTexture *sp_app_icon_load_finish (GAsyncResult *result,
                                     GError      **error);

/**
 * sp_app_icon_draw:
 * @texture: (nullable): a picture of any size
 * @title: name of the app
 *
 * Returns: (transfer full): a square picture in the PNG format, of the first letter of @title when there is no @texture
 */
GBytes *sp_app_icon_draw (GdkTexture *texture,
                          const char *title);

G_END_DECLS
