/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "component-test.h"

#include "sp-container.h"
#include "sp-flex-layout.h"
#include "sp-flow-layout.h"
#include "sp-natural-layout.h"
#include "sp-pager.h"

#include <adwaita.h>

static void
test_hostile (gconstpointer type)
{
  component_test_hostile (type);
}

/* The widths that the page gives, measured (blocks-runtime.md R11). */
static void
test_share (void)
{
  const struct {
    int    room;
    double scales[3];
    int    minima[3];
    int    sizes[3];
  } cases[] = {
    { 944, { 1, 2, 0 }, { 320, 320, 0 }, { 320, 624, 0 } },
    { 928, { 1, 3, 0 }, { 160, 160, 160 }, { 192, 576, 160 } },
    { 300, { 1, 1, 1 }, { 160, 160, 160 }, { 160, 160, 160 } },
    { 900, { 1, 1, 1 }, { 0, 0, 0 }, { 300, 300, 300 } },
    { 900, { 0, 0, 0 }, { 100, 50, 0 }, { 100, 50, 0 } },
    { -5, { 1, 1, 1 }, { 0, 0, 0 }, { 0, 0, 0 } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    int sizes[3] = { -1, -1, -1 };

    sp_flex_layout_share (cases[i].room, 3, cases[i].scales, cases[i].minima, sizes);
    for (guint j = 0; j < 3; j++)
      g_assert_cmpint (sizes[j], ==, cases[i].sizes[j]);
  }
}

static SpComponent *
add (SpComponent *parent, const char *type, const char *props)
{
  SpComponent *child = component_test_new (type);

  component_test_set_props (child, props);
  sp_component_add_child (parent, child);
  g_object_unref (child); /* the parent has it now */

  return child;
}

static graphene_rect_t
get_bounds (SpComponent *child, SpComponent *parent)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (GTK_WIDGET (child), GTK_WIDGET (parent), &bounds));

  return bounds;
}

/* Lays a component out as if a window of that width showed it. */
static void
lay_out (GtkWidget *widget, int width)
{
  int height = 0;

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  gtk_widget_allocate (widget, width, height, -1, NULL);
}

static void
test_row (void)
{
  SpComponent    *row = component_test_new ("row");
  SpComponent    *one = add (row, "column", "{'scale':1,'min_width':400}");
  SpComponent    *two = add (row, "column", "{'scale':1,'min_width':400}");
  SpComponent    *three = add (row, "column", "{'scale':1,'min_width':400}");
  graphene_rect_t first;
  graphene_rect_t second;
  graphene_rect_t third;

  add (one, "textbox", "{'label':'a'}");
  add (two, "textbox", "{'label':'b'}");
  add (three, "textbox", "{'label':'c'}");

  lay_out (GTK_WIDGET (row), 960);
  first = get_bounds (one, row);
  second = get_bounds (two, row);
  third = get_bounds (three, row);
  g_assert_cmpint ((int) first.size.width, ==, 472);
  g_assert_cmpint ((int) second.origin.x, ==, 488);
  g_assert_cmpfloat (second.origin.y, ==, first.origin.y);
  g_assert_cmpfloat (third.origin.y, >=, first.origin.y + first.size.height);

  lay_out (GTK_WIDGET (row), 500); /* one below the other */
  first = get_bounds (one, row);
  second = get_bounds (two, row);
  g_assert_cmpint ((int) first.size.width, ==, 500);
  g_assert_cmpfloat (second.origin.x, ==, first.origin.x);

  gtk_widget_set_direction (GTK_WIDGET (row), GTK_TEXT_DIR_RTL);
  g_assert_finalize_object (row);
}

/* The author's width counts where there is room, and is at the start; the other children share the rest. */
static void
test_width (void)
{
  SpComponent    *column = component_test_new ("column");
  SpComponent    *row = component_test_new ("row");
  SpComponent    *small = add (column, "image", "{'width': 300}");
  SpComponent    *share = add (column, "image", "{'width': '50%'}");
  SpComponent    *odd = add (column, "image", "{'width': 'fit-content'}");
  SpComponent    *first = add (row, "image", "{'width': '250px'}");
  SpComponent    *second = add (row, "image", "{}");
  graphene_rect_t bounds;

  lay_out (GTK_WIDGET (column), 800);
  g_assert_cmpint ((int) get_bounds (small, column).size.width, ==, 300);
  g_assert_cmpint ((int) get_bounds (small, column).origin.x, ==, 0);
  g_assert_cmpint ((int) get_bounds (share, column).size.width, ==, 400);
  g_assert_cmpint ((int) get_bounds (odd, column).size.width, ==, 800);
  component_test_set_props (small, "{'width': 500}");
  lay_out (GTK_WIDGET (column), 800);
  g_assert_cmpint ((int) get_bounds (small, column).size.width, ==, 500);
  lay_out (GTK_WIDGET (column), 280);
  g_assert_cmpint ((int) get_bounds (small, column).size.width, ==, 280);

  lay_out (GTK_WIDGET (row), 800);
  bounds = get_bounds (second, row);
  g_assert_cmpint ((int) get_bounds (first, row).size.width, ==, 250);
  g_assert_cmpint ((int) (bounds.origin.x + bounds.size.width), ==, 800);
  g_assert_cmpint ((int) bounds.size.width, >, 500);

  g_assert_finalize_object (column);
  g_assert_finalize_object (row);
}

static int
measure_height (SpComponent *self, const char *props)
{
  int height = 0;

  component_test_set_props (self, props);
  gtk_widget_measure (GTK_WIDGET (self), GTK_ORIENTATION_VERTICAL, 400, NULL, &height, NULL, NULL);

  return height;
}

/* A share of the window is known when there is a window. */
static void
test_heights (void)
{
  static const char *const types[] = { "column", "json", "markdown" };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++) {
    SpComponent *self = component_test_new (types[i]);
    int          low = 0;
    GtkWidget   *window = NULL;
    int          window_height = 0;

    sp_component_set_interactive (self, FALSE);
    component_test_set_value (self, "'text'");
    low = measure_height (self, "{'height': 120}");
    g_assert_cmpint (measure_height (self, "{'height': '400px'}"), ==, low + 280);
    g_assert_cmpint (measure_height (self, "{'height': 'none at all'}"), >, 0);
    measure_height (self, "{'height': 120}");
    measure_height (self, "{'height': '40vh'}");
    window = component_test_show (self);
    window_height = gtk_widget_get_height (window);
    g_assert_cmpint (measure_height (self, "{}"), ==, low - 120 + window_height * 40 / 100);
    gtk_window_destroy (GTK_WINDOW (window));
  }
}

/* Less high than its child would like to be, as far as the child can be that. */
static void
test_max_height (void)
{
  SpNaturalLayout *layout = g_object_new (SP_TYPE_NATURAL_LAYOUT, NULL);
  GtkWidget       *bin = g_object_ref_sink (adw_bin_new ());
  GtkWidget       *label = gtk_label_new ("one\ntwo\nthree");
  int              minimum = 0;
  int              natural = 0;
  int              least = 0;

  gtk_widget_set_layout_manager (bin, GTK_LAYOUT_MANAGER (layout));
  gtk_widget_set_size_request (label, -1, 100);
  adw_bin_set_child (ADW_BIN (bin), gtk_scrolled_window_new ());
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (adw_bin_get_child (ADW_BIN (bin))), label);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (adw_bin_get_child (ADW_BIN (bin))), TRUE);
  gtk_widget_measure (adw_bin_get_child (ADW_BIN (bin)), GTK_ORIENTATION_VERTICAL, -1, &least, NULL, NULL, NULL);

  gtk_widget_measure (bin, GTK_ORIENTATION_VERTICAL, 300, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (natural, ==, 100);
  sp_natural_layout_set_max_height (layout, 70);
  gtk_widget_measure (bin, GTK_ORIENTATION_VERTICAL, 300, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (natural, ==, 70);
  g_assert_cmpint (minimum, ==, least);
  sp_natural_layout_set_max_height (layout, 1);
  gtk_widget_measure (bin, GTK_ORIENTATION_VERTICAL, 300, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (natural, ==, least);
  g_assert_finalize_object (bin);
}

static void
test_hidden (void)
{
  SpComponent    *row = component_test_new ("row");
  SpComponent    *shown = add (row, "textbox", "{'label':'a'}");
  SpComponent    *hidden = add (row, "textbox", "{'label':'b','visible':false}");
  graphene_rect_t bounds;

  lay_out (GTK_WIDGET (row), 600);
  bounds = get_bounds (shown, row);
  g_assert_cmpint ((int) bounds.size.width, ==, 600);

  component_test_set_props (hidden, "{'visible':true}");
  lay_out (GTK_WIDGET (row), 600);
  bounds = get_bounds (shown, row);
  g_assert_cmpint ((int) bounds.size.width, ==, 292);
  g_assert_finalize_object (row);
}

static void
test_form (void)
{
  SpComponent *row = component_test_new ("row");
  SpComponent *form = add (row, "form", "{}");
  SpComponent *one = add (form, "textbox", "{'label':'a'}");
  SpComponent *two = add (form, "textbox", "{'label':'b'}");

  lay_out (GTK_WIDGET (row), 600);
  g_assert_cmpfloat (get_bounds (one, row).origin.y, ==, get_bounds (two, row).origin.y);

  component_test_set_props (one, "{'visible':false}");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (form)));
  component_test_set_props (two, "{'visible':'hidden'}");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (form)));
  component_test_set_props (two, "{'visible':true}");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (form)));
  g_assert_finalize_object (row);
}

static void
assert_events (GString *events, const char *expected)
{
  g_assert_cmpstr (events->str, ==, expected);
  g_string_truncate (events, 0);
}

static void
select_cb (SpComponent *self, const char *name, JsonNode *data, char **text)
{
  if (!g_str_equal (name, "select"))
    return;

  g_free (*text);
  *text = json_to_string (data, FALSE);
}

static void
test_tabs (void)
{
  SpComponent        *tabs = component_test_new ("tabs");
  SpComponent        *one = add (tabs, "tabitem", "{'label':'One','id':'one'}");
  SpComponent        *two = add (tabs, "tabitem", "{'label':'Two'}");
  SpComponent        *three = add (tabs, "tabitem", "{'label':'Three','interactive':false}");
  g_autoptr (GString) events = component_test_watch (tabs);
  g_autoptr (GString) item_events = component_test_watch (two);
  g_autofree char    *data = NULL;

  sp_component_set_id (two, 26);
  g_signal_connect (tabs, "event", G_CALLBACK (select_cb), &data);
  g_assert_true (SP_COMPONENT (sp_pager_get_chosen (SP_PAGER (tabs))) == one);
  sp_pager_choose (SP_PAGER (tabs), SP_PAGE (two));
  assert_events (events, "change select ");
  assert_events (item_events, "select ");
  g_assert_cmpstr (data, ==, "{\"value\":\"Two\",\"index\":1,\"id\":26,\"component_id\":26}");

  sp_pager_choose (SP_PAGER (tabs), SP_PAGE (three)); /* locked */
  assert_events (events, "");
  component_test_set_props (tabs, "{'selected':'one'}");
  assert_events (events, "change ");
  sp_pager_step (SP_PAGER (tabs), -1); /* round, past what is locked */
  assert_events (events, "change select ");

  component_test_set_props (two, "{'visible':false}");
  g_assert_true (SP_COMPONENT (sp_pager_get_chosen (SP_PAGER (tabs))) == three);
  assert_events (events, "");
  component_test_set_props (tabs, "{'selected':['absurd']}");
  g_assert_true (SP_COMPONENT (sp_pager_get_chosen (SP_PAGER (tabs))) == three);
  g_assert_finalize_object (tabs);
}

static graphene_rect_t
get_tab_bounds (SpComponent *tabs, guint index)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (component_test_find (GTK_WIDGET (tabs), GTK_TYPE_TOGGLE_BUTTON, index),
                                            GTK_WIDGET (tabs), &bounds));

  return bounds;
}

/* Those that the author wants at the right stand at the end of the line, in their order. */
static void
test_tabs_at_end (void)
{
  SpComponent *tabs = component_test_new ("tabs");

  add (tabs, "tabitem", "{'label':'Help','alignment':'right'}");
  add (tabs, "tabitem", "{'label':'One'}");
  add (tabs, "tabitem", "{'label':'About','alignment':'right'}");
  add (tabs, "tabitem", "{'label':'Two','alignment':'left'}");
  lay_out (GTK_WIDGET (tabs), 900);
  g_assert_cmpfloat (get_tab_bounds (tabs, 1).origin.x, ==, 0);
  g_assert_cmpfloat (get_tab_bounds (tabs, 3).origin.x, ==, get_tab_bounds (tabs, 1).size.width);
  g_assert_cmpfloat (get_tab_bounds (tabs, 2).origin.x + get_tab_bounds (tabs, 2).size.width, ==, 900);
  g_assert_cmpfloat (get_tab_bounds (tabs, 0).origin.x + get_tab_bounds (tabs, 0).size.width, ==,
                     get_tab_bounds (tabs, 2).origin.x);
  gtk_widget_set_direction (component_test_find (GTK_WIDGET (tabs), g_type_from_name ("SpTabStrip"), 0),
                            GTK_TEXT_DIR_RTL);
  lay_out (GTK_WIDGET (tabs), 900);
  g_assert_cmpfloat (get_tab_bounds (tabs, 2).origin.x, ==, 0);
  g_assert_finalize_object (tabs);
}

static void
test_walkthrough (void)
{
  SpComponent        *walkthrough = component_test_new ("walkthrough");
  SpComponent        *first = add (walkthrough, "walkthroughstep", "{'label':'First','id':0}");
  SpComponent        *second = add (walkthrough, "walkthroughstep", "{'label':'Second','id':1}");
  g_autoptr (GString) events = component_test_watch (walkthrough);
  GtkWidget          *button = component_test_find (GTK_WIDGET (walkthrough), GTK_TYPE_BUTTON, 1);

  g_assert_false (gtk_widget_get_sensitive (button)); /* ahead */
  component_test_set_props (walkthrough, "{'selected':1}");
  g_assert_true (SP_COMPONENT (sp_pager_get_chosen (SP_PAGER (walkthrough))) == second);
  assert_events (events, "change ");
  g_assert_true (gtk_widget_get_sensitive (button));
  button = component_test_find (GTK_WIDGET (walkthrough), GTK_TYPE_BUTTON, 0);
  g_signal_emit_by_name (button, "clicked");
  g_assert_true (SP_COMPONENT (sp_pager_get_chosen (SP_PAGER (walkthrough))) == first);
  assert_events (events, "change select ");
  g_assert_finalize_object (walkthrough);
}

static void
test_accordion (void)
{
  SpComponent        *accordion = component_test_new ("accordion");
  SpComponent        *field = add (accordion, "textbox", "{'label':'inside'}");
  g_autoptr (GString) events = component_test_watch (accordion);
  GtkWidget          *header = component_test_find (GTK_WIDGET (accordion), GTK_TYPE_BUTTON, 0);

  component_test_set_props (accordion, "{'label':'More','open':false}");
  assert_events (events, ""); /* how it starts */
  g_signal_emit_by_name (header, "clicked");
  assert_events (events, "expand ");
  component_test_set_props (accordion, "{'open':false}");
  assert_events (events, "collapse ");
  component_test_set_props (accordion, "{'open':false,'label':null}");
  assert_events (events, "");
  component_test_set_value (field, "'kept'");
  component_test_assert_value (field, "'kept'");
  g_assert_finalize_object (accordion);
}

static void
test_sidebar (void)
{
  SpComponent        *sidebar = component_test_new ("sidebar");
  g_autoptr (GString) events = component_test_watch (sidebar);
  GtkWidget          *toggle = component_test_find (GTK_WIDGET (sidebar), GTK_TYPE_BUTTON, 0);

  add (sidebar, "textbox", "{'label':'inside'}");
  component_test_set_props (sidebar, "{'open':false,'position':'right','width':'50%'}");
  assert_events (events, "");
  g_signal_emit_by_name (toggle, "clicked");
  assert_events (events, "expand ");
  g_assert_finalize_object (sidebar);
}

/* Without room beside the page it does not stand over it before anybody asks for it. */
static void
test_folded_sidebar (void)
{
  SpComponent        *sidebar = component_test_new ("sidebar");
  g_autoptr (GString) events = component_test_watch (sidebar);
  GtkWidget          *toggle = component_test_find (GTK_WIDGET (sidebar), GTK_TYPE_BUTTON, 0);

  component_test_set_props (sidebar, "{'open':true}");
  sp_container_fold (SP_CONTAINER (sidebar));
  g_assert_false (sp_container_get_shown (SP_CONTAINER (sidebar)));
  assert_events (events, "");
  g_signal_emit_by_name (toggle, "clicked");
  g_assert_true (sp_container_get_shown (SP_CONTAINER (sidebar)));
  assert_events (events, "expand ");

  sp_container_fold (SP_CONTAINER (sidebar));
  component_test_set_props (sidebar, "{'visible':true}");
  g_assert_false (sp_container_get_shown (SP_CONTAINER (sidebar)));
  component_test_set_props (sidebar, "{'open':true}"); /* the app opens it */
  g_assert_true (sp_container_get_shown (SP_CONTAINER (sidebar)));
  assert_events (events, "");
  g_assert_finalize_object (sidebar);
}

static void
test_draggable (void)
{
  SpComponent *draggable = component_test_new ("draggable");
  SpComponent *one = add (draggable, "textbox", "{'label':'a'}");
  SpComponent *two = add (draggable, "textbox", "{'label':'b'}");
  GtkWidget   *handle = gtk_widget_get_parent (GTK_WIDGET (one));

  g_assert_true (gtk_widget_activate_action (handle, "handle.move", "i", 1));
  g_assert_true (gtk_widget_get_prev_sibling (handle) == gtk_widget_get_parent (GTK_WIDGET (two)));
  g_signal_emit_by_name (handle, "swap", gtk_widget_get_parent (GTK_WIDGET (two)));
  g_assert_true (gtk_widget_get_next_sibling (handle) == gtk_widget_get_parent (GTK_WIDGET (two)));
  g_assert_finalize_object (draggable);
}

static void
test_height (void)
{
  SpComponent *row = component_test_new ("row");
  int          height = 0;

  component_test_set_props (row, "{'height':200}");
  for (guint i = 0; i < 10; i++)
    add (row, "column", "{'min_width':600}");
  gtk_widget_measure (GTK_WIDGET (row), GTK_ORIENTATION_VERTICAL, 600, NULL, &height, NULL, NULL);
  g_assert_cmpint (height, ==, 200);
  component_test_set_props (row, "{'height':'nonsense','max_height':null,'min_height':[]}");
  g_assert_finalize_object (row);
}

/* In a row of equal heights a button is as high as what stands beside it. */
static void
test_stretched_button (void)
{
  SpComponent *row = component_test_new ("row");
  SpComponent *tall = add (row, "textbox", "{'label':'tall','lines':6}");
  SpComponent *button = add (row, "button", "{'value':'stretched'}");
  GtkWidget   *inner = component_test_find (GTK_WIDGET (button), GTK_TYPE_BUTTON, 0);

  component_test_set_props (row, "{'equal_height':true}");
  lay_out (GTK_WIDGET (row), 600);
  g_assert_cmpint (gtk_widget_get_height (inner), >, 100);
  /* Its word is not broken up to fill the height. */
  g_assert_cmpint (gtk_widget_get_height (component_test_find (inner, GTK_TYPE_LABEL, 0)), <, 40);
  g_assert_cmpfloat (get_bounds (button, row).size.height, ==, get_bounds (tall, row).size.height);

  component_test_set_props (row, "{'equal_height':false}");
  lay_out (GTK_WIDGET (row), 600);
  g_assert_cmpint (gtk_widget_get_height (inner), <, 60);
  g_assert_finalize_object (row);
}

/* Nothing is drawn around no fields at all. */
static void
test_empty_form (void)
{
  SpComponent *form = component_test_new ("form");

  component_test_set_props (form, "{'scale':1}");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (form)));
  add (form, "textbox", "{'label':'first'}");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (form)));
  g_assert_finalize_object (form);
}

/* A row within a group gives its fields the group's edge, as they would have without it. */
static void
test_group_rows (void)
{
  SpComponent *group = component_test_new ("group");
  SpComponent *row = add (group, "row", "{}");
  SpComponent *form = add (row, "form", "{}");
  SpComponent *field = add (form, "textbox", "{'label':'a'}");
  SpComponent *outer = add (group, "textbox", "{'label':'b'}");

  lay_out (GTK_WIDGET (group), 600);
  g_assert_cmpint ((int) get_bounds (field, group).size.width, ==, 600);
  g_assert_cmpint ((int) get_bounds (outer, group).size.width, ==, 600);
  g_assert_finalize_object (group);
}

static float
get_label_y (SpComponent *component)
{
  GtkWidget       *label = component_test_find (GTK_WIDGET (component), GTK_TYPE_LABEL, 0);
  graphene_point_t point;

  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (label)), ==, "its label");
  g_assert_true (gtk_widget_compute_point (label, GTK_WIDGET (component), &GRAPHENE_POINT_INIT (0, 0), &point));

  return point.y;
}

static int
get_label_height (SpComponent *component)
{
  return gtk_widget_get_height (component_test_find (GTK_WIDGET (component), GTK_TYPE_LABEL, 0));
}

/* Tools beside a label do not move it: labels side by side stand in a line. */
static void
test_headings (void)
{
  SpComponent *plain = component_test_new ("textbox");
  SpComponent *tools = component_test_new ("slider");
  SpComponent *menu = component_test_new ("textbox");

  component_test_set_props (plain, "{'label':'its label'}");
  component_test_set_props (tools, "{'label':'its label','buttons':['reset']}");
  component_test_set_props (menu, "{'label':'its label'}");
  sp_component_add_tool (menu, g_object_new (GTK_TYPE_MENU_BUTTON, "icon-name", "document-save-symbolic", NULL));
  lay_out (GTK_WIDGET (plain), 300);
  lay_out (GTK_WIDGET (tools), 300);
  lay_out (GTK_WIDGET (menu), 300);
  g_assert_cmpfloat_with_epsilon (get_label_y (tools), get_label_y (plain), 1.1);
  g_assert_cmpfloat_with_epsilon (get_label_y (menu), get_label_y (plain), 1.1);
  g_assert_cmpfloat_with_epsilon (get_label_height (menu), get_label_height (plain), 2.1);
  g_assert_cmpfloat_with_epsilon (get_label_height (tools), get_label_height (plain), 2.1);
  g_assert_finalize_object (plain);
  g_assert_finalize_object (tools);
  g_assert_finalize_object (menu);
}

static GtkWidget *
add_to_flow (GtkWidget *flow, int width, int height)
{
  GtkWidget *child = gtk_flow_box_child_new ();

  gtk_widget_set_size_request (child, width, height);
  gtk_flow_box_append (GTK_FLOW_BOX (flow), child);

  return child;
}

static GtkWidget *
create_flow (void)
{
  GtkWidget *flow = g_object_ref_sink (gtk_flow_box_new ());

  gtk_widget_set_layout_manager (flow, g_object_new (SP_TYPE_FLOW_LAYOUT, "column-spacing", 10, "row-spacing", 4, NULL));

  return flow;
}

static void
assert_place (GtkWidget *child, int x, int y, int width, int height)
{
  GtkAllocation allocation;

  gtk_widget_get_allocation (child, &allocation);
  g_assert_cmpint (allocation.x, ==, x);
  g_assert_cmpint (allocation.y, ==, y);
  g_assert_cmpint (allocation.width, ==, width);
  g_assert_cmpint (allocation.height, ==, height);
}

/* One after the other, none wider than it would like to be, as many as a line holds. */
static void
test_flow (void)
{
  GtkWidget *flow = create_flow ();
  GtkWidget *one = add_to_flow (flow, 100, 20);
  GtkWidget *two = add_to_flow (flow, 40, 30);
  GtkWidget *hidden = add_to_flow (flow, 500, 500);
  GtkWidget *three = add_to_flow (flow, 60, 10);
  int        minimum = 0, natural = 0;

  gtk_widget_set_visible (hidden, FALSE);
  gtk_widget_measure (flow, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (minimum, ==, 100);
  g_assert_cmpint (natural, ==, 100 + 10 + 40 + 10 + 60);
  gtk_widget_measure (flow, GTK_ORIENTATION_VERTICAL, 150, NULL, &natural, NULL, NULL);
  g_assert_cmpint (natural, ==, 30 + 4 + 10);

  lay_out (flow, 1000);
  assert_place (one, 0, 0, 100, 30);
  assert_place (two, 110, 0, 40, 30);
  assert_place (three, 160, 0, 60, 30);
  lay_out (flow, 150);
  assert_place (two, 110, 0, 40, 30);
  assert_place (three, 0, 34, 60, 10);
  gtk_widget_set_direction (flow, GTK_TEXT_DIR_RTL);
  lay_out (flow, 150);
  assert_place (one, 50, 0, 100, 30);
  assert_place (two, 0, 0, 40, 30);
  assert_place (three, 90, 34, 60, 10);
  g_assert_finalize_object (flow);
}

static gboolean
has_place (gpointer widget)
{
  return gtk_widget_get_width (widget) > 0;
}

/* The keys of the box go on in its order, from line to line as well. */
static void
test_flow_keys (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *flow = create_flow ();
  GtkWidget *one = add_to_flow (flow, 100, 20);
  GtkWidget *two = add_to_flow (flow, 100, 20);
  GtkWidget *three = add_to_flow (flow, 100, 20);

  gtk_window_set_default_size (GTK_WINDOW (window), 230, 200);
  gtk_window_set_child (GTK_WINDOW (window), flow);
  gtk_window_present (GTK_WINDOW (window));
  component_test_wait (has_place, three);
  gtk_widget_grab_focus (one);
  gtk_widget_child_focus (flow, GTK_DIR_RIGHT);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == two);
  gtk_widget_child_focus (flow, GTK_DIR_RIGHT);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == three);
  gtk_widget_child_focus (flow, GTK_DIR_UP);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == one);
  gtk_widget_child_focus (flow, GTK_DIR_DOWN);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == three);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (flow);
}

/* A long text takes a line of its own and wraps there, nothing at all takes no room. */
static void
test_flow_texts (void)
{
  GtkWidget *flow = create_flow ();
  GtkWidget *label = gtk_label_new ("one two three four five six seven");
  int        natural = -1, line = 0;

  gtk_widget_measure (flow, GTK_ORIENTATION_VERTICAL, 100, NULL, &natural, NULL, NULL);
  g_assert_cmpint (natural, ==, 0);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  add_to_flow (flow, 80, 10);
  gtk_flow_box_append (GTK_FLOW_BOX (flow), label);
  gtk_widget_measure (label, GTK_ORIENTATION_VERTICAL, -1, NULL, &line, NULL, NULL);
  gtk_widget_measure (flow, GTK_ORIENTATION_VERTICAL, 100, NULL, &natural, NULL, NULL);
  g_assert_cmpint (natural, >, 10 + 4 + line);
  lay_out (flow, 100);
  g_assert_cmpint (gtk_widget_get_width (label), <=, 100);
  g_assert_finalize_object (flow);
}

int
main (int argc, char **argv)
{
  static const char *const types[] = { "accordion", "box", "column", "draggable",
                                       "form", "group", "row", "sidebar",
                                       "tabitem", "tabs", "walkthrough",
                                       "walkthroughstep" };

  component_test_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++) {
    g_autofree char *path = g_strdup_printf ("/layout/hostile/%s", types[i]);

    g_test_add_data_func (path, types[i], test_hostile);
  }
  g_test_add_func ("/layout/share", test_share);
  g_test_add_func ("/layout/row", test_row);
  g_test_add_func ("/layout/width", test_width);
  g_test_add_func ("/layout/heights", test_heights);
  g_test_add_func ("/layout/max-height", test_max_height);
  g_test_add_func ("/layout/hidden", test_hidden);
  g_test_add_func ("/layout/form", test_form);
  g_test_add_func ("/layout/tabs", test_tabs);
  g_test_add_func ("/layout/tabs-at-end", test_tabs_at_end);
  g_test_add_func ("/layout/walkthrough", test_walkthrough);
  g_test_add_func ("/layout/accordion", test_accordion);
  g_test_add_func ("/layout/sidebar", test_sidebar);
  g_test_add_func ("/layout/folded-sidebar", test_folded_sidebar);
  g_test_add_func ("/layout/draggable", test_draggable);
  g_test_add_func ("/layout/height", test_height);
  g_test_add_func ("/layout/stretched-button", test_stretched_button);
  g_test_add_func ("/layout/empty-form", test_empty_form);
  g_test_add_func ("/layout/group-rows", test_group_rows);
  g_test_add_func ("/layout/headings", test_headings);
  g_test_add_func ("/layout/flow", test_flow);
  g_test_add_func ("/layout/flow-texts", test_flow_texts);
  g_test_add_func ("/layout/flow-keys", test_flow_keys);

  return g_test_run ();
}
