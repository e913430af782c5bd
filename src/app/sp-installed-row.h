/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-library.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_INSTALLED_ROW (sp_installed_row_get_type ())

/**
 * SpInstalledRow:
 *
 * An installed Space on the start page: what it is, how it is with it, and a menu of what can be done with it.
 *
 * Property: `network` (boolean): whether it may reach the network, as its settings have it.
 *
 * Signals: `open` (#SpSpace): the user wants to see it; `uninstall` (#SpInstalledSpace): it is to be removed.
 */
G_DECLARE_FINAL_TYPE (SpInstalledRow, sp_installed_row, SP, INSTALLED_ROW, AdwActionRow)

GtkWidget        *sp_installed_row_new (SpLibrary        *library,
                                        SpInstalledSpace *space);
SpInstalledSpace *sp_installed_row_get_space (SpInstalledRow *self);

G_END_DECLS
