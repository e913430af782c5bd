/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"
#include "sp-app-settings.h"
#include "sp-hub-accounts.h"

G_BEGIN_DECLS

/*
 * Which account of the Hub an app is opened with: `account` of its settings, which is empty for the current one.
 */

#define SP_ACCOUNT_CHOICE_NONE "-" /* no account: names of the Hub have letters */

/**
 * sp_account_choice_open_settings:
 * @reference: what the user typed, or where the app was found
 *
 * Returns: (transfer full): the settings with the choice, which are the same for each way to write the name of a Space
 */
SpAppSettings *sp_account_choice_open_settings (const char *reference);

/**
 * sp_account_choice_find:
 * @accounts: (nullable): the accounts of the Hub
 * @reference: of an app
 *
 * Returns: (transfer none) (nullable): the account that the app is opened with; %NULL: none, also where the one that
 *   was chosen has signed out: no other one takes its place without being asked
 */
SpHubAccount *sp_account_choice_find (SpHubAccounts *accounts,
                                      const char    *reference);

/* (transfer full) (nullable): the token of that account, for what is done at the Hub in its name. */
char *sp_account_choice_dup_token (SpHubAccounts *accounts,
                                   const char    *reference);

/**
 * sp_account_choice_is_nobody:
 * @accounts: (nullable): the accounts of the Hub
 * @reference: of an app
 *
 * Who is signed in is to be known, see sp_hub_accounts_load_async(): one that was chosen and is not there is nobody.
 *
 * Returns: whether there is no account because the user chose so for this app or, among those there are, for all of the
 *   program, or chose one that has signed out: then no token that is found elsewhere may be used either
 */
gboolean sp_account_choice_is_nobody (SpHubAccounts *accounts,
                                      const char    *reference);

/**
 * sp_account_choice_apply:
 * @accounts: (nullable): the accounts of the Hub
 * @reference: of an app
 * @client: a client for it
 *
 * Gives @client the token of the account that the app is opened with, also when that is renewed, and takes it away when
 * the account signs out. While it is not known yet who is signed in it gets it as soon as it is.
 */
void sp_account_choice_apply (SpHubAccounts *accounts,
                              const char    *reference,
                              GradioClient  *client);

G_END_DECLS
