/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-mcp.h"

#include <string.h>

#define CONFIG                                                                      \
  "{\"version\":\"6.31.0\",\"protocol\":\"sse_v3\",\"api_prefix\":\"/gradio_api\"," \
  "\"title\":\"Fake\",\"mcp_server\":true,\"components\":[],\"dependencies\":[]}"
#define INFO "{\"named_endpoints\":{},\"unnamed_endpoints\":{}}"
#define OPENED                                                                      \
  "{\"jsonrpc\":\"2.0\",\"id\":$ID,\"result\":{\"protocolVersion\":\"2025-06-18\"," \
  "\"capabilities\":{\"tools\":{}},\"serverInfo\":{\"name\":\"Fake\",\"version\":\"1\"}}}"

typedef struct {
  guint status;
  char *content_type;
  char *body;
} Answer;

struct _FakeMcp {
  SoupServer *server;
  GHashTable *answers;  /* method -> GPtrArray of Answer */
  GPtrArray  *requests; /* of JsonObject */
  GPtrArray  *held;     /* messages that were left open */
  char       *session_id;
  guint       n_uploads;
};

static void
answer_free (Answer *answer)
{
  g_free (answer->content_type);
  g_free (answer->body);
  g_free (answer);
}

static void
respond (SoupServerMessage *message,
         guint              status,
         const char        *content_type,
         const char        *body)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, content_type, SOUP_MEMORY_COPY, body, strlen (body));
}

static void
leave_open (FakeMcp           *self,
            SoupServerMessage *message,
            const char        *body)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
  soup_message_headers_set_content_type (headers, "text/event-stream", NULL);
  soup_message_body_append (soup_server_message_get_response_body (message), SOUP_MEMORY_COPY, body,
                            strlen (body));
  g_ptr_array_add (self->held, g_object_ref (message));
}

static void
note_header_cb (const char *name,
                const char *value,
                gpointer    user_data)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  json_object_set_string_member (user_data, lower, value);
}

/* What was sent, with its headers. */
static JsonObject *
note_request (FakeMcp           *self,
              SoupServerMessage *message)
{
  g_autoptr (GBytes)   body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_autoptr (JsonNode) node = gradio_json_parse (g_bytes_get_data (body, NULL), g_bytes_get_size (body),
                                                 NULL);
  JsonObject          *headers = json_object_new ();
  JsonObject          *object;

  g_assert_true (node != NULL && JSON_NODE_HOLDS_OBJECT (node));
  object = json_node_dup_object (node);
  g_assert_cmpstr (json_object_get_string_member (object, "jsonrpc"), ==, "2.0");
  soup_message_headers_foreach (soup_server_message_get_request_headers (message), note_header_cb,
                                headers);
  json_object_set_object_member (object, "headers", headers);
  g_ptr_array_add (self->requests, object);

  return object;
}

static Answer *
choose_answer (FakeMcp    *self,
               const char *method)
{
  GPtrArray *answers = g_hash_table_lookup (self->answers, method);

  if (answers == NULL)
    return NULL;

  return answers->pdata[MIN (fake_mcp_count (self, method), answers->len) - 1];
}

static void
handle_mcp (FakeMcp           *self,
            SoupServerMessage *message)
{
  JsonObject         *request = note_request (self, message);
  JsonObject         *headers = json_object_get_object_member (request, "headers");
  const char         *method = gradio_json_get_string (request, "method", "");
  const char         *session_id = gradio_json_get_string (headers, "mcp-session-id", NULL);
  g_autofree char    *id = gradio_json_write (json_object_get_member (request, "id"));
  Answer             *answer = choose_answer (self, method);
  g_auto (GStrv)      pieces = g_strsplit (answer != NULL ? answer->body : OPENED, "$ID", -1);
  g_autofree char    *body = g_strjoinv (id, pieces);
  gboolean            opens = g_str_equal (method, "initialize");
  SoupMessageHeaders *response = soup_server_message_get_response_headers (message);

  if (opens && self->session_id != NULL)
    soup_message_headers_replace (response, "Mcp-Session-Id", self->session_id);

  if (!opens && g_strcmp0 (session_id, self->session_id) != 0)
    respond (message, SOUP_STATUS_NOT_FOUND, "application/json", "{}");
  else if (answer != NULL && answer->status == 1)
    leave_open (self, message, body);
  else if (answer != NULL)
    respond (message, answer->status, answer->content_type, body);
  else if (opens)
    respond (message, SOUP_STATUS_OK, "application/json", body);
  else
    respond (message, SOUP_STATUS_ACCEPTED, "application/json", "");
}

static void
handle_cb (SoupServer        *server,
           SoupServerMessage *message,
           const char        *path,
           GHashTable        *query,
           gpointer           user_data)
{
  FakeMcp *self = user_data;

  if (g_str_equal (path, "/config")) {
    respond (message, SOUP_STATUS_OK, "application/json", CONFIG);
  } else if (g_str_equal (path, "/gradio_api/info")) {
    respond (message, SOUP_STATUS_OK, "application/json", INFO);
  } else if (g_str_equal (path, "/gradio_api/openapi.json")) {
    respond (message, SOUP_STATUS_OK, "application/json", "{\"openapi\":\"3.0.2\"}");
  } else if (g_str_equal (path, "/gradio_api/upload")) {
    self->n_uploads++;
    respond (message, SOUP_STATUS_OK, "application/json", "[\"/tmp/gradio/a b.txt\"]");
  } else if (g_str_equal (path, "/gradio_api/mcp/")) {
    handle_mcp (self, message);
  } else {
    respond (message, SOUP_STATUS_NOT_FOUND, "application/json", "{\"detail\":\"Not Found\"}");
  }
}

FakeMcp *
fake_mcp_new (void)
{
  FakeMcp           *self = g_new0 (FakeMcp, 1);
  g_autoptr (GError) error = NULL;

  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify) g_ptr_array_unref);
  self->requests = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  self->held = g_ptr_array_new_with_free_func (g_object_unref);
  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, NULL, handle_cb, self, NULL);
  soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);

  return self;
}

void
fake_mcp_free (FakeMcp *self)
{
  soup_server_disconnect (self->server);
  g_object_unref (self->server);
  g_hash_table_unref (self->answers);
  g_ptr_array_unref (self->requests);
  g_ptr_array_unref (self->held);
  g_free (self->session_id);
  g_free (self);
}

guint
fake_mcp_get_port (FakeMcp *self)
{
  g_autoslist (GUri) uris = soup_server_get_uris (self->server);

  return g_uri_get_port (uris->data);
}

void
fake_mcp_answer (FakeMcp    *self,
                 const char *method,
                 guint       status,
                 const char *content_type,
                 const char *body)
{
  GPtrArray *answers = g_hash_table_lookup (self->answers, method);
  Answer    *answer = g_new0 (Answer, 1);

  if (answers == NULL) {
    answers = g_ptr_array_new_with_free_func ((GDestroyNotify) answer_free);
    g_hash_table_insert (self->answers, g_strdup (method), answers);
  }
  answer->status = status;
  answer->content_type = g_strdup (content_type);
  answer->body = g_strdup (body);
  g_ptr_array_add (answers, answer);
}

void
fake_mcp_set_session (FakeMcp    *self,
                      const char *id)
{
  g_free (self->session_id);
  self->session_id = g_strdup (id);
}

JsonObject *
fake_mcp_get_request (FakeMcp    *self,
                      const char *method,
                      guint       index)
{
  for (guint i = 0; i < self->requests->len; i++) {
    JsonObject *request = self->requests->pdata[i];

    if (g_str_equal (gradio_json_get_string (request, "method", ""), method) && index-- == 0)
      return request;
  }

  return NULL;
}

guint
fake_mcp_count (FakeMcp    *self,
                const char *method)
{
  guint n = 0;

  for (guint i = 0; i < self->requests->len; i++)
    if (g_str_equal (gradio_json_get_string (self->requests->pdata[i], "method", ""), method))
      n++;

  return n;
}

guint
fake_mcp_count_uploads (FakeMcp *self)
{
  return self->n_uploads;
}
