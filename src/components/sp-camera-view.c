/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-camera-view.h"

#include "sp-camera.h"
#include "sp-capture-device.h"
#include "sp-picture.h"
#include "sp-player-screen.h"
#include "sp-resources.h"
#include "sp-time-format.h"

#include <glib/gi18n-lib.h>

#define LOOK 250 /* milliseconds between two looks at the clock */

struct _SpCameraView {
  GtkWidget parent_instance;

  GtkWidget      *overlay;         /* template child */
  SpPlayerScreen *screen;          /* template child */
  SpPicture      *answer;          /* template child */
  GtkWidget      *message;         /* template child */
  GtkSpinner     *spinner;         /* template child */
  GtkWidget      *message_icon;    /* template child */
  GtkLabel       *message_label;   /* template child */
  GtkWidget      *again_button;    /* template child */
  GtkWidget      *indicator;       /* template child */
  GtkLabel       *indicator_label; /* template child */
  GtkWidget      *device_button;   /* template child */
  GtkPopover     *device_popover;  /* template child */
  GtkListView    *device_list;     /* template child */
  GtkWidget      *shutter;         /* template child */
  GtkWidget      *shutter_shape;   /* template child */

  SpCameraOptions options;
  SpTempFolder   *folder;      /* of whoever made the view */
  SpCamera       *camera;      /* owned, (nullable): while it is on */
  GListModel     *devices;     /* owned, (nullable): to choose from */
  GCancellable   *cancellable; /* owned */
  GFile          *film;        /* owned, (nullable): while one is recorded */
  gint64          started;     /* when running became true */
  guint           clock;
  gboolean        running;
  gboolean        off;
};

G_DEFINE_FINAL_TYPE (SpCameraView, sp_camera_view, GTK_TYPE_WIDGET)

typedef enum {
  PROP_RUNNING = 1,
} SpCameraViewProperty;

static GParamSpec *properties[PROP_RUNNING + 1];

enum {
  SIGNAL_PHOTO,
  SIGNAL_FILM,
  SIGNAL_ENCODED,
  SIGNAL_REFUSED,
  SIGNAL_CLOSE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
refuse (SpCameraView *self, const char *sentence)
{
  g_signal_emit (self, signals[SIGNAL_REFUSED], 0, sentence);
}

static void
update_indicator (SpCameraView *self)
{
  g_autofree char *time = NULL;

  if (self->running && self->options.use == SP_CAMERA_FOR_FILMS) {
    time = sp_time_format ((double) ((g_get_monotonic_time () - self->started) / G_USEC_PER_SEC));
    gtk_label_set_label (self->indicator_label, time);
  } else {
    gtk_label_set_label (self->indicator_label, self->running ? C_("camera", "Live") : _("Camera On"));
  }
}

static const char *
get_shutter_words (SpCameraView *self)
{
  switch (self->options.use) {
  case SP_CAMERA_FOR_PHOTOS:
    return _("Take Photo");
  case SP_CAMERA_FOR_FILMS:
    return self->running ? _("Stop Recording") : _("Record");
  case SP_CAMERA_FOR_STREAMS:
    return self->running ? _("Stop Sending Pictures") : _("Send Pictures to the App");
  }

  return NULL;
}

static void
update_shutter (SpCameraView *self)
{
  const char *words = get_shutter_words (self);
  gboolean    live = self->camera != NULL && sp_camera_get_state (self->camera) == SP_CAMERA_LIVE;

  gtk_widget_set_tooltip_text (self->shutter, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->shutter), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_set_visible (self->shutter, live);
  if (self->running)
    gtk_widget_add_css_class (GTK_WIDGET (self), "running");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "running");
}

static void
show_device_button (SpCameraView *self)
{
  gtk_widget_set_visible (self->device_button,
                          self->devices != NULL && g_list_model_get_n_items (self->devices) > 1 && !self->running);
}

static void
update_devices (SpCameraView *self)
{
  GListModel                   *devices = self->camera != NULL ? sp_camera_get_devices (self->camera) : NULL;
  g_autoptr (GtkSelectionModel) selection = NULL;

  if (devices != self->devices && self->devices != NULL)
    g_signal_handlers_disconnect_by_func (self->devices, show_device_button, self);
  if (g_set_object (&self->devices, devices) && devices != NULL) {
    selection = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (devices)));
    gtk_list_view_set_model (self->device_list, selection);
    g_signal_connect_object (devices, "items-changed", G_CALLBACK (show_device_button), self, G_CONNECT_SWAPPED);
  }
  show_device_button (self);
}

static void
update (SpCameraView *self)
{
  SpCameraState state = self->camera != NULL ? sp_camera_get_state (self->camera) : SP_CAMERA_OPENING;
  const char   *sentence = self->camera != NULL ? sp_camera_get_error_text (self->camera) : NULL;

  gtk_widget_set_visible (self->message, state != SP_CAMERA_LIVE);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), state == SP_CAMERA_OPENING);
  gtk_spinner_set_spinning (self->spinner, state == SP_CAMERA_OPENING && self->camera != NULL);
  gtk_widget_set_visible (self->message_icon, state == SP_CAMERA_FAILED);
  gtk_label_set_label (self->message_label, sentence != NULL ? sentence : _("Opening the camera…"));
  gtk_widget_set_visible (self->again_button, state == SP_CAMERA_FAILED);
  gtk_widget_set_visible (self->indicator, state == SP_CAMERA_LIVE);
  update_shutter (self);
  update_indicator (self);
  update_devices (self);
}

static gboolean
clock_cb (gpointer user_data)
{
  update_indicator (user_data);

  return G_SOURCE_CONTINUE;
}

static void
set_running (SpCameraView *self, gboolean running)
{
  if (self->running == running)
    return;

  self->running = running;
  self->started = g_get_monotonic_time ();
  g_clear_handle_id (&self->clock, g_source_remove);
  if (running && self->options.use == SP_CAMERA_FOR_FILMS)
    self->clock = g_timeout_add (LOOK, clock_cb, self);
  if (!running)
    gtk_widget_set_visible (GTK_WIDGET (self->answer), FALSE);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
}

static void
changed_cb (SpCameraView *self)
{
  SpCameraState state = sp_camera_get_state (self->camera);

  if (state != SP_CAMERA_LIVE)
    sp_player_screen_set_frame (self->screen, NULL);
  if (state != SP_CAMERA_LIVE && self->running) {
    g_clear_object (&self->film);
    refuse (self, sp_camera_get_error_text (self->camera));
    set_running (self, FALSE);
    if (self->camera == NULL)
      return; /* It has been closed. */
  }
  update (self);
  if (state == SP_CAMERA_LIVE && gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL)
    gtk_widget_grab_focus (self->shutter);
}

static void
frame_cb (SpCameraView *self)
{
  sp_player_screen_set_frame (self->screen, sp_camera_get_frame (self->camera));
}

static void
encoded_cb (SpCameraView *self, GBytes *bytes)
{
  if (self->running)
    g_signal_emit (self, signals[SIGNAL_ENCODED], 0, bytes);
}

static void
turn_off (SpCameraView *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->film);
  if (self->camera != NULL)
    g_signal_handlers_disconnect_by_data (self->camera, self);
  g_clear_object (&self->camera);
  if (self->devices != NULL) /* nobody looks for more of them */
    gtk_list_view_set_model (self->device_list, NULL);
  g_clear_object (&self->devices);
}

static void
recorded_cb (SpCameraView *self)
{
  g_autoptr (GFile) film = g_steal_pointer (&self->film);

  set_running (self, FALSE);
  if (self->off)
    turn_off (self);
  if (film != NULL)
    g_signal_emit (self, signals[SIGNAL_FILM], 0, film);
}

static void
turn_on (SpCameraView *self)
{
  self->camera = sp_camera_new (&self->options);
  g_signal_connect_object (self->camera, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->camera, "frame", G_CALLBACK (frame_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->camera, "encoded", G_CALLBACK (encoded_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->camera, "recorded", G_CALLBACK (recorded_cb), self, G_CONNECT_SWAPPED);
  update (self);
}

static void
device_activated_cb (SpCameraView *self, guint position)
{
  gtk_popover_popdown (self->device_popover);
  sp_camera_select_device (self->camera, position);
}

static void
photo_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpCameraView) self = user_data;
  g_autoptr (GdkTexture)   texture = NULL;
  g_autoptr (GError)       error = NULL;

  texture = sp_camera_take_photo_finish (SP_CAMERA (source), result, &error);
  if (texture != NULL)
    g_signal_emit (self, signals[SIGNAL_PHOTO], 0, texture);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    refuse (self, error->message);
}

static void
start_film (SpCameraView *self)
{
  g_autoptr (GError) error = NULL;

  self->film = sp_temp_folder_new_file (self->folder, "camera", ".webm", &error);
  if (self->film != NULL && sp_camera_start_recording (self->camera, g_file_peek_path (self->film), &error)) {
    set_running (self, TRUE);
  } else {
    g_clear_object (&self->film);
    refuse (self, error->message);
  }
}

static void
shutter_action_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SpCameraView *self = SP_CAMERA_VIEW (widget);

  if (self->camera == NULL || sp_camera_get_state (self->camera) != SP_CAMERA_LIVE)
    return;

  if (self->options.use == SP_CAMERA_FOR_PHOTOS)
    sp_camera_take_photo_async (self->camera, self->cancellable, photo_cb, g_object_ref (self));
  else if (self->running)
    sp_camera_view_stop (self);
  else if (self->options.use == SP_CAMERA_FOR_FILMS)
    start_film (self);
  else
    set_running (self, TRUE);
}

static void
again_action_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SpCameraView *self = SP_CAMERA_VIEW (widget);

  if (self->camera != NULL)
    sp_camera_open (self->camera);
}

/* What was recorded until now is kept. */
static void
close_action_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SpCameraView *self = SP_CAMERA_VIEW (widget);

  if (self->running)
    sp_camera_view_stop (self);
  else
    g_signal_emit (self, signals[SIGNAL_CLOSE], 0);
}

static void
sp_camera_view_map (GtkWidget *widget)
{
  SpCameraView *self = SP_CAMERA_VIEW (widget);

  GTK_WIDGET_CLASS (sp_camera_view_parent_class)->map (widget);

  if (self->camera == NULL && !self->off)
    turn_on (self);
}

static void
sp_camera_view_unmap (GtkWidget *widget)
{
  SpCameraView *self = SP_CAMERA_VIEW (widget);

  GTK_WIDGET_CLASS (sp_camera_view_parent_class)->unmap (widget);

  self->off = TRUE;
  sp_camera_view_stop (self);
  if (self->film == NULL) /* else the camera is needed for another moment, to end the film */
    turn_off (self);
}

static gboolean
sp_camera_view_grab_focus (GtkWidget *widget)
{
  SpCameraView *self = SP_CAMERA_VIEW (widget);

  return gtk_widget_get_visible (self->shutter) ? gtk_widget_grab_focus (self->shutter)
                                                : gtk_widget_child_focus (self->overlay, GTK_DIR_TAB_FORWARD);
}

static void
sp_camera_view_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((SpCameraViewProperty) prop_id) {
  case PROP_RUNNING:
    g_value_set_boolean (value, SP_CAMERA_VIEW (object)->running);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    break;
  }
}

static void
sp_camera_view_dispose (GObject *object)
{
  SpCameraView *self = SP_CAMERA_VIEW (object);

  turn_off (self);
  g_clear_handle_id (&self->clock, g_source_remove);
  g_clear_pointer (&self->overlay, gtk_widget_unparent);

  G_OBJECT_CLASS (sp_camera_view_parent_class)->dispose (object);
}

static void
sp_camera_view_finalize (GObject *object)
{
  g_clear_object (&SP_CAMERA_VIEW (object)->cancellable);

  G_OBJECT_CLASS (sp_camera_view_parent_class)->finalize (object);
}

static void
install_signals (GType type)
{
  signals[SIGNAL_PHOTO] = g_signal_new ("photo", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, GDK_TYPE_TEXTURE);
  signals[SIGNAL_FILM] = g_signal_new ("film", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_FILE);
  signals[SIGNAL_ENCODED] = g_signal_new ("encoded", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_BYTES);
  signals[SIGNAL_REFUSED] = g_signal_new ("refused", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_CLOSE] =
    g_signal_new ("close", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (SP_TYPE_CAPTURE_DEVICE);
  g_type_ensure (SP_TYPE_PICTURE);
  g_type_ensure (SP_TYPE_PLAYER_SCREEN);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-camera-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SpCameraView, overlay);
  gtk_widget_class_bind_template_child (widget_class, SpCameraView, screen);
  gtk_widget_class_bind_template_child (widget_class, SpCameraView, answer);
  gtk_widget_class_bind_template_child (widget_class, SpCameraView, message);
  gtk_widget_class_bind_template_child (widget_class, SpCameraView, spinner);
  gtk_widget_class_bind_template_child (widget_class, SpCameraView, message_icon);
  gtk_widget_class_bind_template_child (widget_class, SpCameraView, message_label);
  gtk_widget_class_bind_template_child (widget_class, SpCameraView, again_button);
  gtk_widget_class_bind_template_child (widget_class, SpCameraView, indicator);
  gtk_widget_class_bind_template_child (widget_class, SpCameraView, indicator_label);
  gtk_widget_class_bind_template_child (widget_class, SpCameraView, device_button);
  gtk_widget_class_bind_template_child (widget_class, SpCameraView, device_popover);
  gtk_widget_class_bind_template_child (widget_class, SpCameraView, device_list);
  gtk_widget_class_bind_template_child (widget_class, SpCameraView, shutter);
  gtk_widget_class_bind_template_child (widget_class, SpCameraView, shutter_shape);
  gtk_widget_class_bind_template_callback (widget_class, device_activated_cb);
}

static void
sp_camera_view_class_init (SpCameraViewClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sp_camera_view_get_property;
  object_class->dispose = sp_camera_view_dispose;
  object_class->finalize = sp_camera_view_finalize;
  widget_class->map = sp_camera_view_map;
  widget_class->unmap = sp_camera_view_unmap;
  widget_class->grab_focus = sp_camera_view_grab_focus;

  properties[PROP_RUNNING] = g_param_spec_boolean ("running", NULL, NULL, FALSE,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  install_signals (G_TYPE_FROM_CLASS (klass));

  gtk_widget_class_install_action (widget_class, "camera.shutter", NULL, shutter_action_cb);
  gtk_widget_class_install_action (widget_class, "camera.again", NULL, again_action_cb);
  gtk_widget_class_install_action (widget_class, "camera.close", NULL, close_action_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "camera.close", NULL);
  gtk_widget_class_set_css_name (widget_class, "sp-camera-view");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  bind_template (widget_class);
}

static void
sp_camera_view_init (SpCameraView *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  sp_picture_set_continuous (self->answer, TRUE);
}

GtkWidget *
sp_camera_view_new (const SpCameraOptions *options, SpTempFolder *folder)
{
  SpCameraView *self = NULL;

  g_return_val_if_fail (options != NULL, NULL);
  g_return_val_if_fail (folder != NULL, NULL);

  self = g_object_new (SP_TYPE_CAMERA_VIEW, NULL);
  self->options = *options;
  self->folder = folder;
  if (options->use != SP_CAMERA_FOR_PHOTOS)
    gtk_widget_add_css_class (GTK_WIDGET (self), "recorder");
  update (self);

  return GTK_WIDGET (self);
}

void
sp_camera_view_stop (SpCameraView *self)
{
  g_return_if_fail (SP_IS_CAMERA_VIEW (self));

  if (!self->running)
    return;

  if (self->options.use == SP_CAMERA_FOR_FILMS)
    sp_camera_stop_recording (self->camera); /* goes on in recorded_cb() */
  else
    set_running (self, FALSE);
}

gboolean
sp_camera_view_get_running (SpCameraView *self)
{
  g_return_val_if_fail (SP_IS_CAMERA_VIEW (self), FALSE);

  return self->running;
}

gboolean
sp_camera_view_is_off (SpCameraView *self)
{
  g_return_val_if_fail (SP_IS_CAMERA_VIEW (self), TRUE);

  return self->off;
}

void
sp_camera_view_show_answer (SpCameraView *self, GradioFile *file, GradioClient *client)
{
  g_return_if_fail (SP_IS_CAMERA_VIEW (self));

  gtk_widget_set_visible (GTK_WIDGET (self->answer), self->running && file != NULL);
  sp_picture_set_file (self->answer, self->running ? file : NULL, client);
}
