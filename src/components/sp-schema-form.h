/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-component.h"

G_BEGIN_DECLS

#define SP_TYPE_SCHEMA_FORM (sp_schema_form_get_type ())

/**
 * SpSchemaForm:
 *
 * A form for the values of a JSON schema: a field for each member of an object, a list for an
 * array, a choice for `anyOf` (components.md 5.2). What is deeper than six levels, beyond 200
 * fields, or of no known shape is edited as JSON.
 *
 * A value that nobody edited is given back as it came, with all that the schema does not know.
 */
G_DECLARE_FINAL_TYPE (SpSchemaForm, sp_schema_form, SP, SCHEMA_FORM, SpComponent)

/**
 * sp_schema_form_new_component:
 * @schema: (nullable): JSON schema of a parameter
 * @example: (nullable): a value of the right shape, offered where JSON is edited
 *
 * Returns: (transfer floating): what a value of @schema is edited with: the widget of a simple type,
 *   a form, or a JSON editor
 */
SpComponent *sp_schema_form_new_component (JsonNode *schema,
                                           JsonNode *example);

G_END_DECLS
