/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SP_TYPE_FLOW_LAYOUT (sp_flow_layout_get_type ())

/**
 * SpFlowLayout:
 *
 * Children one after the other like the words of a text: each as wide as it would like to be, as
 * many on a line as there is room for, the lines begin where lines of the script begin. A
 * GtkFlowBox by itself makes columns of equal width instead, and spreads them over the line. Set
 * as the layout manager of one, it leaves it its keys, its children and its model.
 *
 * Properties `column-spacing` and `row-spacing`, in pixels.
 */
G_DECLARE_FINAL_TYPE (SpFlowLayout, sp_flow_layout, SP, FLOW_LAYOUT, GtkLayoutManager)

G_END_DECLS
