/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "component-test.h"

#include "sp-table-view.h"

G_BEGIN_DECLS

/* What the tests of tables share. */

SpTableView *table_test_get_view (SpComponent *self);
SpGrid      *table_test_get_grid (SpComponent *self);

/**
 * table_test_activate:
 * @self: a table
 * @action: an action without a parameter, which must be there
 */
void table_test_activate (SpComponent *self, const char *action);

/**
 * table_test_type:
 * @self: a table that can be changed
 * @row: a row as it is shown, -1 for the headers
 * @column: a column
 * @text: what is typed into the cell, as the editor gives it
 */
void table_test_type (SpComponent *self, int row, int column, const char *text);

/**
 * table_test_get_shown:
 * @self: a table that is shown
 * @row: a row that can be seen, -1 for the headers
 * @column: a column, -1 for the numbers
 *
 * Returns: (transfer none): what stands there
 */
const char *table_test_get_shown (SpComponent *self, int row, int column);

/**
 * table_test_wait:
 * @self: a table that is shown
 * @row: a row, -1 for the headers
 * @column: a column, -1 for the numbers
 * @text: what is to stand there
 */
void table_test_wait (SpComponent *self, int row, int column, const char *text);

/**
 * table_test_create:
 * @n_rows: how many rows
 * @n_columns: how many columns
 *
 * Returns: (transfer full): the value of a table of numbers, which are not in order
 */
JsonNode *table_test_create (guint n_rows, guint n_columns);

G_END_DECLS
