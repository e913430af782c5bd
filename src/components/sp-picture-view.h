/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-picture.h"

G_BEGIN_DECLS

#define SP_TYPE_PICTURE_VIEW (sp_picture_view_get_type ())

/**
 * SpPictureView:
 *
 * A #SpPicture to look at closely: Ctrl and the wheel, two fingers and the keys + and − zoom, 0
 * shows it whole, 1 shows its pixels as they are; what is larger than the view is moved by the
 * pointer, the wheel and the arrow keys. While it is whole, wheel and pointer are left to others.
 *
 * Properties: `zoom`, 1 for the whole picture; `pickable`, whether a pixel can be picked, by a click
 * or with the arrow keys and Enter.
 *
 * Signal: `pick` (x, y): the user picked a pixel of the whole picture.
 */
G_DECLARE_FINAL_TYPE (SpPictureView, sp_picture_view, SP, PICTURE_VIEW, GtkWidget)

GtkWidget *sp_picture_view_new (void);

/**
 * sp_picture_view_get_picture:
 * @self: a view
 *
 * Returns: (transfer none): what it shows
 */
SpPicture *sp_picture_view_get_picture (SpPictureView *self);

double sp_picture_view_get_zoom (SpPictureView *self);

/**
 * sp_picture_view_zoom_to:
 * @self: a view
 * @zoom: how much larger than the whole picture it gets
 * @x: place in the view that stays where it is
 * @y: place in the view that stays where it is
 */
void sp_picture_view_zoom_to (SpPictureView *self,
                              double         zoom,
                              double         x,
                              double         y);

void sp_picture_view_set_pickable (SpPictureView *self, gboolean pickable);

G_END_DECLS
