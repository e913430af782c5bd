/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-chart-data.h"
#include "sp-chart-view.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SP_TYPE_CHART (sp_chart_get_type ())

/**
 * SpChart:
 *
 * A chart with its title, a legend whose entries show and hide their series, and a caption.
 */
G_DECLARE_FINAL_TYPE (SpChart, sp_chart, SP, CHART, GtkWidget)

GtkWidget *sp_chart_new (void);

/**
 * sp_chart_set_data:
 * @self: a chart
 * @data: (nullable): what to show
 *
 * Series that the user has hidden stay hidden when they are there again.
 */
void sp_chart_set_data (SpChart     *self,
                        SpChartData *data);

/**
 * sp_chart_get_data:
 * @self: a chart
 *
 * Returns: (transfer none) (nullable): what is shown
 */
SpChartData *sp_chart_get_data (SpChart *self);

/**
 * sp_chart_set_height:
 * @self: a chart
 * @height: pixels for all of it, title and legend included; those of a long legend are added
 */
void sp_chart_set_height (SpChart *self,
                          int      height);

/**
 * sp_chart_get_view:
 * @self: a chart
 *
 * Returns: (transfer none): what is inside of the axes, for its signals
 */
SpChartView *sp_chart_get_view (SpChart *self);

/**
 * sp_chart_export_async:
 * @self: a chart that has data
 * @file: where to write it
 * @cancellable: (nullable): stops it
 * @callback: called when it is written
 * @user_data: for @callback
 *
 * Writes the chart with title, legend and caption, on white: as SVG when the name of @file ends in
 * `.svg`, else as PNG of twice the size.
 */
void     sp_chart_export_async (SpChart            *self,
                                GFile              *file,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data);
gboolean sp_chart_export_finish (SpChart      *self,
                                 GAsyncResult *result,
                                 GError      **error);

G_END_DECLS
