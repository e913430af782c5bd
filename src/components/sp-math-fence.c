/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-math-node.h"

#include <string.h>

/* Delimiters are drawn, not written: so they are as high as what they enclose. */

double
sp_math_fence_get_width (const char *fence, double size, double height)
{
  if (*fence == '\0')
    return 0.05 * size;
  if (strchr ("([{)]}", *fence) != NULL)
    return (height > 2 * size ? 0.5 : 0.4) * size;
  if (g_str_equal (fence, "|"))
    return 0.25 * size;

  return 0.42 * size;
}

static void
draw_parenthesis (cairo_t *cr, double outer, double inner, double y, double height)
{
  double far = outer + (outer - inner) * 0.25;

  cairo_move_to (cr, inner, y);
  cairo_curve_to (cr, far, y + height * 0.28, far, y + height * 0.72, inner, y + height);
}

static void
draw_brace (cairo_t *cr, double outer, double inner, double y, double height)
{
  double middle = (outer + inner) / 2;
  double bend = MIN (height / 4, (inner > outer ? inner - outer : outer - inner) * 1.2);

  cairo_move_to (cr, inner, y);
  cairo_curve_to (cr, middle, y, middle, y, middle, y + bend);
  cairo_line_to (cr, middle, y + height / 2 - bend);
  cairo_curve_to (cr, middle, y + height / 2, middle, y + height / 2, outer, y + height / 2);
  cairo_curve_to (cr, middle, y + height / 2, middle, y + height / 2, middle,
                  y + height / 2 + bend);
  cairo_line_to (cr, middle, y + height - bend);
  cairo_curve_to (cr, middle, y + height, middle, y + height, inner, y + height);
}

static void
draw_bracket (cairo_t *cr,
              double   outer,
              double   inner,
              double   y,
              double   height,
              gboolean top,
              gboolean bottom)
{
  cairo_move_to (cr, top ? inner : outer, y);
  cairo_line_to (cr, outer, y);
  cairo_line_to (cr, outer, y + height);
  if (bottom)
    cairo_line_to (cr, inner, y + height);
}

static void
draw_line (cairo_t *cr, double x1, double y1, double x2, double y2)
{
  cairo_move_to (cr, x1, y1);
  cairo_line_to (cr, x2, y2);
}

void
sp_math_draw_fence (cairo_t    *cr,
                    const char *fence,
                    double      x,
                    double      y,
                    double      width,
                    double      height,
                    double      line_width)
{
  double left = x + width * 0.25;
  double right = x + width * 0.75;
  double middle = x + width / 2;

  cairo_new_path (cr);
  if (g_str_equal (fence, "("))
    draw_parenthesis (cr, left, right, y, height);
  else if (g_str_equal (fence, ")"))
    draw_parenthesis (cr, right, left, y, height);
  else if (g_str_equal (fence, "["))
    draw_bracket (cr, left, right, y, height, TRUE, TRUE);
  else if (g_str_equal (fence, "]"))
    draw_bracket (cr, right, left, y, height, TRUE, TRUE);
  else if (g_str_equal (fence, "{"))
    draw_brace (cr, left - width * 0.1, right, y, height);
  else if (g_str_equal (fence, "}"))
    draw_brace (cr, right + width * 0.1, left, y, height);
  else if (g_str_equal (fence, "⌊"))
    draw_bracket (cr, left, right, y, height, FALSE, TRUE);
  else if (g_str_equal (fence, "⌋"))
    draw_bracket (cr, right, left, y, height, FALSE, TRUE);
  else if (g_str_equal (fence, "⌈"))
    draw_bracket (cr, left, right, y, height, TRUE, FALSE);
  else if (g_str_equal (fence, "⌉"))
    draw_bracket (cr, right, left, y, height, TRUE, FALSE);
  else if (g_str_equal (fence, "⟨")) {
    draw_line (cr, right, y, left, y + height / 2);
    cairo_line_to (cr, right, y + height);
  } else if (g_str_equal (fence, "⟩")) {
    draw_line (cr, left, y, right, y + height / 2);
    cairo_line_to (cr, left, y + height);
  } else if (g_str_equal (fence, "/"))
    draw_line (cr, right, y, left, y + height);
  else if (g_str_equal (fence, "\\"))
    draw_line (cr, left, y, right, y + height);
  else if (g_str_equal (fence, "|") || g_str_equal (fence, "∣"))
    draw_line (cr, middle, y, middle, y + height);
  else if (g_str_equal (fence, "‖")) {
    draw_line (cr, middle - width * 0.15, y, middle - width * 0.15, y + height);
    draw_line (cr, middle + width * 0.15, y, middle + width * 0.15, y + height);
  } else if (g_str_equal (fence, "↑") || g_str_equal (fence, "↓")) {
    gboolean up = g_str_equal (fence, "↑");
    double   tip = up ? y : y + height;
    double   bend = up ? width * 0.3 : -width * 0.3;

    draw_line (cr, middle, y, middle, y + height);
    draw_line (cr, left, tip + bend, middle, tip);
    cairo_line_to (cr, right, tip + bend);
  }
  cairo_set_line_width (cr, line_width);
  cairo_stroke (cr);
}
