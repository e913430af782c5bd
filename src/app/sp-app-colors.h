/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-theme-sheet.h"

G_BEGIN_DECLS

/**
 * SpAppColors:
 * @accent_bg: what marks what is chosen or important
 * @accent_fg: what can be read on it
 * @accent: the same colour as a text on a page
 * @has_accent: %FALSE when the author's colours can hardly be told from the page
 * @radius: of the corners of buttons in pixels, -1 for the desktop's
 *
 * What is taken from the theme of an app.
 */
typedef struct {
  GdkRGBA  accent_bg;
  GdkRGBA  accent_fg;
  GdkRGBA  accent;
  gboolean has_accent;
  int      radius;
} SpAppColors;

/**
 * sp_app_colors_read:
 * @self: (out): the colours
 * @sheet: a theme
 * @dark: whether the page is dark
 */
void sp_app_colors_read (SpAppColors  *self,
                         SpThemeSheet *sheet,
                         gboolean      dark);

/**
 * sp_app_colors_dup_css:
 * @self: colours
 * @scope: style class of the widget below which they hold
 *
 * Returns: (transfer full): a style sheet for GTK, which leaves everything else as it is
 */
char *sp_app_colors_dup_css (const SpAppColors *self,
                             const char        *scope);

G_END_DECLS
