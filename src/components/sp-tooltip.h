/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * sp_tooltip_set_text:
 * @widget: a widget
 * @text: (nullable): what a server wrote, of any length
 *
 * Gives @widget a tooltip that shows the beginning of @text. A tooltip is as high as its text, and an X server ends
 * the program that asks for a window higher than 32,767 pixels.
 */
void sp_tooltip_set_text (GtkWidget  *widget,
                          const char *text);

G_END_DECLS
