/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The start page with the library on it, beside a Hub of the test's own. */
#include "app-fixture.h"

#include "sp-collections-dialog.h"
#include "sp-library-section.h"
#include "sp-name-dialog.h"
#include "sp-saved-row.h"
#include "sp-start-page.h"
#include "sp-window.h"

#include <libsoup/soup.h>

#define RUNTIME "{\"stage\": \"SLEEPING\", \"hardware\": {\"requested\": \"cpu-basic\"}}"
#define SPACE "{\"id\": \"acme/one\", \"author\": \"acme\", \"sdk\": \"gradio\"," \
              " \"cardData\": {\"title\": \"One\", \"emoji\": \"🎨\"},"         \
              " \"runtime\": " RUNTIME "}"

/* One for all the tests: its address is known before any thread is there. */
typedef struct {
  SoupServer *server; /* owned */
  guint       asked;  /* about a Space */
} Hub;

typedef struct {
  Hub           *hub;
  SpSettings    *settings;
  SpRecentApps  *recent;
  SpLibrary     *library;
  SpHubAccounts *accounts;
  SpSavedApps   *saved; /* of @library */
  GtkWidget     *window;
  GtkWidget     *page;   /* of @window */
  char          *opened; /* owned: what was asked for last */
  AdwToast      *toast;  /* owned: the last one */
} Fixture;

static const char *
get_answer (Hub        *hub,
            const char *path)
{
  if (g_str_has_prefix (path, "/api/spaces/acme/one")) {
    hub->asked++;
    return g_str_has_suffix (path, "/runtime") ? RUNTIME : SPACE;
  }
  if (g_str_equal (path, "/api/whoami-v2"))
    return "{\"type\": \"user\", \"name\": \"acme\", \"auth\": {\"type\": \"access_token\"}}";
  if (g_str_equal (path, "/api/collections"))
    return "[{\"slug\": \"acme/best-1\", \"title\": \"Best\", \"items\": []}]";
  if (g_str_equal (path, "/api/collections/acme/best-1"))
    return "{\"items\": [{\"type\": \"space\", \"id\": \"acme/from-hub\", \"title\": \"From the Hub\"}]}";

  return NULL;
}

static void
hub_cb (SoupServer        *server,
        SoupServerMessage *message,
        const char        *path,
        GHashTable        *query,
        gpointer           user_data)
{
  const char *answer = get_answer (user_data, path);

  soup_server_message_set_status (message, answer != NULL ? 200 : 404, NULL);
  if (answer != NULL)
    soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, answer, strlen (answer));
}

static void
start_hub (Hub *hub)
{
  g_autoslist (GUri) uris = NULL;
  g_autofree char   *endpoint = NULL;

  hub->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (hub->server, NULL, hub_cb, hub, NULL);
  g_assert_true (soup_server_listen_local (hub->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  uris = soup_server_get_uris (hub->server);
  endpoint = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_setenv ("HF_ENDPOINT", endpoint, TRUE);
}

static void
opened_cb (Fixture    *fixture,
           const char *reference)
{
  g_free (fixture->opened);
  fixture->opened = g_strdup (reference);
}

static void
toast_cb (Fixture  *fixture,
          AdwToast *toast)
{
  g_set_object (&fixture->toast, toast);
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->hub = (Hub *) data;
  fixture->settings = sp_settings_new (TRUE);
  fixture->recent = sp_recent_apps_new (fixture->settings);
  fixture->library = sp_library_new (NULL, fixture->settings);
  fixture->accounts = sp_hub_accounts_new ();
  fixture->saved = sp_library_get_saved (fixture->library);
  wait_until (sp_saved_apps_get_loaded (fixture->saved));
  while (g_list_model_get_n_items (G_LIST_MODEL (fixture->saved)) > 0) {
    g_autoptr (SpSavedApp) app = g_list_model_get_item (G_LIST_MODEL (fixture->saved), 0); /* of the test before */

    sp_saved_apps_remove (fixture->saved, app);
  }
  fixture->page = sp_start_page_new (fixture->recent, fixture->library, fixture->accounts);
  g_signal_connect_swapped (fixture->page, "open", G_CALLBACK (opened_cb), fixture);
  g_signal_connect_swapped (fixture->page, "toast", G_CALLBACK (toast_cb), fixture);
  fixture->window = adw_window_new ();
  adw_window_set_content (ADW_WINDOW (fixture->window), fixture->page);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 700, 900);
  gtk_window_present (GTK_WINDOW (fixture->window));
  wait_until (gtk_widget_get_mapped (fixture->page));
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_object_add_weak_pointer (G_OBJECT (fixture->page), (gpointer *) &fixture->page);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->toast);
  wait_until (fixture->page == NULL);
  wait_until (!sp_saved_apps_is_saving (fixture->saved));
  g_assert_finalize_object (fixture->accounts);
  g_assert_finalize_object (fixture->library);
  g_assert_finalize_object (fixture->recent);
  g_assert_finalize_object (fixture->settings);
  g_free (fixture->opened);
}

static void
add (Fixture    *fixture,
     const char *reference,
     const char *title,
     gint64      used)
{
  g_autoptr (SpSavedApp) app = sp_saved_app_new (reference, title, NULL);

  sp_saved_app_set_times (app, 1, used);
  g_assert_true (sp_saved_apps_add (fixture->saved, app));
}

static void
count_rows_below (GtkWidget *widget,
                  guint     *n)
{
  if (SP_IS_SAVED_ROW (widget) && gtk_widget_get_mapped (widget))
    (*n)++;
  for (GtkWidget *i = gtk_widget_get_first_child (widget); i != NULL; i = gtk_widget_get_next_sibling (i))
    count_rows_below (i, n);
}

/* Of the library: others may run what they like on this computer. */
static guint
count_rows (Fixture *fixture)
{
  guint n = 0;

  count_rows_below (find_widget (fixture->page, SP_TYPE_LIBRARY_SECTION, NULL), &n);

  return n;
}

static GtkWidget *
get_row (Fixture    *fixture,
         const char *title)
{
  return gtk_widget_get_ancestor (find_widget (fixture->page, GTK_TYPE_LABEL, title), SP_TYPE_SAVED_ROW);
}

/* The entry of the library: lists to choose from have such entries inside, too. */
static void
search (Fixture    *fixture,
        const char *text)
{
  GtkWidget *section = find_widget (fixture->page, SP_TYPE_LIBRARY_SECTION, NULL);
  GtkWidget *child = gtk_widget_get_first_child (adw_bin_get_child (ADW_BIN (section)));

  while (!GTK_IS_SEARCH_ENTRY (child))
    child = gtk_widget_get_next_sibling (child);
  gtk_editable_set_text (GTK_EDITABLE (child), text);
}

static void
test_empty (Fixture      *fixture,
            gconstpointer data)
{
  int width = 0;

  g_assert_true (shows_text (fixture->page,
                             "Nothing saved yet. “Save to Library” in the menu of an app keeps it here."));
  g_assert_true (shows_text (fixture->page, "Signing in is optional; it gives private Spaces and more GPU time."));
  g_assert_nonnull (find_widget (fixture->page, GTK_TYPE_BUTTON, "Find on the Hub"));
  g_assert_nonnull (find_widget (fixture->page, GTK_TYPE_BUTTON, "My Spaces"));
  add (fixture, "https://a-long-name.of-a-server.that-does-not-end.example/with/a/path/that/does/not/either",
       "Avery"
       "longwordthatcannotbebrokenanywhereandgoesonandon",
       1);
  wait_until (count_rows (fixture) == 1);
  gtk_widget_measure (fixture->page, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  g_assert_cmpint (width, <=, 360);
}

static void
test_rows (Fixture      *fixture,
           gconstpointer data)
{
  for (int i = 0; i < 60; i++) {
    g_autofree char *reference = g_strdup_printf ("http://192.0.2.7/%d", i);
    g_autofree char *title = g_strdup_printf ("App %d", i);

    add (fixture, reference, title, 1000 - i);
  }
  wait_until (count_rows (fixture) == 12); /* no more than that, however many there are */
  g_signal_emit_by_name (find_widget (fixture->page, GTK_TYPE_BUTTON, "Show 48 More"), "clicked");
  wait_until (count_rows (fixture) == 60);

  search (fixture, "app 47");
  wait_until (count_rows (fixture) == 1);
  g_signal_emit_by_name (get_row (fixture, "App 47"), "activate");
  g_assert_cmpstr (fixture->opened, ==, "http://192.0.2.7/47");
  search (fixture, "owner/palette");
  wait_until (shows_text (fixture->page, "Nothing found for “owner/palette”"));
  g_signal_emit_by_name (find_widget (fixture->page, GTK_TYPE_BUTTON, "Open as Address"), "clicked");
  wait_until (g_strcmp0 (fixture->opened, "owner/palette") == 0);
}

static void
test_remove (Fixture      *fixture,
             gconstpointer data)
{
  add (fixture, "http://192.0.2.7/", "<b>Lab</b> & Co", 1);
  wait_until (count_rows (fixture) == 1);
  gtk_widget_activate_action (get_row (fixture, "<b>Lab</b> & Co"), "saved.remove", NULL);
  wait_until (count_rows (fixture) == 0);
  g_assert_cmpstr (adw_toast_get_title (fixture->toast), ==,
                   "“&lt;b&gt;Lab&lt;/b&gt; &amp; Co” removed from the library");
  g_signal_emit_by_name (fixture->toast, "button-clicked");
  wait_until (count_rows (fixture) == 1);
}

static GtkWidget *
find_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

    if (G_TYPE_CHECK_INSTANCE_TYPE (window, type) && gtk_widget_get_visible (window))
      return window;
  }

  return NULL;
}

/* Types a name into the dialog, which goes away. */
static void
give_name (const char *name,
           const char *verb)
{
  GtkWidget *dialog = find_window (SP_TYPE_NAME_DIALOG);

  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  gtk_editable_set_text (GTK_EDITABLE (find_widget (dialog, GTK_TYPE_ENTRY, NULL)), name);
  g_signal_emit_by_name (find_widget (dialog, GTK_TYPE_BUTTON, verb), "clicked");
  wait_until (dialog == NULL);
}

static void
test_collections (Fixture      *fixture,
                  gconstpointer data)
{
  GtkWidget *section = find_widget (fixture->page, SP_TYPE_LIBRARY_SECTION, NULL);
  GtkWidget *dialog = NULL;

  add (fixture, "http://192.0.2.7/a", "A", 1);
  add (fixture, "http://192.0.2.7/b", "B", 2);
  wait_until (count_rows (fixture) == 2);
  gtk_widget_activate_action (get_row (fixture, "A"), "saved.collections", NULL);
  dialog = find_window (SP_TYPE_COLLECTIONS_DIALOG);
  gtk_editable_set_text (GTK_EDITABLE (find_widget (dialog, ADW_TYPE_ENTRY_ROW, NULL)), "First");
  g_signal_emit_by_name (find_widget (dialog, ADW_TYPE_ENTRY_ROW, NULL), "apply");
  g_assert_true (sp_saved_app_is_in (sp_saved_apps_find (fixture->saved, "http://192.0.2.7/a"), "First"));
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (find_widget (dialog, GTK_TYPE_CHECK_BUTTON, NULL))));
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  gtk_window_close (GTK_WINDOW (dialog));
  wait_until (dialog == NULL);

  gtk_drop_down_set_selected (GTK_DROP_DOWN (find_widget (section, GTK_TYPE_DROP_DOWN, NULL)), 1);
  wait_until (count_rows (fixture) == 1);
  gtk_widget_activate_action (section, "library.rename-collection", NULL);
  give_name ("Second", "_Rename");
  g_assert_cmpuint (count_rows (fixture), ==, 1); /* it is still in front */
  gtk_widget_activate_action (section, "library.delete-collection", NULL);
  wait_until (count_rows (fixture) == 2);
  g_signal_emit_by_name (fixture->toast, "button-clicked");
  g_assert_true (sp_saved_app_is_in (sp_saved_apps_find (fixture->saved, "http://192.0.2.7/a"), "Second"));
  g_ptr_array_unref (sp_saved_apps_remove_collection (fixture->saved, "Second"));

  gtk_widget_activate_action (section, "library.new-collection", NULL);
  give_name ("Third", "_Create");
  wait_until (shows_text (section, "This collection is empty. Add apps to it by their menus."));
  gtk_widget_activate_action (section, "library.delete-collection", NULL);
}

/* What the Hub says of a Space; it is not asked again when the page comes back soon. */
static void
test_states (Fixture      *fixture,
             gconstpointer data)
{
  guint asked = 0;

  add (fixture, "acme/one", NULL, 1);
  wait_until (shows_text (fixture->page, "Asleep"));
  wait_until (shows_text (fixture->page, "One")); /* its title comes with its look */
  wait_until (sp_saved_app_get_color_from (sp_saved_apps_find (fixture->saved, "acme/one")) != NULL);
  asked = fixture->hub->asked;
  g_assert_cmpuint (asked, ==, 2);
  gtk_widget_set_visible (fixture->page, FALSE);
  gtk_widget_set_visible (fixture->page, TRUE);
  search (fixture, "nothing");
  wait_until (count_rows (fixture) == 0);
  search (fixture, "");
  wait_until (shows_text (fixture->page, "Asleep"));
  g_assert_cmpuint (fixture->hub->asked, ==, asked);
}

/* The collections of the account are there to be looked at, and their Spaces can be saved. */
static void
test_hub_collections (Fixture      *fixture,
                      gconstpointer data)
{
  GtkWidget *section = find_widget (fixture->page, SP_TYPE_LIBRARY_SECTION, NULL);
  GtkWidget *choice = find_widget (section, GTK_TYPE_DROP_DOWN, NULL);
  GtkWidget *row = NULL;

  sp_hub_accounts_load_async (fixture->accounts, NULL, NULL, NULL);
  wait_until (sp_hub_accounts_get_current (fixture->accounts) != NULL);
  wait_until (gtk_widget_get_visible (choice));
  g_assert_false (shows_text (fixture->page, "Signing in is optional; it gives private Spaces and more GPU time."));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), 1);
  wait_until (count_rows (fixture) == 1);
  row = get_row (fixture, "From the Hub");
  g_signal_emit_by_name (row, "activate");
  g_assert_cmpstr (fixture->opened, ==, "acme/from-hub");
  gtk_widget_activate_action (row, "saved.remove", NULL); /* they are not the library's */
  g_assert_cmpuint (count_rows (fixture), ==, 1);
}

/* What other pages ask the window for. */
static void
test_save (Fixture      *fixture,
           gconstpointer data)
{
  SpWindow   *window = sp_window_new (NULL, fixture->settings, fixture->recent, fixture->library, fixture->accounts);
  GtkWidget  *widget = GTK_WIDGET (window);
  SpSavedApp *app = NULL;

  gtk_window_present (GTK_WINDOW (window));
  wait_until (gtk_widget_get_mapped (widget));
  gtk_widget_activate_action (widget, "win.save-app", "(sss)", "file:///etc/passwd", "", "");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->saved)), ==, 0);
  gtk_widget_activate_action (widget, "win.save-app", "(sss)", "acme/one", "One", "🎨");
  app = sp_saved_apps_find (fixture->saved, "acme/one");
  g_assert_cmpstr (sp_saved_app_get_title (app), ==, "One");
  g_assert_cmpstr (sp_saved_app_get_emoji (app), ==, "🎨");
  gtk_widget_activate_action (widget, "win.save-app", "(sss)", "https://huggingface.co/spaces/acme/one", "Two", "");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->saved)), ==, 1);

  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_destroy (GTK_WINDOW (window));
  wait_until (window == NULL);
}

#define add_test(path, function) g_test_add (path, Fixture, &hub, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  Hub hub = { 0 };
  int status = EXIT_SUCCESS;

  g_setenv ("HF_TOKEN", "hf_of_the_test", TRUE);
  start_hub (&hub);
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  add_test ("/start-page/empty", test_empty);
  add_test ("/start-page/rows", test_rows);
  add_test ("/start-page/remove", test_remove);
  add_test ("/start-page/collections", test_collections);
  add_test ("/start-page/states", test_states);
  add_test ("/start-page/hub-collections", test_hub_collections);
  add_test ("/start-page/save", test_save);

  status = g_test_run ();
  soup_server_disconnect (hub.server);
  g_object_unref (hub.server);

  return status;
}
