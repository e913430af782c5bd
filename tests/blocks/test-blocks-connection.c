/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an app does whose server goes away, with one that does so when it is told to. */
#include "fake-app.h"
#include "sp-blocks.h"

#define API "/gradio_api"

/* A button runs `0`, and `1` follows whatever became of it; both give one text. */
static const char CONFIG[] =
  "{\"version\":\"6.31.0\",\"protocol\":\"sse_v3\",\"api_prefix\":\"/gradio_api\",\"app_id\":1,"
  "\"components\":["
  "{\"id\":1,\"type\":\"textbox\",\"props\":{\"label\":\"Word\",\"value\":\"hello\"}},"
  "{\"id\":2,\"type\":\"button\",\"props\":{\"value\":\"Go\"}},"
  "{\"id\":3,\"type\":\"textbox\",\"props\":{\"label\":\"Result\"}},"
  "{\"id\":4,\"type\":\"number\",\"props\":{\"value\":5}}],"
  "\"layout\":{\"id\":0,\"children\":[{\"id\":1},{\"id\":2},{\"id\":3},{\"id\":4}]},"
  "\"dependencies\":[{\"id\":0,\"targets\":[[2,\"click\"]],\"inputs\":[1],\"outputs\":[3],"
  "\"backend_fn\":true,\"queue\":true,\"api_name\":\"echo\"},"
  "{\"id\":1,\"targets\":[[null,\"then\"]],\"inputs\":[],\"outputs\":[3],\"trigger_after\":0,"
  "\"backend_fn\":true,\"queue\":false,\"api_name\":\"after\"},"
  "{\"id\":2,\"targets\":[[4,\"load\"]],\"outputs\":[4],\"js\":\"() => 7\",\"backend_fn\":false}]}";

typedef struct {
  FakeApp      *app;
  GradioClient *client;
  SpBlocks     *blocks;
  GString      *logs;
} Fixture;

static void
log_cb (Fixture *fixture, const GradioLog *log)
{
  g_string_append_printf (fixture->logs, "%s;", log->text);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->app = fake_app_new ();
  fake_app_answer (fixture->app, "/config", 200, "application/json", CONFIG);
  fake_app_answer (fixture->app, API "/run/predict", 200, "application/json", "{\"data\":[\"after\"]}");
  fixture->client = gradio_client_new (fake_app_get_uri (fixture->app));
  error = fake_app_connect (fixture->client);
  g_assert_no_error (error);
  fixture->logs = g_string_new (NULL);
  fixture->blocks = sp_blocks_new (fixture->client, NULL, NULL);
  g_signal_connect_swapped (fixture->blocks, "log", G_CALLBACK (log_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  sp_blocks_close (fixture->blocks);
  g_clear_object (&fixture->blocks);
  gradio_client_close (fixture->client);
  g_clear_object (&fixture->client);
  g_string_free (fixture->logs, TRUE);
  g_clear_pointer (&fixture->app, fake_app_free);
}

static void
connection_cb (SpBlocks *blocks, GParamSpec *pspec, gboolean *done)
{
  *done = TRUE;
}

static void
wait_for_connection (Fixture *fixture, SpConnection connection)
{
  gboolean done = sp_blocks_get_connection (fixture->blocks) == connection;
  gulong   handler = g_signal_connect (fixture->blocks, "notify::connection", G_CALLBACK (connection_cb), &done);

  fake_app_wait (&done);
  g_signal_handler_disconnect (fixture->blocks, handler);
  g_assert_cmpint (sp_blocks_get_connection (fixture->blocks), ==, connection);
}

/* The stream breaks off again and again. */
static void
lose (Fixture *fixture)
{
  const char *const cut[] = { "CUT", NULL };

  fake_app_answer (fixture->app, API "/app_id", 503, "text/plain", "not yet");
  fake_app_set_stream (fixture->app, cut);
  sp_blocks_dispatch (fixture->blocks, 2, "click", NULL);
  g_assert_true (sp_blocks_is_busy (fixture->blocks));
  wait_for_connection (fixture, SP_CONNECTION_LOST);
  g_assert_cmpuint (g_list_model_get_n_items (sp_blocks_get_runs (fixture->blocks)), ==, 0);
}

static void
test_comes_back (Fixture *fixture, gconstpointer data)
{
  g_autofree char     *hash = g_strdup (gradio_session_get_hash (sp_blocks_get_session (fixture->blocks)));
  g_autoptr (JsonNode) value = NULL;
  guint                n_joins = 0;

  lose (fixture);
  n_joins = fake_app_count_requests (fixture->app, API "/queue/join");
  sp_blocks_dispatch (fixture->blocks, 2, "click", NULL); /* nothing is started meanwhile */
  g_assert_false (sp_blocks_is_busy (fixture->blocks));

  fake_app_answer (fixture->app, API "/app_id", 200, "application/json", "{\"app_id\":1}");
  wait_for_connection (fixture, SP_CONNECTION_FINE);
  g_assert_cmpuint (fake_app_count_requests (fixture->app, API "/queue/join"), ==, n_joins);
  g_assert_cmpstr (gradio_session_get_hash (sp_blocks_get_session (fixture->blocks)), ==, hash);

  /* What follows a run follows now, so that a button that was locked does not stay so. */
  while (sp_blocks_is_busy (fixture->blocks))
    g_main_context_iteration (NULL, TRUE);
  value = sp_block_dup_value (sp_blocks_get_block (fixture->blocks, 3));
  g_assert_cmpstr (json_node_get_string (value), ==, "after");
}

/* A page that is opened while nobody answers is loaded then. */
static void
test_load_waits (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) before = NULL;
  g_autoptr (JsonNode) after = NULL;

  lose (fixture);
  sp_blocks_load (fixture->blocks);
  before = sp_block_dup_value (sp_blocks_get_block (fixture->blocks, 4));
  g_assert_cmpint (json_node_get_int (before), ==, 5);

  fake_app_answer (fixture->app, API "/app_id", 200, "application/json", "{\"app_id\":1}");
  wait_for_connection (fixture, SP_CONNECTION_FINE);
  while (sp_blocks_is_busy (fixture->blocks))
    g_main_context_iteration (NULL, TRUE);
  after = sp_block_dup_value (sp_blocks_get_block (fixture->blocks, 4));
  g_assert_cmpint (json_node_get_int (after), ==, 7);
}

static void
test_restarted (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SpBlocks) again = NULL;
  g_autoptr (JsonNode) typed = json_node_init_string (json_node_alloc (), "typed");
  g_autoptr (JsonNode) value = NULL;

  g_assert_true (sp_block_take (sp_blocks_get_block (fixture->blocks, 1), typed));
  lose (fixture);
  fake_app_answer (fixture->app, API "/app_id", 200, "application/json", "{\"app_id\":16581675991552643254}");
  wait_for_connection (fixture, SP_CONNECTION_RESTARTED);
  sp_blocks_dispatch (fixture->blocks, 2, "click", NULL); /* its session is unknown there */
  g_assert_false (sp_blocks_is_busy (fixture->blocks));

  again = sp_blocks_new (fixture->client, NULL, NULL);
  sp_blocks_take_values (again, fixture->blocks);
  value = sp_block_dup_value (sp_blocks_get_block (again, 1));
  g_assert_cmpstr (json_node_get_string (value), ==, "typed");
  sp_blocks_close (again);
}

/* An app that cannot be reached when something is sent is lost just so. */
static void
test_not_reachable (Fixture *fixture, gconstpointer data)
{
  fake_app_stop (fixture->app);
  sp_blocks_dispatch (fixture->blocks, 2, "click", NULL);
  wait_for_connection (fixture, SP_CONNECTION_LOST);
  g_assert_cmpstr (fixture->logs->str, ==, ""); /* the page says it itself */
}

/* An error of the app's own is none of the connection. */
static void
test_other_error (Fixture *fixture, gconstpointer data)
{
  fake_app_answer (fixture->app, API "/queue/join", 400, "application/json", "{\"detail\":\"no such thing\"}");
  sp_blocks_dispatch (fixture->blocks, 2, "click", NULL);
  while (sp_blocks_is_busy (fixture->blocks))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (sp_blocks_get_connection (fixture->blocks), ==, SP_CONNECTION_FINE);
  g_assert_nonnull (strstr (fixture->logs->str, "no such thing"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/blocks-connection/comes-back", Fixture, NULL, set_up, test_comes_back, tear_down);
  g_test_add ("/blocks-connection/load-waits", Fixture, NULL, set_up, test_load_waits, tear_down);
  g_test_add ("/blocks-connection/restarted", Fixture, NULL, set_up, test_restarted, tear_down);
  g_test_add ("/blocks-connection/not-reachable", Fixture, NULL, set_up, test_not_reachable, tear_down);
  g_test_add ("/blocks-connection/other-error", Fixture, NULL, set_up, test_other_error, tear_down);

  return g_test_run ();
}
