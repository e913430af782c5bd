/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Cells as text, and text as cells. */

typedef enum {
  SP_TABLE_KIND_AUTO, /* whatever a cell holds */
  SP_TABLE_KIND_TEXT,
  SP_TABLE_KIND_NUMBER,
  SP_TABLE_KIND_BOOLEAN,
  SP_TABLE_KIND_DATE,
  SP_TABLE_KIND_MARKDOWN,
  SP_TABLE_KIND_HTML,
  SP_TABLE_KIND_IMAGE,
} SpTableKind;

/**
 * sp_table_kind_from_word:
 * @word: (nullable): a word of `datatype`
 *
 * Returns: what it means, %SP_TABLE_KIND_AUTO for what is unknown
 */
SpTableKind sp_table_kind_from_word (const char *word);

/**
 * sp_table_text_dup:
 * @cell: (nullable): a cell
 *
 * Returns: (transfer full): valid UTF-8: a text as it is, `""` for null, anything else as JSON
 */
char *sp_table_text_dup (JsonNode *cell);

/**
 * sp_table_text_parse:
 * @text: what was typed or pasted
 * @kind: what the column holds
 * @previous: (nullable): what was in the cell: a number stays a number when it can
 *
 * Returns: (transfer full): the new cell
 */
JsonNode *sp_table_text_parse (const char *text,
                               SpTableKind kind,
                               JsonNode   *previous);

/**
 * sp_table_text_read_number:
 * @cell: a cell
 * @number: (out): what it counts as
 *
 * A text that is a number from its first to its last letter counts as one: old servers send so.
 *
 * Returns: whether it counts as a number
 */
gboolean sp_table_text_read_number (JsonNode *cell,
                                    double   *number);

/**
 * sp_table_text_append_field:
 * @string: where to write
 * @text: text of a cell
 * @separator: what stands between cells
 *
 * Appends the text, in quotation marks when it needs them, the way spreadsheets write.
 */
void sp_table_text_append_field (GString    *string,
                                 const char *text,
                                 char        separator);

/**
 * sp_table_text_split:
 * @text: lines of cells as spreadsheets write them
 * @separator: what stands between cells
 *
 * Returns: (transfer full) (element-type GStrv): the lines
 */
GPtrArray *sp_table_text_split (const char *text,
                                char        separator);

G_END_DECLS
