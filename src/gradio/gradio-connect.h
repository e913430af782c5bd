/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-connection.h"
#include "gradio-description.h"

G_BEGIN_DECLS

/**
 * gradio_connect_async:
 * @connection: told where the server is
 * @reference: what a person typed
 * @cancellable: (nullable): stops it
 * @callback: called when the app is found or not
 * @user_data: for @callback
 *
 * Finds the app: waits for a Space until it runs, tries /config at the address and at its parents,
 * for the address may be one of a page, logs in where that is wanted, and reads /info (protocol.md
 * 3.4).
 */
void gradio_connect_async (GradioConnection   *connection,
                           const char         *reference,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data);

/**
 * gradio_connect_finish:
 * @connection: a connection
 * @result: what @callback got
 * @error: return location
 *
 * Returns: (transfer full): what was found
 */
GradioDescription *gradio_connect_finish (GradioConnection *connection,
                                          GAsyncResult     *result,
                                          GError          **error);

G_END_DECLS
