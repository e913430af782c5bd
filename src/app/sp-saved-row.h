/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-saved-app.h"

G_BEGIN_DECLS

#define SP_TYPE_SAVED_ROW (sp_saved_row_get_type ())

/**
 * SpSavedRow:
 *
 * An app in a list box: its face, title and address, how it is with it and when it was used, and a menu of what can be
 * done.
 *
 * Signals: `open`; `remove`; `save` and `collections`: what the menu was asked for.
 */
G_DECLARE_FINAL_TYPE (SpSavedRow, sp_saved_row, SP, SAVED_ROW, GtkListBoxRow)

/**
 * sp_saved_row_new:
 * @app: an app
 * @is_saved: whether it is in the library, and can be removed from it instead of saved
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *sp_saved_row_new (SpSavedApp *app,
                             gboolean    is_saved);

/* Whether its Space can be managed: it belongs to who is signed in. */
void sp_saved_row_set_own (SpSavedRow *self,
                           gboolean    is_own);

SpSavedApp *sp_saved_row_get_app (SpSavedRow *self);

G_END_DECLS
