/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-client.h"
#include "gradio-connection.h"

G_BEGIN_DECLS

/* Returns: (transfer none): the way to the app's server, of one connection all the time. For tests */
GradioConnection *gradio_client_get_connection (GradioClient *self);

G_END_DECLS
