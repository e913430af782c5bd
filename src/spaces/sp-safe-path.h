/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Names from outside (a listing of the Hub, an archive, a manifest), and files below a folder that strangers filled.
 * Errors are sentences with the name in them, of %G_IO_ERROR. The calls block: what is large is done in a thread. */

/* What a name may have at most. */
#define SP_SAFE_PATH_MAX_LENGTH 1024
#define SP_SAFE_PATH_MAX_DEPTH 64

/**
 * sp_safe_path_check:
 * @path: (nullable): a name from outside, relative to a folder, parts divided by “/”
 * @error: return location
 *
 * Whether the name may be used below a folder: UTF-8, neither absolute nor empty, no part empty, “.” or “..” or over
 * 255 bytes, no control characters, at most %SP_SAFE_PATH_MAX_LENGTH bytes and %SP_SAFE_PATH_MAX_DEPTH parts.
 *
 * Returns: whether it may, else %G_IO_ERROR_INVALID_FILENAME
 */
gboolean sp_safe_path_check (const char *path,
                             GError    **error);

/**
 * sp_safe_path_check_link:
 * @path: name of a symbolic link, one that sp_safe_path_check() lets pass
 * @target: what it leads to, as the link has it
 * @error: return location
 *
 * Whether the link stays in the folder that @path is relative to: its target is relative, and climbs only at its
 * start and not out of the folder. Looks at the names only: what @path is in must be real folders, which
 * sp_safe_path_create_link() sees to, and all other links of the folder must have been let pass.
 *
 * Returns: whether it stays, else %G_IO_ERROR_INVALID_FILENAME
 */
gboolean sp_safe_path_check_link (const char *path,
                                  const char *target,
                                  GError    **error);

/**
 * sp_safe_path_open_folder:
 * @folder: a local folder; its own path may have links in it
 * @error: return location
 *
 * Returns: a descriptor of the folder for the functions below, to be closed by the caller, or -1
 */
int sp_safe_path_open_folder (GFile   *folder,
                              GError **error);

/**
 * sp_safe_path_open:
 * @folder: descriptor of a folder
 * @path: a name below it, checked by sp_safe_path_check() here
 * @flags: of open(); O_CLOEXEC is added
 * @mode: of a file that is created
 * @error: return location
 *
 * Opens a file below the folder and follows no link on the way nor at its end (openat2() with RESOLVE_BENEATH and
 * RESOLVE_NO_SYMLINKS; part by part where the kernel or a filter has no openat2()).
 *
 * Returns: a descriptor, or -1 with the code of g_io_error_from_errno(); %G_IO_ERROR_TOO_MANY_LINKS for a link
 */
int sp_safe_path_open (int         folder,
                       const char *path,
                       int         flags,
                       mode_t      mode,
                       GError    **error);

/* The same without openat2(): what stands in for it, and for its tests. */
int sp_safe_path_open_by_parts (int         folder,
                                const char *path,
                                int         flags,
                                mode_t      mode,
                                GError    **error);

/**
 * sp_safe_path_open_inside:
 * @folder: descriptor of a folder
 * @path: a name below it
 * @error: return location
 *
 * Opens a file for reading, following links that stay in the folder and none that leads out of it.
 *
 * Returns: a descriptor, or -1; %G_IO_ERROR_INVALID_FILENAME for a name or a link that leads out
 */
int sp_safe_path_open_inside (int         folder,
                              const char *path,
                              GError    **error);

/**
 * sp_safe_path_make_folders:
 * @folder: descriptor of a folder
 * @path: a name below it
 * @error: return location
 *
 * Makes a folder with those it is in (0755), where they are not there. A link in the place of one is an error.
 */
gboolean sp_safe_path_make_folders (int         folder,
                                    const char *path,
                                    GError    **error);

/**
 * sp_safe_path_create:
 * @folder: descriptor of a folder
 * @path: name of a file below it
 * @mode: its permissions
 * @error: return location
 *
 * Makes a new file with the folders it is in, following no link. Nothing is replaced.
 *
 * Returns: a descriptor for writing, or -1; %G_IO_ERROR_EXISTS when there is something with that name
 */
int sp_safe_path_create (int         folder,
                         const char *path,
                         mode_t      mode,
                         GError    **error);

/**
 * sp_safe_path_create_link:
 * @folder: descriptor of a folder
 * @path: name of a link below it
 * @target: what it leads to; sp_safe_path_check_link() is applied
 * @error: return location
 *
 * Makes a symbolic link with the folders it is in. Nothing is replaced.
 */
gboolean sp_safe_path_create_link (int         folder,
                                   const char *path,
                                   const char *target,
                                   GError    **error);

G_END_DECLS
