/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SP_TYPE_CONTENT_LAYOUT (sp_content_layout_get_type ())

/**
 * SpContentLayout:
 *
 * Gives the only child the width that the page of an app has in a window of this width
 * (blocks-runtime.md 3.1): in steps, in the middle.
 *
 * Property: `fill` (boolean): the whole width.
 */
G_DECLARE_FINAL_TYPE (SpContentLayout, sp_content_layout, SP, CONTENT_LAYOUT, GtkLayoutManager)

/**
 * sp_content_layout_get_width:
 * @width: of the window, pixels
 * @fill: whether the app wants all of it
 *
 * Returns: what the content gets of it
 */
int sp_content_layout_get_width (int      width,
                                 gboolean fill);

G_END_DECLS
