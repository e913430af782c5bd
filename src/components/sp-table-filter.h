/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum {
  SP_TABLE_FILTER_CONTAINS,
  SP_TABLE_FILTER_LACKS,
  SP_TABLE_FILTER_STARTS,
  SP_TABLE_FILTER_ENDS,
  SP_TABLE_FILTER_IS,
  SP_TABLE_FILTER_IS_NOT,
  SP_TABLE_FILTER_EQUAL, /* from here on of numbers */
  SP_TABLE_FILTER_UNEQUAL,
  SP_TABLE_FILTER_GREATER,
  SP_TABLE_FILTER_LESS,
  SP_TABLE_FILTER_AT_LEAST,
  SP_TABLE_FILTER_AT_MOST,
  SP_TABLE_FILTER_EMPTY, /* from here on of anything */
  SP_TABLE_FILTER_NOT_EMPTY,
} SpTableFilterRule;

/**
 * SpTableFilter:
 *
 * Which rows to show, by their cells in one column. It never changes, so threads can use it.
 */
typedef struct _SpTableFilter SpTableFilter;

/**
 * sp_table_filter_new:
 * @column: a column
 * @rule: what to ask of its cells
 * @text: what was typed to compare them with
 *
 * Returns: (transfer full) (nullable): the filter, %NULL when the text says nothing: it is empty, or no number where
 *   one is compared with
 */
SpTableFilter *sp_table_filter_new (guint             column,
                                    SpTableFilterRule rule,
                                    const char       *text);

SpTableFilter *sp_table_filter_ref (SpTableFilter *self);
void           sp_table_filter_unref (SpTableFilter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SpTableFilter, sp_table_filter_unref)

guint             sp_table_filter_get_column (SpTableFilter *self);
SpTableFilterRule sp_table_filter_get_rule (SpTableFilter *self);
const char       *sp_table_filter_get_text (SpTableFilter *self);

/**
 * sp_table_filter_matches:
 * @self: a filter
 * @cell: (nullable): a cell
 *
 * Texts are compared whatever their case.
 *
 * Returns: whether the row of the cell is shown
 */
gboolean sp_table_filter_matches (SpTableFilter *self,
                                  JsonNode      *cell);

G_END_DECLS
