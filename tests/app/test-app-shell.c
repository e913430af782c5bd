/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is around an app: its pages, the links below it, its colours and its language. */
#include "app-fixture.h"

#include "sp-app-shell.h"
#include "sp-page-bar.h"
#include "sp-run-list.h"
#include "sp-run-row.h"

#define HEAD "{'version':'6.31.0','protocol':'sse_v3','api_prefix':'/gradio_api','title':'Shell',"
#define KEY(key) "__i18n__{\\\"__type__\\\":\\\"translation_metadata\\\",\\\"key\\\":\\\"" key "\\\"}"

#define PAGES                                                                                                 \
  HEAD "'pages':[['','Home',true],['second','Second',true],['third','Third',false]],"                         \
       "'components':[{'id':1,'type':'textbox','props':{'label':'First','value':'one'}},"                     \
       "{'id':2,'type':'textbox','props':{'label':'Second','value':'two'}},"                                  \
       "{'id':3,'type':'navbar','props':{'main_page_name':'Start','value':[['Out','https://example.org']]}}," \
       "{'id':4,'type':'textbox','props':{'label':'Third','value':'three'}}],"                                \
       "'layout':{'id':0,'children':[{'id':1},{'id':3},{'id':2},{'id':4}]},'dependencies':[],"                \
       "'page':{'':{'layout':{'id':0,'children':[{'id':3},{'id':1}]},'components':[1,3],'dependencies':[]},"  \
       "'second':{'layout':{'id':0,'children':[{'id':2}]},'components':[2],'dependencies':[]},"               \
       "'third':{'layout':{'id':0,'children':[{'id':4}]},'components':[4],'dependencies':[]}}}"

#define TEXTS                                                                                         \
  HEAD "'footer_links':['api','settings',{'label':'Mine','url':'https://example.org/mine'},'odd',7]," \
       "'i18n_translations':{'de':{'name':'Dein Name','hello':'Hallo'},'en':{'name':'Your name',"     \
       "'hello':'Hello'}},'components':[{'id':1,'type':'textbox','props':{'label':'@name',"           \
       "'value':'@hello'}},{'id':2,'type':'textbox','props':{'label':'x','value':'@hello'}}],"        \
       "'layout':{'id':0,'children':[{'id':1},{'id':2}]},'dependencies':[{'id':0,'targets':[],"       \
       "'inputs':[1],'outputs':[],'backend_fn':true,'queue':true,'api_name':'echo'}]}"

#define SCRIPT(number, id, event, input, js)                                               \
  "{'id':" #number ",'targets':[[" #id ",'" event "']],'inputs':[" input "],'outputs':[]," \
  "'backend_fn':false,'js':'" js "'}"

/* Of a LoginButton, and of one that opens a page: the second one of the app. */
#define SIGN "(buttonValue) => { uri = buttonValue === \\\"In\\\" ? @q/login/huggingface@q : @q/logout@q; }"
#define AWAY "() => window.open(\\\"@uri\\\")"
#define SCRIPTS                     \
  SCRIPT (0, 2, "click", "2", SIGN) \
  "," SCRIPT (1, 1, "submit", "2", SIGN) "," SCRIPT (2, 3, "click", "", AWAY) "," SCRIPT (3, 1, "blur", "", AWAY) "," SCRIPT (4, 4, "click", "", AWAY) "," SCRIPT (5, 1, "focus", "5", SIGN)
#define WISHES                                                                                       \
  HEAD "'pages':[['','Home',true],['second','Second',true]],'components':[{'id':1,'type':'textbox'," \
       "'props':{'label':'First','value':'one'}},{'id':2,'type':'button','props':{'value':'Out'}},"  \
       "{'id':3,'type':'button','props':{'value':'Away'}},{'id':4,'type':'html','props':{'value':"   \
       "'x'}},{'id':5,'type':'button','props':{'value':'In'}},"                                      \
       "{'id':9,'type':'textbox','props':{'label':'Second','value':'two'}}],"                        \
       "'layout':{'id':0,'children':[{'id':1},{'id':2},{'id':3},{'id':4},{'id':5},{'id':9}]},"       \
       "'dependencies':[" SCRIPTS "],"                                                               \
       "'page':{'':{'layout':{'id':0,'children':[{'id':1},{'id':2},{'id':3},{'id':4},{'id':5}]},"    \
       "'components':[1,2,3,4,5],'dependencies':[0,1,2,3,4,5]},"                                     \
       "'second':{'layout':{'id':0,'children':[{'id':9}]},'components':[9],'dependencies':[]}}}"

#define NAMES                                                                                            \
  HEAD "'pages':[['','@hello',true],['second','@name',true]],'footer_links':[{'label':'@name','url':"    \
       "'https://example.org/mine'}],'i18n_translations':{'de':{'name':'Dein Name','hello':'Hallo'},"    \
       "'en':{'name':'Your name','hello':'Hello'}},'components':[{'id':1,'type':'textbox','props':{}}]," \
       "'layout':{'id':0,'children':[{'id':1}]},'dependencies':[],'page':{'':{'layout':{'id':0,"         \
       "'children':[{'id':1}]},'components':[1],'dependencies':[]},'second':{'layout':{'id':0,"          \
       "'children':[]},'components':[],'dependencies':[]}}}"

/* A function, a timer with another one, and a script. */
#define RECORD                                                                                          \
  HEAD "'components':[{'id':1,'type':'textbox','props':{'label':'First','value':'one'}},"               \
       "{'id':2,'type':'button','props':{'value':'Run'}},{'id':3,'type':'timer','props':{'active':"     \
       "false}},{'id':4,'type':'button','props':{'value':'Script'}}],"                                  \
       "'layout':{'id':0,'children':[{'id':1},{'id':2},{'id':3},{'id':4}]},'dependencies':["            \
       "{'id':0,'targets':[[2,'click']],'inputs':[1],'outputs':[],'backend_fn':true,'queue':true,"      \
       "'api_name':'echo'},{'id':1,'targets':[[3,'tick']],'inputs':[1],'outputs':[],'backend_fn':true," \
       "'queue':true,'api_name':'tick'},{'id':2,'targets':[[4,'click']],'inputs':[],'outputs':[],"      \
       "'backend_fn':false,'js':'() => []'}]}"

#define SERVER HEAD "'mode':'server','footer_links':[],'components':[],'layout':{'id':0,'children':[]},'dependencies':[]}"

typedef struct {
  AppFixture     base;
  SpAppSettings *settings;
  SpAppShell    *shell;
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
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) config = g_string_new (data);
  g_autofree char    *page = NULL;
  AppFixture         *base = &fixture->base;
  gboolean            done = FALSE;

  g_string_replace (config, "'", "\"", 0);
  g_string_replace (config, "@name", KEY ("name"), 0);
  g_string_replace (config, "@hello", KEY ("hello"), 0);
  base->app = fake_app_new ();
  page = g_strconcat (fake_app_get_uri (base->app), "/second", NULL);
  g_string_replace (config, "@uri", page, 0);
  g_string_replace (config, "@q", "'", 0);
  fake_app_answer (base->app, "/config", 200, "application/json", config->str);
  fake_app_answer (base->app, "/theme.css", 200, "text/css",
                   ":root{--color-accent:#2563eb;--button-primary-text-color:white}");
  base->client = gradio_client_new (fake_app_get_uri (base->app));
  gradio_client_connect_async (base->client, NULL, connected_cb, &done);
  wait_until (done);
  base->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (base->window), 360, 600);
  fixture->settings = sp_app_settings_new (fake_app_get_uri (base->app));
  fixture->shell = SP_APP_SHELL (sp_app_shell_new (base->client, fixture->settings));
  app_fixture_show (base, GTK_WIDGET (fixture->shell));
  wait_until (!sp_app_view_get_building (sp_app_shell_get_view (fixture->shell)));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  AppFixture *base = &fixture->base;

  sp_app_shell_close (fixture->shell);
  gtk_window_destroy (GTK_WINDOW (base->window));
  g_clear_object (&fixture->settings);
  gradio_client_close (base->client);
  g_object_add_weak_pointer (G_OBJECT (base->client), (gpointer *) &base->client);
  g_object_unref (base->client);
  wait_until (base->client == NULL);
  fake_app_free (base->app);
}

static SpComponent *
get_component (Fixture *fixture, int id)
{
  SpAppView *view = sp_app_shell_get_view (fixture->shell);

  wait_until (sp_app_view_get_component (view, id) != NULL);

  return sp_app_view_get_component (view, id);
}

static void
assert_value (Fixture *fixture, int id, const char *expected)
{
  g_autoptr (JsonNode) value = sp_component_dup_value (get_component (fixture, id));

  g_assert_cmpstr (json_node_get_string (value), ==, expected);
}

static void
set_value (Fixture *fixture, int id, const char *text)
{
  g_autoptr (JsonNode) value = json_node_init_string (json_node_alloc (), text);

  sp_component_set_value (get_component (fixture, id), value);
}

/* A page that was left keeps its values, a hidden one is reached by its address. */
static void
test_pages (Fixture *fixture, gconstpointer data)
{
  GtkWidget *bar = find_widget (GTK_WIDGET (fixture->shell), SP_TYPE_PAGE_BAR, NULL);

  g_assert_true (gtk_widget_get_visible (bar));
  g_assert_nonnull (find_widget (bar, GTK_TYPE_BUTTON, "Start"));
  g_assert_null (find_widget (bar, GTK_TYPE_BUTTON, "Third"));
  set_value (fixture, 1, "mine");
  sp_app_shell_go_nth (fixture->shell, 1);
  g_assert_cmpstr (sp_app_shell_get_route (fixture->shell), ==, "second");
  assert_value (fixture, 2, "two");
  g_assert_nonnull (find_widget (bar, GTK_TYPE_BUTTON, "Home")); /* no Navbar here */
  sp_app_shell_open (fixture->shell, "/third");
  g_assert_cmpstr (sp_app_shell_get_route (fixture->shell), ==, "third");
  assert_value (fixture, 4, "three");
  sp_app_shell_go_nth (fixture->shell, 8); /* there is none */
  g_assert_cmpstr (sp_app_shell_get_route (fixture->shell), ==, "third");
  sp_app_shell_go (fixture->shell, "");
  assert_value (fixture, 1, "mine");
}

/* As in a browser, where the user wants that. */
static void
test_pages_anew (Fixture *fixture, gconstpointer data)
{
  g_object_set (fixture->settings, "keep-values", FALSE, NULL);
  set_value (fixture, 1, "mine");
  sp_app_shell_go (fixture->shell, "second");
  assert_value (fixture, 2, "two");
  sp_app_shell_go (fixture->shell, "");
  assert_value (fixture, 1, "one");
  g_object_set (fixture->settings, "keep-values", TRUE, NULL);
}

/* Nothing is made again, and what the user typed stays. */
static void
test_language (Fixture *fixture, gconstpointer data)
{
  SpComponent *first = get_component (fixture, 1);

  g_object_set (fixture->settings, "language", "de", NULL);
  g_assert_cmpstr (sp_component_get_label (first), ==, "Dein Name");
  assert_value (fixture, 1, "Hallo");
  set_value (fixture, 2, "typed");
  g_object_set (fixture->settings, "language", "en", NULL);
  g_assert_true (get_component (fixture, 1) == first);
  g_assert_cmpstr (sp_component_get_label (first), ==, "Your name");
  assert_value (fixture, 1, "Hello");
  assert_value (fixture, 2, "typed");
  g_object_set (fixture->settings, "language", "", NULL);
}

static void
test_footer (Fixture *fixture, gconstpointer data)
{
  GtkWidget *shell = GTK_WIDGET (fixture->shell);

  g_assert_nonnull (find_widget (shell, GTK_TYPE_BUTTON, "View API"));
  g_assert_nonnull (find_widget (shell, GTK_TYPE_BUTTON, "Settings"));
  g_assert_nonnull (find_widget (shell, GTK_TYPE_BUTTON, "Mine"));
  g_assert_null (find_widget (shell, GTK_TYPE_BUTTON, "Built with Gradio"));
}

static gboolean
has_app_colors (GtkWidget *widget)
{
  g_auto (GStrv) classes = gtk_widget_get_css_classes (widget);

  for (guint i = 0; classes[i] != NULL; i++)
    if (g_str_has_prefix (classes[i], "app-colors-"))
      return TRUE;

  return FALSE;
}

/* The user can do without the author's colours. */
static void
test_colors (Fixture *fixture, gconstpointer data)
{
  wait_until (fake_app_count_requests (fixture->base.app, "/theme.css") == 1);
  g_assert_true (has_app_colors (GTK_WIDGET (fixture->shell)));
  g_object_set (fixture->settings, "app-colors", FALSE, NULL);
  g_assert_false (has_app_colors (GTK_WIDGET (fixture->shell)));
  g_object_set (fixture->settings, "app-colors", TRUE, NULL);
  g_assert_true (has_app_colors (GTK_WIDGET (fixture->shell)));
}

/* There is nothing to draw, but something to offer. */
static void
test_server (Fixture *fixture, gconstpointer data)
{
  g_assert_true (shows_text (GTK_WIDGET (fixture->shell), "No Page to Show Here"));
  g_assert_nonnull (find_widget (GTK_WIDGET (fixture->shell), GTK_TYPE_BUTTON, "Show Endpoints"));
  g_assert_null (find_widget (GTK_WIDGET (fixture->shell), GTK_TYPE_BUTTON, "Settings"));
}

static void
test_recording (Fixture *fixture, gconstpointer data)
{
  GtkWidget *shell = GTK_WIDGET (fixture->shell);

  g_assert_null (find_widget (shell, GTK_TYPE_DROP_DOWN, NULL));
  sp_app_shell_set_recording (fixture->shell, TRUE);
  g_assert_true (sp_app_shell_get_recording (fixture->shell));
  g_assert_nonnull (find_widget (shell, GTK_TYPE_DROP_DOWN, NULL));
  sp_app_shell_set_recording (fixture->shell, FALSE);
  g_assert_false (sp_app_shell_get_recording (fixture->shell));
}

static void
count_cb (guint *n)
{
  (*n)++;
}

static void
dispatch (Fixture *fixture, int id, const char *event)
{
  sp_blocks_dispatch (sp_app_view_get_blocks (sp_app_shell_get_view (fixture->shell)), id, event, NULL);
}

static void
press (Fixture *fixture, const char *label)
{
  GtkWidget *button = find_widget (GTK_WIDGET (fixture->shell), GTK_TYPE_BUTTON, label);

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

/* What the user pressed a button for is done; what comes by itself is asked, once. */
static void
test_log_out (Fixture *fixture, gconstpointer data)
{
  SpMessageList *messages = sp_app_view_get_messages (sp_app_shell_get_view (fixture->shell));
  guint          n_log_outs = 0;

  get_component (fixture, 2);
  g_signal_connect_swapped (fixture->shell, "log-out", G_CALLBACK (count_cb), &n_log_outs);
  dispatch (fixture, 2, "click");
  g_assert_cmpuint (n_log_outs, ==, 1);
  dispatch (fixture, 1, "submit");
  dispatch (fixture, 1, "submit");
  g_assert_cmpuint (n_log_outs, ==, 1);
  g_assert_cmpuint (sp_message_list_get_n_messages (messages), ==, 1);
  press (fixture, "Log Out");
  g_assert_cmpuint (n_log_outs, ==, 2);
  g_assert_cmpuint (sp_message_list_get_n_messages (messages), ==, 0);
  g_signal_handlers_disconnect_by_data (fixture->shell, &n_log_outs);
}

/* A script opens what its button is for; what an author's HTML presses is no button. */
static void
test_open (Fixture *fixture, gconstpointer data)
{
  SpMessageList *messages = sp_app_view_get_messages (sp_app_shell_get_view (fixture->shell));

  get_component (fixture, 3);
  dispatch (fixture, 3, "click");
  g_assert_cmpstr (sp_app_shell_get_route (fixture->shell), ==, "second");
  sp_app_shell_go (fixture->shell, "");
  dispatch (fixture, 1, "blur");
  dispatch (fixture, 4, "click");
  g_assert_cmpstr (sp_app_shell_get_route (fixture->shell), ==, "");
  g_assert_cmpuint (sp_message_list_get_n_messages (messages), ==, 1);
  press (fixture, "Open");
  g_assert_cmpstr (sp_app_shell_get_route (fixture->shell), ==, "second");
}

/* A browser has the network that an app has not: where it would go is shown first, also after a click. */
static void
test_leave (Fixture *fixture, gconstpointer data)
{
  SpMessageList *messages = sp_app_view_get_messages (sp_app_shell_get_view (fixture->shell));
  GtkWidget     *label = NULL;

  get_component (fixture, 3);
  gradio_client_set_only_own_server (fixture->base.client, TRUE);
  sp_app_shell_open (fixture->shell, "https://example.org/?all=that-it-knows");
  sp_app_shell_open (fixture->shell, "https://example.org/?all=that-it-knows");
  g_assert_cmpuint (sp_message_list_get_n_messages (messages), ==, 1);
  label = find_widget (GTK_WIDGET (messages), GTK_TYPE_LABEL,
                       "This app has no network, but a browser has. All that stands in this address leaves your computer "
                       "if you open it: https://example.org/?all=that-it-knows");
  g_assert_nonnull (label);
  g_assert_nonnull (find_widget (GTK_WIDGET (messages), GTK_TYPE_BUTTON, "Open"));

  /* Its own pages are opened as before. */
  dispatch (fixture, 3, "click");
  g_assert_cmpstr (sp_app_shell_get_route (fixture->shell), ==, "second");
  g_assert_cmpuint (sp_message_list_get_n_messages (messages), ==, 1);
}

/* Nobody is signed in, and no browser opened, by itself. */
static void
test_log_in (Fixture *fixture, gconstpointer data)
{
  get_component (fixture, 1);
  dispatch (fixture, 1, "focus");
  g_assert_nonnull (find_widget (GTK_WIDGET (fixture->shell), GTK_TYPE_BUTTON, "Sign In"));
}

/* Pages and links have names in the user's language. */
static void
test_names (Fixture *fixture, gconstpointer data)
{
  GtkWidget *shell = GTK_WIDGET (fixture->shell);

  g_object_set (fixture->settings, "language", "de", NULL);
  g_assert_nonnull (find_widget (find_widget (shell, SP_TYPE_PAGE_BAR, NULL), GTK_TYPE_BUTTON, "Dein Name"));
  g_assert_nonnull (find_widget (shell, GTK_TYPE_BUTTON, "Hallo"));
  g_object_set (fixture->settings, "language", "en", NULL);
  g_assert_nonnull (find_widget (shell, GTK_TYPE_BUTTON, "Hello"));
  g_assert_null (find_widget (shell, GTK_TYPE_BUTTON, "Dein Name")); /* neither page nor link */
  g_object_set (fixture->settings, "language", "", NULL);
}

static gboolean
shows_calls (Fixture *fixture, const char *text)
{
  return find_widget (GTK_WIDGET (fixture->shell), GTK_TYPE_LABEL, text) != NULL;
}

/* What the user did is written down, and not what runs by itself. */
static void
test_recorded (Fixture *fixture, gconstpointer data)
{
  get_component (fixture, 2);
  sp_app_shell_set_recording (fixture->shell, TRUE);
  dispatch (fixture, 3, "tick");
  dispatch (fixture, 4, "click");
  g_assert_false (shows_calls (fixture, "1 call"));
  dispatch (fixture, 2, "click");
  g_assert_true (shows_calls (fixture, "1 call"));
}

/* As when the app is read anew: nothing that the user did is lost. */
static void
test_take_over (Fixture *fixture, gconstpointer data)
{
  SpAppShell *old = fixture->shell;

  set_value (fixture, 1, "mine");
  sp_app_shell_set_recording (old, TRUE);
  dispatch (fixture, 2, "click");
  fixture->shell = SP_APP_SHELL (sp_app_shell_new (fixture->base.client, fixture->settings));
  sp_app_shell_take_over (fixture->shell, old);
  sp_app_shell_close (old);
  app_fixture_show (&fixture->base, GTK_WIDGET (fixture->shell));
  assert_value (fixture, 1, "mine");
  g_assert_true (sp_app_shell_get_recording (fixture->shell));
  g_assert_true (shows_calls (fixture, "1 call"));
}

static GtkWidget *
find_row (GtkWidget *list)
{
  return find_widget (list, SP_TYPE_RUN_ROW, NULL);
}

/* There are rows while they can be seen, and nothing of an app that was left. */
static void
test_runs (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *list = sp_run_list_new ();
  GtkWidget *button = NULL;

  get_component (fixture, 2);
  gtk_window_set_child (GTK_WINDOW (window), list);
  gtk_window_present (GTK_WINDOW (window));
  wait_until (gtk_widget_get_mapped (list));
  sp_run_list_set_blocks (SP_RUN_LIST (list), sp_app_view_get_blocks (sp_app_shell_get_view (fixture->shell)));
  button = find_widget (list, GTK_TYPE_MENU_BUTTON, NULL);
  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  wait_until (shows_text (list, "Nothing has run yet."));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
  dispatch (fixture, 2, "click");
  g_assert_null (find_row (list));
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  wait_until (find_row (list) != NULL);
  g_assert_null (gtk_widget_get_next_sibling (find_row (list)));
  dispatch (fixture, 3, "tick");
  g_assert_null (gtk_widget_get_next_sibling (find_row (list)));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
  wait_until (find_row (list) == NULL);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  wait_until (find_row (list) != NULL);
  sp_run_list_set_blocks (SP_RUN_LIST (list), NULL);
  g_assert_null (find_row (list));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add ("/app-shell/pages", Fixture, PAGES, set_up, test_pages, tear_down);
  g_test_add ("/app-shell/pages-anew", Fixture, PAGES, set_up, test_pages_anew, tear_down);
  g_test_add ("/app-shell/language", Fixture, TEXTS, set_up, test_language, tear_down);
  g_test_add ("/app-shell/footer", Fixture, TEXTS, set_up, test_footer, tear_down);
  g_test_add ("/app-shell/colors", Fixture, TEXTS, set_up, test_colors, tear_down);
  g_test_add ("/app-shell/server", Fixture, SERVER, set_up, test_server, tear_down);
  g_test_add ("/app-shell/recorded", Fixture, RECORD, set_up, test_recorded, tear_down);
  g_test_add ("/app-shell/take-over", Fixture, RECORD, set_up, test_take_over, tear_down);
  g_test_add ("/app-shell/runs", Fixture, RECORD, set_up, test_runs, tear_down);
  g_test_add ("/app-shell/names", Fixture, NAMES, set_up, test_names, tear_down);
  g_test_add ("/app-shell/log-out", Fixture, WISHES, set_up, test_log_out, tear_down);
  g_test_add ("/app-shell/log-in", Fixture, WISHES, set_up, test_log_in, tear_down);
  g_test_add ("/app-shell/open", Fixture, WISHES, set_up, test_open, tear_down);
  g_test_add ("/app-shell/leave", Fixture, WISHES, set_up, test_leave, tear_down);
  g_test_add ("/app-shell/recording", Fixture, TEXTS, set_up, test_recording, tear_down);

  return g_test_run ();
}
