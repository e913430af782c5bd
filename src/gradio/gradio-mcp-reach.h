/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-connection.h"

G_BEGIN_DECLS

/**
 * gradio_mcp_reach_async:
 * @connection: the way to a server
 * @cancellable: (nullable): stops it
 * @callback: called when it is known
 * @user_data: for @callback
 *
 * Finds out whether the server can fetch its own files by their addresses, as it does when a tool is
 * given one. Gradio does not follow addresses that are not public, such as those of this computer or
 * of a local network, and it has none of our logins and tokens when it asks. Not installed.
 */
void gradio_mcp_reach_async (GradioConnection   *connection,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data);

/**
 * gradio_mcp_reach_finish:
 * @connection: the way to a server
 * @result: what @callback got
 * @is_public: (out): whether it can
 * @error: return location
 *
 * Returns: %FALSE when it was cancelled
 */
gboolean gradio_mcp_reach_finish (GradioConnection *connection,
                                  GAsyncResult     *result,
                                  gboolean         *is_public,
                                  GError          **error);

G_END_DECLS
