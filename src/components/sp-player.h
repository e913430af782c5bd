/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-subtitles.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SP_TYPE_PLAYER (sp_player_get_type ())

/**
 * SpPlayer:
 *
 * Plays the sound or the film of a value: play and pause, a place to seek, times, speed, volume,
 * subtitles. Space plays and pauses, the arrows seek by five seconds, J and L skip a part, M
 * silences, C shows subtitles, F fills the screen. Remote files are fetched while it is on the screen only, and it stops when it leaves it.
 *
 * Properties: `loop`, `duration` (seconds, 0 until it is known), `playing`, `error-text` (%NULL
 * while nothing is wrong), `has-picture` (of a film; at construction only).
 *
 * Signal: `event` (name): `play`, `pause` or `stop`, as Gradio calls them.
 */
G_DECLARE_FINAL_TYPE (SpPlayer, sp_player, SP, PLAYER, GtkWidget)

GtkWidget *sp_player_new (void);

/**
 * sp_player_set_file:
 * @self: a player
 * @file: (nullable): a file of a value
 * @client: (nullable): where it comes from
 */
void sp_player_set_file (SpPlayer     *self,
                         GradioFile   *file,
                         GradioClient *client);

/**
 * sp_player_play:
 * @self: a player
 *
 * Plays from where it is, from the start when it is at the end; as soon as the file is there.
 */
void sp_player_play (SpPlayer *self);
void sp_player_pause (SpPlayer *self);

/**
 * sp_player_seek:
 * @self: a player
 * @seconds: where to go, or to begin when there is nothing yet
 */
void sp_player_seek (SpPlayer *self,
                     double    seconds);

/**
 * sp_player_set_start:
 * @self: a player
 * @seconds: where the file begins that is set next
 */
void sp_player_set_start (SpPlayer *self,
                          double    seconds);

void sp_player_set_loop (SpPlayer *self, gboolean loop);

/**
 * sp_player_set_rate:
 * @self: a player
 * @rate: 1 for the speed it was made for, 2 for twice as fast
 */
void sp_player_set_rate (SpPlayer *self, double rate);

/**
 * sp_player_set_skip:
 * @self: a player
 * @percent: what part of the length the skip buttons and the keys J and L skip; 0 for no buttons
 */
void sp_player_set_skip (SpPlayer *self, double percent);

/**
 * sp_player_get_subtitles:
 * @self: a player
 *
 * Returns: (transfer none): what is shown with it, nothing at first
 */
SpSubtitles *sp_player_get_subtitles (SpPlayer *self);

/**
 * sp_player_set_height:
 * @self: a player
 * @height: how high a film is at most, in pixels; 0 for what is usual
 */
void sp_player_set_height (SpPlayer *self, int height);

gboolean sp_player_get_playing (SpPlayer *self);

/**
 * sp_player_get_ready:
 * @self: a player
 *
 * Returns: whether the start of the file has been decoded. The duration may still be unknown then
 */
gboolean sp_player_get_ready (SpPlayer *self);

/**
 * sp_player_get_live:
 * @self: a player
 *
 * Returns: whether it plays a stream that is still being made
 */
gboolean    sp_player_get_live (SpPlayer *self);
double      sp_player_get_duration (SpPlayer *self);
double      sp_player_get_position (SpPlayer *self);
const char *sp_player_get_error_text (SpPlayer *self);

G_END_DECLS
