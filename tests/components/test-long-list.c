/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "component-test.h"
#include "sp-long-list.h"

#define N_MANY 10000
#define HEIGHT 300

/* A list in a window; each item's text is its height. */
typedef struct {
  GtkWidget     *window;
  GtkAdjustment *adjustment;
  SpLongList    *list;
  GListStore    *model;
  guint          n_made;
  guint          place; /* of the row that was placed last */
  guint          awaited;
  guint          n_frames;
  gboolean       is_idle;
} Fixture;

static GtkWidget *
create (gpointer item, gpointer user_data)
{
  Fixture   *fixture = user_data;
  GtkWidget *row = gtk_button_new ();

  fixture->n_made++;
  gtk_widget_set_size_request (row, 50, atoi (gtk_string_object_get_string (item)));

  return row;
}

static void
place (GtkWidget *row, guint position, guint n_rows, gpointer user_data)
{
  ((Fixture *) user_data)->place = position;
}

static void
add (Fixture *fixture, guint position, int height)
{
  g_autofree char            *text = g_strdup_printf ("%d", height);
  g_autoptr (GtkStringObject) item = gtk_string_object_new (text);

  g_list_store_insert (fixture->model, position, item);
}

static void
fill (Fixture *fixture, guint n_rows)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n_rows; i++) {
    g_autofree char *text = g_strdup_printf ("%u", 40 + i * 7 % 90);

    g_ptr_array_add (items, gtk_string_object_new (text));
  }
  g_list_store_splice (fixture->model, 0, g_list_model_get_n_items (G_LIST_MODEL (fixture->model)),
                       items->pdata, items->len);
}

static gboolean
is_seen (gpointer user_data)
{
  Fixture        *fixture = user_data;
  GtkWidget      *row = sp_long_list_get_row (fixture->list, fixture->awaited);
  graphene_rect_t bounds;

  return row != NULL && gtk_widget_get_height (row) > 0 &&
         gtk_widget_compute_bounds (row, GTK_WIDGET (fixture->list), &bounds) &&
         bounds.origin.y + bounds.size.height > 0 &&
         bounds.origin.y < gtk_widget_get_height (GTK_WIDGET (fixture->list));
}

static void
wait_for_row (Fixture *fixture, guint position)
{
  fixture->awaited = position;
  component_test_wait (is_seen, fixture);
}

static float
get_y (Fixture *fixture, guint position)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (sp_long_list_get_row (fixture->list, position),
                                            GTK_WIDGET (fixture->list), &bounds));

  return bounds.origin.y;
}

static guint
count_rows (Fixture *fixture)
{
  guint n_rows = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (fixture->list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    n_rows++;

  return n_rows;
}

static void
set_up (Fixture *fixture, gconstpointer user_data)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  fixture->model = g_list_store_new (GTK_TYPE_STRING_OBJECT);
  fixture->list = SP_LONG_LIST (sp_long_list_new ());
  sp_long_list_set_follows_end (fixture->list, GPOINTER_TO_INT (user_data));
  sp_long_list_set_model (fixture->list, G_LIST_MODEL (fixture->model), create, place, fixture);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (fixture->list));
  fixture->adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 300, HEIGHT);
  gtk_window_set_child (GTK_WINDOW (fixture->window), scroller);
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
tear_down (Fixture *fixture, gconstpointer user_data)
{
  g_object_add_weak_pointer (G_OBJECT (fixture->list), (gpointer *) &fixture->list);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_null (fixture->list);
  g_assert_finalize_object (fixture->model);
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  ((Fixture *) user_data)->n_frames++;

  return G_SOURCE_CONTINUE;
}

static gboolean
has_frames (gpointer user_data)
{
  return ((Fixture *) user_data)->n_frames >= 2;
}

static gboolean
idle_once_cb (gpointer user_data)
{
  ((Fixture *) user_data)->is_idle = TRUE;

  return G_SOURCE_REMOVE;
}

static gboolean
is_idle (gpointer user_data)
{
  return ((Fixture *) user_data)->is_idle;
}

static void
wait_for_frames (Fixture *fixture)
{
  guint tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (fixture->list), tick_cb, fixture, NULL);

  fixture->n_frames = 0;
  component_test_wait (has_frames, fixture);
  gtk_widget_remove_tick_callback (GTK_WIDGET (fixture->list), tick_id);
}

/* Until it is drawn, rows are made ahead, and it is drawn again. */
static void
settle (Fixture *fixture)
{
  wait_for_frames (fixture);
  fixture->is_idle = FALSE;
  g_idle_add_full (G_PRIORITY_LOW + 10, idle_once_cb, fixture, NULL);
  component_test_wait (is_idle, fixture);
  wait_for_frames (fixture);
}

/* What is made follows what can be seen, not what there is. */
static void
test_few_widgets (Fixture *fixture, gconstpointer user_data)
{
  fill (fixture, N_MANY);
  wait_for_row (fixture, 0);
  settle (fixture);
  g_assert_cmpuint (count_rows (fixture), <, 5 * HEIGHT / 20);
  g_assert_cmpuint (fixture->n_made, <, 100);

  gtk_adjustment_set_value (fixture->adjustment, gtk_adjustment_get_upper (fixture->adjustment) / 2);
  gtk_adjustment_set_value (fixture->adjustment, gtk_adjustment_get_upper (fixture->adjustment));
  wait_for_row (fixture, N_MANY - 1);
  settle (fixture);
  g_assert_cmpuint (count_rows (fixture), <, 5 * HEIGHT / 20);
  g_assert_null (sp_long_list_get_row (fixture->list, 0));
}

static void
test_follows (Fixture *fixture, gconstpointer user_data)
{
  fill (fixture, 100);
  wait_for_row (fixture, 99);
  g_assert_true (sp_long_list_get_near_end (fixture->list));
  add (fixture, 100, 250);
  wait_for_row (fixture, 100);
  g_assert_cmpfloat_with_epsilon (get_y (fixture, 100) + 250,
                                  gtk_widget_get_height (GTK_WIDGET (fixture->list)), 1);

  /* A row that grows is followed too. */
  gtk_widget_set_size_request (sp_long_list_get_row (fixture->list, 100), 50, 700);
  add (fixture, 101, 50);
  wait_for_row (fixture, 101);
  g_assert_cmpfloat_with_epsilon (get_y (fixture, 101) + 50,
                                  gtk_widget_get_height (GTK_WIDGET (fixture->list)), 1);
}

static gboolean
is_far (gpointer user_data)
{
  return !sp_long_list_get_near_end (((Fixture *) user_data)->list);
}

static gboolean
has_102 (gpointer user_data)
{
  return ((Fixture *) user_data)->place == 102;
}

/* Whoever reads above the end is left there, whatever comes, goes or turns out to be higher. */
static void
test_stays (Fixture *fixture, gconstpointer user_data)
{
  float y = 0;

  fill (fixture, 100);
  wait_for_row (fixture, 99);
  gtk_adjustment_set_value (fixture->adjustment, gtk_adjustment_get_value (fixture->adjustment) - 1500);
  component_test_wait (is_far, fixture);
  settle (fixture);
  fixture->awaited = 0;
  while (!is_seen (fixture))
    fixture->awaited++;
  y = get_y (fixture, fixture->awaited + 1);

  add (fixture, 100, 400);
  settle (fixture);
  g_assert_cmpfloat_with_epsilon (get_y (fixture, fixture->awaited + 1), y, 0.5);
  add (fixture, 0, 333);
  settle (fixture);
  g_assert_cmpfloat_with_epsilon (get_y (fixture, fixture->awaited + 2), y, 0.5);
  gtk_widget_set_size_request (sp_long_list_get_row (fixture->list, fixture->awaited - 1), 50, 500);
  settle (fixture);
  g_assert_cmpfloat_with_epsilon (get_y (fixture, fixture->awaited + 2), y, 0.5);
  g_list_store_remove (fixture->model, 0);
  settle (fixture);
  g_assert_cmpfloat_with_epsilon (get_y (fixture, fixture->awaited + 1), y, 0.5);
  g_assert_false (sp_long_list_get_near_end (fixture->list));

  sp_long_list_go_to_end (fixture->list);
  wait_for_row (fixture, 100);
  g_assert_true (sp_long_list_get_near_end (fixture->list));
  add (fixture, 101, 40);
  wait_for_row (fixture, 101);
  add (fixture, 102, 40);
  component_test_wait (has_102, fixture);
}

/* Scrolled step by step to the top, the rows end where the adjustment does. */
static void
test_top (Fixture *fixture, gconstpointer user_data)
{
  fill (fixture, 60);
  wait_for_row (fixture, 59);
  for (guint i = 0; i < 60; i++) {
    gtk_adjustment_set_value (fixture->adjustment, gtk_adjustment_get_value (fixture->adjustment) - 100);
    settle (fixture);
  }
  wait_for_row (fixture, 0);
  g_assert_cmpfloat_with_epsilon (get_y (fixture, 0), 0, 0.5);
  g_assert_cmpfloat (gtk_adjustment_get_value (fixture->adjustment), ==,
                     gtk_adjustment_get_lower (fixture->adjustment));
}

static void
test_stands (Fixture *fixture, gconstpointer user_data)
{
  fill (fixture, 100);
  wait_for_row (fixture, 0);
  g_assert_cmpfloat_with_epsilon (get_y (fixture, 0), 0, 0.5);
  add (fixture, 100, 40);
  settle (fixture);
  g_assert_cmpfloat_with_epsilon (get_y (fixture, 0), 0, 0.5);
  sp_long_list_go_to_end (fixture->list);
  wait_for_row (fixture, 100);
  add (fixture, 101, 200);
  settle (fixture);
  g_assert_true (!is_seen (fixture) || get_y (fixture, 100) > HEIGHT - 100);

  fill (fixture, 0);
  settle (fixture);
  g_assert_null (gtk_widget_get_first_child (GTK_WIDGET (fixture->list)));
  fill (fixture, 10);
  wait_for_row (fixture, 0);
  g_assert_cmpfloat_with_epsilon (get_y (fixture, 0), 0, 0.5);
}

static gboolean
has_focus (gpointer user_data)
{
  Fixture *fixture = user_data;

  return is_seen (fixture) &&
         gtk_widget_is_focus (sp_long_list_get_row (fixture->list, fixture->awaited));
}

static void
wait_for_focus (Fixture *fixture, guint position)
{
  fixture->awaited = position;
  component_test_wait (has_focus, fixture);
}

static void
test_keys (Fixture *fixture, gconstpointer user_data)
{
  GtkWidget *list = GTK_WIDGET (fixture->list);

  fill (fixture, 300);
  wait_for_row (fixture, 0);
  g_assert_true (component_test_press (list, GDK_KEY_End, 0));
  wait_for_focus (fixture, 299);
  g_assert_true (gtk_widget_child_focus (list, GTK_DIR_UP));
  wait_for_focus (fixture, 298);
  g_assert_true (gtk_widget_child_focus (list, GTK_DIR_DOWN));
  wait_for_focus (fixture, 299);
  g_assert_false (gtk_widget_child_focus (list, GTK_DIR_DOWN));
  g_assert_true (component_test_press (list, GDK_KEY_Home, 0));
  wait_for_focus (fixture, 0);

  /* The row with the keyboard is not taken away from under the user. */
  gtk_adjustment_set_value (fixture->adjustment, gtk_adjustment_get_upper (fixture->adjustment));
  wait_for_row (fixture, 299);
  settle (fixture);
  g_assert_nonnull (sp_long_list_get_row (fixture->list, 0));
  g_assert_null (sp_long_list_get_row (fixture->list, 1));
  g_assert_false (gtk_widget_child_focus (list, GTK_DIR_TAB_FORWARD));
}

static void
test_rebuild (Fixture *fixture, gconstpointer user_data)
{
  guint n_made = 0;

  fill (fixture, 100);
  wait_for_row (fixture, 0);
  settle (fixture);
  n_made = fixture->n_made;
  sp_long_list_rebuild (fixture->list);
  wait_for_row (fixture, 0);
  g_assert_cmpuint (fixture->n_made, >, n_made);
  g_assert_cmpfloat_with_epsilon (get_y (fixture, 0), 0, 0.5);
}

#define ADD(path, function, follows) \
  g_test_add (path, Fixture, GINT_TO_POINTER (follows), set_up, function, tear_down)

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);

  ADD ("/long-list/few-widgets", test_few_widgets, FALSE);
  ADD ("/long-list/follows", test_follows, TRUE);
  ADD ("/long-list/stays", test_stays, TRUE);
  ADD ("/long-list/top", test_top, TRUE);
  ADD ("/long-list/stands", test_stands, FALSE);
  ADD ("/long-list/keys", test_keys, FALSE);
  ADD ("/long-list/rebuild", test_rebuild, FALSE);

  return g_test_run ();
}
