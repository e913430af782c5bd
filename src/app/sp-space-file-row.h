/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-own-file.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_SPACE_FILE_ROW (sp_space_file_row_get_type ())

/**
 * SpSpaceFileRow:
 *
 * A file that a Space keeps: its name, size and date, and a menu, which does what it says by the actions `files.open`,
 * `files.save-as`, `files.show` and `files.delete` (path) of what the row is in.
 */
G_DECLARE_FINAL_TYPE (SpSpaceFileRow, sp_space_file_row, SP, SPACE_FILE_ROW, AdwBin)

GtkWidget *sp_space_file_row_new (void);
void       sp_space_file_row_set_file (SpSpaceFileRow *self,
                                       SpOwnFile      *file); /* nullable */

G_END_DECLS
