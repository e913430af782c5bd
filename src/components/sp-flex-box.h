/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SP_TYPE_FLEX_BOX (sp_flex_box_get_type ())

/**
 * SpFlexBox:
 *
 * Widgets in a #SpFlexLayout, and nothing of its own.
 */
G_DECLARE_FINAL_TYPE (SpFlexBox, sp_flex_box, SP, FLEX_BOX, GtkWidget)

GtkWidget *sp_flex_box_new (void);

/**
 * sp_flex_box_append:
 * @self: a box
 * @child: (transfer full): a widget for its end
 */
void sp_flex_box_append (SpFlexBox *self,
                         GtkWidget *child);

G_END_DECLS
