/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-camera-options.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum {
  SP_CAMERA_OPENING,
  SP_CAMERA_LIVE, /* there are pictures */
  SP_CAMERA_FAILED,
} SpCameraState;

#define SP_TYPE_CAMERA (sp_camera_get_type ())

/**
 * SpCamera:
 *
 * A camera of this computer that is on, until this is freed: its pictures, photos and films. In a
 * sandbox the desktop asks the user for it. Without a camera it fails, and goes on when one is
 * connected.
 *
 * Signals: `changed`: the state is another one; `frame`: there is another picture; `encoded`
 * (#GBytes): a JPEG picture, of a camera for streams only; `recorded`: the film is written.
 */
G_DECLARE_FINAL_TYPE (SpCamera, sp_camera, SP, CAMERA, GObject)

/**
 * sp_camera_new:
 * @options: what is wanted of it; copied
 *
 * Returns: (transfer full): a camera that is being opened
 */
SpCamera *sp_camera_new (const SpCameraOptions *options);

/**
 * sp_camera_open:
 * @self: a camera
 *
 * Opens it again, after it failed.
 */
void sp_camera_open (SpCamera *self);

SpCameraState sp_camera_get_state (SpCamera *self);

/**
 * sp_camera_get_error_text:
 * @self: a camera
 *
 * Returns: (nullable): why it failed, and what to do about it
 */
const char *sp_camera_get_error_text (SpCamera *self);

/**
 * sp_camera_get_devices:
 * @self: a camera
 *
 * Returns: (transfer none) (nullable): list of #SpCaptureDevice to choose from; %NULL where the
 *   desktop chooses
 */
GListModel *sp_camera_get_devices (SpCamera *self);

/**
 * sp_camera_select_device:
 * @self: a camera
 * @index: place in the list of devices
 *
 * Goes on with another camera.
 */
void sp_camera_select_device (SpCamera *self,
                              guint     index);

/**
 * sp_camera_get_frame:
 * @self: a camera
 *
 * Returns: (transfer none) (nullable): the newest picture, no larger than a screen needs it
 */
GdkPaintable *sp_camera_get_frame (SpCamera *self);

/**
 * sp_camera_take_photo_async:
 * @self: a camera that is live
 * @cancellable: (nullable): stops it
 * @callback: called when there is a photo
 * @user_data: for @callback
 *
 * Takes what the camera sees now, as large as it gives it.
 */
void        sp_camera_take_photo_async (SpCamera           *self,
                                        GCancellable       *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer            user_data);
GdkTexture *sp_camera_take_photo_finish (SpCamera     *self,
                                         GAsyncResult *result,
                                         GError      **error);

/**
 * sp_camera_start_recording:
 * @self: a camera that is live
 * @path: file to write a WebM film to
 * @error: return location; the message is for the user
 *
 * Returns: whether a film is being recorded now; with sound if that was wanted and can be heard
 */
gboolean sp_camera_start_recording (SpCamera   *self,
                                    const char *path,
                                    GError    **error);

/**
 * sp_camera_stop_recording:
 * @self: a camera
 *
 * Ends the film. `recorded` is emitted when the file is whole; when the camera fails, it never is.
 */
void     sp_camera_stop_recording (SpCamera *self);
gboolean sp_camera_get_recording (SpCamera *self);

G_END_DECLS
