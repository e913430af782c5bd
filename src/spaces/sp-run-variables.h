/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-space.h"

G_BEGIN_DECLS

/**
 * sp_run_variables_collect_async:
 * @space: a Space that is about to start
 * @variables: (nullable): NAME=VALUE, what the user set
 * @secrets: (nullable): names of variables whose values are in the keyring
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Puts together what the Space's environment has beside what the sandbox sets: its .env file, over that @variables,
 * over that the secrets.
 */
void sp_run_variables_collect_async (SpSpace            *space,
                                     const char *const  *variables,
                                     const char *const  *secrets,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);

/**
 * sp_run_variables_collect_finish:
 * @space: the Space
 * @result: of the call
 * @remarks: (out) (transfer full): sentences about what is missing: a secret, a line of the .env file
 * @error: return location
 *
 * Returns: (transfer full) (nullable): NAME=VALUE; %NULL only when it was cancelled
 */
GStrv sp_run_variables_collect_finish (SpSpace      *space,
                                       GAsyncResult *result,
                                       GStrv        *remarks,
                                       GError      **error);

G_END_DECLS
