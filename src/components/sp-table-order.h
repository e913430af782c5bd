/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "sp-table-filter.h"

G_BEGIN_DECLS

typedef struct {
  guint    column;
  gboolean descending;
} SpTableSort;

/**
 * sp_table_order_async:
 * @rows: (element-type JsonArray): rows of a table, which nobody changes
 * @sorts: (nullable) (element-type SpTableSort): what to sort by, the most important first
 * @filters: (nullable) (element-type SpTableFilter): what a row has to pass, all of them
 * @search: (nullable): text to look for in all cells, whatever its case
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Finds out which rows to show in which order; in a thread when there are many. Numbers come before
 * texts, and empty cells last in both directions.
 */
void sp_table_order_async (GPtrArray          *rows,
                           GArray             *sorts,
                           GPtrArray          *filters,
                           const char         *search,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data);

/**
 * sp_table_order_finish:
 * @result: what @callback got
 * @error: return location
 *
 * Returns: (transfer full) (element-type guint32): numbers of rows in the order to show them
 */
GArray *sp_table_order_finish (GAsyncResult *result,
                               GError      **error);

/**
 * sp_table_order_compute:
 * @rows: (element-type JsonArray): rows of a table
 * @sorts: (nullable) (element-type SpTableSort): what to sort by
 * @filters: (nullable) (element-type SpTableFilter): what a row has to pass
 * @search: (nullable): text to look for
 * @cancellable: (nullable): stops it; then what is returned means nothing
 *
 * The same at once.
 *
 * Returns: (transfer full) (element-type guint32): numbers of rows in the order to show them
 */
GArray *sp_table_order_compute (GPtrArray    *rows,
                                GArray       *sorts,
                                GPtrArray    *filters,
                                const char   *search,
                                GCancellable *cancellable);

G_END_DECLS
