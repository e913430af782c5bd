/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SpNameFunc:
 * @name: what the user typed
 * @user_data: the widget that asked
 * @error: return location
 *
 * Returns: (transfer full): the name as it is kept, or %NULL and why it cannot be
 */
typedef char *(*SpNameFunc) (const char *name,
                             gpointer    user_data,
                             GError    **error);

#define SP_TYPE_NAME_DIALOG (sp_name_dialog_get_type ())

/**
 * SpNameDialog:
 *
 * Asks for a name, until one is given that can be kept.
 */
G_DECLARE_FINAL_TYPE (SpNameDialog, sp_name_dialog, SP, NAME_DIALOG, AdwWindow)

/**
 * sp_name_dialog_present:
 * @widget: where it is asked from; the dialog goes away with its window
 * @title: what is asked
 * @verb: label of the button, with an underscore for its key
 * @name: the name until now, or `""`
 * @func: takes the name; called with @widget
 *
 * Returns: (transfer none): the dialog
 */
GtkWidget *sp_name_dialog_present (GtkWidget  *widget,
                                   const char *title,
                                   const char *verb,
                                   const char *name,
                                   SpNameFunc  func);

G_END_DECLS
