/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-runner.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_SPACE_LOGS (sp_space_logs_get_type ())

/**
 * SpSpaceLogs:
 *
 * The view “Logs” of a Space of this computer: what it writes, what it uses, and what can be done with its process
 * (by the actions `page.restart-space`, `page.stop-space` and `page.space-settings`).
 */
G_DECLARE_FINAL_TYPE (SpSpaceLogs, sp_space_logs, SP, SPACE_LOGS, AdwBin)

/**
 * sp_space_logs_set_runner:
 * @self: the view
 * @runner: what runs the Space; the log goes on when there is another one
 */
void sp_space_logs_set_runner (SpSpaceLogs *self,
                               SpRunner    *runner);

/* Opens the bar for searching. */
void sp_space_logs_find (SpSpaceLogs *self);

/**
 * sp_space_logs_dup_usage:
 * @runner: a Space
 *
 * Returns: (transfer full) (nullable): what it uses in words, %NULL while it does not run
 */
char *sp_space_logs_dup_usage (SpRunner *runner);

G_END_DECLS
