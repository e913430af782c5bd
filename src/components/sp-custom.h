/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-component.h"

G_BEGIN_DECLS

#define SP_TYPE_CUSTOM (sp_custom_get_type ())

/**
 * SpCustom:
 *
 * A component whose type is the app's own: its code runs in the app's page only, so this shows the
 * value by its kind (files, text, anything else as a form or JSON), and says so.
 */
G_DECLARE_FINAL_TYPE (SpCustom, sp_custom, SP, CUSTOM, SpComponent)

/**
 * sp_custom_set_schema:
 * @self: a component
 * @schema: (nullable): what its values look like, when the app says so (`api_info`)
 *
 * From the next value on, what can be edited and is neither a file nor a text is edited in a form.
 */
void sp_custom_set_schema (SpCustom *self,
                           JsonNode *schema);

G_END_DECLS
