/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-connection.h"
#include "gradio-message.h"

G_BEGIN_DECLS

/**
 * GradioEventStreamFuncs:
 * @message: (nullable): called for each message of a queue (protocol.md 9)
 * @event: (nullable): called for each event whose data is other JSON, with the event's name
 * @ended: called once: with %NULL when the server ended the body, else with why it could not be opened
 *   or read on
 *
 * The first two may both be missing, where it only counts that the stream is open. After gradio_event_stream_close() none is called any more.
 */
typedef struct {
  void (*message) (gpointer user_data, const GradioMessage *message);
  void (*event) (gpointer user_data, const char *event, JsonNode *node);
  void (*ended) (gpointer user_data, const GError *error);
} GradioEventStreamFuncs;

/**
 * GradioEventStream:
 *
 * One event stream of a server (protocol.md 4.3, 8.3): opened, read, cut into messages. Functions
 * instead of signals, because thousands of messages come in a second. Not installed.
 */
#define GRADIO_TYPE_EVENT_STREAM (gradio_event_stream_get_type ())

G_DECLARE_FINAL_TYPE (GradioEventStream, gradio_event_stream, GRADIO, EVENT_STREAM, GObject)

/**
 * gradio_event_stream_open:
 * @connection: the way to the server
 * @path: path below the prefix, with its query
 * @funcs: what to call; static
 * @user_data: for @funcs
 *
 * Returns: (transfer full): the stream; its functions are called later, from the main loop
 */
GradioEventStream *gradio_event_stream_open (GradioConnection             *connection,
                                             const char                   *path,
                                             const GradioEventStreamFuncs *funcs,
                                             gpointer                      user_data);

void gradio_event_stream_close (GradioEventStream *self);

G_END_DECLS
