/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-client.h"
#include "gradio-visibility.h"

GRADIO_BEGIN_DECLS

/**
 * gradio_client_fetch_openapi_async:
 * @self: a connected client
 * @cancellable: (nullable): stops it
 * @callback: called with the description
 * @user_data: for @callback
 *
 * Fetches what the server says of itself in the words of OpenAPI, as it is. It is of use from
 * Gradio 6 on: 5 describes routes that want something else, 3 and 4 those of the web page.
 */
void gradio_client_fetch_openapi_async (GradioClient       *self,
                                        GCancellable       *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer            user_data);

/**
 * gradio_client_fetch_openapi_finish:
 * @self: a client
 * @result: what @callback got
 * @error: return location
 *
 * Returns: (transfer full): the document, or %NULL with a #GradioError
 */
JsonNode *gradio_client_fetch_openapi_finish (GradioClient *self,
                                              GAsyncResult *result,
                                              GError      **error);

GRADIO_END_DECLS
