/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media-test.h"
#include "sp-capture-devices.h"
#include "sp-sound-recorder.h"

#define HEADER_SIZE 44

static gboolean
has_searched (gpointer user_data)
{
  return !sp_capture_devices_get_searching (user_data);
}

static void
test_devices (void)
{
  SpCaptureDevices           *none = sp_capture_devices_new (SP_CAPTURE_MICROPHONES);
  SpCaptureDevices           *cameras = NULL;
  SpCaptureDevices           *one = NULL;
  g_autoptr (SpCaptureDevice) device = NULL;
  g_autoptr (GstElement)      source = NULL;

  g_assert_true (sp_capture_devices_get_searching (none));
  component_test_wait (has_searched, none);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (none)), ==, 0);

  media_test_set_microphone (TRUE);
  one = sp_capture_devices_new (SP_CAPTURE_MICROPHONES);
  cameras = sp_capture_devices_new (SP_CAPTURE_CAMERAS);
  component_test_wait (has_searched, one);
  component_test_wait (has_searched, cameras);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (one)), ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (cameras)), ==, 0);
  device = g_list_model_get_item (G_LIST_MODEL (one), 0);
  g_assert_cmpstr (sp_capture_device_get_name (device), !=, "");
  source = gst_object_ref_sink (sp_capture_device_create_source (device));
  g_assert_nonnull (source);
  media_test_set_microphone (FALSE);

  media_test_finalize (none);
  media_test_finalize (one);
  media_test_finalize (cameras);
}

/* A recording under way, and what came of it. */
typedef struct {
  SpTempFolder    *folder;
  SpSoundRecorder *recorder;
  GByteArray      *pieces; /* the sound of all chunks */
  guint            n_chunks;
  double           loudest;
  double           enough; /* seconds to wait for */
  GFile           *file;
  GError          *error;
} Take;

static GBytes *
load_sound (GFile *file)
{
  g_autoptr (GBytes) bytes = g_file_load_bytes (file, NULL, NULL, NULL);
  const guint8      *data = NULL;
  gsize              size = 0;

  g_assert_nonnull (bytes);
  data = g_bytes_get_data (bytes, &size);
  g_assert_cmpuint (size, >, HEADER_SIZE);
  g_assert_cmpmem (data, 4, "RIFF", 4);
  /* What the header says is what is there. */
  g_assert_cmpuint (data[40] | data[41] << 8 | data[42] << 16 | data[43] << 24, ==, size - HEADER_SIZE);

  return g_bytes_new_from_bytes (bytes, HEADER_SIZE, size - HEADER_SIZE);
}

static void
chunk_cb (Take *take, GFile *file)
{
  g_autoptr (GBytes) sound = load_sound (file);

  g_byte_array_append (take->pieces, g_bytes_get_data (sound, NULL), (guint) g_bytes_get_size (sound));
  take->n_chunks++;
}

static void
level_cb (Take *take, double level)
{
  g_assert_cmpfloat (level, >=, 0);
  g_assert_cmpfloat (level, <=, 1);
  take->loudest = MAX (take->loudest, level);
}

static void
failed_cb (Take *take, const GError *error)
{
  g_clear_error (&take->error);
  take->error = g_error_copy (error);
}

static void
stopped_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Take *take = user_data;

  take->file = sp_sound_recorder_stop_finish (SP_SOUND_RECORDER (source), result, &take->error);
}

static void
take_begin (Take *take, double chunk_length)
{
  take->folder = sp_temp_folder_new ();
  take->pieces = g_byte_array_new ();
  take->recorder = sp_sound_recorder_new (take->folder, chunk_length);
  g_signal_connect_swapped (take->recorder, "chunk", G_CALLBACK (chunk_cb), take);
  g_signal_connect_swapped (take->recorder, "level", G_CALLBACK (level_cb), take);
  g_signal_connect_swapped (take->recorder, "failed", G_CALLBACK (failed_cb), take);
}

static void
take_end (Take *take)
{
  media_test_finalize (take->recorder);
  g_byte_array_unref (take->pieces);
  sp_temp_folder_free (take->folder);
  g_clear_object (&take->file);
  g_clear_error (&take->error);
}

static gboolean
is_long_enough (gpointer user_data)
{
  Take *take = user_data;

  return sp_sound_recorder_get_duration (take->recorder) >= take->enough;
}

static gboolean
is_over (gpointer user_data)
{
  Take *take = user_data;

  return take->file != NULL || take->error != NULL;
}

static SpCaptureDevice *
new_device (const char *name)
{
  g_autoptr (GstElementFactory) factory = gst_element_factory_find (name);

  return sp_capture_device_new_for_factory (factory);
}

/* All that was heard is in the recording, and in the pieces, once. */
static void
test_pieces (void)
{
  g_autoptr (SpCaptureDevice) device = new_device ("audiotestsrc");
  g_autoptr (GBytes)          sound = NULL;
  Take                        take = { .enough = 0.25 };

  take_begin (&take, 0.1);
  g_assert_true (sp_sound_recorder_start (take.recorder, device, &take.error));
  component_test_wait (is_long_enough, &take);
  sp_sound_recorder_stop_async (take.recorder, NULL, stopped_cb, &take);
  component_test_wait (is_over, &take);
  g_assert_no_error (take.error);
  sound = load_sound (take.file);
  g_assert_cmpuint (take.n_chunks, >=, 3); /* the last one is the rest */
  g_assert_cmpmem (take.pieces->data, take.pieces->len, g_bytes_get_data (sound, NULL), g_bytes_get_size (sound));
  g_assert_cmpfloat (take.loudest, >, 0.5);
  take_end (&take);
}

/* Another microphone goes on with the recording of the first; a pause leaves no hole. */
static void
test_pause (void)
{
  g_autoptr (SpCaptureDevice) device = new_device ("audiotestsrc");
  Take                        take = { .enough = 0.1 };
  double                      before = 0;

  take_begin (&take, 0);
  g_assert_true (sp_sound_recorder_start (take.recorder, device, &take.error));
  component_test_wait (is_long_enough, &take);
  sp_sound_recorder_set_paused (take.recorder, TRUE);
  g_assert_true (sp_sound_recorder_get_paused (take.recorder));
  before = sp_sound_recorder_get_duration (take.recorder);
  g_assert_true (sp_sound_recorder_start (take.recorder, device, &take.error));
  sp_sound_recorder_set_paused (take.recorder, FALSE);
  take.enough = before + 0.1;
  component_test_wait (is_long_enough, &take);
  sp_sound_recorder_set_paused (take.recorder, TRUE);
  sp_sound_recorder_stop_async (take.recorder, NULL, stopped_cb, &take);
  component_test_wait (is_over, &take);
  g_assert_no_error (take.error);
  g_assert_cmpuint (take.n_chunks, ==, 0);
  g_bytes_unref (load_sound (take.file));
  take_end (&take);
}

static void
test_cancel (void)
{
  g_autoptr (SpCaptureDevice) device = new_device ("audiotestsrc");
  Take                        take = { .enough = 0.1 };

  take_begin (&take, 0.1);
  g_assert_true (sp_sound_recorder_start (take.recorder, device, &take.error));
  component_test_wait (is_long_enough, &take);
  sp_sound_recorder_stop_async (take.recorder, NULL, stopped_cb, &take);
  sp_sound_recorder_cancel (take.recorder);
  component_test_wait (is_over, &take);
  g_assert_error (take.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (take.file);
  take_end (&take);
}

static gboolean
has_failed (gpointer user_data)
{
  return ((Take *) user_data)->error != NULL;
}

/* A device that breaks is told of in words; what was heard before is there, or that there is nothing. */
static void
test_broken (void)
{
  g_autoptr (SpCaptureDevice) device = new_device ("filesrc"); /* without the name of a file */
  Take                        take = { 0 };

  take_begin (&take, 0);
  if (sp_sound_recorder_start (take.recorder, device, &take.error))
    component_test_wait (has_failed, &take);
  g_assert_nonnull (take.error);
  g_assert_nonnull (strstr (take.error->message, "record again"));
  g_clear_error (&take.error);
  sp_sound_recorder_stop_async (take.recorder, NULL, stopped_cb, &take);
  component_test_wait (is_over, &take);
  g_assert_nonnull (strstr (take.error->message, "Nothing was recorded"));
  take_end (&take);
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);
  gst_init (NULL, NULL);

  g_test_add_func ("/sound-recorder/devices", test_devices);
  g_test_add_func ("/sound-recorder/pieces", test_pieces);
  g_test_add_func ("/sound-recorder/pause", test_pause);
  g_test_add_func ("/sound-recorder/cancel", test_cancel);
  g_test_add_func ("/sound-recorder/broken", test_broken);

  return g_test_run ();
}
