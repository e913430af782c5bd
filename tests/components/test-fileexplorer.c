/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-app.h"
#include "media-test.h"
#include "sp-explorer-row.h"

#define N_MANY 10000

#define ROOT                                                                       \
  "[{'name':'docs','type':'folder','valid':false},{'name':'pick','type':'folder'," \
  "'valid':true},{'name':'a.txt','type':'file','valid':true},{'name':'b.txt','type':'file','valid':true}]"
#define DOCS \
  "[{'name':'deep','type':'folder','valid':false},{'name':'c.txt','type':'file','valid':true}]"
#define DEEP "[{'name':'d.txt','type':'file','valid':true}]"
#define PICK "[{'name':'e.txt','type':'file','valid':true}]"

/* An app with a file explorer, and what the user does to it. */
typedef struct {
  FakeApp       *app;
  GradioClient  *client;
  GradioSession *session;
  SpComponent   *explorer;
  GtkWidget     *window;
  GtkListView   *list;
  GListModel    *lines; /* of GtkTreeListRow */
  GHashTable    *answers;
  GString       *asked;
  GString       *events; /* with the data */
} Fixture;

static void
ls_cb (SoupServer        *server,
       SoupServerMessage *message,
       const char        *path,
       GHashTable        *query,
       gpointer           user_data)
{
  Fixture             *fixture = user_data;
  SoupMessageBody     *body = soup_server_message_get_request_body (message);
  g_autoptr (JsonNode) question = gradio_json_parse (body->data, body->length, NULL);
  JsonObject          *object = json_node_get_object (question);
  g_autofree char     *key = gradio_json_write (json_object_get_member (object, "data"));
  const char          *answer = g_hash_table_lookup (fixture->answers, key);

  g_assert_cmpstr (gradio_json_get_string (object, "fn_name", NULL), ==, "ls");
  g_assert_cmpint (gradio_json_get_int (object, "component_id", -1), ==, 14);
  g_string_append_printf (fixture->asked, "%s ", key);
  if (answer == NULL) {
    soup_server_message_set_status (message, 500, NULL);
    return;
  }
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, answer,
                                    strlen (answer));
}

static void
set_answer (Fixture *fixture, const char *question, const char *answer)
{
  g_hash_table_insert (fixture->answers, g_strdelimit (g_strdup (question), "'", '"'),
                       g_strdelimit (g_strdup (answer), "'", '"'));
}

static void
event_cb (Fixture *fixture, const char *name, JsonNode *data)
{
  g_autofree char *json = data != NULL ? gradio_json_write (data) : NULL;

  g_string_append_printf (fixture->events, "%s%s ", name, json != NULL ? json : "");
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->app = fake_app_new ();
  fixture->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  fixture->asked = g_string_new (NULL);
  fixture->events = g_string_new (NULL);
  set_answer (fixture, "[]", ROOT);
  set_answer (fixture, "['docs']", DOCS);
  set_answer (fixture, "['docs','deep']", DEEP);
  set_answer (fixture, "['pick']", PICK);
  soup_server_add_handler (fake_app_get_server (fixture->app), "/gradio_api/component_server", ls_cb,
                           fixture, NULL);
  fixture->client = gradio_client_new (fake_app_get_uri (fixture->app));
  error = fake_app_connect (fixture->client);
  g_assert_no_error (error);
  fixture->session = gradio_client_new_session (fixture->client);

  fixture->explorer = component_test_new ("fileexplorer");
  g_signal_connect_swapped (fixture->explorer, "event", G_CALLBACK (event_cb), fixture);
  sp_component_set_interactive (fixture->explorer, TRUE);
  sp_component_set_session (fixture->explorer, fixture->session);
  sp_component_set_id (fixture->explorer, 14);
  component_test_set_props (fixture->explorer, "{'glob':'**/*','file_count':'multiple'}");
  fixture->list = GTK_LIST_VIEW (
    component_test_find (GTK_WIDGET (fixture->explorer), GTK_TYPE_LIST_VIEW, 0));
  fixture->lines = G_LIST_MODEL (gtk_list_view_get_model (fixture->list));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_signal_handlers_disconnect_by_data (fixture->explorer, fixture);
  if (fixture->window != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->window));
  media_test_finalize (fixture->explorer);
  g_clear_object (&fixture->session);
  gradio_client_close (fixture->client);
  g_clear_object (&fixture->client);
  fake_app_free (fixture->app);
  g_hash_table_unref (fixture->answers);
  g_string_free (fixture->asked, TRUE);
  g_string_free (fixture->events, TRUE);
}

static SpExplorerItem *
dup_item (Fixture *fixture, guint position)
{
  g_autoptr (GtkTreeListRow) row = g_list_model_get_item (fixture->lines, position);

  g_assert_nonnull (row);

  return gtk_tree_list_row_get_item (row);
}

/* The lines that are there, as the user reads them. */
static char *
dup_lines (Fixture *fixture)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (fixture->lines); i++) {
    g_autoptr (SpExplorerItem) item = dup_item (fixture, i);

    g_string_append_printf (text, "%s|", sp_explorer_item_get_name (item));
  }

  return g_string_free (text, FALSE);
}

typedef struct {
  Fixture    *fixture;
  const char *expected;
} Wanted;

static gboolean
has_lines (gpointer user_data)
{
  Wanted          *wanted = user_data;
  g_autofree char *lines = dup_lines (wanted->fixture);

  return g_str_equal (lines, wanted->expected);
}

static void
wait_for_lines (Fixture *fixture, const char *expected)
{
  component_test_wait (has_lines, &(Wanted){ fixture, expected });
}

static gboolean
has_events (gpointer user_data)
{
  Wanted *wanted = user_data;

  return strstr (wanted->fixture->events->str, wanted->expected) != NULL;
}

static void
wait_for_event (Fixture *fixture, const char *expected)
{
  component_test_wait (has_events, &(Wanted){ fixture, expected });
}

/* The row on the screen that shows a name. */
static SpExplorerRow *
find_row (Fixture *fixture, const char *name)
{
  for (guint i = 0;; i++) {
    GtkWidget *row = component_test_find (GTK_WIDGET (fixture->list), SP_TYPE_EXPLORER_ROW, i);

    if (sp_explorer_row_get_item (SP_EXPLORER_ROW (row)) != NULL &&
        g_str_equal (sp_explorer_item_get_name (sp_explorer_row_get_item (SP_EXPLORER_ROW (row))), name))
      return SP_EXPLORER_ROW (row);
  }
}

static GtkCheckButton *
find_check (Fixture *fixture, const char *name)
{
  return GTK_CHECK_BUTTON (
    component_test_find (GTK_WIDGET (find_row (fixture, name)), GTK_TYPE_CHECK_BUTTON, 0));
}

static void
tick (Fixture *fixture, const char *name, gboolean active)
{
  g_string_truncate (fixture->events, 0);
  gtk_check_button_set_active (find_check (fixture, name), active);
}

static void
open_line (Fixture *fixture, guint position)
{
  g_autoptr (GtkTreeListRow) row = g_list_model_get_item (fixture->lines, position);

  gtk_tree_list_row_set_expanded (row, TRUE);
}

static void
show_root (Fixture *fixture)
{
  fixture->window = component_test_show (fixture->explorer);
  wait_for_lines (fixture, "docs|pick|a.txt|b.txt|");
}

static void
test_generations (void)
{
  component_test_generations ("fileexplorer");
}

static void
test_hostile (void)
{
  component_test_hostile ("fileexplorer");
}

static void
test_levels (Fixture *fixture, gconstpointer data)
{
  show_root (fixture);
  g_assert_cmpstr (fixture->asked->str, ==, "[] ");
  open_line (fixture, 0);
  wait_for_lines (fixture, "docs|deep|c.txt|pick|a.txt|b.txt|");
  g_assert_cmpstr (fixture->asked->str, ==, "[] [\"docs\"] ");
  g_assert_cmpstr (fixture->events->str, ==, ""); /* looking around is no change */

  tick (fixture, "c.txt", TRUE);
  g_assert_cmpstr (fixture->events->str, ==,
                   "select{\"index\":[0,1],\"value\":\"docs/c.txt\",\"selected\":true} change input ");
  component_test_assert_value (fixture->explorer, "[['docs','c.txt']]");
  g_assert_true (gtk_check_button_get_inconsistent (find_check (fixture, "docs")));
  tick (fixture, "a.txt", TRUE);
  component_test_assert_value (fixture->explorer, "[['docs','c.txt'],['a.txt']]");
  tick (fixture, "c.txt", FALSE);
  g_assert_cmpstr (fixture->events->str, ==,
                   "select{\"index\":[0,1],\"value\":\"docs/c.txt\",\"selected\":false} change input ");
  component_test_assert_value (fixture->explorer, "[['a.txt']]");
  g_assert_false (gtk_check_button_get_inconsistent (find_check (fixture, "docs")));
}

static void
test_folders (Fixture *fixture, gconstpointer data)
{
  show_root (fixture);

  /* All that is in it, without having been opened; one change for all. */
  tick (fixture, "docs", TRUE);
  wait_for_event (fixture, "change input ");
  g_assert_cmpstr (fixture->asked->str, ==, "[] [\"docs\"] [\"docs\",\"deep\"] ");
  g_assert_cmpstr (fixture->events->str, ==,
                   "select{\"index\":[0],\"value\":\"docs\",\"selected\":true} change input ");
  component_test_assert_value (fixture->explorer, "[['docs','c.txt'],['docs','deep','d.txt']]");
  g_assert_true (gtk_check_button_get_active (find_check (fixture, "docs")));
  tick (fixture, "docs", FALSE);
  component_test_assert_value (fixture->explorer, "[]");

  /* One that fits the glob itself can be chosen itself. */
  open_line (fixture, 1);
  wait_for_lines (fixture, "docs|pick|This Folder|e.txt|a.txt|b.txt|");
  tick (fixture, "This Folder", TRUE);
  g_assert_cmpstr (fixture->events->str, ==,
                   "select{\"index\":[1,0],\"value\":\"pick/.\",\"selected\":true} change input ");
  component_test_assert_value (fixture->explorer, "[['pick','.']]");
}

static void
test_single (Fixture *fixture, gconstpointer data)
{
  component_test_set_props (fixture->explorer, "{'file_count':'single'}");
  show_root (fixture);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (find_check (fixture, "docs"))));
  tick (fixture, "a.txt", TRUE);
  tick (fixture, "b.txt", TRUE);
  component_test_assert_value (fixture->explorer, "[['b.txt']]");
  g_assert_false (gtk_check_button_get_active (find_check (fixture, "a.txt")));

  g_string_truncate (fixture->events, 0);
  for (guint i = 0;; i++) {
    GtkWidget  *button = component_test_find (GTK_WIDGET (fixture->explorer), GTK_TYPE_BUTTON, i);
    const char *label = gtk_button_get_label (GTK_BUTTON (button));

    if (g_strcmp0 (label, "_Clear") == 0) {
      g_signal_emit_by_name (button, "clicked");
      break;
    }
  }
  g_assert_cmpstr (fixture->events->str, ==, "change input ");
  component_test_assert_value (fixture->explorer, "null");
}

static void
test_problem (Fixture *fixture, gconstpointer data)
{
  g_autofree char *lines = NULL;
  GtkWidget       *retry = NULL;

  g_hash_table_remove_all (fixture->answers);
  fixture->window = component_test_show (fixture->explorer);
  for (guint i = 0; i < 2; i++) {
    while (fixture->asked->len == 0 || has_lines (&(Wanted){ fixture, "Loading…|" }))
      g_main_context_iteration (NULL, TRUE);
    retry = component_test_find (GTK_WIDGET (fixture->list), GTK_TYPE_BUTTON, 0);
    g_assert_true (gtk_widget_get_mapped (retry));
    g_string_truncate (fixture->asked, 0);
    set_answer (fixture, "[]", i == 0 ? "{'no':'listing'}" : ROOT);
    g_signal_emit_by_name (retry, "clicked");
  }
  wait_for_lines (fixture, "docs|pick|a.txt|b.txt|");

  /* A folder that does not come leaves the others alone. */
  open_line (fixture, 0);
  while (lines == NULL || strstr (lines, "Loading") != NULL) {
    g_main_context_iteration (NULL, TRUE);
    g_free (lines);
    lines = dup_lines (fixture);
  }
  g_assert_true (g_str_has_suffix (lines, "|pick|a.txt|b.txt|"));
}

static void
test_reload (Fixture *fixture, gconstpointer data)
{
  show_root (fixture);
  tick (fixture, "a.txt", TRUE);
  component_test_set_props (fixture->explorer, "{'glob':'**/*','label':'Same'}");
  g_assert_cmpstr (fixture->asked->str, ==, "[] ");

  set_answer (fixture, "[]", "[{'name':'new.csv','type':'file','valid':true}]");
  component_test_set_props (fixture->explorer, "{'glob':'*.csv'}");
  wait_for_lines (fixture, "new.csv|");
  set_answer (fixture, "[]", "[]");
  component_test_set_props (fixture->explorer, "{'ignore_glob':'*.csv'}");
  wait_for_lines (fixture, "Nothing to choose here|");
  set_answer (fixture, "[]", DOCS);
  component_test_set_props (fixture->explorer, "{'root_dir':'/elsewhere'}");
  wait_for_lines (fixture, "deep|c.txt|");
  component_test_assert_value (fixture->explorer, "[['a.txt']]"); /* the server's to change */
}

/* Gradio 3 and 4.8 say everything at once, under other names. */
static void
test_whole_tree (Fixture *fixture, gconstpointer data)
{
  set_answer (fixture, "[]",
              "[{'path':'docs','type':'folder','children':[{'path':'c.txt','type':'file','children':null}]},"
              "{'path':'a.txt','type':'file','children':null}]");
  fixture->window = component_test_show (fixture->explorer);
  wait_for_lines (fixture, "docs|a.txt|");
  open_line (fixture, 0);
  wait_for_lines (fixture, "docs|c.txt|a.txt|");
  tick (fixture, "docs", TRUE);
  component_test_assert_value (fixture->explorer, "[['docs','c.txt']]");
  g_assert_cmpstr (fixture->asked->str, ==, "[] ");
}

static void
test_static (Fixture *fixture, gconstpointer data)
{
  sp_component_set_interactive (fixture->explorer, FALSE);
  component_test_set_value (fixture->explorer, "[['a.txt'],['docs','c.txt']]");
  show_root (fixture);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (find_check (fixture, "a.txt"))));
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (find_row (fixture, "a.txt")),
                                    GTK_ACCESSIBLE_STATE_CHECKED, GTK_ACCESSIBLE_TRISTATE_TRUE);
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (find_row (fixture, "docs")),
                                    GTK_ACCESSIBLE_STATE_CHECKED, GTK_ACCESSIBLE_TRISTATE_MIXED);
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (find_row (fixture, "b.txt")),
                                    GTK_ACCESSIBLE_STATE_CHECKED, GTK_ACCESSIBLE_TRISTATE_FALSE);
  gtk_widget_activate_action (GTK_WIDGET (fixture->explorer), "file-explorer.toggle", NULL);
  component_test_assert_value (fixture->explorer, "[['a.txt'],['docs','c.txt']]");
}

static void
test_keyboard (Fixture *fixture, gconstpointer data)
{
  GtkSingleSelection *selection = GTK_SINGLE_SELECTION (gtk_list_view_get_model (fixture->list));

  show_root (fixture);
  gtk_single_selection_set_selected (selection, 2);
  g_assert_true (component_test_press (GTK_WIDGET (fixture->list), GDK_KEY_space, 0));
  component_test_assert_value (fixture->explorer, "[['a.txt']]");
  g_assert_true (component_test_press (GTK_WIDGET (fixture->list), GDK_KEY_space, 0));
  component_test_assert_value (fixture->explorer, "[]");
  gtk_widget_activate_action (GTK_WIDGET (fixture->list), "list.activate-item", "u", 3);
  component_test_assert_value (fixture->explorer, "[['b.txt']]");
  gtk_widget_activate_action (GTK_WIDGET (fixture->list), "list.activate-item", "u", 0);
  wait_for_lines (fixture, "docs|deep|c.txt|pick|a.txt|b.txt|");
}

static void
test_many (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString)  listing = g_string_new ("[{'name':'docs','type':'folder','valid':false}");
  g_autoptr (JsonNode) value = NULL;
  guint                n_rows = 0;

  for (int i = 0; i < N_MANY; i++)
    g_string_append_printf (listing, ",{'name':'file %d.txt','type':'file','valid':true}", i);
  g_string_append_c (listing, ']');
  set_answer (fixture, "['docs','deep']", listing->str);
  show_root (fixture);
  tick (fixture, "docs", TRUE);
  wait_for_event (fixture, "change input ");
  value = sp_component_dup_value (fixture->explorer);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (value)), ==, N_MANY + 1);

  /* Widgets are made for what is on the screen. */
  open_line (fixture, 0);
  open_line (fixture, 1);
  while (g_list_model_get_n_items (fixture->lines) < N_MANY)
    g_main_context_iteration (NULL, TRUE);
  for (GtkWidget *line = gtk_widget_get_first_child (GTK_WIDGET (fixture->list)); line != NULL;
       line = gtk_widget_get_next_sibling (line))
    n_rows++;
  g_assert_cmpuint (n_rows, <, 500);
}

static void
test_hostile_listings (Fixture *fixture, gconstpointer data)
{
  set_answer (fixture, "[]",
              "[null,7,[],{},{'name':null,'type':'file'},{'name':'','type':'file'},{'name':'..','type':'folder'},"
              "{'name':'a\\n\\u202egnp.exe','type':'file','valid':'x'},{'name':'odd','type':9},"
              "{'name':'<b>&','type':'folder','valid':true,'children':{}}]");
  fixture->window = component_test_show (fixture->explorer);
  wait_for_lines (fixture, "a��gnp.exe|odd|<b>&|");
  tick (fixture, "a��gnp.exe", TRUE);
  component_test_assert_value (fixture->explorer, "[['a\\n\\u202egnp.exe']]");
}

/* Without the app there is nobody to ask: a path a line. */
static void
test_without_session (void)
{
  SpComponent        *explorer = component_test_new ("fileexplorer");
  g_autoptr (GString) events = component_test_watch (explorer);
  GtkWidget          *window = component_test_show (explorer);
  GtkTextView        *view = NULL;
  g_autofree char    *text = NULL;
  GtkTextIter         start, end;

  component_test_set_value (explorer, "[['docs','b.txt'],['a.txt']]");
  view = GTK_TEXT_VIEW (component_test_find (GTK_WIDGET (explorer), GTK_TYPE_TEXT_VIEW, 0));
  gtk_text_buffer_get_bounds (gtk_text_view_get_buffer (view), &start, &end);
  text = gtk_text_buffer_get_text (gtk_text_view_get_buffer (view), &start, &end, FALSE);
  g_assert_cmpstr (text, ==, "docs/b.txt\na.txt");
  component_test_assert_value (explorer, "[['docs','b.txt'],['a.txt']]");

  g_string_truncate (events, 0);
  gtk_text_buffer_insert (gtk_text_view_get_buffer (view), &end, "\n x/y.txt \n", -1);
  g_assert_true (g_str_has_suffix (events->str, "change input "));
  component_test_assert_value (explorer, "[['docs','b.txt'],['a.txt'],['x','y.txt']]");
  gtk_window_destroy (GTK_WINDOW (window));
  media_test_finalize (explorer);
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  g_test_add_func ("/fileexplorer/generations", test_generations);
  g_test_add_func ("/fileexplorer/hostile", test_hostile);
  ADD ("/fileexplorer/levels", test_levels);
  ADD ("/fileexplorer/folders", test_folders);
  ADD ("/fileexplorer/single", test_single);
  ADD ("/fileexplorer/problem", test_problem);
  ADD ("/fileexplorer/reload", test_reload);
  ADD ("/fileexplorer/whole-tree", test_whole_tree);
  ADD ("/fileexplorer/static", test_static);
  ADD ("/fileexplorer/keyboard", test_keyboard);
  ADD ("/fileexplorer/many", test_many);
  ADD ("/fileexplorer/hostile-listings", test_hostile_listings);
  g_test_add_func ("/fileexplorer/without-session", test_without_session);

  return g_test_run ();
}
