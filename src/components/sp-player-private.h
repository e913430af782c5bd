/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-player-controls.h"
#include "sp-player.h"

G_BEGIN_DECLS

/* What the parts of a player share. */

/* The actions `player.…` and their keys. */
void sp_player_install_actions (GtkWidgetClass *widget_class);

void sp_player_toggle (SpPlayer *self);

/* Seconds that one press of a skip button goes, 0 when the length is unknown. */
double            sp_player_get_skip (SpPlayer *self);
SpPlayerControls *sp_player_get_controls (SpPlayer *self);

G_END_DECLS
