/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-search.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_DISCOVER_SEARCH (sp_discover_search_get_type ())

/**
 * SpDiscoverSearch:
 *
 * The Spaces of the Hub: an entry that searches while one types, filters, categories, and a grid of cards that grows
 * as one scrolls.
 *
 * Signals: `chosen` (#SpHubSpace): the user wants to know more of it; `asked` (text): likewise, of the Space with this
 * id.
 */
G_DECLARE_FINAL_TYPE (SpDiscoverSearch, sp_discover_search, SP, DISCOVER_SEARCH, AdwBin)

/**
 * sp_discover_search_new:
 * @session: the way to the Hub
 *
 * Returns: (transfer floating): a search that asks for something once it can be seen
 */
GtkWidget *sp_discover_search_new (SpHubSession *session);

/**
 * sp_discover_search_set_account:
 * @self: a search
 * @session: the way to the Hub from now on
 * @user: (nullable): name of the account
 */
void sp_discover_search_set_account (SpDiscoverSearch *self,
                                     SpHubSession     *session,
                                     const char       *user);

/**
 * sp_discover_search_set_words:
 * @self: a search
 * @words: what to look for, "" for what is talked about
 */
void sp_discover_search_set_words (SpDiscoverSearch *self,
                                   const char       *words);

void sp_discover_search_focus_entry (SpDiscoverSearch *self);

/* Asks again for what is shown. */
void sp_discover_search_reload (SpDiscoverSearch *self);

SpHubSearch *sp_discover_search_get_model (SpDiscoverSearch *self);

G_END_DECLS
