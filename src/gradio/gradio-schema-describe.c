/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-json.h"
#include "gradio-schema-private.h"

#include <glib/gi18n-lib.h>

#define MAX_DEPTH 8
#define MAX_CHOICES 12
#define MAX_CHOICE_LENGTH 40
#define MAX_LENGTH 400 /* a description that grew this long gets no more parts */

typedef struct {
  JsonNode *root;
  GString  *text;
  guint     depth;
} Description;

static void describe (Description *self,
                      JsonNode    *schema);

char *
gradio_schema_dup_text (JsonNode *value)
{
  g_autofree char *text = NULL;
  g_autofree char *start = NULL;

  text = gradio_json_is_string (value) ? g_strdup (json_node_get_string (value)) : gradio_json_write (value);
  if (g_utf8_strlen (text, -1) <= MAX_CHOICE_LENGTH)
    return g_steal_pointer (&text);

  start = g_utf8_substring (text, 0, MAX_CHOICE_LENGTH - 1);
  return g_strconcat (start, "…", NULL);
}

char *
gradio_schema_dup_choices (JsonArray *values)
{
  GString *text = g_string_new (NULL);
  guint    length = json_array_get_length (values);

  for (guint i = 0; i < length && i < MAX_CHOICES; i++) {
    g_autofree char *choice = gradio_schema_dup_text (json_array_get_element (values, i));

    if (i > 0)
      g_string_append (text, C_("between the items of a list", ", "));
    g_string_append (text, choice);
  }
  if (length > MAX_CHOICES)
    g_string_append (text, "…");

  return g_string_free (text, FALSE);
}

static const char *
get_word (GradioSchemaKind kind)
{
  switch (kind) {
  case GRADIO_SCHEMA_TEXT:
    return C_("kind of value", "text");
  case GRADIO_SCHEMA_NUMBER:
    return C_("kind of value", "number");
  case GRADIO_SCHEMA_INTEGER:
    return C_("kind of value", "whole number");
  case GRADIO_SCHEMA_BOOLEAN:
    return C_("kind of value", "yes or no");
  case GRADIO_SCHEMA_NULL:
    return C_("kind of value", "nothing");
  case GRADIO_SCHEMA_LIST:
    return C_("kind of value", "list");
  case GRADIO_SCHEMA_OBJECT:
    return C_("kind of value", "object");
  case GRADIO_SCHEMA_FILE:
    return C_("kind of value", "file");
  case GRADIO_SCHEMA_ANY:
    break;
  }

  return C_("kind of value", "any JSON");
}

/* Returns: (nullable): what a list of such values is called */
static const char *
get_list_words (GradioSchemaKind kind)
{
  switch (kind) {
  case GRADIO_SCHEMA_TEXT:
    return C_("kind of value", "list of texts");
  case GRADIO_SCHEMA_NUMBER:
    return C_("kind of value", "list of numbers");
  case GRADIO_SCHEMA_INTEGER:
    return C_("kind of value", "list of whole numbers");
  case GRADIO_SCHEMA_FILE:
    return C_("kind of value", "list of files");
  case GRADIO_SCHEMA_OBJECT:
    return C_("kind of value", "list of objects");
  case GRADIO_SCHEMA_LIST:
    return C_("kind of value", "list of lists");
  case GRADIO_SCHEMA_ANY:
    return C_("kind of value", "list");
  case GRADIO_SCHEMA_BOOLEAN:
  case GRADIO_SCHEMA_NULL:
    break;
  }

  return NULL;
}

static char *
dup_description (Description *self,
                 JsonNode    *schema)
{
  Description inner = { .root = self->root, .text = g_string_new (NULL), .depth = self->depth + 1 };

  if (self->text->len < MAX_LENGTH)
    describe (&inner, schema);
  else
    g_string_append (inner.text, "…");

  return g_string_free (inner.text, FALSE);
}

static void
describe_all (Description *self,
              JsonArray   *schemas,
              const char  *separator)
{
  for (guint i = 0; i < json_array_get_length (schemas); i++) {
    g_autofree char *part = dup_description (self, json_array_get_element (schemas, i));

    if (i > 0)
      g_string_append (self->text, separator);
    g_string_append (self->text, part);
    if (self->text->len >= MAX_LENGTH)
      break;
  }
}

static void
describe_list (Description *self,
               JsonObject  *schema)
{
  JsonArray       *fixed = gradio_json_get_array (schema, "prefixItems");
  JsonNode        *items = json_object_get_member (schema, "items");
  JsonObject      *item = gradio_schema_resolve (self->root, items);
  g_autofree char *part = NULL;

  if (fixed != NULL && json_array_get_length (fixed) > 0) {
    g_string_append (self->text, C_("kind of value, followed by the kinds of its items", "list with "));
    describe_all (self, fixed, C_("between the items of a list", ", "));
    return;
  }

  if (item != NULL && gradio_schema_get_variants (item) == NULL && gradio_json_get_array (item, "enum") == NULL) {
    const char *words = get_list_words (gradio_schema_get_kind (self->root, item));

    if (words != NULL) {
      g_string_append (self->text, words);
      return;
    }
  }

  if (item == NULL) {
    g_string_append (self->text, get_word (GRADIO_SCHEMA_LIST));
    return;
  }

  part = dup_description (self, items);
  g_string_append_printf (self->text, C_("kind of value", "list, each item %s"), part);
}

static void
describe_object (Description *self,
                 JsonObject  *schema)
{
  JsonObject       *properties = gradio_json_get_object (schema, "properties");
  g_autoptr (GList) names = properties != NULL ? json_object_get_members (properties) : NULL;

  g_string_append (self->text, get_word (GRADIO_SCHEMA_OBJECT));
  for (GList *l = names; l != NULL; l = l->next) {
    g_string_append (self->text, l == names ? C_("kind of value, followed by names", " with ")
                                            : C_("between the items of a list", ", "));
    g_string_append (self->text, l->data);
    if (self->text->len >= MAX_LENGTH)
      break;
  }
}

static void
describe (Description *self,
          JsonNode    *schema)
{
  JsonObject      *object = self->depth < MAX_DEPTH ? gradio_schema_resolve (self->root, schema) : NULL;
  JsonArray       *choices = gradio_json_get_array (object, "enum");
  GradioSchemaKind kind;

  if (object == NULL) {
    g_string_append (self->text, get_word (GRADIO_SCHEMA_ANY));
  } else if (choices != NULL) {
    g_autofree char *list = gradio_schema_dup_choices (choices);

    g_string_append_printf (self->text, C_("kind of value", "one of: %s"), list);
  } else if (json_object_has_member (object, "const")) {
    g_autofree char *value = gradio_schema_dup_text (json_object_get_member (object, "const"));

    g_string_append_printf (self->text, C_("kind of value", "always %s"), value);
  } else if (gradio_schema_get_variants (object) != NULL) {
    describe_all (self, gradio_schema_get_variants (object), C_("between kinds of values", " or "));
  } else {
    kind = gradio_schema_get_kind (self->root, object);
    if (kind == GRADIO_SCHEMA_LIST)
      describe_list (self, object);
    else if (kind == GRADIO_SCHEMA_OBJECT)
      describe_object (self, object);
    else
      g_string_append (self->text, get_word (kind));
  }
}

char *
gradio_schema_describe (JsonNode *schema)
{
  Description self = { .root = schema, .text = g_string_new (NULL) };

  describe (&self, schema);
  return g_string_free (self.text, FALSE);
}
