/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "component-test.h"

#include "sp-chart.h"
#include "sp-picture.h"
#include "sp-plot-figure.h"

#include <math.h>

#define DOT                                                                                        \
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/" \
  "iZk9HQAAAABJRU5ErkJggg=="

static const char *
get_page (SpComponent *self)
{
  return gtk_stack_get_visible_child_name (
    GTK_STACK (component_test_find (GTK_WIDGET (self), GTK_TYPE_STACK, 0)));
}

static gboolean
shows_chart (gpointer user_data)
{
  return g_str_equal (get_page (user_data), "chart");
}

static gboolean
shows_note (gpointer user_data)
{
  return g_str_equal (get_page (user_data), "note");
}

static void
set_figure (SpComponent *self, const char *library, const char *figure)
{
  g_autoptr (JsonNode)   parsed = component_test_parse (figure);
  g_autofree char       *text = gradio_json_write (parsed);
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode)   value = NULL;
  g_autoptr (JsonNode)   back = NULL;

  json_object_set_string_member (object, "type", library);
  json_object_set_string_member (object, "plot", text);
  value = json_node_init_object (json_node_alloc (), object);
  sp_component_set_value (self, value);
  back = sp_component_dup_value (self);
  g_assert_true (gradio_json_equal (back, value));
}

static SpChartData *
read_figure (const char *library, const char *figure, GError **error)
{
  g_autoptr (JsonNode) node = component_test_parse (figure);

  return g_str_equal (library, "plotly") ? sp_plot_figure_read_plotly (json_node_get_object (node), error)
                                         : sp_plot_figure_read_vega (json_node_get_object (node), error);
}

static void
test_generations (void)
{
  component_test_generations ("plot");
}

static void
test_hostile (void)
{
  static const char *const values[] = {
    "{'type': 'plotly', 'plot': '{'}",
    "{'type': 'plotly', 'plot': '[]'}",
    "{'type': 'altair', 'plot': '5'}",
    "{'type': 'bokeh', 'plot': 'null'}",
    "{'type': 'new', 'plot': '{}'}",
    "{'type': 'matplotlib', 'plot': 7}",
    "{'type': 'matplotlib', 'plot': {'path': '/x', 'meta': {'_type': 'gradio.FileData'}}}",
    "{'type': 3, 'plot': []}",
  };
  SpComponent *self = NULL;

  component_test_hostile ("plot");
  self = component_test_new ("plot");
  for (guint i = 0; i < G_N_ELEMENTS (values); i++) {
    component_test_set_value (self, values[i]);
    component_test_assert_value (self, values[i]);
  }
  component_test_wait (shows_note, self);
  g_assert_finalize_object (self);
}

static gboolean
has_picture (gpointer user_data)
{
  return sp_picture_get_pixel_width (user_data) == 1;
}

static void
test_matplotlib (void)
{
  SpComponent          *self = component_test_new ("plot");
  GtkWidget            *window = component_test_show (self);
  GtkWidget            *picture = NULL;
  g_autoptr (GPtrArray) files = NULL;

  g_assert_cmpstr (get_page (self), ==, "empty");
  component_test_set_value (self, "{'type': 'matplotlib', 'plot': '" DOT "'}");
  component_test_assert_value (self, "{'type': 'matplotlib', 'plot': '" DOT "'}");
  g_assert_cmpstr (get_page (self), ==, "picture");
  picture = component_test_find (GTK_WIDGET (self), SP_TYPE_PICTURE, 0);
  component_test_wait (has_picture, picture);
  component_test_set_props (self, "{'label':'Weather'}");
  gtk_test_accessible_assert_property (picture, GTK_ACCESSIBLE_PROPERTY_LABEL, "Weather");
  files = SP_COMPONENT_GET_CLASS (self)->dup_files (self);
  g_assert_cmpuint (files->len, ==, 1);
  g_assert_cmpstr (gradio_file_get_name (g_ptr_array_index (files, 0)), ==, "plot.png");
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
}

static void
test_plotly (void)
{
  SpComponent   *self = component_test_new ("plot");
  SpChartData   *data = NULL;
  SpChartSeries *series = NULL;

  set_figure (self, "plotly",
              "{'data': [{'type': 'bar', 'x': ['a', 'b'], 'y': [2, 3], 'name': 'one'},"
              " {'type': 'bar', 'x': ['a', 'b'], 'y': {'dtype': 'i2', 'bdata': 'BQAGAA=='}}],"
              " 'layout': {'title': {'text': 'Bars'}, 'xaxis': {'title': {'text': 'letters'}}}}");
  component_test_wait (shows_chart, self);
  data = sp_chart_get_data (SP_CHART (component_test_find (GTK_WIDGET (self), SP_TYPE_CHART, 0)));
  g_assert_cmpstr (data->title, ==, "Bars");
  g_assert_cmpstr (data->x.title, ==, "letters");
  g_assert_true (data->bars_beside);
  g_assert_cmpuint (data->series->len, ==, 2);
  series = g_ptr_array_index (data->series, 1);
  g_assert_cmpint (series->mark, ==, SP_CHART_MARK_BAR);
  g_assert_cmpfloat (g_array_index (series->points, SpChartPoint, 1).y, ==, 6);
  g_assert_finalize_object (self);
}

static void
test_plotly_kinds (void)
{
  g_autoptr (SpChartData) lines = NULL;
  g_autoptr (SpChartData) histogram = NULL;
  g_autoptr (SpChartData) dates = NULL;
  SpChartSeries          *series = NULL;

  lines = read_figure ("plotly", "{'data': [{'y': [1, null, 3], 'mode': 'lines'}]}", NULL);
  series = g_ptr_array_index (lines->series, 0);
  g_assert_cmpint (series->mark, ==, SP_CHART_MARK_LINE);
  g_assert_true (isnan (g_array_index (series->points, SpChartPoint, 1).y));

  histogram =
    read_figure ("plotly", "{'data': [{'type': 'histogram', 'x': [1, 1, 2, 9], 'xbins': {'size': 5}}]}", NULL);
  series = g_ptr_array_index (histogram->series, 0);
  g_assert_cmpuint (series->points->len, ==, 2);
  g_assert_cmpfloat (g_array_index (series->points, SpChartPoint, 0).y, ==, 3);

  dates = read_figure ("plotly", "{'data': [{'x': ['2024-01-01', '2024-01-02 12:00'], 'y': [1, 2], 'mode': 'markers'}]}", NULL);
  g_assert_cmpint (dates->x.scale, ==, SP_CHART_SCALE_TIME);
  series = g_ptr_array_index (dates->series, 0);
  g_assert_cmpfloat (g_array_index (series->points, SpChartPoint, 1).x -
                       g_array_index (series->points, SpChartPoint, 0).x,
                     ==, 36 * 3600e3);
}

static void
check_refused (const char *library, const char *figure)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (read_figure (library, figure, &error));
  g_assert_true (error->domain == G_IO_ERROR);
}

/* What would be drawn wrongly is not drawn, and the note says why. */
static void
test_not_drawn (void)
{
  SpComponent *self = component_test_new ("plot");
  GtkWidget   *note = NULL;

  check_refused ("plotly", "{'data': [{'type': 'pie', 'values': [1]}]}");
  check_refused ("plotly", "{'data': [{'y': [1]}, {'y': [2], 'yaxis': 'y2'}]}");
  check_refused ("plotly", "{'data': [{'y': [1]}], 'layout': {'yaxis': {'type': 'log'}}}");
  check_refused ("plotly", "{'data': [{'type': 'bar', 'x': [1], 'y': ['a'], 'orientation': 'h'}]}");
  check_refused ("plotly", "{'data': [{'y': [1]}], 'frames': [{}]}");
  check_refused ("altair", "{'data': {'values': []}, 'mark': 'geoshape', 'encoding': {}}");
  check_refused ("altair", "{'hconcat': []}");
  check_refused ("altair", "{'data': {'url': 'http://x/'}, 'mark': 'line', 'encoding': {'x': {'field': 'a'}}}");

  set_figure (self, "plotly", "{'data': [{'type': 'surface'}], 'layout': {'title': {'text': 'Hills'}}}");
  component_test_wait (shows_note, self);
  note = component_test_find (GTK_WIDGET (self), GTK_TYPE_STACK, 0);
  note = component_test_find (gtk_stack_get_visible_child (GTK_STACK (note)), GTK_TYPE_LABEL, 0);
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (note)), ==, "Hills");
  note = gtk_widget_get_next_sibling (note);
  g_assert_nonnull (strstr (gtk_label_get_label (GTK_LABEL (note)), "surface"));
  g_assert_finalize_object (self);
}

static void
test_altair (void)
{
  SpComponent   *self = component_test_new ("plot");
  SpChartData   *data = NULL;
  SpChartSeries *series = NULL;

  set_figure (self, "altair",
              "{'data': {'name': 'd'}, 'datasets': {'d': [{'x': 1, 'y': 3, 'k': 'a'}, {'x': 2, 'y': 1, 'k': 'b'},"
              " {'x': 3, 'y': 2, 'k': 'a'}]}, 'encoding': {'x': {'field': 'x', 'type': 'quantitative'},"
              " 'y': {'field': 'y', 'title': 'Height', 'type': 'quantitative'},"
              " 'color': {'field': 'k', 'type': 'nominal'}}, 'mark': {'type': 'line'}}");
  component_test_wait (shows_chart, self);
  data = sp_chart_get_data (SP_CHART (component_test_find (GTK_WIDGET (self), SP_TYPE_CHART, 0)));
  g_assert_cmpstr (data->y.title, ==, "Height");
  g_assert_true (data->y.with_zero);
  g_assert_cmpuint (data->series->len, ==, 2);
  series = g_ptr_array_index (data->series, 0);
  g_assert_cmpstr (series->name, ==, "a");
  g_assert_cmpuint (series->points->len, ==, 2);

  /* Gradio 3 has bars like this. */
  set_figure (self, "altair",
              "{'data': {'values': [{'k': 'a', 'y': 1}, {'k': 'a', 'y': 2}]}, 'mark': 'bar', 'encoding':"
              " {'x': {'field': 'k', 'type': 'nominal', 'sort': null},"
              " 'y': {'field': 'y', 'type': 'quantitative', 'aggregate': 'sum', 'sort': null}}}");
  component_test_wait (shows_chart, self);
  g_assert_finalize_object (self);
}

/* Nothing of the app can get out of the page's data. */
static void
test_page (void)
{
  g_autofree char *page = sp_plot_figure_dup_page ("plotly", "{\"data\":[],\"t\":\"</script><script>\"}");

  g_assert_nonnull (strstr (page, "\\u003c/script>\\u003cscript>"));
  g_assert_null (sp_plot_figure_dup_page ("bokeh", "{}"));
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);
  g_setenv ("SPACEPORT_WEB_DIR", "/nonexistent", TRUE); /* see test-plot-web.c */
  g_test_add_func ("/plot/generations", test_generations);
  g_test_add_func ("/plot/hostile", test_hostile);
  g_test_add_func ("/plot/matplotlib", test_matplotlib);
  g_test_add_func ("/plot/plotly", test_plotly);
  g_test_add_func ("/plot/plotly-kinds", test_plotly_kinds);
  g_test_add_func ("/plot/not-drawn", test_not_drawn);
  g_test_add_func ("/plot/altair", test_altair);
  g_test_add_func ("/plot/page", test_page);

  return g_test_run ();
}
