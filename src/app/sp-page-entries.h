/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"

G_BEGIN_DECLS

/**
 * SpPageEntry:
 * @label: what it is called
 * @route: (nullable): route of the page of the app that it leads to
 * @address: (nullable): where it leads to otherwise
 *
 * An entry of the bar of an app with several pages.
 */
typedef struct {
  char *label;
  char *route;
  char *address;
} SpPageEntry;

/**
 * sp_page_entries_new:
 * @pages: `pages` of /config: lists of route, label and whether the bar shows it
 * @navbar: (nullable): props of the Navbar of the page in front, `value` among them
 * @base_uri: address of the app
 *
 * Returns: (transfer full) (element-type SpPageEntry): what the bar shows, as blocks-runtime.md R23
 *   has it
 */
GPtrArray *sp_page_entries_new (JsonArray  *pages,
                                JsonObject *navbar,
                                const char *base_uri);

/**
 * sp_page_entries_find_route:
 * @pages: (nullable): `pages` of /config
 * @base_uri: address of the app
 * @address: an address, or a part of one as authors write it (`/numbers`)
 *
 * Returns: (transfer none) (nullable): route of the page that it leads to, `""` for the first one;
 *   %NULL when it leads elsewhere
 */
const char *sp_page_entries_find_route (JsonArray  *pages,
                                        const char *base_uri,
                                        const char *address);

/**
 * sp_page_entries_get_label:
 * @pages: (nullable): `pages` of /config
 * @route: route of a page
 *
 * Returns: (transfer none) (nullable): what the page is called
 */
const char *sp_page_entries_get_label (JsonArray  *pages,
                                       const char *route);

G_END_DECLS
