/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * GradioRawAnswer:
 * @status: the HTTP status
 * @headers: its headers
 * @body: its body, of which no transfer coding is left
 *
 * An answer of a server that was read from a connection of our own. Not installed.
 */
typedef struct {
  guint               status;
  SoupMessageHeaders *headers;
  GByteArray         *body;
} GradioRawAnswer;

/**
 * gradio_raw_answer_read:
 * @input: where it comes from
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Blocks. What precedes the final answer (status 1xx) is passed over.
 *
 * Returns: (transfer full): the answer, or %NULL with %G_IO_ERROR_INVALID_DATA when it makes no sense
 *   or is larger than 1 MiB, with %G_IO_ERROR_CONNECTION_CLOSED when it breaks off, or what @input says
 */
GradioRawAnswer *gradio_raw_answer_read (GInputStream *input,
                                         GCancellable *cancellable,
                                         GError      **error);
void             gradio_raw_answer_free (GradioRawAnswer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GradioRawAnswer, gradio_raw_answer_free)

G_END_DECLS
