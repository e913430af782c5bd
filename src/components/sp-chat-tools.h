/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-chat-message.h"
#include "sp-chat-style.h"

G_BEGIN_DECLS

/* What can be done with a message: small buttons under it, and the same as a menu. They only
 * activate actions, `message.*` and `feedback.give`, that the row around them has. */

/**
 * SpChatOffers:
 *
 * What is offered on a message.
 */
typedef enum {
  SP_CHAT_OFFER_COPY = 1 << 0,
  SP_CHAT_OFFER_SAVE = 1 << 1,
  SP_CHAT_OFFER_FEEDBACK = 1 << 2,
  SP_CHAT_OFFER_RETRY = 1 << 3,
  SP_CHAT_OFFER_UNDO = 1 << 4,
  SP_CHAT_OFFER_EDIT = 1 << 5,
} SpChatOffers;

/**
 * sp_chat_tools_get_offers:
 * @message: a message
 * @style: how the chat is
 *
 * Returns: what the buttons under it are for; nothing but under the last one of a group
 */
SpChatOffers sp_chat_tools_get_offers (SpChatMessage *message, SpChatStyle *style);

/**
 * sp_chat_tools_fill:
 * @box: a box
 * @offers: what there is a button for
 * @style: how the chat is
 *
 * Puts the buttons into @box, in the place of what is in it.
 */
void sp_chat_tools_fill (GtkBox *box, SpChatOffers offers, SpChatStyle *style);

/**
 * sp_chat_tools_new_menu:
 * @message: a message
 * @style: how the chat is
 *
 * Returns: (transfer full): all that can be done with the message, wherever it stands in a group
 */
GMenuModel *sp_chat_tools_new_menu (SpChatMessage *message, SpChatStyle *style);

/**
 * sp_chat_tools_dup_files:
 * @message: a message
 *
 * Returns: (transfer full) (element-type GradioFile): its files, also those in its components
 */
GPtrArray *sp_chat_tools_dup_files (SpChatMessage *message);

G_END_DECLS
