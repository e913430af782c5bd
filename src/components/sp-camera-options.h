/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum {
  SP_CAMERA_FOR_PHOTOS,
  SP_CAMERA_FOR_FILMS,
  SP_CAMERA_FOR_STREAMS, /* pictures that are sent while they are taken */
} SpCameraUse;

/**
 * SpCameraOptions:
 * @use: what it is taken for
 * @mirror: whether people see themselves as in a mirror; films are never turned round
 * @sound: whether films have sound, where there is a microphone
 * @width: pixels that are wished for, 0 for what is usual
 * @height: pixels that are wished for, 0 for what is usual
 * @rate: pictures a second that are wished for, 0 for what is usual
 * @every: seconds from one picture of a stream to the next
 *
 * What an app wants of a camera.
 */
typedef struct {
  SpCameraUse use;
  gboolean    mirror;
  gboolean    sound;
  int         width;
  int         height;
  int         rate;
  double      every;
} SpCameraOptions;

/**
 * sp_camera_options_init:
 * @options: where to put what Gradio does unless it is told otherwise
 * @use: what the camera is for
 */
void sp_camera_options_init (SpCameraOptions *options,
                             SpCameraUse      use);

/**
 * sp_camera_options_read:
 * @options: what was wanted until now
 * @props: props of a component; those that are missing change nothing
 *
 * Reads `webcam_options` of Gradio 5 and 6, `mirror_webcam` and `webcam_constraints` of 3 to 5,
 * `include_audio`, and `stream_every`.
 */
void sp_camera_options_read (SpCameraOptions *options,
                             JsonObject      *props);

G_END_DECLS
