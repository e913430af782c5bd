/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-message-row.h"

G_BEGIN_DECLS

#define SP_TYPE_MESSAGE_LIST (sp_message_list_get_type ())

/**
 * SpMessageList:
 *
 * What an app has to tell people, the newest message first (blocks-runtime.md 10.1). Lies over the
 * app; is not there while there is nothing to tell. Of many messages the older ones are folded, and
 * wait until they are seen.
 */
G_DECLARE_FINAL_TYPE (SpMessageList, sp_message_list, SP, MESSAGE_LIST, AdwBin)

GtkWidget *sp_message_list_new (void);

/**
 * sp_message_list_add:
 * @self: a list
 * @log: what to tell; nothing is shown when it is not to be visible
 * @client: (nullable): where pictures in the text come from
 *
 * Returns: (transfer none) (nullable): the message, %NULL when it is not shown
 */
SpMessageRow *sp_message_list_add (SpMessageList   *self,
                                   const GradioLog *log,
                                   GradioClient    *client);

/**
 * sp_message_list_get_n_messages:
 * @self: a list
 *
 * Returns: how many messages are there, folded ones too
 */
guint sp_message_list_get_n_messages (SpMessageList *self);

/**
 * sp_message_list_clear:
 * @self: a list
 *
 * Takes all messages away.
 */
void sp_message_list_clear (SpMessageList *self);

G_END_DECLS
