/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SP_TYPE_FILE_ROW (sp_file_row_get_type ())

/**
 * SpFileRow:
 *
 * One file: icon by type, name, size, and the buttons *Open*, *Save* and *Remove*. Open and save
 * are done by the #SpComponent it
 * is in. It can be dragged out. While the file is on its way to the app it shows how far that is.
 *
 * Properties: `removable`; `savable`, whether open and save are offered; `saved-elsewhere`, whether
 * there is another button to save it, and so none here; `detail` (what stands before the size, such
 * as a picture's width and height).
 *
 * Signal: `remove`: the user wants to be rid of the file.
 *
 * Signal: `save`: the user asked to save it.
 */
G_DECLARE_FINAL_TYPE (SpFileRow, sp_file_row, SP, FILE_ROW, GtkWidget)

GtkWidget *sp_file_row_new (void);

/**
 * sp_file_row_set_file:
 * @self: a file row
 * @file: (nullable): a file of a value
 * @client: (nullable): where it comes from
 */
void sp_file_row_set_file (SpFileRow    *self,
                           GradioFile   *file,
                           GradioClient *client);

/**
 * sp_file_row_get_file:
 * @self: a file row
 *
 * Returns: (transfer none) (nullable): its file
 */
GradioFile *sp_file_row_get_file (SpFileRow *self);

void sp_file_row_set_detail (SpFileRow *self, const char *detail);
void sp_file_row_set_removable (SpFileRow *self, gboolean removable);

/**
 * sp_file_row_add_button:
 * @self: a file row
 * @button: (transfer full): a small button that stands before the others
 */
void sp_file_row_add_button (SpFileRow *self,
                             GtkWidget *button);

/**
 * sp_file_row_open:
 * @self: a file row
 *
 * Opens the file in the program for its type, as the button does.
 */
void sp_file_row_open (SpFileRow *self);

G_END_DECLS
