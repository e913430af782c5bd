/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SP_TYPE_PLAYER_SCREEN (sp_player_screen_get_type ())

/**
 * SpPlayerScreen:
 *
 * The picture of a film with its subtitles. As wide as there is place, and as high as the film is at
 * that width, within a limit; before the first frame it keeps a place free, so that nothing jumps.
 *
 * Signal: `pressed` (int): it was clicked so often.
 */
G_DECLARE_FINAL_TYPE (SpPlayerScreen, sp_player_screen, SP, PLAYER_SCREEN, GtkWidget)

/**
 * sp_player_screen_set_frame:
 * @self: a screen
 * @frame: (nullable): what is to be seen
 */
void          sp_player_screen_set_frame (SpPlayerScreen *self,
                                          GdkPaintable   *frame);
GdkPaintable *sp_player_screen_get_frame (SpPlayerScreen *self);

/**
 * sp_player_screen_set_subtitle:
 * @self: a screen
 * @text: (nullable): what is said
 */
void sp_player_screen_set_subtitle (SpPlayerScreen *self,
                                    const char     *text);

/**
 * sp_player_screen_set_height:
 * @self: a screen
 * @height: how high it is at most, in pixels; 0 for what is usual
 */
void sp_player_screen_set_height (SpPlayerScreen *self,
                                  int             height);

G_END_DECLS
