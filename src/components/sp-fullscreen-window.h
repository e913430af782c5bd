/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-component.h"

G_BEGIN_DECLS

#define SP_TYPE_FULLSCREEN_WINDOW (sp_fullscreen_window_get_type ())

/**
 * SpFullscreenWindow:
 *
 * Where the content of a component is while it fills the screen. What is in it finds the actions of
 * its component here as it does at home.
 */
G_DECLARE_FINAL_TYPE (SpFullscreenWindow, sp_fullscreen_window, SP, FULLSCREEN_WINDOW, GtkWindow)

/**
 * sp_fullscreen_window_new:
 * @component: whose content it is to show; it has to destroy the window before it goes away
 *
 * Returns: (transfer none): a window that is not shown yet; GTK owns it
 */
SpFullscreenWindow *sp_fullscreen_window_new (SpComponent *component);

/**
 * sp_fullscreen_window_get_component:
 * @self: a full-screen window
 *
 * Returns: (transfer none) (nullable): whose content it shows
 */
SpComponent *sp_fullscreen_window_get_component (SpFullscreenWindow *self);

/**
 * sp_fullscreen_window_set_content:
 * @self: a full-screen window
 * @content: (nullable): what it shows, beside the button that leaves it; %NULL lets it go
 */
void sp_fullscreen_window_set_content (SpFullscreenWindow *self,
                                       GtkWidget          *content);

/**
 * sp_fullscreen_window_set_action_enabled:
 * @self: a full-screen window
 * @name: an action of the component, with its prefix
 * @enabled: whether it can be run
 */
void sp_fullscreen_window_set_action_enabled (SpFullscreenWindow *self,
                                              const char         *name,
                                              gboolean            enabled);

G_END_DECLS
