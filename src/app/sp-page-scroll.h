/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SP_TYPE_PAGE_SCROLL (sp_page_scroll_get_type ())

/**
 * SpPageScroll:
 *
 * Brings a part of a page into view that the user did not ask for, so it does not while he types.
 */
G_DECLARE_FINAL_TYPE (SpPageScroll, sp_page_scroll, SP, PAGE_SCROLL, GObject)

/**
 * sp_page_scroll_new:
 * @scroller: what the page is in
 *
 * Returns: (transfer full): its movements
 */
SpPageScroll *sp_page_scroll_new (GtkScrolledWindow *scroller);

/**
 * sp_page_scroll_show:
 * @self: movements
 * @widget: a part of the page
 *
 * Moves the page until @widget is seen, once it has its new size; at once where the user wants no
 * animations.
 */
void sp_page_scroll_show (SpPageScroll *self,
                          GtkWidget    *widget);

/**
 * sp_page_scroll_take_place:
 * @self: movements of a page that is still made
 * @other: those of the page that it replaces
 *
 * Goes as far down as the other page was as soon as this one is that long.
 */
void sp_page_scroll_take_place (SpPageScroll *self,
                                SpPageScroll *other);

/* All of the page is made: it goes there now, or as far as it can. */
void sp_page_scroll_settle (SpPageScroll *self);

G_END_DECLS
