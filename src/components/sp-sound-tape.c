/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-sound-tape.h"

#include "sp-wav-file.h"

#include <gst/app/gstappsink.h>
#include <gst/audio/audio.h>

#include <glib/gi18n-lib.h>

#define LEVELS_PER_SECOND 20
#define SAMPLE_SIZE 2 /* bytes */
#define MOST_CHUNK 60 /* seconds */

struct _SpSoundTape {
  GMutex      mutex; /* Of all that follows: GStreamer writes in a thread of its own. */
  GFile      *file;  /* owned */
  SpWavFile  *wav;   /* owned, (nullable): once it is known what comes */
  GstElement *sink;  /* not owned: which may write */
  GByteArray *chunk; /* owned: the piece that is not complete yet */
  GError     *error; /* owned, (nullable): why nothing can be written */
  double      chunk_length;
  int         rate;
  int         channels;
  guint       n_frames; /* since the last level */
  int         peak;     /* the largest sample of these */
};

SpSoundTape *
sp_sound_tape_new (GFile *file, double chunk_length)
{
  SpSoundTape *self = g_atomic_rc_box_new0 (SpSoundTape);

  g_mutex_init (&self->mutex);
  self->file = g_object_ref (file);
  self->chunk_length = CLAMP (chunk_length, 0, MOST_CHUNK);
  self->chunk = g_byte_array_new ();

  return self;
}

static void
tape_clear (gpointer data)
{
  SpSoundTape *self = data;

  g_mutex_clear (&self->mutex);
  g_clear_object (&self->file);
  g_clear_pointer (&self->wav, sp_wav_file_free);
  g_clear_error (&self->error);
  g_byte_array_unref (self->chunk);
}

void
sp_sound_tape_unref (SpSoundTape *self)
{
  g_atomic_rc_box_release_full (self, tape_clear);
}

static void
tell (SpSoundTape *self, GstElement *sink, GBytes *chunk)
{
  double        level = MIN (1, self->peak / (double) G_MAXINT16);
  GstStructure *told = gst_structure_new ("tape", "level", G_TYPE_DOUBLE, level, "chunk", G_TYPE_BYTES, chunk, NULL);

  gst_element_post_message (sink, gst_message_new_application (GST_OBJECT (sink), told));
  self->n_frames = 0;
  self->peak = 0;
}

static void
measure (SpSoundTape *self, GstElement *sink, const gint16 *samples, gsize n_samples)
{
  guint per_level = (guint) (self->rate / LEVELS_PER_SECOND);

  for (gsize i = 0; i < n_samples; i++) {
    int sample = GINT16_FROM_LE (samples[i]);

    self->peak = MAX (self->peak, ABS (sample));
    if ((int) (i % (gsize) self->channels) == self->channels - 1 && ++self->n_frames >= per_level)
      tell (self, sink, NULL);
  }
}

/* No sample is in two pieces, and none in no piece. */
static void
add_to_chunk (SpSoundTape *self, GstElement *sink, const guint8 *data, gsize size)
{
  gsize whole = MAX ((gsize) (self->chunk_length * self->rate), 1) * SAMPLE_SIZE * (gsize) self->channels;

  while (size > 0) {
    gsize more = MIN (size, whole - self->chunk->len);

    g_byte_array_append (self->chunk, data, (guint) more);
    data += more;
    size -= more;
    if (self->chunk->len == whole) {
      g_autoptr (GBytes) chunk = g_byte_array_free_to_bytes (self->chunk);

      self->chunk = g_byte_array_new ();
      tell (self, sink, chunk);
    }
  }
}

static gboolean
begin (SpSoundTape *self, GstSample *sample)
{
  GstAudioInfo info;

  if (gst_sample_get_caps (sample) == NULL || !gst_audio_info_from_caps (&info, gst_sample_get_caps (sample)))
    return FALSE;

  self->rate = GST_AUDIO_INFO_RATE (&info);
  self->channels = GST_AUDIO_INFO_CHANNELS (&info);
  self->wav = sp_wav_file_new (self->file, self->rate, self->channels, &self->error);

  return self->wav != NULL;
}

static void
record (SpSoundTape *self, GstElement *sink, GstSample *sample)
{
  GstMapInfo map;
  GstBuffer *buffer = gst_sample_get_buffer (sample);

  if (self->error != NULL || (self->wav == NULL && !begin (self, sample)))
    return;
  if (buffer == NULL || !gst_buffer_map (buffer, &map, GST_MAP_READ))
    return;

  if (sp_wav_file_write (self->wav, map.data, map.size, &self->error)) {
    measure (self, sink, (const gint16 *) (gconstpointer) map.data, map.size / SAMPLE_SIZE);
    if (self->chunk_length > 0)
      add_to_chunk (self, sink, map.data, map.size);
  }
  gst_buffer_unmap (buffer, &map);
}

static GstFlowReturn
new_sample_cb (GstAppSink *sink, gpointer user_data)
{
  SpSoundTape          *self = user_data;
  g_autoptr (GstSample) sample = gst_app_sink_try_pull_sample (sink, 0);
  GstFlowReturn         flow = GST_FLOW_OK;

  if (sample == NULL)
    return GST_FLOW_OK;

  g_mutex_lock (&self->mutex);
  if (self->sink == GST_ELEMENT (sink))
    record (self, GST_ELEMENT (sink), sample);
  if (self->error != NULL)
    flow = GST_FLOW_ERROR;
  g_mutex_unlock (&self->mutex);

  return flow;
}

GstElement *
sp_sound_tape_create_sink (SpSoundTape *self)
{
  GstAppSinkCallbacks callbacks = { .new_sample = new_sample_cb };
  g_autoptr (GstCaps) caps = NULL;
  GstElement         *sink = gst_element_factory_make ("appsink", NULL);

  if (sink == NULL)
    return NULL;

  g_mutex_lock (&self->mutex);
  caps = gst_caps_new_simple ("audio/x-raw", "format", G_TYPE_STRING, "S16LE", "layout", G_TYPE_STRING,
                              "interleaved", NULL);
  if (self->wav != NULL)
    gst_caps_set_simple (caps, "rate", G_TYPE_INT, self->rate, "channels", G_TYPE_INT, self->channels, NULL);
  else
    gst_caps_set_simple (caps, "channels", GST_TYPE_INT_RANGE, 1, 2, NULL);
  self->sink = sink;
  g_mutex_unlock (&self->mutex);

  g_object_set (sink, "caps", caps, "sync", FALSE, NULL);
  gst_app_sink_set_callbacks (GST_APP_SINK (sink), &callbacks, g_atomic_rc_box_acquire (self),
                              (GDestroyNotify) sp_sound_tape_unref);

  return sink;
}

void
sp_sound_tape_cut_off (SpSoundTape *self)
{
  g_mutex_lock (&self->mutex);
  self->sink = NULL;
  g_mutex_unlock (&self->mutex);
}

gboolean
sp_sound_tape_read_message (GstMessage *message, double *level, GBytes **chunk)
{
  const GstStructure *told = gst_message_get_structure (message);

  if (GST_MESSAGE_TYPE (message) != GST_MESSAGE_APPLICATION || !gst_structure_has_name (told, "tape"))
    return FALSE;

  return gst_structure_get (told, "level", G_TYPE_DOUBLE, level, "chunk", G_TYPE_BYTES, chunk, NULL);
}

GBytes *
sp_sound_tape_take_rest (SpSoundTape *self)
{
  g_autoptr (GByteArray) chunk = g_steal_pointer (&self->chunk);

  self->chunk = g_byte_array_new ();

  return chunk->len > 0 ? g_byte_array_free_to_bytes (g_steal_pointer (&chunk)) : NULL;
}

double
sp_sound_tape_get_duration (SpSoundTape *self)
{
  double duration = 0;

  g_mutex_lock (&self->mutex);
  if (self->wav != NULL)
    duration = (double) (sp_wav_file_get_size (self->wav) / SAMPLE_SIZE / (gsize) self->channels) / self->rate;
  g_mutex_unlock (&self->mutex);

  return duration;
}

int
sp_sound_tape_get_rate (SpSoundTape *self)
{
  return self->rate;
}

int
sp_sound_tape_get_channels (SpSoundTape *self)
{
  return self->channels;
}

gboolean
sp_sound_tape_close (SpSoundTape *self, GError **error)
{
  if (self->error != NULL) {
    g_propagate_prefixed_error (error, g_steal_pointer (&self->error), "%s ",
                                _("The recording cannot be saved. Make room on the disk and record again:"));
    return FALSE;
  }
  if (self->wav == NULL || sp_wav_file_get_size (self->wav) == 0) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                         _("Nothing was recorded. Look in the sound settings whether the microphone works, "
                            "and record again."));
    return FALSE;
  }

  return sp_wav_file_close (self->wav, error);
}
