/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SP_TYPE_HUB_FILE (sp_hub_file_get_type ())

/**
 * SpHubFile:
 *
 * One file of a repository at a commit. It never changes.
 */
G_DECLARE_FINAL_TYPE (SpHubFile, sp_hub_file, SP, HUB_FILE, GObject)

/**
 * sp_hub_file_new:
 * @path: its place in the repository
 * @size: bytes, or -1 when unknown
 * @oid: (nullable): SHA-1 of its git blob; of a large file that of its pointer
 * @sha256: (nullable): of a large file (LFS), that of its content
 *
 * Returns: (transfer full): a file
 */
SpHubFile *sp_hub_file_new (const char *path,
                            gint64      size,
                            const char *oid,
                            const char *sha256);

const char *sp_hub_file_get_path (SpHubFile *self);
gint64      sp_hub_file_get_size (SpHubFile *self);   /* bytes, or -1 */
const char *sp_hub_file_get_oid (SpHubFile *self);    /* nullable */
const char *sp_hub_file_get_sha256 (SpHubFile *self); /* nullable */

/**
 * sp_hub_file_get_hash:
 * @self: a file
 *
 * Returns: what its content is known by: the SHA-256 of a large file, else the SHA-1 of its blob;
 *   the name that it has among the `blobs` of a cache
 */
const char *sp_hub_file_get_hash (SpHubFile *self);

G_END_DECLS
