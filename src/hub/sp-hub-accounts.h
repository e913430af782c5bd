/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-session.h"

G_BEGIN_DECLS

#define SP_TYPE_HUB_ACCOUNTS (sp_hub_accounts_get_type ())

/**
 * SpHubAccounts:
 *
 * The accounts of the Hub that the user is signed in with, and the ways to the Hub that belong to them.
 */
G_DECLARE_FINAL_TYPE (SpHubAccounts, sp_hub_accounts, SP, HUB_ACCOUNTS, GObject)

SpHubAccounts *sp_hub_accounts_new (void);

/* The way to the Hub by the account that is used where the user chose no other; without one nobody is signed in. */
SpHubSession *sp_hub_accounts_get_session (SpHubAccounts *self);

G_END_DECLS
