/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-client.h"

G_BEGIN_DECLS

/* Files as arguments of a tool: MCP knows them by address only. Not installed. */

/**
 * gradio_mcp_files_send_async:
 * @client: a connected client
 * @arguments: arguments of a tool; not changed
 * @cancellable: (nullable): stops it
 * @callback: called when all files are where the tool can read them
 * @user_data: for @callback
 *
 * Makes an address of each file in @arguments, one after the other.
 */
void gradio_mcp_files_send_async (GradioClient       *client,
                                  JsonObject         *arguments,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data);

/**
 * gradio_mcp_files_send_finish:
 * @client: a connected client
 * @result: what @callback got
 * @error: return location
 *
 * Returns: (transfer full): a copy of the arguments with addresses in the place of the files
 */
JsonObject *gradio_mcp_files_send_finish (GradioClient *client,
                                          GAsyncResult *result,
                                          GError      **error);

G_END_DECLS
