/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-space-manifest.h"

G_BEGIN_DECLS

/* Changes to the folder of installed Spaces, the store's work in threads. All block. Each but for
 * sp_space_disk_clean() waits for the lock of the folder (flock() on the folder itself), and tells other processes by
 * making and removing `.changed` in it.
 *
 * Hidden folders in it: `.staging` (see sp_space_store_get_staging_folder()), `.trash` (what is being removed) and
 * `.extensions` (own files of the Spaces that Flatpak extensions bring). */

/* The lock of a Space that runs, in its data folder, with the name of the version that does. It is not in `run`,
 * which the Space itself can write to. */
#define SP_SPACE_DISK_LOCK "lock"

/**
 * SpSpaceAdoption:
 *
 * A staged version on its way to be the current one. It is done in steps; between any two of them the program may
 * end:
 *
 * 1. `adopting` with the new manifest is written into the staged folder, space.json says which version is being
 * adopted
 * 2. staged models become the Space's
 * 3. the staged folder becomes versions/V, by one rename; a version of that name changes places with it
 * 4. space.json names V as current
 * 5. what is not needed any more is removed
 *
 * After a crash before 3 the old version is the current one and the staged folder still there, for the installation
 * to go on; after 3 sp_space_disk_clean() does the rest.
 */
typedef struct _SpSpaceAdoption SpSpaceAdoption;

#define SP_SPACE_ADOPTION_STEPS 5

/**
 * sp_space_adoption_new:
 * @root: folder of the store
 * @manifest: what is to be installed, see sp_space_store_adopt_async()
 * @version: name of the version
 * @staged: folder with it
 * @error: return location
 *
 * Takes the lock of @root.
 *
 * Returns: (transfer full): an adoption with no step done, or %NULL
 */
SpSpaceAdoption *sp_space_adoption_new (GFile                 *root,
                                        const SpSpaceManifest *manifest,
                                        const char            *version,
                                        GFile                 *staged,
                                        GError               **error);

/* Does the next step. To be called SP_SPACE_ADOPTION_STEPS times. */
gboolean sp_space_adoption_step (SpSpaceAdoption *self,
                                 GError         **error);

/* Lets go of the lock, without undoing or finishing anything. */
void sp_space_adoption_free (SpSpaceAdoption *self);

/* What the functions of SpSpaceStore with these names do. */
gboolean sp_space_disk_mark_started (GFile      *root,
                                     const char *id,
                                     GError    **error);
gboolean sp_space_disk_rollback (GFile      *root,
                                 const char *id,
                                 GError    **error);
gboolean sp_space_disk_remove (GFile      *root,
                               const char *id,
                               guint64    *freed,
                               GError    **error);

/**
 * sp_space_disk_clean:
 * @root: folder of the store
 *
 * Finishes or removes what a crash left, unless another one is changing the folder: then nothing is done.
 */
void sp_space_disk_clean (GFile *root);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SpSpaceAdoption, sp_space_adoption_free)

G_END_DECLS
