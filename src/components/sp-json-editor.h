/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-component.h"

G_BEGIN_DECLS

#define SP_TYPE_JSON_EDITOR (sp_json_editor_get_type ())

/**
 * SpJsonEditor:
 *
 * Any value as JSON text: the widget of components that have none of their own.
 */
G_DECLARE_FINAL_TYPE (SpJsonEditor, sp_json_editor, SP, JSON_EDITOR, SpComponent)

/**
 * sp_json_editor_set_schema:
 * @self: an editor
 * @schema: (nullable): JSON schema of the value, shown beside it
 */
void sp_json_editor_set_schema (SpJsonEditor *self,
                                JsonNode     *schema);

/**
 * sp_json_editor_set_template:
 * @self: an editor
 * @example: (nullable): a value of the right shape, offered to start from
 */
void sp_json_editor_set_template (SpJsonEditor *self,
                                  JsonNode     *example);

G_END_DECLS
