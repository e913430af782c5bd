/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-space.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SP_TYPE_HUB_CARD (sp_hub_card_get_type ())

/**
 * SpHubCard:
 *
 * A Space of the Hub at a glance, for a grid: made once, it shows one after the other.
 */
G_DECLARE_FINAL_TYPE (SpHubCard, sp_hub_card, SP, HUB_CARD, GtkWidget)

GtkWidget *sp_hub_card_new (void);

/**
 * sp_hub_card_set_space:
 * @self: a card
 * @space: (nullable): what it shows; %NULL when it goes out of sight
 */
void sp_hub_card_set_space (SpHubCard  *self,
                            SpHubSpace *space);

/**
 * sp_hub_card_dup_description:
 * @space: a Space
 *
 * Returns: (transfer full): all that its card says, for who does not see it
 */
char *sp_hub_card_dup_description (SpHubSpace *space);

/**
 * sp_hub_card_dup_count:
 * @n: how many there are
 *
 * Returns: (transfer full): “310”, “1.2 k”, “2.1 M”
 */
char *sp_hub_card_dup_count (gint64 n);

G_END_DECLS
