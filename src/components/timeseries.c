/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-chart-table.h"
#include "sp-chart.h"
#include "sp-component-private.h"
#include "sp-csv-table.h"
#include "sp-drop-zone.h"
#include "sp-resources.h"

#include <glib/gi18n-lib.h>

#define SP_TYPE_TIMESERIES (sp_timeseries_get_type ())
G_DECLARE_FINAL_TYPE (SpTimeseries, sp_timeseries, SP, TIMESERIES, SpComponent)

/* The `timeseries` component of Gradio 3: a table as lines, that comes in as a CSV file. */
struct _SpTimeseries {
  SpComponent parent_instance;

  SpDropZone   *zone;          /* template child */
  GtkStack     *stack;         /* template child */
  SpChart      *chart;         /* template child */
  GtkLabel     *message;       /* template child */
  GtkButton    *remove_button; /* template child */
  JsonNode     *value;
  char         *x;
  JsonArray    *y;
  JsonArray    *colours;
  GCancellable *cancellable; /* of reading a file */
};

G_DEFINE_FINAL_TYPE (SpTimeseries, sp_timeseries, SP_TYPE_COMPONENT)

static void
show_message (SpTimeseries *self, const char *text)
{
  sp_chart_set_data (self->chart, NULL);
  gtk_label_set_text (self->message, text);
  gtk_stack_set_visible_child_name (self->stack, "message");
}

static SpChartEncoding *
read_encoding (SpTimeseries *self, JsonArray *headers, JsonArray *rows, const char *y)
{
  SpChartEncoding *encoding = sp_chart_encoding_new ();

  for (guint i = 0; i < json_array_get_length (headers); i++) {
    JsonNode *header = json_array_get_element (headers, i);

    g_ptr_array_add (encoding->columns, gradio_json_is_string (header)
                                          ? g_strdup (json_node_get_string (header))
                                          : gradio_json_write (header));
  }
  encoding->rows = json_array_ref (rows);
  encoding->x = g_strdup (
    self->x != NULL ? self->x : encoding->columns->len > 0 ? g_ptr_array_index (encoding->columns, 0)
                                                           : "");
  encoding->y = g_strdup (y);

  return encoding;
}

/* Numbers, or dates as text, or names. */
static SpChartScale
guess_scale (SpChartEncoding *encoding)
{
  g_autoptr (GDateTime) date_time = NULL;
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autofree char      *text = NULL;
  JsonNode             *row = NULL;
  JsonNode             *cell = NULL;
  guint                 column = 0;

  if (json_array_get_length (encoding->rows) == 0 ||
      !g_ptr_array_find_with_equal_func (encoding->columns, encoding->x, g_str_equal, &column))
    return SP_CHART_SCALE_NUMBER;

  row = json_array_get_element (encoding->rows, 0);
  if (JSON_NODE_HOLDS_ARRAY (row) && column < json_array_get_length (json_node_get_array (row)))
    cell = json_array_get_element (json_node_get_array (row), column);
  if (!gradio_json_is_string (cell))
    return SP_CHART_SCALE_NUMBER;

  text = g_strdup (json_node_get_string (cell));
  date_time = g_date_time_new_from_iso8601 (strlen (text) == 10 ? "" : text, zone);
  if (date_time != NULL)
    return SP_CHART_SCALE_TIME;

  return strlen (text) == 10 && text[4] == '-' && text[7] == '-' ? SP_CHART_SCALE_TIME
                                                                 : SP_CHART_SCALE_NAMES;
}

static gboolean
is_drawn (SpTimeseries *self, SpChartEncoding *encoding, const char *column)
{
  if (g_strcmp0 (column, encoding->x) == 0)
    return FALSE;
  if (self->y == NULL)
    return TRUE;

  for (guint i = 0; i < json_array_get_length (self->y); i++) {
    JsonNode *name = json_array_get_element (self->y, i);

    if (gradio_json_is_string (name) && g_str_equal (json_node_get_string (name), column))
      return TRUE;
  }

  return FALSE;
}

static void
colour_series (SpTimeseries *self, SpChartSeries *series, guint index)
{
  JsonNode *colour = NULL;

  if (self->colours == NULL || index >= json_array_get_length (self->colours))
    return;

  colour = json_array_get_element (self->colours, index);
  if (gradio_json_is_string (colour))
    series->has_colour = sp_chart_parse_colour (json_node_get_string (colour), &series->colour);
}

static SpChartData *
read_data (SpTimeseries *self, JsonArray *headers, JsonArray *rows, GError **error)
{
  g_autoptr (SpChartData)     data = sp_chart_data_new ();
  g_autoptr (SpChartEncoding) encoding = read_encoding (self, headers, rows, NULL);
  guint                       n_drawn = 0;

  encoding->x_scale = guess_scale (encoding);
  data->x.title = g_strdup (encoding->x);
  for (guint i = 0; i < encoding->columns->len; i++) {
    const char             *column = g_ptr_array_index (encoding->columns, i);
    g_autoptr (SpChartData) part = sp_chart_data_new ();
    SpChartSeries          *series = NULL;

    if (!is_drawn (self, encoding, column))
      continue;
    g_free (encoding->y);
    encoding->y = g_strdup (column);
    if (!sp_chart_table_read (encoding, part, error))
      return NULL;
    if (part->series->len == 0)
      continue;
    series = g_ptr_array_steal_index (part->series, 0);
    series->name = g_strdup (column);
    series->in_legend = TRUE;
    colour_series (self, series, n_drawn++);
    g_ptr_array_add (data->series, series);
    data->x.scale = part->x.scale;
    if (data->x.names->len == 0) {
      GPtrArray *names = data->x.names;

      data->x.names = part->x.names;
      part->x.names = names;
    }
  }

  return g_steal_pointer (&data);
}

static void
update_chart (SpTimeseries *self)
{
  JsonObject             *table = NULL;
  JsonArray              *headers = NULL;
  JsonArray              *rows = NULL;
  g_autoptr (SpChartData) data = NULL;
  g_autoptr (GError)      error = NULL;
  gboolean                empty = self->value == NULL || json_node_is_null (self->value);

  sp_drop_zone_set_filled (self->zone, !empty || !sp_component_get_interactive (SP_COMPONENT (self)));
  gtk_widget_set_visible (GTK_WIDGET (self->remove_button),
                          !empty && sp_component_get_interactive (SP_COMPONENT (self)));
  if (empty) {
    show_message (self, _("No plot yet"));
    return;
  }

  if (JSON_NODE_HOLDS_OBJECT (self->value))
    table = json_node_get_object (self->value);
  headers = gradio_json_get_array (table, "headers");
  rows = gradio_json_get_array (table, "data");
  if (headers != NULL && rows != NULL)
    data = read_data (self, headers, rows, &error);
  if (data == NULL) {
    show_message (self, error != NULL ? error->message
                                      : _("The app sent something that is no table to draw."));
    return;
  }

  sp_chart_set_data (self->chart, data);
  gtk_stack_set_visible_child_name (self->stack, "chart");
}

static void
take_value (SpTimeseries *self, JsonNode *value)
{
  g_clear_pointer (&self->value, json_node_unref);
  self->value = json_node_ref (value);
  update_chart (self);
  sp_component_value_changed (SP_COMPONENT (self));
}

static void
table_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SpTimeseries        *self = user_data; /* there unless it was cancelled */
  g_autoptr (GError)   error = NULL;
  g_autoptr (JsonNode) value = sp_csv_table_read_finish (result, &error);

  if (value != NULL)
    take_value (self, value);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    sp_component_set_error_text (SP_COMPONENT (self), error->message);
}

static void
stop_reading (SpTimeseries *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
files_cb (SpTimeseries *self, GPtrArray *files)
{
  stop_reading (self);
  self->cancellable = g_cancellable_new ();
  sp_csv_table_read_async (g_ptr_array_index (files, 0), self->cancellable, table_read_cb, self);
}

static void
refused_cb (SpTimeseries *self, const char *sentence)
{
  sp_component_set_error_text (SP_COMPONENT (self), sentence);
}

static void
remove_cb (SpTimeseries *self)
{
  g_autoptr (JsonNode) nothing = json_node_new (JSON_NODE_NULL);

  stop_reading (self);
  take_value (self, nothing);
  gtk_widget_grab_focus (GTK_WIDGET (self->zone));
}

static void
replace_array (JsonArray **place, JsonObject *props, const char *member)
{
  JsonArray *array = gradio_json_get_array (props, member);

  if (array == NULL)
    return;
  g_clear_pointer (place, json_array_unref);
  *place = json_array_ref (array);
}

static void
sp_timeseries_set_props (SpComponent *component, JsonObject *props)
{
  SpTimeseries *self = SP_TIMESERIES (component);
  const char   *x = gradio_json_get_string (props, "x", NULL);

  if (x != NULL) {
    g_free (self->x);
    self->x = g_strdup (x);
  }
  replace_array (&self->y, props, "y");
  replace_array (&self->colours, props, "colors");
  if (gradio_json_get_string (props, "y", NULL) != NULL) {
    g_clear_pointer (&self->y, json_array_unref);
    self->y = json_array_new ();
    json_array_add_string_element (self->y, gradio_json_get_string (props, "y", ""));
  }
  update_chart (self);
}

static void
sp_timeseries_set_value (SpComponent *component, JsonNode *value)
{
  SpTimeseries        *self = SP_TIMESERIES (component);
  g_autoptr (JsonNode) old = g_steal_pointer (&self->value);

  stop_reading (self);
  self->value = value != NULL ? json_node_ref (value) : NULL;
  update_chart (self);
}

static JsonNode *
sp_timeseries_dup_value (SpComponent *component)
{
  SpTimeseries *self = SP_TIMESERIES (component);

  return self->value != NULL ? json_node_ref (self->value) : json_node_new (JSON_NODE_NULL);
}

static void
sp_timeseries_set_interactive (SpComponent *component, gboolean interactive)
{
  update_chart (SP_TIMESERIES (component));
}

static void
update_client (SpTimeseries *self)
{
  if (self->zone != NULL)
    sp_drop_zone_set_client (self->zone, sp_component_get_client (SP_COMPONENT (self)));
}

static void
sp_timeseries_dispose (GObject *object)
{
  SpTimeseries *self = SP_TIMESERIES (object);

  stop_reading (self);
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_TIMESERIES);
  g_clear_pointer (&self->value, json_node_unref);
  g_clear_pointer (&self->y, json_array_unref);
  g_clear_pointer (&self->colours, json_array_unref);
  g_clear_pointer (&self->x, g_free);

  G_OBJECT_CLASS (sp_timeseries_parent_class)->dispose (object);
}

static void
sp_timeseries_class_init (SpTimeseriesClass *klass)
{
  GtkWidgetClass   *widget_class = GTK_WIDGET_CLASS (klass);
  SpComponentClass *component_class = SP_COMPONENT_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_timeseries_dispose;
  component_class->set_props = sp_timeseries_set_props;
  component_class->set_value = sp_timeseries_set_value;
  component_class->dup_value = sp_timeseries_dup_value;
  component_class->set_interactive = sp_timeseries_set_interactive;

  g_type_ensure (SP_TYPE_CHART);
  g_type_ensure (SP_TYPE_DROP_ZONE);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "timeseries.ui");
  gtk_widget_class_bind_template_child (widget_class, SpTimeseries, zone);
  gtk_widget_class_bind_template_child (widget_class, SpTimeseries, stack);
  gtk_widget_class_bind_template_child (widget_class, SpTimeseries, chart);
  gtk_widget_class_bind_template_child (widget_class, SpTimeseries, message);
  gtk_widget_class_bind_template_child (widget_class, SpTimeseries, remove_button);
  gtk_widget_class_bind_template_callback (widget_class, files_cb);
  gtk_widget_class_bind_template_callback (widget_class, refused_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
sp_timeseries_init (SpTimeseries *self)
{
  static const char *const types[] = { ".csv", NULL };

  gtk_widget_init_template (GTK_WIDGET (self));
  sp_drop_zone_set_file_types (self->zone, types);
  sp_component_set_labelled_widget (SP_COMPONENT (self), GTK_WIDGET (self->zone));
  g_signal_connect (self, "notify::client", G_CALLBACK (update_client), NULL);
  update_chart (self);
}
