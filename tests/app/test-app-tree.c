/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The widgets of an app: made when they are to be seen, and kept when others come beside them. */
#include "app-fixture.h"

#include "sp-app-tree.h"
#include "sp-blocks-private.h"
#include "sp-container.h"

#define HEAD "{'version':'6.31.0','protocol':'sse_v3','api_prefix':'/gradio_api','components':["

/* Two tabs, a closed accordion in the first, and a hidden row. */
#define TABS                                                                              \
  HEAD "{'id':1,'type':'tabs','props':{%s}},{'id':2,'type':'tabitem','props':"            \
       "{'label':'One','id':'one'}},{'id':3,'type':'textbox','props':{'value':'first'}}," \
       "{'id':4,'type':'accordion','props':{'label':'More','open':false}},"               \
       "{'id':5,'type':'number','props':{'value':5}},"                                    \
       "{'id':6,'type':'tabitem','props':{'label':'Two','id':'two'}},"                    \
       "{'id':7,'type':'textbox','props':{'value':'second'}},"                            \
       "{'id':8,'type':'row','props':{'visible':false}},"                                 \
       "{'id':9,'type':'textbox','props':{'value':'hidden'}}],"                           \
       "'layout':{'id':0,'children':[{'id':1,'children':[{'id':2,'children':[{'id':3},"   \
       "{'id':4,'children':[{'id':5}]}]},{'id':6,'children':[{'id':7}]}]},"               \
       "{'id':8,'children':[{'id':9}]}]},'dependencies':[]}"

/* A column that is filled anew, with fields that its first layout does not have. */
#define COLUMN                                                                                                                             \
  HEAD "{'id':1,'key':1,'type':'column','props':{}},{'id':2,'key':2,'type':'form','props':{}},"                                            \
       "{'id':3,'key':3,'type':'number','props':{'value':123,'preserved_by_key':['value']}},{'id':4,'key':4,'type':'textbox','props':{}}," \
       "{'id':5,'key':5,'type':'row','props':{}},{'id':6,'key':6,'type':'button','props':{'value':'Go'}},"                                 \
       "{'id':7,'key':7,'type':'draggable','props':{}},{'id':8,'key':8,'type':'tabs','props':{}},"                                         \
       "{'id':9,'key':9,'type':'tabitem','props':{'label':'A'}},"                                                                          \
       "{'id':10,'key':10,'type':'tabitem','props':{'label':'B'}},"                                                                        \
       "{'id':11,'key':11,'type':'markdown','props':{'value':'Last'}},"                                                                    \
       "{'id':12,'key':12,'type':'html','props':{'value':'<p>Before</p>'}}],"                                                              \
       "'layout':{'id':0,'children':[{'id':1,'children':[{'id':2,'children':[{'id':3},"                                                    \
       "{'id':4}]},{'id':6}]},{'id':11}]},'dependencies':[]}"

/* A layout that goes round in circles. */
#define CIRCLES                                                                                  \
  HEAD "{'id':1,'type':'column','props':{}},{'id':2,'type':'accordion','props':{'open':false}}," \
       "{'id':3,'type':'textbox','props':{}}],'layout':{'id':0,'children':["                     \
       "{'id':1,'children':[{'id':1,'children':[{'id':3}]},{'id':3},null,7,{},{'id':99},"        \
       "{'id':2,'children':[{'id':2},{'id':1},{'id':3}]}]},{'id':3}]},'dependencies':[]}"

typedef struct {
  AppFixture app;
  SpBlocks  *blocks;
  SpAppTree *tree;
} Fixture;

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  gradio_client_connect_finish (GRADIO_CLIENT (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static void
config_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  gradio_client_load_config_finish (GRADIO_CLIENT (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static void
connect_tree (Fixture *fixture, const char *data)
{
  g_autoptr (GString) config = g_string_new (data);
  gboolean            done = FALSE;

  g_string_replace (config, "%s", "", 0);
  g_string_replace (config, "'", "\"", 0);
  fixture->app.app = fake_app_new ();
  fake_app_answer (fixture->app.app, "/config", 200, "application/json", config->str);
  fixture->app.client = gradio_client_new (fake_app_get_uri (fixture->app.app));
  gradio_client_connect_async (fixture->app.client, NULL, connected_cb, &done);
  wait_until (done);
  done = FALSE;
  gradio_client_load_config_async (fixture->app.client, NULL, config_cb, &done);
  wait_until (done);

  fixture->blocks = sp_blocks_new (fixture->app.client, NULL, NULL);
  fixture->tree = sp_app_tree_new (fixture->app.client, fixture->blocks);
  fixture->app.window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->app.window), 700, 500);
}

static void
build (Fixture *fixture)
{
  sp_app_tree_build (fixture->tree);
  wait_until (!sp_app_tree_get_building (fixture->tree));
}

static int
count_made (Fixture *fixture)
{
  int n = 0;

  for (int id = 1000; id < 1800; id++)
    n += sp_app_tree_get_component (fixture->tree, id) != NULL;

  return n;
}

/* Fifty by fifty: with sanitizers all of them take longer than a test waits for one thing. */
#define wait_until_made(condition)                                     \
  G_STMT_START                                                         \
  {                                                                    \
    while (!(condition)) {                                             \
      int n_made = count_made (fixture);                               \
                                                                       \
      wait_until ((condition) || count_made (fixture) >= n_made + 50); \
    }                                                                  \
  }                                                                    \
  G_STMT_END

static void
set_up (Fixture *fixture, gconstpointer data)
{
  connect_tree (fixture, data);
  app_fixture_show (&fixture->app, sp_app_tree_get_root (fixture->tree));
  build (fixture);
}

static void
set_up_scrolled (Fixture *fixture, gconstpointer data)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  connect_tree (fixture, data);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), sp_app_tree_get_root (fixture->tree));
  app_fixture_show (&fixture->app, scroller);
  sp_app_tree_follow (fixture->tree, GTK_VIEWPORT (gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (scroller))));
  sp_app_tree_build (fixture->tree);
  wait_until_made (!sp_app_tree_get_building (fixture->tree));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  sp_app_tree_close (fixture->tree);
  sp_blocks_close (fixture->blocks);
  gtk_window_destroy (GTK_WINDOW (fixture->app.window));
  g_assert_finalize_object (fixture->tree);
  g_clear_object (&fixture->blocks);
  gradio_client_close (fixture->app.client);
  g_object_add_weak_pointer (G_OBJECT (fixture->app.client), (gpointer *) &fixture->app.client);
  g_object_unref (fixture->app.client);
  wait_until (fixture->app.client == NULL);
  fake_app_free (fixture->app.app);
}

static SpComponent *
get (Fixture *fixture, int id)
{
  return sp_app_tree_get_component (fixture->tree, id);
}

static JsonNode *
parse (const char *json)
{
  g_autoptr (GString) text = g_string_new (json);
  JsonNode           *node = NULL;

  g_string_replace (text, "'", "\"", 0);
  node = json_from_string (text->str, NULL);
  g_assert_nonnull (node);

  return node;
}

/* As when a function returns it. */
static void
apply (Fixture *fixture, int id, const char *output)
{
  g_autoptr (JsonNode) node = parse (output);

  sp_block_apply (sp_blocks_get_block (fixture->blocks, id), node);
}

/* As when a function of gr.render returns: @components is what the config says of those that have keys. */
static void
set_children (Fixture *fixture, int id, const char *nodes)
{
  JsonArray               *components = gradio_json_get_array (gradio_client_get_config (fixture->app.client), "components");
  g_autofree char         *text = g_strdup_printf ("{'render_id':1,'layout':{'id':%d,'children':%s},'dependencies':[]}", id, nodes);
  g_autofree char         *render = g_strdup_printf ("{'id':90,'outputs':[%d],'render_id':1}", id);
  g_autoptr (JsonNode)     part = parse (text);
  g_autoptr (JsonNode)     object = parse (render);
  g_autoptr (JsonArray)    named = json_array_new ();
  g_autoptr (SpDependency) dependency = sp_dependency_new (json_node_get_object (object), 0);

  for (guint i = 0; i < json_array_get_length (components); i++) {
    JsonObject      *component = json_array_get_object_element (components, i);
    g_autofree char *word = g_strdup_printf ("{'id':%d", (int) json_object_get_int_member (component, "id"));

    if (g_strrstr (nodes, word) != NULL)
      json_array_add_object_element (named, json_object_ref (component));
  }
  json_object_set_array_member (json_node_get_object (part), "components", g_steal_pointer (&named));
  sp_blocks_render (fixture->blocks, dependency, json_node_get_object (part));
  wait_until (!sp_app_tree_get_building (fixture->tree));
}

/* The ids of the components below @widget that are drawn, in their order. */
static void
collect_ids (GtkWidget *widget, GString *ids)
{
  if (SP_IS_COMPONENT (widget) && sp_component_get_id (SP_COMPONENT (widget)) >= 0)
    g_string_append_printf (ids, "%d ", sp_component_get_id (SP_COMPONENT (widget)));

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_ids (child, ids);
}

static void
assert_ids (Fixture *fixture, const char *expected)
{
  g_autoptr (GString) ids = g_string_new (NULL);

  collect_ids (sp_app_tree_get_root (fixture->tree), ids);
  g_string_truncate (ids, ids->len > 0 ? ids->len - 1 : 0);
  g_assert_cmpstr (ids->str, ==, expected);
}

static void
test_lazy_user (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) value = NULL;

  assert_ids (fixture, "1 2 3 4 6 8");
  value = sp_block_dup_value (sp_blocks_get_block (fixture->blocks, 7));
  g_assert_cmpstr (json_node_get_string (value), ==, "second");

  gtk_widget_activate_action (GTK_WIDGET (get (fixture, 1)), "tabs.step", "i", 1);
  g_assert_nonnull (get (fixture, 7)); /* when it is first drawn already */
  g_assert_null (get (fixture, 5));
}

static void
test_lazy_update (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) value = NULL;

  apply (fixture, 7, "'other'");
  apply (fixture, 1, "{'__type__':'update','selected':'two'}");
  value = sp_component_dup_value (get (fixture, 7));
  g_assert_cmpstr (json_node_get_string (value), ==, "other");

  apply (fixture, 4, "{'__type__':'update','open':true}");
  g_assert_nonnull (get (fixture, 5));
  apply (fixture, 8, "{'__type__':'update','visible':true}");
  g_assert_nonnull (get (fixture, 9));
  assert_ids (fixture, "1 2 3 4 5 6 7 8 9");

  apply (fixture, 1, "{'__type__':'update','selected':'one'}"); /* what was made stays */
  assert_ids (fixture, "1 2 3 4 5 6 7 8 9");
}

static void
test_lazy_selected (Fixture *fixture, gconstpointer data)
{
  assert_ids (fixture, "1 2 6 7 8");
}

static GtkText *
get_text (SpComponent *component)
{
  return GTK_TEXT (find_widget (GTK_WIDGET (component), GTK_TYPE_TEXT, NULL));
}

static void
test_replace_keeps (Fixture *fixture, gconstpointer data)
{
  SpComponent         *kept = get (fixture, 3);
  GtkText             *text = get_text (kept);
  g_autoptr (JsonNode) value = NULL;

  gtk_widget_grab_focus (GTK_WIDGET (text));
  gtk_editable_select_region (GTK_EDITABLE (text), 1, 2);

  set_children (fixture, 1, "[{'id':6},{'id':2,'children':[{'id':4},{'id':3}]}]");
  assert_ids (fixture, "1 6 2 4 3 11");
  set_children (fixture, 1, "[{'id':2,'children':[{'id':3}]},{'id':5,'children':[{'id':6}]}]");
  assert_ids (fixture, "1 2 3 5 6 11");

  g_assert_true (get (fixture, 3) == kept);
  g_assert_null (get (fixture, 4));
  g_assert_true (gtk_root_get_focus (GTK_ROOT (fixture->app.window)) == GTK_WIDGET (text));
  g_assert_cmpint (gtk_editable_get_position (GTK_EDITABLE (text)), ==, 2);
  value = sp_block_dup_value (sp_blocks_get_block (fixture->blocks, 3));
  g_assert_cmpint (json_node_get_int (value), ==, 123);
}

/* The row around it is another one each time, the field is the same. */
static void
test_replace_moves (Fixture *fixture, gconstpointer data)
{
  SpComponent *kept = get (fixture, 3);
  GtkText     *text = get_text (kept);

  gtk_widget_grab_focus (GTK_WIDGET (text));
  gtk_editable_set_text (GTK_EDITABLE (text), "4567");
  gtk_editable_set_position (GTK_EDITABLE (text), 3);

  set_children (fixture, 1, "[{'id':5,'children':[{'id':6},{'id':3}]}]");
  assert_ids (fixture, "1 5 6 3 11");
  g_assert_true (get (fixture, 3) == kept);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (fixture->app.window)) == GTK_WIDGET (text));
  g_assert_cmpint (gtk_editable_get_position (GTK_EDITABLE (text)), ==, 3);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (text)), ==, "4567");

  set_children (fixture, 1, "[]");
  assert_ids (fixture, "1 11");
}

static void
painted_cb (GdkFrameClock *clock, gboolean *painted)
{
  *painted = TRUE;
}

/* GTK moves the focus on from what lost its place once it has painted. */
static void
assert_focus_stays (Fixture *fixture, GtkWidget *focus)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (fixture->app.window);
  gboolean       painted = FALSE;
  gulong         id = g_signal_connect (clock, "after-paint", G_CALLBACK (painted_cb), &painted);

  gtk_widget_queue_draw (fixture->app.window);
  wait_until (painted);
  g_signal_handler_disconnect (clock, id);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (fixture->app.window)) == focus);
}

/* The rows around them are other ones each time; whichever goes first takes no focus along. */
static void
test_replace_focus (Fixture *fixture, gconstpointer data)
{
  const struct {
    int   id;
    GType type;
  } parts[] = { { 3, GTK_TYPE_TEXT }, { 4, GTK_TYPE_TEXT_VIEW } };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++) {
    GtkWidget *focus = find_widget (GTK_WIDGET (get (fixture, parts[i].id)), parts[i].type, NULL);

    gtk_widget_grab_focus (focus);
    set_children (fixture, 1, "[{'id':5,'children':[{'id':6},{'id':3},{'id':4}]}]");
    assert_ids (fixture, "1 5 6 3 4 11");
    assert_focus_stays (fixture, focus);
    set_children (fixture, 1, "[{'id':2,'children':[{'id':3},{'id':4},{'id':6}]}]");
    assert_ids (fixture, "1 2 3 4 6 11");
    assert_focus_stays (fixture, focus);
  }
}

/* Every kind of container can be filled anew. */
static void
test_replace_kinds (Fixture *fixture, gconstpointer data)
{
  set_children (fixture, 1, "[{'id':7,'children':[{'id':3},{'id':6}]},{'id':8,'children':["
                            "{'id':9,'children':[{'id':4}]},{'id':10,'children':[{'id':5}]}]}]");
  assert_ids (fixture, "1 7 3 6 8 9 4 10 11");
  set_children (fixture, 7, "[{'id':6},{'id':3}]");
  assert_ids (fixture, "1 7 6 3 8 9 4 10 11");
  set_children (fixture, 7, "[{'id':3}]");
  assert_ids (fixture, "1 7 3 8 9 4 10 11");

  set_children (fixture, 8, "[{'id':10,'children':[{'id':5}]}]");
  assert_ids (fixture, "1 7 3 8 10 5 11"); /* the page that is left is chosen */
  set_children (fixture, 8, "[{'id':9,'children':[{'id':4}]},{'id':10,'children':[{'id':5}]}]");
  gtk_widget_activate_action (GTK_WIDGET (get (fixture, 8)), "tabs.step", "i", -1);
  assert_ids (fixture, "1 7 3 8 10 5 9 4 11"); /* the widget of a stack is where it came */

  set_children (fixture, 1, "[{'id':12,'children':[{'id':3},{'id':6}]}]");
  set_children (fixture, 12, "[{'id':6},{'id':3}]");
  assert_ids (fixture, "1 12 6 3 11");
  set_children (fixture, 12, "[{'id':3}]");
  assert_ids (fixture, "1 12 3 11");
}

/* A form hides with its last field, and comes back with the next. */
static void
test_replace_form (Fixture *fixture, gconstpointer data)
{
  apply (fixture, 3, "{'__type__':'update','visible':false}");
  apply (fixture, 4, "{'__type__':'update','visible':false}");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (get (fixture, 2))));
  set_children (fixture, 1, "[{'id':2,'children':[{'id':3},{'id':6}]}]");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (get (fixture, 2))));
  assert_ids (fixture, "1 2 3 6 11");
}

/* Rows in columns in rows. */
static char *
make_deep (void)
{
  g_autoptr (GString) components = g_string_new (NULL);
  g_autoptr (GString) layout = g_string_new (NULL);

  for (int i = 1; i <= 10; i++) {
    g_string_append_printf (components, "{'id':%d,'type':'%s','props':{}},", i, i % 2 == 0 ? "column" : "row");
    g_string_append_printf (layout, "{'id':%d,'children':[", i);
  }
  g_string_append (layout, "{'id':11},{'id':12}");
  for (int i = 1; i <= 10; i++)
    g_string_append (layout, "]}");

  return g_strdup_printf (HEAD "%s{'id':11,'type':'textbox','props':{}},{'id':12,'type':'number','props':{}}],"
                               "'layout':{'id':0,'children':[%s]},'dependencies':[]}",
                          components->str, layout->str);
}

static gboolean
fits (Fixture *fixture, int id)
{
  graphene_rect_t place;

  return gtk_widget_compute_bounds (GTK_WIDGET (get (fixture, id)), fixture->app.window, &place) &&
         place.size.width > 100 && place.origin.x >= 0 &&
         place.origin.x + place.size.width <= gtk_widget_get_width (fixture->app.window);
}

/* In the window of a telephone. */
static void
test_deep (Fixture *fixture, gconstpointer data)
{
  gtk_window_set_default_size (GTK_WINDOW (fixture->app.window), 360, 500);
  wait_until (gtk_widget_get_width (fixture->app.window) == 360);
  wait_until (fits (fixture, 11) && fits (fixture, 12));
}

static void
test_circles (Fixture *fixture, gconstpointer data)
{
  assert_ids (fixture, "1 3"); /* the last word on what is in 1 is the inner one's */
  apply (fixture, 2, "{'__type__':'update','open':true}");
  assert_ids (fixture, "1 3");
}

/* Two columns, of 320 and 300 boxes to tick, and a text below them. */
static char *
make_long (void)
{
  g_autoptr (GString) components = g_string_new (NULL);
  g_autoptr (GString) left = g_string_new (NULL);
  g_autoptr (GString) right = g_string_new (NULL);

  for (int id = 1000; id < 1320; id++) {
    g_string_append_printf (components, "{'id':%d,'type':'checkbox','props':{}},", id);
    g_string_append_printf (left, "%s{'id':%d}", left->len > 0 ? "," : "", id);
  }
  for (int id = 1500; id < 1800; id++) {
    g_string_append_printf (components, "{'id':%d,'type':'checkbox','props':{}},", id);
    g_string_append_printf (right, "%s{'id':%d}", right->len > 0 ? "," : "", id);
  }

  return g_strdup_printf (HEAD "%s{'id':50,'type':'row','props':{}},{'id':51,'type':'column','props':{}},"
                               "{'id':52,'type':'column','props':{}},{'id':53,'type':'markdown','props':{}}],"
                               "'layout':{'id':0,'children':[{'id':50,'children':[{'id':51,'children':[%s]},"
                               "{'id':52,'children':[%s]}]},{'id':53}]},'dependencies':[]}",
                          components->str, left->str, right->str);
}

static void
assert_top_only (Fixture *fixture)
{
  g_assert_nonnull (get (fixture, 1000));
  g_assert_nonnull (get (fixture, 1500));
  g_assert_null (get (fixture, 1799));
  g_assert_null (get (fixture, 53));
}

static gboolean
scroll_down (Fixture *fixture)
{
  GtkScrolledWindow *scroller = GTK_SCROLLED_WINDOW (gtk_window_get_child (GTK_WINDOW (fixture->app.window)));
  GtkAdjustment     *adjustment = gtk_scrolled_window_get_vadjustment (scroller);

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));

  return get (fixture, 53) != NULL;
}

/* What is far below what is seen waits until it is scrolled to, also beside a column that is made. */
static void
test_long_scroll (Fixture *fixture, gconstpointer data)
{
  int n = count_made (fixture);

  assert_top_only (fixture);
  wait_until_made (scroll_down (fixture));
  g_assert_cmpint (n, <, 500);
  g_assert_cmpint (count_made (fixture), ==, 620);
  wait_until (!sp_app_tree_get_building (fixture->tree));
  set_children (fixture, 51, "[{'id':1319},{'id':1000}]");
  g_assert_null (get (fixture, 1001));
  g_assert_nonnull (get (fixture, 1319));
}

static void
test_long_want (Fixture *fixture, gconstpointer data)
{
  assert_top_only (fixture);
  sp_app_tree_want (fixture->tree, 53);
  wait_until_made (get (fixture, 53) != NULL);
  wait_until (!sp_app_tree_get_building (fixture->tree));
}

/* What waited is forgotten with what it was to stand in. */
static void
test_long_replace (Fixture *fixture, gconstpointer data)
{
  assert_top_only (fixture);
  set_children (fixture, 52, "[{'id':1799}]");
  sp_app_tree_want (fixture->tree, 53);
  wait_until_made (get (fixture, 53) != NULL);
  g_assert_null (get (fixture, 1500));
  g_assert_nonnull (get (fixture, 1799));
  g_assert_null (get (fixture, 1798));
}

#define N_KEPT 600

/* A row with a column of many fields, which goes into another row. */
static char *
make_kept (void)
{
  g_autoptr (GString) components = g_string_new (NULL);
  g_autoptr (GString) fields = g_string_new (NULL);

  for (int i = 0; i < N_KEPT; i++) {
    g_string_append_printf (components, ",{'id':%d,'key':%d,'type':'textbox','props':{}}", 1000 + i, 1000 + i);
    g_string_append_printf (fields, "%s{'id':%d}", i == 0 ? "" : ",", 1000 + i);
  }

  return g_strdup_printf (HEAD "{'id':1,'key':1,'type':'column','props':{}},{'id':2,'key':2,'type':'column','props':{}},"
                               "{'id':3,'type':'row','props':{}},{'id':4,'type':'row','props':{}}%s],'layout':{'id':0,"
                               "'children':[{'id':1,'children':[{'id':3,'children':[{'id':2,'children':[%s]}]}]}]},"
                               "'dependencies':[]}",
                          components->str, fields->str);
}

/* What waited is not made a second time with what it was to stand in. */
static void
test_replace_unfinished (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) nodes = g_string_new ("[{'id':4,'children':[{'id':2,'children':[");
  g_autoptr (GString) ids = g_string_new ("1 4 2");
  SpComponent        *kept = get (fixture, 1000);

  g_assert_null (get (fixture, 1000 + N_KEPT - 1));
  for (int i = 0; i < N_KEPT; i++) {
    g_string_append_printf (nodes, "%s{'id':%d}", i == 0 ? "" : ",", 1000 + i);
    g_string_append_printf (ids, " %d", 1000 + i);
  }
  g_string_append (nodes, "]}]}]");
  set_children (fixture, 1, nodes->str);
  sp_app_tree_want (fixture->tree, 1000 + N_KEPT - 1);
  wait_until (get (fixture, 1000 + N_KEPT - 1) != NULL);
  wait_until (!sp_app_tree_get_building (fixture->tree));
  g_assert_true (get (fixture, 1000) == kept);
  assert_ids (fixture, ids->str);
}

int
main (int argc, char **argv)
{
  g_autofree char *kept = make_kept ();
  g_autofree char *deep = make_deep ();
  g_autofree char *lengthy = make_long ();
  g_autofree char *selected = g_strdup_printf (TABS, "'selected':'two'");

  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add ("/app-tree/lazy-user", Fixture, TABS, set_up, test_lazy_user, tear_down);
  g_test_add ("/app-tree/lazy-update", Fixture, TABS, set_up, test_lazy_update, tear_down);
  g_test_add ("/app-tree/lazy-selected", Fixture, selected, set_up, test_lazy_selected, tear_down);
  g_test_add ("/app-tree/replace-keeps", Fixture, COLUMN, set_up, test_replace_keeps, tear_down);
  g_test_add ("/app-tree/replace-moves", Fixture, COLUMN, set_up, test_replace_moves, tear_down);
  g_test_add ("/app-tree/replace-focus", Fixture, COLUMN, set_up, test_replace_focus, tear_down);
  g_test_add ("/app-tree/replace-kinds", Fixture, COLUMN, set_up, test_replace_kinds, tear_down);
  g_test_add ("/app-tree/replace-form", Fixture, COLUMN, set_up, test_replace_form, tear_down);
  g_test_add ("/app-tree/deep", Fixture, deep, set_up, test_deep, tear_down);
  g_test_add ("/app-tree/long-scroll", Fixture, lengthy, set_up_scrolled, test_long_scroll, tear_down);
  g_test_add ("/app-tree/long-want", Fixture, lengthy, set_up_scrolled, test_long_want, tear_down);
  g_test_add ("/app-tree/long-replace", Fixture, lengthy, set_up_scrolled, test_long_replace, tear_down);
  g_test_add ("/app-tree/replace-unfinished", Fixture, kept, set_up_scrolled, test_replace_unfinished, tear_down);
  g_test_add ("/app-tree/circles", Fixture, CIRCLES, set_up, test_circles, tear_down);

  return g_test_run ();
}
