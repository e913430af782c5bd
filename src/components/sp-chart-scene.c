/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-chart-scene-private.h"

#include "sp-chart-format.h"

#include <math.h>
#include <pango/pangocairo.h>

#define GAP 6          /* between labels and axes */
#define MAX_LABEL 140  /* pixels */
#define TICK_ROOM_X 75 /* pixels for a tick and its label */
#define TICK_ROOM_Y 45
#define DOT_CELL 2   /* dots nearer than so many pixels cannot be told apart */
#define MAX_REACH 40 /* how far from a shape the pointer may be */

/* Where the bars of a series stand. */
typedef struct {
  double above;
  double below;
} Stack;

static void
clear_tick (gpointer tick)
{
  g_free (((SpChartTick *) tick)->label);
}

static GArray *
new_ticks (void)
{
  GArray *ticks = g_array_new (FALSE, TRUE, sizeof (SpChartTick));

  g_array_set_clear_func (ticks, clear_tick);

  return ticks;
}

static gboolean
is_bars (SpChartSeries *series)
{
  return series->mark == SP_CHART_MARK_BAR;
}

static gboolean
is_out (SpChartAxis *axis, double value)
{
  return (isfinite (axis->minimum) && value < axis->minimum) ||
         (isfinite (axis->maximum) && value > axis->maximum);
}

static GArray *
stack_series (SpChartSeries *series, GHashTable *stacks)
{
  GArray *feet = g_array_sized_new (FALSE, FALSE, sizeof (double), series->points->len);

  for (guint i = 0; i < series->points->len; i++) {
    SpChartPoint *point = &g_array_index (series->points, SpChartPoint, i);
    Stack        *stack = stacks != NULL ? g_hash_table_lookup (stacks, &point->x) : NULL;
    double        foot = 0;

    if (stack == NULL && stacks != NULL) {
      stack = g_new0 (Stack, 1);
      g_hash_table_insert (stacks, &point->x, stack);
    }
    if (stack != NULL && isfinite (point->y)) {
      double *top = point->y < 0 ? &stack->below : &stack->above;

      foot = *top;
      *top += point->y;
    }
    g_array_append_val (feet, foot);
  }

  return feet;
}

static void
stack_bars (SpChartMaking *making)
{
  SpChartData           *data = making->scene->data;
  g_autoptr (GHashTable) stacks = NULL;

  if (!data->bars_beside)
    stacks = g_hash_table_new_full (g_double_hash, g_double_equal, NULL, g_free);
  for (guint i = 0; i < data->series->len; i++) {
    SpChartSeries *series = g_ptr_array_index (data->series, i);
    gboolean       stacked = is_bars (series) && !sp_chart_making_is_hidden (making, i);

    g_ptr_array_add (making->feet, stacked ? stack_series (series, stacks) : NULL);
    making->n_bars += stacked;
  }
}

static void
include (double value, double *minimum, double *maximum)
{
  *minimum = MIN (*minimum, value);
  *maximum = MAX (*maximum, value);
}

static void
find_domain (SpChartMaking *making)
{
  SpChartScene *self = making->scene;
  SpChartData  *data = self->data;

  self->x_minimum = self->y_minimum = INFINITY;
  self->x_maximum = self->y_maximum = -INFINITY;
  for (guint i = 0; i < data->series->len; i++) {
    SpChartSeries *series = g_ptr_array_index (data->series, i);
    gboolean       from_zero = is_bars (series) || series->mark == SP_CHART_MARK_AREA;

    for (guint j = 0; j < series->points->len && !sp_chart_making_is_hidden (making, i); j++) {
      const SpChartPoint *point = &g_array_index (series->points, SpChartPoint, j);
      double              foot = sp_chart_making_get_foot (making, i, j);

      include (point->x, &self->x_minimum, &self->x_maximum);
      if (!isfinite (point->y) || is_out (&data->x, point->x))
        continue;
      include (point->y + foot, &self->y_minimum, &self->y_maximum);
      if (from_zero)
        include (foot, &self->y_minimum, &self->y_maximum);
    }
  }
}

static void
include_zero (double *minimum, double *maximum, const SpChartAxis *axis)
{
  if (axis->with_zero && !isfinite (axis->minimum) && !isfinite (axis->maximum) && isfinite (*minimum))
    include (0, minimum, maximum);
}

/* Something to divide by, whatever the data and the author say. */
static void
finish_range (double *minimum, double *maximum, const SpChartAxis *axis)
{
  double pad = 0;

  include_zero (minimum, maximum, axis);
  if (isfinite (axis->minimum))
    *minimum = axis->minimum;
  if (isfinite (axis->maximum))
    *maximum = axis->maximum;
  if (!isfinite (*minimum) || !isfinite (*maximum)) {
    *minimum = isfinite (axis->minimum) ? axis->minimum : isfinite (axis->maximum) ? axis->maximum - 1
                                                                                   : 0;
    *maximum = isfinite (axis->maximum) ? axis->maximum : *minimum + 1;
  }
  if (*minimum > *maximum) {
    double swap = *minimum;

    *minimum = *maximum;
    *maximum = swap;
  }
  pad = MAX (1e-9, MAX (fabs (*minimum), fabs (*maximum)) * 1e-9);
  if (*maximum - *minimum < pad) {
    *minimum -= MAX (0.5, pad);
    *maximum += MAX (0.5, pad);
  }
  *minimum = CLAMP (*minimum, -1e300, 1e300);
  *maximum = CLAMP (*maximum, -1e300, 1e300);
}

/* The smallest distance of two bars. */
static double
find_bar_width (SpChartMaking *making)
{
  SpChartData       *data = making->scene->data;
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (double));
  double             width = INFINITY;

  if (data->bar_width > 0)
    return data->bar_width;
  if (data->x.scale == SP_CHART_SCALE_NAMES)
    return 1;

  for (guint i = 0; i < data->series->len; i++) {
    SpChartSeries *series = g_ptr_array_index (data->series, i);

    for (guint j = 0; is_bars (series) && j < series->points->len; j++)
      g_array_append_val (places, g_array_index (series->points, SpChartPoint, j).x);
  }
  g_array_sort (places, sp_chart_compare_double);
  for (guint i = 1; i < places->len; i++) {
    double distance = g_array_index (places, double, i) - g_array_index (places, double, i - 1);

    if (distance > 0)
      width = MIN (width, distance);
  }

  return isfinite (width) ? width : 1;
}

static double
fit_x (SpChartMaking *making)
{
  SpChartScene *self = making->scene;
  SpChartData  *data = self->data;
  double        bar_width = 0;

  if (data->x.scale == SP_CHART_SCALE_NAMES) {
    self->x_minimum = -0.5;
    self->x_maximum = MAX (1, data->x.names->len) - 0.5;
    return 1;
  }

  if (making->n_bars > 0) {
    bar_width = find_bar_width (making);
    self->x_minimum -= bar_width / 2;
    self->x_maximum += bar_width / 2;
  }
  finish_range (&self->x_minimum, &self->x_maximum, &data->x);
  if (making->n_bars == 0 && !isfinite (data->x.minimum) && !isfinite (data->x.maximum)) {
    double pad = (self->x_maximum - self->x_minimum) * 0.02;

    self->x_minimum -= pad;
    self->x_maximum += pad;
  }

  return bar_width;
}

/* To the next ticks, as far as the author leaves it open. */
static double
fit_y (SpChartScene *self, double height)
{
  SpChartAxis *axis = &self->data->y;
  double       step = 0;

  finish_range (&self->y_minimum, &self->y_maximum, axis);
  step = sp_chart_format_step (self->y_minimum, self->y_maximum, (int) MAX (2, height / TICK_ROOM_Y));
  if (!isfinite (axis->minimum))
    self->y_minimum = floor (self->y_minimum / step) * step;
  if (!isfinite (axis->maximum))
    self->y_maximum = ceil (self->y_maximum / step) * step;

  return step;
}

static void
measure (SpChartMaking *making, const char *text, double *width, double *height)
{
  int pixel_width = 0;
  int pixel_height = 0;

  pango_layout_set_text (making->layout, text, -1);
  pango_layout_get_pixel_size (making->layout, &pixel_width, &pixel_height);
  *width = MIN (MAX_LABEL, pixel_width);
  *height = pixel_height;
}

static void
add_tick (GArray *ticks, double position, char *label)
{
  SpChartTick tick = { position, label };

  g_array_append_val (ticks, tick);
}

double
sp_chart_scene_get_position (SpChartScene *self, double x)
{
  double part = (x - self->x_minimum) / (self->x_maximum - self->x_minimum);

  return self->plot_x + self->plot_width * CLAMP (part, -10, 10);
}

double
sp_chart_scene_get_x (SpChartScene *self, double position)
{
  double part = (position - self->plot_x) / MAX (1, self->plot_width);

  return self->x_minimum + CLAMP (part, 0, 1) * (self->x_maximum - self->x_minimum);
}

static void
add_number_ticks (SpChartScene *self,
                  GArray       *ticks,
                  double        minimum,
                  double        maximum,
                  double        step,
                  SpChartAxis  *axis)
{
  double start = ceil (minimum / step - 1e-9) * step;

  for (int i = 0; i < 100 && start + i * step <= maximum + step * 1e-6; i++)
    add_tick (ticks, start + i * step,
              axis->labels_visible ? sp_chart_format_number (start + i * step, step, axis->format) : NULL);
}

static void
add_time_ticks (SpChartScene *self)
{
  SpChartAxis          *axis = &self->data->x;
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  const char           *pattern = NULL;
  g_autoptr (GArray)    times = NULL;

  times = sp_chart_format_time_ticks (self->x_minimum, self->x_maximum,
                                      (int) MAX (1, self->plot_width / TICK_ROOM_X), zone, &pattern);
  if (axis->format != NULL && strchr (axis->format, '%') != NULL)
    pattern = axis->format;
  for (guint i = 0; i < times->len; i++) {
    double time = g_array_index (times, double, i);

    add_tick (self->x_ticks, time,
              axis->labels_visible ? sp_chart_format_time (time, pattern, zone) : NULL);
  }
}

/* All names when there is room, else every n-th. */
static void
add_name_ticks (SpChartMaking *making)
{
  SpChartScene *self = making->scene;
  SpChartAxis  *axis = &self->data->x;
  double        room = self->plot_width / MAX (1, axis->names->len);
  double        widest = 0;
  double        line = 0;
  guint         every = 1;

  for (guint i = 0; i < MIN (200, axis->names->len); i++) {
    double width = 0;

    measure (making, g_ptr_array_index (axis->names, i), &width, &line);
    widest = MAX (widest, width);
  }
  if (self->angle == 0 && widest + GAP > room && axis->names->len > 1 &&
      MAX (line, widest * 0.7) < self->height / 2)
    self->angle = -45;
  every = (guint) ceil ((self->angle != 0 ? line + 2 : widest + GAP) / MAX (0.001, room));
  for (guint i = 0; i < axis->names->len; i += MAX (1, every))
    add_tick (self->x_ticks, i,
              axis->labels_visible ? g_strdup (g_ptr_array_index (axis->names, i)) : NULL);
}

static void
add_x_ticks (SpChartMaking *making)
{
  SpChartScene *self = making->scene;
  SpChartAxis  *axis = &self->data->x;

  self->angle = isfinite (axis->angle) ? CLAMP (axis->angle, -90, 90) : 0;
  switch (axis->scale) {
  case SP_CHART_SCALE_NAMES:
    add_name_ticks (making);
    break;
  case SP_CHART_SCALE_TIME:
    add_time_ticks (self);
    break;
  case SP_CHART_SCALE_NUMBER:
    add_number_ticks (self, self->x_ticks, self->x_minimum, self->x_maximum,
                      sp_chart_format_step (self->x_minimum, self->x_maximum,
                                            (int) MAX (1, self->plot_width / TICK_ROOM_X)),
                      axis);
    break;
  }
}

/* How much room labels need; turned ones more. */
static double
measure_labels (SpChartMaking *making, GArray *ticks, double angle, gboolean upwards)
{
  double radians = fabs (angle) * G_PI / 180;
  double most = 0;

  for (guint i = 0; i < ticks->len; i++) {
    const char *label = g_array_index (ticks, SpChartTick, i).label;
    double      width = 0;
    double      height = 0;

    if (label == NULL)
      continue;
    measure (making, label, &width, &height);
    most = MAX (most, upwards ? width * sin (radians) + height * cos (radians) : width);
  }

  return most > 0 ? most + GAP : 0;
}

static void
lay_out (SpChartMaking *making)
{
  SpChartScene *self = making->scene;
  SpChartData  *data = self->data;
  double        line = 0;
  double        unused = 0;
  double        step = 0;
  gboolean      has_x_title = data->x.title != NULL && *data->x.title != '\0';
  gboolean      has_y_title = data->y.title != NULL && *data->y.title != '\0';

  measure (making, "0", &unused, &line);
  step = fit_y (self, self->height);
  add_number_ticks (self, self->y_ticks, self->y_minimum, self->y_maximum, step, &data->y);
  self->plot_x = measure_labels (making, self->y_ticks, 0, FALSE) + (has_y_title ? line + GAP : 0) + 1;
  self->plot_y = line / 2 + 2;
  self->plot_width = MAX (1, self->width - self->plot_x - 12);
  add_x_ticks (making);
  self->plot_height =
    MAX (1, self->height - self->plot_y - measure_labels (making, self->x_ticks, self->angle, TRUE) -
              (has_x_title ? line + GAP : 0) - 2);

  for (guint i = 0; i < self->x_ticks->len; i++) {
    SpChartTick *tick = &g_array_index (self->x_ticks, SpChartTick, i);

    tick->position = sp_chart_scene_get_position (self, tick->position);
  }
  for (guint i = 0; i < self->y_ticks->len; i++) {
    SpChartTick *tick = &g_array_index (self->y_ticks, SpChartTick, i);

    tick->position = sp_chart_scene_get_y_position (self, tick->position);
  }
}

static void
set_bar_pixels (SpChartMaking *making, double bar_width)
{
  SpChartScene *self = making->scene;
  double        room = bar_width / (self->x_maximum - self->x_minimum) * self->plot_width;

  if (making->n_bars == 0)
    return;

  if (self->data->bars_beside)
    self->bar_pixels = room * 0.8 / making->n_bars;
  else
    self->bar_pixels = self->data->bar_width > 0 ? room - MIN (1, room / 4) : room * 0.8;
  self->bar_pixels = MAX (1, self->bar_pixels);
}

static void
free_feet (gpointer feet)
{
  if (feet != NULL)
    g_array_unref (feet);
}

SpChartScene *
sp_chart_scene_new (SpChartData                *data,
                    GBytes                     *hidden,
                    double                      width,
                    double                      height,
                    const PangoFontDescription *font)
{
  SpChartScene *self = g_new0 (SpChartScene, 1);
  PangoContext *context =
    pango_font_map_create_context (pango_cairo_font_map_get_default ());
  g_autoptr (PangoLayout) layout = pango_layout_new (context);
  SpChartMaking           making = { .scene = self, .hidden = hidden, .layout = layout };
  double                  bar_width = 0;

  self->data = sp_chart_data_ref (data);
  self->width = CLAMP (width, 1, 16384);
  self->height = CLAMP (height, 1, 16384);
  self->font = pango_font_description_copy (font);
  self->x_ticks = new_ticks ();
  self->y_ticks = new_ticks ();
  self->shapes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  pango_layout_set_font_description (layout, font);

  making.feet = g_ptr_array_new_with_free_func (free_feet);
  stack_bars (&making);
  find_domain (&making);
  bar_width = fit_x (&making);
  lay_out (&making);
  set_bar_pixels (&making, bar_width);
  sp_chart_making_add_shapes (&making);
  g_ptr_array_unref (making.feet);
  g_object_unref (context);

  return self;
}

void
sp_chart_scene_free (SpChartScene *self)
{
  sp_chart_data_unref (self->data);
  g_array_unref (self->x_ticks);
  g_array_unref (self->y_ticks);
  g_ptr_array_unref (self->shapes);
  pango_font_description_free (self->font);
  g_free (self);
}

/* Lines and bars are met by anything above or below them; dots must be near. */
static double
measure_distance (SpChartScene *self, guint series, const SpChartShape *shape, double x, double y)
{
  SpChartSeries *owner = g_ptr_array_index (self->data->series, series);
  double         dx = fabs (shape->x - x);
  double         dy = fabs (shape->y - y);

  switch (owner->mark) {
  case SP_CHART_MARK_BAR:
    dx = MAX (0, dx - self->bar_pixels / 2);
    dy = y >= MIN (shape->y, shape->foot) && y <= MAX (shape->y, shape->foot) ? 0 : dy;
    return dx * 100 + dy / 100;
  case SP_CHART_MARK_LINE:
  case SP_CHART_MARK_AREA:
    return dx + dy / 10;
  case SP_CHART_MARK_POINT:
    return hypot (dx, dy);
  }

  return dx;
}

gboolean
sp_chart_scene_find_shape (SpChartScene *self, double x, double y, guint *series, guint *index)
{
  double best = MAX_REACH;

  for (guint i = 0; i < self->shapes->len; i++) {
    GArray *shapes = g_ptr_array_index (self->shapes, i);

    for (guint j = 0; j < shapes->len; j++) {
      double distance =
        measure_distance (self, i, &g_array_index (shapes, SpChartShape, j), x, y);

      if (distance < best) {
        best = distance;
        *series = i;
        *index = j;
      }
    }
  }

  return best < MAX_REACH;
}

gboolean
sp_chart_making_is_hidden (SpChartMaking *making, guint series)
{
  gsize         length = 0;
  const guint8 *bytes = making->hidden != NULL ? g_bytes_get_data (making->hidden, &length) : NULL;

  return series < length && bytes[series] != 0;
}

double
sp_chart_making_get_foot (SpChartMaking *making, guint series, guint point)
{
  GArray *feet = g_ptr_array_index (making->feet, series);

  return feet != NULL ? g_array_index (feet, double, point) : 0;
}

double
sp_chart_scene_get_y_position (SpChartScene *self, double y)
{
  double part = (y - self->y_minimum) / (self->y_maximum - self->y_minimum);

  return self->plot_y + self->plot_height * (1 - CLAMP (part, -10, 10));
}
