/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What a chart shows, whatever it was read from. Plain data, so that it can be made in a thread;
 * nobody changes it once it is made. */

/**
 * SpChartMark:
 * @SP_CHART_MARK_LINE: points joined by a line, which a missing value breaks
 * @SP_CHART_MARK_AREA: a line with what is below it filled
 * @SP_CHART_MARK_BAR: bars from zero; those of several series at one place are stacked
 * @SP_CHART_MARK_POINT: a mark at each point
 */
typedef enum {
  SP_CHART_MARK_LINE,
  SP_CHART_MARK_AREA,
  SP_CHART_MARK_BAR,
  SP_CHART_MARK_POINT,
} SpChartMark;

/**
 * SpChartScale:
 * @SP_CHART_SCALE_NUMBER: numbers
 * @SP_CHART_SCALE_TIME: milliseconds since 1970
 * @SP_CHART_SCALE_NAMES: indices into the names of the axis
 */
typedef enum {
  SP_CHART_SCALE_NUMBER,
  SP_CHART_SCALE_TIME,
  SP_CHART_SCALE_NAMES,
} SpChartScale;

/**
 * SpChartPoint:
 * @x: where it is
 * @y: its value; NaN breaks a line
 * @shade: 0 to 1 for a colour of its own, NaN for that of the series
 * @row: row of the table it is from, -1 when it stands for several
 */
typedef struct {
  double x;
  double y;
  double shade;
  int    row;
} SpChartPoint;

/**
 * SpChartSeries:
 * @name: (nullable): what it is in the legend
 * @mark: how it is drawn
 * @has_colour: whether the author chose @colour
 * @colour: its colour
 * @in_legend: whether the legend names it
 * @points: (element-type SpChartPoint): its points, lines in the order of x
 */
typedef struct {
  char       *name;
  SpChartMark mark;
  gboolean    has_colour;
  GdkRGBA     colour;
  gboolean    in_legend;
  GArray     *points;
} SpChartSeries;

/**
 * SpChartAxis:
 * @title: (nullable): what it measures
 * @scale: kind of its values
 * @names: (element-type utf8): for %SP_CHART_SCALE_NAMES
 * @minimum: where it starts, NaN for where the data does
 * @maximum: where it ends, NaN for where the data does
 * @with_zero: whether zero is on it, unless it has limits
 * @format: (nullable): how its labels are written, see sp_chart_format_number()
 * @angle: by how many degrees its labels are turned
 * @labels_visible: whether it has labels
 */
typedef struct {
  char        *title;
  SpChartScale scale;
  GPtrArray   *names;
  double       minimum;
  double       maximum;
  gboolean     with_zero;
  char        *format;
  double       angle;
  gboolean     labels_visible;
} SpChartAxis;

/**
 * SpChartData:
 * @title: (nullable): heading
 * @caption: (nullable): stands below
 * @colour_title: (nullable): what the series differ in
 * @x: horizontal axis
 * @y: vertical axis
 * @bar_width: width of a bar in units of @x, 0 for as much as there is room
 * @bars_beside: whether the bars of several series stand side by side, not on each other
 * @shade_minimum: value of shade 0
 * @shade_maximum: value of shade 1
 * @has_shades: whether points have colours of their own
 * @has_tooltip: whether a point is told of
 * @series: (element-type SpChartSeries): what is drawn
 * @rows: (nullable): the table, lists or objects
 * @tooltip_columns: (element-type utf8): columns to tell of a point beside x, y and series
 * @tooltip_indices: (element-type guint): their places in a row that is a list
 */
typedef struct {
  gatomicrefcount ref_count;
  char           *title;
  char           *caption;
  char           *colour_title;
  SpChartAxis     x;
  SpChartAxis     y;
  double          bar_width;
  gboolean        bars_beside;
  double          shade_minimum;
  double          shade_maximum;
  gboolean        has_shades;
  gboolean        has_tooltip;
  GPtrArray      *series;
  JsonArray      *rows;
  GPtrArray      *tooltip_columns;
  GArray         *tooltip_indices;
} SpChartData;

SpChartData *sp_chart_data_new (void);
SpChartData *sp_chart_data_ref (SpChartData *self);
void         sp_chart_data_unref (SpChartData *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SpChartData, sp_chart_data_unref)

/**
 * sp_chart_data_add_series:
 * @self: a chart that is being made
 * @name: (nullable): its name
 * @mark: how it is drawn
 *
 * Returns: (transfer none): the new series
 */
SpChartSeries *sp_chart_data_add_series (SpChartData *self,
                                         const char  *name,
                                         SpChartMark  mark);

/**
 * sp_chart_series_add:
 * @self: a series that is being made
 * @x: where
 * @y: value
 * @row: row of the table, or -1
 */
void sp_chart_series_add (SpChartSeries *self,
                          double         x,
                          double         y,
                          int            row);

/**
 * sp_chart_data_sort_lines:
 * @self: a chart that is being made
 *
 * Brings the points of lines and areas into the order of x.
 */
void sp_chart_data_sort_lines (SpChartData *self);

/**
 * sp_chart_data_count_points:
 * @self: a chart
 *
 * Returns: how many points there are in all series
 */
gsize sp_chart_data_count_points (SpChartData *self);

/**
 * sp_chart_data_get_colour:
 * @self: a chart
 * @index: of a series
 * @dark: whether it is drawn on something dark
 *
 * Returns: the colour of the series: the author's, or one of eight that can be told apart by those
 *   who do not see all colours
 */
GdkRGBA sp_chart_data_get_colour (SpChartData *self,
                                  guint        index,
                                  gboolean     dark);

/**
 * sp_chart_data_get_shade:
 * @shade: 0 to 1
 * @dark: whether it is drawn on something dark
 *
 * Returns: a colour for a number
 */
GdkRGBA sp_chart_data_get_shade (double   shade,
                                 gboolean dark);

/**
 * sp_chart_data_dup_x_text:
 * @self: a chart
 * @x: a place
 *
 * Returns: (transfer full): the place in words
 */
char *sp_chart_data_dup_x_text (SpChartData *self,
                                double       x);

/**
 * sp_chart_data_dup_tooltip:
 * @self: a chart
 * @series: index of a series
 * @point: index of one of its points
 *
 * Returns: (transfer full): lines that tell what the point stands for
 */
char *sp_chart_data_dup_tooltip (SpChartData *self,
                                 guint        series,
                                 guint        point);

/**
 * sp_chart_data_dup_summary:
 * @self: a chart
 *
 * Returns: (transfer full): a sentence for those who cannot see the chart: “Line chart, 3 series, x
 *   from 0 to 10, y from −1 to 1”
 */
char *sp_chart_data_dup_summary (SpChartData *self);

G_END_DECLS
