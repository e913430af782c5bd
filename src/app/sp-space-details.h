/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-space.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_SPACE_DETAILS (sp_space_details_get_type ())

/**
 * SpSpaceDetails:
 *
 * All about a Space of the Hub before it is opened: its face, what it is for, its facts, and what its author writes.
 *
 * Signals: `back`: the user has seen enough; `open` (text): the user wants to use the Space with this id.
 */
G_DECLARE_FINAL_TYPE (SpSpaceDetails, sp_space_details, SP, SPACE_DETAILS, AdwBin)

GtkWidget *sp_space_details_new (void);

/**
 * sp_space_details_set_account:
 * @self: details
 * @session: the way to the Hub; what is shown is asked for again when it is another one
 * @owners: (nullable): the account and its organisations: whose Spaces the user may manage
 */
void sp_space_details_set_account (SpSpaceDetails    *self,
                                   SpHubSession      *session,
                                   const char *const *owners);

/**
 * sp_space_details_show:
 * @self: details, with an account
 * @id: of a Space
 * @space: (nullable): what is known of it already
 */
void sp_space_details_show (SpSpaceDetails *self,
                            const char     *id,
                            SpHubSpace     *space);

/* Asks again for what is shown. */
void sp_space_details_reload (SpSpaceDetails *self);

void sp_space_details_focus (SpSpaceDetails *self); /* gives it the keyboard */

const char *sp_space_details_get_title (SpSpaceDetails *self); /* of the Space */

G_END_DECLS
