/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Own Spaces on tests/servers/fake_hub.py, which logs what it was asked for: test-hub-care-live SPACEPORT-CLI. */
#include "hub-ask.h"
#include "hub-fixture.h"
#include "sp-hub-care.h"
#include "sp-hub-commits.h"
#include "sp-hub-duplicate.h"
#include "sp-hub-error.h"
#include "sp-hub-hardware.h"
#include "sp-hub-log.h"
#include "sp-hub-metrics.h"
#include "sp-hub-quota.h"
#include "sp-hub-variables.h"
#include "sp-hub-watch.h"

#include "gradio.h"

#include <string.h>

#define UNIT 50 /* milliseconds that stand for a second */

/* The Hub's clock stands still but for these. */
#define BUILD_TIME "advance?seconds=6"
#define START_TIME "advance?seconds=4"

typedef struct {
  SpHubSession *session; /* of the owner */
  SpHubSession *nobody;
} Fixture;

static const char *program; /* spaceport-cli */

/* How many requests since the last time have that path and what follows its “?”. */
static guint
count_requests (const char *path)
{
  g_autoptr (JsonNode) log = hub_control ("GET", "requests", "");
  JsonArray           *requests = json_node_get_array (log);
  guint                count = 0;

  for (guint i = 0; i < json_array_get_length (requests); i++) {
    JsonObject      *request = json_array_get_object_element (requests, i);
    const char      *query = json_object_get_string_member (request, "query");
    g_autofree char *asked = g_strjoin (*query != '\0' ? "?" : "", json_object_get_string_member (request, "path"),
                                        query, NULL);

    if (g_str_equal (asked, path))
      count++;
  }

  return count;
}

/* How many of the requests for that path had a token. */
static guint
count_tokens (const char *path)
{
  g_autoptr (JsonNode) log = hub_control ("GET", "requests", "");
  JsonArray           *requests = json_node_get_array (log);
  guint                count = 0;

  for (guint i = 0; i < json_array_get_length (requests); i++) {
    JsonObject *request = json_array_get_object_element (requests, i);

    if (g_str_equal (json_object_get_string_member (request, "path"), path) &&
        json_object_get_boolean_member (request, "auth"))
      count++;
  }

  return count;
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  hub_control_only ("POST", "reset", "");
  hub_control_only ("DELETE", "requests", "");
  fixture->session = hub_new_session ("hf_tester");
  fixture->nobody = hub_new_session (NULL);
  sp_hub_session_set_pause (fixture->session, UNIT);
  sp_hub_session_set_pause (fixture->nobody, UNIT);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  while (g_main_context_iteration (NULL, FALSE)) /* what was stopped hears of it */
    ;
  g_assert_finalize_object (fixture->session);
  g_assert_finalize_object (fixture->nobody);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_set_object ((GAsyncResult **) user_data, result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}

/* Nullable: how the Space is after that. */
static SpHubRuntime *
take_care (SpHubSession    *session,
           const char      *id,
           const SpHubCare *care,
           GError         **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  SpHubRuntime            *runtime = NULL;

  sp_hub_care_async (session, id, care, NULL, answered_cb, &result);
  sp_hub_care_finish (session, wait_for (&result), &runtime, error);

  return runtime;
}

static SpHubRuntime *
take_good_care (Fixture    *fixture,
                const char *id,
                SpHubCare   care)
{
  g_autoptr (GError) error = NULL;
  SpHubRuntime      *runtime = take_care (fixture->session, id, &care, &error);

  g_assert_no_error (error);

  return runtime;
}

static void
test_actions (Fixture      *fixture,
              gconstpointer data)
{
  const char              *id = "tester/paused";
  g_autoptr (SpHubRuntime) restarted = take_good_care (fixture, id, (SpHubCare){ .action = SP_HUB_CARE_RESTART });
  g_autoptr (SpHubRuntime) rebuilt = take_good_care (fixture, id, (SpHubCare){ .action = SP_HUB_CARE_REBUILD });
  g_autoptr (SpHubRuntime) paused = take_good_care (fixture, id, (SpHubCare){ .action = SP_HUB_CARE_PAUSE });
  g_autoptr (SpHubRuntime) slow = NULL;
  g_autoptr (SpHubRuntime) more = NULL;
  g_autoptr (SpHubRuntime) moved = NULL;

  g_assert_cmpint (sp_hub_runtime_get_stage (restarted), ==, SP_HUB_STAGE_BUILDING);
  g_assert_cmpint (sp_hub_runtime_get_stage (rebuilt), ==, SP_HUB_STAGE_BUILDING);
  g_assert_cmpint (sp_hub_runtime_get_stage (paused), ==, SP_HUB_STAGE_PAUSED);
  g_assert_cmpuint (count_requests ("/api/spaces/tester/paused/restart"), ==, 1);
  g_assert_cmpuint (count_requests ("/api/spaces/tester/paused/restart?factory=true"), ==, 1);

  slow = take_good_care (fixture, id, (SpHubCare){ .action = SP_HUB_CARE_SLEEP_TIME, .sleep_time = 600 });
  g_assert_cmpint (sp_hub_runtime_get_sleep_time (slow), ==, 600);
  more = take_good_care (fixture, id, (SpHubCare){ .action = SP_HUB_CARE_REPLICAS, .replicas = 2 });
  g_assert_cmpstr (sp_hub_runtime_get_replicas (more), ==, "2");
  moved = take_good_care (fixture, id,
                          (SpHubCare){ .action = SP_HUB_CARE_HARDWARE, .hardware = "zero-a10g", .sleep_time = 900 });
  g_assert_cmpstr (sp_hub_runtime_get_requested_hardware (moved), ==, "zero-a10g");
  g_assert_cmpint (sp_hub_runtime_get_sleep_time (moved), ==, 900);
}

/* Hidden from strangers, then gone. */
static void
test_hide_and_delete (Fixture      *fixture,
                      gconstpointer data)
{
  const char            *id = "tester/sleepy";
  g_autoptr (SpHubSpace) before = hub_fetch_space (fixture->nobody, id, NULL, NULL);
  g_autoptr (SpHubSpace) hidden = NULL;
  g_autoptr (SpHubSpace) seen = NULL;
  g_autoptr (SpHubSpace) gone = NULL;
  g_autoptr (GError)     error = NULL;

  g_assert_nonnull (before);
  g_assert_null (
    take_good_care (fixture, id, (SpHubCare){ .action = SP_HUB_CARE_VISIBILITY, .visibility = "private" }));
  hidden = hub_fetch_space (fixture->nobody, id, NULL, &error);
  g_assert_error (error, SP_HUB_ERROR, SP_HUB_ERROR_NOT_FOUND);
  g_clear_error (&error);
  seen = hub_fetch_space (fixture->session, id, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (sp_hub_space_is_private (seen));

  g_assert_null (take_good_care (fixture, id, (SpHubCare){ .action = SP_HUB_CARE_DELETE }));
  gone = hub_fetch_space (fixture->session, id, NULL, &error);
  g_assert_error (error, SP_HUB_ERROR, SP_HUB_ERROR_NOT_FOUND);
}

static const struct {
  const char *token;
  const char *id;
  SpHubCare   care;
  SpHubError  code;
} REFUSALS[] = {
  { "hf_stranger", "tester/paused", { .action = SP_HUB_CARE_RESTART }, SP_HUB_ERROR_ACCESS },
  { "hf_tester_read", "tester/paused", { .action = SP_HUB_CARE_PAUSE }, SP_HUB_ERROR_ACCESS },
  { "hf_revoked", "tester/paused", { .action = SP_HUB_CARE_PAUSE }, SP_HUB_ERROR_CREDENTIALS },
  { NULL, "tester/paused", { .action = SP_HUB_CARE_PAUSE }, SP_HUB_ERROR_CREDENTIALS },
  { "hf_stranger", "tester/my-private", { .action = SP_HUB_CARE_PAUSE }, SP_HUB_ERROR_NOT_FOUND },
  { "hf_tester", "tester/paused", { .action = SP_HUB_CARE_HARDWARE, .hardware = "t4-small" }, SP_HUB_ERROR_PAYMENT },
  { "hf_tester", "tester/paused", { .action = SP_HUB_CARE_HARDWARE, .hardware = "abacus" }, SP_HUB_ERROR_INVALID },
};

static void
test_refused (Fixture      *fixture,
              gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (REFUSALS); i++) {
    g_autoptr (SpHubSession) session = hub_new_session (REFUSALS[i].token);
    g_autoptr (GError)       error = NULL;

    g_assert_null (take_care (session, REFUSALS[i].id, &REFUSALS[i].care, &error));
    g_assert_error (error, SP_HUB_ERROR, (int) REFUSALS[i].code);
    g_test_message ("%s", error->message);
  }
}

static void
change_variable (SpHubSession     *session,
                 const char       *key,
                 SpHubVariableKind kind,
                 const char       *value, /* nullable: remove it */
                 GError          **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  if (value != NULL)
    sp_hub_variables_set_async (session, "tester/paused", kind, key, value, "for tests", NULL, answered_cb, &result);
  else
    sp_hub_variables_remove_async (session, "tester/paused", kind, key, NULL, answered_cb, &result);
  sp_hub_variables_change_finish (session, wait_for (&result), error);
}

static GPtrArray *
list_variables (SpHubSession     *session,
                SpHubVariableKind kind,
                GError          **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sp_hub_variables_list_async (session, "tester/paused", kind, NULL, answered_cb, &result);

  return sp_hub_variables_list_finish (session, wait_for (&result), error);
}

static void
test_variables (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr (SpHubSession) stranger = hub_new_session ("hf_stranger");
  g_autoptr (GError)       error = NULL;
  g_autoptr (GPtrArray)    open_ones = NULL;
  g_autoptr (GPtrArray)    secrets = NULL;

  change_variable (fixture->session, "B", SP_HUB_VARIABLE_OPEN, "2", &error);
  g_assert_no_error (error);
  change_variable (fixture->session, "A", SP_HUB_VARIABLE_OPEN, "1", &error);
  g_assert_no_error (error);
  change_variable (fixture->session, "KEY", SP_HUB_VARIABLE_SECRET, "hush", &error);
  g_assert_no_error (error);
  change_variable (fixture->session, "B", SP_HUB_VARIABLE_OPEN, NULL, &error);
  g_assert_no_error (error);
  change_variable (fixture->session, "not a name", SP_HUB_VARIABLE_OPEN, "x", &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_clear_error (&error);

  open_ones = list_variables (fixture->session, SP_HUB_VARIABLE_OPEN, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (open_ones->len, ==, 1);
  g_assert_cmpstr (sp_hub_variable_get_value (g_ptr_array_index (open_ones, 0)), ==, "1");
  secrets = list_variables (fixture->session, SP_HUB_VARIABLE_SECRET, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (secrets->len, ==, 1);
  g_assert_cmpstr (sp_hub_variable_get_key (g_ptr_array_index (secrets, 0)), ==, "KEY");
  g_assert_cmpstr (sp_hub_variable_get_description (g_ptr_array_index (secrets, 0)), ==, "for tests");
  g_assert_null (sp_hub_variable_get_value (g_ptr_array_index (secrets, 0)));
  g_assert_cmpint (sp_hub_variable_get_updated (g_ptr_array_index (secrets, 0)), >, 0);

  g_assert_null (list_variables (stranger, SP_HUB_VARIABLE_SECRET, &error));
  g_assert_error (error, SP_HUB_ERROR, SP_HUB_ERROR_ACCESS);
}

/* A private copy with a secret; asked for twice it is there already. */
static void
test_duplicate (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr (GPtrArray)  secrets = g_ptr_array_new_with_free_func (g_object_unref);
  SpHubDuplicate         wish = { .source = "demo/hello", .target = "tester/copy", .secrets = secrets };
  g_autoptr (SpHubSpace) space = NULL;
  g_autoptr (GError)     error = NULL;

  g_ptr_array_add (secrets, sp_hub_variable_new ("KEY", "hush", NULL));
  for (guint i = 0; i < 3; i++) {
    g_autoptr (GAsyncResult) result = NULL;
    g_autofree char         *copy = NULL;
    gboolean                 existed = FALSE;

    if (i == 2)
      wish.target = "stranger/copy";
    sp_hub_duplicate_async (fixture->session, &wish, NULL, answered_cb, &result);
    copy = sp_hub_duplicate_finish (fixture->session, wait_for (&result), &existed, &error);
    g_assert_cmpstr (copy, ==, i < 2 ? "tester/copy" : NULL);
    g_assert_true (existed == (i == 1));
  }
  g_assert_error (error, SP_HUB_ERROR, SP_HUB_ERROR_ACCESS);
  g_clear_error (&error);

  space = hub_fetch_space (fixture->session, "tester/copy", NULL, &error);
  g_assert_no_error (error);
  g_assert_true (sp_hub_space_is_private (space));
}

static void
test_lists (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GAsyncResult) fetched = NULL;
  g_autoptr (GError)       error = NULL;
  g_autoptr (GPtrArray)    hardware = NULL;
  g_autoptr (SpHubQuota)   quota = NULL;
  g_autofree char         *price = NULL;
  SpHubCommits            *commits = sp_hub_commits_new (fixture->nobody, "samples/snapshot");

  sp_hub_hardware_list_async (fixture->nobody, NULL, answered_cb, &listed);
  hardware = sp_hub_hardware_list_finish (fixture->nobody, wait_for (&listed), &error);
  g_assert_no_error (error);
  price = sp_hub_hardware_dup_price (sp_hub_hardware_find (hardware, "t4-small"));
  g_assert_cmpstr (price, ==, "$0.40 an hour");

  hub_control_only ("POST", "quota?user=tester", "{\"base\":300,\"current\":60,\"resetsAt\":null,\"overquotaUsed\":5}");
  sp_hub_quota_fetch_async (fixture->session, NULL, answered_cb, &fetched);
  quota = sp_hub_quota_fetch_finish (fixture->session, wait_for (&fetched), &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (sp_hub_quota_get_current (quota), ==, 60);
  g_assert_cmpfloat (sp_hub_quota_get_overquota (quota), ==, 5);

  sp_hub_commits_load_more (commits);
  while (!sp_hub_commits_is_at_end (commits))
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (sp_hub_commits_get_error (commits));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (commits)), >, 0);
  g_assert_finalize_object (commits);
}

static void
lines_cb (SpHubLog *log,
          GStrv     lines,
          GString  *all)
{
  for (guint i = 0; lines[i] != NULL; i++)
    g_string_append_printf (all, "%s\n", lines[i]);
}

/* The Hub ends each connection after three lines, and begins again with all of them. */
static void
test_log (Fixture      *fixture,
          gconstpointer data)
{
  g_autoptr (GString) all = g_string_new (NULL);
  SpHubLog           *log = sp_hub_log_new (fixture->session, "tester/my-private", SP_HUB_LOG_RUN);
  g_auto (GStrv)      lines = NULL;

  g_signal_connect (log, "lines", G_CALLBACK (lines_cb), all);
  sp_hub_log_start (log);
  while (count_requests ("/api/spaces/tester/my-private/logs/run") < 3)
    g_main_context_iteration (NULL, TRUE);
  sp_hub_log_stop (log);
  lines = g_strsplit (all->str, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 8); /* four that were there, three that came, the rest of the text */
  g_assert_cmpstr (lines[6], ==, "request 3 handled in 0.39s");
  g_assert_finalize_object (log);
}

static void
sample_cb (SpHubMetrics      *metrics,
           const SpHubSample *sample,
           gint64            *memory)
{
  *memory = sample->memory;
}

static void
test_metrics (Fixture      *fixture,
              gconstpointer data)
{
  SpHubMetrics *metrics = sp_hub_metrics_new (fixture->session, "tester/my-private");
  gint64        memory = -1;

  g_signal_connect (metrics, "sample", G_CALLBACK (sample_cb), &memory);
  sp_hub_metrics_start (metrics);
  while (memory == -1)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (memory, >=, 900000000);
  g_assert_cmpint (sp_hub_metrics_get_state (metrics), ==, SP_HUB_LIVE_OPEN);
  g_assert_finalize_object (metrics);
}

static void
runtime_cb (SpHubWatch *watch,
            GParamSpec *pspec,
            GString    *words)
{
  g_string_append_printf (words, "%s ", sp_hub_runtime_get_stage_word (sp_hub_watch_get_runtime (watch)));
}

static void
wait_for_stage (SpHubWatch *watch,
                SpHubStage  stage)
{
  while (sp_hub_watch_get_runtime (watch) == NULL ||
         sp_hub_runtime_get_stage (sp_hub_watch_get_runtime (watch)) != stage)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
over_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_REMOVE;
}

/* Long enough for several questions. */
static void
let_pass (guint units)
{
  gboolean over = FALSE;

  g_timeout_add (units * UNIT, over_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

/* Asked each unit while it starts, and left alone when it runs. */
static void
test_watch (Fixture      *fixture,
            gconstpointer data)
{
  static const char  *path = "/api/spaces/tester/sleepy/runtime";
  g_autoptr (GString) words = g_string_new (NULL);
  SpHubWatch         *watch = sp_hub_watch_new (fixture->nobody, "tester/sleepy");
  gint64              start;
  guint               n_asked;

  g_signal_connect (watch, "notify::runtime", G_CALLBACK (runtime_cb), words);
  sp_hub_watch_start (watch);
  wait_for_stage (watch, SP_HUB_STAGE_ASLEEP);
  let_pass (5);
  g_assert_cmpuint (count_requests (path), ==, 1);

  start = g_get_monotonic_time ();
  sp_hub_watch_wake (watch);
  wait_for_stage (watch, SP_HUB_STAGE_BUILDING);
  let_pass (5);
  hub_control_only ("POST", BUILD_TIME, "");
  wait_for_stage (watch, SP_HUB_STAGE_STARTING);
  hub_control_only ("POST", START_TIME, "");
  wait_for_stage (watch, SP_HUB_STAGE_RUNNING);
  n_asked = count_requests (path);
  g_assert_cmpuint (n_asked, >=, 4);
  g_assert_cmpint (n_asked, <=, (g_get_monotonic_time () - start) / 1000 / UNIT + 3);
  g_assert_cmpstr (words->str, ==, "SLEEPING BUILDING APP_STARTING RUNNING ");

  let_pass (5);
  g_assert_cmpuint (count_requests (path), ==, n_asked);
  sp_hub_watch_start (watch); /* changes nothing */
  sp_hub_watch_stop (watch);
  sp_hub_watch_start (watch);
  let_pass (5);
  g_assert_cmpuint (count_requests (path), ==, n_asked + 1);
  g_assert_finalize_object (watch);
}

/* For who is signed in the Hub tells when there is something to ask for. */
static void
test_watch_told (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr (GString) words = g_string_new (NULL);
  SpHubWatch         *watch = sp_hub_watch_new (fixture->session, "tester/breaks-on-start");

  g_signal_connect (watch, "notify::runtime", G_CALLBACK (runtime_cb), words);
  sp_hub_watch_wake (watch);
  wait_for_stage (watch, SP_HUB_STAGE_BUILDING);
  let_pass (5);
  hub_control_only ("POST", BUILD_TIME, "");
  wait_for_stage (watch, SP_HUB_STAGE_STARTING);
  hub_control_only ("POST", START_TIME, "");
  wait_for_stage (watch, SP_HUB_STAGE_BROKEN);
  g_test_message ("%s", words->str);
  g_assert_true (g_str_has_suffix (words->str, "BUILDING APP_STARTING RUNTIME_ERROR "));
  g_assert_nonnull (strstr (sp_hub_runtime_get_error (sp_hub_watch_get_runtime (watch)), "torch"));
  g_assert_cmpuint (count_requests ("/api/spaces/tester/breaks-on-start/events"), ==, 1);
  g_assert_cmpuint (count_requests ("/api/spaces/tester/breaks-on-start/runtime"), <=, 8);
  g_assert_cmpuint (count_tokens ("/_host/tester-breaks-on-start/"), ==, 0);
  g_assert_finalize_object (watch);
}

/* Its host wants to know who visits. */
static void
test_watch_private (Fixture      *fixture,
                    gconstpointer data)
{
  SpHubWatch *watch = sp_hub_watch_new (fixture->session, "tester/my-private");

  hub_control_only ("PATCH", "spaces/tester/my-private", "{\"stage\":\"SLEEPING\"}");
  sp_hub_watch_wake (watch);
  wait_for_stage (watch, SP_HUB_STAGE_BUILDING);
  g_assert_cmpuint (count_requests ("/_host/tester-my-private/"), ==, 2);
  g_assert_cmpuint (count_tokens ("/_host/tester-my-private/"), ==, 1);
  g_assert_finalize_object (watch);
}

/* When few requests are left nobody asks any more, and what is not there is asked for once. */
static void
test_watch_restrained (Fixture      *fixture,
                       gconstpointer data)
{
  static const char *path = "/api/spaces/tester/sleepy/runtime";
  SpHubWatch        *watch = sp_hub_watch_new (fixture->nobody, "tester/sleepy");
  SpHubWatch        *lost = sp_hub_watch_new (fixture->nobody, "tester/nothing");
  guint              n_asked;

  hub_control_only ("POST", "limits", "{\"api\":[10,300]}");
  sp_hub_watch_start (watch);
  wait_for_stage (watch, SP_HUB_STAGE_ASLEEP);
  for (guint i = 0; i < 15; i++) {
    sp_hub_watch_take (watch, NULL); /* somebody wants to see each second what becomes of it */
    let_pass (2);
  }
  n_asked = count_requests (path);
  g_assert_cmpuint (n_asked, >, 5);
  g_assert_cmpuint (n_asked, <=, 10);
  hub_control_only ("POST", "limits", "{\"api\":[500,300]}");
  g_assert_finalize_object (watch);

  hub_control_only ("DELETE", "requests", "");
  g_clear_object (&fixture->nobody);
  fixture->nobody = hub_new_session (NULL);
  g_assert_finalize_object (lost);
  lost = sp_hub_watch_new (fixture->nobody, "tester/nothing");
  sp_hub_session_set_pause (fixture->nobody, UNIT);
  sp_hub_watch_start (lost);
  while (sp_hub_watch_get_error (lost) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (sp_hub_watch_get_error (lost), SP_HUB_ERROR, SP_HUB_ERROR_NOT_FOUND);
  let_pass (10);
  g_assert_cmpuint (count_requests ("/api/spaces/tester/nothing/runtime"), ==, 1);
  g_assert_finalize_object (lost);
}

/* Some time passes on the Hub, too. */
static gboolean
advance_cb (gpointer user_data)
{
  hub_control_only ("POST", START_TIME, "");

  return G_SOURCE_CONTINUE;
}

/* Returns what the program prints. */
static char *
run (int         status,
     const char *first,
     ...)
{
  g_autoptr (GPtrArray)           arguments = g_ptr_array_new ();
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GSubprocess)         process = NULL;
  g_autoptr (GAsyncResult)        result = NULL;
  g_autoptr (GError)              error = NULL;
  char                           *output = NULL;
  guint                           clock;
  va_list                         args;

  g_ptr_array_add (arguments, (gpointer) program);
  va_start (args, first);
  for (const char *argument = first; argument != NULL; argument = va_arg (args, const char *))
    g_ptr_array_add (arguments, (gpointer) argument);
  va_end (args);
  g_ptr_array_add (arguments, NULL);

  g_subprocess_launcher_setenv (launcher, "HF_TOKEN", "hf_tester", TRUE);
  g_subprocess_launcher_setenv (launcher, "KEY", "hush", TRUE);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) arguments->pdata, &error);
  g_assert_no_error (error);
  clock = g_timeout_add (500, advance_cb, NULL);
  g_subprocess_communicate_utf8_async (process, NULL, NULL, answered_cb, &result);
  g_subprocess_communicate_utf8_finish (process, wait_for (&result), &output, NULL, &error);
  g_source_remove (clock);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, status);

  return output;
}

static void
test_program (Fixture      *fixture,
              gconstpointer data)
{
  g_autofree char     *json = run (0, "space", "info", "--json", "demo/hello", NULL);
  g_autofree char     *info = run (0, "space", "info", "tester/sleepy", NULL);
  g_autofree char     *copy = run (0, "space", "duplicate", "--secret", "KEY", "--variable", "A=1", "demo/hello", NULL);
  g_autofree char     *again = run (0, "space", "duplicate", "--quiet", "demo/hello", "tester/hello", NULL);
  g_autofree char     *log = run (0, "space", "logs", "--tail", "2", "tester/my-private", NULL);
  g_autofree char     *paused = run (0, "space", "pause", "tester/my-private", NULL);
  g_autofree char     *stuck = run (1, "space", "wake", "tester/my-private", NULL);
  g_autofree char     *restarted = run (0, "space", "restart", "tester/my-private", NULL);
  g_autofree char     *moved = run (0, "space", "hardware", "tester/my-private", "zero-a10g", NULL);
  g_autofree char     *unpaid = run (1, "space", "hardware", "--yes", "tester/my-private", "t4-small", NULL);
  g_autofree char     *unknown = run (2, "space", "hardware", "tester/my-private", "abacus", NULL);
  g_autofree char     *none = run (2, "space", "info", "hello", NULL);
  g_autofree char     *refused = run (1, "space", "restart", "edge/gated", NULL);
  g_autoptr (JsonNode) node = gradio_json_parse (json, -1, NULL);
  JsonObject          *object = json_node_get_object (node);
  JsonArray           *files = gradio_json_get_array (object, "files");

  g_assert_cmpstr (gradio_json_get_string (object, "stage", NULL), ==, "SLEEPING");
  g_assert_cmpstr (gradio_json_get_string (object, "license", NULL), ==, "mit");
  g_assert_true (gradio_json_get_boolean (object, "can_wake", FALSE));
  g_assert_cmpuint (json_array_get_length (files), ==, 4);
  g_assert_nonnull (strstr (info, "Asleep"));
  g_assert_nonnull (strstr (info, "spaceport-cli space wake tester/sleepy"));
  g_assert_cmpstr (copy, ==, "tester/hello\n");
  g_assert_cmpstr (again, ==, "tester/hello\n");
  g_assert_true (g_str_has_prefix (log, "Downloading model: 100%"));
  g_assert_cmpstr (paused, ==, "Paused by its author\n");
  g_assert_cmpstr (stuck, ==, "PAUSED: Paused by its author\n");
  g_assert_cmpstr (restarted, ==, "Building\n");
  g_assert_cmpstr (moved, ==, "Building\n");
  g_assert_cmpstr (unpaid, ==, "");
  g_assert_cmpstr (unknown, ==, "");
  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (refused, ==, "");
}

static void
test_program_wakes (Fixture      *fixture,
                    gconstpointer data)
{
  g_autofree char *woken = run (0, "space", "wake", "tester/sleepy", NULL);
  g_autofree char *broken = run (1, "space", "wake", "tester/breaks-on-build", NULL);

  g_assert_true (g_str_has_prefix (woken, "SLEEPING: Asleep\n"));
  g_assert_true (g_str_has_suffix (woken, "RUNNING: Running on CPU\n"));
  g_assert_true (g_str_has_suffix (broken, "BUILD_ERROR: Broken: it could not be built\n"));
}

static void
add (const char *path,
     void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_unsetenv ("HF_HUB_OFFLINE");
  program = argv[1];

  add ("/hub/care-live/actions", test_actions);
  add ("/hub/care-live/hide-and-delete", test_hide_and_delete);
  add ("/hub/care-live/refused", test_refused);
  add ("/hub/care-live/variables", test_variables);
  add ("/hub/care-live/duplicate", test_duplicate);
  add ("/hub/care-live/lists", test_lists);
  add ("/hub/care-live/log", test_log);
  add ("/hub/care-live/metrics", test_metrics);
  add ("/hub/care-live/watch", test_watch);
  add ("/hub/care-live/watch-told", test_watch_told);
  add ("/hub/care-live/watch-private", test_watch_private);
  add ("/hub/care-live/watch-restrained", test_watch_restrained);
  add ("/hub/care-live/program", test_program);
  add ("/hub/care-live/program-wakes", test_program_wakes);

  return hub_run_tests ();
}
