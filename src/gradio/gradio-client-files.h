/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-client.h"
#include "gradio-file.h"
#include "gradio-visibility.h"

GRADIO_BEGIN_DECLS

/* What a client moves: files to the server and from it. */

/**
 * GradioTransferFunc:
 * @transferred: bytes so far
 * @total: bytes in all, or -1 when unknown
 * @user_data: data of the call
 *
 * Called as bytes of a file are sent or arrive, in the main context of the call.
 */
typedef void (*GradioTransferFunc) (goffset  transferred,
                                    goffset  total,
                                    gpointer user_data);

/**
 * gradio_client_dup_file_uri:
 * @self: a connected client
 * @file: a file of a value
 *
 * Returns: (transfer full): the address to fetch it from: of this app's own server (whatever host
 *   the server believes to have), of a web address, or a `file:` or `data:` address
 */
char *gradio_client_dup_file_uri (GradioClient *self,
                                  GradioFile   *file);

/**
 * gradio_client_dup_playlist_file_uri:
 * @self: a connected client
 * @file: a stream of Gradio 5 or later (gradio_file_is_stream())
 *
 * Returns: (transfer full) (nullable): the address of all that came so far as one sound or film, to
 *   be saved; %NULL for other files
 */
char *gradio_client_dup_playlist_file_uri (GradioClient *self,
                                           GradioFile   *file);

/**
 * gradio_client_set_transfer_timeout:
 * @self: a client
 * @milliseconds: how long; 0 for 60 and 30 seconds
 *
 * Says how long an upload or a download may stand still before it is tried again. The pauses between
 * tries shrink and grow with it.
 */
void gradio_client_set_transfer_timeout (GradioClient *self,
                                         guint         milliseconds);

/**
 * gradio_client_upload_async:
 * @self: a connected client
 * @file: a file or folder on this computer
 * @progress: (nullable) (scope notified) (closure progress_data) (destroy progress_destroy): called
 *   now and then while bytes are sent
 * @progress_data: for @progress
 * @progress_destroy: (nullable): frees @progress_data when @progress is not called any more
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Sends a file from disk in pieces; of a folder the files in it and below it, sorted by name. What
 * is there already is not sent again: the same file unchanged, or another with the same content and
 * extension (the app's function then sees the name of the one that was sent first; `orig_name` is
 * right). A try that breaks or stands still is repeated three times.
 */
void gradio_client_upload_async (GradioClient       *self,
                                 GFile              *file,
                                 GradioTransferFunc  progress,
                                 gpointer            progress_data,
                                 GDestroyNotify      progress_destroy,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);

/**
 * gradio_client_upload_finish:
 * @self: a client
 * @result: what @callback got
 * @error: return location
 *
 * Returns: (transfer full): the file object for values, with the server's path, or a list of them
 *   for a folder; or %NULL with %GRADIO_ERROR_TOO_LARGE, %GRADIO_ERROR_FILE or one of the network
 */
JsonNode *gradio_client_upload_finish (GradioClient *self,
                                       GAsyncResult *result,
                                       GError      **error);

/**
 * gradio_client_upload_many_async:
 * @self: a connected client
 * @files: (element-type GFile): files and folders on this computer
 * @progress: (nullable) (scope notified) (closure progress_data) (destroy progress_destroy): called
 *   now and then while bytes are sent
 * @progress_data: for @progress
 * @progress_destroy: (nullable): frees @progress_data when @progress is not called any more
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Like gradio_client_upload_async() for many at once: small files share a request, and two requests
 * go at a time.
 */
void gradio_client_upload_many_async (GradioClient       *self,
                                      GPtrArray          *files,
                                      GradioTransferFunc  progress,
                                      gpointer            progress_data,
                                      GDestroyNotify      progress_destroy,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data);

/**
 * gradio_client_upload_many_finish:
 * @self: a client
 * @result: what @callback got
 * @errors: (out) (optional) (transfer full) (element-type GLib.Error): for each file an error, or
 *   %NULL
 * @error: return location
 *
 * With @errors a file that fails does not lose the others.
 *
 * Returns: (transfer full): for each file its object, for each folder a list of them, null for what
 *   failed; %NULL when it was cancelled and, without @errors, when one failed
 */
JsonArray *gradio_client_upload_many_finish (GradioClient *self,
                                             GAsyncResult *result,
                                             GPtrArray   **errors,
                                             GError      **error);

/**
 * gradio_client_set_reuse_uploads:
 * @self: a client
 * @reuse: whether to send no file twice, which is so at first
 *
 * Says what becomes of files that are on the server already: they are used again, or sent each time
 * that somebody asks.
 */
void gradio_client_set_reuse_uploads (GradioClient *self,
                                      gboolean      reuse);

/**
 * gradio_client_forget_uploads:
 * @self: a client
 *
 * Sends files again that were sent before, when they are needed next.
 */
void gradio_client_forget_uploads (GradioClient *self);

/**
 * gradio_client_download_async:
 * @self: a connected client
 * @file: a file of a value
 * @destination: where to put it; a file there is replaced only when the new one is complete
 * @progress: (nullable) (scope notified) (closure progress_data) (destroy progress_destroy): called
 *   now and then while bytes arrive
 * @progress_data: for @progress
 * @progress_destroy: (nullable): frees @progress_data when @progress is not called any more
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Streams to a temporary file beside @destination and renames it when its length is right. A cut
 * download goes on where it was, up to five tries without a new byte. Of a stream it gets what came
 * so far. The server's time of change is kept. Cookies go to the app's own server only.
 */
void gradio_client_download_async (GradioClient       *self,
                                   GradioFile         *file,
                                   GFile              *destination,
                                   GradioTransferFunc  progress,
                                   gpointer            progress_data,
                                   GDestroyNotify      progress_destroy,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data);

/**
 * gradio_client_download_finish:
 * @self: a client
 * @result: what the callback got
 * @error: return location
 *
 * Returns: %TRUE when the file is complete, else %FALSE with %GRADIO_ERROR_FILE or one of the network;
 *   nothing is left at the destination then that was not there before
 */
gboolean gradio_client_download_finish (GradioClient *self,
                                        GAsyncResult *result,
                                        GError      **error);

/**
 * gradio_client_download_into_async:
 * @self: a connected client
 * @file: a file of a value
 * @folder: a folder on this computer
 * @progress: (nullable) (scope notified) (closure progress_data) (destroy progress_destroy): called
 *   now and then while bytes arrive
 * @progress_data: for @progress
 * @progress_destroy: (nullable): frees @progress_data when @progress is not called any more
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Like gradio_client_download_async() to a new file in @folder with the name of @file, or “name
 * (2).png” when there is one already: nothing is ever replaced.
 */
void gradio_client_download_into_async (GradioClient       *self,
                                        GradioFile         *file,
                                        GFile              *folder,
                                        GradioTransferFunc  progress,
                                        gpointer            progress_data,
                                        GDestroyNotify      progress_destroy,
                                        GCancellable       *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer            user_data);

/**
 * gradio_client_download_into_finish:
 * @self: a client
 * @result: what @callback got
 * @error: return location
 *
 * Returns: (transfer full): the new file
 */
GFile *gradio_client_download_into_finish (GradioClient *self,
                                           GAsyncResult *result,
                                           GError      **error);

/**
 * gradio_client_cache_async:
 * @self: a connected client
 * @file: a file of a value
 * @cancellable: (nullable): stops it
 * @callback: called when it is there
 * @user_data: for @callback
 *
 * Brings a file near for showing, dragging or opening it: local files as they are, others once into
 * a private folder that goes away with the client. The file keeps its name.
 */
void gradio_client_cache_async (GradioClient       *self,
                                GradioFile         *file,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data);

/**
 * gradio_client_cache_finish:
 * @self: a client
 * @result: what @callback got
 * @error: return location
 *
 * Returns: (transfer full): a file on this computer
 */
GFile *gradio_client_cache_finish (GradioClient *self,
                                   GAsyncResult *result,
                                   GError      **error);

GRADIO_END_DECLS
