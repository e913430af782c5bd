/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-microphone-view.h"

#include "sp-capture-devices.h"
#include "sp-resources.h"
#include "sp-sound-recorder.h"
#include "sp-time-format.h"
#include "sp-waveform.h"

#include <glib/gi18n-lib.h>

#define COMPACT_HEIGHT 34 /* as high as its buttons */

struct _SpMicrophoneView {
  GtkWidget parent_instance;

  GtkWidget   *box;          /* template child */
  GtkWidget   *parts;        /* template child: all but the microphones */
  SpWaveform  *waveform;     /* template child */
  GtkWidget   *dot;          /* template child */
  GtkLabel    *time;         /* template child */
  GtkDropDown *menu;         /* template child: the microphones */
  GtkWidget   *pause_button; /* template child */
  GtkWidget   *stop_button;  /* template child */

  SpTempFolder     *folder;   /* owned: the recordings */
  SpCaptureDevices *devices;  /* owned, (nullable): while recording */
  SpSoundRecorder  *recorder; /* owned, (nullable): while recording */
  SpCaptureDevice  *device;   /* owned, (nullable): which is in use */
  char             *trouble;  /* owned, (nullable): what went wrong */
  double            chunk_length;
  double            max_length;
  double            length; /* seconds of what was recorded last */
  int               shown_seconds;
  gboolean          heard; /* anything yet */
  gboolean          stopping;
};

G_DEFINE_FINAL_TYPE (SpMicrophoneView, sp_microphone_view, GTK_TYPE_WIDGET)

typedef enum {
  PROP_RECORDING = 1,
} SpMicrophoneViewProperty;

static GParamSpec *properties[PROP_RECORDING + 1];

enum {
  SIGNAL_STARTED,
  SIGNAL_PAUSED,
  SIGNAL_CHUNK,
  SIGNAL_FINISHED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
show_time (SpMicrophoneView *self)
{
  int              seconds = self->recorder != NULL ? (int) sp_sound_recorder_get_duration (self->recorder) : 0;
  g_autofree char *time = sp_time_format (seconds);
  g_autofree char *stop = NULL;

  if (seconds == self->shown_seconds)
    return;

  self->shown_seconds = seconds;
  gtk_label_set_text (self->time, time);
  /* Translators: for screen readers; how long the recording is: “Stop recording, 0:12”. */
  stop = g_strdup_printf (_("Stop recording, %s"), time);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->stop_button), GTK_ACCESSIBLE_PROPERTY_LABEL, stop, -1);
}

static void
show_paused (SpMicrophoneView *self)
{
  gboolean    paused = self->recorder != NULL && sp_sound_recorder_get_paused (self->recorder);
  const char *words = paused ? _("Resume") : _("Pause");

  gtk_button_set_icon_name (GTK_BUTTON (self->pause_button),
                            paused ? "media-record-symbolic" : "media-playback-pause-symbolic");
  gtk_widget_set_tooltip_text (self->pause_button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->pause_button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_set_opacity (self->dot, paused ? 0 : 1);
}

/* Nothing can be pressed before there is a microphone, and when it is over. */
static void
update_buttons (SpMicrophoneView *self)
{
  gboolean running = self->recorder != NULL && !self->stopping;

  gtk_widget_set_sensitive (self->pause_button, running);
  gtk_widget_set_sensitive (self->stop_button, running);
  gtk_widget_set_sensitive (GTK_WIDGET (self->menu), running);
  gtk_widget_set_visible (self->dot, running);
  gtk_widget_set_visible (GTK_WIDGET (self->menu),
                          self->devices != NULL && g_list_model_get_n_items (G_LIST_MODEL (self->devices)) > 1);
}

static void
tell_trouble (SpMicrophoneView *self, const char *words)
{
  if (self->trouble == NULL) /* What follows from it is no news. */
    self->trouble = g_strdup (words);
}

static void
let_go (SpMicrophoneView *self)
{
  if (self->recorder != NULL) {
    g_signal_handlers_disconnect_by_data (self->recorder, self);
    sp_sound_recorder_cancel (self->recorder);
  }
  if (self->devices != NULL)
    g_signal_handlers_disconnect_by_data (self->devices, self);
  g_clear_object (&self->recorder);
  g_clear_object (&self->device);
  if (self->menu != NULL)
    gtk_drop_down_set_model (self->menu, NULL);
  g_clear_object (&self->devices);
  self->stopping = FALSE;
}

static void
end (SpMicrophoneView *self, GFile *file)
{
  g_autofree char *trouble = g_steal_pointer (&self->trouble);

  self->length = self->recorder != NULL ? sp_sound_recorder_get_duration (self->recorder) : 0;
  let_go (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECORDING]);
  g_signal_emit (self, signals[SIGNAL_FINISHED], 0, file, trouble);
}

static void
stopped_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpMicrophoneView) self = user_data;
  g_autoptr (GError)           error = NULL;
  g_autoptr (GFile)            file = NULL;

  file = sp_sound_recorder_stop_finish (SP_SOUND_RECORDER (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (file == NULL)
    tell_trouble (self, error->message);
  end (self, file);
}

static void
chunk_cb (SpMicrophoneView *self, GFile *file)
{
  g_signal_emit (self, signals[SIGNAL_CHUNK], 0, file);
}

static void
level_cb (SpMicrophoneView *self, double level)
{
  sp_waveform_add (self->waveform, level);
  show_time (self);
  if (!self->heard) {
    self->heard = TRUE;
    g_signal_emit (self, signals[SIGNAL_STARTED], 0);
  }
  if (self->recorder == NULL)
    return; /* whoever was told has had enough */
  if (self->max_length > 0 && sp_sound_recorder_get_duration (self->recorder) >= self->max_length)
    sp_microphone_view_stop (self);
}

static void
failed_cb (SpMicrophoneView *self, const GError *error)
{
  tell_trouble (self, error->message);
  sp_microphone_view_stop (self);
}

static void
use_device (SpMicrophoneView *self, SpCaptureDevice *device)
{
  g_autoptr (GError) error = NULL;

  if (!g_set_object (&self->device, device))
    return;

  if (!sp_sound_recorder_start (self->recorder, device, &error))
    failed_cb (self, error);
}

static void
selected_cb (SpMicrophoneView *self)
{
  SpCaptureDevice *device = gtk_drop_down_get_selected_item (self->menu);

  if (device != NULL && self->recorder != NULL && !self->stopping)
    use_device (self, device);
}

static void
start_with (SpMicrophoneView *self, SpCaptureDevice *device)
{
  g_autoptr (GError) error = NULL;

  self->recorder = sp_sound_recorder_new (self->folder, self->chunk_length);
  g_signal_connect_object (self->recorder, "level", G_CALLBACK (level_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->recorder, "chunk", G_CALLBACK (chunk_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->recorder, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  g_set_object (&self->device, device);
  if (!sp_sound_recorder_start (self->recorder, device, &error)) {
    tell_trouble (self, error->message);
    end (self, NULL);
    return;
  }

  gtk_drop_down_set_model (self->menu, G_LIST_MODEL (self->devices));
  show_time (self);
  show_paused (self);
  update_buttons (self);
  gtk_widget_grab_focus (self->stop_button);
}

static void
searched_cb (SpMicrophoneView *self)
{
  g_autoptr (SpCaptureDevice) device = g_list_model_get_item (G_LIST_MODEL (self->devices), 0);

  if (device != NULL) {
    start_with (self, device);
    return;
  }

  tell_trouble (self, _("There is no microphone. Plug one in, or look whether it is on in the sound settings, and "
                         "record again."));
  end (self, NULL);
}

/* Names of devices can be longer than a narrow window is wide. */
static void
setup_name_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 32);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_list_item_set_child (item, label);
}

static void
bind_name_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)),
                      sp_capture_device_get_name (gtk_list_item_get_item (item)));
}

static void
pause_cb (SpMicrophoneView *self)
{
  gboolean paused = !sp_sound_recorder_get_paused (self->recorder);

  sp_sound_recorder_set_paused (self->recorder, paused);
  show_paused (self);
  if (paused)
    g_signal_emit (self, signals[SIGNAL_PAUSED], 0);
}

static void
cancel_cb (SpMicrophoneView *self)
{
  end (self, NULL);
}

static gboolean
escape_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  if (!sp_microphone_view_get_recording (SP_MICROPHONE_VIEW (widget)))
    return FALSE;

  cancel_cb (SP_MICROPHONE_VIEW (widget));

  return TRUE;
}

/* Nobody may be heard by what is not to be seen. */
static void
sp_microphone_view_unmap (GtkWidget *widget)
{
  SpMicrophoneView *self = SP_MICROPHONE_VIEW (widget);

  GTK_WIDGET_CLASS (sp_microphone_view_parent_class)->unmap (widget);

  if (self->recorder != NULL)
    sp_microphone_view_stop (self);
  else if (self->devices != NULL)
    end (self, NULL);
}

static void
sp_microphone_view_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((SpMicrophoneViewProperty) prop_id) {
  case PROP_RECORDING:
    g_value_set_boolean (value, sp_microphone_view_get_recording (SP_MICROPHONE_VIEW (object)));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    break;
  }
}

static void
sp_microphone_view_dispose (GObject *object)
{
  SpMicrophoneView *self = SP_MICROPHONE_VIEW (object);

  let_go (self);
  self->menu = NULL;
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (sp_microphone_view_parent_class)->dispose (object);
}

static void
sp_microphone_view_finalize (GObject *object)
{
  SpMicrophoneView *self = SP_MICROPHONE_VIEW (object);

  g_clear_pointer (&self->folder, sp_temp_folder_free);
  g_free (self->trouble);

  G_OBJECT_CLASS (sp_microphone_view_parent_class)->finalize (object);
}

static void
install_signals (GType type)
{
  signals[SIGNAL_STARTED] = g_signal_new ("started", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_PAUSED] = g_signal_new ("paused", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_CHUNK] = g_signal_new ("chunk", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                        G_TYPE_FILE);
  signals[SIGNAL_FINISHED] = g_signal_new ("finished", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                           G_TYPE_FILE, G_TYPE_STRING);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (SP_TYPE_WAVEFORM);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-microphone-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SpMicrophoneView, box);
  gtk_widget_class_bind_template_child (widget_class, SpMicrophoneView, parts);
  gtk_widget_class_bind_template_child (widget_class, SpMicrophoneView, waveform);
  gtk_widget_class_bind_template_child (widget_class, SpMicrophoneView, dot);
  gtk_widget_class_bind_template_child (widget_class, SpMicrophoneView, time);
  gtk_widget_class_bind_template_child (widget_class, SpMicrophoneView, menu);
  gtk_widget_class_bind_template_child (widget_class, SpMicrophoneView, pause_button);
  gtk_widget_class_bind_template_child (widget_class, SpMicrophoneView, stop_button);
  gtk_widget_class_bind_template_callback (widget_class, bind_name_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, pause_cb);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, setup_name_cb);
  gtk_widget_class_bind_template_callback (widget_class, sp_microphone_view_stop);
}

static void
sp_microphone_view_class_init (SpMicrophoneViewClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sp_microphone_view_get_property;
  object_class->dispose = sp_microphone_view_dispose;
  object_class->finalize = sp_microphone_view_finalize;
  widget_class->unmap = sp_microphone_view_unmap;

  properties[PROP_RECORDING] = g_param_spec_boolean ("recording", NULL, NULL, FALSE,
                                                     G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  install_signals (G_TYPE_FROM_CLASS (klass));

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "sp-microphone-view");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
  bind_template (widget_class);
}

static void
sp_microphone_view_init (SpMicrophoneView *self)
{
  self->folder = sp_temp_folder_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sp_microphone_view_new (void)
{
  return g_object_new (SP_TYPE_MICROPHONE_VIEW, NULL);
}

void
sp_microphone_view_start (SpMicrophoneView *self, double chunk_length, double max_length)
{
  g_return_if_fail (SP_IS_MICROPHONE_VIEW (self));

  if (sp_microphone_view_get_recording (self))
    return;

  self->chunk_length = chunk_length;
  self->max_length = max_length;
  self->shown_seconds = -1;
  self->heard = FALSE;
  g_clear_pointer (&self->trouble, g_free);
  sp_waveform_clear (self->waveform);
  gtk_label_set_text (self->time, _("Looking for a microphone…"));
  self->devices = sp_capture_devices_new (SP_CAPTURE_MICROPHONES);
  g_signal_connect_object (self->devices, "notify::searching", G_CALLBACK (searched_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->devices, "items-changed", G_CALLBACK (update_buttons), self, G_CONNECT_SWAPPED);
  update_buttons (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECORDING]);
}

void
sp_microphone_view_stop (SpMicrophoneView *self)
{
  g_return_if_fail (SP_IS_MICROPHONE_VIEW (self));

  if (self->recorder == NULL || self->stopping)
    return;

  self->stopping = TRUE;
  update_buttons (self);
  sp_sound_recorder_stop_async (self->recorder, NULL, stopped_cb, g_object_ref (self));
}

gboolean
sp_microphone_view_get_recording (SpMicrophoneView *self)
{
  g_return_val_if_fail (SP_IS_MICROPHONE_VIEW (self), FALSE);

  return self->devices != NULL;
}

double
sp_microphone_view_get_length (SpMicrophoneView *self)
{
  g_return_val_if_fail (SP_IS_MICROPHONE_VIEW (self), 0);

  return self->length;
}

void
sp_microphone_view_make_compact (SpMicrophoneView *self)
{
  g_return_if_fail (SP_IS_MICROPHONE_VIEW (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->parts), GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_remove_css_class (self->box, "drop-frame");
  sp_waveform_set_height (self->waveform, COMPACT_HEIGHT);
  gtk_widget_add_css_class (GTK_WIDGET (self), "compact");
}

void
sp_microphone_view_set_color (SpMicrophoneView *self, const GdkRGBA *color, gboolean shown)
{
  g_return_if_fail (SP_IS_MICROPHONE_VIEW (self));

  sp_waveform_set_color (self->waveform, color);
  gtk_widget_set_visible (GTK_WIDGET (self->waveform), shown);
}
