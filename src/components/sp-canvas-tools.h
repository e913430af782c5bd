/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-canvas-picture.h"

#include <gtk/gtk.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define SP_TYPE_CANVAS_TOOLS (sp_canvas_tools_get_type ())

/**
 * SpCanvasTools:
 *
 * The tool bar of a canvas: brush and eraser with their size and colour, and buttons for the
 * actions `canvas.undo`, `canvas.redo`, `canvas.clear`, `canvas.zoom-in`, `canvas.zoom-out`,
 * `canvas.zoom-fit`, `canvas.choose`, `canvas.paste` and `canvas.apply` of a parent.
 *
 * Signal: `changed`: it is to be drawn with something else.
 */
G_DECLARE_FINAL_TYPE (SpCanvasTools, sp_canvas_tools, SP, CANVAS_TOOLS, GtkWidget)

/**
 * sp_canvas_tools_set_props:
 * @self: a tool bar
 * @props: props of an image editor; reads `brush`, `eraser`, `sources` and `attached_events`
 */
void sp_canvas_tools_set_props (SpCanvasTools *self,
                                JsonObject    *props);

/**
 * sp_canvas_tools_set_picture_size:
 * @self: a tool bar
 * @side: the shorter side of the picture in pixels: sizes that are `auto` follow it
 */
void sp_canvas_tools_set_picture_size (SpCanvasTools *self,
                                       int            side);

/**
 * sp_canvas_tools_get_brush:
 * @self: a tool bar
 * @brush: (out): what to draw with
 *
 * Returns: %FALSE when there is neither brush nor eraser
 */
gboolean sp_canvas_tools_get_brush (SpCanvasTools *self,
                                    SpCanvasBrush *brush);

/**
 * sp_canvas_tools_choose:
 * @self: a tool bar
 * @eraser: whether the eraser is chosen, not the brush
 */
void sp_canvas_tools_choose (SpCanvasTools *self,
                             gboolean       eraser);

/**
 * sp_canvas_tools_set_colour:
 * @self: a tool bar
 * @colour: colour of the brush
 */
void sp_canvas_tools_set_colour (SpCanvasTools *self,
                                 const GdkRGBA *colour);

/**
 * sp_canvas_tools_change_size:
 * @self: a tool bar
 * @factor: what the size of the tool is multiplied by
 */
void sp_canvas_tools_change_size (SpCanvasTools *self,
                                  double         factor);

G_END_DECLS
