/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-math-parser.h"

#include <string.h>

/* Rows of cells until \end; shorter rows are filled up. */
void
sp_math_parser_parse_cells (SpMathParser *parser, SpMathNode *matrix)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func ((GDestroyNotify) sp_math_node_free);
  g_autoptr (GArray)    rows = g_array_new (FALSE, FALSE, sizeof (guint)); /* cells before each row's end */
  guint                 start = 0;
  guint                 column = 0;

  while (!parser->failed) {
    gboolean is_end = FALSE;

    while (sp_math_parser_take_command (parser, "hline"))
      sp_math_parser_skip_space (parser);
    g_ptr_array_add (cells, sp_math_parser_parse_row (parser));
    column++;
    sp_math_parser_skip_space (parser);
    if (*parser->place == '&') {
      parser->place++;
      continue;
    }
    is_end = !sp_math_parser_take_command (parser, "\\") && !sp_math_parser_take_command (parser, "cr");
    matrix->n_columns = MAX (matrix->n_columns, column);
    g_array_append_val (rows, cells->len);
    column = 0;
    if (is_end)
      break;
    g_free (sp_math_parser_take_text (parser, '[', ']'));
    sp_math_parser_skip_space (parser);
    if (g_str_has_prefix (parser->place, "\\end"))
      break;
  }

  for (guint row = 0; row < rows->len && !parser->failed; row++) {
    guint end = g_array_index (rows, guint, row);

    for (column = 0; column < matrix->n_columns; column++) {
      SpMathNode *cell = NULL;

      if (start < end)
        cell = g_steal_pointer (&g_ptr_array_index (cells, start++));
      sp_math_node_take (matrix, cell != NULL ? cell
                                              : sp_math_parser_new_node (parser, SP_MATH_ROW, SP_MATH_ORDINARY, NULL));
    }
  }
}

static const struct {
  const char *name;
  const char *opening;
  const char *closing;
  const char *alignment; /* NULL: as the author says */
  gboolean    is_display;
} environments[] = {
  { "matrix", "", "", "c", FALSE },
  { "pmatrix", "(", ")", "c", FALSE },
  { "bmatrix", "[", "]", "c", FALSE },
  { "Bmatrix", "{", "}", "c", FALSE },
  { "vmatrix", "|", "|", "c", FALSE },
  { "Vmatrix", "‖", "‖", "c", FALSE },
  { "smallmatrix", "", "", "c", FALSE },
  { "cases", "{", "", "l", FALSE },
  { "array", "", "", NULL, FALSE },
  { "aligned", "", "", "rl", TRUE },
  { "align", "", "", "rl", TRUE },
  { "align*", "", "", "rl", TRUE },
  { "split", "", "", "rl", TRUE },
  { "gathered", "", "", "c", TRUE },
  { "gather", "", "", "c", TRUE },
  { "gather*", "", "", "c", TRUE },
  { "equation", "", "", "c", TRUE },
  { "equation*", "", "", "c", TRUE },
  { "alignat", "", "", "rl", TRUE },
};

SpMathNode *
sp_math_parser_parse_environment (SpMathParser *parser)
{
  g_autofree char *name = sp_math_parser_take_text (parser, '{', '}');
  g_autofree char *end = NULL;
  g_autofree char *columns = NULL;
  SpMathNode      *matrix = NULL;
  SpMathNode      *fenced = NULL;
  gsize            i = 0;

  while (i < G_N_ELEMENTS (environments) && g_strcmp0 (name, environments[i].name) != 0)
    i++;
  if (i == G_N_ELEMENTS (environments)) {
    parser->failed = TRUE;
    return sp_math_parser_new_node (parser, SP_MATH_ROW, SP_MATH_ORDINARY, NULL);
  }

  if (environments[i].alignment == NULL || g_str_equal (name, "alignat"))
    columns = sp_math_parser_take_text (parser, '{', '}');
  matrix = sp_math_parser_new_node (parser, SP_MATH_MATRIX, SP_MATH_INNER,
                                    environments[i].alignment != NULL ? environments[i].alignment : "");
  if (environments[i].alignment == NULL) { /* array: only the letters count */
    GString *letters = g_string_new (NULL);

    for (const char *c = columns != NULL ? columns : "c"; *c != '\0'; c++) {
      if (strchr ("lcr", *c) != NULL)
        g_string_append_c (letters, *c);
    }
    g_free (matrix->text);
    matrix->text = g_string_free (letters, FALSE);
  }
  matrix->amount = environments[i].is_display;
  sp_math_parser_parse_cells (parser, matrix);
  if (sp_math_parser_take_command (parser, "end"))
    end = sp_math_parser_take_text (parser, '{', '}');
  if (g_strcmp0 (end, name) != 0)
    parser->failed = TRUE;
  if (*environments[i].opening == '\0' && *environments[i].closing == '\0')
    return matrix;

  fenced = sp_math_parser_new_node (parser, SP_MATH_FENCED, SP_MATH_INNER, environments[i].opening);
  fenced->text2 = g_strdup (environments[i].closing);
  sp_math_node_take (fenced, matrix);

  return fenced;
}
