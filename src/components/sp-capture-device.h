/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

#define SP_TYPE_CAPTURE_DEVICE (sp_capture_device_get_type ())

/**
 * SpCaptureDevice:
 *
 * A microphone or a camera, as #SpCaptureDevices lists them.
 *
 * Property: `name` (text for the user).
 */
G_DECLARE_FINAL_TYPE (SpCaptureDevice, sp_capture_device, SP, CAPTURE_DEVICE, GObject)

/**
 * sp_capture_device_new:
 * @device: what GStreamer found
 *
 * Returns: (transfer full): the device
 */
SpCaptureDevice *sp_capture_device_new (GstDevice *device);

/**
 * sp_capture_device_new_for_factory:
 * @factory: a source that needs no device to be named
 *
 * Returns: (transfer full): the device
 */
SpCaptureDevice *sp_capture_device_new_for_factory (GstElementFactory *factory);

const char *sp_capture_device_get_name (SpCaptureDevice *self);

/**
 * sp_capture_device_get_device:
 * @self: a device
 *
 * Returns: (transfer none) (nullable): what GStreamer found, %NULL of a source without a name
 */
GstDevice *sp_capture_device_get_device (SpCaptureDevice *self);

/**
 * sp_capture_device_create_source:
 * @self: a device
 *
 * Returns: (transfer floating) (nullable): a source of what it hears or sees
 */
GstElement *sp_capture_device_create_source (SpCaptureDevice *self);

G_END_DECLS
