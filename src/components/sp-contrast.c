/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-contrast.h"

#include <adwaita.h>
#include <math.h>

#define READABLE 4.5 /* least contrast of text, says WCAG */

static double
linear (double channel)
{
  return channel <= 0.04045 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

static double
luminance (const GdkRGBA *color)
{
  return 0.2126 * linear (color->red) + 0.7152 * linear (color->green) + 0.0722 * linear (color->blue);
}

double
sp_contrast_get (const GdkRGBA *a, const GdkRGBA *b)
{
  double first = luminance (a) + 0.05;
  double second = luminance (b) + 0.05;

  return first > second ? first / second : second / first;
}

void
sp_contrast_choose_text (const GdkRGBA *background, GdkRGBA *text)
{
  const GdkRGBA black = { 0, 0, 0, 1 };
  const GdkRGBA white = { 1, 1, 1, 1 };

  *text = sp_contrast_get (background, &black) > sp_contrast_get (background, &white) ? black : white;
}

void
sp_contrast_make_readable (GdkRGBA *text, const GdkRGBA *background)
{
  GdkRGBA end = { 0 };

  text->alpha = 1;
  sp_contrast_choose_text (background, &end);
  for (int step = 0; step < 20 && sp_contrast_get (text, background) < READABLE; step++) {
    text->red += (end.red - text->red) * 0.15f;
    text->green += (end.green - text->green) * 0.15f;
    text->blue += (end.blue - text->blue) * 0.15f;
  }
}

void
sp_contrast_get_view_background (GdkRGBA *color)
{
  const GdkRGBA dark = { 0.118f, 0.118f, 0.118f, 1 };
  const GdkRGBA light = { 0.98f, 0.98f, 0.98f, 1 };

  *color = adw_style_manager_get_dark (adw_style_manager_get_default ()) ? dark : light;
}
