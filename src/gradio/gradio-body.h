/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* More than any app answers at a time: a gallery or a plot can be many MiB (protocol.md 4.3). */
#define GRADIO_MAX_BODY_SIZE (256 * 1024 * 1024)

/**
 * gradio_body_fetch_async:
 * @session: the session to send it by
 * @message: a message
 * @cancellable: (nullable): stops it
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Like soup_session_send_and_read_async(), but gives up where that would fill the memory: a server
 * may write for ever. Not installed.
 */
void gradio_body_fetch_async (SoupSession        *session,
                              SoupMessage        *message,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data);

/**
 * gradio_body_fetch_finish:
 * @session: the session
 * @result: what @callback got
 * @error: return location
 *
 * Returns: (transfer full): the whole body, or %NULL with %GRADIO_ERROR_SERVER when it has more than
 *   %GRADIO_MAX_BODY_SIZE bytes, or an error of the network
 */
GBytes *gradio_body_fetch_finish (SoupSession  *session,
                                  GAsyncResult *result,
                                  GError      **error);

G_END_DECLS
