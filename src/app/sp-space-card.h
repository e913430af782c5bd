/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-space.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_SPACE_CARD (sp_space_card_get_type ())

/**
 * SpSpaceCard:
 *
 * A Space of this computer on the start page: emoji, title and summary; a button.
 */
G_DECLARE_FINAL_TYPE (SpSpaceCard, sp_space_card, SP, SPACE_CARD, GtkButton)

GtkWidget *sp_space_card_new (SpSpace *space);
SpSpace   *sp_space_card_get_space (SpSpaceCard *self);

G_END_DECLS
