/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-chat-list.h"

G_BEGIN_DECLS

/* The data of a chat's events, in the shapes that Gradio's own page sends (components.md 15.1). */

/**
 * sp_chat_events_new_turn:
 * @list: a chat
 *
 * Returns: (transfer full) (nullable): of `retry` and `undo`: where the last thing is that the user
 *   said, and what; %NULL when the user said nothing
 */
JsonNode *sp_chat_events_new_turn (SpChatList *list);

/**
 * sp_chat_events_new_like:
 * @list: a chat
 * @message: one of its messages
 * @word: one of its `feedback_options`, empty when it is taken back
 * @version: (nullable): version of Gradio that gets it
 *
 * Returns: (transfer full): of `like`, about the messages that belong together with @message
 */
JsonNode *sp_chat_events_new_like (SpChatList    *list,
                                   SpChatMessage *message,
                                   const char    *word,
                                   const char    *version);

/**
 * sp_chat_events_new_select:
 * @message: a message
 *
 * Returns: (transfer full): of `select`
 */
JsonNode *sp_chat_events_new_select (SpChatMessage *message);

/**
 * sp_chat_events_new_option:
 * @message: a message
 * @number: which of its options
 *
 * Returns: (transfer full) (nullable): of `option_select`; %NULL when there is no such option
 */
JsonNode *sp_chat_events_new_option (SpChatMessage *message, guint number);

/**
 * sp_chat_events_get_option_value:
 * @option: an option: an object with `value`, or a value itself
 *
 * Returns: (transfer none): what choosing it stands for
 */
JsonNode *sp_chat_events_get_option_value (JsonNode *option);

/**
 * sp_chat_events_new_copy:
 * @text: what was copied
 *
 * Returns: (transfer full): of `copy`
 */
JsonNode *sp_chat_events_new_copy (const char *text);

/**
 * sp_chat_events_new_edit:
 * @message: a message
 * @text: its new text
 *
 * Returns: (transfer full): of `edit`
 */
JsonNode *sp_chat_events_new_edit (SpChatMessage *message, const char *text);

/**
 * sp_chat_events_new_edited_value:
 * @value: the value that @message is in
 * @message: a message
 * @text: its new text
 *
 * Returns: (transfer full): the value with it, in the shape it had; files of the message stay
 */
JsonNode *sp_chat_events_new_edited_value (JsonNode      *value,
                                           SpChatMessage *message,
                                           const char    *text);

/**
 * sp_chat_events_dup_group_text:
 * @list: a chat
 * @message: one of its messages
 *
 * Returns: (transfer full): the text of the messages that belong together with @message
 */
char *sp_chat_events_dup_group_text (SpChatList *list, SpChatMessage *message);

/**
 * sp_chat_events_dup_text:
 * @list: a chat
 *
 * Returns: (transfer full): the text of all messages, each after who said it
 */
char *sp_chat_events_dup_text (SpChatList *list);

G_END_DECLS
