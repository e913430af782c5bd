/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-credentials.h"
#include "gradio-gate.h"
#include "gradio-socket.h"
#include "gradio-space-state.h"

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "gradio-upload-store.h"

G_BEGIN_DECLS

/* What a client, its sessions and its transfers share: the way to one app's server. Not installed.
 * */

/**
 * GradioPatience:
 * @GRADIO_PATIENCE_CONNECT: half a minute, twice: to find out who is there
 * @GRADIO_PATIENCE_CALL: a minute of silence means that nobody is there
 * @GRADIO_PATIENCE_ENDLESS: a call that takes as long as the app's function does
 */
typedef enum {
  GRADIO_PATIENCE_CONNECT,
  GRADIO_PATIENCE_CALL,
  GRADIO_PATIENCE_ENDLESS,
} GradioPatience;

typedef struct _GradioLogin GradioLogin;

#define GRADIO_TYPE_CONNECTION (gradio_connection_get_type ())

G_DECLARE_FINAL_TYPE (GradioConnection, gradio_connection, GRADIO, CONNECTION, GObject)

/* Signal: `space-state (GradioSpaceState *state)` while connecting waits for a Space. */
GradioConnection *gradio_connection_new (void);

/* The socket of the app, if it has one; set before the first request. */
void          gradio_connection_set_socket (GradioConnection *self, GradioSocket *socket);
GradioSocket *gradio_connection_get_socket (GradioConnection *self); /* (nullable) */

/**
 * gradio_connection_set_only_own_server:
 * @self: a connection that was not used yet
 * @only_own: whether requests to other servers are refused
 * @own: (nullable): the app's own server where it has no socket; only its scheme, host and port count
 *
 * As gradio_client_set_only_own_server() has it.
 */
void     gradio_connection_set_only_own_server (GradioConnection *self,
                                                gboolean          only_own,
                                                GUri             *own);
gboolean gradio_connection_get_only_own_server (GradioConnection *self);

/* Whether anything may be sent to the server of @uri. Requests to others get a session that reaches nobody. */
gboolean gradio_connection_may_ask (GradioConnection *self,
                                    GUri             *uri);

/**
 * gradio_connection_dup_elsewhere:
 * @self: a connection
 * @message: a message that was answered
 *
 * Returns: (transfer full) (nullable): address of another server that is to be asked instead, by a message of its
 *   own, because the session did not follow there by itself
 */
char *gradio_connection_dup_elsewhere (GradioConnection *self,
                                       SoupMessage      *message);

GradioCredentials *gradio_connection_get_credentials (GradioConnection *self);
GradioLogin       *gradio_connection_get_login (GradioConnection *self);

void gradio_connection_report_space (GradioConnection *self, GradioSpaceState *state);

/* Whether connecting waits for a Space that does not run yet. */
void     gradio_connection_set_wait (GradioConnection *self, gboolean wait);
gboolean gradio_connection_get_wait (GradioConnection *self);

/**
 * gradio_connection_set_base:
 * @self: a connection
 * @base_uri: address of the app without a trailing slash
 * @api_prefix: `/gradio_api` or `""`
 *
 * Says where the server is; everything that was uploaded is forgotten.
 */
void gradio_connection_set_base (GradioConnection *self,
                                 const char       *base_uri,
                                 const char       *api_prefix);

const char *gradio_connection_get_base_uri (GradioConnection *self); /* nullable */

/**
 * gradio_connection_hold:
 * @self: a connection without a base
 * @base_uri: where the server was the last time
 * @api_prefix: `/gradio_api` or `""`
 *
 * Until gradio_connection_release() no request goes out but those of %GRADIO_PATIENCE_CONNECT, which
 * find out where it is now. The others wait; nobody is shown credentials.
 */
void gradio_connection_hold (GradioConnection *self,
                             const char       *base_uri,
                             const char       *api_prefix);

/* Returns: (transfer none) (nullable): cancelled when what waits may go; NULL when nothing waits */
GCancellable *gradio_connection_get_hold (GradioConnection *self);
void          gradio_connection_release (GradioConnection *self);

/**
 * gradio_connection_set_query:
 * @self: a connection
 * @query: (nullable): what stood after the question mark of the app's address
 *
 * The app's functions see it in what starts them (blocks-runtime.md 19).
 */
void gradio_connection_set_query (GradioConnection *self,
                                  const char       *query);

/**
 * gradio_connection_dup_job_path:
 * @self: a connection
 * @path: path below the prefix that starts a job
 *
 * Returns: (transfer full): the path with the query of the app's address
 */
char *gradio_connection_dup_job_path (GradioConnection *self,
                                      const char       *path);

void    gradio_connection_set_max_file_size (GradioConnection *self, goffset size);
goffset gradio_connection_get_max_file_size (GradioConnection *self); /* -1: any */

/**
 * gradio_connection_dup_api_uri:
 * @self: a connection with a base
 * @path: path below the prefix, with its slash and query
 *
 * Returns: (transfer full): the whole address
 */
char *gradio_connection_dup_api_uri (GradioConnection *self,
                                     const char       *path);

/**
 * gradio_connection_new_message:
 * @self: a connection
 * @method: HTTP method
 * @uri: the address
 *
 * Returns: (transfer full) (nullable): a message with the headers that all requests have, %NULL
 *   when @uri is no http address
 */
SoupMessage *gradio_connection_new_message (GradioConnection *self,
                                            const char       *method,
                                            const char       *uri);

/* What the languages of the user are in a header; NULL before anything was sent. */
const char *gradio_connection_get_accept_language (GradioConnection *self);

/**
 * gradio_connection_get_soup_session:
 * @self: a connection
 * @message: what is to be sent
 * @patience: how long an answer may take
 *
 * Returns: (transfer none): the session to send it by
 */
SoupSession *gradio_connection_get_soup_session (GradioConnection *self,
                                                 SoupMessage      *message,
                                                 GradioPatience    patience);

/**
 * gradio_connection_link_cancellable:
 * @self: a connection
 * @cancellable: (nullable): the caller's
 *
 * Returns: (transfer full): one that is cancelled with @cancellable and when the connection is
 *   closed
 */
GCancellable *gradio_connection_link_cancellable (GradioConnection *self,
                                                  GCancellable     *cancellable);

/**
 * gradio_connection_get_closed:
 * @self: a connection
 *
 * Returns: (transfer none): cancelled when the connection is closed
 */
GCancellable *gradio_connection_get_closed (GradioConnection *self);

void gradio_connection_close (GradioConnection *self);

/**
 * gradio_connection_fetch_async:
 * @self: a connection
 * @message: a message
 * @patience: how long an answer may take
 * @cancellable: (nullable): stops it
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Sends a message and reads what comes back. A GET that a gateway could not pass on, or that came
 * too early, is sent again after a pause; where a login ended it is renewed once, except with
 * %GRADIO_PATIENCE_CONNECT.
 */
void gradio_connection_fetch_async (GradioConnection   *self,
                                    SoupMessage        *message,
                                    GradioPatience      patience,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data);

/**
 * gradio_connection_post_async:
 * @self: a connection
 * @message: a message without a body
 * @type: (nullable): type of @body
 * @body: (nullable): its body, which can be sent again
 * @patience: how long an answer may take
 * @cancellable: (nullable): stops it
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Like gradio_connection_fetch_async(), whose finish function is for both. A server may send it to
 * another place of the same origin (307, 308).
 */
void gradio_connection_post_async (GradioConnection   *self,
                                   SoupMessage        *message,
                                   const char         *type,
                                   GBytes             *body,
                                   GradioPatience      patience,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data);

/**
 * gradio_connection_fetch_finish:
 * @self: a connection
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full): the body of an answer whose status is a good one
 */
GBytes *gradio_connection_fetch_finish (GradioConnection *self,
                                        GAsyncResult     *result,
                                        GError          **error);

/**
 * gradio_connection_call_async:
 * @self: a connection
 * @message: a message
 * @patience: how long an answer may take
 * @cancellable: (nullable): stops it
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Like gradio_connection_fetch_async(); reads the answer as JSON by gradio_response_parse(), over
 * 64 KiB in a thread.
 */
void      gradio_connection_call_async (GradioConnection   *self,
                                        SoupMessage        *message,
                                        GradioPatience      patience,
                                        GCancellable       *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer            user_data);
JsonNode *gradio_connection_call_finish (GradioConnection *self,
                                         GAsyncResult     *result,
                                         GError          **error);

/* What is on the server already. (transfer none) */
GradioUploadStore *gradio_connection_get_uploads (GradioConnection *self);

/* Milliseconds without a byte after which a transfer is tried again; 0 for the usual ones. */
guint gradio_connection_get_transfer_timeout (GradioConnection *self);
void  gradio_connection_set_transfer_timeout (GradioConnection *self, guint milliseconds);

/**
 * gradio_connection_post_json_async:
 * @self: a connection
 * @message: a message without a body
 * @body: JSON
 * @patience: how long an answer may take
 * @cancellable: (nullable): stops it
 * @callback: called with the answer, for gradio_connection_call_finish()
 * @user_data: for @callback
 *
 * Both gradio_connection_post_async() and gradio_connection_call_async().
 */
void gradio_connection_post_json_async (GradioConnection   *self,
                                        SoupMessage        *message,
                                        GBytes             *body,
                                        GradioPatience      patience,
                                        GCancellable       *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer            user_data);

/**
 * gradio_connection_forward_cb:
 * @source: the connection
 * @result: of gradio_connection_call_async()
 * @user_data: (transfer full): a #GTask
 *
 * A callback that gives the answer to a task of another object.
 */
void gradio_connection_forward_cb (GObject      *source,
                                   GAsyncResult *result,
                                   gpointer      user_data);

/**
 * gradio_connection_allow_reuse:
 * @message: a POST
 *
 * libsoup opens a new connection for every POST, lest an old one dies under it. Marked so, it takes an
 * old one, and sends the request again only when that was closed without a byte of an answer. Not
 * for /run, which a proxy may cut off while the function goes on: it would run twice.
 */
void gradio_connection_allow_reuse (SoupMessage *message);

/**
 * gradio_connection_get_stream_gate:
 * @self: a connection
 *
 * Returns: (transfer none): where jobs wait before they open an event stream or a socket of their own:
 *   these stay open, and take their connections from uploads and calls (protocol.md 4.2, 7.1)
 */
GradioGate *gradio_connection_get_stream_gate (GradioConnection *self);

/**
 * gradio_connection_get_join_gate:
 * @self: a connection
 *
 * Returns: (transfer none): where jobs wait before they join the queue: hundreds at once would open
 *   as many connections as there may be, and be no faster
 */
GradioGate *gradio_connection_get_join_gate (GradioConnection *self);

/* How long things take, multiplied: tests need not wait for what takes a minute. */
void  gradio_connection_set_time_scale (GradioConnection *self, double scale);
guint gradio_connection_scale_time (GradioConnection *self, guint milliseconds);

G_END_DECLS
