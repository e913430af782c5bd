/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "gradio-sse-parser.h"

#include <string.h>

#define KEPT_SIZE 65536 /* a buffer that grew beyond it is given back after the event */

struct _GradioSseParser {
  GradioSseFunc func;
  gpointer      user_data;
  gsize         max_size;

  GString *line; /* a line whose end has not come yet */
  GString *data; /* the data lines of the event so far, each with a line feed at its end */
  char    *event;

  gboolean started; /* the first line is over, and a byte order mark with it */
  gboolean after_cr;
  gboolean failed;
  gboolean pushing;
  gboolean doomed; /* freed by func; goes when the push is over */
};

GradioSseParser *
gradio_sse_parser_new (GradioSseFunc func,
                       gpointer      user_data,
                       gsize         max_size)
{
  GradioSseParser *self;

  g_return_val_if_fail (func != NULL, NULL);

  self = g_new0 (GradioSseParser, 1);
  self->func = func;
  self->user_data = user_data;
  self->max_size = max_size;
  self->line = g_string_new (NULL);
  self->data = g_string_new (NULL);

  return self;
}

void
gradio_sse_parser_free (GradioSseParser *self)
{
  if (self == NULL)
    return;

  if (self->pushing) {
    self->doomed = TRUE;
    return;
  }

  g_string_free (self->line, TRUE);
  g_string_free (self->data, TRUE);
  g_free (self->event);
  g_free (self);
}

static void
empty_buffer (GString **buffer)
{
  if ((*buffer)->allocated_len > KEPT_SIZE) {
    g_string_free (*buffer, TRUE);
    *buffer = g_string_new (NULL);
  } else {
    g_string_truncate (*buffer, 0);
  }
}

static void
dispatch (GradioSseParser *self)
{
  if (self->data->len > 0) {
    g_string_truncate (self->data, self->data->len - 1); /* the last line feed is not part of it */
    self->func (self->event != NULL && *self->event != '\0' ? self->event : "message",
                self->data->str, self->data->len, self->user_data);
  }

  empty_buffer (&self->data);
  g_clear_pointer (&self->event, g_free);
}

static void
process_line (GradioSseParser *self,
              const char      *line,
              gsize            length)
{
  const char *colon;
  const char *value;
  gsize       name_length;

  if (!self->started && length >= 3 && memcmp (line, "\xef\xbb\xbf", 3) == 0) {
    line += 3;
    length -= 3;
  }
  self->started = TRUE;

  if (length == 0) {
    dispatch (self);
    return;
  }

  colon = memchr (line, ':', length);
  name_length = colon != NULL ? (gsize) (colon - line) : length;
  value = colon != NULL ? colon + 1 : line + length;
  if (value < line + length && *value == ' ')
    value++;

  if (name_length == 4 && memcmp (line, "data", 4) == 0) {
    g_string_append_len (self->data, value, line + length - value);
    g_string_append_c (self->data, '\n');
  } else if (name_length == 5 && memcmp (line, "event", 5) == 0) {
    g_free (self->event);
    self->event = g_strndup (value, line + length - value);
  }
}

static const char *
find_line_end (const char *at,
               const char *end)
{
  while (at < end && *at != '\n' && *at != '\r')
    at++;

  return at;
}

/* Takes the bytes up to the next line end, and processes the line when it is whole. */
static const char *
take_line (GradioSseParser *self,
           const char      *at,
           const char      *end)
{
  const char *stop = find_line_end (at, end);
  gsize       length = stop - at;

  if (length > self->max_size || self->line->len + self->data->len > self->max_size - length) {
    self->failed = TRUE;
    return end;
  }

  if (stop == end) {
    g_string_append_len (self->line, at, length);
    return end;
  }

  self->after_cr = *stop == '\r';
  if (self->line->len == 0) {
    process_line (self, at, length);
  } else {
    g_string_append_len (self->line, at, length);
    process_line (self, self->line->str, self->line->len);
    empty_buffer (&self->line);
  }

  return stop + 1;
}

gboolean
gradio_sse_parser_push (GradioSseParser *self,
                        const char      *bytes,
                        gsize            length)
{
  const char *at = bytes;
  const char *end = bytes + length;
  gboolean    failed;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (!self->pushing, FALSE);

  self->pushing = TRUE;
  while (at < end && !self->failed && !self->doomed) {
    if (self->after_cr && *at == '\n')
      at++;
    self->after_cr = FALSE;
    if (at < end)
      at = take_line (self, at, end);
  }
  self->pushing = FALSE;

  failed = self->failed;
  if (self->doomed)
    gradio_sse_parser_free (self);

  return !failed;
}
