/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-canvas-picture.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SP_TYPE_CANVAS (sp_canvas_get_type ())

/**
 * SpCanvas:
 *
 * Shows an #SpCanvasPicture and lets the user draw on it: with the pointer, and with the keyboard
 * (arrow keys move a cursor, Space puts the pen down and lifts it). Fits into its place unless it
 * is zoomed; then the wheel and the middle button move it.
 */
G_DECLARE_FINAL_TYPE (SpCanvas, sp_canvas, SP, CANVAS, GtkWidget)

/**
 * sp_canvas_set_picture:
 * @self: a canvas
 * @picture: (nullable): what to show
 * @on_paper: whether it lies on white, not on a chequerboard
 */
void sp_canvas_set_picture (SpCanvas        *self,
                            SpCanvasPicture *picture,
                            gboolean         on_paper);

/**
 * sp_canvas_set_brush:
 * @self: a canvas
 * @brush: (nullable): what to draw with, %NULL for nothing
 */
void sp_canvas_set_brush (SpCanvas            *self,
                          const SpCanvasBrush *brush);

/**
 * sp_canvas_set_zoom:
 * @self: a canvas
 * @zoom: pixels of the screen for one of the picture, 0 to fit
 */
void sp_canvas_set_zoom (SpCanvas *self,
                         double    zoom);

/**
 * sp_canvas_get_zoom:
 * @self: a canvas
 *
 * Returns: how large a pixel is shown, also when it fits
 */
double sp_canvas_get_zoom (SpCanvas *self);

void sp_canvas_set_max_height (SpCanvas *self, int max_height);

G_END_DECLS
