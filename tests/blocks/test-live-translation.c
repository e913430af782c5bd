/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The texts of tests/apps/translated.py on a real server. */
#include "live-fixture.h"
#include "sp-blocks.h"

#define TIMEOUT 30 /* seconds, for one value */

static SpBlock *
find (Live *live, SpBlocks *blocks, const char *elem_id)
{
  JsonArray *components = gradio_json_get_array (gradio_client_get_config (live->client), "components");

  for (guint i = 0; i < json_array_get_length (components); i++) {
    JsonObject *component = json_array_get_object_element (components, i);
    JsonObject *props = gradio_json_get_object (component, "props");

    if (g_strcmp0 (gradio_json_get_string (props, "elem_id", NULL), elem_id) == 0)
      return sp_blocks_get_block (blocks, (int) gradio_json_get_int (component, "id", -1));
  }

  g_assert_not_reached ();
}

static void
assert_prop (SpBlock *block, const char *name, const char *json)
{
  g_autofree char *text = gradio_json_write (json_object_get_member (sp_block_get_props (block), name));

  g_assert_cmpstr (text, ==, json);
}

static gboolean
late_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_CONTINUE;
}

static void
wait_for (SpBlock *block, const char *json)
{
  gboolean late = FALSE;
  guint    timeout = g_timeout_add_seconds (TIMEOUT, late_cb, &late);

  for (;;) {
    g_autoptr (JsonNode) have = sp_block_dup_value (block);
    g_autofree char     *text = gradio_json_write (have);

    if (g_str_equal (text, json))
      break;
    if (late)
      g_assert_cmpstr (text, ==, json);
    g_main_context_iteration (NULL, TRUE);
  }
  g_source_remove (timeout);
}

static void
update_cb (char **label, JsonObject *props)
{
  if (json_object_has_member (props, "label"))
    *label = g_strdup (gradio_json_get_string (props, "label", NULL));
}

/* The user reads German; a function gets the text that is seen, and the value of a choice. */
static void
test_texts (Live *live, gconstpointer data)
{
  g_autoptr (SpBlocks) blocks = NULL;
  g_autofree char     *label = NULL;

  g_setenv ("LANGUAGE", "de_AT", TRUE);
  blocks = sp_blocks_new (live->client, NULL, NULL);
  assert_prop (find (live, blocks, "greeting"), "label", "\"Dein Name\"");
  assert_prop (find (live, blocks, "greeting"), "placeholder", "\"Hallo …\"");
  assert_prop (find (live, blocks, "greeting"), "info", "\"unknown\"");
  assert_prop (find (live, blocks, "greeting"), "value", "\"Hallo\"");
  assert_prop (find (live, blocks, "colour"), "label", "\"Hallo 2\"");
  assert_prop (find (live, blocks, "colour"), "choices", "[[\"Rot\",\"r\"],[\"Blue\",\"b\"]]");
  assert_prop (find (live, blocks, "built-in"), "value", "\"New Chat\"");

  g_signal_connect_swapped (find (live, blocks, "answer"), "update", G_CALLBACK (update_cb), &label);
  sp_blocks_dispatch (blocks, sp_block_get_id (find (live, blocks, "go")), "click", NULL);
  wait_for (find (live, blocks, "seen"), "\"Hallo|r\"");
  wait_for (find (live, blocks, "answer"), "\"Hallo\"");
  g_assert_cmpstr (label, ==, "Rot");

  sp_blocks_close (blocks);
  g_unsetenv ("LANGUAGE");
  gradio_client_close (live->client);
  while (G_OBJECT (live->client)->ref_count > 2) /* what was cancelled is told to the server */
    g_main_context_iteration (NULL, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/live-translation/texts", Live, NULL, live_set_up, test_texts, live_tear_down);

  return g_test_run ();
}
