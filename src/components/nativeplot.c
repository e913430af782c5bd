/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-chart-save.h"
#include "sp-chart-table.h"
#include "sp-chart.h"
#include "sp-component-private.h"
#include "sp-css-length.h"
#include "sp-resources.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MANY_ROWS 2000 /* more are read in a thread */

#define SP_TYPE_NATIVE_PLOT (sp_native_plot_get_type ())
G_DECLARE_FINAL_TYPE (SpNativePlot, sp_native_plot, SP, NATIVE_PLOT, SpComponent)

/* The `nativeplot` component: LinePlot, BarPlot and ScatterPlot, a table drawn as a chart. */
struct _SpNativePlot {
  SpComponent parent_instance;

  GtkStack     *stack;   /* template child */
  SpChart      *chart;   /* template child */
  GtkLabel     *message; /* template child */
  JsonNode     *value;
  JsonObject   *props;       /* all that were ever set */
  GtkWidget    *save_button; /* NULL until it is listed */
  GCancellable *cancellable; /* of reading */
  SpChartScale  x_scale;
};

G_DEFINE_FINAL_TYPE (SpNativePlot, sp_native_plot, SP_TYPE_COMPONENT)

/* What a thread needs to read a table. */
typedef struct {
  SpChartEncoding *encoding;
  SpChartData     *data;
} Order;

static void
order_free (Order *order)
{
  sp_chart_encoding_free (order->encoding);
  sp_chart_data_unref (order->data);
  g_free (order);
}

static void
show_message (SpNativePlot *self, const char *text)
{
  sp_chart_set_data (self->chart, NULL);
  gtk_label_set_text (self->message, text);
  gtk_stack_set_visible_child_name (self->stack, "message");
  sp_component_set_action_enabled (SP_COMPONENT (self), "chart.save", FALSE);
}

static JsonObject *
get_value (SpNativePlot *self)
{
  return self->value != NULL && JSON_NODE_HOLDS_OBJECT (self->value) ? json_node_get_object (self->value)
                                                                     : NULL;
}

static SpChartMark
read_mark (SpNativePlot *self)
{
  const char *mark = gradio_json_get_string (get_value (self), "mark", NULL);
  const char *name = gradio_json_get_string (self->props, "name", "");

  if (g_strcmp0 (mark, "bar") == 0 || (mark == NULL && g_str_equal (name, "barplot")))
    return SP_CHART_MARK_BAR;
  if (g_strcmp0 (mark, "point") == 0 || (mark == NULL && g_str_equal (name, "scatterplot")))
    return SP_CHART_MARK_POINT;

  return SP_CHART_MARK_LINE;
}

static const char *
get_datatype (SpNativePlot *self, const char *column)
{
  return column != NULL ? gradio_json_get_string (
                            gradio_json_get_object (get_value (self), "datatypes"), column, "")
                        : "";
}

static SpChartScale
read_scale (SpNativePlot *self, const char *column)
{
  const char *datatype = get_datatype (self, column);

  if (g_str_equal (datatype, "temporal"))
    return SP_CHART_SCALE_TIME;

  return g_str_equal (datatype, "nominal") ? SP_CHART_SCALE_NAMES : SP_CHART_SCALE_NUMBER;
}

/* What falls into one place is summed up, unless the author wants something else. */
static SpChartAggregate
read_aggregate (SpNativePlot *self, SpChartEncoding *encoding)
{
  SpChartAggregate aggregate =
    sp_chart_aggregate_from_name (gradio_json_get_string (self->props, "y_aggregate", NULL));

  if (aggregate != SP_CHART_AGGREGATE_NONE)
    return aggregate;
  if (encoding->bin > 0 || encoding->x_scale == SP_CHART_SCALE_NAMES ||
      encoding->mark == SP_CHART_MARK_BAR)
    return SP_CHART_AGGREGATE_SUM;

  return SP_CHART_AGGREGATE_NONE;
}

static JsonNode *
dup_node (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL ? json_node_ref (node) : NULL;
}

static SpChartEncoding *
read_encoding (SpNativePlot *self)
{
  SpChartEncoding *encoding = sp_chart_encoding_new ();
  JsonArray       *columns = gradio_json_get_array (get_value (self), "columns");
  JsonArray       *rows = gradio_json_get_array (get_value (self), "data");
  JsonObject      *colours = gradio_json_get_object (self->props, "color_map");
  JsonArray       *legend = gradio_json_get_array (self->props, "colors_in_legend");

  for (guint i = 0; columns != NULL && i < json_array_get_length (columns); i++) {
    JsonNode *column = json_array_get_element (columns, i);

    g_ptr_array_add (encoding->columns, gradio_json_is_string (column)
                                          ? g_strdup (json_node_get_string (column))
                                          : gradio_json_write (column));
  }
  encoding->rows = rows != NULL ? json_array_ref (rows) : json_array_new ();
  encoding->x = g_strdup (gradio_json_get_string (self->props, "x", "x"));
  encoding->y = g_strdup (gradio_json_get_string (self->props, "y", "y"));
  encoding->colour = g_strdup (gradio_json_get_string (self->props, "color", NULL));
  encoding->mark = read_mark (self);
  encoding->x_scale = read_scale (self, encoding->x);
  encoding->colour_is_number = encoding->mark == SP_CHART_MARK_POINT &&
                               g_str_equal (get_datatype (self, encoding->colour), "quantitative");
  if (encoding->x_scale != SP_CHART_SCALE_NAMES)
    encoding->bin = sp_chart_parse_bin (json_object_get_member (self->props, "x_bin"));
  encoding->aggregate = read_aggregate (self, encoding);
  encoding->sort = dup_node (self->props, "sort");
  encoding->tooltip = dup_node (self->props, "tooltip");
  encoding->colours = colours != NULL ? json_object_ref (colours) : NULL;
  encoding->legend = legend != NULL ? json_array_ref (legend) : NULL;

  return encoding;
}

/* Ends of time are in seconds, unlike the data. */
static void
read_limits (SpChartAxis *axis, JsonArray *limits, SpChartScale scale)
{
  double *ends[] = { &axis->minimum, &axis->maximum };

  for (guint i = 0; limits != NULL && i < 2 && i < json_array_get_length (limits); i++) {
    JsonNode *end = json_array_get_element (limits, i);

    if (gradio_json_is_number (end))
      *ends[i] = json_node_get_double (end) * (scale == SP_CHART_SCALE_TIME ? 1000 : 1);
  }
}

static void
read_axis (SpNativePlot *self, SpChartAxis *axis, const char *letter, const char *column, SpChartScale scale)
{
  g_autofree char *title = g_strconcat (letter, "_title", NULL);
  g_autofree char *limits = g_strconcat (letter, "_lim", NULL);
  g_autofree char *format = g_strconcat (letter, "_axis_format", NULL);
  g_autofree char *angle = g_strconcat (letter, "_label_angle", NULL);

  axis->title = g_strdup (gradio_json_get_string (self->props, title, column));
  axis->format = g_strdup (gradio_json_get_string (self->props, format, NULL));
  axis->angle = gradio_json_get_double (self->props, angle, 0);
  read_limits (axis, gradio_json_get_array (self->props, limits), scale);
}

static SpChartData *
read_data (SpNativePlot *self, SpChartEncoding *encoding)
{
  SpChartData *data = sp_chart_data_new ();
  const char  *labels = gradio_json_get_string (self->props, "x_axis_labels_visible", "");

  data->title = g_strdup (gradio_json_get_string (self->props, "title", NULL));
  data->caption = g_strdup (gradio_json_get_string (self->props, "caption", NULL));
  data->colour_title =
    g_strdup (gradio_json_get_string (self->props, "color_title", encoding->colour));
  read_axis (self, &data->x, "x", encoding->x, encoding->x_scale);
  read_axis (self, &data->y, "y", encoding->y, SP_CHART_SCALE_NUMBER);
  data->x.labels_visible =
    gradio_json_get_boolean (self->props, "x_axis_labels_visible", TRUE) && !g_str_equal (labels, "hidden");

  return data;
}

static void
read_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  Order             *order = task_data;
  g_autoptr (GError) error = NULL;

  if (sp_chart_table_read (order->encoding, order->data, &error))
    g_task_return_pointer (task, sp_chart_data_ref (order->data), (GDestroyNotify) sp_chart_data_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
show_data (SpNativePlot *self, SpChartData *data, GError *error)
{
  if (data == NULL) {
    show_message (self, error->message);
    return;
  }

  sp_chart_set_data (self->chart, data);
  gtk_stack_set_visible_child_name (self->stack, "chart");
  sp_component_set_action_enabled (SP_COMPONENT (self), "chart.save", TRUE);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SpNativePlot           *self = user_data; /* there unless it was cancelled */
  g_autoptr (SpChartData) data = NULL;
  g_autoptr (GError)      error = NULL;

  data = g_task_propagate_pointer (G_TASK (result), &error);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_data (self, data, error);
}

static void
stop_reading (SpNativePlot *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
update_chart (SpNativePlot *self)
{
  g_autoptr (GTask) task = NULL;
  Order            *order = NULL;

  stop_reading (self);
  if (self->value == NULL || json_node_is_null (self->value)) {
    show_message (self, _("No plot yet"));
    return;
  }
  if (gradio_json_get_array (get_value (self), "columns") == NULL) {
    show_message (self, _("The app sent something that is no table to draw."));
    return;
  }

  order = g_new0 (Order, 1);
  order->encoding = read_encoding (self);
  order->data = read_data (self, order->encoding);
  self->x_scale = order->encoding->x_scale;
  if (json_array_get_length (order->encoding->rows) <= MANY_ROWS) {
    g_autoptr (GError) error = NULL;
    gboolean           read = sp_chart_table_read (order->encoding, order->data, &error);

    show_data (self, read ? order->data : NULL, error);
    order_free (order);
    return;
  }

  self->cancellable = g_cancellable_new ();
  task = g_task_new (NULL, self->cancellable, read_cb, self);
  g_task_set_source_tag (task, update_chart);
  g_task_set_task_data (task, order, (GDestroyNotify) order_free);
  g_task_run_in_thread (task, read_thread);
}

static JsonArray *
new_range (double from, double to)
{
  JsonArray *range = json_array_new ();

  json_array_add_double_element (range, from);
  json_array_add_double_element (range, to);

  return range;
}

/* Time is in seconds here, as the page has it. */
static void
selected_cb (SpNativePlot *self, double from, double to)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode)   data = NULL;
  double                 unit = self->x_scale == SP_CHART_SCALE_TIME ? 1000 : 1;

  json_object_set_array_member (object, "value", new_range (from / unit, to / unit));
  json_object_set_array_member (object, "index", new_range (from / unit, to / unit));
  json_object_set_boolean_member (object, "selected", TRUE);
  data = json_node_init_object (json_node_alloc (), object);
  sp_component_emit_event (SP_COMPONENT (self), "select", data);
}

static void
reset_cb (SpNativePlot *self)
{
  sp_component_emit_event (SP_COMPONENT (self), "double_click", NULL);
}

static gboolean
lists_word (JsonArray *words, const char *word)
{
  for (guint i = 0; words != NULL && i < json_array_get_length (words); i++) {
    JsonNode *node = json_array_get_element (words, i);

    if (gradio_json_is_string (node) && g_str_equal (json_node_get_string (node), word))
      return TRUE;
  }

  return FALSE;
}

static void
update_save_button (SpNativePlot *self)
{
  gboolean listed = lists_word (gradio_json_get_array (self->props, "buttons"), "export") ||
                    gradio_json_get_boolean (self->props, "show_export_button", FALSE);

  if (listed && self->save_button == NULL) {
    self->save_button = sp_chart_save_button_new ();
    sp_component_add_tool (SP_COMPONENT (self), self->save_button);
  }
  if (self->save_button != NULL)
    gtk_widget_set_visible (self->save_button, listed);
}

static void
save_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  sp_chart_save (SP_COMPONENT (widget), SP_NATIVE_PLOT (widget)->chart,
                 g_variant_get_string (parameter, NULL));
}

static void
keep_prop (JsonObject *object, const char *name, JsonNode *node, gpointer user_data)
{
  json_object_set_member (user_data, name, json_node_ref (node));
}

static void
sp_native_plot_set_props (SpComponent *component, JsonObject *props)
{
  SpNativePlot *self = SP_NATIVE_PLOT (component);
  int           height = sp_css_length_for_widget (json_object_get_member (props, "height"), GTK_WIDGET (self));

  json_object_foreach_member (props, keep_prop, self->props);
  json_object_remove_member (self->props, "value");
  if (height >= 1)
    sp_chart_set_height (self->chart, CLAMP (height, 100, 4096));
  sp_chart_view_set_selectable (sp_chart_get_view (self->chart),
                                gradio_json_get_boolean (self->props, "_selectable", FALSE));
  update_save_button (self);
  update_chart (self);
}

static void
sp_native_plot_set_value (SpComponent *component, JsonNode *value)
{
  SpNativePlot        *self = SP_NATIVE_PLOT (component);
  g_autoptr (JsonNode) old = g_steal_pointer (&self->value);

  self->value = value != NULL ? json_node_ref (value) : NULL;
  update_chart (self);
}

static JsonNode *
sp_native_plot_dup_value (SpComponent *component)
{
  SpNativePlot *self = SP_NATIVE_PLOT (component);

  return self->value != NULL ? json_node_ref (self->value) : json_node_new (JSON_NODE_NULL);
}

static void
sp_native_plot_dispose (GObject *object)
{
  SpNativePlot *self = SP_NATIVE_PLOT (object);

  stop_reading (self);
  self->save_button = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_NATIVE_PLOT);

  G_OBJECT_CLASS (sp_native_plot_parent_class)->dispose (object);
}

static void
sp_native_plot_finalize (GObject *object)
{
  SpNativePlot *self = SP_NATIVE_PLOT (object);

  g_clear_pointer (&self->value, json_node_unref);
  json_object_unref (self->props);

  G_OBJECT_CLASS (sp_native_plot_parent_class)->finalize (object);
}

static void
sp_native_plot_class_init (SpNativePlotClass *klass)
{
  GtkWidgetClass   *widget_class = GTK_WIDGET_CLASS (klass);
  SpComponentClass *component_class = SP_COMPONENT_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_native_plot_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_native_plot_finalize;
  component_class->set_props = sp_native_plot_set_props;
  component_class->buttons = SP_COMPONENT_BUTTON_FULLSCREEN;
  component_class->set_value = sp_native_plot_set_value;
  component_class->dup_value = sp_native_plot_dup_value;

  g_type_ensure (SP_TYPE_CHART);
  gtk_widget_class_install_action (widget_class, "chart.save", "s", save_cb);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "nativeplot.ui");
  gtk_widget_class_bind_template_child (widget_class, SpNativePlot, stack);
  gtk_widget_class_bind_template_child (widget_class, SpNativePlot, chart);
  gtk_widget_class_bind_template_child (widget_class, SpNativePlot, message);
}

static void
sp_native_plot_init (SpNativePlot *self)
{
  SpChartView *view = NULL;

  self->props = json_object_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  view = sp_chart_get_view (self->chart);
  g_signal_connect_swapped (view, "selected", G_CALLBACK (selected_cb), self);
  g_signal_connect_swapped (view, "reset", G_CALLBACK (reset_cb), self);
  sp_component_set_labelled_widget (SP_COMPONENT (self), GTK_WIDGET (view));
  show_message (self, _("No plot yet"));
}
