/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_DUPLICATE_BAR (sp_duplicate_bar_get_type ())

/**
 * SpDuplicateBar:
 *
 * Says that a Space has many visitors, and offers to make a copy of it that has none but its owner. Hidden until there
 * is something to say; once the user has closed it, for good.
 */
G_DECLARE_FINAL_TYPE (SpDuplicateBar, sp_duplicate_bar, SP, DUPLICATE_BAR, AdwBin)

/**
 * sp_duplicate_bar_tell:
 * @self: a bar
 * @space_id: (nullable): `owner/name`, as the app says; nothing happens when that is no id of a Space
 * @seconds: how long the queue is by the server's estimate, -1 when a call was refused
 */
void sp_duplicate_bar_tell (SpDuplicateBar *self,
                            const char     *space_id,
                            double          seconds);

G_END_DECLS
