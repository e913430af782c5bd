/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media-test.h"
#include "sp-camera-view.h"
#include "sp-drop-zone.h"
#include "sp-player-screen.h"
#include "sp-player.h"
#include "sp-subtitles.h"

static void
test_generations (void)
{
  component_test_generations ("video");
}

static void
test_hostile (void)
{
  component_test_hostile ("video");
}

static gboolean
has_frame (gpointer user_data)
{
  return gtk_picture_get_paintable (user_data) != NULL;
}

static gboolean
has_ended (gpointer user_data)
{
  return strstr (((GString *) user_data)->str, "end ") != NULL;
}

static gboolean
has_failed (gpointer user_data)
{
  return sp_player_get_error_text (user_data) != NULL;
}

static void
test_samples (void)
{
  static const struct {
    const char *name;
    int         width;
    int         height;
  } samples[] = {
    { "clip.mp4", 128, 96 },
    { "clip.webm", 128, 96 },
    { "old.avi", 128, 96 },
    { "chunk.ts", 128, 96 },
    { "silent.mp4", 128, 96 },
    { "rotated.mp4", 96, 128 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++) {
    SpComponent         *video = component_test_new ("video");
    GtkWindow           *window = media_test_show (GTK_WIDGET (video));
    g_autoptr (JsonNode) value = media_test_dup_value (samples[i].name);
    GtkPicture          *picture = NULL;
    GdkPaintable        *frame = NULL;

    sp_component_set_value (video, value);
    picture = GTK_PICTURE (component_test_find (GTK_WIDGET (video), GTK_TYPE_PICTURE, 0));
    component_test_wait (has_frame, picture);
    frame = gtk_picture_get_paintable (picture);
    g_test_message ("%s: %d x %d", samples[i].name, gdk_paintable_get_intrinsic_width (frame),
                    gdk_paintable_get_intrinsic_height (frame));
    g_assert_cmpint (gdk_paintable_get_intrinsic_width (frame), ==, samples[i].width);
    g_assert_cmpint (gdk_paintable_get_intrinsic_height (frame), ==, samples[i].height);
    gtk_window_destroy (window);
    media_test_finalize (video);
  }
}

static void
test_refused (void)
{
  static const char *const names[] = { "notes.txt", "binary.bin", "empty.txt", "no-such-file.mp4" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    SpComponent         *video = component_test_new ("video");
    GtkWindow           *window = media_test_show (GTK_WIDGET (video));
    g_autoptr (JsonNode) value = media_test_dup_value (names[i]);

    sp_component_set_value (video, value);
    component_test_wait (has_failed, component_test_find (GTK_WIDGET (video), SP_TYPE_PLAYER, 0));
    gtk_window_destroy (window);
    media_test_finalize (video);
  }
}

static void
test_events (void)
{
  SpComponent         *video = component_test_new ("video");
  GtkWindow           *window = media_test_show (GTK_WIDGET (video));
  g_autoptr (GString)  events = component_test_watch (video);
  g_autoptr (JsonNode) value = media_test_dup_value ("clip.webm");

  sp_component_set_interactive (video, FALSE);
  component_test_set_props (video, "{'autoplay':true}");
  sp_component_set_value (video, value);
  component_test_wait (has_ended, events);
  g_assert_cmpstr (events->str, ==, "change play pause stop end ");

  gtk_window_destroy (window);
  media_test_finalize (video);
}

typedef struct {
  GtkWidget *screen;
  int        height;
} Height;

static gboolean
has_height (gpointer user_data)
{
  Height *expected = user_data;

  return gtk_widget_get_height (expected->screen) == expected->height;
}

static void
check_height (GtkWidget *screen, int height)
{
  component_test_wait (has_height, &(Height){ screen, height });
}

/* In a page that scrolls nothing says how high it is but the film. */
static void
test_height (void)
{
  SpComponent         *video = component_test_new ("video");
  GtkWidget           *page = gtk_scrolled_window_new ();
  g_autoptr (JsonNode) value = media_test_dup_value ("clip.mp4");
  GtkWindow           *window = NULL;
  GtkWidget           *screen = NULL;

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (page), GTK_WIDGET (video));
  gtk_widget_set_valign (GTK_WIDGET (video), GTK_ALIGN_START);
  window = media_test_show (page);
  screen = component_test_find (GTK_WIDGET (video), SP_TYPE_PLAYER_SCREEN, 0);
  sp_component_set_value (video, value);
  g_assert_true (gtk_widget_get_visible (screen)); /* Its place is kept free. */
  component_test_wait (has_frame, component_test_find (screen, GTK_TYPE_PICTURE, 0));
  check_height (screen, 240); /* It is small: 128 × 96. */

  component_test_set_props (video, "{'height':100}");
  check_height (screen, 100);
  component_test_set_props (video, "{'height':'50vh'}");
  check_height (screen, gtk_widget_get_height (GTK_WIDGET (window)) / 2);
  component_test_set_props (video, "{'height':-5}");
  check_height (screen, 240);
  component_test_set_props (video, "{'height':5000}"); /* as wide as there is place */
  check_height (screen, (gtk_widget_get_width (screen) * 96 + 127) / 128);

  gtk_window_destroy (window);
  media_test_finalize (video);
}

static gboolean
is_ready (gpointer user_data)
{
  return sp_player_get_ready (user_data);
}

static void
test_sound_only (void)
{
  SpComponent         *video = component_test_new ("video");
  GtkWindow           *window = media_test_show (GTK_WIDGET (video));
  g_autoptr (JsonNode) value = media_test_dup_value ("tone.webm");
  SpPlayer            *player = NULL;

  sp_component_set_value (video, value);
  player = SP_PLAYER (component_test_find (GTK_WIDGET (video), SP_TYPE_PLAYER, 0));
  component_test_wait (is_ready, player);
  g_assert_null (sp_player_get_error_text (player));
  g_assert_false (gtk_widget_get_visible (component_test_find (GTK_WIDGET (video), SP_TYPE_PLAYER_SCREEN, 0)));

  gtk_window_destroy (window);
  media_test_finalize (video);
}

static gboolean
has_file (gpointer user_data)
{
  return sp_drop_zone_get_filled (user_data);
}

static void
check_shape (const char *props, const char *before, const char *after)
{
  SpComponent          *video = component_test_new ("video");
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (JsonNode)  file = media_test_dup_value ("clip.mp4");
  g_autoptr (JsonNode)  value = NULL;
  g_autofree char      *have = NULL;
  g_autofree char      *json = gradio_json_write (file);
  g_autofree char      *want = g_strconcat (before, json, after, NULL);
  SpDropZone           *zone = NULL;

  component_test_set_props (video, props);
  zone = SP_DROP_ZONE (component_test_find (GTK_WIDGET (video), SP_TYPE_DROP_ZONE, 0));
  g_ptr_array_add (files, media_test_file ("clip.mp4"));
  sp_drop_zone_take_files (zone, files);
  component_test_wait (has_file, zone);
  value = sp_component_dup_value (video);
  have = gradio_json_write (value);
  g_assert_cmpstr (have, ==, want);
  media_test_finalize (video);
}

static void
test_shapes (void)
{
  check_shape ("{'sources':['upload'],'playback_position':0}", "", "");
  check_shape ("{'sources':['upload']}", "{\"video\":", ",\"subtitles\":null}");
  check_shape ("{'source':'upload'}", "[", ",null]");
}

static void
test_subtitles (void)
{
  g_autoptr (SpSubtitles) subtitles = sp_subtitles_new ();
  g_autofree char        *first = NULL;
  g_autofree char        *second = NULL;

  sp_subtitles_read (subtitles, "WEBVTT\r\n\r\nNOTE a --> b\r\n\r\n00:01.000 --> 00:02.500 line:0\r\n"
                                "<v Ann>Fish &amp; <i>chips</i>\r\n\r\n2\r\n01:00:00,000 --> 01:00:01,000\r\nLate");
  g_assert_cmpuint (sp_subtitles_get_n_lines (subtitles), ==, 2);
  first = sp_subtitles_dup_text (subtitles, 2.4);
  g_assert_cmpstr (first, ==, "Fish & chips");
  g_assert_null (sp_subtitles_dup_text (subtitles, 2.5));
  second = sp_subtitles_dup_text (subtitles, 3600);
  g_assert_cmpstr (second, ==, "Late");
}

static gboolean
sees (gpointer user_data)
{
  GtkWidget *screen = component_test_find (user_data, SP_TYPE_PLAYER_SCREEN, 0);

  return sp_player_screen_get_frame (SP_PLAYER_SCREEN (screen)) != NULL;
}

static gboolean
has_recorded (gpointer user_data)
{
  return strstr (((GString *) user_data)->str, "stop_recording") != NULL;
}

/* Whoever is told that a recording has ended finds the film. */
static void
value_at_stop_cb (SpComponent *video, const char *name, JsonNode *data, JsonNode **value)
{
  if (g_str_equal (name, "stop_recording"))
    *value = sp_component_dup_value (video);
}

static void
test_recording (void)
{
  SpComponent         *video = component_test_new ("video");
  GtkWindow           *window = media_test_show (GTK_WIDGET (video));
  g_autoptr (GString)  events = NULL;
  g_autoptr (JsonNode) value = NULL;
  g_autofree char     *text = NULL;
  GtkWidget           *view = NULL;

  media_test_set_camera (TRUE);
  component_test_set_props (video, "{'sources':['webcam'],'playback_position':0,'include_audio':false,"
                                   "'webcam_options':{'mirror':true,'constraints':{'width':320,'height':240}}}");
  events = component_test_watch (video);
  g_signal_connect (video, "event", G_CALLBACK (value_at_stop_cb), &value);
  gtk_widget_activate_action (GTK_WIDGET (video), "video.camera", NULL);
  view = component_test_find (GTK_WIDGET (video), SP_TYPE_CAMERA_VIEW, 0);
  component_test_wait (sees, view);
  gtk_widget_activate_action (view, "camera.shutter", NULL);
  g_assert_cmpstr (events->str, ==, "start_recording ");
  gtk_widget_activate_action (view, "camera.shutter", NULL);
  component_test_wait (has_recorded, events);
  media_test_set_camera (FALSE);

  g_assert_nonnull (value);
  g_assert_cmpstr (gradio_json_get_string (json_node_get_object (value), "orig_name", ""), !=, "");
  text = SP_COMPONENT_GET_CLASS (video)->dup_text (video);
  g_assert_true (g_str_has_suffix (text, ".webm"));
  g_assert_true (g_str_has_prefix (events->str, "start_recording stop_recording change input"));

  gtk_window_destroy (window);
  media_test_finalize (video);
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);

  g_test_add_func ("/video/generations", test_generations);
  g_test_add_func ("/video/hostile", test_hostile);
  g_test_add_func ("/video/samples", test_samples);
  g_test_add_func ("/video/refused", test_refused);
  g_test_add_func ("/video/events", test_events);
  g_test_add_func ("/video/height", test_height);
  g_test_add_func ("/video/sound-only", test_sound_only);
  g_test_add_func ("/video/shapes", test_shapes);
  g_test_add_func ("/video/subtitles", test_subtitles);
  g_test_add_func ("/video/recording", test_recording);

  component_test_use_gstreamer ();

  return g_test_run ();
}
