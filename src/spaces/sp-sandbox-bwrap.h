/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-sandbox.h"

G_BEGIN_DECLS

#define SP_TYPE_SANDBOX_BWRAP (sp_sandbox_bwrap_get_type ())

/**
 * SpSandboxBwrap:
 *
 * A sandbox made by bubblewrap: own namespaces, the system's programs and libraries read-only,
 * nothing of the user's but the folders of the Space, no network unless it is allowed. Where the
 * user is not root and `pasta` is there, an allowed network does not reach this computer's own
 * services; else it does, and the warning says so. Without bubblewrap nothing is started.
 */
G_DECLARE_FINAL_TYPE (SpSandboxBwrap, sp_sandbox_bwrap, SP, SANDBOX_BWRAP, SpSandbox)

G_END_DECLS
