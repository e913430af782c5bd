/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-chat-style.h"

G_BEGIN_DECLS

/**
 * sp_chat_avatar_read:
 * @style: a style
 * @props: props of a chat or members of an update: `avatar_images`, those of the user and the bot
 *
 * Returns: whether there are other ones now
 */
gboolean sp_chat_avatar_read (SpChatStyle *style,
                              JsonObject  *props);

/**
 * sp_chat_avatar_new:
 * @style: a style
 * @is_user: whose picture
 * @starts: whether the message is the first of several that stand together
 *
 * Returns: (transfer floating) (nullable): the picture, or the room for it beside a later message;
 *   %NULL when that side has none
 */
GtkWidget *sp_chat_avatar_new (SpChatStyle *style,
                               gboolean     is_user,
                               gboolean     starts);

/**
 * sp_chat_avatar_dup_file:
 * @node: (nullable): a file of a value, or its address as text
 *
 * Returns: (transfer full) (nullable): the file
 */
GradioFile *sp_chat_avatar_dup_file (JsonNode *node);

G_END_DECLS
