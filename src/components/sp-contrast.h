/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * sp_contrast_get:
 * @a: a colour, taken as opaque
 * @b: a colour, taken as opaque
 *
 * Returns: the contrast of the two as WCAG counts it, 1 to 21
 */
double sp_contrast_get (const GdkRGBA *a,
                        const GdkRGBA *b);

/**
 * sp_contrast_choose_text:
 * @background: what a text stands on
 * @text: (out): black or white, what can be read better
 */
void sp_contrast_choose_text (const GdkRGBA *background,
                              GdkRGBA       *text);

/**
 * sp_contrast_make_readable:
 * @text: (inout): colour of a text; made lighter or darker until it can be read
 * @background: what it stands on
 */
void sp_contrast_make_readable (GdkRGBA       *text,
                                const GdkRGBA *background);

/**
 * sp_contrast_get_view_background:
 * @color: (out): about what a view of the desktop's style stands on, light or dark
 */
void sp_contrast_get_view_background (GdkRGBA *color);

G_END_DECLS
