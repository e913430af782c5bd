/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-runner.h"
#include "sp-space-settings.h"

G_BEGIN_DECLS

/* Gives a runner what the user allows its Space, and the names of its secrets. */
void sp_runner_take_settings (SpRunner        *self,
                              SpSpaceSettings *settings);

/* The same, and whenever that changes: it counts from the next start on. */
void sp_runner_follow_settings (SpRunner        *self,
                                SpSpaceSettings *settings);

G_END_DECLS
