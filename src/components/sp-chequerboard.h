/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * sp_chequerboard_snapshot:
 * @widget: whose light or dark style counts
 * @snapshot: where to draw
 * @area: what to fill
 *
 * Draws what a picture that can be seen through lies on.
 */
void sp_chequerboard_snapshot (GtkWidget             *widget,
                               GtkSnapshot           *snapshot,
                               const graphene_rect_t *area);

G_END_DECLS
