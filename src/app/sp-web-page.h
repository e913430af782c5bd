/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-app-settings.h"

#include "gradio.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_WEB_PAGE (sp_web_page_get_type ())

/**
 * SpWebPage:
 *
 * An app's own page in a web view, with the cookies and the token of its client: for what the app does with scripts,
 * styles and components of its own. It asks once for each app, see `web-page` of #SpAppSettings. Links to other servers
 * open outside, what is downloaded goes where the user says.
 *
 * Property: `title`, notified.
 */
G_DECLARE_FINAL_TYPE (SpWebPage, sp_web_page, SP, WEB_PAGE, AdwBin)

/**
 * sp_web_page_is_built:
 *
 * Returns: whether there are such pages: it was built with WebKitGTK
 */
gboolean sp_web_page_is_built (void);

/**
 * sp_web_page_dup_address:
 * @client: a connected app
 *
 * Returns: (transfer full): address of the app's own page, as it was asked for
 */
char *sp_web_page_dup_address (GradioClient *client);

/**
 * sp_web_page_new:
 * @client: a connected app, or one that is not made with Gradio
 * @address: of the page, see sp_web_page_dup_address()
 * @settings: what the user chose for the app: whether it may
 *
 * Returns: (transfer floating): its page
 */
GtkWidget *sp_web_page_new (GradioClient  *client,
                            const char    *address,
                            SpAppSettings *settings);

const char *sp_web_page_get_title (SpWebPage *self);
const char *sp_web_page_get_address (SpWebPage *self);
void        sp_web_page_reload (SpWebPage *self);

G_END_DECLS
