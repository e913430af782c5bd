/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-math-node.h"

#include <math.h>
#include <string.h>

/* Shares of the size of the letters. */
#define AXIS 0.26 /* height of the line of a fraction, of minus signs… */
#define RULE 0.055
#define GAP 0.14

/* How large letters are in a style: display, text, script, script of a script. */
static const double factors[] = { 1, 1, 0.72, 0.55 };

static void layout_node (SpMathNode *self, PangoContext *context, double size, int style);

static double
axis (SpMathNode *self)
{
  return AXIS * self->size;
}

static int
script_style (int style)
{
  return style < 2 ? 2 : 3;
}

static PangoFontDescription *
new_font (SpMathNode *self, double size)
{
  PangoFontDescription *font = pango_font_description_new ();

  pango_font_description_set_family_static (font, self->font == SP_MATH_MONO   ? "monospace"
                                                  : self->font == SP_MATH_SANS ? "sans"
                                                                               : "serif");
  if (self->font == SP_MATH_ITALIC)
    pango_font_description_set_style (font, PANGO_STYLE_ITALIC);
  if (self->font == SP_MATH_BOLD)
    pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);

  return font;
}

/* No font has that alphabet: the plain letters then. */
static void
set_known_text (SpMathNode *self)
{
  g_autofree char *plain = NULL;

  pango_layout_set_text (self->layout, self->text, -1);
  if (pango_layout_get_unknown_glyphs_count (self->layout) == 0)
    return;

  plain = g_utf8_normalize (self->text, -1, G_NORMALIZE_ALL);
  pango_layout_set_text (self->layout, plain, -1);
}

static void
layout_atom (SpMathNode *self, PangoContext *context, int style)
{
  double                size = self->size;
  PangoFontDescription *font = NULL;
  PangoRectangle        ink, logical;
  double                baseline = 0;

  if (self->is_large)
    size *= style == 0 ? 1.7 : 1.15;
  font = new_font (self, size);
  g_clear_object (&self->layout);
  self->layout = pango_layout_new (context);
  pango_layout_set_font_description (self->layout, font);
  pango_font_description_free (font);
  set_known_text (self);

  pango_layout_get_extents (self->layout, &ink, &logical);
  baseline = pango_layout_get_baseline (self->layout) / (double) PANGO_SCALE;
  self->width = MAX (logical.width, ink.x + ink.width) / (double) PANGO_SCALE;
  self->ascent = baseline - ink.y / (double) PANGO_SCALE;
  self->descent = (ink.y + ink.height) / (double) PANGO_SCALE - baseline;
  self->layout_y = -baseline;
  if (self->is_large) { /* in the middle of the line, whatever the font thinks */
    double shift = (self->ascent - self->descent) / 2 - axis (self);

    self->layout_y += shift;
    self->ascent -= shift;
    self->descent += shift;
  }
}

/* The space between neighbours, in eighteenths of a quad, as in TeX. */
static double
get_space (SpMathClass left, SpMathClass right, int style)
{
  static const char spaces[8][9] = {
    /* ord  op   bin  rel  open close punct inner */
    "03240001",
    "33040001",
    "22002002",
    "44004004",
    "00000000",
    "03240001",
    "11011111",
    "13241011",
  };
  int space = 0;

  switch (spaces[left][right]) {
  case '1':
  case '3':
    space = 3;
    break;
  case '2':
    space = 4;
    break;
  case '4':
    space = 5;
    break;
  default:
    break;
  }
  if (style >= 2 && spaces[left][right] != '3')
    space = 0;

  return space / 18.0;
}

/* A sign is binary only with something to its left and right. */
static SpMathClass
get_class (SpMathNode *row, guint position)
{
  SpMathNode *node = sp_math_node_get (row, position);
  SpMathNode *before = position > 0 ? sp_math_node_get (row, position - 1) : NULL;

  if (node->class != SP_MATH_BINARY)
    return node->class;
  if (before == NULL || position + 1 == row->children->len || before->class == SP_MATH_BINARY ||
      before->class == SP_MATH_RELATION || before->class == SP_MATH_OPENING ||
      before->class == SP_MATH_OPERATOR || before->class == SP_MATH_PUNCTUATION)
    return SP_MATH_ORDINARY;

  return SP_MATH_BINARY;
}

static void
layout_row (SpMathNode *self, PangoContext *context, double size, int style)
{
  SpMathNode *before = NULL;
  guint       before_position = 0;

  for (guint i = 0; i < self->children->len; i++) {
    SpMathNode *child = sp_math_node_get (self, i);

    layout_node (child, context, size, style);
    if (child->type == SP_MATH_SPACE) {
      child->x = self->width;
      self->width += child->width;
      continue;
    }
    if (before != NULL)
      self->width +=
        get_space (get_class (self, before_position), get_class (self, i), style) * self->size;
    child->x = self->width;
    child->y = 0;
    self->width += child->width;
    self->ascent = MAX (self->ascent, child->ascent);
    self->descent = MAX (self->descent, child->descent);
    before = child;
    before_position = i;
  }
  if (self->children->len == 1)
    self->class = sp_math_node_get (self, 0)->class;
}

static void
layout_fraction (SpMathNode *self, PangoContext *context, double size, int style)
{
  SpMathNode *top = sp_math_node_get (self, 0);
  SpMathNode *bottom = sp_math_node_get (self, 1);
  int         child_style = style == 0 ? 1 : script_style (style);
  double      gap = GAP * self->size;
  double      side = 0.1 * self->size;

  layout_node (top, context, size, child_style);
  layout_node (bottom, context, size, child_style);
  self->width = MAX (top->width, bottom->width) + 2 * side;
  top->x = (self->width - top->width) / 2;
  bottom->x = (self->width - bottom->width) / 2;
  top->y = -axis (self) - gap - top->descent;
  bottom->y = -axis (self) + gap + bottom->ascent;
  self->ascent = top->ascent - top->y;
  self->descent = bottom->descent + bottom->y;
}

static void
layout_root (SpMathNode *self, PangoContext *context, double size, int style)
{
  SpMathNode *child = sp_math_node_get (self, 0);
  SpMathNode *degree = sp_math_node_get (self, 1);
  double      sign = 0.6 * self->size;
  double      gap = GAP * self->size;
  double      start = 0;

  layout_node (child, context, size, style);
  self->ascent = MAX (child->ascent, 0.5 * self->size) + gap + self->rule;
  self->descent = MAX (child->descent, 0.05 * self->size);
  if (degree != NULL) {
    layout_node (degree, context, size, 3);
    start = MAX (0, degree->width - 0.3 * self->size);
    degree->x = MAX (0, 0.3 * self->size - degree->width);
    degree->y = -(self->ascent - self->descent) * 0.5 + degree->descent - 0.1 * self->size;
    self->ascent = MAX (self->ascent, degree->ascent - degree->y);
  }
  self->amount = start;                                        /* where the sign begins */
  self->stretch = MAX (child->ascent, 0.5 * self->size) + gap; /* of the line over the content */
  child->x = start + sign;
  child->y = 0;
  self->width = child->x + child->width + 0.08 * self->size;
}

static void
layout_limits (SpMathNode *self, SpMathNode *base, SpMathNode *below, SpMathNode *above)
{
  double gap = GAP * self->size;

  self->width = base->width;
  if (below != NULL)
    self->width = MAX (self->width, below->width);
  if (above != NULL)
    self->width = MAX (self->width, above->width);
  base->x = (self->width - base->width) / 2;
  self->ascent = base->ascent;
  self->descent = base->descent;
  if (above != NULL) {
    above->x = (self->width - above->width) / 2;
    above->y = -(base->ascent + gap + above->descent);
    self->ascent = above->ascent - above->y;
  }
  if (below != NULL) {
    below->x = (self->width - below->width) / 2;
    below->y = base->descent + gap + below->ascent;
    self->descent = below->descent + below->y;
  }
}

static void
layout_beside (SpMathNode *self, SpMathNode *base, SpMathNode *below, SpMathNode *above)
{
  double size = self->size;
  double start = base->width + 0.05 * size;

  self->width = base->width;
  self->ascent = base->ascent;
  self->descent = base->descent;
  if (above != NULL) {
    above->x = start + (base->font == SP_MATH_ITALIC ? 0.05 * size : 0);
    above->y = -MAX (0.38 * size, base->ascent - 0.25 * size);
    if (above->type == SP_MATH_ATOM && g_str_has_prefix (above->text, "′")) /* is high by itself */
      above->y = MIN (0, above->ascent - base->ascent - 0.12 * size);
    self->width = MAX (self->width, above->x + above->width);
    self->ascent = MAX (self->ascent, above->ascent - above->y);
  }
  if (below != NULL) {
    below->x = base->is_large ? base->width * 0.85 : start;
    below->y = MAX (0.2 * size, base->descent + 0.08 * size);
    if (above != NULL) /* room between the two */
      below->y = MAX (below->y, above->y + above->descent + below->ascent + 0.1 * size);
    self->width = MAX (self->width, below->x + below->width);
    self->descent = MAX (self->descent, below->descent + below->y);
  }
  self->width += 0.04 * size;
}

static void
layout_scripts (SpMathNode *self, PangoContext *context, double size, int style)
{
  SpMathNode *base = sp_math_node_get (self, 0);
  SpMathNode *below = sp_math_node_get (self, 1);
  SpMathNode *above = sp_math_node_get (self, 2);

  layout_node (base, context, size, style);
  if (below != NULL)
    layout_node (below, context, size, script_style (style));
  if (above != NULL)
    layout_node (above, context, size, script_style (style));
  if (self->always_limits || (self->has_limits && style == 0))
    layout_limits (self, base, below, above);
  else
    layout_beside (self, base, below, above);
}

static void
layout_fenced (SpMathNode *self, PangoContext *context, double size, int style)
{
  SpMathNode *child = sp_math_node_get (self, 0);
  double      half = 0;

  layout_node (child, context, size, style);
  half = MAX (child->ascent - axis (self), child->descent + axis (self)) + 0.06 * self->size;
  half = MAX (half, 0.5 * self->size);
  if (self->amount > 0)
    half = self->amount * self->size / 2;
  self->stretch = 2 * half;
  child->x = sp_math_fence_get_width (self->text, self->size, self->stretch);
  child->y = 0;
  self->width =
    child->x + child->width + sp_math_fence_get_width (self->text2, self->size, self->stretch);
  self->ascent = MAX (child->ascent, half + axis (self));
  self->descent = MAX (child->descent, half - axis (self));
}

static char
get_alignment (SpMathNode *self, guint column)
{
  gsize length = strlen (self->text);

  return length > 0 ? self->text[column % length] : 'c';
}

/* Lines of an alignment meet at their signs; columns of a matrix keep apart. */
static double
get_column_gap (SpMathNode *self, guint column)
{
  if (g_str_equal (self->text, "rl"))
    return column % 2 == 0 ? 0.2 * self->size : 1.5 * self->size;

  return self->size;
}

static void
place_columns (SpMathNode *self, const double *widths)
{
  double x = 0;

  for (guint column = 0; column < self->n_columns; column++) {
    for (guint i = column; i < self->children->len; i += self->n_columns) {
      SpMathNode *cell = sp_math_node_get (self, i);
      char        alignment = get_alignment (self, column);

      cell->x = x + (alignment == 'r'   ? widths[column] - cell->width
                     : alignment == 'l' ? 0
                                        : (widths[column] - cell->width) / 2);
    }
    x += widths[column];
    if (column + 1 < self->n_columns)
      x += get_column_gap (self, column);
  }
  self->width = x;
}

static void
layout_matrix (SpMathNode *self, PangoContext *context, double size, int style)
{
  g_autofree double *widths = g_new0 (double, MAX (self->n_columns, 1));
  double             height = 0;
  double             gap = (self->amount > 0 ? 0.5 : 0.35) * self->size;

  for (guint i = 0; i < self->children->len; i++) {
    SpMathNode *cell = sp_math_node_get (self, i);

    layout_node (cell, context, size, self->amount > 0 ? 0 : MAX (style, 1));
    widths[i % self->n_columns] = MAX (widths[i % self->n_columns], cell->width);
  }
  place_columns (self, widths);
  for (guint first = 0; first < self->children->len; first += self->n_columns) {
    double ascent = 0.7 * self->size;
    double descent = 0.2 * self->size;

    for (guint i = first; i < first + self->n_columns; i++) {
      ascent = MAX (ascent, sp_math_node_get (self, i)->ascent);
      descent = MAX (descent, sp_math_node_get (self, i)->descent);
    }
    if (first > 0)
      height += gap;
    for (guint i = first; i < first + self->n_columns; i++)
      sp_math_node_get (self, i)->y = height + ascent;
    height += ascent + descent;
  }
  self->ascent = height / 2 + axis (self);
  self->descent = height / 2 - axis (self);
  for (guint i = 0; i < self->children->len; i++)
    sp_math_node_get (self, i)->y -= self->ascent;
}

static void
layout_accent (SpMathNode *self, PangoContext *context, double size, int style)
{
  SpMathNode *child = sp_math_node_get (self, 0);
  double      room = (*self->text == '{' || *self->text == '}' ? 0.4 : 0.28) * self->size;

  layout_node (child, context, size, style);
  child->x = child->y = 0;
  self->width = child->width;
  self->ascent = child->ascent + (self->amount > 0 ? room : 0);
  self->descent = child->descent + (self->amount < 0 ? room : 0);
}

static void
layout_node (SpMathNode *self, PangoContext *context, double size, int style)
{
  SpMathNode *child = sp_math_node_get (self, 0);

  self->width = self->ascent = self->descent = 0;
  self->size = size * factors[style];
  self->rule = MAX (1, RULE * self->size);
  switch (self->type) {
  case SP_MATH_ROW:
    layout_row (self, context, size, style);
    break;
  case SP_MATH_ATOM:
    layout_atom (self, context, style);
    break;
  case SP_MATH_SPACE:
    self->width = self->amount * self->size;
    break;
  case SP_MATH_FRACTION:
    layout_fraction (self, context, size, style);
    break;
  case SP_MATH_ROOT:
    layout_root (self, context, size, style);
    break;
  case SP_MATH_SCRIPTS:
    layout_scripts (self, context, size, style);
    break;
  case SP_MATH_FENCED:
    layout_fenced (self, context, size, style);
    break;
  case SP_MATH_MATRIX:
    layout_matrix (self, context, size, style);
    break;
  case SP_MATH_ACCENT:
    layout_accent (self, context, size, style);
    break;
  case SP_MATH_STYLED:
  case SP_MATH_PHANTOM:
    layout_node (child, context, size, self->type == SP_MATH_STYLED ? (int) self->amount : style);
    child->x = child->y = 0;
    self->width = child->width;
    self->ascent = child->ascent;
    self->descent = child->descent;
    break;
  }
}

void
sp_math_node_layout (SpMathNode *self, PangoContext *context, double size, int style)
{
  layout_node (self, context, size, style);
}
