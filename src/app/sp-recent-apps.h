/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-recent-app.h"
#include "sp-settings.h"

G_BEGIN_DECLS

/* How many are kept. */
#define SP_RECENT_APPS_MAX 20

#define SP_TYPE_RECENT_APPS (sp_recent_apps_get_type ())

/**
 * SpRecentApps:
 *
 * The apps that were opened, the latest first: a #GListModel of #SpRecentApp, kept in the settings.
 */
G_DECLARE_FINAL_TYPE (SpRecentApps, sp_recent_apps, SP, RECENT_APPS, GObject)

SpRecentApps *sp_recent_apps_new (SpSettings *settings);

/**
 * sp_recent_apps_add:
 * @self: the list
 * @app: an app; one with the same reference goes away, and the oldest when there are too many
 *
 * Its place follows from its time, so an app that was removed can be put back.
 */
void sp_recent_apps_add (SpRecentApps *self,
                         SpRecentApp  *app);

/**
 * sp_recent_apps_remove:
 * @self: the list
 * @app: an app; nothing happens when it is not there
 */
void sp_recent_apps_remove (SpRecentApps *self,
                            SpRecentApp  *app);

G_END_DECLS
