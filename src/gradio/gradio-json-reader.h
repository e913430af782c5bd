/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Makes nodes of JSON text. json-glib's own parser takes more than JSON, less than what servers
 * send, reads large numbers wrong, and reads no more than 20 MB in a second. Not installed. */

/**
 * gradio_json_read:
 * @text: valid UTF-8 without zero bytes
 * @length: its length in bytes
 * @error: return location
 *
 * Bare NaN and Infinity become null, halves of surrogate pairs and `\\u0000` become U+FFFD, whole
 * numbers beyond 64 bits the nearest double. Of equal names in an object the last one counts.
 *
 * Returns: (transfer full): the value, or %NULL with a #JsonParserError when it is not one JSON
 *   value of at most 512 levels
 */
JsonNode *gradio_json_read (const char *text,
                            gsize       length,
                            GError    **error);

G_END_DECLS
