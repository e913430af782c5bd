/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-chat-message.h"

G_BEGIN_DECLS

#define SP_TYPE_CHAT_LIST (sp_chat_list_get_type ())

/**
 * SpChatList:
 *
 * The messages of a chat's value: a #GListModel of #SpChatMessage. A newer value keeps the objects
 * of all messages that are the same, and that of a message that only grew.
 */
G_DECLARE_FINAL_TYPE (SpChatList, sp_chat_list, SP, CHAT_LIST, GObject)

SpChatList *sp_chat_list_new (void);

/**
 * sp_chat_list_set_value:
 * @self: a list
 * @value: (nullable): a chat in wire form: messages of Gradio 4 to 6, or pairs of 3 to 5
 *
 * Returns: how many messages at the start are the same as before
 */
guint sp_chat_list_set_value (SpChatList *self, JsonNode *value);

/**
 * sp_chat_list_set_grouping:
 * @self: a list
 * @grouping: whether messages of the same side that follow each other belong together
 */
void sp_chat_list_set_grouping (SpChatList *self, gboolean grouping);

SpChatMessage *sp_chat_list_get (SpChatList *self, guint position);

G_END_DECLS
