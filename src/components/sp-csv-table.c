/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-csv-table.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MAX_SIZE (64 * 1024 * 1024)

static const char *
read_cell (const char *text, GString *cell, gboolean *quoted)
{
  g_string_truncate (cell, 0);
  *quoted = *text == '"';
  if (!*quoted) {
    gsize length = strcspn (text, ",\r\n");

    g_string_append_len (cell, text, (gssize) length);
    return text + length;
  }

  for (text++; *text != '\0'; text++) {
    if (*text == '"' && *++text != '"')
      break;
    g_string_append_c (cell, *text);
  }

  return text + strcspn (text, ",\r\n");
}

static void
add_value (JsonArray *row, const char *cell, gboolean quoted)
{
  char  *end = NULL;
  double number = g_ascii_strtod (cell, &end);

  if (*cell == '\0')
    json_array_add_null_element (row);
  else if (quoted || *end != '\0' || !isfinite (number))
    json_array_add_string_element (row, cell);
  else if (number == floor (number) && fabs (number) < 1e15 && strpbrk (cell, ".eE") == NULL)
    json_array_add_int_element (row, (gint64) number);
  else
    json_array_add_double_element (row, number);
}

static const char *
read_row (const char *text, JsonArray *row, GString *cell, gboolean names)
{
  gboolean quoted = FALSE;

  for (;;) {
    text = read_cell (text, cell, &quoted);
    if (names)
      json_array_add_string_element (row, cell->str);
    else
      add_value (row, cell->str, quoted);
    if (*text != ',')
      break;
    text++;
  }

  return text + strspn (text, "\r\n"); /* empty lines are no rows */
}

JsonNode *
sp_csv_table_parse (const char *text)
{
  g_autoptr (JsonObject) table = json_object_new ();
  g_autoptr (GString)    cell = g_string_new (NULL);
  JsonArray             *headers = json_array_new ();
  JsonArray             *rows = json_array_new ();

  if (g_str_has_prefix (text, "\xef\xbb\xbf"))
    text += 3;
  if (*text != '\0')
    text = read_row (text, headers, cell, TRUE);
  while (*text != '\0') {
    JsonArray *row = json_array_new ();

    text = read_row (text, row, cell, FALSE);
    json_array_add_array_element (rows, row);
  }
  json_object_set_array_member (table, "headers", headers);
  json_object_set_array_member (table, "data", rows);

  return json_node_init_object (json_node_alloc (), table);
}

static void
read_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  GFile                *file = task_data;
  g_autoptr (GFileInfo) info = NULL;
  g_autoptr (GError)    error = NULL;
  g_autofree char      *bytes = NULL;
  g_autofree char      *text = NULL;
  gsize                 length = 0;

  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, cancellable, &error);
  if (info != NULL && g_file_info_get_size (info) > MAX_SIZE) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                             _("The table is too large. Choose one of at most 64 MB."));
    return;
  }
  if (info == NULL || !g_file_load_contents (file, cancellable, &bytes, &length, NULL, &error)) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  text = g_utf8_make_valid (bytes, (gssize) length);
  g_task_return_pointer (task, sp_csv_table_parse (text), (GDestroyNotify) json_node_unref);
}

void
sp_csv_table_read_async (GFile              *file,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, sp_csv_table_read_async);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (task, read_thread);
}

JsonNode *
sp_csv_table_read_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sp_csv_table_read_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
