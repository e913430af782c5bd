/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define SP_TYPE_STREAM_READER (sp_stream_reader_get_type ())

/**
 * SpStreamReader:
 *
 * Reads a sound or a film that is still being made (protocol.md 16.1): the segments of a playlist
 * as they are added to it, or a body that goes on. What asks for one piece after the other sets the
 * pace; nothing is read ahead.
 */
G_DECLARE_FINAL_TYPE (SpStreamReader, sp_stream_reader, SP, STREAM_READER, GObject)

/**
 * sp_stream_reader_new:
 * @uri: address of a playlist (`….m3u8`) or of a body
 * @headers: (nullable) (element-type utf8 utf8): what is sent to the host of @uri, and to no other
 */
SpStreamReader *sp_stream_reader_new (const char *uri,
                                      GHashTable *headers);

/**
 * sp_stream_reader_set_patience:
 * @self: a reader
 * @milliseconds: how long to wait for the next piece; 0 for two minutes
 *
 * What is asked for in vain for longer ends the stream with words. Set it before the first piece is
 * asked for.
 */
void sp_stream_reader_set_patience (SpStreamReader *self,
                                    guint           milliseconds);

/**
 * sp_stream_reader_set_socket:
 * @self: a reader
 * @socket: (nullable): as gradio_client_get_connectable() has it
 *
 * What is at the host of the reader's address is asked of a socket; what is elsewhere is not. Set it before the
 * first piece is asked for.
 */
void sp_stream_reader_set_socket (SpStreamReader     *self,
                                  GSocketConnectable *socket);

/**
 * sp_stream_reader_set_client:
 * @self: a reader
 * @client: (nullable): the app's
 *
 * Nobody is asked for anything whom the client must not ask (gradio_client_check_server()), whatever a playlist says.
 * Set it before the first piece is asked for.
 */
void sp_stream_reader_set_client (SpStreamReader *self,
                                  GradioClient   *client);

/**
 * sp_stream_reader_next_async:
 * @self: a reader
 * @cancellable: (nullable): stops it
 * @callback: called when there is a piece, or will be none
 * @user_data: for @callback
 *
 * Asks for the next piece. One at a time.
 */
void sp_stream_reader_next_async (SpStreamReader     *self,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data);

/**
 * sp_stream_reader_next_finish:
 * @self: a reader
 * @result: what the callback got
 * @error: return location for a sentence
 *
 * Returns: (transfer full) (nullable): a piece, empty at the end, or %NULL with an error
 */
GBytes *sp_stream_reader_next_finish (SpStreamReader *self,
                                      GAsyncResult   *result,
                                      GError        **error);

/**
 * sp_stream_reader_get_duration:
 * @self: a reader
 *
 * Returns: seconds of all that the server has made, as far as it is known
 */
double sp_stream_reader_get_duration (SpStreamReader *self);

/**
 * sp_stream_reader_get_complete:
 * @self: a reader
 *
 * Returns: whether the server has made all of it
 */
gboolean sp_stream_reader_get_complete (SpStreamReader *self);

G_END_DECLS
