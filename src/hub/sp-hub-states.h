/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-runtime.h"
#include "sp-hub-session.h"

G_BEGIN_DECLS

/**
 * sp_hub_states_async:
 * @session: the way to the Hub
 * @ids: Spaces, `owner/name`
 * @cancellable: (nullable): stops it
 * @callback: called when all are there that can be had
 * @user_data: for @callback
 *
 * Asks how many Spaces are with as few calls as possible: several of one owner cost one. When the
 * Hub lets us ask for little more (see sp_hub_session_may_refresh()), the rest is left out.
 */
void sp_hub_states_async (SpHubSession       *session,
                          const char *const  *ids,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data);

/**
 * sp_hub_states_finish:
 * @session: the way to the Hub
 * @result: what @callback got
 * @error: return location
 *
 * Returns: (transfer full) (element-type utf8 SpHubRuntime): by the ids that were given, those that
 *   could be had; %NULL as the value of an id says that the Space is gone, or private. %NULL with a
 *   #SpHubError when there is nothing at all.
 */
GHashTable *sp_hub_states_finish (SpHubSession *session,
                                  GAsyncResult *result,
                                  GError      **error);

G_END_DECLS
