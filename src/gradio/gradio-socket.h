/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* A Unix socket on which an app listens instead of a port, and the address that stands for it. It is a
 * #GSocketConnectable: its path may be longer than a #GUnixSocketAddress can be. Not installed. */

#define GRADIO_TYPE_SOCKET (gradio_socket_get_type ())

G_DECLARE_FINAL_TYPE (GradioSocket, gradio_socket, GRADIO, SOCKET, GObject)

/**
 * gradio_socket_new:
 * @path: absolute path of the socket
 * @address: (nullable): web address of the app; only its scheme, host and port count
 *
 * Returns: (transfer full) (nullable): a socket; %NULL when @address is no web address
 */
GradioSocket *gradio_socket_new (const char *path,
                                 const char *address);

const char *gradio_socket_get_path (GradioSocket *self);

/* Whether what is at @uri is asked of the socket. */
gboolean gradio_socket_is_for (GradioSocket *self,
                               GUri         *uri);

/**
 * gradio_socket_watch:
 * @self: a socket
 * @message: a message that was not sent yet
 *
 * A #SoupSession with a socket asks it for whatever it is sent to, also behind a redirect to another server,
 * and one without would look for the app's address in the network. So redirects from one side to the other
 * are not followed: the answer is the redirect.
 */
void gradio_socket_watch (GradioSocket *self,
                          SoupMessage  *message);

/**
 * gradio_socket_dup_elsewhere:
 * @self: (nullable): a socket
 * @message: a message that was answered
 *
 * Returns: (transfer full) (nullable): address at another server to which the app sends whoever asks it for
 *   something to read; %NULL when it does not
 */
char *gradio_socket_dup_elsewhere (GradioSocket *self,
                                   SoupMessage  *message);

G_END_DECLS
