/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-chart-data.h"

#include <gio/gio.h>
#include <pango/pango.h>

G_BEGIN_DECLS

/**
 * sp_chart_export_in_thread:
 * @task: told %TRUE when it is written; has no task data yet
 * @data: the chart
 * @hidden: (nullable): a byte for each series, not 0 when it is not shown
 * @width: width of the chart in pixels
 * @height: its height without title, legend and caption
 * @context: what the font is taken from
 * @file: where to write it; the end of its name decides on the format
 *
 * Paints a chart into a file.
 */
void sp_chart_export_in_thread (GTask        *task,
                                SpChartData  *data,
                                GBytes       *hidden,
                                int           width,
                                int           height,
                                PangoContext *context,
                                GFile        *file);

G_END_DECLS
