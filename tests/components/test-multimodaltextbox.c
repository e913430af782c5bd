/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media-test.h"

#include "sp-drop-zone.h"
#include "sp-file-chip.h"
#include "sp-microphone-view.h"
#include "sp-text-area.h"

static SpTextArea *
get_area (SpComponent *self)
{
  return SP_TEXT_AREA (component_test_find (GTK_WIDGET (self), SP_TYPE_TEXT_AREA, 0));
}

static GtkTextBuffer *
get_buffer (SpComponent *self)
{
  return gtk_text_view_get_buffer (sp_text_area_get_view (get_area (self)));
}

static GtkWidget *
get_submit (SpComponent *self)
{
  return gtk_widget_get_next_sibling (GTK_WIDGET (get_area (self)));
}

static GtkWidget *
get_record (SpComponent *self)
{
  return gtk_widget_get_prev_sibling (GTK_WIDGET (get_area (self)));
}

static GtkWidget *
get_attach (SpComponent *self)
{
  return gtk_widget_get_prev_sibling (get_record (self));
}

static void
test_generations (void)
{
  component_test_generations ("multimodaltextbox");
}

static void
test_hostile (void)
{
  component_test_hostile ("multimodaltextbox");
}

static void
test_typing (void)
{
  SpComponent        *self = component_test_new ("multimodaltextbox");
  g_autoptr (GString) events = component_test_watch (self);

  component_test_assert_value (self, "null");
  gtk_text_buffer_insert_at_cursor (get_buffer (self), "hey", -1);
  g_assert_cmpstr (events->str, ==, "change input ");
  component_test_assert_value (self, "{'text': 'hey', 'files': []}");
  g_string_truncate (events, 0);
  g_signal_emit_by_name (get_area (self), "activate");
  g_signal_emit_by_name (get_submit (self), "clicked");
  g_assert_cmpstr (events->str, ==, "submit submit ");
  sp_component_set_interactive (self, FALSE);
  g_signal_emit_by_name (get_area (self), "activate");
  g_assert_cmpstr (events->str, ==, "submit submit ");
  component_test_set_value (self, "null");
  component_test_assert_value (self, "null");
  g_assert_cmpint (gtk_text_buffer_get_char_count (get_buffer (self)), ==, 0);
  g_assert_finalize_object (self);
}

static void
test_buttons (void)
{
  SpComponent        *self = component_test_new ("multimodaltextbox");
  GtkWidget          *stop = gtk_widget_get_next_sibling (get_submit (self));
  g_autoptr (GString) events = component_test_watch (self);

  g_assert_true (gtk_widget_get_visible (get_submit (self)));
  component_test_set_props (self, "{'submit_btn': false, 'stop_btn': 'Halt'}");
  g_assert_false (gtk_widget_get_visible (get_submit (self)));
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (stop)), ==, "Halt");
  g_signal_emit_by_name (stop, "clicked");
  g_assert_cmpstr (events->str, ==, "stop ");
  component_test_set_props (self, "{'submit_btn': true, 'stop_btn': false}");
  g_assert_true (gtk_widget_get_visible (get_submit (self)));
  g_assert_false (gtk_widget_get_visible (stop));
  component_test_set_props (self, "{'sources': ['microphone']}");
  g_assert_false (gtk_widget_get_visible (get_attach (self)));
  g_assert_true (gtk_widget_get_visible (get_record (self)));
  component_test_set_props (self, "{'sources': ['upload']}");
  g_assert_false (gtk_widget_get_visible (get_record (self)));
  g_assert_finalize_object (self);
}

typedef struct {
  SpComponent *component;
  guint        n_files;
} Wanted;

static guint
count_files (SpComponent *self)
{
  g_autoptr (JsonNode) value = sp_component_dup_value (self);
  JsonArray           *files = NULL;

  if (!JSON_NODE_HOLDS_OBJECT (value))
    return 0;
  files = gradio_json_get_array (json_node_get_object (value), "files");

  return files != NULL ? json_array_get_length (files) : 0;
}

static gboolean
has_files (gpointer user_data)
{
  Wanted *wanted = user_data;

  return count_files (wanted->component) == wanted->n_files;
}

static void
started_cb (SpMicrophoneView *view)
{
  sp_microphone_view_stop (view);
}

static gboolean
is_at_rest (gpointer user_data)
{
  return !sp_microphone_view_get_recording (user_data);
}

/* A recording goes beside the text, like a file. */
static void
test_record (void)
{
  SpComponent        *self = component_test_new ("multimodaltextbox");
  Wanted              wanted = { self, 1 };
  GtkWidget          *window = component_test_show (self);
  GtkWidget          *view = component_test_find (GTK_WIDGET (self), SP_TYPE_MICROPHONE_VIEW, 0);
  g_autoptr (GString) events = component_test_watch (self);

  media_test_set_microphone (TRUE);
  component_test_set_props (self, "{'sources': ['upload', 'microphone'], 'file_count': 'single'}");
  g_assert_false (gtk_widget_get_visible (view));
  g_signal_emit_by_name (get_record (self), "clicked");
  g_assert_true (gtk_widget_get_visible (view));
  g_assert_false (gtk_widget_get_sensitive (get_record (self)));
  g_signal_connect (view, "started", G_CALLBACK (started_cb), NULL);
  component_test_wait (has_files, &wanted);
  component_test_wait (is_at_rest, view);
  g_assert_false (gtk_widget_get_visible (view));
  g_assert_false (gtk_widget_get_visible (get_record (self))); /* one file is all it takes */
  g_assert_nonnull (strstr (events->str, "change input "));

  media_test_set_microphone (FALSE);
  gtk_window_destroy (GTK_WINDOW (window));
  media_test_finalize (self);
}

static void
drop (SpComponent *self, const char *name)
{
  g_autofree char      *path = g_test_build_filename (G_TEST_DIST, "media", name, NULL);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (files, g_file_new_for_path (path));
  sp_drop_zone_take_files (
    SP_DROP_ZONE (component_test_find (GTK_WIDGET (self), SP_TYPE_DROP_ZONE, 0)), files);
}

static gboolean
is_refused (gpointer user_data)
{
  return sp_component_get_error_text (user_data) != NULL;
}

static void
test_files (void)
{
  SpComponent *self = component_test_new ("multimodaltextbox");
  GtkWidget   *window = component_test_show (self);
  Wanted       one = { self, 1 }, two = { self, 2 };

  component_test_set_props (self, "{'file_types': ['image']}");
  drop (self, "alpha.png");
  component_test_wait (has_files, &one);
  g_assert_false (gtk_widget_get_visible (get_attach (self))); /* there is one, and only one */
  component_test_set_props (self, "{'file_count': 'multiple'}");
  g_assert_true (gtk_widget_get_visible (get_attach (self)));
  drop (self, "alpha.png");
  component_test_wait (has_files, &two); /* twice is twice */
  drop (self, "data.json");
  component_test_wait (is_refused, self);
  g_assert_cmpuint (count_files (self), ==, 2);

  gtk_widget_activate_action (component_test_find (GTK_WIDGET (self), SP_TYPE_FILE_CHIP, 1),
                              "file-chip.remove", NULL);
  g_assert_cmpuint (count_files (self), ==, 1);
  sp_component_set_interactive (self, FALSE);
  gtk_widget_activate_action (component_test_find (GTK_WIDGET (self), SP_TYPE_FILE_CHIP, 0),
                              "file-chip.remove", NULL);
  g_assert_cmpuint (count_files (self), ==, 1);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
}

static void
emit_paste (SpComponent *self)
{
  g_signal_emit_by_name (sp_text_area_get_view (get_area (self)), "paste-clipboard");
}

static void
paste (SpComponent *self, const char *text)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  emit_paste (self);
}

static gboolean
has_text (gpointer user_data)
{
  return gtk_text_buffer_get_char_count (get_buffer (user_data)) == 5;
}

static void
test_long_text_becomes_a_file (void)
{
  SpComponent          *self = component_test_new ("multimodaltextbox");
  GtkWidget            *window = component_test_show (self);
  Wanted                one = { self, 1 };
  g_autofree char      *long_text = g_strnfill (11, 'x');
  g_autofree char      *contents = NULL;
  g_autoptr (JsonNode)  value = NULL;
  g_autoptr (GPtrArray) files = NULL;

  component_test_set_props (self, "{'max_plain_text_length': 10}");
  paste (self, "short");
  component_test_wait (has_text, self);
  paste (self, long_text);
  component_test_wait (has_files, &one);
  g_assert_true (has_text (self));
  value = sp_component_dup_value (self);
  files = gradio_file_collect (value);
  g_assert_cmpstr (gradio_file_get_name (g_ptr_array_index (files, 0)), ==, "pasted_text.txt");
  g_assert_true (g_file_load_contents (gradio_file_get_local (g_ptr_array_index (files, 0)), NULL,
                                       &contents, NULL, NULL, NULL));
  g_assert_cmpstr (contents, ==, long_text);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
  g_assert_false (
    g_file_query_exists (gradio_file_get_local (g_ptr_array_index (files, 0)), NULL));
}

static GdkTexture *
new_texture (void)
{
  static const guchar pixels[16] = { 255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 9, 9, 9, 255 };
  g_autoptr (GBytes)  bytes = g_bytes_new_static (pixels, sizeof pixels);

  return gdk_memory_texture_new (2, 2, GDK_MEMORY_R8G8B8A8, bytes, 8);
}

static GFile *
dup_file (SpComponent *self, guint position)
{
  g_autoptr (JsonNode)  value = sp_component_dup_value (self);
  g_autoptr (GPtrArray) files = gradio_file_collect (value);

  return g_object_ref (gradio_file_get_local (g_ptr_array_index (files, position)));
}

/* Pictures and files go beside the text, which stays. */
static void
test_paste (void)
{
  SpComponent           *self = component_test_new ("multimodaltextbox");
  GtkWidget             *window = component_test_show (self);
  GdkClipboard          *clipboard = gtk_widget_get_clipboard (window);
  g_autofree char       *path = g_test_build_filename (G_TEST_DIST, "media", "data.json", NULL);
  g_autoptr (GFile)      on_disk = g_file_new_for_path (path);
  GdkFileList           *list = gdk_file_list_new_from_array (&on_disk, 1);
  g_autoptr (GdkTexture) texture = new_texture ();
  g_autoptr (GdkTexture) again = NULL;
  g_autoptr (GFile)      picture = NULL;
  g_autoptr (GFile)      pasted = NULL;
  Wanted                 one = { self, 1 }, two = { self, 2 };

  component_test_set_props (self, "{'file_count': 'multiple'}");
  component_test_set_value (self, "{'text': 'Look:', 'files': []}");
  gdk_clipboard_set_texture (clipboard, texture);
  emit_paste (self);
  component_test_wait (has_files, &one);
  picture = dup_file (self, 0);
  again = gdk_texture_new_from_file (picture, NULL);
  g_assert_cmpint (gdk_texture_get_width (again), ==, 2);

  gdk_clipboard_set (clipboard, GDK_TYPE_FILE_LIST, list);
  emit_paste (self);
  component_test_wait (has_files, &two);
  pasted = dup_file (self, 1);
  g_assert_true (g_file_equal (pasted, on_disk));
  g_boxed_free (GDK_TYPE_FILE_LIST, list);
  g_assert_true (has_text (self));

  component_test_set_props (self, "{'sources': []}"); /* an app that takes text only */
  gdk_clipboard_set_texture (clipboard, texture);
  emit_paste (self);
  g_assert_cmpuint (count_files (self), ==, 2);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
  g_assert_false (g_file_query_exists (picture, NULL));
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);
  g_test_add_func ("/multimodaltextbox/record", test_record);
  g_test_add_func ("/multimodaltextbox/generations", test_generations);
  g_test_add_func ("/multimodaltextbox/hostile", test_hostile);
  g_test_add_func ("/multimodaltextbox/typing", test_typing);
  g_test_add_func ("/multimodaltextbox/buttons", test_buttons);
  g_test_add_func ("/multimodaltextbox/files", test_files);
  g_test_add_func ("/multimodaltextbox/paste", test_paste);
  g_test_add_func ("/multimodaltextbox/long-text-becomes-a-file", test_long_text_becomes_a_file);

  return g_test_run ();
}
