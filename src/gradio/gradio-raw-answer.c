/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "gradio-raw-answer.h"

#include <string.h>

#define MAX_SIZE (1024 * 1024)
#define READ_SIZE (16 * 1024)
#define HEAD_END "\r\n\r\n"
#define LINE_END "\r\n"

/* Bytes are added to what was read until somebody understands all of it. */
typedef struct {
  GInputStream *input;
  GCancellable *cancellable;
  GByteArray   *bytes;
  gboolean      ended;
} Reader;

static gboolean
fail (GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "not an answer of HTTP");

  return FALSE;
}

static gboolean
read_more (Reader  *reader,
           GError **error)
{
  guint  old = reader->bytes->len;
  gssize n_read;

  if (old >= MAX_SIZE)
    return fail (error);

  g_byte_array_set_size (reader->bytes, old + READ_SIZE);
  n_read = g_input_stream_read (reader->input, reader->bytes->data + old, READ_SIZE, reader->cancellable, error);
  g_byte_array_set_size (reader->bytes, old + (guint) MAX (n_read, 0));
  reader->ended = n_read == 0;

  return n_read >= 0;
}

/* For those who cannot do without. */
static gboolean
need_more (Reader  *reader,
           GError **error)
{
  if (!read_more (reader, error))
    return FALSE;

  if (reader->ended)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED, "the answer breaks off");

  return !reader->ended;
}

static gboolean
read_head (GradioRawAnswer *self,
           Reader          *reader,
           GError         **error)
{
  do {
    const char *head;
    const char *end;

    while ((end = g_strstr_len ((char *) reader->bytes->data, reader->bytes->len, HEAD_END)) == NULL)
      if (!need_more (reader, error))
        return FALSE;

    head = (char *) reader->bytes->data;
    soup_message_headers_clear (self->headers);
    if (!soup_headers_parse_response (head, (int) (end - head) + 2, self->headers, NULL, &self->status, NULL))
      return fail (error);

    g_byte_array_remove_range (reader->bytes, 0, (guint) (end - head) + strlen (HEAD_END));
  } while (SOUP_STATUS_IS_INFORMATIONAL (self->status));

  return TRUE;
}

/* Starts at the first chunk each time: answers have one or two. Returns whether the last one is there. */
static gboolean
decode_chunks (GradioRawAnswer  *self,
               const GByteArray *coded,
               gboolean         *bad)
{
  const char *at = (char *) coded->data;
  const char *end = at + coded->len;

  g_byte_array_set_size (self->body, 0);
  while (!*bad) {
    const char *line_end = g_strstr_len (at, end - at, LINE_END);
    guint64     size;
    char       *behind;

    if (line_end == NULL)
      return FALSE;

    size = g_ascii_strtoull (at, &behind, 16);
    *bad = !g_ascii_isxdigit (*at) || (behind != line_end && *behind != ';' && *behind != ' ') || size > MAX_SIZE;
    at = line_end + strlen (LINE_END);
    if (size == 0 || *bad)
      return !*bad;
    if ((guint64) (end - at) < size + strlen (LINE_END))
      return FALSE;

    g_byte_array_append (self->body, (const guint8 *) at, (guint) size);
    at += size + strlen (LINE_END);
  }

  return FALSE;
}

static gboolean
read_chunks (GradioRawAnswer *self,
             Reader          *reader,
             GError         **error)
{
  gboolean bad = FALSE;

  while (!decode_chunks (self, reader->bytes, &bad))
    if (bad || !need_more (reader, error))
      return bad ? fail (error) : FALSE;

  return TRUE;
}

static gboolean
read_length (GradioRawAnswer *self,
             Reader          *reader,
             GError         **error)
{
  goffset length = soup_message_headers_get_content_length (self->headers);

  if (length < 0 || length > MAX_SIZE)
    return fail (error);

  while (reader->bytes->len < length)
    if (!need_more (reader, error))
      return FALSE;

  g_byte_array_append (self->body, reader->bytes->data, (guint) length);

  return TRUE;
}

static gboolean
read_rest (GradioRawAnswer *self,
           Reader          *reader,
           GError         **error)
{
  while (!reader->ended)
    if (!read_more (reader, error))
      return FALSE;

  g_byte_array_append (self->body, reader->bytes->data, reader->bytes->len);

  return TRUE;
}

GradioRawAnswer *
gradio_raw_answer_read (GInputStream *input,
                        GCancellable *cancellable,
                        GError      **error)
{
  g_autoptr (GradioRawAnswer) self = g_new0 (GradioRawAnswer, 1);
  g_autoptr (GByteArray)      bytes = g_byte_array_sized_new (READ_SIZE);
  Reader                      reader = { input, cancellable, bytes, FALSE };
  gboolean                    good;

  self->headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);
  self->body = g_byte_array_new ();
  good = read_head (self, &reader, error);
  if (!good)
    return NULL;

  switch (soup_message_headers_get_encoding (self->headers)) {
  case SOUP_ENCODING_CHUNKED:
    good = read_chunks (self, &reader, error);
    break;
  case SOUP_ENCODING_CONTENT_LENGTH:
    good = read_length (self, &reader, error);
    break;
  case SOUP_ENCODING_UNRECOGNIZED:
  case SOUP_ENCODING_NONE:
  case SOUP_ENCODING_EOF:
  case SOUP_ENCODING_BYTERANGES:
    good = read_rest (self, &reader, error);
    break;
  }

  return good ? g_steal_pointer (&self) : NULL;
}

void
gradio_raw_answer_free (GradioRawAnswer *self)
{
  soup_message_headers_unref (self->headers);
  g_byte_array_unref (self->body);
  g_free (self);
}
