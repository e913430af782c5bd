/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SP_TYPE_APP_THEME (sp_app_theme_get_type ())

/**
 * SpAppTheme:
 *
 * Gives the page of an app the colours that its author chose, as far as they can be read: the accent
 * colour and the corners of its buttons, for light and dark pages. Nothing else in the window is
 * another one.
 *
 * Property: `enabled` (boolean): whether to do so; %FALSE at first.
 *
 * Property: `loaded` (boolean, read-only): the theme is known.
 */
G_DECLARE_FINAL_TYPE (SpAppTheme, sp_app_theme, SP, APP_THEME, GObject)

/**
 * sp_app_theme_new:
 * @client: a connected app
 * @page: the widget that all of the app is in; must live as long
 *
 * Returns: (transfer full): its theme, which is fetched when it is first enabled
 */
SpAppTheme *sp_app_theme_new (GradioClient *client,
                              GtkWidget    *page);

void sp_app_theme_set_enabled (SpAppTheme *self,
                               gboolean    enabled);

G_END_DECLS
