/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-sender.h"

G_BEGIN_DECLS

#define GRADIO_TYPE_MULTIPART_STREAM (gradio_multipart_stream_get_type ())

/* The body of an upload: `multipart/form-data` with a part named `files` for each file (protocol.md
 * 15.1). It opens and reads the files as it is read itself, so that no more than a buffer of them
 * is ever in memory. Not installed. */
G_DECLARE_FINAL_TYPE (GradioMultipartStream, gradio_multipart_stream, GRADIO, MULTIPART_STREAM, GInputStream)

/**
 * GradioMultipartFunc:
 * @transferred: bytes of the files that were read so far
 * @total: bytes of all files
 * @user_data: data of gradio_multipart_stream_set_progress()
 */
typedef void (*GradioMultipartFunc) (goffset  transferred,
                                     goffset  total,
                                     gpointer user_data);

/**
 * gradio_multipart_stream_new:
 *
 * Returns: (transfer full): a body without files
 */
GradioMultipartStream *gradio_multipart_stream_new (void);

/**
 * gradio_multipart_stream_add_file:
 * @self: a stream that was not read yet
 * @file: a file; opened when its turn comes
 * @name: its name; `"`, `\` and control characters become `_`
 * @mime_type: (nullable): its type, `application/octet-stream` when %NULL or not a type
 * @size: its length in bytes
 *
 * The server was promised @size bytes: reading fails with %GRADIO_ERROR_FILE when the file turns
 * out to be shorter or longer.
 */
void gradio_multipart_stream_add_file (GradioMultipartStream *self,
                                       GFile                 *file,
                                       const char            *name,
                                       const char            *mime_type,
                                       goffset                size);

/**
 * gradio_multipart_stream_get_content_type:
 * @self: a stream
 *
 * Returns: value of the header `Content-Type`, with the boundary
 */
const char *gradio_multipart_stream_get_content_type (GradioMultipartStream *self);

/**
 * gradio_multipart_stream_get_length:
 * @self: a stream
 *
 * Returns: bytes of the whole body, for `Content-Length`
 */
goffset gradio_multipart_stream_get_length (GradioMultipartStream *self);

/**
 * gradio_multipart_stream_get_position:
 * @self: a stream
 *
 * Returns: bytes of the body that were read so far
 */
goffset gradio_multipart_stream_get_position (GradioMultipartStream *self);

/**
 * gradio_multipart_stream_set_progress:
 * @self: a stream
 * @progress: (nullable): called now and then, and at the end; asynchronous reads call it in the
 *   main context of their caller, other reads in the thread of theirs
 * @user_data: for @progress
 */
void gradio_multipart_stream_set_progress (GradioMultipartStream *self,
                                           GradioMultipartFunc    progress,
                                           gpointer               user_data);

/**
 * gradio_multipart_stream_report_progress:
 * @self: a stream
 *
 * Calls the function of gradio_multipart_stream_set_progress(), when enough time has passed since it was
 * called last or all was read. For those who watch gradio_multipart_stream_send().
 */
void gradio_multipart_stream_report_progress (GradioMultipartStream *self);

/**
 * gradio_multipart_stream_send:
 * @self: a stream that was not read yet
 * @sender: where to
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Sends all of it, instead of reading, and blocks meanwhile. It does not report progress: only
 * gradio_multipart_stream_get_position() may be asked from other threads.
 *
 * Returns: %FALSE with %GRADIO_ERROR_FILE or what @sender says
 */
gboolean gradio_multipart_stream_send (GradioMultipartStream *self,
                                       GradioSender          *sender,
                                       GCancellable          *cancellable,
                                       GError               **error);

G_END_DECLS
