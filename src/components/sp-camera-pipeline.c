/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-camera-pipeline.h"

#include "gradio.h"

#include <gst/app/gstappsink.h>
#include <gst/video/video.h>

#include <glib/gi18n-lib.h>

#define USUAL_WIDTH 1280
#define USUAL_HEIGHT 720
#define LEAST_RATE 15 /* below it a picture does not look alive */
#define MOST_RATE 60
#define LARGEST "width=[1,1280],height=[1,1280]" /* of a picture on the screen, and in a stream */

/* The first branch is what people see of themselves, turned round as in a mirror; films are not. Each
 * branch has one picture at most that waits: what is too slow leaves some out. */
#define QUEUE "queue leaky=downstream max-size-buffers=1 max-size-bytes=0 max-size-time=0 ! "
#define SINK "appsink max-buffers=1 drop=true sync=false "

struct _SpCameraPipeline {
  GObject parent_instance;

  GstElement *pipeline; /* owned */
  GstElement *screen;   /* owned, an appsink: what is shown */
  GstElement *whole;    /* owned, an appsink: as large as it comes */
  GstElement *stream;   /* owned, (nullable), an appsink of JPEG pictures */
  GstElement *film;     /* owned, (nullable), a bin: while a film is made */
  GstElement *sound;    /* owned, (nullable): the microphone in film */
  GstPad     *branch;   /* owned, (nullable): of the tee, to film */
  GdkTexture *frame;    /* owned, (nullable) */
  guint       bus_watch;
};

G_DEFINE_FINAL_TYPE (SpCameraPipeline, sp_camera_pipeline, G_TYPE_OBJECT)

enum {
  SIGNAL_FRAME,
  SIGNAL_ENCODED,
  SIGNAL_RECORDED,
  SIGNAL_FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* What a thread opens. */
typedef struct {
  GstElement     *source; /* owned */
  SpCameraOptions options;
} Opening;

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  gst_object_unref (opening->source);
  g_free (opening);
}

static void
stop_cb (GstElement *pipeline, gpointer user_data)
{
  gst_element_set_state (pipeline, GST_STATE_NULL);
}

/* Stopping waits for threads and for the camera: not here. */
static void
stop (SpCameraPipeline *self)
{
  g_clear_handle_id (&self->bus_watch, g_source_remove);
  gst_element_call_async (self->pipeline, stop_cb, NULL, NULL);
}

static void
fail (SpCameraPipeline *self, const char *sentence)
{
  stop (self);
  g_signal_emit (self, signals[SIGNAL_FAILED], 0, sentence);
}

/* What GStreamer says names elements and files; what went wrong can be told from the code. */
static const char *
get_failure (const GError *error)
{
  if (g_error_matches (error, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_NO_SPACE_LEFT))
    return _("There is no space left on the disk for the film. Make some and record again.");
  if (g_error_matches (error, GST_CORE_ERROR, GST_CORE_ERROR_MISSING_PLUGIN) ||
      g_error_matches (error, GST_STREAM_ERROR, GST_STREAM_ERROR_CODEC_NOT_FOUND))
    return _("A part of GStreamer that this camera needs is missing. Install GStreamer’s good "
              "plug-ins.");

  return _("The camera gives no picture. Another program may be using it: close that, then try again.");
}

static void
unmap_frame (gpointer data)
{
  GstVideoFrame *frame = data;

  gst_video_frame_unmap (frame);
  g_free (frame);
}

/* The picture is not copied: the texture holds on to the buffer. */
static GdkTexture *
make_texture (GstSample *sample)
{
  g_autofree GstVideoFrame *frame = g_new0 (GstVideoFrame, 1);
  g_autoptr (GBytes)        bytes = NULL;
  GstVideoInfo              info;
  gsize                     stride = 0;
  guint8                   *pixels = NULL;

  if (gst_sample_get_buffer (sample) == NULL || gst_sample_get_caps (sample) == NULL ||
      !gst_video_info_from_caps (&info, gst_sample_get_caps (sample)) ||
      !gst_video_frame_map (frame, &info, gst_sample_get_buffer (sample), GST_MAP_READ))
    return NULL;

  stride = GST_VIDEO_FRAME_PLANE_STRIDE (frame, 0);
  pixels = GST_VIDEO_FRAME_PLANE_DATA (frame, 0);
  bytes = g_bytes_new_with_free_func (pixels, stride * (gsize) info.height, unmap_frame,
                                      g_steal_pointer (&frame));

  return gdk_memory_texture_new (info.width, info.height, GDK_MEMORY_R8G8B8A8, bytes, stride);
}

static void
show_frame (SpCameraPipeline *self)
{
  g_autoptr (GstSample)  sample = gst_app_sink_try_pull_sample (GST_APP_SINK (self->screen), 0);
  g_autoptr (GdkTexture) texture = sample != NULL ? make_texture (sample) : NULL;

  if (texture == NULL)
    return; /* The computer is too slow to show all of them. */

  g_set_object (&self->frame, texture);
  g_signal_emit (self, signals[SIGNAL_FRAME], 0);
}

static void
give_encoded (SpCameraPipeline *self)
{
  g_autoptr (GstSample) sample = gst_app_sink_try_pull_sample (GST_APP_SINK (self->stream), 0);
  GstBuffer            *buffer = sample != NULL ? gst_sample_get_buffer (sample) : NULL;
  g_autoptr (GBytes)    bytes = NULL;
  gpointer              data = NULL;
  gsize                 length = 0;

  if (buffer == NULL)
    return;

  gst_buffer_extract_dup (buffer, 0, gst_buffer_get_size (buffer), &data, &length);
  bytes = g_bytes_new_take (data, length);
  g_signal_emit (self, signals[SIGNAL_ENCODED], 0, bytes);
}

/* In a thread of GStreamer's; the sink keeps the newest picture, so that none pile up. */
static GstFlowReturn
new_sample_cb (GstAppSink *sink, gpointer user_data)
{
  gst_element_post_message (GST_ELEMENT (sink), gst_message_new_application (GST_OBJECT (sink), gst_structure_new_empty ("frame")));

  return GST_FLOW_OK;
}

static void
remove_film (SpCameraPipeline *self)
{
  g_autoptr (GstElement) film = g_steal_pointer (&self->film);
  GstElement            *tee = NULL;

  if (self->branch != NULL) {
    tee = gst_pad_get_parent_element (self->branch);
    gst_element_release_request_pad (tee, self->branch);
    gst_object_unref (tee);
  }
  gst_clear_object (&self->branch);
  gst_clear_object (&self->sound);
  gst_bin_remove (GST_BIN (self->pipeline), film);
  gst_element_call_async (film, stop_cb, NULL, NULL);
}

/* The pipeline itself is never at an end: it tells on behalf of the film in it. */
static void
handle_element (SpCameraPipeline *self, GstMessage *message)
{
  const GstStructure    *structure = gst_message_get_structure (message);
  g_autoptr (GstMessage) inner = NULL;

  if (self->film == NULL || structure == NULL || !gst_structure_has_name (structure, "GstBinForwarded"))
    return;

  gst_structure_get (structure, "message", GST_TYPE_MESSAGE, &inner, NULL);
  if (inner == NULL || GST_MESSAGE_TYPE (inner) != GST_MESSAGE_EOS || GST_MESSAGE_SRC (inner) != GST_OBJECT (self->film))
    return;

  remove_film (self);
  g_signal_emit (self, signals[SIGNAL_RECORDED], 0);
}

static gboolean
bus_cb (GstBus *bus, GstMessage *message, gpointer user_data)
{
  g_autoptr (SpCameraPipeline) self = g_object_ref (user_data);
  g_autoptr (GError)           error = NULL;
  g_autofree char             *debug = NULL;

  switch (GST_MESSAGE_TYPE (message)) {
  case GST_MESSAGE_APPLICATION:
    if (GST_MESSAGE_SRC (message) == GST_OBJECT (self->screen))
      show_frame (self);
    else
      give_encoded (self);
    break;
  case GST_MESSAGE_ELEMENT:
    handle_element (self, message);
    break;
  case GST_MESSAGE_EOS: /* It was pulled out. */
    fail (self, _("The camera is gone. Connect it again, then try again."));
    break;
  case GST_MESSAGE_ERROR:
    gst_message_parse_error (message, &error, &debug);
    g_debug ("The camera failed: %s (%s)", error->message, debug != NULL ? debug : "");
    fail (self, get_failure (error));
    break;
  default:
    break;
  }

  return self->bus_watch != 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* Cameras give small pictures fast, large ones slowly or as JPEG: what is named first is taken if it can be. */
static GstCaps *
make_wishes (const SpCameraOptions *options)
{
  int              width = options->width > 0 ? options->width : options->height > 0 ? 0
                                                                                     : USUAL_WIDTH;
  int              height = options->height > 0 ? options->height : options->width > 0 ? 0
                                                                                       : USUAL_HEIGHT;
  g_autofree char *size = NULL;
  g_autofree char *across = width > 0 ? g_strdup_printf (",width=%d", width) : g_strdup ("");
  g_autofree char *up = height > 0 ? g_strdup_printf (",height=%d", height) : g_strdup ("");
  g_autofree char *rate = options->rate > 0
                            ? g_strdup_printf (",framerate=%d/1", options->rate)
                            : g_strdup_printf (",framerate=[%d/1,%d/1]", LEAST_RATE, MOST_RATE);
  g_autofree char *text = NULL;

  size = g_strconcat (across, up, NULL);
  text = g_strdup_printf ("video/x-raw%s%s; image/jpeg%s%s; video/x-raw%s; image/jpeg%s; video/x-raw%s; "
                          "image/jpeg%s; video/x-raw; image/jpeg",
                          size, rate, size, rate, size, size, rate, rate);

  return gst_caps_from_string (text);
}

static char *
describe (const SpCameraOptions *options)
{
  g_autofree char *stream = NULL;

  if (options->use == SP_CAMERA_FOR_STREAMS)
    stream = g_strdup_printf ("seen. ! " QUEUE "videorate drop-only=true max-rate=%d ! videoscale ! videoconvert ! "
                              "video/x-raw," LARGEST ",pixel-aspect-ratio=1/1 ! jpegenc quality=85 ! " SINK
                              "name=stream ",
                              (int) CLAMP (1 / options->every + 0.99, 1, MOST_RATE));

  return g_strdup_printf ("capsfilter name=wishes ! decodebin ! videoconvert ! tee name=taken "
                          "taken. ! " QUEUE "videoflip video-direction=%s ! tee name=seen "
                          "seen. ! " QUEUE "videoscale ! videoconvert ! "
                          "video/x-raw,format=RGBA," LARGEST ",pixel-aspect-ratio=1/1 ! " SINK "name=screen "
                          "seen. ! " QUEUE SINK "name=whole %s",
                          options->mirror ? "horiz" : "identity", stream != NULL ? stream : "");
}

static GstElement *
make_pipeline (Opening *opening, GError **error)
{
  g_autofree char       *description = describe (&opening->options);
  g_autoptr (GstElement) pipeline = gst_parse_launch_full (description, NULL, GST_PARSE_FLAG_FATAL_ERRORS, NULL);
  g_autoptr (GstElement) wishes = NULL;
  g_autoptr (GstCaps)    caps = make_wishes (&opening->options);

  if (pipeline == NULL) {
    g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_FILE,
                 _("A part of GStreamer that this camera needs is missing. Install GStreamer’s good "
                    "plug-ins."));
    return NULL;
  }

  gst_object_ref_sink (pipeline);
  g_object_set (pipeline, "message-forward", TRUE, NULL);
  wishes = gst_bin_get_by_name (GST_BIN (pipeline), "wishes");
  g_object_set (wishes, "caps", caps, NULL);
  gst_bin_add (GST_BIN (pipeline), opening->source);
  if (!gst_element_link (opening->source, wishes) ||
      gst_element_set_state (pipeline, GST_STATE_PLAYING) == GST_STATE_CHANGE_FAILURE) {
    gst_element_set_state (pipeline, GST_STATE_NULL);
    g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_FILE, "%s", get_failure (NULL));
    return NULL;
  }

  return g_steal_pointer (&pipeline);
}

static void
drop_pipeline (gpointer pipeline)
{
  gst_element_set_state (pipeline, GST_STATE_NULL);
  gst_object_unref (pipeline);
}

static void
open_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  GstElement        *pipeline = make_pipeline (task_data, &error);

  if (pipeline != NULL)
    g_task_return_pointer (task, pipeline, drop_pipeline);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
sp_camera_pipeline_new_async (GstElement            *source,
                              const SpCameraOptions *options,
                              GCancellable          *cancellable,
                              GAsyncReadyCallback    callback,
                              gpointer               user_data)
{
  g_autoptr (GTask) task = NULL;
  Opening          *opening = NULL;

  g_return_if_fail (GST_IS_ELEMENT (source));
  g_return_if_fail (options != NULL);

  opening = g_new0 (Opening, 1);
  opening->source = gst_object_ref_sink (source);
  opening->options = *options;
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, sp_camera_pipeline_new_async);
  g_task_set_task_data (task, opening, opening_free);
  g_task_run_in_thread (task, open_thread);
}

static GstElement *
find_sink (SpCameraPipeline *self, const char *name, gboolean tells)
{
  GstAppSinkCallbacks callbacks = { .new_sample = new_sample_cb };
  GstElement         *sink = gst_bin_get_by_name (GST_BIN (self->pipeline), name);

  if (sink != NULL && tells)
    gst_app_sink_set_callbacks (GST_APP_SINK (sink), &callbacks, NULL, NULL);

  return sink;
}

SpCameraPipeline *
sp_camera_pipeline_new_finish (GAsyncResult *result, GError **error)
{
  SpCameraPipeline  *self = NULL;
  GstElement        *pipeline = NULL;
  g_autoptr (GstBus) bus = NULL;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  pipeline = g_task_propagate_pointer (G_TASK (result), error);
  if (pipeline == NULL)
    return NULL;

  self = g_object_new (SP_TYPE_CAMERA_PIPELINE, NULL);
  self->pipeline = pipeline;
  self->screen = find_sink (self, "screen", TRUE);
  self->whole = find_sink (self, "whole", FALSE);
  self->stream = find_sink (self, "stream", TRUE);
  bus = gst_element_get_bus (pipeline);
  self->bus_watch = gst_bus_add_watch (bus, bus_cb, self);

  return self;
}

static void
sp_camera_pipeline_dispose (GObject *object)
{
  SpCameraPipeline *self = SP_CAMERA_PIPELINE (object);

  if (self->pipeline != NULL)
    stop (self);
  gst_clear_object (&self->screen);
  gst_clear_object (&self->whole);
  gst_clear_object (&self->stream);
  gst_clear_object (&self->branch);
  gst_clear_object (&self->sound);
  gst_clear_object (&self->film);
  gst_clear_object (&self->pipeline);
  g_clear_object (&self->frame);

  G_OBJECT_CLASS (sp_camera_pipeline_parent_class)->dispose (object);
}

static void
sp_camera_pipeline_class_init (SpCameraPipelineClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_camera_pipeline_dispose;

  signals[SIGNAL_FRAME] =
    g_signal_new ("frame", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_ENCODED] = g_signal_new ("encoded", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_BYTES);
  signals[SIGNAL_RECORDED] =
    g_signal_new ("recorded", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sp_camera_pipeline_init (SpCameraPipeline *self)
{
}

GdkPaintable *
sp_camera_pipeline_get_frame (SpCameraPipeline *self)
{
  g_return_val_if_fail (SP_IS_CAMERA_PIPELINE (self), NULL);

  return self->frame != NULL ? GDK_PAINTABLE (self->frame) : NULL;
}

static void
photo_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autoptr (GstCaps)   caps = gst_caps_from_string ("video/x-raw,format=RGBA,pixel-aspect-ratio=1/1");
  g_autoptr (GstSample) sample = gst_video_convert_sample (task_data, caps, 10 * GST_SECOND, NULL);
  GdkTexture           *texture = sample != NULL ? make_texture (sample) : NULL;

  if (texture != NULL)
    g_task_return_pointer (task, texture, g_object_unref);
  else
    g_task_return_new_error (task, GRADIO_ERROR, GRADIO_ERROR_FILE, "%s", get_failure (NULL));
}

void
sp_camera_pipeline_take_photo_async (SpCameraPipeline   *self,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  GstSample        *sample = NULL;

  g_return_if_fail (SP_IS_CAMERA_PIPELINE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sp_camera_pipeline_take_photo_async);
  g_object_get (self->whole, "last-sample", &sample, NULL);
  if (sample == NULL) {
    g_task_return_new_error (task, GRADIO_ERROR, GRADIO_ERROR_FILE, "%s", get_failure (NULL));
    return;
  }

  g_task_set_task_data (task, sample, (GDestroyNotify) gst_sample_unref);
  g_task_run_in_thread (task, photo_thread);
}

GdkTexture *
sp_camera_pipeline_take_photo_finish (SpCameraPipeline *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* While the sound does not come, the film loses pictures; the camera itself never waits for it. */
static GstElement *
make_film (const char *path, GstElement *microphone)
{
  g_autofree char *text = g_strdup_printf (
    "queue name=picture leaky=downstream max-size-buffers=0 max-size-bytes=0 max-size-time=3000000000 ! "
    "videoconvert ! vp8enc deadline=1 cpu-used=8 threads=2 keyframe-max-dist=60 target-bitrate=2500000 ! "
    "queue ! webmmux name=mux offset-to-zero=true ! filesink name=file async=false %s",
    microphone != NULL ? "queue name=sound ! audioconvert ! audioresample ! opusenc ! queue ! mux." : "");
  GstElement            *film = gst_parse_bin_from_description (text, FALSE, NULL);
  g_autoptr (GstElement) file = NULL;
  g_autoptr (GstElement) picture = NULL;
  g_autoptr (GstElement) sound = NULL;
  g_autoptr (GstPad)     pad = NULL;

  if (film == NULL)
    return NULL;

  gst_object_ref_sink (film);
  file = gst_bin_get_by_name (GST_BIN (film), "file");
  g_object_set (file, "location", path, NULL);
  picture = gst_bin_get_by_name (GST_BIN (film), "picture");
  pad = gst_element_get_static_pad (picture, "sink");
  gst_element_add_pad (film, gst_ghost_pad_new ("sink", pad));
  if (microphone != NULL) {
    sound = gst_bin_get_by_name (GST_BIN (film), "sound");
    gst_bin_add (GST_BIN (film), microphone);
    gst_element_link (microphone, sound);
  }

  return film;
}

gboolean
sp_camera_pipeline_start_recording (SpCameraPipeline *self,
                                    const char       *path,
                                    GstElement       *microphone,
                                    GError          **error)
{
  g_autoptr (GstElement) tee = NULL;
  g_autoptr (GstElement) sound = microphone != NULL ? gst_object_ref_sink (microphone) : NULL;
  g_autoptr (GstPad)     pad = NULL;

  g_return_val_if_fail (SP_IS_CAMERA_PIPELINE (self), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (self->film == NULL, FALSE);

  self->film = make_film (path, sound);
  if (self->film == NULL) {
    g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_FILE,
                 _("Films cannot be recorded here. Install GStreamer’s good plug-ins."));
    return FALSE;
  }

  self->sound = g_steal_pointer (&sound);
  gst_bin_add (GST_BIN (self->pipeline), self->film);
  gst_element_sync_state_with_parent (self->film);
  tee = gst_bin_get_by_name (GST_BIN (self->pipeline), "taken");
  self->branch = gst_element_request_pad_simple (tee, "src_%u");
  pad = gst_element_get_static_pad (self->film, "sink");
  gst_pad_link (self->branch, pad);

  return TRUE;
}

/* Between two pictures, maybe in another thread. */
static GstPadProbeReturn
idle_cb (GstPad *branch, GstPadProbeInfo *info, gpointer user_data)
{
  g_autoptr (GstPad) pad = gst_pad_get_peer (branch);

  if (pad != NULL) {
    gst_pad_unlink (branch, pad);
    gst_pad_send_event (pad, gst_event_new_eos ());
  }

  return GST_PAD_PROBE_REMOVE;
}

void
sp_camera_pipeline_stop_recording (SpCameraPipeline *self)
{
  g_return_if_fail (SP_IS_CAMERA_PIPELINE (self));

  if (self->film == NULL || self->branch == NULL)
    return;

  if (self->sound != NULL)
    gst_element_send_event (self->sound, gst_event_new_eos ());
  gst_pad_add_probe (self->branch, GST_PAD_PROBE_TYPE_IDLE, idle_cb, NULL, NULL);
}
