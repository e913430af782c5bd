/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "gradio-parameter.h"

#include <string.h>

#include "gradio-endpoint-private.h"
#include "gradio-json.h"

/* Strings are owned; JSON is shared with /config and /info, of which large apps have megabytes. */
struct _GradioParameter {
  GObject     parent_instance;
  char       *name;
  char       *label;
  char       *component;
  int         component_id;
  const char *python_type; /* lent by info */
  const char *description; /* lent by info or schema */
  JsonObject *info;
  JsonObject *props;
  JsonNode   *schema;
  JsonNode   *example;
  JsonNode   *default_value;
};

G_DEFINE_FINAL_TYPE (GradioParameter, gradio_parameter, G_TYPE_OBJECT)

/* Gives the member even when it is null, which is not the same as none where defaults are
 * concerned. */
static JsonNode *
get_member (JsonObject *object, const char *member)
{
  return object != NULL ? json_object_get_member (object, member) : NULL;
}

static gboolean
is_null (JsonNode *node)
{
  return node == NULL || JSON_NODE_HOLDS_NULL (node);
}

static const char *
get_text (JsonObject *object, const char *member)
{
  const char *text = gradio_json_get_string (object, member, NULL);

  return text != NULL && *text != '\0' ? text : NULL;
}

/* Gradio writes `parameter_<id>` and `value_<id>` where the author gave no label. */
static gboolean
is_made_up_label (const char *label, int component_id)
{
  const char *digits = NULL;
  gint64      id;

  if (g_str_has_prefix (label, "parameter_"))
    digits = label + strlen ("parameter_");
  else if (g_str_has_prefix (label, "value_"))
    digits = label + strlen ("value_");

  return digits != NULL && g_ascii_string_to_signed (digits, 10, 0, G_MAXINT, &id, NULL) &&
         (component_id < 0 || id == component_id);
}

static char *
dup_label (GradioParameter *self)
{
  const char      *label = get_text (self->info, "label");
  g_autofree char *stripped = NULL;

  if (label == NULL)
    label = get_text (self->props, "label");

  stripped = g_strstrip (g_strdup (label != NULL ? label : ""));
  if (*stripped == '\0' || is_made_up_label (stripped, self->component_id))
    return g_strdup (self->name);

  return g_steal_pointer (&stripped);
}

/* Gradio 3 wraps the schema: {"info": schema, "serialized_info": …}. */
static JsonNode *
unwrap_schema (JsonNode *node)
{
  JsonObject *object;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return node;

  object = json_node_get_object (node);
  if (!json_object_has_member (object, "serialized_info"))
    return node;

  return json_object_get_member (object, "info");
}

static JsonNode *
find_schema (JsonObject *info, JsonObject *component, gboolean is_return)
{
  JsonNode *schema = get_member (info, "type");

  if (is_null (schema))
    schema = get_member (component, is_return ? "api_info_as_output" : "api_info_as_input");
  if (is_null (schema))
    schema = unwrap_schema (get_member (component, "api_info"));

  return is_null (schema) ? NULL : schema;
}

/* Gradio 3 gives the example in two forms; `raw` is that of the wire. */
static JsonNode *
find_example (JsonObject *info, JsonObject *component)
{
  JsonNode *example = get_member (info, "example_input");

  if (example == NULL) {
    example = get_member (component, "example_inputs");
    if (example != NULL && JSON_NODE_HOLDS_OBJECT (example) &&
        json_object_has_member (json_node_get_object (example), "serialized"))
      example = get_member (json_node_get_object (example), "raw");
  }

  return example;
}

/* Where /info says nothing of defaults (Gradio 3, undocumented endpoints) the rule of its later
 * versions holds: the start value. */
static JsonNode *
find_default (JsonObject *info, JsonObject *props)
{
  JsonNode *value;

  if (info == NULL || !json_object_has_member (info, "parameter_has_default")) {
    value = get_member (props, "value");
    return is_null (value) ? NULL : json_node_ref (value);
  }

  if (!gradio_json_get_boolean (info, "parameter_has_default", FALSE))
    return NULL;

  value = get_member (info, "parameter_default");
  return value != NULL ? json_node_ref (value) : json_node_new (JSON_NODE_NULL);
}

static const char *
find_description (GradioParameter *self)
{
  JsonObject *python_type = gradio_json_get_object (self->info, "python_type");
  const char *description = get_text (python_type, "description");

  if (description == NULL && self->schema != NULL && JSON_NODE_HOLDS_OBJECT (self->schema))
    description = get_text (json_node_get_object (self->schema), "description");

  return description;
}

static int
find_component_id (JsonObject *component)
{
  gint64 id = gradio_json_get_int (component, "id", -1);

  return id >= 0 && id <= G_MAXINT ? (int) id : -1;
}

/* The type in /config goes first: /info has the class there, which for plots and subclasses of
 * HTML is another word. */
static const char *
find_component_type (JsonObject *info, JsonObject *component)
{
  const char *type = get_text (component, "type");

  return type != NULL ? type : gradio_json_get_string (info, "component", "");
}

static GradioParameter *
make_parameter (JsonObject *info,
                JsonObject *component,
                const char *fallback_name,
                gboolean    is_return)
{
  GradioParameter *self = g_object_new (GRADIO_TYPE_PARAMETER, NULL);
  JsonObject      *props = gradio_json_get_object (component, "props");
  JsonNode        *schema = find_schema (info, component, is_return);
  JsonNode        *example = find_example (info, component);
  const char      *name = is_return ? NULL : get_text (info, "parameter_name");

  self->info = info != NULL ? json_object_ref (info) : NULL;
  self->props = props != NULL ? json_object_ref (props) : NULL;
  self->schema = schema != NULL ? json_node_ref (schema) : NULL;
  self->example = example != NULL ? json_node_ref (example) : NULL;
  self->default_value = is_return ? NULL : find_default (info, props);
  self->component_id = find_component_id (component);
  self->component = g_ascii_strdown (find_component_type (info, component), -1);
  self->name = g_strdup (name != NULL ? name : fallback_name);
  self->label = dup_label (self);
  self->python_type =
    gradio_json_get_string (gradio_json_get_object (info, "python_type"), "type", "");
  self->description = find_description (self);

  return self;
}

static void
gradio_parameter_finalize (GObject *object)
{
  GradioParameter *self = GRADIO_PARAMETER (object);

  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->label, g_free);
  g_clear_pointer (&self->component, g_free);
  g_clear_pointer (&self->info, json_object_unref);
  g_clear_pointer (&self->props, json_object_unref);
  g_clear_pointer (&self->schema, json_node_unref);
  g_clear_pointer (&self->example, json_node_unref);
  g_clear_pointer (&self->default_value, json_node_unref);

  G_OBJECT_CLASS (gradio_parameter_parent_class)->finalize (object);
}

static void
gradio_parameter_class_init (GradioParameterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gradio_parameter_finalize;
}

static void
gradio_parameter_init (GradioParameter *self)
{
}

GradioParameter *
gradio_parameter_new (JsonObject *info, JsonObject *component, const char *fallback_name)
{
  g_return_val_if_fail (fallback_name != NULL, NULL);

  return make_parameter (info, component, fallback_name, FALSE);
}

GradioParameter *
gradio_parameter_new_return (JsonObject *info, JsonObject *component, const char *fallback_name)
{
  g_return_val_if_fail (fallback_name != NULL, NULL);

  return make_parameter (info, component, fallback_name, TRUE);
}

const char *
gradio_parameter_get_name (GradioParameter *self)
{
  g_return_val_if_fail (GRADIO_IS_PARAMETER (self), NULL);

  return self->name;
}

const char *
gradio_parameter_get_label (GradioParameter *self)
{
  g_return_val_if_fail (GRADIO_IS_PARAMETER (self), NULL);

  return self->label;
}

const char *
gradio_parameter_get_component (GradioParameter *self)
{
  g_return_val_if_fail (GRADIO_IS_PARAMETER (self), NULL);

  return self->component;
}

int
gradio_parameter_get_component_id (GradioParameter *self)
{
  g_return_val_if_fail (GRADIO_IS_PARAMETER (self), -1);

  return self->component_id;
}

JsonObject *
gradio_parameter_get_props (GradioParameter *self)
{
  g_return_val_if_fail (GRADIO_IS_PARAMETER (self), NULL);

  return self->props;
}

JsonNode *
gradio_parameter_get_schema (GradioParameter *self)
{
  g_return_val_if_fail (GRADIO_IS_PARAMETER (self), NULL);

  return self->schema;
}

const char *
gradio_parameter_get_python_type (GradioParameter *self)
{
  g_return_val_if_fail (GRADIO_IS_PARAMETER (self), NULL);

  return self->python_type;
}

const char *
gradio_parameter_get_description (GradioParameter *self)
{
  g_return_val_if_fail (GRADIO_IS_PARAMETER (self), NULL);

  return self->description;
}

gboolean
gradio_parameter_get_required (GradioParameter *self)
{
  g_return_val_if_fail (GRADIO_IS_PARAMETER (self), FALSE);

  return self->default_value == NULL;
}

JsonNode *
gradio_parameter_get_default (GradioParameter *self)
{
  g_return_val_if_fail (GRADIO_IS_PARAMETER (self), NULL);

  return self->default_value;
}

JsonNode *
gradio_parameter_get_example (GradioParameter *self)
{
  g_return_val_if_fail (GRADIO_IS_PARAMETER (self), NULL);

  return self->example;
}
