/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media-test.h"
#include "sp-camera-view.h"
#include "sp-camera.h"
#include "sp-player-screen.h"

#include <gst/gst.h>

/* A small camera costs the computer little. */
static SpCameraOptions
get_options (SpCameraUse use)
{
  SpCameraOptions options;

  sp_camera_options_init (&options, use);
  options.width = 320;
  options.height = 240;
  options.rate = 15;
  options.every = 0.1;

  return options;
}

static gboolean
is_live (gpointer user_data)
{
  return sp_camera_get_state (user_data) == SP_CAMERA_LIVE;
}

static gboolean
has_failed (gpointer user_data)
{
  return sp_camera_get_state (user_data) == SP_CAMERA_FAILED;
}

static void
count_cb (guint *count)
{
  ++*count;
}

static gboolean
has_three (gpointer user_data)
{
  return *(guint *) user_data >= 3;
}

static gboolean
has_many (gpointer user_data)
{
  return *(guint *) user_data >= 12;
}

static gboolean
is_there (gpointer user_data)
{
  return *(gpointer *) user_data != NULL;
}

static void
read_options (SpCameraOptions *options, const char *text)
{
  g_autoptr (JsonNode) props = component_test_parse (text);

  sp_camera_options_read (options, json_node_get_object (props));
}

static void
test_options (void)
{
  SpCameraOptions options;

  sp_camera_options_init (&options, SP_CAMERA_FOR_PHOTOS);
  g_assert_true (options.mirror);
  read_options (&options, "{'webcam_options':{'mirror':false,'constraints':{'video':{'width':{'ideal':1920},"
                          "'height':1080,'frameRate':{'max':24}}}}}");
  g_assert_false (options.mirror);
  g_assert_cmpint (options.width, ==, 1920);
  g_assert_cmpint (options.height, ==, 1080);
  g_assert_cmpint (options.rate, ==, 24);

  /* 4 and 5 */
  read_options (&options, "{'mirror_webcam':true,'webcam_constraints':{'width':640},'include_audio':false,"
                          "'stream_every':0.1}");
  g_assert_true (options.mirror);
  g_assert_false (options.sound);
  g_assert_cmpint (options.width, ==, 640);
  g_assert_cmpint (options.height, ==, 0);
  g_assert_cmpfloat (options.every, ==, 0.1);

  read_options (&options, "{'mirror_webcam':[],'webcam_constraints':{'width':-4,'height':1e300,'frameRate':{'ideal':'x'}},"
                          "'stream_every':1e-300,'webcam_options':7}");
  g_assert_true (options.mirror);
  g_assert_cmpint (options.width, ==, 0);
  g_assert_cmpint (options.height, ==, 0);
  g_assert_cmpint (options.rate, ==, 0);
  g_assert_cmpfloat (options.every, >, 0.01);
}

static void
test_none (void)
{
  SpCameraOptions options = get_options (SP_CAMERA_FOR_PHOTOS);
  SpCamera       *camera = sp_camera_new (&options);

  component_test_wait (has_failed, camera);
  g_assert_nonnull (sp_camera_get_error_text (camera));
  g_assert_null (sp_camera_get_frame (camera));
  sp_camera_open (camera);
  component_test_wait (has_failed, camera);
  g_assert_null (sp_camera_get_frame (camera));

  media_test_finalize (camera);
}

static void
photo_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  *(GdkTexture **) user_data = sp_camera_take_photo_finish (SP_CAMERA (source), result, &error);
  g_assert_no_error (error);
}

/* The red, green and blue of a place. */
static guint32
get_color (GdkTexture *texture, int x, int y)
{
  int                 width = gdk_texture_get_width (texture);
  g_autofree guint32 *pixels = g_new (guint32, width * gdk_texture_get_height (texture));

  gdk_texture_download (texture, (guchar *) pixels, width * 4);

  return pixels[y * width + x] & 0xffffff;
}

static GdkTexture *
take_photo (gboolean mirror)
{
  SpCameraOptions options = get_options (SP_CAMERA_FOR_PHOTOS);
  GdkTexture     *texture = NULL;
  SpCamera       *camera = NULL;
  guint           count = 0;

  options.mirror = mirror;
  camera = sp_camera_new (&options);
  g_signal_connect_swapped (camera, "frame", G_CALLBACK (count_cb), &count);
  component_test_wait (is_live, camera);
  component_test_wait (has_three, &count);
  g_assert_cmpint (gdk_paintable_get_intrinsic_width (sp_camera_get_frame (camera)), ==, 320);

  sp_camera_take_photo_async (camera, NULL, photo_cb, &texture);
  component_test_wait (is_there, &texture);
  media_test_finalize (camera);

  return texture;
}

/* The colour bars of the test picture begin with white and end with blue. */
static void
test_photo (void)
{
  g_autoptr (GdkTexture) plain = NULL;
  g_autoptr (GdkTexture) mirrored = NULL;

  media_test_set_camera (TRUE);
  plain = take_photo (FALSE);
  mirrored = take_photo (TRUE);
  media_test_set_camera (FALSE);

  g_assert_cmpint (gdk_texture_get_width (plain), ==, 320);
  g_assert_cmpint (gdk_texture_get_height (plain), ==, 240);
  g_assert_cmphex (get_color (plain, 4, 40), ==, get_color (mirrored, 315, 40));
  g_assert_cmphex (get_color (plain, 315, 40), ==, get_color (mirrored, 4, 40));
  g_assert_cmphex (get_color (plain, 4, 40), !=, get_color (plain, 315, 40));
}

/* What is in a film: its streams. */
static void
assert_film (const char *path, gboolean with_sound)
{
  g_autofree char       *text = NULL;
  g_autoptr (GstElement) pipeline = NULL;
  g_autoptr (GstElement) file = NULL;
  g_autoptr (GstBus)     bus = NULL;
  g_autoptr (GstMessage) message = NULL;

  text = g_strdup_printf ("filesrc name=file ! matroskademux name=demux demux.video_0 ! queue ! vp8dec ! fakesink sync=false %s",
                          with_sound ? "demux.audio_0 ! queue ! opusdec ! fakesink sync=false" : "");
  pipeline = gst_object_ref_sink (gst_parse_launch (text, NULL));
  file = gst_bin_get_by_name (GST_BIN (pipeline), "file");
  g_object_set (file, "location", path, NULL);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  bus = gst_element_get_bus (pipeline);
  message = gst_bus_timed_pop_filtered (bus, 10 * GST_SECOND, GST_MESSAGE_ERROR | GST_MESSAGE_EOS);
  gst_element_set_state (pipeline, GST_STATE_NULL);
  g_assert_nonnull (message);
  g_assert_cmpstr (GST_MESSAGE_TYPE_NAME (message), ==, "eos");
}

static void
record (gboolean with_sound)
{
  SpCameraOptions          options = get_options (SP_CAMERA_FOR_FILMS);
  g_autoptr (SpTempFolder) folder = sp_temp_folder_new ();
  g_autoptr (GError)       error = NULL;
  g_autoptr (GFile)        file = sp_temp_folder_new_file (folder, "film", ".webm", &error);
  SpCamera                *camera = sp_camera_new (&options);
  guint                    frames = 0;
  guint                    recorded = 0;

  g_assert_no_error (error);
  component_test_wait (is_live, camera);
  g_assert_true (sp_camera_start_recording (camera, g_file_peek_path (file), &error));
  g_assert_true (sp_camera_get_recording (camera));
  g_signal_connect_swapped (camera, "frame", G_CALLBACK (count_cb), &frames);
  g_signal_connect_swapped (camera, "recorded", G_CALLBACK (count_cb), &recorded);
  component_test_wait (has_many, &frames); /* the sound begins later */
  sp_camera_stop_recording (camera);
  while (recorded == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (sp_camera_get_recording (camera));
  assert_film (g_file_peek_path (file), with_sound);

  /* It goes on, and a second film can be recorded. */
  frames = 0;
  component_test_wait (has_three, &frames);
  g_assert_cmpint (sp_camera_get_state (camera), ==, SP_CAMERA_LIVE);

  media_test_finalize (camera);
}

static void
test_film (void)
{
  media_test_set_camera (TRUE);
  record (FALSE);
  media_test_set_microphone (TRUE);
  record (TRUE);
  media_test_set_microphone (FALSE);
  media_test_set_camera (FALSE);
}

static void
take_bytes_cb (GBytes **bytes, GBytes *given)
{
  if (*bytes == NULL)
    *bytes = g_bytes_ref (given);
}

static void
test_stream (void)
{
  SpCameraOptions        options = get_options (SP_CAMERA_FOR_STREAMS);
  SpCamera              *camera = NULL;
  g_autoptr (GBytes)     bytes = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GError)     error = NULL;

  media_test_set_camera (TRUE);
  camera = sp_camera_new (&options);
  g_signal_connect_swapped (camera, "encoded", G_CALLBACK (take_bytes_cb), &bytes);
  component_test_wait (is_there, &bytes);
  media_test_set_camera (FALSE);

  texture = gdk_texture_new_from_bytes (bytes, &error);
  g_assert_no_error (error);
  g_assert_cmpint (gdk_texture_get_width (texture), ==, 320);
  media_test_finalize (camera);
}

static gboolean
has_picture (gpointer user_data)
{
  GtkWidget *screen = component_test_find (user_data, SP_TYPE_PLAYER_SCREEN, 0);

  return sp_player_screen_get_frame (SP_PLAYER_SCREEN (screen)) != NULL;
}

static void
take_text_cb (char **text, const char *given)
{
  g_free (*text);
  *text = g_strdup (given);
}

static void
take_object_cb (gpointer *object, gpointer given)
{
  *object = g_object_ref (given);
}

/* What is hidden is off, and stays so; the device is free at once. */
static void
test_view (void)
{
  SpCameraOptions          options = get_options (SP_CAMERA_FOR_PHOTOS);
  g_autoptr (SpTempFolder) folder = sp_temp_folder_new ();
  GtkWidget               *view = g_object_ref_sink (sp_camera_view_new (&options, folder));
  GtkWindow               *window = NULL;
  g_autoptr (GdkTexture)   photo = NULL;

  media_test_set_camera (TRUE);
  g_signal_connect_swapped (view, "photo", G_CALLBACK (take_object_cb), &photo);
  window = media_test_show (view);
  component_test_wait (has_picture, view);
  g_assert_true (gtk_widget_activate_action (view, "camera.shutter", NULL));
  component_test_wait (is_there, &photo);
  g_assert_cmpint (gdk_texture_get_width (photo), ==, 320);
  g_assert_false (sp_camera_view_is_off (SP_CAMERA_VIEW (view)));

  gtk_widget_set_visible (view, FALSE);
  g_assert_true (sp_camera_view_is_off (SP_CAMERA_VIEW (view)));
  gtk_widget_set_visible (view, TRUE);
  g_assert_true (sp_camera_view_is_off (SP_CAMERA_VIEW (view)));
  media_test_set_camera (FALSE);

  gtk_window_destroy (window);
  media_test_finalize (view);
}

/* A film is whole although its view was hidden meanwhile. */
static void
test_view_film (void)
{
  SpCameraOptions          options = get_options (SP_CAMERA_FOR_FILMS);
  g_autoptr (SpTempFolder) folder = sp_temp_folder_new ();
  GtkWidget               *view = g_object_ref_sink (sp_camera_view_new (&options, folder));
  GtkWindow               *window = NULL;
  g_autoptr (GFile)        film = NULL;

  media_test_set_camera (TRUE);
  g_signal_connect_swapped (view, "film", G_CALLBACK (take_object_cb), &film);
  window = media_test_show (view);
  component_test_wait (has_picture, view);
  gtk_widget_activate_action (view, "camera.shutter", NULL);
  g_assert_true (sp_camera_view_get_running (SP_CAMERA_VIEW (view)));
  gtk_widget_set_visible (view, FALSE);
  component_test_wait (is_there, &film);
  g_assert_false (sp_camera_view_get_running (SP_CAMERA_VIEW (view)));
  g_assert_true (g_file_query_exists (film, NULL));
  media_test_set_camera (FALSE);

  gtk_window_destroy (window);
  media_test_finalize (view);
}

/* The picture of no camera is beside the words. */
static gboolean
says_why (gpointer user_data)
{
  GtkWidget *image = NULL;

  for (guint i = 0; image == NULL; i++) {
    GtkWidget *found = component_test_find (user_data, GTK_TYPE_IMAGE, i);

    if (g_strcmp0 (gtk_image_get_icon_name (GTK_IMAGE (found)), "camera-disabled-symbolic") == 0)
      image = found;
  }

  return gtk_widget_get_mapped (image);
}

/* Without a camera words stand there, and a button. */
static void
test_view_none (void)
{
  SpCameraOptions          options = get_options (SP_CAMERA_FOR_FILMS);
  g_autoptr (SpTempFolder) folder = sp_temp_folder_new ();
  GtkWidget               *view = g_object_ref_sink (sp_camera_view_new (&options, folder));
  GtkWindow               *window = media_test_show (view);
  g_autofree char         *refusal = NULL;
  gboolean                 closed = FALSE;

  g_signal_connect_swapped (view, "refused", G_CALLBACK (take_text_cb), &refusal);
  g_signal_connect_swapped (view, "close", G_CALLBACK (count_cb), &closed);
  component_test_wait (says_why, view);
  gtk_widget_activate_action (view, "camera.shutter", NULL); /* nothing to record */
  g_assert_false (sp_camera_view_get_running (SP_CAMERA_VIEW (view)));

  media_test_set_camera (TRUE);
  gtk_widget_activate_action (view, "camera.again", NULL);
  component_test_wait (has_picture, view);
  media_test_set_camera (FALSE);
  g_assert_true (component_test_press (view, GDK_KEY_Escape, 0));
  g_assert_true (closed);
  g_assert_null (refusal);

  gtk_window_destroy (window);
  media_test_finalize (view);
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);
  component_test_use_gstreamer ();
  g_test_add_func ("/camera/options", test_options);
  g_test_add_func ("/camera/none", test_none);
  g_test_add_func ("/camera/photo", test_photo);
  g_test_add_func ("/camera/film", test_film);
  g_test_add_func ("/camera/stream", test_stream);
  g_test_add_func ("/camera/view", test_view);
  g_test_add_func ("/camera/view-film", test_view_film);
  g_test_add_func ("/camera/view-none", test_view_none);

  return g_test_run ();
}
