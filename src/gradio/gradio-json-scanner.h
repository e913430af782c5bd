/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Reads JSON text before json-glib does, which takes more than JSON and less than what servers
 * send. Not installed. */

/**
 * gradio_json_scan:
 * @text: valid UTF-8 without zero bytes
 * @length: its length in bytes
 * @repaired: (out) (transfer full) (nullable): the text to parse in the place of @text, %NULL when
 *   @text is fine as it is
 * @error: return location
 *
 * Checks the grammar. What json-glib cannot read or reads wrong (bare NaN and Infinity, halves of
 * surrogate pairs, `\\u0000`, whole numbers beyond 64 bits) is rewritten on the way.
 *
 * Returns: whether it is one JSON value of at most 512 levels, else %FALSE with a #JsonParserError
 */
gboolean gradio_json_scan (const char *text,
                           gsize       length,
                           GString   **repaired,
                           GError    **error);

G_END_DECLS
