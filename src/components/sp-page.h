/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-container.h"

G_BEGIN_DECLS

#define SP_TYPE_PAGE (sp_page_get_type ())

/**
 * SpPage:
 *
 * One of several containers of which one is seen: the parent of tab items and steps.
 */
G_DECLARE_DERIVABLE_TYPE (SpPage, sp_page, SP, PAGE, SpContainer)

/**
 * SpPageClass:
 * @parent_class: the parent
 */
struct _SpPageClass {
  SpContainerClass parent_class;
};

/**
 * sp_page_dup_id:
 * @self: a page
 *
 * Returns: (transfer full): what `selected` calls it: its prop `id`, else the number of the component
 *   (blocks-runtime.md R15)
 */
JsonNode *sp_page_dup_id (SpPage *self);

/**
 * sp_page_get_at_end:
 * @self: a page
 *
 * Returns: whether its button stands at the end of the line, not at the beginning (`alignment`)
 */
gboolean sp_page_get_at_end (SpPage *self);

G_END_DECLS
