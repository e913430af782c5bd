/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-grid-cell.h"

G_BEGIN_DECLS

#define SP_TYPE_GRID (sp_grid_get_type ())

/**
 * SpGrid:
 *
 * A grid of any number of rows and columns, of which only what can be seen has widgets. Keys and
 * the pointer move a cursor, select ranges and start to edit. GtkColumnView 4.8 has no cursor in a
 * row, no columns that stay and a widget for each column: hence this one. Goes into a
 * #GtkScrolledWindow.
 *
 * Signals:
 *  - `cursor-moved`: the cursor is in another cell, or the selection is another one
 *  - `edited` (row, column, text): the user wants another text in the cell; row -1 is the headers
 *  - `header-activated` (column, add): the user clicked the header, with Shift or Ctrl for @add
 *  - `column-resized` (column, width): the user dragged the edge of a header
 *  - `key` (keyval, state) → handled: a key the grid has no use for
 *  - `menu` (x, y): a menu for the cursor's cell is wanted
 *  - `height-changed`: all rows together are of another height
 */
G_DECLARE_FINAL_TYPE (SpGrid, sp_grid, SP, GRID, GtkWidget)

/**
 * SpGridFill:
 * @row: a row, -1 for the headers
 * @column: a column, -1 for the numbers of the rows
 * @content: (out caller-allocates): what is there; empty when it is called
 * @user_data: data of the function
 */
typedef void (*SpGridFill) (int            row,
                            int            column,
                            SpGridContent *content,
                            gpointer       user_data);

typedef struct {
  int first_row;
  int last_row;
  int first_column;
  int last_column;
} SpGridRange;

void sp_grid_set_fill (SpGrid *self, SpGridFill fill, gpointer user_data);
void sp_grid_set_client (SpGrid *self, GradioClient *client);

/**
 * sp_grid_set_size:
 * @self: a grid
 * @n_rows: rows below the headers
 * @n_columns: columns
 *
 * Shows other content. The place it is scrolled to, the cursor and the widths of columns stay as
 * far as they fit.
 */
void sp_grid_set_size (SpGrid *self,
                       guint   n_rows,
                       guint   n_columns);

/**
 * sp_grid_refresh:
 * @self: a grid
 *
 * Asks again what is in the cells that can be seen.
 */
void sp_grid_refresh (SpGrid *self);

/**
 * sp_grid_set_column_width:
 * @self: a grid
 * @column: a column
 * @width: in pixels; 0 to go by what is in it; negative for that part of the grid's width in
 *   percent
 */
void sp_grid_set_column_width (SpGrid *self,
                               guint   column,
                               int     width);

/**
 * sp_grid_get_content_height:
 * @self: a grid
 *
 * Returns: how high all rows together are, with the headers
 */
int sp_grid_get_content_height (SpGrid *self);

void sp_grid_set_pinned (SpGrid *self, guint n_columns);
void sp_grid_set_show_numbers (SpGrid *self, gboolean show_numbers);
void sp_grid_set_wrap (SpGrid *self, gboolean wrap);

/**
 * sp_grid_set_least_height:
 * @self: a grid
 * @height: of a row, in pixels; 0 for the height of a line of text
 */
void sp_grid_set_least_height (SpGrid *self,
                               int     height);

/**
 * sp_grid_get_cursor:
 * @self: a grid
 * @row: (out): row of the cursor, -1 in the headers
 * @column: (out): its column
 *
 * Returns: whether there is a cursor
 */
gboolean sp_grid_get_cursor (SpGrid *self,
                             int    *row,
                             int    *column);

/**
 * sp_grid_move_cursor:
 * @self: a grid
 * @row: the new row, -1 for the headers
 * @column: the new column
 * @extend: whether what is between the old and the new place is selected
 */
void sp_grid_move_cursor (SpGrid  *self,
                          int      row,
                          int      column,
                          gboolean extend);

/**
 * sp_grid_get_selection:
 * @self: a grid
 * @range: (out): the selected cells, at least the cursor's
 *
 * Returns: %FALSE when nothing is selected, as when the cursor is in the headers
 */
gboolean sp_grid_get_selection (SpGrid      *self,
                                SpGridRange *range);
void     sp_grid_select (SpGrid *self, const SpGridRange *range);

/**
 * sp_grid_edit:
 * @self: a grid
 * @text: (nullable): what to begin with instead of what is in the cell
 *
 * Edits the cursor's cell. One that cannot be changed is opened to read all of it, and to select
 * text.
 */
void sp_grid_edit (SpGrid     *self,
                   const char *text);

/**
 * sp_grid_end_edit:
 * @self: a grid
 * @accept: whether what was typed counts
 */
void     sp_grid_end_edit (SpGrid  *self,
                           gboolean accept);
gboolean sp_grid_is_editing (SpGrid *self);

/**
 * sp_grid_get_cell:
 * @self: a grid
 * @row: a row, -1 for the headers
 * @column: a column
 *
 * Returns: (transfer none) (nullable): the widget of a cell that can be seen
 */
SpGridCell *sp_grid_get_cell (SpGrid *self,
                              int     row,
                              int     column);

G_END_DECLS
