/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SP_TYPE_LONG_LIST (sp_long_list_get_type ())

/**
 * SpLongList:
 *
 * A column of any number of rows, each as high as it needs, of which only those near what can be
 * seen have widgets. GtkListView 4.8 keeps some 200 rows whatever their height, and jumps when they
 * are of other heights than it thought: hence this one. What can be seen stays where it is while
 * rows above it are added, taken away or measured: the adjustment's lower end moves instead. Goes
 * into a #GtkScrolledWindow.
 *
 * Properties: `near-end` (whether the end can be seen, or nearly).
 */
G_DECLARE_FINAL_TYPE (SpLongList, sp_long_list, SP, LONG_LIST, GtkWidget)

/**
 * SpLongListCreate:
 * @item: an item of the model
 * @user_data: data of the function
 *
 * Returns: (transfer floating): the widget that shows it
 */
typedef GtkWidget *(*SpLongListCreate) (gpointer item,
                                        gpointer user_data);

/**
 * SpLongListPlace:
 * @row: a widget made for an item
 * @position: where it stands, from 0
 * @n_rows: how many there are
 * @user_data: data of the function
 */
typedef void (*SpLongListPlace) (GtkWidget *row,
                                 guint      position,
                                 guint      n_rows,
                                 gpointer   user_data);

GtkWidget *sp_long_list_new (void);

/**
 * sp_long_list_set_model:
 * @self: a list
 * @model: (transfer none): what to show
 * @create: makes the widget of an item that comes into sight
 * @place: told where a row stands, at first and whenever that is somewhere else
 * @user_data: for both; must live as long as @self
 */
void sp_long_list_set_model (SpLongList      *self,
                             GListModel      *model,
                             SpLongListCreate create,
                             SpLongListPlace  place,
                             gpointer         user_data);

/**
 * sp_long_list_rebuild:
 * @self: a list
 *
 * Makes the widgets of all rows again, at the place where it is scrolled to.
 */
void sp_long_list_rebuild (SpLongList *self);

/**
 * sp_long_list_set_follows_end:
 * @self: a list
 * @follows_end: whether it begins at its end, and stays there when rows are added or grow, unless the
 *   user scrolls up
 */
void sp_long_list_set_follows_end (SpLongList *self,
                                   gboolean    follows_end);

/**
 * sp_long_list_go_to_end:
 * @self: a list
 */
void     sp_long_list_go_to_end (SpLongList *self);
gboolean sp_long_list_get_near_end (SpLongList *self);

/**
 * sp_long_list_focus_row:
 * @self: a list
 * @position: a row
 *
 * Scrolls to the row as far as that is needed, and gives it the keyboard.
 *
 * Returns: whether it took it
 */
gboolean sp_long_list_focus_row (SpLongList *self,
                                 guint       position);

/**
 * sp_long_list_get_row:
 * @self: a list
 * @position: a row
 *
 * Returns: (transfer none) (nullable): its widget, if it has one
 */
GtkWidget *sp_long_list_get_row (SpLongList *self,
                                 guint       position);

G_END_DECLS
