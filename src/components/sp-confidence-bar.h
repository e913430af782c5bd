/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SP_TYPE_CONFIDENCE_BAR (sp_confidence_bar_get_type ())

/**
 * SpConfidenceBar:
 *
 * Draws the #SpConfidence in its property `confidence`: name, share and bar.
 */
G_DECLARE_FINAL_TYPE (SpConfidenceBar, sp_confidence_bar, SP, CONFIDENCE_BAR, GtkWidget)

G_END_DECLS
