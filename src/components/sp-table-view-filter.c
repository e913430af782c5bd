/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-table-filter-form.h"
#include "sp-table-view-private.h"

#define LOOK_AT 100 /* rows, to see what a column holds */

/* Which rows to show, by what is asked of columns. */

static guint
find_place (SpTableView *self, guint column)
{
  guint place = 0;

  while (place < self->filters->len && sp_table_filter_get_column (self->filters->pdata[place]) != column)
    place++;

  return place;
}

SpTableFilter *
sp_table_view_find_filter (SpTableView *self, guint column)
{
  guint place = find_place (self, column);

  return place < self->filters->len ? self->filters->pdata[place] : NULL;
}

void
sp_table_view_set_filter (SpTableView *self, guint column, SpTableFilter *filter)
{
  guint place = find_place (self, column);

  if (place < self->filters->len)
    g_ptr_array_remove_index (self->filters, place);
  if (filter != NULL)
    g_ptr_array_add (self->filters, filter);
  sp_table_view_update_order (self);
  sp_grid_refresh (self->grid); /* its header tells */
}

void
sp_table_view_forget_columns (SpTableView *self)
{
  g_array_set_size (self->sorts, 0);
  g_ptr_array_set_size (self->filters, 0);
}

/* Where nobody says what a column holds, its first cells do. */
static gboolean
holds_numbers (SpTableView *self, guint column)
{
  SpTableKind kind = sp_table_view_get_kind (self, column);
  guint       n_rows = MIN (sp_table_get_n_rows (self->table), LOOK_AT);

  for (guint i = 0; kind == SP_TABLE_KIND_AUTO && i < n_rows; i++) {
    JsonNode *cell = sp_table_get_cell (self->table, i, column);
    double    number = 0;

    if (cell != NULL && !json_node_is_null (cell))
      return sp_table_text_read_number (cell, &number);
  }

  return kind == SP_TABLE_KIND_NUMBER;
}

static void
form_changed_cb (SpTableView *self, SpTableFilterForm *form)
{
  sp_table_view_set_filter (self, sp_table_filter_form_get_column (form), sp_table_filter_form_dup_filter (form));
}

void
sp_table_view_ask_filter (SpTableView *self)
{
  int          row = 0, column = 0;
  double       x = 0, y = 0;
  GtkWidget   *form = NULL;
  SpGridCell  *header = NULL;
  GdkRectangle place = { 0, 0, 1, 1 };

  if (!sp_grid_get_cursor (self->grid, &row, &column))
    return;

  header = sp_grid_get_cell (self->grid, -1, column);
  if (header != NULL && gtk_widget_translate_coordinates (GTK_WIDGET (header), GTK_WIDGET (self), 0, 0, &x, &y))
    place = (GdkRectangle){ (int) x, (int) y, MAX (1, gtk_widget_get_width (GTK_WIDGET (header))),
                            MAX (1, gtk_widget_get_height (GTK_WIDGET (header))) };
  form = sp_table_filter_form_new ((guint) column, holds_numbers (self, (guint) column),
                                   sp_table_view_find_filter (self, (guint) column));
  g_signal_connect_object (form, "changed", G_CALLBACK (form_changed_cb), self, G_CONNECT_SWAPPED);

  g_clear_pointer (&self->popover, gtk_widget_unparent);
  self->popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (self->popover), form);
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), &place);
  gtk_popover_popup (GTK_POPOVER (self->popover));
}
