/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-chart-scene.h"

G_BEGIN_DECLS

/* What sp-chart-scene.c and sp-chart-shapes.c need of each other. */

/**
 * SpChartMaking:
 * @scene: what is being laid out
 * @hidden: (nullable): a byte for each series, not 0 when it is not shown
 * @layout: measures texts
 * @feet: of each series where its bars stand, a #GArray of #double; %NULL for those without bars
 * @n_bars: how many series have bars
 */
typedef struct {
  SpChartScene *scene;
  GBytes       *hidden;
  PangoLayout  *layout;
  GPtrArray    *feet;
  guint         n_bars;
} SpChartMaking;

/**
 * sp_chart_making_is_hidden:
 * @making: a chart that is being laid out
 * @series: index of a series
 *
 * Returns: whether it is not shown
 */
gboolean sp_chart_making_is_hidden (SpChartMaking *making,
                                    guint          series);

/**
 * sp_chart_making_get_foot:
 * @making: a chart that is being laid out
 * @series: index of a series
 * @point: index of one of its points
 *
 * Returns: what its bar stands on, 0 when it has none
 */
double sp_chart_making_get_foot (SpChartMaking *making,
                                 guint          series,
                                 guint          point);

/**
 * sp_chart_scene_get_y_position:
 * @self: a chart whose axes are laid out
 * @y: a value
 *
 * Returns: where it is in pixels
 */
double sp_chart_scene_get_y_position (SpChartScene *self,
                                      double        y);

/**
 * sp_chart_making_add_shapes:
 * @making: a chart whose axes are laid out
 *
 * Adds the shapes of all series, no more than can be seen.
 */
void sp_chart_making_add_shapes (SpChartMaking *making);

G_END_DECLS
