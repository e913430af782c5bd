/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Between the children of a row or a column, pixels (blocks-runtime.md 3.1). */
#define SP_BLOCK_GAP 16

/**
 * sp_block_variant_apply:
 * @widget: a row or a column
 * @props: its props
 *
 * Reads `variant`: `panel` and `compact` stand on a card of their own, `default` does not.
 */
void sp_block_variant_apply (GtkWidget  *widget,
                             JsonObject *props);

G_END_DECLS
