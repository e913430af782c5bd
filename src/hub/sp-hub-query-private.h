/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-query.h"
#include "sp-hub-space.h"

G_BEGIN_DECLS

/*
 * How a query is asked (hub-api.md 2): one way after the other, each until it has no more.
 *
 * SP_HUB_WAY_EXACT: about the one Space whose id the words are
 * SP_HUB_WAY_MEANING: the search by meaning; one page
 * SP_HUB_WAY_LIST: the list of all, page by page
 * SP_HUB_WAY_TAG: the list of those with the tag of the category, where the search by meaning fails
 * SP_HUB_WAY_COLLECTION: the Spaces of a collection, all at once
 * SP_HUB_WAY_END: nothing more
 */
typedef enum {
  SP_HUB_WAY_EXACT,
  SP_HUB_WAY_MEANING,
  SP_HUB_WAY_LIST,
  SP_HUB_WAY_TAG,
  SP_HUB_WAY_COLLECTION,
  SP_HUB_WAY_END,
} SpHubWay;

SpHubWay sp_hub_query_get_first_way (SpHubQuery *self);
SpHubWay sp_hub_query_get_next_way (SpHubQuery *self, SpHubWay way);

/* Instead of a way that failed. */
SpHubWay sp_hub_query_get_other_way (SpHubQuery *self, SpHubWay way);

/* Returns: (transfer full): where to ask, for all ways but the end */
char *sp_hub_query_dup_path (SpHubQuery *self, SpHubWay way);

/* Whether a Space is what the query wants, as far as the Hub cannot be asked for that. */
gboolean sp_hub_query_matches (SpHubQuery *self, SpHubSpace *space);

/* Sorts what came by a way that has an order of its own. */
void sp_hub_query_sort_page (SpHubQuery *self, SpHubWay way, GPtrArray *spaces);

G_END_DECLS
