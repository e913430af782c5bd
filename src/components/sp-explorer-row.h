/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-explorer-tree.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SP_TYPE_EXPLORER_ROW (sp_explorer_row_get_type ())

/**
 * SpExplorerRow:
 *
 * A line of a file explorer: check box, icon and name; or that the rest of the folder is on its
 * way, or why it does not come. It asks for a folder whose content it is to stand for.
 *
 * Property: `interactive`: whether there is a check box; without, a mark on what is chosen.
 *
 * Signal: `clicked`: the name was clicked.
 *
 * Signal: `toggled` (boolean): the check box was.
 */
G_DECLARE_FINAL_TYPE (SpExplorerRow, sp_explorer_row, SP, EXPLORER_ROW, GtkWidget)

GtkWidget *sp_explorer_row_new (void);

/**
 * sp_explorer_row_set_item:
 * @self: a row
 * @item: (nullable): what it shows
 * @tree: (nullable): the tree that @item is of
 */
void sp_explorer_row_set_item (SpExplorerRow  *self,
                               SpExplorerItem *item,
                               SpExplorerTree *tree);

/**
 * sp_explorer_row_get_item:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): what it shows
 */
SpExplorerItem *sp_explorer_row_get_item (SpExplorerRow *self);

void sp_explorer_row_set_interactive (SpExplorerRow *self, gboolean interactive);

G_END_DECLS
