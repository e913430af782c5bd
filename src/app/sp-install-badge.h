/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-library.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_INSTALL_BADGE (sp_install_badge_get_type ())

/**
 * SpInstallBadge:
 *
 * A button that is there while Spaces are being installed, wherever the user is in the program: it says how far that
 * is, and leads to all that goes on (`win.show-jobs`).
 */
G_DECLARE_FINAL_TYPE (SpInstallBadge, sp_install_badge, SP, INSTALL_BADGE, AdwBin)

void sp_install_badge_set_library (SpInstallBadge *self,
                                   SpLibrary      *library);

G_END_DECLS
