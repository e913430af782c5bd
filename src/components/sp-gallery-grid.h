/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-gallery-item.h"
#include "sp-thumbnail-loader.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SP_TYPE_GALLERY_GRID (sp_gallery_grid_get_type ())

/**
 * SpGalleryGrid:
 *
 * The items of a gallery as square cells side by side. As tall as its rows, up to a height from
 * which on it scrolls.
 *
 * Properties: `model` (#GListModel of #SpGalleryItem), `removable`, `content-fit`.
 *
 * Signals: `activate` (position), `remove` (position): what the user wants of an item.
 */
G_DECLARE_FINAL_TYPE (SpGalleryGrid, sp_gallery_grid, SP, GALLERY_GRID, GtkWidget)

/**
 * sp_gallery_grid_set_source:
 * @self: a grid
 * @loader: makes thumbnails
 * @client: (nullable): where the files come from
 */
void sp_gallery_grid_set_source (SpGalleryGrid     *self,
                                 SpThumbnailLoader *loader,
                                 GradioClient      *client);

/**
 * sp_gallery_grid_set_shape:
 * @self: a grid
 * @columns: at most so many cells side by side
 * @fit_columns: whether fewer items than @columns share the whole width
 * @rows: so many are seen at once, 0 for as many as there is height for
 * @max_height: how tall it gets at most
 */
void sp_gallery_grid_set_shape (SpGalleryGrid *self,
                                int            columns,
                                gboolean       fit_columns,
                                int            rows,
                                int            max_height);

/**
 * sp_gallery_grid_scroll_to:
 * @self: a grid
 * @position: an item
 *
 * Brings an item into view.
 */
void sp_gallery_grid_scroll_to (SpGalleryGrid *self,
                                guint          position);

G_END_DECLS
