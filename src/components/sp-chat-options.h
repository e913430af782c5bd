/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-chat-message.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * sp_chat_options_fill:
 * @box: a box
 * @message: (nullable): a message, %NULL for no options
 *
 * Puts a button into @box for each answer that @message offers, in the place of what is in it. They
 * activate `message.option` with the number of the option as a text.
 */
void sp_chat_options_fill (GtkBox *box, SpChatMessage *message);

/**
 * sp_chat_options_equal:
 * @a: options of a message
 * @b: other ones
 *
 * Returns: whether they offer the same
 */
gboolean sp_chat_options_equal (JsonArray *a, JsonArray *b);

G_END_DECLS
