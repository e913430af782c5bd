/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SP_TYPE_CACHE_FOLDER (sp_cache_folder_get_type ())

/**
 * SpCacheFolder:
 *
 * Keeps bytes under keys in a folder that only the user can read. What was not asked for longest goes
 * when there is too much. A file that is damaged, or was put there by somebody else, is as good as
 * none. All is read and written in threads.
 */
G_DECLARE_FINAL_TYPE (SpCacheFolder, sp_cache_folder, SP, CACHE_FOLDER, GObject)

/**
 * sp_cache_folder_new:
 * @path: path of the folder, which is made when something is written
 * @max_files: how many files may be in it
 * @max_size: how many bytes they may have together
 *
 * Returns: (transfer full): the folder
 */
SpCacheFolder *sp_cache_folder_new (const char *path,
                                    guint       max_files,
                                    gsize       max_size);

/**
 * sp_cache_folder_read_async:
 * @self: a folder
 * @key: what the bytes were written under
 * @cancellable: (nullable): stops it
 * @callback: called when they are there, or are not
 * @user_data: for @callback
 *
 * Reads what is kept. It counts as asked for just now.
 */
void sp_cache_folder_read_async (SpCacheFolder      *self,
                                 const char         *key,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);

/**
 * sp_cache_folder_read_finish:
 * @self: a folder
 * @result: what @callback got
 * @error: return location
 *
 * Returns: (transfer full): the bytes; %NULL with %G_IO_ERROR_NOT_FOUND when there are none
 */
GBytes *sp_cache_folder_read_finish (SpCacheFolder *self,
                                     GAsyncResult  *result,
                                     GError       **error);

/**
 * sp_cache_folder_write_async:
 * @self: a folder
 * @key: what to find the bytes by
 * @bytes: (nullable): what to keep; %NULL to keep nothing under @key any more
 * @callback: (nullable): called when it is done
 * @user_data: for @callback
 *
 * Whoever reads meanwhile gets all of the old bytes or all of the new ones. What is asked for one
 * after the other is done in that order.
 */
void sp_cache_folder_write_async (SpCacheFolder      *self,
                                  const char         *key,
                                  GBytes             *bytes,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data);

gboolean sp_cache_folder_write_finish (SpCacheFolder *self,
                                       GAsyncResult  *result,
                                       GError       **error);

G_END_DECLS
