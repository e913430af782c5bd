/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-chart-data.h"

#include "gradio.h"
#include "sp-chart-format.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MAX_TOOLTIP_TEXT 200

/* Told apart by most people who see fewer colours, and bright or dark enough for what they lie on;
 * the shapes of marks and the dashes of lines differ as well. */
static const char *const light_colours[] = {
  "#1a5fb4",
  "#e66100",
  "#26a269",
  "#9141ac",
  "#c01c28",
  "#0b7a8f",
  "#865e3c",
  "#5e5c64",
};
static const char *const dark_colours[] = {
  "#62a0ea",
  "#ffa348",
  "#57e389",
  "#dc8add",
  "#f66151",
  "#5bc8d8",
  "#cdab8f",
  "#c0bfbc",
};

static void
series_free (SpChartSeries *series)
{
  g_free (series->name);
  g_array_unref (series->points);
  g_free (series);
}

static void
axis_init (SpChartAxis *axis)
{
  axis->names = g_ptr_array_new_with_free_func (g_free);
  axis->minimum = NAN;
  axis->maximum = NAN;
  axis->labels_visible = TRUE;
}

static void
axis_clear (SpChartAxis *axis)
{
  g_free (axis->title);
  g_free (axis->format);
  g_ptr_array_unref (axis->names);
}

SpChartData *
sp_chart_data_new (void)
{
  SpChartData *self = g_new0 (SpChartData, 1);

  g_atomic_ref_count_init (&self->ref_count);
  axis_init (&self->x);
  axis_init (&self->y);
  self->has_tooltip = TRUE;
  self->series = g_ptr_array_new_with_free_func ((GDestroyNotify) series_free);
  self->tooltip_columns = g_ptr_array_new_with_free_func (g_free);
  self->tooltip_indices = g_array_new (FALSE, FALSE, sizeof (guint));

  return self;
}

SpChartData *
sp_chart_data_ref (SpChartData *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
sp_chart_data_unref (SpChartData *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  axis_clear (&self->x);
  axis_clear (&self->y);
  g_free (self->title);
  g_free (self->caption);
  g_free (self->colour_title);
  g_ptr_array_unref (self->series);
  g_clear_pointer (&self->rows, json_array_unref);
  g_ptr_array_unref (self->tooltip_columns);
  g_array_unref (self->tooltip_indices);
  g_free (self);
}

SpChartSeries *
sp_chart_data_add_series (SpChartData *self, const char *name, SpChartMark mark)
{
  SpChartSeries *series = g_new0 (SpChartSeries, 1);

  series->name = g_strdup (name);
  series->mark = mark;
  series->in_legend = name != NULL;
  series->points = g_array_new (FALSE, FALSE, sizeof (SpChartPoint));
  g_ptr_array_add (self->series, series);

  return series;
}

void
sp_chart_series_add (SpChartSeries *self, double x, double y, int row)
{
  SpChartPoint point = { .x = x, .y = y, .shade = NAN, .row = row };

  if (isfinite (x))
    g_array_append_val (self->points, point);
}

static int
compare_x (gconstpointer a, gconstpointer b)
{
  double difference = ((const SpChartPoint *) a)->x - ((const SpChartPoint *) b)->x;

  return difference < 0 ? -1 : difference > 0;
}

void
sp_chart_data_sort_lines (SpChartData *self)
{
  for (guint i = 0; i < self->series->len; i++) {
    SpChartSeries *series = g_ptr_array_index (self->series, i);

    if (series->mark == SP_CHART_MARK_LINE || series->mark == SP_CHART_MARK_AREA)
      g_array_sort (series->points, compare_x);
  }
}

gsize
sp_chart_data_count_points (SpChartData *self)
{
  gsize count = 0;

  for (guint i = 0; i < self->series->len; i++)
    count += ((SpChartSeries *) g_ptr_array_index (self->series, i))->points->len;

  return count;
}

GdkRGBA
sp_chart_data_get_colour (SpChartData *self, guint index, gboolean dark)
{
  SpChartSeries *series = g_ptr_array_index (self->series, index);
  GdkRGBA        colour = { 0, 0, 0, 1 };

  if (series->has_colour)
    return series->colour;

  gdk_rgba_parse (&colour, (dark ? dark_colours : light_colours)[index % G_N_ELEMENTS (light_colours)]);

  return colour;
}

GdkRGBA
sp_chart_data_get_shade (double shade, gboolean dark)
{
  const GdkRGBA low = dark ? (GdkRGBA){ 0.27f, 0.45f, 0.72f, 1 } : (GdkRGBA){ 0.70f, 0.83f, 0.97f, 1 };
  const GdkRGBA high = dark ? (GdkRGBA){ 0.98f, 0.90f, 0.45f, 1 } : (GdkRGBA){ 0.05f, 0.15f, 0.42f, 1 };
  float         part = (float) CLAMP (shade, 0, 1);

  return (GdkRGBA){ low.red + (high.red - low.red) * part, low.green + (high.green - low.green) * part,
                    low.blue + (high.blue - low.blue) * part, 1 };
}

static char *
dup_axis_text (SpChartAxis *axis, double value)
{
  if (axis->scale == SP_CHART_SCALE_NAMES) {
    guint index = (guint) CLAMP (value, 0, G_MAXINT);

    return g_strdup (index < axis->names->len ? g_ptr_array_index (axis->names, index) : "");
  }
  if (axis->scale == SP_CHART_SCALE_TIME) {
    g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

    return sp_chart_format_time (value, NULL, zone);
  }

  return sp_chart_format_number (value, 0, axis->format);
}

char *
sp_chart_data_dup_x_text (SpChartData *self, double x)
{
  return dup_axis_text (&self->x, x);
}

static JsonNode *
find_cell (SpChartData *self, int row, guint column)
{
  guint     index = g_array_index (self->tooltip_indices, guint, column);
  JsonNode *node = NULL;

  if (self->rows == NULL || row < 0 || (guint) row >= json_array_get_length (self->rows))
    return NULL;

  node = json_array_get_element (self->rows, (guint) row);
  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_object_get_member (json_node_get_object (node),
                                   g_ptr_array_index (self->tooltip_columns, column));
  if (JSON_NODE_HOLDS_ARRAY (node) && index < json_array_get_length (json_node_get_array (node)))
    return json_array_get_element (json_node_get_array (node), index);

  return NULL;
}

static char *
dup_cell_text (JsonNode *cell)
{
  if (gradio_json_is_string (cell))
    return g_strdup (json_node_get_string (cell));
  if (gradio_json_is_number (cell))
    return sp_chart_format_number (json_node_get_double (cell), 0, NULL);

  return gradio_json_write (cell);
}

static void
append_line (GString *text, const char *name, const char *value)
{
  g_autofree char *valid = g_utf8_make_valid (value, -1);
  g_autofree char *part = g_utf8_strlen (valid, -1) > MAX_TOOLTIP_TEXT
                            ? g_utf8_substring (valid, 0, MAX_TOOLTIP_TEXT)
                            : g_strdup (valid);

  if (text->len > 0)
    g_string_append_c (text, '\n');
  if (name != NULL && *name != '\0')
    g_string_append_printf (text, "%s: ", name);
  g_string_append (text, part);
}

char *
sp_chart_data_dup_tooltip (SpChartData *self, guint series_index, guint point_index)
{
  SpChartSeries      *series = g_ptr_array_index (self->series, series_index);
  const SpChartPoint *point = &g_array_index (series->points, SpChartPoint, point_index);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char    *x = dup_axis_text (&self->x, point->x);
  g_autofree char    *y = dup_axis_text (&self->y, point->y);

  append_line (text, self->x.title, x);
  append_line (text, self->y.title, y);
  if (series->name != NULL)
    append_line (text, self->colour_title, series->name);
  if (isfinite (point->shade)) {
    g_autofree char *shade = sp_chart_format_number (
      self->shade_minimum + point->shade * (self->shade_maximum - self->shade_minimum), 0, NULL);

    append_line (text, self->colour_title, shade);
  }
  for (guint i = 0; i < self->tooltip_columns->len; i++) {
    JsonNode        *cell = find_cell (self, point->row, i);
    g_autofree char *value = NULL;

    if (cell == NULL)
      continue;
    value = dup_cell_text (cell);
    append_line (text, g_ptr_array_index (self->tooltip_columns, i), value);
  }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Of all points that have a value. */
static gboolean
find_range (SpChartData *self, gboolean of_x, double *minimum, double *maximum)
{
  gboolean found = FALSE;

  for (guint i = 0; i < self->series->len; i++) {
    SpChartSeries *series = g_ptr_array_index (self->series, i);

    for (guint j = 0; j < series->points->len; j++) {
      const SpChartPoint *point = &g_array_index (series->points, SpChartPoint, j);
      double              value = of_x ? point->x : point->y;

      if (!isfinite (value) || !isfinite (point->y))
        continue;
      *minimum = found ? MIN (*minimum, value) : value;
      *maximum = found ? MAX (*maximum, value) : value;
      found = TRUE;
    }
  }

  return found;
}

static const char *
name_kind (SpChartData *self)
{
  SpChartSeries *series = self->series->len > 0 ? g_ptr_array_index (self->series, 0) : NULL;

  if (series == NULL)
    return _("Empty chart");
  switch (series->mark) {
  case SP_CHART_MARK_LINE:
    return _("Line chart");
  case SP_CHART_MARK_AREA:
    return _("Area chart");
  case SP_CHART_MARK_BAR:
    return _("Bar chart");
  case SP_CHART_MARK_POINT:
    return _("Scatter chart");
  }

  return _("Chart");
}

static void
append_range (SpChartData *self, GString *text, gboolean of_x)
{
  SpChartAxis     *axis = of_x ? &self->x : &self->y;
  double           minimum = 0;
  double           maximum = 0;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  if (!find_range (self, of_x, &minimum, &maximum))
    return;

  from = dup_axis_text (axis, minimum);
  to = dup_axis_text (axis, maximum);
  g_string_append (text, ", ");
  /* Translators: the range of an axis: its title, its start, its end. */
  g_string_append_printf (text, _("%s from %s to %s"),
                          axis->title != NULL && *axis->title != '\0' ? axis->title
                                                                      : (of_x ? "x" : "y"),
                          from, to);
}

char *
sp_chart_data_dup_summary (SpChartData *self)
{
  g_autoptr (GString) text = g_string_new (name_kind (self));

  if (self->series->len > 1) {
    g_string_append (text, ", ");
    g_string_append_printf (text, ngettext ("%u series", "%u series", self->series->len),
                            self->series->len);
  }
  append_range (self, text, TRUE);
  append_range (self, text, FALSE);

  return g_string_free (g_steal_pointer (&text), FALSE);
}
