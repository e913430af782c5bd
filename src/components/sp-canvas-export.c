/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-canvas-export.h"

typedef struct {
  cairo_surface_t *drawing;
  char            *drawing_path;
  cairo_surface_t *composite;
  char            *composite_path;
} Export;

static void
export_free (Export *export)
{
  cairo_surface_destroy (export->drawing);
  cairo_surface_destroy (export->composite);
  g_free (export->drawing_path);
  g_free (export->composite_path);
  g_free (export);
}

gboolean
sp_canvas_export_write (cairo_surface_t *surface, const char *path, GError **error)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_get_from_surface (
    surface, 0, 0, cairo_image_surface_get_width (surface), cairo_image_surface_get_height (surface));
  g_autofree char *bytes = NULL;
  gsize            length = 0;

  if (pixbuf == NULL) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, g_strerror (ENOMEM));
    return FALSE;
  }

  /* The lowest compression: it goes to a server once, and the user waits for it. */
  return gdk_pixbuf_save_to_buffer (pixbuf, &bytes, &length, "png", error, "compression", "1", NULL) &&
         g_file_set_contents_full (path, bytes, (gssize) length, G_FILE_SET_CONTENTS_NONE, 0600, error);
}

static void
export_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  Export *export = task_data;
  g_autoptr (GError) error = NULL;

  if (sp_canvas_export_write (export->drawing, export->drawing_path, &error) &&
      sp_canvas_export_write (export->composite, export->composite_path, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
sp_canvas_export_async (cairo_surface_t    *drawing,
                        const char         *drawing_path,
                        cairo_surface_t    *composite,
                        const char         *composite_path,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Export *export = g_new0 (Export, 1);

  export->drawing = drawing;
  export->drawing_path = g_strdup (drawing_path);
  export->composite = composite;
  export->composite_path = g_strdup (composite_path);
  g_task_set_source_tag (task, sp_canvas_export_async);
  g_task_set_task_data (task, export, (GDestroyNotify) export_free);
  g_task_run_in_thread (task, export_thread);
}

gboolean
sp_canvas_export_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sp_canvas_export_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

cairo_surface_t *
sp_canvas_surface_from_texture (GdkTexture *texture)
{
  cairo_surface_t *surface = cairo_image_surface_create (
    CAIRO_FORMAT_ARGB32, gdk_texture_get_width (texture), gdk_texture_get_height (texture));

  if (cairo_surface_status (surface) != CAIRO_STATUS_SUCCESS)
    return surface; /* what it is painted on stays empty */

  gdk_texture_download (texture, cairo_image_surface_get_data (surface),
                        (gsize) cairo_image_surface_get_stride (surface));
  cairo_surface_mark_dirty (surface);

  return surface;
}
