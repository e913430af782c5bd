/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The same events come out however the bytes are cut. The first byte says where. */
#include "fuzz.h"

#include "gradio-sse-parser.h"

#define MAX_SIZE 4096

static void
event_cb (const char *event,
          const char *data,
          gsize       length,
          gpointer    user_data)
{
  GString *seen = user_data;

  g_assert_cmpuint (length, <=, MAX_SIZE);
  g_assert_cmpint (data[length], ==, '\0');
  g_string_append (seen, event);
  g_string_append_c (seen, '\n');
  g_string_append_len (seen, data, length);
  g_string_append_c (seen, '\n');
}

static gboolean
parse (const uint8_t *data,
       size_t         size,
       size_t         step,
       GString       *seen)
{
  g_autoptr (GradioSseParser) parser = gradio_sse_parser_new (event_cb, seen, MAX_SIZE);

  for (size_t at = 0; at < size; at += step) {
    size_t           length = MIN (step, size - at);
    g_autofree char *piece = g_memdup2 (data + at, length);

    if (!gradio_sse_parser_push (parser, piece, length))
      return FALSE;
  }

  return TRUE;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GString) whole = g_string_new (NULL);
  g_autoptr (GString) cut = g_string_new (NULL);
  gboolean            fits;

  if (size < 2)
    return 0;

  fits = parse (data + 1, size - 1, size, whole);
  g_assert_cmpint (parse (data + 1, size - 1, 1 + data[0] % 16, cut), ==, fits);
  if (fits)
    g_assert_true (g_string_equal (whole, cut));

  return 0;
}
