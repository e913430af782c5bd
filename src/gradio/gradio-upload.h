/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-client.h"
#include "gradio-connection.h"

G_BEGIN_DECLS

/* Files on their way to the server (protocol.md 15.1). Not installed; see
 * gradio_client_upload_many_async(). */

/**
 * gradio_upload_many_async:
 * @connection: the way to the server
 * @files: (element-type GFile): files and folders
 * @progress: (nullable): called as bytes are sent
 * @progress_data: for @progress
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Small files travel together, large ones alone, two requests at a time. What is there already, or
 * on its way for somebody else, is not sent again.
 */
void gradio_upload_many_async (GradioConnection   *connection,
                               GPtrArray          *files,
                               GradioTransferFunc  progress,
                               gpointer            progress_data,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data);

/**
 * gradio_upload_many_finish:
 * @connection: the way to the server
 * @result: what @callback got
 * @errors: (out) (optional) (transfer full) (element-type GError): an error or %NULL per file
 * @error: return location
 *
 * Returns: (transfer full): a file object for each file and a list of them for each folder; null
 *   for what failed. Without @errors, %NULL and the first of them
 */
JsonArray *gradio_upload_many_finish (GradioConnection *connection,
                                      GAsyncResult     *result,
                                      GPtrArray       **errors,
                                      GError          **error);

/* The same for one file or folder. (transfer full) */
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
 * @legacy: whether the server is Gradio 3
 *
 * Returns: whether gradio_upload_values_async() would change them: there is a local file among
 *   them, at any depth, or any file for Gradio 3
 */
gboolean gradio_upload_is_needed (JsonArray *values,
                                  gboolean   legacy);

/**
 * gradio_upload_values_async:
 * @connection: the way to the server
 * @values: values of a job; not changed
 * @components: (nullable) (element-type utf8): for Gradio 3 the types of the components that the
 *   values are for
 * @progress: (nullable): called as bytes are sent
 * @progress_data: for @progress
 * @cancellable: (nullable): stops it
 * @callback: called when all are there, or one failed
 * @user_data: for @callback
 *
 * Uploads the local files in @values and puts the values into the form that the server takes.
 */
void gradio_upload_values_async (GradioConnection   *connection,
                                 JsonArray          *values,
                                 GPtrArray          *components,
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
