/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-visibility.h"

#include <json-glib/json-glib.h>

GRADIO_BEGIN_DECLS

/**
 * gradio_schema_validate:
 * @schema: (nullable): JSON schema of a parameter as /info gives it (protocol.md 6.3); %NULL takes
 *   anything
 * @value: (nullable): a value; %NULL is null
 * @error: return location
 *
 * Checks what a server of this schema would refuse: types, `enum`, `const`, `minimum`, `maximum`,
 * `required`, `items`, `prefixItems`, `minItems`, `maxItems`, `anyOf`, `oneOf`, `$ref` into
 * `$defs`. Keywords it does not know, types that are no text (`{"type": {}}`) and cycles take
 * anything. Local files (#GradioFile) and remote ones fit wherever a file object is asked for. A
 * whole number fits `number`, and a number without a fraction fits `integer`.
 *
 * The message is for the person at the form: “must be a number”, “must be at most 10”, “must be one
 * of: a, b, c”, with the place in front when it is inside of the value (“headers, item 3: must be a
 * text”).
 *
 * Returns: %TRUE when it fits, else %FALSE with %GRADIO_ERROR_VALUE
 */
gboolean gradio_schema_validate (JsonNode *schema,
                                 JsonNode *value,
                                 GError  **error);

/**
 * gradio_schema_contains_file:
 * @schema: (nullable): JSON schema of a parameter or return
 *
 * Returns: whether a file object can be anywhere in a value of it
 */
gboolean gradio_schema_contains_file (JsonNode *schema);

/**
 * gradio_schema_describe:
 * @schema: (nullable): JSON schema
 *
 * Returns: (transfer full): a short text for people, such as “number”, “list of texts”, “one of: a,
 *   b”, “file”, “any JSON”
 */
char *gradio_schema_describe (JsonNode *schema);

GRADIO_END_DECLS
