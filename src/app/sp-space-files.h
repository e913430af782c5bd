/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_SPACE_FILES (sp_space_files_get_type ())

/**
 * SpSpaceFiles:
 *
 * The view “Files” of a Space of this computer: what it keeps in its home, which can be opened, saved elsewhere and
 * deleted. The list follows what the Space does while it is seen. Nothing outside of the home is reached, see
 * sp-own-files.h.
 *
 * Actions: `files.open`, `files.save-as`, `files.show`, `files.delete` (path below the home), `files.up`,
 * `files.open-folder`.
 *
 * Signal: `toast` (#AdwToast): something was deleted, which can be undone by the toast as long as it is there.
 */
G_DECLARE_FINAL_TYPE (SpSpaceFiles, sp_space_files, SP, SPACE_FILES, AdwBin)

GtkWidget *sp_space_files_new (void);

/**
 * sp_space_files_set_home:
 * @self: the view
 * @home: (nullable): the home of a Space; it need not exist
 */
void sp_space_files_set_home (SpSpaceFiles *self,
                              GFile        *home);

G_END_DECLS
