/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-accounts.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_ACCOUNT_WINDOW (sp_account_window_get_type ())

/**
 * SpAccountWindow:
 *
 * The accounts of the Hub: who is signed in, with what rights, which account is used; signs in and out.
 */
G_DECLARE_FINAL_TYPE (SpAccountWindow, sp_account_window, SP, ACCOUNT_WINDOW, AdwWindow)

/**
 * sp_account_window_new:
 * @parent: (nullable): its parent
 * @accounts: the accounts of the Hub
 *
 * Returns: (transfer none): a window that is not shown yet
 */
GtkWindow *sp_account_window_new (GtkWindow     *parent,
                                  SpHubAccounts *accounts);

G_END_DECLS
