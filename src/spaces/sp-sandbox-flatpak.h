/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-sandbox.h"

G_BEGIN_DECLS

#define SP_TYPE_SANDBOX_FLATPAK (sp_sandbox_flatpak_get_type ())

/**
 * SpSandboxFlatpak:
 *
 * A sandbox made by the portal of Flatpak, for a program that is in one itself: the runtime and
 * /app read-only, the folders of the Space at the same paths, no session bus, display, sound and
 * home, no network unless it is allowed. Allowed, it is that of the computer, and the warning says
 * so. Without the portal nothing is started.
 */
G_DECLARE_FINAL_TYPE (SpSandboxFlatpak, sp_sandbox_flatpak, SP, SANDBOX_FLATPAK, SpSandbox)

/**
 * sp_sandbox_flatpak_is_needed:
 *
 * Returns: whether this program runs in a Flatpak, where no other way leads to a sandbox
 */
gboolean sp_sandbox_flatpak_is_needed (void);

G_END_DECLS
