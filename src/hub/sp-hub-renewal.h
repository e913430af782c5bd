/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-account.h"
#include "sp-hub-exchange.h"
#include "sp-hub-keyring.h"

G_BEGIN_DECLS

/**
 * sp_hub_renewal_async:
 * @account: an account
 * @exchange: who asks the Hub
 * @keyring: where the account is kept, if it is
 * @callback: called when it is over
 * @user_data: for @callback
 *
 * Fetches a new token. What it is fetched with can be used once, so no other program of this user does so at the same
 * time, and what another fetched before is taken over. It is in the keyring before it is used. The login of the `hf`
 * tool is only read again.
 */
void sp_hub_renewal_async (SpHubAccount       *account,
                           SpHubExchange      *exchange,
                           SpHubKeyring       *keyring,
                           GAsyncReadyCallback callback,
                           gpointer            user_data);

/**
 * sp_hub_renewal_finish:
 * @account: an account
 * @result: what the callback got
 * @error: return location
 *
 * Returns: whether there is a new token, else %FALSE with an error; with %SP_HUB_OAUTH_ERROR_ENDED there never will be
 *   one
 */
gboolean sp_hub_renewal_finish (SpHubAccount *account,
                                GAsyncResult *result,
                                GError      **error);

/* Whether the account can have a new token. */
gboolean sp_hub_renewal_is_possible (SpHubAccount *account);

G_END_DECLS
