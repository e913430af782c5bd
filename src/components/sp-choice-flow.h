/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "sp-choice.h"

G_BEGIN_DECLS

/**
 * sp_choice_flow_create_button:
 * @choice: a choice
 *
 * Returns: (transfer floating): a check button that says what it is
 */
GtkWidget *sp_choice_flow_create_button (SpChoice *choice);

/**
 * sp_choice_flow_arrange:
 * @box: buttons of choices
 * @slot: what @box is in, alone
 * @n_choices: how many there are
 *
 * A few choices stand side by side; many make one column that scrolls.
 */
void sp_choice_flow_arrange (GtkFlowBox *box, GtkBox *slot, guint n_choices);

G_END_DECLS
