/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-math-node.h"

G_BEGIN_DECLS

/* What sp-math-parser.c, sp-math-environment.c and sp-math-words.c need of each other. */

/* A formula being read. */
typedef struct {
  const char *place;
  guint       depth;
  guint       n_nodes;
  SpMathFont  font;
  gboolean    failed; /* something was not understood */
} SpMathParser;

SpMathNode *sp_math_parser_new_node (SpMathParser *parser,
                                     SpMathType    type,
                                     SpMathClass class,
                                     const char *text);
void        sp_math_parser_skip_space (SpMathParser *parser);

/* Goes on behind a command when it stands here. */
gboolean sp_math_parser_take_command (SpMathParser *parser,
                                      const char   *name);

/* (transfer full) (nullable): text between two signs, as it is. */
char *sp_math_parser_take_text (SpMathParser *parser,
                                char          opening,
                                char          closing);

SpMathNode *sp_math_parser_parse_row (SpMathParser *parser);
void        sp_math_parser_parse_cells (SpMathParser *parser,
                                        SpMathNode   *matrix);
SpMathNode *sp_math_parser_parse_environment (SpMathParser *parser);

/* What commands mean that choose letters, space and accents. */
gboolean    sp_math_parser_find_font (const char *command,
                                      SpMathFont *font);
gboolean    sp_math_parser_find_text_font (const char *command,
                                           SpMathFont *font);
gboolean    sp_math_parser_find_space (const char *command,
                                       double     *amount);
const char *sp_math_parser_find_accent (const char *command); /* nullable */

G_END_DECLS
