/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-client.h"
#include "gradio-visibility.h"

GRADIO_BEGIN_DECLS

/*
 * Calls that wait, for scripts and threads without a main loop of their own. They run the
 * thread-default main context of the caller until they are done, so everything else in this context
 * goes on meanwhile: timers fire, signals are emitted, other jobs of the client proceed. That is why a
 * program with a main loop, above all one with windows, takes the asynchronous calls instead.
 *
 * A thread other than the main one pushes a context first and makes the client after that:
 *
 *   g_main_context_push_thread_default (context);
 *   client = gradio_client_new ("owner/name");
 */

/**
 * gradio_client_connect_sync:
 * @self: a client
 * @cancellable: (nullable): stops it, from another thread or a timer
 * @error: return location
 *
 * Like gradio_client_connect_async(), but waits.
 *
 * Returns: %TRUE when the app is described, else %FALSE with the error of
 *   gradio_client_connect_finish()
 */
gboolean gradio_client_connect_sync (GradioClient *self,
                                     GCancellable *cancellable,
                                     GError      **error);

/**
 * gradio_client_predict_sync:
 * @self: a connected client
 * @endpoint_name: as for gradio_client_find_endpoint(): `/name`, an `fn_index`, or `""` for the only
 *   one
 * @positional: (nullable): values in the order of the parameters
 * @named: (nullable): values by name of parameter
 * @cancellable: (nullable): cancels the job
 * @error: return location
 *
 * Calls an endpoint and waits for its end. Files among the values are uploaded first when
 * gradio_file_to_json() made them. A cancelled call tells the server to stop the job; the request
 * leaves for good when the main context runs next.
 *
 * Returns: (transfer full): the values, one per return; or %NULL with %GRADIO_ERROR_ENDPOINT,
 *   %GRADIO_ERROR_VALUE, %G_IO_ERROR_CANCELLED or the error of gradio_job_wait_finish()
 */
JsonArray *gradio_client_predict_sync (GradioClient *self,
                                       const char   *endpoint_name,
                                       JsonArray    *positional,
                                       JsonObject   *named,
                                       GCancellable *cancellable,
                                       GError      **error);

/**
 * gradio_client_predict_json_sync:
 * @self: a connected client
 * @endpoint_name: as for gradio_client_find_endpoint()
 * @arguments_json: (nullable): a JSON array of values in the order of the parameters, or a JSON
 *   object of values by name; %NULL for none
 * @cancellable: (nullable): cancels the job
 * @error: return location
 *
 * Like gradio_client_predict_sync(), for languages that have their own JSON.
 *
 * Returns: (transfer full): a JSON array with one value per return; or %NULL with a
 *   #JsonParserError, with %GRADIO_ERROR_VALUE for JSON that is neither array nor object, or with an
 *   error of gradio_client_predict_sync()
 */
char *gradio_client_predict_json_sync (GradioClient *self,
                                       const char   *endpoint_name,
                                       const char   *arguments_json,
                                       GCancellable *cancellable,
                                       GError      **error);

/**
 * gradio_client_upload_sync:
 * @self: a connected client
 * @file: a file on this computer
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Like gradio_client_upload_async(), but waits. Not needed for values of a job, which uploads its
 * files itself.
 *
 * Returns: (transfer full): the file object for values, or %NULL with the error of
 *   gradio_client_upload_finish()
 */
JsonNode *gradio_client_upload_sync (GradioClient *self,
                                     GFile        *file,
                                     GCancellable *cancellable,
                                     GError      **error);

/**
 * gradio_client_download_sync:
 * @self: a connected client
 * @file: a file of a value
 * @destination: where to put it
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Like gradio_client_download_async(), but waits.
 *
 * Returns: %TRUE when the file is complete, else %FALSE with the error of
 *   gradio_client_download_finish()
 */
gboolean gradio_client_download_sync (GradioClient *self,
                                      GradioFile   *file,
                                      GFile        *destination,
                                      GCancellable *cancellable,
                                      GError      **error);

GRADIO_END_DECLS
