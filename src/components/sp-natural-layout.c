/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-natural-layout.h"

struct _SpNaturalLayout {
  GtkLayoutManager parent_instance;
  int              width;
  int              max_height;
};

G_DEFINE_FINAL_TYPE (SpNaturalLayout, sp_natural_layout, GTK_TYPE_LAYOUT_MANAGER)

static void
sp_natural_layout_measure (GtkLayoutManager *manager,
                           GtkWidget        *widget,
                           GtkOrientation    orientation,
                           int               for_size,
                           int              *minimum,
                           int              *natural,
                           int              *minimum_baseline,
                           int              *natural_baseline)
{
  int max_height = SP_NATURAL_LAYOUT (manager)->max_height;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    int child_minimum = 0;
    int child_natural = 0;

    if (!gtk_widget_should_layout (child))
      continue;

    gtk_widget_measure (child, orientation, for_size, &child_minimum, &child_natural, NULL, NULL);
    if (orientation == GTK_ORIENTATION_VERTICAL && max_height > 0)
      child_natural = MAX (child_minimum, MIN (child_natural, max_height));
    else if (orientation == GTK_ORIENTATION_VERTICAL)
      child_minimum = child_natural;
    *minimum = MAX (*minimum, child_minimum);
    *natural = MAX (*natural, child_natural);
  }
  if (orientation == GTK_ORIENTATION_HORIZONTAL && SP_NATURAL_LAYOUT (manager)->width > 0)
    *natural = MAX (*minimum, SP_NATURAL_LAYOUT (manager)->width);
}

static void
sp_natural_layout_allocate (GtkLayoutManager *manager,
                            GtkWidget        *widget,
                            int               width,
                            int               height,
                            int               baseline)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    if (gtk_widget_should_layout (child))
      gtk_widget_allocate (child, width, height, baseline, NULL);
  }
}

static void
sp_natural_layout_class_init (SpNaturalLayoutClass *klass)
{
  GTK_LAYOUT_MANAGER_CLASS (klass)->measure = sp_natural_layout_measure;
  GTK_LAYOUT_MANAGER_CLASS (klass)->allocate = sp_natural_layout_allocate;
}

static void
sp_natural_layout_init (SpNaturalLayout *self)
{
}

void
sp_natural_layout_set_width (SpNaturalLayout *self, int width)
{
  g_return_if_fail (SP_IS_NATURAL_LAYOUT (self));

  if (self->width == width)
    return;

  self->width = width;
  gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));
}

void
sp_natural_layout_set_max_height (SpNaturalLayout *self, int max_height)
{
  g_return_if_fail (SP_IS_NATURAL_LAYOUT (self));

  if (self->max_height == max_height)
    return;

  self->max_height = max_height;
  gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));
}
