/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-accounts.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_DUPLICATE_DIALOG (sp_duplicate_dialog_get_type ())

/**
 * SpDuplicateDialog:
 *
 * Makes a copy of a Space that belongs to the user: private unless they choose otherwise, with what it costs in front.
 * A copy that is there already is used.
 *
 * Signal `done` (string `owner/name`, boolean whether it was there before): the copy can be used; the dialog is gone.
 */
G_DECLARE_FINAL_TYPE (SpDuplicateDialog, sp_duplicate_dialog, SP, DUPLICATE_DIALOG, AdwWindow)

/**
 * sp_duplicate_dialog_present:
 * @parent: the window
 * @accounts: the accounts of the Hub
 * @id: `owner/name` of the Space
 *
 * Returns: (transfer none): the dialog, which is on the screen
 */
GtkWidget *sp_duplicate_dialog_present (GtkWindow     *parent,
                                        SpHubAccounts *accounts,
                                        const char    *id);

G_END_DECLS
