/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * sp_button_look_apply:
 * @button: a button
 * @props: props or the members of an update
 *
 * Reads `variant` and `size` of the buttons that deal with files.
 */
void sp_button_look_apply (GtkWidget  *button,
                           JsonObject *props);

G_END_DECLS
