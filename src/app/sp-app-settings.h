/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SP_TYPE_APP_SETTINGS (sp_app_settings_get_type ())

/**
 * SpAppSettings:
 *
 * What the user chose for one app. Kept in GSettings; where its schema is not installed, as long as
 * the app is open.
 *
 * Properties, all notified: `account` (text): with which one of the Hub the app is opened, see sp-account-choice.h;
 * `color-scheme` (text): `system`, `light` or `dark`; `app-colors`
 * (boolean): whether the app's page has the author's colours; `language` (text): code of a language,
 * empty for those of the desktop; `keep-values` (boolean): whether pages keep what was typed while
 * another one is seen; `web-page` (boolean): whether the app's own page is opened without asking, which
 * for a server of this computer is not kept.
 */
G_DECLARE_FINAL_TYPE (SpAppSettings, sp_app_settings, SP, APP_SETTINGS, GObject)

/**
 * sp_app_settings_new:
 * @app: address of an app, or what else it is known by
 *
 * Returns: (transfer full): its settings
 */
SpAppSettings *sp_app_settings_new (const char *app);

/* Forgets what was chosen for an app: another one may be known by the same name one day. */
void sp_app_settings_forget (const char *app);

/**
 * sp_app_settings_read_query:
 * @self: settings
 * @query: (nullable): what the app's address has after the question mark
 *
 * An address can ask for a style: `__theme=dark`. It counts as long as the user chooses nothing.
 */
void sp_app_settings_read_query (SpAppSettings *self,
                                 const char    *query);

/**
 * sp_app_settings_get_color_scheme:
 * @self: settings
 *
 * Returns: `system`, `light` or `dark`: what the user chose, else what the address asks for
 */
const char *sp_app_settings_get_color_scheme (SpAppSettings *self);

gboolean    sp_app_settings_get_keep_values (SpAppSettings *self);
gboolean    sp_app_settings_get_web_page (SpAppSettings *self);
const char *sp_app_settings_get_account (SpAppSettings *self);  /* nullable: the current one */
const char *sp_app_settings_get_language (SpAppSettings *self); /* nullable: those of the desktop */

G_END_DECLS
