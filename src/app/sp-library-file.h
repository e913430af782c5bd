/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-saved-app.h"

G_BEGIN_DECLS

/* No library is larger; the user's own is neither. */
#define SP_LIBRARY_MAX_APPS 2000
#define SP_LIBRARY_MAX_COLLECTIONS 200
#define SP_LIBRARY_MAX_NAME 80 /* characters of a collection's name */

/**
 * SpLibraryFile:
 * @apps: (element-type SpSavedApp): the apps
 * @collections: (element-type utf8): names of the collections, each once
 * @refused: how many entries were no app that can be opened
 *
 * What a file with a list of saved apps says: the library of the user, and what others export from theirs.
 */
typedef struct {
  GPtrArray *apps;
  GPtrArray *collections;
  guint      refused;
} SpLibraryFile;

void sp_library_file_free (SpLibraryFile *file);

/**
 * sp_library_file_parse:
 * @json: what a file contains
 * @error: return location
 *
 * Takes what it can use of it: a library as sp_library_file_write() makes it, or a plain list of addresses. A file may
 * be anybody's.
 *
 * Returns: (transfer full): what it says, or %NULL with %G_IO_ERROR_INVALID_DATA and a sentence that tells why
 */
SpLibraryFile *sp_library_file_parse (GBytes  *json,
                                      GError **error);

/**
 * sp_library_file_write:
 * @apps: (element-type SpSavedApp): apps
 * @collections: (nullable) (element-type GtkStringObject): the collections, in their order
 *
 * Returns: (transfer full): what a file is to contain
 */
GBytes *sp_library_file_write (GListModel *apps,
                               GListModel *collections);

/**
 * sp_library_file_read_async:
 * @file: a file
 * @cancellable: (nullable): stops it
 * @callback: called when it was read
 * @user_data: for @callback
 *
 * Reads and parses a file in a thread.
 */
void sp_library_file_read_async (GFile              *file,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);

/**
 * sp_library_file_read_finish:
 * @result: what @callback got
 * @error: return location
 *
 * Returns: (transfer full): what it says, or %NULL: with %G_IO_ERROR_NOT_FOUND when there is no such file, with
 *   %G_IO_ERROR_INVALID_DATA when it is no list of apps
 */
SpLibraryFile *sp_library_file_read_finish (GAsyncResult *result,
                                            GError      **error);

/**
 * sp_library_file_save_async:
 * @file: a file
 * @content: what it is to contain
 * @callback: called when it does
 * @user_data: for @callback
 *
 * Writes a file in a thread, as a whole: as long as that did not work, such as on a full disk, the file is what it was.
 */
void     sp_library_file_save_async (GFile              *file,
                                     GBytes             *content,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);
gboolean sp_library_file_save_finish (GAsyncResult *result,
                                      GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SpLibraryFile, sp_library_file_free)

G_END_DECLS
