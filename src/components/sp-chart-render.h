/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-chart-scene.h"

#include <gio/gio.h>
#include <gsk/gsk.h>

G_BEGIN_DECLS

/**
 * SpChartOrder:
 * @data: what to show
 * @hidden: (nullable): a byte for each series, not 0 when it is not shown
 * @width: width in pixels
 * @height: height in pixels
 * @scale: pixels of the screen for one of these
 * @font: what to write in
 * @foreground: colour of text and axes
 * @dark: whether it is painted on something dark
 *
 * All that decides on how a chart looks.
 */
typedef struct {
  SpChartData                *data;
  GBytes                     *hidden;
  double                      width;
  double                      height;
  int                         scale;
  const PangoFontDescription *font;
  GdkRGBA                     foreground;
  gboolean                    dark;
} SpChartOrder;

/**
 * sp_chart_render_node:
 * @scene: a laid out chart
 * @order: how it looks
 *
 * Returns: (transfer full): the chart painted
 */
GskRenderNode *sp_chart_render_node (SpChartScene       *scene,
                                     const SpChartOrder *order);

/**
 * sp_chart_render_async:
 * @order: what to lay out and paint; copied
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Lays a chart out in a thread, and paints it there when there is much of it.
 */
void sp_chart_render_async (const SpChartOrder *order,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data);

/**
 * sp_chart_render_finish:
 * @result: what @callback got
 * @node: (out) (transfer full): the chart painted
 * @error: return location
 *
 * Returns: (transfer full): the chart laid out, or %NULL when it was cancelled
 */
SpChartScene *sp_chart_render_finish (GAsyncResult   *result,
                                      GskRenderNode **node,
                                      GError        **error);

G_END_DECLS
