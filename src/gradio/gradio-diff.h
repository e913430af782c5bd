/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The edits of `process_generating` from sse_v2 on (protocol.md 10). Not installed. */

/**
 * gradio_diff_apply:
 * @value: (transfer full): the value so far
 * @edits: list of `[action, path, value]`; its values are moved out where that saves a copy, so it
 *   is used up
 * @error: return location
 *
 * Applies the edits in place: an append to a text deep inside a large value costs about the size of
 * that text. When an edit does not fit, @error is set (%GRADIO_ERROR_SERVER), the rest is left out,
 * and what was reached so far is returned.
 *
 * Returns: (transfer full): the new value, often @value itself; never %NULL
 */
JsonNode *gradio_diff_apply (JsonNode  *value,
                             JsonArray *edits,
                             GError   **error);

/**
 * gradio_diff_find:
 * @value: a value
 * @path: the path of an edit
 *
 * Returns: (transfer none) (nullable): the part of @value that it leads to
 */
JsonNode *gradio_diff_find (JsonNode  *value,
                            JsonArray *path);

G_END_DECLS
