/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gradio-json-reader.h"
#include "gradio-json.h"

#include <math.h>
#include <string.h>

static JsonNode *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode          *node = gradio_json_parse (text, -1, &error);

  g_assert_no_error (error);
  g_assert_nonnull (node);

  return node;
}

/* Whether the reader takes a text of which nobody wants a value. */
static gboolean
passes (const char *text,
        gsize       length)
{
  g_auto (GradioJsonReader) reader = { NULL };

  gradio_json_reader_init (&reader, text, length);

  return gradio_json_reader_finish (&reader, NULL);
}

static void
assert_round_trip (const char *text,
                   const char *expected)
{
  g_autoptr (JsonNode) node = parse (text);
  g_autofree char     *written = gradio_json_write (node);

  g_assert_cmpstr (written, ==, expected);
  g_assert_true (passes (text, strlen (text)));
}

static void
test_dialect (void)
{
  assert_round_trip ("[NaN,Infinity,-Infinity, NaN]", "[null,null,null,null]");
  assert_round_trip ("NaN", "null");
  assert_round_trip ("[\"NaN\",\"-Infinity\"]", "[\"NaN\",\"-Infinity\"]");
  assert_round_trip ("[\"a\\ud83d\",\"\\ude00b\",\"\\ud83d\\ud83d\\ude00\",\"\\ud83dx\"]",
                     "[\"a\xef\xbf\xbd\",\"\xef\xbf\xbd"
                     "b\",\"\xef\xbf\xbd😀\",\"\xef\xbf\xbdx\"]");
  assert_round_trip ("{\"a\\u0000b\":\"c\\u0000\"}", "{\"a\xef\xbf\xbd"
                                                     "b\":\"c\xef\xbf\xbd\"}");
  assert_round_trip ("\"\\ud83d\\ude00 \\u00e9 \\/\"", "\"😀 é /\"");
  assert_round_trip ("[\"\xff\xc3(\",1]", "[\"\xef\xbf\xbd\xef\xbf\xbd(\",1]");
  assert_round_trip ("\xef\xbb\xbf{}", "{}");
  assert_round_trip ("{\"\":1,\"a\":1,\"a\":2}", "{\"\":1,\"a\":2}");
  assert_round_trip ("\"a\tb\nc\"", "\"a\\tb\\nc\"");
}

static void
test_zero_bytes (void)
{
  g_autoptr (GError)   error = NULL;
  g_autoptr (JsonNode) node = gradio_json_parse ("\"a\0b\"", 5, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (json_node_get_string (node), ==, "a\xef\xbf\xbd"
                                                    "b");
  g_assert_null (gradio_json_parse ("1\0", 2, NULL));
}

/* The text is cut out of a larger one: nothing behind its end may be read. */
static void
test_length (void)
{
  static const char    text[] = "[12345678901234567890,7]x";
  g_autoptr (GError)   error = NULL;
  g_autoptr (JsonNode) node = gradio_json_parse (text, sizeof text - 2, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (node)), ==, 2);

  for (gsize length = 0; length < sizeof text - 2; length++) {
    g_autofree char *copy = g_memdup2 (text, length);

    g_assert_null (gradio_json_parse (copy, length, NULL));
    g_assert_false (passes (copy, length));
  }
}

static void
test_numbers (void)
{
  assert_round_trip ("[1,-1,0,9223372036854775807,-9223372036854775808,9007199254740993]",
                     "[1,-1,0,9223372036854775807,-9223372036854775808,9007199254740993]");
  assert_round_trip ("[9223372036854775808,-9223372036854775809,12345678901234567890]",
                     "[9.223372036854776e+18,-9.223372036854776e+18,1.2345678901234567e+19]");
  assert_round_trip ("[2.0,0.1,-0.0,1e21,1E-7,1.5e300,123456789.125,100000.0]",
                     "[2.0,0.1,-0.0,1e+21,1e-07,1.5e+300,123456789.125,100000.0]");
  assert_round_trip ("[0.30000000000000004,5e-324,1.7976931348623157e308]",
                     "[0.30000000000000004,4.94065645841247e-324,1.7976931348623157e+308]");
  assert_round_trip ("[1e400,-1e400]", "[null,null]");
}

static void
test_refused (void)
{
  static const char *texts[] = {
    "",
    " ",
    "\n\t ",
    "[",
    "]",
    "{",
    "}",
    "[1",
    "[1,",
    "[1,]",
    "{\"a\"",
    "{\"a\":",
    "{\"a\":1",
    "{\"a\":1,",
    "{\"a\":1,}",
    "{a:1}",
    "{1:2}",
    "{\"a\" 1}",
    "[1 2]",
    "\"a",
    "\"a\\",
    "\"\\u12",
    "\"\\u12g4\"",
    "\"\\x\"",
    "'a'",
    "nul",
    "truex",
    "True",
    "-",
    "+1",
    ".5",
    "1.",
    "1e",
    "1e+",
    "01",
    "-01",
    "0x10",
    "1 2",
    "{} {}",
    "[] x",
    "/* c */ 1",
    "1 // c",
    "var a = 1;",
    "[1]]",
    "-NaN",
    "inf",
    "nan",
    "[,1]",
    "{,}",
    "[1}",
    "{\"a\":1]",
    "\xff",
    "<html>",
    "\"\\ud83d",
    "NaNN",
    "\\u0000",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GError)   error = NULL;
    g_autoptr (JsonNode) node = gradio_json_parse (texts[i], -1, &error);

    g_test_message ("%u: %s", i, error != NULL ? error->message : "taken");
    g_assert_null (node);
    g_assert_nonnull (error);
    g_assert_true (error->domain == JSON_PARSER_ERROR);
    g_assert_false (passes (texts[i], strlen (texts[i])));
  }
}

static void
test_error_place (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (gradio_json_parse ("{\n  \"ä\": nix\n}", -1, &error));
  g_assert_error (error, JSON_PARSER_ERROR, JSON_PARSER_ERROR_INVALID_BAREWORD);
  g_assert_nonnull (strstr (error->message, "line 2, column 8"));
}

static char *
nested (guint       depth,
        const char *open,
        const char *close)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < depth; i++)
    g_string_append (text, open);
  g_string_append_c (text, '1');
  for (guint i = 0; i < depth; i++)
    g_string_append (text, close);

  return g_string_free (text, FALSE);
}

static void
test_depth (void)
{
  g_autofree char     *allowed = nested (512, "[", "]");
  g_autofree char     *too_deep = nested (513, "{\"a\":", "}");
  g_autofree char     *hostile = g_strnfill (5 * 1000 * 1000, '[');
  g_autoptr (JsonNode) node = parse (allowed);
  g_autofree char     *written = gradio_json_write (node);

  g_assert_cmpstr (written, ==, allowed);
  g_assert_null (gradio_json_parse (too_deep, -1, NULL));
  g_assert_null (gradio_json_parse (hostile, -1, NULL));
  g_assert_true (passes (allowed, strlen (allowed)));
  g_assert_false (passes (too_deep, strlen (too_deep)));
  g_assert_false (passes (hostile, strlen (hostile)));
}

static void
test_members (void)
{
  static const char         text[] = "{\"skipped\":[1,{\"x\":[]}],\"\\u0069d\":7.9,\"t\":\"a\\u00e9\\n\",\"b\":true,"
                                     "\"list\":[1,[2,3],\"4\"],\"range\": {\"k\":[null]} ,\"wrong\":3,\"last\":-1e3}";
  g_auto (GradioJsonReader) reader = { NULL };
  GradioJsonText            name;
  g_autofree char          *t = NULL;
  g_autoptr (GError)        error = NULL;
  GradioJsonRange           range = { NULL, 0 };
  gint64                    id = 0;
  gint64                    sum = 0;
  double                    last = 0;

  gradio_json_reader_init (&reader, text, sizeof text - 1);
  g_assert_false (gradio_json_reader_enter_list (&reader));
  g_assert_true (gradio_json_reader_enter_object (&reader));
  while (gradio_json_reader_next_member (&reader, &name)) {
    if (gradio_json_text_is (&name, "id"))
      id = gradio_json_reader_take_int (&reader, -1);
    else if (gradio_json_text_is (&name, "t"))
      t = gradio_json_reader_dup_text (&reader);
    else if (gradio_json_text_is (&name, "b"))
      g_assert_true (gradio_json_reader_take_boolean (&reader, FALSE));
    else if (gradio_json_text_is (&name, "list") && gradio_json_reader_enter_list (&reader))
      while (gradio_json_reader_next_element (&reader))
        sum += gradio_json_reader_take_int (&reader, 100);
    else if (gradio_json_text_is (&name, "range"))
      range = gradio_json_reader_take_range (&reader);
    else if (gradio_json_text_is (&name, "wrong"))
      g_assert_false (gradio_json_reader_enter_object (&reader));
    else if (gradio_json_text_is (&name, "last"))
      last = gradio_json_reader_take_double (&reader, 0);
  }

  g_assert_true (gradio_json_reader_finish (&reader, &error));
  g_assert_no_error (error);
  g_assert_cmpint (id, ==, 7);
  g_assert_cmpstr (t, ==, "aé\n");
  g_assert_cmpint (sum, ==, 201);
  g_assert_cmpmem (range.text, range.length, "{\"k\":[null]}", 12);
  g_assert_cmpfloat (last, ==, -1000);
}

/* A text that is wrong somewhere must be refused however it is read: whatever passes is read again
 * later, where nobody can report an error. */
static void
test_mutations (void)
{
  static const char text[] = "{\"a\":[1,-2.5e3,\"x\\u00e9\\n\",{\"b\":null,\"c\":[true,false,NaN]}],\"d\":\"ä\"}";
  static const char bytes[] = "{}[]\",:\\ue0-.1 nN\xc3\xff";

  for (guint i = 0; i < 50000; i++) {
    g_autofree char     *copy = g_memdup2 (text, sizeof text);
    g_autoptr (JsonNode) node = NULL;

    for (gint n = g_test_rand_int_range (1, 4); n > 0; n--)
      copy[g_test_rand_int_range (0, sizeof text - 1)] = bytes[g_test_rand_int_range (0, sizeof bytes)];
    node = gradio_json_parse (copy, sizeof text - 1, NULL);
    g_assert_true (passes (copy, sizeof text - 1) == (node != NULL));
  }
}

static void
test_append_text (void)
{
  static const char         text[] = "[\"b\xff\",\"\\ud83d\\ude00\",3,\"c\"]";
  g_auto (GradioJsonReader) reader = { NULL };
  g_autoptr (GString)       string = g_string_new ("a");
  guint                     n = 0;

  gradio_json_reader_init (&reader, text, sizeof text - 1);
  g_assert_true (gradio_json_reader_enter_list (&reader));
  while (gradio_json_reader_next_element (&reader))
    n += gradio_json_reader_append_text (&reader, string) ? 1 : 0;

  g_assert_true (gradio_json_reader_finish (&reader, NULL));
  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpstr (string->str, ==, "ab\xef\xbf\xbd😀c");
}

static void
test_write (void)
{
  g_autoptr (JsonNode) node = parse ("{\"z\":[],\"a\":{},\"t\":"
                                     "\"\\\"\\\\\\b\\f\\n\\r\\t\\u0001\\u007f\\u2028é\",\"b\":[true,"
                                     "null,{\"c\":1.0}]}");
  g_autoptr (JsonNode) number = json_node_init_double (json_node_alloc (), NAN);
  g_autoptr (JsonNode) text = json_node_init_string (json_node_alloc (), "a\xff");
  g_autoptr (JsonNode) nothing = json_node_init_string (json_node_alloc (), NULL);
  g_autofree char     *compact = gradio_json_write (node);
  g_autofree char     *pretty = gradio_json_write_pretty (node);
  g_autoptr (GString)  string = g_string_new (">");

  g_assert_cmpstr (compact, ==,
                   "{\"z\":[],\"a\":{},\"t\":\"\\\"\\\\\\b\\f\\n\\r\\t\\u0001\x7f\xe2\x80\xa8é\","
                   "\"b\":[true,null,{\"c\":1.0}]}");
  g_assert_cmpstr (pretty, ==,
                   "{\n  \"z\": [],\n  \"a\": {},\n  \"t\": "
                   "\"\\\"\\\\\\b\\f\\n\\r\\t\\u0001\x7f\xe2\x80\xa8é\",\n  \"b\": [\n    true,\n"
                   "    null,\n    {\n      \"c\": 1.0\n    }\n  ]\n}");
  gradio_json_append (string, NULL);
  gradio_json_append (string, number);
  gradio_json_append (string, text);
  gradio_json_append (string, nothing);
  g_assert_cmpstr (string->str, ==, ">nullnull\"a\xef\xbf\xbd\"null");
}

static void
test_doubles_read_back (void)
{
  for (guint i = 0; i < 20000; i++) {
    union {
      guint64 bits;
      double  number;
    } random = { .bits = (guint64) (guint32) g_test_rand_int () << 32 | (guint32) g_test_rand_int () };
    g_autoptr (JsonNode) node = json_node_init_double (json_node_alloc (), random.number);
    g_autofree char     *written = gradio_json_write (node);
    g_autoptr (JsonNode) again = parse (written);

    if (isfinite (random.number))
      g_assert_true (json_node_get_double (again) == random.number);
    else
      g_assert_cmpstr (written, ==, "null");
  }
}

static void
test_readers (void)
{
  g_autoptr (JsonNode) node = parse ("{\"s\":\"x\",\"i\":3,\"d\":2.9,\"b\":true,\"n\":null,\"o\":"
                                     "{\"p\":1},\"a\":[1],\"h\":1e300}");
  JsonObject          *object = json_node_get_object (node);

  g_assert_cmpstr (gradio_json_get_string (object, "s", "f"), ==, "x");
  g_assert_cmpstr (gradio_json_get_string (object, "i", "f"), ==, "f");
  g_assert_cmpstr (gradio_json_get_string (object, "n", NULL), ==, NULL);
  g_assert_cmpstr (gradio_json_get_string (NULL, "s", "f"), ==, "f");
  g_assert_cmpfloat (gradio_json_get_double (object, "i", 0), ==, 3);
  g_assert_cmpfloat (gradio_json_get_double (object, "d", 0), ==, 2.9);
  g_assert_cmpfloat (gradio_json_get_double (object, "b", -1), ==, -1);
  g_assert_cmpint (gradio_json_get_int (object, "d", 0), ==, 2);
  g_assert_cmpint (gradio_json_get_int (object, "h", 0), ==, G_MAXINT64);
  g_assert_cmpint (gradio_json_get_int (object, "a", -1), ==, -1);
  g_assert_true (gradio_json_get_boolean (object, "b", FALSE));
  g_assert_false (gradio_json_get_boolean (object, "i", FALSE));
  g_assert_true (gradio_json_get_boolean (object, "missing", TRUE));
  g_assert_nonnull (gradio_json_get_object (object, "o"));
  g_assert_null (gradio_json_get_object (object, "a"));
  g_assert_nonnull (gradio_json_get_array (object, "a"));
  g_assert_null (gradio_json_get_array (object, "n"));
  g_assert_null (gradio_json_get_array (NULL, "n"));
  g_assert_false (gradio_json_is_number (NULL));
  g_assert_false (gradio_json_is_string (node));
}

static void
assert_equal (const char *a,
              const char *b,
              gboolean    expected)
{
  g_autoptr (JsonNode) first = parse (a);
  g_autoptr (JsonNode) second = parse (b);

  g_test_message ("%s and %s", a, b);
  g_assert_true (gradio_json_equal (first, second) == expected);
  g_assert_true (gradio_json_equal (second, first) == expected);
}

static void
test_equal (void)
{
  g_autoptr (JsonNode) null = parse ("null");

  assert_equal ("{\"a\":1,\"b\":[2.0,\"x\"]}", "{\"b\":[2,\"x\"],\"a\":1.0}", TRUE);
  assert_equal ("9007199254740993", "9007199254740992.0", FALSE);
  assert_equal ("9223372036854775807", "9223372036854775808", FALSE);
  assert_equal ("1", "true", FALSE);
  assert_equal ("0", "null", FALSE);
  assert_equal ("\"1\"", "1", FALSE);
  assert_equal ("[]", "{}", FALSE);
  assert_equal ("[1]", "[1,1]", FALSE);
  assert_equal ("{\"a\":null}", "{\"b\":null}", FALSE);
  assert_equal ("true", "false", FALSE);
  assert_equal ("\"a\"", "\"a\"", TRUE);
  g_assert_true (gradio_json_equal (NULL, null));
  g_assert_true (gradio_json_equal (NULL, NULL));
}

/* What is as it was is the same node, what changes later leaves the snapshot alone. */
static void
test_snapshot (void)
{
  g_autoptr (JsonNode) value = gradio_json_parse ("[{\"a\":\"x\"},{\"b\":[1,2.5,true,null]}]", -1, NULL);
  g_autoptr (JsonNode) first = gradio_json_snapshot (value, NULL);
  g_autoptr (JsonNode) same = gradio_json_snapshot (value, first);
  g_autoptr (JsonNode) second = NULL;
  JsonNode            *text = json_object_get_member (
               json_array_get_object_element (json_node_get_array (value), 0), "a");

  g_assert_true (first != value);
  g_assert_true (gradio_json_equal (first, value));
  g_assert_true (same == first);
  json_node_set_string (text, "xy");
  g_assert_false (gradio_json_equal (first, value));
  second = gradio_json_snapshot (value, first);
  g_assert_true (gradio_json_equal (second, value));
  g_assert_true (json_array_get_element (json_node_get_array (second), 0) !=
                 json_array_get_element (json_node_get_array (first), 0));
  g_assert_true (json_array_get_element (json_node_get_array (second), 1) ==
                 json_array_get_element (json_node_get_array (first), 1));
}

static void
test_speed (void)
{
  static const char text[] = "{\"msg\":\"process_generating\",\"event_id\":\"945f0a\",\"output\":"
                             "{\"data\":[[[\"append\",[1,\"content\"],"
                             "\"hello\"]]],\"is_generating\":true,\"duration\":0.01,"
                             "\"average_duration\":0.02},\"success\":true}";

  if (!g_test_perf ()) {
    g_test_skip ("measures only");
    return;
  }

  g_test_timer_start ();
  for (guint i = 0; i < 20000; i++) {
    g_autoptr (JsonNode) node = gradio_json_parse (text, sizeof text - 1, NULL);

    g_assert_nonnull (node);
  }
  g_test_timer_elapsed ();
  g_test_minimized_result (g_test_timer_last (), "20000 messages: %.3f s", g_test_timer_last ());
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json/dialect", test_dialect);
  g_test_add_func ("/json/zero-bytes", test_zero_bytes);
  g_test_add_func ("/json/length", test_length);
  g_test_add_func ("/json/numbers", test_numbers);
  g_test_add_func ("/json/refused", test_refused);
  g_test_add_func ("/json/error-place", test_error_place);
  g_test_add_func ("/json/depth", test_depth);
  g_test_add_func ("/json/members", test_members);
  g_test_add_func ("/json/mutations", test_mutations);
  g_test_add_func ("/json/append-text", test_append_text);
  g_test_add_func ("/json/write", test_write);
  g_test_add_func ("/json/doubles-read-back", test_doubles_read_back);
  g_test_add_func ("/json/readers", test_readers);
  g_test_add_func ("/json/equal", test_equal);
  g_test_add_func ("/json/snapshot", test_snapshot);
  g_test_add_func ("/json/speed", test_speed);

  return g_test_run ();
}
