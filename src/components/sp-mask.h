/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SP_TYPE_MASK (sp_mask_get_type ())

/**
 * SpMask:
 *
 * A region of a picture: how much of each pixel belongs to it, and what it is called. Regions with
 * the same label have the same colour and are seen or not together.
 */
G_DECLARE_FINAL_TYPE (SpMask, sp_mask, SP, MASK, GObject)

/**
 * sp_mask_new:
 * @file: (nullable): a picture whose alpha says what belongs to the region
 * @label: what it is called
 * @group: number of its label
 * @colour: its colour
 *
 * Returns: (transfer full): a mask that is not read yet
 */
SpMask *sp_mask_new (GradioFile    *file,
                     const char    *label,
                     guint          group,
                     const GdkRGBA *colour);

GradioFile *sp_mask_get_file (SpMask *self);
const char *sp_mask_get_label (SpMask *self);
guint       sp_mask_get_group (SpMask *self);
gboolean    sp_mask_get_visible (SpMask *self);
void        sp_mask_set_visible (SpMask *self, gboolean visible);

/**
 * sp_mask_take_texture:
 * @self: a mask
 * @texture: its picture, of which only the alpha is kept
 * @has_alpha: whether it has any; else what is light belongs to the region
 */
void sp_mask_take_texture (SpMask     *self,
                           GdkTexture *texture,
                           gboolean    has_alpha);

/**
 * sp_mask_contains:
 * @self: a mask
 * @x: place from 0 to 1
 * @y: place from 0 to 1
 *
 * Returns: whether the place belongs to the region
 */
gboolean sp_mask_contains (SpMask *self,
                           double  x,
                           double  y);

/**
 * sp_mask_compose_async:
 * @masks: (element-type SpMask): masks
 * @group: draw the masks of this label only; -1 for all that are visible
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Paints masks over each other in their colours, in a thread.
 */
void sp_mask_compose_async (GPtrArray          *masks,
                            int                 group,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data);

/**
 * sp_mask_compose_finish:
 * @result: what @callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the picture; %NULL without an error when there is nothing in
 *   it
 */
GdkTexture *sp_mask_compose_finish (GAsyncResult *result,
                                    GError      **error);

G_END_DECLS
