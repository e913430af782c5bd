/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SP_TYPE_PLAYER_CONTROLS (sp_player_controls_get_type ())

/**
 * SpPlayerControls:
 *
 * The bar below a sound or a film: play, a place to seek, times, subtitles, speed, volume. One row,
 * or two where it is narrow. It runs the actions `player.toggle`, `player.skip` and `player.rate` of
 * the player that it is in.
 *
 * Properties: `subtitles-shown`, `volume` (0 to 1), `rate` (the speed, 1 for the one it was made for).
 *
 * Signal: `seek` (seconds): the user wants to go there.
 */
G_DECLARE_FINAL_TYPE (SpPlayerControls, sp_player_controls, SP, PLAYER_CONTROLS, GtkWidget)

/**
 * SpPlayerTime:
 * @position: seconds
 * @duration: seconds, 0 while it is unknown
 * @ready: whether the start has been decoded
 * @live: whether its end is still to come
 * @seekable: whether the user can go to another place
 */
typedef struct {
  double   position;
  double   duration;
  gboolean ready;
  gboolean live;
  gboolean seekable;
} SpPlayerTime;

/**
 * sp_player_controls_show_time:
 * @self: a bar
 * @time: where the sound is
 */
void sp_player_controls_show_time (SpPlayerControls   *self,
                                   const SpPlayerTime *time);

void sp_player_controls_set_playing (SpPlayerControls *self, gboolean playing);

/**
 * sp_player_controls_set_busy:
 * @self: a bar
 * @busy: whether the sound is being waited for
 */
void sp_player_controls_set_busy (SpPlayerControls *self,
                                  gboolean          busy);

/**
 * sp_player_controls_set_has_subtitles:
 * @self: a bar
 * @has_subtitles: whether there are any to be shown or hidden
 */
void sp_player_controls_set_has_subtitles (SpPlayerControls *self,
                                           gboolean          has_subtitles);

/**
 * sp_player_controls_set_skippable:
 * @self: a bar
 * @skippable: whether there are buttons that skip a part
 */
void sp_player_controls_set_skippable (SpPlayerControls *self,
                                       gboolean          skippable);

gboolean sp_player_controls_get_subtitles_shown (SpPlayerControls *self);
double   sp_player_controls_get_volume (SpPlayerControls *self);
double   sp_player_controls_get_rate (SpPlayerControls *self);

/**
 * sp_player_controls_toggle_mute:
 * @self: a bar
 *
 * Silences it, or makes it as loud as before.
 */
void sp_player_controls_toggle_mute (SpPlayerControls *self);

void sp_player_controls_toggle_subtitles (SpPlayerControls *self);
void sp_player_controls_set_rate (SpPlayerControls *self, double rate);

/**
 * sp_player_controls_focus:
 * @self: a bar
 *
 * Gives the focus to the button that plays.
 */
void sp_player_controls_focus (SpPlayerControls *self);

G_END_DECLS
