/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-blocks.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_CONNECTION_BAR (sp_connection_bar_get_type ())

/**
 * SpConnectionBar:
 *
 * Says above an app that its server is not there, or is another one than before; not there while all
 * is well.
 */
G_DECLARE_FINAL_TYPE (SpConnectionBar, sp_connection_bar, SP, CONNECTION_BAR, AdwBin)

/**
 * sp_connection_bar_set_state:
 * @self: a bar
 * @state: how the app stands with its server
 * @interrupted: (element-type utf8): names of what was going on when the connection was lost
 */
void sp_connection_bar_set_state (SpConnectionBar *self,
                                  SpConnection     state,
                                  GPtrArray       *interrupted);

/**
 * sp_connection_bar_dup_interrupted:
 * @interrupted: (element-type utf8): names of runs
 *
 * Returns: (transfer full) (nullable): a sentence about them, %NULL when there are none
 */
char *sp_connection_bar_dup_interrupted (GPtrArray *interrupted);

G_END_DECLS
