/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A table that is changed. */

#include "table-test.h"

#include <glib/gstdio.h>

static void
test_edit (void)
{
  SpComponent        *self = component_test_new ("dataframe");
  g_autoptr (GString) events = component_test_watch (self);
  GtkWidget          *window = NULL;

  component_test_set_props (self, "{'datatype': ['number', 'str', 'bool', 'str'], 'headers': ['n',"
                                  " 's', 'b', 'f'], 'static_columns': [3]}");
  component_test_set_value (self, "{'headers': ['n', 's', 'b', 'f'], 'data': [[1, 'a', true, 'x']],"
                                  " 'metadata': null}");
  window = component_test_show (self);
  g_string_truncate (events, 0);
  table_test_type (self, 0, 0, "2.5");
  g_assert_cmpstr (events->str, ==, "select change input edit ");
  table_test_type (self, 0, 1, "7");

  /* The value that is there already takes nothing away from who is writing. */
  sp_grid_edit (table_test_get_grid (self), "unfinished");
  component_test_set_value (self, "{'headers': ['n', 's', 'b', 'f'], 'data': [[2.5, '7', true,"
                                  " 'x']], 'metadata': null}");
  g_assert_true (sp_grid_is_editing (table_test_get_grid (self)));
  sp_grid_end_edit (table_test_get_grid (self), FALSE);

  sp_grid_move_cursor (table_test_get_grid (self), 0, 2, FALSE);
  sp_grid_edit (table_test_get_grid (self), NULL); /* ticks it off */
  sp_grid_move_cursor (table_test_get_grid (self), 0, 3, FALSE);
  sp_grid_edit (table_test_get_grid (self), NULL); /* opens to be read */
  g_assert_true (sp_grid_is_editing (table_test_get_grid (self)));
  g_assert_false (gtk_text_view_get_editable (
    GTK_TEXT_VIEW (component_test_find (GTK_WIDGET (self), GTK_TYPE_TEXT_VIEW, 0))));
  sp_grid_end_edit (table_test_get_grid (self), TRUE);
  component_test_assert_value (self, "{'headers': ['n', 's', 'b', 'f'], 'data': [[2.5, '7', false,"
                                     " 'x']], 'metadata': null}");

  table_test_type (self, -1, 1, "name");
  component_test_assert_value (self, "{'headers': ['n', 'name', 'b', 'f'], 'data': [[2.5, '7',"
                                     " false, 'x']], 'metadata': null}");
  for (int i = 0; i < 4; i++)
    table_test_activate (self, "table.undo");
  component_test_assert_value (self, "{'headers': ['n', 's', 'b', 'f'], 'data': [[1, 'a', true,"
                                     " 'x']], 'metadata': null}");
  table_test_activate (self, "table.redo");
  component_test_assert_value (self, "{'headers': ['n', 's', 'b', 'f'], 'data': [[2.5, 'a', true,"
                                     " 'x']], 'metadata': null}");

  sp_grid_move_cursor (table_test_get_grid (self), 0, 0, FALSE);
  sp_grid_edit (table_test_get_grid (self), "9");
  sp_grid_end_edit (table_test_get_grid (self), FALSE); /* Escape */
  g_string_truncate (events, 0);
  component_test_set_props (self, "{'interactive': false}");
  sp_grid_edit (table_test_get_grid (self), "8");
  g_assert_false (sp_grid_is_editing (table_test_get_grid (self)));
  component_test_assert_value (self, "{'headers': ['n', 's', 'b', 'f'], 'data': [[2.5, 'a', true,"
                                     " 'x']], 'metadata': null}");
  g_assert_cmpstr (events->str, ==, "");
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
}

static void
data_cb (SpComponent *self, const char *name, JsonNode *data, char **have)
{
  if (data == NULL)
    return;

  g_free (*have);
  *have = gradio_json_write (data);
}

static void
test_event_data (void)
{
  SpComponent     *self = component_test_new ("dataframe");
  g_autofree char *have = NULL;
  GtkWidget       *window = NULL;

  component_test_set_value (self, "{'headers': ['n', 's'], 'data': [[1, 'a'], [2, 'b']],"
                                  " 'metadata': null}");
  window = component_test_show (self);
  g_signal_connect (self, "event", G_CALLBACK (data_cb), &have);
  sp_grid_move_cursor (table_test_get_grid (self), 0, 1, FALSE);
  g_assert_cmpstr (have, ==,
                   "{\"index\":[0,1],\"value\":\"a\",\"row_value\":[1,\"a\"],"
                   "\"col_value\":[\"a\",\"b\"]}");
  table_test_type (self, 0, 1, "aZ");
  g_assert_cmpstr (have, ==, "{\"index\":[0,1],\"value\":\"aZ\",\"previous_value\":\"a\"}");

  component_test_set_props (self, "{'_selectable': false}"); /* nobody listens */
  g_clear_pointer (&have, g_free);
  sp_grid_move_cursor (table_test_get_grid (self), 1, 1, FALSE);
  g_assert_null (have);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
}

static void
test_rows_and_columns (void)
{
  SpComponent *self = component_test_new ("dataframe");
  GtkWidget   *window = NULL;

  component_test_set_props (self, "{'headers': ['1', '2'], 'row_limits': [1, 3]}");
  component_test_set_value (self, "{'headers': ['1', '2'], 'data': [['a', 'b'], ['c', 'd']]}");
  window = component_test_show (self);
  sp_grid_move_cursor (table_test_get_grid (self), 0, 0, FALSE);
  gtk_widget_activate_action (GTK_WIDGET (table_test_get_grid (self)), "table.insert-row", "b", TRUE);
  gtk_widget_activate_action (GTK_WIDGET (table_test_get_grid (self)), "table.insert-row", "b", TRUE);
  component_test_assert_value (self, "{'headers': ['1', '2'], 'data': [['a', 'b'], ['', ''], ['c',"
                                     " 'd']]}");
  gtk_widget_activate_action (GTK_WIDGET (table_test_get_grid (self)), "table.insert-column", "b", FALSE);
  component_test_assert_value (self, "{'headers': ['3', '1', '2'], 'data': [['', 'a', 'b'], ['', '',"
                                     " ''], ['', 'c', 'd']]}");
  sp_grid_select (table_test_get_grid (self), &(SpGridRange){ 0, 1, 0, 0 });
  table_test_activate (self, "table.remove-rows");
  component_test_assert_value (self, "{'headers': ['3', '1', '2'], 'data': [['', 'c', 'd']]}");
  sp_grid_select (table_test_get_grid (self), &(SpGridRange){ 0, 0, 1, 2 });
  table_test_activate (self, "table.remove-columns");
  component_test_assert_value (self, "{'headers': ['3'], 'data': [['']]}");

  component_test_set_props (self, "{'row_count': [1, 'fixed'], 'column_count': [1, 'fixed']}");
  gtk_widget_activate_action (GTK_WIDGET (table_test_get_grid (self)), "table.insert-row", "b", TRUE);
  gtk_widget_activate_action (GTK_WIDGET (table_test_get_grid (self)), "table.insert-column", "b", TRUE);
  component_test_assert_value (self, "{'headers': ['3'], 'data': [['']]}");
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
}

typedef struct {
  SpComponent *self;
  const char  *text;
} Awaited;

static gboolean
has_value (gpointer user_data)
{
  Awaited             *awaited = user_data;
  g_autoptr (JsonNode) expected = component_test_parse (awaited->text);
  g_autoptr (JsonNode) value = sp_component_dup_value (awaited->self);

  return gradio_json_equal (value, expected);
}

static void
test_clipboard (void)
{
  SpComponent     *self = component_test_new ("dataframe");
  GtkWidget       *window = NULL;
  Awaited          pasted = { self,
                              "{'headers': ['a', 'b'], 'data': [[1, 'x'], [1, 'x'], ['', 'y \\\"z'],"
                                       " ['', 'two\\nlines']]}" };
  Awaited          filled = { self,
                              "{'headers': ['a', 'b'], 'data': [[1, 'x'], [1, 'x'], ['', 'f'],"
                                       " ['', 'f']]}" };
  g_autofree char *csv = NULL;

  component_test_set_value (self, "{'headers': ['a', 'b'], 'data': [[1, 'x'], [2, 'y']]}");
  window = component_test_show (self);
  sp_grid_select (table_test_get_grid (self), &(SpGridRange){ 0, 0, 0, 1 });
  table_test_activate (self, "table.copy");
  sp_grid_select (table_test_get_grid (self), &(SpGridRange){ 1, 1, 0, 1 });
  table_test_activate (self, "table.paste");
  component_test_wait (has_value,
                       &(Awaited){ self, "{'headers': ['a', 'b'], 'data': [[1, 'x'], [1,"
                                         " 'x']]}" });

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                          "\"y \"\"z\"\n\"two\nlines\"\n");
  g_signal_emit_by_name (component_test_find (GTK_WIDGET (table_test_get_view (self)), GTK_TYPE_BUTTON, 1),
                         "clicked"); /* adds a row */
  sp_grid_move_cursor (table_test_get_grid (self), 2, 1, FALSE);
  table_test_activate (self, "table.paste"); /* makes another row */
  component_test_wait (has_value, &pasted);
  csv = sp_table_view_dup_csv (table_test_get_view (self));
  g_assert_cmpstr (csv, ==, "a,b\n1,x\n1,x\n,\"y \"\"z\"\n,\"two\nlines\"\n");

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), "f");
  sp_grid_select (table_test_get_grid (self), &(SpGridRange){ 2, 3, 1, 1 });
  table_test_activate (self, "table.paste"); /* one cell fills all that are selected */
  component_test_wait (has_value, &filled);
  table_test_activate (self, "table.clear");
  component_test_assert_value (self, "{'headers': ['a', 'b'], 'data': [[1, 'x'], [1, 'x'], ['', ''],"
                                     " ['', '']]}");
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
}

/* Whatever takes the keys away from what is being written ends that, while GTK still counts on the widget it was in. */
static void
test_leaving (void)
{
  SpComponent *self = component_test_new ("dataframe");
  GtkWidget   *window = NULL;

  component_test_set_props (self, "{'show_search': 'search'}");
  component_test_set_value (self, "{'headers': ['a', 'b'], 'data': [['1', '2']]}");
  window = component_test_show (self);
  table_test_wait (self, 0, 0, "1");
  for (guint i = 0; i < 3; i++) {
    GtkWidget *button = component_test_find (GTK_WIDGET (table_test_get_view (self)), GTK_TYPE_BUTTON, 1 + i % 2);

    sp_grid_move_cursor (table_test_get_grid (self), 0, 0, FALSE);
    sp_grid_edit (table_test_get_grid (self), i == 0 ? "first" : i == 1 ? "second"
                                                                        : "third");
    if (i != 1)
      gtk_widget_grab_focus (component_test_find (GTK_WIDGET (self), GTK_TYPE_SEARCH_ENTRY, 0));
    g_signal_emit_by_name (button, "clicked"); /* adds a row or a column */
    g_assert_false (sp_grid_is_editing (table_test_get_grid (self)));
  }
  component_test_assert_value (self, "{'headers': ['a', 'b', '3'], 'data': [['third', '2', ''], ['', '', ''],"
                                     " ['', '', '']]}");

  /* The rows change their places under it. */
  sp_grid_move_cursor (table_test_get_grid (self), 0, 1, FALSE);
  sp_grid_edit (table_test_get_grid (self), "fourth");
  gtk_widget_activate_action (GTK_WIDGET (table_test_get_grid (self)), "table.insert-row", "b", FALSE);
  sp_grid_move_cursor (table_test_get_grid (self), 1, 0, FALSE);
  sp_grid_edit (table_test_get_grid (self), "fifth");
  g_signal_emit_by_name (table_test_get_grid (self), "header-activated", 0, FALSE);
  table_test_wait (self, 0, 0, "fifth");
  component_test_assert_value (self, "{'headers': ['a', 'b', '3'], 'data': [['', '', ''], ['fifth', 'fourth', ''],"
                                     " ['', '', ''], ['', '', '']]}");
  sp_grid_edit (table_test_get_grid (self), "last");
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
}

static void
notice_cb (SpComponent *self, const char *text, char **notice)
{
  g_free (*notice);
  *notice = g_strdup (text);
}

static gboolean
has_notice (gpointer user_data)
{
  return *(char **) user_data != NULL;
}

static void
test_file (void)
{
  SpComponent      *self = component_test_new ("dataframe");
  g_autoptr (GFile) file = NULL;
  g_autofree char  *path = NULL;
  g_autofree char  *notice = NULL;
  g_autofree char  *written = NULL;
  Awaited           read = { self,
                             "{'headers': ['n', 's'], 'data': [[1.5, 'a;b'], ['x', '']]}" };

  path = g_build_filename (g_get_tmp_dir (), "spaceport-test-table.csv", NULL);
  g_assert_true (g_file_set_contents (path, "\xef\xbb\xbfn;s\r\n1.5;\"a;b\"\r\nx;", -1, NULL));
  file = g_file_new_for_path (path);
  component_test_set_props (self, "{'datatype': ['number', 'str'], 'headers': ['n', 's']}");
  component_test_set_value (self, "{'headers': ['n', 's'], 'data': []}");
  sp_table_view_read_file (table_test_get_view (self), file);
  component_test_wait (has_value, &read);
  g_signal_connect (self, "notice", G_CALLBACK (notice_cb), &notice);
  component_test_set_props (self, "{'col_count': [2, 'fixed'], 'row_count': [2, 'fixed']}");
  g_assert_true (g_file_set_contents (path, "a,b,c\n", -1, NULL));
  sp_table_view_read_file (table_test_get_view (self), file);
  component_test_wait (has_notice, &notice);
  component_test_assert_value (self, read.text);

  g_clear_pointer (&notice, g_free);
  sp_table_view_write_file (table_test_get_view (self), file);
  component_test_wait (has_notice, &notice);
  g_assert_true (g_file_get_contents (path, &written, NULL, NULL));
  g_assert_cmpstr (written, ==, "n,s\n1.5,a;b\nx,\n");
  g_assert_cmpint (g_remove (path), ==, 0);
  g_clear_pointer (&notice, g_free);
  sp_table_view_read_file (table_test_get_view (self), file); /* it is gone */
  component_test_wait (has_notice, &notice);
  g_assert_finalize_object (self);
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);
  g_test_add_func ("/dataframe/edit", test_edit);
  g_test_add_func ("/dataframe/event-data", test_event_data);
  g_test_add_func ("/dataframe/rows-and-columns", test_rows_and_columns);
  g_test_add_func ("/dataframe/clipboard", test_clipboard);
  g_test_add_func ("/dataframe/leaving", test_leaving);
  g_test_add_func ("/dataframe/file", test_file);

  return g_test_run ();
}
