/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SP_TYPE_WAVEFORM (sp_waveform_get_type ())

/**
 * SpWaveform:
 *
 * Bars for how loud a sound is: one that grows, with the newest at its end, or a whole one.
 */
G_DECLARE_FINAL_TYPE (SpWaveform, sp_waveform, SP, WAVEFORM, GtkWidget)

GtkWidget *sp_waveform_new (void);

/**
 * sp_waveform_set_color:
 * @self: a waveform
 * @color: (nullable): of the bars, %NULL for the colour of the theme. One that cannot be seen on the
 *   background is made darker or lighter
 */
void sp_waveform_set_color (SpWaveform    *self,
                            const GdkRGBA *color);

/**
 * sp_waveform_clear:
 * @self: a waveform
 *
 * Begins to grow from nothing.
 */
void sp_waveform_clear (SpWaveform *self);

/**
 * sp_waveform_add:
 * @self: a waveform
 * @level: how loud it was next, 0 to 1
 */
void sp_waveform_add (SpWaveform *self,
                      double      level);

/**
 * sp_waveform_set_levels:
 * @self: a waveform
 * @levels: (element-type double): of a whole sound, drawn over the whole width
 */
void sp_waveform_set_levels (SpWaveform *self,
                             GArray     *levels);

/**
 * sp_waveform_set_range:
 * @self: a waveform
 * @start: where the part begins that is not dim, 0 to 1 of the width
 * @end: where it ends
 */
void sp_waveform_set_range (SpWaveform *self,
                            double      start,
                            double      end);

/**
 * sp_waveform_set_height:
 * @self: a waveform
 * @height: in pixels, instead of what is usual
 */
void sp_waveform_set_height (SpWaveform *self,
                             int         height);

G_END_DECLS
