/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-chat-message.h"
#include "sp-chat-style.h"

G_BEGIN_DECLS

#define SP_TYPE_CHAT_BODY (sp_chat_body_get_type ())

/**
 * SpChatBody:
 *
 * What a message says: text, files, components, and the thoughts inside it. A thought has a heading
 * that shows and hides it.
 */
G_DECLARE_FINAL_TYPE (SpChatBody, sp_chat_body, SP, CHAT_BODY, GtkWidget)

GtkWidget *sp_chat_body_new (SpChatMessage *message, SpChatStyle *style);

/**
 * sp_chat_body_update:
 * @self: a body
 *
 * Shows what the message says now; parts that are the same stay, text that grew is appended.
 */
void sp_chat_body_update (SpChatBody *self);

G_END_DECLS
