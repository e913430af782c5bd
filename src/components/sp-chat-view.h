/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-chat-style.h"
#include "sp-long-list.h"

G_BEGIN_DECLS

#define SP_TYPE_CHAT_VIEW (sp_chat_view_get_type ())

/**
 * SpChatView:
 *
 * What stands around the messages of a chat: how high it is, what is there without any, and the way
 * back to their end.
 *
 * Signal: `example` (guint, #JsonNode): as that of #SpChatEmpty.
 */
G_DECLARE_FINAL_TYPE (SpChatView, sp_chat_view, SP, CHAT_VIEW, GtkWidget)

/**
 * sp_chat_view_get_list:
 * @self: a view
 *
 * Returns: (transfer none): the list of its messages
 */
SpLongList *sp_chat_view_get_list (SpChatView *self);

/**
 * sp_chat_view_read:
 * @self: a view
 * @props: props of /config or of an update: `autoscroll`, `height`, `min_height`, `max_height`,
 *   `resizable`, `placeholder`, `examples` count, those that are not there stay as they are
 * @style: the chat's style
 */
void sp_chat_view_read (SpChatView  *self,
                        JsonObject  *props,
                        SpChatStyle *style);

/**
 * sp_chat_view_set_empty:
 * @self: a view
 * @empty: whether there are no messages
 */
void sp_chat_view_set_empty (SpChatView *self,
                             gboolean    empty);

G_END_DECLS
