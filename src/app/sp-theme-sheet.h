/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/**
 * SpThemeSheet:
 *
 * The custom properties of a theme of Gradio: what /theme.css says for light pages, and for dark ones.
 */
typedef struct _SpThemeSheet SpThemeSheet;

/**
 * sp_theme_sheet_new:
 * @text: CSS; untrusted
 * @length: its bytes
 *
 * Returns: (transfer full): what is in it; nothing when it is no CSS
 */
SpThemeSheet *sp_theme_sheet_new (const char *text,
                                  gsize       length);
void          sp_theme_sheet_free (SpThemeSheet *self);

/**
 * sp_theme_sheet_get_color:
 * @self: a theme
 * @name: name of a property, with its dashes
 * @dark: whether for a dark page
 * @color: (out): its colour
 *
 * Follows references (`var(--x)`) up to eight deep. A gradient is no colour.
 *
 * Returns: whether it is a colour that can be seen
 */
gboolean sp_theme_sheet_get_color (SpThemeSheet *self,
                                   const char   *name,
                                   gboolean      dark,
                                   GdkRGBA      *color);

/**
 * sp_theme_sheet_get_length:
 * @self: a theme
 * @name: name of a property, with its dashes
 *
 * Returns: its length in pixels, -1 when it is none
 */
int sp_theme_sheet_get_length (SpThemeSheet *self,
                               const char   *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SpThemeSheet, sp_theme_sheet_free)

G_END_DECLS
