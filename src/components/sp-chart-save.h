/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-chart.h"
#include "sp-component.h"

G_BEGIN_DECLS

/**
 * sp_chart_save_button_new:
 *
 * Returns: (transfer floating): a menu button for the heading of a component whose class has the
 *   action `chart.save`, with `png` or `svg` as its target
 */
GtkWidget *sp_chart_save_button_new (void);

/**
 * sp_chart_save:
 * @component: what the chart is in
 * @chart: a chart
 * @format: `png` or `svg`
 *
 * Asks where to put the chart and writes it there; tells in a notice how it went.
 */
void sp_chart_save (SpComponent *component,
                    SpChart     *chart,
                    const char  *format);

G_END_DECLS
