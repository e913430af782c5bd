/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "upload-peer.h"

#include <string.h>
#include <unistd.h>

struct _UploadPeer {
  GSocketService *service;
  guint16         port;
  const char     *config;
  UploadStep     *steps; /* threads use them when the test is over */
  guint           n_steps;
  GMutex          lock; /* for all below */
  GPtrArray      *heads;
  GPtrArray      *bodies; /* of GByteArray */
  guint           n_logins;
  GIOStream      *staying;
};

/* Returns what follows "Name: " in a head, as a number. */
static goffset
find_length (const char *head)
{
  const char *header = strstr (head, "Content-Length: ");

  return header != NULL ? g_ascii_strtoll (header + strlen ("Content-Length: "), NULL, 10) : 0;
}

static char *
read_head (GDataInputStream *input)
{
  g_autoptr (GString) head = g_string_new (NULL);

  while (TRUE) {
    g_autofree char *line = g_data_input_stream_read_line (input, NULL, NULL, NULL);

    if (line == NULL)
      return NULL;
    if (*line == '\0')
      return g_string_free (g_steal_pointer (&head), FALSE);
    g_string_append_printf (head, "%s\r\n", line);
  }
}

static void
read_body (GInputStream *input, GByteArray *body, goffset size)
{
  gsize n_read = 0;

  g_byte_array_set_size (body, (guint) size);
  g_input_stream_read_all (input, body->data, (gsize) size, &n_read, NULL, NULL);
  g_byte_array_set_size (body, (guint) n_read);
}

static void
write_text (GIOStream *stream, const char *text)
{
  /* The other side may be gone: that is a test's business. */
  g_output_stream_write_all (g_io_stream_get_output_stream (stream), text, strlen (text), NULL, NULL, NULL);
}

static void
take_upload (UploadPeer *self, GIOStream *stream, GInputStream *input, const char *head)
{
  const UploadStep *step;
  GByteArray       *body = g_byte_array_new ();
  goffset           length = find_length (head);

  g_mutex_lock (&self->lock);
  step = &self->steps[MIN (self->heads->len, self->n_steps - 1)];
  g_ptr_array_add (self->heads, g_strdup (head));
  g_ptr_array_add (self->bodies, body);
  g_mutex_unlock (&self->lock);

  if (step->to_change != NULL)
    g_assert_cmpint (truncate (step->to_change, step->new_length), ==, 0);
  read_body (input, body, step->n_read < 0 ? length : step->n_read);
  if (step->answer != NULL)
    write_text (stream, step->answer);
  if (!step->stays)
    return;

  g_mutex_lock (&self->lock);
  g_set_object (&self->staying, stream);
  g_mutex_unlock (&self->lock);
}

static void
take_login (UploadPeer *self, GIOStream *stream, GInputStream *input, const char *head)
{
  g_autoptr (GByteArray) body = g_byte_array_new ();
  g_autofree char       *answer = NULL;

  read_body (input, body, find_length (head));
  g_mutex_lock (&self->lock);
  answer = g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nSet-Cookie: access-token=t%u; Path=/\r\n"
                            "Content-Length: 16\r\nConnection: close\r\n\r\n{\"success\":true}",
                            ++self->n_logins);
  g_mutex_unlock (&self->lock);
  write_text (stream, answer);
}

static gboolean
run_cb (GThreadedSocketService *service,
        GSocketConnection      *connection,
        GObject                *source,
        UploadPeer             *self)
{
  g_autoptr (GDataInputStream) input = g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  GIOStream                   *stream = G_IO_STREAM (connection);
  g_autofree char             *head = NULL;

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (input), FALSE);
  g_data_input_stream_set_newline_type (input, G_DATA_STREAM_NEWLINE_TYPE_CR_LF);
  head = read_head (input);
  if (head == NULL)
    return TRUE;

  if (g_str_has_prefix (head, "POST /gradio_api/upload ")) {
    take_upload (self, stream, G_INPUT_STREAM (input), head);
  } else if (g_str_has_prefix (head, "POST /login ")) {
    take_login (self, stream, G_INPUT_STREAM (input), head);
  } else if (g_str_has_prefix (head, "GET /config ")) {
    g_autofree char *answer = g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %u\r\n"
                                               "Connection: close\r\n\r\n%s",
                                               (guint) strlen (self->config), self->config);

    write_text (stream, answer);
  } else {
    write_text (stream, "HTTP/1.1 404 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
  }

  return TRUE;
}

UploadPeer *
upload_peer_new (const char *config, const UploadStep *steps, guint n_steps)
{
  UploadPeer        *self = g_new0 (UploadPeer, 1);
  g_autoptr (GError) error = NULL;

  g_mutex_init (&self->lock);
  self->config = config;
  self->steps = g_memdup2 (steps, n_steps * sizeof *steps);
  self->n_steps = n_steps;
  self->heads = g_ptr_array_new_with_free_func (g_free);
  self->bodies = g_ptr_array_new_with_free_func ((GDestroyNotify) g_byte_array_unref);
  self->service = g_threaded_socket_service_new (20);
  self->port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (self->service), NULL, &error);
  g_assert_no_error (error);
  g_signal_connect (self->service, "run", G_CALLBACK (run_cb), self);

  return self;
}

void
upload_peer_free (UploadPeer *self)
{
  gpointer service = self->service;

  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_clear_object (&self->staying);
  g_object_add_weak_pointer (G_OBJECT (self->service), &service);
  g_object_unref (self->service);
  while (g_atomic_pointer_get (&service) != NULL) { /* threads have it until they end */
    g_main_context_iteration (NULL, FALSE);
    g_thread_yield ();
  }
  g_ptr_array_unref (self->heads);
  g_ptr_array_unref (self->bodies);
  g_mutex_clear (&self->lock);
  g_free (self->steps);
  g_free (self);
}

char *
upload_peer_dup_uri (UploadPeer *self)
{
  return g_strdup_printf ("http://127.0.0.1:%u", self->port);
}

guint
upload_peer_count (UploadPeer *self)
{
  guint count;

  g_mutex_lock (&self->lock);
  count = self->heads->len;
  g_mutex_unlock (&self->lock);

  return count;
}

const char *
upload_peer_get_head (UploadPeer *self, guint i)
{
  return self->heads->pdata[i];
}

GByteArray *
upload_peer_get_body (UploadPeer *self, guint i)
{
  return self->bodies->pdata[i];
}

void
upload_peer_wait_closed (UploadPeer *self)
{
  GInputStream    *input = g_io_stream_get_input_stream (self->staying);
  g_autofree char *buffer = g_malloc (1024 * 1024);

  while (g_input_stream_read (input, buffer, 1024 * 1024, NULL, NULL) > 0)
    ;
}
