/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-connection.h"
#include "gradio-multipart-stream.h"

G_BEGIN_DECLS

/* One request that carries files to the server, and its repetitions. Not installed. */

/**
 * gradio_upload_request_async:
 * @connection: the way to the server
 * @items: (element-type GradioUploadItem): what to send; up to 1,000
 * @progress: (nullable): called as bytes are sent; starts anew with each try
 * @progress_data: for @progress
 * @cancellable: (nullable): stops it
 * @callback: called when the server has them, or will not
 * @user_data: for @callback
 *
 * A request that breaks or stands still is repeated up to three times (protocol.md 21).
 */
void gradio_upload_request_async (GradioConnection   *connection,
                                  GPtrArray          *items,
                                  GradioMultipartFunc progress,
                                  gpointer            progress_data,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data);

/**
 * gradio_upload_request_finish:
 * @connection: the way to the server
 * @result: what @callback got
 * @error: return location
 *
 * Returns: whether every item has its `path` now
 */
gboolean gradio_upload_request_finish (GradioConnection *connection,
                                       GAsyncResult     *result,
                                       GError          **error);

G_END_DECLS
