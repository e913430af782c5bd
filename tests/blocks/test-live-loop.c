/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The run loop against tests/apps/blocks_loop.py on a real server. */
#include "live-fixture.h"
#include "sp-blocks.h"

#define TIMEOUT 30 /* seconds, for one value */

typedef struct {
  Live      live;
  SpBlocks *blocks;
  GString  *updates;
  guint     n_jobs;
} Loop;

static void
count_job_cb (Loop *loop)
{
  loop->n_jobs++;
}

static void
set_up (Loop *loop, gconstpointer data)
{
  live_set_up (&loop->live, data);
  loop->blocks = sp_blocks_new (loop->live.client, NULL, NULL);
  loop->updates = g_string_new (NULL);
  g_signal_connect_swapped (loop->blocks, "job", G_CALLBACK (count_job_cb), loop);
}

static void
tear_down (Loop *loop, gconstpointer data)
{
  sp_blocks_close (loop->blocks);
  g_clear_object (&loop->blocks);
  g_string_free (loop->updates, TRUE);
  gradio_client_close (loop->live.client);
  while (G_OBJECT (loop->live.client)->ref_count > 1) /* what was cancelled is told to the server */
    g_main_context_iteration (NULL, TRUE);
  live_tear_down (&loop->live, data);
}

/* By label, or by the text of a button; NULL when there is none. */
static SpBlock *
find (Loop *loop, const char *name)
{
  JsonObject *config = gradio_client_get_config (loop->live.client);
  JsonArray  *components = gradio_json_get_array (config, "components");

  for (guint i = 0; i < json_array_get_length (components); i++) {
    JsonObject *component = json_array_get_object_element (components, i);
    JsonObject *props = gradio_json_get_object (component, "props");
    const char *type = gradio_json_get_string (component, "type", "");
    const char *have = gradio_json_get_string (props, g_str_equal (type, "button") ? "value" : "label", "");

    if (g_str_equal (have, name))
      return sp_blocks_get_block (loop->blocks, (int) gradio_json_get_int (component, "id", -1));
  }

  return NULL;
}

static void
dispatch (Loop *loop, const char *name, const char *event)
{
  sp_blocks_dispatch (loop->blocks, sp_block_get_id (find (loop, name)), event, NULL);
}

static gboolean
late_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_CONTINUE;
}

static void
wait_for (Loop *loop, const char *name, const char *json)
{
  SpBlock             *block = find (loop, name);
  g_autoptr (JsonNode) want = gradio_json_parse (json, -1, NULL);
  gboolean             late = FALSE;
  guint                timeout = g_timeout_add_seconds (TIMEOUT, late_cb, &late);

  for (;;) {
    g_autoptr (JsonNode) have = sp_block_dup_value (block);

    if (gradio_json_equal (have, want))
      break;
    if (late) {
      g_autofree char *text = gradio_json_write (have);

      g_assert_cmpstr (text, ==, json);
    }
    g_main_context_iteration (NULL, TRUE);
  }
  g_source_remove (timeout);
}

static void
test_chain (Loop *loop, gconstpointer data)
{
  dispatch (loop, "Go", "click");
  wait_for (loop, "greeting", "\"Hello world\"");
  wait_for (loop, "shout", "\"HELLO WORLD\""); /* a change that follows a change */
  wait_for (loop, "steps", "\"success then \"");
  wait_for (loop, "number", "1");

  dispatch (loop, "Go", "click"); /* the State is kept by the server */
  wait_for (loop, "number", "2");
}

/* The server says which States a run changed, by the queue and without it. */
static void
test_changed_state (Loop *loop, gconstpointer data)
{
  if (find (loop, "counted") == NULL) {
    g_test_skip ("State has no change event in this generation");
    return;
  }

  dispatch (loop, "Go", "click");
  wait_for (loop, "counted", "\"counted 1\"");

  dispatch (loop, "Go Now", "click");
  wait_for (loop, "counted", "\"counted 11\"");
}

/* What a function gets of fields without a value is what the page sends. */
static void
test_first_values (Loop *loop, gconstpointer data)
{
  dispatch (loop, "Look", "click");
  wait_for (loop, "seen", "\"'' 0 ''\"");
}

static void
test_failure (Loop *loop, gconstpointer data)
{
  SpBlock             *greeting = find (loop, "greeting");
  g_autoptr (JsonNode) before = sp_block_dup_value (greeting);
  g_autoptr (JsonNode) after = NULL;

  dispatch (loop, "Fail", "click");
  wait_for (loop, "steps", "\"after \"");
  after = sp_block_dup_value (greeting);
  g_assert_true (gradio_json_equal (before, after));
}

static void
test_clear (Loop *loop, gconstpointer data)
{
  dispatch (loop, "Clear", "click");
  wait_for (loop, "name", "null");
}

static void
update_cb (Loop *loop, JsonObject *props)
{
  g_string_append_printf (loop->updates, "%s %d", gradio_json_get_string (props, "label", ""),
                          json_object_has_member (props, "value"));
}

static void
test_update (Loop *loop, gconstpointer data)
{
  SpBlock             *block = find (loop, "shout");
  g_autoptr (JsonNode) before = sp_block_dup_value (block);
  g_autoptr (JsonNode) after = NULL;

  g_signal_connect_swapped (block, "update", G_CALLBACK (update_cb), loop);
  dispatch (loop, "Change", "click");
  while (loop->updates->len == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (loop->updates->str, ==, "called otherwise 0");
  after = sp_block_dup_value (block);
  g_assert_true (gradio_json_equal (before, after));
}

static void
set_text (Loop *loop, const char *name, const char *text)
{
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), text);

  sp_block_apply (find (loop, name), node);
}

/* `change` asks for the last one: what comes while it runs is done once, with the newest value. */
static void
test_always_last (Loop *loop, gconstpointer data)
{
  const char *texts[] = { "a", "ab", "abc", "abcd" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    set_text (loop, "name", texts[i]);
    dispatch (loop, "name", "change");
  }
  wait_for (loop, "latest", "\"abcd\"");
  g_assert_cmpuint (loop->n_jobs, ==, 2);
}

static void
test_interactive (Loop *loop, gconstpointer data)
{
  g_assert_true (sp_blocks_is_interactive (loop->blocks, find (loop, "name")));
  g_assert_false (sp_blocks_is_interactive (loop->blocks, find (loop, "latest")));
  g_assert_nonnull (sp_blocks_get_layout (loop->blocks));
  g_assert_null (sp_blocks_get_block (loop->blocks, 100000));
  sp_blocks_dispatch (loop->blocks, 100000, "click", NULL);
  sp_blocks_load (loop->blocks);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/loop/chain", Loop, NULL, set_up, test_chain, tear_down);
  g_test_add ("/loop/changed-state", Loop, NULL, set_up, test_changed_state, tear_down);
  g_test_add ("/loop/first-values", Loop, NULL, set_up, test_first_values, tear_down);
  g_test_add ("/loop/failure", Loop, NULL, set_up, test_failure, tear_down);
  g_test_add ("/loop/clear", Loop, NULL, set_up, test_clear, tear_down);
  g_test_add ("/loop/update", Loop, NULL, set_up, test_update, tear_down);
  g_test_add ("/loop/always-last", Loop, NULL, set_up, test_always_last, tear_down);
  g_test_add ("/loop/interactive", Loop, NULL, set_up, test_interactive, tear_down);

  return g_test_run ();
}
