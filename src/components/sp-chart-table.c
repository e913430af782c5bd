/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-chart-table.h"

#include "gradio.h"
#include "sp-chart-format.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <math.h>

/* A table on its way to be a chart. */
typedef struct {
  SpChartEncoding *encoding;
  SpChartData     *data;
  int              x; /* indices of columns */
  int              y;
  int              colour; /* -1 for none */
  GHashTable      *names;  /* index + 1 of each name of x */
  GHashTable      *series; /* index + 1 of each name of a series */
} Reading;

/* The values of one series at one place. */
typedef struct {
  double  x;
  GArray *values;
} Cell;

SpChartEncoding *
sp_chart_encoding_new (void)
{
  SpChartEncoding *self = g_new0 (SpChartEncoding, 1);

  self->columns = g_ptr_array_new_with_free_func (g_free);

  return self;
}

void
sp_chart_encoding_free (SpChartEncoding *self)
{
  g_ptr_array_unref (self->columns);
  g_clear_pointer (&self->rows, json_array_unref);
  g_free (self->x);
  g_free (self->y);
  g_free (self->colour);
  g_clear_pointer (&self->sort, json_node_unref);
  g_clear_pointer (&self->colours, json_object_unref);
  g_clear_pointer (&self->legend, json_array_unref);
  g_clear_pointer (&self->tooltip, json_node_unref);
  g_free (self);
}

SpChartAggregate
sp_chart_aggregate_from_name (const char *name)
{
  static const struct {
    const char      *name;
    SpChartAggregate aggregate;
  } names[] = {
    { "sum", SP_CHART_AGGREGATE_SUM },
    { "mean", SP_CHART_AGGREGATE_MEAN },
    { "average", SP_CHART_AGGREGATE_MEAN },
    { "median", SP_CHART_AGGREGATE_MEDIAN },
    { "min", SP_CHART_AGGREGATE_MINIMUM },
    { "max", SP_CHART_AGGREGATE_MAXIMUM },
    { "count", SP_CHART_AGGREGATE_COUNT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    if (g_strcmp0 (name, names[i].name) == 0)
      return names[i].aggregate;
  }

  return SP_CHART_AGGREGATE_NONE;
}

double
sp_chart_parse_bin (JsonNode *node)
{
  const char *text = NULL;
  char       *end = NULL;
  double      width = 0;

  if (gradio_json_is_number (node)) {
    width = json_node_get_double (node);
  } else if (gradio_json_is_string (node)) {
    text = json_node_get_string (node);
    width = g_ascii_strtod (text, &end);
    switch (*end) {
    case 's':
      width *= 1000;
      break;
    case 'm':
      width *= 60 * 1000;
      break;
    case 'h':
      width *= 60 * 60 * 1000;
      break;
    case 'd':
      width *= 24 * 60 * 60 * 1000;
      break;
    default:
      width = 0;
      break;
    }
  }

  return isfinite (width) && width > 0 ? width : 0;
}

gboolean
sp_chart_parse_colour (const char *text, GdkRGBA *colour)
{
  return text != NULL && gdk_rgba_parse (colour, text);
}

static int
find_column (SpChartEncoding *encoding, const char *name)
{
  guint index = 0;

  if (name != NULL && g_ptr_array_find_with_equal_func (encoding->columns, name, g_str_equal, &index))
    return (int) index;

  return -1;
}

static JsonNode *
get_cell (Reading *reading, guint row, int column)
{
  JsonNode *node = json_array_get_element (reading->encoding->rows, row);

  if (column < 0)
    return NULL;
  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_object_get_member (json_node_get_object (node),
                                   g_ptr_array_index (reading->encoding->columns, column));
  if (JSON_NODE_HOLDS_ARRAY (node) &&
      (guint) column < json_array_get_length (json_node_get_array (node)))
    return json_array_get_element (json_node_get_array (node), (guint) column);

  return NULL;
}

static double
to_number (JsonNode *node)
{
  return gradio_json_is_number (node) ? json_node_get_double (node) : NAN;
}

/* Milliseconds as they are, or a date as text, which Vega-Lite has. */
static double
to_time (JsonNode *node)
{
  g_autoptr (GDateTime) date_time = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  g_autofree char      *whole = NULL;
  const char           *text = NULL;

  if (!gradio_json_is_string (node))
    return to_number (node);

  text = json_node_get_string (node);
  zone = g_time_zone_new_local ();
  if (strlen (text) == 10)
    whole = g_strdup_printf ("%sT00:00:00", text);
  date_time = g_date_time_new_from_iso8601 (whole != NULL ? whole : text, zone);
  if (date_time == NULL)
    return NAN;

  return (double) g_date_time_to_unix (date_time) * 1000 +
         g_date_time_get_microsecond (date_time) / 1000.0;
}

static char *
dup_name (JsonNode *node)
{
  if (node == NULL || json_node_is_null (node))
    return g_strdup ("–");
  if (gradio_json_is_string (node))
    return g_utf8_make_valid (json_node_get_string (node), -1);

  return gradio_json_write (node);
}

static double
find_name (Reading *reading, char *name)
{
  gpointer index = g_hash_table_lookup (reading->names, name);

  if (index == NULL) {
    g_ptr_array_add (reading->data->x.names, g_strdup (name));
    index = GUINT_TO_POINTER (reading->data->x.names->len);
    g_hash_table_insert (reading->names, g_strdup (name), index);
  }

  return GPOINTER_TO_UINT (index) - 1;
}

static double
read_x (Reading *reading, guint row)
{
  SpChartEncoding *encoding = reading->encoding;
  JsonNode        *node = get_cell (reading, row, reading->x);
  g_autofree char *name = NULL;
  double           x = NAN;

  switch (encoding->x_scale) {
  case SP_CHART_SCALE_NAMES:
    name = dup_name (node);
    return find_name (reading, name);
  case SP_CHART_SCALE_TIME:
    x = to_time (node);
    break;
  case SP_CHART_SCALE_NUMBER:
    x = to_number (node);
    break;
  }
  if (encoding->bin > 0 && isfinite (x))
    x = (floor (x / encoding->bin) + 0.5) * encoding->bin;

  return x;
}

static SpChartSeries *
find_series (Reading *reading, guint row)
{
  SpChartEncoding *encoding = reading->encoding;
  gboolean         parted = reading->colour >= 0 && !encoding->colour_is_number;
  g_autofree char *name = parted ? dup_name (get_cell (reading, row, reading->colour)) : g_strdup ("");
  gpointer         index = g_hash_table_lookup (reading->series, name);
  SpChartSeries   *series = NULL;

  if (index != NULL)
    return g_ptr_array_index (reading->data->series, GPOINTER_TO_UINT (index) - 1);

  series = sp_chart_data_add_series (reading->data, parted ? name : NULL, encoding->mark);
  if (encoding->colours != NULL)
    series->has_colour =
      sp_chart_parse_colour (gradio_json_get_string (encoding->colours, name, NULL), &series->colour);
  g_hash_table_insert (reading->series, g_strdup (name), GUINT_TO_POINTER (reading->data->series->len));

  return series;
}

static void
read_rows (Reading *reading)
{
  SpChartEncoding *encoding = reading->encoding;

  for (guint i = 0; i < json_array_get_length (encoding->rows); i++) {
    SpChartSeries *series = find_series (reading, i);
    double         x = read_x (reading, i);
    guint          n_points = series->points->len;

    sp_chart_series_add (series, x, to_number (get_cell (reading, i, reading->y)), (int) i);
    if (encoding->colour_is_number && series->points->len > n_points)
      g_array_index (series->points, SpChartPoint, n_points).shade =
        to_number (get_cell (reading, i, reading->colour));
  }
}

static int
compare_series (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 ((*(SpChartSeries *const *) a)->name, (*(SpChartSeries *const *) b)->name);
}

/* Numbers to parts of their range. */
static void
scale_shades (SpChartData *data)
{
  double minimum = INFINITY;
  double maximum = -INFINITY;

  for (guint pass = 0; pass < 2; pass++) {
    for (guint i = 0; i < data->series->len; i++) {
      SpChartSeries *series = g_ptr_array_index (data->series, i);

      for (guint j = 0; j < series->points->len; j++) {
        double *shade = &g_array_index (series->points, SpChartPoint, j).shade;

        if (!isfinite (*shade))
          continue;
        if (pass == 0) {
          minimum = MIN (minimum, *shade);
          maximum = MAX (maximum, *shade);
        } else {
          *shade = maximum > minimum ? (*shade - minimum) / (maximum - minimum) : 0.5;
        }
      }
    }
  }
  data->has_shades = maximum >= minimum;
  data->shade_minimum = data->has_shades ? minimum : 0;
  data->shade_maximum = data->has_shades ? maximum : 0;
}

static double
find_median (GArray *values)
{
  guint middle = values->len / 2;

  g_array_sort (values, sp_chart_compare_double);
  if (values->len % 2 == 1)
    return g_array_index (values, double, middle);

  return (g_array_index (values, double, middle - 1) + g_array_index (values, double, middle)) / 2;
}

static double
aggregate_values (GArray *values, SpChartAggregate aggregate)
{
  double sum = 0;
  double minimum = INFINITY;
  double maximum = -INFINITY;

  if (aggregate == SP_CHART_AGGREGATE_COUNT)
    return values->len;
  if (values->len == 0)
    return NAN;
  if (aggregate == SP_CHART_AGGREGATE_MEDIAN)
    return find_median (values);

  for (guint i = 0; i < values->len; i++) {
    double value = g_array_index (values, double, i);

    sum += value;
    minimum = MIN (minimum, value);
    maximum = MAX (maximum, value);
  }
  if (aggregate == SP_CHART_AGGREGATE_MEAN)
    return sum / values->len;
  if (aggregate == SP_CHART_AGGREGATE_MINIMUM)
    return minimum;

  return aggregate == SP_CHART_AGGREGATE_MAXIMUM ? maximum : sum;
}

static void
cell_free (Cell *cell)
{
  g_array_unref (cell->values);
  g_free (cell);
}

/* One point for each place, in the order in which the places came. */
static void
aggregate_series (SpChartSeries *series, SpChartAggregate aggregate)
{
  g_autoptr (GHashTable) cells = g_hash_table_new (g_double_hash, g_double_equal);
  g_autoptr (GPtrArray)  order = g_ptr_array_new_with_free_func ((GDestroyNotify) cell_free);

  for (guint i = 0; i < series->points->len; i++) {
    const SpChartPoint *point = &g_array_index (series->points, SpChartPoint, i);
    Cell               *cell = g_hash_table_lookup (cells, &point->x);

    if (cell == NULL) {
      cell = g_new0 (Cell, 1);
      cell->x = point->x;
      cell->values = g_array_new (FALSE, FALSE, sizeof (double));
      g_hash_table_insert (cells, &cell->x, cell);
      g_ptr_array_add (order, cell);
    }
    if (isfinite (point->y) || aggregate == SP_CHART_AGGREGATE_COUNT)
      g_array_append_val (cell->values, point->y);
  }

  g_array_set_size (series->points, 0);
  for (guint i = 0; i < order->len; i++) {
    Cell *cell = g_ptr_array_index (order, i);

    sp_chart_series_add (series, cell->x, aggregate_values (cell->values, aggregate), -1);
  }
}

/* How the names of x are ordered. */
typedef struct {
  GPtrArray *names;
  GArray    *ranks; /* (nullable): a number for each name */
  int        sign;
} NameOrder;

static int
compare_names (gconstpointer a, gconstpointer b, gpointer user_data)
{
  NameOrder *order = user_data;
  guint      left = *(const guint *) a;
  guint      right = *(const guint *) b;

  if (order->ranks != NULL)
    return order->sign * sp_chart_compare_double (&g_array_index (order->ranks, double, left),
                                                  &g_array_index (order->ranks, double, right));

  return order->sign * g_utf8_collate (g_ptr_array_index (order->names, left),
                                       g_ptr_array_index (order->names, right));
}

/* Places in the author's list; what is not in it comes last. */
static GArray *
rank_by_list (SpChartData *data, JsonArray *list)
{
  GArray                *ranks = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GHashTable) places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < json_array_get_length (list); i++)
    g_hash_table_insert (places, dup_name (json_array_get_element (list, i)), GUINT_TO_POINTER (i + 1));
  for (guint i = 0; i < data->x.names->len; i++) {
    gpointer place = g_hash_table_lookup (places, g_ptr_array_index (data->x.names, i));
    double   rank = place != NULL ? GPOINTER_TO_UINT (place) : G_MAXINT;

    g_array_append_val (ranks, rank);
  }

  return ranks;
}

static GArray *
sum_by_name (SpChartData *data)
{
  GArray *sums = g_array_sized_new (FALSE, TRUE, sizeof (double), data->x.names->len);

  g_array_set_size (sums, data->x.names->len);
  for (guint i = 0; i < data->series->len; i++) {
    SpChartSeries *series = g_ptr_array_index (data->series, i);

    for (guint j = 0; j < series->points->len; j++) {
      const SpChartPoint *point = &g_array_index (series->points, SpChartPoint, j);

      if (isfinite (point->y))
        g_array_index (sums, double, (guint) point->x) += point->y;
    }
  }

  return sums;
}

static void
move_names (SpChartData *data, GArray *indices)
{
  g_autofree guint     *places = g_new (guint, indices->len + 1);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < indices->len; i++) {
    guint from = g_array_index (indices, guint, i);

    places[from] = i;
    g_ptr_array_add (names, g_strdup (g_ptr_array_index (data->x.names, from)));
  }
  for (guint i = 0; i < data->series->len; i++) {
    SpChartSeries *series = g_ptr_array_index (data->series, i);

    for (guint j = 0; j < series->points->len; j++) {
      SpChartPoint *point = &g_array_index (series->points, SpChartPoint, j);

      point->x = places[(guint) point->x];
    }
  }
  g_ptr_array_unref (data->x.names);
  data->x.names = g_steal_pointer (&names);
}

static void
sort_names (SpChartData *data, JsonNode *sort)
{
  NameOrder          order = { .names = data->x.names, .sign = 1 };
  const char        *word = gradio_json_is_string (sort) ? json_node_get_string (sort) : NULL;
  g_autoptr (GArray) ranks = NULL;
  g_autoptr (GArray) indices = g_array_new (FALSE, FALSE, sizeof (guint));

  if (word != NULL && *word == '-') {
    order.sign = -1;
    word++;
  }
  if (sort != NULL && JSON_NODE_HOLDS_ARRAY (sort))
    ranks = rank_by_list (data, json_node_get_array (sort));
  else if (g_strcmp0 (word, "y") == 0)
    ranks = sum_by_name (data);
  else if (g_strcmp0 (word, "x") != 0)
    return; /* as they came */

  order.ranks = ranks;
  for (guint i = 0; i < data->x.names->len; i++)
    g_array_append_val (indices, i);
  g_array_sort_with_data (indices, compare_names, &order);
  move_names (data, indices);
}

static gboolean
list_has (JsonArray *list, const char *name)
{
  for (guint i = 0; i < json_array_get_length (list); i++) {
    JsonNode *item = json_array_get_element (list, i);

    if (gradio_json_is_string (item) && g_str_equal (json_node_get_string (item), name))
      return TRUE;
  }

  return FALSE;
}

static void
read_legend (Reading *reading)
{
  for (guint i = 0; reading->encoding->legend != NULL && i < reading->data->series->len; i++) {
    SpChartSeries *series = g_ptr_array_index (reading->data->series, i);

    series->in_legend = series->name != NULL && list_has (reading->encoding->legend, series->name);
  }
}

static void
read_tooltip (Reading *reading)
{
  SpChartEncoding *encoding = reading->encoding;
  JsonNode        *tooltip = encoding->tooltip;
  const char      *word = gradio_json_is_string (tooltip) ? json_node_get_string (tooltip) : NULL;

  reading->data->has_tooltip = g_strcmp0 (word, "none") != 0;
  reading->data->rows = json_array_ref (encoding->rows);
  for (guint i = 0; i < encoding->columns->len; i++) {
    const char *name = g_ptr_array_index (encoding->columns, i);
    gboolean    listed = g_strcmp0 (word, "all") == 0;

    if (tooltip != NULL && JSON_NODE_HOLDS_ARRAY (tooltip))
      listed = list_has (json_node_get_array (tooltip), name);
    if (!listed || (int) i == reading->x || (int) i == reading->y || (int) i == reading->colour)
      continue;
    g_ptr_array_add (reading->data->tooltip_columns, g_strdup (name));
    g_array_append_val (reading->data->tooltip_indices, i);
  }
}

static gboolean
find_columns (Reading *reading, GError **error)
{
  SpChartEncoding *encoding = reading->encoding;
  const char      *missing = NULL;

  reading->x = find_column (encoding, encoding->x);
  reading->y = find_column (encoding, encoding->y);
  reading->colour = find_column (encoding, encoding->colour);
  if (reading->x < 0)
    missing = encoding->x;
  else if (reading->y < 0 && encoding->aggregate != SP_CHART_AGGREGATE_COUNT)
    missing = encoding->y;
  else
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
               _("The table has no column “%s” to draw."), missing != NULL ? missing : "");

  return FALSE;
}

gboolean
sp_chart_table_read (SpChartEncoding *encoding, SpChartData *data, GError **error)
{
  Reading reading = { .encoding = encoding, .data = data };

  if (!find_columns (&reading, error))
    return FALSE;

  data->x.scale = encoding->x_scale;
  reading.names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  reading.series = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  read_rows (&reading);
  if (encoding->colour_is_number)
    scale_shades (data);
  for (guint i = 0; encoding->aggregate != SP_CHART_AGGREGATE_NONE && i < data->series->len; i++)
    aggregate_series (g_ptr_array_index (data->series, i), encoding->aggregate);
  if (encoding->x_scale == SP_CHART_SCALE_NAMES)
    sort_names (data, encoding->sort);
  sp_chart_data_sort_lines (data);
  /* A series keeps its colour when the table comes again in another order. */
  g_ptr_array_sort (data->series, compare_series);
  data->bar_width = encoding->bin;
  read_legend (&reading);
  read_tooltip (&reading);

  g_hash_table_unref (reading.names);
  g_hash_table_unref (reading.series);

  return TRUE;
}
