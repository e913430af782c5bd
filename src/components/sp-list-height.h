/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * sp_list_height_update:
 * @list: a list whose lines are equally high, in a scroller
 * @max_height: how tall the scroller gets at most
 *
 * Makes the scroller as tall as the list: what GtkListView asks for by itself in GTK 4.8 is the
 * height of a few lines. To be called
 * when the number of lines is another one.
 */
void sp_list_height_update (GtkListView *list,
                            int          max_height);

G_END_DECLS
