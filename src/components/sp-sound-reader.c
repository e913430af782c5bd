/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-sound-reader.h"

#include "sp-local-decoding.h"
#include "sp-wav-file.h"

#include <gst/app/gstappsink.h>
#include <gst/audio/audio.h>

#include <glib/gi18n-lib.h>

#define SAMPLE_SIZE 2 /* bytes */
#define PATIENCE (50 * GST_MSECOND)
#define PIPELINE                                                                         \
  "uridecodebin name=source expose-all-streams=false caps=audio/x-raw ! audioconvert ! " \
  "appsink name=sink sync=false max-buffers=16 caps=audio/x-raw,format=S16LE,layout=interleaved"

/* One file being read in a thread: all of it is told, or the part from start to end is written. */
typedef struct {
  GFile     *file;   /* owned */
  GFile     *target; /* owned, (nullable) */
  double     start;
  double     end;
  SpWavFile *wav;    /* owned, (nullable) */
  GArray    *levels; /* owned, of double */
  int        rate;   /* 0 until it is known */
  int        channels;
  guint64    n_frames; /* that were read */
  guint64    n_level;  /* of them since the last level */
  int        peak;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_clear_object (&reading->file);
  g_clear_object (&reading->target);
  g_clear_pointer (&reading->wav, sp_wav_file_free);
  g_clear_pointer (&reading->levels, g_array_unref);
  g_free (reading);
}

static void
add_level (Reading *reading)
{
  double level = MIN (1, reading->peak / (double) G_MAXINT16);

  g_array_append_val (reading->levels, level);
  reading->n_level = 0;
  reading->peak = 0;
}

static void
measure (Reading *reading, const gint16 *samples, gsize n_frames)
{
  guint64 per_level = (guint64) MAX (1, reading->rate / SP_SOUND_LEVELS_PER_SECOND);

  for (gsize i = 0; i < n_frames; i++) {
    for (int channel = 0; channel < reading->channels; channel++) {
      int sample = GINT16_FROM_LE (samples[i * (gsize) reading->channels + (gsize) channel]);

      reading->peak = MAX (reading->peak, ABS (sample));
    }
    if (++reading->n_level >= per_level)
      add_level (reading);
  }
}

/* Of these frames, those of the part. */
static gboolean
write_part (Reading *reading, const guint8 *data, gsize n_frames, GError **error)
{
  guint64 first = (guint64) (reading->start * reading->rate + 0.5);
  guint64 last = (guint64) (reading->end * reading->rate + 0.5);
  guint64 from = CLAMP (first, reading->n_frames, reading->n_frames + n_frames) - reading->n_frames;
  guint64 to = CLAMP (last, reading->n_frames, reading->n_frames + n_frames) - reading->n_frames;
  gsize   frame = SAMPLE_SIZE * (gsize) reading->channels;

  if (reading->wav == NULL)
    reading->wav = sp_wav_file_new (reading->target, reading->rate, reading->channels, error);
  if (reading->wav == NULL)
    return FALSE;

  return to <= from || sp_wav_file_write (reading->wav, data + from * frame, (to - from) * frame, error);
}

static gboolean
read_sample (Reading *reading, GstSample *sample, GError **error)
{
  GstAudioInfo info;
  GstMapInfo   map;
  GstBuffer   *buffer = gst_sample_get_buffer (sample);
  gsize        n_frames = 0;
  gboolean     fine = TRUE;

  if (reading->rate == 0 && gst_sample_get_caps (sample) != NULL &&
      gst_audio_info_from_caps (&info, gst_sample_get_caps (sample))) {
    reading->rate = GST_AUDIO_INFO_RATE (&info);
    reading->channels = GST_AUDIO_INFO_CHANNELS (&info);
  }
  if (reading->rate == 0 || buffer == NULL || !gst_buffer_map (buffer, &map, GST_MAP_READ))
    return TRUE;

  n_frames = map.size / SAMPLE_SIZE / (gsize) reading->channels;
  if (reading->target != NULL)
    fine = write_part (reading, map.data, n_frames, error);
  else
    measure (reading, (const gint16 *) (gconstpointer) map.data, n_frames);
  reading->n_frames += n_frames;
  gst_buffer_unmap (buffer, &map);

  return fine;
}

static gboolean
is_done (Reading *reading)
{
  return reading->target != NULL && reading->rate > 0 && reading->n_frames >= reading->end * reading->rate;
}

static gboolean
has_failed (GstElement *pipeline)
{
  g_autoptr (GstBus)     bus = gst_element_get_bus (pipeline);
  g_autoptr (GstMessage) message = gst_bus_pop_filtered (bus, GST_MESSAGE_ERROR);

  return message != NULL;
}

static gboolean
read_all (Reading *reading, GstElement *pipeline, GCancellable *cancellable, GError **error)
{
  g_autoptr (GstElement) sink = gst_bin_get_by_name (GST_BIN (pipeline), "sink");

  while (!is_done (reading) && !gst_app_sink_is_eos (GST_APP_SINK (sink))) {
    g_autoptr (GstSample) sample = gst_app_sink_try_pull_sample (GST_APP_SINK (sink), PATIENCE);

    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;
    if (sample != NULL && !read_sample (reading, sample, error))
      return FALSE;
    if (sample == NULL && has_failed (pipeline))
      break;
  }
  if (reading->n_frames > 0)
    return reading->wav == NULL || sp_wav_file_close (reading->wav, error);

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                       _("This sound cannot be read here. Cut it with another program and choose the result."));

  return FALSE;
}

static gboolean
read_file (Reading *reading, GCancellable *cancellable, GError **error)
{
  g_autoptr (GstElement) pipeline = NULL;
  g_autoptr (GstElement) source = NULL;
  g_autofree char       *uri = g_file_get_uri (reading->file);
  gboolean               fine = FALSE;

  if (!gst_init_check (NULL, NULL, error))
    return FALSE;
  pipeline = gst_parse_launch (PIPELINE, error);
  if (pipeline == NULL)
    return FALSE;

  gst_object_ref_sink (pipeline);
  source = gst_bin_get_by_name (GST_BIN (pipeline), "source");
  g_object_set (source, "uri", uri, NULL);
  sp_local_decoding_keep (source);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  fine = read_all (reading, pipeline, cancellable, error);
  gst_element_set_state (pipeline, GST_STATE_NULL);

  return fine;
}

static void
read_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Reading *reading = task_data;
  GError  *error = NULL;

  if (!read_file (reading, cancellable, &error)) {
    g_task_return_error (task, error);
    return;
  }

  if (reading->n_level > 0)
    add_level (reading);
  g_task_return_boolean (task, TRUE);
}

static void
start (Reading            *reading,
       gpointer            tag,
       GCancellable       *cancellable,
       GAsyncReadyCallback callback,
       gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  reading->levels = g_array_new (FALSE, FALSE, sizeof (double));
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, reading, reading_free);
  g_task_run_in_thread (task, read_thread);
}

void
sp_sound_reader_load_levels_async (GFile              *file,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data)
{
  Reading *reading = NULL;

  g_return_if_fail (G_IS_FILE (file));

  reading = g_new0 (Reading, 1);
  reading->file = g_object_ref (file);
  start (reading, sp_sound_reader_load_levels_async, cancellable, callback, user_data);
}

GArray *
sp_sound_reader_load_levels_finish (GAsyncResult *result, double *duration, GError **error)
{
  Reading *reading = NULL;

  g_return_val_if_fail (g_async_result_is_tagged (result, sp_sound_reader_load_levels_async), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  reading = g_task_get_task_data (G_TASK (result));
  *duration = (double) reading->n_frames / reading->rate;

  return g_array_ref (reading->levels);
}

void
sp_sound_reader_cut_async (GFile              *file,
                           double              start_time,
                           double              end_time,
                           GFile              *target,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  Reading *reading = NULL;

  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (G_IS_FILE (target));
  g_return_if_fail (start_time >= 0 && end_time > start_time);

  reading = g_new0 (Reading, 1);
  reading->file = g_object_ref (file);
  reading->target = g_object_ref (target);
  reading->start = start_time;
  reading->end = end_time;
  start (reading, sp_sound_reader_cut_async, cancellable, callback, user_data);
}

gboolean
sp_sound_reader_cut_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sp_sound_reader_cut_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
