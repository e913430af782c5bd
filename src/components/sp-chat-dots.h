/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * sp_chat_dots_new:
 *
 * Returns: (transfer floating): three dots that move: somebody is thinking of an answer
 */
GtkWidget *sp_chat_dots_new (void);

G_END_DECLS
