/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"

G_BEGIN_DECLS

#define SP_TYPE_GALLERY_ITEM (sp_gallery_item_get_type ())

/**
 * SpGalleryItem:
 *
 * One picture or film of a gallery, with its caption. Its file is read when it is asked for: most
 * of a large gallery is never seen.
 *
 * Property: `selected`, whether it is the one that the app or the user chose.
 */
G_DECLARE_FINAL_TYPE (SpGalleryItem, sp_gallery_item, SP, GALLERY_ITEM, GObject)

/**
 * sp_gallery_item_new:
 * @node: element of a gallery's value: `{"image": …, "caption": …}`, `{"video": …}`, a file alone, or
 *   a list of a file and a caption, as Gradio 3 has it
 *
 * Returns: (transfer full): the item
 */
SpGalleryItem *sp_gallery_item_new (JsonNode *node);

/**
 * sp_gallery_item_new_for_file:
 * @file: a file
 * @as_list: whether the value is to have the shape of Gradio 3
 *
 * Returns: (transfer full): an item without a caption
 */
SpGalleryItem *sp_gallery_item_new_for_file (GradioFile *file,
                                             gboolean    as_list);

/**
 * sp_gallery_item_get_node:
 * @self: an item
 *
 * Returns: (transfer none): what it is in the value
 */
JsonNode *sp_gallery_item_get_node (SpGalleryItem *self);

/**
 * sp_gallery_item_get_file:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): its file, %NULL when the app sent something else
 */
GradioFile *sp_gallery_item_get_file (SpGalleryItem *self);

/**
 * sp_gallery_item_get_caption:
 * @self: an item
 *
 * Returns: (nullable): its caption
 */
const char *sp_gallery_item_get_caption (SpGalleryItem *self);

/**
 * sp_gallery_item_get_name:
 * @self: an item
 *
 * Returns: its caption, else the name of its file, else an empty text
 */
const char *sp_gallery_item_get_name (SpGalleryItem *self);

gboolean sp_gallery_item_get_selected (SpGalleryItem *self);
void     sp_gallery_item_set_selected (SpGalleryItem *self, gboolean selected);

G_END_DECLS
