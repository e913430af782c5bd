/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-chart-paint.h"

#include <math.h>
#include <pango/pangocairo.h>

#define N_MARKERS 5
#define MANY_DOTS 2000      /* so many are drawn smaller, and let others shine through */
#define MANY_LINE_POINTS 60 /* a line with fewer shows its points */
#define MARKER_MARGIN 5     /* marks on the edge are whole */
#define LABEL_GAP 6
#define MAX_LABEL 140

static void
set_source (cairo_t *cr, const GdkRGBA *colour, double alpha)
{
  cairo_set_source_rgba (cr, colour->red, colour->green, colour->blue, colour->alpha * alpha);
}

/* Middles of pixels, so that thin lines are sharp. */
static double
crisp (double position)
{
  return floor (position) + 0.5;
}

static void
add_marker (cairo_t *cr, double x, double y, double radius, guint shape)
{
  cairo_new_sub_path (cr);
  switch (shape % N_MARKERS) {
  case 1: /* square */
    cairo_rectangle (cr, x - radius * 0.9, y - radius * 0.9, radius * 1.8, radius * 1.8);
    break;
  case 2: /* triangle */
    cairo_move_to (cr, x, y - radius * 1.2);
    cairo_line_to (cr, x + radius * 1.1, y + radius * 0.8);
    cairo_line_to (cr, x - radius * 1.1, y + radius * 0.8);
    cairo_close_path (cr);
    break;
  case 3: /* diamond */
    cairo_move_to (cr, x, y - radius * 1.3);
    cairo_line_to (cr, x + radius * 1.3, y);
    cairo_line_to (cr, x, y + radius * 1.3);
    cairo_line_to (cr, x - radius * 1.3, y);
    cairo_close_path (cr);
    break;
  case 4: /* triangle upside down */
    cairo_move_to (cr, x, y + radius * 1.2);
    cairo_line_to (cr, x + radius * 1.1, y - radius * 0.8);
    cairo_line_to (cr, x - radius * 1.1, y - radius * 0.8);
    cairo_close_path (cr);
    break;
  default:
    cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
    break;
  }
}

const char *
sp_chart_paint_get_symbol (SpChartMark mark, guint index)
{
  static const char *const markers[N_MARKERS] = { "●", "■", "▲", "◆", "▼" };

  return mark == SP_CHART_MARK_BAR || mark == SP_CHART_MARK_AREA ? "■" : markers[index % N_MARKERS];
}

static void
set_dash (cairo_t *cr, guint index)
{
  static const double dashes[][4] = {
    { 0, 0, 0, 0 },
    { 7, 3, 7, 3 },
    { 2, 3, 2, 3 },
    { 9, 3, 2, 3 },
  };

  if (index % G_N_ELEMENTS (dashes) == 0)
    cairo_set_dash (cr, NULL, 0, 0);
  else
    cairo_set_dash (cr, dashes[index % G_N_ELEMENTS (dashes)], 4, 0);
}

static void
add_line_path (cairo_t *cr, GArray *shapes)
{
  cairo_new_path (cr);
  for (guint i = 0; i < shapes->len; i++) {
    const SpChartShape *shape = &g_array_index (shapes, SpChartShape, i);

    if (shape->after_gap)
      cairo_move_to (cr, shape->x, shape->y);
    else
      cairo_line_to (cr, shape->x, shape->y);
  }
}

static void
paint_line (SpChartScene *scene, cairo_t *cr, guint index, const GdkRGBA *colour)
{
  GArray *shapes = g_ptr_array_index (scene->shapes, index);

  set_source (cr, colour, 1);
  cairo_set_line_width (cr, 2);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  set_dash (cr, index);
  add_line_path (cr, shapes);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);

  for (guint i = 0; i < shapes->len; i++) {
    const SpChartShape *shape = &g_array_index (shapes, SpChartShape, i);
    gboolean            alone = shape->after_gap && (i + 1 == shapes->len ||
                                          g_array_index (shapes, SpChartShape, i + 1).after_gap);

    if (shapes->len <= MANY_LINE_POINTS || alone)
      add_marker (cr, shape->x, shape->y, shapes->len <= MANY_LINE_POINTS ? 3 : 2, index);
  }
  cairo_fill (cr);
}

static void
paint_area (SpChartScene *scene, cairo_t *cr, guint index, const GdkRGBA *colour)
{
  GArray *shapes = g_ptr_array_index (scene->shapes, index);

  cairo_new_path (cr);
  for (guint i = 0; i < shapes->len; i++) {
    const SpChartShape *shape = &g_array_index (shapes, SpChartShape, i);
    gboolean            ends =
      i + 1 == shapes->len || g_array_index (shapes, SpChartShape, i + 1).after_gap;

    if (shape->after_gap)
      cairo_move_to (cr, shape->x, shape->foot);
    cairo_line_to (cr, shape->x, shape->y);
    if (ends)
      cairo_line_to (cr, shape->x, shape->foot);
  }
  set_source (cr, colour, 0.3);
  cairo_fill (cr);
  paint_line (scene, cr, index, colour);
}

static void
paint_bars (SpChartScene *scene, cairo_t *cr, guint index, const GdkRGBA *colour)
{
  GArray *shapes = g_ptr_array_index (scene->shapes, index);
  double  width = scene->bar_pixels;

  cairo_new_path (cr);
  for (guint i = 0; i < shapes->len; i++) {
    const SpChartShape *shape = &g_array_index (shapes, SpChartShape, i);

    cairo_rectangle (cr, shape->x - width / 2, MIN (shape->y, shape->foot), width,
                     fabsf (shape->foot - shape->y));
  }
  set_source (cr, colour, 0.9);
  cairo_fill (cr);
}

static void
paint_dots (SpChartScene *scene, cairo_t *cr, guint index, const GdkRGBA *colour, gboolean dark)
{
  GArray        *shapes = g_ptr_array_index (scene->shapes, index);
  SpChartSeries *series = g_ptr_array_index (scene->data->series, index);
  gboolean       many = shapes->len > MANY_DOTS;
  double         radius = many ? 1.5 : shapes->len > 200 ? 3
                                                         : 4;

  set_source (cr, colour, many ? 0.6 : 0.75);
  for (guint i = 0; i < shapes->len; i++) {
    const SpChartShape *shape = &g_array_index (shapes, SpChartShape, i);
    double              shade = g_array_index (series->points, SpChartPoint, shape->point).shade;

    if (isfinite (shade)) {
      GdkRGBA own = sp_chart_data_get_shade (shade, dark);

      set_source (cr, &own, many ? 0.7 : 0.9);
    }
    if (many)
      cairo_rectangle (cr, shape->x - radius, shape->y - radius, 2 * radius, 2 * radius);
    else
      add_marker (cr, shape->x, shape->y, radius, index);
    cairo_fill (cr);
  }
}

static void
paint_shapes (SpChartScene *scene, cairo_t *cr, gboolean dark)
{
  for (guint i = 0; i < scene->shapes->len; i++) {
    SpChartSeries *series = g_ptr_array_index (scene->data->series, i);
    GdkRGBA        colour = sp_chart_data_get_colour (scene->data, i, dark);
    double         margin = series->mark == SP_CHART_MARK_BAR ? 0 : MARKER_MARGIN;

    cairo_save (cr);
    cairo_rectangle (cr, scene->plot_x - margin, scene->plot_y - margin,
                     scene->plot_width + 2 * margin, scene->plot_height + 2 * margin);
    cairo_clip (cr);
    switch (series->mark) {
    case SP_CHART_MARK_LINE:
      paint_line (scene, cr, i, &colour);
      break;
    case SP_CHART_MARK_AREA:
      paint_area (scene, cr, i, &colour);
      break;
    case SP_CHART_MARK_BAR:
      paint_bars (scene, cr, i, &colour);
      break;
    case SP_CHART_MARK_POINT:
      paint_dots (scene, cr, i, &colour, dark);
      break;
    }
    cairo_restore (cr);
  }
}

static void
paint_grid (SpChartScene *scene, cairo_t *cr, const GdkRGBA *foreground)
{
  double left = scene->plot_x;
  double bottom = scene->plot_y + scene->plot_height;

  cairo_set_line_width (cr, 1);
  set_source (cr, foreground, 0.12);
  for (guint i = 0; i < scene->y_ticks->len; i++) {
    double y = crisp (g_array_index (scene->y_ticks, SpChartTick, i).position);

    cairo_move_to (cr, left, y);
    cairo_line_to (cr, left + scene->plot_width, y);
  }
  cairo_stroke (cr);

  set_source (cr, foreground, 0.4);
  cairo_move_to (cr, left, crisp (bottom));
  cairo_line_to (cr, left + scene->plot_width, crisp (bottom));
  for (guint i = 0; scene->data->x.labels_visible && i < scene->x_ticks->len; i++) {
    double x = crisp (g_array_index (scene->x_ticks, SpChartTick, i).position);

    cairo_move_to (cr, x, bottom);
    cairo_line_to (cr, x, bottom + 4);
  }
  cairo_stroke (cr);
}

static void
paint_x_label (SpChartScene *scene, cairo_t *cr, PangoLayout *layout, const SpChartTick *tick)
{
  double bottom = scene->plot_y + scene->plot_height + LABEL_GAP;
  int    width = 0;
  int    height = 0;

  pango_layout_set_text (layout, tick->label, -1);
  pango_layout_get_pixel_size (layout, &width, &height);
  cairo_save (cr);
  if (scene->angle == 0) {
    cairo_translate (cr, CLAMP (tick->position - width / 2.0, 0, MAX (0, scene->width - width)), bottom);
  } else {
    cairo_translate (cr, tick->position, bottom);
    cairo_rotate (cr, scene->angle * G_PI / 180);
    cairo_translate (cr, scene->angle < 0 ? -width : 0, -height / 2.0);
  }
  cairo_move_to (cr, 0, 0);
  pango_cairo_show_layout (cr, layout);
  cairo_restore (cr);
}

static void
paint_labels (SpChartScene *scene, cairo_t *cr, PangoLayout *layout)
{
  int width = 0;
  int height = 0;

  pango_layout_set_width (layout, MAX_LABEL * PANGO_SCALE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_MIDDLE);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  for (guint i = 0; i < scene->x_ticks->len; i++) {
    if (g_array_index (scene->x_ticks, SpChartTick, i).label != NULL)
      paint_x_label (scene, cr, layout, &g_array_index (scene->x_ticks, SpChartTick, i));
  }
  for (guint i = 0; i < scene->y_ticks->len; i++) {
    const SpChartTick *tick = &g_array_index (scene->y_ticks, SpChartTick, i);

    if (tick->label == NULL)
      continue;
    pango_layout_set_text (layout, tick->label, -1);
    pango_layout_get_pixel_size (layout, &width, &height);
    cairo_move_to (cr, scene->plot_x - LABEL_GAP - width, tick->position - height / 2.0);
    pango_cairo_show_layout (cr, layout);
  }
}

static void
paint_title (cairo_t *cr, PangoLayout *layout, const char *title, double x, double y, double room, gboolean turned)
{
  int width = 0;
  int height = 0;

  if (title == NULL || *title == '\0')
    return;

  pango_layout_set_width (layout, (int) (MAX (1, room) * PANGO_SCALE));
  pango_layout_set_text (layout, title, -1);
  pango_layout_get_pixel_size (layout, &width, &height);
  cairo_save (cr);
  cairo_translate (cr, x, y);
  if (turned)
    cairo_rotate (cr, -G_PI / 2);
  cairo_move_to (cr, -width / 2.0, turned ? 0 : -height);
  pango_cairo_show_layout (cr, layout);
  cairo_restore (cr);
}

void
sp_chart_paint (SpChartScene *scene, cairo_t *cr, const GdkRGBA *foreground, gboolean dark)
{
  g_autoptr (PangoLayout) layout = pango_cairo_create_layout (cr);

  pango_layout_set_font_description (layout, scene->font);
  paint_grid (scene, cr, foreground);
  paint_shapes (scene, cr, dark);
  set_source (cr, foreground, 0.75);
  paint_labels (scene, cr, layout);
  set_source (cr, foreground, 1);
  paint_title (cr, layout, scene->data->x.title, scene->plot_x + scene->plot_width / 2, scene->height,
               scene->plot_width, FALSE);
  paint_title (cr, layout, scene->data->y.title, 0, scene->plot_y + scene->plot_height / 2,
               scene->plot_height, TRUE);
}

void
sp_chart_paint_highlight (SpChartScene  *scene,
                          cairo_t       *cr,
                          guint          series,
                          guint          index,
                          const GdkRGBA *foreground)
{
  SpChartSeries      *owner = g_ptr_array_index (scene->data->series, series);
  GArray             *shapes = g_ptr_array_index (scene->shapes, series);
  const SpChartShape *shape = &g_array_index (shapes, SpChartShape, index);

  set_source (cr, foreground, 0.8);
  cairo_set_line_width (cr, 2);
  if (owner->mark == SP_CHART_MARK_BAR) {
    cairo_rectangle (cr, shape->x - scene->bar_pixels / 2, MIN (shape->y, shape->foot),
                     scene->bar_pixels, fabsf (shape->foot - shape->y));
  } else {
    add_marker (cr, shape->x, shape->y, 6, series);
  }
  cairo_stroke (cr);
}
