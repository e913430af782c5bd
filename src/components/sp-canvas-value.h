/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The value of an image editor: `{"background": file, "layers": [file…], "composite": file}`. */

/**
 * sp_canvas_value_get_background:
 * @value: (nullable): a value of any shape
 *
 * A composite without anything else stands in for a background.
 *
 * Returns: (transfer none) (nullable): what the layers lie on
 */
JsonNode *sp_canvas_value_get_background (JsonNode *value);

/**
 * sp_canvas_value_collect_parts:
 * @value: (nullable): a value of any shape
 *
 * Returns: (transfer full) (element-type GradioFile): the background, if there is one, and the
 *   layers
 */
GPtrArray *sp_canvas_value_collect_parts (JsonNode *value);

/**
 * sp_canvas_value_add_drawing:
 * @value: (nullable): what was drawn on
 * @replace_last: whether the drawing takes the place of the last layer
 * @drawing_path: file with what was drawn
 * @composite_path: file with all of it
 *
 * Returns: (transfer full): the value with the drawing; what came is the same as before
 */
JsonNode *sp_canvas_value_add_drawing (JsonNode   *value,
                                       gboolean    replace_last,
                                       const char *drawing_path,
                                       const char *composite_path);

G_END_DECLS
