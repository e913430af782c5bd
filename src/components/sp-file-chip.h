/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SP_TYPE_FILE_CHIP (sp_file_chip_get_type ())

/**
 * SpFileChip:
 *
 * A file beside a text: its picture or icon, and its name. Enter opens it, Delete removes it.
 *
 * Property: `removable`.
 *
 * Signal: `remove`: the user wants to be rid of the file.
 */
G_DECLARE_FINAL_TYPE (SpFileChip, sp_file_chip, SP, FILE_CHIP, GtkWidget)

/**
 * sp_file_chip_new:
 * @file: a file of a value
 * @client: (nullable): where it comes from
 *
 * Returns: (transfer floating): the chip
 */
GtkWidget *sp_file_chip_new (GradioFile *file, GradioClient *client);

/**
 * sp_file_chip_get_file:
 * @self: a chip
 *
 * Returns: (transfer none): its file
 */
GradioFile *sp_file_chip_get_file (SpFileChip *self);

G_END_DECLS
