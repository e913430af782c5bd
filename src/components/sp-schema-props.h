/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * sp_schema_choose_type:
 * @schema: (nullable): JSON schema of a parameter
 * @props: an object that gets the props for the component (choices, range)
 *
 * Returns: (nullable): type of the component for values of @schema, or %NULL when only JSON will do
 */
const char *sp_schema_choose_type (JsonNode   *schema,
                                   JsonObject *props);

/**
 * sp_schema_get_variants:
 * @schema: (nullable): a JSON schema
 *
 * Returns: (transfer none) (nullable): its `anyOf` or `oneOf`
 */
JsonArray *sp_schema_get_variants (JsonObject *schema);

/**
 * sp_schema_resolve:
 * @schema: (nullable): a JSON schema
 * @definitions: (nullable): its `$defs`
 *
 * Follows references, and takes the only variant beside null.
 *
 * Returns: (transfer none) (nullable): the schema behind them, maybe one of several variants; %NULL
 *   for cycles and what leads nowhere
 */
JsonObject *sp_schema_resolve (JsonObject *schema,
                               JsonObject *definitions);

/**
 * sp_schema_is_nullable:
 * @schema: (nullable): a JSON schema
 *
 * Returns: whether null is one of its variants
 */
gboolean sp_schema_is_nullable (JsonObject *schema);

G_END_DECLS
