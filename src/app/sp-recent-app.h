/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SP_TYPE_RECENT_APP (sp_recent_app_get_type ())

/**
 * SpRecentApp:
 *
 * An app that was opened before. It never changes.
 */
G_DECLARE_FINAL_TYPE (SpRecentApp, sp_recent_app, SP, RECENT_APP, GObject)

SpRecentApp *sp_recent_app_new (const char *reference, const char *title, gint64 time);
const char  *sp_recent_app_get_reference (SpRecentApp *self);
const char  *sp_recent_app_get_title (SpRecentApp *self);
gint64       sp_recent_app_get_time (SpRecentApp *self); /* Unix time of the last use */

G_END_DECLS
