/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-chart-save.h"
#include "sp-chart.h"
#include "sp-component-private.h"
#include "sp-data-save.h"
#include "sp-json-tree.h"
#include "sp-picture.h"
#include "sp-plot-figure.h"
#include "sp-plot-save.h"
#include "sp-plot-web.h"
#include "sp-resources.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define SP_TYPE_PLOT (sp_plot_get_type ())
G_DECLARE_FINAL_TYPE (SpPlot, sp_plot, SP, PLOT, SpComponent)

/* The `plot` component: a picture of Matplotlib, or a figure of Plotly, Altair or Bokeh. Figures are
 * drawn as far as they are simple charts, others in a web part where there is one; else their data is
 * shown. */
struct _SpPlot {
  SpComponent parent_instance;

  GtkStack     *stack;       /* template child */
  SpPicture    *picture;     /* template child */
  SpChart      *chart;       /* template child */
  GtkLabel     *note_title;  /* template child */
  GtkLabel     *note;        /* template child */
  SpJsonTree   *tree;        /* template child */
  AdwBin       *web_bin;     /* template child */
  GtkWidget    *save_button; /* where a figure is drawn */
  SpWebPart    *web;         /* in web_bin, NULL until it is needed */
  char         *web_library; /* what it draws with */
  JsonNode     *value;
  GradioFile   *file;        /* of the picture */
  JsonNode     *figure;      /* parsed */
  GCancellable *cancellable; /* of parsing */
};

G_DEFINE_FINAL_TYPE (SpPlot, sp_plot, SP_TYPE_COMPONENT)

/* What a thread makes of the text of a figure. */
typedef struct {
  char        *library;
  char        *text;
  JsonNode    *figure;
  SpChartData *data;   /* NULL when it is no simple chart */
  char        *reason; /* what it has that is not drawn */
} Reading;

static void
reading_free (Reading *reading)
{
  g_free (reading->library);
  g_free (reading->text);
  g_clear_pointer (&reading->figure, json_node_unref);
  g_clear_pointer (&reading->data, sp_chart_data_unref);
  g_free (reading->reason);
  g_free (reading);
}

static const char *
get_member (SpPlot *self, const char *member)
{
  if (self->value == NULL || !JSON_NODE_HOLDS_OBJECT (self->value))
    return NULL;

  return gradio_json_get_string (json_node_get_object (self->value), member, NULL);
}

static const char *
name_library (const char *library)
{
  static const char *const names[][2] = {
    { "altair", "Altair" },
    { "bokeh", "Bokeh" },
    { "matplotlib", "Matplotlib" },
    { "plotly", "Plotly" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    if (g_strcmp0 (library, names[i][0]) == 0)
      return names[i][1];
  }

  return library;
}

static void
show_page (SpPlot *self, const char *page)
{
  gboolean is_web = g_str_equal (page, "web");

  gtk_stack_set_visible_child_name (self->stack, page);
  gtk_widget_set_visible (self->save_button, is_web || g_str_equal (page, "chart"));
  sp_component_set_action_enabled (SP_COMPONENT (self), "plot.save-picture", is_web);
  sp_component_set_action_enabled (SP_COMPONENT (self), "chart.save", g_str_equal (page, "chart"));
  sp_component_set_action_enabled (SP_COMPONENT (self), "plot.save-json", self->figure != NULL);
  sp_component_set_action_enabled (SP_COMPONENT (self), "plot.save-page",
                                   self->figure != NULL && g_strcmp0 (get_member (self, "type"), "bokeh") != 0);
}

static void
show_note (SpPlot *self, const char *title, const char *note, JsonNode *tree)
{
  gtk_label_set_text (self->note_title, title != NULL ? title : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note_title), title != NULL && *title != '\0');
  gtk_label_set_text (self->note, note);
  sp_json_tree_set_value (self->tree, tree);
  show_page (self, "note");
}

static void
show_data (SpPlot *self, const char *note)
{
  g_autofree char *title = NULL;

  if (JSON_NODE_HOLDS_OBJECT (self->figure))
    title = sp_plot_figure_dup_title (json_node_get_object (self->figure));
  show_note (self, title, note, self->figure);
}

static void
forget_web (SpPlot *self)
{
  self->web = NULL;
  g_clear_pointer (&self->web_library, g_free);
  adw_bin_set_child (self->web_bin, NULL);
}

static void
web_failed_cb (SpPlot *self, const char *words)
{
  forget_web (self);
  if (self->figure != NULL)
    show_data (self, words);
}

static void
drawn_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SpPlot            *self = user_data; /* there unless it was cancelled */
  g_autoptr (GError) error = NULL;
  g_autofree char   *note = NULL;

  if (sp_web_part_call_finish (result, &error) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  /* Translators: the name of a library, and its own words. */
  note = g_strdup_printf (_("%s could not draw this figure: %s. Below is what it is made of."),
                          name_library (get_member (self, "type")), error->message);
  show_data (self, note);
}

static void
draw_in_web (SpPlot *self, const char *library)
{
  if (self->web != NULL && !g_str_equal (self->web_library, library))
    forget_web (self);
  if (self->web == NULL) {
    self->web = sp_plot_web_new (library);
    self->web_library = g_strdup (library);
    g_signal_connect_object (self->web, "failed", G_CALLBACK (web_failed_cb), self, G_CONNECT_SWAPPED);
    adw_bin_set_child (self->web_bin, GTK_WIDGET (self->web));
  }

  g_cancellable_cancel (self->cancellable); /* of drawing it in other colours */
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  sp_plot_web_draw_async (self->web, library, self->figure, self->cancellable, drawn_cb, self);
  show_page (self, "web");
}

/* A figure takes the colours of the desktop when it is drawn. */
static void
dark_changed_cb (SpPlot *self)
{
  if (self->web != NULL && self->figure != NULL)
    draw_in_web (self, self->web_library);
}

static void
show_figure (SpPlot *self, Reading *reading)
{
  g_autofree char *note = NULL;

  self->figure = json_node_ref (reading->figure);
  if (reading->data != NULL) {
    sp_chart_set_data (self->chart, reading->data);
    show_page (self, "chart");
    return;
  }

  if (JSON_NODE_HOLDS_OBJECT (self->figure) && sp_plot_web_can_draw (reading->library)) {
    draw_in_web (self, reading->library);
    return;
  }

  if (reading->reason != NULL)
    /* Translators: the name of a library, and why: “it has a part of the kind “surface””. */
    note = g_strdup_printf (_("This %s figure is not drawn here: %s. Below is what it is made of."),
                            name_library (reading->library), reading->reason);
  else
    note = g_strdup_printf (_("Figures of %s are not drawn here. Below is what this one is made of."),
                            name_library (reading->library));
  show_data (self, note);
}

static void
read_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  Reading           *order = task_data;
  Reading           *reading = NULL;
  g_autoptr (GError) error = NULL;
  JsonNode          *figure = gradio_json_parse (order->text, -1, &error);

  if (figure == NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  reading = g_new0 (Reading, 1);
  reading->library = g_strdup (order->library);
  reading->figure = figure;
  if (JSON_NODE_HOLDS_OBJECT (figure) && g_str_equal (order->library, "plotly"))
    reading->data = sp_plot_figure_read_plotly (json_node_get_object (figure), &error);
  else if (JSON_NODE_HOLDS_OBJECT (figure) && g_str_equal (order->library, "altair"))
    reading->data = sp_plot_figure_read_vega (json_node_get_object (figure), &error);
  if (error != NULL)
    reading->reason = g_strdup (error->message);
  g_task_return_pointer (task, reading, (GDestroyNotify) reading_free);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SpPlot            *self = user_data; /* there unless it was cancelled */
  g_autoptr (GError) error = NULL;
  Reading           *reading = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  if (reading != NULL) {
    show_figure (self, reading);
    reading_free (reading);
  } else {
    show_note (self, NULL, _("The app sent a figure that cannot be read."), self->value);
  }
}

static void
read_figure (SpPlot *self, const char *library, const char *text)
{
  g_autoptr (GTask) task = NULL;
  Reading          *order = g_new0 (Reading, 1);

  order->library = g_strdup (library);
  order->text = g_strdup (text);
  self->cancellable = g_cancellable_new ();
  task = g_task_new (NULL, self->cancellable, read_cb, self);
  g_task_set_source_tag (task, read_figure);
  g_task_set_task_data (task, order, (GDestroyNotify) reading_free);
  g_task_run_in_thread (task, read_thread);
}

/* A picture is in a `data:` address, or in a file as others are. */
static GradioFile *
read_picture (JsonNode *plot)
{
  g_autoptr (JsonNode)   wrapped = NULL;
  g_autoptr (JsonObject) object = NULL;
  const char            *address = NULL;

  if (!gradio_json_is_string (plot))
    return gradio_file_new_from_json (plot);

  address = json_node_get_string (plot);
  object = json_object_new ();
  json_object_set_null_member (object, "path");
  json_object_set_string_member (object, "url", address);
  json_object_set_string_member (object, "orig_name",
                                 g_str_has_prefix (address, "data:image/webp") ? "plot.webp" : "plot.png");
  json_object_set_object_member (object, "meta", json_object_new ());
  json_object_set_string_member (json_object_get_object_member (object, "meta"), "_type", "gradio.FileData");
  wrapped = json_node_init_object (json_node_alloc (), object);

  return gradio_file_new_from_json (wrapped);
}

static void
update_picture (SpPlot *self)
{
  sp_picture_set_file (self->picture, self->file, sp_component_get_client (SP_COMPONENT (self)));
}

static void
update_alternative_text (SpPlot *self)
{
  const char *label = sp_component_get_label (SP_COMPONENT (self));

  if (self->picture != NULL) /* not being disposed of */
    sp_picture_set_alternative_text (self->picture, label != NULL && *label != '\0' ? label : _("Plot"));
}

static void
show_picture (SpPlot *self)
{
  self->file = read_picture (json_object_get_member (json_node_get_object (self->value), "plot"));
  update_picture (self);
  show_page (self, "picture");
}

static void
forget_figure (SpPlot *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->file);
  g_clear_pointer (&self->figure, json_node_unref);
}

static void
sp_plot_set_value (SpComponent *component, JsonNode *value)
{
  SpPlot              *self = SP_PLOT (component);
  g_autoptr (JsonNode) old = g_steal_pointer (&self->value);
  const char          *library = NULL;
  const char          *text = NULL;

  forget_figure (self);
  self->value = value != NULL ? json_node_ref (value) : NULL;
  library = get_member (self, "type");
  text = get_member (self, "plot");
  if (value == NULL || json_node_is_null (value))
    show_page (self, "empty");
  else if (g_strcmp0 (library, "matplotlib") == 0)
    show_picture (self);
  else if (library != NULL && text != NULL)
    read_figure (self, library, text); /* the old one stays meanwhile */
  else
    show_note (self, NULL, _("The app sent something that is no plot:"), value);
}

static JsonNode *
sp_plot_dup_value (SpComponent *component)
{
  SpPlot *self = SP_PLOT (component);

  return self->value != NULL ? json_node_ref (self->value) : json_node_new (JSON_NODE_NULL);
}

static GPtrArray *
sp_plot_dup_files (SpComponent *component)
{
  SpPlot    *self = SP_PLOT (component);
  GPtrArray *files = g_ptr_array_new_with_free_func (g_object_unref);

  if (self->file != NULL)
    g_ptr_array_add (files, g_object_ref (self->file));

  return files;
}

static void
save_text (SpPlot *self, const char *name, char *text)
{
  g_autoptr (GBytes) data = g_bytes_new_take (text, strlen (text));

  sp_data_save (SP_COMPONENT (self), _("Save Figure"), name, data);
}

static void
save_picture_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  sp_plot_save_picture (SP_COMPONENT (widget), SP_PLOT (widget)->web);
}

static void
save_json_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SpPlot *self = SP_PLOT (widget);

  save_text (self, "figure.json", gradio_json_write_pretty (self->figure));
}

static void
save_page_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SpPlot          *self = SP_PLOT (widget);
  g_autofree char *json = gradio_json_write (self->figure);
  char            *page = sp_plot_figure_dup_page (get_member (self, "type"), json);

  if (page != NULL)
    save_text (self, "figure.html", page);
  else
    sp_component_notice (SP_COMPONENT (self), _("There is nothing to save."));
}

static void
save_chart_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  sp_chart_save (SP_COMPONENT (widget), SP_PLOT (widget)->chart, g_variant_get_string (parameter, NULL));
}

static void
sp_plot_dispose (GObject *object)
{
  SpPlot *self = SP_PLOT (object);

  forget_figure (self);
  g_clear_pointer (&self->value, json_node_unref);
  g_clear_pointer (&self->web_library, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_PLOT);

  G_OBJECT_CLASS (sp_plot_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "chart.save", "s", save_chart_cb);
  gtk_widget_class_install_action (widget_class, "plot.save-picture", NULL, save_picture_cb);
  gtk_widget_class_install_action (widget_class, "plot.save-json", NULL, save_json_cb);
  gtk_widget_class_install_action (widget_class, "plot.save-page", NULL, save_page_cb);
}

static void
sp_plot_class_init (SpPlotClass *klass)
{
  GtkWidgetClass   *widget_class = GTK_WIDGET_CLASS (klass);
  SpComponentClass *component_class = SP_COMPONENT_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_plot_dispose;
  component_class->buttons = SP_COMPONENT_BUTTON_FULLSCREEN | SP_COMPONENT_BUTTON_DOWNLOAD;
  component_class->set_value = sp_plot_set_value;
  component_class->dup_value = sp_plot_dup_value;
  component_class->dup_files = sp_plot_dup_files;

  install_actions (widget_class);
  g_type_ensure (SP_TYPE_CHART);
  g_type_ensure (SP_TYPE_PICTURE);
  g_type_ensure (SP_TYPE_JSON_TREE);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "plot.ui");
  gtk_widget_class_bind_template_child (widget_class, SpPlot, stack);
  gtk_widget_class_bind_template_child (widget_class, SpPlot, picture);
  gtk_widget_class_bind_template_child (widget_class, SpPlot, chart);
  gtk_widget_class_bind_template_child (widget_class, SpPlot, note_title);
  gtk_widget_class_bind_template_child (widget_class, SpPlot, note);
  gtk_widget_class_bind_template_child (widget_class, SpPlot, tree);
  gtk_widget_class_bind_template_child (widget_class, SpPlot, web_bin);
}

static void
sp_plot_init (SpPlot *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sp_component_set_labelled_widget (SP_COMPONENT (self), GTK_WIDGET (self->stack));
  g_signal_connect (self, "notify::client", G_CALLBACK (update_picture), NULL);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (dark_changed_cb), self,
                           G_CONNECT_SWAPPED);
  self->save_button = sp_plot_save_button_new ();
  sp_component_add_tool (SP_COMPONENT (self), self->save_button);
  g_signal_connect (self, "notify::label", G_CALLBACK (update_alternative_text), NULL);
  update_alternative_text (self);
  show_page (self, "empty");
}
