/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-multipart-stream.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "gradio-error.h"

/* libsoup asks for 8 KiB at a time, while each asynchronous read of a file is a trip to a
 * thread: few large ones are cheaper. */
#define BUFFER_SIZE (256 * 1024)

/* The head goes into the buffer first, then the file piece by piece, then the tail: reading only
 * ever empties the buffer. */
struct _GradioMultipartStream {
  GInputStream        parent_instance;
  GInputStream       *file_stream;
  char               *boundary;
  char               *content_type;
  guint8             *buffer;
  gsize               buffer_used;     /* bytes in the buffer */
  gsize               buffer_position; /* bytes of them that were read */
  gsize               head_length;
  goffset             file_size;
  goffset             file_left; /* bytes of the file that were not in the buffer yet */
  goffset             length;
  goffset             position;
  GradioMultipartFunc progress;
  gpointer            progress_data;
};

G_DEFINE_FINAL_TYPE (GradioMultipartStream, gradio_multipart_stream, G_TYPE_INPUT_STREAM)

/* Where an asynchronous read puts its bytes. */
typedef struct {
  void *buffer; /* owned by the caller, who keeps it until the read is finished */
  gsize count;
} Destination;

/* Servers answer `filename*=` with 500: the name goes as plain UTF-8, without what could end it. */
static char *
escape_name (const char *name)
{
  char *escaped = g_utf8_make_valid (name, -1);

  for (char *c = escaped; *c != '\0'; c++) {
    if (*c == '"' || *c == '\\' || g_ascii_iscntrl (*c))
      *c = '_';
  }

  return escaped;
}

static gboolean
is_mime_type (const char *text)
{
  if (text == NULL || strchr (text, '/') == NULL)
    return FALSE;

  for (const char *c = text; *c != '\0'; c++) {
    if (!g_ascii_isgraph (*c) && *c != ' ')
      return FALSE;
  }

  return TRUE;
}

static void
append_to_buffer (GradioMultipartStream *self, const char *text)
{
  gsize length = strlen (text);

  memcpy (self->buffer + self->buffer_used, text, length);
  self->buffer_used += length;
}

static char *
make_head (GradioMultipartStream *self, const char *name, const char *mime_type)
{
  g_autofree char *escaped = escape_name (name);

  return g_strdup_printf ("--%s\r\n"
                          "Content-Disposition: form-data; name=\"files\"; filename=\"%s\"\r\n"
                          "Content-Type: %s\r\n"
                          "\r\n",
                          self->boundary, escaped,
                          is_mime_type (mime_type) ? mime_type : "application/octet-stream");
}

static char *
make_tail (GradioMultipartStream *self)
{
  return g_strdup_printf ("\r\n--%s--\r\n", self->boundary);
}

static gsize
get_buffered (GradioMultipartStream *self)
{
  return self->buffer_used - self->buffer_position;
}

static gboolean
needs_filling (GradioMultipartStream *self)
{
  return get_buffered (self) == 0 && self->file_left > 0;
}

static gsize
get_filling_size (GradioMultipartStream *self)
{
  return (gsize) MIN (self->file_left, (goffset) BUFFER_SIZE);
}

/* Tells a fault of the file from one of the network, between which whoever sends the stream
 * cannot see a difference. */
static void
name_file_error (GError **error)
{
  g_autofree char *cause = NULL;

  if (error == NULL || *error == NULL || g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  cause = g_strdup ((*error)->message);
  g_clear_error (error);
  g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_FILE,
               _("The file cannot be read: %s. Choose another file."), cause);
}

/* Takes over what a read of the file put into the buffer. */
static gboolean
accept_filling (GradioMultipartStream *self, gssize n_read, GError **error)
{
  if (n_read < 0) {
    name_file_error (error);
    return FALSE;
  }

  if (n_read == 0) {
    g_set_error_literal (error, GRADIO_ERROR, GRADIO_ERROR_FILE,
                         _("The file became shorter while it was sent. Send it again."));
    return FALSE;
  }

  self->buffer_position = 0;
  self->buffer_used = (gsize) n_read;
  self->file_left -= n_read;
  if (self->file_left == 0) {
    g_autofree char *tail = make_tail (self);

    append_to_buffer (self, tail);
  }

  return TRUE;
}

static void
report_progress (GradioMultipartStream *self)
{
  goffset transferred = self->position - (goffset) self->head_length;

  if (self->progress != NULL)
    self->progress (CLAMP (transferred, 0, self->file_size), self->file_size, self->progress_data);
}

static gssize
take (GradioMultipartStream *self, void *buffer, gsize count)
{
  gsize n_taken = MIN (count, get_buffered (self));

  memcpy (buffer, self->buffer + self->buffer_position, n_taken);
  self->buffer_position += n_taken;
  self->position += (goffset) n_taken;
  if (n_taken > 0)
    report_progress (self);

  return (gssize) n_taken;
}

static gssize
gradio_multipart_stream_read (GInputStream *stream,
                              void         *buffer,
                              gsize         count,
                              GCancellable *cancellable,
                              GError      **error)
{
  GradioMultipartStream *self = GRADIO_MULTIPART_STREAM (stream);

  if (needs_filling (self)) {
    gssize n_read = g_input_stream_read (self->file_stream, self->buffer, get_filling_size (self),
                                         cancellable, error);

    if (!accept_filling (self, n_read, error))
      return -1;
  }

  return take (self, buffer, count);
}

static void
file_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)      task = user_data;
  g_autoptr (GError)     error = NULL;
  GradioMultipartStream *self = g_task_get_source_object (task);
  Destination           *destination = g_task_get_task_data (task);
  gssize                 n_read;

  n_read = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &error);
  if (!accept_filling (self, n_read, &error)) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  /* Whoever cancelled may have let go of the progress data. The bytes stay in the buffer. */
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_int (task, take (self, destination->buffer, destination->count));
}

static void
gradio_multipart_stream_read_async (GInputStream       *stream,
                                    void               *buffer,
                                    gsize               count,
                                    int                 io_priority,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data)
{
  GradioMultipartStream *self = GRADIO_MULTIPART_STREAM (stream);
  g_autoptr (GTask)      task = g_task_new (self, cancellable, callback, user_data);
  Destination           *destination;

  g_task_set_source_tag (task, gradio_multipart_stream_read_async);
  g_task_set_priority (task, io_priority);

  if (g_task_return_error_if_cancelled (task))
    return;

  if (!needs_filling (self)) {
    g_task_return_int (task, take (self, buffer, count));
    return;
  }

  destination = g_new (Destination, 1);
  destination->buffer = buffer;
  destination->count = count;
  g_task_set_task_data (task, destination, g_free);
  g_input_stream_read_async (self->file_stream, self->buffer, get_filling_size (self),
                             io_priority, cancellable, file_read_cb, g_steal_pointer (&task));
}

static gssize
gradio_multipart_stream_read_finish (GInputStream *stream, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, stream), -1);

  return g_task_propagate_int (G_TASK (result), error);
}

/* Passes over bytes the way they are read, so that position and length stay true. */
static gssize
gradio_multipart_stream_skip (GInputStream *stream,
                              gsize         count,
                              GCancellable *cancellable,
                              GError      **error)
{
  gsize            n_unwanted = MIN (count, (gsize) BUFFER_SIZE);
  g_autofree char *unwanted = g_malloc (n_unwanted + 1);

  return gradio_multipart_stream_read (stream, unwanted, n_unwanted, cancellable, error);
}

static gboolean
gradio_multipart_stream_close (GInputStream *stream, GCancellable *cancellable, GError **error)
{
  return g_input_stream_close (GRADIO_MULTIPART_STREAM (stream)->file_stream, cancellable, error);
}

static void
gradio_multipart_stream_finalize (GObject *object)
{
  GradioMultipartStream *self = GRADIO_MULTIPART_STREAM (object);

  g_clear_object (&self->file_stream);
  g_clear_pointer (&self->boundary, g_free);
  g_clear_pointer (&self->content_type, g_free);
  g_clear_pointer (&self->buffer, g_free);

  G_OBJECT_CLASS (gradio_multipart_stream_parent_class)->finalize (object);
}

static void
gradio_multipart_stream_class_init (GradioMultipartStreamClass *klass)
{
  GInputStreamClass *stream_class = G_INPUT_STREAM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = gradio_multipart_stream_finalize;
  stream_class->read_fn = gradio_multipart_stream_read;
  stream_class->skip = gradio_multipart_stream_skip;
  stream_class->close_fn = gradio_multipart_stream_close;
  stream_class->read_async = gradio_multipart_stream_read_async;
  stream_class->read_finish = gradio_multipart_stream_read_finish;
}

static void
gradio_multipart_stream_init (GradioMultipartStream *self)
{
  g_autofree char *random = g_uuid_string_random ();

  self->boundary = g_strconcat ("gradio-", random, NULL);
  self->content_type = g_strconcat ("multipart/form-data; boundary=", self->boundary, NULL);
}

GInputStream *
gradio_multipart_stream_new (GInputStream *file_stream,
                             const char   *name,
                             const char   *mime_type,
                             goffset       file_size)
{
  GradioMultipartStream *self;
  g_autofree char       *head = NULL;
  g_autofree char       *tail = NULL;

  g_return_val_if_fail (G_IS_INPUT_STREAM (file_stream), NULL);
  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (file_size >= 0, NULL);

  self = g_object_new (GRADIO_TYPE_MULTIPART_STREAM, NULL);
  self->file_stream = g_object_ref (file_stream);
  self->file_size = file_size;
  self->file_left = file_size;

  head = make_head (self, name, mime_type);
  tail = make_tail (self);
  self->head_length = strlen (head);
  self->length = (goffset) self->head_length + file_size + (goffset) strlen (tail);

  /* Room for the largest piece with the tail behind it, and for the head and the tail of an
   * empty file. */
  self->buffer = g_malloc (MAX ((gsize) BUFFER_SIZE, self->head_length) + strlen (tail));
  append_to_buffer (self, head);
  if (file_size == 0)
    append_to_buffer (self, tail);

  return G_INPUT_STREAM (self);
}

const char *
gradio_multipart_stream_get_content_type (GradioMultipartStream *self)
{
  g_return_val_if_fail (GRADIO_IS_MULTIPART_STREAM (self), NULL);

  return self->content_type;
}

goffset
gradio_multipart_stream_get_length (GradioMultipartStream *self)
{
  g_return_val_if_fail (GRADIO_IS_MULTIPART_STREAM (self), 0);

  return self->length;
}

goffset
gradio_multipart_stream_get_position (GradioMultipartStream *self)
{
  g_return_val_if_fail (GRADIO_IS_MULTIPART_STREAM (self), 0);

  return self->position;
}

void
gradio_multipart_stream_set_progress (GradioMultipartStream *self,
                                      GradioMultipartFunc    progress,
                                      gpointer               user_data)
{
  g_return_if_fail (GRADIO_IS_MULTIPART_STREAM (self));

  self->progress = progress;
  self->progress_data = user_data;
}
