/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-container.h"

G_BEGIN_DECLS

#define SP_TYPE_ASIDE_BOX (sp_aside_box_get_type ())

/**
 * SpAsideBox:
 *
 * The page of an app and the sidebars at its sides (blocks-runtime.md 3.5): beside it where there is
 * room, and over it in a narrow window, where one that
 * comes is closed until it is asked for.
 *
 * Property: `content` (#GtkWidget): the page.
 */
G_DECLARE_FINAL_TYPE (SpAsideBox, sp_aside_box, SP, ASIDE_BOX, GtkWidget)

/**
 * sp_aside_box_add:
 * @self: a box
 * @aside: what stands at a side, see sp_container_get_side(); further ones stand nearer to the page.
 *   It may be unparented at any time
 */
void sp_aside_box_add (SpAsideBox  *self,
                       SpContainer *aside);

/* Takes all that stands at the sides away. */
void sp_aside_box_clear (SpAsideBox *self);

G_END_DECLS
