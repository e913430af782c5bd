/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-gallery-item.h"
#include "sp-thumbnail-loader.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SP_TYPE_GALLERY_PREVIEW (sp_gallery_preview_get_type ())

/**
 * SpGalleryPreview:
 *
 * One item of a gallery, large, over a strip of all of them. The arrow keys go from one to the
 * next, Escape closes it.
 *
 * Property: `model` (#GListModel of #SpGalleryItem).
 *
 * Signals: `moved` (position): the user went to another item; `close`: the user has seen enough;
 * `save` (position).
 */
G_DECLARE_FINAL_TYPE (SpGalleryPreview, sp_gallery_preview, SP, GALLERY_PREVIEW, GtkWidget)

/**
 * sp_gallery_preview_set_source:
 * @self: a preview
 * @loader: makes thumbnails
 * @client: (nullable): where the files come from
 */
void sp_gallery_preview_set_source (SpGalleryPreview  *self,
                                    SpThumbnailLoader *loader,
                                    GradioClient      *client);

/**
 * sp_gallery_preview_set_position:
 * @self: a preview
 * @position: the item to show; %GTK_INVALID_LIST_POSITION for none, which stops a film
 */
void  sp_gallery_preview_set_position (SpGalleryPreview *self, guint position);
guint sp_gallery_preview_get_position (SpGalleryPreview *self);

void sp_gallery_preview_set_stage_height (SpGalleryPreview *self, int height);

G_END_DECLS
