/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-gallery-item.h"
#include "sp-thumbnail.h"

G_BEGIN_DECLS

#define SP_TYPE_GALLERY_CELL (sp_gallery_cell_get_type ())

/**
 * SpGalleryCell:
 *
 * An item of a gallery: its thumbnail, its caption over it, and a button to remove it. It can be
 * dragged out.
 *
 * Properties: `removable`; `content-fit` of the thumbnail.
 *
 * Signal: `remove`: the user wants to be rid of the item.
 */
G_DECLARE_FINAL_TYPE (SpGalleryCell, sp_gallery_cell, SP, GALLERY_CELL, GtkWidget)

GtkWidget *sp_gallery_cell_new (void);

/**
 * sp_gallery_cell_set_item:
 * @self: a cell
 * @loader: makes thumbnails
 * @item: (nullable): what it shows
 * @client: (nullable): where its file comes from
 */
void sp_gallery_cell_set_item (SpGalleryCell     *self,
                               SpThumbnailLoader *loader,
                               SpGalleryItem     *item,
                               GradioClient      *client);

/**
 * sp_gallery_cell_get_item:
 * @self: a cell
 *
 * Returns: (transfer none) (nullable): what it shows
 */
SpGalleryItem *sp_gallery_cell_get_item (SpGalleryCell *self);

G_END_DECLS
