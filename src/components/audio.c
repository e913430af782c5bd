/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-player-props.h"
#include "sp-player.h"
#include "sp-resources.h"
#include "sp-single-file.h"
#include "sp-time-format.h"

#include <glib/gi18n-lib.h>

#define SP_TYPE_AUDIO (sp_audio_get_type ())
G_DECLARE_FINAL_TYPE (SpAudio, sp_audio, SP, AUDIO, SpSingleFile)

/* The `audio` component: a sound, which can be chosen and dropped, played, saved and dragged out. */
struct _SpAudio {
  SpSingleFile parent_instance;

  SpPlayer *player;    /* the preview */
  JsonNode *subtitles; /* owned, (nullable): the prop */
  gboolean  autoplay;
};

G_DEFINE_FINAL_TYPE (SpAudio, sp_audio, SP_TYPE_SINGLE_FILE)

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

  sp_player_set_file (self->player, file, client);
  show_subtitles (self);
  /* Only a result plays by itself, and only where it can be seen. */
  if (file != NULL && self->autoplay && !sp_component_get_interactive (SP_COMPONENT (self)) &&
      gtk_widget_get_mapped (GTK_WIDGET (self)))
    sp_player_play (self->player);
}

static void
sp_audio_set_props (SpComponent *component, JsonObject *props)
{
  SpAudio *self = SP_AUDIO (component);

  self->autoplay = gradio_json_get_boolean (props, "autoplay", self->autoplay);
  sp_player_props_read (self->player, props);
  if (json_object_has_member (props, "subtitles")) {
    g_clear_pointer (&self->subtitles, json_node_unref);
    self->subtitles = json_node_copy (json_object_get_member (props, "subtitles"));
    show_subtitles (self);
  }
}

static void
sp_audio_dispose (GObject *object)
{
  SP_AUDIO (object)->player = NULL;
  g_clear_pointer (&SP_AUDIO (object)->subtitles, json_node_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_AUDIO);

  G_OBJECT_CLASS (sp_audio_parent_class)->dispose (object);
}

static void
sp_audio_class_init (SpAudioClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_audio_dispose;
  SP_COMPONENT_CLASS (klass)->set_props = sp_audio_set_props;
  SP_SINGLE_FILE_CLASS (klass)->show_file = sp_audio_show_file;

  g_type_ensure (SP_TYPE_PLAYER);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "audio.ui");
  gtk_widget_class_bind_template_callback (widget_class, player_event_cb);
  gtk_widget_class_bind_template_callback (widget_class, duration_changed_cb);
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
}
