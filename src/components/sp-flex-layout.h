/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SP_TYPE_FLEX_LAYOUT (sp_flex_layout_get_type ())

/**
 * SpFlexLayout:
 *
 * Places children as Gradio's page does (blocks-runtime.md 3.2). Across, it breaks the line when the
 * least widths do not fit, and shares what is left of a line by `scale`; down, it gives each child
 * the whole width and shares height that is left over by `scale`. Scale and least width are those of
 * a child that is a #SpComponent; of others 1 and `least-width`.
 *
 * Properties: `orientation`, `spacing` (pixels, in both directions), `stretch` (%TRUE: the children
 * of a line are all as high as the line), `grow` (%TRUE: the containers among them are),
 * `least-width` (pixels, 160: of a child that does not say).
 */
G_DECLARE_FINAL_TYPE (SpFlexLayout, sp_flex_layout, SP, FLEX_LAYOUT, GtkLayoutManager)

/**
 * sp_flex_layout_share:
 * @room: pixels to share
 * @n_parts: number of parts
 * @scales: factor of each part; 0 for one that keeps its least size
 * @minima: least size of each part, pixels
 * @sizes: (out caller-allocates): the size of each part
 *
 * Shares @room by @scales from nothing, but gives each part its least size first (CSS `flex: S S 0`).
 */
void sp_flex_layout_share (int           room,
                           guint         n_parts,
                           const double *scales,
                           const int    *minima,
                           int          *sizes);

G_END_DECLS
