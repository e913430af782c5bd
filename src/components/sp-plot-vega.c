/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-plot-figure.h"

#include "gradio.h"
#include "sp-chart-table.h"

#include <glib/gi18n-lib.h>

static JsonArray *
find_rows (JsonObject *figure, JsonObject *unit)
{
  JsonObject *data = gradio_json_get_object (unit, "data");
  const char *name = NULL;

  if (data == NULL)
    data = gradio_json_get_object (figure, "data");
  if (gradio_json_get_array (data, "values") != NULL)
    return gradio_json_get_array (data, "values");

  name = gradio_json_get_string (data, "name", NULL);

  return name != NULL ? gradio_json_get_array (gradio_json_get_object (figure, "datasets"), name) : NULL;
}

static gboolean
read_mark (JsonObject *unit, SpChartMark *mark)
{
  const char *name = gradio_json_get_string (unit, "mark", NULL);

  if (name == NULL)
    name = gradio_json_get_string (gradio_json_get_object (unit, "mark"), "type", "");
  if (g_str_equal (name, "line"))
    *mark = SP_CHART_MARK_LINE;
  else if (g_str_equal (name, "bar"))
    *mark = SP_CHART_MARK_BAR;
  else if (g_str_equal (name, "area"))
    *mark = SP_CHART_MARK_AREA;
  else if (g_str_equal (name, "point") || g_str_equal (name, "circle") || g_str_equal (name, "square"))
    *mark = SP_CHART_MARK_POINT;
  else
    return FALSE;

  return TRUE;
}

/* Gradio 3 lays points that can be pointed at, unseen, over its lines: the first layer is the chart. */
static JsonObject *
find_unit (JsonObject *figure)
{
  JsonArray *layers = gradio_json_get_array (figure, "layer");
  JsonNode  *first = NULL;

  if (layers == NULL)
    return figure;

  first = json_array_get_length (layers) > 0 ? json_array_get_element (layers, 0) : NULL;

  return first != NULL && JSON_NODE_HOLDS_OBJECT (first) ? json_node_get_object (first) : NULL;
}

static gboolean
has_same_data (JsonObject *figure, JsonObject *unit, JsonObject *layer)
{
  JsonObject *encoding = gradio_json_get_object (unit, "encoding");
  JsonObject *other = gradio_json_get_object (layer, "encoding");

  for (const char *const *channel = (const char *const[]){ "x", "y", NULL }; *channel != NULL; channel++) {
    const char *field =
      gradio_json_get_string (gradio_json_get_object (other, *channel), "field", NULL);

    if (g_strcmp0 (field,
                   gradio_json_get_string (gradio_json_get_object (encoding, *channel), "field", NULL)) != 0)
      return FALSE;
  }

  return find_rows (figure, unit) == find_rows (figure, layer);
}

/* Layers that show something else than the first one cannot be drawn. */
static gboolean
layers_agree (JsonObject *figure, JsonObject *unit)
{
  JsonArray *layers = gradio_json_get_array (figure, "layer");

  for (guint i = 1; layers != NULL && i < json_array_get_length (layers); i++) {
    JsonNode   *layer = json_array_get_element (layers, i);
    SpChartMark mark = SP_CHART_MARK_LINE;

    if (!JSON_NODE_HOLDS_OBJECT (layer) || !read_mark (json_node_get_object (layer), &mark) ||
        mark != SP_CHART_MARK_POINT || !has_same_data (figure, unit, json_node_get_object (layer)))
      return FALSE;
  }

  return TRUE;
}

static const char *
find_unknown_part (JsonObject *figure)
{
  static const char *const parts[] = {
    "hconcat",
    "vconcat",
    "concat",
    "facet",
    "repeat",
    "transform",
    "projection",
  };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++) {
    if (json_object_has_member (figure, parts[i]))
      return parts[i];
  }

  return NULL;
}

static SpChartScale
to_scale (JsonObject *channel)
{
  const char *type = gradio_json_get_string (channel, "type", "quantitative");

  if (g_str_equal (type, "temporal"))
    return SP_CHART_SCALE_TIME;

  return g_str_equal (type, "quantitative") ? SP_CHART_SCALE_NUMBER : SP_CHART_SCALE_NAMES;
}

static void
read_axis (JsonObject *channel, SpChartAxis *axis)
{
  JsonObject *options = gradio_json_get_object (channel, "axis");
  JsonArray  *domain = gradio_json_get_array (gradio_json_get_object (channel, "scale"), "domain");
  const char *field = gradio_json_get_string (channel, "field", "");
  const char *title = gradio_json_get_string (channel, "title",
                                              gradio_json_get_string (options, "title", field));

  axis->title = g_strdup (title);
  axis->with_zero = to_scale (channel) == SP_CHART_SCALE_NUMBER &&
                    gradio_json_get_boolean (gradio_json_get_object (channel, "scale"), "zero", TRUE);
  axis->angle = gradio_json_get_double (options, "labelAngle", 0);
  axis->format = g_strdup (gradio_json_get_string (options, "format", NULL));
  if (domain == NULL || json_array_get_length (domain) != 2 || to_scale (channel) == SP_CHART_SCALE_NAMES)
    return;
  if (gradio_json_is_number (json_array_get_element (domain, 0)))
    axis->minimum = json_array_get_double_element (domain, 0);
  if (gradio_json_is_number (json_array_get_element (domain, 1)))
    axis->maximum = json_array_get_double_element (domain, 1);
}

/* Every column of the table: rows are objects, and the first one has all of them. */
static void
read_columns (SpChartEncoding *encoding)
{
  JsonNode         *first = json_array_get_length (encoding->rows) > 0
                              ? json_array_get_element (encoding->rows, 0)
                              : NULL;
  g_autoptr (GList) names = NULL;

  if (first != NULL && JSON_NODE_HOLDS_OBJECT (first))
    names = json_object_get_members (json_node_get_object (first));
  for (GList *name = names; name != NULL; name = name->next)
    g_ptr_array_add (encoding->columns, g_strdup (name->data));
}

static void
read_colours (SpChartEncoding *encoding, JsonObject *channel)
{
  JsonObject *scale = gradio_json_get_object (channel, "scale");
  JsonArray  *domain = gradio_json_get_array (scale, "domain");
  JsonArray  *range = gradio_json_get_array (scale, "range");

  if (domain == NULL || range == NULL)
    return;

  encoding->colours = json_object_new ();
  for (guint i = 0; i < MIN (json_array_get_length (domain), json_array_get_length (range)); i++) {
    if (gradio_json_is_string (json_array_get_element (domain, i)))
      json_object_set_member (encoding->colours, json_array_get_string_element (domain, i),
                              json_node_ref (json_array_get_element (range, i)));
  }
}

static SpChartEncoding *
read_encoding (JsonObject *channels, JsonArray *rows, SpChartMark mark)
{
  SpChartEncoding *encoding = sp_chart_encoding_new ();
  JsonObject      *x = gradio_json_get_object (channels, "x");
  JsonObject      *y = gradio_json_get_object (channels, "y");
  JsonObject      *colour = gradio_json_get_object (channels, "color");
  JsonNode        *sort = x != NULL ? json_object_get_member (x, "sort") : NULL;

  encoding->rows = json_array_ref (rows);
  encoding->mark = mark;
  encoding->x = g_strdup (gradio_json_get_string (x, "field", ""));
  encoding->y = g_strdup (gradio_json_get_string (y, "field", ""));
  encoding->colour = g_strdup (gradio_json_get_string (colour, "field", NULL));
  encoding->x_scale = to_scale (x);
  encoding->colour_is_number = colour != NULL && to_scale (colour) == SP_CHART_SCALE_NUMBER &&
                               encoding->colour != NULL && mark == SP_CHART_MARK_POINT;
  encoding->aggregate = sp_chart_aggregate_from_name (gradio_json_get_string (y, "aggregate", NULL));
  encoding->sort = sort != NULL ? json_node_ref (sort) : NULL;
  read_colours (encoding, colour);
  read_columns (encoding);

  return encoding;
}

/* What turns the chart into another one than the part that is read here. */
static gboolean
is_simple (JsonObject *channels)
{
  JsonObject *x = gradio_json_get_object (channels, "x");
  JsonObject *y = gradio_json_get_object (channels, "y");
  const char *aggregate = gradio_json_get_string (y, "aggregate", NULL);

  return x != NULL && y != NULL && to_scale (y) == SP_CHART_SCALE_NUMBER &&
         !json_object_has_member (x, "aggregate") && !json_object_has_member (x, "timeUnit") &&
         (!json_object_has_member (x, "bin") || !gradio_json_get_boolean (x, "bin", TRUE)) &&
         !json_object_has_member (channels, "row") && !json_object_has_member (channels, "column") &&
         !json_object_has_member (channels, "facet") && !json_object_has_member (channels, "xOffset") &&
         (aggregate == NULL || sp_chart_aggregate_from_name (aggregate) != SP_CHART_AGGREGATE_NONE) &&
         gradio_json_get_string (gradio_json_get_object (x, "scale"), "type", NULL) == NULL &&
         gradio_json_get_string (gradio_json_get_object (y, "scale"), "type", NULL) == NULL;
}

static SpChartData *
refuse (GError **error, const char *part)
{
  /* Translators: %s is a word of a file format, such as “facet”. */
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, _("it has a part of the kind “%s”"), part);

  return NULL;
}

SpChartData *
sp_plot_figure_read_vega (JsonObject *figure, GError **error)
{
  g_autoptr (SpChartData)     data = NULL;
  g_autoptr (SpChartEncoding) encoding = NULL;
  JsonObject                 *unit = find_unit (figure);
  JsonObject                 *channels = gradio_json_get_object (unit, "encoding");
  JsonArray                  *rows = find_rows (figure, unit);
  SpChartMark                 mark = SP_CHART_MARK_LINE;

  if (find_unknown_part (figure) != NULL)
    return refuse (error, find_unknown_part (figure));
  if (!read_mark (unit, &mark))
    return refuse (error, "mark");
  if (rows == NULL)
    return refuse (error, "data");
  if (!layers_agree (figure, unit))
    return refuse (error, "layer");
  if (!is_simple (channels))
    return refuse (error, "encoding");

  data = sp_chart_data_new ();
  data->title = sp_plot_figure_dup_title (figure);
  read_axis (gradio_json_get_object (channels, "x"), &data->x);
  read_axis (gradio_json_get_object (channels, "y"), &data->y);
  encoding = read_encoding (channels, rows, mark);
  data->colour_title = g_strdup (gradio_json_get_string (gradio_json_get_object (channels, "color"), "title",
                                                         encoding->colour));
  if (!sp_chart_table_read (encoding, data, error))
    return NULL;

  return g_steal_pointer (&data);
}
