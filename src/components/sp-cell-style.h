/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SP_CELL_STYLE_MOST_STOPS 8

/**
 * SpCellStyle:
 * @has_color: whether @color is given
 * @color: of the text
 * @has_background: whether @background is given
 * @background: behind it
 * @bold: whether the text is bold
 * @italic: whether it is italic
 * @underline: whether it is underlined
 * @strikethrough: whether it is struck through
 * @opacity: of all of it
 * @xalign: where the text stands from 0 to 1, negative when the author does not say
 * @stops: a bar behind the text, from left to right
 * @n_stops: how many, 0 for none
 *
 * The part of CSS that authors of tables use.
 */
typedef struct {
  gboolean     has_color;
  GdkRGBA      color;
  gboolean     has_background;
  GdkRGBA      background;
  gboolean     bold;
  gboolean     italic;
  gboolean     underline;
  gboolean     strikethrough;
  double       opacity;
  float        xalign;
  GskColorStop stops[SP_CELL_STYLE_MOST_STOPS];
  gsize        n_stops;
} SpCellStyle;

/**
 * sp_cell_style_parse:
 * @css: (nullable): declarations; what is not known is passed over
 * @style: (out caller-allocates): what they say
 */
void sp_cell_style_parse (const char  *css,
                          SpCellStyle *style);

/**
 * sp_cell_style_get_text_color:
 * @style: a style
 * @theme: colour of text in the theme
 * @color: (out): a colour that can be read on the background of @style
 */
void sp_cell_style_get_text_color (const SpCellStyle *style,
                                   const GdkRGBA     *theme,
                                   GdkRGBA           *color);

G_END_DECLS
