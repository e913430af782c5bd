/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-component.h"

G_BEGIN_DECLS

#define SP_TYPE_DRAG_HANDLE (sp_drag_handle_get_type ())

/**
 * SpDragHandle:
 *
 * A component with a handle beside it, by which it is dragged onto another.
 *
 * Signal: `move` (int): Alt and an arrow, -1 for one place to the front and 1 for one to the end.
 *
 * Signal: `swap` (#SpDragHandle): another one was dropped here.
 */
G_DECLARE_FINAL_TYPE (SpDragHandle, sp_drag_handle, SP, DRAG_HANDLE, GtkWidget)

/**
 * sp_drag_handle_new:
 * @child: (transfer full): the component
 *
 * Returns: (transfer floating): the handle and the component
 */
GtkWidget *sp_drag_handle_new (SpComponent *child);

G_END_DECLS
