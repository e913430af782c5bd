/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-player-pipeline.h"

#include "sp-local-decoding.h"
#include "sp-player-feed.h"

#include "gradio.h"

#include <gst/app/gstappsink.h>
#include <gst/audio/audio.h>
#include <gst/video/video.h>

#include <glib/gi18n-lib.h>

#define START_TIMEOUT 30 /* seconds without a word from GStreamer */

/* How much of a stream waits to be decoded, and between which parts of that playing stops and goes on. */
#define AHEAD (2 * GST_SECOND)
#define AHEAD_BYTES (16 * 1024 * 1024)
#define LOW_PERCENT 2
#define HIGH_PERCENT 25

struct _SpPlayerPipeline {
  GObject parent_instance;

  GstElement   *playbin; /* owned */
  SpPlayerFeed *feed;    /* owned, of a stream; NULL for a file */
  guint         bus_watch;
  guint         start_timeout;
  GstElement   *screen;       /* owned, an appsink; NULL for sound only */
  GdkTexture   *frame;        /* owned, (nullable): what was shown last */
  GstBuffer    *frame_buffer; /* owned, (nullable): the buffer of frame */
  double        rate;
  double        duration;     /* seconds, 0 until it is known */
  double        pending_seek; /* where to go when it is ready, negative for nowhere */
  gboolean      ready;        /* the start of the file has been decoded */
  gboolean      playing;      /* what was asked for */
  gboolean      waiting;      /* for more of a stream */
  gboolean      ended;        /* it is at its end */
};

G_DEFINE_FINAL_TYPE (SpPlayerPipeline, sp_player_pipeline, G_TYPE_OBJECT)

enum {
  SIGNAL_CHANGED,
  SIGNAL_ENDED,
  SIGNAL_FAILED,
  SIGNAL_FRAME,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
read_duration (SpPlayerPipeline *self)
{
  gint64 duration = 0;

  if (self->feed != NULL || !gst_element_query_duration (self->playbin, GST_FORMAT_TIME, &duration) || duration < 0)
    return;

  self->duration = (double) duration / GST_SECOND;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
stop_cb (GstElement *playbin, gpointer user_data)
{
  gst_element_set_state (playbin, GST_STATE_NULL);
}

/* Stopping waits for threads that may be reading from a slow disk or the network: not here. */
static void
stop (SpPlayerPipeline *self)
{
  g_clear_handle_id (&self->start_timeout, g_source_remove);
  if (self->feed != NULL)
    sp_player_feed_stop (self->feed);
  gst_element_call_async (self->playbin, stop_cb, NULL, NULL);
}

static void
fail (SpPlayerPipeline *self, const char *sentence)
{
  self->playing = FALSE;
  g_clear_handle_id (&self->bus_watch, g_source_remove); /* Nothing more is to be heard. */
  stop (self);
  g_signal_emit (self, signals[SIGNAL_FAILED], 0, sentence);
}

/* A file without what is to be played: words on it. NULL if it is there. */
static const char *
find_missing (SpPlayerPipeline *self)
{
  int n_sounds = 0;
  int n_films = 0;

  g_object_get (self->playbin, "n-audio", &n_sounds, "n-video", &n_films, NULL);
  if (self->screen == NULL && n_sounds == 0)
    return _("There is no sound in this file. Open it with another program.");
  if (n_sounds + n_films == 0)
    return _("There is no film in this file. Open it with another program.");

  return NULL;
}

static void
unmap_frame (gpointer data)
{
  GstVideoFrame *frame = data;

  gst_video_frame_unmap (frame);
  g_free (frame);
}

/* The picture is not copied: the texture holds on to the decoder's buffer. */
static GdkTexture *
make_texture (GstSample *sample)
{
  g_autofree GstVideoFrame *frame = g_new0 (GstVideoFrame, 1);
  g_autoptr (GBytes)        bytes = NULL;
  GstVideoInfo              info;
  GstBuffer                *buffer = gst_sample_get_buffer (sample);
  gsize                     stride = 0;
  guint8                   *pixels = NULL;

  if (buffer == NULL || gst_sample_get_caps (sample) == NULL ||
      !gst_video_info_from_caps (&info, gst_sample_get_caps (sample)) ||
      !gst_video_frame_map (frame, &info, buffer, GST_MAP_READ))
    return NULL;

  stride = GST_VIDEO_FRAME_PLANE_STRIDE (frame, 0);
  pixels = GST_VIDEO_FRAME_PLANE_DATA (frame, 0);
  bytes = g_bytes_new_with_free_func (pixels, stride * (gsize) info.height, unmap_frame,
                                      g_steal_pointer (&frame));

  return gdk_memory_texture_new (info.width, info.height, GDK_MEMORY_R8G8B8A8, bytes, stride);
}

static void
show_frame (SpPlayerPipeline *self)
{
  g_autoptr (GstSample)  sample = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  g_object_get (self->screen, "last-sample", &sample, NULL);
  if (sample == NULL || gst_sample_get_buffer (sample) == self->frame_buffer)
    return; /* The computer is too slow to show all of them. */

  texture = make_texture (sample);
  if (texture == NULL)
    return;

  gst_buffer_replace (&self->frame_buffer, gst_sample_get_buffer (sample));
  g_set_object (&self->frame, texture);
  g_signal_emit (self, signals[SIGNAL_FRAME], 0);
}

/* In a thread of GStreamer's: the frame itself is the sink's last sample, so that none pile up. */
static void
tell_of_frame (GstElement *screen)
{
  gst_element_post_message (screen, gst_message_new_application (GST_OBJECT (screen), gst_structure_new_empty ("frame")));
}

static GstFlowReturn
new_sample_cb (GstAppSink *screen, gpointer user_data)
{
  g_autoptr (GstSample) sample = gst_app_sink_try_pull_sample (screen, 0);

  tell_of_frame (GST_ELEMENT (screen));

  return GST_FLOW_OK;
}

static GstFlowReturn
new_preroll_cb (GstAppSink *screen, gpointer user_data)
{
  g_autoptr (GstSample) sample = gst_app_sink_try_pull_preroll (screen, 0);

  tell_of_frame (GST_ELEMENT (screen));

  return GST_FLOW_OK;
}

static void
become_ready (SpPlayerPipeline *self)
{
  double      seconds = self->pending_seek;
  const char *missing = find_missing (self);

  g_clear_handle_id (&self->start_timeout, g_source_remove);
  if (missing != NULL) {
    fail (self, missing);
    return;
  }

  self->ready = TRUE;
  self->pending_seek = -1;
  read_duration (self); /* No place is behind the end. */
  if (seconds >= 0 || self->rate != 1)
    sp_player_pipeline_seek (self, MAX (seconds, 0));
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* What GStreamer says names elements and files; what went wrong can be told from the code. */
static char *
dup_failure (SpPlayerPipeline *self, GstMessage *message)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *debug = NULL;

  gst_message_parse_error (message, &error, &debug);
  g_debug ("Playing failed: %s (%s)", error->message, debug != NULL ? debug : "");
  if (error->domain == GST_RESOURCE_ERROR)
    return g_strdup (_("It cannot be read. The file may be gone, or no sound device can be used."));
  if (g_error_matches (error, GST_CORE_ERROR, GST_CORE_ERROR_MISSING_PLUGIN) ||
      g_error_matches (error, GST_STREAM_ERROR, GST_STREAM_ERROR_CODEC_NOT_FOUND))
    return g_strdup (self->screen != NULL
                       ? _("There is no decoder for this film here. Open it with another program.")
                       : _("There is no decoder for this sound here. Open it with another program."));
  if (self->screen != NULL)
    return g_strdup (_("This is no film that can be played. Open it with another program."));

  return g_strdup (_("This is no sound that can be played. Open it with another program."));
}

static void
update_state (SpPlayerPipeline *self)
{
  gst_element_set_state (self->playbin, self->playing && !self->waiting ? GST_STATE_PLAYING
                                                                        : GST_STATE_PAUSED);
}

static void
set_waiting (SpPlayerPipeline *self, gboolean waiting)
{
  if (self->waiting == waiting)
    return;

  self->waiting = waiting;
  update_state (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
handle_buffering (SpPlayerPipeline *self, GstMessage *message)
{
  int percent = 0;

  gst_message_parse_buffering (message, &percent);
  /* When all is there, there is nothing to wait for. */
  if (self->feed != NULL)
    set_waiting (self, percent < 100 && !sp_player_feed_get_over (self->feed));
}

static void
handle_end (SpPlayerPipeline *self)
{
  const char *error_text = self->feed != NULL ? sp_player_feed_get_error_text (self->feed) : NULL;

  if (error_text != NULL) {
    fail (self, error_text);
    return;
  }

  if (!self->ready) /* A file without any sample is at its end before anything was decoded. */
    become_ready (self);
  self->ended = TRUE;
  g_signal_emit (self, signals[SIGNAL_ENDED], 0);
}

static gboolean
bus_cb (GstBus *bus, GstMessage *message, gpointer user_data)
{
  SpPlayerPipeline *self = user_data;
  g_autofree char  *failure = NULL;

  switch (GST_MESSAGE_TYPE (message)) {
  case GST_MESSAGE_ASYNC_DONE:
    if (self->ready)
      read_duration (self);
    else
      become_ready (self);
    break;
  case GST_MESSAGE_DURATION_CHANGED:
    read_duration (self);
    break;
  case GST_MESSAGE_EOS:
    handle_end (self);
    break;
  case GST_MESSAGE_BUFFERING:
    handle_buffering (self, message);
    break;
  case GST_MESSAGE_ERROR:
    failure = dup_failure (self, message);
    fail (self, failure);
    break;
  case GST_MESSAGE_APPLICATION:
    if (self->feed == NULL || !sp_player_feed_handle_message (self->feed, message))
      show_frame (self);
    break;
  default:
    break;
  }

  return self->bus_watch != 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static gboolean
start_timeout_cb (gpointer user_data)
{
  SpPlayerPipeline *self = user_data;

  self->start_timeout = 0;
  fail (self, _("It does not start. Open it with another program."));

  return G_SOURCE_REMOVE;
}

static void
sp_player_pipeline_dispose (GObject *object)
{
  SpPlayerPipeline *self = SP_PLAYER_PIPELINE (object);

  g_clear_handle_id (&self->bus_watch, g_source_remove);
  if (self->playbin != NULL)
    stop (self);
  g_clear_pointer (&self->playbin, gst_object_unref);
  g_clear_object (&self->feed);
  g_clear_pointer (&self->screen, gst_object_unref);
  g_clear_object (&self->frame);
  gst_clear_buffer (&self->frame_buffer);

  G_OBJECT_CLASS (sp_player_pipeline_parent_class)->dispose (object);
}

static void
sp_player_pipeline_class_init (SpPlayerPipelineClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_player_pipeline_dispose;

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_ENDED] =
    g_signal_new ("ended", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_FRAME] =
    g_signal_new ("frame", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sp_player_pipeline_init (SpPlayerPipeline *self)
{
  self->pending_seek = -1;
  self->rate = 1;
}

static void
make_screen (SpPlayerPipeline *self)
{
  GstAppSinkCallbacks callbacks = { .new_preroll = new_preroll_cb, .new_sample = new_sample_cb };
  g_autoptr (GstCaps) caps = gst_caps_from_string ("video/x-raw,format=RGBA,pixel-aspect-ratio=1/1");
  GstElement         *turn = gst_element_factory_make ("videoflip", NULL);

  self->screen = gst_object_ref_sink (gst_element_factory_make ("appsink", NULL));
  g_object_set (self->screen, "caps", caps, "max-buffers", 1, "drop", TRUE, "sync", TRUE, NULL);
  gst_app_sink_set_callbacks (GST_APP_SINK (self->screen), &callbacks, NULL, NULL);
  if (turn != NULL) {
    /* Telephones tell in a tag which side is up. */
    gst_util_set_object_arg (G_OBJECT (turn), "video-direction", "auto");
    g_object_set (self->playbin, "video-filter", turn, NULL);
  }
}

static void
make_sinks (SpPlayerPipeline *self, gboolean with_picture)
{
  GstElement *tempo = gst_element_factory_make ("scaletempo", NULL);

  if (with_picture)
    make_screen (self);
  /* Sinks that are given keep playbin from trying all there are, some of which open windows. */
  g_object_set (self->playbin, "audio-sink", gst_element_factory_make ("autoaudiosink", NULL),
                "video-sink",
                with_picture ? self->screen : gst_element_factory_make ("fakesink", NULL), NULL);
  if (tempo != NULL) /* Voices keep their pitch at any speed. */
    g_object_set (self->playbin, "audio-filter", tempo, NULL);
  gst_util_set_object_arg (G_OBJECT (self->playbin), "flags",
                           with_picture ? "audio+video+soft-volume" : "audio+soft-volume");
}

/* In a thread of GStreamer's. Sound of a stream that comes late must not be lost: playing stops while there is none. */
static void
element_setup_cb (GstElement *playbin, GstElement *element, gpointer is_stream)
{
  GstElementFactory *factory = gst_element_get_factory (element);

  if (factory == NULL || !g_str_equal (GST_OBJECT_NAME (factory), "decodebin"))
    return;

  sp_local_decoding_keep (element);
  if (is_stream != NULL)
    g_object_set (element, "use-buffering", TRUE, "low-percent", LOW_PERCENT, "high-percent",
                  HIGH_PERCENT, "max-size-time", (guint64) AHEAD, "max-size-bytes", AHEAD_BYTES,
                  "max-size-buffers", 0, NULL);
}

static void
feed_changed_cb (SpPlayerPipeline *self)
{
  if (sp_stream_reader_get_complete (sp_player_feed_get_reader (self->feed)))
    self->duration = sp_stream_reader_get_duration (sp_player_feed_get_reader (self->feed));
  set_waiting (self, FALSE);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
feed_failed_cb (SpPlayerPipeline *self)
{
  fail (self, sp_player_feed_get_error_text (self->feed));
}

static void
read_stream (SpPlayerPipeline *self, SpStreamReader *reader)
{
  self->feed = sp_player_feed_new (reader, self->playbin);
  g_signal_connect_object (self->feed, "changed", G_CALLBACK (feed_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->feed, "failed", G_CALLBACK (feed_failed_cb), self,
                           G_CONNECT_SWAPPED);
}

SpPlayerPipeline *
sp_player_pipeline_new (const char     *uri,
                        SpStreamReader *stream,
                        gboolean        with_picture,
                        GError        **error)
{
  g_autoptr (SpPlayerPipeline) self = NULL;
  g_autoptr (GstElement)       playbin = NULL;
  g_autoptr (GstBus)           bus = NULL;

  g_return_val_if_fail ((uri != NULL) != (stream != NULL), NULL);

  if (!gst_init_check (NULL, NULL, error))
    return NULL;

  /* In GStreamer 1.22, playbin3 starts its source before its decoder is ready for data: on a busy
   * computer that stops the source for good, without a message. playbin has no such race. */
  playbin = gst_element_factory_make ("playbin", NULL);
  if (playbin == NULL) {
    g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_FILE,
                 _("Sound cannot be played here, for GStreamer’s base plug-ins are missing. Install "
                    "them, or save the sound."));
    return NULL;
  }

  self = g_object_new (SP_TYPE_PLAYER_PIPELINE, NULL);
  self->playbin = gst_object_ref_sink (g_steal_pointer (&playbin));
  make_sinks (self, with_picture);
  g_signal_connect (self->playbin, "element-setup", G_CALLBACK (element_setup_cb), GINT_TO_POINTER (stream != NULL));
  if (stream != NULL)
    read_stream (self, stream);
  else
    g_object_set (self->playbin, "uri", uri, NULL);

  bus = gst_element_get_bus (self->playbin);
  self->bus_watch = gst_bus_add_watch (bus, bus_cb, self);
  if (self->feed == NULL) /* A stream takes the time that it takes; who reads it loses patience. */
    self->start_timeout = g_timeout_add_seconds (START_TIMEOUT, start_timeout_cb, self);
  gst_element_set_state (self->playbin, GST_STATE_PAUSED);

  return g_steal_pointer (&self);
}

void
sp_player_pipeline_set_playing (SpPlayerPipeline *self, gboolean playing)
{
  g_return_if_fail (SP_IS_PLAYER_PIPELINE (self));

  if (self->playing == playing)
    return;

  self->playing = playing;
  update_state (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

gboolean
sp_player_pipeline_get_playing (SpPlayerPipeline *self)
{
  g_return_val_if_fail (SP_IS_PLAYER_PIPELINE (self), FALSE);

  return self->playing;
}

gboolean
sp_player_pipeline_get_ready (SpPlayerPipeline *self)
{
  g_return_val_if_fail (SP_IS_PLAYER_PIPELINE (self), FALSE);

  return self->ready;
}

gboolean
sp_player_pipeline_get_waiting (SpPlayerPipeline *self)
{
  g_return_val_if_fail (SP_IS_PLAYER_PIPELINE (self), FALSE);

  return self->waiting || !self->ready;
}

gboolean
sp_player_pipeline_get_ended (SpPlayerPipeline *self)
{
  g_return_val_if_fail (SP_IS_PLAYER_PIPELINE (self), FALSE);

  return self->ended;
}

gboolean
sp_player_pipeline_get_streaming (SpPlayerPipeline *self)
{
  g_return_val_if_fail (SP_IS_PLAYER_PIPELINE (self), FALSE);

  return self->feed != NULL;
}

gboolean
sp_player_pipeline_get_live (SpPlayerPipeline *self)
{
  g_return_val_if_fail (SP_IS_PLAYER_PIPELINE (self), FALSE);

  return self->feed != NULL && !sp_stream_reader_get_complete (sp_player_feed_get_reader (self->feed));
}

double
sp_player_pipeline_get_duration (SpPlayerPipeline *self)
{
  g_return_val_if_fail (SP_IS_PLAYER_PIPELINE (self), 0);

  return self->duration;
}

double
sp_player_pipeline_get_position (SpPlayerPipeline *self)
{
  gint64 position = 0;

  g_return_val_if_fail (SP_IS_PLAYER_PIPELINE (self), 0);

  if (self->pending_seek >= 0)
    return self->pending_seek;
  if (!gst_element_query_position (self->playbin, GST_FORMAT_TIME, &position) || position < 0)
    return 0;

  return (double) position / GST_SECOND;
}

void
sp_player_pipeline_seek (SpPlayerPipeline *self, double seconds)
{
  g_return_if_fail (SP_IS_PLAYER_PIPELINE (self));

  if (self->feed != NULL)
    return; /* It comes once. */

  if (self->duration > 0)
    seconds = MIN (seconds, self->duration);
  seconds = CLAMP (seconds, 0, G_MAXINT);
  self->ended = FALSE;
  if (!self->ready)
    self->pending_seek = seconds;
  else if (!gst_element_seek (self->playbin, self->rate, GST_FORMAT_TIME,
                              GST_SEEK_FLAG_FLUSH | GST_SEEK_FLAG_ACCURATE, GST_SEEK_TYPE_SET,
                              (gint64) (seconds * GST_SECOND), GST_SEEK_TYPE_NONE, 0))
    g_debug ("The sound cannot be seeked in");
}

void
sp_player_pipeline_set_rate (SpPlayerPipeline *self, double rate)
{
  g_return_if_fail (SP_IS_PLAYER_PIPELINE (self));

  if (self->rate == rate)
    return;

  self->rate = rate;
  if (self->ready)
    sp_player_pipeline_seek (self, sp_player_pipeline_get_position (self));
}

GdkPaintable *
sp_player_pipeline_get_frame (SpPlayerPipeline *self)
{
  g_return_val_if_fail (SP_IS_PLAYER_PIPELINE (self), NULL);

  return self->frame != NULL ? GDK_PAINTABLE (self->frame) : NULL;
}

void
sp_player_pipeline_set_volume (SpPlayerPipeline *self, double volume)
{
  g_return_if_fail (SP_IS_PLAYER_PIPELINE (self));

  /* People hear loudness by the cube root of amplitude. */
  gst_stream_volume_set_volume (GST_STREAM_VOLUME (self->playbin), GST_STREAM_VOLUME_FORMAT_CUBIC,
                                CLAMP (volume, 0, 1));
}
