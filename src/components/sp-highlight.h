/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The value of a `highlightedtext`: tokens with classes or scores, and the colours of these. */

/**
 * SpHighlightToken:
 * @text: piece of the text
 * @label: (nullable): its class, %NULL for none or a score
 * @score: -1 to 1, when @has_score
 *
 * A piece of a text.
 */
typedef struct {
  char    *text;
  char    *label;
  double   score;
  gboolean has_score;
} SpHighlightToken;

/**
 * sp_highlight_parse:
 * @value: (nullable): a value of any generation: a list of objects or of pairs
 * @pairs: (out): whether it has pairs, as with Gradio 3
 *
 * Returns: (transfer full) (element-type SpHighlightToken) (nullable): the tokens, %NULL when it is
 *   no such value
 */
GPtrArray *sp_highlight_parse (JsonNode *value,
                               gboolean *pairs);

/**
 * sp_highlight_write:
 * @tokens: (element-type SpHighlightToken): tokens
 * @pairs: as pairs rather than as objects
 *
 * Returns: (transfer full): the value
 */
JsonNode *sp_highlight_write (GPtrArray *tokens,
                              gboolean   pairs);

/**
 * sp_highlight_relabel:
 * @tokens: (element-type SpHighlightToken): tokens
 * @start: where the part begins, in characters of all tokens together
 * @end: where it ends
 * @label: (nullable): its class from now on; a number when all others are scores
 *
 * No character is lost: what is only partly in the part is split.
 *
 * Returns: (transfer full) (element-type SpHighlightToken): the new tokens
 */
GPtrArray *sp_highlight_relabel (GPtrArray  *tokens,
                                 guint       start,
                                 guint       end,
                                 const char *label);

/**
 * sp_highlight_has_scores:
 * @tokens: (element-type SpHighlightToken): tokens
 *
 * Returns: whether they have scores and no classes
 */
gboolean sp_highlight_has_scores (GPtrArray *tokens);

/**
 * sp_highlight_get_score_color:
 * @score: a score
 * @color: (out): reddish when negative, purple when positive, the stronger the farther from 0
 */
void sp_highlight_get_score_color (double   score,
                                   GdkRGBA *color);

/**
 * sp_highlight_get_class_color:
 * @color_map: (nullable): the prop `color_map`
 * @label: a class
 * @position: among the classes in order of appearance
 * @color: (out): its colour
 */
void sp_highlight_get_class_color (JsonObject *color_map,
                                   const char *label,
                                   guint       position,
                                   GdkRGBA    *color);

G_END_DECLS
