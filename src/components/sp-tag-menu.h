/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-text-area.h"

G_BEGIN_DECLS

#define SP_TYPE_TAG_MENU (sp_tag_menu_get_type ())

/**
 * SpTagMenu:
 *
 * Offers tags in a text area as soon as a colon is typed. The one that is chosen takes the place of
 * the colon and what was typed after it.
 */
G_DECLARE_FINAL_TYPE (SpTagMenu, sp_tag_menu, SP, TAG_MENU, GtkPopover)

/**
 * sp_tag_menu_new:
 * @area: where tags are typed; becomes the parent
 *
 * Returns: (transfer none): the menu, which goes away with @area
 */
SpTagMenu *sp_tag_menu_new (SpTextArea *area);

/**
 * sp_tag_menu_set_tags:
 * @self: a menu
 * @tags: (nullable): what to offer
 */
void sp_tag_menu_set_tags (SpTagMenu *self, const char *const *tags);

G_END_DECLS
