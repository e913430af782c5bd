/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-component.h"

G_BEGIN_DECLS

#define SP_TYPE_TEXT_SELECTION (sp_text_selection_get_type ())

/**
 * SpTextSelection:
 *
 * Makes a component emit the event `select` with the text and its place when the user has selected
 * some of it.
 */
G_DECLARE_FINAL_TYPE (SpTextSelection, sp_text_selection, SP, TEXT_SELECTION, GObject)

/**
 * sp_text_selection_new:
 * @control: a #GtkTextView or a #GtkEditable
 * @component: what it is part of
 *
 * Returns: (transfer full): watches @control as long as it lives
 */
SpTextSelection *sp_text_selection_new (GtkWidget *control, SpComponent *component);

G_END_DECLS
