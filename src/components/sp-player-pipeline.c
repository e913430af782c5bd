/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-player-pipeline.h"

#include "gradio.h"

#include <gst/audio/audio.h>
#include <gst/gst.h>

#include <glib/gi18n-lib.h>

#define START_TIMEOUT 30 /* seconds without a word from GStreamer */

struct _SpPlayerPipeline {
  GObject parent_instance;

  GstElement *playbin; /* owned */
  guint       bus_watch;
  guint       start_timeout;
  double      duration;     /* seconds, 0 until it is known */
  double      pending_seek; /* where to go when it is ready, negative for nowhere */
  gboolean    ready;        /* the start of the file has been decoded */
  gboolean    playing;      /* what was asked for */
};

G_DEFINE_FINAL_TYPE (SpPlayerPipeline, sp_player_pipeline, G_TYPE_OBJECT)

enum {
  SIGNAL_CHANGED,
  SIGNAL_ENDED,
  SIGNAL_FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
read_duration (SpPlayerPipeline *self)
{
  gint64 duration = 0;

  if (!gst_element_query_duration (self->playbin, GST_FORMAT_TIME, &duration) || duration < 0)
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

static gboolean
has_sound (SpPlayerPipeline *self)
{
  int n_sounds = 0;

  g_object_get (self->playbin, "n-audio", &n_sounds, NULL);

  return n_sounds > 0;
}

static void
become_ready (SpPlayerPipeline *self)
{
  double seconds = self->pending_seek;

  g_clear_handle_id (&self->start_timeout, g_source_remove);
  if (!has_sound (self)) {
    fail (self, _("There is no sound in this file. Open it with another program."));
    return;
  }

  self->ready = TRUE;
  self->pending_seek = -1;
  if (seconds >= 0)
    sp_player_pipeline_seek (self, seconds);
  read_duration (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* What GStreamer says names elements and files; what went wrong can be told from the code. */
static char *
dup_failure (GstMessage *message)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *debug = NULL;

  gst_message_parse_error (message, &error, &debug);
  g_debug ("Playing failed: %s (%s)", error->message, debug != NULL ? debug : "");
  if (error->domain == GST_RESOURCE_ERROR)
    return g_strdup (_("The sound cannot be read. The file may be gone, or no sound device can be used."));
  if (g_error_matches (error, GST_CORE_ERROR, GST_CORE_ERROR_MISSING_PLUGIN) ||
      g_error_matches (error, GST_STREAM_ERROR, GST_STREAM_ERROR_CODEC_NOT_FOUND))
    return g_strdup (_("There is no decoder for this sound here. Open it with another program."));

  return g_strdup (_("This is no sound that can be played. Open it with another program."));
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
    if (!self->ready) /* A file without any sample is at its end before anything was decoded. */
      become_ready (self);
    g_signal_emit (self, signals[SIGNAL_ENDED], 0);
    break;
  case GST_MESSAGE_ERROR:
    failure = dup_failure (message);
    fail (self, failure);
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
  fail (self, _("The sound does not start. Open it with another program."));

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
}

static void
sp_player_pipeline_init (SpPlayerPipeline *self)
{
  self->pending_seek = -1;
}

SpPlayerPipeline *
sp_player_pipeline_new (GFile *file, GError **error)
{
  g_autoptr (SpPlayerPipeline) self = NULL;
  g_autoptr (GstElement)       playbin = NULL;
  g_autoptr (GstBus)           bus = NULL;
  g_autofree char             *uri = NULL;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

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
  uri = g_file_get_uri (file);
  g_object_set (self->playbin, "uri", uri, NULL);
  /* Sinks that are given keep playbin from trying all there are, some of which open windows. */
  g_object_set (self->playbin, "audio-sink", gst_element_factory_make ("autoaudiosink", NULL),
                "video-sink", gst_element_factory_make ("fakesink", NULL), NULL);
  gst_util_set_object_arg (G_OBJECT (self->playbin), "flags", "audio+soft-volume");

  bus = gst_element_get_bus (self->playbin);
  self->bus_watch = gst_bus_add_watch (bus, bus_cb, self);
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
  gst_element_set_state (self->playbin, playing ? GST_STATE_PLAYING : GST_STATE_PAUSED);
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

  if (self->duration > 0)
    seconds = MIN (seconds, self->duration);
  seconds = MAX (seconds, 0);
  if (!self->ready)
    self->pending_seek = seconds;
  else if (!gst_element_seek_simple (self->playbin, GST_FORMAT_TIME,
                                     GST_SEEK_FLAG_FLUSH | GST_SEEK_FLAG_ACCURATE,
                                     (gint64) (seconds * GST_SECOND)))
    g_debug ("The sound cannot be seeked in");
}

void
sp_player_pipeline_set_volume (SpPlayerPipeline *self, double volume)
{
  g_return_if_fail (SP_IS_PLAYER_PIPELINE (self));

  /* People hear loudness by the cube root of amplitude. */
  gst_stream_volume_set_volume (GST_STREAM_VOLUME (self->playbin), GST_STREAM_VOLUME_FORMAT_CUBIC,
                                CLAMP (volume, 0, 1));
}
