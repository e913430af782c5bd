/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-library.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_SPACE_SETTINGS_WINDOW (sp_space_settings_window_get_type ())

/**
 * SpSpaceSettingsWindow:
 *
 * What the user allows a Space of this computer.
 */
G_DECLARE_FINAL_TYPE (SpSpaceSettingsWindow, sp_space_settings_window, SP, SPACE_SETTINGS_WINDOW, AdwPreferencesWindow)

/**
 * sp_space_settings_window_new:
 * @parent: (nullable): the window it belongs to
 * @library: where it is kept whether the Space goes on without a tab
 * @space: the Space; what is chosen counts at once, or with its next start
 *
 * Returns: (transfer none): a window, to be presented
 */
GtkWindow *sp_space_settings_window_new (GtkWindow        *parent,
                                         SpLibrary        *library,
                                         SpInstalledSpace *space);

G_END_DECLS
