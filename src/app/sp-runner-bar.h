/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-runner.h"
#include "sp-space-settings.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_RUNNER_BAR (sp_runner_bar_get_type ())

/**
 * SpRunnerBar:
 *
 * Says above an app that runs on this computer that it ended and why, or that it has to be started again for its
 * settings to count; nothing while all is well. Its buttons are the actions `page.restart-space` and `page.show-logs`.
 */
G_DECLARE_FINAL_TYPE (SpRunnerBar, sp_runner_bar, SP, RUNNER_BAR, AdwBin)

/**
 * sp_runner_bar_set_runner:
 * @self: a bar
 * @runner: what runs the Space
 * @settings: (nullable): what it may do
 */
void sp_runner_bar_set_runner (SpRunnerBar     *self,
                               SpRunner        *runner,
                               SpSpaceSettings *settings);

G_END_DECLS
