/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-discover-search.h"
#include "sp-hub-accounts.h"
#include "sp-space-details.h"

G_BEGIN_DECLS

#define SP_TYPE_DISCOVER_PAGE (sp_discover_page_get_type ())

/**
 * SpDiscoverPage:
 *
 * The Hub in a tab: a search, and the details of what was chosen from it.
 *
 * Property: `title`. Signal: `open` (text): the user wants to use the Space with this id.
 */
G_DECLARE_FINAL_TYPE (SpDiscoverPage, sp_discover_page, SP, DISCOVER_PAGE, AdwBin)

GtkWidget *sp_discover_page_new (SpHubAccounts *accounts);

/**
 * sp_discover_page_search:
 * @self: a page
 * @words: what to look for; "" leaves what is shown
 *
 * Goes to the search.
 */
void sp_discover_page_search (SpDiscoverPage *self,
                              const char     *words);

/**
 * sp_discover_page_show_space:
 * @self: a page
 * @id: of a Space
 * @space: (nullable): what is known of it already
 *
 * Goes to the details of a Space.
 */
void sp_discover_page_show_space (SpDiscoverPage *self,
                                  const char     *id,
                                  SpHubSpace     *space);

/* Goes to the search and gives it the keyboard. */
void sp_discover_page_find (SpDiscoverPage *self);

/* Asks again for what is in front. */
void sp_discover_page_reload (SpDiscoverPage *self);

G_END_DECLS
