/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-limits.h"
#include "sp-hub-session.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * SpHubAsk:
 * @uri: a whole address at the Hub
 * @method: (nullable): %NULL is GET
 * @body: (nullable): JSON that is sent
 * @etag: (nullable): what is known already; the answer is a 304 when it is still that
 * @start: the first byte that is wanted; 0 for all
 * @validator: (nullable): what the bytes before @start were tagged with
 * @leaves: whether the Hub may send it to another origin, which does not get the token
 * @packed: whether it may come compressed
 *
 * What is asked for; the strings live until the answer has come.
 */
typedef struct {
  const char *uri;
  const char *method;
  GBytes     *body;
  const char *etag;
  goffset     start;
  const char *validator;
  gboolean    leaves;
  gboolean    packed;
} SpHubAsk;

/* Whether there is a token; what is refused is said in other words then. */
gboolean sp_hub_session_has_token (SpHubSession *self);

/* Whether an address is at the Hub itself. */
gboolean sp_hub_session_is_home (SpHubSession *self,
                                 GUri         *uri);

/* Milliseconds that an answer of the API may be silent. */
void  sp_hub_session_set_patience (SpHubSession *self, guint patience);
guint sp_hub_session_get_patience (SpHubSession *self);

/* Returns: monotonic time */
typedef gint64 (*SpHubSessionClock) (gpointer user_data);

/* What tells the time that limits last; nullable. For tests, which do not wait. */
void sp_hub_session_set_clock (SpHubSession     *self,
                               SpHubSessionClock clock,
                               gpointer          user_data);

/* Seconds until requests of a kind may be sent. */
guint sp_hub_session_get_bucket_pause (SpHubSession *self, SpHubBucket bucket);

/* Of sp-hub-session-send.c only. */
SoupSession *sp_hub_session_get_soup (SpHubSession *self);
gboolean     sp_hub_session_is_origin (GUri *a, GUri *b);

/**
 * sp_hub_session_note_answer:
 * @self: a session
 * @message: what the Hub itself answered
 * @token: (nullable): what was sent with it
 *
 * Learns from it: limits, the clock, and whether the token is refused.
 */
void sp_hub_session_note_answer (SpHubSession *self,
                                 SoupMessage  *message,
                                 const char   *token);

/**
 * sp_hub_session_dup_kept_folder:
 * @self: a session
 *
 * Returns: (transfer full): where answers are kept for the session's account; nobody made it yet
 */
char *sp_hub_session_dup_kept_folder (SpHubSession *self);

/* Whether that folder is only there as long as somebody holds it, which this session does not yet. */
gboolean sp_hub_session_is_to_hold (SpHubSession *self,
                                    const char   *folder);

/* Takes @lock, of sp_hub_kept_hold(), until the session is gone or has another folder. */
void sp_hub_session_hold (SpHubSession *self,
                          const char   *folder,
                          int           lock);

/* How many answers were kept before this one. */
guint sp_hub_session_count_kept (SpHubSession *self);

/**
 * sp_hub_session_send_async:
 * @self: a session
 * @ask: what is asked for; not kept
 * @cancellable: (nullable): stops it
 * @callback: called when the head of the last answer has come
 * @user_data: for @callback
 *
 * Sends a request and goes where the Hub sends it.
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

/* The token that an asked request was sent with; nullable. Valid as long as @result. */
const char *sp_hub_session_get_sent_token (GAsyncResult *result);

G_END_DECLS
