/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-connection.h"
#include "gradio-multipart-stream.h"

G_BEGIN_DECLS

/* A request with a large file on a connection of its own: libsoup copies bodies in small blocks through
 * the main loop, which takes several times as long as the network does. Not installed. */

/**
 * gradio_upload_channel_async:
 * @connection: the way to the server
 * @uri: where to
 * @body: what is sent; its progress function is called in the main context of the caller
 * @cancellable: (nullable): stops it
 * @callback: called when the server has answered
 * @user_data: for @callback
 *
 * Sends @body once, with the headers that libsoup would send.
 */
void gradio_upload_channel_async (GradioConnection      *connection,
                                  const char            *uri,
                                  GradioMultipartStream *body,
                                  GCancellable          *cancellable,
                                  GAsyncReadyCallback    callback,
                                  gpointer               user_data);

/**
 * gradio_upload_channel_finish:
 * @connection: the way to the server
 * @result: what @callback got
 * @status: (out): the HTTP status, 0 when there was no answer
 * @error: return location
 *
 * Returns: (transfer full): what the server answered, or %NULL with a #GradioError, which is
 *   %GRADIO_ERROR_LOST when the connection broke behind its beginning; with %G_IO_ERROR_NOT_SUPPORTED when
 *   libsoup is to try, which follows redirects, knows proxies and says in words why nothing can be reached
 */
JsonNode *gradio_upload_channel_finish (GradioConnection *connection,
                                        GAsyncResult     *result,
                                        guint            *status,
                                        GError          **error);

G_END_DECLS
