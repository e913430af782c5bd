/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-request.h"

G_BEGIN_DECLS

/**
 * sp_hub_fetch_async:
 * @session: the way to the Hub
 * @question: what is asked for: a GET without a tag; not kept
 * @cancellable: (nullable): stops it
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Asks for something that is kept on the disk: by its tag, so that it does not come again when it did
 * not change; and when the Hub cannot be reached or fails, what is kept is the answer. What the Hub
 * says is gone is not kept any more.
 */
void sp_hub_fetch_async (SpHubSession        *session,
                         const SpHubQuestion *question,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data);

/**
 * sp_hub_fetch_finish:
 * @session: the way to the Hub
 * @result: what the callback got
 * @next: (out) (optional) (nullable): address of the next page
 * @kept_since: (out) (optional): 0 when the Hub answered, else when it did last (Unix time)
 * @error: return location
 *
 * Returns: (transfer full): the body, or %NULL with a #SpHubError
 */
GBytes *sp_hub_fetch_finish (SpHubSession *session,
                             GAsyncResult *result,
                             char        **next,
                             gint64       *kept_since,
                             GError      **error);

G_END_DECLS
