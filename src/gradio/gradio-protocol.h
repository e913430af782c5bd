/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GradioProtocol:
 * @GRADIO_PROTOCOL_WS: a WebSocket for each job (Gradio 3)
 * @GRADIO_PROTOCOL_SSE: an event stream for each job, which is asked for its data (4.0 to 4.8)
 * @GRADIO_PROTOCOL_SSE_V1: one event stream for a session (4.9 to 4.16)
 * @GRADIO_PROTOCOL_SSE_V2: the same, with partial outputs as edits (4.17 and later)
 * @GRADIO_PROTOCOL_CALL: the REST routes, an event stream for each job; of no server's /config, but
 *   what is left where that is not Gradio's
 *
 * How a server's queue is spoken to (protocol.md 2). What came after `sse_v2` differs in nothing
 * that a client has to know. Not installed.
 */
typedef enum {
  GRADIO_PROTOCOL_WS,
  GRADIO_PROTOCOL_SSE,
  GRADIO_PROTOCOL_SSE_V1,
  GRADIO_PROTOCOL_SSE_V2,
  GRADIO_PROTOCOL_CALL,
} GradioProtocol;

/**
 * gradio_protocol_from_string:
 * @name: (nullable): `protocol` of /config; Gradio 3 has none
 *
 * Returns: the protocol; one that is not known yet is taken for the newest
 */
GradioProtocol gradio_protocol_from_string (const char *name);

G_END_DECLS
