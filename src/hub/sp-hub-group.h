/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-file.h"
#include "sp-hub-folder.h"

G_BEGIN_DECLS

/**
 * SpHubGroup:
 * @file: the first of the files
 * @paths: (element-type utf8): the files' names in their repository
 * @targets: (element-type utf8): where they go in the folder; in a cache it is one place for all
 * @source: (nullable): one of @targets that is there already, and right
 * @position: bytes of it that are there
 *
 * Files of one repository that have the same content, which is fetched once: many are empty.
 */
typedef struct {
  SpHubFile  *file;
  GPtrArray  *paths;
  GPtrArray  *targets;
  const char *source;
  gint64      position;
} SpHubGroup;

/**
 * sp_hub_group_list:
 * @files: (element-type SpHubFile): files of a repository
 * @is_cache: whether they go to the `blobs` of a cache
 *
 * Returns: (transfer full) (element-type SpHubGroup): the same, the largest first
 */
GPtrArray *sp_hub_group_list (GPtrArray *files,
                              gboolean   is_cache);

/**
 * sp_hub_group_find:
 * @self: a group
 * @folder: the folder that its files go to
 * @reuse: (nullable): an older one
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Looks for what is there already and makes all of the group of it. Blocks.
 *
 * Returns: %FALSE when something failed; that nothing was found is no failure
 */
gboolean sp_hub_group_find (SpHubGroup   *self,
                            SpHubFolder  *folder,
                            SpHubFolder  *reuse,
                            GCancellable *cancellable,
                            GError      **error);

/* Makes all of the group of its source. Blocks. */
gboolean sp_hub_group_spread (SpHubGroup  *self,
                              SpHubFolder *folder,
                              GError     **error);

/**
 * sp_hub_group_show:
 * @self: a group in a cache
 * @folder: the repository's folder there
 * @commit: the commit
 * @error: return location
 *
 * Makes the links by which a snapshot names its blobs. Blocks.
 *
 * Returns: whether they are there
 */
gboolean sp_hub_group_show (SpHubGroup  *self,
                            SpHubFolder *folder,
                            const char  *commit,
                            GError     **error);

gint64 sp_hub_group_get_size (SpHubGroup *self); /* bytes of one of its files; 0 when unknown */
gint64 sp_hub_group_get_done (SpHubGroup *self); /* bytes of all its files that are there */

G_END_DECLS
