/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-schema-form.h"

G_BEGIN_DECLS

/* What the files sp-schema-form*.c need of each other. */

/**
 * SpSchemaKind:
 * @SP_SCHEMA_OBJECT: a field for each property
 * @SP_SCHEMA_TUPLE: a field for each of `prefixItems`
 * @SP_SCHEMA_ARRAY: any number of fields of one schema
 * @SP_SCHEMA_VARIANTS: one field of one of several schemas
 */
typedef enum {
  SP_SCHEMA_OBJECT,
  SP_SCHEMA_TUPLE,
  SP_SCHEMA_ARRAY,
  SP_SCHEMA_VARIANTS,
} SpSchemaKind;

/**
 * SpSchemaContext:
 * @definitions: (nullable): `$defs` of the whole schema
 * @n_fields: how many fields the whole form has
 *
 * What all parts of one form share; reference counted by g_rc_box_acquire().
 */
typedef struct {
  JsonObject *definitions;
  guint       n_fields;
} SpSchemaContext;

SpSchemaContext *sp_schema_context_new (JsonObject *definitions);
void             sp_schema_context_unref (SpSchemaContext *self);

/**
 * sp_schema_context_dup_schema:
 * @self: a context
 * @schema: a part of the schema
 *
 * Returns: (transfer full): the part as a schema that stands by itself
 */
JsonNode *sp_schema_context_dup_schema (SpSchemaContext *self,
                                        JsonObject      *schema);

/**
 * sp_schema_context_new_component:
 * @self: a context
 * @schema: (nullable): a part of the schema
 * @depth: how deep it lies, 0 for the whole
 *
 * Returns: (transfer floating): what its values are edited with
 */
SpComponent *sp_schema_context_new_component (SpSchemaContext *self,
                                              JsonObject      *schema,
                                              guint            depth);

/**
 * SpSchemaField:
 * @context: what it is counted in
 * @name: (nullable): of a member of an object
 * @component: the widget, a child of @row
 * @row: what stands in the form
 * @absent: (nullable): checked when there is no value
 * @is_required: whether null is sent for no value, and not nothing
 */
typedef struct {
  SpSchemaContext *context;
  char            *name;
  SpComponent     *component;
  GtkWidget       *row;
  GtkCheckButton  *absent;
  gboolean         is_required;
} SpSchemaField;

/**
 * sp_schema_form_new:
 * @context: what all parts of the form share
 * @kind: what the schema is
 * @schema: a part of the schema, without references
 * @depth: how deep it lies
 */
SpSchemaForm *sp_schema_form_new (SpSchemaContext *context,
                                  SpSchemaKind     kind,
                                  JsonObject      *schema,
                                  guint            depth);

G_END_DECLS
