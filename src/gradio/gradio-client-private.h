/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-client.h"
#include "gradio-connection.h"

G_BEGIN_DECLS

/* For what speaks to an app beside its jobs and files. Not installed. */

/**
 * gradio_client_get_connection:
 * @self: a client
 *
 * Returns: (transfer none): the way to its server; it has a base when the client is connected
 */
GradioConnection *gradio_client_get_connection (GradioClient *self);

G_END_DECLS
