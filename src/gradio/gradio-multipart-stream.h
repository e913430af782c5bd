/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define GRADIO_TYPE_MULTIPART_STREAM (gradio_multipart_stream_get_type ())

/* The body of an upload: `multipart/form-data` with one part named `files` (protocol.md 15.1). It
 * reads the file as it is read itself, so that no file is ever in memory as a whole. Not installed.
 * */
G_DECLARE_FINAL_TYPE (GradioMultipartStream, gradio_multipart_stream, GRADIO, MULTIPART_STREAM, GInputStream)

/**
 * GradioMultipartFunc:
 * @transferred: bytes of the file that were read so far
 * @total: bytes of the file
 * @user_data: data of gradio_multipart_stream_set_progress()
 */
typedef void (*GradioMultipartFunc) (goffset  transferred,
                                     goffset  total,
                                     gpointer user_data);

/**
 * gradio_multipart_stream_new:
 * @file_stream: content of the file; closed together with the new stream
 * @name: name of the file; `"`, `\` and control characters in it become `_`
 * @mime_type: (nullable): its type, `application/octet-stream` when %NULL or not a type
 * @file_size: its length in bytes
 *
 * Exactly @file_size bytes of @file_stream are used. When it ends earlier, reading fails with
 * %GRADIO_ERROR_FILE.
 *
 * Returns: (transfer full): the stream
 */
GInputStream *gradio_multipart_stream_new (GInputStream *file_stream,
                                           const char   *name,
                                           const char   *mime_type,
                                           goffset       file_size);

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
 * @progress: (nullable): called after each read; asynchronous reads call it in the main context of
 *   their caller, other reads in the thread of theirs
 * @user_data: for @progress
 */
void gradio_multipart_stream_set_progress (GradioMultipartStream *self,
                                           GradioMultipartFunc    progress,
                                           gpointer               user_data);

G_END_DECLS
