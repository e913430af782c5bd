/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A growing text is followed to its end, however fast it grows, and also when it is hidden on the way. */
#include "media-test.h"
#include "sp-text-area.h"

typedef struct {
  SpTextArea    *area;
  GtkWindow     *window;
  GtkAdjustment *adjustment;
  GString       *text;
  double         start; /* where it stood before the text grew */
} Fixture;

static void
add_lines (Fixture *fixture, guint n_lines)
{
  for (guint i = 0; i < n_lines; i++)
    g_string_append (fixture->text, "A line that the app said.\n");
  sp_text_area_set_text (fixture->area, fixture->text->str);
}

/* The margin below the text is not scrolled into view. */
static gboolean
is_at_end (gpointer user_data)
{
  Fixture *fixture = user_data;
  double   page = gtk_adjustment_get_page_size (fixture->adjustment);
  double   upper = gtk_adjustment_get_upper (fixture->adjustment);
  int      margin = gtk_text_view_get_bottom_margin (sp_text_area_get_view (fixture->area));

  return page > 0 && upper > page && gtk_adjustment_get_value (fixture->adjustment) + page >= upper - margin - 1;
}

/* To the end, where a slow machine has got at once. */
static gboolean
is_on_its_way (gpointer user_data)
{
  Fixture *fixture = user_data;

  return gtk_adjustment_get_value (fixture->adjustment) > fixture->start;
}

static gboolean
is_laid_out (gpointer user_data)
{
  Fixture *fixture = user_data;

  return gtk_widget_get_height (GTK_WIDGET (fixture->area)) > 0 &&
         gtk_adjustment_get_upper (fixture->adjustment) > 2 * gtk_adjustment_get_page_size (fixture->adjustment);
}

/* With more text than there is room for, and the end of it in view. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->area = g_object_new (SP_TYPE_TEXT_AREA, NULL);
  sp_text_area_set_lines (fixture->area, 3, 3);
  fixture->window = media_test_show (GTK_WIDGET (fixture->area));
  fixture->adjustment = gtk_scrolled_window_get_vadjustment (
    GTK_SCROLLED_WINDOW (component_test_find (GTK_WIDGET (fixture->area), GTK_TYPE_SCROLLED_WINDOW, 0)));
  g_object_ref (fixture->adjustment);
  fixture->text = g_string_new (NULL);
  add_lines (fixture, 20);
  component_test_wait (is_laid_out, fixture);
  gtk_adjustment_set_value (fixture->adjustment, gtk_adjustment_get_upper (fixture->adjustment));
  component_test_wait (is_at_end, fixture);
  fixture->start = gtk_adjustment_get_value (fixture->adjustment);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->adjustment);
  g_string_free (fixture->text, TRUE);
}

/* Texts come faster than a view scrolls. */
static void
test_follow (Fixture *fixture, gconstpointer data)
{
  add_lines (fixture, 40);
  component_test_wait (is_on_its_way, fixture);
  add_lines (fixture, 40);
  component_test_wait (is_at_end, fixture);
  g_assert_cmpfloat (gtk_adjustment_get_value (fixture->adjustment), >,
                     gtk_adjustment_get_upper (fixture->adjustment) * 0.9);

  gtk_window_destroy (fixture->window);
}

/* The text changes while the view scrolls, and is hidden before it is drawn once more. */
static void
test_hidden (Fixture *fixture, gconstpointer data)
{
  add_lines (fixture, 40);
  component_test_wait (is_on_its_way, fixture);
  add_lines (fixture, 40);
  gtk_widget_set_visible (GTK_WIDGET (fixture->area), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (fixture->area), TRUE);
  component_test_wait (is_at_end, fixture);

  gtk_window_destroy (fixture->window);
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);

  g_test_add ("/text-area/follow", Fixture, NULL, set_up, test_follow, tear_down);
  g_test_add ("/text-area/hidden", Fixture, NULL, set_up, test_hidden, tear_down);

  return g_test_run ();
}
