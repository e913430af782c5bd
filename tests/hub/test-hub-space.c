/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Spaces and their runtimes, as they are and as they should not be. */
#include "hub-ask.h"
#include "hub-fixture.h"

#include <string.h>

static const struct {
  const char *word;
  SpHubStage  stage;
  const char *words;
} STAGES[] = {
  { "RUNNING", SP_HUB_STAGE_RUNNING, "Running on ZeroGPU" },
  { "RUNNING_BUILDING", SP_HUB_STAGE_UPDATING, "Running, a new version is on its way" },
  { "RUNNING_APP_STARTING", SP_HUB_STAGE_UPDATING, "Running, a new version is on its way" },
  { "BUILDING", SP_HUB_STAGE_BUILDING, "Building" },
  { "APP_STARTING", SP_HUB_STAGE_STARTING, "Starting" },
  { "SLEEPING", SP_HUB_STAGE_ASLEEP, "Asleep" },
  { "STOPPED", SP_HUB_STAGE_ASLEEP, "Asleep" },
  { "PAUSED", SP_HUB_STAGE_PAUSED, "Paused by its author" },
  { "NO_APP_FILE", SP_HUB_STAGE_BROKEN, "Broken: it has no app" },
  { "CONFIG_ERROR", SP_HUB_STAGE_BROKEN, "Broken: its settings are wrong" },
  { "BUILD_ERROR", SP_HUB_STAGE_BROKEN, "Broken: it could not be built" },
  { "RUNTIME_ERROR", SP_HUB_STAGE_BROKEN, "Broken: its app failed" },
  { "DELETING", SP_HUB_STAGE_DELETING, "Being deleted" },
  { "HIBERNATING", SP_HUB_STAGE_UNKNOWN, "HIBERNATING" },
  { "", SP_HUB_STAGE_UNKNOWN, "Not known" },
};

static void
test_stages (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (STAGES); i++) {
    g_autofree char     *text = g_strdup_printf ("{\"stage\":\"%s\",\"hardware\":{\"current\":null,"
                                                     "\"requested\":\"zero-a10g\"},\"errorMessage\":\"a\\nb\"}",
                                                 STAGES[i].word);
    g_autoptr (JsonNode) node = hub_parse (text);
    SpHubRuntime        *runtime = sp_hub_runtime_new_from_json (node);
    g_autofree char     *words = sp_hub_runtime_dup_words (runtime);
    SpHubStage           stage = sp_hub_runtime_get_stage (runtime);

    g_assert_cmpint (stage, ==, STAGES[i].stage);
    g_assert_cmpstr (words, ==, STAGES[i].words);
    g_assert_cmpstr (sp_hub_runtime_get_stage_word (runtime), ==, STAGES[i].word);
    g_assert_cmpstr (sp_hub_runtime_get_error (runtime), ==, "a\nb");
    g_assert_true (sp_hub_runtime_is_callable (runtime) ==
                   (stage == SP_HUB_STAGE_RUNNING || stage == SP_HUB_STAGE_UPDATING));
    g_assert_true (sp_hub_runtime_can_wake (runtime) == (stage == SP_HUB_STAGE_ASLEEP));
    g_assert_true (sp_hub_runtime_is_zero_gpu (runtime));
    g_assert_true (sp_hub_runtime_equal (runtime, runtime));
    g_assert_false (sp_hub_runtime_equal (runtime, NULL));
    g_assert_finalize_object (runtime);
  }
}

/* Missing is not 0, and whatever comes is borne. */
static void
test_runtimes (void)
{
  static const char *const texts[] = { "null", "[]", "7", "{}", "{\"stage\":7,\"hardware\":[],\"replicas\":\"x\"}",
                                       "{\"hardware\":{\"current\":{}},\"gcTimeout\":\"long\",\"devMode\":1}" };
  g_autoptr (JsonNode)     paid = hub_parse ("{\"stage\":\"RUNNING\",\"gcTimeout\":600,"
                                                 "\"replicas\":{\"current\":2,\"requested\":\"auto\"}}");
  g_autoptr (JsonNode)     two = hub_parse ("{\"replicas\":{\"current\":null,\"requested\":2}}");
  g_autoptr (SpHubRuntime) running = sp_hub_runtime_new_from_json (paid);
  g_autoptr (SpHubRuntime) wanted = sp_hub_runtime_new_from_json (two);
  g_autoptr (SpHubRuntime) none = sp_hub_runtime_new_from_json (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (JsonNode)     node = hub_parse (texts[i]);
    g_autoptr (SpHubRuntime) runtime = sp_hub_runtime_new_from_json (node);

    g_assert_true (sp_hub_runtime_equal (runtime, none));
  }

  g_assert_cmpint (sp_hub_runtime_get_sleep_time (none), ==, -1);
  g_assert_null (sp_hub_runtime_get_replicas (none));
  g_assert_cmpint (sp_hub_runtime_get_sleep_time (running), ==, 600);
  g_assert_cmpstr (sp_hub_runtime_get_replicas (running), ==, "auto");
  g_assert_cmpstr (sp_hub_runtime_get_replicas (wanted), ==, "2");
}

static void
test_space (void)
{
  g_autoptr (JsonNode) node = hub_parse (
    "{\"_id\":\"0123456789abcdef01234567\",\"id\":\"acme/reader\",\"likes\":2147483648,\"sdk\":\"gradio\","
    "\"private\":true,\"gated\":\"manual\",\"lastModified\":\"2026-08-20T09:00:00.000Z\",\"usedStorage\":4096,"
    "\"tags\":[\"gradio\",7,\"mcp-server\"],\"models\":[\"acme/m\"],\"host\":\"https://acme-reader.hf.space\","
    "\"runtime\":{\"stage\":\"SLEEPING\"},\"authorData\":{\"avatarUrl\":\"/avatars/1.svg\"},"
    "\"cardData\":{\"title\":\"A\\u202e\\nB\",\"emoji\":\"🎨\",\"colorFrom\":\"red\",\"colorTo\":\"blue\","
    "\"sdk_version\":5.1,\"license\":[\"mit\",\"apache-2.0\"],\"short_description\":\"Says\",\"hf_oauth\":true,"
    "\"thumbnail\":\"httPs://example.org/T.png\",\"suggested_hardware\":\"t4-small\"}}");
  SpHubSpace            *space = sp_hub_space_new_from_json (node);
  g_autoptr (SpHubSpace) other = sp_hub_space_with_runtime (space, NULL);
  g_autofree char       *page = sp_hub_space_dup_page (space);

  g_assert_cmpstr (sp_hub_space_get_owner (space), ==, "acme");
  g_assert_cmpstr (sp_hub_space_get_name (space), ==, "reader");
  g_assert_cmpstr (sp_hub_space_get_title (space), ==, "A B");
  g_assert_cmpstr (sp_hub_space_get_emoji (space), ==, "🎨");
  g_assert_cmpstr (sp_hub_space_get_color_to (space), ==, "blue");
  g_assert_cmpstr (sp_hub_space_get_summary (space), ==, "Says");
  g_assert_cmpstr (sp_hub_space_get_sdk_version (space), ==, "5.1");
  g_assert_cmpstr (sp_hub_space_get_license (space), ==, "mit, apache-2.0");
  g_assert_cmpstr (sp_hub_space_get_thumbnail (space), ==, "https://example.org/T.png");
  g_assert_cmpstr (sp_hub_space_get_hardware_hint (space), ==, "t4-small");
  g_assert_true (g_str_has_suffix (sp_hub_space_get_avatar (space), "/avatars/1.svg"));
  g_assert_true (g_str_has_suffix (page, "/spaces/acme/reader"));
  g_assert_cmpint (sp_hub_space_get_likes (space), ==, 2147483648);
  g_assert_cmpint (sp_hub_space_get_last_modified (space), ==, 1787216400);
  g_assert_cmpuint (g_strv_length ((GStrv) sp_hub_space_get_tags (space)), ==, 2);
  g_assert_true (sp_hub_space_is_private (space));
  g_assert_true (sp_hub_space_is_gated (space));
  g_assert_true (sp_hub_space_wants_login (space));
  g_assert_false (sp_hub_space_is_installable (space));
  g_assert_true (sp_hub_runtime_can_wake (sp_hub_space_get_runtime (space)));
  g_assert_null (sp_hub_space_get_runtime (other));
  g_assert_cmpstr (sp_hub_space_get_title (other), ==, "A B");
  g_assert_finalize_object (space);
}

/* One field that makes no sense leaves the others as they are. */
static void
test_odd_spaces (void)
{
  static const char *const fields[] = {
    "\"likes\":\"many\"",
    "\"likes\":-5",
    "\"cardData\":null",
    "\"cardData\":[]",
    "\"cardData\":{\"title\":{}}",
    "\"cardData\":{\"title\":\"\\u0001\\u202e\"}",
    "\"runtime\":null",
    "\"runtime\":\"RUNNING\"",
    "\"tags\":{}",
    "\"tags\":[null,[],{}]",
    "\"sdk\":7",
    "\"lastModified\":\"yesterday\"",
    "\"lastModified\":1",
    "\"gated\":{}",
    "\"host\":\"file:///etc/passwd\"",
    "\"host\":\"https://user:secret@host\"",
    "\"authorData\":\"x\"",
    "\"cardData\":{\"thumbnail\":\"javascript:alert(1)\",\"license\":{},\"sdk_version\":[]}",
    "\"private\":\"no\"",
  };
  static const char *const none[] = { "null", "[]", "\"acme/x\"", "{}", "{\"id\":7}", "{\"id\":\"x\"}",
                                      "{\"id\":\"../x\"}", "{\"id\":\"a/b/c\"}", "{\"id\":\"\"}" };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++) {
    g_autofree char       *text = g_strdup_printf ("{\"id\":\"acme/x\",%s}", fields[i]);
    g_autoptr (JsonNode)   node = hub_parse (text);
    g_autoptr (SpHubSpace) space = sp_hub_space_new_from_json (node);

    g_assert_cmpstr (sp_hub_space_get_title (space), ==, "x");
    g_assert_cmpint (sp_hub_space_get_likes (space), ==, 0);
    g_assert_null (sp_hub_space_get_host (space));
    g_assert_null (sp_hub_space_get_thumbnail (space));
    g_assert_false (sp_hub_space_is_private (space));
  }

  for (guint i = 0; i < G_N_ELEMENTS (none); i++) {
    g_autoptr (JsonNode) node = hub_parse (none[i]);

    g_assert_null (sp_hub_space_new_from_json (node));
  }
  g_assert_null (sp_hub_space_new_from_json (NULL));
}

static void
test_long_texts (void)
{
  g_autofree char       *title = g_strnfill (100000, 'a');
  g_autofree char       *text = g_strdup_printf ("{\"id\":\"acme/x\",\"cardData\":{\"title\":\"%s\"}}", title);
  g_autoptr (JsonNode)   node = hub_parse (text);
  g_autoptr (SpHubSpace) space = sp_hub_space_new_from_json (node);

  g_assert_cmpuint (strlen (sp_hub_space_get_title (space)), ==, 200);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/hub/space/stages", test_stages);
  g_test_add_func ("/hub/space/runtimes", test_runtimes);
  g_test_add_func ("/hub/space/space", test_space);
  g_test_add_func ("/hub/space/odd-spaces", test_odd_spaces);
  g_test_add_func ("/hub/space/long-texts", test_long_texts);

  return g_test_run ();
}
