/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "sp-file-progress.h"
#include "sp-space.h"

G_BEGIN_DECLS

/**
 * sp_space_verify_describe:
 * @entries: (element-type SpFileTreeEntry): files of app/, from sp_file_tree_list()
 *
 * Returns: (transfer full): member `files` of a version.json: {"app.py": {"size": 12, "sha256": "…"}, "link":
 * {"target": "app.py"}}
 */
JsonObject *sp_space_verify_describe (GPtrArray *entries);

/**
 * sp_space_verify:
 * @space: a Space
 * @version_folder: (nullable): folder with its version.json, in whose `app` its files are; without it only its
 * packages are looked at
 * @progress: (nullable): told what is read
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * See sp_space_store_verify_async(). Blocks, for a thread.
 *
 * Returns: (transfer full): a sentence for each thing that differs, or %NULL with an error
 */
GStrv sp_space_verify (SpSpace        *space,
                       GFile          *version_folder,
                       SpFileProgress *progress,
                       GCancellable   *cancellable,
                       GError        **error);

G_END_DECLS
