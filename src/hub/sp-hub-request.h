/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-repo.h"
#include "sp-hub-session.h"

G_BEGIN_DECLS

/**
 * SpHubQuestion:
 * @uri: a whole address at the Hub
 * @method: (nullable): %NULL is GET
 * @body: (nullable): JSON that is sent
 * @etag: (nullable): what is known already
 * @repo: (nullable): what it is about
 * @limit: bytes; what is more is left out. 0: the answer is no file, and more than 32 MiB are an error
 * @in_a_hurry: whether to give up early because there is something else to show
 *
 * What is asked for; not needed any more once it was asked.
 */
typedef struct {
  const char *uri;
  const char *method;
  GBytes     *body;
  const char *etag;
  SpHubRepo  *repo;
  gsize       limit;
  gboolean    in_a_hurry;
} SpHubQuestion;

/**
 * SpHubReply:
 * @next: (nullable): address of the next page, %NULL after the last
 * @etag: (nullable): what the answer is tagged with
 * @is_unchanged: whether it is still what the question's tag was for; the body is empty then
 *
 * What an answer says beside its body.
 */
typedef struct {
  char    *next;
  char    *etag;
  gboolean is_unchanged;
} SpHubReply;

void sp_hub_reply_clear (SpHubReply *self);

/**
 * sp_hub_request_ask_async:
 * @session: the way to the Hub
 * @question: what is asked for; not kept
 * @cancellable: (nullable): stops it
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Asks: again after a rest where the Hub is busy or fails, and with a new token where there is one
 * (see sp_hub_session_set_renewing()). What changes something is asked again only when it certainly
 * was not done.
 */
void sp_hub_request_ask_async (SpHubSession        *session,
                               const SpHubQuestion *question,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data);

/**
 * sp_hub_request_ask_finish:
 * @session: the way to the Hub
 * @result: what the callback got
 * @reply: (out) (optional): the rest of the answer, to be cleared
 * @error: return location
 *
 * Returns: (transfer full): the body, or %NULL with a #SpHubError
 */
GBytes *sp_hub_request_ask_finish (SpHubSession *session,
                                   GAsyncResult *result,
                                   SpHubReply   *reply,
                                   GError      **error);

/* The same for a GET of which nothing is known yet, and about a repository. */
void    sp_hub_request_async (SpHubSession       *session,
                              SpHubRepo          *repo,
                              const char         *uri,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data);
GBytes *sp_hub_request_finish (SpHubSession *session,
                               GAsyncResult *result,
                               char        **next,
                               GError      **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SpHubReply, sp_hub_reply_clear)

G_END_DECLS
