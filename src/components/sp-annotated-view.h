/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-mask.h"
#include "sp-picture.h"

G_BEGIN_DECLS

#define SP_TYPE_ANNOTATED_VIEW (sp_annotated_view_get_type ())

/**
 * SpAnnotatedView:
 *
 * A picture with regions in colour over it. The region under the pointer stands out, the others
 * step back.
 *
 * Signal: `pick` (index): the user clicked into this mask.
 */
G_DECLARE_FINAL_TYPE (SpAnnotatedView, sp_annotated_view, SP, ANNOTATED_VIEW, GtkWidget)

/**
 * sp_annotated_view_get_picture:
 * @self: a view
 *
 * Returns: (transfer none): what is under the regions
 */
SpPicture *sp_annotated_view_get_picture (SpAnnotatedView *self);

/**
 * sp_annotated_view_set_masks:
 * @self: a view
 * @masks: (element-type SpMask): the regions, which are read a few at a time while the view is seen
 * @client: (nullable): where their files come from
 */
void sp_annotated_view_set_masks (SpAnnotatedView *self,
                                  GPtrArray       *masks,
                                  GradioClient    *client);

/**
 * sp_annotated_view_set_group_visible:
 * @self: a view
 * @group: number of a label
 * @visible: whether its regions are seen
 */
void sp_annotated_view_set_group_visible (SpAnnotatedView *self,
                                          guint            group,
                                          gboolean         visible);

/**
 * sp_annotated_view_highlight:
 * @self: a view
 * @group: number of the label that is to stand out, -1 for none
 */
void sp_annotated_view_highlight (SpAnnotatedView *self,
                                  int              group);

/**
 * sp_annotated_view_get_overlay:
 * @self: a view
 *
 * Returns: (transfer none) (nullable): the regions that are seen, %NULL while there are none
 */
GdkTexture *sp_annotated_view_get_overlay (SpAnnotatedView *self);

/**
 * sp_annotated_view_dup_texture:
 * @self: a view that is on the screen
 *
 * Returns: (transfer full) (nullable): what is seen
 */
GdkTexture *sp_annotated_view_dup_texture (SpAnnotatedView *self);

G_END_DECLS
