/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-blocks.h"
#include "sp-message-list.h"

G_BEGIN_DECLS

#define SP_TYPE_APP_WISHES (sp_app_wishes_get_type ())

/**
 * SpAppWishes:
 *
 * What the scripts of an app want done outside of it. It is granted at once when the user pressed
 * something for it; what an app wants by itself, such as by a timer, is a message with a button.
 *
 * Signal: `granted` (text, text): do this: `open` or `leave` with an address; `deep-link`, `log-in`
 * or `log-out`, each with an empty text.
 */
G_DECLARE_FINAL_TYPE (SpAppWishes, sp_app_wishes, SP, APP_WISHES, GObject)

/**
 * sp_app_wishes_new:
 * @blocks: an app
 * @messages: where it asks
 *
 * Returns: (transfer full): its wishes from now on
 */
SpAppWishes *sp_app_wishes_new (SpBlocks      *blocks,
                                SpMessageList *messages);

/**
 * sp_app_wishes_ask_to_leave:
 * @self: the wishes
 * @address: where a browser would go for an app that has no network
 *
 * Shows the whole address first, for it may hold whatever the app knows; `leave` is granted when the user wants it.
 */
void sp_app_wishes_ask_to_leave (SpAppWishes *self,
                                 const char  *address);

G_END_DECLS
