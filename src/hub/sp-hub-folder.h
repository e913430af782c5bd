/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A folder on this computer in which files are written by names of strangers: no link below it is
 * followed. Its functions block, and a folder may be used by several threads at once. */
typedef struct _SpHubFolder SpHubFolder;

/* Where half files and files that are to be put in place are, below the folder. */
#define SP_HUB_FOLDER_PARTS ".spaceport-part"

/**
 * sp_hub_folder_open:
 * @folder: a folder
 * @create: whether to make it where it is missing
 * @error: return location
 *
 * Returns: (transfer full): the folder, or %NULL with %SP_HUB_ERROR_FILE
 */
SpHubFolder *sp_hub_folder_open (GFile   *folder,
                                 gboolean create,
                                 GError **error);
SpHubFolder *sp_hub_folder_ref (SpHubFolder *self);
void         sp_hub_folder_unref (SpHubFolder *self);

/**
 * sp_hub_folder_open_file:
 * @self: a folder
 * @path: a checked path, see sp_hub_path_check()
 * @writable: whether to make it where it is missing, with the folders before it, and to write to it
 * @error: return location
 *
 * Returns: a file descriptor of a regular file, or -1 with %SP_HUB_ERROR_FILE or
 *   %SP_HUB_ERROR_DISK_FULL; what is no regular file is not opened
 */
int sp_hub_folder_open_file (SpHubFolder *self,
                             const char  *path,
                             gboolean     writable,
                             GError     **error);

/* Gives a file another name, in the place of what is there. */
gboolean sp_hub_folder_move (SpHubFolder *self,
                             const char  *from,
                             const char  *to,
                             GError     **error);

/**
 * sp_hub_folder_take:
 * @self: a folder
 * @other: where the content is, which may be @self
 * @from: a file there
 * @to: its new name, in the place of what is there
 * @error: return location
 *
 * Makes a second name for a file, or a copy where the file system does not allow that. One thread at
 * a time does this.
 *
 * Returns: whether it is there
 */
gboolean sp_hub_folder_take (SpHubFolder *self,
                             SpHubFolder *other,
                             const char  *from,
                             const char  *to,
                             GError     **error);

/* Makes a symbolic link, in the place of what is there. */
gboolean sp_hub_folder_link (SpHubFolder *self,
                             const char  *path,
                             const char  *target,
                             GError     **error);

/* Writes a small file, in the place of what is there. */
gboolean sp_hub_folder_write (SpHubFolder *self,
                              const char  *path,
                              const char  *text,
                              GError     **error);

void    sp_hub_folder_remove_parts (SpHubFolder *self);
guint64 sp_hub_folder_get_free (SpHubFolder *self); /* bytes, G_MAXUINT64 when unknown */
void    sp_hub_folder_flush (SpHubFolder *self);    /* waits until all is on the disk */

/* The error that @code (errno) stands for, about a file. */
GError *sp_hub_folder_new_error (const char *path,
                                 int         code);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SpHubFolder, sp_hub_folder_unref)

G_END_DECLS
