/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-sound-recorder.h"

#include "sp-sound-tape.h"
#include "sp-wav-file.h"

#include <glib/gi18n-lib.h>

#define STOP_TIMEOUT 3 /* seconds that a device may take to come to its end */

struct _SpSoundRecorder {
  GObject parent_instance;

  SpTempFolder *folder;
  GFile        *file;     /* owned, (nullable): the recording */
  SpSoundTape  *tape;     /* owned, (nullable): once it was started */
  GstElement   *pipeline; /* owned, (nullable): while there is a device */
  GTask        *stopping; /* owned, (nullable) */
  GByteArray   *held;     /* owned: samples of pieces that wait */
  double        chunk_length;
  guint         bus_watch;
  guint         stop_timeout;
  gboolean      paused;
};

G_DEFINE_FINAL_TYPE (SpSoundRecorder, sp_sound_recorder, G_TYPE_OBJECT)

typedef enum {
  PROP_DURATION = 1,
} SpSoundRecorderProperty;

static GParamSpec *properties[PROP_DURATION + 1];

enum {
  SIGNAL_LEVEL,
  SIGNAL_CHUNK,
  SIGNAL_HOLD,
  SIGNAL_FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
set_null_cb (GstElement *pipeline, gpointer user_data)
{
  gst_element_set_state (pipeline, GST_STATE_NULL);
}

/* Closing a device may wait for a thread of it: not here. */
static void
free_device (SpSoundRecorder *self)
{
  g_clear_handle_id (&self->bus_watch, g_source_remove);
  g_clear_handle_id (&self->stop_timeout, g_source_remove);
  if (self->tape != NULL)
    sp_sound_tape_cut_off (self->tape);
  if (self->pipeline != NULL)
    gst_element_call_async (self->pipeline, set_null_cb, NULL, NULL);
  g_clear_pointer (&self->pipeline, gst_object_unref);
}

static gboolean
hold_chunk (SpSoundRecorder *self)
{
  gboolean hold = FALSE;

  g_signal_emit (self, signals[SIGNAL_HOLD], 0, &hold);

  return hold;
}

static void
write_chunk (SpSoundRecorder *self, GByteArray *samples)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (GFile)     file = sp_temp_folder_new_file (self->folder, "piece", ".wav", &error);
  g_autoptr (SpWavFile) wav = NULL;

  if (file != NULL)
    wav = sp_wav_file_new (file, sp_sound_tape_get_rate (self->tape), sp_sound_tape_get_channels (self->tape), &error);
  if (wav != NULL &&
      sp_wav_file_write (wav, samples->data, samples->len, &error) &&
      sp_wav_file_close (wav, &error))
    g_signal_emit (self, signals[SIGNAL_CHUNK], 0, file);
  else
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
}

static void
emit_chunk (SpSoundRecorder *self, GBytes *chunk, gboolean last)
{
  g_autoptr (GByteArray) samples = NULL;

  g_byte_array_append (self->held, g_bytes_get_data (chunk, NULL), (guint) g_bytes_get_size (chunk));
  if (!last && hold_chunk (self))
    return;

  samples = g_steal_pointer (&self->held);
  self->held = g_byte_array_new ();
  write_chunk (self, samples);
}

static void
finish (SpSoundRecorder *self)
{
  g_autoptr (GTask)  task = g_steal_pointer (&self->stopping);
  g_autoptr (GBytes) rest = NULL;
  GError            *error = NULL;

  free_device (self);
  if (task == NULL)
    return;

  rest = sp_sound_tape_take_rest (self->tape);
  if (rest == NULL && self->held->len > 0)
    rest = g_bytes_new (NULL, 0);
  if (rest != NULL)
    emit_chunk (self, rest, TRUE);
  if (sp_sound_tape_close (self->tape, &error))
    g_task_return_pointer (task, g_object_ref (self->file), g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
fail (SpSoundRecorder *self, GstMessage *message)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char   *debug = NULL;

  gst_message_parse_error (message, &cause, &debug);
  g_debug ("Recording failed: %s (%s)", cause->message, debug != NULL ? debug : "");
  if (self->stopping != NULL) { /* What it has is all there is. */
    finish (self);
    return;
  }

  free_device (self);
  error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED,
                               _("The microphone does not answer any more. Plug it in again, or choose another one in "
                                  "the sound settings, and record again."));
  g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
}

static gboolean
bus_cb (GstBus *bus, GstMessage *message, gpointer user_data)
{
  g_autoptr (SpSoundRecorder) self = g_object_ref (user_data); /* a listener may let go of it */
  g_autoptr (GBytes)          chunk = NULL;
  double                      level = 0;

  if (sp_sound_tape_read_message (message, &level, &chunk)) {
    g_signal_emit (self, signals[SIGNAL_LEVEL], 0, level);
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DURATION]);
    if (chunk != NULL)
      emit_chunk (self, chunk, FALSE);
  } else if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_EOS) {
    finish (self);
  } else if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR) {
    fail (self, message);
  }

  return self->bus_watch != 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static gboolean
stop_timeout_cb (gpointer user_data)
{
  SpSoundRecorder *self = user_data;

  self->stop_timeout = 0;
  finish (self);

  return G_SOURCE_REMOVE;
}

static void
sp_sound_recorder_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((SpSoundRecorderProperty) prop_id) {
  case PROP_DURATION:
    g_value_set_double (value, sp_sound_recorder_get_duration (SP_SOUND_RECORDER (object)));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    break;
  }
}

static void
sp_sound_recorder_finalize (GObject *object)
{
  SpSoundRecorder *self = SP_SOUND_RECORDER (object);

  free_device (self);
  g_clear_pointer (&self->tape, sp_sound_tape_unref);
  g_clear_object (&self->file);
  g_byte_array_unref (self->held);

  G_OBJECT_CLASS (sp_sound_recorder_parent_class)->finalize (object);
}

static void
sp_sound_recorder_class_init (SpSoundRecorderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType         type = G_TYPE_FROM_CLASS (klass);

  object_class->get_property = sp_sound_recorder_get_property;
  object_class->finalize = sp_sound_recorder_finalize;

  properties[PROP_DURATION] = g_param_spec_double ("duration", NULL, NULL, 0, G_MAXDOUBLE, 0,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_LEVEL] = g_signal_new ("level", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                        G_TYPE_DOUBLE);
  signals[SIGNAL_CHUNK] = g_signal_new ("chunk", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                        G_TYPE_FILE);
  signals[SIGNAL_HOLD] = g_signal_new ("hold", type, G_SIGNAL_RUN_LAST, 0, g_signal_accumulator_true_handled, NULL, NULL,
                                       G_TYPE_BOOLEAN, 0);
  signals[SIGNAL_FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                         G_TYPE_ERROR);
}

static void
sp_sound_recorder_init (SpSoundRecorder *self)
{
  self->held = g_byte_array_new ();
}

SpSoundRecorder *
sp_sound_recorder_new (SpTempFolder *folder, double chunk_length)
{
  SpSoundRecorder *self = NULL;

  g_return_val_if_fail (folder != NULL, NULL);

  self = g_object_new (SP_TYPE_SOUND_RECORDER, NULL);
  self->folder = folder;
  self->chunk_length = chunk_length;

  return self;
}

/* Takes all of the elements; FALSE when one is missing. */
static gboolean
link_elements (GstElement *pipeline, GstElement *elements[], guint n_elements)
{
  gboolean complete = TRUE;

  for (guint i = 0; i < n_elements; i++) {
    if (elements[i] != NULL)
      gst_bin_add (GST_BIN (pipeline), elements[i]);
    else
      complete = FALSE;
  }
  for (guint i = 1; complete && i < n_elements; i++)
    complete = gst_element_link (elements[i - 1], elements[i]);

  return complete;
}

static gboolean
open_device (SpSoundRecorder *self, SpCaptureDevice *device)
{
  g_autoptr (GstBus)     bus = NULL;
  g_autoptr (GstElement) pipeline = gst_object_ref_sink (gst_pipeline_new (NULL));
  GstElement            *elements[] = {
               sp_capture_device_create_source (device),
               gst_element_factory_make ("queue", NULL), /* A slow disk must not keep the device from being read. */
               gst_element_factory_make ("audioconvert", NULL),
               gst_element_factory_make ("audioresample", NULL),
               sp_sound_tape_create_sink (self->tape),
  };

  if (!link_elements (pipeline, elements, G_N_ELEMENTS (elements)))
    return FALSE;

  /* A sound server is asked in a thread of the device's; what goes wrong then is told on the bus. */
  if (gst_element_set_state (pipeline, GST_STATE_PLAYING) == GST_STATE_CHANGE_FAILURE) {
    gst_element_set_state (pipeline, GST_STATE_NULL);
    return FALSE;
  }

  self->pipeline = g_steal_pointer (&pipeline);
  bus = gst_element_get_bus (self->pipeline);
  self->bus_watch = gst_bus_add_watch (bus, bus_cb, self);

  return TRUE;
}

gboolean
sp_sound_recorder_start (SpSoundRecorder *self, SpCaptureDevice *device, GError **error)
{
  g_return_val_if_fail (SP_IS_SOUND_RECORDER (self), FALSE);
  g_return_val_if_fail (SP_IS_CAPTURE_DEVICE (device), FALSE);
  g_return_val_if_fail (self->stopping == NULL, FALSE);

  free_device (self);
  if (self->tape == NULL) {
    self->file = sp_temp_folder_new_file (self->folder, "recording", ".wav", error);
    if (self->file == NULL)
      return FALSE;
    self->tape = sp_sound_tape_new (self->file, self->chunk_length);
  }

  if (!open_device (self, device)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                 _("“%s” cannot be used. Close other programs that record with it, or choose another microphone in the "
                    "sound settings, and record again."),
                 sp_capture_device_get_name (device));
    return FALSE;
  }
  sp_sound_recorder_set_paused (self, self->paused);

  return TRUE;
}

void
sp_sound_recorder_set_paused (SpSoundRecorder *self, gboolean paused)
{
  g_return_if_fail (SP_IS_SOUND_RECORDER (self));

  self->paused = paused;
  if (self->pipeline != NULL && self->stopping == NULL)
    gst_element_set_state (self->pipeline, paused ? GST_STATE_PAUSED : GST_STATE_PLAYING);
}

gboolean
sp_sound_recorder_get_paused (SpSoundRecorder *self)
{
  g_return_val_if_fail (SP_IS_SOUND_RECORDER (self), FALSE);

  return self->paused;
}

double
sp_sound_recorder_get_duration (SpSoundRecorder *self)
{
  g_return_val_if_fail (SP_IS_SOUND_RECORDER (self), 0);

  return self->tape != NULL ? sp_sound_tape_get_duration (self->tape) : 0;
}

void
sp_sound_recorder_stop_async (SpSoundRecorder    *self,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  g_return_if_fail (SP_IS_SOUND_RECORDER (self));
  g_return_if_fail (self->tape != NULL);
  g_return_if_fail (self->stopping == NULL);

  self->stopping = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->stopping, sp_sound_recorder_stop_async);
  if (self->pipeline == NULL || self->paused) { /* Nothing is on its way. */
    finish (self);
    return;
  }

  self->stop_timeout = g_timeout_add_seconds (STOP_TIMEOUT, stop_timeout_cb, self);
  gst_element_send_event (self->pipeline, gst_event_new_eos ());
}

GFile *
sp_sound_recorder_stop_finish (SpSoundRecorder *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
sp_sound_recorder_cancel (SpSoundRecorder *self)
{
  g_return_if_fail (SP_IS_SOUND_RECORDER (self));

  free_device (self);
  if (self->stopping != NULL) {
    g_autoptr (GTask) task = g_steal_pointer (&self->stopping);

    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("The recording was cancelled."));
  }
}
