/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-grid.h"
#include "sp-table-text.h"
#include "sp-table.h"

G_BEGIN_DECLS

#define SP_TYPE_TABLE_VIEW (sp_table_view_get_type ())

/**
 * SpTableView:
 *
 * Shows an #SpTable in a grid that sorts, searches, copies, saves and edits.
 *
 * Signals:
 *  - `changed`: the user changed the table
 *  - `edited` (row, column, previous, value): after `changed`, when it was one cell
 *  - `selected` (row, column): the cursor is in another cell; numbers are the table's own
 *  - `notice` (text): something to tell
 */
G_DECLARE_FINAL_TYPE (SpTableView, sp_table_view, SP, TABLE_VIEW, GtkBox)

typedef enum {
  SP_TABLE_SEARCH_NONE,
  SP_TABLE_SEARCH_ONLY,
  SP_TABLE_SEARCH_FILTER, /* what was found can become the table */
} SpTableSearch;

SpTable *sp_table_view_get_table (SpTableView *self);
SpGrid  *sp_table_view_get_grid (SpTableView *self);

/**
 * sp_table_view_set_max_height:
 * @self: a table view
 * @height: how high the rows are together at most, in pixels; then they scroll
 */
void sp_table_view_set_max_height (SpTableView *self,
                                   int          height);

/**
 * sp_table_view_set_kinds:
 * @self: a table view
 * @kinds: (nullable): `datatype`: a word, or a list of one word a column
 * @headers: (nullable): the columns a list belongs to, by name; those of the table when %NULL
 */
void sp_table_view_set_kinds (SpTableView *self,
                              JsonNode    *kinds,
                              JsonArray   *headers);

void sp_table_view_set_interactive (SpTableView *self, gboolean interactive);
void sp_table_view_set_search (SpTableView *self, SpTableSearch search);
void sp_table_view_set_static_columns (SpTableView *self, JsonArray *columns);

/**
 * sp_table_view_set_most:
 * @self: a table view
 * @fixed_rows: whether rows can neither come nor go
 * @fixed_columns: whether columns can neither come nor go
 * @most_rows: how many rows there can be, 0 for any number
 * @most_columns: how many columns there can be, 0 for any number
 */
void sp_table_view_set_most (SpTableView *self,
                             gboolean     fixed_rows,
                             gboolean     fixed_columns,
                             guint        most_rows,
                             guint        most_columns);

/**
 * sp_table_view_set_text_rules:
 * @self: a table view
 * @max_chars: letters of a cell that are shown, 0 for as many as make sense
 * @wrap: whether long lines are wrapped
 */
void sp_table_view_set_text_rules (SpTableView *self,
                                   guint        max_chars,
                                   gboolean     wrap);

/**
 * sp_table_view_dup_csv:
 * @self: a table view
 *
 * Returns: (transfer full): headers and rows, in the order in which they are shown
 */
char *sp_table_view_dup_csv (SpTableView *self);

/**
 * sp_table_view_read_file:
 * @self: a table view that the user may change
 * @file: a file of lines of cells
 *
 * Replaces the table by what is in the file, as far as the table may change its size; else says
 * why not.
 */
void sp_table_view_read_file (SpTableView *self,
                              GFile       *file);

/**
 * sp_table_view_write_file:
 * @self: a table view
 * @file: a file to replace
 *
 * Saves headers and rows, in the order in which they are shown, and tells how it went.
 */
void sp_table_view_write_file (SpTableView *self,
                               GFile       *file);

G_END_DECLS
