/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_HUB_FILES_WINDOW (sp_hub_files_window_get_type ())

/**
 * SpHubFilesWindow:
 *
 * The files of any Space of the Hub, with their sizes.
 */
G_DECLARE_FINAL_TYPE (SpHubFilesWindow, sp_hub_files_window, SP, HUB_FILES_WINDOW, AdwWindow)

/**
 * sp_hub_files_window_new:
 * @parent: (nullable): the window that it belongs to
 * @session: the way to the Hub
 * @id: `owner/name`
 * @title: what the Space is called
 *
 * Returns: (transfer none): a window, which is not shown yet
 */
GtkWindow *sp_hub_files_window_new (GtkWindow    *parent,
                                    SpHubSession *session,
                                    const char   *id,
                                    const char   *title);

G_END_DECLS
