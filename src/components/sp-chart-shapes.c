/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-chart-scene-private.h"

#include <math.h>

#define DOT_CELL 2 /* dots nearer than so many pixels cannot be told apart */

static SpChartShape
make_shape (SpChartMaking *making, guint series, guint index)
{
  SpChartScene       *self = making->scene;
  SpChartSeries      *owner = g_ptr_array_index (self->data->series, series);
  const SpChartPoint *point = &g_array_index (owner->points, SpChartPoint, index);
  double              foot = sp_chart_making_get_foot (making, series, index);

  return (SpChartShape){ .x = (float) sp_chart_scene_get_position (self, point->x),
                         .y = (float) sp_chart_scene_get_y_position (self, point->y + foot),
                         .foot = (float) sp_chart_scene_get_y_position (self, foot),
                         .point = index };
}

/* Of one column of pixels no more than the first, the lowest, the highest and the last point can
 * be seen. */
typedef struct {
  int          column;
  guint        count;
  SpChartShape first;
  SpChartShape lowest;
  SpChartShape highest;
  SpChartShape last;
} Column;

static void
flush_column (Column *column, GArray *shapes)
{
  SpChartShape *early = &column->lowest;
  SpChartShape *late = &column->highest;

  if (column->count == 0)
    return;

  if (early->point > late->point) {
    early = &column->highest;
    late = &column->lowest;
  }
  g_array_append_val (shapes, column->first);
  if (early->point != column->first.point)
    g_array_append_vals (shapes, early, 1);
  if (late->point != early->point && late->point != column->last.point)
    g_array_append_vals (shapes, late, 1);
  if (column->last.point != column->first.point && column->last.point != early->point)
    g_array_append_val (shapes, column->last);
  column->count = 0;
}

static void
add_line (SpChartMaking *making, guint index, GArray *shapes)
{
  SpChartSeries *series = g_ptr_array_index (making->scene->data->series, index);
  Column         column = { 0 };
  gboolean       after_gap = TRUE;

  for (guint i = 0; i < series->points->len; i++) {
    SpChartShape shape = make_shape (making, index, i);

    if (!isfinite (g_array_index (series->points, SpChartPoint, i).y)) {
      flush_column (&column, shapes);
      after_gap = TRUE;
      continue;
    }
    if (column.count > 0 && column.column != (int) shape.x)
      flush_column (&column, shapes);
    shape.after_gap = after_gap;
    after_gap = FALSE;
    if (column.count++ == 0) {
      column.column = (int) shape.x;
      column.first = column.lowest = column.highest = shape;
    }
    if (shape.y > column.lowest.y)
      column.lowest = shape;
    if (shape.y < column.highest.y)
      column.highest = shape;
    column.last = shape;
  }
  flush_column (&column, shapes);
}

static void
add_dots (SpChartMaking *making, guint index, GArray *shapes)
{
  SpChartScene      *self = making->scene;
  SpChartSeries     *series = g_ptr_array_index (self->data->series, index);
  gsize              n_columns = (gsize) (self->width / DOT_CELL) + 1;
  gsize              n_rows = (gsize) (self->height / DOT_CELL) + 1;
  g_autofree guint8 *taken = g_malloc0 (n_columns * n_rows);

  for (guint i = 0; i < series->points->len; i++) {
    const SpChartPoint *point = &g_array_index (series->points, SpChartPoint, i);
    SpChartShape        shape = { 0 };
    gsize               cell = 0;

    if (!isfinite (point->y) || point->x < self->x_minimum || point->x > self->x_maximum ||
        point->y < self->y_minimum || point->y > self->y_maximum)
      continue;
    shape = make_shape (making, index, i);
    cell = (gsize) MAX (0, shape.y / DOT_CELL) * n_columns + (gsize) MAX (0, shape.x / DOT_CELL);
    if (cell >= n_columns * n_rows || taken[cell])
      continue;
    taken[cell] = 1;
    g_array_append_val (shapes, shape);
  }
}

/* Bars thinner than a pixel are drawn as the longest of each column. */
static void
add_bars (SpChartMaking *making, guint index, guint bar, GArray *shapes)
{
  SpChartScene  *self = making->scene;
  SpChartSeries *series = g_ptr_array_index (self->data->series, index);
  double         offset = 0;

  if (self->data->bars_beside && making->n_bars > 1)
    offset = (bar - (making->n_bars - 1) / 2.0) * self->bar_pixels;
  for (guint i = 0; i < series->points->len; i++) {
    const SpChartPoint *point = &g_array_index (series->points, SpChartPoint, i);
    SpChartShape        shape = make_shape (making, index, i);
    SpChartShape       *last =
      shapes->len > 0 ? &g_array_index (shapes, SpChartShape, shapes->len - 1) : NULL;

    if (!isfinite (point->y) || point->x < self->x_minimum || point->x > self->x_maximum)
      continue;
    shape.x += (float) offset;
    if (last != NULL && (int) last->x == (int) shape.x && self->bar_pixels <= 1) {
      if (fabsf (shape.y - shape.foot) > fabsf (last->y - last->foot))
        *last = shape;
    } else {
      g_array_append_val (shapes, shape);
    }
  }
}

void
sp_chart_making_add_shapes (SpChartMaking *making)
{
  SpChartScene *self = making->scene;
  guint         bar = 0;

  for (guint i = 0; i < self->data->series->len; i++) {
    SpChartSeries *series = g_ptr_array_index (self->data->series, i);
    GArray        *shapes = g_array_new (FALSE, FALSE, sizeof (SpChartShape));

    g_ptr_array_add (self->shapes, shapes);
    if (sp_chart_making_is_hidden (making, i))
      continue;
    switch (series->mark) {
    case SP_CHART_MARK_LINE:
    case SP_CHART_MARK_AREA:
      add_line (making, i, shapes);
      break;
    case SP_CHART_MARK_BAR:
      add_bars (making, i, bar++, shapes);
      break;
    case SP_CHART_MARK_POINT:
      add_dots (making, i, shapes);
      break;
    }
    self->n_shapes += shapes->len;
  }
}
