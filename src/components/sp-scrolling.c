/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-scrolling.h"

enum {
  HADJUSTMENT,
  VADJUSTMENT,
  HSCROLL_POLICY,
  VSCROLL_POLICY,
};

static void
set_adjustment (SpScrolling   *self,
                GtkOrientation orientation,
                GtkAdjustment *adjustment,
                GtkWidget     *widget,
                GCallback      scrolled)
{
  GtkAdjustment *old = self->adjustments[orientation];

  if (adjustment == old)
    return;

  if (old != NULL)
    g_signal_handlers_disconnect_by_func (old, scrolled, widget);
  g_set_object (&self->adjustments[orientation], adjustment);
  if (adjustment != NULL)
    g_signal_connect_object (adjustment, "value-changed", scrolled, widget, G_CONNECT_SWAPPED);
  gtk_widget_queue_allocate (widget);
}

void
sp_scrolling_install_properties (GObjectClass *object_class, guint first)
{
  g_object_class_override_property (object_class, first + HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, first + VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, first + HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, first + VSCROLL_POLICY, "vscroll-policy");
}

void
sp_scrolling_get_property (SpScrolling *self, guint nth, GValue *value)
{
  switch (nth) {
  case HADJUSTMENT:
    g_value_set_object (value, self->adjustments[GTK_ORIENTATION_HORIZONTAL]);
    break;
  case VADJUSTMENT:
    g_value_set_object (value, self->adjustments[GTK_ORIENTATION_VERTICAL]);
    break;
  case HSCROLL_POLICY:
    g_value_set_enum (value, self->policies[GTK_ORIENTATION_HORIZONTAL]);
    break;
  case VSCROLL_POLICY:
    g_value_set_enum (value, self->policies[GTK_ORIENTATION_VERTICAL]);
    break;
  default:
    g_assert_not_reached ();
  }
}

void
sp_scrolling_set_property (SpScrolling  *self,
                           guint         nth,
                           const GValue *value,
                           GtkWidget    *widget,
                           GCallback     scrolled)
{
  switch (nth) {
  case HADJUSTMENT:
    set_adjustment (self, GTK_ORIENTATION_HORIZONTAL, g_value_get_object (value), widget, scrolled);
    break;
  case VADJUSTMENT:
    set_adjustment (self, GTK_ORIENTATION_VERTICAL, g_value_get_object (value), widget, scrolled);
    break;
  case HSCROLL_POLICY:
    self->policies[GTK_ORIENTATION_HORIZONTAL] = g_value_get_enum (value);
    break;
  case VSCROLL_POLICY:
    self->policies[GTK_ORIENTATION_VERTICAL] = g_value_get_enum (value);
    break;
  default:
    g_assert_not_reached ();
  }
}

void
sp_scrolling_clear (SpScrolling *self, GtkWidget *widget, GCallback scrolled)
{
  set_adjustment (self, GTK_ORIENTATION_HORIZONTAL, NULL, widget, scrolled);
  set_adjustment (self, GTK_ORIENTATION_VERTICAL, NULL, widget, scrolled);
}
