/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SP_TYPE_PICTURE_ANIMATION (sp_picture_animation_get_type ())

/**
 * SpPictureAnimation:
 *
 * A picture that moves: its frames one after the other, each decoded when it is asked for. Abstract;
 * each format is a class.
 */
G_DECLARE_DERIVABLE_TYPE (SpPictureAnimation, sp_picture_animation, SP, PICTURE_ANIMATION, GObject)

/**
 * SpPictureAnimationClass:
 * @decode_next: in a thread, never two at once: decodes the next frame. %NULL without an error when
 *   the last one was the end
 */
struct _SpPictureAnimationClass {
  GObjectClass parent_class;

  GdkTexture *(*decode_next) (SpPictureAnimation *self, int *duration, GError **error);
};

/**
 * sp_picture_animation_new_for_pixbuf:
 * @animation: what gdk-pixbuf made of a file
 * @max_side: largest width and height that is needed, 0 for all
 *
 * Returns: (transfer full): the animation
 */
SpPictureAnimation *sp_picture_animation_new_for_pixbuf (GdkPixbufAnimation *animation,
                                                         int                 max_side);

/**
 * sp_picture_animation_next_async:
 * @self: an animation
 * @cancellable: (nullable): stops it
 * @callback: called when it is decoded
 * @user_data: for @callback
 *
 * Decodes the next frame; the first one at first. To be called again only after @callback.
 */
void sp_picture_animation_next_async (SpPictureAnimation *self,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data);

/**
 * sp_picture_animation_next_finish:
 * @self: an animation
 * @result: what @callback got
 * @duration: (out): for how many milliseconds the frame is shown
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the frame; %NULL at the end, or with an error
 */
GdkTexture *sp_picture_animation_next_finish (SpPictureAnimation *self,
                                              GAsyncResult       *result,
                                              int                *duration,
                                              GError            **error);

G_END_DECLS
