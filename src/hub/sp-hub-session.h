/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SP_TYPE_HUB_SESSION (sp_hub_session_get_type ())

/**
 * SpHubSession:
 *
 * The way to the Hub: its address (`HF_ENDPOINT` or the usual one), the token, and the connections
 * that are kept open. The token goes to the Hub's own origin and nowhere else. Its properties, all
 * notified:
 *
 * - `token`: (nullable): see sp_hub_session_get_token()
 * - `pause-left`: seconds that the Hub wants its API to be left alone, counted down; 0: none. Calls
 *   that are made meanwhile wait for it when it is short, else they fail with %SP_HUB_ERROR_BUSY
 *   without asking.
 * - `renewing`: see sp_hub_session_set_renewing()
 *
 * Signal `refused`: the Hub says that the token is wrong or has expired. It comes once for a token.
 */
G_DECLARE_FINAL_TYPE (SpHubSession, sp_hub_session, SP, HUB_SESSION, GObject)

/**
 * sp_hub_session_new:
 * @token: (nullable): the user's token; see gradio_token_find_async()
 *
 * Returns: (transfer full): a session
 */
SpHubSession *sp_hub_session_new (const char *token);

const char *sp_hub_session_get_endpoint (SpHubSession *self); /* without a trailing slash */

/**
 * sp_hub_session_get_token:
 * @self: a session
 *
 * Returns: (nullable): the token that is sent with each request to the Hub
 */
const char *sp_hub_session_get_token (SpHubSession *self);

/**
 * sp_hub_session_set_token:
 * @self: a session
 * @token: (nullable): a newer token of the same account; %NULL or "": nobody is signed in
 */
void sp_hub_session_set_token (SpHubSession *self,
                               const char   *token);

/**
 * sp_hub_session_set_renewing:
 * @self: a session
 * @renewing: whether a newer token is being fetched
 *
 * A handler of `refused` that fetches a new token says so: what was refused waits until it is
 * set to %FALSE, then it is sent again if the token is another one, else it fails.
 */
void     sp_hub_session_set_renewing (SpHubSession *self,
                                      gboolean      renewing);
gboolean sp_hub_session_is_renewing (SpHubSession *self);

/**
 * sp_hub_session_set_user:
 * @self: a session
 * @user: (nullable): name of the account
 *
 * What is kept on the disk is kept for each account by itself. Without a name it is kept by the
 * token, and so found until that is renewed only.
 */
void        sp_hub_session_set_user (SpHubSession *self,
                                     const char   *user);
const char *sp_hub_session_get_user (SpHubSession *self); /* nullable */

/**
 * sp_hub_session_set_given:
 * @self: a session
 * @is_given: whether its token was given by hand, as by HF_TOKEN
 *
 * What is kept for such a token goes once it is not given any more: there is nobody who signs out.
 */
void sp_hub_session_set_given (SpHubSession *self,
                               gboolean      is_given);

/**
 * sp_hub_session_forget_kept:
 * @self: a session
 *
 * Removes from the disk what is kept for its account, in a thread. For when somebody signs out.
 */
void sp_hub_session_forget_kept (SpHubSession *self);

/* Seconds that the Hub wants its API to be left alone, 0 when it does not. */
guint sp_hub_session_get_pause_left (SpHubSession *self);

/**
 * sp_hub_session_may_refresh:
 * @self: a session
 *
 * Returns: whether what nobody asked for may be asked: %FALSE when the Hub wants a pause, or less
 *   than a tenth of the requests is left that it allows for some minutes (hub-api.md 1)
 */
gboolean sp_hub_session_may_refresh (SpHubSession *self);

/**
 * sp_hub_session_get_clock_offset:
 * @self: a session
 *
 * Returns: seconds that the Hub's clock is before this computer's, as of the last answer; 0 when they
 *   agree to a minute or nothing was answered
 */
gint64 sp_hub_session_get_clock_offset (SpHubSession *self);

/* The rest before a request is sent again the first time, in milliseconds; it grows from try to try. */
void  sp_hub_session_set_pause (SpHubSession *self, guint pause);
guint sp_hub_session_get_pause (SpHubSession *self);

G_END_DECLS
