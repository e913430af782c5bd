/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-query.h"
#include "sp-hub-session.h"
#include "sp-hub-space.h"

G_BEGIN_DECLS

#define SP_TYPE_HUB_SEARCH (sp_hub_search_get_type ())

/**
 * SpHubSearch:
 *
 * What the Hub finds for a query: a #GListModel of #SpHubSpace that grows page by page. Its
 * properties:
 *
 * - `loading`: whether something is asked for
 * - `error`: (nullable) (type GError): why nothing more came; asking for more tries again
 * - `at-end`: whether there is nothing more
 * - `kept-since`: 0, or since when the oldest of what is shown is kept on the disk (Unix time),
 *   because the Hub could not be reached
 *
 * Where a query changes, what was found before stays until the first new page comes. When the Hub
 * asks for a pause (%SP_HUB_ERROR_BUSY), it goes on by itself after that.
 */
G_DECLARE_FINAL_TYPE (SpHubSearch, sp_hub_search, SP, HUB_SEARCH, GObject)

SpHubSearch *sp_hub_search_new (SpHubSession *session);

SpHubSession *sp_hub_search_get_session (SpHubSearch *self);

/* Who asks from the next start on; what was found by another account is gone at once. */
void sp_hub_search_set_session (SpHubSearch *self, SpHubSession *session);

/**
 * sp_hub_search_start:
 * @self: a search
 * @query: what is looked for; a later change of it does not count
 *
 * Asks for the first page. An earlier question is forgotten.
 */
void sp_hub_search_start (SpHubSearch *self, SpHubQuery *query);

/* Asks for the next page, if there is one and none is on its way. */
void sp_hub_search_load_more (SpHubSearch *self);

/* Forgets what was asked, without the answer. */
void sp_hub_search_stop (SpHubSearch *self);

gboolean      sp_hub_search_is_loading (SpHubSearch *self);
const GError *sp_hub_search_get_error (SpHubSearch *self); /* nullable */
gboolean      sp_hub_search_is_at_end (SpHubSearch *self);
gint64        sp_hub_search_get_kept_since (SpHubSearch *self);

G_END_DECLS
