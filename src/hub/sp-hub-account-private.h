/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-account.h"
#include "sp-hub-keyring.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* For #SpHubAccounts. */

/* Returns: (transfer full): an account that nothing is known of but the token; @grant is copied */
SpHubAccount *sp_hub_account_new (const SpHubGrant *grant);

/**
 * sp_hub_account_new_from_record:
 * @text: what sp_hub_account_dup_record() wrote
 *
 * Returns: (transfer full) (nullable): the account, %NULL when the text makes no sense
 */
SpHubAccount *sp_hub_account_new_from_record (const char *text);

/* All of it as a text for the keyring. */
char *sp_hub_account_dup_record (SpHubAccount *self);

/* Writes that text under its name; see sp_hub_keyring_write_finish(). */
void sp_hub_account_write_async (SpHubAccount       *self,
                                 SpHubKeyring       *keyring,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);

const SpHubGrant *sp_hub_account_get_grant (SpHubAccount *self);

/* A newer token of the same account, copied, goes to its session too. Scopes that it leaves unsaid stay where it is
 * from the same source. */
void sp_hub_account_set_grant (SpHubAccount     *self,
                               const SpHubGrant *grant);

/* Whether its token was replaced a moment ago: where that is refused too another one is of no use. */
gboolean sp_hub_account_is_new (SpHubAccount *self);

/* Whether it is in the keyring. */
void sp_hub_account_set_kept (SpHubAccount *self,
                              gboolean      is_kept);

/* It could not be written: what is in the keyring of it, if anything, is an older one, which is to go all the same. */
void     sp_hub_account_fail_to_keep (SpHubAccount *self);
gboolean sp_hub_account_is_in_keyring (SpHubAccount *self);

/* Reads what `/api/whoami-v2` says. Returns: FALSE when that has no name of an account. */
gboolean sp_hub_account_read_profile (SpHubAccount *self,
                                      JsonNode     *node);

/* Takes over what is known of the same account. */
void sp_hub_account_copy_profile (SpHubAccount *self,
                                  SpHubAccount *other);

G_END_DECLS
