/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-cell-style.h"
#include "sp-thumbnail.h"

G_BEGIN_DECLS

/**
 * SpGridContent:
 * @text: (nullable): what a cell says
 * @edit_text: (nullable): all of its text, for an editor; %NULL when there is nothing to open
 * @is_editable: whether the user may change it
 * @name: (nullable): what assistive technology says, %NULL for @text
 * @is_markup: whether @text is Pango markup
 * @is_number: whether it is written from left to right in all languages
 * @is_check: whether a tick box is shown
 * @is_active: whether it is ticked
 * @is_dim: whether the text stands for nothing
 * @file: (nullable): a picture to show
 * @style: what the author wants it to look like
 *
 * What is in a cell of a grid.
 */
typedef struct {
  char       *text;
  char       *edit_text;
  char       *name;
  gboolean    is_editable;
  gboolean    is_markup;
  gboolean    is_number;
  gboolean    is_check;
  gboolean    is_active;
  gboolean    is_dim;
  GradioFile *file;
  SpCellStyle style;
} SpGridContent;

void sp_grid_content_clear (SpGridContent *content);

#define SP_TYPE_GRID_CELL (sp_grid_cell_get_type ())

/**
 * SpGridCell:
 *
 * The widget of a cell that can be seen; which cell that is changes while the grid is scrolled.
 */
G_DECLARE_FINAL_TYPE (SpGridCell, sp_grid_cell, SP, GRID_CELL, GtkWidget)

SpGridCell *sp_grid_cell_new (GtkAccessibleRole role);

/**
 * sp_grid_cell_set_place:
 * @self: a cell
 * @row: its row, negative for the headers
 * @column: its column, negative for the numbers of the rows
 */
void sp_grid_cell_set_place (SpGridCell *self,
                             int         row,
                             int         column);
int  sp_grid_cell_get_row (SpGridCell *self);
int  sp_grid_cell_get_column (SpGridCell *self);

/**
 * sp_grid_cell_take_content:
 * @self: a cell
 * @content: (transfer full): what is in it; cleared
 * @wrap: whether long lines are wrapped
 * @loader: makes pictures
 * @client: (nullable): where pictures come from
 */
void sp_grid_cell_take_content (SpGridCell        *self,
                                SpGridContent     *content,
                                gboolean           wrap,
                                SpThumbnailLoader *loader,
                                GradioClient      *client);

const char *sp_grid_cell_get_text (SpGridCell *self);

/**
 * sp_grid_cell_get_height:
 * @self: a cell
 * @width: its width
 *
 * Returns: how high its text is at that width
 */
int sp_grid_cell_get_height (SpGridCell *self,
                             int         width);

G_END_DECLS
