/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "gradio-json.h"
#include "gradio-schema-private.h"

#include <string.h>

#define MAX_DEPTH 64
#define MAX_REFERENCES 16

/* Follows a JSON pointer (`/$defs/Name`) through objects. */
static JsonNode *
look_up (JsonNode   *root,
         const char *pointer)
{
  g_auto (GStrv) names = g_strsplit (pointer, "/", 16);
  JsonNode      *node = root;

  for (guint i = 0; names[i] != NULL; i++) {
    g_autoptr (GString) name = g_string_new (names[i]);

    if (i == 0 && *names[i] == '\0')
      continue;
    if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
      return NULL;

    g_string_replace (name, "~1", "/", 0);
    g_string_replace (name, "~0", "~", 0);
    node = json_object_get_member (json_node_get_object (node), name->str);
  }

  return node;
}

JsonObject *
gradio_schema_resolve (JsonNode *root,
                       JsonNode *schema)
{
  for (guint i = 0; i < MAX_REFERENCES; i++) {
    JsonObject *object;
    const char *reference;

    if (schema == NULL || !JSON_NODE_HOLDS_OBJECT (schema))
      return NULL;

    object = json_node_get_object (schema);
    reference = gradio_json_get_string (object, "$ref", NULL);
    if (reference == NULL)
      return object;
    if (*reference != '#')
      return NULL;
    schema = look_up (root, reference + 1);
  }

  return NULL;
}

GradioSchemaKind
gradio_schema_kind_from_name (const char *name)
{
  static const struct {
    const char      *name;
    GradioSchemaKind kind;
  } kinds[] = {
    { "string", GRADIO_SCHEMA_TEXT },
    { "number", GRADIO_SCHEMA_NUMBER },
    { "integer", GRADIO_SCHEMA_INTEGER },
    { "boolean", GRADIO_SCHEMA_BOOLEAN },
    { "null", GRADIO_SCHEMA_NULL },
    { "array", GRADIO_SCHEMA_LIST },
    { "object", GRADIO_SCHEMA_OBJECT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    if (g_str_equal (name, kinds[i].name))
      return kinds[i].kind;
  }

  return GRADIO_SCHEMA_ANY;
}

static gboolean
is_file_mark (JsonObject *object)
{
  return g_str_equal (gradio_json_get_string (object, "_type", ""), "gradio.FileData");
}

/* The mark of a file is the only text that `_type` of `meta` may have. Servers say so in many ways. */
static gboolean
has_file_mark (JsonNode   *root,
               JsonObject *properties)
{
  JsonObject *meta = gradio_schema_resolve (root, json_object_get_member (properties, "meta"));
  JsonObject *type;
  JsonArray  *words;

  if (meta == NULL)
    return FALSE;
  if (is_file_mark (gradio_json_get_object (meta, "const")) || is_file_mark (gradio_json_get_object (meta, "default")))
    return TRUE;

  type = gradio_json_get_object (gradio_json_get_object (meta, "properties"), "_type");
  if (g_str_equal (gradio_json_get_string (type, "const", ""), "gradio.FileData") ||
      g_str_equal (gradio_json_get_string (type, "default", ""), "gradio.FileData"))
    return TRUE;

  words = gradio_json_get_array (type, "enum");
  return words != NULL && json_array_get_length (words) == 1 &&
         gradio_json_is_string (json_array_get_element (words, 0)) &&
         g_str_equal (json_array_get_string_element (words, 0), "gradio.FileData");
}

/* Marked since 4.21; before that a path with the name it had; in Gradio 3 a name with data. */
static gboolean
is_file_object (JsonNode   *root,
                JsonObject *schema)
{
  JsonObject *properties = gradio_json_get_object (schema, "properties");

  if (properties == NULL)
    return FALSE;

  return has_file_mark (root, properties) ||
         (json_object_has_member (properties, "path") && json_object_has_member (properties, "orig_name")) ||
         (json_object_has_member (properties, "name") && json_object_has_member (properties, "data") &&
          json_object_has_member (properties, "is_file"));
}

GradioSchemaKind
gradio_schema_get_kind (JsonNode   *root,
                        JsonObject *schema)
{
  const char *name = gradio_json_get_string (schema, "type", NULL);

  if (is_file_object (root, schema))
    return GRADIO_SCHEMA_FILE;
  if (name != NULL)
    return gradio_schema_kind_from_name (name);

  return json_object_has_member (schema, "type") || gradio_json_get_object (schema, "properties") == NULL
           ? GRADIO_SCHEMA_ANY
           : GRADIO_SCHEMA_OBJECT;
}

JsonArray *
gradio_schema_get_variants (JsonObject *schema)
{
  JsonArray *variants = gradio_json_get_array (schema, "anyOf");

  if (variants == NULL)
    variants = gradio_json_get_array (schema, "oneOf");

  return variants != NULL && json_array_get_length (variants) > 0 ? variants : NULL;
}

static gboolean contains_file (JsonNode   *root,
                               JsonNode   *schema,
                               GHashTable *seen,
                               guint       depth);

static gboolean
any_contains_file (JsonNode   *root,
                   JsonNode   *schemas,
                   GHashTable *seen,
                   guint       depth)
{
  g_autoptr (GList) nodes = NULL;

  if (schemas == NULL)
    return FALSE;
  if (JSON_NODE_HOLDS_ARRAY (schemas))
    nodes = json_array_get_elements (json_node_get_array (schemas));
  else if (JSON_NODE_HOLDS_OBJECT (schemas))
    nodes = json_object_get_values (json_node_get_object (schemas));

  for (GList *l = nodes; l != NULL; l = l->next) {
    if (contains_file (root, l->data, seen, depth))
      return TRUE;
  }

  return FALSE;
}

static gboolean
contains_file (JsonNode   *root,
               JsonNode   *schema,
               GHashTable *seen,
               guint       depth)
{
  static const char *groups[] = { "properties", "prefixItems", "anyOf", "oneOf", "allOf" };
  static const char *parts[] = { "items", "additionalProperties" };
  JsonObject        *object = gradio_schema_resolve (root, schema);

  if (object == NULL || depth >= MAX_DEPTH || !g_hash_table_add (seen, object))
    return FALSE;
  if (gradio_schema_get_kind (root, object) == GRADIO_SCHEMA_FILE)
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++) {
    if (any_contains_file (root, json_object_get_member (object, groups[i]), seen, depth + 1))
      return TRUE;
  }
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++) {
    if (contains_file (root, json_object_get_member (object, parts[i]), seen, depth + 1))
      return TRUE;
  }

  return FALSE;
}

gboolean
gradio_schema_contains_file (JsonNode *schema)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  return schema != NULL && contains_file (schema, schema, seen, 0);
}
