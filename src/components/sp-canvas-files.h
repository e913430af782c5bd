/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-canvas-picture.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SpCanvasCopy:
 * @picture: the picture
 * @serial: the state of the drawing that the files have
 * @drawing_path: file with what was drawn
 * @composite_path: file with all of it
 *
 * A picture as it is in two files.
 */
typedef struct {
  SpCanvasPicture *picture;
  guint            serial;
  char            *drawing_path;
  char            *composite_path;
} SpCanvasCopy;

void sp_canvas_copy_unref (SpCanvasCopy *copy);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SpCanvasCopy, sp_canvas_copy_unref)

#define SP_TYPE_CANVAS_FILES (sp_canvas_files_get_type ())

/**
 * SpCanvasFiles:
 *
 * A private folder with pictures that were drawn on: new files each time, because someone may still
 * read the last ones. It goes away with the object.
 */
G_DECLARE_FINAL_TYPE (SpCanvasFiles, sp_canvas_files, SP, CANVAS_FILES, GObject)

SpCanvasFiles *sp_canvas_files_new (void);

/**
 * sp_canvas_files_write:
 * @self: a folder
 * @picture: a picture
 * @error: return location
 *
 * Writes it at once, for someone who cannot wait.
 *
 * Returns: (transfer full): where it is
 */
SpCanvasCopy *sp_canvas_files_write (SpCanvasFiles   *self,
                                     SpCanvasPicture *picture,
                                     GError         **error);

/**
 * sp_canvas_files_write_async:
 * @self: a folder
 * @picture: a picture; what is drawn from now on is not in the files
 * @cancellable: (nullable): stops it
 * @callback: called when it is written
 * @user_data: for @callback
 *
 * Writes it in a thread.
 */
void          sp_canvas_files_write_async (SpCanvasFiles      *self,
                                           SpCanvasPicture    *picture,
                                           GCancellable       *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer            user_data);
SpCanvasCopy *sp_canvas_files_write_finish (SpCanvasFiles *self,
                                            GAsyncResult  *result,
                                            GError       **error);

G_END_DECLS
