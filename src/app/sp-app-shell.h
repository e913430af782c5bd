/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-app-settings.h"
#include "sp-app-view.h"

G_BEGIN_DECLS

#define SP_TYPE_APP_SHELL (sp_app_shell_get_type ())

/**
 * SpAppShell:
 *
 * What is around the view of an app: the bar with its pages, its colours, the links below it, and
 * what is recorded.
 *
 * Properties: `route` (text, read-only, notified): route of the page in front; `recording` (boolean):
 * whether what the user does is recorded, and shown below the app; `title` (text, read-only,
 * nullable, notified): the app's title in the user's language, %NULL until it is known.
 *
 * Signal: `log-out` (text, nullable): the app wants to log out, and what its address has after the question mark.
 */
G_DECLARE_FINAL_TYPE (SpAppShell, sp_app_shell, SP, APP_SHELL, AdwBin)

/**
 * sp_app_shell_new:
 * @client: an app, connected or restored
 * @settings: what the user chose for it
 *
 * Returns: (transfer floating): the app
 */
GtkWidget *sp_app_shell_new (GradioClient  *client,
                             SpAppSettings *settings);

/* See sp_app_view_release(). */
void sp_app_shell_release (SpAppShell *self);

/**
 * sp_app_shell_take_over:
 * @self: an app that was just made
 * @old: (transfer none): the same app before; it is to be closed
 *
 * Takes over what the user had, and the calls that were recorded.
 */
void sp_app_shell_take_over (SpAppShell *self,
                             SpAppShell *old);

SpAppView  *sp_app_shell_get_view (SpAppShell *self);
const char *sp_app_shell_get_route (SpAppShell *self);
const char *sp_app_shell_get_title (SpAppShell *self); /* nullable */

void     sp_app_shell_set_recording (SpAppShell *self,
                                     gboolean    recording);
gboolean sp_app_shell_get_recording (SpAppShell *self);

/**
 * sp_app_shell_go:
 * @self: an app
 * @route: route of a page
 *
 * Brings a page to the front.
 */
void sp_app_shell_go (SpAppShell *self,
                      const char *route);

/**
 * sp_app_shell_go_nth:
 * @self: an app
 * @n: number of an entry of the bar that is a page, from 0
 *
 * Brings that page to the front, if there is one.
 */
void sp_app_shell_go_nth (SpAppShell *self,
                          guint       n);

/**
 * sp_app_shell_open:
 * @self: an app
 * @address: an address, or a part of one as authors write it
 *
 * Brings the page of the app to the front that it leads to, else opens it outside.
 */
void sp_app_shell_open (SpAppShell *self,
                        const char *address);

/**
 * sp_app_shell_reload_page:
 * @self: an app
 *
 * Does what the page in front does when it is opened.
 */
void sp_app_shell_reload_page (SpAppShell *self);

/**
 * sp_app_shell_copy_state_link:
 * @self: an app
 *
 * Copies an address that leads to what the app shows now; says so, or why there is none.
 */
void sp_app_shell_copy_state_link (SpAppShell *self);

/**
 * sp_app_shell_show_settings:
 * @self: an app
 *
 * Opens the app's settings.
 *
 * Returns: (transfer none) (nullable): their window, a #SpAppSettingsWindow
 */
GtkWindow *sp_app_shell_show_settings (SpAppShell *self);

/**
 * sp_app_shell_close:
 * @self: an app
 *
 * Ends what goes on; nothing is started any more.
 */
void sp_app_shell_close (SpAppShell *self);

G_END_DECLS
