/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "gradio-sender.h"

#include <gio/gunixconnection.h>

struct _GradioSender {
  GSocketConnection *connection;
  GSocket           *socket; /* borrowed; NULL where bytes are encrypted on their way to it */
};

GradioSender *
gradio_sender_new (GSocketConnection *connection)
{
  GradioSender *self = g_new0 (GradioSender, 1);

  self->connection = g_object_ref (connection);
  if (G_OBJECT_TYPE (connection) == G_TYPE_TCP_CONNECTION || G_IS_UNIX_CONNECTION (connection))
    self->socket = g_socket_connection_get_socket (connection);

  return self;
}

void
gradio_sender_free (GradioSender *self)
{
  g_object_unref (self->connection);
  g_free (self);
}

/* Whoever answers before all is sent will not take the rest. */
static gboolean
wait_for_space (GradioSender *self,
                GCancellable *cancellable,
                GError      **error)
{
  if (!g_socket_condition_wait (self->socket, G_IO_OUT | G_IO_IN, cancellable, error))
    return FALSE;

  if (g_socket_condition_check (self->socket, G_IO_OUT | G_IO_IN) != G_IO_IN)
    return TRUE;

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE, "answered before all was sent");

  return FALSE;
}

static gboolean
send_all (GradioSender *self,
          const char   *data,
          gsize         size,
          GCancellable *cancellable,
          GError      **error)
{
  while (size > 0) {
    g_autoptr (GError) failure = NULL;
    gssize             n_sent = g_socket_send_with_blocking (self->socket, data, size, FALSE, cancellable, &failure);

    if (n_sent >= 0) {
      data += n_sent;
      size -= (gsize) n_sent;
    } else if (!g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK)) {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    } else if (!wait_for_space (self, cancellable, error)) {
      return FALSE;
    }
  }

  return TRUE;
}

gboolean
gradio_sender_write (GradioSender *self,
                     const void   *data,
                     gsize         size,
                     GCancellable *cancellable,
                     GError      **error)
{
  if (self->socket != NULL)
    return send_all (self, data, size, cancellable, error);

  return g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (self->connection)), data, size,
                                    NULL, cancellable, error);
}
