/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-sender.h"

#ifdef HAVE_SENDFILE
#include <errno.h>
#include <gio/gfiledescriptorbased.h>
#include <sys/sendfile.h>
#endif

#define BUFFER_SIZE (256 * 1024)
#define MAX_PIECE (1024 * 1024)

struct _GradioSender {
  GSocketConnection *connection;
  GSocket           *socket; /* borrowed; NULL where bytes are encrypted on their way to it */
  guint8            *buffer; /* made when it is needed */
  gboolean           copies; /* the system cannot do it alone */
};

GradioSender *
gradio_sender_new (GSocketConnection *connection)
{
  GradioSender *self = g_new0 (GradioSender, 1);

  self->connection = g_object_ref (connection);
  if (G_OBJECT_TYPE (connection) == G_TYPE_TCP_CONNECTION)
    self->socket = g_socket_connection_get_socket (connection);

  return self;
}

void
gradio_sender_free (GradioSender *self)
{
  g_object_unref (self->connection);
  g_free (self->buffer);
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

static gssize
read_and_write (GradioSender *self,
                GInputStream *file,
                goffset       size,
                GCancellable *cancellable,
                gboolean     *unreadable,
                GError      **error)
{
  gssize n_read;

  if (self->buffer == NULL)
    self->buffer = g_malloc (BUFFER_SIZE);

  n_read = g_input_stream_read (file, self->buffer, (gsize) MIN (size, BUFFER_SIZE), cancellable, error);
  *unreadable = n_read < 0;
  if (n_read > 0 && !gradio_sender_write (self, self->buffer, (gsize) n_read, cancellable, error))
    return -1;

  return n_read;
}

#ifdef HAVE_SENDFILE
/* From the disk's cache to the network without a copy in between. A failure that may be the file's is
 * left to those who read and write, as they can tell which of the two it is. */
static gssize
send_file (GradioSender *self,
           GInputStream *file,
           goffset       size,
           GCancellable *cancellable,
           gboolean     *unreadable,
           GError      **error)
{
  int from = g_file_descriptor_based_get_fd (G_FILE_DESCRIPTOR_BASED (file));

  while (!g_cancellable_set_error_if_cancelled (cancellable, error)) {
    ssize_t n_sent = sendfile (g_socket_get_fd (self->socket), from, NULL, (size_t) MIN (size, MAX_PIECE));

    if (n_sent >= 0)
      return n_sent;

    if (errno != EAGAIN && errno != EINTR) {
      self->copies = TRUE;
      return read_and_write (self, file, size, cancellable, unreadable, error);
    }
    if (errno == EAGAIN && !wait_for_space (self, cancellable, error))
      return -1;
  }

  return -1;
}
#endif

gssize
gradio_sender_copy (GradioSender *self,
                    GInputStream *file,
                    goffset       size,
                    GCancellable *cancellable,
                    gboolean     *unreadable,
                    GError      **error)
{
#ifdef HAVE_SENDFILE
  if (self->socket != NULL && !self->copies && G_IS_FILE_DESCRIPTOR_BASED (file))
    return send_file (self, file, size, cancellable, unreadable, error);
#endif

  return read_and_write (self, file, size, cancellable, unreadable, error);
}
