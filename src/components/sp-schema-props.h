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

G_END_DECLS
