/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-address.h"
#include "gradio-connection.h"
#include "gradio-space-state.h"

G_BEGIN_DECLS

/* What the Hub knows about a Space. Not installed. */

/**
 * gradio_hub_ask_async:
 * @connection: a connection
 * @address: a Space, or an address below `hf.space`
 * @cancellable: (nullable): stops it
 * @callback: called when the Hub has answered
 * @user_data: for @callback
 *
 * Asks for a Space by its id or by its host.
 */
void gradio_hub_ask_async (GradioConnection    *connection,
                           const GradioAddress *address,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data);

/**
 * gradio_hub_ask_finish:
 * @connection: a connection
 * @result: what @callback got
 * @error: return location
 *
 * Returns: (transfer full): the Space's state, or %NULL with %GRADIO_ERROR_NOT_FOUND,
 *   %GRADIO_ERROR_ACCESS, %GRADIO_ERROR_CREDENTIALS, or %GRADIO_ERROR_ADDRESS when @address names no
 *   Space; other errors mean that the Hub cannot be asked
 */
GradioSpaceState *gradio_hub_ask_finish (GradioConnection *connection,
                                         GAsyncResult     *result,
                                         GError          **error);

G_END_DECLS
