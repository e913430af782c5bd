/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gradio-diff.h"
#include "gradio-error.h"
#include "gradio-json.h"
#include "vectors.h"

#include <string.h>

static JsonNode *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode          *node = gradio_json_parse (text, -1, &error);

  g_assert_no_error (error);
  return node;
}

static void
assert_written (JsonNode *node,
                JsonNode *expected)
{
  g_autofree char *text = gradio_json_write (node);
  g_autofree char *expected_text = gradio_json_write (expected);

  if (!gradio_json_equal (node, expected))
    g_assert_cmpstr (text, ==, expected_text);
}

static void
test_vectors (void)
{
  g_autoptr (JsonNode) root = vectors_load ("diff.json");
  JsonArray           *vectors = json_object_get_array_member (json_node_get_object (root), "vectors");

  g_assert_cmpuint (json_array_get_length (vectors), ==, 304);
  for (guint i = 0; i < json_array_get_length (vectors); i++) {
    JsonObject          *vector = json_array_get_object_element (vectors, i);
    g_autoptr (GError)   error = NULL;
    g_autoptr (JsonNode) value = json_node_ref (json_object_get_member (vector, "before"));
    JsonNode            *after = json_object_get_member (vector, "after_on_the_wire");

    g_test_message ("%s", json_object_get_string_member (vector, "name"));
    if (after == NULL)
      after = json_object_get_member (vector, "after");
    value = gradio_diff_apply (g_steal_pointer (&value), json_object_get_array_member (vector, "edits"), &error);
    g_assert_no_error (error);
    assert_written (value, after);
  }
}

static void
test_eras (void)
{
  g_autoptr (JsonNode) root = vectors_load ("diff_eras.json");
  JsonArray           *vectors = json_object_get_array_member (json_node_get_object (root), "vectors");
  guint                n_refused = 0;

  for (guint i = 0; i < json_array_get_length (vectors); i++) {
    JsonObject          *vector = json_array_get_object_element (vectors, i);
    JsonObject          *expected = gradio_json_get_object (vector, "recommended");
    g_autoptr (GError)   error = NULL;
    g_autoptr (JsonNode) value = NULL;

    if (expected == NULL) /* the server itself failed */
      continue;

    g_test_message ("%s: %s", gradio_json_get_string (vector, "gradio", ""),
                    gradio_json_get_string (vector, "name", ""));
    value = gradio_diff_apply (json_node_ref (json_object_get_member (vector, "before")),
                               json_object_get_array_member (vector, "edits"), &error);
    g_assert_nonnull (value);
    if (json_object_has_member (expected, "ok")) {
      g_assert_no_error (error);
      assert_written (value, json_object_get_member (expected, "ok"));
    } else {
      g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_SERVER);
      n_refused++;
    }
  }

  g_assert_cmpuint (n_refused, >, 0);
}

static void
test_one_stream (JsonObject *vector)
{
  JsonArray            *messages = json_object_get_array_member (vector, "process_generating");
  JsonArray            *states = json_object_get_array_member (vector, "states");
  JsonArray            *first = json_array_get_array_element (messages, 0);
  g_autoptr (GPtrArray) outputs = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);

  for (guint i = 0; i < json_array_get_length (first); i++)
    g_ptr_array_add (outputs, json_node_copy (json_array_get_element (first, i)));

  for (guint m = 1; m < json_array_get_length (messages); m++) {
    for (guint i = 0; i < outputs->len; i++) {
      JsonArray         *edits = json_array_get_array_element (json_array_get_array_element (messages, m), i);
      JsonArray         *state = json_array_get_array_element (states, m);
      g_autoptr (GError) error = NULL;

      outputs->pdata[i] = gradio_diff_apply (outputs->pdata[i], edits, &error);
      g_assert_no_error (error);
      assert_written (outputs->pdata[i], json_array_get_element (state, i));
    }
  }
}

static void
test_streams (void)
{
  g_autoptr (JsonNode) root = vectors_load ("generator_streams.json");
  JsonArray           *vectors = json_object_get_array_member (json_node_get_object (root), "vectors");

  g_assert_cmpuint (json_array_get_length (vectors), >, 0);
  for (guint i = 0; i < json_array_get_length (vectors); i++)
    test_one_stream (json_array_get_object_element (vectors, i));
}

static void
test_edits (void)
{
  static const struct {
    const char *before;
    const char *edits;
    const char *after;
  } cases[] = {
    { "[1,2,3]", "[[\"add\",[0],0]]", "[0,1,2,3]" },
    { "[1,3]", "[[\"add\",[1],2]]", "[1,2,3]" },
    { "[]", "[[\"add\",[0],{\"a\":[]}],[\"add\",[0,\"a\",0],1]]", "[{\"a\":[1]}]" },
    { "{}", "[[\"add\",[3],\"x\"],[\"append\",[3],\"y\"]]", "{\"3\":\"xy\"}" },
    { "{\"a\":1}", "[[\"delete\",[\"b\"],null],[\"delete\",[\"a\"]]]", "{}" },
    { "[1,2,3]", "[[\"delete\",[-7],null]]", "[1,2]" },
    { "[1,2]", "[[\"delete\",[1],null],[\"replace\",[],[5,6]]]", "[5,6]" },
    { "[\"a\",true,1,1.5,null,[],{}]",
      "[[\"replace\",[0],{}],[\"replace\",[1],[]],[\"replace\",[2],null],[\"replace\",[3],\"x\"],"
      "[\"replace\",[4],2.5],"
      "[\"replace\",[5],7],[\"replace\",[6],false]]",
      "[{},[],null,\"x\",2.5,7,false]" },
    { "{\"a\":1,\"b\":2}", "[[\"replace\",[\"a\"],3]]", "{\"a\":3,\"b\":2}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError)   error = NULL;
    g_autoptr (JsonNode) edits = parse (cases[i].edits);
    g_autoptr (JsonNode) value = gradio_diff_apply (parse (cases[i].before), json_node_get_array (edits), &error);
    g_autofree char     *written = gradio_json_write (value);

    g_assert_no_error (error);
    g_assert_cmpstr (written, ==, cases[i].after);
  }
}

static void
test_refused (void)
{
  static const char *cases[][2] = {
    { "1", "[null]" },
    { "1", "[[]]" },
    { "1", "[[\"replace\"]]" },
    { "1", "[[\"replace\",[]]]" },
    { "1", "[[\"replace\",null,1]]" },
    { "1", "[[\"replace\",\"a\",1]]" },
    { "1", "[[null,[],1]]" },
    { "1", "[[\"explode\",[],1]]" },
    { "1", "[[\"add\",[],1]]" },
    { "1", "[[\"delete\",[],null]]" },
    { "1", "[[\"append\",[],\"x\"]]" },
    { "\"a\"", "[[\"append\",[],1]]" },
    { "\"a\"", "[[\"append\",[0],\"x\"]]" },
    { "null", "[[\"replace\",[\"a\"],1]]" },
    { "[1]", "[[\"replace\",[1],1]]" },
    { "[1]", "[[\"replace\",[-1],1]]" },
    { "[1]", "[[\"replace\",[\"0\"],1]]" },
    { "[1]", "[[\"replace\",[0.5],1]]" },
    { "[1]", "[[\"replace\",[null],1]]" },
    { "[1]", "[[\"replace\",[true],1]]" },
    { "[1]", "[[\"replace\",[[]],1]]" },
    { "[1]", "[[\"replace\",[9223372036854775807],1]]" },
    { "[1]", "[[\"replace\",[0]]]" },
    { "[1]", "[[\"add\",[3],1]]" },
    { "[1]", "[[\"append\",[0],\"x\"]]" },
    { "[1]", "[[\"frob\",[0],1]]" },
    { "[1]", "[[\"delete\",[0],null],[\"delete\",[0],null]]" },
    { "[[1]]", "[[\"replace\",[1,0],1]]" },
    { "{\"a\":1}", "[[\"replace\",[\"b\",\"c\"],1]]" },
    { "{\"a\":1}", "[[\"append\",[\"a\"],\"x\"]]" },
    { "{\"a\":1}", "[[\"append\",[\"b\"],\"x\"]]" },
    { "{\"a\":1}", "[[\"replace\",[{}],1]]" },
    { "{\"a\":1}", "[[\"replace\",[\"a\"]]]" },
    { "{\"a\":\"x\"}", "[[\"append\",[\"a\"],null]]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError)   error = NULL;
    g_autoptr (JsonNode) edits = parse (cases[i][1]);
    g_autoptr (JsonNode) value = gradio_diff_apply (parse (cases[i][0]), json_node_get_array (edits), &error);
    g_autofree char     *written = gradio_json_write (value);

    g_test_message ("%s with %s", cases[i][0], cases[i][1]);
    g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_SERVER);
    g_assert_cmpstr (written, ==, cases[i][0]);
  }
}

/* What fitted before the edit that did not stays, and what comes after it is left out. */
static void
test_stops_at_misfit (void)
{
  g_autoptr (GError)   error = NULL;
  g_autoptr (JsonNode) edits = parse ("[[\"replace\",[0],5],[\"delete\",[2],null],[\"add\",[9],1],"
                                      "[\"replace\",[1],6]]");
  g_autoptr (JsonNode) value = gradio_diff_apply (parse ("[1,2,3]"), json_node_get_array (edits), &error);
  g_autofree char     *written = gradio_json_write (value);

  g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_SERVER);
  g_assert_cmpstr (written, ==, "[5,2]");
}

/* A list that is replaced after one of its items was to go must not be touched any more. */
static void
test_replaced_list (void)
{
  g_autoptr (GError)   error = NULL;
  g_autoptr (JsonNode) edits = parse ("[[\"delete\",[\"l\",0],null],[\"replace\",[\"l\"],[7]]]");
  g_autoptr (JsonNode) value = gradio_diff_apply (parse ("{\"l\":[1,"
                                                         "2]}"),
                                                  json_node_get_array (edits), &error);
  g_autofree char     *written = gradio_json_write (value);

  g_assert_no_error (error);
  g_assert_cmpstr (written, ==, "{\"l\":[7]}");
}

/* Edits that each go one level deeper must not build a value that no recursion survives. */
static void
test_depth (void)
{
  JsonNode *value = parse ("[]");
  guint     depth;

  for (depth = 0; depth < 2000; depth++) {
    g_autoptr (GString)  text = g_string_new ("[[\"add\",[");
    g_autoptr (JsonNode) edits = NULL;
    g_autoptr (GError)   error = NULL;

    for (guint i = 0; i < depth; i++)
      g_string_append (text, "0,");
    g_string_append (text, "0],[]]]");
    edits = parse (text->str);
    value = gradio_diff_apply (value, json_node_get_array (edits), &error);
    if (error != NULL)
      break;
  }

  g_assert_cmpuint (depth, ==, 512);
  json_node_unref (value);
}

static void
test_long_text (void)
{
  JsonNode   *value = parse ("[{\"role\":\"user\"},{\"role\":\"assistant\",\"content\":\"\"}]");
  JsonObject *message;
  guint       n = g_test_perf () ? 20000 : 2000;

  g_test_timer_start ();
  for (guint i = 0; i < n; i++) {
    g_autoptr (JsonNode) edits = parse ("[[\"append\",[1,\"content\"],\"12345\"]]");
    g_autoptr (GError)   error = NULL;

    value = gradio_diff_apply (value, json_node_get_array (edits), &error);
    g_assert_no_error (error);
  }
  g_test_timer_elapsed ();
  g_test_minimized_result (g_test_timer_last (), "%u appends: %.3f s", n, g_test_timer_last ());

  message = json_array_get_object_element (json_node_get_array (value), 1);
  g_assert_cmpuint (strlen (gradio_json_get_string (message, "content", "")), ==, n * 5);
  json_node_unref (value);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/diff/vectors", test_vectors);
  g_test_add_func ("/diff/eras", test_eras);
  g_test_add_func ("/diff/streams", test_streams);
  g_test_add_func ("/diff/edits", test_edits);
  g_test_add_func ("/diff/refused", test_refused);
  g_test_add_func ("/diff/stops-at-misfit", test_stops_at_misfit);
  g_test_add_func ("/diff/replaced-list", test_replaced_list);
  g_test_add_func ("/diff/depth", test_depth);
  g_test_add_func ("/diff/long-text", test_long_text);

  return g_test_run ();
}
