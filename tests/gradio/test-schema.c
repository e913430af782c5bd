/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gradio-error.h"
#include "gradio-json.h"
#include "gradio-schema.h"
#include "vectors.h"

#include <string.h>

#define FILE_4                                                                                                    \
  "{\"properties\":{\"path\":{\"title\":\"Path\",\"type\":\"string\"},\"url\":{\"anyOf\":[{\"type\":\"string\"}," \
  "{\"type\":\"null\"}]},\"orig_name\":{\"type\":\"string\"},\"meta\":{\"$ref\":\"#/$defs/FileDataMeta\"}},"      \
  "\"required\":[\"path\"],\"title\":\"FileData\",\"type\":\"object\"}"
#define DEFS_4                                                                                                   \
  "\"$defs\":{\"FileDataMeta\":{\"properties\":{\"_type\":{\"const\":\"gradio.FileData\",\"type\":\"string\"}}," \
  "\"required\":[\"_type\"],\"type\":\"object\"},\"FileData\":" FILE_4 "}"
#define IMAGE_6                                                                                            \
  "{\"properties\":{\"path\":{\"anyOf\":[{\"type\":\"string\"},{\"type\":\"null\"}]},\"url\":{},\"meta\":" \
  "{\"additionalProperties\":true,\"default\":{\"_type\":\"gradio.FileData\"},\"type\":\"object\"}},"      \
  "\"title\":\"ImageData\",\"type\":\"object\"}"
#define FILE_3                                                                                                   \
  "{\"oneOf\":[{\"type\":\"string\",\"description\":\"filepath on your computer (or URL) of file\"},{\"type\":"  \
  "\"object\",\"properties\":{\"name\":{\"type\":\"string\"},\"data\":{\"type\":\"string\"},\"size\":{\"type\":" \
  "\"integer\"},\"is_file\":{\"type\":\"boolean\"},\"orig_name\":{\"type\":\"string\"}},"                        \
  "\"required\":[\"name\",\"data\"]}]}"
#define LOCAL                                                               \
  "{\"path\":\"file:///home/me/a.png\",\"orig_name\":\"a.png\",\"size\":3," \
  "\"meta\":{\"_type\":\"gradio.LocalFile\",\"grant\":\"x\"}}"
#define REMOTE "{\"path\":\"/tmp/gradio/a.png\",\"url\":null,\"meta\":{\"_type\":\"gradio.FileData\"}}"
#define DATA "{\"path\":null,\"url\":\"data:image/png;base64,AA==\",\"meta\":{\"_type\":\"gradio.FileData\"}}"

static JsonNode *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode          *node = gradio_json_parse (text, -1, &error);

  g_assert_no_error (error);
  return node;
}

static void
assert_fits (const char *schema,
             const char *value)
{
  g_autoptr (GError)   error = NULL;
  g_autoptr (JsonNode) schema_node = parse (schema);
  g_autoptr (JsonNode) value_node = parse (value);

  g_test_message ("%s takes %s", schema, value);
  g_assert_true (gradio_schema_validate (schema_node, value_node, &error));
  g_assert_no_error (error);
}

static void
assert_refuses (const char *schema,
                const char *value,
                const char *message)
{
  g_autoptr (GError)   error = NULL;
  g_autoptr (JsonNode) schema_node = parse (schema);
  g_autoptr (JsonNode) value_node = parse (value);

  g_test_message ("%s refuses %s", schema, value);
  g_assert_false (gradio_schema_validate (schema_node, value_node, &error));
  g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_VALUE);
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_types (void)
{
  assert_fits ("{\"type\":\"string\"}", "\"x\"");
  assert_refuses ("{\"type\":\"string\"}", "1", "must be a text");
  assert_refuses ("{\"type\":\"string\"}", "null", "must be a text");
  assert_fits ("{\"type\":\"number\"}", "1");
  assert_fits ("{\"type\":\"number\"}", "1.5");
  assert_refuses ("{\"type\":\"number\"}", "\"1\"", "must be a number");
  assert_refuses ("{\"type\":\"number\"}", "true", "must be a number");
  assert_fits ("{\"type\":\"integer\"}", "2.0");
  assert_refuses ("{\"type\":\"integer\"}", "2.5", "must be a whole number");
  assert_refuses ("{\"type\":\"integer\"}", "1e999", "must be a whole number");
  assert_fits ("{\"type\":\"boolean\"}", "false");
  assert_refuses ("{\"type\":\"boolean\"}", "0", "must be yes or no");
  assert_fits ("{\"type\":\"null\"}", "null");
  assert_refuses ("{\"type\":\"null\"}", "0", "must be empty");
  assert_refuses ("{\"type\":\"array\"}", "{}", "must be a list");
  assert_refuses ("{\"type\":\"object\"}", "[]", "must be an object");
  assert_fits ("{\"type\":[\"string\",\"null\"]}", "null");
  assert_refuses ("{\"type\":[\"string\",\"null\"]}", "1", "must be a text");
}

static void
test_takes_anything (void)
{
  static const char *schemas[] = {
    "{}",
    "{\"type\":{}}",
    "{\"type\":{},\"description\":\"any valid json\"}",
    "{\"type\":\"plotly\"}",
    "{\"type\":null}",
    "{\"type\":3}",
    "{\"type\":[]}",
    "true",
    "null",
    "1",
    "\"string\"",
    "[]",
    "{\"$ref\":\"#/$defs/None\"}",
    "{\"$ref\":\"other.json\"}",
    "{\"$ref\":5}",
    "{\"$ref\":\"#\"}",
    "{\"$ref\":\"#/$defs/A\",\"$defs\":{\"A\":{\"$ref\":\"#/$defs/B\"},\"B\":{\"$ref\":\"#/$defs/A\"}}}",
    "{\"anyOf\":[{\"$ref\":\"#\"},{\"$ref\":\"#\"}]}",
    "{\"anyOf\":[]}",
    "{\"anyOf\":{}}",
    "{\"frob\":1}",
    "{\"properties\":[],\"required\":{},\"items\":1,\"prefixItems\":{},\"minimum\":\"x\",\"minItems\":[]}",
    "{\"required\":[1,null],\"items\":null,\"prefixItems\":[]}",
  };
  static const char *values[] = { "null", "1", "\"x\"", "[1,[2]]", "{\"a\":{\"b\":null}}", "false" };

  for (guint i = 0; i < G_N_ELEMENTS (schemas); i++) {
    g_autoptr (JsonNode) schema = parse (schemas[i]);
    g_autofree char     *description = gradio_schema_describe (schema);

    g_assert_false (gradio_schema_contains_file (schema));
    g_test_message ("%s: %s", schemas[i], description);
    for (guint v = 0; v < G_N_ELEMENTS (values); v++)
      assert_fits (schemas[i], values[v]);
  }

  g_assert_true (gradio_schema_validate (NULL, NULL, NULL));
  g_assert_false (gradio_schema_contains_file (NULL));
}

static void
test_limits (void)
{
  assert_refuses ("{\"type\":\"number\",\"maximum\":10}", "10.5", "must be at most 10");
  assert_refuses ("{\"type\":\"number\",\"minimum\":-0.5}", "-1", "must be at least -0.5");
  assert_fits ("{\"type\":\"number\",\"minimum\":1,\"maximum\":1}", "1.0");
  assert_refuses ("{\"type\":\"array\",\"minItems\":1}", "[]", "must have at least 1 item");
  assert_refuses ("{\"type\":\"array\",\"maxItems\":2}", "[1,2,3]", "must have at most 2 items");
  assert_refuses ("{\"enum\":[\"a\",\"b\",\"c\"],\"type\":\"string\"}", "\"d\"", "must be one of: a, b, c");
  assert_fits ("{\"enum\":[1,2],\"type\":\"string\"}", "2.0");
  assert_refuses ("{\"enum\":[1,true,null],\"type\":\"string\"}", "\"1\"", "must be one of: 1, true, null");
  assert_fits ("{\"const\":1}", "1");
  assert_refuses ("{\"const\":\"x\"}", "\"y\"", "must be one of: x");
}

static void
test_places (void)
{
  static const char table[] = "{\"type\":\"object\",\"properties\":{\"headers\":{\"type\":\"array\","
                              "\"items\":{\"type\":\"string\"}},"
                              "\"data\":{\"type\":\"array\",\"items\":{\"type\":\"array\",\"items\":{}}},"
                              "\"metadata\":{\"anyOf\":[{\"type\":\"object\"},{\"type\":"
                              "\"null\"}]}},\"required\":[\"headers\",\"data\"]}";
  static const char pair[] = "{\"type\":\"array\",\"prefixItems\":[{\"type\":\"string\"},{\"type\":"
                             "\"number\"}],\"items\":false}";

  assert_fits (table, "{\"headers\":[\"a\"],\"data\":[[1,null]],\"metadata\":null,\"more\":1}");
  assert_refuses (table, "{\"headers\":[\"a\",\"b\",3],\"data\":[]}", "headers, item 3: must be a text");
  assert_refuses (table, "{\"headers\":[],\"data\":[[],7]}", "data, item 2: must be a list");
  assert_refuses (table, "{\"headers\":[]}", "“data” is missing");
  assert_refuses (table, "{\"headers\":[],\"data\":[],\"metadata\":1}", "metadata: must be an object");
  assert_fits (pair, "[\"a\",1]");
  assert_refuses (pair, "[\"a\",\"b\"]", "item 2: must be a number");
  assert_refuses (pair, "[\"a\",1,2]", "item 3: must be left out");
}

static void
test_variants (void)
{
  assert_fits ("{\"anyOf\":[{\"type\":\"string\"},{\"type\":\"null\"}]}", "null");
  assert_refuses ("{\"oneOf\":[{\"type\":\"integer\",\"maximum\":3},{\"type\":"
                  "\"null\"}]}",
                  "4", "must be at most 3");
  assert_refuses ("{\"anyOf\":[{\"type\":\"string\"},{\"type\":\"number\"}]}", "[]", "must be one "
                                                                                     "of these: "
                                                                                     "text or number");
  assert_fits ("{\"oneOf\":[{\"type\":\"integer\"},{\"type\":\"number\"}]}", "1");
}

static void
test_references (void)
{
  static const char tree[] = "{\"$ref\":\"#/$defs/a~1b\",\"$defs\":{\"a/b\":{\"type\":\"object\","
                             "\"properties\":{\"next\":"
                             "{\"anyOf\":[{\"$ref\":\"#/$defs/a~1b\"},{\"type\":\"null\"}]},\"n\":"
                             "{\"type\":\"number\"}}}}}";

  assert_fits (tree, "{\"n\":1,\"next\":{\"n\":2,\"next\":null}}");
  assert_refuses (tree, "{\"n\":1,\"next\":{\"n\":\"x\",\"next\":null}}", "next, n: must be a number");
}

/* Variants that multiply at each level, and a value as deep as one can be. */
static void
test_hostile (void)
{
  g_autoptr (GString)  value = g_string_new (NULL);
  g_autoptr (JsonNode) schema = parse ("{\"anyOf\":[{\"items\":{\"$ref\":\"#\"},\"type\":\"array\"},"
                                       "{\"items\":{\"$ref\":\"#\"},"
                                       "\"type\":\"array\"},{\"items\":{\"$ref\":\"#\"},\"type\":"
                                       "\"array\"}]}");
  g_autoptr (JsonNode) node = NULL;
  g_autofree char     *description = gradio_schema_describe (schema);

  for (guint i = 0; i < 500; i++)
    g_string_append_c (value, '[');
  g_string_append_c (value, '1');
  for (guint i = 0; i < 500; i++)
    g_string_append_c (value, ']');
  node = parse (value->str);

  g_test_timer_start ();
  gradio_schema_validate (schema, node, NULL);
  g_assert_false (gradio_schema_contains_file (schema));
  g_assert_cmpfloat (g_test_timer_elapsed (), <, 10);
  g_assert_cmpuint (strlen (description), <, 5000);
}

static void
test_files (void)
{
  static const char *schemas[] = {
    "{" DEFS_4 ",\"$ref\":\"#/$defs/FileData\"}",
    IMAGE_6,
    "{\"anyOf\":[" IMAGE_6 ",{\"type\":\"null\"}]}",
    "{\"type\":\"object\",\"properties\":{\"path\":{\"type\":\"string\"},\"orig_name\":{\"type\":"
    "\"string\"}}}",
    "{\"type\":\"string\",\"description\":\"base64 representation of an image\"}",
    FILE_3,
  };

  for (guint i = 0; i < G_N_ELEMENTS (schemas); i++) {
    assert_fits (schemas[i], LOCAL);
    assert_fits (schemas[i], REMOTE);
    assert_fits (schemas[i], DATA);
  }

  assert_fits (schemas[2], "null");
  assert_fits (schemas[4], "\"data:image/png;base64,AA==\"");
  assert_refuses (schemas[1], "\"a.png\"", "must be a file");
  assert_refuses (schemas[1], "{}", "must be a file");
  assert_refuses (schemas[1], "{\"path\":3}", "must be a file");
  assert_refuses (schemas[2], "7", "must be a file");
  assert_refuses ("{" DEFS_4 ",\"type\":\"array\",\"items\":{\"$ref\":"
                  "\"#/$defs/FileData\"}}",
                  "[" LOCAL ",1]", "item 2: must be a file");
}

static void
test_contains_file (void)
{
  static const char *with[] = {
    "{" DEFS_4 ",\"$ref\":\"#/$defs/FileData\"}",
    "{" DEFS_4 ",\"type\":\"array\",\"items\":{\"anyOf\":[{\"type\":\"object\",\"properties\":"
    "{\"image\":{\"$ref\":\"#/$defs/FileData\"}}}]}}",
    "{\"type\":\"object\",\"additionalProperties\":" IMAGE_6 "}",
    "{\"type\":\"array\",\"prefixItems\":[{}," IMAGE_6 "]}",
    FILE_3,
  };
  static const char *without[] = {
    "{" DEFS_4 ",\"type\":\"string\"}",
    "{\"type\":\"object\",\"properties\":{\"path\":{\"type\":\"string\"}}}",
    "{\"type\":\"object\",\"properties\":{\"self\":{\"$ref\":\"#\"}}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (with); i++) {
    g_autoptr (JsonNode) schema = parse (with[i]);

    g_assert_true (gradio_schema_contains_file (schema));
  }
  for (guint i = 0; i < G_N_ELEMENTS (without); i++) {
    g_autoptr (JsonNode) schema = parse (without[i]);

    g_assert_false (gradio_schema_contains_file (schema));
  }
}

static void
test_vectors (void)
{
  g_autoptr (JsonNode) root = vectors_load ("arguments.json");
  JsonArray           *vectors = json_object_get_array_member (json_node_get_object (root), "types");

  g_assert_cmpuint (json_array_get_length (vectors), ==, 15);
  for (guint i = 0; i < json_array_get_length (vectors); i++) {
    JsonObject      *vector = json_array_get_object_element (vectors, i);
    JsonNode        *schema = json_object_get_member (vector, "schema");
    JsonObject      *expected = json_object_get_object_member (vector, "contains_file");
    g_autofree char *description = gradio_schema_describe (schema);

    g_test_message ("%s", description);
    g_assert_cmpstr (description, !=, "");
    g_assert_true (gradio_schema_contains_file (schema) == json_object_get_boolean_member (expected, "ok"));
  }
}

static void
test_describe (void)
{
  static const char *cases[][2] = {
    { "{\"type\":\"string\"}", "text" },
    { "{\"type\":\"number\"}", "number" },
    { "{\"type\":\"integer\"}", "whole number" },
    { "{\"type\":\"array\",\"items\":{\"type\":\"string\"}}", "list of texts" },
    { "{\"type\":\"array\",\"items\":{\"type\":\"string\",\"enum\":[\"a\",2]}}", "list, each item "
                                                                                 "one of: a, 2" },
    { "{\"type\":\"array\",\"items\":{\"type\":\"boolean\"}}", "list, each item yes or no" },
    { "{\"type\":\"array\",\"items\":{\"type\":\"array\"}}", "list of lists" },
    { "{\"type\":\"array\",\"items\":{}}", "list" },
    { "{\"type\":\"array\",\"prefixItems\":[{\"type\":\"string\"},{\"type\":\"number\"}]}", "list "
                                                                                            "with "
                                                                                            "text, number" },
    { "{\"enum\":[\"a\",\"b\"]}", "one of: a, b" },
    { "{\"const\":1}", "always 1" },
    { "{\"anyOf\":[{\"type\":\"number\"},{\"type\":\"null\"}]}", "number or nothing" },
    { "{\"type\":\"object\",\"properties\":{\"a\":{},\"b\":{}}}", "object with a, b" },
    { "{\"type\":\"array\",\"items\":" IMAGE_6 "}", "list of files" },
    { IMAGE_6, "file" },
    { "{\"type\":{}}", "any JSON" },
    { "{\"$ref\":\"#\"}", "any JSON" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (JsonNode) schema = parse (cases[i][0]);
    g_autofree char     *description = gradio_schema_describe (schema);

    g_assert_cmpstr (description, ==, cases[i][1]);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/schema/types", test_types);
  g_test_add_func ("/schema/takes-anything", test_takes_anything);
  g_test_add_func ("/schema/limits", test_limits);
  g_test_add_func ("/schema/places", test_places);
  g_test_add_func ("/schema/variants", test_variants);
  g_test_add_func ("/schema/references", test_references);
  g_test_add_func ("/schema/hostile", test_hostile);
  g_test_add_func ("/schema/files", test_files);
  g_test_add_func ("/schema/contains-file", test_contains_file);
  g_test_add_func ("/schema/vectors", test_vectors);
  g_test_add_func ("/schema/describe", test_describe);

  return g_test_run ();
}
