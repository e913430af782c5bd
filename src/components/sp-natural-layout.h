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

G_END_DECLS
