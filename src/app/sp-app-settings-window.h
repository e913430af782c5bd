/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sp-app-settings.h"
#include "sp-hub-accounts.h"

G_BEGIN_DECLS

#define SP_TYPE_APP_SETTINGS_WINDOW (sp_app_settings_window_get_type ())

/**
 * SpAppSettingsWindow:
 *
 * Where the user chooses how one app looks and speaks.
 */
G_DECLARE_FINAL_TYPE (SpAppSettingsWindow, sp_app_settings_window, SP, APP_SETTINGS_WINDOW, AdwPreferencesWindow)

/**
 * sp_app_settings_window_new:
 * @parent: (nullable): the window it is opened from
 * @settings: what is chosen
 * @languages: codes of the languages that the app has texts in; the choice is absent when there is
 *   none
 * @has_pages: whether the app has several pages
 *
 * Returns: (transfer none): the window, to be presented
 */
GtkWindow *sp_app_settings_window_new (GtkWindow         *parent,
                                       SpAppSettings     *settings,
                                       const char *const *languages,
                                       gboolean           has_pages);

/**
 * sp_app_settings_window_offer_accounts:
 * @self: a window
 * @accounts: the accounts of the Hub
 * @reference: what the app was opened by
 *
 * The app is a Space: lets the user choose with which account it is opened.
 */
void sp_app_settings_window_offer_accounts (SpAppSettingsWindow *self,
                                            SpHubAccounts       *accounts,
                                            const char          *reference);

G_END_DECLS
