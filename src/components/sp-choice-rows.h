/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "sp-choice.h"

G_BEGIN_DECLS

#define SP_TYPE_CHOICE_ROWS (sp_choice_rows_get_type ())

/**
 * SpChoiceRows:
 *
 * Many choices as a list to search, with a widget for those in view only. It shows which are
 * selected, and leaves it to others to select them.
 *
 * Property: `exclusive`, for choices of which one can be selected; to be set when it is made.
 *
 * Signal: `activated` with the #SpChoice when the user wants it selected, or no longer.
 */
G_DECLARE_FINAL_TYPE (SpChoiceRows, sp_choice_rows, SP, CHOICE_ROWS, GtkWidget)

/**
 * sp_choice_rows_set_choices:
 * @self: a list
 * @choices: (nullable): list of #SpChoice
 */
void sp_choice_rows_set_choices (SpChoiceRows *self, GListModel *choices);

G_END_DECLS
