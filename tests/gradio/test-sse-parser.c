/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gradio-sse-parser.h"
#include "vectors.h"

#include <string.h>

/* Writes each event as “name|data|length;”, so that a whole stream compares as one text. */
static void
record_cb (const char *event,
           const char *data,
           gsize       length,
           gpointer    user_data)
{
  g_assert_cmpuint (strlen (data), <=, length);
  g_string_append_printf (user_data, "%s|%s|%" G_GSIZE_FORMAT ";", event, data, length);
}

static GBytes *
from_hex (const char *hex)
{
  GByteArray *bytes = g_byte_array_new ();

  for (; *hex != '\0'; hex += 2) {
    guint8 byte = g_ascii_xdigit_value (hex[0]) << 4 | g_ascii_xdigit_value (hex[1]);

    g_byte_array_append (bytes, &byte, 1);
  }

  return g_byte_array_free_to_bytes (bytes);
}

static char *
expected_events (JsonArray *events)
{
  GString *expected = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (events); i++) {
    JsonObject *event = json_array_get_object_element (events, i);
    const char *data = json_object_get_string_member (event, "data");

    record_cb (json_object_get_string_member (event, "event"), data, strlen (data), expected);
  }

  return g_string_free (expected, FALSE);
}

/* step 0 pushes the pieces as they were read, else each piece is cut again into steps of that many bytes. */
static char *
parse_reads (JsonArray *reads,
             gsize      step)
{
  g_autoptr (GString)         record = g_string_new (NULL);
  g_autoptr (GradioSseParser) parser = gradio_sse_parser_new (record_cb, record, 4096);

  for (guint i = 0; i < json_array_get_length (reads); i++) {
    g_autoptr (GBytes) bytes = from_hex (json_array_get_string_element (reads, i));
    gsize              size;
    const char        *data = g_bytes_get_data (bytes, &size);

    for (gsize at = 0; at < size; at += step != 0 ? step : size) {
      gsize            length = step != 0 ? MIN (step, size - at) : size;
      g_autofree char *copy = g_memdup2 (data + at, length); /* the size of a piece, so that ASan sees its end */

      g_assert_true (gradio_sse_parser_push (parser, copy, length));
    }
  }

  return g_strdup (record->str);
}

static void
test_vectors (void)
{
  g_autoptr (JsonNode) root = vectors_load ("sse.json");
  JsonArray           *vectors = json_object_get_array_member (json_node_get_object (root), "vectors");

  g_assert_cmpuint (json_array_get_length (vectors), ==, 23);
  for (guint i = 0; i < json_array_get_length (vectors); i++) {
    JsonObject      *vector = json_array_get_object_element (vectors, i);
    g_autofree char *expected = expected_events (json_object_get_array_member (vector, "events"));

    g_test_message ("%s", json_object_get_string_member (vector, "name"));
    for (gsize step = 0; step < 4; step++) {
      g_autofree char *events = parse_reads (json_object_get_array_member (vector, "reads_hex"), step);

      g_assert_cmpstr (events, ==, expected);
    }
  }
}

static void
assert_events (const char *bytes,
               gsize       length,
               const char *expected)
{
  g_autoptr (GString)         record = g_string_new (NULL);
  g_autoptr (GradioSseParser) parser = gradio_sse_parser_new (record_cb, record, 4096);

  g_assert_true (gradio_sse_parser_push (parser, bytes, length));
  g_assert_cmpstr (record->str, ==, expected);
}

static void
test_odd_input (void)
{
  assert_events ("", 0, "");
  assert_events ("\n\n\r\n\r\r", 6, "");
  assert_events ("data: a\0b\n\n", 11, "message|a|3;");
  assert_events (":\ndata:x\n:y\n\n", 13, "message|x|1;");
  assert_events ("data\ndata\n\n", 11, "message|\n|1;");
  assert_events ("Data: x\ndatas: x\n data: x\n\n", 27, "");
  assert_events ("event: a\nevent: b\ndata: x\n\n", 27, "b|x|1;");
  assert_events ("event:\ndata: x\n\n", 16, "message|x|1;");
  assert_events ("data: \xff\xfe\n\n", 10, "message|\xff\xfe|2;");
  assert_events ("data: x\n\n\xef\xbb\xbf"
                 "data: y\n\n",
                 21, "message|x|1;");
  assert_events ("<html>\n\n<body>", 14, "");
}

static void
test_too_large (void)
{
  static const char text[] = "data: 0123456789\n\n";

  for (gsize step = 1; step < sizeof text; step++) {
    g_autoptr (GString)         record = g_string_new (NULL);
    g_autoptr (GradioSseParser) fits = gradio_sse_parser_new (record_cb, record, 16);
    g_autoptr (GradioSseParser) small = gradio_sse_parser_new (record_cb, record, 15);
    gboolean                    taken = TRUE;

    for (gsize at = 0; at < sizeof text - 1; at += step) {
      g_assert_true (gradio_sse_parser_push (fits, text + at, MIN (step, sizeof text - 1 - at)));
      taken = gradio_sse_parser_push (small, text + at, MIN (step, sizeof text - 1 - at)) && taken;
    }
    g_assert_false (taken);
    g_assert_false (gradio_sse_parser_push (small, "data: x\n\n", 9));
    g_assert_cmpstr (record->str, ==, "message|0123456789|10;");
  }
}

/* Many lines of one event count together; comments between events do not. */
static void
test_size_is_per_event (void)
{
  g_autoptr (GString)         record = g_string_new (NULL);
  g_autoptr (GradioSseParser) parser = gradio_sse_parser_new (record_cb, record, 64);
  gboolean                    taken = TRUE;

  for (guint i = 0; i < 1000; i++)
    g_assert_true (gradio_sse_parser_push (parser, ": alive\n", 8));
  for (guint i = 0; i < 100; i++)
    taken = gradio_sse_parser_push (parser, "data: x\n", 8) && taken;

  g_assert_false (taken);
}

static void
free_cb (const char *event,
         const char *data,
         gsize       length,
         gpointer    user_data)
{
  GradioSseParser **parser = user_data;

  g_clear_pointer (parser, gradio_sse_parser_free);
  g_assert_cmpstr (event, ==, "x");
  g_assert_cmpstr (data, ==, "1"); /* still there */
}

static void
test_freed_by_func (void)
{
  GradioSseParser *parser = NULL;
  gboolean         result;

  parser = gradio_sse_parser_new (free_cb, &parser, 4096);
  result = gradio_sse_parser_push (parser, "event: x\ndata: 1\n\ndata: 2\n\n", 27);

  g_assert_true (result);
  g_assert_null (parser);
}

static void
count_cb (const char *event,
          const char *data,
          gsize       length,
          gpointer    user_data)
{
  *(gsize *) user_data += length;
}

/* An event of 16 MiB in pieces of 64 bytes: far over a minute if each piece cost the length so far. */
static void
test_large_event (void)
{
  gsize                       size = 0;
  g_autoptr (GradioSseParser) parser = gradio_sse_parser_new (count_cb, &size, 64 << 20);
  g_autofree char            *piece = g_strnfill (64, 'x');

  g_test_timer_start ();
  g_assert_true (gradio_sse_parser_push (parser, "data: ", 6));
  for (guint i = 0; i < (16 << 20) / 64; i++)
    g_assert_true (gradio_sse_parser_push (parser, piece, 64));
  g_assert_true (gradio_sse_parser_push (parser, "\n\n", 2));

  g_assert_cmpuint (size, ==, 16 << 20);
  g_assert_cmpfloat (g_test_timer_elapsed (), <, 20);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sse-parser/vectors", test_vectors);
  g_test_add_func ("/sse-parser/odd-input", test_odd_input);
  g_test_add_func ("/sse-parser/too-large", test_too_large);
  g_test_add_func ("/sse-parser/size-is-per-event", test_size_is_per_event);
  g_test_add_func ("/sse-parser/freed-by-func", test_freed_by_func);
  g_test_add_func ("/sse-parser/large-event", test_large_event);

  return g_test_run ();
}
