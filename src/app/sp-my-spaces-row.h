/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-space.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_MY_SPACES_ROW (sp_my_spaces_row_get_type ())

/**
 * SpMySpacesRow:
 *
 * A Space of the user on the Hub: its state, hardware, who sees it, how large it is and when it was changed last.
 */
G_DECLARE_FINAL_TYPE (SpMySpacesRow, sp_my_spaces_row, SP, MY_SPACES_ROW, AdwBin)

GtkWidget *sp_my_spaces_row_new (void);
void       sp_my_spaces_row_set_space (SpMySpacesRow *self,
                                       SpHubSpace    *space);

G_END_DECLS
