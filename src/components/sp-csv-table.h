/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * sp_csv_table_parse:
 * @text: lines of cells, parted by commas, the first line with names
 *
 * Cells in quotation marks may hold commas and line breaks. What looks like a number is one; empty
 * cells are null.
 *
 * Returns: (transfer full): `{"headers": […], "data": [[…], …]}`
 */
JsonNode *sp_csv_table_parse (const char *text);

/**
 * sp_csv_table_read_async:
 * @file: a file on this computer
 * @cancellable: (nullable): stops it
 * @callback: called when it is read
 * @user_data: for @callback
 *
 * Reads a CSV file of at most 64 MiB in a thread.
 */
void      sp_csv_table_read_async (GFile              *file,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data);
JsonNode *sp_csv_table_read_finish (GAsyncResult *result,
                                    GError      **error);

G_END_DECLS
