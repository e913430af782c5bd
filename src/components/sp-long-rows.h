/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-long-list.h"

G_BEGIN_DECLS

/**
 * SpLongRows:
 * @list: the widget whose children the rows are
 * @model: owned; %NULL before there is one
 * @create: makes the widget of an item
 * @place: tells it where it stands
 * @user_data: for both
 * @rows: owned
 * @origin: top of the first row, in the coordinates of what is scrolled
 * @guess: height of rows that are not measured; 0 before any is
 * @has_grown: whether there are more rows, or a row is of another height, since the last layout
 *
 * The rows of a #SpLongList: which of them have widgets, and how high each is. Heights are pixels.
 */
typedef struct {
  GtkWidget       *list;
  GListModel      *model;
  SpLongListCreate create;
  SpLongListPlace  place;
  gpointer         user_data;
  GArray          *rows;
  int              origin;
  int              guess;
  gboolean         has_grown;
} SpLongRows;

void sp_long_rows_init (SpLongRows *self,
                        GtkWidget  *list);

/* Takes the widgets away and forgets the model; for dispose. */
void sp_long_rows_clear (SpLongRows *self);

guint      sp_long_rows_get_n (SpLongRows *self);
GtkWidget *sp_long_rows_get_widget (SpLongRows *self, /* nullable */
                                    guint       position);
int        sp_long_rows_get_height (SpLongRows *self,
                                    guint       position);
int        sp_long_rows_get_top (SpLongRows *self,
                                 guint       position);

/**
 * sp_long_rows_find:
 * @self: rows
 * @widget: a widget
 *
 * Returns: the row that it is the widget of, or the number of rows
 */
guint sp_long_rows_find (SpLongRows *self,
                         GtkWidget  *widget);

/**
 * sp_long_rows_splice:
 * @self: rows
 * @position: where the model changed
 * @n_removed: so many are gone
 * @n_added: so many are new; they have no widgets yet
 */
void sp_long_rows_splice (SpLongRows *self,
                          guint       position,
                          guint       n_removed,
                          guint       n_added);

/* Tells all widgets where they stand. */
void sp_long_rows_place (SpLongRows *self);

/* Makes all widgets that there are again. */
void sp_long_rows_rebuild (SpLongRows *self);

/**
 * sp_long_rows_need:
 * @self: rows
 * @position: a row
 * @value: where it is scrolled to
 *
 * Makes its widget if it has none, and measures it.
 */
void sp_long_rows_need (SpLongRows *self,
                        guint       position,
                        int         value);

/**
 * sp_long_rows_make:
 * @self: rows
 * @from: upper end
 * @to: lower end
 * @value: where it is scrolled to
 * @deadline: monotonic time to stop at, 0 for never
 *
 * Makes the rows between two places that have no widgets. What can be seen does not move because of
 * what is above: the origin does.
 *
 * Returns: whether there was one
 */
gboolean sp_long_rows_make (SpLongRows *self,
                            int         from,
                            int         to,
                            int         value,
                            gint64      deadline);

/**
 * sp_long_rows_measure:
 * @self: rows
 * @width: of the list
 * @value: where it is scrolled to
 *
 * Measures all rows that have widgets.
 */
void sp_long_rows_measure (SpLongRows *self,
                           int         width,
                           int         value);

/* From the heights that are known, once. */
void sp_long_rows_make_guess (SpLongRows *self);

/**
 * sp_long_rows_drop:
 * @self: rows
 * @from: upper end
 * @to: lower end
 * @kept: (nullable): a widget that stays, wherever it is
 *
 * Takes the widgets away that are not between two places.
 */
void sp_long_rows_drop (SpLongRows *self,
                        int         from,
                        int         to,
                        GtkWidget  *kept);

G_END_DECLS
