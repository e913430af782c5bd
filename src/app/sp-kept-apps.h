/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-cache-folder.h"

#include "gradio.h"

G_BEGIN_DECLS

/**
 * sp_kept_apps_new:
 *
 * What apps said of themselves the last time, and their colours: by address, in the user's cache. Apps
 * that want to know who asks are not among them.
 *
 * Returns: (transfer full): the folder that it is kept in
 */
SpCacheFolder *sp_kept_apps_new (void);

/**
 * sp_kept_apps_restore_async:
 * @kept: what is kept
 * @client: a new client
 * @cancellable: (nullable): stops it
 * @callback: called when the client is restored, or is not
 * @user_data: for @callback
 *
 * Restores a client, see gradio_client_restore_async(), from what is kept of the same address.
 */
void     sp_kept_apps_restore_async (SpCacheFolder      *kept,
                                     GradioClient       *client,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);
gboolean sp_kept_apps_restore_finish (SpCacheFolder *kept,
                                      GAsyncResult  *result,
                                      GError       **error);

/**
 * sp_kept_apps_keep:
 * @kept: what is kept
 * @client: a connected client
 *
 * Keeps what its app says of itself; what was kept of it goes when the app is for one user only.
 */
void sp_kept_apps_keep (SpCacheFolder *kept,
                        GradioClient  *client);

/**
 * sp_kept_apps_forget:
 * @kept: what is kept
 * @reference: address of an app, as the user gave it
 */
void sp_kept_apps_forget (SpCacheFolder *kept,
                          const char    *reference);

G_END_DECLS
