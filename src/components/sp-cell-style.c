/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-cell-style.h"

#include <math.h>

#define LEAST_CONTRAST 3.0 /* of WCAG, for large text and what is not only text */

/* Splits at a letter, but not inside of brackets. */
static GPtrArray *
split (const char *text, char separator)
{
  GPtrArray  *parts = g_ptr_array_new_with_free_func (g_free);
  const char *start = text;
  int         depth = 0;

  for (const char *at = text;; at++) {
    depth += (*at == '(') - (*at == ')');
    if (*at == '\0' || (*at == separator && depth == 0)) {
      g_ptr_array_add (parts, g_strstrip (g_strndup (start, (gsize) (at - start))));
      start = at + 1;
    }
    if (*at == '\0')
      return parts;
  }
}

static gboolean
parse_color (const char *text, GdkRGBA *color)
{
  g_autofree char *opaque = NULL;

  if (g_str_has_prefix (text, "rgba(")) /* may have three numbers in CSS, which GDK wants as rgb() */
    opaque = g_strconcat ("rgb(", text + strlen ("rgba("), NULL);
  if (gdk_rgba_parse (color, text) || (opaque != NULL && gdk_rgba_parse (color, opaque)))
    return TRUE;

  *color = (GdkRGBA){ 0, 0, 0, 0 };

  return g_str_equal (text, "transparent"); /* GDK 4.8 does not know it */
}

/* A colour and where it is; without a place the first is at the start and the last at the end. */
static void
parse_stop (SpCellStyle *style, const char *text, gboolean is_first)
{
  const char      *place = strrchr (text, ' ');
  GskColorStop    *stop = &style->stops[style->n_stops];
  g_autofree char *color = NULL;
  double           offset = is_first ? 0 : 1;

  if (place != NULL && g_str_has_suffix (place, "%"))
    offset = g_ascii_strtod (place, NULL) / 100;
  else
    place = NULL;
  color = place != NULL ? g_strndup (text, (gsize) (place - text)) : g_strdup (text);
  if (!parse_color (g_strstrip (color), &stop->color) || !isfinite (offset))
    return;

  stop->offset = (float) CLAMP (offset, 0, 1);
  if (style->n_stops > 0) /* offsets must not decrease */
    stop->offset = MAX (stop->offset, stop[-1].offset);
  style->n_stops++;
}

static void
parse_gradient (SpCellStyle *style, const char *text)
{
  const char           *end = strrchr (text, ')');
  g_autofree char      *inside = NULL;
  g_autoptr (GPtrArray) parts = NULL;

  text += strlen ("linear-gradient(");
  if (end == NULL || end < text)
    return;

  inside = g_strndup (text, (gsize) (end - text));
  parts = split (inside, ',');
  style->n_stops = 0;
  for (guint i = 0; i < parts->len && style->n_stops < SP_CELL_STYLE_MOST_STOPS; i++)
    parse_stop (style, parts->pdata[i], style->n_stops == 0); /* “90deg” is no colour */
  if (style->n_stops < 2)
    style->n_stops = 0;
}

static void
parse_background (SpCellStyle *style, const char *value)
{
  if (g_str_has_prefix (value, "linear-gradient("))
    parse_gradient (style, value);
  else
    style->has_background = parse_color (value, &style->background);
}

static void
parse_weight (SpCellStyle *style, const char *value)
{
  style->bold = g_str_has_prefix (value, "bold") || g_ascii_strtoll (value, NULL, 10) >= 600;
}

static void
parse_decoration (SpCellStyle *style, const char *value)
{
  style->underline = strstr (value, "underline") != NULL;
  style->strikethrough = strstr (value, "line-through") != NULL;
}

static void
parse_align (SpCellStyle *style, const char *value)
{
  if (g_str_equal (value, "right"))
    style->xalign = 1;
  else if (g_str_equal (value, "center"))
    style->xalign = 0.5f;
  else
    style->xalign = 0;
}

static void
parse_opacity (SpCellStyle *style, const char *value)
{
  double opacity = g_ascii_strtod (value, NULL);

  if (isfinite (opacity))
    style->opacity = CLAMP (opacity, 0.2, 1); /* what is there can be seen */
}

static void
parse_declaration (SpCellStyle *style, const char *name, const char *value)
{
  if (g_str_equal (name, "color"))
    style->has_color = parse_color (value, &style->color);
  else if (g_str_equal (name, "background-color") || g_str_equal (name, "background"))
    parse_background (style, value);
  else if (g_str_equal (name, "font-weight"))
    parse_weight (style, value);
  else if (g_str_equal (name, "font-style"))
    style->italic = g_str_equal (value, "italic") || g_str_equal (value, "oblique");
  else if (g_str_has_prefix (name, "text-decoration"))
    parse_decoration (style, value);
  else if (g_str_equal (name, "text-align"))
    parse_align (style, value);
  else if (g_str_equal (name, "opacity"))
    parse_opacity (style, value);
}

void
sp_cell_style_parse (const char *css, SpCellStyle *style)
{
  g_autoptr (GPtrArray) declarations = NULL;

  g_return_if_fail (style != NULL);

  *style = (SpCellStyle){ .opacity = 1, .xalign = -1 };
  if (css == NULL || *css == '\0')
    return;

  declarations = split (css, ';');
  for (guint i = 0; i < declarations->len; i++) {
    char *declaration = declarations->pdata[i];
    char *colon = strchr (declaration, ':');

    if (colon == NULL)
      continue;

    *colon = '\0';
    parse_declaration (style, g_strstrip (declaration), g_strstrip (colon + 1));
  }
}

static double
get_channel (float value)
{
  return value <= 0.04045f ? value / 12.92 : pow ((value + 0.055) / 1.055, 2.4);
}

static double
get_luminance (const GdkRGBA *color)
{
  return 0.2126 * get_channel (color->red) + 0.7152 * get_channel (color->green) +
         0.0722 * get_channel (color->blue);
}

static double
get_contrast (const GdkRGBA *a, const GdkRGBA *b)
{
  double first = get_luminance (a);
  double second = get_luminance (b);

  return (MAX (first, second) + 0.05) / (MIN (first, second) + 0.05);
}

/* What lies over the theme's own background, whose text colour is the opposite of it. */
static GdkRGBA
blend (const GdkRGBA *over, const GdkRGBA *theme)
{
  float under = get_luminance (theme) > 0.5 ? 0.12f : 1.0f;
  float alpha = over->alpha;

  return (GdkRGBA){ over->red * alpha + under * (1 - alpha),
                    over->green * alpha + under * (1 - alpha),
                    over->blue * alpha + under * (1 - alpha), 1 };
}

void
sp_cell_style_get_text_color (const SpCellStyle *style, const GdkRGBA *theme, GdkRGBA *color)
{
  const GdkRGBA black = { 0, 0, 0, 1 };
  const GdkRGBA white = { 1, 1, 1, 1 };
  const GdkRGBA none = { 0, 0, 0, 0 };
  GdkRGBA       under = blend (style->has_background ? &style->background : &none, theme);

  *color = style->has_color ? style->color : *theme;
  if (get_contrast (color, &under) < LEAST_CONTRAST)
    *color = get_contrast (&black, &under) > get_contrast (&white, &under) ? black : white;
  if (style->opacity < 1)
    color->alpha *= (float) style->opacity;
}
