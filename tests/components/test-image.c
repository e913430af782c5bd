/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media-test.h"
#include "sp-drop-zone.h"
#include "sp-file-row.h"
#include "sp-picture-view.h"

static void
test_generations (void)
{
  component_test_generations ("image");
}

static void
test_simple_image (void)
{
  component_test_generations ("simpleimage");
}

static void
test_hostile (void)
{
  component_test_hostile ("image");
}

static gboolean
is_settled (gpointer user_data)
{
  return sp_picture_get_texture (user_data) != NULL || sp_picture_get_error_text (user_data) != NULL;
}

/* Every sample is shown or says why not. */
static void
test_samples (void)
{
  const char *const names[] = { "rgb.png", "alpha.webp", "exif6.jpg", "anim.gif", "vector.svg",
                                "big.png", "broken.png", "lies.png", "notes.txt" };

  SpComponent *image = component_test_new ("image");
  GtkWindow   *window = media_test_show (GTK_WIDGET (image));
  SpPicture   *picture = SP_PICTURE (component_test_find (GTK_WIDGET (image), SP_TYPE_PICTURE, 0));

  sp_component_set_interactive (image, FALSE);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (JsonNode) value = media_test_dup_value (names[i]);
    g_autoptr (JsonNode) after = NULL;

    sp_component_set_value (image, NULL);
    sp_component_set_value (image, value);
    component_test_wait (is_settled, picture);
    after = sp_component_dup_value (image);
    g_assert_true (gradio_json_equal (value, after));
  }

  gtk_window_destroy (window);
  media_test_finalize (image);
}

static void
test_data_addresses (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "media", "rgb.png", NULL);
  g_autofree char *content = NULL;
  g_autofree char *base64 = NULL;
  g_autofree char *text = NULL;
  g_autofree char *object = NULL;
  gsize            length = 0;
  SpComponent     *image = component_test_new ("image");
  GtkWindow       *window = media_test_show (GTK_WIDGET (image));
  SpPicture       *picture = NULL;

  picture = SP_PICTURE (component_test_find (GTK_WIDGET (image), SP_TYPE_PICTURE, 0));
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  base64 = g_base64_encode ((const guchar *) content, length);

  /* Gradio 3, then 6. */
  text = g_strdup_printf ("'data:image/png;base64,%s'", base64);
  component_test_set_value (image, text);
  component_test_wait (is_settled, picture);
  g_assert_cmpint (sp_picture_get_pixel_width (picture), ==, 64);
  component_test_assert_value (image, text);

  component_test_set_value (image, "null");
  g_assert_null (sp_picture_get_texture (picture));
  object = g_strdup_printf ("{'path':null,'url':%s,'meta':{'_type':'gradio.FileData'}}", text);
  component_test_set_value (image, object);
  component_test_wait (is_settled, picture);
  g_assert_cmpint (sp_picture_get_pixel_width (picture), ==, 64);

  gtk_window_destroy (window);
  media_test_finalize (image);
}

static gboolean
has_file (gpointer user_data)
{
  return sp_drop_zone_get_filled (user_data);
}

static gboolean
has_error (gpointer user_data)
{
  return sp_component_get_error_text (user_data) != NULL;
}

static void
take (SpDropZone *zone, const char *name)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (files, media_test_file (name));
  sp_drop_zone_take_files (zone, files);
}

static void
test_input (void)
{
  SpComponent         *image = component_test_new ("image");
  g_autoptr (GString)  events = component_test_watch (image);
  g_autoptr (JsonNode) value = NULL;
  g_autoptr (JsonNode) expected = media_test_dup_value ("rgb.png");
  SpDropZone          *zone = NULL;
  GtkWidget           *row = NULL;

  zone = SP_DROP_ZONE (component_test_find (GTK_WIDGET (image), SP_TYPE_DROP_ZONE, 0));
  row = component_test_find (GTK_WIDGET (image), SP_TYPE_FILE_ROW, 0);
  take (zone, "notes.txt");
  component_test_wait (has_error, image);
  g_assert_cmpstr (events->str, ==, "");

  take (zone, "rgb.png");
  component_test_wait (has_file, zone);
  g_assert_cmpstr (events->str, ==, "upload change input ");
  g_assert_null (sp_component_get_error_text (image));
  value = sp_component_dup_value (image);
  g_assert_true (gradio_json_equal (value, expected));

  g_string_truncate (events, 0);
  gtk_widget_activate_action (row, "file-row.remove", NULL);
  g_assert_cmpstr (events->str, ==, "clear change input ");
  g_assert_false (component_test_press (GTK_WIDGET (image), GDK_KEY_Delete, 0));
  take (zone, "rgb.png");
  component_test_wait (has_file, zone);
  g_assert_true (component_test_press (GTK_WIDGET (image), GDK_KEY_Delete, 0));
  component_test_assert_value (image, "null");
  g_assert_false (sp_drop_zone_get_filled (zone));
  media_test_finalize (image);
}

static void
test_accessible_name (void)
{
  SpComponent         *image = component_test_new ("image");
  g_autoptr (JsonNode) value = media_test_dup_value ("rgb.png");
  GtkWidget           *picture = component_test_find (GTK_WIDGET (image), SP_TYPE_PICTURE, 0);
  g_autofree char     *text = NULL;
  g_autofree char     *alt = NULL;

  sp_component_set_label (image, "Photo");
  sp_component_set_value (image, value);
  g_object_get (picture, "alternative-text", &text, NULL);
  g_assert_cmpstr (text, ==, "Photo: rgb.png");
  g_assert_cmpint (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (picture)), ==, GTK_ACCESSIBLE_ROLE_IMG);

  component_test_set_props (image, "{'alt_text':'A cat'}");
  g_object_get (picture, "alternative-text", &alt, NULL);
  g_assert_cmpstr (alt, ==, "A cat");
  g_assert_finalize_object (image);
}

static gboolean
has_notice (gpointer user_data)
{
  char **text = user_data;

  return *text != NULL;
}

static void
notice_cb (SpComponent *self, const char *text, char **place)
{
  g_free (*place);
  *place = g_strdup (text);
}

static void
clipboard_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GdkTexture **texture = user_data;

  *texture = gdk_clipboard_read_texture_finish (GDK_CLIPBOARD (source), result, NULL);
}

static gboolean
has_texture (gpointer user_data)
{
  GdkTexture **texture = user_data;

  return *texture != NULL;
}

/* On the clipboard is the whole picture, however small it is shown. */
static void
test_copy (void)
{
  SpComponent           *image = component_test_new ("image");
  GtkWindow             *window = media_test_show (GTK_WIDGET (image));
  SpPicture             *picture = SP_PICTURE (component_test_find (GTK_WIDGET (image), SP_TYPE_PICTURE, 0));
  g_autoptr (JsonNode)   value = media_test_dup_value ("big.png");
  g_autofree char       *notice = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  g_signal_connect (image, "notice", G_CALLBACK (notice_cb), &notice);
  gtk_widget_activate_action (GTK_WIDGET (image), "component.copy", NULL);
  component_test_wait (has_notice, &notice);
  g_assert_cmpstr (notice, !=, "Copied");

  g_clear_pointer (&notice, g_free);
  sp_component_set_value (image, value);
  component_test_wait (is_settled, picture);
  g_assert_cmpint (gdk_texture_get_width (sp_picture_get_texture (picture)), <, 8000);
  gtk_widget_activate_action (GTK_WIDGET (image), "component.copy", NULL);
  component_test_wait (has_notice, &notice);
  g_assert_cmpstr (notice, ==, "Copied");
  gdk_clipboard_read_texture_async (gtk_widget_get_clipboard (GTK_WIDGET (image)), NULL, clipboard_cb,
                                    &texture);
  component_test_wait (has_texture, &texture);
  g_assert_cmpint (gdk_texture_get_width (texture), ==, 8000);

  gtk_window_destroy (window);
  media_test_finalize (image);
}

static void
select_cb (SpComponent *self, const char *name, JsonNode *data, char **json)
{
  if (g_str_equal (name, "select")) {
    g_free (*json);
    *json = gradio_json_write (data);
  }
}

static void
test_select (void)
{
  const char *const props[] = { "{'_selectable':true}", "{'selectable':true}" };

  for (gsize i = 0; i < G_N_ELEMENTS (props); i++) {
    SpComponent         *image = component_test_new ("image");
    GtkWindow           *window = media_test_show (GTK_WIDGET (image));
    GtkWidget           *view = component_test_find (GTK_WIDGET (image), SP_TYPE_PICTURE_VIEW, 0);
    SpPicture           *picture = sp_picture_view_get_picture (SP_PICTURE_VIEW (view));
    g_autoptr (JsonNode) value = media_test_dup_value ("rgb.png");
    g_autofree char     *json = NULL;

    g_signal_connect (image, "event", G_CALLBACK (select_cb), &json);
    sp_component_set_value (image, value);
    component_test_wait (is_settled, picture);
    g_assert_false (component_test_press (view, GDK_KEY_Down, 0));

    component_test_set_props (image, props[i]);
    g_assert_true (component_test_press (view, GDK_KEY_Down, 0));
    g_assert_true (component_test_press (view, GDK_KEY_Down, 0));
    g_assert_true (component_test_press (view, GDK_KEY_Return, 0));
    g_assert_cmpstr (json, ==, "{\"index\":[32,25],\"value\":null}");

    gtk_window_destroy (window);
    media_test_finalize (image);
  }
}

static void
test_sources (void)
{
  SpComponent     *image = component_test_new ("image");
  GtkWidget       *zone = component_test_find (GTK_WIDGET (image), SP_TYPE_DROP_ZONE, 0);
  GtkWidget       *choose = component_test_find (zone, GTK_TYPE_BUTTON, 0);
  GtkWidget       *paste = component_test_find (zone, GTK_TYPE_BUTTON, 1);
  g_autofree char *sentence = NULL;

  component_test_set_props (image, "{'sources':['clipboard','webcam'],'placeholder':'# A cat\\nor a dog'}");
  g_assert_false (gtk_widget_get_visible (choose));
  g_assert_true (gtk_widget_get_visible (paste));
  g_object_get (zone, "sentence", &sentence, NULL);
  g_assert_cmpstr (sentence, ==, "A cat\nor a dog");
  component_test_set_props (image, "{'sources':['upload']}");
  g_assert_true (gtk_widget_get_visible (choose));
  g_assert_false (gtk_widget_get_visible (paste));
  component_test_set_props (image, "{'height':'10rem'}");
  g_assert_true (gtk_widget_get_visible (choose));
  component_test_set_props (image, "{'sources':[]}");
  g_assert_false (gtk_widget_get_visible (gtk_widget_get_parent (choose)));
  media_test_finalize (image);
}

/* What Gradio 3 has of a picture that was drawn on. */
static void
test_drawn_on (void)
{
  g_autoptr (JsonNode) file = media_test_dup_value ("rgb.png");
  g_autofree char     *json = gradio_json_write (file);
  g_autofree char     *text = g_strdup_printf ("{'image':%s,'mask':'data:image/png;base64,AAAA'}", json);
  SpComponent         *image = component_test_new ("image");
  GtkWindow           *window = media_test_show (GTK_WIDGET (image));
  SpPicture           *picture = SP_PICTURE (component_test_find (GTK_WIDGET (image), SP_TYPE_PICTURE, 0));

  component_test_set_value (image, text);
  component_test_wait (is_settled, picture);
  g_assert_cmpint (sp_picture_get_pixel_width (picture), ==, 64);
  component_test_assert_value (image, text);
  gtk_window_destroy (window);
  media_test_finalize (image);
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);

  g_test_add_func ("/image/generations", test_generations);
  g_test_add_func ("/image/hostile", test_hostile);
  g_test_add_func ("/image/samples", test_samples);
  g_test_add_func ("/image/data-addresses", test_data_addresses);
  g_test_add_func ("/image/input", test_input);
  g_test_add_func ("/image/copy", test_copy);
  g_test_add_func ("/image/select", test_select);
  g_test_add_func ("/image/sources", test_sources);
  g_test_add_func ("/image/drawn-on", test_drawn_on);
  g_test_add_func ("/image/simpleimage", test_simple_image);
  g_test_add_func ("/image/accessible-name", test_accessible_name);

  return g_test_run ();
}
