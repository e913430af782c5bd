/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media-test.h"
#include "sp-data-uri.h"
#include "sp-picture-decoder.h"
#include "sp-picture.h"

/* Size as it is shown; 0 for what must be refused with words. */
static const struct {
  const char *name;
  int         width;
  int         height;
  gboolean    has_alpha;
} samples[] = {
  { "rgb.png", 64, 48, FALSE },
  { "alpha.png", 64, 48, TRUE },
  { "alpha.webp", 64, 48, TRUE },
  { "gray.png", 64, 48, FALSE },
  { "gray16.png", 64, 48, FALSE },
  { "rgb16.png", 64, 48, FALSE },
  { "palette.png", 64, 48, FALSE },
  { "plain.jpg", 64, 48, FALSE },
  { "exif6.jpg", 48, 64, FALSE },
  { "cmyk.jpg", 64, 48, FALSE },
  { "lossy.webp", 64, 48, FALSE },
  { "picture.bmp", 64, 48, FALSE },
  { "picture.tiff", 64, 48, FALSE },
  { "big.png", 8000, 3000, FALSE },
  { "thin.png", 4000, 4, FALSE },
  { "broken.png", 0, 0, FALSE },
  { "lies.png", 0, 0, FALSE },
  { "empty.txt", 0, 0, FALSE },
  { "notes.txt", 0, 0, FALSE },
  { "clip.mp4", 0, 0, FALSE },
  { "no-such-file.png", 0, 0, FALSE },
};

static void
decoded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **place = user_data;

  *place = g_object_ref (result);
}

static gboolean
has_result (gpointer user_data)
{
  GAsyncResult **place = user_data;

  return *place != NULL;
}

static SpDecodedPicture *
decode (GFile *file, GBytes *data, int max_side, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sp_picture_decode_async (file, data, max_side, NULL, decoded_cb, &result);
  component_test_wait (has_result, &result);

  return sp_picture_decode_finish (result, error);
}

static void
test_samples (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++) {
    g_autoptr (GFile)            file = media_test_file (samples[i].name);
    g_autoptr (GError)           error = NULL;
    g_autoptr (SpDecodedPicture) picture = decode (file, NULL, 256, &error);

    g_test_message ("%s: %s", samples[i].name, error != NULL ? error->message : "shown");
    if (samples[i].width == 0) {
      g_assert_null (picture);
      g_assert_cmpuint (strlen (error->message), >, 10);
      continue;
    }
    g_assert_no_error (error);
    g_assert_cmpint (picture->width, ==, samples[i].width);
    g_assert_cmpint (picture->height, ==, samples[i].height);
    g_assert_cmpint (gdk_texture_get_width (picture->texture), <=, 256);
    g_assert_cmpint (gdk_texture_get_height (picture->texture), <=, 256);
    if (samples[i].has_alpha)
      g_assert_true (picture->has_alpha);
  }
}

static void
test_orientation (void)
{
  g_autoptr (GFile)            plain_file = media_test_file ("plain.jpg");
  g_autoptr (GFile)            turned_file = media_test_file ("exif6.jpg");
  g_autoptr (SpDecodedPicture) plain = decode (plain_file, NULL, 0, NULL);
  g_autoptr (SpDecodedPicture) turned = decode (turned_file, NULL, 0, NULL);
  g_autofree guint8           *before = g_malloc (64 * 48 * 4);
  g_autofree guint8           *after = g_malloc (48 * 64 * 4);

  gdk_texture_download (plain->texture, before, 64 * 4);
  gdk_texture_download (turned->texture, after, 48 * 4);
  /* Turned clockwise, the lower left corner comes to the upper left. */
  for (int channel = 0; channel < 4; channel++)
    g_assert_cmpint (ABS (before[47 * 64 * 4 + channel] - after[channel]), <, 24);
}

static void
test_animations (void)
{
  const char *const names[] = { "anim.gif", "anim.webp", "anim.png" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (GFile)            file = media_test_file (names[i]);
    g_autoptr (GError)           error = NULL;
    g_autoptr (SpDecodedPicture) picture = decode (file, NULL, 0, &error);

    g_assert_no_error (error);
    g_assert_cmpint (gdk_texture_get_width (picture->texture), ==, picture->width);
  }
}

static void
test_drawings (void)
{
  const char *const names[] = { "vector.svg", "hostile.svg" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (GFile)            file = media_test_file (names[i]);
    g_autoptr (GError)           error = NULL;
    g_autoptr (SpDecodedPicture) picture = decode (file, NULL, 512, &error);

    /* Without librsvg's loader a sentence says so. */
    if (picture == NULL)
      g_assert_error (error, SP_PICTURE_ERROR, SP_PICTURE_ERROR_FORMAT);
    else
      g_assert_cmpint (gdk_texture_get_width (picture->texture), <=, 512);
  }
}

static void
test_cut_and_hostile (void)
{
  const char *const names[] = { "lossy.webp", "alpha.webp", "anim.webp", "plain.jpg", "rgb.png",
                                "anim.gif", "picture.tiff", "picture.bmp" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (GFile)  file = media_test_file (names[i]);
    g_autoptr (GBytes) whole = g_file_load_bytes (file, NULL, NULL, NULL);

    for (gsize length = 0; length < g_bytes_get_size (whole);
         length += MAX (1, g_bytes_get_size (whole) / 23)) {
      g_autoptr (GBytes)           part = g_bytes_new_from_bytes (whole, 0, length);
      g_autoptr (GError)           error = NULL;
      g_autoptr (SpDecodedPicture) picture = decode (NULL, part, 64, &error);

      /* A picture that lacks its end may be shown as far as it goes, or be refused. */
      g_assert_true ((picture != NULL) != (error != NULL));
    }
  }
}

static void
test_too_large (void)
{
  /* The head of a PNG file of 60000 by 60000 pixels. */
  static const guint8 head[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R',
                                 0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60, 8, 2, 0, 0, 0, 0x81, 0x4c, 0x2c, 0xa1 };

  g_autoptr (GBytes)           data = g_bytes_new_static (head, sizeof head);
  g_autoptr (GError)           error = NULL;
  g_autoptr (SpDecodedPicture) picture = decode (NULL, data, 64, &error);

  g_assert_null (picture);
  g_assert_nonnull (error);
}

static gboolean
is_shown (gpointer user_data)
{
  return sp_picture_get_texture (user_data) != NULL;
}

static gboolean
has_error (gpointer user_data)
{
  return sp_picture_get_error_text (user_data) != NULL;
}

static void
test_widget (void)
{
  g_autoptr (GradioFile) file = media_test_gradio_file ("big.png");
  g_autoptr (GradioFile) broken = media_test_gradio_file ("broken.png");
  SpPicture             *picture = SP_PICTURE (g_object_ref_sink (sp_picture_new ()));
  GtkWindow             *window = NULL;
  int                    x = 0, y = 0;

  sp_picture_set_file (picture, file, NULL);
  g_assert_null (sp_picture_get_texture (picture)); /* It is not on the screen. */
  window = media_test_show (GTK_WIDGET (picture));
  component_test_wait (is_shown, picture);
  g_assert_cmpint (sp_picture_get_pixel_width (picture), ==, 8000);
  g_assert_cmpint (gdk_texture_get_width (sp_picture_get_texture (picture)), <=, 2048);
  g_assert_true (sp_picture_get_pixel_at (picture, gtk_widget_get_width (GTK_WIDGET (picture)) / 2.0,
                                          gtk_widget_get_height (GTK_WIDGET (picture)) / 2.0, &x, &y));
  g_assert_cmpint (ABS (x - 4000), <, 50);
  g_assert_false (sp_picture_get_pixel_at (picture, -5, 0, &x, &y));

  sp_picture_set_file (picture, broken, NULL);
  component_test_wait (has_error, picture);
  g_assert_null (sp_picture_get_texture (picture));

  sp_picture_set_file (picture, file, NULL);
  g_assert_null (sp_picture_get_error_text (picture));
  component_test_wait (is_shown, picture);
  sp_picture_set_file (picture, NULL, NULL);
  g_assert_null (sp_picture_get_texture (picture));
  g_assert_cmpint (sp_picture_get_pixel_width (picture), ==, 0);

  /* While one is on its way. */
  sp_picture_set_file (picture, file, NULL);
  gtk_window_destroy (window);
  media_test_finalize (picture);
}

typedef struct {
  SpPicture  *picture;
  GdkTexture *texture; /* not held: only compared */
} Movement;

static gboolean
has_moved (gpointer user_data)
{
  Movement *movement = user_data;

  return sp_picture_get_texture (movement->picture) != movement->texture;
}

static void
wait_for_frame (SpPicture *picture)
{
  Movement movement = { picture, sp_picture_get_texture (picture) };

  component_test_wait (has_moved, &movement);
}

static void
test_movement (void)
{
  const char *const names[] = { "anim.gif", "anim.webp" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (GradioFile) file = media_test_gradio_file (names[i]);
    SpPicture             *picture = SP_PICTURE (g_object_ref_sink (sp_picture_new ()));
    GtkWindow             *window = media_test_show (GTK_WIDGET (picture));
    GtkSettings           *settings = gtk_widget_get_settings (GTK_WIDGET (picture));
    GtkWidget             *button = component_test_find (GTK_WIDGET (picture), GTK_TYPE_BUTTON, 0);

    g_object_set (settings, "gtk-enable-animations", TRUE, NULL);
    g_assert_false (gtk_widget_get_child_visible (button));
    sp_picture_set_file (picture, file, NULL);
    component_test_wait (is_shown, picture);
    g_assert_true (sp_picture_get_playing (picture));
    g_assert_true (gtk_widget_get_child_visible (button));
    for (int frame = 0; frame < 8; frame++) /* It has six. */
      wait_for_frame (picture);

    /* With less movement it stands still until the user wants it. */
    g_object_set (settings, "gtk-enable-animations", FALSE, NULL);
    g_assert_false (sp_picture_get_playing (picture));
    g_signal_emit_by_name (button, "clicked");
    g_assert_true (sp_picture_get_playing (picture));
    wait_for_frame (picture);

    sp_picture_set_file (picture, NULL, NULL);
    sp_picture_set_file (picture, file, NULL);
    component_test_wait (is_shown, picture);
    g_assert_false (sp_picture_get_playing (picture));
    g_object_set (settings, "gtk-enable-animations", TRUE, NULL);

    gtk_window_destroy (window);
    media_test_finalize (picture);
  }
}

static void
test_data_addresses (void)
{
  g_autofree char   *mime_type = NULL;
  g_autoptr (GBytes) plain = sp_data_uri_decode ("data:text/plain;charset=utf-8,a%20b", &mime_type);
  g_autoptr (GBytes) base64 = sp_data_uri_decode ("DATA:image/png;base64,QUJD", NULL);

  g_assert_cmpstr (mime_type, ==, "text/plain");
  g_assert_cmpmem (g_bytes_get_data (plain, NULL), g_bytes_get_size (plain), "a b", 3);
  g_assert_cmpmem (g_bytes_get_data (base64, NULL), g_bytes_get_size (base64), "ABC", 3);
  g_assert_null (sp_data_uri_decode (NULL, NULL));
  g_assert_null (sp_data_uri_decode ("data:", NULL));
  g_assert_null (sp_data_uri_decode ("https://example.org/,", NULL));
  g_assert_null (sp_data_uri_decode ("data:,%zz", NULL));
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);

  g_test_add_func ("/picture/samples", test_samples);
  g_test_add_func ("/picture/orientation", test_orientation);
  g_test_add_func ("/picture/animations", test_animations);
  g_test_add_func ("/picture/drawings", test_drawings);
  g_test_add_func ("/picture/cut-and-hostile", test_cut_and_hostile);
  g_test_add_func ("/picture/too-large", test_too_large);
  g_test_add_func ("/picture/widget", test_widget);
  g_test_add_func ("/picture/movement", test_movement);
  g_test_add_func ("/picture/data-addresses", test_data_addresses);

  return g_test_run ();
}
