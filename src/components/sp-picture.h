/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SP_TYPE_PICTURE (sp_picture_get_type ())

/**
 * SpPicture:
 *
 * A picture of a value: fetched and decoded while it is on the screen only, in a thread, at the
 * size it has there. What can be seen through lies on a chequerboard. A picture that cannot be
 * shown says why. One that moves does so while it is seen, unless the desktop wants less movement;
 * a button starts and stops it.
 *
 * Properties: `playing`, whether it moves; `enlarge`, whether it may be shown larger than it is; `pixel-width`, `pixel-height` (of the whole picture, 0 until it is known),
 * `max-height` (how tall it is shown at most),
 * `error-text` (%NULL while nothing is wrong), `alternative-text` (what is to be seen, for those
 * who cannot see it).
 */
G_DECLARE_FINAL_TYPE (SpPicture, sp_picture, SP, PICTURE, GtkWidget)

GtkWidget *sp_picture_new (void);

/**
 * sp_picture_set_file:
 * @self: a picture
 * @file: (nullable): a file of a value
 * @client: (nullable): where it comes from
 *
 * The old picture stays until the new one is decoded.
 */
void sp_picture_set_file (SpPicture    *self,
                          GradioFile   *file,
                          GradioClient *client);

/**
 * sp_picture_set_data:
 * @self: a picture
 * @data: (nullable): an encoded picture
 */
void sp_picture_set_data (SpPicture *self,
                          GBytes    *data);

/**
 * sp_picture_get_texture:
 * @self: a picture
 *
 * Returns: (transfer none) (nullable): what is shown, maybe smaller than the picture
 */
GdkTexture *sp_picture_get_texture (SpPicture *self);

int         sp_picture_get_pixel_width (SpPicture *self);
int         sp_picture_get_pixel_height (SpPicture *self);
const char *sp_picture_get_error_text (SpPicture *self);
gboolean    sp_picture_get_playing (SpPicture *self);
void        sp_picture_set_enlarge (SpPicture *self, gboolean enlarge);
int         sp_picture_get_max_height (SpPicture *self);
void        sp_picture_set_max_height (SpPicture *self, int max_height);
void        sp_picture_set_alternative_text (SpPicture *self, const char *text);

/**
 * sp_picture_set_continuous:
 * @self: a picture
 * @continuous: whether its files are those of one picture that changes, like the frames of a camera,
 *   of which some are seen even if they come faster than they can be decoded
 */
void sp_picture_set_continuous (SpPicture *self,
                                gboolean   continuous);

/**
 * sp_picture_get_area:
 * @self: a picture
 * @area: (out): where in the widget the picture is
 *
 * Returns: %FALSE when there is none yet
 */
gboolean sp_picture_get_area (SpPicture       *self,
                              graphene_rect_t *area);

/**
 * sp_picture_get_pixel_at:
 * @self: a picture
 * @x: a place in the widget
 * @y: a place in the widget
 * @pixel_x: (out): column of the whole picture
 * @pixel_y: (out): row of the whole picture
 *
 * Returns: %FALSE when there is no picture at the place
 */
gboolean sp_picture_get_pixel_at (SpPicture *self,
                                  double     x,
                                  double     y,
                                  int       *pixel_x,
                                  int       *pixel_y);

/**
 * sp_picture_decode_whole_async:
 * @self: a picture
 * @cancellable: (nullable): stops it
 * @callback: called when it is decoded
 * @user_data: for @callback
 *
 * Decodes the picture at its full size, for the clipboard.
 */
void        sp_picture_decode_whole_async (SpPicture          *self,
                                           GCancellable       *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer            user_data);
GdkTexture *sp_picture_decode_whole_finish (SpPicture    *self,
                                            GAsyncResult *result,
                                            GError      **error);

G_END_DECLS
