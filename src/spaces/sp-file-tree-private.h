/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sys/stat.h>

#include "sp-file-tree.h"

G_BEGIN_DECLS

/* Bytes read at a time, in which a call can be cancelled. */
#define SP_FILE_TREE_CHUNK (256 * 1024)

/**
 * SpFileTreeVisit:
 * @parent: descriptor of the folder it is in
 * @name: its name there
 * @path: its name relative to the folder of the walk, whatever bytes it has
 * @status: what lstat() says of it
 * @user_data: data of the call
 * @error: return location
 *
 * Called for a folder before what is in it.
 *
 * Returns: whether the walk goes on
 */
typedef gboolean (*SpFileTreeVisit) (int                parent,
                                     const char        *name,
                                     const char        *path,
                                     const struct stat *status,
                                     gpointer           user_data,
                                     GError           **error);

/* Visits all that is in a folder, in no order and following no link. What is deeper than 128 folders is left out. */
gboolean sp_file_tree_walk (int              folder,
                            SpFileTreeFilter filter,
                            gpointer         filter_data,
                            SpFileTreeVisit  visit,
                            gpointer         user_data,
                            GCancellable    *cancellable,
                            GError         **error);

/* Opens a file for reading that is an ordinary one, -1 if it is not. Nothing is waited for. */
int sp_file_tree_open_regular (int         parent,
                               const char *name,
                               const char *path,
                               GError    **error);

/* Reads the target of a link; NULL with an error. */
char *sp_file_tree_read_link (int         parent,
                              const char *name,
                              const char *path,
                              GError    **error);

/* Error for what is neither a file nor a folder nor a link. */
void sp_file_tree_set_special_error (const char *path,
                                     GError    **error);

/* Error for what the system says of a file. Uses errno. */
void sp_file_tree_set_errno (const char *path,
                             GError    **error);

G_END_DECLS
