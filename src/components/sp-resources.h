/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Where the templates of data/ui are in the program's resources. */
#define SP_RESOURCES "/io/github/spaceport_app/Spaceport/"
#define SP_UI SP_RESOURCES "ui/"

/**
 * sp_components_init_style:
 * @display: a display
 *
 * Adds what components need beyond the classes of libadwaita.
 */
void sp_components_init_style (GdkDisplay *display);

G_END_DECLS
