/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-schema.h"

G_BEGIN_DECLS

typedef enum {
  GRADIO_SCHEMA_ANY,
  GRADIO_SCHEMA_TEXT,
  GRADIO_SCHEMA_NUMBER,
  GRADIO_SCHEMA_INTEGER,
  GRADIO_SCHEMA_BOOLEAN,
  GRADIO_SCHEMA_NULL,
  GRADIO_SCHEMA_LIST,
  GRADIO_SCHEMA_OBJECT,
  GRADIO_SCHEMA_FILE,
} GradioSchemaKind;

/**
 * gradio_schema_resolve:
 * @root: the schema that `$ref` points into
 * @schema: (nullable): @root or a part of it
 *
 * Returns: (nullable) (transfer none): what @schema stands for after its references are followed,
 *   %NULL when that is not an object or the references lead nowhere
 */
JsonObject *gradio_schema_resolve (JsonNode *root,
                                   JsonNode *schema);

/**
 * gradio_schema_get_kind:
 * @root: the schema that `$ref` points into
 * @schema: a resolved schema
 *
 * Returns: what `type` names, or that it is a file; %GRADIO_SCHEMA_ANY for several types, none, and
 *   those that are not known
 */
GradioSchemaKind gradio_schema_get_kind (JsonNode   *root,
                                         JsonObject *schema);

/**
 * gradio_schema_kind_from_name:
 * @name: a JSON schema's word for a type
 *
 * Returns: the kind, %GRADIO_SCHEMA_ANY when it is not known
 */
GradioSchemaKind gradio_schema_kind_from_name (const char *name);

/**
 * gradio_schema_get_variants:
 * @schema: a resolved schema
 *
 * Returns: (nullable) (transfer none): `anyOf` or `oneOf`
 */
JsonArray *gradio_schema_get_variants (JsonObject *schema);

/**
 * gradio_schema_dup_choices:
 * @values: what is allowed
 *
 * Returns: (transfer full): the first of the values as people read them, “a, b, c”
 */
char *gradio_schema_dup_choices (JsonArray *values);

/**
 * gradio_schema_dup_text:
 * @value: a value
 *
 * Returns: (transfer full): the value as people read it
 */
char *gradio_schema_dup_text (JsonNode *value);

G_END_DECLS
