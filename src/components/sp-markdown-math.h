/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * SpMarkdownSource:
 * @text: Markdown with a mark in the place of each formula (see #SpHtmlFormula)
 * @lines: (element-type gsize): where each line of @text begins in the original
 * @formulas: (element-type SpHtmlFormula): what was in the places
 */
typedef struct {
  char      *text;
  GArray    *lines;
  GPtrArray *formulas;
} SpMarkdownSource;

/**
 * sp_markdown_math_parse_delimiters:
 * @array: (nullable): the prop `latex_delimiters`
 *
 * Returns: (transfer full): what sp_markdown_math_extract() takes
 */
GPtrArray *sp_markdown_math_parse_delimiters (JsonArray *array);

/**
 * sp_markdown_math_extract:
 * @source: Markdown
 * @delimiters: of formulas
 *
 * Takes the formulas out, so that nothing in them is taken for Markdown. Code is left alone.
 *
 * Returns: (transfer full): what is left
 */
SpMarkdownSource *sp_markdown_math_extract (const char *source,
                                            GPtrArray  *delimiters);

void sp_markdown_source_free (SpMarkdownSource *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SpMarkdownSource, sp_markdown_source_free)

G_END_DECLS
