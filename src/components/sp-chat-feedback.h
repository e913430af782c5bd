/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-chat-list.h"

G_BEGIN_DECLS

/**
 * sp_chat_feedback_apply:
 * @list: a chat
 * @value: (nullable): the prop `feedback_value`: what was said of each answer, in order
 * @replace: whether it is news, which what the user said here gives way to
 */
void sp_chat_feedback_apply (SpChatList *list, JsonArray *value, gboolean replace);

G_END_DECLS
