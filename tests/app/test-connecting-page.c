/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is seen while an app is connected to, and of a Space of the Hub that does not run. */
#include "app-fixture.h"

#include "sp-awake-notices.h"
#include "sp-connecting-page.h"
#include "sp-hub-moment.h"
#include "sp-opening-bar.h"
#include "sp-quota-bar.h"
#include "sp-quota-words.h"
#include "sp-start-times.h"

static SpConnectingPage *
new_page (void)
{
  return g_object_ref_sink (g_object_new (SP_TYPE_CONNECTING_PAGE, NULL));
}

static SpHubRuntime *
new_runtime (const char *stage,
             const char *error)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode)   node = json_node_init_object (json_node_alloc (), object);

  json_object_set_string_member (object, "stage", stage);
  if (error != NULL)
    json_object_set_string_member (object, "errorMessage", error);

  return sp_hub_runtime_new_from_json (node);
}

static void
show (SpConnectingPage *page,
      const char       *stage,
      const char       *error)
{
  g_autoptr (SpHubRuntime) runtime = new_runtime (stage, error);

  sp_connecting_page_set_runtime (page, runtime, FALSE);
}

static gboolean
has_text (SpConnectingPage *page,
          const char       *text)
{
  GtkWidget *label = find_widget (GTK_WIDGET (page), GTK_TYPE_LABEL, text);

  return label != NULL && gtk_widget_get_visible (label);
}

static void
test_address (void)
{
  SpConnectingPage *page = new_page ();

  sp_connecting_page_start (page, "http://a.invalid/?x&<y");
  g_assert_true (has_text (page, "Connecting…"));
  g_assert_true (has_text (page, "http://a.invalid/?x&<y"));
  g_assert_finalize_object (page);
}

#define IS_BROKEN "Try Again,Restart the Space*,Show Its Log*,Duplicate…,Discussions-"

/* What can be done about each state; a star stands for what only its owner can do. */
static const struct {
  const char *stage;
  const char *title;
  const char *words;
  const char *actions;
} states[] = {
  { "SLEEPING", "Asleep", "asleep", "Wake Up,Notify Me,Install…" },
  { "STOPPED", "Asleep", "asleep", "Wake Up,Notify Me,Install…" },
  { "BUILDING", "Being Built", "is being built", "Show Its Log*,Notify Me,Cancel" },
  { "APP_STARTING", "Starting", "is starting", "Show Its Log*,Notify Me,Cancel" },
  { "PAUSED", "Paused by Its Author", "paused", "Restart the Space*,Install…,Duplicate…,Discussions-" },
  { "NO_APP_FILE", "No App Yet", "no app yet", IS_BROKEN },
  { "BUILD_ERROR", "Could Not Be Built", "does not run", IS_BROKEN },
  { "CONFIG_ERROR", "Wrong Configuration", "does not run", IS_BROKEN },
  { "RUNTIME_ERROR", "Stopped With an Error", "does not run", IS_BROKEN },
  { "DELETING", "Being Deleted", "deleted", "Try Again" },
  { "DREAMING", "Not Running", "DREAMING", "Try Again" },
  { "", "Not Running", "does not run", "Try Again" },
  { "RUNNING", "Connecting…", "is running", "Cancel" },
};

static void
check_action (SpConnectingPage *page,
              const char       *action,
              const char       *actions,
              gboolean          own)
{
  GtkWidget       *button = find_widget (GTK_WIDGET (page), GTK_TYPE_BUTTON, action);
  g_auto (GStrv)   all = g_strsplit (actions, ",", -1);
  g_autofree char *owners = g_strconcat (action, "*", NULL);
  g_autofree char *others = g_strconcat (action, "-", NULL);
  gboolean         wanted = g_strv_contains ((const char *const *) all, action) ||
                    g_strv_contains ((const char *const *) all, own ? owners : others);

  g_assert_nonnull (button);
  if (gtk_widget_get_visible (button) != wanted)
    g_error ("“%s” is %s", action, wanted ? "not there" : "there");
}

static void
test_states (void)
{
  static const char *const actions[] = {
    "Wake Up", "Try Again", "Restart the Space", "Show Its Log", "Notify Me", "Install…", "Duplicate…",
    "Discussions", "Cancel"
  };
  SpConnectingPage *page = new_page ();

  for (guint own = 0; own < 2; own++)
    for (guint i = 0; i < G_N_ELEMENTS (states); i++) {
      AdwStatusPage *status = ADW_STATUS_PAGE (find_widget (GTK_WIDGET (page), ADW_TYPE_STATUS_PAGE, NULL));

      g_test_message ("%s", states[i].stage);
      sp_connecting_page_start (page, "ada/b");
      sp_connecting_page_set_space (page, "http://hub.invalid", "ada/<b>", own);
      show (page, states[i].stage, NULL);
      g_assert_cmpstr (adw_status_page_get_title (status), ==, states[i].title);
      g_assert_nonnull (strstr (adw_status_page_get_description (status), states[i].words));
      g_assert_nonnull (strstr (adw_status_page_get_description (status), i < 10 ? "ada/&lt;b&gt;" : ""));
      for (guint j = 0; j < G_N_ELEMENTS (actions); j++)
        check_action (page, actions[j], states[i].actions, own);
    }
  g_assert_finalize_object (page);
}

static void
test_start (void)
{
  SpConnectingPage        *page = new_page ();
  g_autoptr (SpHubRuntime) asleep = new_runtime ("SLEEPING", NULL);
  GtkWidget               *bar = find_widget (GTK_WIDGET (page), GTK_TYPE_PROGRESS_BAR, NULL);

  sp_connecting_page_start (page, "ada/b");
  sp_connecting_page_set_space (page, "http://hub.invalid", "ada/b", FALSE);
  sp_connecting_page_set_runtime (page, asleep, TRUE);
  g_assert_true (has_text (page, "Waking Up"));
  g_assert_false (gtk_widget_get_visible (find_widget (GTK_WIDGET (page), GTK_TYPE_BUTTON, "Wake Up")));

  show (page, "BUILDING", NULL);
  sp_connecting_page_set_elapsed (page, 65, 0); /* nothing is known of earlier starts */
  g_assert_true (has_text (page, "1:05"));
  g_assert_false (gtk_widget_get_visible (bar));

  sp_connecting_page_set_elapsed (page, 30, 60);
  g_assert_true (has_text (page, "Usually takes about a minute"));
  g_assert_true (gtk_widget_get_visible (bar));
  g_assert_cmpfloat (gtk_progress_bar_get_fraction (GTK_PROGRESS_BAR (bar)), ==, 0.5);
  sp_connecting_page_set_elapsed (page, 300, 60);
  g_assert_true (has_text (page, "This takes longer than usual"));
  g_assert_cmpfloat (gtk_progress_bar_get_fraction (GTK_PROGRESS_BAR (bar)), <, 1);

  show (page, "PAUSED", NULL); /* nothing of that is left */
  g_assert_false (has_text (page, "5:00"));
  g_assert_false (gtk_widget_get_visible (bar));
  sp_connecting_page_set_note (page, "It may be different by now.");
  g_assert_true (has_text (page, "It may be different by now."));
  sp_connecting_page_start (page, "ada/b");
  g_assert_false (has_text (page, "It may be different by now."));
  g_assert_finalize_object (page);
}

/* An author's error may be of any size and make. */
static void
test_error (void)
{
  SpConnectingPage *page = new_page ();
  GtkWidget        *expander = find_widget (GTK_WIDGET (page), GTK_TYPE_EXPANDER, NULL);
  g_autofree char  *huge = g_strnfill (1000000, 'x');

  sp_connecting_page_start (page, "ada/b");
  sp_connecting_page_set_space (page, "http://hub.invalid", "ada/b", FALSE);
  show (page, "BUILD_ERROR", "pip failed: <b>\nand why\n");
  g_assert_true (has_text (page, "ada/b does not run: pip failed: <b>"));
  g_assert_true (gtk_widget_get_visible (expander));
  show (page, "RUNTIME_ERROR", "Exit code: 1\nTraceback (most recent call last):\n  File\nValueError: no\n");
  g_assert_true (has_text (page, "ada/b does not run: ValueError: no"));
  show (page, "RUNTIME_ERROR", "one line");
  g_assert_true (has_text (page, "ada/b does not run: one line"));
  g_assert_false (gtk_widget_get_visible (expander));
  show (page, "RUNTIME_ERROR", " \n\t");
  g_assert_false (gtk_widget_get_visible (expander));
  show (page, "RUNTIME_ERROR", huge);
  g_assert_true (gtk_widget_get_visible (expander));
  g_assert_finalize_object (page);
}

static void
notify_me_cb (SpConnectingPage *page,
              gboolean          wanted,
              int              *n)
{
  *n = *n * 10 + (wanted ? 1 : 2);
}

static void
test_notify (void)
{
  SpConnectingPage *page = new_page ();
  GtkWidget        *toggle = find_widget (GTK_WIDGET (page), GTK_TYPE_TOGGLE_BUTTON, "Notify Me");
  int               n = 0;

  g_signal_connect (page, "notify-me", G_CALLBACK (notify_me_cb), &n);
  sp_connecting_page_set_notify (page, TRUE); /* known already */
  g_assert_cmpint (n, ==, 0);
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (toggle)), ==, "You Will Be Told");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (toggle), FALSE);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (toggle), TRUE);
  g_assert_cmpint (n, ==, 21);
  g_assert_finalize_object (page);
}

static void
test_opening_bar (void)
{
  SpOpeningBar            *bar = g_object_ref_sink (g_object_new (SP_TYPE_OPENING_BAR, NULL));
  g_autoptr (SpHubRuntime) asleep = new_runtime ("SLEEPING", NULL);
  g_autoptr (SpHubRuntime) starting = new_runtime ("APP_STARTING", NULL);
  g_autoptr (SpHubRuntime) paused = new_runtime ("PAUSED", NULL);
  GtkWidget               *wake = find_widget (GTK_WIDGET (bar), GTK_TYPE_BUTTON, "Wake Up");
  GtkWidget               *label = find_widget (GTK_WIDGET (bar), GTK_TYPE_LABEL, NULL);

  sp_opening_bar_show_space (bar, "ada/b", asleep, FALSE, 0);
  g_assert_true (gtk_widget_get_visible (wake));
  g_assert_false (sp_opening_bar_is_waiting (bar));
  sp_opening_bar_show_space (bar, "ada/b", asleep, TRUE, 2);
  g_assert_false (gtk_widget_get_visible (wake));
  g_assert_true (sp_opening_bar_is_waiting (bar));
  g_assert_true (g_str_has_suffix (gtk_label_get_label (GTK_LABEL (label)), "2 runs wait for it."));
  sp_opening_bar_show_space (bar, "ada/b", starting, FALSE, 0);
  sp_opening_bar_set_elapsed (bar, 12, 20);
  g_assert_true (g_str_has_suffix (gtk_label_get_label (GTK_LABEL (label)), "12 s · Usually takes about 20 seconds"));
  sp_opening_bar_show_space (bar, "ada/b", paused, TRUE, 0);
  g_assert_true (gtk_widget_get_visible (find_widget (GTK_WIDGET (bar), GTK_TYPE_BUTTON, "Install…")));
  g_assert_false (sp_opening_bar_is_waiting (bar));
  g_assert_finalize_object (bar);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  double *usual = user_data;

  *usual = sp_start_times_read_finish (SP_START_TIMES (source), result, NULL);
}

static double
read_usual (SpStartTimes *times,
            const char   *id)
{
  double usual = -2;

  sp_start_times_read_async (times, id, NULL, read_cb, &usual);
  wait_until (usual > -2);

  return usual;
}

static void
test_start_times (void)
{
  SpStartTimes *times = sp_start_times_new ();

  g_assert_cmpfloat (sp_start_times_get_median (""), ==, 0);
  g_assert_cmpfloat (sp_start_times_get_median ("no\n-3\nnan\n1e300\n7x"), ==, 0);
  g_assert_cmpfloat (sp_start_times_get_median ("30\nno\n10\n20"), ==, 20);

  g_assert_cmpfloat (read_usual (times, "ada/first"), ==, 0);
  sp_start_times_add (times, "ada/first", 40);
  wait_until (read_usual (times, "ada/first") == 40);
  sp_start_times_add (times, "Ada/First", 50);
  sp_start_times_add (times, "ada/first", 0.2); /* it was there already */
  wait_until (read_usual (times, "ada/first") == 50);
  g_assert_cmpfloat (read_usual (times, "ada/second"), ==, 0);
  g_assert_finalize_object (times);
}

static void
cancelled_cb (SpConnectingPage *page,
              int              *n)
{
  (*n)++;
}

static void
test_cancel (void)
{
  SpConnectingPage *page = new_page ();
  int               n = 0;

  g_signal_connect (page, "cancelled", G_CALLBACK (cancelled_cb), &n);
  sp_connecting_page_start (page, "ada/b");
  g_signal_emit_by_name (find_widget (GTK_WIDGET (page), GTK_TYPE_BUTTON, "Cancel"), "clicked");
  g_assert_cmpint (n, ==, 1);
  sp_connecting_page_stop (page);
  g_assert_finalize_object (page);
}

static void
test_quota_words (void)
{
  g_autoptr (JsonNode)   full = json_from_string ("{\"base\":300,\"current\":300}", NULL);
  g_autoptr (JsonNode)   less = json_from_string ("{\"base\":300,\"current\":288.4}", NULL);
  g_autoptr (SpHubQuota) before = sp_hub_quota_parse (full);
  g_autoptr (SpHubQuota) after = sp_hub_quota_parse (less);
  g_autofree char       *cost = sp_quota_words_cost (before, after);
  g_autofree char       *huge = g_strnfill (1000000, '9');
  g_autofree char       *endless = g_strconcat ("Try again in ", huge, NULL);
  g_autofree char       *stranger = sp_quota_words_used_up (0, FALSE);

  g_assert_cmpstr (cost, ==, "The last run took 12 s of it.");
  g_assert_null (sp_quota_words_cost (after, before)); /* there is more of it by now */
  g_assert_null (sp_quota_words_cost (before, before));

  g_assert_cmpuint (sp_quota_words_find_wait (NULL), ==, 0);
  g_assert_cmpuint (sp_quota_words_find_wait ("no \xff"), ==, 0);
  g_assert_cmpuint (sp_quota_words_find_wait (endless), ==, 0);
  g_assert_cmpuint (sp_quota_words_find_wait ("Try again in 999:59:59"), ==, 0);
  g_assert_cmpuint (sp_quota_words_find_wait ("Try again in 21:36"), ==, 21 * 60 + 36);
  g_assert_cmpuint (sp_quota_words_find_wait ("You have exceeded your GPU quota (60s requested vs. 0s left). "
                                              "Try again in 23:59:58"),
                    ==, 24 * 3600 - 2);
  g_assert_nonnull (strstr (stranger, "Sign in"));
}

static void
test_quota_bar (void)
{
  SpQuotaBar              *bar = g_object_ref_sink (g_object_new (SP_TYPE_QUOTA_BAR, NULL));
  g_autoptr (SpHubSession) nobody = sp_hub_session_new (NULL);
  GtkWidget               *sign_in = find_widget (GTK_WIDGET (bar), GTK_TYPE_BUTTON, "Sign In");
  GtkWidget               *install = find_widget (GTK_WIDGET (bar), GTK_TYPE_BUTTON, "Install…");

  sp_quota_bar_tell_used_up (bar, "quota", NULL); /* of an app that is no Space */
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (bar)));
  sp_quota_bar_set_space (bar, nobody, "no name");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (bar)));
  sp_quota_bar_tell_used_up (bar, "You have exceeded your GPU quota. Try again in 0:21:36", NULL);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (bar)));
  g_assert_true (gtk_widget_get_visible (sign_in));
  g_assert_true (gtk_widget_get_visible (install));
  g_assert_finalize_object (bar);
}

static SpAppJob *
new_job (GradioJob  *job,
         const char *name)
{
  return sp_app_job_new (name, job, NULL);
}

static GtkWidget *
get_button (SpQuotaBar *bar,
            const char *label)
{
  GtkWidget *button = find_widget (GTK_WIDGET (bar), GTK_TYPE_BUTTON, label);

  return button != NULL && gtk_widget_get_visible (button) ? button : NULL;
}

/* What else runs says nothing about what was refused, and who signs in keeps what was promised. */
static void
test_quota_runs (AppFixture   *fixture,
                 gconstpointer data)
{
  g_autoptr (JsonArray)    values = json_array_new ();
  g_autoptr (GradioJob)    job = gradio_client_submit (fixture->client, app_fixture_get_endpoint (fixture, "/echo"), values);
  g_autoptr (SpAppJob)     refused = new_job (job, "/draw");
  g_autoptr (SpAppJob)     other = new_job (job, "/count");
  g_autoptr (SpHubSession) nobody = sp_hub_session_new (NULL);
  g_autoptr (SpHubSession) somebody = sp_hub_session_new ("hf_one");
  SpQuotaBar              *bar = g_object_ref_sink (g_object_new (SP_TYPE_QUOTA_BAR, NULL));
  gint64                   wait = g_get_real_time () / G_USEC_PER_SEC + 21 * 60 + 36;
  g_autofree char         *moment = sp_hub_moment_dup_words (sp_quota_words_round_moment (wait));
  g_autofree char         *label = g_strdup_printf ("Run at %s", moment);
  SpRunLater              *later = sp_quota_bar_get_later (bar);

  gradio_job_cancel (job);
  sp_quota_bar_set_space (bar, nobody, "no name");
  sp_quota_bar_tell_used_up (bar, "You have exceeded your GPU quota. Try again in 0:21:36", refused);
  sp_quota_bar_run_ended (bar, refused, TRUE);
  sp_quota_bar_run_ended (bar, other, FALSE);
  g_assert_nonnull (get_button (bar, label));
  g_signal_emit_by_name (get_button (bar, label), "clicked");
  g_assert_true (sp_run_later_get_job (later) == refused);

  sp_quota_bar_run_ended (bar, other, FALSE);
  sp_quota_bar_set_space (bar, somebody, "no name");
  g_assert_true (sp_run_later_get_job (later) == refused);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (bar)));
  g_assert_null (get_button (bar, "Sign In"));
  g_signal_emit_by_name (get_button (bar, "Call Off"), "clicked");
  g_assert_null (sp_run_later_get_job (later));
  g_assert_nonnull (get_button (bar, label));

  sp_quota_bar_run_ended (bar, refused, FALSE); /* it ran again, and there was time */
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (bar)));
  g_assert_finalize_object (bar);
}

static void
changed_cb (SpAwakeNotices *notices,
            const char     *id,
            int            *n)
{
  g_assert_cmpstr (id, ==, "ada/b");
  (*n)++;
}

/* Each is told once, whether its page is open or not. */
static void
test_notices (void)
{
  const char *const        path = "/api/spaces/ada/b/runtime";
  FakeApp                 *hub = fake_app_new ();
  SpAwakeNotices          *notices = sp_awake_notices_new ();
  g_autoptr (SpHubSession) session = NULL;
  int                      n = 0;

  g_setenv ("HF_ENDPOINT", fake_app_get_uri (hub), TRUE);
  session = sp_hub_session_new (NULL);
  sp_hub_session_set_pause (session, 20);
  g_signal_connect (notices, "changed", G_CALLBACK (changed_cb), &n);
  fake_app_answer (hub, path, 200, "application/json", "{\"stage\":\"SLEEPING\"}");
  sp_awake_notices_add (notices, session, "ada/b", "ada/b");
  sp_awake_notices_add (notices, session, "ada/b", "ada/b");
  g_assert_cmpint (n, ==, 1);
  wait_until (fake_app_count_requests (hub, path) > 0);
  g_assert_true (sp_awake_notices_has (notices, "ada/b"));

  fake_app_answer (hub, path, 200, "application/json", "{\"stage\":\"RUNNING\"}");
  sp_awake_notices_take (notices, "ada/b", NULL); /* somebody woke it */
  wait_until (!sp_awake_notices_has (notices, "ada/b"));
  g_assert_cmpint (n, ==, 2);
  sp_awake_notices_remove (notices, "ada/b");
  g_assert_cmpint (n, ==, 2);

  fake_app_answer (hub, path, 200, "application/json", "{\"stage\":\"RUNNING_BUILDING\"}");
  sp_awake_notices_add (notices, session, "ada/b", "ada/b"); /* it can be used, whatever else goes on */
  wait_until (!sp_awake_notices_has (notices, "ada/b"));
  g_assert_cmpint (n, ==, 4);

  fake_app_answer (hub, path, 500, "text/html", "<h1>no</h1>");
  sp_awake_notices_add (notices, session, "ada/b", "ada/b");
  g_assert_finalize_object (notices); /* while it asks */
  fake_app_free (hub);
  g_unsetenv ("HF_ENDPOINT");
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/connecting-page/address", test_address);
  g_test_add_func ("/connecting-page/states", test_states);
  g_test_add_func ("/connecting-page/start", test_start);
  g_test_add_func ("/connecting-page/error", test_error);
  g_test_add_func ("/connecting-page/notify", test_notify);
  g_test_add_func ("/connecting-page/opening-bar", test_opening_bar);
  g_test_add_func ("/connecting-page/start-times", test_start_times);
  g_test_add_func ("/connecting-page/notices", test_notices);
  g_test_add_func ("/connecting-page/quota-words", test_quota_words);
  g_test_add_func ("/connecting-page/quota-bar", test_quota_bar);
  g_test_add ("/connecting-page/quota-runs", AppFixture, NULL, app_fixture_set_up, test_quota_runs, app_fixture_tear_down);
  g_test_add_func ("/connecting-page/cancel", test_cancel);

  return g_test_run ();
}
