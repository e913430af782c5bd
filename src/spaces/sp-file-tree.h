/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-file-progress.h"

G_BEGIN_DECLS

/* Folders with all that is in them. No call follows a symbolic link out of its folder. Those without “async” block:
 * they are for threads. */

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

/**
 * sp_file_tree_remove:
 * @file: a file or folder; that it is not there is no error
 * @freed: (out) (optional): bytes that the disk got back are added: those of files with another hard link elsewhere
 * are not
 * @error: return location
 */
gboolean sp_file_tree_remove (GFile   *file,
                              guint64 *freed,
                              GError **error);

/**
 * SpFileTreeSize:
 * @own: bytes on the disk that only this tree has
 * @shared: bytes of files that have hard links outside of it (packages, which the cache has as well)
 * @n_files: files, without folders
 */
typedef struct {
  guint64 own;
  guint64 shared;
  guint64 n_files;
} SpFileTreeSize;

/**
 * sp_file_tree_measure:
 * @folder: a folder; one that is not there has nothing
 * @size: (out): its size
 * @cancellable: (nullable): stops it
 * @error: return location
 */
gboolean sp_file_tree_measure (GFile          *folder,
                               SpFileTreeSize *size,
                               GCancellable   *cancellable,
                               GError        **error);

/* The same in a thread. */
void     sp_file_tree_measure_async (GFile              *folder,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);
gboolean sp_file_tree_measure_finish (GAsyncResult   *result,
                                      SpFileTreeSize *size,
                                      GError        **error);

/**
 * SpFileTreeEntry:
 * @path: its name relative to the folder
 * @size: bytes of a file
 * @sha256: of a file's content, in hexadecimal digits; %NULL for a link
 * @target: (nullable): what a symbolic link leads to
 * @is_executable: whether the owner may execute the file
 *
 * A file or a link of a tree.
 */
typedef struct {
  char    *path;
  guint64  size;
  char    *sha256;
  char    *target;
  gboolean is_executable;
} SpFileTreeEntry;

/**
 * SpFileTreeLimits:
 * @max_files: files, folders and links, 0 for no limit
 * @max_bytes: of all files together, 0 for no limit
 */
typedef struct {
  guint64 max_files;
  guint64 max_bytes;
} SpFileTreeLimits;

/**
 * SpFileTreeFilter:
 * @path: name relative to the folder
 * @user_data: data of the call
 *
 * Called in the thread that does the work.
 *
 * Returns: whether it counts; nothing below a folder that does not
 */
typedef gboolean (*SpFileTreeFilter) (const char *path,
                                      gpointer    user_data);

/* Leaves out what is no part of a Space: .git, __pycache__ and .gradio folders, virtual environments in .venv, at any
 * depth. */
gboolean sp_file_tree_filter_space (const char *path,
                                    gpointer    user_data);

/**
 * sp_file_tree_list:
 * @folder: a folder
 * @filter: (nullable): what counts
 * @filter_data: for @filter
 * @progress: (nullable): told how much is read
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Reads every file of a tree. Special files and names that sp_safe_path_check() refuses are errors.
 *
 * Returns: (transfer full) (element-type SpFileTreeEntry): files and links, sorted by the bytes of their names
 */
GPtrArray *sp_file_tree_list (GFile           *folder,
                              SpFileTreeFilter filter,
                              gpointer         filter_data,
                              SpFileProgress  *progress,
                              GCancellable    *cancellable,
                              GError         **error);

/**
 * sp_file_tree_hash:
 * @entries: (element-type SpFileTreeEntry): from sp_file_tree_list()
 *
 * Returns: (transfer full): SHA-256 over names, contents, links and which files can be executed, in hexadecimal
 * digits; its first twelve are the name of a version that has no commit
 */
char *sp_file_tree_hash (GPtrArray *entries);

/**
 * sp_file_tree_copy:
 * @from: a folder
 * @to: a folder that is not there, or is empty
 * @filter: (nullable): what is copied
 * @filter_data: for @filter
 * @limits: (nullable): what is too much
 * @progress: (nullable): told how much is copied
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Copies a tree. Links that stay in it are copied as links, others and special files are refused with a sentence that
 * names them; of permissions only “can be executed” is kept. What was copied when it fails stays: the caller removes
 * @to.
 */
gboolean sp_file_tree_copy (GFile                  *from,
                            GFile                  *to,
                            SpFileTreeFilter        filter,
                            gpointer                filter_data,
                            const SpFileTreeLimits *limits,
                            SpFileProgress         *progress,
                            GCancellable           *cancellable,
                            GError                **error);

/* The same in a thread. @filter is called there; @limits are copied. */
void     sp_file_tree_copy_async (GFile                  *from,
                                  GFile                  *to,
                                  SpFileTreeFilter        filter,
                                  gpointer                filter_data,
                                  const SpFileTreeLimits *limits,
                                  SpFileProgressFunc      progress,
                                  gpointer                progress_data,
                                  GCancellable           *cancellable,
                                  GAsyncReadyCallback     callback,
                                  gpointer                user_data);
gboolean sp_file_tree_copy_finish (GAsyncResult *result,
                                   GError      **error);

G_END_DECLS
