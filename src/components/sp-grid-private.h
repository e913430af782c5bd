/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-grid-row.h"
#include "sp-grid.h"
#include "sp-scrolling.h"

G_BEGIN_DECLS

/* What sp-grid.c and sp-grid-input.c need of each other. */

struct _SpGrid {
  GtkWidget          parent_instance;
  SpScrolling        scrolling;
  SpGridFill         fill;
  gpointer           fill_data;
  SpThumbnailLoader *loader; /* owned */
  GradioClient      *client; /* owned, nullable */
  guint              n_rows;
  GArray            *widths;  /* of int: what sp_grid_set_column_width() says */
  GArray            *natural; /* of int: what the content needs, 0 while unknown */
  GArray            *tops;    /* of int: where each row starts, and where the last one ends */
  SpGridLayout       layout;
  SpGridRow         *header; /* a child */
  GPtrArray         *rows;   /* children; row N is in the one at N modulo their number */
  GtkWidget         *editor; /* a child, nullable */
  GtkTextView       *editor_view;
  GtkWidget         *left_editor; /* a child, nullable: the one before, whose focus is going away */
  guint              left_id;
  int                row_height;
  int                least_height;
  gboolean           wrap;
  gboolean           show_numbers;
  gboolean           again; /* cells are to be filled again */
  int                cursor_row;
  int                cursor_column; /* -1 for no cursor */
  int                anchor_row;
  int                anchor_column;
  int                drag_column; /* whose edge is dragged, or -1 */
  int                drag_width;
};

void sp_grid_emit_edited (SpGrid *self, int row, int column, const char *text);
void sp_grid_emit_header (SpGrid *self, int column, gboolean add);
void sp_grid_emit_resized (SpGrid *self, int column, int width);
void sp_grid_emit_menu (SpGrid *self, double x, double y);
void sp_grid_emit_height (SpGrid *self);

gboolean sp_grid_emit_key (SpGrid *self, guint keyval, GdkModifierType state);

static inline int
sp_grid_get_value (SpGrid *self, GtkOrientation orientation)
{
  GtkAdjustment *adjustment = self->scrolling.adjustments[orientation];

  return adjustment != NULL ? (int) gtk_adjustment_get_value (adjustment) : 0;
}

static inline int
sp_grid_get_place (SpGrid *self, guint column)
{
  return g_array_index (self->layout.places, int, column);
}

static inline int
sp_grid_get_top (SpGrid *self, guint row)
{
  return g_array_index (self->tops, int, row);
}

/**
 * sp_grid_bind_cell_cb:
 * @cell: a widget with a place
 * @user_data: the grid
 *
 * Fills a cell.
 */
void sp_grid_bind_cell_cb (SpGridCell *cell,
                           gpointer    user_data);

/* sp-grid-layout.c: gives columns their widths, rows their height, and widgets to what can be seen. */

void sp_grid_place_columns (SpGrid *self, int available);
void sp_grid_reset_tops (SpGrid *self);
void sp_grid_update_visible (SpGrid *self);
void sp_grid_allocate (SpGrid *self, int width, int height);

/**
 * sp_grid_get_content:
 * @self: a grid
 * @row: a row
 * @column: a column
 * @content: (out caller-allocates): what is there, to be cleared
 */
void sp_grid_get_content (SpGrid        *self,
                          int            row,
                          int            column,
                          SpGridContent *content);

/**
 * sp_grid_get_area:
 * @self: a grid
 * @row: a row
 * @column: a column
 * @area: (out): where it is, maybe out of sight
 */
void sp_grid_get_area (SpGrid        *self,
                       int            row,
                       int            column,
                       GtkAllocation *area);

/**
 * sp_grid_find_cell:
 * @self: a grid
 * @x: a place
 * @y: a place
 * @row: (out): the row there, -1 for the headers
 * @column: (out): the column there, -1 for the numbers
 * @edge: (out) (optional): the column whose right edge is there, or -1
 *
 * Returns: whether there is a cell
 */
gboolean sp_grid_find_cell (SpGrid *self,
                            double  x,
                            double  y,
                            int    *row,
                            int    *column,
                            int    *edge);

/**
 * sp_grid_get_page:
 * @self: a grid
 *
 * Returns: how many rows can be seen at once, at least 1
 */
int sp_grid_get_page (SpGrid *self);

/**
 * sp_grid_drop_left:
 * @self: a grid
 *
 * Removes the editor that was left, now rather than later.
 */
void sp_grid_drop_left (SpGrid *self);

/**
 * sp_grid_init_input:
 * @self: a grid
 *
 * Makes what listens to keys and the pointer.
 */
void sp_grid_init_input (SpGrid *self);

G_END_DECLS
