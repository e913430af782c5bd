/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-sign-in.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Scopes for what a program of this kind is for: it only reads. */
#define SP_SIGN_IN_TO_USE ((const char *const[]){ "read-repos", NULL })

/* Scopes for what is done with Spaces of one’s own; with the action `win.sign-in-for`. */
#define SP_SIGN_IN_TO_MANAGE ((const char *const[]){ "read-repos", "manage-repos", NULL })

#define SP_TYPE_SIGN_IN_DIALOG (sp_sign_in_dialog_get_type ())

/**
 * SpSignInDialog:
 *
 * Signs in to the Hub: in the browser, with a code on another device, with a token, or with the login of the `hf` tool.
 * It closes by itself then.
 *
 * Signal `signed-in` (#SpHubAccount): what was interrupted can go on; the account is the current one.
 */
G_DECLARE_FINAL_TYPE (SpSignInDialog, sp_sign_in_dialog, SP, SIGN_IN_DIALOG, AdwWindow)

/**
 * sp_sign_in_dialog_present:
 * @accounts: the accounts of the Hub
 * @parent: (nullable): what wants it; its window is the dialog's parent, and its action `win.toast` is told
 * @reason: (nullable): what it is for, a sentence
 * @scopes: (nullable): what is needed for that; what the current account has is asked for, too
 *
 * Returns: (transfer none): a dialog, on the screen
 */
SpSignInDialog *sp_sign_in_dialog_present (SpHubAccounts     *accounts,
                                           GtkWidget         *parent,
                                           const char        *reason,
                                           const char *const *scopes);

G_END_DECLS
