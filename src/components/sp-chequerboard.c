/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-chequerboard.h"

#include <adwaita.h>

#define SQUARE 8

void
sp_chequerboard_snapshot (GtkWidget *widget, GtkSnapshot *snapshot, const graphene_rect_t *area)
{
  AdwStyleManager *style = adw_style_manager_get_for_display (gtk_widget_get_display (widget));
  float            light = adw_style_manager_get_dark (style) ? 0.30f : 0.97f;
  float            dark = adw_style_manager_get_dark (style) ? 0.22f : 0.85f;
  const GdkRGBA    colours[] = { { light, light, light, 1 }, { dark, dark, dark, 1 } };

  gtk_snapshot_push_repeat (snapshot, area,
                            &GRAPHENE_RECT_INIT (area->origin.x, area->origin.y, 2 * SQUARE,
                                                 2 * SQUARE));
  for (int i = 0; i < 4; i++)
    gtk_snapshot_append_color (snapshot, &colours[(i & 1) ^ (i >> 1)],
                               &GRAPHENE_RECT_INIT (area->origin.x + (float) ((i & 1) * SQUARE),
                                                    area->origin.y + (float) ((i >> 1) * SQUARE),
                                                    SQUARE, SQUARE));
  gtk_snapshot_pop (snapshot);
}
