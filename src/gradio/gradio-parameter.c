/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "gradio-parameter.h"

#include <string.h>

#include "gradio-endpoint-private.h"
#include "gradio-json.h"
#include "gradio-schema-private.h"

/* What an entry of /info says. */
typedef struct {
  GradioJsonRange type;
  GradioJsonRange python_type;
  GradioJsonRange example;
  GradioJsonRange default_value;
  char           *label;
  char           *name;
  char           *component;
  gboolean        has_default;
  gboolean        default_known; /* whether it says something of defaults */
} Info;

/* Where the parts of a component in /config are. */
typedef struct {
  GradioJsonRange props;
  GradioJsonRange api_info;
  GradioJsonRange own_info; /* as input or as output */
  GradioJsonRange example;
} Parts;

/* Values are made when they are first asked for: of a large app hardly any is. */
struct _GradioParameter {
  GObject                parent_instance;
  GradioDescription     *description;
  const GradioComponent *component; /* lent by description; nullable */
  Info                   info;
  Parts                  parts; /* valid when has_parts */
  char                  *name;
  char                  *label;
  char                  *component_type;
  char                  *python_type;
  char                  *text; /* the description in python_type */
  JsonNode              *props;
  JsonNode              *schema; /* lent by description */
  JsonNode              *example;
  JsonNode              *default_value;
  guint                  is_return : 1;
  guint                  has_parts : 1;
  guint                  props_made : 1;
  guint                  example_made : 1;
  guint                  default_made : 1;
  guint                  types_made : 1;
};

G_DEFINE_FINAL_TYPE (GradioParameter, gradio_parameter, G_TYPE_OBJECT)

/* NaN and the infinite are null, too. */
static gboolean
is_null (GradioJsonRange range)
{
  return range.text == NULL || strchr ("nNI", *range.text) != NULL ||
         (range.length > 1 && memcmp (range.text, "-I", 2) == 0);
}

static void
read_info (Info           *self,
           GradioJsonRange range)
{
  GradioJsonText            name;
  g_auto (GradioJsonReader) reader = { NULL };

  gradio_json_reader_init (&reader, range.text, range.length);
  if (!gradio_json_reader_enter_object (&reader))
    return;

  while (gradio_json_reader_next_member (&reader, &name)) {
    if (gradio_json_text_is (&name, "label")) {
      g_free (self->label);
      self->label = gradio_json_reader_dup_text (&reader);
    } else if (gradio_json_text_is (&name, "parameter_name")) {
      g_free (self->name);
      self->name = gradio_json_reader_dup_text (&reader);
    } else if (gradio_json_text_is (&name, "component")) {
      g_free (self->component);
      self->component = gradio_json_reader_dup_text (&reader);
    } else if (gradio_json_text_is (&name, "parameter_has_default")) {
      self->default_known = TRUE;
      self->has_default = gradio_json_reader_take_boolean (&reader, FALSE);
    } else if (gradio_json_text_is (&name, "parameter_default")) {
      self->default_value = gradio_json_reader_take_range (&reader);
    } else if (gradio_json_text_is (&name, "type")) {
      self->type = gradio_json_reader_take_range (&reader);
    } else if (gradio_json_text_is (&name, "python_type")) {
      self->python_type = gradio_json_reader_take_range (&reader);
    } else if (gradio_json_text_is (&name, "example_input")) {
      self->example = gradio_json_reader_take_range (&reader);
    }
  }
}

static void
read_parts (Parts          *self,
            GradioJsonRange range,
            gboolean        is_return)
{
  GradioJsonText            name;
  g_auto (GradioJsonReader) reader = { NULL };

  gradio_json_reader_init (&reader, range.text, range.length);
  if (!gradio_json_reader_enter_object (&reader))
    return;

  while (gradio_json_reader_next_member (&reader, &name)) {
    if (gradio_json_text_is (&name, "props"))
      self->props = gradio_json_reader_take_range (&reader);
    else if (gradio_json_text_is (&name, "api_info"))
      self->api_info = gradio_json_reader_take_range (&reader);
    else if (gradio_json_text_is (&name, is_return ? "api_info_as_output" : "api_info_as_input"))
      self->own_info = gradio_json_reader_take_range (&reader);
    else if (gradio_json_text_is (&name, "example_inputs"))
      self->example = gradio_json_reader_take_range (&reader);
  }
}

static const Parts *
get_parts (GradioParameter *self)
{
  if (!self->has_parts && self->component != NULL)
    read_parts (&self->parts, self->component->range, self->is_return);
  self->has_parts = TRUE;

  return &self->parts;
}

/* The member of an object; none when there is no object. */
static GradioJsonRange
find_member (GradioJsonRange object,
             const char     *member)
{
  GradioJsonRange           found = { NULL, 0 };
  GradioJsonText            name;
  g_auto (GradioJsonReader) reader = { NULL };

  gradio_json_reader_init (&reader, object.text, object.length);
  if (!gradio_json_reader_enter_object (&reader))
    return found;

  while (gradio_json_reader_next_member (&reader, &name)) {
    if (gradio_json_text_is (&name, member))
      found = gradio_json_reader_take_range (&reader);
  }

  return found;
}

static char *
dup_member_text (GradioJsonRange object,
                 const char     *member)
{
  GradioJsonRange           range = find_member (object, member);
  g_auto (GradioJsonReader) reader = { NULL };

  gradio_json_reader_init (&reader, range.text, range.length);

  return gradio_json_reader_dup_text (&reader);
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

static gboolean
is_filled (const char *text)
{
  return text != NULL && *text != '\0';
}

static char *
dup_label (GradioParameter *self)
{
  g_autofree char *label = g_strdup (self->info.label);

  if (!is_filled (label)) {
    g_free (label);
    label = dup_member_text (get_parts (self)->props, "label");
  }
  if (label != NULL)
    g_strstrip (label);
  if (!is_filled (label) || is_made_up_label (label, gradio_parameter_get_component_id (self)))
    return g_strdup (self->name);

  return g_steal_pointer (&label);
}

/* Gradio 3 wraps the schema: {"info": schema, "serialized_info": …}. */
static GradioJsonRange
unwrap_schema (GradioJsonRange range)
{
  if (find_member (range, "serialized_info").text == NULL)
    return range;

  return find_member (range, "info");
}

static GradioJsonRange
find_schema (GradioParameter *self)
{
  GradioJsonRange schema = self->info.type;

  if (is_null (schema))
    schema = get_parts (self)->own_info;
  if (is_null (schema))
    schema = unwrap_schema (get_parts (self)->api_info);

  return is_null (schema) ? (GradioJsonRange){ NULL, 0 } : schema;
}

/* Gradio 3 gives the example in two forms; `raw` is that of the wire. */
static GradioJsonRange
find_example (GradioParameter *self)
{
  GradioJsonRange example = self->info.example;

  if (example.text != NULL)
    return example;

  example = get_parts (self)->example;
  if (find_member (example, "serialized").text != NULL)
    return find_member (example, "raw");

  return example;
}

/* Since files are objects with a path; those of Gradio 3 are not addresses. */
static gboolean
takes_file (JsonNode *schema)
{
  JsonObject *object = schema != NULL ? gradio_schema_resolve (schema, schema) : NULL;

  return object != NULL && gradio_schema_get_kind (schema, object) == GRADIO_SCHEMA_FILE &&
         json_object_has_member (gradio_json_get_object (object, "properties"), "path");
}

/* Authors of components may give the bare address of a file. */
static JsonNode *
make_example (GradioParameter *self)
{
  g_autoptr (JsonNode)   example = gradio_json_range_parse (find_example (self));
  g_autoptr (JsonObject) file = NULL;
  JsonObject            *meta;

  if (example == NULL || !gradio_json_is_string (example) || !takes_file (gradio_parameter_get_schema (self)))
    return g_steal_pointer (&example);

  file = json_object_new ();
  meta = json_object_new ();
  json_object_set_string_member (file, "path", json_node_get_string (example));
  json_object_set_string_member (file, "url", json_node_get_string (example));
  json_object_set_string_member (meta, "_type", "gradio.FileData");
  json_object_set_object_member (file, "meta", meta);

  return json_node_init_object (json_node_alloc (), file);
}

/* Where /info says nothing of defaults (Gradio 3, undocumented endpoints) the rule of its later
 * versions holds: the start value. */
static JsonNode *
make_default (GradioParameter *self)
{
  GradioJsonRange value;

  if (self->is_return)
    return NULL;

  if (!self->info.default_known) {
    value = find_member (get_parts (self)->props, "value");
    return is_null (value) ? NULL : gradio_json_range_parse (value);
  }

  if (!self->info.has_default)
    return NULL;
  if (self->info.default_value.text == NULL)
    return json_node_new (JSON_NODE_NULL);

  return gradio_json_range_parse (self->info.default_value);
}

/* The type in /config goes first: /info has the class there, which for plots and subclasses of
 * HTML is another word. */
static const char *
find_component_type (GradioParameter *self)
{
  if (self->component != NULL && *self->component->type != '\0')
    return self->component->type;

  return self->info.component != NULL ? self->info.component : "";
}

/* Reads what /info says of the type for people who write Python. */
static void
read_python_type (GradioParameter *self)
{
  if (self->types_made)
    return;

  self->types_made = TRUE;
  self->python_type = dup_member_text (self->info.python_type, "type");
  self->text = dup_member_text (self->info.python_type, "description");
}

static GradioParameter *
make_parameter (GradioDescription     *description,
                GradioJsonRange        info,
                const GradioComponent *component,
                const char            *fallback_name,
                gboolean               is_return)
{
  GradioParameter *self = g_object_new (GRADIO_TYPE_PARAMETER, NULL);

  self->description = gradio_description_ref (description);
  self->component = component;
  self->is_return = is_return;
  read_info (&self->info, info);
  self->component_type = g_ascii_strdown (find_component_type (self), -1);
  self->name = g_strdup (!is_return && is_filled (self->info.name) ? self->info.name : fallback_name);
  self->label = dup_label (self);

  return self;
}

static void
gradio_parameter_finalize (GObject *object)
{
  GradioParameter *self = GRADIO_PARAMETER (object);

  g_clear_pointer (&self->info.label, g_free);
  g_clear_pointer (&self->info.name, g_free);
  g_clear_pointer (&self->info.component, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->label, g_free);
  g_clear_pointer (&self->component_type, g_free);
  g_clear_pointer (&self->python_type, g_free);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->props, json_node_unref);
  g_clear_pointer (&self->example, json_node_unref);
  g_clear_pointer (&self->default_value, json_node_unref);
  g_clear_pointer (&self->description, gradio_description_unref);

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
gradio_parameter_new (GradioDescription     *description,
                      GradioJsonRange        info,
                      const GradioComponent *component,
                      const char            *fallback_name)
{
  g_return_val_if_fail (fallback_name != NULL, NULL);

  return make_parameter (description, info, component, fallback_name, FALSE);
}

GradioParameter *
gradio_parameter_new_return (GradioDescription     *description,
                             GradioJsonRange        info,
                             const GradioComponent *component,
                             const char            *fallback_name)
{
  g_return_val_if_fail (fallback_name != NULL, NULL);

  return make_parameter (description, info, component, fallback_name, TRUE);
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

  return self->component_type;
}

int
gradio_parameter_get_component_id (GradioParameter *self)
{
  g_return_val_if_fail (GRADIO_IS_PARAMETER (self), -1);

  return self->component != NULL ? self->component->id : -1;
}

JsonObject *
gradio_parameter_get_props (GradioParameter *self)
{
  GradioJsonRange range;

  g_return_val_if_fail (GRADIO_IS_PARAMETER (self), NULL);

  range = get_parts (self)->props;
  if (!self->props_made && range.text != NULL && *range.text == '{')
    self->props = gradio_json_range_parse (range);
  self->props_made = TRUE;

  return self->props != NULL ? json_node_get_object (self->props) : NULL;
}

JsonNode *
gradio_parameter_get_schema (GradioParameter *self)
{
  g_return_val_if_fail (GRADIO_IS_PARAMETER (self), NULL);

  if (self->schema == NULL)
    self->schema = gradio_description_get_schema (self->description, find_schema (self));

  return self->schema;
}

const char *
gradio_parameter_get_python_type (GradioParameter *self)
{
  g_return_val_if_fail (GRADIO_IS_PARAMETER (self), NULL);

  read_python_type (self);

  return self->python_type != NULL ? self->python_type : "";
}

const char *
gradio_parameter_get_description (GradioParameter *self)
{
  JsonNode   *schema;
  const char *text = NULL;

  g_return_val_if_fail (GRADIO_IS_PARAMETER (self), NULL);

  read_python_type (self);
  if (is_filled (self->text))
    return self->text;

  schema = gradio_parameter_get_schema (self);
  if (schema != NULL && JSON_NODE_HOLDS_OBJECT (schema))
    text = gradio_json_get_string (json_node_get_object (schema), "description", NULL);

  return is_filled (text) ? text : NULL;
}

gboolean
gradio_parameter_get_required (GradioParameter *self)
{
  g_return_val_if_fail (GRADIO_IS_PARAMETER (self), FALSE);

  return gradio_parameter_get_default (self) == NULL;
}

JsonNode *
gradio_parameter_get_default (GradioParameter *self)
{
  g_return_val_if_fail (GRADIO_IS_PARAMETER (self), NULL);

  if (!self->default_made)
    self->default_value = make_default (self);
  self->default_made = TRUE;

  return self->default_value;
}

JsonNode *
gradio_parameter_get_example (GradioParameter *self)
{
  g_return_val_if_fail (GRADIO_IS_PARAMETER (self), NULL);

  if (!self->example_made)
    self->example = make_example (self);
  self->example_made = TRUE;

  return self->example;
}
