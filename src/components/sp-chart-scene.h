/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-chart-data.h"

#include <pango/pango.h>

G_BEGIN_DECLS

/**
 * SpChartTick:
 * @position: where it is, in pixels
 * @label: (nullable): what is written there
 */
typedef struct {
  double position;
  char  *label;
} SpChartTick;

/**
 * SpChartShape:
 * @x: where it is, in pixels
 * @y: where its value is
 * @foot: where a bar stands
 * @point: index of the point it stands for
 * @after_gap: whether a line begins anew here
 */
typedef struct {
  float    x;
  float    y;
  float    foot;
  guint    point;
  gboolean after_gap;
} SpChartShape;

/**
 * SpChartScene:
 * @data: what is shown
 * @width: size of the whole in pixels
 * @height: its height
 * @plot_x: left edge of what is inside of the axes
 * @plot_y: its upper edge
 * @plot_width: its width
 * @plot_height: its height
 * @x_minimum: what is at the left edge
 * @x_maximum: what is at the right edge
 * @y_minimum: what is at the lower edge
 * @y_maximum: what is at the upper edge
 * @x_ticks: (element-type SpChartTick): ticks of the horizontal axis
 * @y_ticks: (element-type SpChartTick): ticks of the vertical axis
 * @shapes: (element-type GArray): of each series its #SpChartShape, no more than can be seen
 * @n_shapes: how many there are
 * @bar_pixels: width of a bar
 * @angle: by how many degrees the labels of the horizontal axis are turned
 * @font: what is written in
 *
 * A chart laid out for a size. It never changes, so that it can be made and painted in a thread.
 */
typedef struct {
  SpChartData          *data;
  double                width;
  double                height;
  double                plot_x;
  double                plot_y;
  double                plot_width;
  double                plot_height;
  double                x_minimum;
  double                x_maximum;
  double                y_minimum;
  double                y_maximum;
  GArray               *x_ticks;
  GArray               *y_ticks;
  GPtrArray            *shapes;
  guint                 n_shapes;
  double                bar_pixels;
  double                angle;
  PangoFontDescription *font;
} SpChartScene;

/**
 * sp_chart_scene_new:
 * @data: what to show
 * @hidden: (nullable): a byte for each series, not 0 when it is not shown
 * @width: width in pixels
 * @height: height in pixels
 * @font: what to write in
 *
 * Returns: (transfer full): the chart laid out
 */
SpChartScene *sp_chart_scene_new (SpChartData                *data,
                                  GBytes                     *hidden,
                                  double                      width,
                                  double                      height,
                                  const PangoFontDescription *font);
void          sp_chart_scene_free (SpChartScene *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SpChartScene, sp_chart_scene_free)

/**
 * sp_chart_scene_find_shape:
 * @self: a laid out chart
 * @x: a place in pixels
 * @y: a place in pixels
 * @series: (out): series of the shape that is nearest
 * @index: (out): its index in the shapes of the series
 *
 * Returns: %FALSE when nothing is near
 */
gboolean sp_chart_scene_find_shape (SpChartScene *self,
                                    double        x,
                                    double        y,
                                    guint        *series,
                                    guint        *index);

/**
 * sp_chart_scene_get_x:
 * @self: a laid out chart
 * @position: a place in pixels
 *
 * Returns: what is there on the horizontal axis
 */
double sp_chart_scene_get_x (SpChartScene *self,
                             double        position);

/**
 * sp_chart_scene_get_position:
 * @self: a laid out chart
 * @x: a place of the horizontal axis
 *
 * Returns: where it is in pixels
 */
double sp_chart_scene_get_position (SpChartScene *self,
                                    double        x);

G_END_DECLS
