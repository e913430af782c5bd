/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-own-file.h"

G_BEGIN_DECLS

/* What a Space keeps in its home, which it can fill with whatever it likes while it is looked at: links out of it,
 * pipes that block, names that are none. Nothing outside of the home is read or removed, no link is followed on the way
 * to a file nor at its end. All is done in threads. Errors are sentences with the name in them, of %G_IO_ERROR.
 *
 * @home is the folder, @path a name below it. */

/* Of one folder. */
#define SP_OWN_FILES_MAX 2000

/**
 * sp_own_files_list_async:
 * @home: the home of a Space
 * @path: (nullable): a folder in it
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: for @callback
 */
void sp_own_files_list_async (GFile              *home,
                              const char         *path,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data);

/**
 * sp_own_files_list_finish:
 * @result: what @callback got
 * @more: (out) (optional): whether there is more than was listed
 * @error: return location
 *
 * Returns: (transfer full) (element-type SpOwnFile): what is in the folder, in the order of sp_own_file_compare(), at
 *   most %SP_OWN_FILES_MAX; without names that sp_safe_path_check() refuses. %NULL with %G_IO_ERROR_NOT_FOUND when the
 *   folder is not there, as that of a Space that never ran
 */
GPtrArray *sp_own_files_list_finish (GAsyncResult *result,
                                     gboolean     *more,
                                     GError      **error);

/* Whether it is still a file that can be opened: finishes with where it is (transfer full), or NULL. */
void   sp_own_files_find_async (GFile              *home,
                                const char         *path,
                                GAsyncReadyCallback callback,
                                gpointer            user_data);
GFile *sp_own_files_find_finish (GAsyncResult *result,
                                 GError      **error);

/* Copies a file to @target, which is replaced. */
void     sp_own_files_save_async (GFile              *home,
                                  const char         *path,
                                  GFile              *target,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data);
gboolean sp_own_files_save_finish (GAsyncResult *result,
                                   GError      **error);

/* Removes a file, a link or a folder with all that is in it; that it is not there is no error. */
void     sp_own_files_remove_async (GFile              *home,
                                    const char         *path,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data);
gboolean sp_own_files_remove_finish (GAsyncResult *result,
                                     GError      **error);

G_END_DECLS
