/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-app-tree.h"
#include "sp-connection-bar.h"
#include "sp-message-list.h"

G_BEGIN_DECLS

#define SP_TYPE_APP_STATUS (sp_app_status_get_type ())

/**
 * SpAppStatus:
 *
 * What is seen of an app at work: how far each run is, on its outputs and on what started it; what
 * the app has to tell; what is wrong with a value, at its field; and whether the server is there
 * (blocks-runtime.md 9, 10).
 */
G_DECLARE_FINAL_TYPE (SpAppStatus, sp_app_status, SP, APP_STATUS, GObject)

/**
 * sp_app_status_new:
 * @blocks: the app in motion
 * @messages: where to put messages
 * @connection: where to tell of the server
 *
 * Returns: (transfer full): what keeps them at one as long as it lives
 */
SpAppStatus *sp_app_status_new (SpBlocks        *blocks,
                                SpMessageList   *messages,
                                SpConnectionBar *connection);

/**
 * sp_app_status_add_tree:
 * @self: the status of an app
 * @tree: widgets of one of its pages, before they are made
 */
void sp_app_status_add_tree (SpAppStatus *self,
                             SpAppTree   *tree);

G_END_DECLS
