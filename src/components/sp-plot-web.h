/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-web-part.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * sp_plot_web_can_draw:
 * @library: `plotly`, `altair` or `bokeh`
 *
 * Returns: whether there are web views here, and the library for them
 */
gboolean sp_plot_web_can_draw (const char *library);

/**
 * sp_plot_web_new:
 * @library: one that can be drawn
 *
 * Returns: (transfer floating): a web part for the figures of @library. It has no network
 */
SpWebPart *sp_plot_web_new (const char *library);

/**
 * sp_plot_web_draw_async:
 * @part: of sp_plot_web_new() with the same @library
 * @library: what @figure was made with
 * @figure: a figure, in the manner of the library
 * @cancellable: (nullable): stops waiting
 * @callback: called when the figure was drawn; finish with sp_web_part_call_finish()
 * @user_data: for @callback
 *
 * Draws a figure in place of the last one, in the colours of the desktop where its author chose none.
 */
void sp_plot_web_draw_async (SpWebPart          *part,
                             const char         *library,
                             JsonNode           *figure,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data);

G_END_DECLS
