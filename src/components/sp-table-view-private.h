/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-table-order.h"
#include "sp-table-view.h"

G_BEGIN_DECLS

/* What sp-table-view.c, sp-table-view-actions.c and sp-table-view-edit.c need of each other. */

struct _SpTableView {
  GtkBox              parent_instance;
  GtkWidget          *search_box;    /* template child */
  GtkEditable        *search_entry;  /* template child */
  GtkWidget          *keep_button;   /* template child */
  GtkWidget          *spinner;       /* template child */
  GtkScrolledWindow  *scroller;      /* template child */
  SpGrid             *grid;          /* template child */
  GtkLabel           *count_label;   /* template child */
  GtkWidget          *row_button;    /* template child */
  GtkWidget          *column_button; /* template child */
  SpTable            *table;         /* owned */
  GSimpleActionGroup *actions;       /* owned */
  GtkWidget          *popover;       /* a child, nullable */
  JsonNode           *kinds;         /* owned, nullable */
  JsonArray          *kind_headers;  /* owned, nullable */
  GArray             *column_kinds;  /* of SpTableKind */
  GHashTable         *static_columns;
  GArray             *order;       /* of guint32, nullable: rows as they are shown */
  GArray             *sorts;       /* of SpTableSort */
  GPtrArray          *filters;     /* of SpTableFilter, at most one a column */
  GCancellable       *cancellable; /* owned, nullable: of sorting and searching */
  guint               most_rows;
  guint               most_columns;
  guint               max_chars;
  int                 last_row; /* what `selected` told last */
  int                 last_column;
  SpTableSearch       search;
  gboolean            interactive;
  gboolean            fixed_rows;
  gboolean            fixed_columns;
  gboolean            wrap;
  gboolean            keeps_order; /* a change leaves rows where they are */
};

void sp_table_view_emit_changed (SpTableView *self);
void sp_table_view_emit_edited (SpTableView *self,
                                guint        row,
                                guint        column,
                                JsonNode    *previous,
                                JsonNode    *value);
void sp_table_view_emit_notice (SpTableView *self, const char *text);

guint       sp_table_view_get_n_shown (SpTableView *self);
guint       sp_table_view_get_row (SpTableView *self, guint shown);
SpTableKind sp_table_view_get_kind (SpTableView *self, guint column);
gboolean    sp_table_view_can_edit (SpTableView *self, guint column);
gboolean    sp_table_view_can_add_rows (SpTableView *self);
gboolean    sp_table_view_can_add_columns (SpTableView *self);

/**
 * sp_table_view_sort:
 * @self: a table view
 * @column: a column
 * @add: whether it is sorted by other columns first
 * @descending: which way
 * @off: whether it is no longer sorted by it
 */
void sp_table_view_sort (SpTableView *self,
                         guint        column,
                         gboolean     add,
                         gboolean     descending,
                         gboolean     off);

/**
 * sp_table_view_find_filter:
 * @self: a table view
 * @column: a column
 *
 * Returns: (transfer none) (nullable): what is asked of its cells
 */
SpTableFilter *sp_table_view_find_filter (SpTableView *self,
                                          guint        column);

/**
 * sp_table_view_set_filter:
 * @self: a table view
 * @column: a column
 * @filter: (transfer full) (nullable): what to ask of its cells, %NULL for nothing
 */
void sp_table_view_set_filter (SpTableView   *self,
                               guint          column,
                               SpTableFilter *filter);

/**
 * sp_table_view_forget_columns:
 * @self: a table view
 *
 * Forgets sorts and filters, for columns are about to get other numbers.
 */
void sp_table_view_forget_columns (SpTableView *self);

/**
 * sp_table_view_update_order:
 * @self: a table view
 *
 * Sorts and searches again.
 */
void sp_table_view_update_order (SpTableView *self);

/* sp-table-view-fill.c: what cells look like. */

void sp_table_view_fill_cb (int            row,
                            int            column,
                            SpGridContent *content,
                            gpointer       user_data);
void sp_table_view_update_kinds (SpTableView *self);

/* sp-table-view-edit.c: what changes the table. */

void sp_table_view_edit_cell (SpTableView *self, int shown, int column, const char *text);
void sp_table_view_clear_range (SpTableView *self);
void sp_table_view_paste (SpTableView *self, const char *text);
void sp_table_view_insert_row (SpTableView *self, gboolean below);
void sp_table_view_insert_column (SpTableView *self, gboolean behind);
void sp_table_view_add_row (SpTableView *self);
void sp_table_view_add_column (SpTableView *self);
void sp_table_view_remove_rows (SpTableView *self);
void sp_table_view_remove_columns (SpTableView *self);
void sp_table_view_step (SpTableView *self, gboolean forward);

/**
 * sp_table_view_dup_range:
 * @self: a table view
 * @range: (nullable): shown cells, %NULL for all with their headers
 * @separator: what stands between cells
 *
 * Returns: (transfer full): the cells as text
 */
char *sp_table_view_dup_range (SpTableView       *self,
                               const SpGridRange *range,
                               char               separator);

/* sp-table-view-actions.c: what keys and menus do. */

void     sp_table_view_init_actions (SpTableView *self);
void     sp_table_view_update_actions (SpTableView *self);
void     sp_table_view_popup_menu (SpTableView *self, double x, double y);
gboolean sp_table_view_handle_key (SpTableView *self, guint keyval, GdkModifierType state);

/* sp-table-view-filter.c: which rows to show. */

void sp_table_view_ask_filter (SpTableView *self);

/* sp-table-view-file.c: files with tables. */

void sp_table_view_init_drop (SpTableView *self);
void sp_table_view_save (SpTableView *self);
void sp_table_view_open (SpTableView *self);

G_END_DECLS
