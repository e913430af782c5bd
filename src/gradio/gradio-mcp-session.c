/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-mcp-session.h"

#include "gradio-error.h"
#include "gradio-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define METHOD_NOT_FOUND -32601
#define INVALID_PARAMS -32602

/* The newest that this is written for comes first and is asked for. */
static const char *const versions[] = { "2025-06-18", "2025-11-25", "2025-03-26", "2024-11-05", NULL };

struct _GradioMcpSession {
  GObject parent_instance;

  GradioConnection *connection;
  GPtrArray        *waiting; /* of GTask: requests from before it is open */
  char             *version; /* that was agreed on; NULL when not open */
  char             *id;      /* nullable: many servers give none */
  gint64            last_id; /* of a request */
  gboolean          opening;
};

G_DEFINE_FINAL_TYPE (GradioMcpSession, gradio_mcp_session, G_TYPE_OBJECT)

typedef struct {
  char                *method;
  JsonObject          *params; /* nullable */
  GradioPatience       patience;
  GradioMcpMessageFunc func;
  gpointer             func_data;
  gint64               id;
  char                *session_id; /* under which it was sent */
  GSource             *cancelled;  /* while it waits */
  gboolean             repeated;
} Request;

static void
request_free (Request *request)
{
  g_clear_pointer (&request->method, g_free);
  g_clear_pointer (&request->params, json_object_unref);
  g_clear_pointer (&request->session_id, g_free);
  g_clear_pointer (&request->cancelled, g_source_unref);
  g_free (request);
}

static void
gradio_mcp_session_finalize (GObject *object)
{
  GradioMcpSession *self = GRADIO_MCP_SESSION (object);

  g_clear_object (&self->connection);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  g_clear_pointer (&self->version, g_free);
  g_clear_pointer (&self->id, g_free);

  G_OBJECT_CLASS (gradio_mcp_session_parent_class)->finalize (object);
}

static void
gradio_mcp_session_class_init (GradioMcpSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gradio_mcp_session_finalize;
}

static void
gradio_mcp_session_init (GradioMcpSession *self)
{
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
}

GradioMcpSession *
gradio_mcp_session_new (GradioConnection *connection)
{
  GradioMcpSession *self = g_object_new (GRADIO_TYPE_MCP_SESSION, NULL);

  self->connection = g_object_ref (connection);

  return self;
}

/* messages */

static SoupMessage *
new_message (GradioMcpSession *self,
             JsonObject       *object)
{
  g_autofree char     *uri = gradio_connection_dup_api_uri (self->connection, "/mcp/");
  SoupMessage         *message = gradio_connection_new_message (self->connection, SOUP_METHOD_POST, uri);
  SoupMessageHeaders  *headers = soup_message_get_request_headers (message);
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (GBytes)   body = NULL;
  char                *text;

  json_object_set_string_member (object, "jsonrpc", "2.0");
  json_node_set_object (node, object);
  text = gradio_json_write (node);
  body = g_bytes_new_take (text, strlen (text));
  soup_message_set_request_body_from_bytes (message, "application/json", body);

  soup_message_headers_replace (headers, "Accept", "application/json, text/event-stream");
  if (self->version != NULL)
    soup_message_headers_replace (headers, "MCP-Protocol-Version", self->version);
  if (self->id != NULL)
    soup_message_headers_replace (headers, "Mcp-Session-Id", self->id);

  return message;
}

static SoupMessage *
new_call (GradioMcpSession *self,
          gint64            id,
          const char       *method,
          JsonObject       *params)
{
  g_autoptr (JsonObject) object = json_object_new ();

  if (id != 0)
    json_object_set_int_member (object, "id", id);
  json_object_set_string_member (object, "method", method);
  if (params != NULL)
    json_object_set_object_member (object, "params", json_object_ref (params));

  return new_message (self, object);
}

static void
told_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GError)     error = NULL;
  g_autoptr (JsonObject) answer = NULL;

  answer = gradio_mcp_exchange_finish (GRADIO_CONNECTION (source), result, &error);
  if (answer == NULL)
    g_debug ("The server did not take a message: %s", error->message);
}

/* Nobody waits for this. */
static void
tell (GradioMcpSession *self,
      SoupMessage      *message)
{
  gradio_mcp_exchange_async (self->connection, message, 0, GRADIO_PATIENCE_CALL, NULL, NULL, NULL,
                             told_cb, NULL);
}

static void
tell_cancelled (GradioMcpSession *self,
                Request          *request)
{
  g_autoptr (JsonObject)  params = json_object_new ();
  g_autoptr (SoupMessage) message = NULL;

  json_object_set_int_member (params, "requestId", request->id);
  message = new_call (self, 0, "notifications/cancelled", params);
  tell (self, message);
}

/* Nothing but an answer to `ping` was promised to the server. */
static void
answer_request (GradioMcpSession *self,
                JsonObject       *request)
{
  g_autoptr (JsonObject)  answer = json_object_new ();
  g_autoptr (SoupMessage) message = NULL;

  json_object_set_member (answer, "id", json_node_ref (json_object_get_member (request, "id")));
  if (g_strcmp0 (gradio_json_get_string (request, "method", NULL), "ping") == 0) {
    json_object_set_object_member (answer, "result", json_object_new ());
  } else {
    JsonObject *error = json_object_new ();

    json_object_set_int_member (error, "code", METHOD_NOT_FOUND);
    json_object_set_string_member (error, "message", "Method not found");
    json_object_set_object_member (answer, "error", error);
  }
  message = new_message (self, answer);
  tell (self, message);
}

/* What the answer says. */
static JsonObject *
take_result (JsonObject *answer,
             GError    **error)
{
  JsonObject *result = gradio_json_get_object (answer, "result");
  JsonObject *problem = gradio_json_get_object (answer, "error");
  gint64      code = gradio_json_get_int (problem, "code", 0);
  const char *text = gradio_json_get_string (problem, "message", "");

  if (result != NULL)
    return json_object_ref (result);

  if (*text == '\0')
    text = _("it gave no reason");
  if (problem == NULL)
    g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_SERVER,
                 _("The server’s answer makes no sense. Tell the app’s author."));
  else if (code == METHOD_NOT_FOUND)
    g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_ENDPOINT, _("The app cannot do this: %s"), text);
  else if (code == INVALID_PARAMS)
    g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_VALUE, _("The app refused the values: %s"), text);
  else
    g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_APP, _("The app reports an error: %s"), text);

  return NULL;
}

/* opening */

static void send_request (GradioMcpSession *self,
                          GTask            *task);

static GPtrArray *
steal_waiting (GradioMcpSession *self)
{
  GPtrArray *waiting = g_steal_pointer (&self->waiting);

  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  self->opening = FALSE;
  for (guint i = 0; i < waiting->len; i++) {
    Request *request = g_task_get_task_data (waiting->pdata[i]);

    g_source_destroy (request->cancelled);
    g_clear_pointer (&request->cancelled, g_source_unref);
  }

  return waiting;
}

static void
fail_waiting (GradioMcpSession *self,
              const GError     *error)
{
  g_autoptr (GPtrArray) waiting = steal_waiting (self);

  for (guint i = 0; i < waiting->len; i++)
    g_task_return_error (waiting->pdata[i], g_error_copy (error));
}

static void
confirmed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GradioMcpSession) self = user_data;
  g_autoptr (GPtrArray)        waiting = steal_waiting (self);

  told_cb (source, result, NULL);
  for (guint i = 0; i < waiting->len; i++)
    send_request (self, waiting->pdata[i]);
}

static gboolean
take_version (GradioMcpSession *self,
              JsonObject       *result,
              GError          **error)
{
  const char *version = gradio_json_get_string (result, "protocolVersion", "");

  if (!g_strv_contains (versions, version)) {
    g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_UNSUPPORTED,
                 _("The server wants version “%s” of MCP, which is not supported."), version);
    return FALSE;
  }

  g_free (self->version);
  self->version = g_strdup (version);

  return TRUE;
}

typedef struct {
  GradioMcpSession *session;
  SoupMessage      *message;
} Opening;

static void
opening_free (Opening *opening)
{
  g_object_unref (opening->session);
  g_object_unref (opening->message);
  g_free (opening);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Opening, opening_free)

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Opening)     opening = user_data;
  GradioMcpSession       *self = opening->session;
  g_autoptr (GError)      error = NULL;
  g_autoptr (JsonObject)  answer = NULL;
  g_autoptr (JsonObject)  agreed = NULL;
  g_autoptr (SoupMessage) message = NULL;

  answer = gradio_mcp_exchange_finish (GRADIO_CONNECTION (source), result, &error);
  if (answer != NULL)
    agreed = take_result (answer, &error);
  if (agreed == NULL || !take_version (self, agreed, &error)) {
    fail_waiting (self, error);
    return;
  }

  self->id = g_strdup (soup_message_headers_get_one (
    soup_message_get_response_headers (opening->message), "Mcp-Session-Id"));
  message = new_call (self, 0, "notifications/initialized", NULL);
  gradio_mcp_exchange_async (self->connection, message, 0, GRADIO_PATIENCE_CALL, NULL, NULL, NULL,
                             confirmed_cb, g_object_ref (self));
}

static void
open_session (GradioMcpSession *self)
{
  g_autoptr (JsonObject) params = json_object_new ();
  JsonObject            *client = json_object_new ();
  Opening               *opening = g_new0 (Opening, 1);

  self->opening = TRUE;
  json_object_set_string_member (client, "name", "Spaceport");
  json_object_set_string_member (client, "version", PACKAGE_VERSION);
  json_object_set_string_member (params, "protocolVersion", versions[0]);
  json_object_set_object_member (params, "capabilities", json_object_new ());
  json_object_set_object_member (params, "clientInfo", client);

  opening->session = g_object_ref (self);
  opening->message = new_call (self, ++self->last_id, "initialize", params);
  gradio_mcp_exchange_async (self->connection, opening->message, self->last_id,
                             GRADIO_PATIENCE_CALL, NULL, NULL, NULL, opened_cb, opening);
}

/* requests */

static gboolean
cancelled_while_waiting_cb (GCancellable *cancellable,
                            gpointer      user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  GradioMcpSession *self = g_task_get_source_object (task);

  if (g_ptr_array_remove (self->waiting, task))
    g_task_return_error_if_cancelled (task);

  return G_SOURCE_REMOVE;
}

static void
wait_until_open (GradioMcpSession *self,
                 GTask            *task)
{
  Request      *request = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  request->cancelled = g_cancellable_source_new (cancellable);
  g_task_attach_source (task, request->cancelled, G_SOURCE_FUNC (cancelled_while_waiting_cb));
  g_ptr_array_add (self->waiting, g_object_ref (task));
  if (!self->opening)
    open_session (self);
}

static void
message_cb (JsonObject *message,
            gpointer    user_data)
{
  GTask   *task = user_data;
  Request *request = g_task_get_task_data (task);

  if (json_object_has_member (message, "id"))
    answer_request (g_task_get_source_object (task), message);
  else if (request->func != NULL)
    request->func (message, request->func_data);
}

/* A server that has forgotten the session wants a new one; somebody else may have made it already. */
static void
repeat (GradioMcpSession *self,
        GTask            *task)
{
  Request *request = g_task_get_task_data (task);

  request->repeated = TRUE;
  if (g_strcmp0 (self->id, request->session_id) == 0) {
    g_clear_pointer (&self->version, g_free);
    g_clear_pointer (&self->id, g_free);
  }
  send_request (self, task);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask)      task = user_data;
  GradioMcpSession      *self = g_task_get_source_object (task);
  Request               *request = g_task_get_task_data (task);
  g_autoptr (GError)     error = NULL;
  g_autoptr (JsonObject) answer = NULL;
  JsonObject            *value = NULL;

  answer = gradio_mcp_exchange_finish (GRADIO_CONNECTION (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
      !g_cancellable_is_cancelled (gradio_connection_get_closed (self->connection)))
    tell_cancelled (self, request);
  if (g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_NOT_FOUND) && request->session_id != NULL &&
      !request->repeated) {
    repeat (self, task);
    return;
  }

  if (answer != NULL)
    value = take_result (answer, &error);
  if (value != NULL)
    g_task_return_pointer (task, value, (GDestroyNotify) json_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
send_request (GradioMcpSession *self,
              GTask            *task)
{
  Request                *request = g_task_get_task_data (task);
  g_autoptr (SoupMessage) message = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (self->version == NULL || self->opening) {
    wait_until_open (self, task);
    return;
  }

  request->id = ++self->last_id;
  g_free (request->session_id);
  request->session_id = g_strdup (self->id);
  message = new_call (self, request->id, request->method, request->params);
  gradio_mcp_exchange_async (self->connection, message, request->id, request->patience, message_cb,
                             task, g_task_get_cancellable (task), answered_cb, g_object_ref (task));
}

void
gradio_mcp_session_request_async (GradioMcpSession    *self,
                                  const char          *method,
                                  JsonObject          *params,
                                  GradioPatience       patience,
                                  GradioMcpMessageFunc func,
                                  gpointer             func_data,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_autoptr (GCancellable) linked = gradio_connection_link_cancellable (self->connection, cancellable);
  g_autoptr (GTask)        task = g_task_new (self, linked, callback, user_data);
  Request                 *request = g_new0 (Request, 1);

  g_task_set_source_tag (task, gradio_mcp_session_request_async);
  request->method = g_strdup (method);
  request->params = params != NULL ? json_object_ref (params) : NULL;
  request->patience = patience;
  request->func = func;
  request->func_data = func_data;
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);

  send_request (self, task);
}

JsonObject *
gradio_mcp_session_request_finish (GradioMcpSession *self,
                                   GAsyncResult     *result,
                                   GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
