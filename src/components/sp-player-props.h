/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-player.h"

G_BEGIN_DECLS

/**
 * sp_player_props_read:
 * @player: a player
 * @props: props of an `audio` or a `video`, all of them or some
 *
 * Takes over what they say of how it is played: `loop`, `playback_position` in seconds, of the value
 * that comes with it if there is one, and in `waveform_options` the part that is skipped.
 */
void sp_player_props_read (SpPlayer   *player,
                           JsonObject *props);

G_END_DECLS
