/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-capture-device.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum {
  SP_CAPTURE_MICROPHONES,
  SP_CAPTURE_CAMERAS,
} SpCaptureKind;

#define SP_TYPE_CAPTURE_DEVICES (sp_capture_devices_get_type ())

/**
 * SpCaptureDevices:
 *
 * The microphones or the cameras of this computer, a #GListModel of #SpCaptureDevice with the
 * default one first. It follows what is plugged in and out. Looking for them takes a moment: it is
 * empty at first.
 *
 * Where no device can be listed it has the one source that GStreamer would choose by rank, if that
 * can be opened. It never has a source that is silent or black because there is no device.
 *
 * Property: `searching`: whether the devices that are there are still looked for.
 */
G_DECLARE_FINAL_TYPE (SpCaptureDevices, sp_capture_devices, SP, CAPTURE_DEVICES, GObject)

/**
 * sp_capture_devices_new:
 * @kind: what to list
 *
 * Returns: (transfer full): the list, which begins to look
 */
SpCaptureDevices *sp_capture_devices_new (SpCaptureKind kind);

gboolean sp_capture_devices_get_searching (SpCaptureDevices *self);

G_END_DECLS
