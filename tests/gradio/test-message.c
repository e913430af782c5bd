/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gradio-json.h"
#include "gradio-message.h"
#include "gradio-outputs.h"
#include "vectors.h"

#include <string.h>

static void
read_text (GradioMessage *message,
           const char    *text)
{
  g_autoptr (GError) error = NULL;

  gradio_message_read (message, text, strlen (text), &error);
  g_assert_no_error (error);
}

/* All that Gradio sends is known, and read as the values of the same text are. */
static void
test_vectors (void)
{
  g_autoptr (JsonNode) root = vectors_load ("messages.json");
  JsonArray           *vectors = json_object_get_array_member (json_node_get_object (root), "vectors");

  g_assert_cmpuint (json_array_get_length (vectors), >, 15);
  for (guint i = 0; i < json_array_get_length (vectors); i++) {
    JsonNode              *node = json_object_get_member (json_array_get_object_element (vectors, i), "message");
    JsonObject            *object = json_node_get_object (node);
    JsonObject            *output = gradio_json_get_object (object, "output");
    g_autofree char       *text = gradio_json_write (node);
    const char            *event_id = gradio_json_get_string (object, "event_id", NULL);
    g_auto (GradioMessage) message = { 0 };
    g_autoptr (JsonObject) all = NULL;
    g_autofree char       *read_id = NULL;

    read_text (&message, text);
    g_test_message ("%s", text);
    g_assert_true ((message.kind == GRADIO_MESSAGE_UNKNOWN) == (strstr (text, "a_message_of_the_future") != NULL));
    read_id = gradio_message_dup_event_id (&message);
    g_assert_cmpstr (read_id, ==, event_id);
    g_assert_true (gradio_message_is_for (&message, event_id) == (event_id != NULL));
    g_assert_false (gradio_message_is_for (&message, "another"));
    g_assert_true (message.success == gradio_json_get_boolean (object, "success", TRUE));
    g_assert_cmpint (message.rank, ==, gradio_json_get_int (object, "rank", -1));
    g_assert_cmpint (message.queue_size, ==, gradio_json_get_int (object, "queue_size", 0));
    g_assert_true ((message.output.text != NULL) == (output != NULL));
    g_assert_true ((message.data.text != NULL) == (gradio_json_get_array (output, "data") != NULL));
    g_assert_true ((message.progress_data.text != NULL) == (gradio_json_get_array (object, "progress_data") != NULL));
    all = gradio_message_get_object (&message);
    g_assert_cmpuint (json_object_get_size (all), ==, json_object_get_size (object));
  }
}

static void
test_members (void)
{
  g_auto (GradioMessage) message = { 0 };
  g_autofree char       *words = NULL;
  g_autoptr (JsonObject) output = NULL;

  read_text (&message, " {\"event_id\":\"\\u0061b\",\"msg\":\"unexpected\\u005ferror\",\"eta\":1.5,\"rank\":\"x\","
                       "\"message\":\"n\\n\",\"session_not_found\":true,\"success\":false,"
                       "\"output\":{\"data\":7,\"error\":null}}");
  words = gradio_message_dup_message (&message);
  output = gradio_message_get_output (&message);

  g_assert_cmpint (message.kind, ==, GRADIO_MESSAGE_UNEXPECTED_ERROR);
  g_assert_true (gradio_message_is_for (&message, "ab"));
  g_assert_false (gradio_message_is_for (&message, "\\u0061b"));
  g_assert_false (gradio_message_is_for (&message, NULL));
  g_assert_cmpfloat (message.eta, ==, 1.5);
  g_assert_cmpint (message.rank, ==, -1);
  g_assert_cmpstr (words, ==, "n\n");
  g_assert_true (message.session_not_found);
  g_assert_false (message.success);
  g_assert_null (message.data.text);
  g_assert_true (json_object_has_member (output, "error"));
  g_assert_null (gradio_message_get_progress (&message));
}

/* Cut or garbled anywhere, a message is refused or read; nothing else happens. */
static void
test_wrong (void)
{
  static const char        text[] = "{\"msg\":\"process_generating\",\"event_id\":\"e\",\"output\":{\"data\":[[[\"append\",[1,"
                                    "\"c\"],\"x\\u00e9\"]],[]],\"is_generating\":true},\"success\":true}";
  static const char *const others[] = { "", "null", "[]", "3", "\"x\"", "{}", "{\"msg\":{}}", "{\"output\":[]}" };

  for (gsize length = 0; length < sizeof text - 1; length++) {
    g_autofree char   *copy = g_memdup2 (text, length);
    GradioMessage      message;
    g_autoptr (GError) error = NULL;

    g_assert_false (gradio_message_read (&message, copy, length, &error));
    g_assert_true (error != NULL && error->domain == JSON_PARSER_ERROR);
  }

  for (guint i = 0; i < G_N_ELEMENTS (others); i++) {
    GradioMessage      message;
    g_autoptr (GError) error = NULL;

    g_assert_true (gradio_message_read (&message, others[i], strlen (others[i]), &error) == (*others[i] == '{'));
    g_assert_true ((error != NULL) == (*others[i] != '{'));
  }

  for (guint i = 0; i < 20000; i++) {
    g_autofree char          *copy = g_memdup2 (text, sizeof text);
    g_autoptr (GradioOutputs) outputs = gradio_outputs_new ();
    GradioMessage             message;

    copy[g_test_rand_int_range (0, sizeof text - 1)] = (char) g_test_rand_int_range (0, 256);
    copy[g_test_rand_int_range (0, sizeof text - 1)] = "[]{}\",:0"[g_test_rand_int_range (0, 8)];
    if (!gradio_message_read (&message, copy, sizeof text - 1, NULL))
      continue;
    gradio_outputs_read (outputs, &message, TRUE);
    gradio_outputs_read (outputs, &message, TRUE);
    gradio_outputs_get_json (outputs);
    gradio_message_clear (&message);
  }
}

static void
feed (GradioOutputs *outputs,
      JsonNode      *data)
{
  g_autofree char       *list = gradio_json_write (data);
  g_autofree char       *text = g_strdup_printf ("{\"msg\":\"process_generating\",\"output\":{\"data\":%s}}", list);
  g_auto (GradioMessage) message = { 0 };

  read_text (&message, text);
  gradio_outputs_read (outputs, &message, TRUE);
}

static void
assert_outputs (GradioOutputs *outputs,
                JsonNode      *expected)
{
  g_autoptr (JsonNode) node = json_node_init_array (json_node_alloc (), gradio_outputs_get_json (outputs));
  g_autofree char     *text = gradio_json_write (node);
  g_autofree char     *expected_text = gradio_json_write (expected);

  if (!gradio_json_equal (node, expected))
    g_assert_cmpstr (text, ==, expected_text);
}

static void
test_streams (gconstpointer data)
{
  gboolean             look_each_time = GPOINTER_TO_INT (data);
  g_autoptr (JsonNode) root = vectors_load ("generator_streams.json");
  JsonArray           *vectors = json_object_get_array_member (json_node_get_object (root), "vectors");

  for (guint i = 0; i < json_array_get_length (vectors); i++) {
    JsonObject               *vector = json_array_get_object_element (vectors, i);
    JsonArray                *messages = json_object_get_array_member (vector, "process_generating");
    JsonArray                *states = json_object_get_array_member (vector, "states");
    g_autoptr (GradioOutputs) outputs = gradio_outputs_new ();
    guint                     n = json_array_get_length (messages);

    for (guint m = 0; m < n; m++) {
      feed (outputs, json_array_get_element (messages, m));
      if (look_each_time || m == n - 1)
        assert_outputs (outputs, json_array_get_element (states, m));
    }
  }
}

/* The recorded edits, each as a message. */
static void
test_diffs (void)
{
  g_autoptr (JsonNode) root = vectors_load ("diff.json");
  JsonArray           *vectors = json_object_get_array_member (json_node_get_object (root), "vectors");

  for (guint i = 0; i < json_array_get_length (vectors); i++) {
    JsonObject               *vector = json_array_get_object_element (vectors, i);
    g_autoptr (GradioOutputs) outputs = gradio_outputs_new ();
    g_autoptr (JsonNode)      before = json_node_new (JSON_NODE_ARRAY);
    g_autoptr (JsonNode)      edits = json_node_new (JSON_NODE_ARRAY);
    g_autoptr (JsonNode)      after = json_node_new (JSON_NODE_ARRAY);
    const char               *name = json_object_has_member (vector, "after_on_the_wire") ? "after_on_the_wire" : "after";

    json_node_take_array (before, json_array_new ());
    json_node_take_array (edits, json_array_new ());
    json_node_take_array (after, json_array_new ());
    json_array_add_element (json_node_get_array (before), json_object_dup_member (vector, "before"));
    json_array_add_element (json_node_get_array (edits), json_object_dup_member (vector, "edits"));
    json_array_add_element (json_node_get_array (after), json_object_dup_member (vector, name));
    feed (outputs, before);
    feed (outputs, edits);
    assert_outputs (outputs, after);
  }
}

static void
feed_text (GradioOutputs *outputs,
           const char    *data)
{
  g_autoptr (JsonNode) node = gradio_json_parse (data, -1, NULL);

  feed (outputs, node);
}

static void
assert_text (GradioOutputs *outputs,
             const char    *expected)
{
  g_autoptr (JsonNode) node = gradio_json_parse (expected, -1, NULL);

  assert_outputs (outputs, node);
}

/* Between the appends to one text anything may come, and every value must be right. */
static void
test_growing (void)
{
  g_autoptr (GradioOutputs) outputs = gradio_outputs_new ();

  feed_text (outputs, "[[{\"c\":\"a\"},{\"c\":\"x\"}],\"t\"]");
  feed_text (outputs, "[[[\"append\",[0,\"c\"],\"b\"]],[[\"append\",[],\"u\"]]]");
  feed_text (outputs, "[[[\"append\",[0,\"c\"],\"c\\u00e9\"]],[[\"append\",[],\"v\"]]]");
  assert_text (outputs, "[[{\"c\":\"abcé\"},{\"c\":\"x\"}],\"tuv\"]");
  feed_text (outputs, "[[[\"append\",[0,\"c\"],\"d\"]],[]]");
  feed_text (outputs, "[[[\"append\",[1,\"c\"],\"y\"]],[[\"append\",[],\"w\"],[\"append\",[],\"z\"]]]");
  feed_text (outputs, "[[[\"append\",[1,\"c\"],\"z\"]],[[\"append\",[],\"1\"]]]");
  assert_text (outputs, "[[{\"c\":\"abcéd\"},{\"c\":\"xyz\"}],\"tuvwz1\"]");
  feed_text (outputs, "[[[\"append\",[1,\"c\"],\"!\"]],[[\"append\",[],7]]]");
  feed_text (outputs, "[[[\"replace\",[1],{\"c\":\"n\"}]],[[\"append\",[],\"lost\"]]]");
  feed_text (outputs, "[[[\"append\",[1,\"c\"],\"m\"]],[[\"replace\",[],\"back\"]]]");
  feed_text (outputs, "[[[\"append\",[1,\"c\"],\"o\"]],[[\"append\",[],\"!\"]]]");
  assert_text (outputs, "[[{\"c\":\"abcéd\"},{\"c\":\"nmo\"}],\"back!\"]");
  feed_text (outputs, "[7,[]]");
  assert_text (outputs, "[[{\"c\":\"abcéd\"},{\"c\":\"nmo\"}],\"back!\"]");
}

/* 20 MB in pieces of ten letters: were the text copied for each of them, it would take hours. */
static void
test_linear (void)
{
  static const char         first[] = "{\"msg\":\"process_generating\",\"output\":{\"data\":[[{\"content\":\"\"}]]}}";
  static const char         next[] = "{\"msg\":\"process_generating\",\"output\":{\"data\":[[[\"append\",[0,\"content\"],"
                                     "\"0123456789\"]]]}}";
  g_autoptr (GradioOutputs) outputs = gradio_outputs_new ();
  g_auto (GradioMessage)    message = { 0 };
  JsonArray                *list;

  read_text (&message, first);
  gradio_outputs_read (outputs, &message, TRUE);
  for (guint i = 0; i < 2000000; i++) {
    read_text (&message, next);
    gradio_outputs_read (outputs, &message, TRUE);
  }

  list = json_array_get_array_element (gradio_outputs_get_json (outputs), 0);
  g_assert_cmpuint (strlen (json_object_get_string_member (json_array_get_object_element (list, 0), "content")), ==,
                    20000000);
}

/* A gallery in one message of 100 MB, read as a thread would. */
static void
test_large (void)
{
  g_autoptr (GString)       text = g_string_new ("{\"msg\":\"process_completed\",\"event_id\":\"e\",\"output\":{\"data\":[\"");
  g_autoptr (GradioOutputs) outputs = gradio_outputs_new ();
  g_auto (GradioMessage)    message = { 0 };
  gsize                     start = text->len;
  JsonArray                *json;

  g_string_set_size (text, start + 100000000);
  memset (text->str + start, 'x', 100000000);
  g_string_append (text, "\",{}]},\"success\":true}");
  read_text (&message, text->str);
  gradio_message_make_values (&message);
  gradio_outputs_read (outputs, &message, FALSE);

  json = gradio_outputs_get_json (outputs);
  g_assert_cmpint (message.kind, ==, GRADIO_MESSAGE_PROCESS_COMPLETED);
  g_assert_cmpuint (json_array_get_length (json), ==, 2);
  g_assert_cmpuint (strlen (json_array_get_string_element (json, 0)), ==, 100000000);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/message/vectors", test_vectors);
  g_test_add_func ("/message/members", test_members);
  g_test_add_func ("/message/wrong", test_wrong);
  g_test_add_data_func ("/message/streams/each", GINT_TO_POINTER (TRUE), test_streams);
  g_test_add_data_func ("/message/streams/last", GINT_TO_POINTER (FALSE), test_streams);
  g_test_add_func ("/message/diffs", test_diffs);
  g_test_add_func ("/message/growing", test_growing);
  g_test_add_func ("/message/linear", test_linear);
  g_test_add_func ("/message/large", test_large);

  return g_test_run ();
}
