/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SP_TYPE_FILE_DRAG (sp_file_drag_get_type ())

/**
 * SpFileDrag:
 *
 * Lets a file be dragged out of a widget. It is fetched as soon as the pointer is over the
 * widget, for a drag cannot wait.
 */
G_DECLARE_FINAL_TYPE (SpFileDrag, sp_file_drag, SP, FILE_DRAG, GObject)

/**
 * sp_file_drag_new:
 * @widget: what is dragged; the controllers added to it go away with the #SpFileDrag
 *
 * Returns: (transfer full): something that drags nothing yet
 */
SpFileDrag *sp_file_drag_new (GtkWidget *widget);

/**
 * sp_file_drag_set_file:
 * @self: a file drag
 * @file: (nullable): a file of a value
 * @client: (nullable): where it comes from
 */
void sp_file_drag_set_file (SpFileDrag   *self,
                            GradioFile   *file,
                            GradioClient *client);

/**
 * sp_file_drag_prepare:
 * @self: a file drag
 *
 * Fetches the file when it is not there yet, as the pointer does.
 */
void sp_file_drag_prepare (SpFileDrag *self);

/**
 * sp_file_drag_dup_content:
 * @self: a file drag
 *
 * Returns: (transfer full) (nullable): what a drag that begins now carries; %NULL when the file
 *   is not there
 */
GdkContentProvider *sp_file_drag_dup_content (SpFileDrag *self);

G_END_DECLS
