/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-chart-data.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Figures of other libraries, as far as they can be drawn as a chart. Both fail with
 * %G_IO_ERROR_NOT_SUPPORTED and what it is that is not drawn here, or with
 * %G_IO_ERROR_INVALID_DATA. */

/**
 * sp_plot_figure_read_plotly:
 * @figure: a figure of Plotly: `data` and `layout`
 * @error: return location
 *
 * Returns: (transfer full): its lines, points, bars or histograms as a chart
 */
SpChartData *sp_plot_figure_read_plotly (JsonObject *figure,
                                         GError    **error);

/**
 * sp_plot_figure_read_vega:
 * @figure: a chart of Vega-Lite, as Altair makes it
 * @error: return location
 *
 * Returns: (transfer full): its line, points, bars or area as a chart
 */
SpChartData *sp_plot_figure_read_vega (JsonObject *figure,
                                       GError    **error);

/**
 * sp_plot_figure_dup_title:
 * @figure: a figure of any library
 *
 * Returns: (transfer full) (nullable): its title
 */
char *sp_plot_figure_dup_title (JsonObject *figure);

/**
 * sp_plot_figure_dup_page:
 * @library: `plotly`, `altair` or `bokeh`
 * @json: the figure as text
 *
 * Returns: (transfer full) (nullable): a web page that draws the figure with the library from the
 *   web, %NULL for an unknown library
 */
char *sp_plot_figure_dup_page (const char *library,
                               const char *json);

G_END_DECLS
