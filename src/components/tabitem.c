/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-page.h"

#define SP_TYPE_TABITEM (sp_tabitem_get_type ())
G_DECLARE_FINAL_TYPE (SpTabitem, sp_tabitem, SP, TABITEM, SpPage)

/* The `tabitem` component: what one tab shows; its button is drawn by the `tabs` around it. */
struct _SpTabitem {
  SpPage parent_instance;
};

G_DEFINE_FINAL_TYPE (SpTabitem, sp_tabitem, SP_TYPE_PAGE)

static void
sp_tabitem_class_init (SpTabitemClass *klass)
{
}

static void
sp_tabitem_init (SpTabitem *self)
{
}
