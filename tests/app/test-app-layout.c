/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the blocks of an app are, beside where a browser has them (data/layout-rects.tsv, whose head says how closely
 * they have to agree). */
#include "app-fixture.h"

#include "sp-app-view.h"
#include "sp-container.h"
#include "sp-content-layout.h"
#include "sp-resources.h"

#define SLACK 2 /* pixels: borders */
#define CLOSE 0.04
#define PADDING 32 /* of a button, which a browser gives it before the rest of the line is shared (R12) */

typedef struct {
  char           *name;
  graphene_rect_t web;
  graphene_rect_t ours;
} Block;

static void
block_clear (gpointer block)
{
  g_free (((Block *) block)->name);
}

static char *
read_data (const char *name)
{
  g_autofree char   *path = g_test_build_filename (G_TEST_DIST, "data", name, NULL);
  g_autoptr (GError) error = NULL;
  char              *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  return text;
}

/* Those of one app in one window that are drawn at all. */
static GArray *
read_blocks (const char *app, const char *window, int *content_width)
{
  g_autofree char *text = read_data ("layout-rects.tsv");
  g_auto (GStrv)   lines = g_strsplit (text, "\n", -1);
  GArray          *blocks = g_array_new (FALSE, TRUE, sizeof (Block));

  g_array_set_clear_func (blocks, block_clear);
  for (guint i = 0; lines[i] != NULL; i++) {
    g_auto (GStrv) words = g_strsplit (lines[i], "\t", -1);
    Block          block = { 0 };

    if (g_strv_length (words) != 8 || !g_str_equal (words[0], app) || !g_str_equal (words[1], window) ||
        g_str_equal (words[6], "0"))
      continue;

    *content_width = atoi (words[2]);
    block.name = g_strconcat ("elem-", words[3], NULL);
    block.web = GRAPHENE_RECT_INIT (atoi (words[4]), atoi (words[5]), atoi (words[6]), atoi (words[7]));
    g_array_append_val (blocks, block);
  }
  g_assert_cmpuint (blocks->len, >, 0);

  return blocks;
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  gradio_client_connect_finish (GRADIO_CLIENT (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static void
set_up (AppFixture *fixture, const char *app)
{
  g_autofree char *name = g_strdup_printf ("%s.config.json", app);
  g_autofree char *config = read_data (name);
  gboolean         done = FALSE;

  fixture->app = fake_app_new ();
  fake_app_answer (fixture->app, "/config", 200, "application/json", config);
  fixture->client = gradio_client_new (fake_app_get_uri (fixture->app));
  gradio_client_connect_async (fixture->client, NULL, connected_cb, &done);
  wait_until (done);
  fixture->window = gtk_window_new ();
  gtk_window_set_decorated (GTK_WINDOW (fixture->window), FALSE);
}

static void
tear_down (AppFixture *fixture)
{
  sp_app_view_close (SP_APP_VIEW (gtk_window_get_child (GTK_WINDOW (fixture->window))));
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  gradio_client_close (fixture->client);
  g_object_add_weak_pointer (G_OBJECT (fixture->client), (gpointer *) &fixture->client);
  g_object_unref (fixture->client);
  wait_until (fixture->client == NULL);
  fake_app_free (fixture->app);
}

/* The window in which our content is as wide as the browser's: at the sides of a narrow one we leave less. */
static int
find_window_width (int content_width, gboolean fill)
{
  int width = content_width;

  while (sp_content_layout_get_width (width, fill) < content_width)
    width++;

  return width;
}

static void
show (AppFixture *fixture, int width, int height)
{
  GtkWidget *view = sp_app_view_new (fixture->client);

  gtk_window_set_default_size (GTK_WINDOW (fixture->window), width, height);
  app_fixture_show (fixture, view);
  wait_until (!sp_app_view_get_building (SP_APP_VIEW (view)));
  wait_until (gtk_widget_get_width (view) == width && gtk_widget_get_height (view) == height);
}

static SpComponent *
find_root (GtkWidget *widget)
{
  SpComponent *found = SP_IS_COMPONENT (widget) ? SP_COMPONENT (widget) : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); found == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_root (child);

  return found;
}

static GtkWidget *
find_named (GtkWidget *widget, const char *name)
{
  GtkWidget *found = g_strcmp0 (gtk_widget_get_name (widget), name) == 0 ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); found == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_named (child, name);

  return found;
}

static gboolean
look (GtkWidget *view, GArray *blocks)
{
  GtkWidget *root = GTK_WIDGET (find_root (view));

  for (guint i = 0; i < blocks->len; i++) {
    Block     *block = &g_array_index (blocks, Block, i);
    GtkWidget *widget = find_named (root, block->name);

    if (widget == NULL || !gtk_widget_compute_bounds (widget, root, &block->ours) ||
        gtk_widget_get_width (widget) == 0 || gtk_widget_get_height (widget) == 0)
      return FALSE;
  }

  return TRUE;
}

static float
bottom (const graphene_rect_t *rect)
{
  return rect->origin.y + rect->size.height;
}

static gboolean
is_beside_button (GArray *blocks, const Block *block)
{
  static const char *const buttons[] = { "elem-r1c", "elem-r2c", "elem-r4c", "elem-r5b", "elem-g7c", NULL };

  for (guint i = 0; i < blocks->len; i++) {
    const Block *other = &g_array_index (blocks, Block, i);

    if (g_strv_contains (buttons, other->name) && fabsf (other->web.origin.y - block->web.origin.y) <= SLACK)
      return TRUE;
  }

  return FALSE;
}

static guint
check_block (GArray *blocks, const Block *block, int content_width)
{
  float    room = MAX (CLOSE * block->web.size.width, SLACK) + (is_beside_button (blocks, block) ? PADDING : 0);
  gboolean good = fabsf (block->ours.size.width - block->web.size.width) <= room &&
                  fabsf (block->ours.origin.x - block->web.origin.x) <= room &&
                  block->ours.origin.x >= 0 && block->ours.origin.x + block->ours.size.width <= content_width;

  if (!good)
    g_test_message ("%s: x %g, width %g; in the browser x %g, width %g", block->name, block->ours.origin.x,
                    block->ours.size.width, block->web.origin.x, block->web.size.width);

  return good ? 0 : 1;
}

static gboolean
stand_in_line (const graphene_rect_t *one, const graphene_rect_t *other)
{
  return one->origin.x < other->origin.x + other->size.width && other->origin.x < one->origin.x + one->size.width;
}

/* What begins at one height begins at one height, what is below is below. */
static guint
check_pair (const Block *one, const Block *other)
{
  gboolean good = TRUE;

  if (fabsf (one->web.origin.y - other->web.origin.y) <= SLACK)
    good = fabsf (one->ours.origin.y - other->ours.origin.y) <= SLACK;
  else if (bottom (&one->web) <= other->web.origin.y + SLACK && stand_in_line (&one->web, &other->web))
    good = bottom (&one->ours) <= other->ours.origin.y + SLACK;

  if (!good)
    g_test_message ("%s at %g to %g, %s at %g to %g; in the browser %g to %g, %g to %g", one->name, one->ours.origin.y,
                    bottom (&one->ours), other->name, other->ours.origin.y, bottom (&other->ours), one->web.origin.y,
                    bottom (&one->web), other->web.origin.y, bottom (&other->web));

  return good ? 0 : 1;
}

static float
get_height (GArray *blocks, const char *name)
{
  for (guint i = 0; i < blocks->len; i++) {
    if (g_str_equal (g_array_index (blocks, Block, i).name, name))
      return g_array_index (blocks, Block, i).ours.size.height;
  }
  g_assert_not_reached ();
}

static GArray *
measure (const char *app, const char *window, int height)
{
  AppFixture fixture = { 0 };
  int        content_width = 0;
  GArray    *blocks = read_blocks (app, window, &content_width);
  guint      wrong = 0;

  set_up (&fixture, app);
  show (&fixture, find_window_width (content_width, g_str_equal (app, "demo_fill")), height);
  wait_until (look (gtk_window_get_child (GTK_WINDOW (fixture.window)), blocks));
  for (guint i = 0; i < blocks->len; i++) {
    wrong += check_block (blocks, &g_array_index (blocks, Block, i), content_width);
    for (guint j = 0; j < blocks->len; j++)
      wrong += check_pair (&g_array_index (blocks, Block, i), &g_array_index (blocks, Block, j));
  }
  g_assert_cmpuint (wrong, ==, 0);
  tear_down (&fixture);

  return blocks;
}

static void
test_layout (gconstpointer window)
{
  g_autoptr (GArray) blocks = measure ("demo_layout", window, 900);

  g_assert_cmpfloat (get_height (blocks, "elem-row_h"), ==, 200);
}

/* What is free goes to the chat and the row, two parts and one; where nothing is free, nobody shrinks. */
static void
test_fill (void)
{
  g_autoptr (GArray) low = measure ("demo_fill", "1200x600", 600);
  g_autoptr (GArray) high = measure ("demo_fill", "1200x900", 900);
  float              chat = get_height (high, "elem-chat") - get_height (low, "elem-chat");
  float              row = get_height (high, "elem-row") - get_height (low, "elem-row");

  g_assert_cmpfloat (get_height (low, "elem-chat"), >=, 400);
  g_assert_cmpfloat (row, >, 0);
  g_assert_cmpfloat_with_epsilon (chat, 2 * row, 2);
  g_assert_cmpfloat (get_height (high, "elem-table"), ==, get_height (low, "elem-table"));
  g_assert_cmpfloat (get_height (high, "elem-buttons"), ==, get_height (low, "elem-buttons"));
  g_assert_cmpfloat (get_height (high, "elem-col"), ==, get_height (high, "elem-row"));
}

static GtkWidget *
get_root (AppFixture *fixture)
{
  return GTK_WIDGET (find_root (gtk_window_get_child (GTK_WINDOW (fixture->window))));
}

static SpComponent *
find_type (GtkWidget *widget, const char *type_name, gboolean at_right)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    SpComponent *found = NULL;

    if (g_str_equal (G_OBJECT_TYPE_NAME (child), type_name) &&
        (sp_container_get_side (SP_CONTAINER (child)) == SP_SIDE_RIGHT) == at_right)
      return SP_COMPONENT (child);
    found = find_type (child, type_name, at_right);
    if (found != NULL)
      return found;
  }

  return NULL;
}

static graphene_rect_t
get_place (AppFixture *fixture, GtkWidget *widget)
{
  graphene_rect_t place;

  g_assert_true (gtk_widget_compute_bounds (widget, fixture->window, &place));

  return place;
}

static gboolean
is_beside (AppFixture *fixture, SpComponent *left, SpComponent *right)
{
  graphene_rect_t menu = get_place (fixture, GTK_WIDGET (left));
  graphene_rect_t help = get_place (fixture, GTK_WIDGET (right));
  graphene_rect_t page = get_place (fixture, get_root (fixture));

  return menu.origin.x == 0 && menu.size.width >= 260 && menu.size.height == 700 &&
         page.origin.x >= menu.size.width && page.origin.x + page.size.width <= help.origin.x &&
         help.origin.x + help.size.width == gtk_widget_get_width (fixture->window);
}

static GtkWidget *
find_tooltip (GtkWidget *widget, const char *text)
{
  GtkWidget *found = g_strcmp0 (gtk_widget_get_tooltip_text (widget), text) == 0 ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); found == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_tooltip (child, text);

  return found;
}

/* At the sides of the page, out of its flow; in a narrow window over it. */
static void
test_sidebars (void)
{
  AppFixture   fixture = { 0 };
  SpComponent *left = NULL;
  SpComponent *right = NULL;

  set_up (&fixture, "demo_shell");
  show (&fixture, 1000, 700);
  left = find_type (fixture.window, "SpSidebar", FALSE);
  right = find_type (fixture.window, "SpSidebar", TRUE);
  wait_until (is_beside (&fixture, left, right));

  gtk_window_set_default_size (GTK_WINDOW (fixture.window), 360, 700);
  wait_until (gtk_widget_get_width (fixture.window) == 360);
  wait_until (get_place (&fixture, GTK_WIDGET (left)).size.width >= 260 &&
              get_place (&fixture, get_root (&fixture)).origin.x < 260);
  g_signal_emit_by_name (find_tooltip (GTK_WIDGET (left), "Hide the sidebar"), "clicked");
  wait_until (get_place (&fixture, GTK_WIDGET (left)).size.width < 60 &&
              get_place (&fixture, get_root (&fixture)).origin.x >=
                get_place (&fixture, GTK_WIDGET (left)).size.width);
  tear_down (&fixture);
}

/* A window of a telephone begins with the page, not with what would stand over it. */
static void
test_folded_sidebar (void)
{
  AppFixture   fixture = { 0 };
  SpComponent *left = NULL;

  set_up (&fixture, "demo_shell");
  show (&fixture, 360, 700);
  left = find_type (fixture.window, "SpSidebar", FALSE);
  g_assert_false (sp_container_get_shown (SP_CONTAINER (left)));
  g_signal_emit_by_name (find_tooltip (GTK_WIDGET (left), "Show the sidebar"), "clicked");
  wait_until (get_place (&fixture, GTK_WIDGET (left)).size.width >= 260);
  tear_down (&fixture);
}

/* What was asked for comes into view, and is still there when something else is. */
static void
test_scroll_to (void)
{
  AppFixture fixture = { 0 };
  GtkWidget *view = NULL;
  GtkWidget *target = NULL;

  set_up (&fixture, "demo_layout");
  show (&fixture, 700, 400);
  view = gtk_window_get_child (GTK_WINDOW (fixture.window));
  target = find_named (view, "elem-row_h");
  wait_until (get_place (&fixture, target).origin.y > 400);
  g_signal_emit_by_name (sp_app_view_get_blocks (SP_APP_VIEW (view)), "scroll-to",
                         sp_component_get_id (SP_COMPONENT (target)));
  wait_until (get_place (&fixture, target).origin.y >= 0 && get_place (&fixture, target).origin.y <= 200);

  target = find_named (view, "elem-r1a");
  g_signal_emit_by_name (sp_app_view_get_blocks (SP_APP_VIEW (view)), "scroll-to",
                         sp_component_get_id (SP_COMPONENT (target)));
  wait_until (get_place (&fixture, target).origin.y >= 0);
  tear_down (&fixture);
}

static void
lowest_cb (GtkAdjustment *adjustment, double *lowest)
{
  *lowest = MIN (*lowest, gtk_adjustment_get_value (adjustment));
}

static void
ask_for (GtkWidget *view, GtkWidget *target)
{
  g_signal_emit_by_name (sp_app_view_get_blocks (SP_APP_VIEW (view)), "scroll-to",
                         sp_component_get_id (SP_COMPONENT (target)));
}

static gboolean
is_whole (AppFixture *fixture, GtkWidget *target)
{
  graphene_rect_t place = get_place (fixture, target);

  return place.origin.y >= 0 && place.origin.y + place.size.height <= gtk_widget_get_height (fixture->window);
}

/* From where the page is, and not from where it was before. */
static void
test_scroll_on (void)
{
  AppFixture     fixture = { 0 };
  GtkWidget     *view = NULL;
  GtkAdjustment *adjustment = NULL;
  double         first = 0;
  double         lowest = G_MAXDOUBLE;

  set_up (&fixture, "demo_layout");
  show (&fixture, 700, 400);
  view = gtk_window_get_child (GTK_WINDOW (fixture.window));
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (find_widget (view, GTK_TYPE_SCROLLED_WINDOW, NULL)));
  wait_until (gtk_adjustment_get_upper (adjustment) > 1500);
  ask_for (view, find_named (view, "elem-row_eq"));
  wait_until (is_whole (&fixture, find_named (view, "elem-row_eq")));
  first = gtk_adjustment_get_value (adjustment);
  g_assert_cmpfloat (first, >, 0);
  g_signal_connect (adjustment, "value-changed", G_CALLBACK (lowest_cb), &lowest);
  ask_for (view, find_named (view, "elem-row_h"));
  wait_until (is_whole (&fixture, find_named (view, "elem-row_h")));
  g_assert_cmpfloat (lowest, >=, first);
  tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  sp_components_init_style (gdk_display_get_default ());
  g_test_add_data_func ("/app-layout/1200", "1200x900", test_layout);
  g_test_add_data_func ("/app-layout/700", "700x900", test_layout);
  g_test_add_data_func ("/app-layout/420", "420x900", test_layout);
  g_test_add_func ("/app-layout/fill", test_fill);
  g_test_add_func ("/app-layout/sidebars", test_sidebars);
  g_test_add_func ("/app-layout/folded-sidebar", test_folded_sidebar);
  g_test_add_func ("/app-layout/scroll-to", test_scroll_to);
  g_test_add_func ("/app-layout/scroll-on", test_scroll_on);

  return g_test_run ();
}
