/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-file-tree.h"
#include "sp-installed-space.h"

G_BEGIN_DECLS

#define SP_TYPE_SPACE_STORE (sp_space_store_get_type ())

/**
 * SpSpaceStore:
 *
 * The Spaces of the library, a #GListModel of #SpInstalledSpace sorted by title: the user's own, those that Flatpak
 * extensions bring (folders of $SPACEPORT_EXTENSIONS_DIR, else /app/spaces) and those that ship with the program.
 * Empty until it is reloaded.
 *
 * Several processes may use the folder at once: what changes it holds a lock on it (flock), in a thread and for
 * moments only.
 *
 * Properties: `root` (#GFile, construct only).
 */
G_DECLARE_FINAL_TYPE (SpSpaceStore, sp_space_store, SP, SPACE_STORE, GObject)

/**
 * sp_space_store_new:
 * @root: (nullable): its folder, $XDG_DATA_HOME/spaceport/spaces when %NULL; made when something is installed
 */
SpSpaceStore *sp_space_store_new (GFile *root);

GFile *sp_space_store_get_root (SpSpaceStore *self);

/**
 * sp_space_store_get_staging_folder:
 * @self: a store
 * @id: id of a Space
 *
 * Returns: (transfer full): ROOT/.staging/ID, where a version is prepared. Whoever does holds the lock `lock` in it
 *   (see sp_space_lock_take()) and keeps what it needs in `progress.json`, which is there before `app` is: without it the
 *   folder is taken for what a crash left. Both are removed when the version is adopted. `models` in it is put into
 *   the Space's models, the rest becomes versions/V
 */
GFile *sp_space_store_get_staging_folder (SpSpaceStore *self,
                                          const char   *id);

/* Reloads when another process changes the store, from now on. */
void sp_space_store_watch (SpSpaceStore *self);

/**
 * sp_space_store_reload_async:
 * @self: a store
 * @cancellable: (nullable): stops waiting for it
 * @callback: (nullable): called when it is done
 * @user_data: for @callback
 *
 * Reads the folder. What a crash left is finished or cleaned before: a version half put in place, versions nobody
 * needs, Spaces half removed. Unfinished installations in ROOT/.staging stay, they can go on. A Space that cannot be
 * read is there as a damaged one.
 */
void     sp_space_store_reload_async (SpSpaceStore       *self,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data);
gboolean sp_space_store_reload_finish (SpSpaceStore *self,
                                       GAsyncResult *result,
                                       GError      **error);

/* Returns (transfer none) (nullable): the Space of that id. */
SpInstalledSpace *sp_space_store_find (SpSpaceStore *self,
                                       const char   *id);

/* Returns (transfer none) (nullable): the user's own that came from there. */
SpInstalledSpace *sp_space_store_find_source (SpSpaceStore     *self,
                                              SpSpaceSourceKind kind,
                                              const char       *reference);

/**
 * sp_space_store_choose_id:
 * @self: a store that is loaded
 * @kind: where a Space comes from
 * @reference: see SpSpaceSourceKind
 * @name: name to make the id of
 *
 * Returns: (transfer full): the id it has already when it is installed from there, else a free one:
 * sp_space_make_id(), with “-2” and so on when another Space, or an installation under way, has it
 */
char *sp_space_store_choose_id (SpSpaceStore     *self,
                                SpSpaceSourceKind kind,
                                const char       *reference,
                                const char       *name);

/**
 * sp_space_store_adopt_async:
 * @self: a store
 * @manifest: id, title, source, commit and extras of it; its versions are not looked at
 * @version: name of the version
 * @staged: a folder on the same disk with `app` and `environment` in it, see sp_space_store_get_staging_folder()
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Makes a staged version the current one, in steps of one rename each, so that a crash leaves the old or the new one.
 * What was current is the previous one then; the one before that is removed when the new one has started once
 * (sp_space_store_mark_started_async()). A current version that never started is dropped when there is one to go back
 * to. A version that is there already is replaced (a repair), but not while the Space runs.
 *
 * Finishes with the Space (transfer full).
 */
void              sp_space_store_adopt_async (SpSpaceStore          *self,
                                              const SpSpaceManifest *manifest,
                                              const char            *version,
                                              GFile                 *staged,
                                              GAsyncReadyCallback    callback,
                                              gpointer               user_data);
SpInstalledSpace *sp_space_store_adopt_finish (SpSpaceStore *self,
                                               GAsyncResult *result,
                                               GError      **error);

/* Keeps that the current version has started, and removes the version that was kept until then. For others than the
 * user's own there is nothing to do. */
void     sp_space_store_mark_started_async (SpSpaceStore       *self,
                                            SpInstalledSpace   *space,
                                            GAsyncReadyCallback callback,
                                            gpointer            user_data);
gboolean sp_space_store_mark_started_finish (SpSpaceStore *self,
                                             GAsyncResult *result,
                                             GError      **error);

/**
 * sp_space_store_rollback_async:
 * @self: a store
 * @space: a Space with a previous version
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Makes the previous version the current one and the other way round, so that a second call undoes the first.
 * %G_IO_ERROR_BUSY while it runs, %G_IO_ERROR_NOT_FOUND without a previous version.
 */
void     sp_space_store_rollback_async (SpSpaceStore       *self,
                                        SpInstalledSpace   *space,
                                        GAsyncReadyCallback callback,
                                        gpointer            user_data);
gboolean sp_space_store_rollback_finish (SpSpaceStore *self,
                                         GAsyncResult *result,
                                         GError      **error);

/**
 * sp_space_store_remove_async:
 * @self: a store
 * @space: one that sp_installed_space_check_removable() lets pass
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Removes a Space with all its files, its secrets and an unfinished update of it. It is gone at once for everybody: it
 * is renamed before.
 */
void sp_space_store_remove_async (SpSpaceStore       *self,
                                  SpInstalledSpace   *space,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data);

/* @freed: (out) (optional): bytes the disk got back. */
gboolean sp_space_store_remove_finish (SpSpaceStore *self,
                                       GAsyncResult *result,
                                       guint64      *freed,
                                       GError      **error);

/**
 * sp_space_store_save_settings_async:
 * @self: a store
 * @space: a Space
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Saves the settings of @space and has other programs read them again. They are saved by themselves when they change;
 * this is for a program that is about to end.
 */
void     sp_space_store_save_settings_async (SpSpaceStore       *self,
                                             SpInstalledSpace   *space,
                                             GAsyncReadyCallback callback,
                                             gpointer            user_data);
gboolean sp_space_store_save_settings_finish (SpSpaceStore *self,
                                              GAsyncResult *result,
                                              GError      **error);

/**
 * sp_space_store_verify_async:
 * @self: a store
 * @space: a Space
 * @progress: (nullable): told what is read
 * @progress_data: for @progress
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Compares the files of the current version with `files` of its version.json ({"app.py": {"size": 1, "sha256": "…"},
 * …} below app/) and with the RECORD files of its packages, and looks for its Python.
 */
void sp_space_store_verify_async (SpSpaceStore       *self,
                                  SpInstalledSpace   *space,
                                  SpFileProgressFunc  progress,
                                  gpointer            progress_data,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data);

/**
 * sp_space_store_verify_finish:
 *
 * Returns: (transfer full): a sentence for each thing that differs, at most 100 and how many more there are; none
 * when all is as it was installed; %NULL with an error
 */
GStrv sp_space_store_verify_finish (SpSpaceStore *self,
                                    GAsyncResult *result,
                                    GError      **error);

/**
 * SpSpaceSize:
 * @total: all of it
 * @app: files of the repository, of all its versions
 * @environment: Python environments, of all its versions
 * @models: models and datasets
 * @home: what it wrote itself, and logs
 *
 * What a Space needs of the disk.
 */
typedef struct {
  SpFileTreeSize total;
  SpFileTreeSize app;
  SpFileTreeSize environment;
  SpFileTreeSize models;
  SpFileTreeSize home;
} SpSpaceSize;

void     sp_space_store_measure_async (SpSpaceStore       *self,
                                       SpInstalledSpace   *space,
                                       GCancellable       *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer            user_data);
gboolean sp_space_store_measure_finish (SpSpaceStore *self,
                                        GAsyncResult *result,
                                        SpSpaceSize  *size,
                                        GError      **error);

/**
 * sp_space_store_export_async:
 * @self: a store
 * @space: a Space that is not damaged
 * @archive: the .space file to write
 * @wheels: (nullable): a folder of packages to put into it, so that it installs without a network
 * @progress: (nullable): told what is packed
 * @progress_data: for @progress
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Writes the current version as an archive, see sp-archive.h; nothing of its home.
 */
void     sp_space_store_export_async (SpSpaceStore       *self,
                                      SpInstalledSpace   *space,
                                      GFile              *archive,
                                      GFile              *wheels,
                                      SpFileProgressFunc  progress,
                                      gpointer            progress_data,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data);
gboolean sp_space_store_export_finish (SpSpaceStore *self,
                                       GAsyncResult *result,
                                       GError      **error);

G_END_DECLS
