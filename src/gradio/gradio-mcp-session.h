/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-mcp-exchange.h"

G_BEGIN_DECLS

/* A conversation with an MCP server: opened once, by the first request. Not installed. */

#define GRADIO_TYPE_MCP_SESSION (gradio_mcp_session_get_type ())

G_DECLARE_FINAL_TYPE (GradioMcpSession, gradio_mcp_session, GRADIO, MCP_SESSION, GObject)

GradioMcpSession *gradio_mcp_session_new (GradioConnection *connection);

/**
 * gradio_mcp_session_request_async:
 * @self: a session
 * @method: name of the method
 * @params: (nullable): its parameters
 * @patience: how long an answer may take
 * @func: (nullable): called for notifications that come before the answer
 * @func_data: for @func
 * @cancellable: (nullable): stops it, and tells the server
 * @callback: called with the result
 * @user_data: for @callback
 */
void gradio_mcp_session_request_async (GradioMcpSession    *self,
                                       const char          *method,
                                       JsonObject          *params,
                                       GradioPatience       patience,
                                       GradioMcpMessageFunc func,
                                       gpointer             func_data,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);

/**
 * gradio_mcp_session_request_finish:
 * @self: a session
 * @result: what @callback got
 * @error: return location
 *
 * Returns: (transfer full): the result; or %NULL with %GRADIO_ERROR_ENDPOINT when the server does
 *   not know the method, %GRADIO_ERROR_VALUE when it does not like the parameters,
 *   %GRADIO_ERROR_APP for other errors it tells, or one of the network
 */
JsonObject *gradio_mcp_session_request_finish (GradioMcpSession *self,
                                               GAsyncResult     *result,
                                               GError          **error);

G_END_DECLS
