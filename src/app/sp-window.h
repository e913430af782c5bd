/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-app-page.h"
#include "sp-hub-accounts.h"
#include "sp-recent-apps.h"
#include "sp-web-page.h"

G_BEGIN_DECLS

#define SP_TYPE_WINDOW (sp_window_get_type ())

/**
 * SpWindow:
 *
 * A window: an address entry and one tab per open app; a new tab shows the start page.
 *
 * Actions: `win.toast` (text, seconds; 0 until dismissed), with which whatever is inside tells something in
 * passing, and those of the menu.
 */
G_DECLARE_FINAL_TYPE (SpWindow, sp_window, SP, WINDOW, AdwApplicationWindow)

/**
 * sp_window_new:
 * @application: the application
 * @settings: where size and state are kept
 * @recent: the apps that were opened
 * @library: the Spaces of this computer
 * @accounts: the accounts of the Hub
 *
 * Returns: (transfer none): a window without tabs; see sp_window_new_tab() and sp_window_open()
 */
SpWindow *sp_window_new (GtkApplication *application,
                         SpSettings     *settings,
                         SpRecentApps   *recent,
                         SpLibrary      *library,
                         SpHubAccounts  *accounts);

void sp_window_new_tab (SpWindow *self); /* with the start page */

/**
 * sp_window_open:
 * @self: a window
 * @reference: address of an app
 *
 * Shows the app: in its tab when it is open, in this one when that has nothing to lose, else in a new one.
 */
void sp_window_open (SpWindow   *self,
                     const char *reference);

/**
 * sp_window_show_page:
 * @self: a window
 * @reference: address of an app
 *
 * Shows the app as it is, if it is open.
 *
 * Returns: whether it is
 */
gboolean sp_window_show_page (SpWindow   *self,
                              const char *reference);

/**
 * sp_window_open_space:
 * @self: a window
 * @space: a Space of this computer
 *
 * Starts it and shows it; like sp_window_open().
 */
void sp_window_open_space (SpWindow *self,
                           SpSpace  *space);

/**
 * sp_window_open_web_page:
 * @self: a window
 * @client: an app, as sp_web_page_new() takes it
 * @address: of the page
 * @settings: what the user chose for it
 *
 * Shows the app's own page in a tab.
 */
void sp_window_open_web_page (SpWindow      *self,
                              GradioClient  *client,
                              const char    *address,
                              SpAppSettings *settings);

/**
 * sp_window_is_empty:
 * @self: a window
 *
 * Returns: whether it has no tabs yet
 */
gboolean sp_window_is_empty (SpWindow *self);

/**
 * sp_window_get_app_page:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): the app in front, %NULL when it is the start page
 */
SpAppPage *sp_window_get_app_page (SpWindow *self);

/**
 * sp_window_get_web_page:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): the web page in front, %NULL when that is something else
 */
SpWebPage *sp_window_get_web_page (SpWindow *self);

/**
 * sp_window_add_toast:
 * @self: a window
 * @toast: (transfer full): a message
 */
void sp_window_add_toast (SpWindow *self,
                          AdwToast *toast);

G_END_DECLS
