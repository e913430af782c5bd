/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SpHtmlStyle:
 * @color: of the text, when @has_color
 * @background: behind the text, when @has_background
 * @size: of the text, as a factor of what is around it; 1 for no change
 * @align: 0 to 1, or -1 when nothing is said
 * @padding: in pixels
 * @radius: of the corners, in pixels
 * @bold: 1, 0 or -1 when nothing is said
 * @italic: 1, 0 or -1 when nothing is said
 *
 * What is honoured of the inline style of an element.
 */
typedef struct {
  GdkRGBA  color;
  GdkRGBA  background;
  double   size;
  float    align;
  int      padding;
  int      radius;
  int      bold;
  int      italic;
  gboolean has_color;
  gboolean has_background;
  gboolean underline;
  gboolean strike;
  gboolean monospace;
  gboolean hidden;
} SpHtmlStyle;

/**
 * sp_html_style_read:
 * @style: (out): what the text says, and nothing else
 * @css: (nullable): content of a `style` attribute; untrusted
 */
void sp_html_style_read (SpHtmlStyle *style,
                         const char  *css);

/**
 * sp_html_style_parse_color:
 * @text: (nullable): a colour as in CSS
 * @color: (out): the colour
 *
 * Returns: whether it is a colour that can be seen
 */
gboolean sp_html_style_parse_color (const char *text,
                                    GdkRGBA    *color);

/**
 * sp_html_style_parse_align:
 * @text: (nullable): `left`, `center`, `right`…
 *
 * Returns: 0 to 1, or -1 for anything else
 */
float sp_html_style_parse_align (const char *text);

/**
 * sp_html_style_append_span:
 * @style: a style
 * @behind: (nullable): what the text stands on, for a colour that can be read
 * @markup: where to add the attributes of a `span`, each with a space before
 */
void sp_html_style_append_span (const SpHtmlStyle *style,
                                const GdkRGBA     *behind,
                                GString           *markup);

G_END_DECLS
