/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-blocks.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_RUN_LIST (sp_run_list_get_type ())

/**
 * SpRunList:
 *
 * A button with the number of runs of an app that go on, and below it the list of them and of those
 * that ended last: where each is in the queue, how far, since when, and a way to stop it.
 */
G_DECLARE_FINAL_TYPE (SpRunList, sp_run_list, SP, RUN_LIST, AdwBin)

GtkWidget *sp_run_list_new (void);

/**
 * sp_run_list_set_blocks:
 * @self: a list
 * @blocks: (nullable): the app; the runs of the one before are forgotten
 */
void sp_run_list_set_blocks (SpRunList *self,
                             SpBlocks  *blocks);

G_END_DECLS
