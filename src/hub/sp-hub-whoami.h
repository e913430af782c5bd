/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-exchange.h"

G_BEGIN_DECLS

/**
 * sp_hub_whoami_async:
 * @exchange: who asks
 * @token: a token
 * @cancellable: (nullable): stops it
 * @callback: called when the Hub has answered
 * @user_data: for @callback
 *
 * Asks whose a token is (hub-api.md 7).
 */
void sp_hub_whoami_async (SpHubExchange      *exchange,
                          const char         *token,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data);

/**
 * sp_hub_whoami_finish:
 * @exchange: who asks
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full): what sp_hub_account_read_profile() reads, or %NULL with a #SpHubError;
 *   %SP_HUB_ERROR_CREDENTIALS when the token is wrong
 */
JsonNode *sp_hub_whoami_finish (SpHubExchange *exchange,
                                GAsyncResult  *result,
                                GError       **error);

G_END_DECLS
