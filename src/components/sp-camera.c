/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-camera.h"

#include "sp-camera-pipeline.h"
#ifdef HAVE_LIBPORTAL
#include "sp-camera-portal.h"
#endif
#include "sp-capture-devices.h"

#include "gradio.h"

#include <glib/gi18n-lib.h>

struct _SpCamera {
  GObject parent_instance;

  SpCameraOptions   options;
  SpCaptureDevices *cameras;     /* owned, (nullable): NULL where the desktop chooses */
  SpCaptureDevices *microphones; /* owned, (nullable): for films with sound */
  SpCaptureDevice  *device;      /* owned, (nullable): the one that was chosen */
  SpCameraPipeline *pipeline;    /* owned, (nullable): while it is on */
  GCancellable     *cancellable; /* owned, (nullable): of what is being opened */
  SpCameraState     state;
  char             *error_text;
  gboolean          waiting; /* for a camera to be found */
  gboolean          recording;
};

G_DEFINE_FINAL_TYPE (SpCamera, sp_camera, G_TYPE_OBJECT)

enum {
  SIGNAL_CHANGED,
  SIGNAL_FRAME,
  SIGNAL_ENCODED,
  SIGNAL_RECORDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
set_state (SpCamera *self, SpCameraState state, const char *error_text)
{
  if (self->state == state && g_strcmp0 (self->error_text, error_text) == 0)
    return;

  self->state = state;
  g_free (self->error_text);
  self->error_text = g_strdup (error_text);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
turn_off (SpCamera *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->pipeline != NULL)
    g_signal_handlers_disconnect_by_data (self->pipeline, self);
  g_clear_object (&self->pipeline);
  self->recording = FALSE;
}

static void
fail (SpCamera *self, const char *sentence)
{
  turn_off (self);
  set_state (self, SP_CAMERA_FAILED, sentence);
}

/* A film has sound from its beginning, so that the microphone has to be known before. */
static gboolean
is_complete (SpCamera *self)
{
  return self->microphones == NULL || !sp_capture_devices_get_searching (self->microphones);
}

static void
frame_cb (SpCamera *self)
{
  if (is_complete (self))
    set_state (self, SP_CAMERA_LIVE, NULL);
  g_signal_emit (self, signals[SIGNAL_FRAME], 0);
}

static void
encoded_cb (SpCamera *self, GBytes *bytes)
{
  g_signal_emit (self, signals[SIGNAL_ENCODED], 0, bytes);
}

static void
recorded_cb (SpCamera *self)
{
  self->recording = FALSE;
  g_signal_emit (self, signals[SIGNAL_RECORDED], 0);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpCamera)         self = user_data;
  g_autoptr (SpCameraPipeline) pipeline = NULL;
  g_autoptr (GError)           error = NULL;

  pipeline = sp_camera_pipeline_new_finish (result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (pipeline == NULL) {
    fail (self, error->message);
    return;
  }

  g_set_object (&self->pipeline, pipeline);
  g_signal_connect_object (pipeline, "frame", G_CALLBACK (frame_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (pipeline, "encoded", G_CALLBACK (encoded_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (pipeline, "recorded", G_CALLBACK (recorded_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (pipeline, "failed", G_CALLBACK (fail), self, G_CONNECT_SWAPPED);
}

static void
open_source (SpCamera *self, GstElement *source)
{
  sp_camera_pipeline_new_async (source, &self->options, self->cancellable, opened_cb, g_object_ref (self));
}

#ifdef HAVE_LIBPORTAL
static void
portal_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpCamera)   self = user_data;
  g_autoptr (GError)     error = NULL;
  g_autoptr (GstElement) source = sp_camera_portal_open_finish (result, &error);

  if (self->cancellable == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  if (source != NULL)
    open_source (self, source);
  else
    fail (self, error->message);
}
#endif

static void
choose_device (SpCamera *self)
{
  g_autoptr (SpCaptureDevice) first = g_list_model_get_item (G_LIST_MODEL (self->cameras), 0);
  GstElement                 *source = NULL;

  if (sp_capture_devices_get_searching (self->cameras))
    return;

  self->waiting = FALSE;
  if (self->device == NULL && first != NULL)
    self->device = g_object_ref (first);
  if (self->device != NULL)
    source = sp_capture_device_create_source (self->device);
  if (source != NULL) {
    open_source (self, source);
  } else {
    fail (self, _("There is no camera. Connect one, then try again."));
    self->waiting = TRUE;
  }
}

static void
devices_cb (SpCamera *self)
{
  if (!self->waiting || self->cameras == NULL)
    return;

  if (self->state == SP_CAMERA_FAILED) { /* Now there may be one. */
    if (g_list_model_get_n_items (G_LIST_MODEL (self->cameras)) > 0)
      sp_camera_open (self);
  } else {
    choose_device (self);
  }
}

static SpCaptureDevices *
new_devices (SpCamera *self, SpCaptureKind kind)
{
  SpCaptureDevices *devices = sp_capture_devices_new (kind);

  if (kind == SP_CAPTURE_CAMERAS) {
    g_signal_connect_object (devices, "notify::searching", G_CALLBACK (devices_cb), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (devices, "items-changed", G_CALLBACK (devices_cb), self, G_CONNECT_SWAPPED);
  }

  return devices;
}

static gboolean
has_found_none (SpCamera *self)
{
  return !sp_capture_devices_get_searching (self->cameras) &&
         g_list_model_get_n_items (G_LIST_MODEL (self->cameras)) == 0;
}

void
sp_camera_open (SpCamera *self)
{
  g_return_if_fail (SP_IS_CAMERA (self));

  turn_off (self);
  self->cancellable = g_cancellable_new ();
  self->waiting = TRUE;
  set_state (self, SP_CAMERA_OPENING, NULL);
#ifdef HAVE_LIBPORTAL
  if (sp_camera_portal_is_needed ()) {
    sp_camera_portal_open_async (self->cancellable, portal_cb, g_object_ref (self));
    return;
  }
#endif
  if (self->cameras == NULL || has_found_none (self)) {
    g_clear_object (&self->cameras);
    self->cameras = new_devices (self, SP_CAPTURE_CAMERAS);
  } else {
    choose_device (self);
  }
}

static void
sp_camera_dispose (GObject *object)
{
  SpCamera *self = SP_CAMERA (object);

  turn_off (self);
  g_clear_object (&self->cameras);
  g_clear_object (&self->microphones);
  g_clear_object (&self->device);

  G_OBJECT_CLASS (sp_camera_parent_class)->dispose (object);
}

static void
sp_camera_finalize (GObject *object)
{
  g_free (SP_CAMERA (object)->error_text);

  G_OBJECT_CLASS (sp_camera_parent_class)->finalize (object);
}

static void
sp_camera_class_init (SpCameraClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_camera_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_camera_finalize;

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_FRAME] =
    g_signal_new ("frame", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_ENCODED] = g_signal_new ("encoded", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_BYTES);
  signals[SIGNAL_RECORDED] =
    g_signal_new ("recorded", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sp_camera_init (SpCamera *self)
{
}

SpCamera *
sp_camera_new (const SpCameraOptions *options)
{
  SpCamera *self = NULL;

  g_return_val_if_fail (options != NULL, NULL);

  self = g_object_new (SP_TYPE_CAMERA, NULL);
  self->options = *options;
  if (options->use == SP_CAMERA_FOR_FILMS && options->sound)
    self->microphones = new_devices (self, SP_CAPTURE_MICROPHONES);
  sp_camera_open (self);

  return self;
}

SpCameraState
sp_camera_get_state (SpCamera *self)
{
  g_return_val_if_fail (SP_IS_CAMERA (self), SP_CAMERA_FAILED);

  return self->state;
}

const char *
sp_camera_get_error_text (SpCamera *self)
{
  g_return_val_if_fail (SP_IS_CAMERA (self), NULL);

  return self->error_text;
}

GListModel *
sp_camera_get_devices (SpCamera *self)
{
  g_return_val_if_fail (SP_IS_CAMERA (self), NULL);

  return self->cameras != NULL ? G_LIST_MODEL (self->cameras) : NULL;
}

void
sp_camera_select_device (SpCamera *self, guint index)
{
  g_autoptr (SpCaptureDevice) device = NULL;

  g_return_if_fail (SP_IS_CAMERA (self));
  g_return_if_fail (self->cameras != NULL);

  device = g_list_model_get_item (G_LIST_MODEL (self->cameras), index);
  if (device == NULL || device == self->device)
    return;

  g_set_object (&self->device, device);
  sp_camera_open (self);
}

GdkPaintable *
sp_camera_get_frame (SpCamera *self)
{
  g_return_val_if_fail (SP_IS_CAMERA (self), NULL);

  return self->pipeline != NULL ? sp_camera_pipeline_get_frame (self->pipeline) : NULL;
}

static void
photo_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError           *error = NULL;
  GdkTexture       *texture = sp_camera_pipeline_take_photo_finish (SP_CAMERA_PIPELINE (source), result, &error);

  if (texture != NULL)
    g_task_return_pointer (task, texture, g_object_unref);
  else
    g_task_return_error (task, error);
}

void
sp_camera_take_photo_async (SpCamera           *self,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  GTask *task = NULL;

  g_return_if_fail (SP_IS_CAMERA (self));
  g_return_if_fail (self->pipeline != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sp_camera_take_photo_async);
  sp_camera_pipeline_take_photo_async (self->pipeline, cancellable, photo_cb, task);
}

GdkTexture *
sp_camera_take_photo_finish (SpCamera *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

gboolean
sp_camera_start_recording (SpCamera *self, const char *path, GError **error)
{
  g_autoptr (SpCaptureDevice) microphone = NULL;

  g_return_val_if_fail (SP_IS_CAMERA (self), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (self->pipeline != NULL && !self->recording, FALSE);

  if (self->microphones != NULL)
    microphone = g_list_model_get_item (G_LIST_MODEL (self->microphones), 0);
  self->recording = sp_camera_pipeline_start_recording (
    self->pipeline, path, microphone != NULL ? sp_capture_device_create_source (microphone) : NULL, error);

  return self->recording;
}

void
sp_camera_stop_recording (SpCamera *self)
{
  g_return_if_fail (SP_IS_CAMERA (self));

  if (self->recording)
    sp_camera_pipeline_stop_recording (self->pipeline);
}

gboolean
sp_camera_get_recording (SpCamera *self)
{
  g_return_val_if_fail (SP_IS_CAMERA (self), FALSE);

  return self->recording;
}
