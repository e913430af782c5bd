/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Names of files as strangers give them (hub-api.md 11, step 6). */

/**
 * sp_hub_path_check:
 * @path: a path inside of a repository, with `/` between its parts
 * @error: return location
 *
 * Returns: whether it may be written below a folder: relative, without `.` and `..`, empty parts and
 *   control characters, valid UTF-8, and not longer than a file system takes; if not,
 *   %SP_HUB_ERROR_HOSTILE
 */
gboolean sp_hub_path_check (const char *path,
                            GError    **error);

/**
 * sp_hub_path_check_all:
 * @paths: (array zero-terminated=1): the files of one repository
 * @error: return location
 *
 * Checks each of them, and that they can stand beside each other: no name twice, not even in another
 * case, and no file where another has its folder.
 *
 * Returns: whether all may be written; if not, %SP_HUB_ERROR_HOSTILE
 */
gboolean sp_hub_path_check_all (const char *const *paths,
                                GError           **error);

G_END_DECLS
