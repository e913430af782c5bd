/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-installed-space.h"

G_BEGIN_DECLS

/* Secrets of installed Spaces, such as keys of services they ask: variables of their environment whose values are in
 * the keyring (the Secret Service; in a Flatpak a file that only the program can read) and nowhere else. The settings
 * of a Space have their names, see sp_space_settings_set_variable(). A runner that has the settings fetches the values
 * at each start and gives them to the Space.
 *
 * Where there is no keyring, or it stays locked, the error is %G_IO_ERROR_NOT_SUPPORTED: a sentence with the next
 * step. */

/**
 * sp_space_secret_check:
 * @name: name of a variable
 * @value: what it is to have
 * @error: return location
 *
 * Whether it can be kept: sp_space_settings_check_variable() lets the name pass, and the value is not empty, valid
 * UTF-8 and at most 32 KiB.
 *
 * Returns: whether it can, else %G_IO_ERROR_INVALID_ARGUMENT
 */
gboolean sp_space_secret_check (const char *name,
                                const char *value,
                                GError    **error);

/**
 * sp_space_secret_store_async:
 * @space: a Space
 * @name: name of a variable
 * @value: what it is to have; sp_space_secret_check() is applied
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Puts a secret into the keyring, in the place of one of that name. When that worked the settings of @space have its
 * name (a value they had is gone) and save themselves; it counts from the next start on.
 */
void     sp_space_secret_store_async (SpInstalledSpace   *space,
                                      const char         *name,
                                      const char         *value,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data);
gboolean sp_space_secret_store_finish (SpInstalledSpace *space,
                                       GAsyncResult     *result,
                                       GError          **error);

/**
 * sp_space_secret_forget_async:
 * @space: a Space
 * @name: (nullable): name of a secret; %NULL for all of the Space
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Removes secrets from the keyring, and their names from the settings of @space. That one is not there is no error.
 */
void     sp_space_secret_forget_async (SpInstalledSpace   *space,
                                       const char         *name,
                                       GCancellable       *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer            user_data);
gboolean sp_space_secret_forget_finish (SpInstalledSpace *space,
                                        GAsyncResult     *result,
                                        GError          **error);

/* Removes all secrets of a Space that is gone. It blocks, for a thread. */
void sp_space_secret_clear (const char *id);

/**
 * sp_space_secret_load_async:
 * @id: id of a Space
 * @names: names of secrets
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Fetches values. For whoever starts the Space; nothing else has to see them.
 */
void sp_space_secret_load_async (const char         *id,
                                 const char *const  *names,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);

/**
 * sp_space_secret_load_finish:
 * @result: of the call
 * @error: return location
 *
 * Returns: (transfer full) (nullable): NAME=VALUE of those of the names that are in the keyring, in their order;
 *   %NULL when the keyring cannot be asked
 */
GStrv sp_space_secret_load_finish (GAsyncResult *result,
                                   GError      **error);

G_END_DECLS
