/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sp-page-entries.h"

G_BEGIN_DECLS

#define SP_TYPE_PAGE_BAR (sp_page_bar_get_type ())

/**
 * SpPageBar:
 *
 * The entries of an app with several pages, side by side; where there is no room for them, in a menu.
 *
 * Signal: `go` (text): the user wants to see the page with this route.
 *
 * Signal: `open` (text): the user wants to see this address.
 */
G_DECLARE_FINAL_TYPE (SpPageBar, sp_page_bar, SP, PAGE_BAR, AdwBin)

/**
 * sp_page_bar_update:
 * @self: a bar
 * @entries: (element-type SpPageEntry): what it shows; it hides itself when there is nothing
 * @route: route of the page in front
 * @title: name of the page in front, which may have no entry
 */
void sp_page_bar_update (SpPageBar  *self,
                         GPtrArray  *entries,
                         const char *route,
                         const char *title);

G_END_DECLS
