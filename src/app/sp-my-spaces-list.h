/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-session.h"
#include "sp-hub-space.h"

G_BEGIN_DECLS

#define SP_TYPE_MY_SPACES_LIST (sp_my_spaces_list_get_type ())

/**
 * SpMySpacesList:
 *
 * The Spaces of some owners: those of the first owner first, and of each what was changed last first.
 *
 * Signal `changed`: the list, or how it is.
 */
G_DECLARE_FINAL_TYPE (SpMySpacesList, sp_my_spaces_list, SP, MY_SPACES_LIST, GObject)

SpMySpacesList *sp_my_spaces_list_new (void);

/**
 * sp_my_spaces_list_load:
 * @self: a list
 * @session: the way to the Hub
 * @owners: names of users and organisations
 *
 * Asks for all of them. What is there stays until the answer has come, if it is of the same @session; rows of which
 * nothing is new are left alone.
 */
void sp_my_spaces_list_load (SpMySpacesList    *self,
                             SpHubSession      *session,
                             const char *const *owners);

/* Forgets all of it. */
void sp_my_spaces_list_clear (SpMySpacesList *self);

GListModel   *sp_my_spaces_list_get_spaces (SpMySpacesList *self); /* of SpHubSpace */
gboolean      sp_my_spaces_list_is_loading (SpMySpacesList *self);
gboolean      sp_my_spaces_list_is_loaded (SpMySpacesList *self);      /* once, of this session */
gboolean      sp_my_spaces_list_is_moving (SpMySpacesList *self);      /* the state of one will be another soon */
const GError *sp_my_spaces_list_get_error (SpMySpacesList *self);      /* nullable */
gint64        sp_my_spaces_list_get_kept_since (SpMySpacesList *self); /* 0, or since when it is kept on the disk */

G_END_DECLS
