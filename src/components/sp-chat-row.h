/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-chat-message.h"
#include "sp-chat-style.h"

G_BEGIN_DECLS

#define SP_TYPE_CHAT_ROW (sp_chat_row_get_type ())

/**
 * SpChatRow:
 *
 * A message of a chat, what it says, and what can be done with it.
 *
 * Signal: `act` (name, detail): what the user wants: `copy`, `copy-group`, `save`, `select`,
 * `retry`, `undo`, `like` (detail: the word, empty to take it back), `edit` (detail: the new text),
 * `option` (detail: its number).
 */
G_DECLARE_FINAL_TYPE (SpChatRow, sp_chat_row, SP, CHAT_ROW, GtkWidget)

GtkWidget     *sp_chat_row_new (SpChatMessage *message, SpChatStyle *style);
SpChatMessage *sp_chat_row_get_message (SpChatRow *self);

/**
 * sp_chat_row_set_place:
 * @self: a row
 * @position: which message it is, from 0
 * @n_messages: of how many
 */
void sp_chat_row_set_place (SpChatRow *self, guint position, guint n_messages);

G_END_DECLS
