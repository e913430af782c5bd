/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-player-private.h"

#include "sp-file-fetch.h"

/* What is to be seen of a player: the film, what is said, and how far it is. */

#define POLL_INTERVAL 100 /* milliseconds */

void
sp_player_show_subtitle (SpPlayer *self)
{
  g_autofree char *text = NULL;

  if (sp_player_controls_get_subtitles_shown (self->controls))
    text = sp_subtitles_dup_text (self->subtitles, sp_player_get_position (self));
  sp_player_screen_set_subtitle (self->screen, text);
  gtk_label_set_text (self->caption, text != NULL ? text : "");
  /* What is said now and then must not move what is below. */
  gtk_widget_set_visible (GTK_WIDGET (self->caption),
                          !self->has_picture && sp_subtitles_get_n_lines (self->subtitles) > 0 &&
                            sp_player_controls_get_subtitles_shown (self->controls));
}

gboolean
sp_player_can_seek (SpPlayer *self)
{
  return self->pipeline != NULL && sp_player_get_ready (self) && !sp_player_get_live (self) &&
         sp_player_get_duration (self) > 0;
}

static void
show_position (SpPlayer *self)
{
  SpPlayerTime time = {
    .position = sp_player_get_position (self),
    .duration = sp_player_get_duration (self),
    .ready = sp_player_get_ready (self),
    .live = sp_player_get_live (self),
    .seekable = sp_player_can_seek (self),
  };

  sp_player_controls_show_time (self->controls, &time);
  sp_player_show_subtitle (self);
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

/* Whether there is something to wait for: the file, or more of a stream that is to be played. */
static gboolean
is_busy (SpPlayer *self)
{
  if (self->pipeline == NULL)
    return self->cancellable != NULL;

  return sp_player_pipeline_get_waiting (self->pipeline) &&
         (sp_player_get_playing (self) || !sp_player_get_ready (self));
}

/* There may be sound only, but that is known at the start of it. */
static gboolean
has_screen (SpPlayer *self)
{
  return sp_player_screen_get_frame (self->screen) != NULL ||
         (sp_file_fetch_is_possible (self->file, self->client) && !sp_player_get_ready (self));
}

void
sp_player_update_controls (SpPlayer *self)
{
  gboolean streaming = self->pipeline != NULL && sp_player_pipeline_get_streaming (self->pipeline);

  sp_player_controls_set_playing (self->controls, sp_player_get_playing (self) || self->wants_play);
  sp_player_controls_set_busy (self->controls, self->error_text == NULL && is_busy (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "player.rate", !streaming);
  gtk_widget_set_sensitive (GTK_WIDGET (self->controls),
                            sp_file_fetch_is_possible (self->file, self->client));
  gtk_widget_set_visible (GTK_WIDGET (self->screen),
                          self->has_picture && self->error_text == NULL && has_screen (self));
  show_position (self);
  update_poll (self);
}
