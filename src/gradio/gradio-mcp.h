/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-client.h"
#include "gradio-visibility.h"

GRADIO_BEGIN_DECLS

#define GRADIO_TYPE_MCP (gradio_mcp_get_type ())

/**
 * GradioMcp:
 *
 * What an app offers to assistants by the Model Context Protocol: tools, resources and prompts
 * (streamable HTTP). All calls of one object share one conversation with the server, which the first
 * of them opens. They fail with
 *
 * - %GRADIO_ERROR_NOT_FOUND when the app does not serve MCP,
 * - %GRADIO_ERROR_APP when the app itself reports an error, with its words,
 * - %GRADIO_ERROR_VALUE when the server refuses the arguments,
 * - %GRADIO_ERROR_ENDPOINT when the server does not know the method,
 * - %GRADIO_ERROR_UNSUPPORTED when it speaks a version of the protocol that is not known,
 * - or one of the network.
 *
 * The server is told of calls that are cancelled. Gradio (up to 6.31) lets the function run to its
 * end nevertheless.
 */
G_DECLARE_FINAL_TYPE (GradioMcp, gradio_mcp, GRADIO, MCP, GObject)

/**
 * GradioMcp::notification:
 * @self: a conversation
 * @method: what kind it is; `notifications/message` is a line of the server's log
 * @params: (nullable): what it says
 *
 * The server told something while it worked on a call, other than its progress.
 */

/**
 * GradioMcpKind:
 * @GRADIO_MCP_TOOLS: functions: `name`, `description`, `inputSchema`
 * @GRADIO_MCP_RESOURCES: documents: `uri`, `name`, `description`, `mimeType`
 * @GRADIO_MCP_RESOURCE_TEMPLATES: documents with parameters in their address: `uriTemplate`, …
 * @GRADIO_MCP_PROMPTS: texts to begin with: `name`, `description`, `arguments`
 *
 * What an app can offer.
 */
typedef enum {
  GRADIO_MCP_TOOLS,
  GRADIO_MCP_RESOURCES,
  GRADIO_MCP_RESOURCE_TEMPLATES,
  GRADIO_MCP_PROMPTS,
} GradioMcpKind;

/**
 * GradioMcpProgressFunc:
 * @progress: how far it is; grows
 * @total: where it ends, or -1 when unknown: Gradio merely counts its steps
 * @message: (nullable): what is going on
 * @user_data: data of the call
 *
 * Called as a tool gets on.
 */
typedef void (*GradioMcpProgressFunc) (double      progress,
                                       double      total,
                                       const char *message,
                                       gpointer    user_data);

/**
 * gradio_mcp_new:
 * @client: a connected client
 *
 * Returns: (transfer full): a conversation that is not open yet
 */
GradioMcp *gradio_mcp_new (GradioClient *client);

/**
 * gradio_mcp_list_async:
 * @self: a conversation
 * @kind: what to list
 * @cancellable: (nullable): stops it
 * @callback: called with the list
 * @user_data: for @callback
 *
 * Lists all there are, however many pages that takes.
 */
void gradio_mcp_list_async (GradioMcp          *self,
                            GradioMcpKind       kind,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data);

/**
 * gradio_mcp_list_finish:
 * @self: a conversation
 * @result: what @callback got
 * @error: return location
 *
 * Returns: (transfer full): descriptions as the server gives them, none where the server does not
 *   know the kind
 */
JsonArray *gradio_mcp_list_finish (GradioMcp    *self,
                                   GAsyncResult *result,
                                   GError      **error);

/**
 * gradio_mcp_call_tool_async:
 * @self: a conversation
 * @name: name of the tool
 * @arguments: (nullable): its arguments by name; not changed. Files are objects as
 *   gradio_file_to_json() makes them, at any depth
 * @progress: (nullable) (scope notified) (closure progress_data) (destroy progress_destroy): called
 *   as the tool gets on
 * @progress_data: for @progress
 * @progress_destroy: (nullable): frees @progress_data when @progress is not called any more
 * @cancellable: (nullable): stops it
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Calls a tool. MCP knows files by their address only: local ones are uploaded, and the address on
 * the server given. Where the server could not fetch that itself (Gradio refuses addresses that are
 * not public, and has not our login) they are sent inside of the call, which costs them their name.
 */
void gradio_mcp_call_tool_async (GradioMcp            *self,
                                 const char           *name,
                                 JsonObject           *arguments,
                                 GradioMcpProgressFunc progress,
                                 gpointer              progress_data,
                                 GDestroyNotify        progress_destroy,
                                 GCancellable         *cancellable,
                                 GAsyncReadyCallback   callback,
                                 gpointer              user_data);

/**
 * gradio_mcp_call_tool_finish:
 * @self: a conversation
 * @result: what @callback got
 * @error: return location
 *
 * Returns: (transfer full): the result: `content` is a list of parts (`{"type": "text", "text"}`,
 *   `{"type": "image", "data", "mimeType"}`…). A result that is an error is %GRADIO_ERROR_APP
 */
JsonObject *gradio_mcp_call_tool_finish (GradioMcp    *self,
                                         GAsyncResult *result,
                                         GError      **error);

/**
 * gradio_mcp_get_prompt_async:
 * @self: a conversation
 * @name: name of the prompt
 * @arguments: (nullable): its arguments by name, all of them texts
 * @cancellable: (nullable): stops it
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Has a prompt made of its arguments.
 */
void gradio_mcp_get_prompt_async (GradioMcp          *self,
                                  const char         *name,
                                  JsonObject         *arguments,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data);

/**
 * gradio_mcp_get_prompt_finish:
 * @self: a conversation
 * @result: what @callback got
 * @error: return location
 *
 * Returns: (transfer full): the prompt: `messages` is a list of `{"role", "content"}`
 */
JsonObject *gradio_mcp_get_prompt_finish (GradioMcp    *self,
                                          GAsyncResult *result,
                                          GError      **error);

/**
 * gradio_mcp_read_resource_async:
 * @self: a conversation
 * @uri: address of a resource, or what a template makes
 * @cancellable: (nullable): stops it
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Reads a resource.
 */
void gradio_mcp_read_resource_async (GradioMcp          *self,
                                     const char         *uri,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);

/**
 * gradio_mcp_read_resource_finish:
 * @self: a conversation
 * @result: what @callback got
 * @error: return location
 *
 * Returns: (transfer full): the resource: `contents` is a list of `{"uri", "mimeType", "text"}`, with
 *   `blob` (Base64) in the place of `text` where it is none
 */
JsonObject *gradio_mcp_read_resource_finish (GradioMcp    *self,
                                             GAsyncResult *result,
                                             GError      **error);

GRADIO_END_DECLS
