/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-query.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_DISCOVER_CATEGORIES (sp_discover_categories_get_type ())

/**
 * SpDiscoverCategories:
 *
 * What Spaces are for, in a row that scrolls: all of them, those of this week, one
 * category, the Hub's collections, or the user's own.
 *
 * Signal: `changed`: the user changed the query.
 */
G_DECLARE_FINAL_TYPE (SpDiscoverCategories, sp_discover_categories, SP, DISCOVER_CATEGORIES, AdwBin)

/**
 * sp_discover_categories_set_query:
 * @self: the categories
 * @query: what they are of
 */
void sp_discover_categories_set_query (SpDiscoverCategories *self,
                                       SpHubQuery           *query);

/**
 * sp_discover_categories_set_user:
 * @self: the categories
 * @user: (nullable): whose Spaces are the user's own; %NULL when nobody knows
 */
void sp_discover_categories_set_user (SpDiscoverCategories *self,
                                      const char           *user);

/* Whether the user wants to see the Hub's collections, or one of them, rather than Spaces. */
gboolean sp_discover_categories_has_collections (SpDiscoverCategories *self);

/* Back from the collections to all Spaces, which is no change by the user. */
void sp_discover_categories_leave_collections (SpDiscoverCategories *self);

G_END_DECLS
