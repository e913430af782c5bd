/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-video-still.h"

#include "sp-local-decoding.h"

#include <gst/gst.h>
#include <gst/video/video.h>

#include <glib/gi18n-lib.h>

/* Between two looks at whether the still is wanted at all. */
#define PATIENCE (100 * GST_MSECOND)
/* A file that gives no picture in this time gives none. */
#define MAX_ROUNDS 200

typedef struct {
  GFile *file;
  int    max_side;
} StillRequest;

static void
still_request_free (StillRequest *request)
{
  g_clear_object (&request->file);
  g_free (request);
}

static gboolean
fail (GError **error)
{
  g_set_error (error, SP_PICTURE_ERROR, SP_PICTURE_ERROR_FORMAT,
               _("There is no picture of this film. Open it with another program."));

  return FALSE;
}

static GstElement *
make_pipeline (GFile *file, GError **error)
{
  g_autoptr (GstElement) pipeline = NULL;
  g_autoptr (GstElement) source = NULL;
  g_autofree char       *uri = g_file_get_uri (file);

  if (!gst_init_check (NULL, NULL, NULL)) {
    fail (error);
    return NULL;
  }

  /* Sound is left alone: no pad with it is asked for. That all streams may be shown must stay so:
   * without, a parser before a decoder counts as none of the way to these caps, and H.264 has one. */
  pipeline = gst_parse_launch ("uridecodebin name=source caps=video/x-raw "
                               "! videoconvert ! videoflip video-direction=auto "
                               "! appsink name=sink sync=false "
                               "caps=video/x-raw,format=RGBA,pixel-aspect-ratio=1/1",
                               NULL);
  if (pipeline == NULL) {
    fail (error);
    return NULL;
  }
  gst_object_ref_sink (pipeline);

  source = gst_bin_get_by_name (GST_BIN (pipeline), "source");
  g_object_set (source, "uri", uri, NULL);
  sp_local_decoding_keep (source);

  return g_steal_pointer (&pipeline);
}

/* Waits until the first picture is decoded. */
static gboolean
run_pipeline (GstElement *pipeline, GCancellable *cancellable, GError **error)
{
  GstStateChangeReturn state = gst_element_set_state (pipeline, GST_STATE_PAUSED);

  for (int i = 0; i < MAX_ROUNDS && state == GST_STATE_CHANGE_ASYNC; i++) {
    g_autoptr (GstBus)     bus = gst_element_get_bus (pipeline);
    g_autoptr (GstMessage) message = NULL;

    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;
    message = gst_bus_pop_filtered (bus, GST_MESSAGE_ERROR | GST_MESSAGE_EOS);
    if (message != NULL)
      return fail (error);
    state = gst_element_get_state (pipeline, NULL, NULL, PATIENCE);
  }

  return state == GST_STATE_CHANGE_SUCCESS || fail (error);
}

static SpDecodedPicture *
read_sample (GstSample *sample, int max_side)
{
  GstVideoInfo          info;
  GstVideoFrame         frame;
  SpDecodedPicture     *picture = NULL;
  g_autoptr (GdkPixbuf) whole = NULL;
  g_autoptr (GdkPixbuf) scaled = NULL;
  double                scale = 1;

  if (!gst_video_info_from_caps (&info, gst_sample_get_caps (sample)) ||
      !gst_video_frame_map (&frame, &info, gst_sample_get_buffer (sample), GST_MAP_READ))
    return NULL;

  whole = gdk_pixbuf_new_from_data (GST_VIDEO_FRAME_PLANE_DATA (&frame, 0), GDK_COLORSPACE_RGB, TRUE,
                                    8, GST_VIDEO_INFO_WIDTH (&info), GST_VIDEO_INFO_HEIGHT (&info),
                                    GST_VIDEO_FRAME_PLANE_STRIDE (&frame, 0), NULL, NULL);
  picture = g_new0 (SpDecodedPicture, 1);
  picture->width = GST_VIDEO_INFO_WIDTH (&info);
  picture->height = GST_VIDEO_INFO_HEIGHT (&info);
  scale = MIN (1.0, (double) max_side / MAX (picture->width, picture->height));
  scaled = gdk_pixbuf_scale_simple (whole, MAX (1, (int) (picture->width * scale)),
                                    MAX (1, (int) (picture->height * scale)), GDK_INTERP_BILINEAR);
  picture->texture = gdk_texture_new_for_pixbuf (scaled);
  gst_video_frame_unmap (&frame);

  return picture;
}

static void
still_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  StillRequest          *request = task_data;
  g_autoptr (GError)     error = NULL;
  g_autoptr (GstElement) pipeline = make_pipeline (request->file, &error);
  g_autoptr (GstElement) sink = NULL;
  g_autoptr (GstSample)  sample = NULL;
  SpDecodedPicture      *picture = NULL;

  if (pipeline != NULL && run_pipeline (pipeline, cancellable, &error)) {
    sink = gst_bin_get_by_name (GST_BIN (pipeline), "sink");
    g_signal_emit_by_name (sink, "pull-preroll", &sample);
    if (sample != NULL)
      picture = read_sample (sample, request->max_side);
    if (picture == NULL)
      fail (&error);
  }
  if (pipeline != NULL)
    gst_element_set_state (pipeline, GST_STATE_NULL);

  if (picture != NULL)
    g_task_return_pointer (task, picture, (GDestroyNotify) sp_decoded_picture_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
sp_video_still_async (GFile              *file,
                      int                 max_side,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  StillRequest     *request = NULL;

  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (max_side > 0);

  request = g_new0 (StillRequest, 1);
  request->file = g_object_ref (file);
  request->max_side = max_side;

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, sp_video_still_async);
  g_task_set_task_data (task, request, (GDestroyNotify) still_request_free);
  g_task_run_in_thread (task, still_thread);
}

SpDecodedPicture *
sp_video_still_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sp_video_still_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
