/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * sp_scroll_height_read:
 * @scroller: what scrolls its content when that is too high; as high as the content without a limit
 * @props: props of /config or of an update: `height`, `min_height` and `max_height` count, those that
 *   are not there stay as they are
 */
void sp_scroll_height_read (GtkScrolledWindow *scroller,
                            JsonObject        *props);

G_END_DECLS
