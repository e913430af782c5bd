/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media-test.h"
#include "sp-picture-view.h"

typedef struct {
  GtkWindow     *window;
  SpPictureView *view;
  SpPicture     *picture;
  int            x;
  int            y;
} Fixture;

static gboolean
is_shown (gpointer user_data)
{
  return sp_picture_get_texture (user_data) != NULL;
}

static void
pick_cb (Fixture *fixture, int x, int y)
{
  fixture->x = x;
  fixture->y = y;
}

static void
set_up (Fixture *fixture, gconstpointer name)
{
  g_autoptr (GradioFile) file = media_test_gradio_file (name);

  fixture->view = SP_PICTURE_VIEW (sp_picture_view_new ());
  fixture->picture = sp_picture_view_get_picture (fixture->view);
  g_signal_connect_swapped (fixture->view, "pick", G_CALLBACK (pick_cb), fixture);
  fixture->window = media_test_show (GTK_WIDGET (fixture->view));
  sp_picture_set_file (fixture->picture, file, NULL);
  component_test_wait (is_shown, fixture->picture);
}

static void
tear_down (Fixture *fixture, gconstpointer name)
{
  g_object_add_weak_pointer (G_OBJECT (fixture->view), (gpointer *) &fixture->view);
  gtk_window_destroy (fixture->window);
  while (fixture->view != NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
press (Fixture *fixture, guint key, GdkModifierType state)
{
  g_assert_true (component_test_press (GTK_WIDGET (fixture->view), key, state));
}

static gboolean
is_laid_out (gpointer user_data)
{
  Fixture *fixture = user_data;

  return gtk_widget_get_width (GTK_WIDGET (fixture->picture)) >
         gtk_widget_get_width (GTK_WIDGET (fixture->view));
}

static gboolean
is_sharp (gpointer user_data)
{
  Fixture *fixture = user_data;

  return gdk_texture_get_width (sp_picture_get_texture (fixture->picture)) == 8000;
}

static void
test_zoom (Fixture *fixture, gconstpointer name)
{
  GtkWidget      *widget = GTK_WIDGET (fixture->view);
  graphene_rect_t whole, area;

  g_assert_cmpfloat (sp_picture_view_get_zoom (fixture->view), ==, 1);
  g_assert_true (sp_picture_get_area (fixture->picture, &whole));

  gtk_widget_activate_action (widget, "picture-view.one-to-one", NULL);
  component_test_wait (is_laid_out, fixture);
  g_assert_true (sp_picture_get_area (fixture->picture, &area));
  g_assert_cmpfloat_with_epsilon (area.size.width, 8000, 40);
  component_test_wait (is_sharp, fixture); /* Decoded again, at its own size. */

  gtk_widget_activate_action (widget, "picture-view.zoom-out", NULL);
  g_assert_cmpfloat_with_epsilon (sp_picture_view_get_zoom (fixture->view) * whole.size.width, 6400, 40);
  gtk_widget_activate_action (widget, "picture-view.whole", NULL);
  gtk_widget_activate_action (widget, "picture-view.zoom-out", NULL);
  g_assert_cmpfloat (sp_picture_view_get_zoom (fixture->view), ==, 1);

  /* Another picture is shown whole. */
  gtk_widget_activate_action (widget, "picture-view.zoom-in", NULL);
  g_assert_cmpfloat (sp_picture_view_get_zoom (fixture->view), >, 1);
  sp_picture_set_file (fixture->picture, NULL, NULL);
  g_assert_cmpfloat (sp_picture_view_get_zoom (fixture->view), ==, 1);
  gtk_widget_activate_action (widget, "picture-view.zoom-in", NULL);
  g_assert_cmpfloat (sp_picture_view_get_zoom (fixture->view), ==, 1);
}

/* What is under the pointer stays there. */
static void
test_zoom_to_point (Fixture *fixture, gconstpointer name)
{
  GtkWidget      *widget = GTK_WIDGET (fixture->view);
  double          x = gtk_widget_get_width (widget) * 0.75;
  double          y = gtk_widget_get_height (widget) / 2.0;
  graphene_rect_t bounds;
  int             before[2] = { 0 }, after[2] = { 0 };

  g_assert_true (sp_picture_get_pixel_at (fixture->picture, x, y, &before[0], &before[1]));
  sp_picture_view_zoom_to (fixture->view, 8, x, y);
  component_test_wait (is_laid_out, fixture);
  g_assert_true (gtk_widget_compute_bounds (GTK_WIDGET (fixture->picture), widget, &bounds));
  g_assert_true (sp_picture_get_pixel_at (fixture->picture, x - bounds.origin.x, y - bounds.origin.y,
                                          &after[0], &after[1]));
  g_assert_cmpint (ABS (before[0] - after[0]), <, 100);
  g_assert_cmpint (ABS (before[1] - after[1]), <, 100);
}

static void
test_pick_with_keys (Fixture *fixture, gconstpointer name)
{
  sp_picture_view_set_pickable (fixture->view, TRUE);
  press (fixture, GDK_KEY_Right, 0);
  g_assert_cmpint (fixture->x, ==, 0);
  press (fixture, GDK_KEY_Return, 0);
  g_assert_cmpint (fixture->x, ==, 32);
  g_assert_cmpint (fixture->y, ==, 24);
  press (fixture, GDK_KEY_Left, GDK_SHIFT_MASK);
  press (fixture, GDK_KEY_Down, 0);
  press (fixture, GDK_KEY_Return, 0);
  g_assert_cmpint (fixture->x, ==, 22);
  g_assert_cmpint (fixture->y, ==, 25);
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);

  g_test_add ("/picture-view/zoom", Fixture, "big.png", set_up, test_zoom, tear_down);
  g_test_add ("/picture-view/zoom-to-point", Fixture, "big.png", set_up, test_zoom_to_point, tear_down);
  g_test_add ("/picture-view/pick-with-keys", Fixture, "rgb.png", set_up, test_pick_with_keys, tear_down);

  return g_test_run ();
}
