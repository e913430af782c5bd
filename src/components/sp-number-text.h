/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Numbers as people write and read them. */

/**
 * sp_number_text_parse:
 * @text: what somebody typed, in the notation of C or of the user's locale
 * @error: return location
 *
 * Whole numbers up to 64 bits stay whole. Hexadecimal numbers, infinity and NaN are none.
 *
 * Returns: (transfer full) (nullable): the number, null for blank text, or %NULL with
 * %GRADIO_ERROR_VALUE
 */
JsonNode *sp_number_text_parse (const char *text, GError **error);

/**
 * sp_number_text_format:
 * @value: (nullable): a value
 *
 * Returns: (transfer full): the number with the decimal mark of the user's locale, no more digits
 * than it has and none behind the mark of a whole one; `""` for null, and what is no number as it is
 */
char *sp_number_text_format (JsonNode *value);

/**
 * sp_number_text_format_double:
 * @value: a number
 *
 * Returns: (transfer full): like sp_number_text_format(), without a fraction for a whole number
 */
char *sp_number_text_format_double (double value);

/**
 * sp_number_text_node:
 * @value: a number
 * @precision: digits to round to, 0 for a whole number, -1 for as it is
 *
 * Returns: (transfer full): the number, as an integer when @precision is 0 and it fits into 64 bits
 */
JsonNode *sp_number_text_node (double value, int precision);

G_END_DECLS
