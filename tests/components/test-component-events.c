/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Each event that a component declares in any generation can be caused by its user, and has the data that functions
 * expect. The user here is one that tries everything: types into all there is to type into, presses, picks and drops.
 * tests/data/component-events.json tells of each event: "here", the test that shows it, or why nobody can cause it. */

#include "media-test.h"

#include "sample-data.h"

#include "sp-drop-zone.h"
#include "sp-file-row.h"
#include "sp-grid.h"
#include "sp-table-view.h"
#include "sp-text-area.h"

#define PATIENCE 60 /* seconds */

#define HERE "here"

typedef struct {
  const char *type;
  const char *props;
  const char *value;
  const char *read_only; /* an event of what cannot be changed */
} Setup;

/* What makes all of it happen, where the props and values of the catalogue alone do not. */
static const Setup setups[] = {
  { "annotatedimage", "{}", NULL, "select" },
  { "button", "{}", "'other'", NULL },
  { "chatbot", "{'examples': [{'text': 'See'}, {'text': 'Hear'}]}", "[]", "example_select" },
  { "checkbox", "{}", "true", NULL },
  { "checkboxgroup", "{'choices': ['a', 'b']}", "['a']", NULL },
  { "colorpicker", "{}", "'#102030'", NULL },
  { "datetime", "{}", "'2020-10-01 05:20:15'", NULL },
  { "dropdown", "{'choices': ['a', 'b', 'c']}", "'b'", NULL },
  { "fallback", "{}", "{'a': 1}", NULL },
  { "highlightedtext", "{}", "[{'token': 'quick', 'class_or_confidence': 'adj'}]", NULL },
  { "image", "{}", NULL, "select" },
  { "imageeditor", "{}", NULL, "select" },
  { "label", "{}", "{'label': 'cat', 'confidences': [{'label': 'cat', 'confidence': 0.5}]}", "select" },
  { "markdown", "{'buttons': ['copy']}", "'words'", "copy" },
  { "multimodaltextbox", "{'stop_btn': true}", "{'text': 'words', 'files': []}", NULL },
  { "nativeplot", "{'x': 'a', 'y': 'b'}", "{'columns': ['a', 'b'], 'data': [[1, 2], [2, 3]], 'mark': 'line'}", NULL },
  { "plot", "{}", "{'type': 'matplotlib', 'plot': 'data:image/png;base64,'}", NULL },
  { "radio", "{'choices': ['a', 'b']}", "'a'", NULL },
  { "simpledropdown", "{'choices': ['a', 'b', 'c']}", "'b'", NULL },
  { "slider", "{'minimum': 0, 'maximum': 100}", "20", NULL },
  { "textbox", "{'stop_btn': true, 'buttons': ['copy']}", "'words'", NULL },
  { "timer", "{}", "3", NULL },
  { "timeseries", "{}", "{'headers': ['x', 'y'], 'data': [[1, 4], [2, 5]]}", NULL },
  { "workflowcanvas", "{}", "{'nodes': []}", NULL },
};

/* Members of the data of each event that has some. */
static const struct {
  const char *type;
  const char *event;
  const char *members[5];
} contents[] = {
  { "annotatedimage", "select", { "index", "value" } },
  { "chatbot", "example_select", { "index", "value" } },
  { "checkbox", "select", { "index", "value", "selected" } },
  { "checkboxgroup", "select", { "index", "value", "selected" } },
  { "dataframe", "select", { "index", "value", "row_value", "col_value" } },
  { "dataset", "select", { "index", "value" } },
  { "dropdown", "key_up", { "key", "input_value" } },
  { "dropdown", "select", { "index", "value", "selected" } },
  { "gallery", "select", { "index", "value" } },
  { "image", "select", { "index", "value" } },
  { "imageeditor", "select", { "index", "value" } },
  { "label", "select", { "index", "value" } },
  { "markdown", "copy", { "value" } },
  { "multimodaltextbox", "select", { "index", "value" } },
  { "radio", "select", { "index", "value" } },
  { "textbox", "copy", { "value" } },
  { "textbox", "select", { "index", "value" } },
};

static JsonObject *types;

/* ---- what there is to do ---- */

static gboolean
needs_dialog (GtkWidget *button)
{
  const char *const words[] = { gtk_widget_get_tooltip_text (button), gtk_button_get_label (GTK_BUTTON (button)) };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++) {
    if (words[i] != NULL && g_str_has_suffix (words[i], "…"))
      return TRUE;
  }

  return FALSE;
}

static void
try_text (GtkWidget *widget, const char *type)
{
  if (GTK_IS_TEXT_VIEW (widget)) {
    GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (widget));
    GtkTextIter    start, end;

    gtk_widget_grab_focus (widget);
    gtk_text_buffer_insert_interactive_at_cursor (buffer, "w", -1, gtk_text_view_get_editable (GTK_TEXT_VIEW (widget)));
    gtk_text_buffer_get_bounds (buffer, &start, &end);
    gtk_text_buffer_select_range (buffer, &start, &end);
  } else if (GTK_IS_TEXT (widget) && gtk_editable_get_editable (GTK_EDITABLE (widget))) {
    gtk_widget_grab_focus (widget);
    gtk_editable_set_text (GTK_EDITABLE (widget), g_str_equal (type, "datetime") ? "2024-05-01 10:00:00" : "2");
    g_signal_emit_by_name (widget, "activate");
    gtk_editable_select_region (GTK_EDITABLE (widget), 0, -1);
  } else if (SP_IS_TEXT_AREA (widget)) {
    g_signal_emit_by_name (widget, "activate");
  }
}

static void
try_choice (GtkWidget *widget)
{
  GtkAdjustment *adjustment = GTK_IS_SCALE (widget) ? gtk_range_get_adjustment (GTK_RANGE (widget)) : NULL;

  if (GTK_IS_CHECK_BUTTON (widget) && gtk_widget_is_sensitive (widget))
    gtk_check_button_set_active (GTK_CHECK_BUTTON (widget), !gtk_check_button_get_active (GTK_CHECK_BUTTON (widget)));
  else if (GTK_IS_DROP_DOWN (widget))
    gtk_drop_down_set_selected (GTK_DROP_DOWN (widget), gtk_drop_down_get_selected (GTK_DROP_DOWN (widget)) == 0 ? 1 : 0);
  else if (adjustment != NULL)
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + 1);
  else if (GTK_IS_COLOR_CHOOSER (widget))
    gtk_color_chooser_set_rgba (GTK_COLOR_CHOOSER (widget), &(GdkRGBA){ 0, 1, 0, 1 });
  else if (GTK_IS_TOGGLE_BUTTON (widget) && !GTK_IS_MENU_BUTTON (gtk_widget_get_parent (widget)))
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (widget), !gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (widget)));
  else if (GTK_IS_BUTTON (widget) && gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)) == NULL &&
           !GTK_IS_TOGGLE_BUTTON (widget) && gtk_widget_get_mapped (widget) &&
           gtk_widget_is_sensitive (widget) && !needs_dialog (widget))
    g_signal_emit_by_name (widget, "clicked");
}

static void
try_list (GtkWidget *widget)
{
  if (GTK_IS_LIST_BOX (widget) && gtk_list_box_get_row_at_index (GTK_LIST_BOX (widget), 0) != NULL)
    g_signal_emit_by_name (widget, "row-activated", gtk_list_box_get_row_at_index (GTK_LIST_BOX (widget), 0));
  else if (GTK_IS_FLOW_BOX (widget) && gtk_flow_box_get_child_at_index (GTK_FLOW_BOX (widget), 0) != NULL)
    g_signal_emit_by_name (widget, "child-activated", gtk_flow_box_get_child_at_index (GTK_FLOW_BOX (widget), 0));
  else if (GTK_IS_GRID_VIEW (widget))
    gtk_widget_activate_action (widget, "list.activate-item", "u", 0);
  else if (SP_IS_GRID (widget))
    sp_grid_move_cursor (SP_GRID (widget), 0, 0, FALSE);
}

static void
try_keys_and_clicks (GtkWidget *widget)
{
  static const guint     keys[] = { GDK_KEY_Tab, GDK_KEY_Down, GDK_KEY_Return };
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  gboolean               handled = FALSE;
  double                 x = gtk_widget_get_width (widget) / 2.0;
  double                 y = gtk_widget_get_height (widget) / 2.0;

  /* Those of GTK itself look at the event that is not there. */
  if (!g_str_has_prefix (G_OBJECT_TYPE_NAME (widget), "Sp") && !GTK_IS_ENTRY (widget))
    return;
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

    if (GTK_IS_EVENT_CONTROLLER_KEY (controller)) {
      for (gsize k = 0; k < G_N_ELEMENTS (keys); k++)
        g_signal_emit_by_name (controller, "key-pressed", keys[k], 0, 0, &handled);
      g_signal_emit_by_name (controller, "key-released", GDK_KEY_a, 0, 0);
    } else if (GTK_IS_GESTURE_CLICK (controller) &&
               gtk_gesture_single_get_button (GTK_GESTURE_SINGLE (controller)) == GDK_BUTTON_PRIMARY) {
      g_signal_emit_by_name (controller, "pressed", 1, x, y);
      g_signal_emit_by_name (controller, "released", 1, x, y);
    }
  }
}

static const char *
find_file (const char *type)
{
  static const char *const names[][2] = {
    { "audio", "stereo44k.wav" },
    { "model3d", "cube.obj" },
    { "video", "clip.mp4" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    if (g_str_equal (names[i][0], type))
      return names[i][1];
  }

  return "rgb.png";
}

static void
drop_file (SpDropZone *zone, const char *type)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (files, media_test_file (find_file (type)));
  sp_drop_zone_take_files (zone, files);
}

/* Widgets come and go while this goes on. What is inside of those of GTK is theirs. */
static void
collect (GtkWidget *widget, GPtrArray *widgets)
{
  g_ptr_array_add (widgets, g_object_ref (widget));
  if (GTK_IS_COLOR_CHOOSER (widget) || GTK_IS_CALENDAR (widget) || GTK_IS_DROP_DOWN (widget) ||
      GTK_IS_POPOVER_MENU (widget))
    return;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    collect (child, widgets);
}

static void
try_everything (SpComponent *self, const char *type, gboolean remove)
{
  static const char *const actions[] = { "component.copy", "canvas.apply" };
  g_autoptr (GPtrArray)    widgets = g_ptr_array_new_with_free_func (g_object_unref);

  collect (GTK_WIDGET (self), widgets);
  for (guint i = 0; i < widgets->len; i++) {
    GtkWidget *widget = g_ptr_array_index (widgets, i);

    if (gtk_widget_get_root (widget) == NULL)
      continue;
    if (remove) {
      gtk_widget_activate_action (widget, "file-row.remove", NULL);
      gtk_widget_activate_action (widget, "canvas.clear", NULL);
      continue;
    }
    try_text (widget, type);
    if (!g_str_has_suffix (type, "loadbutton") && !SP_IS_TABLE_VIEW (gtk_widget_get_ancestor (widget, SP_TYPE_TABLE_VIEW)))
      try_choice (widget); /* rows and columns would come under what is being edited */
    try_list (widget);
    try_keys_and_clicks (widget);
    if (SP_IS_DROP_ZONE (widget) && sp_component_get_interactive (self))
      drop_file (SP_DROP_ZONE (widget), type);
    for (gsize a = 0; a < G_N_ELEMENTS (actions); a++)
      gtk_widget_activate_action (widget, actions[a], NULL);
  }
}

/* ---- what comes of it ---- */

static void
event_cb (SpComponent *self, const char *name, JsonNode *data, GHashTable *seen)
{
  /* The data of the first that has any. */
  if (data != NULL && g_hash_table_lookup (seen, name) == NULL)
    g_hash_table_insert (seen, g_strdup (name), json_node_copy (data));
  else if (!g_hash_table_contains (seen, name))
    g_hash_table_insert (seen, g_strdup (name), NULL);
}

static void
free_node (gpointer node)
{
  g_clear_pointer ((JsonNode **) &node, json_node_unref);
}

static const Setup *
find_setup (const char *type)
{
  for (gsize i = 0; i < G_N_ELEMENTS (setups); i++) {
    if (g_str_equal (setups[i].type, type))
      return &setups[i];
  }

  return NULL;
}

/* The first event that is to be caused here and was not, %NULL for none. */
static const char *
find_missing (GHashTable *seen, JsonObject *declared)
{
  JsonObjectIter iter;
  const char    *event = NULL;
  JsonNode      *shown = NULL;

  json_object_iter_init (&iter, declared);
  while (json_object_iter_next (&iter, &event, &shown)) {
    if (g_str_equal (json_node_get_string (shown), HERE) && !g_hash_table_contains (seen, event))
      return event;
  }

  return NULL;
}

static gboolean
count (gpointer user_data)
{
  (*(guint *) user_data)++;

  return G_SOURCE_CONTINUE;
}

/* What is typed settles, the focus comes and goes, and files are read: what they bring is there to be tried at the
 * next look. */
static void
wait_for_events (SpComponent *self, GHashTable *seen, const char *type, JsonObject *declared, const char *event)
{
  guint seconds = 0;
  guint looks = 0;
  guint timer = g_timeout_add_seconds (1, count, &seconds);

  while (seconds < PATIENCE && (event != NULL ? !g_hash_table_contains (seen, event) : find_missing (seen, declared) != NULL)) {
    g_main_context_iteration (NULL, TRUE);
    if (seconds > looks)
      try_everything (self, type, FALSE);
    looks = seconds;
  }
  g_source_remove (timer);
}

static void
listen_to_all (SpComponent *self, JsonObject *declared)
{
  g_autoptr (JsonObject) props = json_object_new ();
  g_autoptr (GList)      events = json_object_get_members (declared);
  JsonArray             *names = json_array_new ();

  json_object_set_boolean_member (props, "_selectable", TRUE);
  for (GList *l = events; l != NULL; l = l->next)
    json_array_add_string_element (names, l->data);
  json_object_set_array_member (props, "attached_events", names);
  sp_component_set_props (self, props);
}

static gboolean
has_lost_focus (gpointer user_data)
{
  GtkWidget *focus = gtk_window_get_focus (user_data);

  return focus == NULL;
}

static void
focus_all (GtkWidget *widget, GtkWindow *window)
{
  gtk_widget_grab_focus (widget);
  gtk_window_set_focus (window, NULL);
  component_test_wait (has_lost_focus, window);
}

/* A picture with one part of it marked. */
static JsonNode *
new_annotated (void)
{
  JsonNode            *value = component_test_parse ("{'annotations': [{'label': 'box'}]}");
  JsonObject          *object = json_node_get_object (value);
  g_autoptr (JsonNode) picture = media_test_dup_value ("rgb.png");
  g_autoptr (JsonNode) mask = media_test_dup_value ("mask.png");

  json_object_set_member (object, "image", json_node_copy (picture));
  json_object_set_member (json_array_get_object_element (json_object_get_array_member (object, "annotations"), 0),
                          "image", json_node_copy (mask));

  return value;
}

static void
set_start_value (SpComponent *self, const SampleData *sample)
{
  const Setup         *setup = find_setup (sample->type);
  g_autoptr (JsonNode) annotated = g_str_equal (sample->type, "annotatedimage") ? new_annotated () : NULL;

  if (annotated != NULL)
    sp_component_set_value (self, annotated);
  else if (setup != NULL && setup->value != NULL)
    component_test_set_value (self, setup->value);
  else
    sp_component_set_value (self, sample->payload);
}

static void
try_component (const SampleData *sample, JsonObject *declared, gboolean interactive, GHashTable *seen)
{
  const Setup *setup = find_setup (sample->type);
  SpComponent *self = component_test_new (sample->type);
  GtkWindow   *window = NULL;

  sp_component_set_props (self, sample->props);
  listen_to_all (self, declared);
  if (setup != NULL)
    component_test_set_props (self, setup->props);
  sp_component_set_interactive (self, interactive);
  g_signal_connect (self, "event", G_CALLBACK (event_cb), seen);
  window = media_test_show (GTK_WIDGET (self));
  set_start_value (self, sample);
  try_everything (self, sample->type, TRUE);
  set_start_value (self, sample);
  focus_all (GTK_WIDGET (self), window);
  try_everything (self, sample->type, FALSE);
  if (interactive || (setup != NULL && setup->read_only != NULL))
    wait_for_events (self, seen, sample->type, declared, interactive ? NULL : setup->read_only);
  gtk_window_destroy (window);
  g_signal_handlers_disconnect_by_func (self, event_cb, seen);
  media_test_finalize (self);
}

static void
assert_data (const char *type, GHashTable *seen)
{
  for (gsize i = 0; i < G_N_ELEMENTS (contents); i++) {
    JsonNode *data = NULL;

    if (!g_str_equal (contents[i].type, type))
      continue;
    data = g_hash_table_lookup (seen, contents[i].event);
    g_assert_true (data != NULL && JSON_NODE_HOLDS_OBJECT (data));
    for (gsize m = 0; contents[i].members[m] != NULL; m++) {
      if (!json_object_has_member (json_node_get_object (data), contents[i].members[m]))
        g_error ("%s: %s has no %s", type, contents[i].event, contents[i].members[m]);
    }
  }
}

static void
test_events (gconstpointer user_data)
{
  const SampleData      *sample = user_data;
  JsonObject            *declared = json_object_get_object_member (types, sample->type);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_node);

  try_component (sample, declared, FALSE, seen);
  try_component (sample, declared, TRUE, seen);
  g_assert_cmpstr (find_missing (seen, declared), ==, NULL);
  assert_data (sample->type, seen);
}

static gboolean
is_shown_here (JsonObject *declared)
{
  g_autoptr (GHashTable) none = g_hash_table_new (g_str_hash, g_str_equal);

  return find_missing (none, declared) != NULL;
}

/* One class of each type that is not there yet. */
static void
add_types (GPtrArray *samples, GHashTable *known)
{
  for (guint i = 0; i < samples->len; i++) {
    SampleData      *sample = g_ptr_array_index (samples, i);
    g_autofree char *path = g_strdup_printf ("/component-events/%s", sample->type);

    if (json_object_has_member (types, sample->type) && g_hash_table_add (known, sample->type) &&
        is_shown_here (json_object_get_object_member (types, sample->type)))
      g_test_add_data_func (path, sample, test_events);
  }
}

/* All tests of components, as one text. */
static char *
read_tests (void)
{
  g_autofree char    *folder = g_test_build_filename (G_TEST_DIST, "components", NULL);
  g_autoptr (GDir)    dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GString) all = g_string_new (NULL);
  const char         *name = NULL;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    g_autofree char *text = NULL;

    if (!g_str_has_prefix (name, "test-") || !g_str_has_suffix (name, ".c"))
      continue;
    g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
    g_string_append (all, text);
  }

  return g_string_free (g_steal_pointer (&all), FALSE);
}

/* Where another test is said to show an event, there is one of that name. */
static void
test_elsewhere (void)
{
  g_autofree char  *tests = read_tests ();
  g_autoptr (GList) names = json_object_get_members (types);

  for (GList *l = names; l != NULL; l = l->next) {
    JsonObjectIter iter;
    const char    *event = NULL;
    JsonNode      *shown = NULL;

    json_object_iter_init (&iter, json_object_get_object_member (types, l->data));
    while (json_object_iter_next (&iter, &event, &shown)) {
      const char      *where = json_node_get_string (shown);
      g_autofree char *quoted = g_strdup_printf ("\"%s\"", where);

      if (*where == '/' && strstr (tests, quoted) == NULL)
        g_error ("%s: there is no %s", (const char *) l->data, where);
    }
  }
}

int
main (int argc, char **argv)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray)  new_ones = NULL;
  g_autoptr (GPtrArray)  old_ones = NULL;
  g_autofree char       *path = NULL;
  g_autofree char       *text = NULL;
  g_autoptr (JsonNode)   root = NULL;

  component_test_init (&argc, &argv);
  component_test_use_gstreamer ();
  path = g_test_build_filename (G_TEST_DIST, "data", "component-events.json", NULL);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  root = gradio_json_parse (text, -1, NULL);
  types = json_node_get_object (root);
  new_ones = sample_data_load (g_test_get_dir (G_TEST_DIST), "6.31.0");
  old_ones = sample_data_load (g_test_get_dir (G_TEST_DIST), "3.50.2");
  add_types (new_ones, known);
  add_types (old_ones, known);
  g_test_add_func ("/component-events/elsewhere", test_elsewhere);

  return g_test_run ();
}
