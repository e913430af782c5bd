/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "sp-choice.h"

G_BEGIN_DECLS

/* How many choices stand side by side; more are a list (SpChoiceRows). */
#define SP_CHOICE_FLOW_MOST 12

/**
 * sp_choice_flow_create_button:
 * @choice: a choice
 *
 * Returns: (transfer floating): a check button that says what it is
 */
GtkWidget *sp_choice_flow_create_button (SpChoice *choice);

G_END_DECLS
