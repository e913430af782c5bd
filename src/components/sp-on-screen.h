/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SP_TYPE_ON_SCREEN (sp_on_screen_get_type ())

/**
 * SpOnScreen:
 *
 * Knows whether a widget is where the user sees it, or about to come there: mapped, and not
 * scrolled away. Lists keep the widgets of many lines mapped; what costs memory or time goes by
 * this instead.
 *
 * Property: `on-screen`.
 */
G_DECLARE_FINAL_TYPE (SpOnScreen, sp_on_screen, SP, ON_SCREEN, GObject)

/**
 * sp_on_screen_new:
 * @widget: what is watched; not held
 *
 * Returns: (transfer full): a watch
 */
SpOnScreen *sp_on_screen_new (GtkWidget *widget);

gboolean sp_on_screen_get (SpOnScreen *self);

G_END_DECLS
