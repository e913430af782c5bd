/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-player.h"

#include "sp-file-fetch.h"
#include "sp-player-pipeline.h"
#include "sp-resources.h"
#include "sp-subtitles.h"
#include "sp-time-format.h"

#include <glib/gi18n-lib.h>
#include <gst/gst.h>

#define POLL_INTERVAL 100 /* milliseconds */
#define STEP 5.0          /* seconds of one press of an arrow key */

struct _SpPlayer {
  GtkWidget parent_instance;

  GtkWidget      *box;             /* template child */
  GtkWidget      *screen;          /* template child */
  GtkPicture     *picture;         /* template child */
  GtkLabel       *subtitle;        /* template child */
  GtkWidget      *subtitle_button; /* template child */
  GtkWidget      *controls;        /* template child */
  GtkWidget      *play_button;     /* template child */
  GtkAdjustment  *position;        /* template child */
  GtkScale       *seek_scale;      /* template child */
  GtkLabel       *position_label;  /* template child */
  GtkLabel       *duration_label;  /* template child */
  GtkScaleButton *volume_button;   /* template child */
  GtkLabel       *message;         /* template child */

  GradioFile       *file;
  GradioClient     *client;
  SpPlayerPipeline *pipeline;
  GCancellable     *cancellable; /* of fetching */
  char             *error_text;
  double            volume_before_mute;
  SpSubtitles      *subtitles;
  double            rate;
  guint             poll;
  guint             hidden; /* pauses when it is off the screen for good */
  gboolean          has_picture;
  gboolean          loop;
  gboolean          playing;    /* what was told */
  gboolean          wants_play; /* as soon as the file is there */
  gboolean          following;  /* the scale is being moved by the sound */
};

G_DEFINE_FINAL_TYPE (SpPlayer, sp_player, GTK_TYPE_WIDGET)

typedef enum {
  PROP_LOOP = 1,
  PROP_PLAYING,
  PROP_DURATION,
  PROP_ERROR_TEXT,
  PROP_RATE_TEXT,
  PROP_HAS_PICTURE,
} SpPlayerProperty;

static GParamSpec *properties[PROP_HAS_PICTURE + 1];

enum {
  SIGNAL_EVENT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
set_error_text (SpPlayer *self, const char *text)
{
  if (g_strcmp0 (self->error_text, text) == 0)
    return;

  g_free (self->error_text);
  self->error_text = g_strdup (text);
  gtk_label_set_text (self->message, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), text != NULL);
  gtk_widget_set_visible (self->controls, text == NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR_TEXT]);
}

static void
show_subtitle (SpPlayer *self)
{
  g_autofree char *text = NULL;

  if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->subtitle_button)))
    text = sp_subtitles_dup_text (self->subtitles, sp_player_get_position (self));
  gtk_label_set_text (self->subtitle, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), text != NULL);
}

static void
subtitles_toggled_cb (SpPlayer *self)
{
  show_subtitle (self);
}

static void
subtitles_changed_cb (SpPlayer *self)
{
  gtk_widget_set_visible (self->subtitle_button, sp_subtitles_get_n_lines (self->subtitles) > 0);
  show_subtitle (self);
}

static void
show_position (SpPlayer *self)
{
  double           duration = sp_player_get_duration (self);
  double           position = sp_player_get_position (self);
  g_autofree char *position_text = sp_time_format (position);
  g_autofree char *duration_text = sp_time_format (duration);
  g_autofree char *spoken = NULL;

  self->following = TRUE;
  gtk_adjustment_set_upper (self->position, MAX (duration, 0.001));
  gtk_adjustment_set_value (self->position, position);
  self->following = FALSE;

  gtk_label_set_text (self->position_label, position_text);
  /* A file may not tell its length, and a stream has none. */
  gtk_label_set_text (self->duration_label,
                      sp_player_get_ready (self) && duration <= 0 ? "–:––" : duration_text);
  /* Translators: a place in a sound and its length: “1:20 of 3:00”. */
  spoken = duration > 0 ? g_strdup_printf (_("%s of %s"), position_text, duration_text)
                        : g_strdup (position_text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->seek_scale),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, spoken, -1);
  show_subtitle (self);
}

static gboolean
poll_cb (gpointer user_data)
{
  show_position (user_data);

  return G_SOURCE_CONTINUE;
}

static void
update_poll (SpPlayer *self)
{
  gboolean wanted = sp_player_get_playing (self) && gtk_widget_get_mapped (GTK_WIDGET (self));

  if (!wanted)
    g_clear_handle_id (&self->poll, g_source_remove);
  else if (self->poll == 0)
    self->poll = g_timeout_add (POLL_INTERVAL, poll_cb, self);
}

static void
update_controls (SpPlayer *self)
{
  gboolean    playing = sp_player_get_playing (self);
  const char *action = playing ? _("Pause") : _("Play");

  gtk_button_set_icon_name (GTK_BUTTON (self->play_button),
                            playing ? "media-playback-pause-symbolic"
                                    : "media-playback-start-symbolic");
  gtk_widget_set_tooltip_text (self->play_button, action);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->play_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  action, -1);
  gtk_widget_set_sensitive (self->controls, sp_file_fetch_is_possible (self->file, self->client));
  gtk_widget_set_visible (self->screen, self->has_picture && self->error_text == NULL &&
                                          gtk_picture_get_paintable (self->picture) != NULL);
  show_position (self);
  update_poll (self);
}

static void
emit_event (SpPlayer *self, const char *name)
{
  g_signal_emit (self, signals[SIGNAL_EVENT], 0, name);
}

static void
pipeline_changed_cb (SpPlayer *self)
{
  gboolean playing = sp_player_get_playing (self);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DURATION]);
  if (self->playing != playing) {
    self->playing = playing;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PLAYING]);
    emit_event (self, playing ? "play" : "pause");
  }
  update_controls (self);
}

static void
pipeline_ended_cb (SpPlayer *self)
{
  gboolean was_playing = sp_player_get_playing (self);

  if (was_playing && self->loop && sp_player_get_duration (self) > 0) {
    sp_player_pipeline_seek (self->pipeline, 0);
    return;
  }

  sp_player_pipeline_set_playing (self->pipeline, FALSE);
  if (was_playing)
    emit_event (self, "stop");
}

static void
pipeline_failed_cb (SpPlayer *self, const char *text)
{
  set_error_text (self, text);
  pipeline_changed_cb (self);
}

static void
pipeline_frame_cb (SpPlayer *self)
{
  gtk_picture_set_paintable (self->picture, sp_player_pipeline_get_frame (self->pipeline));
  if (!gtk_widget_get_visible (self->screen))
    update_controls (self);
}

static void
drop_pipeline (SpPlayer *self)
{
  if (self->pipeline != NULL)
    g_signal_handlers_disconnect_by_data (self->pipeline, self);
  g_clear_object (&self->pipeline);
}

static void
make_pipeline (SpPlayer *self, GFile *local)
{
  g_autoptr (GHashTable) headers = NULL;
  g_autoptr (GError)     error = NULL;
  g_autofree char       *uri = g_file_get_uri (local);

  if (!g_file_is_native (local) && self->client != NULL)
    headers = gradio_client_dup_headers (self->client, uri);
  self->pipeline = sp_player_pipeline_new (uri, headers, self->has_picture, &error);
  if (self->pipeline == NULL) {
    set_error_text (self, error->message);
    return;
  }

  g_signal_connect_object (self->pipeline, "changed", G_CALLBACK (pipeline_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pipeline, "ended", G_CALLBACK (pipeline_ended_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pipeline, "failed", G_CALLBACK (pipeline_failed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pipeline, "frame", G_CALLBACK (pipeline_frame_cb), self,
                           G_CONNECT_SWAPPED);
  sp_player_pipeline_set_rate (self->pipeline, self->rate);
  sp_player_pipeline_set_volume (self->pipeline, gtk_scale_button_get_value (self->volume_button));
  if (self->wants_play)
    sp_player_pipeline_set_playing (self->pipeline, TRUE);
  self->wants_play = FALSE;
}

static void
init_gstreamer (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (gst_init_check (NULL, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
initialized_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpPlayer) self = user_data;
  g_autoptr (GError)   error = NULL;
  gboolean             initialized = g_task_propagate_boolean (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  if (initialized)
    make_pipeline (self, g_task_get_task_data (G_TASK (result)));
  else
    set_error_text (self, error->message);
}

/* The very first time GStreamer looks at all its plug-ins, which takes seconds: not here. */
static void
make_pipeline_later (SpPlayer *self, GFile *local)
{
  g_autoptr (GTask) task = g_task_new (NULL, self->cancellable, initialized_cb, g_object_ref (self));

  g_task_set_task_data (task, g_object_ref (local), g_object_unref);
  g_task_run_in_thread (task, init_gstreamer);
}

static void
take_place (SpPlayer *self, GFile *place)
{
  if (!gst_is_initialized ()) {
    make_pipeline_later (self, place);
    return;
  }

  g_clear_object (&self->cancellable);
  make_pipeline (self, place);
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpPlayer) self = user_data;
  g_autoptr (GFile)    local = NULL;
  g_autoptr (GError)   error = NULL;

  local = sp_file_fetch_finish (result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (local != NULL) {
    take_place (self, local);
    return;
  }

  g_clear_object (&self->cancellable);
  set_error_text (self, error->message);
}

/* A stream is played while it is made: there is no file to fetch yet. */
static gboolean
is_stream (SpPlayer *self)
{
  const char *url = gradio_file_get_url (self->file);

  return gradio_file_is_stream (self->file) && url != NULL &&
         (g_str_has_prefix (url, "http:") || g_str_has_prefix (url, "https:"));
}

static void
stop_fetching (SpPlayer *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
load (SpPlayer *self)
{
  if (self->pipeline != NULL || self->cancellable != NULL || self->error_text != NULL ||
      !gtk_widget_get_mapped (GTK_WIDGET (self)) ||
      !sp_file_fetch_is_possible (self->file, self->client))
    return;

  self->cancellable = g_cancellable_new ();
  if (is_stream (self)) {
    g_autoptr (GFile) place = g_file_new_for_uri (gradio_file_get_url (self->file));

    take_place (self, place);
    return;
  }
  sp_file_fetch_async (self->file, self->client, self->cancellable, fetched_cb,
                       g_object_ref (self));
}

static void
play_clicked_cb (SpPlayer *self)
{
  if (sp_player_get_playing (self))
    sp_player_pause (self);
  else
    sp_player_play (self);
}

static void
position_changed_cb (SpPlayer *self)
{
  if (!self->following)
    sp_player_seek (self, gtk_adjustment_get_value (self->position));
}

static void
volume_changed_cb (SpPlayer *self, double volume)
{
  if (self->pipeline != NULL)
    sp_player_pipeline_set_volume (self->pipeline, volume);
}

static void
toggle_action_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  play_clicked_cb (SP_PLAYER (widget));
}

static void
seek_action_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SpPlayer *self = SP_PLAYER (widget);

  sp_player_seek (self, sp_player_get_position (self) + g_variant_get_double (parameter));
}

static void
mute_action_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SpPlayer *self = SP_PLAYER (widget);
  double    volume = gtk_scale_button_get_value (self->volume_button);

  if (volume > 0) {
    self->volume_before_mute = volume;
    gtk_scale_button_set_value (self->volume_button, 0);
  } else {
    gtk_scale_button_set_value (self->volume_button, self->volume_before_mute);
  }
}

static void
rate_action_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  sp_player_set_rate (SP_PLAYER (widget), g_variant_get_double (parameter));
}

static void
screen_pressed_cb (SpPlayer *self, int n_press)
{
  gtk_widget_grab_focus (self->play_button);
  if (n_press == 2)
    gtk_widget_activate_action (GTK_WIDGET (self), "component.fullscreen", NULL);
}

static gboolean
hidden_cb (gpointer user_data)
{
  SpPlayer *self = user_data;

  self->hidden = 0;
  sp_player_pause (self);

  return G_SOURCE_REMOVE;
}

static void
sp_player_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sp_player_parent_class)->map (widget);

  g_clear_handle_id (&SP_PLAYER (widget)->hidden, g_source_remove);
  load (SP_PLAYER (widget));
  update_controls (SP_PLAYER (widget));
}

static void
sp_player_unmap (GtkWidget *widget)
{
  SpPlayer *self = SP_PLAYER (widget);

  GTK_WIDGET_CLASS (sp_player_parent_class)->unmap (widget);

  stop_fetching (self);
  g_clear_handle_id (&self->poll, g_source_remove);
  /* On its way to the full screen it is off the screen for a moment only. */
  if (self->hidden == 0)
    self->hidden = g_idle_add_full (G_PRIORITY_LOW, hidden_cb, self, NULL);
}

static void
sp_player_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SpPlayer *self = SP_PLAYER (object);

  switch ((SpPlayerProperty) prop_id) {
  case PROP_LOOP:
    g_value_set_boolean (value, self->loop);
    break;
  case PROP_PLAYING:
    g_value_set_boolean (value, sp_player_get_playing (self));
    break;
  case PROP_DURATION:
    g_value_set_double (value, sp_player_get_duration (self));
    break;
  case PROP_ERROR_TEXT:
    g_value_set_string (value, self->error_text);
    break;
  case PROP_RATE_TEXT:
    g_value_take_string (value, g_strdup_printf ("%g×", self->rate));
    break;
  case PROP_HAS_PICTURE:
    g_value_set_boolean (value, self->has_picture);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    break;
  }
}

static void
sp_player_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  SpPlayer *self = SP_PLAYER (object);

  switch ((SpPlayerProperty) prop_id) {
  case PROP_LOOP:
    sp_player_set_loop (self, g_value_get_boolean (value));
    break;
  case PROP_HAS_PICTURE:
    self->has_picture = g_value_get_boolean (value);
    break;
  case PROP_PLAYING:
  case PROP_DURATION:
  case PROP_ERROR_TEXT:
  case PROP_RATE_TEXT:
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    break;
  }
}

static void
sp_player_dispose (GObject *object)
{
  SpPlayer *self = SP_PLAYER (object);

  stop_fetching (self);
  drop_pipeline (self);
  g_clear_handle_id (&self->poll, g_source_remove);
  g_clear_handle_id (&self->hidden, g_source_remove);
  if (self->subtitles != NULL)
    g_signal_handlers_disconnect_by_data (self->subtitles, self);
  g_clear_object (&self->subtitles);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->file);
  g_clear_object (&self->client);
  g_clear_pointer (&self->error_text, g_free);

  G_OBJECT_CLASS (sp_player_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "player.toggle", NULL, toggle_action_cb);
  gtk_widget_class_install_action (widget_class, "player.seek", "d", seek_action_cb);
  gtk_widget_class_install_action (widget_class, "player.mute", NULL, mute_action_cb);
  gtk_widget_class_install_action (widget_class, "player.rate", "d", rate_action_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, 0, "component.fullscreen", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_SHIFT_MASK, "player.seek", "d", -0.1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Right, GDK_SHIFT_MASK, "player.seek", "d", 0.1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_space, 0, "player.toggle", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_k, 0, "player.toggle", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_m, 0, "player.mute", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, 0, "player.seek", "d", -STEP);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Right, 0, "player.seek", "d", STEP);
}

static void
install_properties (GObjectClass *object_class)
{
  GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  properties[PROP_LOOP] =
    g_param_spec_boolean ("loop", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_PLAYING] = g_param_spec_boolean ("playing", NULL, NULL, FALSE, readable);
  properties[PROP_DURATION] =
    g_param_spec_double ("duration", NULL, NULL, 0, G_MAXDOUBLE, 0, readable);
  properties[PROP_ERROR_TEXT] = g_param_spec_string ("error-text", NULL, NULL, NULL, readable);
  properties[PROP_RATE_TEXT] = g_param_spec_string ("rate-text", NULL, NULL, NULL, readable);
  properties[PROP_HAS_PICTURE] =
    g_param_spec_boolean ("has-picture", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sp_player_class_init (SpPlayerClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sp_player_get_property;
  object_class->set_property = sp_player_set_property;
  object_class->dispose = sp_player_dispose;
  widget_class->map = sp_player_map;
  widget_class->unmap = sp_player_unmap;

  install_properties (object_class);
  install_actions (widget_class);
  signals[SIGNAL_EVENT] = g_signal_new ("event", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "sp-player");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-player.ui");
  gtk_widget_class_bind_template_child (widget_class, SpPlayer, box);
  gtk_widget_class_bind_template_child (widget_class, SpPlayer, screen);
  gtk_widget_class_bind_template_child (widget_class, SpPlayer, picture);
  gtk_widget_class_bind_template_child (widget_class, SpPlayer, subtitle);
  gtk_widget_class_bind_template_child (widget_class, SpPlayer, subtitle_button);
  gtk_widget_class_bind_template_callback (widget_class, subtitles_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, screen_pressed_cb);
  gtk_widget_class_bind_template_child (widget_class, SpPlayer, controls);
  gtk_widget_class_bind_template_child (widget_class, SpPlayer, play_button);
  gtk_widget_class_bind_template_child (widget_class, SpPlayer, position);
  gtk_widget_class_bind_template_child (widget_class, SpPlayer, seek_scale);
  gtk_widget_class_bind_template_child (widget_class, SpPlayer, position_label);
  gtk_widget_class_bind_template_child (widget_class, SpPlayer, duration_label);
  gtk_widget_class_bind_template_child (widget_class, SpPlayer, volume_button);
  gtk_widget_class_bind_template_child (widget_class, SpPlayer, message);
  gtk_widget_class_bind_template_callback (widget_class, play_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, position_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, volume_changed_cb);
}

static void
sp_player_init (SpPlayer *self)
{
  self->volume_before_mute = 1;
  self->rate = 1;
  self->subtitles = sp_subtitles_new ();
  g_signal_connect_swapped (self->subtitles, "changed", G_CALLBACK (subtitles_changed_cb), self);
  gtk_widget_init_template (GTK_WIDGET (self));
  update_controls (self);
}

GtkWidget *
sp_player_new (void)
{
  return g_object_new (SP_TYPE_PLAYER, NULL);
}

void
sp_player_set_file (SpPlayer *self, GradioFile *file, GradioClient *client)
{
  g_return_if_fail (SP_IS_PLAYER (self));

  stop_fetching (self);
  drop_pipeline (self);
  self->wants_play = FALSE;
  self->playing = FALSE;
  gtk_picture_set_paintable (self->picture, NULL);
  g_set_object (&self->file, file);
  g_set_object (&self->client, client);
  set_error_text (self, NULL);
  update_controls (self);
  load (self);
}

void
sp_player_play (SpPlayer *self)
{
  g_return_if_fail (SP_IS_PLAYER (self));

  if (self->error_text != NULL)
    return;

  if (self->pipeline == NULL) {
    self->wants_play = TRUE;
    load (self);
    return;
  }

  if (sp_player_get_duration (self) > 0 &&
      sp_player_get_position (self) >= sp_player_get_duration (self) - 0.05)
    sp_player_pipeline_seek (self->pipeline, 0);
  sp_player_pipeline_set_playing (self->pipeline, TRUE);
}

void
sp_player_pause (SpPlayer *self)
{
  g_return_if_fail (SP_IS_PLAYER (self));

  self->wants_play = FALSE;
  if (self->pipeline != NULL)
    sp_player_pipeline_set_playing (self->pipeline, FALSE);
}

void
sp_player_seek (SpPlayer *self, double seconds)
{
  g_return_if_fail (SP_IS_PLAYER (self));

  if (self->pipeline != NULL)
    sp_player_pipeline_seek (self->pipeline, seconds);
}

void
sp_player_set_loop (SpPlayer *self, gboolean loop)
{
  g_return_if_fail (SP_IS_PLAYER (self));

  if (self->loop == loop)
    return;

  self->loop = loop;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOOP]);
}

void
sp_player_set_rate (SpPlayer *self, double rate)
{
  g_return_if_fail (SP_IS_PLAYER (self));

  if (self->rate == rate)
    return;

  self->rate = rate;
  if (self->pipeline != NULL)
    sp_player_pipeline_set_rate (self->pipeline, rate);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RATE_TEXT]);
}

void
sp_player_set_subtitles (SpPlayer *self, GradioFile *file, GradioClient *client)
{
  g_return_if_fail (SP_IS_PLAYER (self));

  sp_subtitles_set_file (self->subtitles, file, client);
}

gboolean
sp_player_get_playing (SpPlayer *self)
{
  g_return_val_if_fail (SP_IS_PLAYER (self), FALSE);

  return self->pipeline != NULL && sp_player_pipeline_get_playing (self->pipeline);
}

gboolean
sp_player_get_ready (SpPlayer *self)
{
  g_return_val_if_fail (SP_IS_PLAYER (self), FALSE);

  return self->pipeline != NULL && sp_player_pipeline_get_ready (self->pipeline);
}

double
sp_player_get_duration (SpPlayer *self)
{
  g_return_val_if_fail (SP_IS_PLAYER (self), 0);

  return self->pipeline != NULL ? sp_player_pipeline_get_duration (self->pipeline) : 0;
}

double
sp_player_get_position (SpPlayer *self)
{
  g_return_val_if_fail (SP_IS_PLAYER (self), 0);

  return self->pipeline != NULL ? sp_player_pipeline_get_position (self->pipeline) : 0;
}

const char *
sp_player_get_error_text (SpPlayer *self)
{
  g_return_val_if_fail (SP_IS_PLAYER (self), NULL);

  return self->error_text;
}
