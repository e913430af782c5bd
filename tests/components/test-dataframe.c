/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "component-test.h"

#include "sp-table-view.h"

#include <glib/gstdio.h>

static SpTableView *
get_view (SpComponent *self)
{
  return SP_TABLE_VIEW (component_test_find (GTK_WIDGET (self), SP_TYPE_TABLE_VIEW, 0));
}

static SpGrid *
get_grid (SpComponent *self)
{
  return sp_table_view_get_grid (get_view (self));
}

static void
activate (SpComponent *self, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (get_grid (self)), action, NULL));
}

/* What is typed into the cell, as the editor gives it. */
static void
type (SpComponent *self, int row, int column, const char *text)
{
  sp_grid_move_cursor (get_grid (self), row, column, FALSE);
  sp_grid_edit (get_grid (self), text);
  g_assert_true (sp_grid_is_editing (get_grid (self)));
  sp_grid_end_edit (get_grid (self), TRUE);
}

static const char *
get_shown (SpComponent *self, int row, int column)
{
  SpGridCell *cell = sp_grid_get_cell (get_grid (self), row, column);

  g_assert_nonnull (cell);

  return sp_grid_cell_get_text (cell);
}

typedef struct {
  SpComponent *self;
  int          row;
  int          column;
  const char  *text;
} Shown;

static gboolean
is_shown (gpointer user_data)
{
  Shown      *shown = user_data;
  SpGridCell *cell = sp_grid_get_cell (get_grid (shown->self), shown->row, shown->column);

  return cell != NULL && g_str_equal (sp_grid_cell_get_text (cell), shown->text);
}

static void
wait_for (SpComponent *self, int row, int column, const char *text)
{
  Shown shown = { self, row, column, text };

  component_test_wait (is_shown, &shown);
}

static void
test_generations (void)
{
  component_test_generations ("dataframe");
}

static void
test_hostile (void)
{
  component_test_hostile ("dataframe");
}

/* What a column of a strange table holds is nobody's promise. */
static void
test_strange_props (void)
{
  static const char *const members[] = { "headers", "datatype", "row_count",
                                         "col_count", "column_count", "column_widths",
                                         "static_columns", "pinned_columns", "max_chars",
                                         "row_limits", "column_limits", "show_search" };
  static const char *const values[] = { "null",
                                        "[]",
                                        "[null]",
                                        "[[1], {}, 'x', -4, 1e300]",
                                        "'filter'",
                                        "-7",
                                        "99999999999",
                                        "{'a': 1}",
                                        "[1, 'fixed']",
                                        "[-3, -4]" };
  SpComponent             *self = component_test_new ("dataframe");
  GtkWidget               *window = NULL;

  component_test_set_value (self, "{'headers': [1, null, {'a': 2}], 'data': [[1, [2], {'b': null}],"
                                  " 7, [], [1, 2, 3, 4, 5]], 'metadata': {'styling': [[1]]}}");
  window = component_test_show (self);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++) {
    for (guint j = 0; j < G_N_ELEMENTS (values); j++) {
      g_autofree char *props = g_strdup_printf ("{'%s': %s}", members[i], values[j]);

      component_test_set_props (self, props);
    }
  }
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
}

static void
test_shapes (void)
{
  static const char *const shapes[] = {
    "{'headers': [1, 2], 'data': [['a', 1.5], [null, true]], 'metadata': null}",
    "{'headers': ['a', 'a', ''], 'data': [[1], [1, 2, 3, 4], []]}",
    "{'headers': [['x', 'y'], ['x', 'z']], 'data': [[1, 2]], 'metadata': null}",
    "[[1, 2], [3, 4]]",
    "null",
    "'no table'",
  };
  SpComponent *self = component_test_new ("dataframe");

  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++) {
    component_test_set_value (self, shapes[i]);
    component_test_assert_value (self, shapes[i]);
  }
  g_assert_finalize_object (self);
}

static void
test_shown (void)
{
  SpComponent *self = component_test_new ("dataframe");
  GtkWidget   *window = NULL;

  component_test_set_props (self,
                            "{'datatype': ['str', 'number', 'markdown', 'html'], 'headers': ['a',"
                            " 'b', 'c', 'd'], 'interactive': false, 'show_row_numbers': true}");
  component_test_set_value (self, "{'headers': ['a', 'b', 'c', ['d', 'e']], 'data': [['x', 0.1,"
                                  " '**b**', '<i>h</i>'], [null, 12, '', [1, 2]], ['y']],"
                                  " 'metadata': {'display_value': [['X!', '0.10']], 'styling':"
                                  " [['color: red']]}}");
  window = component_test_show (self);
  wait_for (self, -1, 3, "d / e");
  g_assert_cmpstr (get_shown (self, 0, 0), ==, "X!");
  g_assert_cmpstr (get_shown (self, 0, 1), ==, "0.10");
  g_assert_cmpstr (get_shown (self, 0, 2), ==, "<b>b</b>");
  g_assert_cmpstr (get_shown (self, 0, 3), ==, "h");
  g_assert_cmpstr (get_shown (self, 1, 0), ==, "");
  g_assert_cmpstr (get_shown (self, 1, 3), ==, "[1,2]");
  g_assert_cmpstr (get_shown (self, 2, 3), ==, "");
  g_assert_cmpstr (get_shown (self, 2, -1), ==, "3");

  component_test_set_props (self, "{'max_chars': 2, 'interactive': true}");
  component_test_set_value (self, "{'headers': ['a'], 'data': [['abcdef']]}");
  wait_for (self, 0, 0, "ab…");
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
}

/* What is shown is not what is sorted, copied and edited. */
static void
test_display_values (void)
{
  SpComponent     *self = component_test_new ("dataframe");
  GtkWidget       *window = NULL;
  g_autofree char *csv = NULL;

  component_test_set_props (self, "{'interactive': false}");
  component_test_set_value (self, "{'headers': ['a'], 'data': [[10], [9]], 'metadata':"
                                  " {'display_value': [['1e1'], ['nine']], 'styling': null}}");
  window = component_test_show (self);
  wait_for (self, 0, 0, "1e1");
  g_signal_emit_by_name (get_grid (self), "header-activated", 0, FALSE);
  wait_for (self, 0, 0, "nine");
  csv = sp_table_view_dup_csv (get_view (self));
  g_assert_cmpstr (csv, ==, "a\n9\n10\n");

  sp_component_set_interactive (self, TRUE); /* then the cells are what is edited */
  wait_for (self, 0, 0, "9");
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
}

static void
test_sort (void)
{
  SpComponent *self = component_test_new ("dataframe");
  GtkWidget   *window = NULL;

  component_test_set_value (self, "{'headers': ['n', 's'], 'data': [[10, 'b'], [9, 'a'], [null, 'c'],"
                                  " [100, 'a']]}");
  window = component_test_show (self);
  wait_for (self, 0, 0, "10");
  g_signal_emit_by_name (get_grid (self), "header-activated", 0, FALSE);
  wait_for (self, 0, 0, "9");
  wait_for (self, 3, 0, ""); /* nothing is last */
  g_assert_cmpstr (get_shown (self, -1, 0), ==, "n ↑");
  g_signal_emit_by_name (get_grid (self), "header-activated", 0, FALSE);
  wait_for (self, 0, 0, "100");
  wait_for (self, 3, 0, "");
  g_signal_emit_by_name (get_grid (self), "header-activated", 0, FALSE);
  wait_for (self, 0, 0, "10");

  g_signal_emit_by_name (get_grid (self), "header-activated", 1, FALSE);
  g_signal_emit_by_name (get_grid (self), "header-activated", 0, TRUE);
  g_signal_emit_by_name (get_grid (self), "header-activated", 0, TRUE);
  wait_for (self, 0, 0, "100");
  wait_for (self, 1, 0, "9");
  g_assert_cmpstr (get_shown (self, -1, 1), ==, "s ↑1");
  g_assert_cmpstr (get_shown (self, -1, 0), ==, "n ↓2");

  /* The row that is edited is the one that is seen, and it stays where it is. */
  type (self, 0, 0, "1");
  component_test_assert_value (self, "{'headers': ['n', 's'], 'data': [[10, 'b'], [9, 'a'],"
                                     " [null, 'c'], [1, 'a']]}");
  wait_for (self, 0, 0, "1");
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
}

static void
test_search (void)
{
  SpComponent *self = component_test_new ("dataframe");
  GtkWidget   *window = NULL;
  GtkWidget   *entry = NULL;

  component_test_set_props (self, "{'show_search': 'filter'}");
  component_test_set_value (self, "{'headers': ['a'], 'data': [['Ärger'], ['b'], ['ärmel']]}");
  window = component_test_show (self);
  entry = component_test_find (GTK_WIDGET (self), GTK_TYPE_SEARCH_ENTRY, 0);
  gtk_editable_set_text (GTK_EDITABLE (entry), "är");
  wait_for (self, 1, 0, "ärmel");
  component_test_assert_value (self, "{'headers': ['a'], 'data': [['Ärger'], ['b'], ['ärmel']]}");

  g_signal_emit_by_name (component_test_find (GTK_WIDGET (self), GTK_TYPE_BUTTON, 0), "clicked");
  component_test_assert_value (self, "{'headers': ['a'], 'data': [['Ärger'], ['ärmel']]}");
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
}

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
  type (self, 0, 0, "2.5");
  g_assert_cmpstr (events->str, ==, "select change input edit ");
  type (self, 0, 1, "7");

  /* The value that is there already takes nothing away from who is writing. */
  sp_grid_edit (get_grid (self), "unfinished");
  component_test_set_value (self, "{'headers': ['n', 's', 'b', 'f'], 'data': [[2.5, '7', true,"
                                  " 'x']], 'metadata': null}");
  g_assert_true (sp_grid_is_editing (get_grid (self)));
  sp_grid_end_edit (get_grid (self), FALSE);

  sp_grid_move_cursor (get_grid (self), 0, 2, FALSE);
  sp_grid_edit (get_grid (self), NULL); /* ticks it off */
  sp_grid_move_cursor (get_grid (self), 0, 3, FALSE);
  sp_grid_edit (get_grid (self), NULL); /* opens to be read */
  g_assert_true (sp_grid_is_editing (get_grid (self)));
  g_assert_false (gtk_text_view_get_editable (
    GTK_TEXT_VIEW (component_test_find (GTK_WIDGET (self), GTK_TYPE_TEXT_VIEW, 0))));
  sp_grid_end_edit (get_grid (self), TRUE);
  component_test_assert_value (self, "{'headers': ['n', 's', 'b', 'f'], 'data': [[2.5, '7', false,"
                                     " 'x']], 'metadata': null}");

  type (self, -1, 1, "name");
  component_test_assert_value (self, "{'headers': ['n', 'name', 'b', 'f'], 'data': [[2.5, '7',"
                                     " false, 'x']], 'metadata': null}");
  for (int i = 0; i < 4; i++)
    activate (self, "table.undo");
  component_test_assert_value (self, "{'headers': ['n', 's', 'b', 'f'], 'data': [[1, 'a', true,"
                                     " 'x']], 'metadata': null}");
  activate (self, "table.redo");
  component_test_assert_value (self, "{'headers': ['n', 's', 'b', 'f'], 'data': [[2.5, 'a', true,"
                                     " 'x']], 'metadata': null}");

  sp_grid_move_cursor (get_grid (self), 0, 0, FALSE);
  sp_grid_edit (get_grid (self), "9");
  sp_grid_end_edit (get_grid (self), FALSE); /* Escape */
  g_string_truncate (events, 0);
  component_test_set_props (self, "{'interactive': false}");
  sp_grid_edit (get_grid (self), "8");
  g_assert_false (sp_grid_is_editing (get_grid (self)));
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
  sp_grid_move_cursor (get_grid (self), 0, 1, FALSE);
  g_assert_cmpstr (have, ==,
                   "{\"index\":[0,1],\"value\":\"a\",\"row_value\":[1,\"a\"],"
                   "\"col_value\":[\"a\",\"b\"]}");
  type (self, 0, 1, "aZ");
  g_assert_cmpstr (have, ==, "{\"index\":[0,1],\"value\":\"aZ\",\"previous_value\":\"a\"}");

  component_test_set_props (self, "{'_selectable': false}"); /* nobody listens */
  g_clear_pointer (&have, g_free);
  sp_grid_move_cursor (get_grid (self), 1, 1, FALSE);
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
  sp_grid_move_cursor (get_grid (self), 0, 0, FALSE);
  gtk_widget_activate_action (GTK_WIDGET (get_grid (self)), "table.insert-row", "b", TRUE);
  gtk_widget_activate_action (GTK_WIDGET (get_grid (self)), "table.insert-row", "b", TRUE);
  component_test_assert_value (self, "{'headers': ['1', '2'], 'data': [['a', 'b'], ['', ''], ['c',"
                                     " 'd']]}");
  gtk_widget_activate_action (GTK_WIDGET (get_grid (self)), "table.insert-column", "b", FALSE);
  component_test_assert_value (self, "{'headers': ['3', '1', '2'], 'data': [['', 'a', 'b'], ['', '',"
                                     " ''], ['', 'c', 'd']]}");
  sp_grid_select (get_grid (self), &(SpGridRange){ 0, 1, 0, 0 });
  activate (self, "table.remove-rows");
  component_test_assert_value (self, "{'headers': ['3', '1', '2'], 'data': [['', 'c', 'd']]}");
  sp_grid_select (get_grid (self), &(SpGridRange){ 0, 0, 1, 2 });
  activate (self, "table.remove-columns");
  component_test_assert_value (self, "{'headers': ['3'], 'data': [['']]}");

  component_test_set_props (self, "{'row_count': [1, 'fixed'], 'column_count': [1, 'fixed']}");
  gtk_widget_activate_action (GTK_WIDGET (get_grid (self)), "table.insert-row", "b", TRUE);
  gtk_widget_activate_action (GTK_WIDGET (get_grid (self)), "table.insert-column", "b", TRUE);
  component_test_assert_value (self, "{'headers': ['3'], 'data': [['']]}");
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
}

static gboolean
has_value (gpointer user_data)
{
  Shown               *shown = user_data;
  g_autoptr (JsonNode) expected = component_test_parse (shown->text);
  g_autoptr (JsonNode) value = sp_component_dup_value (shown->self);

  return gradio_json_equal (value, expected);
}

static void
test_clipboard (void)
{
  SpComponent     *self = component_test_new ("dataframe");
  GtkWidget       *window = NULL;
  Shown            pasted = { self, 0, 0,
                              "{'headers': ['a', 'b'], 'data': [[1, 'x'], [1, 'x'], ['', 'y \\\"z'],"
                                         " ['', 'two\\nlines']]}" };
  Shown            filled = { self, 0, 0,
                              "{'headers': ['a', 'b'], 'data': [[1, 'x'], [1, 'x'], ['', 'f'],"
                                         " ['', 'f']]}" };
  g_autofree char *csv = NULL;

  component_test_set_value (self, "{'headers': ['a', 'b'], 'data': [[1, 'x'], [2, 'y']]}");
  window = component_test_show (self);
  sp_grid_select (get_grid (self), &(SpGridRange){ 0, 0, 0, 1 });
  activate (self, "table.copy");
  sp_grid_select (get_grid (self), &(SpGridRange){ 1, 1, 0, 1 });
  activate (self, "table.paste");
  component_test_wait (has_value,
                       &(Shown){ self, 0, 0, "{'headers': ['a', 'b'], 'data': [[1, 'x'], [1,"
                                             " 'x']]}" });

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                          "\"y \"\"z\"\n\"two\nlines\"\n");
  g_signal_emit_by_name (component_test_find (GTK_WIDGET (get_view (self)), GTK_TYPE_BUTTON, 1),
                         "clicked"); /* adds a row */
  sp_grid_move_cursor (get_grid (self), 2, 1, FALSE);
  activate (self, "table.paste"); /* makes another row */
  component_test_wait (has_value, &pasted);
  csv = sp_table_view_dup_csv (get_view (self));
  g_assert_cmpstr (csv, ==, "a,b\n1,x\n1,x\n,\"y \"\"z\"\n,\"two\nlines\"\n");

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), "f");
  sp_grid_select (get_grid (self), &(SpGridRange){ 2, 3, 1, 1 });
  activate (self, "table.paste"); /* one cell fills all that are selected */
  component_test_wait (has_value, &filled);
  activate (self, "table.clear");
  component_test_assert_value (self, "{'headers': ['a', 'b'], 'data': [[1, 'x'], [1, 'x'], ['', ''],"
                                     " ['', '']]}");
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
  Shown             read = { self, 0, 0,
                             "{'headers': ['n', 's'], 'data': [[1.5, 'a;b'], ['x', '']]}" };

  path = g_build_filename (g_get_tmp_dir (), "spaceport-test-table.csv", NULL);
  g_assert_true (g_file_set_contents (path, "\xef\xbb\xbfn;s\r\n1.5;\"a;b\"\r\nx;", -1, NULL));
  file = g_file_new_for_path (path);
  component_test_set_props (self, "{'datatype': ['number', 'str'], 'headers': ['n', 's']}");
  component_test_set_value (self, "{'headers': ['n', 's'], 'data': []}");
  sp_table_view_read_file (get_view (self), file);
  component_test_wait (has_value, &read);
  g_signal_connect (self, "notice", G_CALLBACK (notice_cb), &notice);
  component_test_set_props (self, "{'col_count': [2, 'fixed'], 'row_count': [2, 'fixed']}");
  g_assert_true (g_file_set_contents (path, "a,b,c\n", -1, NULL));
  sp_table_view_read_file (get_view (self), file);
  component_test_wait (has_notice, &notice);
  component_test_assert_value (self, read.text);

  g_clear_pointer (&notice, g_free);
  sp_table_view_write_file (get_view (self), file);
  component_test_wait (has_notice, &notice);
  g_assert_true (g_file_get_contents (path, &written, NULL, NULL));
  g_assert_cmpstr (written, ==, "n,s\n1.5,a;b\nx,\n");
  g_assert_cmpint (g_remove (path), ==, 0);
  g_clear_pointer (&notice, g_free);
  sp_table_view_read_file (get_view (self), file); /* it is gone */
  component_test_wait (has_notice, &notice);
  g_assert_finalize_object (self);
}

static JsonNode *
create_large (guint n_rows, guint n_columns)
{
  g_autoptr (GString) text = g_string_new ("{\"headers\":[");

  for (guint i = 0; i < n_columns; i++)
    g_string_append_printf (text, "%s\"c%u\"", i > 0 ? "," : "", i);
  g_string_append (text, "],\"data\":[");
  for (guint i = 0; i < n_rows; i++) {
    g_string_append (text, i > 0 ? ",[" : "[");
    for (guint j = 0; j < n_columns; j++)
      g_string_append_printf (text, "%s%u", j > 0 ? "," : "", (i * 7919 + j) % n_rows);
    g_string_append_c (text, ']');
  }
  g_string_append (text, "],\"metadata\":null}");

  return gradio_json_parse (text->str, (gssize) text->len, NULL);
}

static guint
count_cells (GtkWidget *widget)
{
  guint n_cells = SP_IS_GRID_CELL (widget) ? 1 : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n_cells += count_cells (child);

  return n_cells;
}

/* The number of widgets goes with what can be seen; sorting and searching come back from a thread. */
static void
test_large (void)
{
  SpComponent         *self = component_test_new ("dataframe");
  g_autoptr (JsonNode) value = create_large (100000, 10);
  GtkWidget           *window = NULL;

  sp_component_set_props (self, NULL);
  component_test_set_props (self, "{'show_search': 'search'}");
  window = component_test_show (self);
  sp_component_set_value (self, value);
  wait_for (self, 1, 0, "7919");
  g_assert_cmpuint (count_cells (GTK_WIDGET (self)), <, 400);

  sp_grid_move_cursor (get_grid (self), 99999, 9, FALSE);
  wait_for (self, 99999, 9, "92090");
  g_assert_cmpuint (count_cells (GTK_WIDGET (self)), <, 400);

  sp_grid_move_cursor (get_grid (self), 0, 0, FALSE);
  g_signal_emit_by_name (get_grid (self), "header-activated", 0, FALSE);
  wait_for (self, 1, 0, "1");
  gtk_editable_set_text (
    GTK_EDITABLE (component_test_find (GTK_WIDGET (self), GTK_TYPE_SEARCH_ENTRY, 0)), "99999");
  wait_for (self, 0, 0, "99990"); /* its last column is the first to hold it */
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
}

static void
test_many_columns (void)
{
  SpComponent         *self = component_test_new ("dataframe");
  g_autoptr (JsonNode) value = create_large (30, 1000);
  GtkWidget           *window = NULL;

  component_test_set_props (self, "{'pinned_columns': 1, 'interactive': false}");
  sp_component_set_value (self, value);
  component_test_set_props (self, "{'pinned_columns': 1}");
  window = component_test_show (self);
  wait_for (self, -1, 0, "c0");
  sp_grid_move_cursor (get_grid (self), 2, 999, FALSE);
  wait_for (self, -1, 999, "c999");
  g_assert_cmpstr (get_shown (self, -1, 0), ==, "c0"); /* it stays */
  g_assert_null (sp_grid_get_cell (get_grid (self), -1, 1));
  g_assert_cmpuint (count_cells (GTK_WIDGET (self)), <, 600);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
}

static void
press (SpComponent *self, guint keyval, GdkModifierType state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (get_grid (self)));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
    gboolean                       handled = FALSE;

    if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
      g_signal_emit_by_name (controller, "key-pressed", keyval, 0, state, &handled);
  }
}

static void
assert_cursor (SpComponent *self, int row, int column)
{
  int have_row = 0, have_column = 0;

  g_assert_true (sp_grid_get_cursor (get_grid (self), &have_row, &have_column));
  g_assert_cmpint (have_row, ==, row);
  g_assert_cmpint (have_column, ==, column);
}

static void
test_keys (void)
{
  SpComponent         *self = component_test_new ("dataframe");
  g_autoptr (JsonNode) value = create_large (50, 4);
  GtkWidget           *window = NULL;
  SpGridRange          range;

  sp_component_set_value (self, value);
  window = component_test_show (self);
  wait_for (self, -1, 0, "c0");
  g_assert_true (gtk_widget_grab_focus (GTK_WIDGET (get_grid (self))));
  assert_cursor (self, 0, 0);
  press (self, GDK_KEY_Down, 0);
  press (self, GDK_KEY_Right, 0);
  assert_cursor (self, 1, 1);
  press (self, GDK_KEY_End, GDK_CONTROL_MASK);
  assert_cursor (self, 49, 3);
  press (self, GDK_KEY_Home, 0);
  assert_cursor (self, 49, 0);
  press (self, GDK_KEY_Home, GDK_CONTROL_MASK);
  press (self, GDK_KEY_Down, GDK_SHIFT_MASK);
  press (self, GDK_KEY_Right, GDK_SHIFT_MASK);
  g_assert_true (sp_grid_get_selection (get_grid (self), &range));
  g_assert_cmpint (range.first_row, ==, 0);
  g_assert_cmpint (range.last_row, ==, 1);
  g_assert_cmpint (range.last_column, ==, 1);

  press (self, GDK_KEY_Home, GDK_CONTROL_MASK);
  press (self, GDK_KEY_8, 0); /* typing replaces */
  g_assert_true (sp_grid_is_editing (get_grid (self)));
  sp_grid_end_edit (get_grid (self), TRUE);
  wait_for (self, 0, 0, "8");
  press (self, GDK_KEY_z, GDK_CONTROL_MASK);
  wait_for (self, 0, 0, "0");
  press (self, GDK_KEY_Up, 0); /* into the headers */
  assert_cursor (self, -1, 0);
  press (self, GDK_KEY_Return, 0);
  wait_for (self, -1, 0, "c0 ↑");
  press (self, GDK_KEY_a, GDK_CONTROL_MASK);
  g_assert_true (sp_grid_get_selection (get_grid (self), &range));
  g_assert_cmpint (range.last_row, ==, 49);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
}

static void
test_wrap (void)
{
  SpComponent *self = component_test_new ("dataframe");
  GtkWidget   *window = NULL;

  component_test_set_props (self, "{'wrap': true, 'column_widths': ['100px', '50%']}");
  component_test_set_value (self,
                            "{'headers': ['a', 'b'], 'data': [['one two three four five six seven"
                            " eight nine ten eleven twelve', 1], ['x', 2]]}");
  component_test_set_props (self, "{'column_widths': ['100px', '50%']}");
  window = component_test_show (self);
  wait_for (self, 0, 1, "1");
  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (sp_grid_get_cell (get_grid (self), 0, 0))), >,
                   gtk_widget_get_height (GTK_WIDGET (sp_grid_get_cell (get_grid (self), 1, 0))));
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
}

static void
test_styles (void)
{
  const GdkRGBA white = { 1, 1, 1, 1 };
  GdkRGBA       color;
  SpCellStyle   style;

  sp_cell_style_parse ("background-color: lightgreen; color: #112233; font-weight: bold;"
                       " font-style: italic; text-align: center; opacity: 0.5; x; : ;",
                       &style);
  g_assert_true (style.has_background);
  g_assert_true (style.has_color);
  g_assert_true (style.bold);
  g_assert_true (style.italic);
  g_assert_cmpfloat (style.xalign, ==, 0.5);
  g_assert_cmpfloat (style.opacity, ==, 0.5);

  sp_cell_style_parse ("width: 10em; background: linear-gradient(90deg, rgba(95, 186, 125, 0.5)"
                       " 79.3%, transparent 79.3%)",
                       &style);
  g_assert_cmpuint (style.n_stops, ==, 2);
  g_assert_cmpfloat_with_epsilon (style.stops[0].offset, 0.793, 0.0001);
  g_assert_cmpfloat_with_epsilon (style.stops[1].offset, 0.793, 0.0001);

  /* White text of a dark theme on a light cell would not be read. */
  sp_cell_style_parse ("background-color: yellow", &style);
  sp_cell_style_get_text_color (&style, &white, &color);
  g_assert_cmpfloat (color.red, ==, 0);

  sp_cell_style_parse ("background: linear-gradient(", &style);
  g_assert_cmpuint (style.n_stops, ==, 0);
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);
  g_test_add_func ("/dataframe/generations", test_generations);
  g_test_add_func ("/dataframe/hostile", test_hostile);
  g_test_add_func ("/dataframe/strange-props", test_strange_props);
  g_test_add_func ("/dataframe/shapes", test_shapes);
  g_test_add_func ("/dataframe/shown", test_shown);
  g_test_add_func ("/dataframe/display-values", test_display_values);
  g_test_add_func ("/dataframe/sort", test_sort);
  g_test_add_func ("/dataframe/search", test_search);
  g_test_add_func ("/dataframe/edit", test_edit);
  g_test_add_func ("/dataframe/event-data", test_event_data);
  g_test_add_func ("/dataframe/rows-and-columns", test_rows_and_columns);
  g_test_add_func ("/dataframe/clipboard", test_clipboard);
  g_test_add_func ("/dataframe/file", test_file);
  g_test_add_func ("/dataframe/large", test_large);
  g_test_add_func ("/dataframe/many-columns", test_many_columns);
  g_test_add_func ("/dataframe/keys", test_keys);
  g_test_add_func ("/dataframe/wrap", test_wrap);
  g_test_add_func ("/dataframe/styles", test_styles);

  return g_test_run ();
}
