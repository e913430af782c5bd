/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-connection.h"

G_BEGIN_DECLS

/* One message to an MCP server and what comes back for it: one JSON, or an event stream (protocol.md
 * 19.1). Not installed. */

/**
 * GradioMcpMessageFunc:
 * @message: a request or notification that came before the answer
 * @user_data: data of the call
 */
typedef void (*GradioMcpMessageFunc) (JsonObject *message,
                                      gpointer    user_data);

/**
 * gradio_mcp_exchange_async:
 * @connection: the way to the server
 * @message: a message with its body and headers
 * @id: what the answer is known by, 0 when none is expected
 * @patience: how long an answer may take
 * @func: (nullable): called for what is no answer
 * @func_data: for @func
 * @cancellable: (nullable): stops it
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Sends @message and waits for the answer with @id.
 */
void gradio_mcp_exchange_async (GradioConnection    *connection,
                                SoupMessage         *message,
                                gint64               id,
                                GradioPatience       patience,
                                GradioMcpMessageFunc func,
                                gpointer             func_data,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data);

/**
 * gradio_mcp_exchange_finish:
 * @connection: the way to the server
 * @result: what @callback got
 * @error: return location
 *
 * Returns: (transfer full): the answer with its `result` or `error`, an empty object where none was
 *   expected; or %NULL with %GRADIO_ERROR_NOT_FOUND when the server has no MCP or has forgotten the
 *   session, or another #GradioError
 */
JsonObject *gradio_mcp_exchange_finish (GradioConnection *connection,
                                        GAsyncResult     *result,
                                        GError          **error);

G_END_DECLS
