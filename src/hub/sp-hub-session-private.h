/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-session.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * SpHubAsk:
 * @uri: a whole address at the Hub
 * @start: the first byte that is wanted; 0 for all
 * @validator: (nullable): what the bytes before @start were tagged with
 * @leaves: whether the Hub may send it to another origin, which does not get the token
 *
 * What is asked for; the strings live until the answer has come.
 */
typedef struct {
  const char *uri;
  goffset     start;
  const char *validator;
  gboolean    leaves;
} SpHubAsk;

/* Whether there is a token; what is refused is said in other words then. */
gboolean sp_hub_session_has_token (SpHubSession *self);

/* Whether an address is at the Hub itself. */
gboolean sp_hub_session_is_home (SpHubSession *self,
                                 GUri         *uri);

/**
 * sp_hub_session_send_async:
 * @self: a session
 * @ask: what is asked for; not kept
 * @cancellable: (nullable): stops it
 * @callback: called when the head of the last answer has come
 * @user_data: for @callback
 *
 * Sends a GET and goes where the Hub sends it.
 */
void sp_hub_session_send_async (SpHubSession       *self,
                                const SpHubAsk     *ask,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data);

/**
 * sp_hub_session_send_finish:
 * @self: a session
 * @result: what the callback got
 * @message: (out): what was answered last, whatever its status
 * @error: return location
 *
 * Returns: (transfer full): the body, or %NULL with a #SpHubError
 */
GInputStream *sp_hub_session_send_finish (SpHubSession *self,
                                          GAsyncResult *result,
                                          SoupMessage **message,
                                          GError      **error);

G_END_DECLS
