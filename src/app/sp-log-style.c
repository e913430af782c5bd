/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-log-style.h"

#include "sp-contrast.h"

#include <adwaita.h>

/* A style has the flags in its lowest byte, then nine bits for each colour: 0 for none, else its number and one. */
#define TEXT_SHIFT 8
#define BACKGROUND_SHIFT 17
#define COLOR_MASK 0x1ffu

#define DIM_PART 0.65f /* of a dim text's own colour; the rest is what it stands on */

/* The first sixteen have names and no values that all terminals agree on. */
static const guint32 named_colors[] = {
  0x241f31,
  0xc01c28,
  0x26a269,
  0xa2734c,
  0x1c71d8,
  0x9141ac,
  0x2190a4,
  0xc0bfbc,
  0x77767b,
  0xed333b,
  0x33d17a,
  0xe5a50a,
  0x62a0ea,
  0xc061cb,
  0x33c7de,
  0xf6f5f4,
};

static const guint cube_steps[] = { 0, 95, 135, 175, 215, 255 };

static int
get_color (SpLogStyle style,
           guint      shift)
{
  return (int) (style >> shift & COLOR_MASK) - 1;
}

static SpLogStyle
with_color (SpLogStyle style,
            guint      shift,
            int        color)
{
  return (style & ~(COLOR_MASK << shift)) | (guint32) (color + 1) << shift;
}

static guint
find_step (guint channel)
{
  guint found = 0;

  for (guint i = 1; i < G_N_ELEMENTS (cube_steps); i++)
    if (ABS ((int) cube_steps[i] - (int) channel) < ABS ((int) cube_steps[found] - (int) channel))
      found = i;

  return found;
}

static guint
get_distance (guint a, guint b)
{
  return a > b ? a - b : b - a;
}

/* The cube holds all colours; greys have finer steps of their own. */
static int
find_nearest (guint red,
              guint green,
              guint blue)
{
  guint average = (red + green + blue) / 3;
  guint grey = average < 3 ? 0 : MIN ((average - 3) / 10, 23);
  guint r = find_step (red), g = find_step (green), b = find_step (blue);
  guint to_grey, to_cube;

  to_grey = get_distance (red, 8 + grey * 10) + get_distance (green, 8 + grey * 10) + get_distance (blue, 8 + grey * 10);
  to_cube = get_distance (red, cube_steps[r]) + get_distance (green, cube_steps[g]) + get_distance (blue, cube_steps[b]);

  return to_grey < to_cube ? (int) (232 + grey) : (int) (16 + 36 * r + 6 * g + b);
}

/* Reads a colour after 38 or 48. Those joined by colons may have a colour space before the channels. Moves @i to its
 * last number. */
static int
read_color (const guint    *parameters,
            const gboolean *joined,
            gsize           n,
            gsize          *i)
{
  gsize first = *i + 1, last = first;
  int   color = SP_LOG_STYLE_DEFAULT;

  if (first >= n)
    return color;

  if (joined[first])
    while (last + 1 < n && joined[last + 1])
      last++;
  else
    last = MIN (n - 1, first + (parameters[first] == 2 ? 3 : parameters[first] == 5 ? 1
                                                                                    : 0));
  if (parameters[first] == 5 && last > first)
    color = (int) MIN (parameters[first + 1], 255);
  else if (parameters[first] == 2 && last >= first + 3)
    color = find_nearest (MIN (parameters[last - 2], 255), MIN (parameters[last - 1], 255), MIN (parameters[last], 255));
  *i = last;

  return color;
}

static SpLogStyle
apply_flag (SpLogStyle style,
            guint      parameter,
            gboolean   has_none)
{
  switch (parameter) {
  case 1:
    return style | SP_LOG_STYLE_BOLD;
  case 2:
    return style | SP_LOG_STYLE_DIM;
  case 3:
    return style | SP_LOG_STYLE_ITALIC;
  case 4:
    return has_none ? style & ~(guint32) SP_LOG_STYLE_UNDERLINE : style | SP_LOG_STYLE_UNDERLINE;
  case 7:
    return style | SP_LOG_STYLE_REVERSE;
  case 9:
    return style | SP_LOG_STYLE_STRIKE;
  case 22:
    return style & ~(guint32) (SP_LOG_STYLE_BOLD | SP_LOG_STYLE_DIM);
  case 23:
    return style & ~(guint32) SP_LOG_STYLE_ITALIC;
  case 24:
    return style & ~(guint32) SP_LOG_STYLE_UNDERLINE;
  case 27:
    return style & ~(guint32) SP_LOG_STYLE_REVERSE;
  case 29:
    return style & ~(guint32) SP_LOG_STYLE_STRIKE;
  default: /* blinking, fonts, frames: nothing that a log needs */
    return style;
  }
}

SpLogStyle
sp_log_style_apply (SpLogStyle      style,
                    const guint    *parameters,
                    const gboolean *joined,
                    gsize           n)
{
  if (n == 0)
    return 0;

  for (gsize i = 0; i < n; i++) {
    guint parameter = parameters[i];

    if (parameter == 0)
      style = 0;
    else if (parameter == 38 || parameter == 48)
      style = with_color (style, parameter == 38 ? TEXT_SHIFT : BACKGROUND_SHIFT, read_color (parameters, joined, n, &i));
    else if ((parameter >= 30 && parameter <= 37) || (parameter >= 90 && parameter <= 97))
      style = with_color (style, TEXT_SHIFT, (int) (parameter < 90 ? parameter - 30 : parameter - 90 + 8));
    else if ((parameter >= 40 && parameter <= 47) || (parameter >= 100 && parameter <= 107))
      style = with_color (style, BACKGROUND_SHIFT, (int) (parameter < 100 ? parameter - 40 : parameter - 100 + 8));
    else if (parameter == 39 || parameter == 49)
      style = with_color (style, parameter == 39 ? TEXT_SHIFT : BACKGROUND_SHIFT, SP_LOG_STYLE_DEFAULT);
    else
      style = apply_flag (style, parameter, i + 1 < n && joined[i + 1] && parameters[i + 1] == 0);
    while (i + 1 < n && joined[i + 1])
      i++;
  }

  return style;
}

guint
sp_log_style_get_flags (SpLogStyle style)
{
  return style & 0xff;
}

int
sp_log_style_get_text_color (SpLogStyle style)
{
  return get_color (style, TEXT_SHIFT);
}

int
sp_log_style_get_background (SpLogStyle style)
{
  return get_color (style, BACKGROUND_SHIFT);
}

static void
set_rgb (GdkRGBA *color,
         guint    red,
         guint    green,
         guint    blue)
{
  *color = (GdkRGBA){ (float) red / 255, (float) green / 255, (float) blue / 255, 1 };
}

static void
look_up (int      number,
         GdkRGBA *color)
{
  guint i = (guint) number;

  if (i < G_N_ELEMENTS (named_colors))
    set_rgb (color, named_colors[i] >> 16, named_colors[i] >> 8 & 0xff, named_colors[i] & 0xff);
  else if (i >= 232)
    set_rgb (color, 8 + (i - 232) * 10, 8 + (i - 232) * 10, 8 + (i - 232) * 10);
  else
    set_rgb (color, cube_steps[(i - 16) / 36], cube_steps[(i - 16) / 6 % 6], cube_steps[(i - 16) % 6]);
}

static void
make_dim (GdkRGBA       *text,
          const GdkRGBA *background)
{
  text->red += (background->red - text->red) * (1 - DIM_PART);
  text->green += (background->green - text->green) * (1 - DIM_PART);
  text->blue += (background->blue - text->blue) * (1 - DIM_PART);
}

/* Returns: whether there is anything but the colours of plain text */
static gboolean
get_colors (SpLogStyle style,
            GdkRGBA   *text,
            GdkRGBA   *background,
            gboolean  *has_background)
{
  guint    flags = sp_log_style_get_flags (style);
  int      text_color = sp_log_style_get_text_color (style);
  int      background_color = sp_log_style_get_background (style);
  GdkRGBA  view, plain;
  gboolean has_text = text_color != SP_LOG_STYLE_DEFAULT;

  sp_contrast_get_view_background (&view);
  sp_contrast_choose_text (&view, &plain);
  *text = plain;
  *background = view;
  *has_background = background_color != SP_LOG_STYLE_DEFAULT;
  if (has_text)
    look_up (text_color, text);
  if (*has_background)
    look_up (background_color, background);
  if (flags & SP_LOG_STYLE_REVERSE) {
    GdkRGBA swapped = *text;

    *text = *background;
    *background = swapped;
    *has_background = TRUE;
  }
  if (flags & SP_LOG_STYLE_DIM)
    make_dim (text, background);
  sp_contrast_make_readable (text, background);

  return has_text || *has_background || (flags & SP_LOG_STYLE_DIM) != 0;
}

void
sp_log_style_set_tag (SpLogStyle  style,
                      GtkTextTag *tag)
{
  guint    flags = sp_log_style_get_flags (style);
  GdkRGBA  text, background;
  gboolean has_background = FALSE, has_colors;

  g_return_if_fail (GTK_IS_TEXT_TAG (tag));

  has_colors = get_colors (style, &text, &background, &has_background);
  g_object_set (tag,
                "weight", flags & SP_LOG_STYLE_BOLD ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL,
                "style", flags & SP_LOG_STYLE_ITALIC ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL,
                "underline", flags & SP_LOG_STYLE_UNDERLINE ? PANGO_UNDERLINE_SINGLE : PANGO_UNDERLINE_NONE,
                "strikethrough", (flags & SP_LOG_STYLE_STRIKE) != 0,
                "foreground-rgba", has_colors ? &text : NULL,
                "background-rgba", has_background ? &background : NULL,
                NULL);
}
