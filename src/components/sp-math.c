/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-math.h"

#include "sp-math-node.h"

#include <math.h>

#define MAX_LENGTH 8192 /* bytes of source */

struct _SpMath {
  gatomicrefcount count;
  SpMathNode     *root;
  gboolean        display;
};

SpMath *
sp_math_new (const char *source, gboolean display)
{
  SpMath     *self = NULL;
  SpMathNode *root = NULL;

  g_return_val_if_fail (source != NULL, NULL);

  if (strlen (source) > MAX_LENGTH || !g_utf8_validate (source, -1, NULL))
    return NULL;
  root = sp_math_parse (source);
  if (root == NULL)
    return NULL;

  self = g_new0 (SpMath, 1);
  g_atomic_ref_count_init (&self->count);
  self->root = root;
  self->display = display;

  return self;
}

SpMath *
sp_math_ref (SpMath *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->count);

  return self;
}

void
sp_math_unref (SpMath *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->count))
    return;

  sp_math_node_free (self->root);
  g_free (self);
}

/* The size of the letters in pixels, whatever unit the context has it in. */
static double
get_size (PangoContext *context)
{
  PangoFontDescription *font = pango_context_get_font_description (context);
  double                size = pango_font_description_get_size (font) / (double) PANGO_SCALE;
  double                resolution = pango_cairo_context_get_resolution (context);

  if (!pango_font_description_get_size_is_absolute (font))
    size *= (resolution > 0 ? resolution : 96) / 72;

  return size > 0 ? size : 15;
}

void
sp_math_layout (SpMath *self, PangoContext *context)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (PANGO_IS_CONTEXT (context));

  sp_math_node_layout (self->root, context, get_size (context) * 1.08, self->display ? 0 : 1);
}

double
sp_math_get_width (SpMath *self)
{
  return self->root->width;
}

double
sp_math_get_ascent (SpMath *self)
{
  return self->root->ascent;
}

double
sp_math_get_descent (SpMath *self)
{
  return self->root->descent;
}

static void
stroke (cairo_t *cr, double width)
{
  cairo_set_line_width (cr, width);
  cairo_stroke (cr);
}

static void
draw_root (SpMathNode *self, cairo_t *cr, double x, double y)
{
  SpMathNode *child = sp_math_node_get (self, 0);
  double      start = x + self->amount;
  double      top = y - self->stretch;
  double      bottom = y + self->descent;
  double      half = bottom - MIN (bottom - top, self->size) * 0.45;

  cairo_move_to (cr, start + 0.05 * self->size, half);
  cairo_line_to (cr, start + 0.17 * self->size, half - 0.08 * self->size);
  cairo_line_to (cr, start + 0.32 * self->size, bottom);
  cairo_line_to (cr, start + 0.54 * self->size, top);
  cairo_line_to (cr, x + child->x + child->width + 0.06 * self->size, top);
  stroke (cr, self->rule);
}

/* Horizontal braces are upright ones that lie down. */
static void
draw_lying_brace (SpMathNode *self, cairo_t *cr, double x, double y)
{
  double   height = 0.35 * self->size;
  gboolean is_over = *self->text == '{';

  cairo_save (cr);
  cairo_translate (cr, x, is_over ? y - self->ascent : y + self->descent - height);
  cairo_rotate (cr, -G_PI / 2);
  sp_math_draw_fence (cr, is_over ? "}" : "{", -height, 0, height, self->width, self->rule);
  cairo_restore (cr);
}

static void
draw_dots (SpMathNode *self, cairo_t *cr, double middle, double top)
{
  double radius = 0.06 * self->size;
  guint  n_dots = self->text[1] == '.' ? 2 : 1;

  for (guint i = 0; i < n_dots; i++) {
    cairo_arc (cr, middle + (n_dots == 2 ? (i == 0 ? -2 : 2) * radius : 0), top + 0.1 * self->size,
               radius, 0, 2 * G_PI);
    cairo_fill (cr);
  }
}

/* Accents that are lines. Returns: whether this is one. */
static gboolean
trace_accent (SpMathNode *self, cairo_t *cr, double middle, double half, double top)
{
  double high = 0.04 * self->size;
  double low = 0.18 * self->size;

  switch (*self->text) {
  case '^':
    cairo_move_to (cr, middle - half, top + low);
    cairo_line_to (cr, middle, top + high);
    cairo_line_to (cr, middle + half, top + low);
    break;
  case 'v':
  case 'u':
    cairo_move_to (cr, middle - half, top + high);
    cairo_line_to (cr, middle, top + low);
    cairo_line_to (cr, middle + half, top + high);
    break;
  case '-':
    cairo_move_to (cr, middle - half, top + low);
    cairo_line_to (cr, middle + half, top + low);
    break;
  case '>':
    cairo_move_to (cr, middle - half, top + 0.11 * self->size);
    cairo_line_to (cr, middle + half, top + 0.11 * self->size);
    cairo_move_to (cr, middle + half - 0.1 * self->size, top + high);
    cairo_line_to (cr, middle + half, top + 0.11 * self->size);
    cairo_line_to (cr, middle + half - 0.1 * self->size, top + low);
    break;
  case '~':
    cairo_move_to (cr, middle - half, top + low);
    cairo_curve_to (cr, middle - half / 2, top - low, middle + half / 2, top + 2 * low,
                    middle + half, top + high);
    break;
  case '\'':
    cairo_move_to (cr, middle - half / 2, top + low);
    cairo_line_to (cr, middle + half / 2, top + high);
    break;
  case '`':
    cairo_move_to (cr, middle - half / 2, top + high);
    cairo_line_to (cr, middle + half / 2, top + low);
    break;
  case 'o':
    cairo_arc (cr, middle, top + 0.1 * self->size, 0.08 * self->size, 0, 2 * G_PI);
    break;
  default:
    return FALSE;
  }

  return TRUE;
}

static void
draw_accent (SpMathNode *self, cairo_t *cr, double x, double y)
{
  gboolean is_wide = self->text[1] != '\0' && *self->text != '.';
  double   top = y - self->ascent;
  double   middle = x + self->width / 2 + (is_wide ? 0 : 0.06 * self->size);
  double   half = is_wide ? self->width / 2 : MIN (self->width / 2, 0.22 * self->size);
  double   bottom = y + self->descent - 0.18 * self->size;

  if (*self->text == '.') {
    draw_dots (self, cr, middle, top);
    return;
  }

  cairo_new_path (cr);
  if (*self->text == '_') {
    cairo_move_to (cr, x, bottom);
    cairo_line_to (cr, x + self->width, bottom);
  } else if (!trace_accent (self, cr, middle, half, top)) {
    draw_lying_brace (self, cr, x, y);
    return;
  }
  stroke (cr, self->rule);
}

static void
draw_fences (SpMathNode *self, cairo_t *cr, double x, double y)
{
  double top = y - 0.26 * self->size - self->stretch / 2;
  double first = sp_math_fence_get_width (self->text, self->size, self->stretch);
  double last = sp_math_fence_get_width (self->text2, self->size, self->stretch);

  sp_math_draw_fence (cr, self->text, x, top, first, self->stretch, self->rule);
  sp_math_draw_fence (cr, self->text2, x + self->width - last, top, last, self->stretch, self->rule);
}

void
sp_math_node_draw (SpMathNode *self, cairo_t *cr, double x, double y)
{
  if (self->type == SP_MATH_PHANTOM)
    return;

  if (self->layout != NULL) {
    cairo_move_to (cr, x, y + self->layout_y);
    pango_cairo_show_layout (cr, self->layout);
  }
  cairo_new_path (cr);
  if (self->type == SP_MATH_FRACTION && self->amount > 0) {
    cairo_move_to (cr, x, y - 0.26 * self->size);
    cairo_line_to (cr, x + self->width, y - 0.26 * self->size);
    stroke (cr, self->rule);
  } else if (self->type == SP_MATH_ROOT) {
    draw_root (self, cr, x, y);
  } else if (self->type == SP_MATH_FENCED) {
    draw_fences (self, cr, x, y);
  } else if (self->type == SP_MATH_ACCENT) {
    draw_accent (self, cr, x, y);
  }
  for (guint i = 0; i < self->children->len; i++) {
    SpMathNode *child = sp_math_node_get (self, i);

    if (child != NULL)
      sp_math_node_draw (child, cr, x + child->x, y + child->y);
  }
}

void
sp_math_draw (SpMath *self, cairo_t *cr)
{
  double x = 0, y = 0;

  g_return_if_fail (self != NULL);
  g_return_if_fail (cr != NULL);

  if (cairo_has_current_point (cr))
    cairo_get_current_point (cr, &x, &y);
  sp_math_node_draw (self->root, cr, x, y);
}
