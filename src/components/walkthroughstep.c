/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-page.h"

#define SP_TYPE_WALKTHROUGHSTEP (sp_walkthroughstep_get_type ())
G_DECLARE_FINAL_TYPE (SpWalkthroughstep, sp_walkthroughstep, SP, WALKTHROUGHSTEP, SpPage)

/* The `walkthroughstep` component: what one step shows; its number is drawn by the `walkthrough` around it. */
struct _SpWalkthroughstep {
  SpPage parent_instance;
};

G_DEFINE_FINAL_TYPE (SpWalkthroughstep, sp_walkthroughstep, SP_TYPE_PAGE)

static void
sp_walkthroughstep_class_init (SpWalkthroughstepClass *klass)
{
}

static void
sp_walkthroughstep_init (SpWalkthroughstep *self)
{
}
