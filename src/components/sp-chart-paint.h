/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-chart-scene.h"

G_BEGIN_DECLS

/**
 * sp_chart_paint:
 * @scene: a laid out chart
 * @cr: where to paint it
 * @foreground: colour of text and axes
 * @dark: whether it is painted on something dark
 *
 * Paints axes, grid and shapes, in any thread.
 */
void sp_chart_paint (SpChartScene  *scene,
                     cairo_t       *cr,
                     const GdkRGBA *foreground,
                     gboolean       dark);

/**
 * sp_chart_paint_highlight:
 * @scene: a laid out chart
 * @cr: where to paint it
 * @series: a series
 * @index: one of its shapes
 * @foreground: colour of text and axes
 *
 * Paints what points out one shape.
 */
void sp_chart_paint_highlight (SpChartScene  *scene,
                               cairo_t       *cr,
                               guint          series,
                               guint          index,
                               const GdkRGBA *foreground);

/**
 * sp_chart_paint_get_symbol:
 * @mark: how a series is drawn
 * @index: index of the series
 *
 * Returns: (transfer none): a character that looks like the marks of the series
 */
const char *sp_chart_paint_get_symbol (SpChartMark mark,
                                       guint       index);

G_END_DECLS
