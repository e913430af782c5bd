/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-file.h"
#include "sp-hub-repo.h"
#include "sp-hub-session.h"

G_BEGIN_DECLS

/**
 * sp_hub_tree_fetch_async:
 * @session: the way to the Hub
 * @repo: a repository
 * @commit: one of its commits
 * @cancellable: (nullable): stops it
 * @callback: called when all pages are there
 * @user_data: for @callback
 *
 * Lists all files of a repository (hub-api.md 11, step 2).
 */
void sp_hub_tree_fetch_async (SpHubSession       *session,
                              SpHubRepo          *repo,
                              const char         *commit,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data);

/**
 * sp_hub_tree_fetch_finish:
 * @session: the way to the Hub
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (element-type SpHubFile): the files, whose names are checked (see
 *   sp_hub_path_check_all()), or %NULL with a #SpHubError
 */
GPtrArray *sp_hub_tree_fetch_finish (SpHubSession *session,
                                     GAsyncResult *result,
                                     GError      **error);

/**
 * sp_hub_tree_parse:
 * @json: one page of the Hub's answer
 * @files: (element-type SpHubFile): where to add the files
 * @error: return location
 *
 * Folders are passed over. The names are not checked yet.
 *
 * Returns: whether it makes sense; if not, %SP_HUB_ERROR_ANSWER
 */
gboolean sp_hub_tree_parse (GBytes    *json,
                            GPtrArray *files,
                            GError   **error);

/**
 * sp_hub_tree_check:
 * @files: (element-type SpHubFile): files
 * @error: return location
 *
 * Returns: whether they may be written beside each other, see sp_hub_path_check_all()
 */
gboolean sp_hub_tree_check (GPtrArray *files,
                            GError   **error);

/**
 * sp_hub_tree_get_size:
 * @files: (element-type SpHubFile): files
 *
 * Returns: bytes of all of them; those of unknown size do not count
 */
gint64 sp_hub_tree_get_size (GPtrArray *files);

G_END_DECLS
