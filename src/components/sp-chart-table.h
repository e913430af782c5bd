/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-chart-data.h"

G_BEGIN_DECLS

/**
 * SpChartAggregate:
 *
 * What becomes of several values at one place.
 */
typedef enum {
  SP_CHART_AGGREGATE_NONE,
  SP_CHART_AGGREGATE_SUM,
  SP_CHART_AGGREGATE_MEAN,
  SP_CHART_AGGREGATE_MEDIAN,
  SP_CHART_AGGREGATE_MINIMUM,
  SP_CHART_AGGREGATE_MAXIMUM,
  SP_CHART_AGGREGATE_COUNT,
} SpChartAggregate;

/**
 * SpChartEncoding:
 * @columns: (element-type utf8): names of the columns
 * @rows: lists in the order of @columns, or objects with members of these names
 * @x: column of the places
 * @y: column of the values
 * @colour: (nullable): column that parts the rows into series
 * @x_scale: what is in @x
 * @colour_is_number: whether @colour holds numbers, to be shown as shades
 * @mark: how it is drawn
 * @bin: width of the intervals that places are gathered in, 0 for none
 * @aggregate: what becomes of several values at one place
 * @sort: (nullable): order of the names of @x: `x`, `-x`, `y`, `-y` or a list of names
 * @colours: (nullable): colours by name of a series
 * @legend: (nullable): the series that the legend names; all when %NULL
 * @tooltip: (nullable): `axis`, `all`, `none` or a list of columns
 *
 * How a table becomes a chart.
 */
typedef struct {
  GPtrArray       *columns;
  JsonArray       *rows;
  char            *x;
  char            *y;
  char            *colour;
  SpChartScale     x_scale;
  gboolean         colour_is_number;
  SpChartMark      mark;
  double           bin;
  SpChartAggregate aggregate;
  JsonNode        *sort;
  JsonObject      *colours;
  JsonArray       *legend;
  JsonNode        *tooltip;
} SpChartEncoding;

SpChartEncoding *sp_chart_encoding_new (void);
void             sp_chart_encoding_free (SpChartEncoding *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SpChartEncoding, sp_chart_encoding_free)

/**
 * sp_chart_aggregate_from_name:
 * @name: (nullable): `sum`, `mean`, `average`, `median`, `min`, `max`, `count`
 *
 * Returns: what it is called here; %SP_CHART_AGGREGATE_NONE for anything else
 */
SpChartAggregate sp_chart_aggregate_from_name (const char *name);

/**
 * sp_chart_parse_bin:
 * @node: (nullable): a number, or a text such as `10s`, `15m`, `1h`, `1d`
 *
 * Returns: the width of an interval, in milliseconds for a text; 0 when there is none
 */
double sp_chart_parse_bin (JsonNode *node);

/**
 * sp_chart_parse_colour:
 * @text: (nullable): a colour as in CSS
 * @colour: (out): the colour
 *
 * Returns: whether it is one
 */
gboolean sp_chart_parse_colour (const char *text,
                                GdkRGBA    *colour);

/**
 * sp_chart_table_read:
 * @encoding: how to read it
 * @data: a chart without series, whose axes may have titles and limits already
 * @error: return location
 *
 * Puts the series into @data.
 *
 * Returns: %FALSE with %G_IO_ERROR_INVALID_DATA and a sentence when a column is missing
 */
gboolean sp_chart_table_read (SpChartEncoding *encoding,
                              SpChartData     *data,
                              GError         **error);

G_END_DECLS
