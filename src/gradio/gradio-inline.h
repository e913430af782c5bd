/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-connection.h"
#include "gradio-file.h"

G_BEGIN_DECLS

/* Files that travel inside of a value, which old servers want. Not installed. */

/**
 * gradio_inline_async:
 * @connection: the way to the server
 * @file: any file
 * @cancellable: (nullable): stops it
 * @callback: called with the content
 * @user_data: for @callback
 *
 * Reads or fetches @file.
 */
void gradio_inline_async (GradioConnection   *connection,
                          GradioFile         *file,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data);

/**
 * gradio_inline_finish:
 * @connection: the way to the server
 * @result: what @callback got
 * @error: return location
 *
 * Returns: (transfer full): a file object whose `url` is a `data:` address with the content
 */
JsonNode *gradio_inline_finish (GradioConnection *connection,
                                GAsyncResult     *result,
                                GError          **error);

G_END_DECLS
