/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media-test.h"
#include "sp-thumbnail.h"

typedef struct {
  SpThumbnailLoader *loader;
  SpDecodedPicture  *picture;
  GError            *error;
  guint              n_done;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->loader = sp_thumbnail_loader_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->picture, sp_decoded_picture_free);
  g_clear_error (&fixture->error);
  g_assert_finalize_object (fixture->loader);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_clear_pointer (&fixture->picture, sp_decoded_picture_free);
  g_clear_error (&fixture->error);
  fixture->picture =
    sp_thumbnail_loader_load_finish (SP_THUMBNAIL_LOADER (source), result, &fixture->error);
  fixture->n_done++;
}

static gboolean
is_done (gpointer user_data)
{
  return ((Fixture *) user_data)->n_done > 0;
}

static void
load (Fixture *fixture, GradioFile *file, int side)
{
  fixture->n_done = 0;
  sp_thumbnail_loader_load_async (fixture->loader, file, NULL, side, NULL, loaded_cb, fixture);
  component_test_wait (is_done, fixture);
}

static void
test_cache (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GradioFile) file = media_test_gradio_file ("big.png");

  g_assert_null (sp_thumbnail_loader_peek (fixture->loader, file, NULL, 100));
  load (fixture, file, 100);
  g_assert_no_error (fixture->error);
  g_assert_cmpint (fixture->picture->width, ==, 8000);
  g_assert_cmpint (gdk_texture_get_width (fixture->picture->texture), ==, 128);
  g_assert_true (sp_thumbnail_loader_peek (fixture->loader, file, NULL, 90)->texture ==
                 fixture->picture->texture);
  g_assert_null (sp_thumbnail_loader_peek (fixture->loader, file, NULL, 200));
}

/* What was used last is kept, and no more than there is room for. */
static void
test_room (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  guint                 n_kept = 0;

  for (guint i = 0; i < 24; i++) {
    GradioFile *file = media_test_gradio_file ("vector.svg");

    g_ptr_array_add (files, file);
    load (fixture, file, 1024);
    if (g_error_matches (fixture->error, SP_PICTURE_ERROR, SP_PICTURE_ERROR_FORMAT)) {
      g_test_skip ("Drawings cannot be decoded here");
      return;
    }
    g_assert_no_error (fixture->error);
  }
  for (guint i = 0; i < files->len; i++)
    n_kept += sp_thumbnail_loader_peek (fixture->loader, g_ptr_array_index (files, i), NULL, 1024) != NULL;
  g_test_message ("%u of %u are kept", n_kept, files->len);
  g_assert_cmpuint (n_kept, >=, 4);
  g_assert_cmpuint (n_kept, <=, 16);
  g_assert_nonnull (sp_thumbnail_loader_peek (fixture->loader, g_ptr_array_index (files, 23), NULL, 1024));
  g_assert_null (sp_thumbnail_loader_peek (fixture->loader, g_ptr_array_index (files, 0), NULL, 1024));
}

static void
test_errors (Fixture *fixture, gconstpointer data)
{
  const char *const names[] = { "broken.png", "lies.png", "no-such-file.png", "no-such-file.mp4" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (GradioFile) file = media_test_gradio_file (names[i]);

    load (fixture, file, 100);
    g_assert_null (fixture->picture);
    g_assert_cmpuint (strlen (fixture->error->message), >, 10);
    g_assert_null (sp_thumbnail_loader_peek (fixture->loader, file, NULL, 100));
  }
}

static void
test_films (Fixture *fixture, gconstpointer data)
{
  const struct {
    const char *name;
    int         width;
    int         height;
  } films[] = { { "clip.webm", 128, 96 }, { "clip.mp4", 128, 96 }, { "old.avi", 128, 96 }, { "rotated.mp4", 96, 128 } };

  for (gsize i = 0; i < G_N_ELEMENTS (films); i++) {
    g_autoptr (GradioFile) file = media_test_gradio_file (films[i].name);

    g_assert_true (sp_thumbnail_loader_is_video (file));
    load (fixture, file, 64);
    g_assert_no_error (fixture->error);
    g_assert_cmpint (fixture->picture->width, ==, films[i].width);
    g_assert_cmpint (fixture->picture->height, ==, films[i].height);
    g_assert_cmpint (gdk_texture_get_height (fixture->picture->texture), <=, 64);
  }
}

static gboolean
all_done (gpointer user_data)
{
  return ((Fixture *) user_data)->n_done == 200;
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  for (int i = 0; i < 200; i++) {
    g_autoptr (GradioFile) file = media_test_gradio_file ("big.png");

    sp_thumbnail_loader_load_async (fixture->loader, file, NULL, 2000, cancellable, loaded_cb, fixture);
  }
  g_cancellable_cancel (cancellable);
  component_test_wait (all_done, fixture);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static gboolean
is_shown (gpointer user_data)
{
  return sp_thumbnail_get_texture (user_data) != NULL;
}

static gboolean
has_error (gpointer user_data)
{
  return sp_thumbnail_get_error_text (user_data) != NULL;
}

static gboolean
is_empty (gpointer user_data)
{
  return sp_thumbnail_get_texture (user_data) == NULL;
}

static void
test_scrolled_away (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GradioFile) file = media_test_gradio_file ("rgb.png");
  GtkBox                *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 2000));
  GtkWidget             *first = sp_thumbnail_new ();
  GtkWidget             *last = sp_thumbnail_new ();
  GtkWidget             *scroller = gtk_scrolled_window_new ();
  GtkAdjustment         *adjustment = NULL;
  GtkWindow             *window = NULL;

  gtk_box_append (box, first);
  gtk_box_append (box, last);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (box));
  sp_thumbnail_set_file (SP_THUMBNAIL (first), fixture->loader, file, NULL);
  sp_thumbnail_set_file (SP_THUMBNAIL (last), fixture->loader, file, NULL);
  window = media_test_show (scroller);
  component_test_wait (is_shown, first);
  g_assert_true (is_empty (last));

  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  component_test_wait (is_shown, last);
  component_test_wait (is_empty, first);
  gtk_adjustment_set_value (adjustment, 0);
  component_test_wait (is_shown, first);
  gtk_window_destroy (window);
}

static void
test_widget (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GradioFile) picture = media_test_gradio_file ("alpha.png");
  g_autoptr (GradioFile) broken = media_test_gradio_file ("broken.png");
  g_autoptr (GradioFile) text = media_test_gradio_file ("notes.txt");
  GtkWidget             *thumbnail = g_object_ref_sink (sp_thumbnail_new ());
  GtkWindow             *window = media_test_show (thumbnail);

  sp_thumbnail_set_file (SP_THUMBNAIL (thumbnail), fixture->loader, picture, NULL);
  component_test_wait (is_shown, thumbnail);
  g_assert_cmpint (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (thumbnail)), ==,
                   GTK_ACCESSIBLE_ROLE_IMG);
  sp_thumbnail_set_file (SP_THUMBNAIL (thumbnail), fixture->loader, broken, NULL);
  component_test_wait (has_error, thumbnail);
  g_assert_true (is_empty (thumbnail));
  sp_thumbnail_set_file (SP_THUMBNAIL (thumbnail), fixture->loader, text, NULL);
  g_assert_false (has_error (thumbnail));
  sp_thumbnail_set_file (SP_THUMBNAIL (thumbnail), NULL, NULL, NULL);

  gtk_window_destroy (window);
  media_test_finalize (thumbnail);
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);
  component_test_use_gstreamer ();

  g_test_add ("/thumbnail/cache", Fixture, NULL, set_up, test_cache, tear_down);
  g_test_add ("/thumbnail/room", Fixture, NULL, set_up, test_room, tear_down);
  g_test_add ("/thumbnail/errors", Fixture, NULL, set_up, test_errors, tear_down);
  g_test_add ("/thumbnail/films", Fixture, NULL, set_up, test_films, tear_down);
  g_test_add ("/thumbnail/cancel", Fixture, NULL, set_up, test_cancel, tear_down);
  g_test_add ("/thumbnail/scrolled-away", Fixture, NULL, set_up, test_scrolled_away, tear_down);
  g_test_add ("/thumbnail/widget", Fixture, NULL, set_up, test_widget, tear_down);

  return g_test_run ();
}
