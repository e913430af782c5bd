/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-container.h"

#define SP_TYPE_GROUP (sp_group_get_type ())
G_DECLARE_FINAL_TYPE (SpGroup, sp_group, SP, GROUP, SpContainer)

/* The `group` component: its children in one frame, without gaps. */
struct _SpGroup {
  SpContainer parent_instance;
};

G_DEFINE_FINAL_TYPE (SpGroup, sp_group, SP_TYPE_CONTAINER)

static void
sp_group_class_init (SpGroupClass *klass)
{
}

static void
sp_group_init (SpGroup *self)
{
  sp_container_set_flow (SP_CONTAINER (self), GTK_ORIENTATION_VERTICAL, 0);
  sp_container_set_tight (SP_CONTAINER (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "block-group");
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN); /* the frame is round */
}
