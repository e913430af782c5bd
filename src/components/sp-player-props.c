/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-player-props.h"

#include <math.h>

void
sp_player_props_read (SpPlayer *player, JsonObject *props)
{
  JsonObject *options = gradio_json_get_object (props, "waveform_options");
  double      position = gradio_json_get_double (props, "playback_position", 0);

  if (json_object_has_member (props, "loop"))
    sp_player_set_loop (player, gradio_json_get_boolean (props, "loop", FALSE));
  if (options != NULL && json_object_has_member (options, "skip_length"))
    sp_player_set_skip (player, gradio_json_get_double (options, "skip_length", 0));
  if (!isfinite (position) || position <= 0)
    return; /* An app that means no place sends 0. */

  if (json_object_has_member (props, "value"))
    sp_player_set_start (player, position);
  else
    sp_player_seek (player, position);
}
