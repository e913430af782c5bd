/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"

#include <cairo.h>

G_BEGIN_DECLS

/**
 * sp_canvas_load_async:
 * @files: (element-type GradioFile): pictures
 * @client: (nullable): where they come from
 * @cancellable: (nullable): stops it
 * @callback: called when all are there
 * @user_data: for @callback
 *
 * Fetches and decodes pictures, to be drawn on.
 */
void sp_canvas_load_async (GPtrArray          *files,
                           GradioClient       *client,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data);

/**
 * sp_canvas_load_finish:
 * @result: what @callback got
 * @error: return location
 *
 * Returns: (transfer full) (element-type cairo_surface_t): the pictures in the order of the files,
 *   or %NULL with a sentence for people when one of them cannot be shown
 */
GPtrArray *sp_canvas_load_finish (GAsyncResult *result,
                                  GError      **error);

G_END_DECLS
