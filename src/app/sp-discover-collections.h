/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-collection.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_DISCOVER_COLLECTIONS (sp_discover_collections_get_type ())

/**
 * SpDiscoverCollections:
 *
 * The collections of Spaces that are talked about on the Hub, in a list. Who shows it says what there is to say while
 * there is nothing in it.
 *
 * Signals:
 *
 * - `changed`: something came, or failed
 * - `chosen` (collection): the user wants to see what is in it
 */
G_DECLARE_FINAL_TYPE (SpDiscoverCollections, sp_discover_collections, SP, DISCOVER_COLLECTIONS, AdwBin)

/**
 * sp_discover_collections_load:
 * @self: the list
 * @session: who asks the Hub
 *
 * Asks for the collections. What is there stays until they come.
 */
void sp_discover_collections_load (SpDiscoverCollections *self,
                                   SpHubSession          *session);

/* Forgets what was asked, without the answer. */
void sp_discover_collections_stop (SpDiscoverCollections *self);

gboolean      sp_discover_collections_is_loading (SpDiscoverCollections *self);
gboolean      sp_discover_collections_is_empty (SpDiscoverCollections *self);
const GError *sp_discover_collections_get_error (SpDiscoverCollections *self);      /* nullable: of the last time */
gint64        sp_discover_collections_get_kept_since (SpDiscoverCollections *self); /* Unix time, 0: not kept */

/* To the one that was chosen last, or the first. */
void sp_discover_collections_focus (SpDiscoverCollections *self);

G_END_DECLS
