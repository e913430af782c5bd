/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-recent-app.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_RECENT_ROW (sp_recent_row_get_type ())

/**
 * SpRecentRow:
 *
 * An app that was opened before, in a list box.
 *
 * Signal: `remove` (#SpRecentApp): it is to be taken off the list.
 */
G_DECLARE_FINAL_TYPE (SpRecentRow, sp_recent_row, SP, RECENT_ROW, AdwActionRow)

GtkWidget   *sp_recent_row_new (SpRecentApp *app);
SpRecentApp *sp_recent_row_get_app (SpRecentRow *self);

G_END_DECLS
