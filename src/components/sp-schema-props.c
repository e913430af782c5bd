/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-schema-props.h"

#include "gradio.h"

#define MAX_REFERENCES 16
#define LONG_TEXT 200

static JsonObject *
as_object (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/* Of `anyOf` with one variant beside null: the variant. %NULL when there are several. */
static JsonObject *
only_variant (JsonArray *variants)
{
  JsonObject *found = NULL;

  for (guint i = 0; i < json_array_get_length (variants); i++) {
    JsonObject *variant = as_object (json_array_get_element (variants, i));

    if (variant == NULL)
      return NULL;
    if (g_strcmp0 (gradio_json_get_string (variant, "type", NULL), "null") == 0)
      continue;
    if (found != NULL)
      return NULL;
    found = variant;
  }

  return found;
}

/* Follows references and optional variants; gives up on cycles. */
static JsonObject *
resolve (JsonObject *schema, JsonObject *definitions)
{
  for (guint i = 0; schema != NULL && i < MAX_REFERENCES; i++) {
    const char *reference = gradio_json_get_string (schema, "$ref", NULL);
    JsonArray  *variants = gradio_json_get_array (schema, "anyOf");

    if (variants == NULL)
      variants = gradio_json_get_array (schema, "oneOf");
    if (reference != NULL && g_str_has_prefix (reference, "#/$defs/"))
      schema = gradio_json_get_object (definitions, reference + strlen ("#/$defs/"));
    else if (variants != NULL)
      schema = only_variant (variants);
    else
      return schema;
  }

  return NULL;
}

static gboolean
is_file (JsonObject *schema)
{
  JsonObject *members = gradio_json_get_object (schema, "properties");

  if (members == NULL)
    return FALSE;
  if (json_object_has_member (members, "is_file") && json_object_has_member (members, "name"))
    return TRUE; /* Gradio 3 */

  return json_object_has_member (members, "path") && json_object_has_member (members, "orig_name");
}

static void
copy_member (JsonObject *schema, const char *from, JsonObject *props, const char *to)
{
  JsonNode *node = json_object_get_member (schema, from);

  if (gradio_json_is_number (node))
    json_object_set_member (props, to, json_node_copy (node));
}

static const char *
choose_enum (JsonArray *values, JsonObject *props)
{
  JsonArray *choices = json_array_new ();

  for (guint i = 0; i < json_array_get_length (values); i++) {
    JsonNode        *value = json_array_get_element (values, i);
    JsonArray       *pair = json_array_new ();
    g_autofree char *label = NULL;

    label = gradio_json_is_string (value) ? g_strdup (json_node_get_string (value))
                                          : gradio_json_write (value);
    json_array_add_string_element (pair, label);
    json_array_add_element (pair, json_node_copy (value));
    json_array_add_array_element (choices, pair);
  }
  json_object_set_array_member (props, "choices", choices);

  return "dropdown";
}

static const char *
choose_number (JsonObject *schema, JsonObject *props, gboolean is_integer)
{
  copy_member (schema, "minimum", props, "minimum");
  copy_member (schema, "maximum", props, "maximum");
  copy_member (schema, "multipleOf", props, "step");
  if (is_integer)
    json_object_set_int_member (props, "precision", 0);

  return "number";
}

static const char *
choose_text (JsonObject *schema, JsonObject *props)
{
  const char *text = gradio_json_get_string (schema, "default", "");
  gboolean    is_long =
    gradio_json_get_int (schema, "maxLength", 0) > LONG_TEXT || strchr (text, '\n') != NULL;

  json_object_set_int_member (props, "lines", is_long ? 4 : 1);
  json_object_set_int_member (props, "max_lines", is_long ? 20 : 1);

  return "textbox";
}

static const char *
choose_array (JsonObject *schema, JsonObject *definitions, JsonObject *props)
{
  JsonObject *items = resolve (gradio_json_get_object (schema, "items"), definitions);

  if (is_file (items)) {
    json_object_set_string_member (props, "file_count", "multiple");
    return "file";
  }
  if (items != NULL && gradio_json_get_array (items, "enum") != NULL) {
    choose_enum (gradio_json_get_array (items, "enum"), props);
    return "checkboxgroup";
  }

  return NULL;
}

const char *
sp_schema_choose_type (JsonNode *node, JsonObject *props)
{
  JsonObject *root = as_object (node);
  JsonObject *definitions = gradio_json_get_object (root, "$defs");
  JsonObject *schema = resolve (root, definitions);
  const char *type = gradio_json_get_string (schema, "type", "");

  if (schema == NULL)
    return NULL;
  if (is_file (schema))
    return "file";
  if (gradio_json_get_array (schema, "enum") != NULL)
    return choose_enum (gradio_json_get_array (schema, "enum"), props);
  if (g_str_equal (type, "boolean"))
    return "checkbox";
  if (g_str_equal (type, "integer") || g_str_equal (type, "number"))
    return choose_number (schema, props, g_str_equal (type, "integer"));
  if (g_str_equal (type, "string"))
    return choose_text (schema, props);
  if (g_str_equal (type, "array"))
    return choose_array (schema, definitions, props);

  return NULL;
}
