/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SP_SCROLLING_N_PROPERTIES 4

/**
 * SpScrolling:
 * @adjustments: owned, nullable, by orientation
 * @policies: likewise
 *
 * What a #GtkScrollable has to keep. The functions know its properties by their place after the first.
 */
typedef struct {
  GtkAdjustment      *adjustments[2];
  GtkScrollablePolicy policies[2];
} SpScrolling;

/**
 * sp_scrolling_install_properties:
 * @object_class: class of the scrollable widget
 * @first: the first of %SP_SCROLLING_N_PROPERTIES property ids
 */
void sp_scrolling_install_properties (GObjectClass *object_class,
                                      guint         first);

void sp_scrolling_get_property (SpScrolling *self,
                                guint        nth,
                                GValue      *value);

/**
 * sp_scrolling_set_property:
 * @self: of @widget
 * @nth: place of the property after the first
 * @value: its new value
 * @widget: the scrollable widget
 * @scrolled: called with @widget as its first argument when it was scrolled
 */
void sp_scrolling_set_property (SpScrolling  *self,
                                guint         nth,
                                const GValue *value,
                                GtkWidget    *widget,
                                GCallback     scrolled);

/* Lets go of the adjustments; for dispose. */
void sp_scrolling_clear (SpScrolling *self,
                         GtkWidget   *widget,
                         GCallback    scrolled);

G_END_DECLS
