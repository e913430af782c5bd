/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-color-text.h"

#include <gtk/gtk.h>
#include <math.h>
#include <string.h>

static int
to_byte (double part)
{
  return (int) round (CLAMP (part, 0, 1) * 255);
}

/* Pages of Gradio 3 and 4 send numbers such as 12.345 for a byte, which GTK 4.8 does not read. */
static gboolean
parse_fractions (const char *text, GdkRGBA *color)
{
  double      numbers[4] = { 0, 0, 0, 1 };
  int         n_numbers = 0;
  const char *place = strchr (text, '(');

  if (place == NULL || g_ascii_strncasecmp (text, "rgb", 3) != 0)
    return FALSE;

  for (place++; n_numbers < 4; n_numbers++) {
    char *end = NULL;

    numbers[n_numbers] = g_ascii_strtod (place, &end);
    if (end == place || !isfinite (numbers[n_numbers]))
      return FALSE;
    while (g_ascii_isspace (*end) || *end == ',' || *end == '/')
      end++;
    place = end;
    if (*place == ')')
      break;
  }
  if (n_numbers < 2 || n_numbers > 3 || !g_str_equal (place, ")"))
    return FALSE;

  color->red = (float) CLAMP (numbers[0] / 255, 0, 1);
  color->green = (float) CLAMP (numbers[1] / 255, 0, 1);
  color->blue = (float) CLAMP (numbers[2] / 255, 0, 1);
  color->alpha = (float) CLAMP (numbers[3], 0, 1);

  return TRUE;
}

gboolean
sp_color_text_parse (const char *text, GdkRGBA *color, SpColorForm *form)
{
  g_autofree char *stripped = NULL;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (color != NULL, FALSE);

  stripped = g_strstrip (g_strdup (text));
  if (!gdk_rgba_parse (color, stripped) && !parse_fractions (stripped, color))
    return FALSE;

  if (form == NULL)
    return TRUE;
  if (g_ascii_strncasecmp (stripped, "rgb", 3) == 0)
    *form = SP_COLOR_FORM_RGB;
  else if (g_ascii_strncasecmp (stripped, "hsl", 3) == 0)
    *form = SP_COLOR_FORM_HSL;
  else
    *form = SP_COLOR_FORM_HEX;

  return TRUE;
}

static char *
write_hsl (const GdkRGBA *color, const char *alpha)
{
  float  hue = 0, saturation = 0, value = 0;
  double lightness = 0, least = 0;
  int    parts[3] = { 0 };

  gtk_rgb_to_hsv (color->red, color->green, color->blue, &hue, &saturation, &value);
  lightness = value * (1 - saturation / 2);
  least = MIN (lightness, 1 - lightness);
  parts[0] = (int) round (hue * 360) % 360;
  parts[1] = least > 0 ? (int) round ((value - lightness) / least * 100) : 0;
  parts[2] = (int) round (lightness * 100);

  if (alpha != NULL)
    return g_strdup_printf ("hsla(%d, %d%%, %d%%, %s)", parts[0], parts[1], parts[2], alpha);

  return g_strdup_printf ("hsl(%d, %d%%, %d%%)", parts[0], parts[1], parts[2]);
}

char *
sp_color_text_new (const GdkRGBA *color, SpColorForm form)
{
  char        digits[G_ASCII_DTOSTR_BUF_SIZE];
  const char *alpha = NULL;
  int         red = 0, green = 0, blue = 0;

  g_return_val_if_fail (color != NULL, NULL);

  red = to_byte (color->red);
  green = to_byte (color->green);
  blue = to_byte (color->blue);
  if (to_byte (color->alpha) < 255)
    alpha = g_ascii_formatd (digits, sizeof (digits), "%.3g", CLAMP (color->alpha, 0, 1));

  switch (form) {
  case SP_COLOR_FORM_HSL:
    return write_hsl (color, alpha);
  case SP_COLOR_FORM_RGB:
    return alpha != NULL ? g_strdup_printf ("rgba(%d, %d, %d, %s)", red, green, blue, alpha)
                         : g_strdup_printf ("rgb(%d, %d, %d)", red, green, blue);
  case SP_COLOR_FORM_HEX:
    break;
  }

  return alpha != NULL ? g_strdup_printf ("#%02x%02x%02x%02x", red, green, blue,
                                          to_byte (color->alpha))
                       : g_strdup_printf ("#%02x%02x%02x", red, green, blue);
}
