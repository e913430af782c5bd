/* SPDX-License-Identifier: GPL-3.0-or-later */
/* MCP and OpenAPI of a real server with tests/apps/proto_mcp.py; with “off” of one that serves no MCP. */
#include "fake-app.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct {
  GradioClient *client;
  GradioMcp    *mcp;
  GCancellable *cancellable;
  GAsyncResult *result;
  GError       *error;
  GString      *progress;
  gboolean      cancels; /* when the function has begun */
  gboolean      done;
} Fixture;

static void
result_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Fixture *fixture = user_data;

  g_set_object (&fixture->result, result);
  fixture->done = TRUE;
}

static void
wait (Fixture *fixture)
{
  fake_app_wait (&fixture->done);
  fixture->done = FALSE;
  g_clear_error (&fixture->error);
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->cancellable = g_cancellable_new ();
  fixture->progress = g_string_new (NULL);
  fixture->client = gradio_client_new (g_getenv ("GRADIO_TEST_URL"));
  gradio_client_connect_async (fixture->client, NULL, result_cb, fixture);
  wait (fixture);
  gradio_client_connect_finish (fixture->client, fixture->result, &fixture->error);
  g_assert_no_error (fixture->error);
  fixture->mcp = gradio_mcp_new (fixture->client);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_clear_object (&fixture->result);
  g_clear_error (&fixture->error);
  g_assert_finalize_object (fixture->mcp);
  g_assert_finalize_object (fixture->client);
  g_object_unref (fixture->cancellable);
  g_string_free (fixture->progress, TRUE);
}

/* The names, joined by spaces. */
static char *
list (Fixture      *fixture,
      GradioMcpKind kind)
{
  g_autoptr (JsonArray) array = NULL;
  g_autoptr (GString)   names = g_string_new (NULL);

  gradio_mcp_list_async (fixture->mcp, kind, NULL, result_cb, fixture);
  wait (fixture);
  array = gradio_mcp_list_finish (fixture->mcp, fixture->result, &fixture->error);
  if (array == NULL)
    return NULL;

  for (guint i = 0; i < json_array_get_length (array); i++)
    g_string_append_printf (names, "%s ",
                            json_object_get_string_member (json_array_get_object_element (array, i),
                                                           "name"));

  return g_string_free (g_steal_pointer (&names), FALSE);
}

static void
test_lists (Fixture      *fixture,
            gconstpointer data)
{
  g_autofree char *tools = list (fixture, GRADIO_MCP_TOOLS);
  g_autofree char *resources = list (fixture, GRADIO_MCP_RESOURCES);
  g_autofree char *templates = list (fixture, GRADIO_MCP_RESOURCE_TEMPLATES);
  g_autofree char *prompts = list (fixture, GRADIO_MCP_PROMPTS);

  g_assert_cmpstr (tools, ==,
                   "count_letter reverse_slowly spell measure make_file two_answers refuse slow_count "
                   "direct who ");
  g_assert_cmpstr (resources, ==, "about ");
  g_assert_cmpstr (templates, ==, "get_greeting ");
  g_assert_cmpstr (prompts, ==, "greet_user ");
}

static void
progress_cb (double      progress,
             double      total,
             const char *message,
             gpointer    user_data)
{
  Fixture *fixture = user_data;

  if (message != NULL)
    g_string_append_printf (fixture->progress, "%s\n", message);
  if (fixture->cancels && g_strcmp0 (message, "Processing") == 0)
    g_cancellable_cancel (fixture->cancellable);
}

/* The content of the result; NULL when it failed. */
static JsonObject *
call (Fixture    *fixture,
      const char *tool,
      const char *arguments)
{
  g_autoptr (JsonNode) node = gradio_json_parse (arguments, -1, NULL);

  gradio_mcp_call_tool_async (fixture->mcp, tool, json_node_get_object (node), progress_cb, fixture, NULL,
                              fixture->cancellable, result_cb, fixture);
  wait (fixture);

  return gradio_mcp_call_tool_finish (fixture->mcp, fixture->result, &fixture->error);
}

static const char *
get_part (JsonObject *result,
          guint       index,
          const char *member)
{
  JsonArray *content = gradio_json_get_array (result, "content");

  g_assert_cmpuint (json_array_get_length (content), >, index);

  return gradio_json_get_string (json_array_get_object_element (content, index), member, NULL);
}

static void
assert_text (Fixture    *fixture,
             const char *tool,
             const char *arguments,
             const char *expected)
{
  g_autoptr (JsonObject) result = call (fixture, tool, arguments);

  g_assert_no_error (fixture->error);
  g_assert_cmpstr (get_part (result, 0, "text"), ==, expected);
}

static void
test_calls (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr (JsonObject) two = NULL;

  assert_text (fixture, "count_letter", "{\"word\":\"strawberry\",\"letter\":\"r\"}", "3");
  assert_text (fixture, "direct", "{\"text\":\"gr\xc3\xbc\xc3\x9f\"}", "direct gr\xc3\xbc\xc3\x9f");
  assert_text (fixture, "spell", "{\"text\":\"abc\"}", "abc");
  g_string_truncate (fixture->progress, 0);
  assert_text (fixture, "reverse_slowly", "{\"text\":\"abcd\"}", "dcba");
  g_assert_nonnull (strstr (fixture->progress->str, "Reversing"));

  two = call (fixture, "two_answers", "{\"text\":\"abc\"}");
  g_assert_no_error (fixture->error);
  g_assert_cmpstr (get_part (two, 0, "type"), ==, "image");
  g_assert_cmpstr (get_part (two, 0, "mimeType"), ==, "image/png");
  g_assert_cmpstr (get_part (two, 2, "text"), ==, "ABC");
}

static void
test_errors (Fixture      *fixture,
             gconstpointer data)
{
  g_assert_null (call (fixture, "refuse", "{\"text\":\"me\"}"));
  g_assert_error (fixture->error, GRADIO_ERROR, GRADIO_ERROR_APP);
  g_assert_nonnull (strstr (fixture->error->message, "not with me"));
  g_assert_null (call (fixture, "nope", "{}"));
  g_assert_error (fixture->error, GRADIO_ERROR, GRADIO_ERROR_APP);
  g_assert_null (call (fixture, "count_letter", "{\"word\":5}"));
  g_assert_error (fixture->error, GRADIO_ERROR, GRADIO_ERROR_APP);
}

static void
test_file (Fixture      *fixture,
           gconstpointer data)
{
  g_autofree char       *path = NULL;
  g_autoptr (GFile)      local = NULL;
  g_autoptr (GradioFile) file = NULL;
  g_autoptr (JsonNode)   node = NULL;
  g_autofree char       *json = NULL;
  g_autofree char       *arguments = NULL;

  g_assert_true (g_close (g_file_open_tmp ("mcp-XXXXXX.txt", &path, NULL), NULL));
  g_assert_true (g_file_set_contents (path, "hello", -1, NULL));
  local = g_file_new_for_path (path);
  file = gradio_file_new_local (local);
  node = gradio_file_to_json (file);
  json = gradio_json_write (node);
  arguments = g_strdup_printf ("{\"file\":%s}", json);
  assert_text (fixture, "measure", arguments, "file.txt: 5");
  g_unlink (path);
}

static void
test_resources (Fixture      *fixture,
                gconstpointer data)
{
  static const char *const texts[][2] = { { "about://app", "A test app." },
                                          { "greeting://Ada", "Hello, Ada!" } };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (JsonObject) result = NULL;
    JsonArray             *contents;

    gradio_mcp_read_resource_async (fixture->mcp, texts[i][0], NULL, result_cb, fixture);
    wait (fixture);
    result = gradio_mcp_read_resource_finish (fixture->mcp, fixture->result, &fixture->error);
    g_assert_no_error (fixture->error);
    contents = json_object_get_array_member (result, "contents");
    g_assert_cmpstr (
      json_object_get_string_member (json_array_get_object_element (contents, 0), "text"), ==, texts[i][1]);
  }

  gradio_mcp_read_resource_async (fixture->mcp, "nope://app", NULL, result_cb, fixture);
  wait (fixture);
  g_assert_null (gradio_mcp_read_resource_finish (fixture->mcp, fixture->result, &fixture->error));
  g_assert_error (fixture->error, GRADIO_ERROR, GRADIO_ERROR_APP);
}

static void
test_prompt (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr (JsonNode)   node = gradio_json_parse ("{\"name\":\"Ada\",\"style\":\"formal\"}", -1, NULL);
  g_autoptr (JsonObject) result = NULL;
  g_autofree char       *json = NULL;
  g_autoptr (JsonNode)   whole = json_node_new (JSON_NODE_OBJECT);

  gradio_mcp_get_prompt_async (fixture->mcp, "greet_user", json_node_get_object (node), NULL, result_cb,
                               fixture);
  wait (fixture);
  result = gradio_mcp_get_prompt_finish (fixture->mcp, fixture->result, &fixture->error);
  g_assert_no_error (fixture->error);
  json_node_set_object (whole, result);
  json = gradio_json_write (whole);
  g_assert_nonnull (strstr (json, "Write a formal greeting for Ada."));
}

/* The call ends at once, and the next one is answered. */
static void
test_cancel (Fixture      *fixture,
             gconstpointer data)
{
  fixture->cancels = TRUE;
  g_assert_null (call (fixture, "slow_count", "{\"seconds\":3}"));
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (g_cancellable_is_cancelled (fixture->cancellable));

  fixture->cancels = FALSE;
  g_cancellable_reset (fixture->cancellable);
  assert_text (fixture, "direct", "{\"text\":\"on\"}", "direct on");
}

static void
test_off (Fixture      *fixture,
          gconstpointer data)
{
  g_assert_null (list (fixture, GRADIO_MCP_TOOLS));
  g_assert_error (fixture->error, GRADIO_ERROR, GRADIO_ERROR_NOT_FOUND);
}

static void
test_openapi (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (JsonNode) node = NULL;

  gradio_client_fetch_openapi_async (fixture->client, NULL, result_cb, fixture);
  wait (fixture);
  node = gradio_client_fetch_openapi_finish (fixture->client, fixture->result, &fixture->error);
  g_assert_no_error (fixture->error);
  g_assert_true (json_object_has_member (json_node_get_object (node), "openapi"));
  g_assert_true (json_object_has_member (json_node_get_object (node), "paths"));
}

#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/openapi", test_openapi);
  if (argc > 1 && g_str_equal (argv[1], "off")) {
    ADD ("/mcp/off", test_off);
    return g_test_run ();
  }

  ADD ("/mcp/lists", test_lists);
  ADD ("/mcp/calls", test_calls);
  ADD ("/mcp/errors", test_errors);
  ADD ("/mcp/file", test_file);
  ADD ("/mcp/resources", test_resources);
  ADD ("/mcp/prompt", test_prompt);
  ADD ("/mcp/cancel", test_cancel);

  return g_test_run ();
}
