/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media-test.h"
#include "sp-camera-view.h"
#include "sp-drop-zone.h"
#include "sp-file-row.h"
#include "sp-picture-view.h"
#include "sp-player-screen.h"

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

#define N_SEEN 5 /* frames of those that come too fast, before they end */
#define MAX_FRAMES 60000

/* A frame of a film. Its number is its red and green. */
static JsonNode *
dup_frame (guint number)
{
  g_autofree guint8     *pixels = g_malloc0 (16 * 16 * 3);
  g_autoptr (GBytes)     bytes = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GBytes)     png = NULL;
  g_autofree char       *base64 = NULL;
  g_autofree char       *text = NULL;

  for (gsize i = 0; i < 16 * 16; i++) {
    pixels[3 * i] = number >> 8;
    pixels[3 * i + 1] = number & 0xff;
  }
  bytes = g_bytes_new (pixels, 16 * 16 * 3);
  texture = gdk_memory_texture_new (16, 16, GDK_MEMORY_R8G8B8, bytes, 16 * 3);
  png = gdk_texture_save_to_png_bytes (texture);
  base64 = g_base64_encode (g_bytes_get_data (png, NULL), g_bytes_get_size (png));
  text = g_strdup_printf ("{'path':null,'url':'data:image/png;base64,%s','meta':{'_type':'gradio.FileData'}}", base64);

  return component_test_parse (text);
}

static guint
get_number (SpPicture *picture)
{
  GdkTexture *texture = sp_picture_get_texture (picture);
  guint32     pixels[16 * 16];

  g_assert_nonnull (texture); /* Something is always to be seen. */
  g_assert_cmpint (gdk_texture_get_width (texture), ==, 16);
  gdk_texture_download (texture, (guchar *) pixels, 16 * 4);

  return pixels[0] >> 8 & 0xffff;
}

typedef struct {
  SpComponent *image;
  SpPicture   *picture;
  GtkWidget   *row;
  guint        sent;
  guint        seen;   /* the frame that is shown */
  guint        n_seen; /* how many were */
} Film;

/* Between two frames there is neither nothing, nor an older one, nor a file without facts. */
static void
look (Film *film)
{
  guint            number = get_number (film->picture);
  g_autofree char *detail = NULL;

  g_object_get (film->row, "detail", &detail, NULL);
  g_assert_cmpstr (detail, ==, "16 × 16");
  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (film->picture)), ==, 16);
  g_assert_cmpuint (number, >=, film->seen);
  film->n_seen += number > film->seen;
  film->seen = number;
}

static gboolean
is_seen (gpointer user_data)
{
  Film *film = user_data;

  look (film);

  return film->seen == film->sent;
}

static gboolean
is_seen_at_end (gpointer user_data)
{
  return is_seen (user_data) && ((Film *) user_data)->n_seen >= N_SEEN;
}

static void
send (Film *film)
{
  g_autoptr (JsonNode) frame = dup_frame (++film->sent);

  sp_component_set_value (film->image, frame);
}

static gboolean
send_cb (gpointer user_data)
{
  Film *film = user_data;

  if (film->n_seen >= N_SEEN || film->sent == MAX_FRAMES)
    return G_SOURCE_REMOVE;

  send (film);

  return G_SOURCE_CONTINUE;
}

static gboolean
has_height (gpointer user_data)
{
  return gtk_widget_get_height (user_data) == 16;
}

static void
start_film (Film *film)
{
  film->image = component_test_new ("image");
  media_test_show (GTK_WIDGET (film->image));
  film->picture = SP_PICTURE (component_test_find (GTK_WIDGET (film->image), SP_TYPE_PICTURE, 0));
  film->row = component_test_find (GTK_WIDGET (film->image), SP_TYPE_FILE_ROW, 0);
  component_test_set_props (film->image, "{'streaming':true}");
  sp_component_set_interactive (film->image, FALSE);
  send (film);
  component_test_wait (is_settled, film->picture);
  component_test_wait (has_height, film->picture);
}

static void
end_film (Film *film)
{
  gtk_window_destroy (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (film->image))));
  media_test_finalize (film->image);
}

static void
test_frames (void)
{
  Film film = { 0 };

  start_film (&film);
  while (film.sent < 30) {
    send (&film);
    component_test_wait (is_seen, &film);
  }
  g_assert_cmpuint (film.n_seen, ==, 30);
  end_film (&film);
}

/* Of frames that come faster than they can be decoded some are seen, and the last one. */
static void
test_fast_frames (void)
{
  Film film = { 0 };

  start_film (&film);
  g_idle_add_full (G_PRIORITY_DEFAULT, send_cb, &film, NULL); /* one at each turn of the main loop */
  component_test_wait (is_seen_at_end, &film);
  g_test_message ("%u of %u frames were seen", film.n_seen, film.sent);
  end_film (&film);
}

/* A small picture, so that it costs little. */
#define CAMERA "'webcam_options':{'mirror':false,'constraints':{'width':320,'height':240,'frameRate':15}},'stream_every':0.1"

static GtkWidget *
find_view (SpComponent *image)
{
  return component_test_find (GTK_WIDGET (image), SP_TYPE_CAMERA_VIEW, 0);
}

static gboolean
has_no_view (gpointer user_data)
{
  GtkStack *stack = GTK_STACK (component_test_find (user_data, GTK_TYPE_STACK, 0));

  return gtk_stack_get_child_by_name (stack, "activity") == NULL && gtk_stack_get_visible_child (stack) != NULL;
}

static gboolean
sees (gpointer user_data)
{
  GtkWidget *screen = component_test_find (user_data, SP_TYPE_PLAYER_SCREEN, 0);

  return sp_player_screen_get_frame (SP_PLAYER_SCREEN (screen)) != NULL;
}

static void
open_camera (SpComponent *image)
{
  gtk_widget_activate_action (GTK_WIDGET (image), "image.camera", NULL);
  component_test_wait (sees, find_view (image));
}

static void
press_shutter (SpComponent *image)
{
  gtk_widget_activate_action (find_view (image), "camera.shutter", NULL);
}

static gboolean
has_value (gpointer user_data)
{
  g_autoptr (JsonNode) value = sp_component_dup_value (user_data);

  return JSON_NODE_HOLDS_OBJECT (value);
}

static void
test_camera_offer (void)
{
  SpComponent *image = component_test_new ("image");
  GtkWindow   *window = media_test_show (GTK_WIDGET (image));

  gtk_widget_activate_action (GTK_WIDGET (image), "image.camera", NULL);
  g_assert_true (has_no_view (image));
  component_test_set_props (image, "{'sources':['upload','webcam']}");
  gtk_widget_activate_action (GTK_WIDGET (image), "image.camera", NULL);
  g_assert_false (has_no_view (image));
  component_test_set_props (image, "{'sources':['upload']}");
  g_assert_true (has_no_view (image));

  component_test_set_props (image, "{'source':'webcam'}"); /* 3 */
  gtk_widget_activate_action (GTK_WIDGET (image), "image.camera", NULL);
  g_assert_false (has_no_view (image));
  g_assert_true (component_test_press (find_view (image), GDK_KEY_Escape, 0));
  g_assert_true (has_no_view (image));

  gtk_widget_activate_action (GTK_WIDGET (image), "image.camera", NULL);
  sp_component_set_interactive (image, FALSE);
  g_assert_true (has_no_view (image));
  gtk_widget_activate_action (GTK_WIDGET (image), "image.camera", NULL);
  g_assert_true (has_no_view (image));

  gtk_window_destroy (window);
  media_test_finalize (image);
}

static void
test_camera (void)
{
  SpComponent         *image = component_test_new ("image");
  GtkWindow           *window = media_test_show (GTK_WIDGET (image));
  SpPicture           *picture = SP_PICTURE (component_test_find (GTK_WIDGET (image), SP_TYPE_PICTURE, 0));
  g_autoptr (GString)  events = NULL;
  g_autoptr (JsonNode) value = NULL;
  g_autofree char     *text = NULL;

  media_test_set_camera (TRUE);
  component_test_set_props (image, "{'sources':['webcam']," CAMERA "}");
  events = component_test_watch (image);
  open_camera (image);
  g_assert_cmpstr (events->str, ==, "");
  press_shutter (image);
  component_test_wait (has_value, image);
  media_test_set_camera (FALSE);

  g_assert_true (has_no_view (image));
  g_assert_cmpstr (events->str, ==, "upload change input ");
  component_test_wait (is_settled, picture);
  g_assert_cmpint (sp_picture_get_pixel_width (picture), ==, 320);
  g_assert_cmpint (sp_picture_get_pixel_height (picture), ==, 240);
  text = SP_COMPONENT_GET_CLASS (image)->dup_text (image);
  g_assert_true (g_str_has_suffix (text, ".png"));

  gtk_window_destroy (window);
  media_test_finalize (image);
}

static gboolean
has_streamed (gpointer user_data)
{
  return g_str_has_prefix (((GString *) user_data)->str, "stream stream ");
}

static void
assert_frame (SpComponent *image, gboolean is_stream)
{
  g_autoptr (JsonNode) value = sp_component_dup_value (image);
  JsonObject          *object = json_node_get_object (value);

  g_assert_true (g_str_has_prefix (json_object_get_string_member (object, "url"), "data:image/jpeg;base64,"));
  g_assert_cmpint (json_object_has_member (object, "is_stream"), ==, is_stream);
}

/* Pictures go to the app while it is on; what was seen last stays. */
static void
test_stream_in (void)
{
  SpComponent        *image = component_test_new ("image");
  GtkWindow          *window = media_test_show (GTK_WIDGET (image));
  g_autoptr (GString) events = NULL;

  media_test_set_camera (TRUE);
  component_test_set_props (image, "{'sources':['webcam'],'streaming':true," CAMERA "}");
  events = component_test_watch (image);
  open_camera (image);
  g_assert_cmpstr (events->str, ==, "");
  press_shutter (image);
  component_test_wait (has_streamed, events);
  assert_frame (image, TRUE);
  g_string_truncate (events, 0);
  press_shutter (image);
  g_assert_true (has_no_view (image));
  g_assert_cmpstr (events->str, ==, "change input ");
  assert_frame (image, FALSE);

  /* Out of sight it ends as well, and does not begin again. */
  open_camera (image);
  press_shutter (image);
  component_test_wait (has_streamed, (g_string_truncate (events, 0), events));
  gtk_widget_set_visible (GTK_WIDGET (image), FALSE);
  assert_frame (image, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (image), TRUE);
  g_assert_true (has_no_view (image));
  media_test_set_camera (FALSE);
  component_test_wait (is_settled, component_test_find (GTK_WIDGET (image), SP_TYPE_PICTURE, 0));

  gtk_window_destroy (window);
  media_test_finalize (image);
}

static gboolean
shows_answer (gpointer user_data)
{
  GtkWidget *answer = component_test_find (user_data, SP_TYPE_PICTURE, 0);

  return gtk_widget_get_visible (answer) && sp_picture_get_texture (SP_PICTURE (answer)) != NULL;
}

/* What the app makes of a picture lies over what the camera sees, when both have the same place. */
static void
test_stream_answer (void)
{
  SpComponent         *image = component_test_new ("image");
  GtkWindow           *window = media_test_show (GTK_WIDGET (image));
  g_autoptr (JsonNode) answer = media_test_dup_value ("rgb.png");
  g_autoptr (JsonNode) value = NULL;
  g_autoptr (GString)  events = NULL;

  media_test_set_camera (TRUE);
  component_test_set_props (image, "{'sources':['webcam'],'streaming':true," CAMERA "}");
  open_camera (image);
  events = component_test_watch (image);
  press_shutter (image);
  component_test_wait (has_streamed, events);
  sp_component_set_value (image, answer);
  component_test_wait (shows_answer, find_view (image));
  assert_frame (image, TRUE);
  press_shutter (image);
  media_test_set_camera (FALSE);
  g_assert_true (has_no_view (image));
  value = sp_component_dup_value (image);
  g_assert_true (gradio_json_equal (value, answer));

  gtk_window_destroy (window);
  media_test_finalize (image);
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);
  component_test_use_gstreamer ();

  g_test_add_func ("/image/generations", test_generations);
  g_test_add_func ("/image/hostile", test_hostile);
  g_test_add_func ("/image/samples", test_samples);
  g_test_add_func ("/image/data-addresses", test_data_addresses);
  g_test_add_func ("/image/input", test_input);
  g_test_add_func ("/image/copy", test_copy);
  g_test_add_func ("/image/select", test_select);
  g_test_add_func ("/image/sources", test_sources);
  g_test_add_func ("/image/drawn-on", test_drawn_on);
  g_test_add_func ("/image/frames", test_frames);
  g_test_add_func ("/image/fast-frames", test_fast_frames);
  g_test_add_func ("/image/simpleimage", test_simple_image);
  g_test_add_func ("/image/accessible-name", test_accessible_name);
  g_test_add_func ("/image/camera-offer", test_camera_offer);
  g_test_add_func ("/image/camera", test_camera);
  g_test_add_func ("/image/stream-in", test_stream_in);
  g_test_add_func ("/image/stream-answer", test_stream_answer);

  return g_test_run ();
}
