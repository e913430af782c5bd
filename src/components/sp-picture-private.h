/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-on-screen.h"
#include "sp-picture-animator.h"
#include "sp-picture-decoder.h"
#include "sp-picture.h"

G_BEGIN_DECLS

/* What sp-picture.c and sp-picture-load.c need of each other. */

struct _SpPicture {
  GtkWidget parent_instance;

  GtkWidget  *status;      /* template child */
  GtkSpinner *spinner;     /* template child */
  GtkImage   *broken_icon; /* template child */
  GtkLabel   *message;     /* template child */
  GtkButton  *play_button; /* template child, seen while there is an animation */

  GradioFile   *file;
  GradioClient *client;
  GBytes       *data;  /* when the picture is not in a file */
  GFile        *local; /* where the file was fetched to */

  GdkTexture        *texture;
  SpOnScreen        *on_screen;
  SpPictureAnimator *animator; /* NULL when the picture does not move */
  gboolean           playing;

  int           pixel_width;
  int           pixel_height;
  int           max_height;
  int           decoded_side; /* what the texture was asked to be, 0 for none */
  gboolean      has_alpha;
  gboolean      is_drawing;
  gboolean      enlarge;
  gboolean      continuous;
  char         *error_text;
  char         *alternative_text;
  GCancellable *cancellable; /* of fetching and decoding */
  GCancellable *earlier;     /* of the same for an earlier picture, which is shown on the way */
};

/**
 * sp_picture_has_source:
 * @self: a picture
 *
 * Returns: whether there is something to decode, or to fetch
 */
gboolean sp_picture_has_source (SpPicture *self);

/**
 * sp_picture_load:
 * @self: a picture
 *
 * Fetches and decodes it, if it is seen and not fine enough yet.
 */
void sp_picture_load (SpPicture *self);
void sp_picture_stop_loading (SpPicture *self);

/**
 * sp_picture_let_load:
 * @self: a picture
 *
 * Makes room for another picture. Of those that are being loaded, the one that was begun first goes
 * on: were all of them stopped, frames that come faster than they can be decoded would never be seen.
 */
void sp_picture_let_load (SpPicture *self);

/**
 * sp_picture_take:
 * @self: a picture
 * @picture: what was decoded
 */
void sp_picture_take (SpPicture        *self,
                      SpDecodedPicture *picture);

/**
 * sp_picture_set_error_text:
 * @self: a picture
 * @text: (nullable): why it cannot be shown
 */
void sp_picture_set_error_text (SpPicture  *self,
                                const char *text);

G_END_DECLS
