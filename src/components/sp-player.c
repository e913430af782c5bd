/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-player-private.h"

#include "sp-file-fetch.h"
#include "sp-player-loader.h"
#include "sp-resources.h"

#include <glib/gi18n-lib.h>
#include <math.h>

G_DEFINE_FINAL_TYPE (SpPlayer, sp_player, GTK_TYPE_WIDGET)

typedef enum {
  PROP_LOOP = 1,
  PROP_PLAYING,
  PROP_DURATION,
  PROP_ERROR_TEXT,
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
  gtk_widget_set_visible (GTK_WIDGET (self->controls), text == NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR_TEXT]);
}

static void
subtitles_cb (SpPlayer *self)
{
  sp_player_show_subtitle (self);
}

static void
subtitles_changed_cb (SpPlayer *self)
{
  sp_player_controls_set_has_subtitles (self->controls, sp_subtitles_get_n_lines (self->subtitles) > 0);
  sp_player_show_subtitle (self);
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
  sp_player_update_controls (self);
}

static void
pipeline_ended_cb (SpPlayer *self)
{
  gboolean was_playing = sp_player_get_playing (self);

  if (was_playing && self->loop && sp_player_get_duration (self) > 0) {
    sp_player_seek (self, 0);
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
  sp_player_screen_set_frame (self->screen, sp_player_pipeline_get_frame (self->pipeline));
  if (!gtk_widget_get_visible (GTK_WIDGET (self->screen)))
    sp_player_update_controls (self);
}

static void
drop_pipeline (SpPlayer *self)
{
  if (self->pipeline != NULL)
    g_signal_handlers_disconnect_by_data (self->pipeline, self);
  g_clear_object (&self->pipeline);
}

static void
take_pipeline (SpPlayer *self, SpPlayerPipeline *pipeline)
{
  self->pipeline = pipeline;
  g_signal_connect_object (pipeline, "changed", G_CALLBACK (pipeline_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (pipeline, "ended", G_CALLBACK (pipeline_ended_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (pipeline, "failed", G_CALLBACK (pipeline_failed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (pipeline, "frame", G_CALLBACK (pipeline_frame_cb), self,
                           G_CONNECT_SWAPPED);
  sp_player_pipeline_set_rate (pipeline, sp_player_controls_get_rate (self->controls));
  sp_player_pipeline_set_volume (pipeline, sp_player_controls_get_volume (self->controls));
  if (self->start > 0)
    sp_player_pipeline_seek (pipeline, self->start);
  self->start = 0;
  if (self->wants_play)
    sp_player_pipeline_set_playing (pipeline, TRUE);
  self->wants_play = FALSE;
  sp_player_update_controls (self);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpPlayer) self = user_data;
  g_autoptr (GError)   error = NULL;
  SpPlayerPipeline    *pipeline = sp_player_loader_load_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  if (pipeline != NULL)
    take_pipeline (self, pipeline);
  else
    pipeline_failed_cb (self, error->message);
}

static void
stop_loading (SpPlayer *self)
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
  sp_player_loader_load_async (self->file, self->client,
                               self->streamed ? SP_PLAYER_SOURCE_WHOLE : SP_PLAYER_SOURCE_AS_IT_IS,
                               self->has_picture, self->cancellable, loaded_cb, g_object_ref (self));
  sp_player_update_controls (self);
}

/* A stream comes once. All of it can be had as one file when it is over. */
static void
load_whole (SpPlayer *self, double start, gboolean play)
{
  drop_pipeline (self);
  self->streamed = TRUE;
  self->start = start;
  self->wants_play = play;
  load (self);
}

static gboolean
has_whole (SpPlayer *self)
{
  g_autofree char *uri = gradio_client_dup_playlist_file_uri (self->client, self->file);

  return uri != NULL;
}

static void
play_again (SpPlayer *self)
{
  if (has_whole (self)) {
    load_whole (self, 0, TRUE);
  } else { /* Gradio 3 and 4 forget what they have sent. */
    set_error_text (self, _("The app sends this once only. Run it again to play it again."));
    sp_player_update_controls (self);
  }
}

static void
seek_cb (SpPlayer *self, double seconds)
{
  sp_player_seek (self, seconds);
}

static void
volume_cb (SpPlayer *self)
{
  if (self->pipeline != NULL)
    sp_player_pipeline_set_volume (self->pipeline, sp_player_controls_get_volume (self->controls));
}

static void
screen_pressed_cb (SpPlayer *self, int n_press)
{
  sp_player_controls_focus (self->controls);
  if (n_press == 2)
    gtk_widget_activate_action (GTK_WIDGET (self), "component.fullscreen", NULL);
}

static gboolean
hidden_cb (gpointer user_data)
{
  SpPlayer *self = user_data;

  self->hidden = 0;
  stop_loading (self);
  sp_player_pause (self);

  return G_SOURCE_REMOVE;
}

static void
sp_player_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sp_player_parent_class)->map (widget);

  g_clear_handle_id (&SP_PLAYER (widget)->hidden, g_source_remove);
  load (SP_PLAYER (widget));
  sp_player_update_controls (SP_PLAYER (widget));
}

static void
sp_player_unmap (GtkWidget *widget)
{
  SpPlayer *self = SP_PLAYER (widget);

  GTK_WIDGET_CLASS (sp_player_parent_class)->unmap (widget);

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
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    break;
  }
}

static void
sp_player_dispose (GObject *object)
{
  SpPlayer *self = SP_PLAYER (object);

  stop_loading (self);
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
  sp_player_install_actions (widget_class);
  signals[SIGNAL_EVENT] = g_signal_new ("event", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (SP_TYPE_PLAYER_CONTROLS);
  g_type_ensure (SP_TYPE_PLAYER_SCREEN);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "sp-player");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-player.ui");
  gtk_widget_class_bind_template_child (widget_class, SpPlayer, box);
  gtk_widget_class_bind_template_child (widget_class, SpPlayer, screen);
  gtk_widget_class_bind_template_child (widget_class, SpPlayer, caption);
  gtk_widget_class_bind_template_callback (widget_class, subtitles_cb);
  gtk_widget_class_bind_template_callback (widget_class, screen_pressed_cb);
  gtk_widget_class_bind_template_child (widget_class, SpPlayer, controls);
  gtk_widget_class_bind_template_child (widget_class, SpPlayer, message);
  gtk_widget_class_bind_template_callback (widget_class, seek_cb);
  gtk_widget_class_bind_template_callback (widget_class, volume_cb);
}

static void
sp_player_init (SpPlayer *self)
{
  self->subtitles = sp_subtitles_new ();
  g_signal_connect_swapped (self->subtitles, "changed", G_CALLBACK (subtitles_changed_cb), self);
  gtk_widget_init_template (GTK_WIDGET (self));
  sp_player_update_controls (self);
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

  stop_loading (self);
  drop_pipeline (self);
  self->wants_play = FALSE;
  self->playing = FALSE;
  self->streamed = FALSE;
  self->start = file != NULL ? self->next_start : 0;
  if (file != NULL)
    self->next_start = 0;
  sp_player_screen_set_frame (self->screen, NULL);
  g_set_object (&self->file, file);
  g_set_object (&self->client, client);
  set_error_text (self, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DURATION]);
  sp_player_update_controls (self);
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
    sp_player_update_controls (self);
    return;
  }

  if (sp_player_pipeline_get_ended (self->pipeline)) {
    if (sp_player_pipeline_get_streaming (self->pipeline)) {
      play_again (self);
      return;
    }
    sp_player_pipeline_seek (self->pipeline, 0);
  }
  sp_player_pipeline_set_playing (self->pipeline, TRUE);
}

void
sp_player_toggle (SpPlayer *self)
{
  g_return_if_fail (SP_IS_PLAYER (self));

  if (sp_player_get_playing (self) || self->wants_play)
    sp_player_pause (self);
  else
    sp_player_play (self);
}

void
sp_player_pause (SpPlayer *self)
{
  g_return_if_fail (SP_IS_PLAYER (self));

  self->wants_play = FALSE;
  if (self->pipeline != NULL)
    sp_player_pipeline_set_playing (self->pipeline, FALSE);
  else
    sp_player_update_controls (self);
}

void
sp_player_seek (SpPlayer *self, double seconds)
{
  g_return_if_fail (SP_IS_PLAYER (self));

  if (self->file == NULL)
    sp_player_set_start (self, seconds);
  else if (self->pipeline == NULL)
    self->start = isfinite (seconds) ? MAX (seconds, 0) : 0;
  else if (!sp_player_pipeline_get_streaming (self->pipeline))
    sp_player_pipeline_seek (self->pipeline, seconds);
  else if (sp_player_can_seek (self))
    load_whole (self, CLAMP (seconds, 0, sp_player_get_duration (self)), sp_player_get_playing (self));
}

void
sp_player_set_start (SpPlayer *self, double seconds)
{
  g_return_if_fail (SP_IS_PLAYER (self));

  self->next_start = isfinite (seconds) ? MAX (seconds, 0) : 0;
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

  sp_player_controls_set_rate (self->controls, rate);
  if (self->pipeline != NULL)
    sp_player_pipeline_set_rate (self->pipeline, rate);
}

void
sp_player_set_skip (SpPlayer *self, double percent)
{
  g_return_if_fail (SP_IS_PLAYER (self));

  self->skip_percent = CLAMP (percent, 0, 100);
  sp_player_controls_set_skippable (self->controls, self->skip_percent > 0);
}

void
sp_player_set_height (SpPlayer *self, int height)
{
  g_return_if_fail (SP_IS_PLAYER (self));

  sp_player_screen_set_height (self->screen, height);
}

SpSubtitles *
sp_player_get_subtitles (SpPlayer *self)
{
  g_return_val_if_fail (SP_IS_PLAYER (self), NULL);

  return self->subtitles;
}

double
sp_player_get_skip (SpPlayer *self)
{
  g_return_val_if_fail (SP_IS_PLAYER (self), 0);

  return sp_player_get_duration (self) * self->skip_percent / 100;
}

SpPlayerControls *
sp_player_get_controls (SpPlayer *self)
{
  g_return_val_if_fail (SP_IS_PLAYER (self), NULL);

  return self->controls;
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

gboolean
sp_player_get_live (SpPlayer *self)
{
  g_return_val_if_fail (SP_IS_PLAYER (self), FALSE);

  return self->pipeline != NULL && sp_player_pipeline_get_live (self->pipeline);
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
