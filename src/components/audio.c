/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-color-text.h"
#include "sp-input-streams.h"
#include "sp-microphone-view.h"
#include "sp-player-props.h"
#include "sp-player.h"
#include "sp-resources.h"
#include "sp-single-file.h"
#include "sp-sound-trimmer.h"
#include "sp-time-format.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define SP_TYPE_AUDIO (sp_audio_get_type ())
G_DECLARE_FINAL_TYPE (SpAudio, sp_audio, SP, AUDIO, SpSingleFile)

#define MICROPHONE "microphone"
#define LEAST_INTERVAL 0.05 /* seconds between two pieces */

/* The `audio` component: a sound, which can be chosen, dropped and recorded, played, saved and dragged out. */
struct _SpAudio {
  SpSingleFile parent_instance;

  SpPlayer *player;    /* the preview */
  JsonNode *subtitles; /* owned, (nullable): the prop */
  gboolean  autoplay;

  SpMicrophoneView *microphone;   /* owned: shown while it records */
  SpInputStreams   *streams;      /* owned: which listen to it meanwhile */
  SpSoundTrimmer   *trimmer;      /* owned: shown while the user chooses a part */
  JsonNode         *untrimmed;    /* owned, (nullable): what the value was cut from */
  JsonNode         *piece;        /* owned, (nullable): what was recorded last, while it records in pieces */
  double            stream_every; /* seconds of a piece */
  double            min_length;   /* seconds, 0 for any */
  double            max_length;   /* seconds, 0 for any */
  gboolean          editable;     /* the author lets it be trimmed */
  gboolean          stopped;      /* which the app has not been told of yet */
  gboolean          streaming;    /* in pieces, while it records */
  gboolean          allowed;      /* the user has recorded with it, so that the app may begin as well */
};

G_DEFINE_FINAL_TYPE (SpAudio, sp_audio, SP_TYPE_SINGLE_FILE)

static void update_trimming (SpAudio *self);

static void
player_event_cb (SpAudio *self, const char *name)
{
  sp_component_emit_event (SP_COMPONENT (self), name, NULL);
  if (g_str_equal (name, "stop")) /* Gradio 3 tells of it twice. */
    sp_component_emit_event (SP_COMPONENT (self), "end", NULL);
}

static void
duration_changed_cb (SpAudio *self)
{
  double           duration = sp_player_get_duration (self->player);
  g_autofree char *detail = duration > 0 ? sp_time_format (duration) : NULL;

  sp_single_file_set_detail (SP_SINGLE_FILE (self), detail);
}

static void
show_subtitles (SpAudio *self)
{
  sp_subtitles_set_source (sp_player_get_subtitles (self->player), self->subtitles,
                           sp_component_get_client (SP_COMPONENT (self)));
}

static void
sp_audio_show_file (SpSingleFile *single, GradioFile *file, GradioClient *client)
{
  SpAudio *self = SP_AUDIO (single);

  if (self->trimmer != NULL) { /* once it is there */
    g_clear_pointer (&self->untrimmed, json_node_unref);
    sp_sound_trimmer_close (self->trimmer); /* that is of another sound */
    update_trimming (self);
  }
  sp_player_set_file (self->player, file, client);
  show_subtitles (self);
  /* Only a result plays by itself, and only where it can be seen. */
  if (file != NULL && self->autoplay && !sp_component_get_interactive (SP_COMPONENT (self)) &&
      gtk_widget_get_mapped (GTK_WIDGET (self)))
    sp_player_play (self->player);
}

static gboolean
can_record (SpAudio *self)
{
  return sp_component_get_interactive (SP_COMPONENT (self)) &&
         sp_drop_zone_has_source (sp_single_file_get_zone (SP_SINGLE_FILE (self)), MICROPHONE);
}

static gboolean
is_recording (SpAudio *self)
{
  return sp_microphone_view_get_recording (self->microphone);
}

static void
update_trimming (SpAudio *self)
{
  gboolean may = self->editable && sp_component_get_interactive (SP_COMPONENT (self)) && !is_recording (self);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "audio.trim",
                                 may && sp_single_file_get_file (SP_SINGLE_FILE (self)) != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "audio.untrim", may && self->untrimmed != NULL);
  if (!may)
    sp_sound_trimmer_close (self->trimmer);
}

static void
trim_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SpAudio      *self = SP_AUDIO (widget);
  SpSingleFile *single = SP_SINGLE_FILE (self);

  sp_player_pause (self->player);
  sp_component_set_error_text (SP_COMPONENT (self), NULL);
  sp_drop_zone_set_activity (sp_single_file_get_zone (single), GTK_WIDGET (self->trimmer));
  sp_sound_trimmer_open (self->trimmer, sp_single_file_get_file (single), sp_component_get_client (SP_COMPONENT (self)));
}

static void
trimmed_cb (SpAudio *self, GFile *file, const char *trouble)
{
  g_autoptr (JsonNode) whole = NULL;

  if (self->player == NULL)
    return; /* being disposed of */

  sp_drop_zone_set_activity (sp_single_file_get_zone (SP_SINGLE_FILE (self)), NULL);
  if (trouble != NULL)
    sp_component_set_error_text (SP_COMPONENT (self), trouble);
  if (file != NULL) {
    whole = self->untrimmed != NULL ? json_node_ref (self->untrimmed) : sp_component_dup_value (SP_COMPONENT (self));
    sp_single_file_take (SP_SINGLE_FILE (self), file, NULL);
    self->untrimmed = g_steal_pointer (&whole);
    update_trimming (self);
  }
  gtk_widget_grab_focus (GTK_WIDGET (sp_single_file_get_zone (SP_SINGLE_FILE (self))));
}

static void
untrim_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SpAudio             *self = SP_AUDIO (widget);
  g_autoptr (JsonNode) whole = g_steal_pointer (&self->untrimmed);

  if (whole != NULL)
    sp_single_file_take_value (SP_SINGLE_FILE (self), whole, NULL);
}

static void
update_recording (SpAudio *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "audio.record", can_record (self) && !is_recording (self));
  if (!can_record (self))
    sp_microphone_view_stop (self->microphone);
  update_trimming (self);
}

static void
record (SpAudio *self)
{
  if (!can_record (self) || is_recording (self) || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  sp_player_pause (self->player); /* It would be recorded, too. */
  sp_component_set_error_text (SP_COMPONENT (self), NULL);
  sp_drop_zone_set_activity (sp_single_file_get_zone (SP_SINGLE_FILE (self)), GTK_WIDGET (self->microphone));
  sp_microphone_view_start (self->microphone, self->streaming ? self->stream_every : 0, self->max_length);
  update_recording (self);
}

static void
record_action_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SP_AUDIO (widget)->allowed = TRUE;
  record (SP_AUDIO (widget));
}

static void
source_cb (SpAudio *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "audio.record", NULL);
}

/* An app may end a recording at any time, but begin one only where the user has done so before. */
static void
follow_app (SpAudio *self, gboolean recording)
{
  if (!recording)
    sp_microphone_view_stop (self->microphone);
  else if (self->allowed)
    record (self);
  else if (can_record (self) && !is_recording (self) && gtk_widget_get_mapped (GTK_WIDGET (self)))
    sp_component_notice (SP_COMPONENT (self), _("The app wants to listen. Press Record to let it."));
}

static void
started_cb (SpAudio *self)
{
  sp_component_emit_event (SP_COMPONENT (self), "start_recording", NULL);
}

static void
paused_cb (SpAudio *self)
{
  sp_component_emit_event (SP_COMPONENT (self), "pause_recording", NULL);
}

/* A server that is slower than the sound hears all of it, in longer pieces. */
static gboolean
hold_cb (SpAudio *self)
{
  sp_input_streams_check (self->streams);

  return sp_input_streams_is_busy (self->streams);
}

static void
chunk_cb (SpAudio *self, GFile *local)
{
  g_autoptr (GradioFile) file = gradio_file_new_local (local);
  g_autoptr (JsonNode)   node = gradio_file_to_json (file);

  g_clear_pointer (&self->piece, json_node_unref);
  self->piece = json_node_copy (node);
  json_object_set_boolean_member (json_node_get_object (self->piece), "is_stream", TRUE);
  sp_component_emit_event (SP_COMPONENT (self), "stream", NULL);
}

static void
tell_too_short (SpAudio *self)
{
  g_autofree char *words = g_strdup_printf (_("This is shorter than the %g s that the app needs. Record again."),
                                            self->min_length);

  sp_component_set_error_text (SP_COMPONENT (self), words);
}

static void
finished_cb (SpAudio *self, GFile *file, const char *trouble)
{
  SpSingleFile *single = SP_SINGLE_FILE (self);

  if (self->player == NULL)
    return; /* being disposed of */

  g_clear_pointer (&self->piece, json_node_unref);
  sp_drop_zone_set_activity (sp_single_file_get_zone (single), NULL);
  update_recording (self);
  if (file != NULL)
    sp_single_file_take (single, file, NULL);
  self->stopped = file != NULL;
  sp_input_streams_end (self->streams);
  if (file != NULL && sp_microphone_view_get_length (self->microphone) < self->min_length)
    tell_too_short (self);
  if (trouble != NULL)
    sp_component_set_error_text (SP_COMPONENT (self), trouble);
  gtk_widget_grab_focus (GTK_WIDGET (sp_single_file_get_zone (single)));
}

/* What an app does with the whole builds on what it has made of the last piece. */
static void
closed_cb (SpAudio *self)
{
  if (self->stopped)
    sp_component_emit_event (SP_COMPONENT (self), "stop_recording", NULL);
  self->stopped = FALSE;
}

static void
over_cb (SpAudio *self)
{
  sp_microphone_view_stop (self->microphone);
}

static void
read_waveform (SpAudio *self, JsonObject *options)
{
  const char    *text = gradio_json_get_string (options, "waveform_color", NULL);
  GdkRGBA        color;
  SpColorForm    form;
  const GdkRGBA *chosen = text != NULL && sp_color_text_parse (text, &color, &form) ? &color : NULL;

  sp_microphone_view_set_color (self->microphone, chosen,
                                gradio_json_get_boolean (options, "show_recording_waveform", TRUE));
  sp_sound_trimmer_set_color (self->trimmer, chosen);
}

static double
read_length (JsonObject *props, const char *name, double before)
{
  double seconds = json_object_has_member (props, name) ? gradio_json_get_double (props, name, 0) : before;

  return isfinite (seconds) && seconds > 0 ? seconds : 0;
}

static void
read_recording (SpAudio *self, JsonObject *props)
{
  SpDropZone *zone = sp_single_file_get_zone (SP_SINGLE_FILE (self));
  JsonObject *options = gradio_json_get_object (props, "waveform_options");

  sp_drop_zone_read_sources (zone, props);
  g_object_set (zone, "icon-name",
                sp_drop_zone_has_source (zone, "upload") ? "audio-x-generic-symbolic" : "audio-input-microphone-symbolic",
                NULL);
  self->streaming = gradio_json_get_boolean (props, "streaming", self->streaming);
  self->editable = gradio_json_get_boolean (props, "editable", self->editable);
  self->editable = gradio_json_get_boolean (props, "show_edit_button", self->editable); /* Gradio 3 */
  self->stream_every = MAX (LEAST_INTERVAL, read_length (props, "stream_every", self->stream_every));
  self->min_length = read_length (props, "min_length", self->min_length);
  self->max_length = read_length (props, "max_length", self->max_length);
  if (options != NULL)
    read_waveform (self, options);
  update_recording (self);
  if (json_object_has_member (props, "recording"))
    follow_app (self, gradio_json_get_boolean (props, "recording", FALSE));
}

/* Whoever hears it piece by piece gets the last one. */
static JsonNode *
sp_audio_dup_value (SpComponent *component)
{
  SpAudio *self = SP_AUDIO (component);

  return self->piece != NULL ? json_node_ref (self->piece)
                             : SP_COMPONENT_CLASS (sp_audio_parent_class)->dup_value (component);
}

static void
sp_audio_set_interactive (SpComponent *component, gboolean interactive)
{
  update_recording (SP_AUDIO (component));
}

static void
sp_audio_show_started_job (SpComponent *component, GradioJob *job)
{
  SpAudio *self = SP_AUDIO (component);

  sp_input_streams_add (self->streams, job);
  if (!is_recording (self)) /* It was over before the job began. */
    sp_input_streams_end (self->streams);
}

static void
sp_audio_set_props (SpComponent *component, JsonObject *props)
{
  SpAudio *self = SP_AUDIO (component);

  self->autoplay = gradio_json_get_boolean (props, "autoplay", self->autoplay);
  sp_player_props_read (self->player, props);
  read_recording (self, props);
  if (json_object_has_member (props, "subtitles")) {
    g_clear_pointer (&self->subtitles, json_node_unref);
    self->subtitles = json_node_copy (json_object_get_member (props, "subtitles"));
    show_subtitles (self);
  }
}

static void
sp_audio_dispose (GObject *object)
{
  SpAudio *self = SP_AUDIO (object);

  self->player = NULL;
  g_clear_object (&self->microphone);
  g_clear_object (&self->trimmer);
  g_clear_pointer (&self->untrimmed, json_node_unref);
  g_clear_object (&self->streams);
  g_clear_pointer (&self->piece, json_node_unref);
  g_clear_pointer (&self->subtitles, json_node_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_AUDIO);

  G_OBJECT_CLASS (sp_audio_parent_class)->dispose (object);
}

static void
sp_audio_class_init (SpAudioClass *klass)
{
  GtkWidgetClass   *widget_class = GTK_WIDGET_CLASS (klass);
  SpComponentClass *component_class = SP_COMPONENT_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_audio_dispose;
  component_class->set_props = sp_audio_set_props;
  component_class->dup_value = sp_audio_dup_value;
  component_class->set_interactive = sp_audio_set_interactive;
  component_class->show_started_job = sp_audio_show_started_job;
  SP_SINGLE_FILE_CLASS (klass)->show_file = sp_audio_show_file;

  gtk_widget_class_install_action (widget_class, "audio.record", NULL, record_action_cb);
  gtk_widget_class_install_action (widget_class, "audio.trim", NULL, trim_cb);
  gtk_widget_class_install_action (widget_class, "audio.untrim", NULL, untrim_cb);

  g_type_ensure (SP_TYPE_PLAYER);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "audio.ui");
  gtk_widget_class_bind_template_callback (widget_class, player_event_cb);
  gtk_widget_class_bind_template_callback (widget_class, duration_changed_cb);
}

static void
add_microphone (SpAudio *self)
{
  SpSingleFile *single = SP_SINGLE_FILE (self);
  SpDropZone   *zone = sp_single_file_get_zone (single);

  self->stream_every = 0.5;
  self->streams = sp_input_streams_new ();
  self->microphone = SP_MICROPHONE_VIEW (g_object_ref_sink (sp_microphone_view_new ()));
  sp_drop_zone_set_pastes_uploads (zone, TRUE);
  sp_drop_zone_add_source (zone, MICROPHONE, _("_Record"));
  sp_single_file_add_button (single, "audio-input-microphone-symbolic", _("Record Again"), "audio.record");
  g_signal_connect_object (zone, "source", G_CALLBACK (source_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->streams, "over", G_CALLBACK (over_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->streams, "closed", G_CALLBACK (closed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->microphone, "started", G_CALLBACK (started_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->microphone, "paused", G_CALLBACK (paused_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->microphone, "hold", G_CALLBACK (hold_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->microphone, "chunk", G_CALLBACK (chunk_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->microphone, "finished", G_CALLBACK (finished_cb), self, G_CONNECT_SWAPPED);
  update_recording (self);
}

static void
add_trimmer (SpAudio *self)
{
  SpSingleFile *single = SP_SINGLE_FILE (self);

  self->editable = TRUE;
  self->trimmer = SP_SOUND_TRIMMER (g_object_ref_sink (sp_sound_trimmer_new ()));
  sp_single_file_add_button (single, "edit-cut-symbolic", _("Trim…"), "audio.trim");
  sp_single_file_add_button (single, "edit-undo-symbolic", _("Undo Trimming"), "audio.untrim");
  g_signal_connect_object (self->trimmer, "finished", G_CALLBACK (trimmed_cb), self, G_CONNECT_SWAPPED);
}

static void
sp_audio_init (SpAudio *self)
{
  static const char *const types[] = { "audio", "video", NULL }; /* films have sound, too */

  SpSingleFile *single = SP_SINGLE_FILE (self);

  gtk_widget_init_template (GTK_WIDGET (self));
  self->player = SP_PLAYER (sp_single_file_get_preview (SP_SINGLE_FILE (self)));
  sp_single_file_set_words (single, "audio-x-generic-symbolic", _("Drop a sound here"),
                            _("No sound yet"));
  sp_single_file_set_file_types (single, types);
  add_trimmer (self);
  add_microphone (self);
}
