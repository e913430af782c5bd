/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"

G_BEGIN_DECLS

/**
 * sp_favicon_load_async:
 * @client: a connected app
 * @cancellable: (nullable): stops it
 * @callback: called when it is there
 * @user_data: for @callback
 *
 * Gets the small picture that browsers show for the app.
 */
void sp_favicon_load_async (GradioClient       *client,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data);

/**
 * sp_favicon_load_finish:
 * @result: what @callback got
 * @error: return location
 *
 * Returns: (transfer full): the picture, or %NULL
 */
GIcon *sp_favicon_load_finish (GAsyncResult *result,
                               GError      **error);

G_END_DECLS
