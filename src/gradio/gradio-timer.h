/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Timers of the thread that starts them: g_timeout_add() is for the default main context only, and a
 * client may live in another. Not installed. */

/**
 * gradio_timer_start:
 * @milliseconds: when to call @func first, and again as long as it returns %G_SOURCE_CONTINUE
 * @func: what to call
 * @user_data: for @func
 * @destroy: (nullable): frees @user_data when the timer ends
 *
 * Returns: (transfer full): the timer, attached to the thread's default main context
 */
GSource *gradio_timer_start (guint          milliseconds,
                             GSourceFunc    func,
                             gpointer       user_data,
                             GDestroyNotify destroy);

/**
 * gradio_timer_clear:
 * @timer: (inout): a timer or a pointer to %NULL
 *
 * Stops a timer and forgets it.
 */
void gradio_timer_clear (GSource **timer);

G_END_DECLS
