/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-endpoint.h"
#include "gradio-job.h"
#include "gradio-visibility.h"
#include "gradio-session.h"
#include "gradio-space-state.h"

GRADIO_BEGIN_DECLS

#define GRADIO_TYPE_CLIENT (gradio_client_get_type ())

/**
 * GradioClient:
 *
 * One app: its address, description, endpoints and cookies. Make it, connect it, submit jobs. All
 * calls are for the thread that made it; nothing blocks. Closing or finalizing it ends every
 * request, stream, timer and job of it.
 *
 * Property: `title` (notified when it is connected). Signal: `space-state` while connecting waits for
 * a Space, or hears that it is none of Gradio.
 *
 * Signal: `upload-progress` while files are on their way.
 */
G_DECLARE_FINAL_TYPE (GradioClient, gradio_client, GRADIO, CLIENT, GObject)

/**
 * GradioClient:title:
 *
 * As gradio_client_get_title() has it; notified when the client is connected.
 */

/**
 * GradioClient:connected:
 *
 * As gradio_client_is_connected() has it.
 */

/**
 * gradio_client_new:
 * @reference: what a person typed: a URL, `owner/name`, `localhost:7860`; looked at when it is
 *   connected
 *
 * Returns: (transfer full): a client that is not connected yet
 */
GradioClient *gradio_client_new (const char *reference);

/**
 * GradioClient::upload-progress:
 * @self: a client
 * @file: what is on its way
 * @sent: bytes so far; all of them when it is there, -1 when it stopped on its way
 * @total: bytes of the file
 *
 * A file is on its way to the server, for whatever reason.
 */

/**
 * GradioClient::space-state:
 * @self: a client
 * @state: how the Space is
 *
 * Connecting waits for a Space: emitted at first, and whenever the Hub was asked again; by a client that does not wait
 * (gradio_client_set_wait()) whatever the Hub says of it. Also for a Space that may be made with something else than Gradio
 * (gradio_space_state_get_sdk()): a web browser shows what is at its host.
 */

/**
 * gradio_client_set_token:
 * @self: a client that is not connected yet
 * @token: (nullable): a token of the Hub (`hf_…`); see gradio_token_find_async()
 *
 * Opens private Spaces and counts ZeroGPU time for the user. It is sent to the Hub and to Spaces
 * only, never to an app elsewhere.
 */
void gradio_client_set_token (GradioClient *self,
                              const char   *token);

/**
 * gradio_client_set_login:
 * @self: a client that is not connected yet
 * @user: (nullable): user name
 * @password: (nullable): password
 *
 * For apps that ask for a login. Both are kept for as long as the client lives, because a server
 * that was restarted asks again.
 */
void gradio_client_set_login (GradioClient *self,
                              const char   *user,
                              const char   *password);

/**
 * gradio_client_add_header:
 * @self: a client that is not connected yet
 * @name: name of a header
 * @value: its value
 *
 * Sends one more header with every request to the app itself. Connecting fails when it is none.
 */
void gradio_client_add_header (GradioClient *self,
                               const char   *name,
                               const char   *value);

/**
 * gradio_client_add_cookie:
 * @self: a client that is not connected yet
 * @name: name of a cookie
 * @value: its value
 *
 * Sends one more cookie with every request to the app itself. Connecting fails when it is none.
 */
void gradio_client_add_cookie (GradioClient *self,
                               const char   *name,
                               const char   *value);

/**
 * gradio_client_set_socket:
 * @self: a client that is not connected yet, of a web address
 * @path: (nullable) (type filename): absolute path of a Unix socket
 *
 * For an app that has no port: all that goes to the scheme, host and port of the client's address is asked
 * of @path instead, whatever that host is elsewhere. Nothing else goes there: neither other addresses in
 * values, nor where the app redirects to. The address is what names the app (`http://reader.localhost/`):
 * what is kept of it is kept under that, so two apps must not share one.
 *
 * While the socket is missing, or nobody listens on it, calls fail with %GRADIO_ERROR_UNREACHABLE.
 */
void gradio_client_set_socket (GradioClient *self,
                               const char   *path);

/**
 * gradio_client_get_socket:
 * @self: a client
 *
 * Returns: (nullable) (type filename): as gradio_client_set_socket() has it
 */
const char *gradio_client_get_socket (GradioClient *self);

/**
 * gradio_client_get_connectable:
 * @self: a client
 *
 * For what speaks to the app beside the client (#SoupSession:remote-connectable). Unlike a #GUnixSocketAddress it
 * takes paths of any length.
 *
 * Returns: (transfer none) (nullable): the socket
 */
GSocketConnectable *gradio_client_get_connectable (GradioClient *self);

/**
 * gradio_client_is_on_socket:
 * @self: a client
 * @uri: an address
 *
 * For what speaks to the app beside the client.
 *
 * Returns: whether @uri is one of the app itself, and the app has a socket
 */
gboolean gradio_client_is_on_socket (GradioClient *self,
                                     const char   *uri);

/**
 * gradio_client_set_only_own_server:
 * @self: a client that is not connected yet
 * @only_own_server: whether nobody but the app's own server is asked for anything; %FALSE at first
 *
 * For an app that has no network. What such an app puts into addresses (of files, pictures, redirects) would
 * leave this computer all the same as soon as the client asked for what is there. Its own server is its socket
 * (gradio_client_set_socket()), else the scheme, host and port of the client's reference; a reference without an
 * address has none. Whatever is to be fetched from others fails with %GRADIO_ERROR_OTHER_SERVER, without a
 * connection and before a name is looked up.
 */
void gradio_client_set_only_own_server (GradioClient *self,
                                        gboolean      only_own_server);

/**
 * gradio_client_get_only_own_server:
 * @self: a client
 *
 * For what shows the app's values without the client, such as web views: they must not ask others either.
 *
 * Returns: as gradio_client_set_only_own_server() has it
 */
gboolean gradio_client_get_only_own_server (GradioClient *self);

/**
 * gradio_client_check_server:
 * @self: a client
 * @uri: a web address
 * @error: return location
 *
 * For what fetches something for the app beside the client.
 *
 * Returns: %TRUE when it may, %FALSE with %GRADIO_ERROR_OTHER_SERVER when only the app's own server may be asked
 *   and @uri is at another one
 */
gboolean gradio_client_check_server (GradioClient *self,
                                     const char   *uri,
                                     GError      **error);

/**
 * gradio_client_dup_web_uri:
 * @self: a client
 * @uri: an address
 * @error: return location
 *
 * For browsers and web views, which know no Unix sockets: an address of the app itself becomes one of a port of
 * this computer that leads to its socket (#GradioRelay). The port is opened when it is first asked for, and
 * closed by gradio_client_close().
 *
 * Returns: (transfer full) (nullable): an address for them; @uri itself where it needs no port, %NULL with an
 *   error when there is none
 */
char *gradio_client_dup_web_uri (GradioClient *self,
                                 const char   *uri,
                                 GError      **error);

/**
 * gradio_client_set_wait:
 * @self: a client that is not connected yet
 * @wait: whether to wait for a Space that sleeps, is built or starts; %TRUE at first
 *
 * %FALSE makes connecting fail at once with %GRADIO_ERROR_NOT_RUNNING.
 */
void gradio_client_set_wait (GradioClient *self,
                             gboolean      wait);

/**
 * gradio_client_get_space_id:
 * @self: a client
 *
 * Returns: (nullable): `owner/name` of the Space that was asked for, as the Hub writes it now, also where it had another
 *   name before; %NULL before it is connected or restored, and for apps that are none
 */
const char *gradio_client_get_space_id (GradioClient *self);

/**
 * gradio_client_connect_async:
 * @self: a client
 * @cancellable: (nullable): stops it
 * @callback: called when the app is described or out of reach
 * @user_data: for @callback
 *
 * Finds the app (protocol.md 3.4) and reads /config and /info. May be called again after it failed,
 * or to read them anew.
 */
void gradio_client_connect_async (GradioClient       *self,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data);

/**
 * gradio_client_connect_finish:
 * @self: a client
 * @result: what the callback got
 * @error: return location
 *
 * Returns: %TRUE when the app is described, else %FALSE with %GRADIO_ERROR_ADDRESS,
 *   %GRADIO_ERROR_NOT_GRADIO, %GRADIO_ERROR_LOGIN, %GRADIO_ERROR_NOT_RUNNING or another one of
 *   #GradioError that says why the app cannot be reached
 */
gboolean gradio_client_connect_finish (GradioClient *self,
                                       GAsyncResult *result,
                                       GError      **error);

/**
 * gradio_client_is_connected:
 * @self: a client
 *
 * Returns: whether the server said what the app is
 */
gboolean gradio_client_is_connected (GradioClient *self);

/**
 * gradio_client_dup_snapshot:
 * @self: a client
 *
 * What the app says of itself can be kept, to be shown the next time before the server answers. What
 * was shown because of who asked (a token, a login) is not given away.
 *
 * Returns: (transfer full) (nullable): what gradio_client_restore_async() takes; %NULL when it is not
 *   connected, or for one user only
 */
GBytes *gradio_client_dup_snapshot (GradioClient *self);

/**
 * gradio_client_restore_async:
 * @self: a new client of the same address
 * @snapshot: what gradio_client_dup_snapshot() gave
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Makes the client know what was known then, so that the app can be shown; nothing goes to the server
 * but what gradio_client_connect_async() sends. That can be called before or after; all else waits
 * until it is through.
 */
void gradio_client_restore_async (GradioClient       *self,
                                  GBytes             *snapshot,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data);

/**
 * gradio_client_restore_finish:
 * @self: a client
 * @result: what @callback got
 * @error: return location
 *
 * Returns: whether it was restored; %FALSE with %GRADIO_ERROR_VALUE when @snapshot cannot be read, and
 *   with %G_IO_ERROR_EXISTS when the server was faster
 */
gboolean gradio_client_restore_finish (GradioClient *self,
                                       GAsyncResult *result,
                                       GError      **error);

/**
 * gradio_client_is_confirmed:
 * @self: a client
 *
 * Returns: whether it was restored, and its server said the same: endpoints and config are still those
 *   that they were
 */
gboolean gradio_client_is_confirmed (GradioClient *self);

/**
 * gradio_client_close:
 * @self: a client
 *
 * Ends all that goes on: requests fail with %G_IO_ERROR_CANCELLED, jobs are cancelled here and on
 * the server's side by closing their streams. The client is of no use afterwards.
 */
void gradio_client_close (GradioClient *self);

/**
 * gradio_client_get_reference:
 * @self: a client
 *
 * Returns: what was given to gradio_client_new()
 */
const char *gradio_client_get_reference (GradioClient *self);

/**
 * gradio_client_get_base_uri:
 * @self: a client
 *
 * Returns: (nullable): address of the app without a trailing slash, %NULL before it was connected
 */
const char *gradio_client_get_base_uri (GradioClient *self);

/**
 * gradio_client_get_title:
 * @self: a client
 *
 * Returns: the app's title, else its Space id, else its address without the scheme
 */
const char *gradio_client_get_title (GradioClient *self);

/**
 * gradio_client_get_server_version:
 * @self: a client
 *
 * Returns: (nullable): version of Gradio on the server (“6.31.0”)
 */
const char *gradio_client_get_server_version (GradioClient *self);

/**
 * gradio_client_get_config:
 * @self: a client
 *
 * Makes a value of /config when it is first called, which for a large app takes longer than a
 * frame: gradio_client_load_config_async() does it beside.
 *
 * Returns: (transfer none) (nullable): /config, %NULL before it was connected
 */
JsonObject *gradio_client_get_config (GradioClient *self);

/**
 * gradio_client_load_config_async:
 * @self: a connected client
 * @cancellable: (nullable): stops it
 * @callback: called when gradio_client_get_config() has something to give
 * @user_data: for @callback
 *
 * Makes a value of /config in a thread.
 */
void gradio_client_load_config_async (GradioClient       *self,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data);

/**
 * gradio_client_load_config_finish:
 * @self: a client
 * @result: what @callback got
 * @error: return location
 *
 * Returns: (transfer none): /config
 */
JsonObject *gradio_client_load_config_finish (GradioClient *self,
                                              GAsyncResult *result,
                                              GError      **error);

/**
 * gradio_client_fetch_async:
 * @self: a connected client
 * @path: of the app's server, below its address, with its slash and query: `/theme.css`
 * @max_size: bytes that the answer may have
 * @cancellable: (nullable): stops it
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Gets something small that stands beside the app, with its cookies and headers.
 */
void gradio_client_fetch_async (GradioClient       *self,
                                const char         *path,
                                gsize               max_size,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data);

/**
 * gradio_client_fetch_finish:
 * @self: a client
 * @result: what @callback got
 * @error: return location
 *
 * Returns: (transfer full): the answer, or %NULL with %GRADIO_ERROR_NOT_FOUND,
 *   %GRADIO_ERROR_SERVER when it is too large, or another one of the network
 */
GBytes *gradio_client_fetch_finish (GradioClient *self,
                                    GAsyncResult *result,
                                    GError      **error);

/**
 * gradio_client_sign_in_async:
 * @self: a connected client whose app has a `LoginButton`
 * @cancellable: (nullable): stops it
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Goes the way of the app's own login, `/login/huggingface`. An app on the developer's computer knows whose it is and
 * lets in who asks (gradio/oauth.py); calls of this client are that user's from then on. A Space sends the user to the
 * Hub, which takes a browser.
 */
void gradio_client_sign_in_async (GradioClient       *self,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data);

/**
 * gradio_client_sign_in_finish:
 * @self: a client
 * @result: what @callback got
 * @error: return location
 *
 * Returns: whether it is signed in now; else %GRADIO_ERROR_LOGIN where a browser is needed, %GRADIO_ERROR_NOT_FOUND
 *   when the app has no such login, or another one of the network
 */
gboolean gradio_client_sign_in_finish (GradioClient *self,
                                       GAsyncResult *result,
                                       GError      **error);

/**
 * gradio_client_get_max_file_size:
 * @self: a client
 *
 * Returns: bytes that one uploaded file may have, -1 for any number
 */
goffset gradio_client_get_max_file_size (GradioClient *self);

/**
 * gradio_client_get_username:
 * @self: a client
 *
 * Returns: (nullable): who is logged in at the app
 */
const char *gradio_client_get_username (GradioClient *self);

/**
 * gradio_client_has_page:
 * @self: a connected client
 *
 * Returns: whether the app has a page of its own: one that was made of functions alone (`gr.Server`)
 *   has none
 */
gboolean gradio_client_has_page (GradioClient *self);

/**
 * gradio_client_get_app_id:
 * @self: a client
 *
 * Returns: (nullable): the number of this start of the server, as text: another one has forgotten
 *   all sessions; %NULL where the server has none
 */
const char *gradio_client_get_app_id (GradioClient *self);

/**
 * gradio_client_fetch_app_id_async:
 * @self: a connected client
 * @cancellable: (nullable): stops it
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Asks which start of the server answers now: after the connection was lost
 * (`GET /app_id`, protocol.md 13).
 */
void gradio_client_fetch_app_id_async (GradioClient       *self,
                                       GCancellable       *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer            user_data);

/**
 * gradio_client_fetch_app_id_finish:
 * @self: a client
 * @result: what @callback got
 * @error: return location
 *
 * Returns: (transfer full): the number as text, `""` when the server tells none; %NULL when nothing
 *   answers
 */
char *gradio_client_fetch_app_id_finish (GradioClient *self,
                                         GAsyncResult *result,
                                         GError      **error);

/**
 * gradio_client_read_endpoints:
 * @self: a connected client
 * @part: a part of the app that was made while it ran (gradio_job_get_render_config())
 *
 * Returns: (transfer full) (element-type GradioEndpoint): the functions on the server of its
 *   dependencies; for gradio_session_trigger()
 */
GPtrArray *gradio_client_read_endpoints (GradioClient *self,
                                         JsonObject   *part);

/**
 * gradio_client_get_page:
 * @self: a client
 *
 * Returns: route of the page that the reference names, as in `pages` of /config; `""` for the first
 *   one
 */
const char *gradio_client_get_page (GradioClient *self);

/**
 * gradio_client_get_query:
 * @self: a client
 *
 * Returns: (nullable): what stood after the question mark of the reference, for the app's page
 */
const char *gradio_client_get_query (GradioClient *self);

/**
 * gradio_client_dup_headers:
 * @self: a connected client
 * @uri: an address
 *
 * What a media player or any other program must send in order to get what the client itself would:
 * cookies, the token, extra headers, `User-Agent`. Only for the app's own server; such headers must
 * not follow a redirect to another one.
 *
 * Returns: (transfer full) (element-type utf8 utf8): name -> value, empty for other servers
 */
GHashTable *gradio_client_dup_headers (GradioClient *self,
                                       const char   *uri);

/**
 * gradio_client_get_endpoints:
 * @self: a client
 *
 * Returns: (transfer none): list model of #GradioEndpoint: those to offer, named ones first
 *   (protocol.md 6.2). The same model all the time; empty before it was connected
 */
GListModel *gradio_client_get_endpoints (GradioClient *self);

/**
 * gradio_client_get_all_endpoints:
 * @self: a client
 *
 * Returns: (transfer none) (element-type GradioEndpoint): all that the server can call, also those
 *   that are not to be offered; see gradio_endpoint_get_visibility()
 */
GPtrArray *gradio_client_get_all_endpoints (GradioClient *self);

/**
 * gradio_client_find_endpoint:
 * @self: a client
 * @name: `/name`, `name` or an `fn_index`; `""` for the only one there is
 * @error: return location
 *
 * Finds undocumented endpoints too, and private ones by number.
 *
 * Returns: (transfer none): the endpoint, or %NULL with %GRADIO_ERROR_ENDPOINT whose message names
 *   those there are
 */
GradioEndpoint *gradio_client_find_endpoint (GradioClient *self,
                                             const char   *name,
                                             GError      **error);

/**
 * gradio_client_submit:
 * @self: a connected client
 * @endpoint: one of its endpoints
 * @values: one value per parameter, see gradio_endpoint_build_data(); local files as
 *   gradio_file_to_json() makes them. Not changed
 *
 * Starts a job. It has a session of its own unless the endpoint needs the client's
 * (gradio_endpoint_uses_session()), so that cancelling it stops nothing else (protocol.md 7.1,
 * 12.2). Eight of them have event streams at a time, others wait here for their turn. Errors are the
 * job's.
 *
 * Returns: (transfer full): the job
 */
GradioJob *gradio_client_submit (GradioClient   *self,
                                 GradioEndpoint *endpoint,
                                 JsonArray      *values);

/**
 * gradio_client_submit_shared:
 * @self: a connected client
 * @endpoint: one of its endpoints
 * @values: as for gradio_client_submit()
 *
 * Like gradio_client_submit(), in the client's one session: one event stream serves all jobs.
 *
 * Returns: (transfer full): the job
 */
GradioJob *gradio_client_submit_shared (GradioClient   *self,
                                        GradioEndpoint *endpoint,
                                        JsonArray      *values);

/**
 * gradio_client_new_session:
 * @self: a connected client
 *
 * Makes a session of its own: State that no other one sees, one event stream for all its jobs. The
 * server is told that it is in use as long as it exists.
 *
 * Returns: (transfer full): the session
 */
GradioSession *gradio_client_new_session (GradioClient *self);

/**
 * gradio_client_get_session:
 * @self: a connected client
 *
 * Returns: (transfer none): the session of gradio_client_submit_shared() and of endpoints with State
 */
GradioSession *gradio_client_get_session (GradioClient *self);

/**
 * gradio_client_set_busy_retries:
 * @self: a client
 * @n: how often; 0, the default, for never
 *
 * Says how often jobs are sent again when the server has no room for them, or asks for a pause: after
 * 2, 4, 8 … seconds or what the server says. gradio_job_get_retry_in() tells when.
 */
void gradio_client_set_busy_retries (GradioClient *self,
                                     guint         n);

GRADIO_END_DECLS

/* What it moves. At the end, because it needs the type. */
#include "gradio-client-files.h"
