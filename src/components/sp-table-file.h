/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SpTableFile:
 * @headers: (element-type JsonNode): the cells of the first line
 * @rows: (element-type JsonArray): the other lines
 * @width: cells of the longest line
 *
 * What is in a file of lines of cells.
 */
typedef struct {
  GPtrArray *headers;
  GPtrArray *rows;
  guint      width;
} SpTableFile;

void sp_table_file_free (SpTableFile *file);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SpTableFile, sp_table_file_free)

/**
 * sp_table_file_read_async:
 * @file: a file with commas, semicolons or tabs between cells, whichever its first line has most of
 * @kinds: (element-type SpTableKind): what columns hold
 * @cancellable: (nullable): stops it
 * @callback: called when it is read
 * @user_data: for @callback
 *
 * Reads the file in a thread.
 */
void         sp_table_file_read_async (GFile              *file,
                                       GArray             *kinds,
                                       GCancellable       *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer            user_data);
SpTableFile *sp_table_file_read_finish (GAsyncResult *result,
                                        GError      **error);

/**
 * sp_table_file_write_async:
 * @file: a file to replace
 * @headers: names of the columns
 * @rows: (element-type JsonArray): rows, which nobody changes
 * @order: (nullable) (element-type guint32): which rows to write, %NULL for all
 * @cancellable: (nullable): stops it
 * @callback: called when it is written
 * @user_data: for @callback
 *
 * Writes the table with commas between cells, in a thread.
 */
void     sp_table_file_write_async (GFile              *file,
                                    const char *const  *headers,
                                    GPtrArray          *rows,
                                    GArray             *order,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data);
gboolean sp_table_file_write_finish (GAsyncResult *result,
                                     GError      **error);

G_END_DECLS
