/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-flex-box.h"

#include "sp-flex-layout.h"

struct _SpFlexBox {
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (SpFlexBox, sp_flex_box, GTK_TYPE_WIDGET)

static void
sp_flex_box_dispose (GObject *object)
{
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (sp_flex_box_parent_class)->dispose (object);
}

static void
sp_flex_box_class_init (SpFlexBoxClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sp_flex_box_dispose;

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), SP_TYPE_FLEX_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "flexbox");
}

static void
sp_flex_box_init (SpFlexBox *self)
{
}

GtkWidget *
sp_flex_box_new (void)
{
  return g_object_new (SP_TYPE_FLEX_BOX, NULL);
}

void
sp_flex_box_append (SpFlexBox *self, GtkWidget *child)
{
  g_return_if_fail (SP_IS_FLEX_BOX (self));
  g_return_if_fail (GTK_IS_WIDGET (child));

  gtk_widget_insert_before (child, GTK_WIDGET (self), NULL);
}
