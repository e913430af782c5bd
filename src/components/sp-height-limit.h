/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define SP_TYPE_HEIGHT_LIMIT (sp_height_limit_get_type ())

/**
 * SpHeightLimit:
 *
 * As high as its child at the width there is (which a #GtkScrolledWindow never asks for), within the
 * limits that an author sets; what is higher scrolls.
 *
 * Properties: `child` (#GtkWidget).
 */
G_DECLARE_FINAL_TYPE (SpHeightLimit, sp_height_limit, SP, HEIGHT_LIMIT, GtkWidget)

/**
 * sp_height_limit_read:
 * @self: a height limit
 * @props: props of /config or of an update: `height`, `min_height` and `max_height` count, those that
 *   are not there stay as they are
 */
void sp_height_limit_read (SpHeightLimit *self,
                           JsonObject    *props);

/**
 * sp_height_limit_set_height:
 * @self: a height limit
 * @height: what the user wants, pixels
 *
 * Counts until the author sets another `height`. The user may make it higher than `max_height`, which is
 * about what it grows to by itself, but not lower than `min_height`.
 *
 * Returns: the height that it gets, pixels
 */
int sp_height_limit_set_height (SpHeightLimit *self,
                                int            height);

G_END_DECLS
