/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_CARE_ROW (sp_care_row_get_type ())

/**
 * SpCareRow:
 *
 * An entry of a list: an icon, a line and a smaller one below it. All texts are plain.
 */
G_DECLARE_FINAL_TYPE (SpCareRow, sp_care_row, SP, CARE_ROW, AdwBin)

GtkWidget *sp_care_row_new (void);

/**
 * sp_care_row_set:
 * @self: a row
 * @icon: what stands before it
 * @title: the line
 * @caption: the smaller one
 */
void sp_care_row_set (SpCareRow  *self,
                      GIcon      *icon,
                      const char *title,
                      const char *caption);

G_END_DECLS
