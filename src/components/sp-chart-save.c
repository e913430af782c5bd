/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-chart-save.h"

#include "sp-component-private.h"
#include "sp-platform.h"

#include <glib/gi18n-lib.h>

/* What is known while the user is asked for a name. */
typedef struct {
  SpComponent *component;
  SpChart     *chart;
  GFile       *file;
} Save;

static void
save_free (Save *save)
{
  g_object_unref (save->component);
  g_object_unref (save->chart);
  g_clear_object (&save->file);
  g_free (save);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Save, save_free)

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Save)   save = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char   *name = NULL;
  g_autofree char   *text = NULL;

  if (sp_chart_export_finish (SP_CHART (source), result, &error)) {
    name = g_file_get_basename (save->file);
    text = g_strdup_printf (_("Saved as “%s”"), name);
    sp_component_notice (save->component, text);
  } else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    sp_component_notice (save->component, error->message);
  }
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Save)   save = user_data;
  g_autoptr (GError) error = NULL;
  SpChart           *chart = save->chart;

  save->file = sp_platform_save_file_finish (result, &error);
  if (save->file == NULL) {
    if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      sp_component_notice (save->component, error->message);
    return;
  }
  if (sp_chart_get_data (chart) == NULL)
    return; /* gone meanwhile */

  sp_chart_export_async (chart, save->file, sp_component_get_cancellable (save->component), written_cb,
                         save);
  g_steal_pointer (&save);
}

GtkWidget *
sp_chart_save_button_new (void)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkWidget        *button = gtk_menu_button_new ();

  g_menu_append (menu, _("Save as _PNG Picture…"), "chart.save::png");
  g_menu_append (menu, _("Save as _SVG Drawing…"), "chart.save::svg");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "document-save-symbolic");
  gtk_widget_set_tooltip_text (button, _("Save Chart"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Save Chart"),
                                  -1);

  return button;
}

void
sp_chart_save (SpComponent *component, SpChart *chart, const char *format)
{
  SpChartData     *data = sp_chart_get_data (chart);
  g_autofree char *name = NULL;
  g_autofree char *file_name = NULL;
  Save            *save = NULL;

  if (data == NULL) {
    sp_component_notice (component, _("There is nothing to save."));
    return;
  }

  save = g_new0 (Save, 1);
  save->component = g_object_ref (component);
  save->chart = g_object_ref (chart);
  name = gradio_file_sanitize_name (data->title != NULL && *data->title != '\0' ? data->title : _("chart"));
  file_name = g_strdup_printf ("%s.%s", name, format);
  sp_platform_save_file_async (GTK_WIDGET (component), _("Save Chart"), file_name,
                               sp_component_get_cancellable (component), chosen_cb, save);
}
