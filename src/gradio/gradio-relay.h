/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-visibility.h"

#include <gio/gio.h>

GRADIO_BEGIN_DECLS

#define GRADIO_TYPE_RELAY (gradio_relay_get_type ())

/**
 * GradioRelay:
 *
 * A port of this computer that leads to a Unix socket, for what knows ports only: browsers and web views. Every
 * connection to the port becomes one to the socket, bytes go both ways as they come, and an end that is told on one
 * side is told on the other. It listens on the loopback address, where all programs and users of this computer can
 * reach it, and runs in the main context it was made in until its last reference is dropped; that ends its
 * connections.
 */
G_DECLARE_FINAL_TYPE (GradioRelay, gradio_relay, GRADIO, RELAY, GObject)

/**
 * gradio_relay_new:
 * @path: (type filename): absolute path of a Unix socket; nobody needs to listen there yet
 * @port: a port, 0 for any that is free
 * @error: return location
 *
 * Begins to listen.
 *
 * Returns: (transfer full): a relay, or %NULL with %G_IO_ERROR_ADDRESS_IN_USE or another error of the port
 */
GradioRelay *gradio_relay_new (const char *path,
                               guint16     port,
                               GError    **error);

/**
 * gradio_relay_get_port:
 * @self: a relay
 *
 * Returns: the port it listens on
 */
guint16 gradio_relay_get_port (GradioRelay *self);

/**
 * gradio_relay_dup_uri:
 * @self: a relay
 * @uri: an address of the app on the socket
 *
 * Returns: (transfer full) (nullable): the same at `http://127.0.0.1:PORT`; %NULL when @uri is no address
 */
char *gradio_relay_dup_uri (GradioRelay *self,
                            const char  *uri);

GRADIO_END_DECLS
