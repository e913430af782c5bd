/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "component-test.h"

#include "sp-sample.h"

static void
test_generations (void)
{
  component_test_generations ("dataset");
}

static void
test_hostile (void)
{
  static const char *const members[] = { "samples", "sample_labels", "headers", "components",
                                         "component_props", "samples_per_page", "layout" };
  static const char *const values[] = { "null", "[]",
                                        "[null, 1]", "[['a', {}], 7, [[[]]]]",
                                        "-5", "99999999999",
                                        "'table'", "{'a': 1}",
                                        "['image', 3]", "[{'name': 'dataframe'}]" };
  SpComponent             *self = component_test_new ("dataset");
  GtkWidget               *window = component_test_show (self);

  for (guint i = 0; i < G_N_ELEMENTS (members); i++) {
    for (guint j = 0; j < G_N_ELEMENTS (values); j++) {
      g_autofree char *props = g_strdup_printf ("{'%s': %s}", members[i], values[j]);

      component_test_set_props (self, props);
    }
  }
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
  component_test_hostile ("dataset");
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
test_pick (void)
{
  SpComponent        *self = component_test_new ("dataset");
  g_autoptr (GString) events = component_test_watch (self);
  g_autofree char    *data = NULL;
  GtkListBox         *list = NULL;

  g_signal_connect (self, "event", G_CALLBACK (data_cb), &data);
  component_test_set_props (self, "{'components': [{'name': 'textbox'}, {'name': 'number'}],"
                                  " 'samples': [['one', 1], ['two', 2]], 'headers': ['a', 'b']}");
  list = GTK_LIST_BOX (component_test_find (GTK_WIDGET (self), GTK_TYPE_LIST_BOX, 0));
  g_signal_emit_by_name (list, "row-activated", gtk_list_box_get_row_at_index (list, 1));
  g_assert_cmpstr (events->str, ==, "click change select ");
  g_assert_cmpstr (data, ==, "{\"index\":1,\"value\":[\"two\",2]}");
  component_test_assert_value (self, "1");

  /* The same again is a click, but no change. */
  g_string_truncate (events, 0);
  g_signal_emit_by_name (list, "row-activated", gtk_list_box_get_row_at_index (list, 1));
  g_assert_cmpstr (events->str, ==, "click select ");

  component_test_set_value (self, "0");
  g_assert_true (
    gtk_widget_has_css_class (GTK_WIDGET (gtk_list_box_get_row_at_index (list, 0)), "picked"));
  g_assert_finalize_object (self);
}

static GtkWidget *
find_label (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_label (GTK_LABEL (widget)), text))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_label (child, text);

    if (found != NULL)
      return found;
  }

  return NULL;
}

static void
test_pages (void)
{
  SpComponent     *self = component_test_new ("dataset");
  g_autofree char *data = NULL;
  GtkFlowBox      *flow = NULL;

  component_test_set_props (self, "{'components': ['textbox'], 'samples': [['a'], ['b'], ['c'],"
                                  " ['d'], ['e']], 'samples_per_page': 2}");
  flow = GTK_FLOW_BOX (component_test_find (GTK_WIDGET (self), GTK_TYPE_FLOW_BOX, 0));
  g_assert_nonnull (find_label (GTK_WIDGET (flow), "b"));
  g_assert_null (find_label (GTK_WIDGET (flow), "c"));
  g_assert_nonnull (find_label (GTK_WIDGET (self), "1 of 3"));

  g_signal_emit_by_name (component_test_find (GTK_WIDGET (self), GTK_TYPE_BUTTON, 3), "clicked");
  g_assert_nonnull (find_label (GTK_WIDGET (self), "3 of 3"));
  g_assert_nonnull (find_label (GTK_WIDGET (flow), "e"));
  g_signal_connect (self, "event", G_CALLBACK (data_cb), &data);
  g_signal_emit_by_name (flow, "child-activated", gtk_flow_box_get_child_at_index (flow, 0));
  g_assert_cmpstr (data, ==, "{\"index\":4,\"value\":[\"e\"]}");

  g_signal_emit_by_name (component_test_find (GTK_WIDGET (self), GTK_TYPE_BUTTON, 1), "clicked");
  g_assert_nonnull (find_label (GTK_WIDGET (flow), "d"));

  component_test_set_props (self, "{'samples': [['new']]}"); /* an update */
  g_assert_nonnull (find_label (GTK_WIDGET (flow), "new"));
  component_test_set_props (self, "{'sample_labels': ['its name']}");
  g_assert_nonnull (find_label (GTK_WIDGET (flow), "its name"));
  g_assert_finalize_object (self);
}

#define FILE_DATA(name) "{'path': '/tmp/x/" name "', 'meta': {'_type': 'gradio.FileData'}}"

/* Components of the app's own, whose views of examples run in its page only. */
static void
test_custom (void)
{
  SpComponent        *self = component_test_new ("dataset");
  g_autoptr (GString) events = component_test_watch (self);
  g_autofree char    *data = NULL;
  GtkListBox         *list = NULL;
  GtkFlowBox         *flow = NULL;

  g_signal_connect (self, "event", G_CALLBACK (data_cb), &data);
  component_test_set_props (self, "{'components': [{'name': 'pdf'}, {'name': 'dial'}, {'name': 'stamp'}],"
                                  " 'component_props': [{'label': 'Paper'}, {'label': 'Dial'}, {}],"
                                  " 'samples': [[" FILE_DATA ("a.pdf") ", 7, " FILE_DATA ("a.png") "],"
                                                                                                   " [null, [1, 5], " FILE_DATA ("b.png") "]]}");
  list = GTK_LIST_BOX (component_test_find (GTK_WIDGET (self), GTK_TYPE_LIST_BOX, 0));
  g_assert_nonnull (find_label (GTK_WIDGET (self), "Paper"));
  g_assert_nonnull (find_label (GTK_WIDGET (list), "a.pdf"));
  g_assert_nonnull (find_label (GTK_WIDGET (list), "7"));
  g_assert_nonnull (component_test_find (GTK_WIDGET (list), SP_TYPE_THUMBNAIL, 1));
  g_signal_emit_by_name (list, "row-activated", gtk_list_box_get_row_at_index (list, 1));
  component_test_assert_value (self, "1");
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (gtk_list_box_get_row_at_index (list, 1)), "picked"));

  /* One alone is a gallery. */
  component_test_set_props (self, "{'components': [{'name': 'pdf'}], 'component_props': [{}],"
                                  " 'samples': [[" FILE_DATA ("c.pdf") "], [" FILE_DATA ("d.pdf") "]]}");
  flow = GTK_FLOW_BOX (component_test_find (GTK_WIDGET (self), GTK_TYPE_FLOW_BOX, 0));
  g_assert_nonnull (find_label (GTK_WIDGET (flow), "d.pdf"));
  g_signal_emit_by_name (flow, "child-activated", gtk_flow_box_get_child_at_index (flow, 0));
  component_test_assert_value (self, "0");
  g_assert_nonnull (strstr (data, "c.pdf"));
  g_assert_finalize_object (self);
}

static int
get_x (GtkWidget *widget, const char *text, SpComponent *within)
{
  graphene_point_t point;

  g_assert_true (gtk_widget_compute_point (find_label (widget, text), GTK_WIDGET (within),
                                           &GRAPHENE_POINT_INIT (0, 0), &point));

  return (int) point.x;
}

/* Columns share the width of a table. */
static void
test_room (void)
{
  SpComponent *table = component_test_new ("dataset");
  int          height = 0;

  component_test_set_props (table, "{'headers': ['first', 'second'], 'components': ['textbox', 'textbox'],"
                                   " 'samples': [['a', 'b']]}");
  gtk_widget_measure (GTK_WIDGET (table), GTK_ORIENTATION_VERTICAL, 800, NULL, &height, NULL, NULL);
  gtk_widget_allocate (GTK_WIDGET (table), 800, height, -1, NULL);
  g_assert_cmpint (get_x (GTK_WIDGET (table), "b", table), >, 300);
  g_assert_cmpint (get_x (GTK_WIDGET (table), "b", table), ==, get_x (GTK_WIDGET (table), "second", table));
  g_assert_finalize_object (table);
}

static void
check_text (const char *type, const char *props, const char *value, const char *expected)
{
  g_autoptr (JsonNode) props_node = component_test_parse (props);
  g_autoptr (JsonNode) node = component_test_parse (value);
  g_autofree char     *text = sp_sample_dup_text (type, json_node_get_object (props_node), node);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_samples (void)
{
  check_text ("textbox", "{}", "'two\\nlines'", "two lines");
  check_text ("textbox", "{}", "null", "");
  check_text ("number", "{}", "0.1", "0.1");
  check_text ("checkbox", "{}", "true", "Yes");
  check_text ("dropdown", "{'choices': [['One', 1], ['Two', 2]]}", "2", "Two");
  check_text ("checkboxgroup", "{'choices': [['One', 1], ['Two', 2]]}", "[1, 2, 'x']", "One, Two, x");
  check_text ("file", "{}", "{'path': '/tmp/x/a.pdf', 'orig_name': 'b.pdf', 'meta': {'_type':"
                            " 'gradio.FileData'}}",
              "b.pdf");
  check_text ("image", "{}", "'/tmp/x/a.png'", "a.png");
  check_text ("html", "{}", "'<b>x</b><script>y</script>'", "x");
  check_text ("multimodaltextbox", "{}", "{'text': 'look', 'files': [1]}", "look (1 file)");
  check_text (NULL, "{}", "{'a': [1]}", "{\"a\":[1]}");
}

static void
test_widgets (void)
{
  static const char *const      types[] = { "image", "video", "audio", "file",
                                            "json", "colorpicker", "dataframe", "textbox",
                                            "custom", "gallery", "code" };
  static const char *const      values[] = { "null",
                                             "7",
                                             "'#ff0000'",
                                             "'x.png'",
                                             "[[1, 2, 3, 4], 5, []]",
                                             "{'headers': [1], 'data': [['a', null]]}",
                                             "{'video': {'path': 'a.mp4', 'meta': {'_type':"
                                                  " 'gradio.FileData'}}, 'subtitles': null}" };
  g_autoptr (SpThumbnailLoader) loader = sp_thumbnail_loader_new ();
  SpSampleContext               context = { NULL, loader };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++) {
    for (guint j = 0; j < G_N_ELEMENTS (values); j++) {
      g_autoptr (JsonNode) value = component_test_parse (values[j]);
      GtkWidget           *widget =
        g_object_ref_sink (sp_sample_new (types[i], NULL, value, &context));

      g_assert_true (GTK_IS_WIDGET (widget));
      g_object_unref (widget);
    }
  }
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);
  g_test_add_func ("/dataset/generations", test_generations);
  g_test_add_func ("/dataset/hostile", test_hostile);
  g_test_add_func ("/dataset/pick", test_pick);
  g_test_add_func ("/dataset/room", test_room);
  g_test_add_func ("/dataset/custom", test_custom);
  g_test_add_func ("/dataset/pages", test_pages);
  g_test_add_func ("/dataset/samples", test_samples);
  g_test_add_func ("/dataset/widgets", test_widgets);

  return g_test_run ();
}
