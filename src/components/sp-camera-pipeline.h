/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-camera-options.h"

#include <gst/gst.h>
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SP_TYPE_CAMERA_PIPELINE (sp_camera_pipeline_get_type ())

/**
 * SpCameraPipeline:
 *
 * GStreamer's part of a camera: what it sees, as pictures for the screen, as photos, as a film and
 * as JPEG pictures of a stream. It runs from when it is made until it is freed, which frees the
 * camera.
 *
 * Signals: `frame`: there is another picture; `encoded` (#GBytes): a JPEG picture, of a stream only;
 * `recorded`: the film is written; `failed` (text): a sentence on why there are no more pictures.
 */
G_DECLARE_FINAL_TYPE (SpCameraPipeline, sp_camera_pipeline, SP, CAMERA_PIPELINE, GObject)

/**
 * sp_camera_pipeline_new_async:
 * @source: what gives the pictures
 * @options: what is wanted of it; copied
 * @cancellable: (nullable): stops it
 * @callback: called when the camera is open
 * @user_data: for @callback
 *
 * Opens a camera in a thread, for that may take seconds.
 */
void sp_camera_pipeline_new_async (GstElement            *source,
                                   const SpCameraOptions *options,
                                   GCancellable          *cancellable,
                                   GAsyncReadyCallback    callback,
                                   gpointer               user_data);

/**
 * sp_camera_pipeline_new_finish:
 * @result: what @callback got
 * @error: return location; the message is for the user
 *
 * Returns: (transfer full): the pipeline, or %NULL
 */
SpCameraPipeline *sp_camera_pipeline_new_finish (GAsyncResult *result,
                                                 GError      **error);

/**
 * sp_camera_pipeline_get_frame:
 * @self: a pipeline
 *
 * Returns: (transfer none) (nullable): the newest picture, no larger than a screen needs it
 */
GdkPaintable *sp_camera_pipeline_get_frame (SpCameraPipeline *self);

/**
 * sp_camera_pipeline_take_photo_async:
 * @self: a pipeline
 * @cancellable: (nullable): stops it
 * @callback: called when there is a photo
 * @user_data: for @callback
 *
 * Takes what the camera sees now, as large as the camera gives it.
 */
void        sp_camera_pipeline_take_photo_async (SpCameraPipeline   *self,
                                                 GCancellable       *cancellable,
                                                 GAsyncReadyCallback callback,
                                                 gpointer            user_data);
GdkTexture *sp_camera_pipeline_take_photo_finish (SpCameraPipeline *self,
                                                  GAsyncResult     *result,
                                                  GError          **error);

/**
 * sp_camera_pipeline_start_recording:
 * @self: a pipeline
 * @path: file to write a WebM film to
 * @microphone: (nullable): what gives the sound
 * @error: return location; the message is for the user
 *
 * Returns: %FALSE when no film can be made here
 */
gboolean sp_camera_pipeline_start_recording (SpCameraPipeline *self,
                                             const char       *path,
                                             GstElement       *microphone,
                                             GError          **error);

/**
 * sp_camera_pipeline_stop_recording:
 * @self: a pipeline
 *
 * Ends the film; `recorded` tells when the file is whole.
 */
void sp_camera_pipeline_stop_recording (SpCameraPipeline *self);

G_END_DECLS
