/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-plot-save.h"

#include "sp-component-private.h"
#include "sp-data-save.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

/* What figures lie on in the window. */
static const GdkRGBA light_background = { 1, 1, 1, 1 };
static const GdkRGBA dark_background = { 0.21f, 0.21f, 0.21f, 1 };

typedef struct {
  GdkTexture *texture;
  GdkRGBA     background;
} Picture;

static void
picture_free (Picture *picture)
{
  g_object_unref (picture->texture);
  g_free (picture);
}

static void
append (GMenu *menu, const char *label, const char *action)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, action);

  g_menu_item_set_attribute (item, "hidden-when", "s", "action-disabled");
  g_menu_append_item (menu, item);
}

/* When it is opened: most figures are never saved. */
static void
fill_menu_cb (GtkMenuButton *button, gpointer user_data)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  append (menu, _("Save as _PNG Picture…"), "chart.save::png");
  append (menu, _("Save as _SVG Drawing…"), "chart.save::svg");
  append (menu, _("Save as _PNG Picture…"), "plot.save-picture");
  append (menu, _("Save _Data…"), "plot.save-json");
  append (menu, _("Save Web _Page…"), "plot.save-page");
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

GtkWidget *
sp_plot_save_button_new (void)
{
  GtkWidget *button = gtk_menu_button_new ();

  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), fill_menu_cb, NULL, NULL);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "document-save-symbolic");
  gtk_widget_set_tooltip_text (button, _("Save Figure"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Save Figure"), -1);

  return button;
}

static cairo_status_t
write_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);

  return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *
read_texture (GdkTexture *texture)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, gdk_texture_get_width (texture),
                                                         gdk_texture_get_height (texture));

  gdk_texture_download (texture, cairo_image_surface_get_data (surface), cairo_image_surface_get_stride (surface));
  cairo_surface_mark_dirty (surface);

  return surface;
}

/* The page has no background, and light text on none is lost where the picture goes. */
static void
encode_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  Picture         *picture = task_data;
  GByteArray      *bytes = g_byte_array_new ();
  cairo_surface_t *figure = read_texture (picture->texture);
  cairo_surface_t *page = cairo_image_surface_create (CAIRO_FORMAT_RGB24, cairo_image_surface_get_width (figure),
                                                      cairo_image_surface_get_height (figure));
  cairo_t         *cr = cairo_create (page);
  cairo_status_t   status;

  gdk_cairo_set_source_rgba (cr, &picture->background);
  cairo_paint (cr);
  cairo_set_source_surface (cr, figure, 0, 0);
  cairo_paint (cr);
  cairo_destroy (cr);
  status = cairo_surface_write_to_png_stream (page, write_cb, bytes);
  cairo_surface_destroy (figure);
  cairo_surface_destroy (page);

  if (status == CAIRO_STATUS_SUCCESS) {
    g_task_return_pointer (task, g_byte_array_free_to_bytes (bytes), (GDestroyNotify) g_bytes_unref);
  } else {
    g_byte_array_unref (bytes);
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "%s", cairo_status_to_string (status));
  }
}

static void
taken_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)      task = user_data;
  g_autoptr (GdkTexture) texture = NULL;
  GError                *error = NULL;
  Picture               *picture = NULL;

  texture = sp_web_part_snapshot_finish (result, &error);
  if (texture == NULL) {
    g_task_return_error (task, error);
    return;
  }

  picture = g_new0 (Picture, 1);
  picture->texture = g_steal_pointer (&texture);
  picture->background =
    adw_style_manager_get_dark (adw_style_manager_get_default ()) ? dark_background : light_background;
  g_task_set_task_data (task, picture, (GDestroyNotify) picture_free);
  g_task_run_in_thread (task, encode_thread);
}

void
sp_plot_save_encode_async (SpWebPart          *part,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  GTask *task = g_task_new (part, cancellable, callback, user_data);

  g_task_set_source_tag (task, sp_plot_save_encode_async);
  sp_web_part_snapshot_async (part, cancellable, taken_cb, task);
}

GBytes *
sp_plot_save_encode_finish (SpWebPart    *part,
                            GAsyncResult *result,
                            GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, part), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
encoded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpComponent) component = user_data;
  g_autoptr (GError)      error = NULL;
  g_autoptr (GBytes)      png = sp_plot_save_encode_finish (SP_WEB_PART (source), result, &error);

  if (png != NULL)
    sp_data_save (component, _("Save Figure"), "figure.png", png);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    sp_component_notice (component, error->message);
}

void
sp_plot_save_picture (SpComponent *component, SpWebPart *part)
{
  sp_plot_save_encode_async (part, sp_component_get_cancellable (component), encoded_cb, g_object_ref (component));
}
