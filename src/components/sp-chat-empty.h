/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-chat-style.h"

G_BEGIN_DECLS

#define SP_TYPE_CHAT_EMPTY (sp_chat_empty_get_type ())

/**
 * SpChatEmpty:
 *
 * What a chat without messages shows: the author's words, and examples to begin with.
 *
 * Signal: `example` (guint, #JsonNode): the user chose an example: which, and the message it stands for.
 */
G_DECLARE_FINAL_TYPE (SpChatEmpty, sp_chat_empty, SP, CHAT_EMPTY, GtkWidget)

/**
 * sp_chat_empty_read:
 * @self: an empty chat
 * @props: props of a chat or members of an update: `placeholder` and `examples` count
 * @style: the chat's style
 */
void sp_chat_empty_read (SpChatEmpty *self,
                         JsonObject  *props,
                         SpChatStyle *style);

G_END_DECLS
