/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SP_TYPE_HTML_BOX (sp_html_box_get_type ())

/**
 * SpHtmlBox:
 *
 * Content on a colour of its own.
 */
G_DECLARE_FINAL_TYPE (SpHtmlBox, sp_html_box, SP, HTML_BOX, GtkWidget)

/**
 * sp_html_box_new:
 * @content: (transfer floating): what stands in it
 * @color: behind the content
 * @padding: around the content, in pixels
 * @radius: of the corners, in pixels
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *sp_html_box_new (GtkWidget     *content,
                            const GdkRGBA *color,
                            int            padding,
                            int            radius);

G_END_DECLS
