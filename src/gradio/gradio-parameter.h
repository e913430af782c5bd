/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-visibility.h"

#include <json-glib/json-glib.h>

GRADIO_BEGIN_DECLS

#define GRADIO_TYPE_PARAMETER (gradio_parameter_get_type ())

/**
 * GradioParameter:
 *
 * One parameter or one return of an endpoint: what /info says of it, with the component behind it
 * from /config. It never changes.
 */
G_DECLARE_FINAL_TYPE (GradioParameter, gradio_parameter, GRADIO, PARAMETER, GObject)

/**
 * gradio_parameter_get_name:
 * @self: a parameter
 *
 * Returns: name of the function's argument (`parameter_name`), or `param_0`… by position where the
 *   server gives none; for returns `output_0`…
 */
const char *gradio_parameter_get_name (GradioParameter *self);

/**
 * gradio_parameter_get_label:
 * @self: a parameter
 *
 * Returns: heading for people; never empty: the name stands in for an empty label and for
 *   `parameter_<id>` (components.md 2.2)
 */
const char *gradio_parameter_get_label (GradioParameter *self);

/**
 * gradio_parameter_get_component:
 * @self: a parameter
 *
 * Returns: type of the component in lower case (`slider`), `""` when unknown
 */
const char *gradio_parameter_get_component (GradioParameter *self);

/**
 * gradio_parameter_get_component_id:
 * @self: a parameter
 *
 * Returns: id of the component in /config, or -1
 */
int gradio_parameter_get_component_id (GradioParameter *self);

/**
 * gradio_parameter_get_props:
 * @self: a parameter
 *
 * Returns: (transfer none) (nullable): `props` of the component in /config
 */
JsonObject *gradio_parameter_get_props (GradioParameter *self);

/**
 * gradio_parameter_get_schema:
 * @self: a parameter
 *
 * Returns: (transfer none) (nullable): JSON schema of the value
 */
JsonNode *gradio_parameter_get_schema (GradioParameter *self);

/**
 * gradio_parameter_get_python_type:
 * @self: a parameter
 *
 * Returns: the type as Python would write it (`Literal['a', 'b']`), `""` when the server gives none
 */
const char *gradio_parameter_get_python_type (GradioParameter *self);

/**
 * gradio_parameter_get_description:
 * @self: a parameter
 *
 * Returns: (nullable): `python_type.description`, or the description in the schema
 */
const char *gradio_parameter_get_description (GradioParameter *self);

/**
 * gradio_parameter_get_required:
 * @self: a parameter
 *
 * Returns: whether a call must give a value: it has no default
 */
gboolean gradio_parameter_get_required (GradioParameter *self);

/**
 * gradio_parameter_get_default:
 * @self: a parameter
 *
 * Returns: (transfer none) (nullable): the default in wire form; %NULL when it is required
 */
JsonNode *gradio_parameter_get_default (GradioParameter *self);

/**
 * gradio_parameter_get_example:
 * @self: a parameter
 *
 * Returns: (transfer none) (nullable): `example_input` in wire form; files in it are addresses on
 *   the web
 */
JsonNode *gradio_parameter_get_example (GradioParameter *self);

/**
 * gradio_parameter_validate:
 * @self: a parameter
 * @value: (nullable): a value in wire form
 * @error: return location
 *
 * Checks @value as the server would: the schema, the range of numbers and sliders and the choices
 * in the props, with `allow_custom_value` taken into account (components.md 3.1). Null fits unless
 * the component refuses it.
 *
 * Returns: %TRUE when it fits, else %FALSE with %GRADIO_ERROR_VALUE whose message does not name the
 *   parameter
 */
gboolean gradio_parameter_validate (GradioParameter *self,
                                    JsonNode        *value,
                                    GError         **error);

GRADIO_END_DECLS
