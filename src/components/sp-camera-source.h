/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-camera-options.h"
#include "sp-drop-zone.h"

G_BEGIN_DECLS

#define SP_TYPE_CAMERA_SOURCE (sp_camera_source_get_type ())

/**
 * SpCameraSource:
 *
 * The camera as one of the sources of a drop zone, which takes its photos as files. It is offered where
 * `sources` has `webcam`.
 *
 * Property: `running`, whether a film is recorded or a stream is on.
 *
 * Signals: `encoded` (#GBytes): a JPEG picture of the stream that is on; `film` (#GFile): a film that was
 * recorded, which is there as long as the source.
 */
G_DECLARE_FINAL_TYPE (SpCameraSource, sp_camera_source, SP, CAMERA_SOURCE, GObject)

/**
 * sp_camera_source_new:
 * @zone: the drop zone of a component, which is to own the source
 * @use: what the camera is for
 *
 * Returns: (transfer full): the source, without a camera that is on
 */
SpCameraSource *sp_camera_source_new (SpDropZone *zone,
                                      SpCameraUse use);

/**
 * sp_camera_source_read:
 * @self: a source
 * @props: props of a component
 *
 * To be called after sp_drop_zone_read_sources().
 */
void sp_camera_source_read (SpCameraSource *self,
                            JsonObject     *props);

/**
 * sp_camera_source_set_use:
 * @self: a source
 * @use: what the camera is for, from the next time that it is turned on
 */
void sp_camera_source_set_use (SpCameraSource *self,
                               SpCameraUse     use);

/**
 * sp_camera_source_get_offered:
 * @self: a source
 *
 * Returns: whether the user may turn the camera on
 */
gboolean sp_camera_source_get_offered (SpCameraSource *self);

/**
 * sp_camera_source_open:
 * @self: a source
 *
 * Shows what the camera sees instead of what is in the drop zone.
 */
void sp_camera_source_open (SpCameraSource *self);
void sp_camera_source_close (SpCameraSource *self);

/**
 * sp_camera_source_stop:
 * @self: a source
 *
 * Ends the film or stream.
 */
void     sp_camera_source_stop (SpCameraSource *self);
gboolean sp_camera_source_get_running (SpCameraSource *self);

/**
 * sp_camera_source_show_answer:
 * @self: a source
 * @file: (nullable): what the app made of a picture of the stream
 * @client: (nullable): where it comes from
 *
 * Shows it over what the camera sees, if a stream is on.
 */
void sp_camera_source_show_answer (SpCameraSource *self,
                                   GradioFile     *file,
                                   GradioClient   *client);

G_END_DECLS
