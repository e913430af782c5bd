/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The files of Gradio 3 (protocol.md 15.8), which has others than its successors. Not installed.
 * */

/**
 * gradio_legacy_files_read:
 * @value: a value from a server with Gradio 3
 * @component: type of the component it is for
 *
 * Returns: (transfer full): the same in the shape that Gradio 4 gives it: file objects in the place
 *   of `{"name", "is_file"}` and of pictures as text, galleries of `{"image", "caption"}`, films as
 *   `{"video", "subtitles"}`. What is no file stays as it is
 */
JsonNode *gradio_legacy_files_read (JsonNode   *value,
                                    const char *component);

/**
 * gradio_legacy_files_write:
 * @value: a value in the shape of Gradio 4 whose files are on the server or inside of `data:`
 *   addresses
 * @component: type of the component it is for
 *
 * Returns: (transfer full): the same for a server with Gradio 3
 */
JsonNode *gradio_legacy_files_write (JsonNode   *value,
                                     const char *component);

/**
 * gradio_legacy_files_want_content:
 * @component: type of a component
 *
 * Returns: whether it takes files as `data:` addresses only
 */
gboolean gradio_legacy_files_want_content (const char *component);

G_END_DECLS
