/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/gst.h>

#include <gio/gio.h>

G_BEGIN_DECLS

/* The way to the camera for programs in a sandbox, which see no devices: the desktop asks the user. */

/**
 * sp_camera_portal_is_needed:
 *
 * Returns: whether this program is in a sandbox
 */
gboolean sp_camera_portal_is_needed (void);

/**
 * sp_camera_portal_open_async:
 * @cancellable: (nullable): stops it
 * @callback: called when the user has answered
 * @user_data: for @callback
 */
void sp_camera_portal_open_async (GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data);

/**
 * sp_camera_portal_open_finish:
 * @result: what @callback got
 * @error: return location; the message is for the user
 *
 * Returns: (transfer full): a source of what the camera sees, or %NULL
 */
GstElement *sp_camera_portal_open_finish (GAsyncResult *result,
                                          GError      **error);

G_END_DECLS
