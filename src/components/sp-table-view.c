/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-table-view-private.h"

#include "gradio.h"
#include <glib/gi18n-lib.h>

#include "sp-resources.h"

#define MOST_SORTS 3
#define FEW_CELLS 20000 /* are sorted and searched at once */
#define EMPTY_HEIGHT 1  /* so that the last line is not cut */

G_DEFINE_FINAL_TYPE (SpTableView, sp_table_view, GTK_TYPE_BOX)

enum {
  SIGNAL_CHANGED,
  SIGNAL_EDITED,
  SIGNAL_SELECTED,
  SIGNAL_NOTICE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

void
sp_table_view_emit_changed (SpTableView *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

void
sp_table_view_emit_edited (SpTableView *self,
                           guint        row,
                           guint        column,
                           JsonNode    *previous,
                           JsonNode    *value)
{
  g_signal_emit (self, signals[SIGNAL_EDITED], 0, row, column, previous, value);
}

void
sp_table_view_emit_notice (SpTableView *self, const char *text)
{
  g_signal_emit (self, signals[SIGNAL_NOTICE], 0, text);
}

guint
sp_table_view_get_n_shown (SpTableView *self)
{
  return self->order != NULL ? self->order->len : sp_table_get_n_rows (self->table);
}

guint
sp_table_view_get_row (SpTableView *self, guint shown)
{
  if (self->order == NULL)
    return shown;

  return shown < self->order->len ? g_array_index (self->order, guint32, shown) : G_MAXUINT;
}

SpTableKind
sp_table_view_get_kind (SpTableView *self, guint column)
{
  return column < self->column_kinds->len
           ? g_array_index (self->column_kinds, SpTableKind, column)
           : SP_TABLE_KIND_AUTO;
}

gboolean
sp_table_view_can_edit (SpTableView *self, guint column)
{
  return self->interactive &&
         !g_hash_table_contains (self->static_columns, GUINT_TO_POINTER (column)) &&
         sp_table_view_get_kind (self, column) != SP_TABLE_KIND_IMAGE;
}

gboolean
sp_table_view_can_add_rows (SpTableView *self)
{
  return self->interactive && !self->fixed_rows &&
         (self->most_rows == 0 || sp_table_get_n_rows (self->table) < self->most_rows);
}

gboolean
sp_table_view_can_add_columns (SpTableView *self)
{
  return self->interactive && !self->fixed_columns &&
         (self->most_columns == 0 || sp_table_get_n_columns (self->table) < self->most_columns);
}

static void
update_count (SpTableView *self)
{
  guint            n_rows = sp_table_get_n_rows (self->table);
  guint            n_shown = sp_table_view_get_n_shown (self);
  g_autofree char *text = NULL;

  if (n_shown != n_rows)
    text = g_strdup_printf (ngettext ("%u of %u row", "%u of %u rows", n_rows), n_shown, n_rows);
  else if (n_rows == 0)
    text = g_strdup (_("No rows"));
  else
    text = g_strdup_printf (ngettext ("%u row", "%u rows", n_rows), n_rows);
  gtk_label_set_label (self->count_label, text);
  gtk_widget_set_sensitive (self->keep_button, n_shown != n_rows);
}

static void
show_rows (SpTableView *self)
{
  sp_grid_set_size (self->grid, sp_table_view_get_n_shown (self),
                    sp_table_get_n_columns (self->table));
  update_count (self);
  sp_table_view_update_actions (self);
}

static void
take_order (SpTableView *self, GArray *order)
{
  g_clear_pointer (&self->order, g_array_unref);
  self->order = order;
  gtk_widget_set_visible (self->spinner, FALSE);
  show_rows (self);
}

static void
ordered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpTableView) self = user_data;
  g_autoptr (GError)      error = NULL;
  GArray                 *order = sp_table_order_finish (result, &error);

  if (order == NULL)
    return; /* closed, or something newer was asked for */

  g_clear_object (&self->cancellable);
  sp_grid_end_edit (self->grid, TRUE); /* its row goes elsewhere */
  take_order (self, order);
}

void
sp_table_view_update_order (SpTableView *self)
{
  GPtrArray  *rows = sp_table_get_rows (self->table);
  const char *search =
    self->search != SP_TABLE_SEARCH_NONE ? gtk_editable_get_text (self->search_entry) : "";

  sp_grid_end_edit (self->grid, TRUE);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->sorts->len == 0 && self->filters->len == 0 && *search == '\0') {
    take_order (self, NULL);
  } else if ((gsize) rows->len * MAX (1, sp_table_get_n_columns (self->table)) <= FEW_CELLS) {
    take_order (self, sp_table_order_compute (rows, self->sorts, self->filters, search, NULL));
  } else {
    self->cancellable = g_cancellable_new ();
    gtk_widget_set_visible (self->spinner, TRUE);
    sp_table_order_async (rows, self->sorts, self->filters, search, self->cancellable, ordered_cb,
                          g_object_ref (self));
  }
}

void
sp_table_view_sort (SpTableView *self,
                    guint        column,
                    gboolean     add,
                    gboolean     descending,
                    gboolean     off)
{
  guint place = self->sorts->len;

  for (guint i = 0; i < self->sorts->len; i++) {
    if (g_array_index (self->sorts, SpTableSort, i).column == column)
      place = i;
  }
  if (!add && !(place == 0 && self->sorts->len == 1)) {
    g_array_set_size (self->sorts, 0);
    place = 0;
  }

  if (place < self->sorts->len)
    g_array_remove_index (self->sorts, place);
  if (!off && self->sorts->len < MOST_SORTS) {
    SpTableSort sort = { column, descending };

    g_array_insert_val (self->sorts, place, sort);
  }
  sp_table_view_update_order (self);
}

/* Up, down, and as the rows came. */
static void
header_activated_cb (SpTableView *self, int column, gboolean add)
{
  for (guint i = 0; i < self->sorts->len; i++) {
    const SpTableSort *sort = &g_array_index (self->sorts, SpTableSort, i);

    if (sort->column == (guint) column && (add || self->sorts->len == 1)) {
      sp_table_view_sort (self, (guint) column, add, TRUE, sort->descending);
      return;
    }
  }
  sp_table_view_sort (self, (guint) column, add, FALSE, FALSE);
}

/* The sorting stays while the table has the columns. */
static void
table_changed_cb (SpTableView *self)
{
  guint n_columns = sp_table_get_n_columns (self->table);

  sp_table_view_update_kinds (self);
  for (guint i = self->sorts->len; i > 0; i--) {
    if (g_array_index (self->sorts, SpTableSort, i - 1).column >= n_columns)
      g_array_remove_index (self->sorts, i - 1);
  }
  for (guint i = self->filters->len; i > 0; i--) {
    if (sp_table_filter_get_column (self->filters->pdata[i - 1]) >= n_columns)
      g_ptr_array_remove_index (self->filters, i - 1);
  }
  if (self->keeps_order) {
    show_rows (self);
    return;
  }

  for (guint i = 0; self->order != NULL && i < self->order->len; i++) {
    if (g_array_index (self->order, guint32, i) >= sp_table_get_n_rows (self->table))
      g_clear_pointer (&self->order, g_array_unref);
  }
  sp_table_view_update_order (self);
  if (self->cancellable != NULL)
    show_rows (self); /* in the old order, until the new one is there */
}

static void
cursor_moved_cb (SpTableView *self)
{
  int row = 0, column = 0;

  sp_table_view_update_actions (self);
  if (!sp_grid_get_cursor (self->grid, &row, &column) || row < 0)
    return;

  row = (int) sp_table_view_get_row (self, (guint) row);
  if (row == self->last_row && column == self->last_column)
    return;

  self->last_row = row;
  self->last_column = column;
  g_signal_emit (self, signals[SIGNAL_SELECTED], 0, (guint) row, (guint) column);
}

/* A column of widgets gives each the least it asks for: all rows, if they are not too many. */
static void
update_height_cb (SpTableView *self)
{
  int most = gtk_scrolled_window_get_max_content_height (self->scroller);

  gtk_scrolled_window_set_min_content_height (
    self->scroller, MIN (sp_grid_get_content_height (self->grid) + EMPTY_HEIGHT, most));
}

static void
keep_cb (SpTableView *self)
{
  g_autoptr (GArray) order = self->order != NULL ? g_array_copy (self->order) : NULL;

  if (order == NULL)
    return;

  gtk_editable_set_text (self->search_entry, "");
  g_ptr_array_set_size (self->filters, 0);
  sp_table_keep_rows (self->table, order);
  sp_table_view_emit_changed (self);
}

static void
sp_table_view_dispose (GObject *object)
{
  SpTableView *self = SP_TABLE_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->grid != NULL)
    sp_grid_set_fill (self->grid, NULL, NULL);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_object (&self->table);
  g_clear_object (&self->actions);
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_TABLE_VIEW);

  G_OBJECT_CLASS (sp_table_view_parent_class)->dispose (object);
}

static void
sp_table_view_finalize (GObject *object)
{
  SpTableView *self = SP_TABLE_VIEW (object);

  g_clear_pointer (&self->kinds, json_node_unref);
  g_clear_pointer (&self->kind_headers, json_array_unref);
  g_clear_pointer (&self->order, g_array_unref);
  g_array_unref (self->column_kinds);
  g_array_unref (self->sorts);
  g_ptr_array_unref (self->filters);
  g_hash_table_unref (self->static_columns);

  G_OBJECT_CLASS (sp_table_view_parent_class)->finalize (object);
}

static void
create_signals (void)
{
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", SP_TYPE_TABLE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_EDITED] =
    g_signal_new ("edited", SP_TYPE_TABLE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                  4, G_TYPE_UINT, G_TYPE_UINT, JSON_TYPE_NODE, JSON_TYPE_NODE);
  signals[SIGNAL_SELECTED] =
    g_signal_new ("selected", SP_TYPE_TABLE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);
  signals[SIGNAL_NOTICE] = g_signal_new ("notice", SP_TYPE_TABLE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sp_table_view_class_init (SpTableViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_table_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_table_view_finalize;
  create_signals ();

  g_type_ensure (SP_TYPE_GRID);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-table-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SpTableView, search_box);
  gtk_widget_class_bind_template_child (widget_class, SpTableView, search_entry);
  gtk_widget_class_bind_template_child (widget_class, SpTableView, keep_button);
  gtk_widget_class_bind_template_child (widget_class, SpTableView, spinner);
  gtk_widget_class_bind_template_child (widget_class, SpTableView, scroller);
  gtk_widget_class_bind_template_child (widget_class, SpTableView, grid);
  gtk_widget_class_bind_template_child (widget_class, SpTableView, count_label);
  gtk_widget_class_bind_template_child (widget_class, SpTableView, row_button);
  gtk_widget_class_bind_template_child (widget_class, SpTableView, column_button);
  gtk_widget_class_bind_template_callback (widget_class, cursor_moved_cb);
  gtk_widget_class_bind_template_callback (widget_class, header_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, keep_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_height_cb);
  gtk_widget_class_bind_template_callback (widget_class, sp_table_view_add_column);
  gtk_widget_class_bind_template_callback (widget_class, sp_table_view_add_row);
  gtk_widget_class_bind_template_callback (widget_class, sp_table_view_edit_cell);
  gtk_widget_class_bind_template_callback (widget_class, sp_table_view_handle_key);
  gtk_widget_class_bind_template_callback (widget_class, sp_table_view_popup_menu);
  gtk_widget_class_bind_template_callback (widget_class, sp_table_view_update_order);
}

static void
sp_table_view_init (SpTableView *self)
{
  self->last_row = self->last_column = -1;
  self->column_kinds = g_array_new (FALSE, FALSE, sizeof (SpTableKind));
  self->sorts = g_array_new (FALSE, FALSE, sizeof (SpTableSort));
  self->filters = g_ptr_array_new_with_free_func ((GDestroyNotify) sp_table_filter_unref);
  self->static_columns = g_hash_table_new (NULL, NULL);
  self->table = sp_table_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  sp_grid_set_fill (self->grid, sp_table_view_fill_cb, self);
  update_height_cb (self);
  sp_table_view_init_actions (self);
  sp_table_view_init_drop (self);
  g_signal_connect_object (self->table, "changed", G_CALLBACK (table_changed_cb), self,
                           G_CONNECT_SWAPPED);
  show_rows (self);
}

SpTable *
sp_table_view_get_table (SpTableView *self)
{
  g_return_val_if_fail (SP_IS_TABLE_VIEW (self), NULL);

  return self->table;
}

SpGrid *
sp_table_view_get_grid (SpTableView *self)
{
  g_return_val_if_fail (SP_IS_TABLE_VIEW (self), NULL);

  return self->grid;
}

void
sp_table_view_set_max_height (SpTableView *self, int height)
{
  g_return_if_fail (SP_IS_TABLE_VIEW (self));

  /* The least must never be above the most. */
  gtk_scrolled_window_set_min_content_height (self->scroller, -1);
  gtk_scrolled_window_set_max_content_height (self->scroller, height);
  update_height_cb (self);
}

void
sp_table_view_set_kinds (SpTableView *self, JsonNode *kinds, JsonArray *headers)
{
  g_return_if_fail (SP_IS_TABLE_VIEW (self));

  g_clear_pointer (&self->kinds, json_node_unref);
  g_clear_pointer (&self->kind_headers, json_array_unref);
  self->kinds = kinds != NULL ? json_node_ref (kinds) : NULL;
  self->kind_headers = headers != NULL ? json_array_ref (headers) : NULL;
  sp_table_view_update_kinds (self);
  sp_grid_refresh (self->grid);
}

void
sp_table_view_set_interactive (SpTableView *self, gboolean interactive)
{
  g_return_if_fail (SP_IS_TABLE_VIEW (self));

  self->interactive = interactive;
  if (!interactive)
    sp_grid_end_edit (self->grid, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->grid), GTK_ACCESSIBLE_PROPERTY_READ_ONLY,
                                  !interactive, -1);
  sp_grid_refresh (self->grid);
  sp_table_view_update_actions (self);
}

void
sp_table_view_set_search (SpTableView *self, SpTableSearch search)
{
  g_return_if_fail (SP_IS_TABLE_VIEW (self));

  self->search = search;
  gtk_widget_set_visible (self->search_box, search != SP_TABLE_SEARCH_NONE);
  gtk_widget_set_visible (self->keep_button, search == SP_TABLE_SEARCH_FILTER);
  sp_table_view_update_order (self);
}

void
sp_table_view_set_static_columns (SpTableView *self, JsonArray *columns)
{
  g_return_if_fail (SP_IS_TABLE_VIEW (self));

  g_hash_table_remove_all (self->static_columns);
  for (guint i = 0; columns != NULL && i < json_array_get_length (columns); i++) {
    JsonNode *node = json_array_get_element (columns, i);

    if (gradio_json_is_number (node) && json_node_get_int (node) >= 0)
      g_hash_table_add (self->static_columns, GUINT_TO_POINTER ((guint) json_node_get_int (node)));
  }
  sp_grid_refresh (self->grid);
}

void
sp_table_view_set_most (SpTableView *self,
                        gboolean     fixed_rows,
                        gboolean     fixed_columns,
                        guint        most_rows,
                        guint        most_columns)
{
  g_return_if_fail (SP_IS_TABLE_VIEW (self));

  self->fixed_rows = fixed_rows;
  self->fixed_columns = fixed_columns;
  self->most_rows = most_rows;
  self->most_columns = most_columns;
  sp_grid_refresh (self->grid);
  sp_table_view_update_actions (self);
}

void
sp_table_view_set_text_rules (SpTableView *self, guint max_chars, gboolean wrap)
{
  g_return_if_fail (SP_IS_TABLE_VIEW (self));

  self->max_chars = max_chars;
  self->wrap = wrap;
  sp_grid_set_wrap (self->grid, wrap);
  sp_grid_refresh (self->grid);
}

char *
sp_table_view_dup_csv (SpTableView *self)
{
  g_return_val_if_fail (SP_IS_TABLE_VIEW (self), NULL);

  return sp_table_view_dup_range (self, NULL, ',');
}
