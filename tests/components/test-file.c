/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media-test.h"
#include "sp-drop-zone.h"
#include "sp-file-drag.h"
#include "sp-file-row.h"

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
  g_test_add_func ("/file/single-replaces", test_single_replaces);
  g_test_add_func ("/file/many", test_many);
  g_test_add_func ("/file/drag", test_drag);

  return g_test_run ();
}
