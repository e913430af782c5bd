/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-schema.h"

#include "gradio-error.h"
#include "gradio-json.h"
#include "gradio-schema-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MAX_DEPTH 64
#define MAX_STEPS 100000 /* variants inside of variants multiply; what is left then is not checked */

typedef struct {
  JsonNode *root;
  GString  *place; /* where in the value, empty for the whole */
  guint     depth;
  guint     steps;
} GradioSchemaCheck;

static gboolean check (GradioSchemaCheck *self,
                       JsonNode          *schema,
                       JsonNode          *value,
                       GError           **error);

static gboolean
refuse (GradioSchemaCheck *self,
        GError           **error,
        const char        *message)
{
  if (self->place->len > 0)
    g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_VALUE,
                 C_("place in a value, and what is wrong there", "%s: %s"), self->place->str, message);
  else
    g_set_error_literal (error, GRADIO_ERROR, GRADIO_ERROR_VALUE, message);

  return FALSE;
}

static gboolean
refuse_choices (GradioSchemaCheck *self,
                GError           **error,
                JsonArray         *choices)
{
  g_autofree char *list = gradio_schema_dup_choices (choices);
  g_autofree char *message = g_strdup_printf (_("must be one of: %s"), list);

  return refuse (self, error, message);
}

static gboolean
is_whole (JsonNode *value)
{
  double number;

  if (!gradio_json_is_number (value))
    return FALSE;

  number = json_node_get_double (value);
  return isfinite (number) && number == trunc (number);
}

static gboolean
is_file (JsonNode *value)
{
  static const char *names[] = { "path", "url", "name", "data" };

  if (value == NULL || !JSON_NODE_HOLDS_OBJECT (value))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    if (gradio_json_get_string (json_node_get_object (value), names[i], NULL) != NULL)
      return TRUE;
  }

  return FALSE;
}

/* Gradio 3 describes pictures and files as text; a file that is not uploaded yet stands for it. */
static gboolean
is_file_as_text (JsonObject *schema,
                 JsonNode   *value)
{
  const char *description = gradio_json_get_string (schema, "description", "");

  return (strstr (description, "base64") != NULL || strstr (description, "filepath") != NULL) && is_file (value);
}

static gboolean
has_kind (GradioSchemaKind kind,
          JsonNode        *value)
{
  gboolean is_null = value == NULL || JSON_NODE_HOLDS_NULL (value);

  switch (kind) {
  case GRADIO_SCHEMA_TEXT:
    return gradio_json_is_string (value);
  case GRADIO_SCHEMA_NUMBER:
    return gradio_json_is_number (value);
  case GRADIO_SCHEMA_INTEGER:
    return is_whole (value);
  case GRADIO_SCHEMA_BOOLEAN:
    return !is_null && json_node_get_value_type (value) == G_TYPE_BOOLEAN;
  case GRADIO_SCHEMA_NULL:
    return is_null;
  case GRADIO_SCHEMA_LIST:
    return !is_null && JSON_NODE_HOLDS_ARRAY (value);
  case GRADIO_SCHEMA_OBJECT:
    return !is_null && JSON_NODE_HOLDS_OBJECT (value);
  case GRADIO_SCHEMA_FILE:
    return is_file (value);
  case GRADIO_SCHEMA_ANY:
    break;
  }

  return TRUE;
}

static const char *
get_kind_message (GradioSchemaKind kind)
{
  switch (kind) {
  case GRADIO_SCHEMA_TEXT:
    return _("must be a text");
  case GRADIO_SCHEMA_NUMBER:
    return _("must be a number");
  case GRADIO_SCHEMA_INTEGER:
    return _("must be a whole number");
  case GRADIO_SCHEMA_BOOLEAN:
    return _("must be yes or no");
  case GRADIO_SCHEMA_NULL:
    return _("must be empty");
  case GRADIO_SCHEMA_LIST:
    return _("must be a list");
  case GRADIO_SCHEMA_OBJECT:
    return _("must be an object");
  case GRADIO_SCHEMA_FILE:
    return _("must be a file");
  case GRADIO_SCHEMA_ANY:
    break;
  }

  return _("must be another value");
}

/* `type` may be a list of words; one of them is enough. */
static gboolean
has_one_of_types (JsonArray *types,
                  JsonNode  *value)
{
  for (guint i = 0; i < json_array_get_length (types); i++) {
    JsonNode *type = json_array_get_element (types, i);

    if (!gradio_json_is_string (type) ||
        has_kind (gradio_schema_kind_from_name (json_node_get_string (type)), value))
      return TRUE;
  }

  return json_array_get_length (types) == 0;
}

static gboolean
check_type (GradioSchemaCheck *self,
            JsonObject        *schema,
            JsonNode          *value,
            GError           **error)
{
  GradioSchemaKind kind = gradio_schema_get_kind (self->root, schema);
  JsonArray       *types = gradio_json_get_array (schema, "type");

  if (types != NULL && kind == GRADIO_SCHEMA_ANY) {
    if (has_one_of_types (types, value))
      return TRUE;
    if (gradio_json_is_string (json_array_get_element (types, 0)))
      kind = gradio_schema_kind_from_name (json_array_get_string_element (types, 0));
  } else if (has_kind (kind, value) || (kind == GRADIO_SCHEMA_TEXT && is_file_as_text (schema, value))) {
    return TRUE;
  }

  return refuse (self, error, get_kind_message (kind));
}

static gboolean
check_range (GradioSchemaCheck *self,
             JsonObject        *schema,
             JsonNode          *value,
             GError           **error)
{
  double           number = json_node_get_double (value);
  g_autofree char *limit = NULL;
  g_autofree char *message = NULL;

  if (number < gradio_json_get_double (schema, "minimum", -INFINITY)) {
    limit = gradio_schema_dup_text (json_object_get_member (schema, "minimum"));
    message = g_strdup_printf (_("must be at least %s"), limit);
    return refuse (self, error, message);
  }

  if (number > gradio_json_get_double (schema, "maximum", INFINITY)) {
    limit = gradio_schema_dup_text (json_object_get_member (schema, "maximum"));
    message = g_strdup_printf (_("must be at most %s"), limit);
    return refuse (self, error, message);
  }

  return TRUE;
}

static gboolean
check_length (GradioSchemaCheck *self,
              JsonObject        *schema,
              gint64             length,
              GError           **error)
{
  gint64           least = gradio_json_get_int (schema, "minItems", 0);
  gint64           most = gradio_json_get_int (schema, "maxItems", G_MAXINT64);
  g_autofree char *message = NULL;

  if (length < least)
    message = g_strdup_printf (ngettext ("must have at least %ld item", "must have at least %ld items", (gulong) least),
                               (long) least);
  else if (length > most)
    message = g_strdup_printf (ngettext ("must have at most %ld item", "must have at most %ld items", (gulong) most),
                               (long) most);

  return message == NULL || refuse (self, error, message);
}

/* Checks a part of the value; what is wrong there is reported with the part's name in front. */
static gboolean
check_inside (GradioSchemaCheck *self,
              const char        *name,
              JsonNode          *schema,
              JsonNode          *value,
              GError           **error)
{
  gsize    length = self->place->len;
  gboolean fits;

  if (length > 0)
    g_string_append (self->place, C_("between the items of a list", ", "));
  g_string_append (self->place, name);
  fits = check (self, schema, value, error);
  g_string_truncate (self->place, length);

  return fits;
}

static gboolean
check_items (GradioSchemaCheck *self,
             JsonObject        *schema,
             JsonArray         *array,
             GError           **error)
{
  JsonArray *fixed = gradio_json_get_array (schema, "prefixItems");
  JsonNode  *items = json_object_get_member (schema, "items");
  guint      n_fixed = fixed != NULL ? json_array_get_length (fixed) : 0;
  guint      length = json_array_get_length (array);

  if (!check_length (self, schema, length, error))
    return FALSE;

  for (guint i = 0; i < length; i++) {
    JsonNode        *item_schema = i < n_fixed ? json_array_get_element (fixed, i) : items;
    g_autofree char *name = NULL;

    if (item_schema == NULL)
      break;
    name = g_strdup_printf (_("item %u"), i + 1);
    if (!check_inside (self, name, item_schema, json_array_get_element (array, i), error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
check_required (GradioSchemaCheck *self,
                JsonObject        *schema,
                JsonObject        *object,
                GError           **error)
{
  JsonArray *required = gradio_json_get_array (schema, "required");
  guint      length = required != NULL ? json_array_get_length (required) : 0;

  for (guint i = 0; i < length; i++) {
    JsonNode        *name = json_array_get_element (required, i);
    g_autofree char *message = NULL;

    if (!gradio_json_is_string (name) || json_object_has_member (object, json_node_get_string (name)))
      continue;
    message = g_strdup_printf (_("“%s” is missing"), json_node_get_string (name));
    return refuse (self, error, message);
  }

  return TRUE;
}

static gboolean
check_members (GradioSchemaCheck *self,
               JsonObject        *schema,
               JsonObject        *object,
               GError           **error)
{
  JsonObject    *properties = gradio_json_get_object (schema, "properties");
  JsonObjectIter iter;
  const char    *name;
  JsonNode      *member;

  if (!check_required (self, schema, object, error))
    return FALSE;
  if (properties == NULL)
    return TRUE;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &member)) {
    JsonNode *member_schema = json_object_get_member (properties, name);

    if (member_schema != NULL && !check_inside (self, name, member_schema, member, error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
is_null_schema (GradioSchemaCheck *self,
                JsonNode          *schema)
{
  JsonObject *object = gradio_schema_resolve (self->root, schema);

  return object != NULL && gradio_schema_get_kind (self->root, object) == GRADIO_SCHEMA_NULL;
}

/* When all variants but “nothing” come down to one, its complaint says more than the list of variants. */
static gboolean
check_variants (GradioSchemaCheck *self,
                JsonNode          *schema,
                JsonArray         *variants,
                JsonNode          *value,
                GError           **error)
{
  g_autoptr (GError) last = NULL;
  g_autofree char   *description = NULL;
  g_autofree char   *message = NULL;
  guint              n_refused = 0;

  for (guint i = 0; i < json_array_get_length (variants); i++) {
    JsonNode          *variant = json_array_get_element (variants, i);
    g_autoptr (GError) variant_error = NULL;

    if (check (self, variant, value, &variant_error))
      return TRUE;
    if (is_null_schema (self, variant))
      continue;
    n_refused++;
    g_clear_error (&last);
    last = g_steal_pointer (&variant_error);
  }

  if (n_refused == 1) {
    g_propagate_error (error, g_steal_pointer (&last));
    return FALSE;
  }

  description = gradio_schema_describe (schema);
  message = g_strdup_printf (_("must be one of these: %s"), description);
  return refuse (self, error, message);
}

static gboolean
is_choice (JsonArray *choices,
           JsonNode  *value)
{
  for (guint i = 0; i < json_array_get_length (choices); i++) {
    if (gradio_json_equal (json_array_get_element (choices, i), value))
      return TRUE;
  }

  return FALSE;
}

static gboolean
check_object (GradioSchemaCheck *self,
              JsonNode          *schema,
              JsonObject        *object,
              JsonNode          *value,
              GError           **error)
{
  JsonArray *choices = gradio_json_get_array (object, "enum");
  JsonArray *variants = gradio_schema_get_variants (object);

  /* /info says "string" for choices that are numbers: the choices decide. */
  if (choices != NULL)
    return is_choice (choices, value) || refuse_choices (self, error, choices);

  if (json_object_has_member (object, "const")) {
    g_autoptr (JsonArray) only = json_array_new ();

    json_array_add_element (only, json_node_ref (json_object_get_member (object, "const")));
    return is_choice (only, value) || refuse_choices (self, error, only);
  }

  if (variants != NULL && !check_variants (self, schema, variants, value, error))
    return FALSE;
  if (!check_type (self, object, value, error))
    return FALSE;
  if (gradio_schema_get_kind (self->root, object) == GRADIO_SCHEMA_FILE || value == NULL)
    return TRUE;

  if (gradio_json_is_number (value))
    return check_range (self, object, value, error);
  if (JSON_NODE_HOLDS_ARRAY (value))
    return check_items (self, object, json_node_get_array (value), error);
  if (JSON_NODE_HOLDS_OBJECT (value) && !is_file_as_text (object, value))
    return check_members (self, object, json_node_get_object (value), error);

  return TRUE;
}

static gboolean
check (GradioSchemaCheck *self,
       JsonNode          *schema,
       JsonNode          *value,
       GError           **error)
{
  JsonObject *object = gradio_schema_resolve (self->root, schema);
  gboolean    fits = TRUE;

  if (json_node_get_value_type (schema) == G_TYPE_BOOLEAN && !json_node_get_boolean (schema))
    return refuse (self, error, _("must be left out"));
  if (object == NULL || self->depth >= MAX_DEPTH || self->steps >= MAX_STEPS)
    return TRUE;

  self->depth++;
  self->steps++;
  fits = check_object (self, schema, object, value, error);
  self->depth--;

  return fits;
}

gboolean
gradio_schema_validate (JsonNode *schema,
                        JsonNode *value,
                        GError  **error)
{
  g_autoptr (GString) place = g_string_new (NULL);
  GradioSchemaCheck   self = { .root = schema, .place = place };

  return schema == NULL || check (&self, schema, value, error);
}
