/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-variables.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_CARE_VARIABLE_ROW (sp_care_variable_row_get_type ())

/**
 * SpCareVariableRow:
 *
 * A secret or a variable that a Space has. Signals: `replace` and `remove`, when the user wants that.
 */
G_DECLARE_FINAL_TYPE (SpCareVariableRow, sp_care_variable_row, SP, CARE_VARIABLE_ROW, AdwActionRow)

GtkWidget *sp_care_variable_row_new (SpHubVariableKind kind,
                                     SpHubVariable    *variable);

SpHubVariableKind sp_care_variable_row_get_kind (SpCareVariableRow *self);
SpHubVariable    *sp_care_variable_row_get_variable (SpCareVariableRow *self);

G_END_DECLS
