/* SPDX-License-Identifier: GPL-3.0-or-later */
/* MCP and OpenAPI against a server in the test. */
#include "fake-app.h"
#include "fake-mcp.h"
#include "fake-resolver.h"

#include <glib/gstdio.h>
#include <string.h>

#define JSON "application/json"
#define STREAM "text/event-stream"
#define RESULT(text) "{\"jsonrpc\":\"2.0\",\"id\":$ID,\"result\":{" text "}}"
#define EVENT(text) "event: message\ndata: " text "\n\n"
#define TEXT_RESULT(text) RESULT ("\"content\":[{\"type\":\"text\",\"text\":\"" text "\"}],\"isError\":false")
#define PROGRESS(token, text)                                                      \
  EVENT ("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{" \
         "\"progressToken\":" token ",\"progress\":1,\"message\":\"" text "\"}}")

typedef struct {
  FakeMcp      *server;
  GradioClient *client;
  GradioMcp    *mcp;
  GCancellable *cancellable;
  JsonArray    *list;
  JsonObject   *object;
  JsonNode     *node;
  GError       *error;
  GString      *told;
  gboolean      done;
} Fixture;

static void
connected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  Fixture *fixture = user_data;

  gradio_client_connect_finish (GRADIO_CLIENT (source), result, &fixture->error);
  g_assert_no_error (fixture->error);
  fixture->done = TRUE;
}

static void
notified_cb (GradioMcp  *mcp,
             const char *method,
             JsonObject *params,
             gpointer    user_data)
{
  Fixture *fixture = user_data;

  g_string_append_printf (fixture->told, "[%s %s]", method, gradio_json_get_string (params, "data", "-"));
}

static void
progress_cb (double      progress,
             double      total,
             const char *message,
             gpointer    user_data)
{
  Fixture *fixture = user_data;

  g_string_append_printf (fixture->told, "%g/%g %s;", progress, total, message);
  if (g_strcmp0 (message, "stop") == 0)
    g_cancellable_cancel (fixture->cancellable);
}

/* @data is the host that the client is told; NULL for the usual one. */
static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autofree char *uri = NULL;

  fixture->server = fake_mcp_new ();
  fixture->told = g_string_new (NULL);
  fixture->cancellable = g_cancellable_new ();
  uri = g_strdup_printf ("http://%s:%u", data != NULL ? (const char *) data : "127.0.0.1",
                         fake_mcp_get_port (fixture->server));
  fixture->client = gradio_client_new (uri);
  gradio_client_connect_async (fixture->client, NULL, connected_cb, fixture);
  fake_app_wait (&fixture->done);
  fixture->mcp = gradio_mcp_new (fixture->client);
  g_signal_connect (fixture->mcp, "notification", G_CALLBACK (notified_cb), fixture);
}

static void
forget (Fixture *fixture)
{
  g_clear_pointer (&fixture->list, json_array_unref);
  g_clear_pointer (&fixture->object, json_object_unref);
  g_clear_pointer (&fixture->node, json_node_unref);
  g_clear_error (&fixture->error);
  fixture->done = FALSE;
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  forget (fixture);
  g_assert_finalize_object (fixture->mcp);
  gradio_client_close (fixture->client);
  g_assert_finalize_object (fixture->client);
  g_object_unref (fixture->cancellable);
  g_string_free (fixture->told, TRUE);
  fake_mcp_free (fixture->server);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Fixture *fixture = user_data;

  fixture->list = gradio_mcp_list_finish (GRADIO_MCP (source), result, &fixture->error);
  fixture->done = TRUE;
}

static void
called_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Fixture *fixture = user_data;

  fixture->object = gradio_mcp_call_tool_finish (GRADIO_MCP (source), result, &fixture->error);
  fixture->done = TRUE;
}

static void
list (Fixture      *fixture,
      GradioMcpKind kind)
{
  forget (fixture);
  gradio_mcp_list_async (fixture->mcp, kind, fixture->cancellable, listed_cb, fixture);
  fake_app_wait (&fixture->done);
}

static void
call (Fixture    *fixture,
      JsonObject *arguments)
{
  forget (fixture);
  gradio_mcp_call_tool_async (fixture->mcp, "echo", arguments, progress_cb, fixture, NULL,
                              fixture->cancellable, called_cb, fixture);
  fake_app_wait (&fixture->done);
}

static const char *
get_text (Fixture *fixture)
{
  JsonArray *content;

  g_assert_no_error (fixture->error);
  content = json_object_get_array_member (fixture->object, "content");

  return json_object_get_string_member (json_array_get_object_element (content, 0), "text");
}

static const char *
get_header (Fixture    *fixture,
            const char *method,
            guint       index,
            const char *name)
{
  JsonObject *request = fake_mcp_get_request (fixture->server, method, index);

  return gradio_json_get_string (gradio_json_get_object (request, "headers"), name, NULL);
}

/* The session is opened once, and the lists of all pages are one. */
static void
test_lists (Fixture      *fixture,
            gconstpointer data)
{
  FakeMcp    *server = fixture->server;
  JsonObject *request;

  fake_mcp_answer (server, "tools/list", 200, JSON,
                   RESULT ("\"tools\":[{\"name\":\"a\"},{\"name\":\"b\"}],\"nextCursor\":\"two\""));
  fake_mcp_answer (server, "tools/list", 200, STREAM, EVENT (RESULT ("\"tools\":[7,{\"name\":\"c\"}]")));
  fake_mcp_answer (server, "resources/templates/list", 200, STREAM,
                   EVENT (RESULT ("\"resourceTemplates\":[{\"uriTemplate\":\"x://{y}\"}]")));
  fake_mcp_answer (server, "prompts/list", 200, JSON,
                   "{\"jsonrpc\":\"2.0\",\"id\":$ID,\"error\":{\"code\":-32601,\"message\":\"no\"}}");

  list (fixture, GRADIO_MCP_TOOLS);
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (json_array_get_length (fixture->list), ==, 3);
  request = json_object_get_object_member (fake_mcp_get_request (server, "tools/list", 1), "params");
  g_assert_cmpstr (json_object_get_string_member (request, "cursor"), ==, "two");

  list (fixture, GRADIO_MCP_RESOURCE_TEMPLATES);
  g_assert_cmpuint (json_array_get_length (fixture->list), ==, 1);
  list (fixture, GRADIO_MCP_PROMPTS);
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (json_array_get_length (fixture->list), ==, 0);

  g_assert_cmpuint (fake_mcp_count (server, "initialize"), ==, 1);
  g_assert_cmpuint (fake_mcp_count (server, "notifications/initialized"), ==, 1);
  g_assert_null (get_header (fixture, "initialize", 0, "mcp-protocol-version"));
  g_assert_cmpstr (get_header (fixture, "tools/list", 0, "mcp-protocol-version"), ==, "2025-06-18");
  g_assert_cmpstr (get_header (fixture, "tools/list", 0, "accept"), ==,
                   "application/json, text/event-stream");
}

static void
test_endless_list (Fixture      *fixture,
                   gconstpointer data)
{
  fake_mcp_answer (fixture->server, "tools/list", 200, JSON,
                   RESULT ("\"tools\":[],\"nextCursor\":\"again\""));
  list (fixture, GRADIO_MCP_TOOLS);
  g_assert_error (fixture->error, GRADIO_ERROR, GRADIO_ERROR_SERVER);
}

/* What comes before the answer: progress of this call and of another one, a log line, a request. */
static void
test_stream (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr (JsonObject) arguments = json_object_new ();
  JsonObject            *params;

  json_object_set_string_member (arguments, "word", "w\xc3\xb6rd");
  fake_mcp_answer (fixture->server, "tools/call", 200, STREAM,
                   "id: 1\ndata:\n\n" PROGRESS ("1", "half") PROGRESS ("99", "other") EVENT (
                     "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\",\"params\":"
                     "{\"level\":\"info\",\"data\":\"line\"}}") EVENT ("{\"jsonrpc\":\"2.0\",\"id\":"
                                                                       "\"s1\",\"method\":\"ping\"}")
                     EVENT ("{\"jsonrpc\":\"2.0\",\"id\":4711,\"result\":{}}")
                       EVENT (TEXT_RESULT ("done")));

  call (fixture, arguments);
  g_assert_cmpstr (get_text (fixture), ==, "done");
  g_assert_cmpstr (fixture->told->str, ==, "1/-1 half;[notifications/message line]");
  params = json_object_get_object_member (fake_mcp_get_request (fixture->server, "tools/call", 0),
                                          "params");
  g_assert_cmpstr (json_object_get_string_member (params, "name"), ==, "echo");
  g_assert_cmpstr (
    json_object_get_string_member (json_object_get_object_member (params, "arguments"), "word"), ==,
    "w\xc3\xb6rd");
  while (fake_mcp_get_request (fixture->server, "", 0) == NULL) /* the answer to the ping */
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (
    json_object_get_string_member (fake_mcp_get_request (fixture->server, "", 0), "id"), ==, "s1");
}

/* Large enough to be parsed in a thread. */
static void
test_large (Fixture      *fixture,
            gconstpointer data)
{
  g_autofree char *text = g_strnfill (200000, 'x');
  g_autofree char *body = g_strconcat ("data: {\"id\":$ID,\"result\":{\"content\":[{\"text\":\"", text,
                                       "\"}]}}\n\n", NULL);

  fake_mcp_answer (fixture->server, "tools/call", 200, STREAM, body);
  call (fixture, NULL);
  g_assert_cmpstr (get_text (fixture), ==, text);
}

static const struct {
  guint       status;
  const char *content_type;
  const char *body;
  int         code;
  const char *part;
} failures[] = {
  { 404, JSON, "{\"detail\":\"Not Found\"}", GRADIO_ERROR_NOT_FOUND, "mcp_server" },
  { 405, JSON, "{}", GRADIO_ERROR_NOT_FOUND, "mcp_server" },
  { 401, JSON, "{\"detail\":\"Not authenticated\"}", GRADIO_ERROR_LOGIN, "" },
  { 500, "text/plain", "Internal Server Error", GRADIO_ERROR_SERVER, "500" },
  { 400, JSON, "{\"id\":\"server-error\",\"error\":{\"code\":-32600,\"message\":\"bad\"}}",
    GRADIO_ERROR_APP, "bad" },
  { 200, JSON, "{\"id\":$ID,\"error\":{\"code\":-32602,\"message\":\"odd\"}}", GRADIO_ERROR_VALUE, "odd" },
  { 200, STREAM, EVENT ("{\"id\":$ID,\"error\":{\"code\":0,\"message\":\"gone\"}}"), GRADIO_ERROR_APP,
    "gone" },
  { 200, STREAM, EVENT ("{\"id\":$ID,\"error\":{}}"), GRADIO_ERROR_APP, "no reason" },
  { 200, JSON,
    RESULT ("\"isError\":true,\"content\":[{\"text\":\"one\"},7,{\"type\":\"image\"},{\"text\":\"two\"}]"),
    GRADIO_ERROR_APP, "one\ntwo" },
  { 200, JSON, "{\"id\":$ID,\"result\":7}", GRADIO_ERROR_SERVER, "sense" },
  { 200, JSON, "", GRADIO_ERROR_LOST, "" },
  { 200, JSON, "{\"id\":", GRADIO_ERROR_SERVER, "" },
  { 200, JSON, "[]", GRADIO_ERROR_LOST, "" },
  { 200, "text/html", "<html>", GRADIO_ERROR_SERVER, "" },
  { 200, STREAM, "", GRADIO_ERROR_LOST, "" },
  { 200, STREAM, "data: nonsense\n\n", GRADIO_ERROR_SERVER, "" },
  { 200, STREAM, EVENT ("{\"id\":4711,\"result\":{}}"), GRADIO_ERROR_LOST, "" },
};

static void
test_failures (Fixture      *fixture,
               gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (failures); i++)
    fake_mcp_answer (fixture->server, "tools/call", failures[i].status, failures[i].content_type,
                     failures[i].body);

  for (guint i = 0; i < G_N_ELEMENTS (failures); i++) {
    g_test_message ("%u: %s", failures[i].status, failures[i].body);
    call (fixture, NULL);
    g_assert_error (fixture->error, GRADIO_ERROR, failures[i].code);
    g_assert_nonnull (strstr (fixture->error->message, failures[i].part));
  }
}

/* Opening fails for all that wait, and is tried again by the next. */
static void
test_opening (Fixture      *fixture,
              gconstpointer data)
{
  FakeMcp *server = fixture->server;

  fake_mcp_answer (server, "initialize", 500, "text/plain", "no");
  fake_mcp_answer (server, "initialize", 200, JSON, RESULT ("\"protocolVersion\":\"1999-12-31\""));
  fake_mcp_answer (server, "initialize", 200, JSON, RESULT ("\"protocolVersion\":\"2025-03-26\""));
  fake_mcp_answer (server, "tools/list", 200, JSON, "[" RESULT ("\"tools\":[]") "]");

  call (fixture, NULL);
  g_assert_error (fixture->error, GRADIO_ERROR, GRADIO_ERROR_SERVER);
  list (fixture, GRADIO_MCP_TOOLS);
  g_assert_error (fixture->error, GRADIO_ERROR, GRADIO_ERROR_UNSUPPORTED);
  list (fixture, GRADIO_MCP_TOOLS);
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (fake_mcp_count (server, "initialize"), ==, 3);
  g_assert_cmpstr (get_header (fixture, "tools/list", 0, "mcp-protocol-version"), ==, "2025-03-26");
}

/* Calls that are made at once open one session; who is cancelled need not wait for it. */
static void
test_at_once (Fixture      *fixture,
              gconstpointer data)
{
  fake_mcp_answer (fixture->server, "tools/list", 200, JSON, RESULT ("\"tools\":[]"));
  forget (fixture);
  gradio_mcp_list_async (fixture->mcp, GRADIO_MCP_TOOLS, NULL, listed_cb, fixture);
  gradio_mcp_list_async (fixture->mcp, GRADIO_MCP_TOOLS, fixture->cancellable, listed_cb, fixture);
  g_cancellable_cancel (fixture->cancellable);
  fake_app_wait (&fixture->done);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  forget (fixture);
  fake_app_wait (&fixture->done);
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (fake_mcp_count (fixture->server, "initialize"), ==, 1);
  g_assert_cmpuint (fake_mcp_count (fixture->server, "tools/list"), ==, 1);
}

static void
test_session (Fixture      *fixture,
              gconstpointer data)
{
  FakeMcp *server = fixture->server;

  fake_mcp_set_session (server, "one");
  fake_mcp_answer (server, "tools/list", 200, JSON, RESULT ("\"tools\":[]"));
  list (fixture, GRADIO_MCP_TOOLS);
  g_assert_no_error (fixture->error);
  g_assert_cmpstr (get_header (fixture, "notifications/initialized", 0, "mcp-session-id"), ==, "one");

  /* A server that was started anew knows nothing of it. */
  fake_mcp_set_session (server, "two");
  list (fixture, GRADIO_MCP_TOOLS);
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (fake_mcp_count (server, "initialize"), ==, 2);
  g_assert_null (get_header (fixture, "initialize", 1, "mcp-session-id"));
  g_assert_cmpstr (get_header (fixture, "tools/list", 2, "mcp-session-id"), ==, "two");
}

static void
test_cancel (Fixture      *fixture,
             gconstpointer data)
{
  FakeMcp    *server = fixture->server;
  JsonObject *params;
  gint64      id;

  fake_mcp_answer (server, "tools/call", 1, STREAM, PROGRESS ("1", "stop"));
  call (fixture, NULL);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  while (fake_mcp_count (server, "notifications/cancelled") == 0)
    g_main_context_iteration (NULL, TRUE);
  id = json_object_get_int_member (fake_mcp_get_request (server, "tools/call", 0), "id");
  params = json_object_get_object_member (fake_mcp_get_request (server, "notifications/cancelled", 0),
                                          "params");
  g_assert_cmpint (json_object_get_int_member (params, "requestId"), ==, id);

  /* Already cancelled: nothing goes out. */
  call (fixture, NULL);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (fake_mcp_count (server, "tools/call"), ==, 1);
}

static void
test_close (Fixture      *fixture,
            gconstpointer data)
{
  fake_mcp_answer (fixture->server, "tools/call", 1, STREAM, ": nothing\n\n");
  gradio_mcp_call_tool_async (fixture->mcp, "echo", NULL, NULL, NULL, NULL, NULL, called_cb, fixture);
  while (fake_mcp_count (fixture->server, "tools/call") == 0)
    g_main_context_iteration (NULL, TRUE);
  forget (fixture);
  gradio_client_close (fixture->client);
  fake_app_wait (&fixture->done);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* A local file at two places, deep inside. */
static const char *
call_with_file (Fixture *fixture)
{
  g_autofree char       *path = NULL;
  g_autoptr (GFile)      local = NULL;
  g_autoptr (GradioFile) file = NULL;
  g_autoptr (JsonObject) arguments = json_object_new ();
  JsonArray             *array = json_array_new ();
  JsonObject            *request;

  g_assert_cmpint (g_close (g_file_open_tmp ("mcp-XXXXXX.txt", &path, NULL), NULL), ==, TRUE);
  g_assert_true (g_file_set_contents (path, "hello", -1, NULL));
  local = g_file_new_for_path (path);
  file = gradio_file_new_local (local);
  json_array_add_element (array, gradio_file_to_json (file));
  json_array_add_string_element (array, "text");
  json_object_set_array_member (arguments, "files", array);

  fake_mcp_answer (fixture->server, "tools/call", 200, JSON, TEXT_RESULT ("ok"));
  call (fixture, arguments);
  g_unlink (path);
  g_assert_cmpstr (get_text (fixture), ==, "ok");

  request = json_object_get_object_member (fake_mcp_get_request (fixture->server, "tools/call", 0),
                                           "params");
  array = json_object_get_array_member (json_object_get_object_member (request, "arguments"), "files");
  g_assert_cmpstr (json_array_get_string_element (array, 1), ==, "text");

  return json_array_get_string_element (array, 0);
}

static void
test_file_inside (Fixture      *fixture,
                  gconstpointer data)
{
  g_assert_cmpstr (call_with_file (fixture), ==, "data:text/plain;base64,aGVsbG8=");
  g_assert_cmpuint (fake_mcp_count_uploads (fixture->server), ==, 0);
}

static void
set_up_public (Fixture      *fixture,
               gconstpointer data)
{
  g_autoptr (GResolver) resolver = g_object_new (FAKE_TYPE_RESOLVER, NULL);

  g_resolver_set_default (resolver);
  set_up (fixture, data);
}

static void
test_file_uploaded (Fixture      *fixture,
                    gconstpointer data)
{
  g_autofree char *expected = g_strdup_printf (
    "http://public.example:%u/gradio_api/file=/tmp/gradio/a%%20b.txt",
    fake_mcp_get_port (fixture->server));

  g_assert_cmpstr (call_with_file (fixture), ==, expected);
  g_assert_cmpuint (fake_mcp_count_uploads (fixture->server), ==, 1);
}

static void
test_file_missing (Fixture      *fixture,
                   gconstpointer data)
{
  g_autoptr (GFile)      local = g_file_new_for_path ("/nowhere/at all.txt");
  g_autoptr (GradioFile) file = gradio_file_new_local (local);
  g_autoptr (JsonObject) arguments = json_object_new ();

  json_object_set_member (arguments, "file", gradio_file_to_json (file));
  call (fixture, arguments);
  g_assert_error (fixture->error, GRADIO_ERROR, GRADIO_ERROR_FILE);
  g_assert_cmpuint (fake_mcp_count (fixture->server, "tools/call"), ==, 0);
}

static void
prompt_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Fixture *fixture = user_data;

  fixture->object = gradio_mcp_get_prompt_finish (GRADIO_MCP (source), result, &fixture->error);
  fixture->done = TRUE;
}

static void
resource_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Fixture *fixture = user_data;

  fixture->object = gradio_mcp_read_resource_finish (GRADIO_MCP (source), result, &fixture->error);
  fixture->done = TRUE;
}

static void
test_prompt_and_resource (Fixture      *fixture,
                          gconstpointer data)
{
  FakeMcp    *server = fixture->server;
  JsonObject *params;

  fake_mcp_answer (server, "prompts/get", 200, JSON, RESULT ("\"messages\":[]"));
  fake_mcp_answer (server, "resources/read", 200, JSON, RESULT ("\"contents\":[]"));
  forget (fixture);
  gradio_mcp_get_prompt_async (fixture->mcp, "greet", NULL, NULL, prompt_cb, fixture);
  fake_app_wait (&fixture->done);
  g_assert_no_error (fixture->error);
  g_assert_true (json_object_has_member (fixture->object, "messages"));
  params = json_object_get_object_member (fake_mcp_get_request (server, "prompts/get", 0), "params");
  g_assert_cmpstr (json_object_get_string_member (params, "name"), ==, "greet");

  forget (fixture);
  gradio_mcp_read_resource_async (fixture->mcp, "x://y", NULL, resource_cb, fixture);
  fake_app_wait (&fixture->done);
  g_assert_no_error (fixture->error);
  params = json_object_get_object_member (fake_mcp_get_request (server, "resources/read", 0), "params");
  g_assert_cmpstr (json_object_get_string_member (params, "uri"), ==, "x://y");
}

static void
openapi_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Fixture *fixture = user_data;

  fixture->node = gradio_client_fetch_openapi_finish (GRADIO_CLIENT (source), result, &fixture->error);
  fixture->done = TRUE;
}

static void
test_openapi (Fixture      *fixture,
              gconstpointer data)
{
  forget (fixture);
  gradio_client_fetch_openapi_async (fixture->client, NULL, openapi_cb, fixture);
  fake_app_wait (&fixture->done);
  g_assert_no_error (fixture->error);
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (fixture->node), "openapi"), ==,
                   "3.0.2");

  forget (fixture);
  gradio_client_fetch_openapi_async (fixture->client, fixture->cancellable, openapi_cb, fixture);
  g_cancellable_cancel (fixture->cancellable);
  fake_app_wait (&fixture->done);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE);

  ADD ("/mcp/lists", test_lists);
  ADD ("/mcp/endless-list", test_endless_list);
  ADD ("/mcp/stream", test_stream);
  ADD ("/mcp/large", test_large);
  ADD ("/mcp/failures", test_failures);
  ADD ("/mcp/opening", test_opening);
  ADD ("/mcp/at-once", test_at_once);
  ADD ("/mcp/session", test_session);
  ADD ("/mcp/cancel", test_cancel);
  ADD ("/mcp/close", test_close);
  ADD ("/mcp/file-inside", test_file_inside);
  ADD ("/mcp/file-missing", test_file_missing);
  g_test_add ("/mcp/file-uploaded", Fixture, "public.example", set_up_public, test_file_uploaded,
              tear_down);
  ADD ("/mcp/prompt-and-resource", test_prompt_and_resource);
  ADD ("/openapi", test_openapi);

  return g_test_run ();
}
