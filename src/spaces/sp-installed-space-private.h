/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-installed-space.h"

G_BEGIN_DECLS

/* For the store: says that it is not in it any more. */
void sp_installed_space_emit_removed (SpInstalledSpace *self);

G_END_DECLS
