/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-upload-channel.h"

#include "gradio-error.h"
#include "gradio-origin.h"
#include "gradio-raw-answer.h"
#include "gradio-response.h"

#include <string.h>

#define REPORT_INTERVAL 50 /* milliseconds */

/* While the thread is at work it has head, body, stream and answer to itself; of the body others ask only
 * how far it is. */
typedef struct {
  GUri                  *uri;
  char                  *head;
  GradioMultipartStream *body;
  GSocketConnection     *stream;
  GSource               *reporter; /* NULL when all was reported */
  goffset                reported;
  GradioRawAnswer       *answer;
  guint                  status;
} Channel;

static void
stop_reporting (Channel *self)
{
  if (self->reporter != NULL)
    g_source_destroy (self->reporter);
  g_clear_pointer (&self->reporter, g_source_unref);
}

static void
channel_free (Channel *self)
{
  stop_reporting (self);
  g_uri_unref (self->uri);
  g_free (self->head);
  g_object_unref (self->body);
  g_clear_object (&self->stream);
  g_clear_pointer (&self->answer, gradio_raw_answer_free);
  g_free (self);
}

static char *
make_host (GUri *uri)
{
  const char *host = g_uri_get_host (uri);
  int         port = g_uri_get_port (uri);
  GString    *text = g_string_new (NULL);

  g_string_append_printf (text, strchr (host, ':') != NULL ? "[%s]" : "%s", host);
  if (port > 0 && port != (g_str_equal (g_uri_get_scheme (uri), "https") ? 443 : 80))
    g_string_append_printf (text, ":%d", port);

  return g_string_free (text, FALSE);
}

/* What libsoup sends too, and that the connection serves this request alone. */
static char *
make_head (GradioConnection      *connection,
           GUri                  *uri,
           GradioMultipartStream *body)
{
  g_autofree char               *address = g_uri_to_string (uri);
  g_autofree char               *host = make_host (uri);
  g_autoptr (GHashTable)         extra = NULL;
  g_autoptr (SoupMessageHeaders) headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
  GString                       *head = g_string_new (NULL);
  SoupMessageHeadersIter         iter;
  GHashTableIter                 pairs;
  const char                    *name;
  const char                    *value;

  soup_message_headers_append (headers, "Host", host);
  if (gradio_connection_get_accept_language (connection) != NULL)
    soup_message_headers_replace (headers, "Accept-Language", gradio_connection_get_accept_language (connection));
  extra = gradio_credentials_dup_headers (gradio_connection_get_credentials (connection), address);
  g_hash_table_iter_init (&pairs, extra);
  while (g_hash_table_iter_next (&pairs, (gpointer *) &name, (gpointer *) &value))
    soup_message_headers_replace (headers, name, value);

  soup_message_headers_replace (headers, "Content-Type", gradio_multipart_stream_get_content_type (body));
  soup_message_headers_set_content_length (headers, gradio_multipart_stream_get_length (body));
  soup_message_headers_replace (headers, "Connection", "close");

  g_string_append_printf (head, "POST %s%s%s HTTP/1.1\r\n", g_uri_get_path (uri),
                          g_uri_get_query (uri) != NULL ? "?" : "",
                          g_uri_get_query (uri) != NULL ? g_uri_get_query (uri) : "");
  soup_message_headers_iter_init (&iter, headers);
  while (soup_message_headers_iter_next (&iter, &name, &value))
    g_string_append_printf (head, "%s: %s\r\n", name, value);
  g_string_append (head, "\r\n");

  return g_string_free (head, FALSE);
}

/* Whether the network, not the file and not the caller, ended it. */
static gboolean
is_network (const GError *error)
{
  return error->domain != GRADIO_ERROR && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
exchange_thread (GTask        *task,
                 gpointer      source_object,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  Channel                 *self = task_data;
  g_autoptr (GradioSender) sender = gradio_sender_new (self->stream);
  GInputStream            *input = g_io_stream_get_input_stream (G_IO_STREAM (self->stream));
  GError                  *error = NULL;
  gboolean                 sent;

  sent = gradio_sender_write (sender, self->head, strlen (self->head), cancellable, &error) &&
         gradio_multipart_stream_send (self->body, sender, cancellable, &error);

  /* A server that refuses a file says so and closes: that is read, whatever became of the rest. */
  if (sent || is_network (error))
    self->answer = gradio_raw_answer_read (input, cancellable, sent ? &error : NULL);
  g_io_stream_close (G_IO_STREAM (self->stream), cancellable, NULL);

  if (self->answer != NULL)
    g_clear_error (&error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
keep_cookies (GradioConnection *connection,
              Channel          *self)
{
  SoupCookieJar         *jar = gradio_credentials_get_cookies (gradio_connection_get_credentials (connection));
  SoupMessageHeadersIter iter;
  const char            *name;
  const char            *value;

  soup_message_headers_iter_init (&iter, self->answer->headers);
  while (soup_message_headers_iter_next (&iter, &name, &value))
    if (g_ascii_strcasecmp (name, "Set-Cookie") == 0)
      soup_cookie_jar_set_cookie (jar, self->uri, value);
}

static void
return_answer (GTask *task)
{
  Channel  *self = g_task_get_task_data (task);
  JsonNode *node;
  GError   *error = NULL;

  keep_cookies (g_task_get_source_object (task), self);
  self->status = self->answer->status;
  if (SOUP_STATUS_IS_REDIRECTION (self->status)) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "status %u", self->status);
    return;
  }

  node = gradio_response_parse_raw (self->answer, self->uri, &error);
  if (node != NULL)
    g_task_return_pointer (task, node, (GDestroyNotify) json_node_unref);
  else
    g_task_return_error (task, error);
}

static void
exchanged_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Channel          *self = g_task_get_task_data (task);
  GError           *error = NULL;

  if (self->reporter != NULL)
    gradio_multipart_stream_report_progress (self->body);
  stop_reporting (self);

  if (g_task_propagate_boolean (G_TASK (result), &error))
    return_answer (task);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA) ||
           (is_network (error) && gradio_multipart_stream_get_position (self->body) == 0))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "%s", error->message);
  else
    g_task_return_error (task, gradio_response_translate_error (g_steal_pointer (&error), self->uri));

  g_clear_error (&error);
}

/* A transfer that stands still has no progress. */
static gboolean
report_cb (gpointer user_data)
{
  Channel *self = user_data;
  goffset  position = gradio_multipart_stream_get_position (self->body);
  gboolean all = position == gradio_multipart_stream_get_length (self->body);

  if (position > self->reported)
    gradio_multipart_stream_report_progress (self->body);
  self->reported = position;
  if (all)
    g_clear_pointer (&self->reporter, g_source_unref);

  return all ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

static void
connected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask)  task = user_data;
  Channel           *self = g_task_get_task_data (task);
  g_autoptr (GTask)  exchange = NULL;
  g_autoptr (GError) error = NULL;

  self->stream = g_socket_client_connect_finish (G_SOCKET_CLIENT (source), result, &error);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (self->stream == NULL) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "%s", error->message);
    return;
  }

  self->reporter = g_timeout_source_new (REPORT_INTERVAL);
  g_source_set_callback (self->reporter, report_cb, self, NULL);
  g_source_attach (self->reporter, g_main_context_get_thread_default ());

  /* Without the connection: the thread may hold its task a moment longer than anyone else. */
  exchange = g_task_new (NULL, g_task_get_cancellable (task), exchanged_cb, g_object_ref (task));
  g_task_set_task_data (exchange, self, NULL);
  g_task_run_in_thread (exchange, exchange_thread);
}

/* With the scheme, by which proxies are chosen. */
static GSocketConnectable *
new_address (GradioConnection *connection,
             GUri             *uri)
{
  GradioSocket *socket = gradio_connection_get_socket (connection);
  int           port = g_uri_get_port (uri);

  if (socket != NULL && gradio_socket_is_for (socket, uri))
    return g_object_ref (G_SOCKET_CONNECTABLE (socket));
  if (port <= 0)
    port = g_str_equal (g_uri_get_scheme (uri), "https") ? 443 : 80;

  return g_object_new (G_TYPE_NETWORK_ADDRESS, "hostname", g_uri_get_host (uri), "port", port,
                       "scheme", g_uri_get_scheme (uri), NULL);
}

void
gradio_upload_channel_async (GradioConnection      *connection,
                             const char            *uri,
                             GradioMultipartStream *body,
                             GCancellable          *cancellable,
                             GAsyncReadyCallback    callback,
                             gpointer               user_data)
{
  g_autoptr (GTask)              task = g_task_new (connection, cancellable, callback, user_data);
  g_autoptr (GUri)               parsed = g_uri_parse (uri, SOUP_HTTP_URI_FLAGS, NULL);
  g_autoptr (GSocketClient)      client = g_socket_client_new ();
  g_autoptr (GSocketConnectable) address = NULL;
  Channel                       *self;

  g_task_set_source_tag (task, gradio_upload_channel_async);
  if (parsed == NULL || g_uri_get_host (parsed) == NULL) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "no address");
    return;
  }

  self = g_new0 (Channel, 1);
  self->uri = g_uri_ref (parsed);
  self->body = g_object_ref (body);
  self->head = make_head (connection, parsed, body);
  g_task_set_task_data (task, self, (GDestroyNotify) channel_free);

  address = new_address (connection, parsed);
  g_socket_client_set_tls (client, g_str_equal (g_uri_get_scheme (parsed), "https"));
  g_socket_client_set_enable_proxy (client, !gradio_origin_is_local (parsed));
  g_socket_client_connect_async (client, address, cancellable, connected_cb, g_steal_pointer (&task));
}

JsonNode *
gradio_upload_channel_finish (GradioConnection *connection,
                              GAsyncResult     *result,
                              guint            *status,
                              GError          **error)
{
  Channel *self;

  g_return_val_if_fail (g_task_is_valid (result, connection), NULL);

  self = g_task_get_task_data (G_TASK (result));
  *status = self != NULL ? self->status : 0;

  return g_task_propagate_pointer (G_TASK (result), error);
}
