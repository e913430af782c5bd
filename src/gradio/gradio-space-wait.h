/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-hub.h"

G_BEGIN_DECLS

/**
 * gradio_space_wait_async:
 * @connection: a connection; its signal `space-state` tells how it goes
 * @address: a Space, or an address below `hf.space`
 * @cancellable: (nullable): stops it
 * @callback: called when it runs, or never will
 * @user_data: for @callback
 *
 * Asks the Hub for a Space; wakes it up if it sleeps, and waits until it runs, unless
 * gradio_connection_get_wait() says not to (protocol.md 3.3). Not installed.
 */
void gradio_space_wait_async (GradioConnection    *connection,
                              const GradioAddress *address,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data);

/**
 * gradio_space_wait_finish:
 * @connection: a connection
 * @result: what @callback got
 * @error: return location
 *
 * Returns: (transfer full): the state of a Space whose host is worth asking; or %NULL with
 *   %GRADIO_ERROR_NOT_RUNNING, %GRADIO_ERROR_UNSUPPORTED, or an error of gradio_hub_ask_finish()
 */
GradioSpaceState *gradio_space_wait_finish (GradioConnection *connection,
                                            GAsyncResult     *result,
                                            GError          **error);

G_END_DECLS
