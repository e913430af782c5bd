/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An app that was opened before is there before its server answers. */
#include "app-fixture.h"

#include "sp-app-page.h"
#include "sp-app-theme.h"
#include "sp-page.h"
#include "sp-pager.h"

#include <glib/gstdio.h>

#define CONFIG                                                                                             \
  "{'version':'6.31.0','protocol':'sse_v3','api_prefix':'/gradio_api','title':'Kept','app_id':@id,"        \
  "'components':[{'id':1,'type':'tabs','props':{}},{'id':2,'type':'tabitem','props':{'label':'One'}},"     \
  "{'id':3,'type':'tabitem','props':{'label':'Two'}},"                                                     \
  "{'id':4,'type':'textbox','props':{'label':'@label','lines':60,'max_lines':60}},"                        \
  "{'id':5,'type':'textbox','props':{'label':'Second'}},{'id':6,'type':'button','props':{'value':'Go'}}]," \
  "'layout':{'id':0,'children':[{'id':1,'children':[{'id':2,'children':[{'id':4}]},"                       \
  "{'id':3,'children':[{'id':5}]}]},{'id':6}]},"                                                           \
  "'dependencies':[{'id':0,'targets':[[1,'change']],'inputs':[],'outputs':[5],'backend_fn':false,"         \
  "'js':'() => 1','queue':false,'api_name':false},"                                                        \
  "{'id':1,'targets':[[6,'click']],'inputs':[4],'outputs':[5],'backend_fn':true,'queue':true,'api_name':'echo'}]}"

typedef struct {
  FakeApp           *app;
  SoupServerMessage *held; /* owned, nullable: the question for /config that is not answered */
  GtkWidget         *window;
  SpAppPage         *page; /* in the window */
  char              *config;
  guint              status;
  gboolean           hold;
} Fixture;

static void
answer (Fixture *fixture, SoupServerMessage *message)
{
  soup_server_message_set_status (message, fixture->status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, fixture->config,
                                    strlen (fixture->config));
}

static void
config_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  Fixture *fixture = user_data;

  if (!fixture->hold) {
    answer (fixture, message);
    return;
  }

  g_assert_null (fixture->held);
  fixture->held = g_object_ref (message);
  soup_server_message_pause (message);
}

static void
let_go (Fixture *fixture)
{
  g_autoptr (SoupServerMessage) message = g_steal_pointer (&fixture->held);

  fixture->hold = FALSE;
  g_assert_nonnull (message);
  answer (fixture, message);
  soup_server_message_unpause (message);
}

static void
set_config (Fixture *fixture, const char *label, const char *id)
{
  g_autoptr (GString) config = g_string_new (CONFIG);

  g_string_replace (config, "'", "\"", 0);
  g_string_replace (config, "@label", label, 0);
  g_string_replace (config, "@id", id, 0);
  g_free (fixture->config);
  fixture->config = g_string_free (g_steal_pointer (&config), FALSE);
}

static void
open_page (Fixture *fixture)
{
  fixture->page = SP_APP_PAGE (sp_app_page_new (fake_app_get_uri (fixture->app), NULL));
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->page));
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static SpAppView *
get_view (Fixture *fixture)
{
  return sp_app_page_get_app_view (fixture->page);
}

static SpComponent *
get_component (Fixture *fixture, int id)
{
  return get_view (fixture) != NULL ? sp_app_view_get_component (get_view (fixture), id) : NULL;
}

static GPtrArray *
list_kept (void)
{
  GPtrArray       *files = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *path = g_build_filename (g_get_user_cache_dir (), "spaceport", "apps", NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char      *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (strlen (name) == 64)
      g_ptr_array_add (files, g_build_filename (path, name, NULL));

  return files;
}

/* An app alone: its theme is fetched later. */
static gboolean
is_app_kept (Fixture *fixture)
{
  g_autofree char *key = g_strconcat ("app ", fake_app_get_uri (fixture->app), NULL);
  g_autofree char *name = g_compute_checksum_for_string (G_CHECKSUM_SHA256, key, -1);
  g_autofree char *path = g_build_filename (g_get_user_cache_dir (), "spaceport", "apps", name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static guint
count_kept (void)
{
  g_autoptr (GPtrArray) files = list_kept ();

  return files->len;
}

static void
forget_all (void)
{
  g_autoptr (GPtrArray) files = list_kept ();

  for (guint i = 0; i < files->len; i++)
    g_assert_cmpint (g_unlink (files->pdata[i]), ==, 0);
}

/* The app was open, and is not any more. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  forget_all ();
  fixture->app = fake_app_new ();
  fixture->status = 200;
  set_config (fixture, "First", "1");
  soup_server_add_handler (fake_app_get_server (fixture->app), "/config", config_cb, fixture, NULL);
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 600, 400);
  open_page (fixture);
  wait_until (get_component (fixture, 4) != NULL);
  wait_until (is_app_kept (fixture));
  gtk_window_set_child (GTK_WINDOW (fixture->window), NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->held);
  fake_app_free (fixture->app);
  g_free (fixture->config);
}

/* Opens it again, and waits until it is there although the server said nothing yet. */
static void
open_again (Fixture *fixture)
{
  fixture->hold = TRUE;
  open_page (fixture);
  wait_until (get_component (fixture, 4) != NULL && !sp_app_view_get_building (get_view (fixture)));
  wait_until (fixture->held != NULL);
  wait_until (gtk_widget_get_mapped (GTK_WIDGET (get_component (fixture, 4))));
  g_assert_null (sp_app_page_get_client (fixture->page));
}

static GtkAdjustment *
get_scroll (Fixture *fixture)
{
  GtkWidget *scroller = find_widget (GTK_WIDGET (get_view (fixture)), GTK_TYPE_SCROLLED_WINDOW, NULL);

  return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
}

static gboolean
can_scroll (Fixture *fixture, double value)
{
  GtkAdjustment *adjustment = get_scroll (fixture);

  return gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment) >= value;
}

static SpEndpointForm *
get_form (Fixture *fixture)
{
  return sp_api_view_get_form (sp_app_page_get_view (fixture->page));
}

static void
test_same (Fixture *fixture, gconstpointer data)
{
  SpAppView             *view = NULL;
  SpComponent           *text = NULL;
  SpEndpointForm        *form = NULL;
  g_autoptr (JsonArray)  values = json_array_new ();
  g_autoptr (JsonObject) changes = NULL;
  g_autoptr (JsonNode)   value = NULL;

  open_again (fixture);
  view = get_view (fixture);
  text = get_component (fixture, 4);
  form = get_form (fixture);
  g_assert_cmpstr (sp_app_page_get_title (fixture->page), ==, "Kept");
  g_assert_false (gtk_widget_is_sensitive (GTK_WIDGET (text)));
  g_assert_false (gtk_widget_is_sensitive (GTK_WIDGET (get_component (fixture, 6))));

  /* What can be done meanwhile: to look at all of it, and to fill in a form. */
  wait_until (can_scroll (fixture, 200));
  gtk_adjustment_set_value (get_scroll (fixture), 200);
  g_assert_true (gtk_widget_is_sensitive (GTK_WIDGET (get_component (fixture, 1))));
  json_array_add_string_element (values, "typed");
  sp_endpoint_form_set_values (form, values);
  sp_endpoint_form_run (form);
  g_assert_false (sp_endpoint_form_get_running (form));

  set_config (fixture, "First", "2"); /* it was started anew */
  let_go (fixture);
  wait_until (sp_app_page_get_client (fixture->page) != NULL);
  g_assert_true (get_view (fixture) == view);
  g_assert_true (get_component (fixture, 4) == text);
  g_assert_true (get_form (fixture) == form);
  g_assert_cmpfloat (gtk_adjustment_get_value (get_scroll (fixture)), ==, 200);
  g_assert_true (gtk_widget_is_sensitive (GTK_WIDGET (text)));
  g_assert_true (gtk_widget_is_sensitive (GTK_WIDGET (get_component (fixture, 6))));
  changes = sp_endpoint_form_dup_changes (form);
  g_assert_cmpuint (json_object_get_size (changes), ==, 1);
  g_assert_false (sp_blocks_is_held (sp_app_view_get_blocks (view)));
}

/* A tab that was chosen meanwhile stays, and the app hears of it. */
static void
test_tab (Fixture *fixture, gconstpointer data)
{
  SpBlocks *blocks = NULL;
  SpPager  *pager = NULL;

  open_again (fixture);
  blocks = sp_app_view_get_blocks (get_view (fixture));
  g_assert_null (get_component (fixture, 5));
  pager = SP_PAGER (get_component (fixture, 1));
  sp_pager_choose (pager, sp_pager_get_pages (pager)->pdata[1]);
  wait_until (get_component (fixture, 5) != NULL);
  g_assert_false (gtk_widget_is_sensitive (GTK_WIDGET (get_component (fixture, 5))));
  g_assert_cmpuint (g_list_model_get_n_items (sp_blocks_get_runs (blocks)), ==, 0);
  let_go (fixture);
  wait_until (sp_app_page_get_client (fixture->page) != NULL);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (get_component (fixture, 5))));
  g_assert_true (gtk_widget_is_sensitive (GTK_WIDGET (get_component (fixture, 5))));
}

static void
test_changed (Fixture *fixture, gconstpointer data)
{
  SpAppView *view = NULL;

  open_again (fixture);
  view = get_view (fixture);
  wait_until (can_scroll (fixture, 150));
  gtk_adjustment_set_value (get_scroll (fixture), 150);
  set_config (fixture, "Another", "1");
  let_go (fixture);
  wait_until (sp_app_page_get_client (fixture->page) != NULL);
  g_assert_true (get_view (fixture) != view);
  wait_until (get_component (fixture, 4) != NULL);
  g_assert_true (gtk_widget_is_sensitive (GTK_WIDGET (get_component (fixture, 4))));
  wait_until (shows_text (GTK_WIDGET (fixture->page), "Another"));
  wait_until (gtk_adjustment_get_value (get_scroll (fixture)) == 150);

  /* It is the new one that is kept. */
  gtk_window_set_child (GTK_WINDOW (fixture->window), NULL);
  wait_until (is_app_kept (fixture));
  open_again (fixture);
  wait_until (shows_text (GTK_WIDGET (fixture->page), "Another"));
}

/* What was seen the last time stays when the server has nothing to say, until it has. */
static void
test_error (Fixture *fixture, gconstpointer data)
{
  SpAppView   *view = NULL;
  SpComponent *text = NULL;

  open_again (fixture);
  view = get_view (fixture);
  text = get_component (fixture, 4);
  fixture->status = 500;
  let_go (fixture);
  wait_until (find_widget (GTK_WIDGET (fixture->page), GTK_TYPE_BUTTON, "Try Again") != NULL);
  wait_until (gtk_widget_get_mapped (find_widget (GTK_WIDGET (fixture->page), g_type_from_name ("SpOpeningBar"), NULL)));
  g_assert_true (get_view (fixture) == view);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (text)));
  g_assert_false (gtk_widget_is_sensitive (GTK_WIDGET (text)));
  g_assert_null (sp_app_page_get_client (fixture->page));
  g_assert_false (sp_app_page_get_failed (fixture->page));

  fixture->status = 200;
  sp_app_page_reload (fixture->page);
  wait_until (sp_app_page_get_client (fixture->page) != NULL);
  g_assert_true (get_component (fixture, 4) == text);
  g_assert_true (gtk_widget_is_sensitive (GTK_WIDGET (text)));
}

static void
test_dead (Fixture *fixture, gconstpointer data)
{
  g_autofree char *uri = g_strdup (fake_app_get_uri (fixture->app));

  fake_app_stop (fixture->app);
  fixture->page = SP_APP_PAGE (sp_app_page_new (uri, NULL));
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->page));
  gtk_window_present (GTK_WINDOW (fixture->window));
  wait_until (get_component (fixture, 4) != NULL);
  wait_until (gtk_widget_get_mapped (find_widget (GTK_WIDGET (fixture->page), g_type_from_name ("SpOpeningBar"), NULL)));
  g_assert_false (sp_app_page_get_failed (fixture->page));
}

/* An app that asks who its users are now is shown to nobody before he says so. */
static void
test_login (Fixture *fixture, gconstpointer data)
{
  open_again (fixture);
  fixture->status = 401;
  let_go (fixture);
  wait_until (sp_app_page_get_failed (fixture->page));
  g_assert_null (get_view (fixture));
  g_assert_null (sp_app_page_get_view (fixture->page));
  wait_until (!is_app_kept (fixture));
}

static void
restored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  gradio_client_restore_finish (GRADIO_CLIENT (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static gboolean
is_loaded (SpAppTheme *theme)
{
  gboolean loaded = FALSE;

  g_object_get (theme, "loaded", &loaded, NULL);

  return loaded;
}

/* Its colours are there as well, before the server answers. */
static void
test_theme (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GradioClient) client = gradio_client_new (fake_app_get_uri (fixture->app));
  g_autoptr (GBytes)       snapshot = NULL;
  g_autoptr (SpAppTheme)   theme = NULL;
  gboolean                 restored = FALSE;

  fake_app_answer (fixture->app, "/theme.css", 200, "text/css", ":root{--color-accent:#2563eb}");
  open_page (fixture);
  wait_until (sp_app_page_get_client (fixture->page) != NULL);
  wait_until (count_kept () == 2);
  snapshot = gradio_client_dup_snapshot (sp_app_page_get_client (fixture->page));
  gtk_window_set_child (GTK_WINDOW (fixture->window), NULL);
  fake_app_stop (fixture->app);

  gradio_client_restore_async (client, snapshot, NULL, restored_cb, &restored);
  wait_until (restored);
  theme = sp_app_theme_new (client, fixture->window);
  sp_app_theme_set_enabled (theme, TRUE);
  wait_until (is_loaded (theme));
}

/* It ends as soon as the page does, also while it waits. */
static void
test_closed (Fixture *fixture, gconstpointer data)
{
  open_again (fixture);
  g_object_add_weak_pointer (G_OBJECT (fixture->page), (gpointer *) &fixture->page);
  gtk_window_set_child (GTK_WINDOW (fixture->window), NULL);
  wait_until (fixture->page == NULL);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  add ("/app-opening/same", test_same);
  add ("/app-opening/tab", test_tab);
  add ("/app-opening/changed", test_changed);
  add ("/app-opening/error", test_error);
  add ("/app-opening/dead", test_dead);
  add ("/app-opening/login", test_login);
  add ("/app-opening/theme", test_theme);
  add ("/app-opening/closed", test_closed);

  return g_test_run ();
}
