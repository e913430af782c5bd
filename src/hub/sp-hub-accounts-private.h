/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-accounts.h"

#include "sp-hub-exchange.h"
#include "sp-hub-keyring.h"

G_BEGIN_DECLS

/* What was chosen is kept beside the accounts; no account is called so. */
#define SP_HUB_ACCOUNTS_CHOICE "@current"
#define SP_HUB_ACCOUNTS_TOOL "@hf"
#define SP_HUB_ACCOUNTS_NOBODY "@nobody"

struct _SpHubAccounts {
  GObject        parent_instance;
  SpHubExchange *exchange;
  SpHubKeyring  *keyring;
  SpHubSession  *anonymous;
  GListStore    *list;
  SpHubAccount  *current;       /* owned, nullable */
  GError        *keyring_error; /* nullable */
  GPtrArray     *loading;       /* of tasks, while it loads */
  GHashTable    *choice;        /* of the keyring, while it loads */
  GHashTable    *renewals;      /* SpHubAccount to a GPtrArray of tasks that wait */
  GHashTable    *aside;         /* SpHubAccount to how it was */
  GHashTable    *stuck;         /* SpHubAccount that is signed out to why it is still in the keyring, a GError */
  guint          round;         /* a source */
  gboolean       is_loaded;
};

/* For #SpHubSignIn. */
SpHubExchange *sp_hub_accounts_get_exchange (SpHubAccounts *self);

/* What this program was given itself, and keeps. */
gboolean sp_hub_accounts_is_own (SpHubAccount *account);

/* Takes @error, which is %NULL where it works (again). */
void sp_hub_accounts_note_keyring (SpHubAccounts *self,
                                   GError        *error);
void sp_hub_accounts_write_account (SpHubAccounts *self,
                                    SpHubAccount  *account);
void sp_hub_accounts_write_token (SpHubAccounts *self);
void sp_hub_accounts_write_choice (SpHubAccounts *self);

/* Makes it the current one for now. Returns: whether it was not. */
gboolean sp_hub_accounts_use (SpHubAccounts *self,
                              SpHubAccount  *account);
void     sp_hub_accounts_add_account (SpHubAccounts *self,
                                      SpHubAccount  *account);
void     sp_hub_accounts_remove_account (SpHubAccounts *self,
                                         SpHubAccount  *account);

/* Removes it from the keyring, or is stuck. */
void sp_hub_accounts_forget (SpHubAccounts *self,
                             SpHubAccount  *account);

/* One that ended by itself. */
void     sp_hub_accounts_end_account (SpHubAccounts *self,
                                      SpHubAccount  *account,
                                      const GError  *cause);
gboolean sp_hub_accounts_is_end (const GError *error);
gboolean sp_hub_accounts_is_due (SpHubAccount *account);

/* The Hub refuses its token: it is renewed, or it has ended. */
void sp_hub_accounts_refuse (SpHubAccounts *self,
                             SpHubAccount  *account);

/* Whether it may have another token that is not refused too. */
gboolean sp_hub_accounts_can_renew (SpHubAccount *account);

/* Ends with sp_hub_accounts_renew_finish(). */
void sp_hub_accounts_renew_refused_async (SpHubAccounts      *self,
                                          SpHubAccount       *account,
                                          GAsyncReadyCallback callback,
                                          gpointer            user_data);

/* Looks for what ends soon. */
gboolean sp_hub_accounts_round_cb (gpointer user_data);

G_END_DECLS
