/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-connection.h"

G_BEGIN_DECLS

/**
 * GradioHeartbeat:
 *
 * Tells the server that a session is in use: State and the like are dropped when it ends
 * (protocol.md 7.2). It is opened again when it breaks, at once and then after 1, 2, 4 … 30 s, and
 * ends with the object. Not installed.
 */
#define GRADIO_TYPE_HEARTBEAT (gradio_heartbeat_get_type ())

G_DECLARE_FINAL_TYPE (GradioHeartbeat, gradio_heartbeat, GRADIO, HEARTBEAT, GObject)

GradioHeartbeat *gradio_heartbeat_new (GradioConnection *connection,
                                       const char       *session_hash);

G_END_DECLS
