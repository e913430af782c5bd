/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

G_BEGIN_DECLS

/* The tree of a formula: what sp-math-parser.c makes, sp-math-layout.c measures and sp-math.c draws. */

typedef enum {
  SP_MATH_ROW,      /* children side by side */
  SP_MATH_ATOM,     /* text */
  SP_MATH_SPACE,    /* amount: in quads */
  SP_MATH_FRACTION, /* two children; amount 0: without a line */
  SP_MATH_ROOT,     /* a child, and maybe the degree */
  SP_MATH_SCRIPTS,  /* children: base, below (or NULL), above (or NULL) */
  SP_MATH_FENCED,   /* a child between the delimiters text and text2 */
  SP_MATH_MATRIX,   /* children: cells, n_columns each row; text: alignment letters */
  SP_MATH_ACCENT,   /* a child with text above (or below: amount < 0) */
  SP_MATH_STYLED,   /* a child; amount: 0 display, 1 text, 2 and 3 scripts */
  SP_MATH_PHANTOM,  /* a child that takes room and is not drawn */
} SpMathType;

/* What TeX calls classes: they say how much space there is between neighbours. */
typedef enum {
  SP_MATH_ORDINARY,
  SP_MATH_OPERATOR,
  SP_MATH_BINARY,
  SP_MATH_RELATION,
  SP_MATH_OPENING,
  SP_MATH_CLOSING,
  SP_MATH_PUNCTUATION,
  SP_MATH_INNER,
} SpMathClass;

typedef enum {
  SP_MATH_ITALIC,
  SP_MATH_UPRIGHT,
  SP_MATH_BOLD,
  SP_MATH_SANS,
  SP_MATH_MONO,
  SP_MATH_DOUBLE_STRUCK,
  SP_MATH_CALLIGRAPHIC,
  SP_MATH_FRAKTUR,
} SpMathFont;

typedef struct _SpMathNode SpMathNode;

struct _SpMathNode {
  SpMathType type;
  SpMathClass class;
  SpMathFont font;
  char      *text;
  char      *text2;
  GPtrArray *children; /* of SpMathNode, some NULL; owned */
  double     amount;
  guint      n_columns;
  gboolean   is_large;   /* a sum, an integral: larger when it stands by itself */
  gboolean   has_limits; /* scripts stand below and above when it stands by itself */
  gboolean   always_limits;

  /* Of the layout: where it is in its parent, and its size in pixels. */
  double       x;
  double       y; /* down from the parent's line */
  double       width;
  double       ascent;
  double       descent;
  double       size; /* of its letters */
  double       rule; /* thickness of lines */
  PangoLayout *layout;
  double       layout_y; /* from the line to the top of the layout */
  double       stretch;  /* height of a delimiter or root */
};

SpMathNode *sp_math_node_new (SpMathType type,
                              SpMathClass class,
                              const char *text);
void        sp_math_node_free (SpMathNode *self);
void        sp_math_node_take (SpMathNode *self,
                               SpMathNode *child); /* nullable */
SpMathNode *sp_math_node_get (SpMathNode *self,
                              guint       position); /* nullable */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SpMathNode, sp_math_node_free)

/**
 * SpMathSymbol:
 * @name: of the command, without backslash
 * @text: how it looks
 * @class: of it
 * @is_large: whether it is larger when it stands by itself
 * @has_limits: whether its scripts stand below and above then
 */
typedef struct {
  const char *name;
  const char *text;
  SpMathClass class;
  gboolean is_large;
  gboolean has_limits;
} SpMathSymbol;

/* (nullable): the symbol of a command; an upright word for \sin and the like. */
const SpMathSymbol *sp_math_symbol_find (const char *name);

/* (transfer full): a letter in another alphabet, as far as Unicode has it. */
char *sp_math_symbol_dup_letter (gunichar   letter,
                                 SpMathFont font);

/* (transfer full) (nullable): the tree, NULL when something is not understood. */
SpMathNode *sp_math_parse (const char *source);

/* Measures the tree. size: of the letters, in pixels. */
void sp_math_node_layout (SpMathNode   *self,
                          PangoContext *context,
                          double        size,
                          int           style);

/* Draws it with its line's left end at a place. */
void sp_math_node_draw (SpMathNode *self,
                        cairo_t    *cr,
                        double      x,
                        double      y);

/* Draws a delimiter (“(”, “[”, “{”, “|”…) as high as wanted; y is its top. */
void sp_math_draw_fence (cairo_t    *cr,
                         const char *fence,
                         double      x,
                         double      y,
                         double      width,
                         double      height,
                         double      line_width);

/* How wide such a delimiter is. */
double sp_math_fence_get_width (const char *fence,
                                double      size,
                                double      height);

G_END_DECLS
