/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-grid-cell.h"

G_BEGIN_DECLS

/**
 * SpGridLayout:
 * @places: (element-type int): where each column starts, and where the last one ends
 * @n_columns: how many there are
 * @n_pinned: how many of them stay where they are
 * @number_width: width of the numbers of the rows, 0 for none
 * @scroll: how far the others are moved to the left
 * @first: the first of them that can be seen
 * @last: the one behind the last
 * @n_slots: how many can be seen at once
 *
 * Where columns are, the same for all rows.
 */
typedef struct {
  GArray *places;
  guint   n_columns;
  guint   n_pinned;
  int     number_width;
  int     scroll;
  guint   first;
  guint   last;
  guint   n_slots;
} SpGridLayout;

#define SP_TYPE_GRID_ROW (sp_grid_row_get_type ())

/**
 * SpGridRow:
 *
 * The widgets of those cells of a row that can be seen.
 */
G_DECLARE_FINAL_TYPE (SpGridRow, sp_grid_row, SP, GRID_ROW, GtkWidget)

/**
 * SpGridBindCell:
 * @cell: a widget that is to show what is at its place
 * @user_data: the grid
 */
typedef void (*SpGridBindCell) (SpGridCell *cell,
                                gpointer    user_data);

/**
 * sp_grid_row_new:
 * @layout: (transfer none): the grid's; lives longer than the row
 * @bind: fills a cell
 * @user_data: for @bind
 *
 * Returns: (transfer floating): a row without a number
 */
SpGridRow *sp_grid_row_new (SpGridLayout  *layout,
                            SpGridBindCell bind,
                            gpointer       user_data);

/**
 * sp_grid_row_update:
 * @self: a row
 * @index: its number, -1 for the headers
 * @again: whether cells that are there already are filled again
 */
void sp_grid_row_update (SpGridRow *self,
                         int        index,
                         gboolean   again);
int  sp_grid_row_get_index (SpGridRow *self);

/**
 * sp_grid_row_get_cell:
 * @self: a row
 * @column: a column, -1 for the number of the row
 *
 * Returns: (transfer none) (nullable): its widget, %NULL when it cannot be seen
 */
SpGridCell *sp_grid_row_get_cell (SpGridRow *self,
                                  int        column);

/**
 * sp_grid_row_foreach:
 * @self: a row
 * @func: called for each cell that can be seen
 * @user_data: for @func
 */
void sp_grid_row_foreach (SpGridRow     *self,
                          SpGridBindCell func,
                          gpointer       user_data);

/**
 * sp_grid_row_get_height:
 * @self: a row
 *
 * Returns: the height of the highest cell that can be seen
 */
int sp_grid_row_get_height (SpGridRow *self);

G_END_DECLS
