/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-accounts.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_ACCOUNT_ROW (sp_account_row_get_type ())

/**
 * SpAccountRow:
 *
 * An account of the Hub: who it is, what the program may do with it, whether it is the current one.
 *
 * Signal `sign-out` (#SpHubAccount): the user wants that.
 */
G_DECLARE_FINAL_TYPE (SpAccountRow, sp_account_row, SP, ACCOUNT_ROW, AdwExpanderRow)

/**
 * sp_account_row_new:
 * @accounts: the accounts of the Hub
 * @account: one of them
 * @none: the button of those that are one group with this row's: one account is the current one, or none is
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *sp_account_row_new (SpHubAccounts  *accounts,
                               SpHubAccount   *account,
                               GtkCheckButton *none);

G_END_DECLS
