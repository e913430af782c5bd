/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A table as it is shown. */

#include "table-test.h"

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
  table_test_wait (self, -1, 3, "d / e");
  g_assert_cmpstr (table_test_get_shown (self, 0, 0), ==, "X!");
  g_assert_cmpstr (table_test_get_shown (self, 0, 1), ==, "0.10");
  g_assert_cmpstr (table_test_get_shown (self, 0, 2), ==, "<b>b</b>");
  g_assert_cmpstr (table_test_get_shown (self, 0, 3), ==, "h");
  g_assert_cmpstr (table_test_get_shown (self, 1, 0), ==, "");
  g_assert_cmpstr (table_test_get_shown (self, 1, 3), ==, "[1,2]");
  g_assert_cmpstr (table_test_get_shown (self, 2, 3), ==, "");
  g_assert_cmpstr (table_test_get_shown (self, 2, -1), ==, "3");

  component_test_set_props (self, "{'max_chars': 2, 'interactive': true}");
  component_test_set_value (self, "{'headers': ['a'], 'data': [['abcdef']]}");
  table_test_wait (self, 0, 0, "ab…");
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
  table_test_wait (self, 0, 0, "1e1");
  g_signal_emit_by_name (table_test_get_grid (self), "header-activated", 0, FALSE);
  table_test_wait (self, 0, 0, "nine");
  csv = sp_table_view_dup_csv (table_test_get_view (self));
  g_assert_cmpstr (csv, ==, "a\n9\n10\n");

  sp_component_set_interactive (self, TRUE); /* then the cells are what is edited */
  table_test_wait (self, 0, 0, "9");
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
  table_test_wait (self, 0, 1, "1");
  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (sp_grid_get_cell (table_test_get_grid (self), 0, 0))), >,
                   gtk_widget_get_height (GTK_WIDGET (sp_grid_get_cell (table_test_get_grid (self), 1, 0))));
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

  sp_cell_style_parse ("background: linear-gradient(90deg, rgba(220,242,220) 40%, transparent 40%)", &style);
  g_assert_cmpuint (style.n_stops, ==, 2);
  g_assert_cmpfloat_with_epsilon (style.stops[0].color.alpha, 1, 0.0001);

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
  g_test_add_func ("/dataframe/wrap", test_wrap);
  g_test_add_func ("/dataframe/styles", test_styles);

  return g_test_run ();
}
