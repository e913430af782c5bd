/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-client.h"
#include "gradio-connection.h"

G_BEGIN_DECLS

/* Files on their way from the server (protocol.md 15.6). Not installed; see
 * gradio_client_download_async(). */

/**
 * gradio_download_async:
 * @connection: the way to the server
 * @uri: an address: http, https, data or file
 * @destination: where to put it
 * @progress: (nullable): called as bytes arrive
 * @progress_data: for @progress
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: for @callback
 */
void     gradio_download_async (GradioConnection   *connection,
                                const char         *uri,
                                GFile              *destination,
                                GradioTransferFunc  progress,
                                gpointer            progress_data,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data);
gboolean gradio_download_finish (GradioConnection *connection,
                                 GAsyncResult     *result,
                                 GError          **error);

/* The same into a folder, under a name that nobody has there yet. The name is to be sanitised. */
void   gradio_download_into_async (GradioConnection   *connection,
                                   const char         *uri,
                                   GFile              *folder,
                                   const char         *name,
                                   GradioTransferFunc  progress,
                                   gpointer            progress_data,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data);
GFile *gradio_download_into_finish (GradioConnection *connection,
                                    GAsyncResult     *result,
                                    GError          **error);

G_END_DECLS
