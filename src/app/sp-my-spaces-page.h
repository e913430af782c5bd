/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-accounts.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_MY_SPACES_PAGE (sp_my_spaces_page_get_type ())

/**
 * SpMySpacesPage:
 *
 * The Spaces of the account that is signed in with, and of its organisations, in a list that can be searched. How they
 * are is asked for again while the list is on the screen.
 *
 * Action: `spaces.reload`. A Space that is chosen is shown by `win.manage-space`.
 */
G_DECLARE_FINAL_TYPE (SpMySpacesPage, sp_my_spaces_page, SP, MY_SPACES_PAGE, AdwBin)

void sp_my_spaces_page_set_accounts (SpMySpacesPage *self,
                                     SpHubAccounts  *accounts);

void sp_my_spaces_page_focus_search (SpMySpacesPage *self);

G_END_DECLS
