/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Finding the way in a table. */

#include "table-test.h"

#include "sp-grid-private.h"
#include "sp-table-filter-form.h"
#include "sp-table-view-private.h"

static void
test_sort (void)
{
  SpComponent *self = component_test_new ("dataframe");
  GtkWidget   *window = NULL;

  component_test_set_value (self, "{'headers': ['n', 's'], 'data': [[10, 'b'], [9, 'a'], [null, 'c'],"
                                  " [100, 'a']]}");
  window = component_test_show (self);
  table_test_wait (self, 0, 0, "10");
  g_signal_emit_by_name (table_test_get_grid (self), "header-activated", 0, FALSE);
  table_test_wait (self, 0, 0, "9");
  table_test_wait (self, 3, 0, ""); /* nothing is last */
  g_assert_cmpstr (table_test_get_shown (self, -1, 0), ==, "n ↑");
  g_signal_emit_by_name (table_test_get_grid (self), "header-activated", 0, FALSE);
  table_test_wait (self, 0, 0, "100");
  table_test_wait (self, 3, 0, "");
  g_signal_emit_by_name (table_test_get_grid (self), "header-activated", 0, FALSE);
  table_test_wait (self, 0, 0, "10");

  g_signal_emit_by_name (table_test_get_grid (self), "header-activated", 1, FALSE);
  g_signal_emit_by_name (table_test_get_grid (self), "header-activated", 0, TRUE);
  g_signal_emit_by_name (table_test_get_grid (self), "header-activated", 0, TRUE);
  table_test_wait (self, 0, 0, "100");
  table_test_wait (self, 1, 0, "9");
  g_assert_cmpstr (table_test_get_shown (self, -1, 1), ==, "s ↑1");
  g_assert_cmpstr (table_test_get_shown (self, -1, 0), ==, "n ↓2");

  /* The row that is edited is the one that is seen, and it stays where it is. */
  table_test_type (self, 0, 0, "1");
  component_test_assert_value (self, "{'headers': ['n', 's'], 'data': [[10, 'b'], [9, 'a'],"
                                     " [null, 'c'], [1, 'a']]}");
  table_test_wait (self, 0, 0, "1");
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
}

static void
test_search (void)
{
  SpComponent *self = component_test_new ("dataframe");
  GtkWidget   *window = NULL;
  GtkWidget   *entry = NULL;
  GtkWidget   *view = NULL;

  component_test_set_props (self, "{'show_search': 'filter'}");
  component_test_set_value (self, "{'headers': ['a'], 'data': [['Ärger'], ['b'], ['ärmel']]}");
  window = component_test_show (self);
  entry = component_test_find (GTK_WIDGET (self), GTK_TYPE_SEARCH_ENTRY, 0);
  gtk_editable_set_text (GTK_EDITABLE (entry), "är");
  table_test_wait (self, 1, 0, "ärmel");
  component_test_assert_value (self, "{'headers': ['a'], 'data': [['Ärger'], ['b'], ['ärmel']]}");

  view = component_test_find (GTK_WIDGET (self), SP_TYPE_TABLE_VIEW, 0);
  g_signal_emit_by_name (component_test_find (view, GTK_TYPE_BUTTON, 0), "clicked"); /* keeps the rows */
  component_test_assert_value (self, "{'headers': ['a'], 'data': [['Ärger'], ['ärmel']]}");
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
}

static void
assert_rows (SpComponent *self, const char *csv)
{
  g_autofree char *have = sp_table_view_dup_csv (table_test_get_view (self));

  g_assert_cmpstr (have, ==, csv);
}

static void
filter (SpComponent *self, guint column, SpTableFilterRule rule, const char *text)
{
  sp_table_view_set_filter (table_test_get_view (self), column, sp_table_filter_new (column, rule, text));
}

/* What is asked of several columns counts together, and the value is the whole table. */
static void
test_filter (void)
{
  static const char *const value =
    "{'headers': ['n', 's'], 'data': [[10, 'Anna'], [9, 'Bea'], [null, 'anton'], ['11', '']]}";
  SpComponent *self = component_test_new ("dataframe");
  GtkWidget   *window = NULL;

  component_test_set_value (self, value);
  window = component_test_show (self);
  table_test_wait (self, 0, 0, "10");
  filter (self, 0, SP_TABLE_FILTER_GREATER, "9");
  assert_rows (self, "n,s\n10,Anna\n11,\n");
  table_test_wait (self, -1, 0, "n ▾");
  filter (self, 1, SP_TABLE_FILTER_STARTS, "AN");
  assert_rows (self, "n,s\n10,Anna\n");
  component_test_assert_value (self, value);

  filter (self, 0, SP_TABLE_FILTER_EMPTY, "");
  assert_rows (self, "n,s\n,anton\n");
  filter (self, 0, SP_TABLE_FILTER_LESS, "no number"); /* asks for nothing */
  g_signal_emit_by_name (table_test_get_grid (self), "header-activated", 1, FALSE);
  g_signal_emit_by_name (table_test_get_grid (self), "header-activated", 1, FALSE);
  assert_rows (self, "n,s\n,anton\n10,Anna\n");

  /* The row that is written is the one that is seen. */
  table_test_type (self, 1, 0, "12");
  assert_rows (self, "n,s\n,anton\n12,Anna\n");
  component_test_assert_value (self, "{'headers': ['n', 's'], 'data': [[12, 'Anna'], [9, 'Bea'], [null, 'anton'],"
                                     " ['11', '']]}");

  /* Columns that change their places are no longer asked. */
  gtk_widget_activate_action (GTK_WIDGET (table_test_get_grid (self)), "table.insert-column", "b", FALSE);
  assert_rows (self, "3,n,s\n,12,Anna\n,9,Bea\n,,anton\n,11,\n");
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
}

static void
test_filter_rules (void)
{
  static const struct {
    SpTableFilterRule rule;
    const char       *text;
    const char       *matches; /* cells of the row below */
  } rules[] = {
    { SP_TABLE_FILTER_CONTAINS, "B", "1" },
    { SP_TABLE_FILTER_LACKS, "b", "02345" },
    { SP_TABLE_FILTER_STARTS, "a", "1" },
    { SP_TABLE_FILTER_ENDS, "É", "1" },
    { SP_TABLE_FILTER_IS, "abé", "1" },
    { SP_TABLE_FILTER_IS_NOT, "ABÉ", "02345" },
    { SP_TABLE_FILTER_EQUAL, "7", "03" },
    { SP_TABLE_FILTER_UNEQUAL, "7", "1245" },
    { SP_TABLE_FILTER_GREATER, "7", "4" },
    { SP_TABLE_FILTER_LESS, "7.5", "03" },
    { SP_TABLE_FILTER_AT_LEAST, "7", "034" },
    { SP_TABLE_FILTER_AT_MOST, "7", "03" },
    { SP_TABLE_FILTER_EMPTY, "", "2" },
    { SP_TABLE_FILTER_NOT_EMPTY, "", "01345" },
  };
  g_autoptr (JsonNode) row = component_test_parse ("[7, 'ABé', null, '7', 1e308, {'x': 1}]");

  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++) {
    g_autoptr (SpTableFilter) filter = sp_table_filter_new (0, rules[i].rule, rules[i].text);
    g_autoptr (GString)       have = g_string_new (NULL);

    for (guint c = 0; c < 6; c++) {
      if (sp_table_filter_matches (filter, json_array_get_element (json_node_get_array (row), c)))
        g_string_append_printf (have, "%u", c);
    }
    g_assert_cmpstr (have->str, ==, rules[i].matches);
  }
  g_assert_null (sp_table_filter_new (0, SP_TABLE_FILTER_IS, ""));
  g_assert_null (sp_table_filter_new (0, SP_TABLE_FILTER_LESS, "x"));
}

static gboolean
is_refused (gpointer entry)
{
  return gtk_widget_has_css_class (entry, "error");
}

static gboolean
is_heard (gpointer n_changes)
{
  return *(guint *) n_changes > 0;
}

static void
count_cb (SpTableFilterForm *form, guint *n_changes)
{
  (*n_changes)++;
}

static void
test_filter_form (void)
{
  g_autoptr (SpTableFilter) before = sp_table_filter_new (3, SP_TABLE_FILTER_AT_MOST, "7");
  g_autoptr (SpTableFilter) after = NULL;
  GtkWidget                *form = sp_table_filter_form_new (3, TRUE, before);
  GtkWidget                *window = gtk_window_new ();
  GtkWidget                *entry = component_test_find (form, GTK_TYPE_SEARCH_ENTRY, 1); /* the list has one, too */
  GtkWidget                *rule = component_test_find (form, GTK_TYPE_DROP_DOWN, 0);
  guint                     n_changes = 0;

  gtk_window_set_child (GTK_WINDOW (window), form);
  gtk_window_present (GTK_WINDOW (window));
  g_signal_connect (form, "changed", G_CALLBACK (count_cb), &n_changes);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "7");
  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (rule)), ==, 5);
  gtk_editable_set_text (GTK_EDITABLE (entry), "8");
  component_test_wait (is_heard, &n_changes);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (rule), 2);
  after = sp_table_filter_form_dup_filter (SP_TABLE_FILTER_FORM (form));
  g_assert_cmpint (sp_table_filter_get_rule (after), ==, SP_TABLE_FILTER_GREATER);
  g_assert_cmpuint (sp_table_filter_get_column (after), ==, 3);
  g_assert_cmpstr (sp_table_filter_get_text (after), ==, "8");

  gtk_editable_set_text (GTK_EDITABLE (entry), "no number");
  component_test_wait (is_refused, entry);
  g_assert_null (sp_table_filter_form_dup_filter (SP_TABLE_FILTER_FORM (form)));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (rule), 6);
  g_assert_false (gtk_widget_get_visible (entry));                                   /* what is empty needs no number */
  g_signal_emit_by_name (component_test_find (form, GTK_TYPE_BUTTON, 1), "clicked"); /* all rows */
  g_assert_null (sp_table_filter_form_dup_filter (SP_TABLE_FILTER_FORM (form)));
  g_assert_false (gtk_widget_has_css_class (entry, "error"));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* The last case: GTK shows tooltips of the window some time after it is gone. */
static void
test_filter_menu (void)
{
  SpComponent *self = component_test_new ("dataframe");
  GtkWidget   *window = NULL;
  GtkWidget   *form = NULL;

  component_test_set_value (self, "{'headers': ['n', 's'], 'data': [[10, 'Anna'], [9, ''], [null, 'Bea']]}");
  window = component_test_show (self);
  table_test_wait (self, 0, 0, "10");
  sp_grid_move_cursor (table_test_get_grid (self), 1, 1, FALSE);
  table_test_activate (self, "table.filter");
  form = component_test_find (GTK_WIDGET (self), SP_TYPE_TABLE_FILTER_FORM, 0);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (component_test_find (form, GTK_TYPE_DROP_DOWN, 0)), 6); /* is empty */
  assert_rows (self, "n,s\n9,\n");
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
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
  g_autoptr (JsonNode) value = table_test_create (100000, 10);
  GtkWidget           *window = NULL;

  sp_component_set_props (self, NULL);
  component_test_set_props (self, "{'show_search': 'search'}");
  window = component_test_show (self);
  sp_component_set_value (self, value);
  table_test_wait (self, 1, 0, "7919");
  g_assert_cmpuint (count_cells (GTK_WIDGET (self)), <, 400);

  sp_grid_move_cursor (table_test_get_grid (self), 99999, 9, FALSE);
  table_test_wait (self, 99999, 9, "92090");
  g_assert_cmpuint (count_cells (GTK_WIDGET (self)), <, 400);

  sp_grid_move_cursor (table_test_get_grid (self), 0, 0, FALSE);
  g_signal_emit_by_name (table_test_get_grid (self), "header-activated", 0, FALSE);
  table_test_wait (self, 1, 0, "1");
  gtk_editable_set_text (
    GTK_EDITABLE (component_test_find (GTK_WIDGET (self), GTK_TYPE_SEARCH_ENTRY, 0)), "99999");
  table_test_wait (self, 0, 0, "99990"); /* its last column is the first to hold it */
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
}

static void
test_many_columns (void)
{
  SpComponent         *self = component_test_new ("dataframe");
  g_autoptr (JsonNode) value = table_test_create (30, 1000);
  GtkWidget           *window = NULL;

  component_test_set_props (self, "{'pinned_columns': 1, 'interactive': false}");
  sp_component_set_value (self, value);
  component_test_set_props (self, "{'pinned_columns': 1}");
  window = component_test_show (self);
  table_test_wait (self, -1, 0, "c0");
  sp_grid_move_cursor (table_test_get_grid (self), 2, 999, FALSE);
  table_test_wait (self, -1, 999, "c999");
  g_assert_cmpstr (table_test_get_shown (self, -1, 0), ==, "c0"); /* it stays */
  g_assert_null (sp_grid_get_cell (table_test_get_grid (self), -1, 1));
  g_assert_cmpuint (count_cells (GTK_WIDGET (self)), <, 600);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
}

static void
press (SpComponent *self, guint keyval, GdkModifierType state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (table_test_get_grid (self)));

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

  g_assert_true (sp_grid_get_cursor (table_test_get_grid (self), &have_row, &have_column));
  g_assert_cmpint (have_row, ==, row);
  g_assert_cmpint (have_column, ==, column);
}

static void
test_keys (void)
{
  SpComponent         *self = component_test_new ("dataframe");
  g_autoptr (JsonNode) value = table_test_create (50, 4);
  GtkWidget           *window = NULL;
  SpGridRange          range;

  sp_component_set_value (self, value);
  window = component_test_show (self);
  table_test_wait (self, -1, 0, "c0");
  g_assert_true (gtk_widget_grab_focus (GTK_WIDGET (table_test_get_grid (self))));
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
  g_assert_true (sp_grid_get_selection (table_test_get_grid (self), &range));
  g_assert_cmpint (range.first_row, ==, 0);
  g_assert_cmpint (range.last_row, ==, 1);
  g_assert_cmpint (range.last_column, ==, 1);

  press (self, GDK_KEY_Home, GDK_CONTROL_MASK);
  press (self, GDK_KEY_8, 0); /* typing replaces */
  g_assert_true (sp_grid_is_editing (table_test_get_grid (self)));
  sp_grid_end_edit (table_test_get_grid (self), TRUE);
  table_test_wait (self, 0, 0, "8");
  press (self, GDK_KEY_z, GDK_CONTROL_MASK);
  table_test_wait (self, 0, 0, "0");
  press (self, GDK_KEY_Up, 0); /* into the headers */
  assert_cursor (self, -1, 0);
  press (self, GDK_KEY_Return, 0);
  table_test_wait (self, -1, 0, "c0 ↑");
  press (self, GDK_KEY_a, GDK_CONTROL_MASK);
  g_assert_true (sp_grid_get_selection (table_test_get_grid (self), &range));
  g_assert_cmpint (range.last_row, ==, 49);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
}

static float
get_header_alignment (SpComponent *self, int column)
{
  SpGridContent content;
  float         xalign = 0;

  sp_grid_get_content (SP_GRID (table_test_get_grid (self)), -1, column, &content);
  xalign = MAX (content.style.xalign, 0);
  sp_grid_content_clear (&content);

  return xalign;
}

/* The name of a column stands above its values. */
static void
test_headers (void)
{
  SpComponent *self = component_test_new ("dataframe");

  component_test_set_value (self, "{'headers': ['n', 's', 'b', 'none'], 'data': [[null, 'b', true, null],"
                                  " [9, 3, 1, null]]}");
  g_assert_cmpfloat (get_header_alignment (self, 0), ==, 1);
  g_assert_cmpfloat (get_header_alignment (self, 1), ==, 0);
  g_assert_cmpfloat (get_header_alignment (self, 2), ==, 0);
  g_assert_cmpfloat (get_header_alignment (self, 3), ==, 0);
  component_test_set_value (self, "{'headers': ['n'], 'data': []}");
  g_assert_cmpfloat (get_header_alignment (self, 0), ==, 0);
  g_assert_finalize_object (self);
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);
  g_test_add_func ("/dataframe-view/headers", test_headers);
  g_test_add_func ("/dataframe/sort", test_sort);
  g_test_add_func ("/dataframe/search", test_search);
  g_test_add_func ("/dataframe/filter", test_filter);
  g_test_add_func ("/dataframe/filter-rules", test_filter_rules);
  g_test_add_func ("/dataframe/filter-form", test_filter_form);
  g_test_add_func ("/dataframe/large", test_large);
  g_test_add_func ("/dataframe/many-columns", test_many_columns);
  g_test_add_func ("/dataframe/keys", test_keys);
  g_test_add_func ("/dataframe/filter-menu", test_filter_menu);

  return g_test_run ();
}
