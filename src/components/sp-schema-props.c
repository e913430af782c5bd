/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-schema-props.h"

#include "gradio.h"
#include "sp-component-registry.h"

#include <math.h>

#define MAX_REFERENCES 16
#define LONG_TEXT 200
#define MAX_STEPS 1000

static JsonObject *
as_object (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static gboolean
is_null (JsonObject *schema)
{
  return g_strcmp0 (gradio_json_get_string (schema, "type", NULL), "null") == 0;
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
    if (is_null (variant))
      continue;
    if (found != NULL)
      return NULL;
    found = variant;
  }

  return found;
}

JsonArray *
sp_schema_get_variants (JsonObject *schema)
{
  JsonArray *variants = gradio_json_get_array (schema, "anyOf");

  return variants != NULL ? variants : gradio_json_get_array (schema, "oneOf");
}

gboolean
sp_schema_is_nullable (JsonObject *schema)
{
  JsonArray *variants = sp_schema_get_variants (schema);

  for (guint i = 0; variants != NULL && i < json_array_get_length (variants); i++)
    if (is_null (as_object (json_array_get_element (variants, i))))
      return TRUE;

  return FALSE;
}

/* Gives up on cycles. */
JsonObject *
sp_schema_resolve (JsonObject *schema, JsonObject *definitions)
{
  for (guint i = 0; schema != NULL && i < MAX_REFERENCES; i++) {
    const char *reference = gradio_json_get_string (schema, "$ref", NULL);
    JsonArray  *variants = sp_schema_get_variants (schema);
    JsonObject *variant = variants != NULL ? only_variant (variants) : NULL;

    if (reference != NULL && g_str_has_prefix (reference, "#/$defs/"))
      schema = gradio_json_get_object (definitions, reference + strlen ("#/$defs/"));
    else if (variant != NULL)
      schema = variant;
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

/* A choice of one. */
static const char *
choose_const (JsonNode *value, JsonObject *props)
{
  g_autoptr (JsonArray) values = json_array_new ();

  json_array_add_element (values, json_node_copy (value));
  json_object_set_member (props, "value", json_node_copy (value));

  return choose_enum (values, props);
}

/* Whether one can go through it by hand. */
static gboolean
is_short_range (JsonObject *schema, gboolean is_integer)
{
  double step = gradio_json_get_double (schema, "multipleOf", is_integer ? 1 : 0);
  double range = gradio_json_get_double (schema, "maximum", NAN) -
                 gradio_json_get_double (schema, "minimum", NAN);

  return step > 0 && range > 0 && range / step <= MAX_STEPS;
}

static const char *
choose_number (JsonObject *schema, JsonObject *props, gboolean is_integer)
{
  copy_member (schema, "minimum", props, "minimum");
  copy_member (schema, "maximum", props, "maximum");
  copy_member (schema, "multipleOf", props, "step");
  if (is_integer)
    json_object_set_int_member (props, "precision", 0);

  return is_short_range (schema, is_integer) ? "slider" : "number";
}

static const char *
choose_text (JsonObject *schema, JsonObject *props)
{
  const char *text = gradio_json_get_string (schema, "default", "");
  const char *format = gradio_json_get_string (schema, "format", "");
  gboolean    is_long =
    gradio_json_get_int (schema, "maxLength", 0) > LONG_TEXT || strchr (text, '\n') != NULL;

  if (g_str_equal (format, "color") && sp_component_registry_has ("colorpicker"))
    return "colorpicker";
  if ((g_str_equal (format, "date") || g_str_equal (format, "date-time")) &&
      sp_component_registry_has ("datetime")) {
    json_object_set_boolean_member (props, "include_time", g_str_equal (format, "date-time"));
    return "datetime";
  }

  json_object_set_int_member (props, "lines", is_long ? 4 : 1);
  json_object_set_int_member (props, "max_lines", is_long ? 20 : 1);

  return "textbox";
}

static const char *
choose_array (JsonObject *schema, JsonObject *definitions, JsonObject *props)
{
  JsonObject *items = sp_schema_resolve (gradio_json_get_object (schema, "items"), definitions);

  if (is_file (items)) {
    json_object_set_string_member (props, "file_count", "multiple");
    return "file";
  }
  if (items != NULL && gradio_json_get_array (items, "enum") != NULL) {
    choose_enum (gradio_json_get_array (items, "enum"), props);
    return "checkboxgroup";
  }
  if (gradio_json_get_array (schema, "prefixItems") == NULL &&
      g_strcmp0 (gradio_json_get_string (items, "type", NULL), "string") == 0) {
    json_object_set_boolean_member (props, "multiselect", TRUE);
    json_object_set_boolean_member (props, "allow_custom_value", TRUE);
    return "dropdown";
  }

  return NULL;
}

const char *
sp_schema_choose_type (JsonNode *node, JsonObject *props)
{
  JsonObject *root = as_object (node);
  JsonObject *definitions = gradio_json_get_object (root, "$defs");
  JsonObject *schema = sp_schema_resolve (root, definitions);
  const char *type = gradio_json_get_string (schema, "type", "");

  if (schema == NULL)
    return NULL;
  if (is_file (schema))
    return "file";
  if (sp_schema_get_variants (schema) != NULL) /* several */
    return NULL;
  if (gradio_json_get_array (schema, "enum") != NULL)
    return choose_enum (gradio_json_get_array (schema, "enum"), props);
  if (json_object_has_member (schema, "const"))
    return choose_const (json_object_get_member (schema, "const"), props);
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
