/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-component.h"

G_BEGIN_DECLS

/**
 * sp_component_new_for_type:
 * @type: (nullable): a component's type as /config has it (`slider`)
 *
 * Returns: (transfer floating): the widget of the type; for a type that is the app's own it shows the value as
 *   what it is; a JSON editor without a type
 */
SpComponent *sp_component_new_for_type (const char *type);

/**
 * sp_component_new_for_parameter:
 * @parameter: a parameter or return
 * @client: (nullable): where its files come from
 * @input: whether it is to be filled in, else it shows a result
 *
 * Chooses by component, then by schema, then a JSON editor (components.md 5.1); gives it props,
 * label and, as input, its default value.
 *
 * Returns: (transfer floating): the widget
 */
SpComponent *sp_component_new_for_parameter (GradioParameter *parameter,
                                             GradioClient    *client,
                                             gboolean         input);

/**
 * sp_component_registry_get_types:
 * @n_types: (out): how many
 *
 * Returns: (transfer none) (array length=n_types): the types that have a widget of their own,
 *   sorted
 */
const char *const *sp_component_registry_get_types (gsize *n_types);

G_END_DECLS
