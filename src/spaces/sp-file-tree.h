/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * sp_file_tree_remove_async:
 * @files: (element-type GFile): files and folders
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Removes them with all that is in them, in a thread and following no link. Those that are not
 * there are no error.
 */
void     sp_file_tree_remove_async (GPtrArray          *files,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data);
gboolean sp_file_tree_remove_finish (GAsyncResult *result,
                                     GError      **error);

G_END_DECLS
