/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-component.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_PARAMETER_ROW (sp_parameter_row_get_type ())

/**
 * SpParameterRow:
 *
 * One parameter in a form: its component, and below it the name, the type, the default, and a button that brings
 * the first value back.
 */
G_DECLARE_FINAL_TYPE (SpParameterRow, sp_parameter_row, SP, PARAMETER_ROW, AdwBin)

/**
 * sp_parameter_row_new:
 * @parameter: what is to be filled in
 * @client: (nullable): where its files come from
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *sp_parameter_row_new (GradioParameter *parameter,
                                 GradioClient    *client);

GradioParameter *sp_parameter_row_get_parameter (SpParameterRow *self);
SpComponent     *sp_parameter_row_get_component (SpParameterRow *self);

/**
 * sp_parameter_row_get_changed:
 * @self: a row
 *
 * Returns: whether the value is another one than at the beginning
 */
gboolean sp_parameter_row_get_changed (SpParameterRow *self);

/**
 * sp_parameter_row_has_example:
 * @self: a row
 *
 * Returns: whether the app gives an example that fits
 */
gboolean sp_parameter_row_has_example (SpParameterRow *self);

/**
 * sp_parameter_row_use_example:
 * @self: a row
 *
 * Makes the example the value, if there is one.
 */
void sp_parameter_row_use_example (SpParameterRow *self);

/**
 * sp_parameter_row_check:
 * @self: a row
 *
 * Checks the value, and says at the field what is wrong with it.
 *
 * Returns: (transfer full) (nullable): the value when it fits
 */
JsonNode *sp_parameter_row_check (SpParameterRow *self);

/**
 * sp_parameter_row_set_fault:
 * @self: a row
 * @text: (nullable): what is wrong with the value; “must be a number”
 */
void sp_parameter_row_set_fault (SpParameterRow *self,
                                 const char     *text);

/**
 * sp_parameter_row_focus:
 * @self: a row
 *
 * Gives its control the focus, unless it is not on screen: keys would go where nobody looks.
 *
 * Returns: whether its control took the focus
 */
gboolean sp_parameter_row_focus (SpParameterRow *self);

G_END_DECLS
