/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-component-registry.h"
#include "sp-json-editor.h"
#include "sp-schema-form-private.h"
#include "sp-schema-props.h"

/* Decides which widget a part of a schema gets. */

#define MAX_DEPTH 6
#define MAX_FIELDS 200
#define MAX_VARIANTS 20

static void
clear (gpointer data)
{
  SpSchemaContext *self = data;

  g_clear_pointer (&self->definitions, json_object_unref);
}

SpSchemaContext *
sp_schema_context_new (JsonObject *definitions)
{
  SpSchemaContext *self = g_rc_box_new0 (SpSchemaContext);

  self->definitions = definitions != NULL ? json_object_ref (definitions) : NULL;

  return self;
}

void
sp_schema_context_unref (SpSchemaContext *self)
{
  g_rc_box_release_full (self, clear);
}

static void
copy_member_cb (JsonObject *object, const char *name, JsonNode *node, gpointer user_data)
{
  json_object_set_member (user_data, name, json_node_ref (node));
}

JsonNode *
sp_schema_context_dup_schema (SpSchemaContext *self, JsonObject *schema)
{
  g_autoptr (JsonObject) copy = json_object_new ();
  JsonNode              *node = json_node_new (JSON_NODE_OBJECT);

  if (schema != NULL)
    json_object_foreach_member (schema, copy_member_cb, copy);
  if (self->definitions != NULL)
    json_object_set_object_member (copy, "$defs", json_object_ref (self->definitions));
  json_node_set_object (node, copy);

  return node;
}

static SpComponent *
new_json (SpSchemaContext *self, JsonObject *schema)
{
  SpComponent         *component = g_object_new (SP_TYPE_JSON_EDITOR, NULL);
  g_autoptr (JsonNode) node = sp_schema_context_dup_schema (self, schema);

  if (schema != NULL)
    sp_json_editor_set_schema (SP_JSON_EDITOR (component), node);

  return component;
}

/* Several that one can choose among. */
static gboolean
are_variants (JsonArray *variants)
{
  guint n = variants != NULL ? json_array_get_length (variants) : 0;

  for (guint i = 0; i < n; i++)
    if (!JSON_NODE_HOLDS_OBJECT (json_array_get_element (variants, i)))
      return FALSE;

  return n > 1 && n <= MAX_VARIANTS;
}

static gboolean
choose_kind (SpSchemaContext *self, JsonObject *schema, SpSchemaKind *kind)
{
  JsonArray  *tuple = gradio_json_get_array (schema, "prefixItems");
  JsonArray  *variants = sp_schema_get_variants (schema);
  JsonObject *members = gradio_json_get_object (schema, "properties");

  if (are_variants (variants))
    *kind = SP_SCHEMA_VARIANTS;
  else if (members != NULL && json_object_get_size (members) > 0 &&
           self->n_fields + json_object_get_size (members) <= MAX_FIELDS)
    *kind = SP_SCHEMA_OBJECT;
  else if (tuple != NULL && json_array_get_length (tuple) > 0)
    *kind = SP_SCHEMA_TUPLE;
  else if (gradio_json_get_object (schema, "items") != NULL)
    *kind = SP_SCHEMA_ARRAY;
  else
    return FALSE;

  return TRUE;
}

static void
set_text (SpComponent *component, const char *text)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_VALUE);

  json_node_set_string (node, text);
  sp_component_set_value (component, node);
}

SpComponent *
sp_schema_context_new_component (SpSchemaContext *self, JsonObject *schema, guint depth)
{
  g_autoptr (JsonNode)   node = sp_schema_context_dup_schema (self, schema);
  g_autoptr (JsonObject) props = json_object_new ();
  JsonObject            *resolved = sp_schema_resolve (schema, self->definitions);
  const char            *type = sp_schema_choose_type (node, props);
  SpSchemaKind           kind = SP_SCHEMA_OBJECT;
  SpComponent           *component = NULL;

  self->n_fields++;
  if (type != NULL) {
    component = sp_component_new_for_type (type);
    sp_component_set_props (component, props);
    if (g_str_equal (type, "textbox")) /* a text that nobody wrote is an empty one */
      set_text (component, "");
    if (json_object_has_member (props, "value"))
      sp_component_set_value (component, json_object_get_member (props, "value"));
    return component;
  }
  if (resolved == NULL || depth >= MAX_DEPTH || self->n_fields >= MAX_FIELDS ||
      !choose_kind (self, resolved, &kind))
    return new_json (self, schema);

  return SP_COMPONENT (sp_schema_form_new (self, kind, resolved, depth));
}

SpComponent *
sp_schema_form_new_component (JsonNode *schema, JsonNode *example)
{
  JsonObject      *object = schema != NULL && JSON_NODE_HOLDS_OBJECT (schema) ? json_node_get_object (schema) : NULL;
  SpSchemaContext *context = sp_schema_context_new (gradio_json_get_object (object, "$defs"));
  SpComponent     *component = sp_schema_context_new_component (context, object, 0);

  if (SP_IS_JSON_EDITOR (component)) {
    sp_json_editor_set_schema (SP_JSON_EDITOR (component), schema);
    sp_json_editor_set_template (SP_JSON_EDITOR (component), example);
  }
  sp_schema_context_unref (context);

  return component;
}
