/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What follows from what, with a server that answers as a test wants it. */
#include "fake-app.h"
#include "sp-blocks.h"

#define API "/gradio_api"

enum {
  NAME = 1,
  RESULT = 2,
  GO = 3,
  OTHER = 4,
  STATE = 5,
};

#define CONFIG_BEGIN                                                                             \
  "{\"version\":\"5.49.1\",\"protocol\":\"sse_v3\",\"api_prefix\":\"/gradio_api\",\"app_id\":1," \
  "\"components\":["                                                                             \
  "{\"id\":1,\"type\":\"textbox\",\"props\":{\"label\":\"Name\",\"value\":\"hello\"}},"          \
  "{\"id\":2,\"type\":\"textbox\",\"props\":{\"label\":\"Result\"}},"                            \
  "{\"id\":3,\"type\":\"button\",\"props\":{\"value\":\"Go\"}},"                                 \
  "{\"id\":4,\"type\":\"button\",\"props\":{\"value\":\"Other\"}},"                              \
  "{\"id\":5,\"type\":\"state\",\"props\":{}}],"                                                 \
  "\"layout\":{\"id\":0,\"children\":[{\"id\":1},{\"id\":2},{\"id\":3},{\"id\":4},{\"id\":5}]}," \
  "\"dependencies\":["
#define CONFIG_END "]}"

typedef struct {
  FakeApp      *app;
  GradioClient *client;
  SpScript     *script; /* nullable */
  SpBlocks     *blocks;
  GString      *problems;
} Fixture;

static void
problem_cb (Fixture *fixture, const char *text)
{
  g_string_append_printf (fixture->problems, "%s\n", text);
}

static void
set_up (Fixture *fixture, gconstpointer dependencies)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *address = NULL;
  gboolean           whole = g_str_has_prefix (dependencies, "{\"version\"");
  g_autofree char   *config =
    whole ? g_strdup (dependencies) : g_strconcat (CONFIG_BEGIN, dependencies, CONFIG_END, NULL);

  fixture->app = fake_app_new ();
  fake_app_answer (fixture->app, "/config", 200, "application/json", config);
  address = g_strconcat (fake_app_get_uri (fixture->app), "/?a=b", NULL);
  fixture->client = gradio_client_new (address);
  error = fake_app_connect (fixture->client);
  g_assert_no_error (error);
  fixture->script = sp_script_is_available () ? sp_script_new () : NULL;
  fixture->problems = g_string_new (NULL);
  fixture->blocks = sp_blocks_new (fixture->client, NULL, fixture->script);
  g_signal_connect_swapped (fixture->blocks, "problem", G_CALLBACK (problem_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  sp_blocks_close (fixture->blocks);
  g_clear_object (&fixture->blocks);
  g_clear_object (&fixture->script);
  gradio_client_close (fixture->client);
  g_clear_object (&fixture->client);
  g_string_free (fixture->problems, TRUE);
  g_clear_pointer (&fixture->app, fake_app_free);
}

static void
click (Fixture *fixture, int id)
{
  sp_blocks_dispatch (fixture->blocks, id, "click", NULL);
}

static void
wait_until_idle (Fixture *fixture)
{
  while (sp_blocks_is_busy (fixture->blocks))
    g_main_context_iteration (NULL, TRUE);
}

static void
check_value (Fixture *fixture, int id, const char *json)
{
  g_autoptr (JsonNode) value = sp_block_dup_value (sp_blocks_get_block (fixture->blocks, id));
  g_autofree char     *text = gradio_json_write (value);

  g_assert_cmpstr (text, ==, json);
}

static GradioJobState
get_job_state (Fixture *fixture, guint place)
{
  g_autoptr (SpRun) run = g_list_model_get_item (sp_blocks_get_runs (fixture->blocks), place);

  return run != NULL && sp_run_get_job (run) != NULL ? gradio_job_get_state (sp_run_get_job (run)) : GRADIO_JOB_UPLOADING;
}

/* Steps that end at once and lead to themselves: one that follows itself, each time twice. */
#define CIRCLE                                                                       \
  "{\"id\":0,\"targets\":[[3,\"click\"]],\"trigger_after\":0,\"backend_fn\":false}," \
  "{\"id\":0,\"targets\":[],\"trigger_after\":0,\"backend_fn\":false}"

/* A component whose listeners never agree. */
#define QUARREL                                                                                                   \
  "{\"id\":0,\"targets\":[[1,\"change\"],[3,\"click\"]],\"outputs\":[1],\"js\":\"() => 1\",\"backend_fn\":false," \
  "\"trigger_mode\":\"multiple\"},"                                                                               \
  "{\"id\":1,\"targets\":[[1,\"change\"]],\"outputs\":[1],\"js\":\"() => 2\",\"backend_fn\":false,"               \
  "\"trigger_mode\":\"always_last\"}"

static void
test_circle (Fixture *fixture, gconstpointer data)
{
  click (fixture, GO);
  wait_until_idle (fixture);
  g_assert_nonnull (strstr (fixture->problems->str, "changes itself again and again"));
  click (fixture, GO); /* it is there as before */
  wait_until_idle (fixture);
}

/* Fifty steps that end at once are no circle (R43). */
static void
test_long_chain (Fixture *fixture, gconstpointer data)
{
  click (fixture, GO);
  wait_until_idle (fixture);
  g_assert_cmpstr (fixture->problems->str, ==, "");
  check_value (fixture, RESULT, "\"the end\"");
}

static char *
make_long_chain (void)
{
  GString *text = g_string_new ("{\"id\":0,\"targets\":[[3,\"click\"]],\"backend_fn\":false}");

  for (guint i = 1; i < 50; i++)
    g_string_append_printf (text, ",{\"id\":%u,\"targets\":[],\"trigger_after\":%u,\"backend_fn\":false,\"outputs\":[2],"
                                  "\"js\":\"() => [\\\"%s\\\"]\"}",
                            i, i - 1, i == 49 ? "the end" : "on the way");

  return g_string_free (text, FALSE);
}

/* A list that a script returns is one value per place, and a text behind it another script's. */
#define SCRIPTS                                                                                                                     \
  "{\"id\":0,\"targets\":[[3,\"click\"]],\"inputs\":[1],\"outputs\":[1],\"js\":\"(x) => [x.toUpperCase()]\",\"backend_fn\":false}," \
  "{\"id\":1,\"targets\":[],\"trigger_after\":0,\"inputs\":[1],\"outputs\":[2],\"js\":\"(x) => x + '!'\",\"backend_fn\":false},"    \
  "{\"id\":2,\"targets\":[[4,\"click\"]],\"inputs\":[1],\"outputs\":[2],\"js\":\"(x) => [x, 1]\",\"backend_fn\":true,\"queue\":false}"

static void
test_scripts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GListModel) runs = g_object_ref (sp_blocks_get_runs (fixture->blocks));

  if (fixture->script == NULL) {
    g_test_skip ("There is no engine for scripts");
    return;
  }

  click (fixture, GO);
  wait_until_idle (fixture);
  check_value (fixture, NAME, "\"HELLO\"");
  check_value (fixture, RESULT, "\"HELLO!\"");
  g_assert_cmpstr (fixture->problems->str, ==, "");

  fake_app_answer (fixture->app, API "/run/predict", 200, "application/json", "{\"data\":[\"answer\"]}");
  click (fixture, OTHER);
  wait_until_idle (fixture);
  check_value (fixture, RESULT, "\"answer\"");
  g_assert_nonnull (strstr (fake_app_get_last_body (fixture->app, API "/run/predict"), "\"data\":[\"HELLO\",1]"));
}

#define TWICE \
  "{\"id\":0,\"targets\":[[3,\"click\"]],\"outputs\":[2],\"backend_fn\":true,\"trigger_mode\":\"multiple\"}"

/* One job that ends takes the others of its function along. */
static void
test_close (Fixture *fixture, gconstpointer data)
{
  const char *const stream[] = {
    "data: {\"msg\":\"process_starts\",\"event_id\":\"e1\"}\n\n",
    "data: {\"msg\":\"process_starts\",\"event_id\":\"e2\"}\n\n",
    "HANG",
    NULL,
  };

  fake_app_set_stream (fixture->app, stream);
  click (fixture, GO);
  click (fixture, GO);
  while (get_job_state (fixture, 0) != GRADIO_JOB_PROCESSING || get_job_state (fixture, 1) != GRADIO_JOB_PROCESSING)
    g_main_context_iteration (NULL, TRUE);
  sp_blocks_close (fixture->blocks);
  g_assert_cmpuint (g_list_model_get_n_items (sp_blocks_get_runs (fixture->blocks)), ==, 0);
}

#define GENERATOR                                                                                              \
  "{\"id\":0,\"targets\":[[3,\"click\"]],\"outputs\":[1,5],\"backend_fn\":true},"                              \
  "{\"id\":1,\"targets\":[[5,\"change\"]],\"inputs\":[1],\"outputs\":[2],\"backend_fn\":true,\"queue\":false," \
  "\"trigger_mode\":\"multiple\"}"

/* The last message of a generator names no State: what changed was told with what it gave before. */
static void
test_generator (Fixture *fixture, gconstpointer data)
{
  const char *const stream[] = {
    "data: {\"msg\":\"process_starts\",\"event_id\":\"e1\"}\n\n"
    "data: {\"msg\":\"process_generating\",\"event_id\":\"e1\",\"success\":true,"
    "\"output\":{\"data\":[\"first\",null],\"changed_state_ids\":[5]}}\n\n"
    "data: {\"msg\":\"process_completed\",\"event_id\":\"e1\",\"success\":true,"
    "\"output\":{\"data\":[\"first\",null],\"changed_state_ids\":[]}}\n\n",
    NULL,
  };

  fake_app_answer (fixture->app, API "/run/predict", 200, "application/json", "{\"data\":[\"seen\"]}");
  fake_app_set_stream (fixture->app, stream);
  click (fixture, GO);
  wait_until_idle (fixture);
  check_value (fixture, NAME, "\"first\"");
  check_value (fixture, RESULT, "\"seen\"");
  g_assert_cmpuint (fake_app_count_requests (fixture->app, API "/run/predict"), ==, 1);
  g_assert_nonnull (strstr (fake_app_get_last_body (fixture->app, API "/run/predict"), "\"data\":[\"first\"]"));
}

#define CANCELS                                                                 \
  "{\"id\":0,\"targets\":[[3,\"click\"]],\"outputs\":[2],\"backend_fn\":true}," \
  "{\"id\":1,\"targets\":[[4,\"click\"]],\"backend_fn\":false},"                \
  "{\"id\":2,\"targets\":[],\"trigger_after\":1,\"backend_fn\":false,\"cancels\":[0]}"

static void
test_cancels (Fixture *fixture, gconstpointer data)
{
  const char *const stream[] = { "data: {\"msg\":\"process_starts\",\"event_id\":\"e1\"}\n\n", "HANG", NULL };

  fake_app_set_stream (fixture->app, stream);
  click (fixture, GO);
  while (get_job_state (fixture, 0) != GRADIO_JOB_PROCESSING)
    g_main_context_iteration (NULL, TRUE);
  click (fixture, OTHER);
  wait_until_idle (fixture);
}

#define ONE "{\"id\":0,\"targets\":[[3,\"click\"]],\"outputs\":[2],\"backend_fn\":true}"

static void
close_cb (SpBlocks *blocks, SpRun *run)
{
  sp_blocks_close (blocks);
}

static void
cancel_cb (SpBlocks *blocks, SpRun *run)
{
  sp_run_cancel (run);
}

/* Who is told of a run may end it before it is sent. */
static void
check_not_sent (Fixture *fixture)
{
  click (fixture, GO);
  g_assert_cmpuint (g_list_model_get_n_items (sp_blocks_get_runs (fixture->blocks)), ==, 0);
  g_assert_false (sp_blocks_is_busy (fixture->blocks));
  g_assert_cmpuint (gradio_session_get_n_jobs (sp_blocks_get_session (fixture->blocks)), ==, 0);
}

static void
test_closed_before (Fixture *fixture, gconstpointer data)
{
  g_signal_connect (fixture->blocks, "run", G_CALLBACK (close_cb), NULL);
  check_not_sent (fixture);
}

static void
test_cancelled_before (Fixture *fixture, gconstpointer data)
{
  g_signal_connect (fixture->blocks, "run", G_CALLBACK (cancel_cb), NULL);
  check_not_sent (fixture);
}

#define VALIDATED                                                                                  \
  "{\"id\":0,\"targets\":[[3,\"click\"]],\"inputs\":[5,2,1],\"outputs\":[2],\"backend_fn\":true}," \
  "{\"id\":1,\"targets\":[],\"trigger_after\":0,\"outputs\":[2],\"js\":\"() => \\\"after\\\"\",\"backend_fn\":false}"

/* The server has one entry per input, also for a State; nothing follows a refusal. */
static void
test_validated (Fixture *fixture, gconstpointer data)
{
  fake_app_answer (fixture->app, API "/queue/join", 422, "application/json",
                   "{\"detail\":[{\"is_valid\":true},{\"is_valid\":true},{\"is_valid\":false,\"message\":\"too short\"}]}");
  click (fixture, GO);
  wait_until_idle (fixture);
  g_assert_cmpstr (sp_block_get_error (sp_blocks_get_block (fixture->blocks, NAME)), ==, "too short");
  g_assert_null (sp_block_get_error (sp_blocks_get_block (fixture->blocks, RESULT)));
  check_value (fixture, RESULT, "\"\"");
}

#define CHANGED                                                                                               \
  "{\"id\":0,\"targets\":[[3,\"click\"]],\"outputs\":[1],\"js\":\"() => \\\"new\\\"\",\"backend_fn\":false}," \
  "{\"id\":1,\"targets\":[[1,\"change\"]],\"outputs\":[2],\"backend_fn\":true,\"queue\":false}"

/* What `change` of a text is about goes with it, whoever changed it. */
static void
test_change_data (Fixture *fixture, gconstpointer data)
{
  fake_app_answer (fixture->app, API "/run/predict", 200, "application/json", "{\"data\":[\"seen\"]}");
  click (fixture, GO);
  wait_until_idle (fixture);
  check_value (fixture, RESULT, "\"seen\"");
  g_assert_nonnull (strstr (fake_app_get_last_body (fixture->app, API "/run/predict"), "\"event_data\":\"new\""));
}

#define GREET "{\"id\":0,\"targets\":[[3,\"click\"]],\"inputs\":[1],\"outputs\":[2],\"backend_fn\":true,\"queue\":false}"

static void
keep_run_cb (SpBlocks *blocks, SpRun *run, SpRun **kept)
{
  g_set_object (kept, run);
}

/* The very same again, also in the app as it was made anew, but not in another one. */
static void
test_repeat (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SpRun)    run = NULL;
  g_autoptr (JsonNode) other = json_from_string ("\"other\"", NULL);
  g_autoptr (GError)   error = NULL;
  Fixture              changed = { 0 };

  fake_app_answer (fixture->app, API "/run/predict", 500, "application/json", "{\"error\":\"no quota\"}");
  g_signal_connect (fixture->blocks, "run", G_CALLBACK (keep_run_cb), &run);
  click (fixture, GO);
  g_signal_handlers_disconnect_by_func (fixture->blocks, keep_run_cb, &run);
  wait_until_idle (fixture);
  g_assert_nonnull (sp_run_get_error (run));
  sp_block_apply (sp_blocks_get_block (fixture->blocks, NAME), other);

  fake_app_answer (fixture->app, API "/run/predict", 200, "application/json", "{\"data\":[\"greeted\"]}");
  g_assert_true (sp_blocks_repeat (fixture->blocks, run, &error));
  g_assert_false (sp_blocks_repeat (fixture->blocks, run, &error)); /* it runs already */
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);
  g_clear_error (&error);
  wait_until_idle (fixture);
  check_value (fixture, RESULT, "\"greeted\"");
  check_value (fixture, NAME, "\"other\"");
  g_assert_nonnull (strstr (fake_app_get_last_body (fixture->app, API "/run/predict"), "\"data\":[\"hello\"]"));

  set_up (&changed, ONE);
  g_assert_false (sp_blocks_repeat (changed.blocks, run, &error));
  g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_ENDPOINT);
  g_clear_error (&error);
  tear_down (&changed, NULL);
  set_up (&changed, GREET);
  g_assert_true (sp_blocks_repeat (changed.blocks, run, &error));
  tear_down (&changed, NULL);
}

#define ALERT "{\"id\":0,\"targets\":[[3,\"click\"]],\"js\":\"() => { alert('late'); open('https://example.org') }\",\"backend_fn\":false}"

static void
count_cb (guint *n)
{
  (*n)++;
}

/* Nobody hears what a script says when its app was closed. */
static void
test_closed_script (Fixture *fixture, gconstpointer data)
{
  guint n_told = 0;

  if (fixture->script == NULL) {
    g_test_skip ("There is no engine for scripts");
    return;
  }

  g_signal_connect_swapped (fixture->blocks, "log", G_CALLBACK (count_cb), &n_told);
  g_signal_connect_swapped (fixture->blocks, "open-uri", G_CALLBACK (count_cb), &n_told);
  click (fixture, GO);
  wait_until_idle (fixture);
  g_assert_cmpuint (n_told, ==, 2);

  click (fixture, GO);
  sp_blocks_close (fixture->blocks);
  while (g_list_model_get_n_items (sp_blocks_get_runs (fixture->blocks)) > 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (n_told, ==, 2);
}

/* A timer and a BrowserState on each of two pages. */
#define PAGES                                                                                                                \
  "{\"version\":\"6.31.0\",\"protocol\":\"sse_v3\",\"api_prefix\":\"/gradio_api\",\"app_id\":1,"                             \
  "\"pages\":[[\"\",\"Home\"],[\"two\",\"Two\"]],"                                                                           \
  "\"components\":["                                                                                                         \
  "{\"id\":1,\"type\":\"timer\",\"props\":{\"value\":0.1}},{\"id\":2,\"type\":\"timer\",\"props\":{\"value\":0.1}},"         \
  "{\"id\":3,\"type\":\"browserstate\",\"props\":{\"storage_key\":\"a\",\"default_value\":1}},"                              \
  "{\"id\":4,\"type\":\"browserstate\",\"props\":{\"storage_key\":\"b\",\"default_value\":1}}],"                             \
  "\"layout\":{\"id\":0,\"children\":[{\"id\":1},{\"id\":3},{\"id\":2},{\"id\":4}]},"                                        \
  "\"page\":{\"\":{\"layout\":{\"id\":0,\"children\":[{\"id\":1},{\"id\":3}]},\"components\":[1,3],\"dependencies\":[0,2]}," \
  "\"two\":{\"layout\":{\"id\":0,\"children\":[{\"id\":2},{\"id\":4}]},\"components\":[2,4],\"dependencies\":[1,3]}},"       \
  "\"dependencies\":["                                                                                                       \
  "{\"id\":0,\"targets\":[[1,\"tick\"]],\"backend_fn\":false},{\"id\":1,\"targets\":[[2,\"tick\"]],\"backend_fn\":false},"   \
  "{\"id\":2,\"targets\":[[3,\"change\"]],\"backend_fn\":false},{\"id\":3,\"targets\":[[4,\"change\"]],\"backend_fn\":false}]}"

static void
count_run_cb (guint *n_runs, SpRun *run)
{
  n_runs[sp_run_get_trigger_id (run)]++;
}

/* Nothing happens by itself on a page that is not in front (R21). */
static void
test_pages (Fixture *fixture, gconstpointer data)
{
  guint n_runs[5] = { 0 };

  g_signal_connect_swapped (fixture->blocks, "run", G_CALLBACK (count_run_cb), n_runs);
  sp_blocks_load (fixture->blocks);
  g_assert_cmpuint (n_runs[3], ==, 1);
  g_assert_cmpuint (n_runs[4], ==, 0);
  while (n_runs[1] < 3)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (n_runs[2], ==, 0);

  sp_blocks_set_page (fixture->blocks, "two");
  g_assert_cmpuint (n_runs[4], ==, 1);
  n_runs[1] = 0;
  while (n_runs[2] < 3)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (n_runs[1], ==, 0);

  sp_blocks_set_page (fixture->blocks, "");
  while (n_runs[1] < 1)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (n_runs[3], ==, 1);
}

static void
test_location (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  if (fixture->script == NULL) {
    g_test_skip ("There is no engine for scripts");
    return;
  }

  g_object_get (fixture->script, "location", &first, NULL);
  sp_blocks_set_page (fixture->blocks, "two");
  g_object_get (fixture->script, "location", &second, NULL);
  g_assert_true (g_str_has_suffix (first, "/?a=b"));
  g_assert_true (g_str_has_suffix (second, "/two?a=b"));
}

static void
add (const char *path, const char *dependencies, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, dependencies, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_autofree char *long_chain = make_long_chain ();

  g_test_init (&argc, &argv, NULL);

  add ("/run-loop/circle", CIRCLE, test_circle);
  add ("/run-loop/quarrel", QUARREL, test_circle);
  add ("/run-loop/long-chain", long_chain, test_long_chain);
  add ("/run-loop/scripts", SCRIPTS, test_scripts);
  add ("/run-loop/close", TWICE, test_close);
  add ("/run-loop/generator", GENERATOR, test_generator);
  add ("/run-loop/cancels", CANCELS, test_cancels);
  add ("/run-loop/closed-before", ONE, test_closed_before);
  add ("/run-loop/cancelled-before", ONE, test_cancelled_before);

  add ("/run-loop/validated", VALIDATED, test_validated);
  add ("/run-loop/change-data", CHANGED, test_change_data);
  add ("/run-loop/repeat", GREET, test_repeat);
  add ("/run-loop/closed-script", ALERT, test_closed_script);
  add ("/run-loop/pages", PAGES, test_pages);
  add ("/run-loop/location", PAGES, test_location);

  return g_test_run ();
}
