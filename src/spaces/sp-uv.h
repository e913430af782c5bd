/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-tool.h"

G_BEGIN_DECLS

/**
 * sp_uv_find_async:
 * @offline: whether it may not be got when it is not here
 * @func: (nullable): told what is being done
 * @func_data: for @func
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Finds uv, which resolves and installs packages: $SPACEPORT_UV, one in PATH, the one got earlier.
 * Else pip gets it, from the index that pip is configured for, into a folder of ours in the cache.
 */
void sp_uv_find_async (gboolean            offline,
                       SpToolLineFunc      func,
                       gpointer            func_data,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data);

/**
 * sp_uv_find_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full): its path, %NULL with an error when it cannot be had
 */
char *sp_uv_find_finish (GAsyncResult *result,
                         GError      **error);

/**
 * sp_uv_make_environment:
 * @offline: whether it may use no network
 *
 * Returns: (transfer full): the environment it is run with: what sp_tool_make_environment() gives,
 *   the cache of wheels that all Spaces share ($XDG_CACHE_HOME/spaceport/uv), where Pythons it gets
 *   are kept, and the index of pip's configuration unless uv has one of its own
 */
GStrv sp_uv_make_environment (gboolean offline);

/**
 * sp_uv_make_folder:
 * @error: return location
 *
 * Makes the folder uv is run in: nothing of a Space is in it or above, for uv would take a
 * configuration from there.
 *
 * Returns: (transfer full): its path, %NULL with an error
 */
char *sp_uv_make_folder (GError **error);

G_END_DECLS
