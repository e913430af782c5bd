/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Spaces of which the user wants to be told, from the button to the notification of the desktop and back. */
#include "app-fixture.h"
#include "desktop.h"

#include "sp-app-page-private.h"
#include "sp-application.h"
#include "sp-window-private.h"

#define SPACE "ada/b"
#define RUNTIME "/api/spaces/" SPACE "/runtime"
#define PAGE "https://huggingface.co/spaces/Ada/B" /* of the same */

typedef struct {
  FakeApp         *hub;
  SpHubSession    *session;
  SpApplication   *application;
  Desktop          desktop;
  GDBusConnection *connection;
  int              step;
  gboolean         busy; /* the user has more to do */
} Fixture;

static void
set_up (Fixture *fixture)
{
  fixture->hub = fake_app_new ();
  g_setenv ("HF_ENDPOINT", fake_app_get_uri (fixture->hub), TRUE);
  fixture->session = sp_hub_session_new (NULL);
  sp_hub_session_set_pause (fixture->session, 20);
  fixture->connection = desktop_new (&fixture->desktop);
  fixture->application = sp_application_new (FALSE);
  g_application_set_default (G_APPLICATION (fixture->application));
  fake_app_answer (fixture->hub, RUNTIME, 200, "application/json", "{\"stage\":\"SLEEPING\"}");
}

/* By then it is known what was told. */
static void
tear_down (Fixture    *fixture,
           const char *told)
{
  desktop_close (fixture->connection);
  g_assert_true (*told != '\0' || *fixture->desktop.told->str == '\0');
  g_assert_finalize_object (fixture->application);
  g_object_unref (fixture->session);
  g_string_free (fixture->desktop.told, TRUE);
  fake_app_free (fixture->hub);
}

static GtkWindow *
get_window (Fixture *fixture)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (fixture->application));

  return windows != NULL ? windows->data : NULL;
}

static gboolean
wake_cb (gpointer data)
{
  Fixture *fixture = data;

  if (fake_app_count_requests (fixture->hub, RUNTIME) == 0 || get_window (fixture) != NULL)
    return G_SOURCE_CONTINUE;

  fake_app_answer (fixture->hub, RUNTIME, 200, "application/json", "{\"stage\":\"RUNNING\"}");
  sp_awake_notices_take (sp_application_get_notices (fixture->application), SPACE, NULL);

  return G_SOURCE_REMOVE;
}

/* Somebody waits for a Space that wakes up once the window is gone. */
static void
close_and_wake (Fixture *fixture)
{
  sp_awake_notices_add (sp_application_get_notices (fixture->application), fixture->session, SPACE, SPACE);
  gtk_window_close (get_window (fixture));
  g_timeout_add (5, wake_cb, fixture);
}

/* The program stays for it without a window, and not for longer than the user may need to come. */
static void
close_and_wait (Fixture *fixture)
{
  sp_application_set_told_stay (fixture->application, 0);
  close_and_wake (fixture);
}

/* Who quits wants to be told nothing any more. */
static void
quit (Fixture *fixture)
{
  sp_awake_notices_add (sp_application_get_notices (fixture->application), fixture->session, SPACE, SPACE);
  g_action_group_activate_action (G_ACTION_GROUP (fixture->application), "quit", NULL);
}

static gboolean
clicked_cb (gpointer data)
{
  Fixture   *fixture = data;
  GtkWindow *window = get_window (fixture);
  SpAppPage *page = window != NULL ? sp_window_get_app_page (SP_WINDOW (window)) : NULL;

  if (*fixture->desktop.told->str == '\0')
    return G_SOURCE_CONTINUE;
  if (window == NULL && fixture->desktop.n_closed == 0) {
    fixture->desktop.n_closed++;
    desktop_click (fixture->connection);
  }
  if (page == NULL)
    return G_SOURCE_CONTINUE;

  g_assert_cmpstr (sp_app_page_get_address (page), ==, SPACE);
  fixture->busy = FALSE;
  sp_awake_notices_clear (sp_application_get_notices (fixture->application));
  g_action_group_activate_action (G_ACTION_GROUP (fixture->application), "quit", NULL);

  return G_SOURCE_REMOVE;
}

/* The notification opens the Space in a new window where there is none. */
static void
close_and_click (Fixture *fixture)
{
  close_and_wake (fixture);
  fixture->busy = TRUE;
  g_timeout_add (5, clicked_cb, fixture);
}

static gboolean
told_cb (gpointer data)
{
  Fixture        *fixture = data;
  SpAwakeNotices *notices = sp_application_get_notices (fixture->application);

  if (*fixture->desktop.told->str == '\0')
    return G_SOURCE_CONTINUE;

  fixture->busy = FALSE;
  fake_app_answer (fixture->hub, "/api/spaces/ada/other/runtime", 200, "application/json", "{\"stage\":\"SLEEPING\"}");
  sp_awake_notices_add (notices, fixture->session, "ada/other", "ada/other");
  g_action_group_activate_action (G_ACTION_GROUP (fixture->application), "quit", NULL);

  return G_SOURCE_REMOVE;
}

/* It can be quit without a window, too, such as by the desktop: neither what was told nor what was to be holds it. */
static void
close_and_quit (Fixture *fixture)
{
  close_and_wake (fixture);
  fixture->busy = TRUE;
  g_timeout_add (5, told_cb, fixture);
}

static gboolean
called_off_cb (gpointer data)
{
  Fixture *fixture = data;

  if (!SP_IS_WINDOW (get_window (fixture)))
    return G_SOURCE_CONTINUE; /* the question is still there */

  fixture->busy = FALSE;
  close_and_wait (fixture);

  return G_SOURCE_REMOVE;
}

/* Who does not quit after all wants to be told as before. */
static void
call_off_quit (Fixture *fixture)
{
  SpWindow              *window = SP_WINDOW (get_window (fixture));
  g_autoptr (GListStore) runs = g_list_store_new (G_TYPE_OBJECT);
  g_autoptr (GObject)    run = g_object_new (G_TYPE_OBJECT, NULL);

  g_list_store_append (runs, run);
  g_list_store_append (window->apps, runs);
  g_action_group_activate_action (G_ACTION_GROUP (fixture->application), "quit", NULL);
  g_assert_nonnull (window->question);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (window->question), "cancel");
  g_list_store_remove_all (runs);
  fixture->busy = TRUE;
  g_timeout_add (5, called_off_cb, fixture);
}

static gboolean
seen_cb (gpointer data)
{
  Fixture   *fixture = data;
  SpWindow  *window = SP_WINDOW (get_window (fixture));
  SpAppPage *page = sp_window_get_app_page (window);

  if (fixture->step == 0 && page->watch != NULL) {
    fake_app_answer (fixture->hub, RUNTIME, 200, "application/json", "{\"stage\":\"PAUSED\"}");
    sp_awake_notices_add (sp_application_get_notices (fixture->application), fixture->session, SPACE, PAGE);
    fixture->step++;
  } else if (fixture->step == 1 && *fixture->desktop.told->str != '\0') {
    desktop_round (fixture->connection);
    fixture->step++;
  } else if (fixture->step == 2) {
    sp_window_new_tab (window);
    g_assert_true (sp_window_show_page (window, PAGE));
    fixture->step++;
  } else if (fixture->step == 3 && fixture->desktop.n_closed > 0) {
    fixture->busy = FALSE;
    g_action_group_activate_action (G_ACTION_GROUP (fixture->application), "quit", NULL);
    return G_SOURCE_REMOVE;
  }

  return G_SOURCE_CONTINUE;
}

/* Whatever was typed to open a Space: who sees it needs no notification of it any more. */
static void
see (Fixture *fixture)
{
  fake_app_answer (fixture->hub, "/api/spaces/Ada/B", 200, "application/json",
                   "{\"id\":\"" SPACE "\",\"sdk\":\"gradio\",\"runtime\":{\"stage\":\"SLEEPING\"}}");
  sp_window_open (SP_WINDOW (get_window (fixture)), PAGE);
  fixture->busy = TRUE;
  g_timeout_add (5, seen_cb, fixture);
}

/* The program does not stay for what is gone, or for what nobody wakes up. */
static void
lose (Fixture *fixture)
{
  sp_application_set_told_stay (fixture->application, 0);
  fake_app_answer (fixture->hub, RUNTIME, 404, "application/json", "{\"error\":\"Repository not found\"}");
  sp_awake_notices_add (sp_application_get_notices (fixture->application), fixture->session, SPACE, SPACE);
  gtk_window_close (get_window (fixture));
}

static void
sleep_on (Fixture *fixture)
{
  SpAwakeNotices *notices = sp_application_get_notices (fixture->application);

  sp_application_set_told_stay (fixture->application, 0);
  sp_awake_notices_set_longest_wait (notices, 0);
  sp_awake_notices_add (notices, fixture->session, SPACE, SPACE);
  gtk_window_close (get_window (fixture));
}

/* What the user does, and what is told then. The program ends by itself in each case. */
typedef struct {
  const char *path;
  void (*user) (Fixture *);
  const char *told;
} Case;

static const Case cases[] = {
  { "/notices/closed", close_and_wait, SPACE " Is Awake|It can be used now.\n" },
  { "/notices/quit", quit, "" },
  { "/notices/click", close_and_click, SPACE " Is Awake|It can be used now.\n" },
  { "/notices/quit-closed", close_and_quit, SPACE " Is Awake|It can be used now.\n" },
  { "/notices/called-off", call_off_quit, SPACE " Is Awake|It can be used now.\n" },
  { "/notices/seen", see, SPACE " Did Not Start|" },
  { "/notices/gone", lose, SPACE " Did Not Start|" },
  { "/notices/asleep", sleep_on, SPACE " Did Not Start|" },
};

/* In a process of its own: an application runs once, and what it has of the bus does not survive that well. */
static void
test_case (gconstpointer data)
{
  const Case *tested = data;
  Fixture     fixture = { 0 };

  if (!g_test_subprocess ()) {
    g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
    g_test_trap_assert_passed ();
    return;
  }

  set_up (&fixture);
  g_idle_add_once ((GSourceOnceFunc) tested->user, &fixture);
  g_assert_cmpint (g_application_run (G_APPLICATION (fixture.application), 0, NULL), ==, 0);
  g_assert_false (fixture.busy);
  wait_until (g_str_has_prefix (fixture.desktop.told->str, tested->told));
  g_assert_true (sp_awake_notices_is_empty (sp_application_get_notices (fixture.application)));
  tear_down (&fixture, tested->told);
}

/* The seconds of a start are counted where somebody sees them. */
static void
test_clock (void)
{
  FakeApp   *hub = fake_app_new ();
  GtkWidget *window = NULL;
  SpAppPage *page = NULL;

  g_setenv ("HF_ENDPOINT", fake_app_get_uri (hub), TRUE);
  fake_app_answer (hub, "/api/spaces/" SPACE, 200, "application/json",
                   "{\"id\":\"" SPACE "\",\"sdk\":\"gradio\",\"runtime\":{\"stage\":\"BUILDING\"}}");
  fake_app_answer (hub, RUNTIME, 200, "application/json", "{\"stage\":\"BUILDING\"}");
  window = gtk_window_new ();
  page = SP_APP_PAGE (sp_app_page_new (SPACE, NULL));
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (page));
  wait_until (sp_app_page_is_starting (page));
  g_assert_cmpuint (page->clock, ==, 0);
  gtk_window_present (GTK_WINDOW (window));
  wait_until (page->clock != 0);
  gtk_widget_set_visible (window, FALSE);
  g_assert_cmpuint (page->clock, ==, 0);
  g_assert_cmpint (page->start, >, 0);
  gtk_window_destroy (GTK_WINDOW (window));
  fake_app_free (hub);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add_data_func (cases[i].path, &cases[i], test_case);
  g_test_add_func ("/notices/clock", test_clock);

  return g_test_run ();
}
