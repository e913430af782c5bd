/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-query.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SP_TYPE_DISCOVER_FILTERS (sp_discover_filters_get_type ())

/**
 * SpDiscoverFilters:
 *
 * What narrows a search of the Hub, and in what order it comes: controls for the properties of a #SpHubQuery.
 *
 * Signal: `changed`: the user changed the query.
 */
G_DECLARE_FINAL_TYPE (SpDiscoverFilters, sp_discover_filters, SP, DISCOVER_FILTERS, GtkWidget)

/**
 * sp_discover_filters_set_query:
 * @self: the filters
 * @query: what they are of
 */
void sp_discover_filters_set_query (SpDiscoverFilters *self,
                                    SpHubQuery        *query);

/* Takes all filters off; the order stays. */
void sp_discover_filters_clear (SpDiscoverFilters *self);

G_END_DECLS
