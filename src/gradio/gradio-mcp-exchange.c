/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-mcp-exchange.h"

#include "gradio-error.h"
#include "gradio-json.h"
#include "gradio-response.h"
#include "gradio-sse-parser.h"

#include <glib/gi18n-lib.h>

#define READ_SIZE (64 * 1024)
/* A message of this size is parsed in a thread; those behind it wait. */
#define THREAD_SIZE (64 * 1024)
/* Pictures come inside of messages. */
#define MAX_SIZE (256 * 1024 * 1024)

typedef struct {
  SoupMessage         *message;
  gint64               id;
  GradioMcpMessageFunc func;
  gpointer             func_data;
  GInputStream        *input;
  GOutputStream       *body; /* of an answer that is no stream */
  GradioSseParser     *parser;
  GQueue               inbox; /* of GBytes: messages that wait to be parsed */
  JsonObject          *answer;
  gboolean             at_end;
  char                 buffer[READ_SIZE];
} Exchange;

static void
exchange_free (Exchange *self)
{
  g_queue_clear_full (&self->inbox, (GDestroyNotify) g_bytes_unref);
  g_clear_pointer (&self->parser, gradio_sse_parser_free);
  g_clear_pointer (&self->answer, json_object_unref);
  g_clear_object (&self->body);
  g_clear_object (&self->input);
  g_clear_object (&self->message);
  g_free (self);
}

static void process_inbox (GTask *task);

static void
return_transport_error (GTask  *task,
                        GError *error)
{
  Exchange *self = g_task_get_task_data (task);

  g_task_return_error (
    task, gradio_response_translate_error (error, soup_message_get_uri (self->message)));
}

/* A server that could not read the request cannot know its id. */
static gboolean
is_answer (Exchange   *self,
           JsonObject *object)
{
  if (!json_object_has_member (object, "result") && !json_object_has_member (object, "error"))
    return FALSE;

  return gradio_json_get_int (object, "id", 0) == self->id ||
         (json_object_has_member (object, "error") &&
          gradio_json_get_int (object, "id", 0) == 0);
}

static void
handle_object (Exchange   *self,
               JsonObject *object)
{
  if (gradio_json_get_string (object, "method", NULL) != NULL) {
    if (self->func != NULL)
      self->func (object, self->func_data);
  } else if (self->answer == NULL && is_answer (self, object)) {
    self->answer = json_object_ref (object);
  } else {
    g_debug ("An MCP message that belongs to nothing");
  }
}

/* Protocol versions before 2025-06-18 may send several messages at once. */
static void
handle_node (Exchange *self,
             JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node)) {
    handle_object (self, json_node_get_object (node));
  } else if (JSON_NODE_HOLDS_ARRAY (node)) {
    JsonArray *array = json_node_get_array (node);

    for (guint i = 0; i < json_array_get_length (array); i++)
      if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (array, i)))
        handle_object (self, json_array_get_object_element (array, i));
  }
}

static JsonNode *
parse (GBytes  *text,
       GError **error)
{
  g_autoptr (GError) cause = NULL;
  gsize              length;
  const char        *data = g_bytes_get_data (text, &length);
  JsonNode          *node = gradio_json_parse (data, length, &cause);

  if (node == NULL) {
    g_debug ("An MCP message that is no JSON: %s", cause->message);
    g_set_error_literal (error, GRADIO_ERROR, GRADIO_ERROR_SERVER,
                         _("The server sent something that cannot be read. Try again, or tell the "
                            "app’s author."));
  }

  return node;
}

static void
parse_thread (GTask        *task,
              gpointer      source_object,
              gpointer      task_data,
              GCancellable *cancellable)
{
  GError   *error = NULL;
  JsonNode *node = parse (task_data, &error);

  if (node != NULL)
    g_task_return_pointer (task, node, (GDestroyNotify) json_node_unref);
  else
    g_task_return_error (task, error);
}

static void
parsed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask)    task = user_data;
  GError              *error = NULL;
  g_autoptr (JsonNode) node = g_task_propagate_pointer (G_TASK (result), &error);

  if (node == NULL) {
    g_task_return_error (task, error);
    return;
  }

  handle_node (g_task_get_task_data (task), node);
  process_inbox (g_steal_pointer (&task));
}

static void
parse_in_thread (GTask  *task,
                 GBytes *text)
{
  g_autoptr (GTask) parsing = g_task_new (NULL, NULL, parsed_cb, task);

  g_task_set_task_data (parsing, text, (GDestroyNotify) g_bytes_unref);
  g_task_run_in_thread (parsing, parse_thread);
}

static void
event_cb (const char *event,
          const char *data,
          gsize       length,
          gpointer    user_data)
{
  Exchange *self = user_data;

  if (length > 0) /* an empty one only says from where a lost stream could go on */
    g_queue_push_tail (&self->inbox, g_bytes_new (data, length));
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Exchange         *self = g_task_get_task_data (task);
  GError           *error = NULL;
  gssize            n = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &error);

  if (n < 0) {
    return_transport_error (task, error);
    return;
  }
  if (n > 0 && !gradio_sse_parser_push (self->parser, self->buffer, n)) {
    g_task_return_new_error (task, GRADIO_ERROR, GRADIO_ERROR_SERVER,
                             _("The server sent a message that is too large."));
    return;
  }

  self->at_end = n == 0;
  process_inbox (g_steal_pointer (&task));
}

/* Takes @task: handles the messages that wait, up to the next that needs a thread, then reads on. */
static void
process_inbox (GTask *task)
{
  g_autoptr (GTask) owned = task;
  Exchange         *self = g_task_get_task_data (task);

  if (g_task_return_error_if_cancelled (task))
    return;

  while (self->answer == NULL && !g_queue_is_empty (&self->inbox)) {
    g_autoptr (GBytes)   text = g_queue_pop_head (&self->inbox);
    g_autoptr (JsonNode) node = NULL;
    GError              *error = NULL;

    if (g_bytes_get_size (text) > THREAD_SIZE) {
      parse_in_thread (g_steal_pointer (&owned), g_steal_pointer (&text));
      return;
    }
    node = parse (text, &error);
    if (node == NULL) {
      g_task_return_error (task, error);
      return;
    }
    handle_node (self, node);
  }

  if (self->answer != NULL)
    g_task_return_pointer (task, g_steal_pointer (&self->answer), (GDestroyNotify) json_object_unref);
  else if (self->at_end)
    g_task_return_new_error (task, GRADIO_ERROR, GRADIO_ERROR_LOST,
                             _("The server ended its answer half way. Try again."));
  else
    g_input_stream_read_async (self->input, self->buffer, READ_SIZE, G_PRIORITY_DEFAULT,
                               g_task_get_cancellable (task), read_cb, g_steal_pointer (&owned));
}

/* An error may come with a bad status and still be an answer. */
static gboolean
is_told_error (GBytes *body)
{
  g_autoptr (JsonNode) node = parse (body, NULL);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) &&
         gradio_json_get_object (json_node_get_object (node), "error") != NULL;
}

static void
body_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask)  task = user_data;
  Exchange          *self = g_task_get_task_data (task);
  g_autoptr (GBytes) body = NULL;
  GError            *error = NULL;
  guint              status = soup_message_get_status (self->message);

  if (g_output_stream_splice_finish (G_OUTPUT_STREAM (source), result, &error) < 0) {
    return_transport_error (task, error);
    return;
  }

  body = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (source));
  if (status == SOUP_STATUS_NOT_FOUND || status == SOUP_STATUS_METHOD_NOT_ALLOWED) {
    g_task_return_new_error (task, GRADIO_ERROR, GRADIO_ERROR_NOT_FOUND,
                             _("This app does not serve MCP. Its author has to start it with "
                                "“mcp_server=True”."));
  } else if (!SOUP_STATUS_IS_SUCCESSFUL (status) && !is_told_error (body)) {
    gradio_response_check (self->message, body, &error);
    g_task_return_error (task, error);
  } else if (self->id == 0) {
    g_task_return_pointer (task, json_object_new (), (GDestroyNotify) json_object_unref);
  } else {
    if (g_bytes_get_size (body) > 0)
      g_queue_push_tail (&self->inbox, g_steal_pointer (&body));
    self->at_end = TRUE;
    process_inbox (g_steal_pointer (&task));
  }
}

static gboolean
is_stream (SoupMessage *message)
{
  const char *type = soup_message_headers_get_content_type (
    soup_message_get_response_headers (message), NULL);

  return SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (message)) &&
         g_strcmp0 (type, "text/event-stream") == 0;
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Exchange         *self = g_task_get_task_data (task);
  GCancellable     *cancellable = g_task_get_cancellable (task);
  GError           *error = NULL;

  self->input = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (self->input == NULL) {
    return_transport_error (task, error);
  } else if (self->id != 0 && is_stream (self->message)) {
    process_inbox (g_steal_pointer (&task));
  } else {
    self->body = g_memory_output_stream_new_resizable ();
    g_output_stream_splice_async (self->body, self->input,
                                  G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE |
                                    G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET,
                                  G_PRIORITY_DEFAULT, cancellable, body_read_cb,
                                  g_steal_pointer (&task));
  }
}

void
gradio_mcp_exchange_async (GradioConnection    *connection,
                           SoupMessage         *message,
                           gint64               id,
                           GradioPatience       patience,
                           GradioMcpMessageFunc func,
                           gpointer             func_data,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GCancellable) linked = gradio_connection_link_cancellable (connection, cancellable);
  g_autoptr (GTask)        task = g_task_new (connection, linked, callback, user_data);
  Exchange                *self = g_new0 (Exchange, 1);

  g_task_set_source_tag (task, gradio_mcp_exchange_async);
  self->message = g_object_ref (message);
  self->id = id;
  self->func = func;
  self->func_data = func_data;
  self->parser = gradio_sse_parser_new (event_cb, self, MAX_SIZE);
  g_queue_init (&self->inbox);
  g_task_set_task_data (task, self, (GDestroyNotify) exchange_free);

  soup_session_send_async (gradio_connection_get_soup_session (connection, message, patience), message,
                           G_PRIORITY_DEFAULT, linked, sent_cb, g_steal_pointer (&task));
}

JsonObject *
gradio_mcp_exchange_finish (GradioConnection *connection,
                            GAsyncResult     *result,
                            GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, connection), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
