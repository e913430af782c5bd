/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-runner.h"
#include "sp-space-settings.h"

G_BEGIN_DECLS

/* Gives a runner what the user allows its Space. Values of secrets are not here: they are in the keyring. */
void sp_runner_take_settings (SpRunner        *self,
                              SpSpaceSettings *settings);

G_END_DECLS
