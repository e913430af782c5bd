/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * sp_notice_send:
 * @id: what it is replaced and withdrawn by
 * @notification: what is told
 *
 * Tells the user by the desktop, if that shows notifications. One that has nothing for them is not bothered.
 */
void sp_notice_send (const char    *id,
                     GNotification *notification);

/* What was told is known by now. */
void sp_notice_withdraw (const char *id);

G_END_DECLS
