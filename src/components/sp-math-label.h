/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-math.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SpMathPlace:
 * @source: (transfer full): LaTeX without delimiters
 * @math: (transfer full) (nullable): the formula, %NULL when it is not understood
 * @start: where the source begins in the text of a label, in bytes
 * @end: where it ends
 *
 * A formula in a text.
 */
typedef struct {
  char   *source;
  SpMath *math;
  gsize   start;
  gsize   end;
} SpMathPlace;

void sp_math_place_clear (SpMathPlace *place);

/**
 * sp_math_place_array_new:
 *
 * Returns: (transfer full) (element-type SpMathPlace): an empty array
 */
GArray *sp_math_place_array_new (void);

#define SP_TYPE_MATH_LABEL (sp_math_label_get_type ())

/**
 * SpMathLabel:
 *
 * A label with formulas drawn in place of their sources. To whom selects, copies or listens the
 * text is the source.
 */
G_DECLARE_FINAL_TYPE (SpMathLabel, sp_math_label, SP, MATH_LABEL, GtkWidget)

/**
 * sp_math_label_new:
 * @label: (transfer floating): the text; its child from now on
 * @places: (element-type SpMathPlace): the formulas; kept
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *sp_math_label_new (GtkLabel *label,
                              GArray   *places);

/**
 * sp_math_label_get_label:
 * @self: a text with formulas
 *
 * Returns: (transfer none): the label that draws it
 */
GtkLabel *sp_math_label_get_label (SpMathLabel *self);

/**
 * sp_math_label_new_display:
 * @source: LaTeX without delimiters
 *
 * Returns: (transfer floating): a formula that stands by itself, and scrolls when it is wide
 */
GtkWidget *sp_math_label_new_display (const char *source);

G_END_DECLS
