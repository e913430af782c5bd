/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-page.h"

G_BEGIN_DECLS

#define SP_TYPE_TAB_STRIP (sp_tab_strip_get_type ())

/**
 * SpTabStrip:
 *
 * The buttons of tabs, side by side. Those that do not fit go into a menu at the end, but for the
 * chosen one; or onto further lines, with the property `wraps`.
 *
 * Signal: `choose` (#SpPage): the user wants to see it.
 */
G_DECLARE_FINAL_TYPE (SpTabStrip, sp_tab_strip, SP, TAB_STRIP, GtkWidget)

/**
 * sp_tab_strip_update:
 * @self: a strip
 * @pages: (element-type SpPage): all pages, in order; hidden ones have no button
 * @chosen: (nullable): the one that is seen
 */
void sp_tab_strip_update (SpTabStrip *self,
                          GPtrArray  *pages,
                          SpPage     *chosen);

G_END_DECLS
