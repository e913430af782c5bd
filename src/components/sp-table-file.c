/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-table-file.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "sp-table-text.h"

#define MOST_BYTES (32 * 1024 * 1024)

typedef struct {
  GFile  *file;
  GArray *kinds;
} Read;

static void
read_free (Read *data)
{
  g_object_unref (data->file);
  g_array_unref (data->kinds);
  g_free (data);
}

void
sp_table_file_free (SpTableFile *file)
{
  g_ptr_array_unref (file->headers);
  g_ptr_array_unref (file->rows);
  g_free (file);
}

static char
find_separator (const char *text)
{
  static const char separators[] = { ',', ';', '\t' };
  guint             counts[G_N_ELEMENTS (separators)] = { 0 };
  guint             best = 0;

  for (const char *at = text; *at != '\0' && *at != '\n'; at++) {
    for (guint i = 0; i < G_N_ELEMENTS (separators); i++)
      counts[i] += *at == separators[i];
  }
  for (guint i = 1; i < G_N_ELEMENTS (separators); i++) {
    if (counts[i] > counts[best])
      best = i;
  }

  return separators[best];
}

static JsonArray *
create_row (GStrv line, GArray *kinds)
{
  JsonArray *row = json_array_sized_new (g_strv_length (line));

  for (guint i = 0; line[i] != NULL; i++)
    json_array_add_element (
      row, sp_table_text_parse (
             line[i], i < kinds->len ? g_array_index (kinds, SpTableKind, i) : SP_TABLE_KIND_AUTO,
             NULL));

  return row;
}

static SpTableFile *
parse (const char *text, GArray *kinds)
{
  SpTableFile          *file = g_new0 (SpTableFile, 1);
  g_autoptr (GPtrArray) lines = sp_table_text_split (text, find_separator (text));

  file->headers = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  file->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) json_array_unref);
  for (guint i = 0; i < lines->len; i++) {
    GStrv line = lines->pdata[i];

    file->width = MAX (file->width, g_strv_length (line));
    if (i > 0)
      g_ptr_array_add (file->rows, create_row (line, kinds));
    for (guint j = 0; i == 0 && line[j] != NULL; j++)
      g_ptr_array_add (file->headers, json_node_init_string (json_node_alloc (), line[j]));
  }

  return file;
}

static void
read_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Read                 *data = task_data;
  g_autoptr (GFileInfo) info = NULL;
  g_autofree char      *text = NULL;
  g_autoptr (GError)    error = NULL;
  const char           *start = NULL;

  info = g_file_query_info (data->file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE,
                            cancellable, &error);
  if (info != NULL && g_file_info_get_size (info) > MOST_BYTES)
    g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_FAILED,
                         _("The file is too large for a table."));
  if (error != NULL ||
      !g_file_load_contents (data->file, cancellable, &text, NULL, NULL, &error)) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  start = g_str_has_prefix (text, "\xef\xbb\xbf") ? text + 3 : text; /* a byte order mark */
  g_task_return_pointer (task, parse (start, data->kinds), (GDestroyNotify) sp_table_file_free);
}

void
sp_table_file_read_async (GFile              *file,
                          GArray             *kinds,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  Read             *data = NULL;

  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (kinds != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, sp_table_file_read_async);
  data = g_new0 (Read, 1);
  data->file = g_object_ref (file);
  data->kinds = g_array_copy (kinds);
  g_task_set_task_data (task, data, (GDestroyNotify) read_free);
  g_task_run_in_thread (task, read_thread);
}

SpTableFile *
sp_table_file_read_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sp_table_file_read_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct {
  GFile     *file;
  GStrv      headers;
  GPtrArray *rows;
  GArray    *order; /* nullable */
} Write;

static void
write_free (Write *data)
{
  g_object_unref (data->file);
  g_strfreev (data->headers);
  g_ptr_array_unref (data->rows);
  g_clear_pointer (&data->order, g_array_unref);
  g_free (data);
}

static void
append_row (GString *text, JsonArray *row, guint n_columns)
{
  for (guint i = 0; i < n_columns; i++) {
    g_autofree char *cell = sp_table_text_dup (
      i < json_array_get_length (row) ? json_array_get_element (row, i) : NULL);

    if (i > 0)
      g_string_append_c (text, ',');
    sp_table_text_append_field (text, cell, ',');
  }
  g_string_append_c (text, '\n');
}

static GString *
write_text (Write *data)
{
  GString *text = g_string_new (NULL);
  guint    n_columns = g_strv_length (data->headers);
  guint    n_rows = data->order != NULL ? data->order->len : data->rows->len;

  for (guint i = 0; i < n_columns; i++) {
    if (i > 0)
      g_string_append_c (text, ',');
    sp_table_text_append_field (text, data->headers[i], ',');
  }
  g_string_append_c (text, '\n');
  for (guint i = 0; i < n_rows; i++) {
    guint row = data->order != NULL ? g_array_index (data->order, guint32, i) : i;

    if (row < data->rows->len)
      append_row (text, data->rows->pdata[row], n_columns);
  }

  return text;
}

static void
write_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Write              *data = task_data;
  g_autoptr (GString) text = write_text (data);
  g_autoptr (GError)  error = NULL;

  if (g_file_replace_contents (data->file, text->str, text->len, NULL, FALSE, G_FILE_CREATE_NONE,
                               NULL, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)  task = user_data;
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* As with sorting, rows must not die in the thread: the outer task, which never enters it, has
 * them. */
void
sp_table_file_write_async (GFile              *file,
                           const char *const  *headers,
                           GPtrArray          *rows,
                           GArray             *order,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GTask) inner = NULL;
  Write            *data = NULL;

  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (headers != NULL);
  g_return_if_fail (rows != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, sp_table_file_write_async);
  data = g_new0 (Write, 1);
  data->file = g_object_ref (file);
  data->headers = g_strdupv ((GStrv) headers);
  data->rows = g_ptr_array_ref (rows);
  data->order = order != NULL ? g_array_copy (order) : NULL;
  g_task_set_task_data (task, data, (GDestroyNotify) write_free);

  inner = g_task_new (NULL, cancellable, written_cb, g_object_ref (task));
  g_task_set_task_data (inner, data, NULL);
  g_task_run_in_thread (inner, write_thread);
}

gboolean
sp_table_file_write_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sp_table_file_write_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
