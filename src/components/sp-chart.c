/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-chart.h"

#include "sp-chart-export.h"
#include "sp-chart-paint.h"
#include "sp-flow-layout.h"
#include "sp-resources.h"
#include "sp-tooltip.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define MAX_LEGEND 40 /* entries */
#define N_SHADES 8
#define DEFAULT_HEIGHT 300

struct _SpChart {
  GtkWidget parent_instance;

  GtkLabel    *title;        /* template child */
  SpChartView *view;         /* template child */
  GtkLabel    *colour_title; /* template child */
  GtkFlowBox  *legend;       /* template child */
  GtkLabel    *caption;      /* template child */

  SpChartData *data;
  GHashTable  *hidden; /* set of names of series */
};

G_DEFINE_FINAL_TYPE (SpChart, sp_chart, GTK_TYPE_WIDGET)

static void
set_text (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

static GBytes *
dup_hidden (SpChart *self)
{
  g_autofree guint8 *bytes = NULL;

  if (self->data == NULL || g_hash_table_size (self->hidden) == 0)
    return NULL;

  bytes = g_new0 (guint8, self->data->series->len + 1);
  for (guint i = 0; i < self->data->series->len; i++) {
    const char *name = ((SpChartSeries *) g_ptr_array_index (self->data->series, i))->name;

    bytes[i] = name != NULL && g_hash_table_contains (self->hidden, name);
  }

  return g_bytes_new (bytes, self->data->series->len);
}

static void
toggled_cb (GtkToggleButton *button, SpChart *self)
{
  g_autoptr (GBytes) hidden = NULL;
  const char        *name = gtk_widget_get_tooltip_text (GTK_WIDGET (button));

  if (gtk_toggle_button_get_active (button))
    g_hash_table_remove (self->hidden, name);
  else
    g_hash_table_add (self->hidden, g_strdup (name));
  hidden = dup_hidden (self);
  sp_chart_view_set_hidden (self->view, hidden);
}

static GtkWidget *
create_entry (SpChart *self, guint index)
{
  SpChartSeries *series = g_ptr_array_index (self->data->series, index);
  GdkRGBA        colour = sp_chart_data_get_colour (
           self->data, index, adw_style_manager_get_dark (adw_style_manager_get_default ()));
  g_autofree char *markup = NULL;
  GtkWidget       *label = gtk_label_new (NULL);
  GtkWidget       *button = gtk_toggle_button_new ();

  markup = g_markup_printf_escaped ("<span foreground=\"#%02x%02x%02x\">%s</span> %s",
                                    (guint) (colour.red * 255), (guint) (colour.green * 255),
                                    (guint) (colour.blue * 255),
                                    sp_chart_paint_get_symbol (series->mark, index), series->name);
  gtk_label_set_markup (GTK_LABEL (label), markup);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
  gtk_button_set_child (GTK_BUTTON (button), label);
  sp_tooltip_set_text (button, series->name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, series->name, -1);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "chip");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button),
                                !g_hash_table_contains (self->hidden, series->name));
  g_signal_connect (button, "toggled", G_CALLBACK (toggled_cb), self);

  return button;
}

static void
clear_legend (SpChart *self)
{
  GtkFlowBoxChild *child = NULL;

  while ((child = gtk_flow_box_get_child_at_index (self->legend, 0)) != NULL)
    gtk_flow_box_remove (self->legend, GTK_WIDGET (child));
}

static void
append_entry (SpChart *self, GtkWidget *entry)
{
  gtk_flow_box_append (self->legend, entry);
  /* The button inside has the focus, not the place around it. */
  gtk_widget_set_focusable (gtk_widget_get_parent (entry), FALSE);
}

/* What colours of single points mean: a title, and a bar from the smallest to the largest value. */
static char *
dup_shade_markup (SpChartData *data)
{
  gboolean            dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  g_autoptr (GString) bar = g_string_new (NULL);
  g_autofree char    *head = NULL;

  if (!data->has_shades)
    return g_markup_escape_text (data->colour_title != NULL ? data->colour_title : "", -1);

  for (guint i = 0; i < N_SHADES; i++) {
    GdkRGBA colour = sp_chart_data_get_shade (i / (N_SHADES - 1.0), dark);

    g_string_append_printf (bar, "<span foreground=\"#%02x%02x%02x\">█</span>", (guint) (colour.red * 255),
                            (guint) (colour.green * 255), (guint) (colour.blue * 255));
  }

  head = g_markup_printf_escaped ("%s: %g ", data->colour_title != NULL ? data->colour_title : "",
                                  data->shade_minimum);

  return g_strdup_printf ("%s%s %g", head, bar->str, data->shade_maximum);
}

static void
update_legend (SpChart *self)
{
  guint            n_entries = 0;
  guint            n_more = 0;
  g_autofree char *title = NULL;
  GtkWidget       *more = NULL;

  clear_legend (self);
  for (guint i = 0; self->data != NULL && i < self->data->series->len; i++) {
    if (!((SpChartSeries *) g_ptr_array_index (self->data->series, i))->in_legend)
      continue;
    if (n_entries++ < MAX_LEGEND)
      append_entry (self, create_entry (self, i));
    else
      n_more++;
  }
  if (n_more > 0) {
    g_autofree char *text = g_strdup_printf (ngettext ("and %u more", "and %u more", n_more), n_more);

    more = gtk_label_new (text);
    append_entry (self, more);
  }
  gtk_widget_set_visible (GTK_WIDGET (self->legend), n_entries > 0);
  if (self->data != NULL && (n_entries > 0 || self->data->has_shades))
    title = dup_shade_markup (self->data);
  gtk_label_set_markup (self->colour_title, title != NULL ? title : "");
  gtk_widget_set_visible (GTK_WIDGET (self->colour_title), title != NULL && *title != '\0');
}

static void
sp_chart_dispose (GObject *object)
{
  SpChart   *self = SP_CHART (object);
  GtkWidget *child = NULL;

  g_signal_handlers_disconnect_by_data (adw_style_manager_get_default (), self);
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_CHART);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->data, sp_chart_data_unref);
  g_clear_pointer (&self->hidden, g_hash_table_unref);

  G_OBJECT_CLASS (sp_chart_parent_class)->dispose (object);
}

static void
sp_chart_class_init (SpChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_chart_dispose;

  g_type_ensure (SP_TYPE_CHART_VIEW);
  g_type_ensure (SP_TYPE_FLOW_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "sp-chart");
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-chart.ui");
  gtk_widget_class_bind_template_child (widget_class, SpChart, title);
  gtk_widget_class_bind_template_child (widget_class, SpChart, view);
  gtk_widget_class_bind_template_child (widget_class, SpChart, colour_title);
  gtk_widget_class_bind_template_child (widget_class, SpChart, legend);
  gtk_widget_class_bind_template_child (widget_class, SpChart, caption);
}

static void
sp_chart_init (SpChart *self)
{
  self->hidden = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  sp_chart_set_height (self, DEFAULT_HEIGHT);
  g_signal_connect_swapped (adw_style_manager_get_default (), "notify::dark",
                            G_CALLBACK (update_legend), self);
}

void
sp_chart_set_height (SpChart *self, int height)
{
  g_return_if_fail (SP_IS_CHART (self));

  gtk_widget_set_size_request (GTK_WIDGET (self), -1, CLAMP (height, 80, 8192));
}

GtkWidget *
sp_chart_new (void)
{
  return g_object_new (SP_TYPE_CHART, NULL);
}

void
sp_chart_set_data (SpChart *self, SpChartData *data)
{
  g_autoptr (GBytes) hidden = NULL;

  g_return_if_fail (SP_IS_CHART (self));

  if (data != NULL)
    sp_chart_data_ref (data);
  g_clear_pointer (&self->data, sp_chart_data_unref);
  self->data = data;
  set_text (self->title, data != NULL ? data->title : NULL);
  set_text (self->caption, data != NULL ? data->caption : NULL);
  update_legend (self);
  hidden = dup_hidden (self);
  sp_chart_view_set_data (self->view, data);
  sp_chart_view_set_hidden (self->view, hidden);
}

SpChartData *
sp_chart_get_data (SpChart *self)
{
  g_return_val_if_fail (SP_IS_CHART (self), NULL);

  return self->data;
}

SpChartView *
sp_chart_get_view (SpChart *self)
{
  g_return_val_if_fail (SP_IS_CHART (self), NULL);

  return self->view;
}

void
sp_chart_export_async (SpChart            *self,
                       GFile              *file,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  g_autoptr (GTask)  task = NULL;
  g_autoptr (GBytes) hidden = NULL;
  int                width = gtk_widget_get_width (GTK_WIDGET (self->view));
  int                height = gtk_widget_get_height (GTK_WIDGET (self->view));

  g_return_if_fail (SP_IS_CHART (self));
  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (self->data != NULL);

  hidden = dup_hidden (self);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sp_chart_export_async);
  sp_chart_export_in_thread (task, self->data, hidden, MAX (400, width), MAX (200, height),
                             gtk_widget_get_pango_context (GTK_WIDGET (self)), file);
}

gboolean
sp_chart_export_finish (SpChart *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
