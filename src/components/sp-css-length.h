/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * sp_css_length_to_pixels:
 * @node: (nullable): a length as authors write it: a number of pixels, or CSS text (`200`, `"50%"`,
 *   `"30vh"`, `"12rem"`)
 * @reference: what %, vh, vw… are shares of, in pixels; 0 when it is unknown, and with it these
 *
 * Returns: pixels from 0 to 32767; -1 for everything that is no such length
 */
int sp_css_length_to_pixels (JsonNode *node,
                             int       reference);

/**
 * sp_css_length_for_widget:
 * @node: (nullable): a length, as for sp_css_length_to_pixels()
 * @widget: what is to be that high; shares are of the window it is in
 *
 * Returns: as sp_css_length_to_pixels(); shares are unknown where there is no window yet
 */
int sp_css_length_for_widget (JsonNode  *node,
                              GtkWidget *widget);

/**
 * sp_css_length_is_share_of_window:
 * @node: (nullable): a length
 *
 * Returns: whether it is a share of the window (`"50vw"`), wherever it stands in it
 */
gboolean sp_css_length_is_share_of_window (JsonNode *node);

/**
 * sp_css_length_is_share:
 * @node: (nullable): a length
 *
 * Returns: whether it depends on something else's size
 */
gboolean sp_css_length_is_share (JsonNode *node);

G_END_DECLS
