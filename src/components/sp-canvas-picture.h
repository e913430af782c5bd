/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

#define SP_TYPE_CANVAS_PICTURE (sp_canvas_picture_get_type ())

/**
 * SpCanvasPicture:
 *
 * A picture that is drawn on: a background, layers that came with it, and on top a layer of its own
 * that takes the strokes. Knows no widget.
 *
 * Signal: `damaged` (x, y, width, height): this part looks different now.
 *
 * Signal: `drawn`: a stroke is finished, undone, redone or cleared away.
 */
G_DECLARE_FINAL_TYPE (SpCanvasPicture, sp_canvas_picture, SP, CANVAS_PICTURE, GObject)

/**
 * SpCanvasBrush:
 * @colour: what it draws with; its alpha is that of the whole stroke
 * @size: width of a stroke in pixels
 * @erases: whether it takes away instead
 */
typedef struct {
  GdkRGBA  colour;
  double   size;
  gboolean erases;
} SpCanvasBrush;

/**
 * sp_canvas_picture_new:
 * @width: width in pixels
 * @height: height in pixels
 *
 * Returns: (transfer full): an empty picture
 */
SpCanvasPicture *sp_canvas_picture_new (int width,
                                        int height);

/**
 * sp_canvas_picture_add_layer:
 * @self: a picture
 * @surface: what came, laid at the upper left corner and not changed; the first one is the lowest
 */
void sp_canvas_picture_add_layer (SpCanvasPicture *self,
                                  cairo_surface_t *surface);

/**
 * sp_canvas_picture_take_drawing:
 * @self: a picture
 * @surface: what was drawn before, to be drawn on
 */
void sp_canvas_picture_take_drawing (SpCanvasPicture *self,
                                     cairo_surface_t *surface);

int sp_canvas_picture_get_width (SpCanvasPicture *self);
int sp_canvas_picture_get_height (SpCanvasPicture *self);

/**
 * sp_canvas_picture_begin_stroke:
 * @self: a picture
 * @brush: what to draw with
 * @x: where
 * @y: where
 */
void sp_canvas_picture_begin_stroke (SpCanvasPicture     *self,
                                     const SpCanvasBrush *brush,
                                     double               x,
                                     double               y);
void sp_canvas_picture_extend_stroke (SpCanvasPicture *self, double x, double y);
void sp_canvas_picture_end_stroke (SpCanvasPicture *self);

/**
 * sp_canvas_picture_fill:
 * @self: a picture
 * @brush: a colour, or an eraser for everything that was drawn
 *
 * Covers the whole drawing, as one stroke would.
 */
void sp_canvas_picture_fill (SpCanvasPicture     *self,
                             const SpCanvasBrush *brush);

gboolean sp_canvas_picture_can_undo (SpCanvasPicture *self);
gboolean sp_canvas_picture_can_redo (SpCanvasPicture *self);
void     sp_canvas_picture_undo (SpCanvasPicture *self);
void     sp_canvas_picture_redo (SpCanvasPicture *self);

/**
 * sp_canvas_picture_get_serial:
 * @self: a picture
 *
 * Returns: another number after each change of the drawing, 0 before the first
 */
guint sp_canvas_picture_get_serial (SpCanvasPicture *self);

/**
 * sp_canvas_picture_get_composite:
 * @self: a picture
 *
 * Returns: (transfer none): all layers on each other, up to date everywhere
 */
cairo_surface_t *sp_canvas_picture_get_composite (SpCanvasPicture *self);

/**
 * sp_canvas_picture_copy_drawing:
 * @self: a picture
 *
 * Returns: (transfer full): a copy of what was drawn, that a thread may use
 */
cairo_surface_t *sp_canvas_picture_copy_drawing (SpCanvasPicture *self);

/**
 * sp_canvas_picture_copy_composite:
 * @self: a picture
 *
 * Returns: (transfer full): a copy of all layers on each other, that a thread may use
 */
cairo_surface_t *sp_canvas_picture_copy_composite (SpCanvasPicture *self);

G_END_DECLS
