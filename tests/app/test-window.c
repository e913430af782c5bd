/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window, its tabs and what they show. */
#include "app-fixture.h"

#include "sp-application.h"
#include "sp-launcher.h"
#include "sp-start-page.h"
#include "sp-window.h"

typedef struct {
  FakeApp      *app;
  SpSettings   *settings;
  SpRecentApps *recent;
  SpWindow     *window;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->app = fake_app_new ();
  fixture->settings = sp_settings_new (TRUE);
  fixture->recent = sp_recent_apps_new (fixture->settings);
  fixture->window = sp_window_new ((GtkApplication *) data, fixture->settings, fixture->recent);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_object_add_weak_pointer (G_OBJECT (fixture->window), (gpointer *) &fixture->window);
  gtk_window_close (GTK_WINDOW (fixture->window));
  wait_until (fixture->window == NULL);
  g_assert_finalize_object (fixture->recent);
  g_assert_finalize_object (fixture->settings);
  fake_app_free (fixture->app);
}

static GtkWidget *
widget (Fixture *fixture)
{
  return GTK_WIDGET (fixture->window);
}

static int
count_tabs (Fixture *fixture)
{
  return adw_tab_view_get_n_pages (ADW_TAB_VIEW (find_widget (widget (fixture), ADW_TYPE_TAB_VIEW, NULL)));
}

static const char *
get_address (Fixture *fixture)
{
  return gtk_editable_get_text (GTK_EDITABLE (find_widget (widget (fixture), GTK_TYPE_ENTRY, NULL)));
}

static void
present (Fixture *fixture)
{
  gtk_window_present (GTK_WINDOW (fixture->window));
  wait_until (gtk_widget_get_mapped (widget (fixture)));
}

static void
open_app (Fixture *fixture)
{
  sp_window_open (fixture->window, fake_app_get_uri (fixture->app));
  present (fixture);
  wait_until (sp_app_page_get_view (sp_window_get_app_page (fixture->window)) != NULL);
}

static void
test_start_page (Fixture      *fixture,
                 gconstpointer data)
{
  g_assert_true (sp_window_is_empty (fixture->window));
  sp_window_new_tab (fixture->window);
  present (fixture);
  g_assert_cmpint (count_tabs (fixture), ==, 1);
  g_assert_null (sp_window_get_app_page (fixture->window));
  g_assert_true (shows_text (widget (fixture), "Open an App"));
  g_assert_true (shows_text (widget (fixture), "Apps that you open will be kept here."));
}

static void
test_open (Fixture      *fixture,
           gconstpointer data)
{
  sp_window_new_tab (fixture->window);
  open_app (fixture);
  g_assert_cmpint (count_tabs (fixture), ==, 1); /* the start page gave its place */
  g_assert_cmpstr (get_address (fixture), ==, fake_app_get_uri (fixture->app));
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (fixture->window)), ==, "Fake – Spaceport");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->recent)), ==, 1);

  sp_window_new_tab (fixture->window);
  g_assert_cmpint (count_tabs (fixture), ==, 2);
  sp_window_open (fixture->window, fake_app_get_uri (fixture->app)); /* it is open already */
  g_assert_cmpint (count_tabs (fixture), ==, 2);
  g_assert_nonnull (sp_window_get_app_page (fixture->window));
}

static void
test_error (Fixture      *fixture,
            gconstpointer data)
{
  g_autofree char *address = g_strconcat (fake_app_get_uri (fixture->app), "/<b>&", NULL);

  fake_app_answer (fixture->app, "/config", 200, "text/html", "<html>no</html>");
  fake_app_answer (fixture->app, "/<b>&/config", 200, "text/html", "<html>no</html>");
  fake_app_answer (fixture->app, "/<b>&", 200, "text/html", "<html>no</html>");
  fake_app_answer (fixture->app, "/<b>&/", 200, "text/html", "<html>no</html>");
  sp_window_open (fixture->window, address);
  present (fixture);
  wait_until (sp_app_page_get_failed (sp_window_get_app_page (fixture->window)));
  g_assert_cmpstr (get_address (fixture), ==, address);
  g_assert_nonnull (find_widget (widget (fixture), GTK_TYPE_BUTTON, "Try Again"));
  g_assert_nonnull (find_widget (widget (fixture), GTK_TYPE_BUTTON, "Edit Address"));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->recent)), ==, 0);

  sp_window_open (fixture->window, "no address at all"); /* in the same tab */
  wait_until (shows_text (widget (fixture), "Not an Address"));
  g_assert_cmpint (count_tabs (fixture), ==, 1);
}

/* What was typed stays when the server has gone and come back. */
static void
test_reload (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr (JsonArray)  values = json_array_new ();
  g_autoptr (JsonObject) changes = NULL;
  SpApiView             *view;

  open_app (fixture);
  view = sp_app_page_get_view (sp_window_get_app_page (fixture->window));
  json_array_add_string_element (values, "typed");
  sp_endpoint_form_set_values (sp_api_view_get_form (view), values);
  gtk_widget_activate_action (widget (fixture), "win.reload", NULL);
  wait_until (sp_app_page_get_view (sp_window_get_app_page (fixture->window)) != view);

  view = sp_app_page_get_view (sp_window_get_app_page (fixture->window));
  changes = sp_endpoint_form_dup_changes (sp_api_view_get_form (view));
  g_assert_cmpstr (json_object_get_string_member (changes, "word"), ==, "typed");
}

static void
test_close_tab (Fixture      *fixture,
                gconstpointer data)
{
  open_app (fixture);
  gtk_widget_activate_action (widget (fixture), "win.close-tab", NULL);
  g_assert_cmpint (count_tabs (fixture), ==, 1); /* the start page takes its place */
  g_assert_null (sp_window_get_app_page (fixture->window));
  g_assert_cmpstr (get_address (fixture), ==, "");
  wait_until (shows_text (widget (fixture), "Recent"));
}

static void
test_recent_undo (Fixture      *fixture,
                  gconstpointer data)
{
  g_autoptr (SpRecentApp) app = sp_recent_app_new ("owner/<i>name", "A & B </", 1);
  GtkWidget              *row;

  sp_recent_apps_add (fixture->recent, app);
  sp_window_new_tab (fixture->window);
  present (fixture);
  row = find_widget (widget (fixture), g_type_from_name ("SpRecentRow"), NULL);
  g_assert_true (shows_text (row, "owner/<i>name"));
  g_assert_true (shows_text (row, "A & B </"));
  g_signal_emit_by_name (find_widget (row, GTK_TYPE_BUTTON, NULL), "clicked");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->recent)), ==, 0);
  wait_until (shows_text (widget (fixture), "“A & B </” removed"));
  gtk_widget_activate_action (widget (fixture), "win.restore-recent", "(ssx)", "owner/<i>name", "A & B </", (gint64) 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->recent)), ==, 1);
}

/* However many messages an app sends, and whatever is in them. */
static void
test_toasts (Fixture      *fixture,
             gconstpointer data)
{
  sp_window_new_tab (fixture->window);
  present (fixture);
  for (int i = 0; i < 50; i++)
    gtk_widget_activate_action (widget (fixture), "win.toast", "(su)", "<b>&amp", 1);
  wait_until (shows_text (widget (fixture), "<b>&amp"));
}

static gboolean
is_dark (void)
{
  return adw_style_manager_get_dark (adw_style_manager_get_default ());
}

static void
choose_scheme (const char *scheme)
{
  g_action_group_change_action_state (G_ACTION_GROUP (g_application_get_default ()), "color-scheme",
                                      g_variant_new_string (scheme));
}

/* The desktop's style, the program's, that of an address, and the user's for one app: each goes before those
 * before it, while its app is in front. */
static void
test_color_scheme (Fixture      *fixture,
                   gconstpointer data)
{
  g_autofree char *dark = g_strconcat (fake_app_get_uri (fixture->app), "/?a=b&__theme=dark", NULL);
  AdwStyleManager *manager = adw_style_manager_get_default ();
  SpAppSettings   *settings = NULL;

  sp_window_new_tab (fixture->window);
  present (fixture);
  choose_scheme ("dark");
  g_assert_true (is_dark ());
  choose_scheme ("light");
  g_assert_false (is_dark ());
  choose_scheme ("system");
  g_assert_cmpint (adw_style_manager_get_color_scheme (manager), ==, ADW_COLOR_SCHEME_DEFAULT);

  choose_scheme ("light");
  sp_window_open (fixture->window, dark);
  wait_until (is_dark ());
  settings = sp_app_page_get_settings (sp_window_get_app_page (fixture->window));
  g_assert_cmpstr (sp_app_settings_get_color_scheme (settings), ==, "dark");
  sp_window_new_tab (fixture->window); /* another page in front has its own style */
  g_assert_false (is_dark ());
  gtk_widget_activate_action (widget (fixture), "win.close-tab", NULL);
  wait_until (is_dark ());

  g_object_set (settings, "color-scheme", "system", NULL); /* as the program */
  g_assert_false (is_dark ());
  g_object_set (settings, "color-scheme", "dark", NULL);
  g_assert_true (is_dark ());
  gtk_widget_activate_action (widget (fixture), "win.reload", NULL); /* the choice is kept for the app */
  wait_until (sp_app_page_get_settings (sp_window_get_app_page (fixture->window)) != settings);
  g_assert_true (is_dark ());
  g_object_set (sp_app_page_get_settings (sp_window_get_app_page (fixture->window)), "color-scheme", "system", NULL);
  choose_scheme ("system");
}

/* On the message with this text, once it is there. */
static void
press_undo (Fixture    *fixture,
            const char *text)
{
  GtkWidget *label = NULL;
  GtkWidget *undo = NULL;

  wait_until (shows_text (widget (fixture), text));
  label = find_widget (widget (fixture), GTK_TYPE_LABEL, text);
  undo = find_widget (gtk_widget_get_ancestor (label, g_type_from_name ("AdwToastWidget")), GTK_TYPE_BUTTON, "Undo");
  g_assert_nonnull (undo);
  g_signal_emit_by_name (undo, "clicked");
}

/* Whether the menu of an app has an entry. */
static gboolean
offers (GtkWidget  *page,
        const char *text)
{
  GtkWidget *popover = find_widget (page, GTK_TYPE_POPOVER_MENU, NULL);
  GtkWidget *label = popover != NULL ? find_widget (popover, GTK_TYPE_LABEL, text) : NULL;

  return label != NULL &&
         gtk_widget_get_visible (gtk_widget_get_ancestor (label, g_type_from_name ("GtkModelButton")));
}

static gboolean
is_on_desktop (const char *reference)
{
  g_autofree char *id = sp_launcher_dup_id (reference);
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "applications", id, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* The menu offers one of the two, and each can be taken back. */
static void
test_launcher (Fixture      *fixture,
               gconstpointer data)
{
  const char *reference = fake_app_get_uri (fixture->app);
  GtkWidget  *page = NULL;

  open_app (fixture);
  page = GTK_WIDGET (sp_window_get_app_page (fixture->window));
  wait_until (sp_app_page_get_client (SP_APP_PAGE (page)) != NULL);
  wait_until (!offers (page, "Remove from Desktop") && offers (page, "Add to Desktop"));
  gtk_widget_activate_action (page, "page.add-launcher", NULL);
  wait_until (is_on_desktop (reference));
  wait_until (offers (page, "Remove from Desktop") && !offers (page, "Add to Desktop"));

  press_undo (fixture, "“Fake” added to the desktop");
  wait_until (!is_on_desktop (reference));
  press_undo (fixture, "“Fake” removed from the desktop");
  wait_until (is_on_desktop (reference));
  wait_until (offers (page, "Remove from Desktop"));
  gtk_widget_activate_action (page, "page.remove-launcher", NULL);
  wait_until (!is_on_desktop (reference));
}

static void
test_shortcuts (Fixture      *fixture,
                gconstpointer data)
{
  sp_window_new_tab (fixture->window);
  present (fixture);
  gtk_widget_activate_action (widget (fixture), "win.show-help-overlay", NULL);
  gtk_widget_activate_action (widget (fixture), "win.show-help-overlay", NULL); /* the same window again */
}

static void
test_size (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (GVariant) size = NULL;
  int                  width, height;

  sp_window_new_tab (fixture->window);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 777, 555);
  present (fixture);
  g_signal_emit_by_name (fixture->window, "close-request", &(gboolean){ FALSE });
  size = sp_settings_dup_value (fixture->settings, "window-size");
  g_variant_get (size, "(ii)", &width, &height);
  g_assert_cmpint (width, ==, 777);
  g_assert_cmpint (height, ==, 555);
}

int
main (int   argc,
      char *argv[])
{
  static const struct {
    const char *path;
    void (*func) (Fixture *, gconstpointer);
  } tests[] = {
    { "/window/start-page", test_start_page },
    { "/window/open", test_open },
    { "/window/error", test_error },
    { "/window/reload", test_reload },
    { "/window/close-tab", test_close_tab },
    { "/window/recent-undo", test_recent_undo },
    { "/window/toasts", test_toasts },
    { "/window/color-scheme", test_color_scheme },
    { "/window/launcher", test_launcher },
    { "/window/shortcuts", test_shortcuts },
    { "/window/size", test_size },
  };
  g_autoptr (SpApplication) application = sp_application_new (TRUE);
  g_autoptr (GError)        error = NULL;

  g_test_init (&argc, &argv, NULL);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, application, set_up, tests[i].func, tear_down);

  return g_test_run ();
}
