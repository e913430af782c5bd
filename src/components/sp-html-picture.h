/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SP_TYPE_HTML_PICTURE (sp_html_picture_get_type ())

/**
 * SpHtmlPicture:
 *
 * A picture in a text. One of the app itself, or one that stands in its address, is shown at once;
 * another one would tell a stranger who looks at it, so it is a place with a button to load it.
 */
G_DECLARE_FINAL_TYPE (SpHtmlPicture, sp_html_picture, SP, HTML_PICTURE, GtkWidget)

/**
 * sp_html_picture_new:
 * @client: (nullable): where the app's own pictures come from
 * @address: where it is
 * @alternative: (nullable): what it shows, in words
 * @height: most of it in pixels, or 0
 *
 * Returns: (transfer floating) (nullable): the widget, %NULL when nothing can be there
 */
GtkWidget *sp_html_picture_new (GradioClient *client,
                                const char   *address,
                                const char   *alternative,
                                int           height);

/**
 * sp_html_picture_is_loaded:
 * @self: a picture
 *
 * Returns: whether it is shown, or on its way
 */
gboolean sp_html_picture_is_loaded (SpHtmlPicture *self);

/**
 * sp_html_picture_load:
 * @self: a picture
 *
 * Fetches a stranger's picture: the user wants to see it.
 */
void sp_html_picture_load (SpHtmlPicture *self);

G_END_DECLS
