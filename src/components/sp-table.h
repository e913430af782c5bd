/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define SP_TYPE_TABLE (sp_table_get_type ())

/**
 * SpTable:
 *
 * A table as Gradio sends it: headers and rows, which stay the lists of the JSON they came in. A
 * change copies the row it is in and nothing else; what was before is kept to be undone.
 *
 * Signal: `changed`: another value, or another state of it.
 */
G_DECLARE_FINAL_TYPE (SpTable, sp_table, SP, TABLE, GObject)

SpTable *sp_table_new (void);

/**
 * sp_table_set_headers:
 * @self: a table
 * @headers: (nullable): what stands above a value that has no headers of its own
 */
void sp_table_set_headers (SpTable   *self,
                           JsonArray *headers);

/**
 * sp_table_set_value:
 * @self: a table
 * @value: (nullable): `{"headers", "data", "metadata"}`, or just the rows; of anything else nothing
 *   is shown. Forgets what could be undone
 */
void sp_table_set_value (SpTable  *self,
                         JsonNode *value);

/**
 * sp_table_dup_value:
 * @self: a table
 *
 * Returns: (transfer full): the value in the shape it came in; the very same one while nothing was
 *   changed
 */
JsonNode *sp_table_dup_value (SpTable *self);

guint sp_table_get_n_rows (SpTable *self);
guint sp_table_get_n_columns (SpTable *self);

/**
 * sp_table_get_rows:
 * @self: a table
 *
 * Returns: (transfer none) (element-type JsonArray): its rows; the list never changes, a change of
 *   the table makes another one. A thread may read a list it has a reference to
 */
GPtrArray *sp_table_get_rows (SpTable *self);

/**
 * sp_table_get_cell:
 * @self: a table
 * @row: a row
 * @column: a column
 *
 * Returns: (transfer none) (nullable): what is there, %NULL where a row is shorter than others
 */
JsonNode *sp_table_get_cell (SpTable *self,
                             guint    row,
                             guint    column);

/**
 * sp_table_get_shown:
 * @self: a table
 * @row: a row
 * @column: a column
 *
 * Returns: (transfer none) (nullable): what to show instead of the cell, when the author gives it
 */
JsonNode *sp_table_get_shown (SpTable *self,
                              guint    row,
                              guint    column);

/**
 * sp_table_get_styling:
 * @self: a table
 * @row: a row
 * @column: a column
 *
 * Returns: (transfer none) (nullable): CSS of the author for a cell
 */
const char *sp_table_get_styling (SpTable *self,
                                  guint    row,
                                  guint    column);

/**
 * sp_table_dup_header:
 * @self: a table
 * @column: a column
 *
 * Returns: (transfer full): its header; the levels of a header that has several stand behind each
 *   other
 */
char *sp_table_dup_header (SpTable *self,
                           guint    column);

/**
 * sp_table_begin:
 * @self: a table
 *
 * Until sp_table_end() all changes are one, to be undone together. Each change does this for itself
 * too.
 */
void sp_table_begin (SpTable *self);
void sp_table_end (SpTable *self);

void sp_table_set_cell (SpTable *self, guint row, guint column, JsonNode *cell);
void sp_table_set_header (SpTable *self, guint column, const char *header);
void sp_table_insert_rows (SpTable *self, guint at, guint n_rows);
void sp_table_insert_column (SpTable *self, guint at);
void sp_table_remove_columns (SpTable *self, guint at, guint n_columns);

/**
 * sp_table_keep_rows:
 * @self: a table
 * @rows: (element-type guint32): the rows that stay, in their new order
 */
void sp_table_keep_rows (SpTable *self,
                         GArray  *rows);

/**
 * sp_table_replace:
 * @self: a table
 * @headers: (element-type JsonNode): its headers from now on
 * @rows: (element-type JsonArray): its rows, which nobody else changes
 */
void sp_table_replace (SpTable   *self,
                       GPtrArray *headers,
                       GPtrArray *rows);

gboolean sp_table_undo (SpTable *self);
gboolean sp_table_redo (SpTable *self);

G_END_DECLS
