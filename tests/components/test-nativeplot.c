/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "component-test.h"

#include "sp-chart.h"
#include "sp-chart-scene.h"

#include <glib/gstdio.h>
#include <math.h>

#define TABLE                                                                                          \
  "{'columns': ['x', 'y', 'kind'], 'data': [[1, 4, 'b'], [2, 5, 'a'], [3, null, 'b'], [4, 2.5, 'b']]," \
  " 'datatypes': {'x': 'quantitative', 'y': 'quantitative', 'kind': 'nominal'}, 'mark': "

static SpChart *
get_chart (SpComponent *self)
{
  return SP_CHART (component_test_find (GTK_WIDGET (self), SP_TYPE_CHART, 0));
}

static SpChartSeries *
get_series (SpComponent *self, guint index)
{
  SpChartData *data = sp_chart_get_data (get_chart (self));

  g_assert_nonnull (data);
  g_assert_cmpuint (index, <, data->series->len);

  return g_ptr_array_index (data->series, index);
}

static SpChartPoint
get_point (SpComponent *self, guint series, guint index)
{
  GArray *points = get_series (self, series)->points;

  g_assert_cmpuint (index, <, points->len);

  return g_array_index (points, SpChartPoint, index);
}

static gboolean
has_scene (gpointer user_data)
{
  return sp_chart_view_get_scene (sp_chart_get_view (get_chart (user_data))) != NULL;
}

static void
test_generations (void)
{
  component_test_generations ("nativeplot");
}

/* Of a server that is broken, or means harm. */
static void
test_hostile (void)
{
  static const char *const tables[] = {
    "{'columns': [], 'data': []}",
    "{'columns': ['x', 'y'], 'data': [1, null, [], [1], ['a', 'b'], {'x': 3, 'y': 4}, [1e308, -1e308], [-1e308, 1e308]]}",
    "{'columns': [null, 7, 'x', 'x', 'y'], 'data': [[0, 0, 1, 2, 3]], 'datatypes': 5, 'mark': []}",
    "{'columns': ['x', 'y'], 'data': [[1e300, 1], [-1e300, 2]], 'datatypes': {'x': 'temporal'}, 'mark': 'bar'}",
    "{'columns': ['x', 'y'], 'data': [['2020-13-45', 1], ['', 2], [1e-300, 3]], 'datatypes': {'x': 'temporal'}}",
    "{'columns': ['x', 'y'], 'data': [['a\\u0000b', 1e-320], [null, 2]], 'datatypes': {'x': 'nominal'}, 'mark': 'bar'}",
    "{'columns': ['x', 'y'], 'data': [[5, 5], [5, 5]], 'datatypes': {'y': 'nominal'}, 'mark': 'point'}",
  };
  static const char *const props[] = {
    "{'x_bin': -1, 'y_aggregate': 'mode', 'color': 'x', 'color_map': {'1': 'no colour', '5': 7}}",
    "{'x_lim': [5, -5], 'y_lim': ['a', 1e308], 'x_label_angle': 1e300, 'x_axis_format': '%%%', 'y_axis_format': '.99e'}",
    "{'x_bin': '0.0000001s', 'sort': [null, {}], 'tooltip': [3, 'y', 'none'], 'colors_in_legend': [1, []]}",
    "{'x_bin': 'xd', 'sort': '-', 'height': 1e300, 'title': 5, 'caption': ['a']}",
    "{'x_lim': null, 'y_lim': [0], 'x': 'y', 'y': 'y', 'color': 'y'}",
  };
  SpComponent *self = NULL;
  GtkWidget   *window = NULL;

  component_test_hostile ("nativeplot");
  self = component_test_new ("nativeplot");
  window = component_test_show (self);
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++) {
    component_test_set_value (self, tables[i]);
    for (guint j = 0; j < G_N_ELEMENTS (props); j++) {
      component_test_set_props (self, props[j]);
      if (sp_chart_get_data (get_chart (self)) != NULL)
        component_test_wait (has_scene, self);
    }
    component_test_set_props (self, "{'x': 'x', 'y': 'y', 'color': null}");
    component_test_assert_value (self, tables[i]);
  }
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
}

/* A series for each name of the colour column; null is a gap. */
static void
test_series (void)
{
  SpComponent *self = component_test_new ("nativeplot");

  component_test_set_props (self, "{'x': 'x', 'y': 'y', 'color': 'kind', 'color_map': {'a': '#00ff00'}}");
  component_test_set_value (self, TABLE "'line'}");
  component_test_assert_value (self, TABLE "'line'}");
  g_assert_cmpuint (sp_chart_get_data (get_chart (self))->series->len, ==, 2);
  g_assert_cmpstr (get_series (self, 0)->name, ==, "a");
  g_assert_true (get_series (self, 0)->has_colour);
  g_assert_cmpfloat (get_series (self, 0)->colour.green, ==, 1);
  g_assert_cmpuint (get_series (self, 1)->points->len, ==, 3);
  g_assert_true (isnan (get_point (self, 1, 1).y));
  g_assert_cmpint (get_series (self, 1)->mark, ==, SP_CHART_MARK_LINE);

  component_test_set_props (self, "{'y': 'missing'}");
  g_assert_null (sp_chart_get_data (get_chart (self)));
  component_test_assert_value (self, TABLE "'line'}");
  g_assert_finalize_object (self);
}

/* Bars are summed up; intervals and other ways of it as the author says. */
static void
test_aggregates (void)
{
  const char  *table = "{'columns': ['x', 'y'], 'data': [[0, 1], [1, 2], [11, 6], [12, 4]],"
                       " 'datatypes': {'x': 'quantitative', 'y': 'quantitative'}, 'mark': 'bar'}";
  SpComponent *self = component_test_new ("nativeplot");

  component_test_set_props (self, "{'x_bin': 10}");
  component_test_set_value (self, table);
  g_assert_cmpuint (get_series (self, 0)->points->len, ==, 2);
  g_assert_cmpfloat (get_point (self, 0, 0).x, ==, 5);
  g_assert_cmpfloat (get_point (self, 0, 0).y, ==, 3);

  component_test_set_props (self, "{'y_aggregate': 'mean'}");
  g_assert_cmpfloat (get_point (self, 0, 1).y, ==, 5);
  component_test_set_props (self, "{'y_aggregate': 'median'}");
  g_assert_cmpfloat (get_point (self, 0, 1).y, ==, 5);
  component_test_set_props (self, "{'y_aggregate': 'max'}");
  g_assert_cmpfloat (get_point (self, 0, 1).y, ==, 6);
  component_test_set_props (self, "{'y_aggregate': 'min'}");
  g_assert_cmpfloat (get_point (self, 0, 1).y, ==, 4);
  g_assert_finalize_object (self);
}

static void
assert_names (SpComponent *self, const char *first, const char *last)
{
  GPtrArray *names = sp_chart_get_data (get_chart (self))->x.names;

  g_assert_cmpuint (names->len, ==, 3);
  g_assert_cmpstr (g_ptr_array_index (names, 0), ==, first);
  g_assert_cmpstr (g_ptr_array_index (names, 2), ==, last);
}

static void
test_sort (void)
{
  SpComponent *self = component_test_new ("nativeplot");

  component_test_set_value (self, "{'columns': ['x', 'y'], 'data': [['b', 3], ['a', 5], ['c', 1]],"
                                  " 'datatypes': {'x': 'nominal', 'y': 'quantitative'}, 'mark': 'bar'}");
  assert_names (self, "b", "c");
  component_test_set_props (self, "{'sort': 'x'}");
  assert_names (self, "a", "c");
  component_test_set_props (self, "{'sort': '-y'}");
  assert_names (self, "a", "c");
  g_assert_cmpfloat (get_point (self, 0, 0).x, ==, 1); /* b is in the middle now */
  component_test_set_props (self, "{'sort': 'y'}");
  assert_names (self, "c", "a");
  component_test_set_props (self, "{'sort': ['c', 'b']}");
  assert_names (self, "c", "a");
  g_assert_finalize_object (self);
}

/* Limits of time are in seconds, data in milliseconds. */
static void
test_limits_and_titles (void)
{
  SpComponent *self = component_test_new ("nativeplot");
  SpChartData *data = NULL;

  component_test_set_props (self, "{'x_lim': [1000, null], 'y_lim': [null, 9], 'title': 'T', 'x_title': 'When',"
                                  " 'caption': 'C', 'x_label_angle': 45}");
  component_test_set_value (self, "{'columns': ['x', 'y'], 'data': [[1700000000000, 3]],"
                                  " 'datatypes': {'x': 'temporal', 'y': 'quantitative'}, 'mark': 'line'}");
  data = sp_chart_get_data (get_chart (self));
  g_assert_cmpfloat (data->x.minimum, ==, 1000000);
  g_assert_true (isnan (data->x.maximum));
  g_assert_cmpfloat (data->y.maximum, ==, 9);
  g_assert_cmpint (data->x.scale, ==, SP_CHART_SCALE_TIME);
  g_assert_cmpstr (data->title, ==, "T");
  g_assert_cmpstr (data->x.title, ==, "When");
  g_assert_cmpstr (data->y.title, ==, "y");
  g_assert_cmpstr (data->caption, ==, "C");
  g_assert_cmpfloat (data->x.angle, ==, 45);
  g_assert_finalize_object (self);
}

static void
event_cb (SpComponent *self, const char *name, JsonNode *data, GString *events)
{
  g_autofree char *text = gradio_json_write (data);

  g_string_append_printf (events, "%s %s\n", name, text);
}

static void
test_events (void)
{
  SpComponent        *self = component_test_new ("nativeplot");
  g_autoptr (GString) events = g_string_new (NULL);
  SpChartView        *view = sp_chart_get_view (get_chart (self));

  component_test_set_value (self, "{'columns': ['x', 'y'], 'data': [[0, 3], [10000, 4]],"
                                  " 'datatypes': {'x': 'temporal', 'y': 'quantitative'}, 'mark': 'line'}");
  g_signal_connect (self, "event", G_CALLBACK (event_cb), events);
  g_signal_emit_by_name (view, "selected", 1500.0, 3000.0);
  g_assert_cmpstr (events->str, ==, "select {\"value\":[1.5,3.0],\"index\":[1.5,3.0],\"selected\":true}\n");
  g_string_truncate (events, 0);
  g_signal_emit_by_name (view, "reset");
  g_assert_cmpstr (events->str, ==, "double_click null\n");
  g_string_truncate (events, 0);
  sp_component_set_value (self, NULL);
  g_assert_cmpstr (events->str, ==, "change null\n");
  g_assert_finalize_object (self);
}

/* What is told of a point: axes, series, and the columns that the author lists. */
static void
test_tooltip (void)
{
  SpComponent *self = component_test_new ("nativeplot");
  GtkWidget   *window = NULL;
  SpChartView *view = NULL;
  SpChartShape shape;

  component_test_set_props (self, "{'color': 'kind', 'tooltip': 'axis'}");
  component_test_set_value (self, TABLE "'point'}");
  window = component_test_show (self);
  view = sp_chart_get_view (get_chart (self));
  component_test_wait (has_scene, self);
  shape = g_array_index ((GArray *) g_ptr_array_index (sp_chart_view_get_scene (view)->shapes, 0),
                         SpChartShape, 0);
  sp_chart_view_point_at (view, shape.x + 2, shape.y);
  g_assert_cmpstr (sp_chart_view_get_pointed_text (view), ==, "x: 2\ny: 5\nkind: a");
  sp_chart_view_point_at (view, -200, -200);
  g_assert_null (sp_chart_view_get_pointed_text (view));

  component_test_set_props (self, "{'color': null, 'tooltip': ['kind']}");
  g_assert_cmpuint (sp_chart_get_data (get_chart (self))->series->len, ==, 1);
  component_test_wait (has_scene, self);
  sp_chart_view_point_at (view, shape.x, shape.y);
  g_assert_nonnull (strstr (sp_chart_view_get_pointed_text (view), "kind: "));

  component_test_set_props (self, "{'tooltip': 'none'}");
  component_test_wait (has_scene, self);
  sp_chart_view_point_at (view, 200, 100);
  g_assert_null (sp_chart_view_get_pointed_text (view));
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
}

static gboolean
press (SpChartView *view, guint keyval, GdkModifierType state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (view));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
    gboolean                       handled = FALSE;

    if (!GTK_IS_EVENT_CONTROLLER_KEY (controller))
      continue;
    g_signal_emit_by_name (controller, "key-pressed", keyval, 0, state, &handled);
    return handled;
  }

  return FALSE;
}

static gboolean
has_selected (gpointer user_data)
{
  return strstr (((GString *) user_data)->str, "select ") != NULL;
}

/* Everything that the pointer can do. */
static void
test_keyboard (void)
{
  SpComponent        *self = component_test_new ("nativeplot");
  g_autoptr (GString) events = component_test_watch (self);
  GtkWidget          *window = NULL;
  SpChartView        *view = sp_chart_get_view (get_chart (self));

  component_test_set_props (self, "{'color': 'kind'}");
  component_test_set_value (self, TABLE "'line'}");
  window = component_test_show (self);
  component_test_wait (has_scene, self);
  g_assert_true (press (view, GDK_KEY_Right, 0));
  g_assert_cmpstr (sp_chart_view_get_pointed_text (view), ==, "x: 2\ny: 5\nkind: a");
  g_assert_true (press (view, GDK_KEY_Down, 0));
  g_assert_true (press (view, GDK_KEY_End, 0));
  g_assert_cmpstr (sp_chart_view_get_pointed_text (view), ==, "x: 4\ny: 2.5\nkind: b");
  g_assert_true (press (view, GDK_KEY_Escape, 0));
  g_assert_null (sp_chart_view_get_pointed_text (view));
  g_assert_false (press (view, GDK_KEY_Escape, 0));

  press (view, GDK_KEY_Right, GDK_SHIFT_MASK); /* nobody listens */
  component_test_set_props (self, "{'_selectable': true}");
  component_test_wait (has_scene, self);
  press (view, GDK_KEY_Right, GDK_SHIFT_MASK);
  press (view, GDK_KEY_Right, GDK_SHIFT_MASK);
  component_test_wait (has_selected, events);
  g_assert_cmpstr (events->str, ==, "change select ");
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
}

static guint
count_shapes (SpComponent *self, guint series)
{
  SpChartScene *scene = sp_chart_view_get_scene (sp_chart_get_view (get_chart (self)));

  return ((GArray *) g_ptr_array_index (scene->shapes, series))->len;
}

/* What the user hides stays hidden when the data comes again. */
static void
test_legend (void)
{
  SpComponent *self = component_test_new ("nativeplot");
  GtkWidget   *window = NULL;
  GtkWidget   *entry = NULL;

  component_test_set_props (self, "{'color': 'kind'}");
  component_test_set_value (self, TABLE "'line'}");
  window = component_test_show (self);
  component_test_wait (has_scene, self);
  g_assert_cmpuint (count_shapes (self, 0), ==, 1);
  entry = component_test_find (GTK_WIDGET (get_chart (self)), GTK_TYPE_TOGGLE_BUTTON, 0);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (entry), FALSE);
  component_test_wait (has_scene, self);
  g_assert_cmpuint (count_shapes (self, 0), ==, 0);
  g_assert_cmpuint (count_shapes (self, 1), ==, 2);

  component_test_set_value (self, TABLE "'point'}");
  component_test_wait (has_scene, self);
  g_assert_cmpuint (count_shapes (self, 0), ==, 0);
  component_test_set_props (self, "{'colors_in_legend': ['b']}");
  entry = component_test_find (GTK_WIDGET (get_chart (self)), GTK_TYPE_TOGGLE_BUTTON, 0);
  g_assert_cmpstr (gtk_widget_get_tooltip_text (entry), ==, "b");
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
}

static JsonNode *
make_many (guint n_rows, const char *mark)
{
  g_autoptr (GString) text = g_string_new ("{\"columns\":[\"x\",\"y\"],\"data\":[");

  for (guint i = 0; i < n_rows; i++)
    g_string_append_printf (text, "%s[%u,%u]", i > 0 ? "," : "", i, i * 7919 % 1000);
  g_string_append_printf (text, "],\"datatypes\":{\"x\":\"quantitative\",\"y\":\"quantitative\"},\"mark\":\"%s\"}", mark);

  return gradio_json_parse (text->str, (gssize) text->len, NULL);
}

/* No more is drawn than there are pixels. */
static void
test_many_points (void)
{
  static const char *const marks[] = { "line", "point", "bar" };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++) {
    SpComponent         *self = component_test_new ("nativeplot");
    g_autoptr (JsonNode) value = make_many (100000, marks[i]);
    GtkWidget           *window = NULL;
    SpChartScene        *scene = NULL;

    sp_component_set_value (self, value);
    window = component_test_show (self);
    component_test_wait (has_scene, self);
    scene = sp_chart_view_get_scene (sp_chart_get_view (get_chart (self)));
    g_assert_cmpuint (scene->n_shapes, >, 100);
    g_assert_cmpuint (scene->n_shapes, <=, 4 * scene->width * scene->height / 4);
    gtk_window_destroy (GTK_WINDOW (window));
    g_assert_finalize_object (self);
  }
}

static gboolean
is_taller (gpointer user_data)
{
  return gtk_widget_get_height (user_data) == 200;
}

static void
test_height (void)
{
  SpComponent *self = component_test_new ("nativeplot");
  GtkWidget   *window = NULL;

  component_test_set_value (self, TABLE "'line'}");
  component_test_set_props (self, "{'height': 200}");
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_START);
  window = component_test_show (self);
  component_test_wait (is_taller, sp_chart_get_view (get_chart (self)));
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
}

/* A plot with a legend is as high as one beside it without. */
static void
test_same_height (void)
{
  SpComponent *plain = component_test_new ("nativeplot");
  SpComponent *rich = component_test_new ("nativeplot");
  int          heights[2] = { 0, 0 };

  component_test_set_value (plain, TABLE "'line'}");
  component_test_set_props (rich, "{'color': 'kind', 'title': 'its title'}");
  component_test_set_value (rich, TABLE "'line'}");
  gtk_widget_measure (GTK_WIDGET (plain), GTK_ORIENTATION_VERTICAL, 400, NULL, &heights[0], NULL, NULL);
  gtk_widget_measure (GTK_WIDGET (rich), GTK_ORIENTATION_VERTICAL, 400, NULL, &heights[1], NULL, NULL);
  g_assert_cmpint (heights[0], >=, 300);
  g_assert_cmpint (heights[1], ==, heights[0]);
  g_assert_finalize_object (plain);
  g_assert_finalize_object (rich);
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (sp_chart_export_finish (SP_CHART (source), result, &error));
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static gboolean
is_true (gpointer user_data)
{
  return *(gboolean *) user_data;
}

static void
check_export (SpChart *chart, const char *suffix, const char *start)
{
  g_autofree char  *folder = g_dir_make_tmp ("spaceport-test-XXXXXX", NULL);
  g_autofree char  *name = g_strconcat ("chart", suffix, NULL);
  g_autofree char  *path = g_build_filename (folder, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char  *bytes = NULL;
  gboolean          written = FALSE;

  sp_chart_export_async (chart, file, NULL, exported_cb, &written);
  component_test_wait (is_true, &written);
  g_assert_true (g_file_get_contents (path, &bytes, NULL, NULL));
  g_assert_true (g_str_has_prefix (bytes, start));
  g_assert_true (g_file_delete (file, NULL, NULL));
  g_remove (folder);
}

static void
test_export (void)
{
  SpComponent *self = component_test_new ("nativeplot");

  component_test_set_props (self, "{'title': 'A <chart>', 'color': 'kind', 'buttons': ['export']}");
  component_test_set_value (self, TABLE "'bar'}");
  check_export (get_chart (self), ".png", "\x89PNG");
  check_export (get_chart (self), ".svg", "<?xml");
  g_assert_finalize_object (self);
}

/* For those who cannot see it. */
static void
test_accessible (void)
{
  SpComponent     *self = component_test_new ("nativeplot");
  SpChartView     *view = sp_chart_get_view (get_chart (self));
  g_autofree char *summary = NULL;

  component_test_set_props (self, "{'color': 'kind'}");
  component_test_set_value (self, TABLE "'line'}");
  summary = sp_chart_data_dup_summary (sp_chart_get_data (get_chart (self)));
  g_assert_cmpstr (summary, ==, "Line chart, 2 series, x from 1 to 4, y from 2.5 to 5");
  g_assert_cmpint (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (view)), ==, GTK_ACCESSIBLE_ROLE_IMG);
  g_assert_true (gtk_widget_get_focusable (GTK_WIDGET (view)));
  g_assert_finalize_object (self);
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);
  g_test_add_func ("/nativeplot/generations", test_generations);
  g_test_add_func ("/nativeplot/hostile", test_hostile);
  g_test_add_func ("/nativeplot/series", test_series);
  g_test_add_func ("/nativeplot/aggregates", test_aggregates);
  g_test_add_func ("/nativeplot/sort", test_sort);
  g_test_add_func ("/nativeplot/limits-and-titles", test_limits_and_titles);
  g_test_add_func ("/nativeplot/events", test_events);
  g_test_add_func ("/nativeplot/tooltip", test_tooltip);
  g_test_add_func ("/nativeplot/keyboard", test_keyboard);
  g_test_add_func ("/nativeplot/legend", test_legend);
  g_test_add_func ("/nativeplot/many-points", test_many_points);
  g_test_add_func ("/nativeplot/height", test_height);
  g_test_add_func ("/nativeplot/same-height", test_same_height);
  g_test_add_func ("/nativeplot/export", test_export);
  g_test_add_func ("/nativeplot/accessible", test_accessible);

  return g_test_run ();
}
