/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

G_BEGIN_DECLS

/**
 * SpMath:
 *
 * A formula in the usual subset of LaTeX: letters and symbols, scripts, fractions, roots, sums and
 * integrals with limits, growing delimiters, matrices and alignments, accents, text.
 */
typedef struct _SpMath SpMath;

/**
 * sp_math_new:
 * @source: LaTeX without delimiters; untrusted
 * @display: whether it stands by itself, and may be higher than a line
 *
 * Returns: (transfer full) (nullable): the formula, %NULL when something in it is not understood
 */
SpMath *sp_math_new (const char *source,
                     gboolean    display);
SpMath *sp_math_ref (SpMath *self);
void    sp_math_unref (SpMath *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SpMath, sp_math_unref)

/**
 * sp_math_layout:
 * @self: a formula
 * @context: says what letters to take, and how large
 *
 * To be called before it is measured or drawn, and whenever the letters are other ones.
 */
void sp_math_layout (SpMath       *self,
                     PangoContext *context);

/* In pixels; ascent and descent from the line the letters stand on. */
double sp_math_get_width (SpMath *self);
double sp_math_get_ascent (SpMath *self);
double sp_math_get_descent (SpMath *self);

/**
 * sp_math_draw:
 * @self: a formula, laid out
 * @cr: its current point is the left end of the line the letters stand on; its source the colour
 */
void sp_math_draw (SpMath  *self,
                   cairo_t *cr);

G_END_DECLS
