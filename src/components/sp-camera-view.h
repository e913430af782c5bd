/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"
#include "sp-camera-options.h"
#include "sp-temp-folder.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SP_TYPE_CAMERA_VIEW (sp_camera_view_get_type ())

/**
 * SpCameraView:
 *
 * What a camera sees, with the button that takes a photo, records a film or starts a stream. The
 * camera is on while the view is on the screen, and never again after it was hidden: nobody is to be
 * seen without having asked for it.
 *
 * Properties: `running`, whether a film is recorded or a stream is on.
 *
 * Signals: `photo` (#GdkTexture), `film` (#GFile), `encoded` (#GBytes): a JPEG picture of the stream
 * that is on; `refused` (text): what did not work, and why; `close`: the user has done with it.
 */
G_DECLARE_FINAL_TYPE (SpCameraView, sp_camera_view, SP, CAMERA_VIEW, GtkWidget)

/**
 * sp_camera_view_new:
 * @options: what is wanted of the camera; copied
 * @folder: where films are written to, which lives longer than the view
 */
GtkWidget *sp_camera_view_new (const SpCameraOptions *options,
                               SpTempFolder          *folder);

/**
 * sp_camera_view_stop:
 * @self: a view
 *
 * Ends the film or stream.
 */
void     sp_camera_view_stop (SpCameraView *self);
gboolean sp_camera_view_get_running (SpCameraView *self);

/**
 * sp_camera_view_is_off:
 * @self: a view
 *
 * Returns: whether it was hidden, and shows nothing any more
 */
gboolean sp_camera_view_is_off (SpCameraView *self);

/**
 * sp_camera_view_show_answer:
 * @self: a view
 * @file: (nullable): what the app made of a picture of the stream
 * @client: (nullable): where it comes from
 *
 * Shows it over what the camera sees, until the stream is over.
 */
void sp_camera_view_show_answer (SpCameraView *self,
                                 GradioFile   *file,
                                 GradioClient *client);

G_END_DECLS
