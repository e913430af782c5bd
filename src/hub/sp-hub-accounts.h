/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-account.h"

G_BEGIN_DECLS

#define SP_TYPE_HUB_ACCOUNTS (sp_hub_accounts_get_type ())

/**
 * SpHubAccounts:
 *
 * The accounts of the Hub, a #GListModel of #SpHubAccount, and the ways to the Hub that belong to them.
 *
 * Those that the user signed in with are in the keyring (the Secret Service; in a Flatpak a file that only the program
 * can read) and nowhere else. Without a keyring they last as long as the program, see
 * sp_hub_accounts_get_keyring_error(). The login of the `hf` tool and `HF_TOKEN` are found too and only read. Tokens
 * that end are renewed before they do.
 *
 * The token of the current account is where gradio_token_find_async() looks for one.
 *
 * Properties: `current` (nullable), `session`, `loaded`, each notified. Signal `signed-out` (#SpHubAccount, #GError):
 * an account ended by itself, such as by its owner on the Hub's pages; it is no longer in the list.
 */
G_DECLARE_FINAL_TYPE (SpHubAccounts, sp_hub_accounts, SP, HUB_ACCOUNTS, GObject)

SpHubAccounts *sp_hub_accounts_new (void);

/**
 * sp_hub_accounts_load_async:
 * @self: accounts
 * @cancellable: (nullable): stops it
 * @callback: called when they are there
 * @user_data: for @callback
 *
 * Looks for accounts on this computer; the Hub is asked only where the token of the current one has ended. The current
 * one is that of `HF_TOKEN`, else what was chosen the last time. The login of the `hf` tool is in the list, but the
 * current one only when it was chosen.
 */
void     sp_hub_accounts_load_async (SpHubAccounts      *self,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);
gboolean sp_hub_accounts_load_finish (SpHubAccounts *self,
                                      GAsyncResult  *result,
                                      GError       **error);
gboolean sp_hub_accounts_is_loaded (SpHubAccounts *self);

/* Nullable: why accounts cannot be kept on this computer, a sentence with the next step. %G_IO_ERROR_PERMISSION_DENIED:
 * there may be some in the keyring, but it is locked. Property “keyring-error”. */
const GError *sp_hub_accounts_get_keyring_error (SpHubAccounts *self);

/* The account that is used where the user chose no other; %NULL: nobody is signed in. The choice is kept. */
SpHubAccount *sp_hub_accounts_get_current (SpHubAccounts *self);
void          sp_hub_accounts_set_current (SpHubAccounts *self,
                                           SpHubAccount  *account);

/* The way to the Hub by the current account; without one that of nobody. */
SpHubSession *sp_hub_accounts_get_session (SpHubAccounts *self);
SpHubSession *sp_hub_accounts_get_anonymous_session (SpHubAccounts *self);

/* Whether it is that of nobody, or of one of the accounts; that of one that was signed out is not to be used. */
gboolean sp_hub_accounts_has_session (SpHubAccounts *self,
                                      SpHubSession  *session);

/**
 * sp_hub_accounts_find:
 * @self: accounts
 * @name: (nullable): name of an account
 *
 * Returns: (transfer none) (nullable): the account
 */
SpHubAccount *sp_hub_accounts_find (SpHubAccounts *self,
                                    const char    *name);

/* (transfer none) (nullable): the first account from there, such as the login of the `hf` tool. */
SpHubAccount *sp_hub_accounts_find_source (SpHubAccounts *self,
                                           SpHubSource    source);

/**
 * sp_hub_accounts_add_async:
 * @self: accounts
 * @grant: the right to speak for an account
 * @cancellable: (nullable): stops it
 * @callback: called when the Hub has said whose it is
 * @user_data: for @callback
 *
 * Signs in: asks the Hub whose @grant is, keeps it, in the place of what that account had, and makes it the current
 * one.
 */
void sp_hub_accounts_add_async (SpHubAccounts      *self,
                                const SpHubGrant   *grant,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data);

/**
 * sp_hub_accounts_add_finish:
 * @self: accounts
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full): the account, or %NULL with a #SpHubError
 */
SpHubAccount *sp_hub_accounts_add_finish (SpHubAccounts *self,
                                          GAsyncResult  *result,
                                          GError       **error);

/**
 * sp_hub_accounts_identify_async:
 * @self: accounts
 * @account: one of them
 * @cancellable: (nullable): stops it
 * @callback: called when the Hub has answered
 * @user_data: for @callback
 *
 * Asks the Hub for the name and the other facts of an account. The Hub does not like to be asked this often.
 */
void     sp_hub_accounts_identify_async (SpHubAccounts      *self,
                                         SpHubAccount       *account,
                                         GCancellable       *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer            user_data);
gboolean sp_hub_accounts_identify_finish (SpHubAccounts *self,
                                          GAsyncResult  *result,
                                          GError       **error);

/**
 * sp_hub_accounts_renew_async:
 * @self: accounts
 * @account: one of them
 * @cancellable: (nullable): stops the waiting, not the renewal
 * @callback: called when it is over
 * @user_data: for @callback
 *
 * Fetches a new token for an account whose token ends soon; others are left as they are. Needed only by those that use
 * a token at once: the accounts do so by themselves.
 */
void     sp_hub_accounts_renew_async (SpHubAccounts      *self,
                                      SpHubAccount       *account,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data);
gboolean sp_hub_accounts_renew_finish (SpHubAccounts *self,
                                       GAsyncResult  *result,
                                       GError       **error);

/**
 * sp_hub_accounts_set_aside:
 * @self: accounts
 * @account: one of them, which this program was given itself
 *
 * Signs out on this computer: the account is none any more, and nothing of it is in the keyring, whatever becomes of
 * the program. The Hub is not told: either sp_hub_accounts_take_back() or sp_hub_accounts_sign_out_async() follows.
 */
void sp_hub_accounts_set_aside (SpHubAccounts *self,
                                SpHubAccount  *account);

/**
 * sp_hub_accounts_take_back:
 * @self: accounts
 * @account: one that was set aside
 *
 * Makes it what it was, unless the user has signed in to the same one since; then it still is to be signed out.
 *
 * Returns: whether it is one of the accounts again
 */
gboolean sp_hub_accounts_take_back (SpHubAccounts *self,
                                    SpHubAccount  *account);

/**
 * sp_hub_accounts_sign_out_async:
 * @self: accounts
 * @account: one of them, or one that was set aside
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Forgets an account; what this program was given the Hub is asked to revoke, where it can. The login of the `hf` tool
 * is no longer used, and stays what it is. That of `HF_TOKEN` cannot be signed out. One that a locked keyring does not
 * give up is none any more either, but there again the next time: that is an error.
 */
void     sp_hub_accounts_sign_out_async (SpHubAccounts      *self,
                                         SpHubAccount       *account,
                                         GCancellable       *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer            user_data);
gboolean sp_hub_accounts_sign_out_finish (SpHubAccounts *self,
                                          GAsyncResult  *result,
                                          GError       **error);

/**
 * sp_hub_accounts_flush_async:
 * @self: accounts
 * @callback: called when what was changed is kept
 * @user_data: for @callback
 *
 * For a program that ends at once; signing in and out wait for it by themselves.
 */
void sp_hub_accounts_flush_async (SpHubAccounts      *self,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data);
void sp_hub_accounts_flush_finish (SpHubAccounts *self,
                                   GAsyncResult  *result);

G_END_DECLS
