/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-accounts.h"
#include "sp-library.h"
#include "sp-recent-apps.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_START_PAGE (sp_start_page_get_type ())

/**
 * SpStartPage:
 *
 * What a new tab shows: the ways to the Hub, the apps that run on this computer, the library, the Spaces that are
 * installed and what is being installed, the sample Spaces and the apps that were opened before.
 *
 * Signals: `open` (reference), `open-space` (#SpSpace): an app was chosen; `removed` (#SpRecentApp): one was
 * taken off the list; `toast` (#AdwToast): something was done that can be undone by it; `uninstall`
 * (#SpInstalledSpace): one is to be removed.
 */
G_DECLARE_FINAL_TYPE (SpStartPage, sp_start_page, SP, START_PAGE, AdwBin)

GtkWidget *sp_start_page_new (SpRecentApps  *recent,
                              SpLibrary     *library,
                              SpHubAccounts *accounts); /* nullable */

G_END_DECLS
