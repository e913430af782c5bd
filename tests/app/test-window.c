/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window, its tabs and what they show. */
#include "app-fixture.h"
#include "desktop.h"

#include "sp-application.h"
#include "sp-duplicate-bar.h"
#include "sp-duplicate-dialog.h"
#include "sp-hub-moment.h"
#include "sp-job-result.h"
#include "sp-jobs-view.h"
#include "sp-jobs-window.h"
#include "sp-launcher.h"
#include "sp-quota-bar.h"
#include "sp-quota-words.h"
#include "sp-result-window.h"
#include "sp-run-row.h"
#include "sp-start-page.h"
#include "sp-window.h"

typedef struct {
  FakeApp       *app;
  SpSettings    *settings;
  SpRecentApps  *recent;
  SpLibrary     *library;
  SpHubAccounts *accounts;
  SpWindow      *window;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->app = fake_app_new ();
  fixture->settings = sp_settings_new (TRUE);
  fixture->recent = sp_recent_apps_new (fixture->settings);
  fixture->library = sp_library_new (NULL, fixture->settings);
  fixture->accounts = sp_hub_accounts_new ();
  fixture->window = sp_window_new ((GtkApplication *) data, fixture->settings, fixture->recent, fixture->library,
                                   fixture->accounts);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_object_add_weak_pointer (G_OBJECT (fixture->window), (gpointer *) &fixture->window);
  gtk_window_close (GTK_WINDOW (fixture->window));
  wait_until (fixture->window == NULL);
  release ((gpointer *) &fixture->accounts); /* a page ends with the last answer of its app */
  g_assert_finalize_object (fixture->library);
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

  wait_until (sp_library_get_loaded (fixture->library));
  sp_window_open (fixture->window, "space:no<such>");
  wait_until (shows_text (widget (fixture), "Not Installed"));
  g_assert_nonnull (find_widget (widget (fixture), GTK_TYPE_BUTTON, "Install a Space…"));
  gtk_widget_activate_action (widget (fixture), "win.reload", NULL); /* it is looked for again */
  g_assert_true (shows_text (widget (fixture), "Not Installed"));
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

/* The fake app calls its first job e1, its second e2. */
#define MESSAGE(id, msg, more) "data: {\"msg\":\"" msg "\",\"event_id\":\"" id "\"" more "}\n\n"
#define STARTS MESSAGE ("e1", "process_starts", "")
#define COMPLETED MESSAGE ("e1", "process_completed", ",\"success\":true,\"output\":{\"data\":[\"HELLO\"]}")
#define CLOSE "data: {\"msg\":\"close_stream\",\"event_id\":null}\n\n"
#define QUEUE(id, seconds) MESSAGE (id, "estimation", ",\"rank\":9,\"queue_size\":10,\"rank_eta\":" seconds)

/* Runs /echo, against a server that says @first and @second. */
static SpEndpointForm *
run_echo (Fixture    *fixture,
          const char *first,
          const char *second,
          const char *third)
{
  const char     *script[] = { first, second, third, NULL };
  SpEndpointForm *form = NULL;

  fake_app_set_stream (fixture->app, script);
  wait_until (sp_app_page_get_client (sp_window_get_app_page (fixture->window)) != NULL);
  form = sp_api_view_show_endpoint (sp_app_page_get_view (sp_window_get_app_page (fixture->window)), "/echo");
  sp_endpoint_form_run (form);
  g_assert_true (sp_endpoint_form_get_running (form));

  return form;
}

static GtkWidget *
find_dialog (GType type)
{
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

    if (g_type_is_a (G_OBJECT_TYPE (window), type) && gtk_widget_get_visible (window))
      return window; /* the list holds it */
  }

  return NULL;
}

/* What ends while nobody looks is told, and leads back to its app. */
static void
test_notification (Fixture      *fixture,
                   gconstpointer data)
{
  static Desktop              desktop; /* what was called may come later than the test lasts */
  g_autoptr (GDBusConnection) connection = desktop_new (&desktop);

  open_app (fixture);
  gtk_widget_set_visible (widget (fixture), FALSE);
  run_echo (fixture, STARTS, COMPLETED, CLOSE);
  wait_until (*desktop.told->str != '\0');
  g_assert_true (g_str_has_prefix (desktop.told->str, "Fake|/echo: Done"));

  sp_window_new_tab (fixture->window);
  gtk_widget_set_visible (widget (fixture), FALSE);
  desktop_click (connection);
  wait_until (gtk_widget_get_mapped (widget (fixture)));
  g_assert_nonnull (sp_window_get_app_page (fixture->window)); /* and not the new tab */
  wait_until (desktop.n_closed > 0);                           /* it was seen */

  desktop_close (g_steal_pointer (&connection));
}

/* What goes on can be stopped, or be left to itself. */
static void
test_quit (Fixture      *fixture,
           gconstpointer data)
{
  SpEndpointForm *form = NULL;

  open_app (fixture);
  form = run_echo (fixture, STARTS, "HANG", NULL);
  gtk_window_close (GTK_WINDOW (fixture->window));
  wait_until (find_dialog (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  g_assert_nonnull (strstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (find_dialog (ADW_TYPE_MESSAGE_DIALOG))),
                            "1 run goes on"));
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (find_dialog (ADW_TYPE_MESSAGE_DIALOG)), "cancel");
  g_assert_true (gtk_widget_get_visible (widget (fixture)));

  gtk_window_close (GTK_WINDOW (fixture->window));
  wait_until (find_dialog (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (find_dialog (ADW_TYPE_MESSAGE_DIALOG)), "keep");
  g_assert_false (gtk_widget_get_visible (widget (fixture)));
  g_assert_true (sp_endpoint_form_get_running (form)); /* the program is started again, and it is still at it */
  g_application_activate ((GApplication *) data);
  wait_until (gtk_widget_get_mapped (widget (fixture)));
  g_assert_true (sp_endpoint_form_get_running (form));

  gtk_window_close (GTK_WINDOW (fixture->window));
  wait_until (find_dialog (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  g_object_add_weak_pointer (G_OBJECT (form), (gpointer *) &form);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (find_dialog (ADW_TYPE_MESSAGE_DIALOG)), "stop");
  wait_until (form == NULL);
  fixture->window = sp_window_new ((GtkApplication *) data, fixture->settings, fixture->recent, fixture->library,
                                   fixture->accounts); /* to be torn down */
  sp_window_new_tab (fixture->window);
  present (fixture);
}

/* The list of all apps, each below its name; what is stopped is gone. */
static void
test_jobs (Fixture      *fixture,
           gconstpointer data)
{
  GtkWidget *window = NULL;

  open_app (fixture);
  gtk_widget_activate_action (widget (fixture), "win.show-jobs", NULL);
  window = find_dialog (SP_TYPE_JOBS_WINDOW);
  g_assert_nonnull (window);
  wait_until (shows_text (window, "Nothing Goes On"));
  run_echo (fixture, STARTS, "HANG", NULL);
  wait_until (shows_text (window, "Fake") && shows_text (window, "/echo"));
  sp_window_new_tab (fixture->window);
  g_assert_null (sp_window_get_app_page (fixture->window));
  g_signal_emit_by_name (gtk_widget_get_parent (find_widget (window, SP_TYPE_RUN_ROW, NULL)), "row-activated",
                         find_widget (window, SP_TYPE_RUN_ROW, NULL));
  g_assert_nonnull (sp_window_get_app_page (fixture->window));

  sp_endpoint_form_cancel (sp_api_view_get_form (sp_app_page_get_view (sp_window_get_app_page (fixture->window))));
  wait_until (shows_text (window, "Nothing Goes On"));
}

/* Jobs of an app: the one that goes on, the one that is done, and what an earlier one returned. */
static void
test_jobs_view (Fixture      *fixture,
                gconstpointer data)
{
  SpAppPage *page = NULL;
  GtkWidget *view = NULL;
  GtkWidget *row = NULL;
  GtkWidget *window = NULL;

  open_app (fixture);
  page = sp_window_get_app_page (fixture->window);
  view = find_widget (GTK_WIDGET (page), SP_TYPE_JOBS_VIEW, NULL);
  run_echo (fixture, STARTS, COMPLETED, CLOSE);
  gtk_widget_activate_action (widget (fixture), "win.show-view", "s", "jobs");
  wait_until (g_list_model_get_n_items (sp_app_jobs_get_done (sp_app_page_get_jobs (page))) == 1);
  wait_until (shows_text (view, "/echo") && shows_text (view, "Done"));
  gtk_widget_activate_action (widget (fixture), "win.show-view", "s", "files"); /* it has none */
  g_assert_true (gtk_widget_get_mapped (view));

  row = find_widget (view, SP_TYPE_RUN_ROW, NULL);
  run_echo (fixture, QUEUE ("e2", "1"), "HANG", NULL);
  wait_until (shows_text (view, "Waiting and Running"));
  g_signal_emit_by_name (gtk_widget_get_parent (row), "row-activated", row);
  window = g_object_ref (find_dialog (SP_TYPE_RESULT_WINDOW));
  g_assert_nonnull (find_widget (window, SP_TYPE_JOB_RESULT, NULL));
  g_assert_true (gtk_widget_get_mapped (view));
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (window);

  g_signal_emit_by_name (find_widget (view, GTK_TYPE_BUTTON, "Stop All"), "clicked");
  wait_until (!shows_text (view, "Waiting and Running"));
  g_signal_emit_by_name (gtk_widget_get_parent (find_widget (view, SP_TYPE_RUN_ROW, NULL)), "row-activated",
                         find_widget (view, SP_TYPE_RUN_ROW, NULL));
  g_assert_false (gtk_widget_get_mapped (view)); /* the last one's result is below its form */
  gtk_widget_activate_action (widget (fixture), "win.show-view", "s", "jobs");
  g_signal_emit_by_name (find_widget (view, GTK_TYPE_BUTTON, "Clear"), "clicked");
  wait_until (shows_text (view, "Nothing Has Run Yet"));
  g_object_add_weak_pointer (G_OBJECT (view), (gpointer *) &view);
  gtk_widget_activate_action (widget (fixture), "win.close-tab", NULL);
  wait_until (view == NULL);
}

/* A long queue, and too many calls, of a Space and of nothing else; once it was closed, for good. */
static void
test_duplicate (Fixture      *fixture,
                gconstpointer data)
{
  GtkWidget      *bar = NULL;
  SpEndpointForm *form = NULL;

  fake_app_set_space (fixture->app, "owner/name");
  open_app (fixture);
  bar = find_widget (widget (fixture), SP_TYPE_DUPLICATE_BAR, NULL);
  form = run_echo (fixture, QUEUE ("e1", "20"), "HANG", NULL);
  wait_until (gradio_job_get_eta (sp_endpoint_form_get_job (form)) > 0);
  g_assert_false (gtk_widget_get_visible (bar));
  sp_endpoint_form_cancel (form);
  form = run_echo (fixture, QUEUE ("e2", "170"), "HANG", NULL);
  wait_until (shows_text (bar, "Many wait for this Space: about 3 min left. A copy of your own has no queue."));
  g_signal_emit_by_name (find_widget (bar, GTK_TYPE_BUTTON, "Duplicate…"), "clicked");
  gtk_window_destroy (GTK_WINDOW (find_dialog (SP_TYPE_DUPLICATE_DIALOG)));
  g_signal_emit_by_name (gtk_widget_get_next_sibling (find_widget (bar, GTK_TYPE_BUTTON, "Duplicate…")), "clicked");
  g_assert_false (gtk_widget_get_visible (bar));
  sp_endpoint_form_cancel (form);
  form = run_echo (fixture, QUEUE ("e3", "170"), "HANG", NULL);
  wait_until (gradio_job_get_eta (sp_endpoint_form_get_job (form)) > 0);
  g_assert_false (gtk_widget_get_visible (bar)); /* it was closed, for good */
  sp_endpoint_form_cancel (form);
}

static void
test_too_many (Fixture      *fixture,
               gconstpointer data)
{
  GtkWidget      *bar = NULL;
  SpEndpointForm *form = NULL;

  fake_app_set_space (fixture->app, "owner/name");
  open_app (fixture);
  bar = find_widget (widget (fixture), SP_TYPE_DUPLICATE_BAR, NULL);
  fake_app_answer (fixture->app, "/gradio_api/queue/join", 429, "application/json", "{\"detail\":\"Too many requests\"}");
  wait_until (sp_app_page_get_client (sp_window_get_app_page (fixture->window)) != NULL);
  gradio_client_set_busy_retries (sp_app_page_get_client (sp_window_get_app_page (fixture->window)), 0);
  form = run_echo (fixture, STARTS, NULL, NULL);
  wait_until (!sp_endpoint_form_get_running (form));
  wait_until (shows_text (bar, "This Space has more visitors than it can serve. A copy of your own has no queue."));
}

/* An app that is no Space has no copy, and what is no name leads nowhere. */
static void
test_no_duplicate (Fixture      *fixture,
                   gconstpointer data)
{
  static const char *const bad[] = { NULL, "", "owner", "owner/name?x#y/../..", "owner/name\n" };
  GtkWidget               *bar = NULL;
  SpEndpointForm          *form = NULL;

  open_app (fixture);
  bar = find_widget (widget (fixture), SP_TYPE_DUPLICATE_BAR, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    sp_duplicate_bar_tell (SP_DUPLICATE_BAR (bar), bad[i], -1);
  form = run_echo (fixture, QUEUE ("e1", "170"), "HANG", NULL);
  wait_until (gradio_job_get_eta (sp_endpoint_form_get_job (form)) > 0);
  g_assert_false (gtk_widget_get_visible (bar));
  sp_endpoint_form_cancel (form);
}

#define REFUSED                                                                                                      \
  MESSAGE ("e1", "process_completed",                                                                                \
           ",\"success\":false,\"output\":{\"title\":\"ZeroGPU quota exceeded\",\"error\":\"You have exceeded your " \
           "GPU quota (60s requested vs. 0s left). Try again in 0:21:36\"}")

static gint64
clock_cb (gpointer now)
{
  return *(gint64 *) now;
}

static void
press (GtkWidget  *root,
       const char *label)
{
  GtkWidget *button = find_widget (root, GTK_TYPE_BUTTON, label);

  g_assert_true (gtk_widget_get_mapped (button));
  g_signal_emit_by_name (button, "clicked");
}

/* What was refused runs when there is time again, with the values that it had, unless it was called off. */
static void
test_quota (Fixture      *fixture,
            gconstpointer data)
{
  static const char *const path = "/gradio_api/queue/join";
  gint64                   now = g_get_real_time () / G_USEC_PER_SEC;
  gint64                   moment = sp_quota_words_round_moment (now + 21 * 60 + 36);
  g_autofree char         *words = sp_hub_moment_dup_words (moment);
  g_autofree char         *label = g_strdup_printf ("Run at %s", words);
  g_autoptr (JsonNode)     first = json_from_string ("[\"first\"]", NULL);
  g_autoptr (JsonNode)     second = json_from_string ("[\"second\"]", NULL);
  SpEndpointForm          *form = NULL;
  SpRunLater              *later = NULL;
  GtkWidget               *bar = NULL;

  fake_app_set_space (fixture->app, "owner/name");
  open_app (fixture);
  wait_until (sp_app_page_get_client (sp_window_get_app_page (fixture->window)) != NULL);
  form = sp_api_view_show_endpoint (sp_app_page_get_view (sp_window_get_app_page (fixture->window)), "/echo");
  sp_endpoint_form_set_values (form, json_node_get_array (first));
  bar = find_widget (widget (fixture), SP_TYPE_QUOTA_BAR, NULL);
  later = sp_quota_bar_get_later (SP_QUOTA_BAR (bar));
  sp_run_later_set_clock (later, clock_cb, &now);
  run_echo (fixture, STARTS, REFUSED, CLOSE);
  wait_until (gtk_widget_get_mapped (bar) && find_widget (bar, GTK_TYPE_BUTTON, label) != NULL);
  sp_endpoint_form_set_values (form, json_node_get_array (second));

  press (bar, label);
  now = moment - 1;
  sp_run_later_check (later);
  press (bar, "Call Off");
  now = moment + 8 * 3600; /* the computer slept */
  sp_run_later_check (later);
  g_assert_cmpuint (fake_app_count_requests (fixture->app, path), ==, 1);

  now = moment - 1;
  press (bar, label);
  now = moment + 8 * 3600;
  fake_app_set_stream (fixture->app, (const char *[]){ STARTS, COMPLETED, CLOSE, NULL });
  sp_run_later_check (later);
  g_assert_true (sp_endpoint_form_get_running (form));
  g_assert_false (gtk_widget_get_visible (bar));
  wait_until (!sp_endpoint_form_get_running (form));
  g_assert_cmpuint (fake_app_count_requests (fixture->app, path), ==, 2);
  g_assert_nonnull (strstr (fake_app_get_last_body (fixture->app, path), "\"first\""));
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
    { "/window/notification", test_notification },
    { "/window/quit", test_quit },
    { "/window/jobs", test_jobs },
    { "/window/jobs-view", test_jobs_view },
    { "/window/duplicate", test_duplicate },
    { "/window/too-many", test_too_many },
    { "/window/no-duplicate", test_no_duplicate },
    { "/window/quota", test_quota },
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
