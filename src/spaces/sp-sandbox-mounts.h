/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-sandbox.h"

G_BEGIN_DECLS

/* Where a sandbox of bubblewrap shows what. */
#define SP_SANDBOX_APP "/space/app"
#define SP_SANDBOX_ENVIRONMENT "/space/environment"
#define SP_SANDBOX_PACKAGES "/space/packages"
#define SP_SANDBOX_MODELS "/space/models"
#define SP_SANDBOX_HOME "/home/space"

/**
 * sp_sandbox_mounts_add:
 * @sandbox: what is to be seen
 * @arguments: what is added to
 * @error: return location
 *
 * Adds all the mounts of bwrap. Writes small files to the sandbox's run folder and looks at files:
 * to be called in a thread.
 */
gboolean sp_sandbox_mounts_add (SpSandbox    *sandbox,
                                GStrvBuilder *arguments,
                                GError      **error);

G_END_DECLS
