/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Own Spaces, what is done with them, and copies; the Hub is a server of the test. */
#include "app-fixture.h"

#include "sp-care-choice.h"
#include "sp-care-cost.h"
#include "sp-care-delete-dialog.h"
#include "sp-care-page.h"
#include "sp-care-variable-row.h"
#include "sp-duplicate-dialog.h"
#include "sp-my-spaces.h"

#define JSON "application/json"
#define SPACE "/api/spaces/ada/one"

#define WHO                                                                                                      \
  "{\"type\":\"user\",\"name\":\"ada\",\"orgs\":[{\"type\":\"org\",\"name\":\"club\",\"roleInOrg\":\"admin\"}]," \
  "\"auth\":{\"type\":\"access_token\",\"accessToken\":{\"role\":\"write\"}}}"

#define HARDWARE                                                                                       \
  "[{\"name\":\"cpu-basic\",\"prettyName\":\"CPU Basic\",\"unitCostUSD\":0,\"unitCostMicroUSD\":0,"    \
  "\"unitLabel\":\"minute\"},{\"name\":\"t4-small\",\"prettyName\":\"T4 small\",\"unitCostUSD\":0.01," \
  "\"unitCostMicroUSD\":10000,\"unitLabel\":\"minute\"}]"

#define RUNNING                                                                                  \
  "{\"stage\":\"RUNNING\",\"hardware\":{\"current\":\"cpu-basic\",\"requested\":\"cpu-basic\"}," \
  "\"gcTimeout\":172800,\"replicas\":{\"current\":1,\"requested\":1}}"
#define PAUSED \
  "{\"stage\":\"PAUSED\",\"hardware\":{\"current\":null,\"requested\":\"t4-small\"},\"replicas\":{\"requested\":1}}"

#define ONE(runtime)                                                                                                \
  "{\"id\":\"ada/one\",\"author\":\"ada\",\"sdk\":\"gradio\",\"sha\":\"0123456789012345678901234567890123456789\"," \
  "\"private\":true,\"usedStorage\":2048,\"lastModified\":\"2026-08-20T09:00:00.000Z\","                            \
  "\"cardData\":{\"title\":\"One <b>\",\"emoji\":\"1\"},\"runtime\":" runtime "}"

#define COMMIT(title)                                                              \
  "[{\"id\":\"0123456789012345678901234567890123456789\",\"title\":\"" title "\"," \
  "\"date\":\"2026-08-20T09:00:00.000Z\",\"authors\":[{\"user\":\"ada\"}]}]"

typedef struct {
  AppFixture     app;
  SpHubAccounts *accounts;
} Fixture;

static void
answer (Fixture    *fixture,
        const char *path,
        const char *body)
{
  fake_app_answer (fixture->app.app, path, 200, JSON, body);
}

static void
answer_space (Fixture    *fixture,
              const char *space,
              const char *runtime)
{
  answer (fixture, SPACE, space);
  answer (fixture, SPACE "/runtime", runtime);
}

static void
load_accounts (Fixture *fixture)
{
  sp_hub_accounts_load_async (fixture->accounts, NULL, NULL, NULL);
  wait_until (sp_hub_accounts_is_loaded (fixture->accounts));
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  app_fixture_set_up (&fixture->app, NULL);
  g_setenv ("HF_ENDPOINT", fake_app_get_uri (fixture->app.app), TRUE);
  fixture->accounts = sp_hub_accounts_new ();
  answer (fixture, "/api/whoami-v2", WHO);
  answer (fixture, "/api/spaces/hardware", HARDWARE);
  answer (fixture, "/api/spaces", "[" ONE (RUNNING) ", 7, {\"id\":3}]");
  answer_space (fixture, ONE (RUNNING), RUNNING);
  fake_app_answer (fixture->app.app, SPACE "/events", 403, JSON, "{\"error\":\"no\"}");
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  app_fixture_tear_down (&fixture->app, NULL);
  release ((gpointer *) &fixture->accounts); /* it may be about to write to the keyring */
}

static GtkWidget *
window (Fixture *fixture)
{
  return fixture->app.window;
}

/* Shows it with what gives it messages in passing. */
static GtkWidget *
show (Fixture   *fixture,
      GtkWidget *widget)
{
  GtkWidget *overlay = adw_toast_overlay_new ();

  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), widget);
  app_fixture_show (&fixture->app, overlay);

  return widget;
}

/* Takes it off the screen, and waits until nothing holds it any more. */
static void
finish (Fixture   *fixture,
        GtkWidget *widget)
{
  g_object_add_weak_pointer (G_OBJECT (widget), (gpointer *) &widget);
  gtk_window_set_child (GTK_WINDOW (window (fixture)), NULL);
  wait_until (widget == NULL);
}

static GtkWidget *
find_dialog (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) found = g_list_model_get_item (windows, i);

    if (g_type_is_a (G_OBJECT_TYPE (found), type) && gtk_widget_get_visible (found))
      return found; /* the list holds it */
  }

  return NULL;
}

/* It fits on the screen of a phone. */
static void
assert_narrow (GtkWidget *widget)
{
  int minimum = 0;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
}

/* Answers, and closes it as its buttons do. */
static void
respond (GtkWidget  *dialog,
         const char *response)
{
  g_object_ref (dialog);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), response);
  gtk_window_destroy (GTK_WINDOW (dialog));
  g_assert_finalize_object (dialog);
}

static GtkWidget *
show_care (Fixture *fixture)
{
  GtkWidget *page = NULL;

  load_accounts (fixture);
  page = show (fixture, sp_care_page_new (fixture->accounts, "ada/one"));
  wait_until (shows_text (page, "One <b>"));
  assert_narrow (page);

  return page;
}

/* The row with that title; NULL when there is none. */
static AdwComboRow *
look_for_row (GtkWidget  *root,
              const char *title)
{
  AdwComboRow *found = NULL;

  if (ADW_IS_COMBO_ROW (root) && g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title))
    return ADW_COMBO_ROW (root);

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = look_for_row (child, title);

  return found;
}

static AdwComboRow *
find_row (GtkWidget  *root,
          const char *title)
{
  AdwComboRow *row = look_for_row (root, title);

  g_assert_nonnull (row);

  return row;
}

static void
choose (AdwComboRow *row,
        const char  *value)
{
  GListModel *choices = adw_combo_row_get_model (row);

  for (guint i = 0; i < g_list_model_get_n_items (choices); i++) {
    g_autoptr (SpCareChoice) choice = g_list_model_get_item (choices, i);

    if (g_str_equal (sp_care_choice_get_value (choice), value)) {
      adw_combo_row_set_selected (row, i);
      return;
    }
  }
  g_assert_not_reached ();
}

static void
test_list (Fixture      *fixture,
           gconstpointer data)
{
  GtkWidget *spaces = show (fixture, sp_my_spaces_new (fixture->accounts));

  wait_until (shows_text (spaces, "One <b>"));
  g_assert_true (shows_text (spaces, "Running on CPU"));
  g_assert_cmpuint (fake_app_count_requests (fixture->app.app, "/api/spaces"), ==, 2); /* of the organisation, too */

  assert_narrow (spaces);
  gtk_editable_set_text (GTK_EDITABLE (find_widget (spaces, GTK_TYPE_SEARCH_ENTRY, NULL)), "one PRIVATE");
  wait_until (shows_text (spaces, "Nothing Found"));
  gtk_editable_set_text (GTK_EDITABLE (find_widget (spaces, GTK_TYPE_SEARCH_ENTRY, NULL)), "ONE running");
  wait_until (shows_text (spaces, "One <b>"));

  fake_app_answer (fixture->app.app, "/api/spaces", 200, JSON, "[" ONE (PAUSED) "]");
  gtk_widget_activate_action (find_widget (spaces, GTK_TYPE_LIST_VIEW, NULL), "spaces.reload", NULL);
  wait_until (!shows_text (spaces, "Running on CPU"));
  answer (fixture, "/api/spaces", "[" ONE (RUNNING) "]");
  sp_my_spaces_reload (SP_MY_SPACES (spaces));
  wait_until (shows_text (spaces, "Running on CPU"));
  finish (fixture, spaces);
}

static void
test_empty (Fixture      *fixture,
            gconstpointer data)
{
  GtkWidget *spaces = NULL;

  answer (fixture, "/api/spaces", "[]");
  spaces = show (fixture, sp_my_spaces_new (fixture->accounts));
  wait_until (shows_text (spaces, "No Spaces Yet"));
  finish (fixture, spaces);
}

/* A token that is not one any more. */
static void
test_refused (Fixture      *fixture,
              gconstpointer data)
{
  GtkWidget *spaces = NULL;

  fake_app_answer (fixture->app.app, "/api/whoami-v2", 401, JSON,
                   "{\"error\":\"Invalid credentials in Authorization header\"}");
  fake_app_answer (fixture->app.app, "/api/spaces", 401, JSON,
                   "{\"error\":\"Invalid credentials in Authorization header\"}");
  spaces = show (fixture, sp_my_spaces_new (fixture->accounts));
  wait_until (shows_text (spaces, "Your Spaces Cannot Be Listed") || shows_text (spaces, "You Are Not Signed In"));
  finish (fixture, spaces);
}

static void
test_signed_out (Fixture      *fixture,
                 gconstpointer data)
{
  GtkWidget *spaces = NULL;

  g_unsetenv ("HF_TOKEN");
  spaces = show (fixture, sp_my_spaces_new (fixture->accounts));
  wait_until (shows_text (spaces, "You Are Not Signed In"));
  g_assert_cmpuint (fake_app_count_requests (fixture->app.app, "/api/spaces"), ==, 0);
  g_setenv ("HF_TOKEN", "hf_ada", TRUE);
  finish (fixture, spaces);
}

/* What costs is said before, and only done when that is wanted. */
static void
test_cost (Fixture      *fixture,
           gconstpointer data)
{
  GtkWidget   *page = NULL;
  GtkWidget   *question = NULL;
  AdwComboRow *row = NULL;

  answer (fixture, SPACE "/hardware", PAUSED);
  page = show_care (fixture);
  row = find_row (page, "Hardware");
  wait_until (g_list_model_get_n_items (adw_combo_row_get_model (row)) == 2);
  choose (row, "t4-small");
  wait_until ((question = find_dialog (ADW_TYPE_MESSAGE_DIALOG)) != NULL);
  g_assert_nonnull (strstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (question)), "$0.60 an hour"));
  respond (question, "cancel");
  wait_until (g_strcmp0 (sp_care_choice_get_selected (row), "cpu-basic") == 0);
  g_assert_cmpuint (fake_app_count_requests (fixture->app.app, SPACE "/hardware"), ==, 0);

  wait_until (find_dialog (ADW_TYPE_MESSAGE_DIALOG) == NULL);
  choose (row, "t4-small");
  wait_until ((question = find_dialog (ADW_TYPE_MESSAGE_DIALOG)) != NULL);
  respond (question, "yes");
  wait_until (fake_app_count_requests (fixture->app.app, SPACE "/hardware") == 1);
  g_assert_nonnull (strstr (fake_app_get_last_body (fixture->app.app, SPACE "/hardware"), "t4-small"));
  wait_until (find_dialog (ADW_TYPE_MESSAGE_DIALOG) == NULL);
  finish (fixture, page);
}

/* What the Hub refuses is said in its words, and nothing is shown that is not so. */
static void
test_payment (Fixture      *fixture,
              gconstpointer data)
{
  GtkWidget   *page = show_care (fixture);
  GtkWidget   *dialog = NULL;
  AdwComboRow *row = find_row (page, "Hardware");

  fake_app_answer (fixture->app.app, SPACE "/hardware", 402, JSON, "{\"error\":\"Payment required\"}");
  wait_until (g_list_model_get_n_items (adw_combo_row_get_model (row)) == 2);
  choose (row, "t4-small");
  wait_until ((dialog = find_dialog (ADW_TYPE_MESSAGE_DIALOG)) != NULL);
  respond (dialog, "yes");
  wait_until ((dialog = find_dialog (ADW_TYPE_MESSAGE_DIALOG)) != NULL &&
              adw_message_dialog_has_response (ADW_MESSAGE_DIALOG (dialog), "settings"));
  g_assert_cmpstr (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (dialog)), ==, "The Hardware Is the Same");
  respond (dialog, "close");
  wait_until (g_strcmp0 (sp_care_choice_get_selected (row), "cpu-basic") == 0);
  wait_until (find_dialog (ADW_TYPE_MESSAGE_DIALOG) == NULL);
  finish (fixture, page);
}

/* A paused one on paid hardware costs as soon as it starts; what needs no question has an undo. */
static void
test_start (Fixture      *fixture,
            gconstpointer data)
{
  GtkWidget *page = NULL;
  GtkWidget *question = NULL;

  answer (fixture, SPACE "/pause", PAUSED);
  page = show_care (fixture);
  gtk_widget_activate_action (find_widget (page, ADW_TYPE_PREFERENCES_PAGE, NULL), "care.pause", NULL);
  wait_until (shows_text (window (fixture), "The Space is paused"));
  wait_until (shows_text (page, "Paused by its author"));
  g_assert_cmpuint (fake_app_count_requests (fixture->app.app, SPACE "/pause"), ==, 1);
  gtk_widget_activate_action (find_widget (page, ADW_TYPE_PREFERENCES_PAGE, NULL), "care.restart", NULL);
  wait_until ((question = find_dialog (ADW_TYPE_MESSAGE_DIALOG)) != NULL);
  respond (question, "cancel");
  g_assert_cmpuint (fake_app_count_requests (fixture->app.app, SPACE "/restart"), ==, 0);
  wait_until (find_dialog (ADW_TYPE_MESSAGE_DIALOG) == NULL);
  finish (fixture, page);
}

/* Each view, and what it says where there is nothing or the Hub refuses. */
static void
test_views (Fixture      *fixture,
            gconstpointer data)
{
  GtkWidget    *page = NULL;
  AdwViewStack *views = NULL;
  guint         n_asked = 0;

  answer (fixture, SPACE "/secrets", "{\"KEY\":{\"key\":\"KEY\",\"updatedAt\":\"2026-08-20T09:00:00.000Z\"}}");
  answer (fixture, SPACE "/variables", "{\"MODE\":{\"key\":\"MODE\",\"value\":\"<i>fast\"}}");
  answer (fixture, SPACE "/tree/0123456789012345678901234567890123456789",
          "[{\"type\":\"file\",\"path\":\"app.py\",\"size\":7,\"oid\":\"0123456789012345678901234567890123456789\"}]");
  answer (fixture, SPACE "/commits/main", COMMIT ("First"));
  fake_app_answer (fixture->app.app, SPACE "/logs/run", 403, JSON, "{\"error\":\"no\"}");
  fake_app_answer (fixture->app.app, SPACE "/metrics", 403, JSON, "{\"error\":\"no\"}");
  page = show_care (fixture);
  views = ADW_VIEW_STACK (find_widget (page, ADW_TYPE_VIEW_STACK, NULL));

  adw_view_stack_set_visible_child_name (views, "variables");
  wait_until (shows_text (page, "KEY") && shows_text (page, "<i>fast"));
  assert_narrow (page);
  answer (fixture, SPACE "/variables", "{\"MODE\":{\"key\":\"MODE\",\"value\":\"slow\"}}");
  gtk_widget_activate_action (page, "care.reload", NULL);
  wait_until (shows_text (page, "slow"));
  adw_view_stack_set_visible_child_name (views, "files");
  wait_until (shows_text (page, "app.py"));
  assert_narrow (page);
  adw_view_stack_set_visible_child_name (views, "commits");
  wait_until (shows_text (page, "First"));
  assert_narrow (page);
  answer (fixture, SPACE "/commits/main", COMMIT ("Second"));
  gtk_widget_activate_action (page, "care.reload", NULL);
  wait_until (shows_text (page, "Second"));
  adw_view_stack_set_visible_child_name (views, "logs");
  wait_until (fake_app_count_requests (fixture->app.app, SPACE "/logs/run") > 0);
  wait_until (shows_text (page, "No Output Yet"));
  wait_until (shows_text (page, "This account may not do that with “ada/one”, or its token only reads."
                                " Sign in as its owner, with a token that may write."));
  assert_narrow (page);
  n_asked = fake_app_count_requests (fixture->app.app, SPACE "/logs/run");
  gtk_widget_activate_action (page, "care.reload", NULL);
  wait_until (fake_app_count_requests (fixture->app.app, SPACE "/logs/run") > n_asked);
  finish (fixture, page);
}

/* A secret is asked about before it goes, a variable comes back. */
static void
test_variables (Fixture      *fixture,
                gconstpointer data)
{
  GtkWidget    *page = NULL;
  GtkWidget    *row = NULL;
  GtkWidget    *question = NULL;
  AdwViewStack *views = NULL;

  answer (fixture, SPACE "/secrets", "{\"KEY\":{\"key\":\"KEY\"}}");
  answer (fixture, SPACE "/variables", "{}");
  page = show_care (fixture);
  views = ADW_VIEW_STACK (find_widget (page, ADW_TYPE_VIEW_STACK, NULL));
  adw_view_stack_set_visible_child_name (views, "variables");
  wait_until (shows_text (page, "KEY"));
  row = find_widget (page, SP_TYPE_CARE_VARIABLE_ROW, NULL);
  g_signal_emit_by_name (row, "remove");
  wait_until ((question = find_dialog (ADW_TYPE_MESSAGE_DIALOG)) != NULL);
  g_assert_cmpstr (fake_app_get_last_method (fixture->app.app, SPACE "/secrets"), ==, "GET");
  respond (question, "remove");
  wait_until (g_strcmp0 (fake_app_get_last_method (fixture->app.app, SPACE "/secrets"), "GET") != 0 ||
              fake_app_count_requests (fixture->app.app, SPACE "/secrets") > 2);
  wait_until (find_dialog (ADW_TYPE_MESSAGE_DIALOG) == NULL);
  finish (fixture, page);
}

static void
test_delete (Fixture      *fixture,
             gconstpointer data)
{
  GtkWidget *page = show_care (fixture);
  GtkWidget *dialog = NULL;
  GtkWidget *button = NULL;
  GtkWidget *entry = NULL;

  answer (fixture, "/api/repos/delete", "");
  gtk_widget_activate_action (find_widget (page, ADW_TYPE_PREFERENCES_PAGE, NULL), "care.delete", NULL);
  wait_until ((dialog = find_dialog (SP_TYPE_CARE_DELETE_DIALOG)) != NULL);
  button = find_widget (dialog, GTK_TYPE_BUTTON, "Delete");
  entry = find_widget (dialog, ADW_TYPE_ENTRY_ROW, NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), "one");
  g_assert_false (gtk_widget_get_sensitive (button));
  gtk_editable_set_text (GTK_EDITABLE (entry), "ada/one");
  g_assert_true (gtk_widget_get_sensitive (button));
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  g_signal_emit_by_name (button, "clicked");
  wait_until (dialog == NULL);
  g_assert_cmpuint (fake_app_count_requests (fixture->app.app, "/api/repos/delete"), ==, 1);
  finish (fixture, page);
}

static void
done_cb (GtkWidget  *dialog,
         const char *id,
         gboolean    existed,
         char      **copy)
{
  *copy = g_strdup (id);
}

/* Private, and a copy that is there is used. */
static void
test_duplicate (Fixture      *fixture,
                gconstpointer data)
{
  GtkWidget       *dialog = NULL;
  g_autofree char *copy = NULL;

  fake_app_answer (fixture->app.app, SPACE "/duplicate", 409, JSON,
                   "{\"error\":\"You already created this space repo\"}");
  answer (fixture, SPACE "/secrets", "{\"KEY\":{\"key\":\"KEY\"}}");
  answer (fixture, SPACE "/variables", "{\"MODE\":{\"key\":\"MODE\",\"value\":\"fast\"}}");
  app_fixture_show (&fixture->app, gtk_label_new ("parent"));
  dialog = sp_duplicate_dialog_present (GTK_WINDOW (window (fixture)), fixture->accounts, "ada/one");
  g_signal_connect (dialog, "done", G_CALLBACK (done_cb), &copy);
  wait_until (shows_text (dialog, "This costs nothing."));
  assert_narrow (dialog);
  wait_until (find_widget (dialog, ADW_TYPE_PASSWORD_ENTRY_ROW, NULL) != NULL);
  g_signal_emit_by_name (find_widget (dialog, GTK_TYPE_BUTTON, "Duplicate"), "clicked");
  wait_until (shows_text (dialog, "There Is a Copy Already"));
  g_assert_nonnull (strstr (fake_app_get_last_body (fixture->app.app, SPACE "/duplicate"), "\"private\""));
  g_assert_nonnull (strstr (fake_app_get_last_body (fixture->app.app, SPACE "/duplicate"), "one-copy"));
  g_assert_null (strstr (fake_app_get_last_body (fixture->app.app, SPACE "/duplicate"), "MODE")); /* it is the same */

  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  g_signal_emit_by_name (find_widget (dialog, GTK_TYPE_BUTTON, "Use It"), "clicked");
  wait_until (dialog == NULL);
  g_assert_cmpstr (copy, ==, "ada/one-copy");
}

static void
test_words (Fixture      *fixture,
            gconstpointer data)
{
  g_autofree char *free_words = sp_care_cost_dup_words (NULL, "cpu-basic", -1, 1);
  g_autofree char *unknown = sp_care_cost_dup_words (NULL, "h100", -1, 1);
  g_autofree char *time = sp_care_choice_dup_time (5400);
  g_autofree char *never = sp_care_choice_dup_time (-1);

  g_assert_null (free_words);
  g_assert_nonnull (strstr (unknown, "is not known"));
  g_assert_cmpstr (time, ==, "90 minutes");
  g_assert_cmpstr (never, ==, "Never");
}

int
main (int   argc,
      char *argv[])
{
  static const struct {
    const char *path;
    void (*func) (Fixture *, gconstpointer);
  } tests[] = {
    { "/my-spaces/list", test_list },
    { "/my-spaces/empty", test_empty },
    { "/my-spaces/refused", test_refused },
    { "/my-spaces/signed-out", test_signed_out },
    { "/my-spaces/cost", test_cost },
    { "/my-spaces/payment", test_payment },
    { "/my-spaces/start", test_start },
    { "/my-spaces/views", test_views },
    { "/my-spaces/variables", test_variables },
    { "/my-spaces/delete", test_delete },
    { "/my-spaces/duplicate", test_duplicate },
    { "/my-spaces/words", test_words },
  };

  g_setenv ("HF_TOKEN", "hf_ada", TRUE);
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].func, tear_down);

  return g_test_run ();
}
