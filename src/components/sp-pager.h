/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-page.h"

G_BEGIN_DECLS

#define SP_TYPE_PAGER (sp_pager_get_type ())

/**
 * SpPager:
 *
 * Several #SpPage of which one is seen: the parent of tabs and of a walkthrough, which draw how one
 * chooses. Fires `change` and `select` as blocks-runtime.md R16 has it.
 */
G_DECLARE_DERIVABLE_TYPE (SpPager, sp_pager, SP, PAGER, SpComponent)

/**
 * SpPagerClass:
 * @update: pages came, or another one is chosen, called otherwise, hidden or locked
 */
struct _SpPagerClass {
  SpComponentClass parent_class;

  void (*update) (SpPager *self);
};

/**
 * sp_pager_get_pages:
 * @self: a pager
 *
 * Returns: (transfer none) (element-type SpPage): all pages, those that are hidden as well
 */
GPtrArray *sp_pager_get_pages (SpPager *self);

/**
 * sp_pager_get_chosen:
 * @self: a pager
 *
 * Returns: (transfer none) (nullable): the page that is seen
 */
SpPage *sp_pager_get_chosen (SpPager *self);

/**
 * sp_pager_choose:
 * @self: a pager
 * @page: one of its pages
 *
 * What the user does: shows @page, and tells. Nothing happens when it is shown, hidden or locked.
 */
void sp_pager_choose (SpPager *self,
                      SpPage  *page);

/**
 * sp_pager_step:
 * @self: a pager
 * @by: -1 for the one before, 1 for the next; round at the ends
 *
 * Chooses the next page that can be chosen.
 */
void sp_pager_step (SpPager *self,
                    int      by);

/**
 * sp_pager_tell_first:
 * @self: a pager whose pages are all there
 *
 * Fires the `select` of the page that is shown first, which the user did not choose.
 */
void sp_pager_tell_first (SpPager *self);

/**
 * sp_pager_get_stack:
 * @self: a pager
 *
 * Returns: (transfer none): the widget that shows the chosen page, for a place in the content
 */
GtkWidget *sp_pager_get_stack (SpPager *self);

G_END_DECLS
