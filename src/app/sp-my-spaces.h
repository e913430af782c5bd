/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-accounts.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_MY_SPACES (sp_my_spaces_get_type ())

/**
 * SpMySpaces:
 *
 * What a tab shows of the user's Spaces on the Hub: the list of them, and from there the care of one.
 *
 * Property `title`: of the tab. Action `spaces.back`: from a Space to the list.
 */
G_DECLARE_FINAL_TYPE (SpMySpaces, sp_my_spaces, SP, MY_SPACES, AdwBin)

GtkWidget *sp_my_spaces_new (SpHubAccounts *accounts);

void sp_my_spaces_show_list (SpMySpaces *self);

/**
 * sp_my_spaces_show_space:
 * @self: the Spaces
 * @id: `owner/name`
 *
 * Shows the care of a Space, which does not need to be in the list.
 */
void sp_my_spaces_show_space (SpMySpaces *self,
                              const char *id);

/* Opens what can be searched by, in what is shown. */
void sp_my_spaces_find (SpMySpaces *self);

/* Asks the Hub again for what is shown. */
void sp_my_spaces_reload (SpMySpaces *self);

G_END_DECLS
