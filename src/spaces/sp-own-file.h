/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SpOwnFileKind:
 * @SP_OWN_FILE_FOLDER: a folder
 * @SP_OWN_FILE_REGULAR: a file with bytes in it
 * @SP_OWN_FILE_LINK: a symbolic link, wherever it leads: it can be removed, and is not followed
 * @SP_OWN_FILE_SPECIAL: a pipe, socket or device: likewise
 */
typedef enum {
  SP_OWN_FILE_FOLDER,
  SP_OWN_FILE_REGULAR,
  SP_OWN_FILE_LINK,
  SP_OWN_FILE_SPECIAL,
} SpOwnFileKind;

#define SP_TYPE_OWN_FILE (sp_own_file_get_type ())

/**
 * SpOwnFile:
 *
 * Something that a Space keeps in its home, as it was when it was listed. It never changes.
 */
G_DECLARE_FINAL_TYPE (SpOwnFile, sp_own_file, SP, OWN_FILE, GObject)

/**
 * sp_own_file_new:
 * @path: its name relative to the home, one that sp_safe_path_check() lets pass
 * @kind: what it is
 * @size: bytes of a file
 * @modified: Unix time of its last change
 *
 * Returns: (transfer full): the file
 */
SpOwnFile *sp_own_file_new (const char   *path,
                            SpOwnFileKind kind,
                            guint64       size,
                            gint64        modified);

const char   *sp_own_file_get_path (SpOwnFile *self);
const char   *sp_own_file_get_name (SpOwnFile *self); /* the last part of its path */
SpOwnFileKind sp_own_file_get_kind (SpOwnFile *self);
guint64       sp_own_file_get_size (SpOwnFile *self);
gint64        sp_own_file_get_modified (SpOwnFile *self);
gboolean      sp_own_file_is_hidden (SpOwnFile *self); /* its name begins with a dot */

/* In which order they are listed: folders first, then by name as the user's language has it. 0 for the same name
 * only. */
int sp_own_file_compare (SpOwnFile *self,
                         SpOwnFile *other);

/* Whether both are the same file, and it has not changed. */
gboolean sp_own_file_equal (SpOwnFile *self,
                            SpOwnFile *other);

G_END_DECLS
