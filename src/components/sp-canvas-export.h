/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <gdk/gdk.h>
#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * sp_canvas_export_write:
 * @surface: a picture
 * @path: where to write it
 * @error: return location
 *
 * Writes a PNG file that only the user can read.
 *
 * Returns: whether it is there
 */
gboolean sp_canvas_export_write (cairo_surface_t *surface,
                                 const char      *path,
                                 GError         **error);

/**
 * sp_canvas_export_async:
 * @drawing: (transfer full): the layer that was drawn on
 * @drawing_path: where to write it
 * @composite: (transfer full): all layers on each other
 * @composite_path: where to write it
 * @cancellable: (nullable): stops it
 * @callback: called when both are written
 * @user_data: for @callback
 *
 * Writes both in a thread.
 */
void     sp_canvas_export_async (cairo_surface_t    *drawing,
                                 const char         *drawing_path,
                                 cairo_surface_t    *composite,
                                 const char         *composite_path,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);
gboolean sp_canvas_export_finish (GAsyncResult *result,
                                  GError      **error);

/**
 * sp_canvas_surface_from_texture:
 * @texture: a decoded picture
 *
 * Returns: (transfer full): the same to be painted with; in any thread
 */
cairo_surface_t *sp_canvas_surface_from_texture (GdkTexture *texture);

G_END_DECLS
