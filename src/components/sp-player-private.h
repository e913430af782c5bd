/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-player-controls.h"
#include "sp-player-pipeline.h"
#include "sp-player-screen.h"
#include "sp-player.h"

G_BEGIN_DECLS

/* What the parts of a player share. */

struct _SpPlayer {
  GtkWidget parent_instance;

  GtkWidget        *box;      /* template child */
  SpPlayerScreen   *screen;   /* template child */
  GtkLabel         *caption;  /* template child: subtitles of a sound */
  SpPlayerControls *controls; /* template child */
  GtkLabel         *message;  /* template child */

  GradioFile       *file;
  GradioClient     *client;
  SpPlayerPipeline *pipeline;
  GCancellable     *cancellable; /* of loading */
  char             *error_text;
  SpSubtitles      *subtitles;
  double            skip_percent; /* of the length, 0 for none */
  double            start;        /* seconds, where to begin as soon as the file is there */
  double            next_start;   /* the same for the file that is set next */
  guint             poll;
  guint             hidden; /* pauses when it is off the screen for good */
  gboolean          has_picture;
  gboolean          loop;
  gboolean          playing;    /* what was told */
  gboolean          wants_play; /* as soon as the file is there */
  gboolean          streamed;   /* the stream came once; there is the whole of it now */
};

/* The actions `player.…` and their keys. */
void sp_player_install_actions (GtkWidgetClass *widget_class);

void sp_player_toggle (SpPlayer *self);

void sp_player_show_subtitle (SpPlayer *self);

/* All that is to be seen. */
void sp_player_update_controls (SpPlayer *self);

/* The start can be gone back to as soon as the server has all of it. */
gboolean sp_player_can_seek (SpPlayer *self);

/* Seconds that one press of a skip button goes, 0 when the length is unknown. */
double            sp_player_get_skip (SpPlayer *self);
SpPlayerControls *sp_player_get_controls (SpPlayer *self);

G_END_DECLS
