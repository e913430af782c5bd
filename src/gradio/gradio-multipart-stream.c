/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-multipart-stream.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "gradio-error.h"

/* libsoup asks for 8 KiB at a time, while each asynchronous filling is a trip to a thread: few
 * large ones are cheaper, and many small files fit into one. */
#define BUFFER_SIZE (256 * 1024)

#define PROGRESS_INTERVAL (50 * G_TIME_SPAN_MILLISECOND)

typedef struct {
  GFile  *file;
  char   *name;
  char   *head;
  goffset size;
} Part;

/* Filling the buffer walks through heads, files and the tail; reading only ever empties it. While
 * a thread fills it nobody else touches the stream. */
struct _GradioMultipartStream {
  GInputStream        parent_instance;
  char               *boundary;
  char               *content_type;
  GPtrArray          *parts;   /* of Part */
  guint               current; /* part that is being read */
  GInputStream       *content; /* its file, while it is open */
  goffset             left;    /* bytes of it that were not in the buffer yet */
  char               *text;    /* head or tail that goes into the buffer next */
  gsize               text_position;
  gboolean            filled; /* everything was in the buffer */
  guint8             *buffer;
  gsize               buffer_used;     /* bytes in the buffer */
  gsize               buffer_position; /* bytes of them that were read */
  goffset             total;           /* bytes of all files */
  goffset             length;
  GMutex              lock;
  goffset             position; /* under the lock: sending goes on in another thread */
  GradioMultipartFunc progress;
  gpointer            progress_data;
  gint64              progress_time;
};

G_DEFINE_FINAL_TYPE (GradioMultipartStream, gradio_multipart_stream, G_TYPE_INPUT_STREAM)

/* Where an asynchronous read puts its bytes. */
typedef struct {
  void *buffer; /* owned by the caller, who keeps it until the read is finished */
  gsize count;
} Destination;

static void
part_free (Part *part)
{
  g_object_unref (part->file);
  g_free (part->name);
  g_free (part->head);
  g_free (part);
}

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

static char *
make_head (GradioMultipartStream *self, const char *name, const char *mime_type)
{
  g_autofree char *escaped = escape_name (name);

  return g_strdup_printf ("%s--%s\r\n"
                          "Content-Disposition: form-data; name=\"files\"; filename=\"%s\"\r\n"
                          "Content-Type: %s\r\n"
                          "\r\n",
                          self->parts->len > 0 ? "\r\n" : "", self->boundary, escaped,
                          is_mime_type (mime_type) ? mime_type : "application/octet-stream");
}

static char *
make_tail (GradioMultipartStream *self)
{
  return g_strdup_printf ("\r\n--%s--\r\n", self->boundary);
}

static Part *
get_part (GradioMultipartStream *self)
{
  return self->current < self->parts->len ? self->parts->pdata[self->current] : NULL;
}

static gsize
get_buffered (GradioMultipartStream *self)
{
  return self->buffer_used - self->buffer_position;
}

/* Tells a fault of the file from one of the network, between which whoever sends the stream
 * cannot see a difference. */
static gboolean
fail_file (GradioMultipartStream *self, GError *cause, GError **error)
{
  g_autoptr (GError) owned = cause;

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&owned));
  else
    g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_FILE,
                 _("“%s” cannot be read: %s. Choose another file."), get_part (self)->name,
                 cause->message);

  return FALSE;
}

static void
begin_text (GradioMultipartStream *self)
{
  Part *part = get_part (self);

  g_free (self->text);
  self->text = part != NULL ? g_strdup (part->head) : make_tail (self);
  self->text_position = 0;
}

static gboolean
open_part (GradioMultipartStream *self, GCancellable *cancellable, GError **error)
{
  Part   *part = get_part (self);
  GError *cause = NULL;

  self->content = G_INPUT_STREAM (g_file_read (part->file, cancellable, &cause));
  self->left = part->size;

  return self->content != NULL || fail_file (self, cause, error);
}

/* A file that grew would arrive cut off: its end is looked for where it was promised. */
static gboolean
end_part (GradioMultipartStream *self, GCancellable *cancellable, GError **error)
{
  GError *cause = NULL;
  char    more;
  gssize  n_read = g_input_stream_read (self->content, &more, 1, cancellable, &cause);

  if (n_read < 0)
    return fail_file (self, cause, error);

  if (n_read > 0) {
    g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_FILE,
                 _("“%s” became longer while it was sent. Send it again."), get_part (self)->name);
    return FALSE;
  }

  g_clear_object (&self->content);
  self->current++;
  begin_text (self);

  return TRUE;
}

static gboolean
read_part (GradioMultipartStream *self, GCancellable *cancellable, GError **error)
{
  GError *cause = NULL;
  gsize   space = MIN (BUFFER_SIZE - self->buffer_used, (guint64) self->left);
  gssize  n_read = g_input_stream_read (self->content, self->buffer + self->buffer_used, space,
                                        cancellable, &cause);

  if (n_read < 0)
    return fail_file (self, cause, error);

  if (n_read == 0) {
    g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_FILE,
                 _("“%s” became shorter while it was sent. Send it again."), get_part (self)->name);
    return FALSE;
  }

  self->buffer_used += (gsize) n_read;
  self->left -= n_read;

  return TRUE;
}

/* Copies what fits of a head or the tail; after it comes the file, or the end. */
static void
copy_text (GradioMultipartStream *self)
{
  gsize length = MIN (strlen (self->text + self->text_position), BUFFER_SIZE - self->buffer_used);

  memcpy (self->buffer + self->buffer_used, self->text + self->text_position, length);
  self->buffer_used += length;
  self->text_position += length;

  if (self->text[self->text_position] == '\0') {
    g_clear_pointer (&self->text, g_free);
    self->filled = get_part (self) == NULL;
  }
}

/* Blocks as long as the disk does. */
static gboolean
fill (GradioMultipartStream *self, GCancellable *cancellable, GError **error)
{
  gboolean good = TRUE;

  if (self->buffer == NULL) {
    self->buffer = g_malloc (BUFFER_SIZE);
    begin_text (self);
  }

  self->buffer_position = 0;
  self->buffer_used = 0;
  while (good && !self->filled && self->buffer_used < BUFFER_SIZE) {
    if (self->text != NULL)
      copy_text (self);
    else if (self->content == NULL)
      good = open_part (self, cancellable, error);
    else if (self->left > 0)
      good = read_part (self, cancellable, error);
    else
      good = end_part (self, cancellable, error);
  }

  return good;
}

static gboolean
needs_filling (GradioMultipartStream *self)
{
  return get_buffered (self) == 0 && !self->filled;
}

static void
add_position (GradioMultipartStream *self, gsize count)
{
  g_mutex_lock (&self->lock);
  self->position += (goffset) count;
  g_mutex_unlock (&self->lock);
}

/* Heads count as the first bytes of the body, so that what is told ends at the total. */
void
gradio_multipart_stream_report_progress (GradioMultipartStream *self)
{
  gint64  now = g_get_monotonic_time ();
  goffset others = self->length - self->total;
  goffset position = gradio_multipart_stream_get_position (self);

  if (self->progress == NULL || (now < self->progress_time + PROGRESS_INTERVAL && position < self->length))
    return;

  self->progress_time = now;
  self->progress (CLAMP (position - others, 0, self->total), self->total, self->progress_data);
}

static gssize
take (GradioMultipartStream *self, void *buffer, gsize count)
{
  gsize n_taken = MIN (count, get_buffered (self));

  if (n_taken > 0) {
    memcpy (buffer, self->buffer + self->buffer_position, n_taken);
    self->buffer_position += n_taken;
    add_position (self, n_taken);
    gradio_multipart_stream_report_progress (self);
  }

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

  if (needs_filling (self) && !fill (self, cancellable, error))
    return -1;

  return take (self, buffer, count);
}

static void
fill_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (fill (source_object, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
filled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Destination      *destination = g_task_get_task_data (task);
  GError           *error = NULL;

  /* Whoever cancelled may have let go of the progress data. The bytes stay in the buffer. */
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_error (task, error);
  else
    g_task_return_int (task, take (GRADIO_MULTIPART_STREAM (source), destination->buffer,
                                   destination->count));
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
  g_autoptr (GTask)      filling = NULL;
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
  filling = g_task_new (self, cancellable, filled_cb, g_steal_pointer (&task));
  g_task_run_in_thread (filling, fill_thread);
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
  GradioMultipartStream *self = GRADIO_MULTIPART_STREAM (stream);

  return self->content == NULL || g_input_stream_close (self->content, cancellable, error);
}

static void
gradio_multipart_stream_finalize (GObject *object)
{
  GradioMultipartStream *self = GRADIO_MULTIPART_STREAM (object);

  g_clear_object (&self->content);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_clear_pointer (&self->boundary, g_free);
  g_clear_pointer (&self->content_type, g_free);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->buffer, g_free);
  g_mutex_clear (&self->lock);

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

  g_mutex_init (&self->lock);
  self->boundary = g_strconcat ("gradio-", random, NULL);
  self->content_type = g_strconcat ("multipart/form-data; boundary=", self->boundary, NULL);
  self->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) part_free);
  self->length = (goffset) (strlen (self->boundary) + strlen ("\r\n----\r\n"));
}

GradioMultipartStream *
gradio_multipart_stream_new (void)
{
  return g_object_new (GRADIO_TYPE_MULTIPART_STREAM, NULL);
}

void
gradio_multipart_stream_add_file (GradioMultipartStream *self,
                                  GFile                 *file,
                                  const char            *name,
                                  const char            *mime_type,
                                  goffset                size)
{
  Part *part;

  g_return_if_fail (GRADIO_IS_MULTIPART_STREAM (self));
  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (name != NULL);
  g_return_if_fail (size >= 0);
  g_return_if_fail (self->buffer == NULL);

  part = g_new0 (Part, 1);
  part->file = g_object_ref (file);
  part->name = g_utf8_make_valid (name, -1);
  part->head = make_head (self, name, mime_type);
  part->size = size;
  g_ptr_array_add (self->parts, part);

  self->total += size;
  self->length += (goffset) strlen (part->head) + size;
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
  goffset position;

  g_return_val_if_fail (GRADIO_IS_MULTIPART_STREAM (self), 0);

  g_mutex_lock (&self->lock);
  position = self->position;
  g_mutex_unlock (&self->lock);

  return position;
}

gboolean
gradio_multipart_stream_send (GradioMultipartStream *self,
                              GradioSender          *sender,
                              GCancellable          *cancellable,
                              GError               **error)
{
  while (!self->filled) {
    if (!fill (self, cancellable, error) ||
        !gradio_sender_write (sender, self->buffer, self->buffer_used, cancellable, error))
      return FALSE;

    add_position (self, self->buffer_used);
  }

  return TRUE;
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
