/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-repo.h"
#include "sp-hub-session.h"

G_BEGIN_DECLS

/* Questions whose answer is JSON. */

/**
 * sp_hub_request_async:
 * @session: the way to the Hub
 * @repo: what it is about
 * @uri: a whole address at the Hub
 * @cancellable: (nullable): stops it
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Asks, again after a rest where the Hub is busy or fails.
 */
void sp_hub_request_async (SpHubSession       *session,
                           SpHubRepo          *repo,
                           const char         *uri,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data);

/**
 * sp_hub_request_finish:
 * @session: the way to the Hub
 * @result: what the callback got
 * @next: (out) (nullable): address of the next page, %NULL after the last
 * @error: return location
 *
 * Returns: (transfer full): a body that says that it is JSON, or %NULL with a #SpHubError
 */
GBytes *sp_hub_request_finish (SpHubSession *session,
                               GAsyncResult *result,
                               char        **next,
                               GError      **error);

G_END_DECLS
