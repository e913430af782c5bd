/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-pictures.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SP_TYPE_HUB_PICTURE (sp_hub_picture_get_type ())

/**
 * SpHubPicture:
 *
 * The face of a Space: an emoji on a gradient of the two colours of its front matter, and a picture over that once it
 * has come; or an avatar, when it is round. It asks for as much room as its `width-request` and `height-request`. A
 * picture is fetched while the widget is on the screen, and let go when it leaves it. It says nothing to a screen
 * reader: a name stands beside it.
 *
 * Property: `round` (boolean): a circle.
 */
G_DECLARE_FINAL_TYPE (SpHubPicture, sp_hub_picture, SP, HUB_PICTURE, GtkWidget)

GtkWidget *sp_hub_picture_new (void);

/**
 * sp_hub_picture_set_pictures:
 * @self: a picture
 * @pictures: (nullable): where it is fetched from; %NULL for those of the program
 */
void sp_hub_picture_set_pictures (SpHubPicture  *self,
                                  SpHubPictures *pictures);

/**
 * sp_hub_picture_set_face:
 * @self: a picture
 * @emoji: (nullable): one character, or what is taken for it; the first is shown. %NULL for a rocket
 * @color_from: (nullable): name of a colour, as front matter has it; anything else is gray
 * @color_to: (nullable): likewise
 */
void sp_hub_picture_set_face (SpHubPicture *self,
                              const char   *emoji,
                              const char   *color_from,
                              const char   *color_to);

/**
 * sp_hub_picture_set_address:
 * @self: a picture
 * @address: (nullable): where there is a picture; see sp_hub_pictures_load_async()
 */
void sp_hub_picture_set_address (SpHubPicture *self,
                                 const char   *address);

/**
 * sp_hub_picture_set_owner:
 * @self: a picture
 * @owner: (nullable): name of a user or an organisation
 *
 * Shows its avatar, and its first letter until that has come.
 */
void sp_hub_picture_set_owner (SpHubPicture *self,
                               const char   *owner);

gboolean sp_hub_picture_has_picture (SpHubPicture *self); /* whether it has come */

G_END_DECLS
