/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-container.h"

#include "sp-flex-box.h"

#define SP_TYPE_FORM (sp_form_get_type ())
G_DECLARE_FINAL_TYPE (SpForm, sp_form, SP, FORM, SpContainer)

/* The `form` component, which the server puts around fields that follow each other: one frame
 * around all, in the direction of what it stands in. */
struct _SpForm {
  SpContainer parent_instance;
};

G_DEFINE_FINAL_TYPE (SpForm, sp_form, SP_TYPE_CONTAINER)

static void
parent_cb (SpForm *self)
{
  GtkWidget     *parent = gtk_widget_get_parent (GTK_WIDGET (self));
  GtkOrientation orientation = GTK_ORIENTATION_VERTICAL;

  if (SP_IS_FLEX_BOX (parent))
    g_object_get (gtk_widget_get_layout_manager (parent), "orientation", &orientation, NULL);
  sp_container_set_flow (SP_CONTAINER (self), orientation, 0);
}

static gboolean
has_shown_child (SpForm *self)
{
  GtkWidget *box = sp_container_get_box (SP_CONTAINER (self));

  for (GtkWidget *child = gtk_widget_get_first_child (box); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    if (gtk_widget_get_visible (child))
      return TRUE;
  }

  return FALSE;
}

/* A frame around nothing is not drawn. */
static void
child_visible_cb (SpForm *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), has_shown_child (self));
}

static void
sp_form_add_child (SpComponent *component, SpComponent *child)
{
  SP_COMPONENT_CLASS (sp_form_parent_class)->add_child (component, child);

  g_signal_connect_object (child, "notify::visible", G_CALLBACK (child_visible_cb), component,
                           G_CONNECT_SWAPPED);
  child_visible_cb (SP_FORM (component));
}

static void
sp_form_remove_child (SpComponent *component, SpComponent *child)
{
  g_signal_handlers_disconnect_by_func (child, child_visible_cb, component);

  SP_COMPONENT_CLASS (sp_form_parent_class)->remove_child (component, child);

  child_visible_cb (SP_FORM (component));
}

static void
sp_form_class_init (SpFormClass *klass)
{
  SP_COMPONENT_CLASS (klass)->add_child = sp_form_add_child;
  SP_COMPONENT_CLASS (klass)->remove_child = sp_form_remove_child;
  SP_CONTAINER_CLASS (klass)->hides_itself = TRUE;
}

static void
sp_form_init (SpForm *self)
{
  sp_container_set_flow (SP_CONTAINER (self), GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "block-form");
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE); /* until it has a child that is seen */
  g_signal_connect (self, "notify::parent", G_CALLBACK (parent_cb), NULL);
}
