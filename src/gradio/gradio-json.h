/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-visibility.h"

#include <json-glib/json-glib.h>

GRADIO_BEGIN_DECLS

/* JSON as Gradio servers write it, and as they read it: json-glib alone does neither (protocol.md
 * 4.4). */

/**
 * gradio_json_parse:
 * @text: UTF-8 text, not necessarily valid
 * @length: its length in bytes, or -1 when it ends with a zero byte
 * @error: return location
 *
 * Parses one JSON value. Unlike json-glib it takes what Python's json module writes: bare `NaN`,
 * `Infinity` and `-Infinity` become null; unpaired surrogate escapes, `\\u0000` and invalid UTF-8
 * become U+FFFD. Empty text, nesting of more than 512 levels and anything after the value are
 * errors. Valid text is not copied.
 *
 * Returns: (transfer full): the value, or %NULL with a #JsonParserError
 */
JsonNode *gradio_json_parse (const char *text,
                             gssize      length,
                             GError    **error);

/**
 * gradio_json_write:
 * @node: (nullable): a value; %NULL is written as null
 *
 * Writes compact JSON that any server reads: numbers in the shortest form that reads back equal
 * (json-glib writes `1e+21.0` and `0.10000000000000001`), infinite numbers and NaN as null, text as
 * UTF-8 without escapes beyond those that JSON asks for.
 *
 * Returns: (transfer full): the text
 */
char *gradio_json_write (JsonNode *node);

/**
 * gradio_json_write_pretty:
 * @node: (nullable): a value
 *
 * Like gradio_json_write(), with line breaks and an indentation of two spaces.
 *
 * Returns: (transfer full): the text
 */
char *gradio_json_write_pretty (JsonNode *node);

/**
 * gradio_json_append:
 * @string: where to write
 * @node: (nullable): a value
 *
 * Appends what gradio_json_write() returns to @string.
 */
void gradio_json_append (GString  *string,
                         JsonNode *node);

/* Readers with a default, for what strangers write: a missing member or one of another type gives
 * the default. */

/**
 * gradio_json_get_string:
 * @object: (nullable): an object
 * @member: name of the member
 * @fallback: (nullable): what to return when there is no such text
 *
 * Returns: (nullable) (transfer none): the text, owned by @object
 */
const char *gradio_json_get_string (JsonObject *object,
                                    const char *member,
                                    const char *fallback);

/**
 * gradio_json_get_double:
 * @object: (nullable): an object
 * @member: name of the member
 * @fallback: what to return when there is no such number
 *
 * Returns: the number
 */
double gradio_json_get_double (JsonObject *object,
                               const char *member,
                               double      fallback);

/**
 * gradio_json_get_int:
 * @object: (nullable): an object
 * @member: name of the member
 * @fallback: what to return when there is no such number
 *
 * Returns: the number; a fraction is cut off
 */
gint64 gradio_json_get_int (JsonObject *object,
                            const char *member,
                            gint64      fallback);

/**
 * gradio_json_get_boolean:
 * @object: (nullable): an object
 * @member: name of the member
 * @fallback: what to return when there is no such truth value
 *
 * Returns: the truth value
 */
gboolean gradio_json_get_boolean (JsonObject *object,
                                  const char *member,
                                  gboolean    fallback);

/**
 * gradio_json_get_object:
 * @object: (nullable): an object
 * @member: name of the member
 *
 * Returns: (nullable) (transfer none): the member when it is an object
 */
JsonObject *gradio_json_get_object (JsonObject *object,
                                    const char *member);

/**
 * gradio_json_get_array:
 * @object: (nullable): an object
 * @member: name of the member
 *
 * Returns: (nullable) (transfer none): the member when it is a list
 */
JsonArray *gradio_json_get_array (JsonObject *object,
                                  const char *member);

/**
 * gradio_json_is_number:
 * @node: (nullable): a value
 *
 * Returns: whether it is a number, whole or not
 */
gboolean gradio_json_is_number (JsonNode *node);

/**
 * gradio_json_is_string:
 * @node: (nullable): a value
 *
 * Returns: whether it is a text
 */
gboolean gradio_json_is_string (JsonNode *node);

/**
 * gradio_json_equal:
 * @a: (nullable): a value
 * @b: (nullable): a value
 *
 * Compares deeply. Whole and broken numbers of the same size are equal (a server sends 2 or 2.0 as
 * it likes); the order of an object's members does not count; %NULL is null.
 *
 * Returns: whether they are equal
 */
gboolean gradio_json_equal (JsonNode *a,
                            JsonNode *b);

/**
 * gradio_json_snapshot:
 * @value: a value that may change later, such as an output of a job that goes on
 * @before: (nullable): an earlier snapshot of it
 *
 * Makes a value of @value that nobody changes. What is as it was in @before is the same node as
 * there, so that what did change is found by comparing nodes.
 *
 * Returns: (transfer full): a deep copy; @before itself when nothing changed
 */
JsonNode *gradio_json_snapshot (JsonNode *value,
                                JsonNode *before);

GRADIO_END_DECLS
