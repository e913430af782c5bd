/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-saved-apps.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_COLLECTIONS_DIALOG (sp_collections_dialog_get_type ())

/**
 * SpCollectionsDialog:
 *
 * Which of the user's collections an app is in. What is chosen counts at once.
 */
G_DECLARE_FINAL_TYPE (SpCollectionsDialog, sp_collections_dialog, SP, COLLECTIONS_DIALOG, AdwWindow)

GtkWidget *sp_collections_dialog_new (SpSavedApps *apps,
                                      SpSavedApp  *app);

G_END_DECLS
