/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "component-test.h"

#include "sp-chart.h"
#include "sp-csv-table.h"
#include "sp-drop-zone.h"

#include <glib/gstdio.h>

#define TABLE "{'headers': ['x', 'y', 'z'], 'data': [[1, 4, 7], [2, 5, 8], [3, 2, 9]]}"

static SpChartData *
get_data (SpComponent *self)
{
  return sp_chart_get_data (SP_CHART (component_test_find (GTK_WIDGET (self), SP_TYPE_CHART, 0)));
}

/* It was there in one generation only. */
static void
test_default (void)
{
  SpComponent           *self = component_test_new ("timeseries");
  g_autoptr (JsonObject) components = component_test_load ("3.50.2");
  JsonObject            *classes = json_object_get_object_member (components, "timeseries");
  JsonObject *class = json_object_get_object_member (classes, "Timeseries");

  sp_component_set_props (self, json_object_get_object_member (class, "props"));
  component_test_assert_value (self, "null");
  component_test_set_value (self, TABLE);
  component_test_assert_value (self, TABLE);
  sp_component_set_interactive (self, FALSE);
  component_test_assert_value (self, TABLE);
  g_assert_finalize_object (self);
}

static void
test_hostile (void)
{
  component_test_hostile ("timeseries");
}

static void
test_columns (void)
{
  SpComponent   *self = component_test_new ("timeseries");
  SpChartSeries *series = NULL;

  component_test_set_value (self, TABLE);
  g_assert_cmpuint (get_data (self)->series->len, ==, 2);

  component_test_set_props (self, "{'x': 'x', 'y': ['z'], 'colors': ['#ff0000']}");
  g_assert_cmpuint (get_data (self)->series->len, ==, 1);
  series = g_ptr_array_index (get_data (self)->series, 0);
  g_assert_cmpstr (series->name, ==, "z");
  g_assert_cmpfloat (series->colour.red, ==, 1);
  g_assert_cmpfloat (g_array_index (series->points, SpChartPoint, 2).y, ==, 9);

  component_test_set_props (self, "{'x': 'nothing'}");
  g_assert_null (get_data (self));
  g_assert_finalize_object (self);
}

static void
check_csv (const char *text, const char *expected)
{
  g_autoptr (JsonNode) table = sp_csv_table_parse (text);
  g_autoptr (JsonNode) wanted = component_test_parse (expected);

  g_assert_true (gradio_json_equal (table, wanted));
}

static void
test_csv (void)
{
  check_csv ("x,y\n1,4.5\r\n2,\n", "{'headers': ['x', 'y'], 'data': [[1, 4.5], [2, null]]}");
  check_csv ("\xef\xbb\xbf"
             "a\n\"b, \"\"c\"\"\"\n",
             "{'headers': ['a'], 'data': [['b, \\\"c\\\"']]}");
  check_csv ("a,b\n\"1\",nan\n", "{'headers': ['a', 'b'], 'data': [['1', 'nan']]}");
  check_csv ("", "{'headers': [], 'data': []}");
  check_csv ("\"", "{'headers': [''], 'data': []}");
  check_csv ("\n\na", "{'headers': [''], 'data': [['a']]}");
}

static gboolean
has_chart (gpointer user_data)
{
  return get_data (user_data) != NULL;
}

static void
test_upload (void)
{
  SpComponent          *self = component_test_new ("timeseries");
  g_autoptr (GString)   events = component_test_watch (self);
  g_autofree char      *folder = g_dir_make_tmp ("spaceport-test-XXXXXX", NULL);
  g_autofree char      *path = g_build_filename (folder, "t.csv", NULL);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  g_assert_true (g_file_set_contents (path, "x,y\n1,4\n2,5\n", -1, NULL));
  g_ptr_array_add (files, g_file_new_for_path (path));
  sp_drop_zone_take_files (SP_DROP_ZONE (component_test_find (GTK_WIDGET (self), SP_TYPE_DROP_ZONE, 0)), files);
  component_test_wait (has_chart, self);
  component_test_assert_value (self, "{'headers': ['x', 'y'], 'data': [[1, 4], [2, 5]]}");
  g_assert_cmpstr (events->str, ==, "change input ");
  g_unlink (path);
  g_rmdir (folder);
  g_assert_finalize_object (self);
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);
  g_test_add_func ("/timeseries/default", test_default);
  g_test_add_func ("/timeseries/hostile", test_hostile);
  g_test_add_func ("/timeseries/columns", test_columns);
  g_test_add_func ("/timeseries/csv", test_csv);
  g_test_add_func ("/timeseries/upload", test_upload);

  return g_test_run ();
}
