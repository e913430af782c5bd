/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-mcp.h"

#include "gradio-client-private.h"
#include "gradio-error.h"
#include "gradio-json.h"
#include "gradio-mcp-files.h"
#include "gradio-mcp-session.h"

#include <glib/gi18n-lib.h>

/* A server whose list has no end is to be told from one with many tools. */
#define MAX_PAGES 1000

struct _GradioMcp {
  GObject parent_instance;

  GradioClient     *client;
  GradioMcpSession *session;
  gint64            last_token; /* of a call's progress */
};

G_DEFINE_FINAL_TYPE (GradioMcp, gradio_mcp, G_TYPE_OBJECT)

enum {
  SIGNAL_NOTIFICATION,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
gradio_mcp_finalize (GObject *object)
{
  GradioMcp *self = GRADIO_MCP (object);

  g_clear_object (&self->session);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (gradio_mcp_parent_class)->finalize (object);
}

static void
gradio_mcp_class_init (GradioMcpClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gradio_mcp_finalize;

  signals[SIGNAL_NOTIFICATION] = g_signal_new ("notification", GRADIO_TYPE_MCP, G_SIGNAL_RUN_LAST, 0,
                                               NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING,
                                               JSON_TYPE_OBJECT);
}

static void
gradio_mcp_init (GradioMcp *self)
{
}

GradioMcp *
gradio_mcp_new (GradioClient *client)
{
  GradioMcp *self;

  g_return_val_if_fail (GRADIO_IS_CLIENT (client), NULL);
  g_return_val_if_fail (gradio_client_get_base_uri (client) != NULL, NULL);

  self = g_object_new (GRADIO_TYPE_MCP, NULL);
  self->client = g_object_ref (client);
  self->session = gradio_mcp_session_new (gradio_client_get_connection (client));

  return self;
}

/* What all calls have in common. */
typedef struct {
  JsonObject           *params;
  gint64                token;
  GradioMcpProgressFunc progress;
  gpointer              progress_data;
  GDestroyNotify        progress_destroy;
  GradioMcpKind         kind; /* of a list */
  JsonArray            *list; /* so far */
  guint                 n_pages;
} Call;

static void
call_free (Call *call)
{
  g_clear_pointer (&call->params, json_object_unref);
  g_clear_pointer (&call->list, json_array_unref);
  if (call->progress_destroy != NULL)
    call->progress_destroy (call->progress_data);
  g_free (call);
}

static GTask *
new_call (GradioMcp          *self,
          gpointer            tag,
          GCancellable       *cancellable,
          GAsyncReadyCallback callback,
          gpointer            user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Call  *call = g_new0 (Call, 1);

  g_task_set_source_tag (task, tag);
  call->params = json_object_new ();
  g_task_set_task_data (task, call, (GDestroyNotify) call_free);

  return task;
}

static void
message_cb (JsonObject *message,
            gpointer    user_data)
{
  GTask      *task = user_data;
  Call       *call = g_task_get_task_data (task);
  const char *method = gradio_json_get_string (message, "method", "");
  JsonObject *params = gradio_json_get_object (message, "params");

  if (!g_str_equal (method, "notifications/progress"))
    g_signal_emit (g_task_get_source_object (task), signals[SIGNAL_NOTIFICATION], 0, method, params);
  else if (call->progress != NULL && gradio_json_get_int (params, "progressToken", 0) == call->token)
    call->progress (gradio_json_get_double (params, "progress", 0),
                    gradio_json_get_double (params, "total", -1),
                    gradio_json_get_string (params, "message", NULL), call->progress_data);
}

/* Takes @task. */
static void
request (GTask              *task,
         const char         *method,
         GradioPatience      patience,
         GAsyncReadyCallback callback)
{
  GradioMcp *self = g_task_get_source_object (task);
  Call      *call = g_task_get_task_data (task);

  gradio_mcp_session_request_async (self->session, method, call->params, patience, message_cb, task,
                                    g_task_get_cancellable (task), callback, task);
}

static void
return_object (GTask      *task,
               JsonObject *object,
               GError     *error)
{
  if (object != NULL)
    g_task_return_pointer (task, object, (GDestroyNotify) json_object_unref);
  else
    g_task_return_error (task, error);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError           *error = NULL;
  JsonObject       *object;

  object = gradio_mcp_session_request_finish (GRADIO_MCP_SESSION (source), result, &error);
  return_object (task, object, error);
}

/* lists */

static const struct {
  const char *method;
  const char *member;
} kinds[] = {
  [GRADIO_MCP_TOOLS] = { "tools/list", "tools" },
  [GRADIO_MCP_RESOURCES] = { "resources/list", "resources" },
  [GRADIO_MCP_RESOURCE_TEMPLATES] = { "resources/templates/list", "resourceTemplates" },
  [GRADIO_MCP_PROMPTS] = { "prompts/list", "prompts" },
};

static void
append_page (Call       *call,
             JsonObject *page)
{
  JsonArray *entries = gradio_json_get_array (page, kinds[call->kind].member);

  for (guint i = 0; entries != NULL && i < json_array_get_length (entries); i++)
    if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (entries, i)))
      json_array_add_element (call->list, json_node_ref (json_array_get_element (entries, i)));
}

static void
page_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask)      task = user_data;
  Call                  *call = g_task_get_task_data (task);
  g_autoptr (GError)     error = NULL;
  g_autoptr (JsonObject) page = NULL;
  const char            *next;

  page = gradio_mcp_session_request_finish (GRADIO_MCP_SESSION (source), result, &error);
  if (page == NULL && !g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_ENDPOINT)) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  append_page (call, page);
  next = gradio_json_get_string (page, "nextCursor", NULL);
  if (next == NULL) {
    g_task_return_pointer (task, g_steal_pointer (&call->list), (GDestroyNotify) json_array_unref);
  } else if (++call->n_pages == MAX_PAGES) {
    g_task_return_new_error (task, GRADIO_ERROR, GRADIO_ERROR_SERVER,
                             _("The server’s list has no end. Tell the app’s author."));
  } else {
    json_object_set_string_member (call->params, "cursor", next);
    request (g_steal_pointer (&task), kinds[call->kind].method, GRADIO_PATIENCE_CALL, page_cb);
  }
}

void
gradio_mcp_list_async (GradioMcp          *self,
                       GradioMcpKind       kind,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  GTask *task;
  Call  *call;

  g_return_if_fail (GRADIO_IS_MCP (self));
  g_return_if_fail ((guint) kind < G_N_ELEMENTS (kinds));

  task = new_call (self, gradio_mcp_list_async, cancellable, callback, user_data);
  call = g_task_get_task_data (task);
  call->kind = kind;
  call->list = json_array_new ();
  request (task, kinds[kind].method, GRADIO_PATIENCE_CALL, page_cb);
}

JsonArray *
gradio_mcp_list_finish (GradioMcp    *self,
                        GAsyncResult *result,
                        GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* tools */

/* The text parts of a result that is an error. */
static GError *
new_tool_error (JsonObject *result)
{
  JsonArray          *parts = gradio_json_get_array (result, "content");
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; parts != NULL && i < json_array_get_length (parts); i++) {
    JsonNode   *node = json_array_get_element (parts, i);
    JsonObject *part = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
    const char *words = gradio_json_get_string (part, "text", "");

    if (*words != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", words);
  }

  return g_error_new (GRADIO_ERROR, GRADIO_ERROR_APP, _("The app reports an error: %s"),
                      text->len > 0 ? text->str : _("it gave no reason"));
}

static void
tool_answered_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask)      task = user_data;
  GError                *error = NULL;
  g_autoptr (JsonObject) object = NULL;

  object = gradio_mcp_session_request_finish (GRADIO_MCP_SESSION (source), result, &error);
  if (object != NULL && gradio_json_get_boolean (object, "isError", FALSE)) {
    error = new_tool_error (object);
    g_clear_pointer (&object, json_object_unref);
  }
  return_object (task, g_steal_pointer (&object), error);
}

static void
files_sent_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Call             *call = g_task_get_task_data (task);
  GError           *error = NULL;
  JsonObject       *arguments = gradio_mcp_files_send_finish (GRADIO_CLIENT (source), result, &error);

  if (arguments == NULL) {
    g_task_return_error (task, error);
    return;
  }

  json_object_set_object_member (call->params, "arguments", arguments);
  request (g_steal_pointer (&task), "tools/call", GRADIO_PATIENCE_ENDLESS, tool_answered_cb);
}

/*
 * The token is sent even when nobody asks for progress: without one Gradio 6 makes one text of
 * several outputs, as Python writes them.
 */
void
gradio_mcp_call_tool_async (GradioMcp            *self,
                            const char           *name,
                            JsonObject           *arguments,
                            GradioMcpProgressFunc progress,
                            gpointer              progress_data,
                            GDestroyNotify        progress_destroy,
                            GCancellable         *cancellable,
                            GAsyncReadyCallback   callback,
                            gpointer              user_data)
{
  GTask                 *task;
  Call                  *call;
  JsonObject            *meta = json_object_new ();
  g_autoptr (JsonObject) none = json_object_new ();

  g_return_if_fail (GRADIO_IS_MCP (self));
  g_return_if_fail (name != NULL);

  task = new_call (self, gradio_mcp_call_tool_async, cancellable, callback, user_data);
  call = g_task_get_task_data (task);
  call->progress = progress;
  call->progress_data = progress_data;
  call->progress_destroy = progress_destroy;
  call->token = ++self->last_token;
  json_object_set_int_member (meta, "progressToken", call->token);
  json_object_set_object_member (call->params, "_meta", meta);
  json_object_set_string_member (call->params, "name", name);
  gradio_mcp_files_send_async (self->client, arguments != NULL ? arguments : none, cancellable,
                               files_sent_cb, task);
}

JsonObject *
gradio_mcp_call_tool_finish (GradioMcp    *self,
                             GAsyncResult *result,
                             GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* prompts and resources: a function of the app makes them, so they take as long as it does */

void
gradio_mcp_get_prompt_async (GradioMcp          *self,
                             const char         *name,
                             JsonObject         *arguments,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  GTask *task;
  Call  *call;

  g_return_if_fail (GRADIO_IS_MCP (self));
  g_return_if_fail (name != NULL);

  task = new_call (self, gradio_mcp_get_prompt_async, cancellable, callback, user_data);
  call = g_task_get_task_data (task);
  json_object_set_string_member (call->params, "name", name);
  if (arguments != NULL)
    json_object_set_object_member (call->params, "arguments", json_object_ref (arguments));
  request (task, "prompts/get", GRADIO_PATIENCE_ENDLESS, answered_cb);
}

JsonObject *
gradio_mcp_get_prompt_finish (GradioMcp    *self,
                              GAsyncResult *result,
                              GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
gradio_mcp_read_resource_async (GradioMcp          *self,
                                const char         *uri,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  GTask *task;
  Call  *call;

  g_return_if_fail (GRADIO_IS_MCP (self));
  g_return_if_fail (uri != NULL);

  task = new_call (self, gradio_mcp_read_resource_async, cancellable, callback, user_data);
  call = g_task_get_task_data (task);
  json_object_set_string_member (call->params, "uri", uri);
  request (task, "resources/read", GRADIO_PATIENCE_ENDLESS, answered_cb);
}

JsonObject *
gradio_mcp_read_resource_finish (GradioMcp    *self,
                                 GAsyncResult *result,
                                 GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
