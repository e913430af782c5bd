/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-connection.h"

G_BEGIN_DECLS

/* The login of an app with user name and password, of which cookies come (protocol.md 18.1). One a
 * connection, see gradio_connection_get_login(). Not installed. */
G_DECLARE_FINAL_TYPE (GradioLogin, gradio_login, GRADIO, LOGIN, GObject)

#define GRADIO_TYPE_LOGIN (gradio_login_get_type ())

GradioLogin *gradio_login_new (void);

/**
 * gradio_login_get_count:
 * @self: a login
 *
 * Returns: how often it worked. Keep it with a request, for gradio_login_renew_async()
 */
guint gradio_login_get_count (GradioLogin *self);

/**
 * gradio_login_enter_async:
 * @self: a login
 * @connection: its connection
 * @base_uri: address of the app, without a slash at the end
 * @cancellable: (nullable): stops it
 * @callback: called when the app said yes or no
 * @user_data: for @callback
 *
 * Logs in with what the credentials have.
 */
void gradio_login_enter_async (GradioLogin        *self,
                               GradioConnection   *connection,
                               const char         *base_uri,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data);

/**
 * gradio_login_enter_finish:
 * @self: a login
 * @result: what @callback got
 * @error: return location
 *
 * Returns: %FALSE with %GRADIO_ERROR_CREDENTIALS, with %GRADIO_ERROR_LOGIN when there are none, with
 *   %GRADIO_ERROR_NOT_FOUND when the app knows no such way to log in, or with one of the network
 */
gboolean gradio_login_enter_finish (GradioLogin  *self,
                                    GAsyncResult *result,
                                    GError      **error);

/**
 * gradio_login_renew_async:
 * @self: a login
 * @connection: its connection
 * @seen: gradio_login_get_count() of when the request was sent that was answered with 401
 * @cancellable: (nullable): stops it
 * @callback: called when the request may be sent again, or there is no use in it
 * @user_data: for @callback
 *
 * The cookies of a server that was restarted are worth nothing: logs in again. Many may ask at the
 * same time, one login serves them all.
 */
void     gradio_login_renew_async (GradioLogin        *self,
                                   GradioConnection   *connection,
                                   guint               seen,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data);
gboolean gradio_login_renew_finish (GradioLogin  *self,
                                    GAsyncResult *result,
                                    GError      **error);

G_END_DECLS
