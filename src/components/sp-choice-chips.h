/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "sp-choice.h"

G_BEGIN_DECLS

#define SP_TYPE_CHOICE_CHIPS (sp_choice_chips_get_type ())

/**
 * SpChoiceChips:
 *
 * Any number of many choices: those chosen as chips, and a list to search and tick.
 *
 * Signals: `changed` when the user changed the value; `chosen` with the #SpChoice just before it.
 */
G_DECLARE_FINAL_TYPE (SpChoiceChips, sp_choice_chips, SP, CHOICE_CHIPS, GtkWidget)

void sp_choice_chips_set_choices (SpChoiceChips *self, GListModel *choices);
void sp_choice_chips_set_editable (SpChoiceChips *self, gboolean editable);

/**
 * sp_choice_chips_set_custom:
 * @self: chips
 * @custom: whether texts that are no choice can be added
 */
void sp_choice_chips_set_custom (SpChoiceChips *self, gboolean custom);

/**
 * sp_choice_chips_set_maximum:
 * @self: chips
 * @maximum: how many can be chosen, 0 for any number
 */
void sp_choice_chips_set_maximum (SpChoiceChips *self, guint maximum);

/**
 * sp_choice_chips_set_value:
 * @self: chips
 * @value: (nullable): a list of values, which need not be choices; another value is a list of one
 */
void sp_choice_chips_set_value (SpChoiceChips *self, JsonNode *value);

/**
 * sp_choice_chips_dup_value:
 * @self: chips
 *
 * Returns: (transfer full): the value that was set, else the list of what is chosen
 */
JsonNode *sp_choice_chips_dup_value (SpChoiceChips *self);

/**
 * sp_choice_chips_get_button:
 * @self: chips
 *
 * Returns: (transfer none): the control that wants a name
 */
GtkWidget *sp_choice_chips_get_button (SpChoiceChips *self);

G_END_DECLS
