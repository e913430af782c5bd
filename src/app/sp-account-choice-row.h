/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-app-settings.h"
#include "sp-hub-accounts.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_ACCOUNT_CHOICE_ROW (sp_account_choice_row_get_type ())

/**
 * SpAccountChoiceRow:
 *
 * Which account of the Hub an app is opened with.
 */
G_DECLARE_FINAL_TYPE (SpAccountChoiceRow, sp_account_choice_row, SP, ACCOUNT_CHOICE_ROW, AdwComboRow)

/**
 * sp_account_choice_row_show:
 * @self: a row
 * @accounts: the accounts of the Hub
 * @settings: where the choice is kept, see sp_account_choice_open_settings()
 */
void sp_account_choice_row_show (SpAccountChoiceRow *self,
                                 SpHubAccounts      *accounts,
                                 SpAppSettings      *settings);

G_END_DECLS
