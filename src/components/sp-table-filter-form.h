/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "sp-table-filter.h"

G_BEGIN_DECLS

#define SP_TYPE_TABLE_FILTER_FORM (sp_table_filter_form_get_type ())

/**
 * SpTableFilterForm:
 *
 * Asks which rows to show by one column of a table.
 *
 * Signals:
 *  - `changed`: something else is asked for
 */
G_DECLARE_FINAL_TYPE (SpTableFilterForm, sp_table_filter_form, SP, TABLE_FILTER_FORM, GtkBox)

/**
 * sp_table_filter_form_new:
 * @column: a column
 * @numbers: whether its cells are numbers
 * @filter: (nullable): what is asked of it so far
 *
 * Returns: (transfer floating): a form
 */
GtkWidget *sp_table_filter_form_new (guint          column,
                                     gboolean       numbers,
                                     SpTableFilter *filter);

/**
 * sp_table_filter_form_dup_filter:
 * @self: a form
 *
 * Returns: (transfer full) (nullable): what is asked for, %NULL for all rows
 */
SpTableFilter *sp_table_filter_form_dup_filter (SpTableFilterForm *self);

guint sp_table_filter_form_get_column (SpTableFilterForm *self);

G_END_DECLS
