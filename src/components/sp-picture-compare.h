/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-picture.h"

G_BEGIN_DECLS

#define SP_TYPE_PICTURE_COMPARE (sp_picture_compare_get_type ())

/**
 * SpPictureCompare:
 *
 * Two pictures in one place: the first one is seen up to a divider, the second one from there on.
 * The divider is dragged, clicked to, and moved with the arrow keys, faster with Shift, Home and
 * End. The second picture is made as large as the first one.
 *
 * Property: `position`, of the divider, from 0 to 100.
 */
G_DECLARE_FINAL_TYPE (SpPictureCompare, sp_picture_compare, SP, PICTURE_COMPARE, GtkWidget)

/**
 * sp_picture_compare_get_picture:
 * @self: a comparison
 * @index: 0 for the first, 1 for the second
 *
 * Returns: (transfer none): the picture
 */
SpPicture *sp_picture_compare_get_picture (SpPictureCompare *self,
                                           int               index);

double sp_picture_compare_get_position (SpPictureCompare *self);
void   sp_picture_compare_set_position (SpPictureCompare *self, double position);

/**
 * sp_picture_compare_set_divided:
 * @self: a comparison
 * @divided: whether there are two pictures; else the one there is is shown whole
 */
void sp_picture_compare_set_divided (SpPictureCompare *self, gboolean divided);

G_END_DECLS
