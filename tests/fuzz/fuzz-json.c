/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is read can be written, what is written reads the same again, and whoever reads it piece by
 * piece finds the same. */
#include "fuzz.h"

#include "gradio-json-reader.h"
#include "gradio-json.h"

static JsonNode *build (GradioJsonReader *reader);

static JsonNode *
build_object (GradioJsonReader *reader)
{
  JsonNode      *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject    *object = json_object_new ();
  gboolean       entered = gradio_json_reader_enter_object (reader);
  GradioJsonText name;

  /* It may be one too many inside of each other. */
  while (entered && gradio_json_reader_next_member (reader, &name)) {
    g_autofree char *key = g_strndup (name.text, name.length);

    json_object_set_member (object, key, build (reader));
  }
  json_node_take_object (node, object);

  return node;
}

/* Values that nobody makes at first are made of their bytes. */
static JsonNode *
build_later (GradioJsonReader *reader)
{
  JsonNode *node = gradio_json_range_parse (gradio_json_reader_take_range (reader));

  return node != NULL ? node : json_node_new (JSON_NODE_NULL);
}

static JsonNode *
build_list (GradioJsonReader *reader)
{
  JsonNode  *node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();
  gboolean   entered = gradio_json_reader_enter_list (reader);

  for (guint i = 0; entered && gradio_json_reader_next_element (reader); i++)
    json_array_add_element (array, i % 4 == 3 ? build_later (reader) : build (reader));
  json_node_take_array (node, array);

  return node;
}

static JsonNode *
build_number (GradioJsonReader *reader)
{
  GradioJsonNumber number;
  JsonNode        *node = json_node_alloc ();

  if (!gradio_json_reader_take_number (reader, &number))
    return json_node_init_null (node);
  if (number.whole)
    return json_node_init_int (node, number.integer);

  return json_node_init_double (node, number.fraction);
}

/* Returns: (transfer full): anything where the text is wrong */
static JsonNode *
build (GradioJsonReader *reader)
{
  g_autofree char *text = NULL;

  switch (gradio_json_reader_peek (reader)) {
  case GRADIO_JSON_OBJECT:
    return build_object (reader);
  case GRADIO_JSON_LIST:
    return build_list (reader);
  case GRADIO_JSON_NUMBER:
    return build_number (reader);
  case GRADIO_JSON_BOOLEAN:
    return json_node_init_boolean (json_node_alloc (), gradio_json_reader_take_boolean (reader, FALSE));
  case GRADIO_JSON_TEXT:
    text = gradio_json_reader_dup_text (reader);
    return json_node_init_string (json_node_alloc (), text);
  default:
    gradio_json_reader_skip (reader);
    return json_node_new (JSON_NODE_NULL);
  }
}

static void
check_pieces (GBytes   *bytes,
              JsonNode *node)
{
  gsize                     length;
  const char               *text = g_bytes_get_data (bytes, &length);
  g_auto (GradioJsonReader) builder = { NULL };
  g_auto (GradioJsonReader) skipper = { NULL };
  g_autoptr (JsonNode)      built = NULL;

  gradio_json_reader_init (&builder, text, length);
  built = build (&builder);
  g_assert_true (gradio_json_reader_finish (&builder, NULL) == (node != NULL));
  if (node != NULL)
    g_assert_true (gradio_json_equal (built, node));

  gradio_json_reader_init (&skipper, text, length);
  gradio_json_reader_skip (&skipper);
  g_assert_true (gradio_json_reader_finish (&skipper, NULL) == (node != NULL));
}

/* The text is as short or as pretty as it was. */
static void
check_written (const char *text,
               char *(*write) (JsonNode *node))
{
  g_autoptr (JsonNode) node = gradio_json_parse (text, -1, NULL);
  g_autofree char     *again = NULL;

  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_nonnull (node);
  again = write (node);
  g_assert_cmpstr (again, ==, text);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GBytes)   bytes = g_bytes_new (data, size);
  g_autoptr (JsonNode) node = fuzz_parse_bytes (bytes);
  g_autofree char     *text = NULL;
  g_autofree char     *pretty = NULL;

  check_pieces (bytes, node);
  if (node == NULL)
    return 0;

  g_assert_true (gradio_json_equal (node, node));
  text = gradio_json_write (node);
  check_written (text, gradio_json_write);
  pretty = gradio_json_write_pretty (node);
  check_written (pretty, gradio_json_write_pretty);

  return 0;
}
