/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-client.h"
#include "gradio-connection.h"

G_BEGIN_DECLS

/* Files on their way to the server (protocol.md 15.1). Not installed; see
 * gradio_client_upload_async(). */

void      gradio_upload_async (GradioConnection   *connection,
                               GFile              *file,
                               GradioTransferFunc  progress,
                               gpointer            progress_data,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data);
JsonNode *gradio_upload_finish (GradioConnection *connection,
                                GAsyncResult     *result,
                                GError          **error);

/**
 * GradioUploadFunc:
 * @fraction: 0 to 1: share of all files that was sent
 * @user_data: data of the call
 */
typedef void (*GradioUploadFunc) (double   fraction,
                                  gpointer user_data);

/**
 * gradio_upload_is_needed:
 * @values: values of a job
 *
 * Returns: whether there is a local file among them, at any depth
 */
gboolean gradio_upload_is_needed (JsonArray *values);

/**
 * gradio_upload_values_async:
 * @connection: the way to the server
 * @values: values of a job; not changed
 * @progress: (nullable): called as bytes are sent
 * @progress_data: for @progress
 * @cancellable: (nullable): stops it
 * @callback: called when all are there, or one failed
 * @user_data: for @callback
 *
 * Uploads the local files in @values, one after the other.
 */
void gradio_upload_values_async (GradioConnection   *connection,
                                 JsonArray          *values,
                                 GradioUploadFunc    progress,
                                 gpointer            progress_data,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);

/**
 * gradio_upload_values_finish:
 * @connection: the way to the server
 * @result: what @callback got
 * @error: return location
 *
 * Returns: (transfer full): a copy of the values with the server's file objects in the place of the
 *   local ones
 */
JsonArray *gradio_upload_values_finish (GradioConnection *connection,
                                        GAsyncResult     *result,
                                        GError          **error);

G_END_DECLS
