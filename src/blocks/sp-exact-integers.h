/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"

G_BEGIN_DECLS

/* A script has doubles only: what is beyond 2^53 comes back rounded. Those that a script only hands on are known by
 * what they were rounded to, and get their digits back. */

/**
 * sp_exact_integers_collect:
 * @values: what a script is given
 *
 * Returns: (transfer full) (nullable): the integers in @values that a double cannot hold, for
 *   sp_exact_integers_restore(); %NULL when there are none
 */
GHashTable *sp_exact_integers_collect (JsonArray *values);

/**
 * sp_exact_integers_restore:
 * @integers: (nullable): of sp_exact_integers_collect()
 * @value: what the script gave, which nobody else has; its numbers are changed in place
 */
void sp_exact_integers_restore (GHashTable *integers,
                                JsonNode   *value);

G_END_DECLS
