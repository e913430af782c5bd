/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-camera-portal.h"

#include "gradio.h"

#include <glib/gi18n-lib.h>
#include <libportal/portal.h>

gboolean
sp_camera_portal_is_needed (void)
{
  return xdp_portal_running_under_sandbox ();
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)      task = user_data;
  g_autoptr (GError)     error = NULL;
  g_autoptr (GstElement) pipewire = NULL;

  if (!xdp_portal_access_camera_finish (XDP_PORTAL (source), result, &error)) {
    g_debug ("The camera may not be used: %s", error->message);
    g_task_return_new_error (task, GRADIO_ERROR, GRADIO_ERROR_FILE,
                             _("Spaceport may not use the camera, or there is none. Connect one, and allow it "
                                "in the system’s settings, under Privacy."));
    return;
  }

  pipewire = gst_element_factory_make ("pipewiresrc", NULL);
  if (pipewire == NULL) {
    g_task_return_new_error (task, GRADIO_ERROR, GRADIO_ERROR_FILE,
                             _("The camera cannot be used, for GStreamer’s part of PipeWire is missing. Install it."));
    return;
  }
  gst_object_ref_sink (pipewire);
  g_object_set (pipewire, "fd", xdp_portal_open_pipewire_remote_for_camera (XDP_PORTAL (source)), NULL);
  g_task_return_pointer (task, g_steal_pointer (&pipewire), gst_object_unref);
}

void
sp_camera_portal_open_async (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (XdpPortal) portal = xdp_portal_new ();
  GTask                *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, sp_camera_portal_open_async);
  xdp_portal_access_camera (portal, NULL, XDP_CAMERA_FLAG_NONE, cancellable, answered_cb, task);
}

GstElement *
sp_camera_portal_open_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
