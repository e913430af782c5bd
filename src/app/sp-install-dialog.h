/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-library.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_INSTALL_DIALOG (sp_install_dialog_get_type ())

/**
 * SpInstallDialog:
 *
 * Asks for a Space of the Hub, a folder or an archive, says all that is known of it before any of it is fetched, and
 * gives it to the library to be installed. Of an update it says what that changes.
 */
G_DECLARE_FINAL_TYPE (SpInstallDialog, sp_install_dialog, SP, INSTALL_DIALOG, AdwWindow)

/**
 * sp_install_dialog_present:
 * @parent: (nullable): the window it belongs to
 * @library: where Spaces are installed
 *
 * Returns: (transfer none): the dialog, which is shown
 */
GtkWidget *sp_install_dialog_present (GtkWindow *parent,
                                      SpLibrary *library);

/**
 * sp_install_dialog_present_update:
 * @parent: (nullable): the window it belongs to
 * @library: where @space is
 * @space: a Space
 * @error: return location
 *
 * Looks for a newer version of a Space, and says what it changes. It is started for a try when it is installed: the one
 * before stays when it fails.
 *
 * Returns: (transfer none) (nullable): the dialog, which is shown; %NULL with %G_IO_ERROR_NOT_SUPPORTED for one that
 *   comes with something else
 */
GtkWidget *sp_install_dialog_present_update (GtkWindow        *parent,
                                             SpLibrary        *library,
                                             SpInstalledSpace *space,
                                             GError          **error);

/**
 * sp_install_dialog_show_text:
 * @self: a dialog
 * @text: what the user would type: “owner/name”, an address, a path
 *
 * Looks at that Space.
 */
void sp_install_dialog_show_text (SpInstallDialog *self,
                                  const char      *text);

/* What is private is looked at and fetched with the account that the Space is opened with. */
void sp_install_dialog_show_source (SpInstallDialog *self,
                                    SpSpaceSource   *source);

G_END_DECLS
