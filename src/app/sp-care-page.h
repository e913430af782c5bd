/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-accounts.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_CARE_PAGE (sp_care_page_get_type ())

/**
 * SpCarePage:
 *
 * The care of one Space of the Hub: its state, settings, variables, logs, files and history.
 *
 * Property `title`: that of the Space. Signal `deleted`: the Space is gone.
 *
 * Actions: `care.reload`, `care.open`, `care.duplicate`, `care.sign-in`, `care.show-page` (`page`, `discussions`,
 * `settings`: on the Hub), and those of #SpCareOverview.
 */
G_DECLARE_FINAL_TYPE (SpCarePage, sp_care_page, SP, CARE_PAGE, AdwBin)

/**
 * sp_care_page_new:
 * @accounts: the accounts of the Hub; that of the owner is used, else the current one
 * @id: `owner/name`
 *
 * Returns: (transfer none): a page
 */
GtkWidget *sp_care_page_new (SpHubAccounts *accounts,
                             const char    *id);

const char *sp_care_page_get_id (SpCarePage *self);

/* Opens the bar for searching, where there is one; returns whether. */
gboolean sp_care_page_find (SpCarePage *self);

G_END_DECLS
