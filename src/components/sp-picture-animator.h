/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-picture-animation.h"

G_BEGIN_DECLS

#define SP_TYPE_PICTURE_ANIMATOR (sp_picture_animator_get_type ())

/**
 * SpPictureAnimator:
 *
 * Plays an animation in a widget, by the widget's frame clock, one frame ahead.
 *
 * Signal: `frame` (#GdkTexture): what to show from now on.
 */
G_DECLARE_FINAL_TYPE (SpPictureAnimator, sp_picture_animator, SP, PICTURE_ANIMATOR, GObject)

/**
 * sp_picture_animator_new:
 * @widget: where it plays; not held
 * @animation: what is played
 *
 * Returns: (transfer full): an animator that stands still
 */
SpPictureAnimator *sp_picture_animator_new (GtkWidget          *widget,
                                            SpPictureAnimation *animation);

void sp_picture_animator_set_running (SpPictureAnimator *self, gboolean running);

G_END_DECLS
