/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-height-limit.h"

G_BEGIN_DECLS

#define SP_TYPE_RESIZE_GRIP (sp_resize_grip_get_type ())

/**
 * SpResizeGrip:
 *
 * Stands at the lower edge of something, and makes it higher or lower: by being dragged, and with the arrow keys.
 *
 * Properties: `target` (#SpHeightLimit): what gets another height.
 */
G_DECLARE_FINAL_TYPE (SpResizeGrip, sp_resize_grip, SP, RESIZE_GRIP, GtkWidget)

G_END_DECLS
