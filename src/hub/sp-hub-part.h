/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-file.h"
#include "sp-hub-folder.h"

G_BEGIN_DECLS

/* A file that is half there. Its functions block; one thread at a time uses it. */
typedef struct _SpHubPart SpHubPart;

SpHubPart *sp_hub_part_new (SpHubFolder *folder,
                            SpHubFile   *file);
void       sp_hub_part_free (SpHubPart *self);

/**
 * sp_hub_part_open:
 * @self: a part
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Finds what came of it before.
 *
 * Returns: whether it can be written to
 */
gboolean sp_hub_part_open (SpHubPart    *self,
                           GCancellable *cancellable,
                           GError      **error);

gboolean sp_hub_part_restart (SpHubPart *self,
                              GError   **error);
gboolean sp_hub_part_write (SpHubPart  *self,
                            const char *data,
                            gsize       size,
                            GError    **error);

gint64 sp_hub_part_get_size (SpHubPart *self); /* bytes that are there */

/**
 * sp_hub_part_check:
 * @self: a part of which all has come
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Returns: whether its content is that of the file; if not, %SP_HUB_ERROR_CONTENT
 */
gboolean sp_hub_part_check (SpHubPart    *self,
                            GCancellable *cancellable,
                            GError      **error);

/* Makes it the whole file @path. It is no part any more then. */
gboolean sp_hub_part_place (SpHubPart  *self,
                            const char *path,
                            GError    **error);

/**
 * sp_hub_part_is_file:
 * @folder: a folder
 * @path: a file there
 * @file: a file of a repository
 * @cancellable: (nullable): stops it
 *
 * Returns: whether it is there and has the same content
 */
gboolean sp_hub_part_is_file (SpHubFolder  *folder,
                              const char   *path,
                              SpHubFile    *file,
                              GCancellable *cancellable);

/* Returns: bytes of @file that are there already */
gint64 sp_hub_part_measure (SpHubFolder *folder,
                            SpHubFile   *file);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SpHubPart, sp_hub_part_free)

G_END_DECLS
