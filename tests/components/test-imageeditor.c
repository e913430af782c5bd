/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media-test.h"

#include "sp-canvas-tools.h"
#include "sp-canvas.h"
#include "sp-drop-zone.h"
#include "sp-picture.h"

static gboolean
has_input (gpointer user_data)
{
  return strstr (((GString *) user_data)->str, "input ") != NULL;
}

static SpCanvas *
get_canvas (SpComponent *self)
{
  return SP_CANVAS (component_test_find (GTK_WIDGET (self), SP_TYPE_CANVAS, 0));
}

static gboolean
press (SpComponent *self, guint keyval, GdkModifierType state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (get_canvas (self)));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
    gboolean                       handled = FALSE;

    if (!GTK_IS_EVENT_CONTROLLER_KEY (controller))
      continue;
    g_signal_emit_by_name (controller, "key-pressed", keyval, 0, state, &handled);
    if (handled)
      return TRUE;
  }

  return FALSE;
}

/* A line to the right, by keyboard. */
static void
draw (SpComponent *self)
{
  g_assert_true (press (self, GDK_KEY_space, 0));
  for (guint i = 0; i < 5; i++)
    g_assert_true (press (self, GDK_KEY_Right, 0));
  g_assert_true (press (self, GDK_KEY_space, 0));
}

static void
activate (SpComponent *self, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self), action, NULL));
}

static JsonObject *
get_object (JsonNode *value)
{
  g_assert_true (JSON_NODE_HOLDS_OBJECT (value));

  return json_node_get_object (value);
}

static GFile *
get_local (JsonNode *node)
{
  g_autoptr (GradioFile) file = gradio_file_new_from_json (node);

  g_assert_nonnull (file);
  g_assert_nonnull (gradio_file_get_local (file));

  return g_object_ref (gradio_file_get_local (file));
}

/* Opens what goes to the server. */
static GdkTexture *
decode (JsonNode *node)
{
  g_autoptr (GFile)  file = get_local (node);
  g_autoptr (GError) error = NULL;
  GdkTexture        *texture = gdk_texture_new_from_file (file, &error);

  g_assert_no_error (error);

  return texture;
}

static void
test_generations (void)
{
  component_test_generations ("imageeditor");
}

static void
test_hostile (void)
{
  static const char *const props[] = {
    "{'brush': {'colors': [1, null, [], ['red'], ['#fff', 'x'], 'hsl(a)'], 'default_color': 7, 'default_size': 1e300}}",
    "{'brush': {'colors': 5, 'default_size': -3}, 'eraser': 9}",
    "{'canvas_size': [1e300, -5], 'layers': 3, 'transforms': null}",
    "{'canvas_size': ['a', null], 'layers': {'disabled': 5}}",
    "{'sources': [1, 'upload'], 'attached_events': [null]}",
  };
  static const char *const values[] = {
    "{'background': 5, 'layers': {}, 'composite': []}",
    "{'background': {'path': '/x', 'meta': {'_type': 'gradio.FileData'}}, 'layers': [null, 3], 'composite': null}",
    "{'layers': [[]]}",
  };
  SpComponent *self = NULL;

  component_test_hostile ("imageeditor");
  self = component_test_new ("imageeditor");
  for (guint i = 0; i < G_N_ELEMENTS (props); i++)
    component_test_set_props (self, props[i]);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++) {
    component_test_set_value (self, values[i]);
    component_test_assert_value (self, values[i]);
  }
  media_test_finalize (self);
}

/* A sketchpad: what is drawn comes out as a layer and a composite of the size of the canvas. */
static void
test_draw (void)
{
  SpComponent           *self = component_test_new ("imageeditor");
  GtkWidget             *window = component_test_show (self);
  g_autoptr (GString)    events = component_test_watch (self);
  g_autoptr (JsonNode)   value = NULL;
  g_autoptr (JsonNode)   again = NULL;
  g_autoptr (GdkTexture) layer = NULL;
  g_autoptr (GdkTexture) composite = NULL;
  JsonArray             *layers = NULL;

  component_test_set_props (self, "{'canvas_size': [320, 240], 'sources': [], 'brush': {'default_size': 8,"
                                  " 'colors': ['#000000'], 'default_color': '#000000', 'color_mode': 'fixed'}}");
  component_test_assert_value (self, "null");
  draw (self);
  component_test_wait (has_input, events);
  g_assert_cmpstr (events->str, ==, "change input ");

  value = sp_component_dup_value (self);
  g_assert_true (json_object_get_null_member (get_object (value), "background"));
  layers = json_object_get_array_member (get_object (value), "layers");
  g_assert_cmpuint (json_array_get_length (layers), ==, 1);
  layer = decode (json_array_get_element (layers, 0));
  composite = decode (json_object_get_member (get_object (value), "composite"));
  g_assert_cmpint (gdk_texture_get_width (layer), ==, 320);
  g_assert_cmpint (gdk_texture_get_height (composite), ==, 240);
  again = sp_component_dup_value (self);
  g_assert_true (gradio_json_equal (value, again));
  gtk_window_destroy (GTK_WINDOW (window));
  media_test_finalize (self);
}

/* The value is right at once, also while a thread still writes the files. */
static void
test_value_at_once (void)
{
  SpComponent           *self = component_test_new ("imageeditor");
  g_autoptr (JsonNode)   value = NULL;
  g_autoptr (GdkTexture) composite = NULL;
  guint32                pixels[64 * 64];

  component_test_set_props (self, "{'canvas_size': [64, 64], 'brush': {'default_size': 8, 'colors': ['#ff0000']}}");
  draw (self);
  value = sp_component_dup_value (self);
  composite = decode (json_object_get_member (get_object (value), "composite"));
  gdk_texture_download (composite, (guchar *) pixels, 64 * 4);
  g_assert_cmphex (pixels[32 * 64 + 40], ==, 0xffff0000);
  g_assert_cmphex (pixels[5], ==, 0);
  media_test_finalize (self);
}

static gboolean
is_loaded (gpointer user_data)
{
  return press (user_data, GDK_KEY_Left, 0);
}

/* What came goes back as it came; the drawing is one layer more. */
static void
test_layers (void)
{
  SpComponent           *self = component_test_new ("imageeditor");
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode)   background = media_test_dup_value ("rgb.png");
  g_autoptr (JsonNode)   layer = media_test_dup_value ("layer.png");
  g_autoptr (JsonNode)   base = NULL;
  g_autoptr (JsonNode)   value = NULL;
  g_autoptr (JsonNode)   undone = NULL;
  g_autoptr (GdkTexture) composite = NULL;
  JsonArray             *layers = json_array_new ();

  json_array_add_element (layers, json_node_ref (layer));
  json_object_set_member (object, "background", json_node_ref (background));
  json_object_set_array_member (object, "layers", layers);
  json_object_set_null_member (object, "composite");
  json_object_set_null_member (object, "id");
  base = json_node_init_object (json_node_alloc (), object);
  sp_component_set_value (self, base);
  component_test_wait (is_loaded, self);
  draw (self);

  value = sp_component_dup_value (self);
  g_assert_true (json_object_get_member (get_object (value), "background") ==
                 json_object_get_member (object, "background"));
  layers = json_object_get_array_member (get_object (value), "layers");
  g_assert_cmpuint (json_array_get_length (layers), ==, 2);
  g_assert_true (gradio_json_equal (json_array_get_element (layers, 0), layer));
  g_assert_true (json_object_has_member (get_object (value), "id"));
  composite = decode (json_object_get_member (get_object (value), "composite"));
  g_assert_cmpint (gdk_texture_get_width (composite), ==, 64);

  activate (self, "canvas.undo");
  undone = sp_component_dup_value (self);
  g_assert_true (gradio_json_equal (undone, base));
  media_test_finalize (self);
}

/* An ImageMask has one layer, which takes the drawing. */
static void
test_mask (void)
{
  SpComponent           *self = component_test_new ("imageeditor");
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode)   base = NULL;
  g_autoptr (JsonNode)   value = NULL;
  JsonArray             *layers = json_array_new ();

  component_test_set_props (self, "{'layers': {'disabled': true, 'allow_additional_layers': false}}");
  json_array_add_element (layers, media_test_dup_value ("layer.png"));
  json_object_set_member (object, "background", media_test_dup_value ("rgb.png"));
  json_object_set_array_member (object, "layers", layers);
  base = json_node_init_object (json_node_alloc (), object);
  sp_component_set_value (self, base);
  component_test_wait (is_loaded, self);
  draw (self);
  value = sp_component_dup_value (self);
  layers = json_object_get_array_member (get_object (value), "layers");
  g_assert_cmpuint (json_array_get_length (layers), ==, 1);
  media_test_finalize (self);
}

static void
take (SpComponent *self, const char *name)
{
  g_autofree char      *path = g_test_build_filename (G_TEST_DIST, "media", name, NULL);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (files, g_file_new_for_path (path));
  sp_drop_zone_take_files (SP_DROP_ZONE (component_test_find (GTK_WIDGET (self), SP_TYPE_DROP_ZONE, 0)), files);
}

static void
test_input (void)
{
  SpComponent         *self = component_test_new ("imageeditor");
  g_autoptr (GString)  events = component_test_watch (self);
  g_autoptr (JsonNode) value = NULL;
  g_autoptr (GFile)    file = NULL;
  g_autofree char     *name = NULL;

  take (self, "rgb.png");
  component_test_wait (has_input, events);
  g_assert_cmpstr (events->str, ==, "upload change input ");
  value = sp_component_dup_value (self);
  file = get_local (json_object_get_member (get_object (value), "background"));
  name = g_file_get_basename (file);
  g_assert_cmpstr (name, ==, "rgb.png");
  component_test_wait (is_loaded, self);

  g_string_truncate (events, 0);
  activate (self, "canvas.clear");
  g_assert_cmpstr (events->str, ==, "clear change input ");
  component_test_assert_value (self, "null");
  g_string_truncate (events, 0);
  activate (self, "canvas.apply");
  g_assert_cmpstr (events->str, ==, "apply ");
  media_test_finalize (self);
}

static void
test_tools (void)
{
  SpComponent   *self = component_test_new ("imageeditor");
  SpCanvasTools *tools = SP_CANVAS_TOOLS (component_test_find (GTK_WIDGET (self), SP_TYPE_CANVAS_TOOLS, 0));
  SpCanvasBrush  brush;

  component_test_set_props (self, "{'canvas_size': [500, 1000], 'brush': {'default_size': 'auto',"
                                  " 'colors': ['rgb(204, 50, 50)', ['#00f', 0.5]], 'default_color': 'auto'}}");
  g_assert_true (sp_canvas_tools_get_brush (tools, &brush));
  g_assert_cmpfloat (brush.size, ==, 10);
  g_assert_cmpfloat_with_epsilon (brush.colour.red, 0.8, 0.001);
  g_assert_false (brush.erases);

  activate (self, "canvas.larger");
  sp_canvas_tools_get_brush (tools, &brush);
  g_assert_cmpfloat (brush.size, >, 10);
  activate (self, "canvas.eraser");
  sp_canvas_tools_get_brush (tools, &brush);
  g_assert_true (brush.erases);

  component_test_set_props (self, "{'brush': false, 'eraser': false}");
  g_assert_false (sp_canvas_tools_get_brush (tools, &brush));
  g_assert_false (press (self, GDK_KEY_space, 0));
  media_test_finalize (self);
}

static const char *
get_page (SpComponent *self)
{
  GtkWidget *canvas = component_test_find (GTK_WIDGET (self), SP_TYPE_CANVAS, 0);

  return gtk_stack_get_visible_child_name (GTK_STACK (gtk_widget_get_ancestor (canvas, GTK_TYPE_STACK)));
}

static void
test_static (void)
{
  SpComponent           *self = component_test_new ("imageeditor");
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode)   value = NULL;
  GtkWidget             *tools = component_test_find (GTK_WIDGET (self), SP_TYPE_CANVAS_TOOLS, 0);
  g_autoptr (GPtrArray)  files = NULL;

  sp_component_set_interactive (self, FALSE);
  g_assert_cmpstr (get_page (self), ==, "empty");
  g_assert_false (gtk_widget_get_visible (tools));
  json_object_set_null_member (object, "background");
  json_object_set_array_member (object, "layers", json_array_new ());
  json_object_set_member (object, "composite", media_test_dup_value ("composite.png"));
  value = json_node_init_object (json_node_alloc (), object);
  sp_component_set_value (self, value);
  g_assert_cmpstr (get_page (self), ==, "picture");
  files = SP_COMPONENT_GET_CLASS (self)->dup_files (self);
  g_assert_cmpuint (files->len, ==, 1);
  sp_component_set_interactive (self, TRUE);
  g_assert_cmpstr (get_page (self), ==, "canvas");
  media_test_finalize (self);
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);
  g_test_add_func ("/imageeditor/generations", test_generations);
  g_test_add_func ("/imageeditor/hostile", test_hostile);
  g_test_add_func ("/imageeditor/draw", test_draw);
  g_test_add_func ("/imageeditor/value-at-once", test_value_at_once);
  g_test_add_func ("/imageeditor/layers", test_layers);
  g_test_add_func ("/imageeditor/mask", test_mask);
  g_test_add_func ("/imageeditor/input", test_input);
  g_test_add_func ("/imageeditor/tools", test_tools);
  g_test_add_func ("/imageeditor/static", test_static);

  return g_test_run ();
}
