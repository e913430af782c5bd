/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * sp_requirements_check:
 * @requirements: (array zero-terminated=1): lines of a stranger's requirements.txt, without comments
 * @warnings: (nullable) (element-type utf8): where to add what the user should know
 * @error: return location
 *
 * Only packages are taken: options could name another index or read files, and so could addresses
 * of files. A package from a git repository (`git+https`) or by `https` is warned of, for no index
 * stands for it.
 *
 * Returns: whether all may be installed; if not, %G_IO_ERROR_NOT_SUPPORTED
 */
gboolean sp_requirements_check (const char *const *requirements,
                                GPtrArray         *warnings,
                                GError           **error);

/**
 * sp_requirements_wants:
 * @requirements: (array zero-terminated=1): requirements
 * @package: a package in lower case
 *
 * Returns: whether one of them is that package, with or without extras and versions
 */
gboolean sp_requirements_wants (const char *const *requirements,
                                const char        *package);

/**
 * sp_requirements_check_lock:
 * @lock: a list of packages with hashes, as `uv pip compile --generate-hashes` writes it, from an archive
 * @requirements: what the Space asks for
 * @error: return location
 *
 * Whether it can be installed in the place of resolving @requirements: nothing in it but packages by name, at a
 * version, and hashes, and each package that is asked for among them.
 */
gboolean sp_requirements_check_lock (const char        *lock,
                                     const char *const *requirements,
                                     GError           **error);

G_END_DECLS
