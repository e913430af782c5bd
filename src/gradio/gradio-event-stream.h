/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-connection.h"

G_BEGIN_DECLS

/**
 * GradioEventStream:
 *
 * One event stream of a server (protocol.md 4.3, 8.3): opened, read, cut into messages. Not
 * installed.
 *
 * Signals: `message` (name of the event, #JsonNode) for each event's data, in order; `ended` (#GError or %NULL) once:
 * %NULL when the server ended the body, else why it could not be opened or read on. After
 * gradio_event_stream_close() there are none.
 */
#define GRADIO_TYPE_EVENT_STREAM (gradio_event_stream_get_type ())

G_DECLARE_FINAL_TYPE (GradioEventStream, gradio_event_stream, GRADIO, EVENT_STREAM, GObject)

/**
 * gradio_event_stream_open:
 * @connection: the way to the server
 * @path: path below the prefix, with its query
 * @json: whether the data of its events are JSON; without, `message` carries null
 *
 * Returns: (transfer full): the stream; its signals come later, from the main loop
 */
GradioEventStream *gradio_event_stream_open (GradioConnection *connection,
                                             const char       *path,
                                             gboolean          json);

void gradio_event_stream_close (GradioEventStream *self);

G_END_DECLS
