/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Splits the bytes of an event stream into events (protocol.md 4.3). Not installed. */

typedef struct _GradioSseParser GradioSseParser;

/**
 * GradioSseFunc:
 * @event: name of the event, `message` when the stream gives none
 * @data: its data lines joined by line feeds; ends with a zero byte after @length bytes; valid
 *   during the call only
 * @length: length of @data in bytes
 * @user_data: what was given to gradio_sse_parser_new()
 */
typedef void (*GradioSseFunc) (const char *event,
                               const char *data,
                               gsize       length,
                               gpointer    user_data);

/**
 * gradio_sse_parser_new:
 * @func: called for each event, in order
 * @user_data: for @func
 * @max_size: how many bytes one event may have
 */
GradioSseParser *gradio_sse_parser_new (GradioSseFunc func,
                                        gpointer      user_data,
                                        gsize         max_size);
void             gradio_sse_parser_free (GradioSseParser *self);

/**
 * gradio_sse_parser_push:
 * @self: the parser
 * @bytes: the next piece as it was read, cut anywhere
 * @length: its length
 *
 * @func may free the parser: nothing of it is touched after a call that did.
 *
 * Returns: %FALSE when an event is larger than allowed; nothing can be parsed after that
 */
gboolean gradio_sse_parser_push (GradioSseParser *self,
                                 const char      *bytes,
                                 gsize            length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GradioSseParser, gradio_sse_parser_free)

G_END_DECLS
