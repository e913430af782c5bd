/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "raw-server.h"

#include <string.h>

struct _RawServer {
  GSocketService *service;
  GPtrArray      *silent; /* connections that stay open */
  RawServerFunc   func;
  gpointer        user_data;
  guint16         port;
  guint           n_requests;
  guint           n_connections;
};

typedef struct {
  RawServer         *server;
  GSocketConnection *connection;
  GString           *head;
  GString           *response;
  gboolean           closes;
  char               buffer[4096];
} Exchange;

static void
exchange_free (Exchange *self)
{
  g_object_unref (self->connection);
  g_string_free (self->head, TRUE);
  g_string_free (self->response, TRUE);
  g_free (self);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Exchange *self = user_data;

  /* The client may be gone: that is a test's business, not the server's. */
  g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL);
  if (self->closes)
    g_io_stream_close (G_IO_STREAM (self->connection), NULL, NULL);
  else
    g_ptr_array_add (self->server->silent, g_object_ref (self->connection));
  exchange_free (self);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Exchange *self = user_data;
  gssize    n_read = g_input_stream_read_finish (G_INPUT_STREAM (source), result, NULL);

  if (n_read <= 0) {
    exchange_free (self);
    return;
  }

  g_string_append_len (self->head, self->buffer, n_read);
  if (strstr (self->head->str, "\r\n\r\n") == NULL) {
    g_input_stream_read_async (G_INPUT_STREAM (source), self->buffer, sizeof self->buffer, G_PRIORITY_DEFAULT,
                               NULL, read_cb, self);
    return;
  }

  self->closes = self->server->func (self->head->str, self->server->n_requests++, self->response,
                                     self->server->user_data);
  g_output_stream_write_all_async (g_io_stream_get_output_stream (G_IO_STREAM (self->connection)),
                                   self->response->str, self->response->len, G_PRIORITY_DEFAULT, NULL,
                                   written_cb, self);
}

static gboolean
incoming_cb (GSocketService    *service,
             GSocketConnection *connection,
             GObject           *source,
             gpointer           user_data)
{
  Exchange *self = g_new0 (Exchange, 1);

  self->server = user_data;
  self->server->n_connections++;
  self->connection = g_object_ref (connection);
  self->head = g_string_new (NULL);
  self->response = g_string_new (NULL);
  g_input_stream_read_async (g_io_stream_get_input_stream (G_IO_STREAM (connection)), self->buffer,
                             sizeof self->buffer, G_PRIORITY_DEFAULT, NULL, read_cb, self);

  return TRUE;
}

RawServer *
raw_server_new (RawServerFunc func, gpointer user_data)
{
  RawServer         *self = g_new0 (RawServer, 1);
  g_autoptr (GError) error = NULL;

  self->func = func;
  self->user_data = user_data;
  self->silent = g_ptr_array_new_with_free_func (g_object_unref);
  self->service = g_socket_service_new ();
  self->port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (self->service), NULL, &error);
  g_assert_no_error (error);
  g_signal_connect (self->service, "incoming", G_CALLBACK (incoming_cb), self);

  return self;
}

void
raw_server_free (RawServer *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_object_unref (self->service);
  g_ptr_array_unref (self->silent);
  g_free (self);
}

guint16
raw_server_get_port (RawServer *self)
{
  return self->port;
}

guint
raw_server_count_requests (RawServer *self)
{
  return self->n_requests;
}

guint
raw_server_count_connections (RawServer *self)
{
  return self->n_connections;
}

void
raw_server_write (RawServer *self, const char *text)
{
  GIOStream         *connection = g_ptr_array_index (self->silent, self->silent->len - 1);
  g_autoptr (GError) error = NULL;

  g_output_stream_write_all (g_io_stream_get_output_stream (connection), text, strlen (text), NULL, NULL, &error);
  g_assert_no_error (error);
}
