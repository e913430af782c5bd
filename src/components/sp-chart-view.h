/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-chart-scene.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SP_TYPE_CHART_VIEW (sp_chart_view_get_type ())

/**
 * SpChartView:
 *
 * What is inside of a chart: axes and shapes. Tells of the point under the pointer, and of the one
 * that the arrow keys go to. Large charts are laid out and painted in a thread.
 *
 * Signal: `selected` (from, to): the user chose a part of the horizontal axis, by dragging or by
 * Shift and an arrow key; in the units of the axis.
 *
 * Signal: `reset`: the user wants to see everything again.
 */
G_DECLARE_FINAL_TYPE (SpChartView, sp_chart_view, SP, CHART_VIEW, GtkWidget)

/**
 * sp_chart_view_set_data:
 * @self: a view
 * @data: (nullable): what to show
 *
 * The old chart stays until the new one is laid out.
 */
void sp_chart_view_set_data (SpChartView *self,
                             SpChartData *data);

/**
 * sp_chart_view_set_hidden:
 * @self: a view
 * @hidden: (nullable): a byte for each series, not 0 when it is not shown
 */
void sp_chart_view_set_hidden (SpChartView *self,
                               GBytes      *hidden);

/**
 * sp_chart_view_set_selectable:
 * @self: a view
 * @selectable: whether a part of the horizontal axis can be chosen
 */
void sp_chart_view_set_selectable (SpChartView *self,
                                   gboolean     selectable);

/**
 * sp_chart_view_get_scene:
 * @self: a view
 *
 * Returns: (transfer none) (nullable): what is shown, %NULL while it is not laid out
 */
SpChartScene *sp_chart_view_get_scene (SpChartView *self);

/**
 * sp_chart_view_get_pointed_text:
 * @self: a view
 *
 * Returns: (transfer none) (nullable): what is told of the point under the pointer
 */
const char *sp_chart_view_get_pointed_text (SpChartView *self);

/**
 * sp_chart_view_point_at:
 * @self: a view
 * @x: a place in the widget
 * @y: a place in the widget
 *
 * Tells of what is there, as if the pointer were there.
 */
void sp_chart_view_point_at (SpChartView *self,
                             double       x,
                             double       y);

G_END_DECLS
