/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media-test.h"
#include "sp-drop-zone.h"
#include "sp-file-drag.h"
#include "sp-file-row.h"

#include <glib/gstdio.h>

#define FILE_A "{'path':'/tmp/a b.txt','url':null,'size':6,'orig_name':'a b.txt','mime_type':'text/plain'," \
               "'is_stream':false,'meta':{'_type':'gradio.FileData'}}"
#define FILE_B "{'path':'/tmp/b.bin','size':null,'meta':{'_type':'gradio.FileData'}}"

static void
test_generations (void)
{
  component_test_generations ("file");
}

static void
test_hostile (void)
{
  component_test_hostile ("file");
}

static void
test_shapes (void)
{
  const char *const shapes[] = { FILE_A, "[" FILE_A "]", "[" FILE_A "," FILE_B "]", "[]", "null",
                                 "[null," FILE_A ",7]", "'just a path'" };

  for (int interactive = 0; interactive < 2; interactive++) {
    SpComponent *file = component_test_new ("file");
    GtkWindow   *window = media_test_show (GTK_WIDGET (file));

    sp_component_set_interactive (file, interactive == 1);
    for (gsize i = 0; i < G_N_ELEMENTS (shapes); i++) {
      component_test_set_value (file, shapes[i]);
      component_test_assert_value (file, shapes[i]);
    }
    gtk_window_destroy (window);
    g_assert_finalize_object (file);
  }
}

static gboolean
has_input (gpointer user_data)
{
  return g_str_has_suffix (((GString *) user_data)->str, "input ");
}

static void
take (SpDropZone *zone, const char *first, const char *second)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (files, media_test_file (first));
  if (second != NULL)
    g_ptr_array_add (files, media_test_file (second));
  sp_drop_zone_take_files (zone, files);
}

static guint
count_files (SpComponent *file)
{
  g_autoptr (JsonNode) value = sp_component_dup_value (file);

  if (json_node_is_null (value))
    return 0;
  g_assert_true (JSON_NODE_HOLDS_ARRAY (value));

  return json_array_get_length (json_node_get_array (value));
}

static void
test_several (void)
{
  SpComponent         *file = component_test_new ("file");
  g_autoptr (GString)  events = component_test_watch (file);
  g_autoptr (JsonNode) value = NULL;
  GtkWindow           *window = media_test_show (GTK_WIDGET (file));
  SpDropZone          *zone = NULL;

  zone = SP_DROP_ZONE (component_test_find (GTK_WIDGET (file), SP_TYPE_DROP_ZONE, 0));
  component_test_set_props (file, "{'file_count':'multiple','file_types':['text','.png']}");
  component_test_set_value (file, "[" FILE_A "]");
  g_string_truncate (events, 0);
  take (zone, "notes.txt", "rgb.png");
  component_test_wait (has_input, events);
  g_assert_cmpstr (events->str, ==, "upload change input ");
  g_assert_cmpuint (count_files (file), ==, 3);

  /* What the server has is sent back as it came. */
  value = sp_component_dup_value (file);
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (json_node_get_array (value), 0),
                                                  "path"),
                   ==, "/tmp/a b.txt");

  g_string_truncate (events, 0);
  gtk_widget_activate_action (component_test_find (GTK_WIDGET (file), SP_TYPE_FILE_ROW, 0),
                              "file-row.remove", NULL);
  g_assert_cmpstr (events->str, ==, "delete change input ");
  g_assert_cmpuint (count_files (file), ==, 2);

  gtk_window_destroy (window);
  media_test_finalize (file);
}

static void
event_cb (SpComponent *file, const char *name, JsonNode *data, GString *events)
{
  g_autofree char *json = data != NULL ? gradio_json_write (data) : NULL;

  g_string_append_printf (events, "%s%s ", name, json != NULL ? json : "");
}

static GtkWidget *
find_button (GtkWidget *widget, const char *label)
{
  for (guint i = 0;; i++) {
    GtkWidget *button = component_test_find (widget, GTK_TYPE_BUTTON, i);

    if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (button)), label) == 0)
      return button;
  }
}

static GtkEventController *
find_controller (GtkWidget *widget, GType type)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

    if (G_TYPE_CHECK_INSTANCE_TYPE (controller, type))
      return controller;
  }
  g_assert_not_reached ();
}

static void
test_event_data (void)
{
  SpComponent        *file = component_test_new ("file");
  g_autoptr (GString) events = g_string_new (NULL);
  GtkWindow          *window = media_test_show (GTK_WIDGET (file));
  GtkWidget          *row = NULL;

  component_test_set_props (file, "{'file_count':'multiple'}");
  component_test_set_value (file, "[" FILE_B "," FILE_A "]");
  g_signal_connect (file, "event", G_CALLBACK (event_cb), events);
  row = component_test_find (GTK_WIDGET (file), SP_TYPE_FILE_ROW, 1);
  g_signal_emit_by_name (find_controller (row, GTK_TYPE_GESTURE_CLICK), "released", 1, 1.0, 1.0);
  g_assert_cmpstr (events->str, ==, "select{\"value\":\"a b.txt\",\"index\":1} ");

  g_string_truncate (events, 0);
  g_signal_emit_by_name (row, "save");
  g_assert_true (g_str_has_prefix (events->str, "download{\"path\":\"/tmp/a b.txt\","));
  g_assert_nonnull (strstr (events->str, ",\"filename_stem\":\"a b\",\"filename_ext\":\".txt\"}"));

  g_string_truncate (events, 0);
  gtk_widget_activate_action (row, "file-row.remove", NULL);
  g_assert_true (g_str_has_prefix (events->str, "delete{\"path\":\"/tmp/a b.txt\","));
  g_assert_true (g_str_has_suffix (events->str, " change input "));

  g_string_truncate (events, 0);
  g_signal_emit_by_name (find_button (GTK_WIDGET (file), "_Remove All"), "clicked");
  g_assert_cmpstr (events->str, ==, "clear change input ");
  component_test_assert_value (file, "null");
  gtk_window_destroy (window);
  media_test_finalize (file);
}

static void
test_order (void)
{
  SpComponent        *file = component_test_new ("file");
  g_autoptr (GString) events = component_test_watch (file);
  GtkWindow          *window = media_test_show (GTK_WIDGET (file));
  GtkWidget          *list = component_test_find (GTK_WIDGET (file), GTK_TYPE_LIST_VIEW, 0);
  GtkSingleSelection *selection = GTK_SINGLE_SELECTION (gtk_list_view_get_model (GTK_LIST_VIEW (list)));
  g_auto (GValue)     value = G_VALUE_INIT;
  gboolean            is_done = FALSE;

  component_test_set_props (file, "{'file_count':'multiple'}");
  component_test_set_value (file, "[" FILE_A "," FILE_B "]");
  g_string_truncate (events, 0);
  gtk_single_selection_set_selected (selection, 0);
  g_assert_false (component_test_press (GTK_WIDGET (file), GDK_KEY_Down, GDK_ALT_MASK));

  component_test_set_props (file, "{'allow_reordering':true}");
  g_assert_true (component_test_press (GTK_WIDGET (file), GDK_KEY_Down, GDK_ALT_MASK));
  component_test_assert_value (file, "[" FILE_B "," FILE_A "]");
  g_assert_cmpstr (events->str, ==, "change input ");
  g_assert_true (component_test_press (GTK_WIDGET (file), GDK_KEY_Down, GDK_ALT_MASK)); /* the last */
  component_test_assert_value (file, "[" FILE_B "," FILE_A "]");

  /* The second is dropped on the first. */
  g_value_init (&value, GRADIO_TYPE_FILE);
  g_value_take_object (&value, g_list_model_get_item (G_LIST_MODEL (selection), 1));
  g_signal_emit_by_name (find_controller (component_test_find (list, SP_TYPE_FILE_ROW, 0), GTK_TYPE_DROP_TARGET),
                         "drop", &value, 1.0, 1.0, &is_done);
  g_assert_true (is_done);
  component_test_assert_value (file, "[" FILE_A "," FILE_B "]");

  sp_component_set_interactive (file, FALSE);
  g_assert_false (component_test_press (GTK_WIDGET (file), GDK_KEY_Up, GDK_ALT_MASK));
  gtk_window_destroy (window);
  g_value_unset (&value);
  media_test_finalize (file);
}

static void
test_upload_progress (void)
{
  SpFileRow             *row = g_object_ref_sink (SP_FILE_ROW (sp_file_row_new ()));
  GtkWindow             *window = media_test_show (GTK_WIDGET (row));
  g_autoptr (GradioFile) file = media_test_gradio_file ("clip.mp4");
  g_autoptr (GradioFile) other = media_test_gradio_file ("notes.txt");
  GradioClient          *client = gradio_client_new ("http://127.0.0.1:1/");
  GtkWidget             *bar = component_test_find (GTK_WIDGET (row), GTK_TYPE_PROGRESS_BAR, 0);

  sp_file_row_set_file (row, file, client);
  g_signal_emit_by_name (client, "upload-progress", gradio_file_get_local (other), (gint64) 10, (gint64) 100);
  g_assert_false (gtk_widget_get_visible (bar));
  g_signal_emit_by_name (client, "upload-progress", gradio_file_get_local (file), (gint64) 25, (gint64) 100);
  g_assert_true (gtk_widget_get_visible (bar));
  g_assert_cmpfloat (gtk_progress_bar_get_fraction (GTK_PROGRESS_BAR (bar)), ==, 0.25);
  g_signal_emit_by_name (client, "upload-progress", gradio_file_get_local (file), (gint64) 100, (gint64) 100);
  g_assert_false (gtk_widget_get_visible (bar));
  g_signal_emit_by_name (client, "upload-progress", gradio_file_get_local (file), (gint64) 0, (gint64) 100);
  g_signal_emit_by_name (client, "upload-progress", gradio_file_get_local (file), (gint64) -1, (gint64) 100);
  g_assert_false (gtk_widget_get_visible (bar));
  gtk_window_destroy (window);
  media_test_finalize (row);
  g_assert_finalize_object (client);
}

/* A folder comes as the files in it, each with the way to it. */
static void
test_directory (void)
{
  SpComponent          *file = component_test_new ("file");
  g_autoptr (GString)   events = component_test_watch (file);
  g_autoptr (JsonNode)  value = NULL;
  g_autoptr (GPtrArray) folders = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char      *path = g_dir_make_tmp ("spaceport-test-XXXXXX", NULL);
  g_autofree char      *base = g_path_get_basename (path);
  g_autofree char      *deep = g_build_filename (path, "deep", NULL);
  g_autofree char      *one = g_build_filename (deep, "one.txt", NULL);
  g_autofree char      *expected = g_strdup_printf ("%s/deep/one.txt", base);
  SpDropZone           *zone = NULL;

  g_assert_cmpint (g_mkdir (deep, 0700), ==, 0);
  g_assert_true (g_file_set_contents (one, "1", -1, NULL));
  zone = SP_DROP_ZONE (component_test_find (GTK_WIDGET (file), SP_TYPE_DROP_ZONE, 0));
  component_test_set_props (file, "{'file_count':'directory'}");
  g_ptr_array_add (folders, g_file_new_for_path (path));
  sp_drop_zone_take_files (zone, folders);
  component_test_wait (has_input, events);
  value = sp_component_dup_value (file);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (value)), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (json_node_get_array (value), 0),
                                                  "orig_name"),
                   ==, expected);
  g_assert_cmpint (g_unlink (one) | g_rmdir (deep) | g_rmdir (path), ==, 0);
  media_test_finalize (file);
}

static void
test_single_replaces (void)
{
  SpComponent         *file = component_test_new ("file");
  g_autoptr (GString)  events = component_test_watch (file);
  g_autoptr (JsonNode) value = NULL;
  g_autoptr (JsonNode) expected = media_test_dup_value ("paper.pdf");
  SpDropZone          *zone = NULL;

  zone = SP_DROP_ZONE (component_test_find (GTK_WIDGET (file), SP_TYPE_DROP_ZONE, 0));
  component_test_set_value (file, FILE_A);
  take (zone, "paper.pdf", NULL);
  component_test_wait (has_input, events);
  value = sp_component_dup_value (file);
  g_assert_true (gradio_json_equal (value, expected));
  media_test_finalize (file);
}

static void
test_many (void)
{
  g_autoptr (GString) json = g_string_new ("[" FILE_A);
  SpComponent        *file = component_test_new ("file");
  GtkWindow          *window = media_test_show (GTK_WIDGET (file));

  for (int i = 0; i < 10000; i++)
    g_string_append (json, "," FILE_B);
  g_string_append_c (json, ']');
  component_test_set_value (file, json->str);
  component_test_assert_value (file, json->str);
  gtk_window_destroy (window);
  g_assert_finalize_object (file);
}

static void
test_drag (void)
{
  GtkWidget                     *label = g_object_ref_sink (gtk_label_new ("x"));
  SpFileDrag                    *drag = sp_file_drag_new (label);
  g_autoptr (GradioFile)         file = media_test_gradio_file ("notes.txt");
  g_autoptr (JsonNode)           node = component_test_parse (FILE_A);
  g_autoptr (GradioFile)         remote = gradio_file_new_from_json (node);
  g_autoptr (GdkContentProvider) content = NULL;
  g_auto (GValue)                value = G_VALUE_INIT;
  g_autoptr (GSList)             files = NULL;
  g_autofree char               *name = NULL;

  g_assert_null (sp_file_drag_dup_content (drag));
  sp_file_drag_set_file (drag, remote, NULL);
  sp_file_drag_prepare (drag);
  g_assert_null (sp_file_drag_dup_content (drag));

  sp_file_drag_set_file (drag, file, NULL);
  content = sp_file_drag_dup_content (drag);
  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_assert_true (gdk_content_provider_get_value (content, &value, NULL));
  files = gdk_file_list_get_files (g_value_get_boxed (&value));
  name = g_file_get_basename (files->data);
  g_assert_cmpstr (name, ==, "notes.txt");

  g_assert_finalize_object (drag);
  g_assert_finalize_object (label);
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);

  g_test_add_func ("/file/generations", test_generations);
  g_test_add_func ("/file/hostile", test_hostile);
  g_test_add_func ("/file/shapes", test_shapes);
  g_test_add_func ("/file/several", test_several);
  g_test_add_func ("/file/event-data", test_event_data);
  g_test_add_func ("/file/order", test_order);
  g_test_add_func ("/file/upload-progress", test_upload_progress);
  g_test_add_func ("/file/directory", test_directory);
  g_test_add_func ("/file/single-replaces", test_single_replaces);
  g_test_add_func ("/file/many", test_many);
  g_test_add_func ("/file/drag", test_drag);

  return g_test_run ();
}
