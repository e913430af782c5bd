/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Dates as the Hub writes them (hub-api.md 1). */

/**
 * sp_hub_moment_parse:
 * @node: (nullable): an ISO 8601 text, or a number of seconds or milliseconds since 1970
 *
 * Returns: Unix time, 0 when it is none
 */
gint64 sp_hub_moment_parse (JsonNode *node);

/**
 * sp_hub_moment_dup_words:
 * @moment: Unix time
 *
 * Returns: (transfer full): “18:40” when it is within a day from now, else with the date
 */
char *sp_hub_moment_dup_words (gint64 moment);

G_END_DECLS
