/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the Hub says about own Spaces, as it should and as it should not. */
#include "fake-app.h"
#include "hub-fixture.h"
#include "sp-hub-care.h"
#include "sp-hub-commits.h"
#include "sp-hub-duplicate.h"
#include "sp-hub-error.h"
#include "sp-hub-hardware.h"
#include "sp-hub-metrics.h"
#include "sp-hub-quota.h"
#include "sp-hub-variables.h"
#include "sp-hub-watch.h"

#include <string.h>

#define SPACE "ada/reader"
#define API "/api/spaces/" SPACE
#define SHA "0123456789abcdef0123456789abcdef01234567"

static JsonNode *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode          *node = gradio_json_parse (text, -1, &error);

  g_assert_no_error (error);

  return node;
}

/* What no parser may trip over. */
static const char *const odd[] = {
  "null",
  "true",
  "3",
  "\"text\"",
  "{}",
  "[]",
  "[[]]",
  "[null,3,\"x\",[],{}]",
  "{\"a\":null,\"b\":[],\"c\":3}",
  "{\"current\":null,\"base\":[],\"resetsAt\":{}}",
  "{\"data\":[],\"timestamp\":3}",
  "{\"stage\":[]}",
  "[{\"name\":3},{\"name\":\"\"},{\"name\":null}]",
  "{\"gpus\":{\"a\":3,\"b\":null,\"c\":[]}}",
  "{\"KEY\":{\"key\":3,\"value\":[],\"updatedAt\":\"yesterday\"}}",
};

static void
test_odd (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (odd); i++) {
    g_autoptr (JsonNode)    node = parse (odd[i]);
    g_autoptr (GPtrArray)   hardware = sp_hub_hardware_parse_list (node);
    g_autoptr (GPtrArray)   variables = sp_hub_variables_parse (node);
    g_autoptr (SpHubQuota)  quota = sp_hub_quota_parse (node);
    g_autoptr (SpHubCommit) commit = sp_hub_commit_new_from_json (node);
    SpHubSample             sample;

    g_assert_cmpuint (hardware->len, ==, 0);
    g_assert_cmpuint (variables->len, <=, 1);
    g_assert_null (quota);
    g_assert_null (commit);
    g_assert_true (sp_hub_sample_parse (&sample, node) == (sample.n_gpus > 0));
  }

  g_assert_null (sp_hub_quota_parse (NULL));
  g_assert_null (sp_hub_commit_new_from_json (NULL));
}

static void
check_hardware (GPtrArray  *list,
                guint       index,
                const char *flavour,
                const char *title,
                const char *price,
                const char *specs)
{
  SpHubHardware   *hardware = g_ptr_array_index (list, index);
  g_autofree char *price_text = sp_hub_hardware_dup_price (hardware);
  g_autofree char *specs_text = sp_hub_hardware_dup_specs (hardware);

  g_assert_cmpstr (sp_hub_hardware_get_flavour (hardware), ==, flavour);
  g_assert_cmpstr (sp_hub_hardware_get_title (hardware), ==, title);
  g_assert_cmpstr (price_text, ==, price);
  g_assert_cmpstr (specs_text, ==, specs);
  g_assert_true (sp_hub_hardware_find (list, flavour) == hardware);
}

static void
test_hardware (void)
{
  g_autoptr (JsonNode) node = parse (
    "[{\"name\":\"cpu-basic\",\"prettyName\":\"CPU Basic\",\"cpu\":\"2 vCPU\",\"ram\":\"16 GB\","
    "\"unitCostMicroUSD\":0},"
    "{\"name\":\"t4-small\",\"prettyName\":\"Nvidia T4\\u202e\\nsmall\",\"cpu\":\"4 vCPU\",\"ram\":\"15 GB\","
    "\"accelerator\":{\"model\":\"T4\",\"quantity\":\"1\",\"vram\":\"16 GB\"},\"unitCostUSD\":0.006667,"
    "\"unitCostMicroUSD\":6667,\"unitLabel\":\"minute\"},"
    "{\"name\":\"many\",\"accelerator\":{\"model\":\"A10G\",\"quantity\":4},\"unitCostUSD\":10,\"unitLabel\":\"hour\"},"
    "{\"name\":\"odd\",\"unitCostUSD\":-3,\"cpu\":7},"
    "{\"name\":\"odder\",\"unitCostUSD\":2,\"unitLabel\":\"fortnight\"},"
    "{\"name\":\"mad\",\"unitCostUSD\":1e300,\"unitLabel\":\"second\"}]");
  g_autoptr (GPtrArray) list = sp_hub_hardware_parse_list (node);

  g_assert_cmpuint (list->len, ==, 6);
  check_hardware (list, 0, "cpu-basic", "CPU Basic", "Free", "2 vCPU · 16 GB");
  check_hardware (list, 1, "t4-small", "Nvidia T4 small", "$0.40 an hour", "4 vCPU · 15 GB · T4, 16 GB");
  check_hardware (list, 2, "many", "many", "$10.00 an hour", "4 × A10G");
  check_hardware (list, 3, "odd", "odd", "Price not known", "");
  check_hardware (list, 4, "odder", "odder", "Price not known", "");
  check_hardware (list, 5, "mad", "mad", "Price not known", "");
  g_assert_true (sp_hub_hardware_is_free (g_ptr_array_index (list, 0)));
  g_assert_false (sp_hub_hardware_is_free (g_ptr_array_index (list, 3)));
  g_assert_null (sp_hub_hardware_find (list, "none"));
  g_assert_null (sp_hub_hardware_find (NULL, "odd"));
}

static void
check_variables (const char *text)
{
  g_autoptr (JsonNode)  node = parse (text);
  g_autoptr (GPtrArray) list = sp_hub_variables_parse (node);
  SpHubVariable        *first = g_ptr_array_index (list, 0);
  SpHubVariable        *second = g_ptr_array_index (list, 1);

  g_assert_cmpuint (list->len, ==, 2);
  g_assert_cmpstr (sp_hub_variable_get_key (first), ==, "A");
  g_assert_null (sp_hub_variable_get_value (first));
  g_assert_cmpstr (sp_hub_variable_get_description (first), ==, "the first");
  g_assert_cmpint (sp_hub_variable_get_updated (first), ==, 1787216400);
  g_assert_cmpstr (sp_hub_variable_get_key (second), ==, "B_2");
  g_assert_cmpstr (sp_hub_variable_get_value (second), ==, "");
  g_assert_null (sp_hub_variable_get_description (second));
}

static void
test_variables (void)
{
  static const char *const names[] = { "", "1A", "_A", "A-B", "A B", "Ä", "A=" };

  check_variables ("{\"B_2\":{\"value\":\"\",\"description\":null},"
                   "\"A\":{\"key\":\"A\",\"description\":\"the\\nfirst\",\"updatedAt\":\"2026-08-20T09:00:00.000Z\"}}");
  check_variables ("[{\"key\":\"B_2\",\"value\":\"\",\"updatedAt\":[]},{\"value\":\"no name\"},"
                   "{\"key\":\"A\",\"description\":\"the first\",\"updatedAt\":1787216400000}]");
  g_assert_true (sp_hub_variable_is_key ("HF_TOKEN2"));
  g_assert_false (sp_hub_variable_is_key (NULL));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_false (sp_hub_variable_is_key (names[i]));
}

static void
check_quota (const char *text,
             const char *words)
{
  g_autoptr (JsonNode)   node = parse (text);
  g_autoptr (SpHubQuota) quota = sp_hub_quota_parse (node);
  g_autofree char       *said = sp_hub_quota_dup_words (quota);

  g_assert_true (g_str_has_prefix (said, words));
}

static void
test_quota (void)
{
  check_quota ("{\"base\":300,\"current\":200,\"resetsAt\":null}", "3 min 20 s of 5 min ZeroGPU time are left.");
  check_quota ("{\"base\":2400,\"current\":40.7}", "40 s of 40 min");
  check_quota ("{\"base\":300,\"current\":200,\"resetsAt\":\"2031-01-01T10:00:00.000Z\"}",
               "3 min 20 s of 5 min ZeroGPU time are left, and all of it again at ");
  check_quota ("{\"base\":300,\"current\":0,\"resetsAt\":1924945200}", "The ZeroGPU time is used up until ");
  check_quota ("{\"base\":-1,\"current\":-1e300,\"resetsAt\":-5}", "The ZeroGPU time is used up. There is more");
  check_quota ("{\"base\":\"x\",\"current\":1e300,\"resetsAt\":1e300}", "166666 min 40 s of 0 s");
}

static void
test_sample (void)
{
  g_autoptr (JsonNode) node = parse (
    "{\"cpu_usage_pct\":21.5,\"memory_used_bytes\":900,\"memory_total_bytes\":1e10,\"rx_bps\":-1,\"tx_bps\":\"x\","
    "\"gpus\":{\"0\":{\"utilization\":50,\"memory_used_bytes\":5,\"memory_total_bytes\":10},\"1\":{\"utilization\":100,"
    "\"memory_used_bytes\":6,\"memory_total_bytes\":1e300},\"2\":null}}");
  SpHubSample sample;

  g_assert_true (sp_hub_sample_parse (&sample, node));
  g_assert_cmpfloat (sample.cpu, ==, 21.5);
  g_assert_cmpint (sample.memory, ==, 900);
  g_assert_cmpint (sample.memory_total, ==, 10000000000);
  g_assert_cmpfloat (sample.received, ==, -1);
  g_assert_cmpfloat (sample.sent, ==, -1);
  g_assert_cmpuint (sample.n_gpus, ==, 2);
  g_assert_cmpfloat (sample.gpu, ==, 75);
  g_assert_cmpint (sample.gpu_memory, ==, 11);
  g_assert_cmpint (sample.gpu_memory_total, ==, 10);
  g_assert_false (sp_hub_sample_parse (&sample, NULL));
}

static void
test_commit (void)
{
  g_autoptr (JsonNode)    node = parse ("{\"id\":\"" SHA "\",\"title\":\"One\\ntwo\",\"message\":\"a\\nb\","
                                           "\"date\":\"2026-08-20T09:00:00.000Z\","
                                           "\"authors\":[{\"user\":\"ada\"},null,{\"user\":3},{\"user\":\"bob\"}]}");
  g_autoptr (JsonNode)    bare = parse ("{\"id\":\"" SHA "\",\"title\":[],\"authors\":\"x\",\"date\":\"\"}");
  g_autoptr (JsonNode)    wrong = parse ("{\"id\":\"../../x\",\"title\":\"t\"}");
  g_autoptr (SpHubCommit) commit = sp_hub_commit_new_from_json (node);
  g_autoptr (SpHubCommit) other = sp_hub_commit_new_from_json (bare);

  g_assert_cmpstr (sp_hub_commit_get_id (commit), ==, SHA);
  g_assert_cmpstr (sp_hub_commit_get_title (commit), ==, "One two");
  g_assert_cmpstr (sp_hub_commit_get_message (commit), ==, "a\nb");
  g_assert_cmpstr (sp_hub_commit_get_author (commit), ==, "ada, bob");
  g_assert_cmpint (sp_hub_commit_get_date (commit), ==, 1787216400);
  g_assert_cmpstr (sp_hub_commit_get_title (other), ==, "");
  g_assert_cmpstr (sp_hub_commit_get_author (other), ==, "");
  g_assert_null (sp_hub_commit_new_from_json (wrong));
}

typedef struct {
  FakeApp      *hub;
  SpHubSession *session; /* with a token */
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->hub = fake_app_new ();
  g_assert_true (g_setenv ("HF_ENDPOINT", fake_app_get_uri (fixture->hub), TRUE));
  fixture->session = hub_new_session ("hf_secret");
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  while (g_main_context_iteration (NULL, FALSE)) /* what was stopped hears of it */
    ;
  g_assert_finalize_object (fixture->session);
  fake_app_free (fixture->hub);
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

typedef struct {
  SpHubCare   care;
  const char *method;
  const char *path;
  const char *body; /* nullable */
} Action;

static const Action ACTIONS[] = {
  { { .action = SP_HUB_CARE_RESTART }, "POST", API "/restart", NULL },
  { { .action = SP_HUB_CARE_REBUILD }, "POST", API "/restart", NULL },
  { { .action = SP_HUB_CARE_PAUSE }, "POST", API "/pause", NULL },
  { { .action = SP_HUB_CARE_HARDWARE, .hardware = "t4-small", .sleep_time = 600 },
    "POST",
    API "/hardware",
    "{\"flavor\":\"t4-small\",\"sleepTimeSeconds\":600}" },
  { { .action = SP_HUB_CARE_HARDWARE, .hardware = "cpu-basic" },
    "POST",
    API "/hardware",
    "{\"flavor\":\"cpu-basic\"}" },
  { { .action = SP_HUB_CARE_SLEEP_TIME, .sleep_time = SP_HUB_SLEEP_NEVER },
    "POST",
    API "/sleeptime",
    "{\"seconds\":-1}" },
  { { .action = SP_HUB_CARE_REPLICAS, .replicas = 2 }, "POST", API "/replicas", "{\"replicas\":2}" },
  { { .action = SP_HUB_CARE_DEV_MODE, .dev_mode = TRUE }, "POST", API "/dev-mode", "{\"enabled\":true}" },
  { { .action = SP_HUB_CARE_VISIBILITY, .visibility = "protected" },
    "PUT",
    API "/settings",
    "{\"visibility\":\"protected\"}" },
  { { .action = SP_HUB_CARE_DELETE },
    "DELETE",
    "/api/repos/delete",
    "{\"name\":\"reader\",\"organization\":\"ada\",\"type\":\"space\"}" },
};

static void
check_body (Fixture    *fixture,
            const char *path,
            const char *expected)
{
  const char          *text = fake_app_get_last_body (fixture->hub, path);
  g_autoptr (JsonNode) body = NULL;
  g_autoptr (JsonNode) wanted = NULL;

  if (expected == NULL)
    return;

  body = parse (text);
  wanted = parse (expected);
  g_assert_true (gradio_json_equal (body, wanted));
}

static void
test_actions (Fixture      *fixture,
              gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (ACTIONS); i++) {
    const Action            *action = &ACTIONS[i];
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (SpHubRuntime) runtime = NULL;
    g_autoptr (GError)       error = NULL;
    gboolean                 tells = action->care.action < SP_HUB_CARE_VISIBILITY;

    fake_app_answer (fixture->hub, action->path, 200, "application/json", tells ? "{\"stage\":\"BUILDING\"}" : "OK");
    sp_hub_care_async (fixture->session, SPACE, &action->care, NULL, answered_cb, &result);
    g_assert_true (sp_hub_care_finish (fixture->session, wait_for (&result), &runtime, &error));
    g_assert_no_error (error);
    g_assert_true ((runtime != NULL) == tells);
    g_assert_cmpstr (fake_app_get_last_method (fixture->hub, action->path), ==, action->method);
    check_body (fixture, action->path, action->body);
  }
}

static const struct {
  guint      status;
  SpHubError code;
} REFUSALS[] = {
  { 400, SP_HUB_ERROR_INVALID },
  { 401, SP_HUB_ERROR_CREDENTIALS },
  { 402, SP_HUB_ERROR_PAYMENT },
  { 403, SP_HUB_ERROR_ACCESS },
  { 404, SP_HUB_ERROR_NOT_FOUND },
};

static void
test_actions_refused (Fixture      *fixture,
                      gconstpointer data)
{
  g_autoptr (SpHubSession) nobody = hub_new_session (NULL);
  SpHubCare                care = { .action = SP_HUB_CARE_PAUSE };

  for (guint i = 0; i < G_N_ELEMENTS (REFUSALS); i++) {
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (GError)       error = NULL;

    fake_app_answer (fixture->hub, API "/pause", REFUSALS[i].status, "application/json", "{\"error\":\"no\"}");
    sp_hub_care_async (fixture->session, SPACE, &care, NULL, answered_cb, &result);
    g_assert_false (sp_hub_care_finish (fixture->session, wait_for (&result), NULL, &error));
    g_assert_error (error, SP_HUB_ERROR, (int) REFUSALS[i].code);
    g_assert_cmpuint (fake_app_count_requests (fixture->hub, API "/pause"), ==, i + 1); /* never twice */
  }

  {
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (GError)       error = NULL;

    sp_hub_care_async (nobody, SPACE, &care, NULL, answered_cb, &result);
    g_assert_false (sp_hub_care_finish (nobody, wait_for (&result), NULL, &error));
    g_assert_error (error, SP_HUB_ERROR, SP_HUB_ERROR_CREDENTIALS);
    g_assert_cmpuint (fake_app_count_requests (fixture->hub, API "/pause"), ==, G_N_ELEMENTS (REFUSALS));
  }
}

/* The visibility is always said; a copy that is there is used. */
static void
test_duplicate (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr (GPtrArray) secrets = g_ptr_array_new_with_free_func (g_object_unref);
  SpHubDuplicate        wish = { .source = SPACE, .target = "bob/copy", .secrets = secrets, .sleep_time = 300 };
  const char           *path = API "/duplicate";

  g_ptr_array_add (secrets, sp_hub_variable_new ("KEY", "value", NULL));
  for (guint status = 200; status <= 409; status += 209) {
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (GError)       error = NULL;
    g_autofree char         *copy = NULL;
    gboolean                 existed = FALSE;

    fake_app_answer (fixture->hub, path, status, "application/json", "{\"url\":\"https://evil.example/spaces/eve/x\"}");
    sp_hub_duplicate_async (fixture->session, &wish, NULL, answered_cb, &result);
    copy = sp_hub_duplicate_finish (fixture->session, wait_for (&result), &existed, &error);
    g_assert_no_error (error);
    g_assert_cmpstr (copy, ==, "bob/copy");
    g_assert_true (existed == (status == 409));
    check_body (fixture, path,
                "{\"repository\":\"bob/copy\",\"visibility\":\"private\",\"sleepTimeSeconds\":300,"
                "\"secrets\":[{\"key\":\"KEY\",\"value\":\"value\"}]}");
  }
}

/* The Space is gone while it is watched; the question before that had no sense. */
static void
test_watch_ends (Fixture      *fixture,
                 gconstpointer data)
{
  SpHubWatch *watch = sp_hub_watch_new (fixture->session, SPACE);

  fake_app_answer (fixture->hub, API "/runtime", 200, "application/json", "[\"odd\"]");
  sp_hub_watch_start (watch);
  while (sp_hub_watch_get_runtime (watch) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (sp_hub_runtime_get_stage (sp_hub_watch_get_runtime (watch)), ==, SP_HUB_STAGE_UNKNOWN);

  fake_app_answer (fixture->hub, API "/runtime", 404, "application/json", "{}");
  sp_hub_watch_take (watch, NULL);
  while (sp_hub_watch_get_error (watch) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (sp_hub_watch_get_error (watch), SP_HUB_ERROR, SP_HUB_ERROR_NOT_FOUND);
  g_assert_finalize_object (watch);
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

  g_test_add_func ("/hub/care/odd", test_odd);
  g_test_add_func ("/hub/care/hardware", test_hardware);
  g_test_add_func ("/hub/care/variables", test_variables);
  g_test_add_func ("/hub/care/quota", test_quota);
  g_test_add_func ("/hub/care/sample", test_sample);
  g_test_add_func ("/hub/care/commit", test_commit);
  add ("/hub/care/actions", test_actions);
  add ("/hub/care/actions-refused", test_actions_refused);
  add ("/hub/care/duplicate", test_duplicate);
  add ("/hub/care/watch-ends", test_watch_ends);

  return g_test_run ();
}
