/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-api-view.h"
#include "sp-app-jobs.h"
#include "sp-app-shell.h"
#include "sp-awake-notices.h"
#include "sp-hub-accounts.h"
#include "sp-library.h"

G_BEGIN_DECLS

#define SP_TYPE_APP_PAGE (sp_app_page_get_type ())

/**
 * SpAppPage:
 *
 * One open app: connects to it, says why when that fails, and shows its page and its endpoints, and for a Space of this
 * computer what it writes. Owns the client.
 *
 * Properties, all notified: `icon` (#GIcon, nullable), `color-scheme` (what the user chose for this app: `system`,
 * `light` or `dark`), `recording` (whether what the user does in the app is written down), `title`, `address` (what
 * the address entry shows), `loading`, `view` (#SpApiView, %NULL until something is known of the app).
 *
 * An app that was opened before is shown at once as it was then; it can be used when its server says
 * what it is now.
 *
 * Signal: `connected`.
 *
 * Signal: `launcher-changed` (boolean): the app's entry of the desktop was added, or removed.
 *
 * Signal: `toast` (#AdwToast): something was done that can be undone by it.
 *
 * Signal: `view-chosen` (text): the user brought `app` or `api` to the front.
 */
G_DECLARE_FINAL_TYPE (SpAppPage, sp_app_page, SP, APP_PAGE, AdwBin)

/**
 * sp_app_page_new:
 * @reference: what the user typed, or where the app was found
 * @accounts: (nullable): for what the Hub is asked about the app's Space; %NULL: nobody is signed in
 *
 * Returns: (transfer floating): a page that connects to the app
 */
GtkWidget *sp_app_page_new (const char    *reference,
                            SpHubAccounts *accounts);
GtkWidget *sp_app_page_new_for_space (SpLibrary *library,
                                      SpSpace   *space);

/**
 * sp_app_page_set_notices:
 * @self: a page
 * @notices: the Spaces of which the user wants to be told
 *
 * Lets the user ask to be told when the page's Space can be used.
 */
void sp_app_page_set_notices (SpAppPage      *self,
                              SpAwakeNotices *notices);

const char *sp_app_page_get_title (SpAppPage *self);
const char *sp_app_page_get_address (SpAppPage *self);
SpSpace    *sp_app_page_get_space (SpAppPage *self);    /* nullable */
SpApiView  *sp_app_page_get_view (SpAppPage *self);     /* nullable */
SpAppView  *sp_app_page_get_app_view (SpAppPage *self); /* nullable */
SpAppShell *sp_app_page_get_shell (SpAppPage *self);    /* nullable */
SpAppJobs  *sp_app_page_get_jobs (SpAppPage *self);

/**
 * sp_app_page_get_client:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): its app, %NULL until it is connected
 */
GradioClient *sp_app_page_get_client (SpAppPage *self);

/**
 * sp_app_page_dup_space_id:
 * @self: a page
 *
 * Returns: (transfer full) (nullable): `owner/name` of its Space of the Hub: as the Hub has it, or until it has answered
 *   as it was typed
 */
char *sp_app_page_dup_space_id (SpAppPage *self);

/**
 * sp_app_page_dup_web_address:
 * @self: a page
 *
 * Returns: (transfer full) (nullable): address of the app's own page in a web browser; also of a Space that is made
 *   with something else than Gradio, and %NULL until one is known
 */
char *sp_app_page_dup_web_address (SpAppPage *self);

/**
 * sp_app_page_get_web_client:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): whose page is at sp_app_page_dup_web_address()
 */
GradioClient *sp_app_page_get_web_client (SpAppPage *self);

/**
 * sp_app_page_get_settings:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): what the user chose for its app, %NULL until it is connected
 */
SpAppSettings *sp_app_page_get_settings (SpAppPage *self);

/**
 * sp_app_page_get_failed:
 * @self: a page
 *
 * Returns: whether it shows an error instead of an app, or a Space that will not run by itself
 */
gboolean sp_app_page_get_failed (SpAppPage *self);

/**
 * sp_app_page_set_first_view:
 * @self: a page that is not connected yet
 * @view: `app` or `api`
 *
 * Says which of its views is in front when the app is there; it is the other one if the app has that
 * alone.
 */
void sp_app_page_set_first_view (SpAppPage  *self,
                                 const char *view);

/**
 * sp_app_page_show:
 * @self: a page
 * @view: `app`, `api`, `jobs`, `files` or `logs`
 *
 * Brings one of its views to the front.
 *
 * Returns: whether it has that view
 */
gboolean sp_app_page_show (SpAppPage  *self,
                           const char *view);

/* Opens the search of its log, if that is in front; returns whether it is. */
gboolean sp_app_page_find_in_logs (SpAppPage *self);

/**
 * sp_app_page_log_out:
 * @self: a page
 * @query: (nullable): what the app is told with it, such as `all_session=false`
 *
 * Ends the login at the app, on all devices unless @query says otherwise, and asks for another one.
 */
void sp_app_page_log_out (SpAppPage  *self,
                          const char *query);

/**
 * sp_app_page_add_launcher:
 * @self: a page
 *
 * Adds an entry to the desktop that opens the app, with its name and picture. The desktop may ask the user.
 */
void sp_app_page_add_launcher (SpAppPage *self);
void sp_app_page_remove_launcher (SpAppPage *self);

/**
 * sp_app_page_reload:
 * @self: a page
 *
 * Reads the app anew. What was typed into its forms stays, and so do the calls that were recorded.
 */
void sp_app_page_reload (SpAppPage *self);

G_END_DECLS
