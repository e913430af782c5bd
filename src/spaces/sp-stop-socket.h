/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SP_TYPE_STOP_SOCKET (sp_stop_socket_get_type ())

/**
 * SpStopSocket:
 *
 * How another program of the same user has a Space stopped that this one runs: it connects to a Unix socket in a
 * folder that only the user can open, and the connection ends when the Space is gone, or the program. Nothing is said
 * over it. A number of a process could be that of another one by now; a socket whose program is gone refuses.
 *
 * Signal: `stop-asked`: somebody connected.
 */
G_DECLARE_FINAL_TYPE (SpStopSocket, sp_stop_socket, SP, STOP_SOCKET, GObject)

/**
 * sp_stop_socket_new:
 * @path: where to make it; what a program left there that was killed is replaced
 * @error: return location
 *
 * Returns: (transfer full): a socket that listens until it is finalized, which removes it and tells who asked
 */
SpStopSocket *sp_stop_socket_new (const char *path,
                                  GError    **error);

/**
 * sp_stop_socket_ask_async:
 * @path: where the socket is
 * @cancellable: (nullable): does not wait any longer
 * @callback: called when the Space is gone
 * @user_data: for @callback
 *
 * Asks whoever listens to stop, and waits until that is done. Nobody listening is %G_IO_ERROR_NOT_FOUND or
 * %G_IO_ERROR_CONNECTION_REFUSED.
 */
void     sp_stop_socket_ask_async (const char         *path,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data);
gboolean sp_stop_socket_ask_finish (GAsyncResult *result,
                                    GError      **error);

G_END_DECLS
