/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SP_TYPE_NATURAL_LAYOUT (sp_natural_layout_get_type ())

/**
 * SpNaturalLayout:
 *
 * Gives a child all the room, and never less height than it would like. A page that scrolls gives
 * its parts their least height, which for something that scrolls itself is next to nothing.
 */
G_DECLARE_FINAL_TYPE (SpNaturalLayout, sp_natural_layout, SP, NATURAL_LAYOUT, GtkLayoutManager)

/**
 * sp_natural_layout_set_width:
 * @self: a natural layout
 * @width: how wide it would like to be, in pixels; less when there is less. 0 for as wide as its
 *   child would like to be
 */
void sp_natural_layout_set_width (SpNaturalLayout *self,
                                  int              width);

/**
 * sp_natural_layout_set_max_height:
 * @self: a natural layout
 * @max_height: how high it would like to be at most, in pixels; it can be as low as its child then, and given more it
 *   gives its child more. 0 for as high as its child would like to be
 */
void sp_natural_layout_set_max_height (SpNaturalLayout *self,
                                       int              max_height);

G_END_DECLS
