/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-plot-figure.h"

#include "gradio.h"
#include "sp-chart-format.h"
#include "sp-chart-table.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* A figure on its way to be a chart. */
typedef struct {
  SpChartData *data;
  JsonObject  *layout;
  GHashTable  *names; /* index + 1 of each name of x */
} Reading;

/* One list of a trace: JSON, or the bytes of numpy, or nothing. */
typedef struct {
  JsonArray *array;
  GArray    *numbers; /* owned */
} Values;

static void
values_clear (Values *values)
{
  g_clear_pointer (&values->numbers, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Values, values_clear)

static double
read_binary (const guint8 *bytes, const char *type)
{
  union {
    gint16  i2;
    guint16 u2;
    gint32  i4;
    guint32 u4;
    float   f4;
    double  f8;
  } place;

  if (g_str_equal (type, "i1"))
    return (gint8) bytes[0];
  if (g_str_equal (type, "u1"))
    return bytes[0];

  memcpy (&place, bytes, (gsize) (type[1] - '0'));
  if (g_str_equal (type, "i2"))
    return GINT16_FROM_LE (place.i2);
  if (g_str_equal (type, "u2"))
    return GUINT16_FROM_LE (place.u2);
  if (g_str_equal (type, "i4"))
    return GINT32_FROM_LE (place.i4);
  if (g_str_equal (type, "u4"))
    return GUINT32_FROM_LE (place.u4);
  place.u4 = type[1] == '4' ? GUINT32_FROM_LE (place.u4) : place.u4;

  return type[1] == '4' ? place.f4 : place.f8;
}

/* Columns of numpy: `{"dtype": "f8", "bdata": base64}`. */
static GArray *
decode_numbers (JsonObject *object)
{
  static const char *const types[] = { "i1", "u1", "i2", "u2", "i4", "u4", "f4", "f8", NULL };

  const char        *type = gradio_json_get_string (object, "dtype", "");
  const char        *text = gradio_json_get_string (object, "bdata", NULL);
  g_autofree guint8 *bytes = NULL;
  GArray            *numbers = NULL;
  gsize              length = 0;
  gsize              size = 0;

  if (text == NULL || !g_strv_contains (types, type) || json_object_has_member (object, "shape"))
    return NULL;

  bytes = g_base64_decode (text, &length);
  size = (gsize) (type[1] - '0');
  numbers = g_array_new (FALSE, FALSE, sizeof (double));
  for (gsize i = 0; i + size <= length; i += size) {
    double number = read_binary (bytes + i, type);

    g_array_append_val (numbers, number);
  }

  return numbers;
}

static void
read_values (JsonObject *trace, const char *member, Values *values)
{
  JsonObject *object = gradio_json_get_object (trace, member);

  values->array = gradio_json_get_array (trace, member);
  values->numbers = object != NULL ? decode_numbers (object) : NULL;
}

static guint
count_values (const Values *values)
{
  if (values->numbers != NULL)
    return values->numbers->len;

  return values->array != NULL ? json_array_get_length (values->array) : 0;
}

static double
get_number (const Values *values, guint index)
{
  JsonNode *node = NULL;

  if (index >= count_values (values))
    return NAN;
  if (values->numbers != NULL)
    return g_array_index (values->numbers, double, index);

  node = json_array_get_element (values->array, index);

  return gradio_json_is_number (node) ? json_node_get_double (node) : NAN;
}

static const char *
get_text (const Values *values, guint index)
{
  JsonNode *node = NULL;

  if (values->array == NULL || index >= json_array_get_length (values->array))
    return NULL;
  node = json_array_get_element (values->array, index);

  return gradio_json_is_string (node) ? json_node_get_string (node) : NULL;
}

static double
parse_time (const char *text)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GDateTime) date_time = NULL;
  g_autofree char      *iso = text != NULL ? g_strdup (text) : g_strdup ("");
  g_autofree char      *whole = NULL;

  if (strlen (iso) > 10 && iso[10] == ' ')
    iso[10] = 'T';
  whole = strlen (iso) == 10   ? g_strconcat (iso, "T00:00:00", NULL)
          : strlen (iso) == 16 ? g_strconcat (iso, ":00", NULL)
                               : g_strdup (iso);
  date_time = g_date_time_new_from_iso8601 (whole, zone);
  if (date_time == NULL)
    return NAN;

  return (double) g_date_time_to_unix (date_time) * 1000 +
         g_date_time_get_microsecond (date_time) / 1000.0;
}

/* By the first value of the first trace, as Plotly does it. */
static SpChartScale
guess_scale (JsonObject *axis, const Values *values)
{
  const char *type = gradio_json_get_string (axis, "type", "-");
  const char *text = get_text (values, 0);

  if (g_str_equal (type, "category"))
    return SP_CHART_SCALE_NAMES;
  if (g_str_equal (type, "date"))
    return SP_CHART_SCALE_TIME;
  if (text == NULL)
    return SP_CHART_SCALE_NUMBER;

  return isfinite (parse_time (text)) ? SP_CHART_SCALE_TIME : SP_CHART_SCALE_NAMES;
}

static double
find_name (Reading *reading, const Values *values, guint index)
{
  const char      *text = get_text (values, index);
  g_autofree char *name = text != NULL ? g_utf8_make_valid (text, -1)
                                       : sp_chart_format_number (get_number (values, index), 0, NULL);
  gpointer         place = g_hash_table_lookup (reading->names, name);

  if (place == NULL) {
    g_ptr_array_add (reading->data->x.names, g_strdup (name));
    place = GUINT_TO_POINTER (reading->data->x.names->len);
    g_hash_table_insert (reading->names, g_strdup (name), place);
  }

  return GPOINTER_TO_UINT (place) - 1;
}

static double
get_x (Reading *reading, const Values *values, guint index)
{
  if (count_values (values) == 0)
    return index;
  if (reading->data->x.scale == SP_CHART_SCALE_NAMES)
    return find_name (reading, values, index);
  if (reading->data->x.scale == SP_CHART_SCALE_TIME)
    return parse_time (get_text (values, index));

  return get_number (values, index);
}

static gboolean
read_mark (JsonObject *trace, SpChartMark *mark)
{
  const char *type = gradio_json_get_string (trace, "type", "scatter");
  const char *mode = gradio_json_get_string (trace, "mode", "lines");
  const char *fill = gradio_json_get_string (trace, "fill", "none");

  if (g_str_equal (type, "bar") || g_str_equal (type, "histogram"))
    *mark = SP_CHART_MARK_BAR;
  else if (!g_str_equal (type, "scatter") && !g_str_equal (type, "scattergl"))
    return FALSE;
  else if (strstr (mode, "lines") == NULL)
    *mark = SP_CHART_MARK_POINT;
  else
    *mark = g_str_equal (fill, "tozeroy") ? SP_CHART_MARK_AREA : SP_CHART_MARK_LINE;

  return TRUE;
}

static void
read_colour (JsonObject *trace, SpChartSeries *series)
{
  const char *colour =
    gradio_json_get_string (gradio_json_get_object (trace, "line"), "color",
                            gradio_json_get_string (gradio_json_get_object (trace, "marker"), "color", NULL));

  series->has_colour = sp_chart_parse_colour (colour, &series->colour);
}

/* As many intervals as numpy would make by the rule of Sturges, unless the author says so. */
static void
add_histogram (Reading *reading, JsonObject *trace, SpChartSeries *series, const Values *x)
{
  double            minimum = INFINITY;
  double            maximum = -INFINITY;
  double            width = gradio_json_get_double (gradio_json_get_object (trace, "xbins"), "size", 0);
  int               n_bins = (int) CLAMP (gradio_json_get_int (trace, "nbinsx", 0), 0, 1000);
  g_autofree guint *counts = NULL;
  guint             n_counts = 0;

  for (guint i = 0; i < count_values (x); i++) {
    double number = get_number (x, i);

    minimum = isfinite (number) ? MIN (minimum, number) : minimum;
    maximum = isfinite (number) ? MAX (maximum, number) : maximum;
  }
  if (maximum < minimum)
    return;
  if (n_bins == 0)
    n_bins = (int) ceil (log2 (MAX (2, count_values (x)))) + 1;
  if (!(width > 0) || (maximum - minimum) / width > 10000)
    width = maximum > minimum ? sp_chart_format_step (minimum, maximum, n_bins) : 1;

  minimum = floor (minimum / width) * width;
  n_counts = (guint) MIN (20000, (maximum - minimum) / width) + 1;
  counts = g_new0 (guint, n_counts);
  for (guint i = 0; i < count_values (x); i++) {
    double number = get_number (x, i);

    if (isfinite (number))
      counts[(guint) MIN (n_counts - 1, (number - minimum) / width)]++;
  }
  for (guint i = 0; i < n_counts; i++)
    sp_chart_series_add (series, minimum + (i + 0.5) * width, counts[i], -1);
  reading->data->bar_width = width;
}

static gboolean
refuse (GError **error, const char *part)
{
  /* Translators: %s is a word of a file format, such as “surface”. */
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, _("it has a part of the kind “%s”"), part);

  return FALSE;
}

static gboolean
read_trace (Reading *reading, JsonObject *trace, guint index, GError **error)
{
  g_auto (Values)  x = { 0 };
  g_auto (Values)  y = { 0 };
  SpChartMark      mark = SP_CHART_MARK_LINE;
  SpChartSeries   *series = NULL;
  const char      *type = gradio_json_get_string (trace, "type", "scatter");
  g_autofree char *name = NULL;

  if (!read_mark (trace, &mark))
    return refuse (error, type);
  if (g_strcmp0 (gradio_json_get_string (trace, "orientation", "v"), "h") == 0)
    return refuse (error, "orientation");
  if (!g_str_equal (gradio_json_get_string (trace, "xaxis", "x"), "x") ||
      !g_str_equal (gradio_json_get_string (trace, "yaxis", "y"), "y"))
    return refuse (error, "subplot");

  read_values (trace, "x", &x);
  read_values (trace, "y", &y);
  if (index == 0)
    reading->data->x.scale = guess_scale (gradio_json_get_object (reading->layout, "xaxis"), &x);
  if (get_text (&y, 0) != NULL)
    return refuse (error, "y");
  if (g_str_equal (type, "histogram") && reading->data->x.scale != SP_CHART_SCALE_NUMBER)
    return refuse (error, type);

  name = gradio_json_get_string (trace, "name", NULL) != NULL
           ? g_utf8_make_valid (gradio_json_get_string (trace, "name", ""), -1)
           : g_strdup_printf (_("trace %u"), index);
  series = sp_chart_data_add_series (reading->data, name, mark);
  series->in_legend = gradio_json_get_boolean (trace, "showlegend", TRUE);
  read_colour (trace, series);
  if (g_str_equal (type, "histogram"))
    add_histogram (reading, trace, series, &x);
  for (guint i = 0; !g_str_equal (type, "histogram") && i < count_values (&y); i++)
    sp_chart_series_add (series, get_x (reading, &x, i), get_number (&y, i), -1);

  return TRUE;
}

/* Titles are objects today and were texts once. */
static char *
dup_title (JsonObject *object)
{
  const char *title = gradio_json_get_string (gradio_json_get_object (object, "title"), "text",
                                              gradio_json_get_string (object, "title", NULL));

  return title != NULL ? g_utf8_make_valid (title, -1) : NULL;
}

static void
read_axis (JsonObject *object, SpChartAxis *axis)
{
  JsonArray *range = gradio_json_get_array (object, "range");

  axis->title = dup_title (object);
  if (axis->scale != SP_CHART_SCALE_NUMBER || range == NULL || json_array_get_length (range) != 2)
    return;
  if (gradio_json_is_number (json_array_get_element (range, 0)))
    axis->minimum = json_array_get_double_element (range, 0);
  if (gradio_json_is_number (json_array_get_element (range, 1)))
    axis->maximum = json_array_get_double_element (range, 1);
}

static gboolean
read_figure (Reading *reading, JsonArray *traces, GError **error)
{
  static const char *const axes[] = { "xaxis", "yaxis" };

  for (guint i = 0; i < G_N_ELEMENTS (axes); i++) {
    JsonObject *axis = gradio_json_get_object (reading->layout, axes[i]);

    if (g_str_equal (gradio_json_get_string (axis, "type", ""), "log"))
      return refuse (error, "log");
  }
  for (guint i = 0; i < json_array_get_length (traces); i++) {
    JsonNode *trace = json_array_get_element (traces, i);

    if (!JSON_NODE_HOLDS_OBJECT (trace))
      return refuse (error, "data");
    if (!read_trace (reading, json_node_get_object (trace), i, error))
      return FALSE;
  }

  return TRUE;
}

SpChartData *
sp_plot_figure_read_plotly (JsonObject *figure, GError **error)
{
  g_autoptr (SpChartData) data = sp_chart_data_new ();
  g_autoptr (GHashTable)  names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonArray              *traces = gradio_json_get_array (figure, "data");
  Reading                 reading = { data, gradio_json_get_object (figure, "layout"), names };
  const char             *mode = gradio_json_get_string (reading.layout, "barmode", "group");

  if (traces == NULL || json_array_get_length (traces) == 0) {
    refuse (error, "data");
    return NULL;
  }
  if (json_object_has_member (figure, "frames") &&
      gradio_json_get_array (figure, "frames") != NULL &&
      json_array_get_length (gradio_json_get_array (figure, "frames")) > 0) {
    refuse (error, "frames");
    return NULL;
  }

  data->bars_beside = g_str_equal (mode, "group");
  if (!read_figure (&reading, traces, error))
    return NULL;

  data->title = dup_title (reading.layout);
  read_axis (gradio_json_get_object (reading.layout, "xaxis"), &data->x);
  read_axis (gradio_json_get_object (reading.layout, "yaxis"), &data->y);
  /* A single trace needs no legend, as Plotly has it. */
  if (data->series->len == 1)
    ((SpChartSeries *) g_ptr_array_index (data->series, 0))->in_legend = FALSE;

  return g_steal_pointer (&data);
}
