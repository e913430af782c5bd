/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-care-space.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_CARE_DELETE_DIALOG (sp_care_delete_dialog_get_type ())

/**
 * SpCareDeleteDialog:
 *
 * Deletes a Space of the Hub, for good: its name has to be typed.
 *
 * Signal `deleted`: it is gone; the dialog, too.
 */
G_DECLARE_FINAL_TYPE (SpCareDeleteDialog, sp_care_delete_dialog, SP, CARE_DELETE_DIALOG, AdwWindow)

/* Returns: (transfer none): the dialog, which is on the screen */
GtkWidget *sp_care_delete_dialog_present (GtkWindow   *parent,
                                          SpCareSpace *space);

G_END_DECLS
