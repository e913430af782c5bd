/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-space-disk.h"

G_BEGIN_DECLS

/* The lock of a store's folder, which is made where it is not there. Returns a descriptor that holds it, or -1. */
int sp_space_disk_lock (GFile   *root,
                        gboolean wait,
                        GError **error);

/* Lets go of the lock; tells other processes that something changed. */
void sp_space_disk_unlock (GFile   *root,
                           int      lock,
                           gboolean changed);

/* Puts a file or folder into ROOT/.trash, so that it is gone at once. That it is not there is no error. Under the
 * lock. */
gboolean sp_space_disk_trash (GFile   *root,
                              GFile   *file,
                              GError **error);

/* Removes what is in ROOT/.trash, and it. Adds the bytes to @freed. Without the lock: it may take long. */
gboolean sp_space_disk_empty_trash (GFile   *root,
                                    guint64 *freed,
                                    GError **error);

/* Whether a Space of the user's own runs. */
gboolean sp_space_disk_is_running (GFile *folder);

/* Whether a version must stay because it runs; every one where it is not known which. */
gboolean sp_space_disk_is_version_running (GFile      *folder,
                                           const char *version);

/* Puts into @manifest what @old says of versions, and @version as the current one (step 4 of an adoption). @old is
 * nullable. */
void sp_space_disk_switch (SpSpaceManifest       *manifest,
                           const SpSpaceManifest *old,
                           const char            *version);

/* Finishes an adoption of which step 3 was done, and removes versions nobody needs. Under the lock. Returns whether
 * anything changed. */
gboolean sp_space_disk_tidy (GFile *root,
                             GFile *folder);

G_END_DECLS
