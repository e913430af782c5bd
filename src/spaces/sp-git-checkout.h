/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-file-progress.h"

G_BEGIN_DECLS

/**
 * sp_git_checkout_copy_async:
 * @from: a folder of a Space
 * @to: a folder that is not there
 * @progress: (nullable): told how much is copied
 * @progress_data: for @progress
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Copies the files of a Space (sp_file_tree_filter_space()). Of a git checkout only what git
 * tracks is copied, as it is now; all of it
 * when git is not there or does not trust the folder.
 */
void     sp_git_checkout_copy_async (GFile              *from,
                                     GFile              *to,
                                     SpFileProgressFunc  progress,
                                     gpointer            progress_data,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);
gboolean sp_git_checkout_copy_finish (GAsyncResult *result,
                                      GError      **error);

G_END_DECLS
