/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-html-style.h"

#include "sp-contrast.h"

#include <math.h>
#include <string.h>

#define MAX_PADDING 64 /* pixels */

gboolean
sp_html_style_parse_color (const char *text, GdkRGBA *color)
{
  g_autofree char *word = text != NULL ? g_strstrip (g_strdup (text)) : NULL;

  return word != NULL && gdk_rgba_parse (color, word) && color->alpha > 0.02f;
}

float
sp_html_style_parse_align (const char *text)
{
  if (text == NULL)
    return -1;
  if (g_ascii_strcasecmp (text, "center") == 0 || g_ascii_strcasecmp (text, "middle") == 0)
    return 0.5f;
  if (g_ascii_strcasecmp (text, "right") == 0 || g_ascii_strcasecmp (text, "end") == 0)
    return 1;
  if (g_ascii_strcasecmp (text, "left") == 0 || g_ascii_strcasecmp (text, "start") == 0)
    return 0;

  return -1;
}

/* A factor of the size around; pixels and points are measured against the usual size of the web. */
static double
parse_size (const char *text)
{
  static const struct {
    const char *word;
    double      size;
  } words[] = {
    { "xx-small", 0.6 },
    { "x-small", 0.75 },
    { "small", 0.89 },
    { "smaller", 0.83 },
    { "medium", 1 },
    { "large", 1.2 },
    { "larger", 1.2 },
    { "x-large", 1.5 },
    { "xx-large", 2 },
    { "xxx-large", 3 },
  };
  char  *unit = NULL;
  double number = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++) {
    if (g_ascii_strcasecmp (text, words[i].word) == 0)
      return words[i].size;
  }

  number = g_ascii_strtod (text, &unit);
  if (unit == text || !isfinite (number) || number <= 0)
    return 1;
  if (g_str_has_prefix (unit, "px"))
    number /= 16;
  else if (g_str_has_prefix (unit, "pt"))
    number /= 12;
  else if (g_str_has_prefix (unit, "%"))
    number /= 100;
  else if (!g_str_has_prefix (unit, "em") && !g_str_has_prefix (unit, "rem"))
    return 1;

  return CLAMP (number, 0.5, 4);
}

static int
parse_pixels (const char *text)
{
  char  *unit = NULL;
  double number = g_ascii_strtod (text, &unit);

  if (unit == text || !isfinite (number) || number < 0)
    return 0;
  if (g_str_has_prefix (unit, "em") || g_str_has_prefix (unit, "rem"))
    number *= 16;

  return (int) MIN (number, MAX_PADDING);
}

static int
parse_weight (const char *text)
{
  if (g_ascii_strncasecmp (text, "bold", 4) == 0)
    return 1;
  if (g_ascii_strcasecmp (text, "normal") == 0)
    return 0;

  return g_ascii_isdigit (*text) ? g_ascii_strtoull (text, NULL, 10) >= 600 : -1;
}

/* `background: #eee url(x) no-repeat`: the first word that is a colour. */
static gboolean
parse_background (const char *text, GdkRGBA *color)
{
  g_auto (GStrv) words = NULL;

  if (sp_html_style_parse_color (text, color))
    return TRUE;

  words = g_strsplit (text, " ", 8);
  for (guint i = 0; words[i] != NULL; i++) {
    if (sp_html_style_parse_color (words[i], color))
      return TRUE;
  }

  return FALSE;
}

static void
read_declaration (SpHtmlStyle *style, const char *name, const char *value)
{
  if (g_str_equal (name, "color"))
    style->has_color = sp_html_style_parse_color (value, &style->color);
  else if (g_str_equal (name, "background") || g_str_equal (name, "background-color"))
    style->has_background = parse_background (value, &style->background);
  else if (g_str_equal (name, "text-align"))
    style->align = sp_html_style_parse_align (value);
  else if (g_str_equal (name, "font-size"))
    style->size = parse_size (value);
  else if (g_str_equal (name, "font-weight"))
    style->bold = parse_weight (value);
  else if (g_str_equal (name, "font-style"))
    style->italic = g_str_has_prefix (value, "italic") || g_str_has_prefix (value, "oblique");
  else if (g_str_equal (name, "font-family"))
    style->monospace = strstr (value, "mono") != NULL;
  else if (g_str_has_prefix (name, "text-decoration")) {
    style->underline = strstr (value, "underline") != NULL;
    style->strike = strstr (value, "line-through") != NULL;
  } else if (g_str_equal (name, "padding"))
    style->padding = parse_pixels (value);
  else if (g_str_equal (name, "border-radius"))
    style->radius = parse_pixels (value);
  else if (g_str_equal (name, "display"))
    style->hidden = g_str_equal (value, "none");
}

void
sp_html_style_read (SpHtmlStyle *style, const char *css)
{
  g_auto (GStrv) declarations = NULL;

  g_return_if_fail (style != NULL);

  *style = (SpHtmlStyle){ .size = 1, .align = -1, .bold = -1, .italic = -1 };
  if (css == NULL)
    return;

  declarations = g_strsplit (css, ";", 100);
  for (guint i = 0; declarations[i] != NULL; i++) {
    char *colon = strchr (declarations[i], ':');
    char *important = NULL;

    if (colon == NULL)
      continue;
    *colon = '\0';
    important = strchr (colon + 1, '!');
    if (important != NULL)
      *important = '\0';
    g_strstrip (colon + 1);
    for (char *c = declarations[i]; *c != '\0'; c++)
      *c = g_ascii_tolower (*c);
    read_declaration (style, g_strstrip (declarations[i]), colon + 1);
  }
}

static void
append_color (GString *markup, const char *name, const GdkRGBA *color)
{
  g_string_append_printf (markup, " %s=\"#%02x%02x%02x\"", name,
                          (guint) (CLAMP (color->red, 0, 1) * 255 + 0.5f),
                          (guint) (CLAMP (color->green, 0, 1) * 255 + 0.5f),
                          (guint) (CLAMP (color->blue, 0, 1) * 255 + 0.5f));
}

void
sp_html_style_append_span (const SpHtmlStyle *style, const GdkRGBA *behind, GString *markup)
{
  GdkRGBA color = style->color;

  g_return_if_fail (style != NULL);

  if (style->has_background) {
    append_color (markup, "background", &style->background);
    if (!style->has_color)
      sp_contrast_choose_text (&style->background, &color);
    append_color (markup, "foreground", &color);
  } else if (style->has_color) {
    if (behind != NULL)
      sp_contrast_make_readable (&color, behind);
    append_color (markup, "foreground", &color);
  }
  if (style->size < 0.99 || style->size > 1.01)
    g_string_append_printf (markup, " size=\"%d%%\"", (int) (style->size * 100 + 0.5));
  if (style->bold >= 0)
    g_string_append_printf (markup, " weight=\"%s\"", style->bold ? "bold" : "normal");
  if (style->italic >= 0)
    g_string_append_printf (markup, " style=\"%s\"", style->italic ? "italic" : "normal");
  if (style->monospace)
    g_string_append (markup, " face=\"monospace\"");
  if (style->underline)
    g_string_append (markup, " underline=\"single\"");
  if (style->strike)
    g_string_append (markup, " strikethrough=\"true\"");
}
