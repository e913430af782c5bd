/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SpTempFolder:
 *
 * A folder for files that nobody needs once it is freed: it is made with the first of them and
 * removed with all of them.
 */
typedef struct _SpTempFolder SpTempFolder;

SpTempFolder *sp_temp_folder_new (void);

/**
 * sp_temp_folder_free:
 * @self: (nullable): a folder
 */
void sp_temp_folder_free (SpTempFolder *self);

/**
 * sp_temp_folder_get_path:
 * @self: a folder
 * @error: set when it cannot be made
 *
 * For what chooses the names in it.
 *
 * Returns: (transfer none) (nullable) (type filename): where it is now
 */
const char *sp_temp_folder_get_path (SpTempFolder *self,
                                     GError      **error);

/**
 * sp_temp_folder_new_file:
 * @self: a folder
 * @name: how the name begins
 * @extension: how it ends, with the dot
 * @error: set when there is no place for it
 *
 * Returns: (transfer full) (nullable): a file that is not there yet, with a name of its own
 */
GFile *sp_temp_folder_new_file (SpTempFolder *self,
                                const char   *name,
                                const char   *extension,
                                GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SpTempFolder, sp_temp_folder_free)

G_END_DECLS
