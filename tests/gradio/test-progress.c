/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gradio-json.h"
#include "gradio-progress.h"
#include "vectors.h"

static GPtrArray *
parse (const char *text)
{
  g_autoptr (JsonNode) node = gradio_json_parse (text, -1, NULL);

  g_assert_nonnull (node);
  return gradio_progress_list_from_json (json_node_get_array (node));
}

static void
assert_text (const char *unit,
             const char *expected)
{
  g_autofree char      *list_text = g_strdup_printf ("[%s]", unit);
  g_autoptr (GPtrArray) list = parse (list_text);
  g_autofree char      *text = NULL;

  g_assert_cmpuint (list->len, ==, 1);
  text = gradio_progress_dup_text (g_ptr_array_index (list, 0));
  g_assert_cmpstr (text, ==, expected);
}

static void
test_text (void)
{
  assert_text ("{\"index\":12,\"length\":50,\"unit\":\"steps\",\"progress\":null,\"desc\":"
               "null}",
               "Steps 12/50");
  assert_text ("{\"index\":1,\"length\":2,\"unit\":\"it\",\"progress\":null,\"desc\":"
               "\"outer\"}",
               "outer 1/2");
  assert_text ("{\"index\":1,\"length\":2,\"unit\":\"it\"}", "1/2");
  assert_text ("{\"index\":1,\"length\":2}", "1/2");
  assert_text ("{\"index\":3,\"length\":null,\"unit\":\"files\"}", "Files 3");
  assert_text ("{\"index\":0.5,\"length\":2.0,\"desc\":\"x\"}", "x 0.5/2");
  assert_text ("{\"index\":0.333333,\"length\":100.10}", "0.33/100.1");
  assert_text ("{\"unit\":\"steps\",\"progress\":0.254}", "25 %");
  assert_text ("{\"unit\":\"steps\",\"progress\":0.0,\"desc\":\"start\"}", "start");
  assert_text ("{\"unit\":\"éclairs\"}", "Éclairs");
  assert_text ("{\"desc\":\"two\\nlines \"}", "two lines");
  assert_text ("{}", "In progress");
  assert_text ("{\"index\":1e300,\"length\":1e300}", "1e+300/1e+300");
}

static void
assert_fraction (const char *unit,
                 double      expected)
{
  g_autofree char      *list_text = g_strdup_printf ("[%s]", unit);
  g_autoptr (GPtrArray) list = parse (list_text);
  GradioProgress       *progress = g_ptr_array_index (list, 0);

  g_assert_cmpfloat (progress->fraction, ==, expected);
}

static void
test_fraction (void)
{
  assert_fraction ("{\"progress\":0.25,\"index\":1,\"length\":2}", 0.25);
  assert_fraction ("{\"progress\":null,\"index\":1,\"length\":4}", 0.25);
  assert_fraction ("{\"progress\":1}", 1);
  assert_fraction ("{\"progress\":7.5}", 1);
  assert_fraction ("{\"progress\":-3}", 0);
  assert_fraction ("{\"index\":9,\"length\":4}", 1);
  assert_fraction ("{\"index\":0,\"length\":0}", -1);
  assert_fraction ("{\"index\":null,\"length\":4}", -1);
  assert_fraction ("{\"index\":-1,\"length\":-4}", -1);
  assert_fraction ("{\"progress\":NaN}", -1);
  assert_fraction ("{\"progress\":1e999}", 1);
  assert_fraction ("{\"progress\":\"0.5\",\"index\":[],\"length\":{},\"unit\":3,\"desc\":false}", -1);
}

static void
test_list (void)
{
  g_autoptr (GPtrArray) mixed = parse ("[null,1,\"x\",[],{\"index\":1},true,{\"desc\":\"b\"}]");
  g_autoptr (GPtrArray) empty = parse ("[]");
  g_autoptr (GPtrArray) none = gradio_progress_list_from_json (NULL);
  GradioProgress       *first = g_ptr_array_index (mixed, 0);
  GradioProgress       *second = g_ptr_array_index (mixed, 1);

  g_assert_cmpuint (mixed->len, ==, 2);
  g_assert_cmpfloat (first->index, ==, 1);
  g_assert_cmpfloat (first->length, ==, -1);
  g_assert_null (first->desc);
  g_assert_cmpstr (second->desc, ==, "b");
  g_assert_cmpuint (empty->len, ==, 0);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_messages (void)
{
  g_autoptr (JsonNode) root = vectors_load ("messages.json");
  JsonArray           *vectors = json_object_get_array_member (json_node_get_object (root), "vectors");
  guint                n_found = 0;

  for (guint i = 0; i < json_array_get_length (vectors); i++) {
    JsonObject           *vector = json_array_get_object_element (vectors, i);
    JsonObject           *message = json_object_get_object_member (vector, "message");
    JsonArray            *data = gradio_json_get_array (message, "progress_data");
    g_autoptr (GPtrArray) list = gradio_progress_list_from_json (data);

    if (data == NULL)
      continue;
    n_found++;
    g_assert_cmpuint (list->len, ==, json_array_get_length (data));
    g_assert_cmpfloat (((GradioProgress *) list->pdata[0])->fraction, ==, 0.25);
    g_assert_cmpfloat (((GradioProgress *) list->pdata[1])->fraction, ==, 0.25);
  }
  g_assert_cmpuint (n_found, >, 0);
}

static void
test_copy (void)
{
  g_autoptr (GPtrArray)      list = parse ("[{\"index\":1,\"length\":2,\"unit\":\"u\",\"desc\":\"d\"}]");
  g_autoptr (GradioProgress) copy = g_boxed_copy (GRADIO_TYPE_PROGRESS, g_ptr_array_index (list, 0));

  g_ptr_array_set_size (list, 0);
  g_assert_cmpstr (copy->unit, ==, "u");
  g_assert_cmpstr (copy->desc, ==, "d");
  g_assert_cmpfloat (copy->fraction, ==, 0.5);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/progress/text", test_text);
  g_test_add_func ("/progress/fraction", test_fraction);
  g_test_add_func ("/progress/list", test_list);
  g_test_add_func ("/progress/messages", test_messages);
  g_test_add_func ("/progress/copy", test_copy);

  return g_test_run ();
}
