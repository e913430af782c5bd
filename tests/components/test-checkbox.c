/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "component-test.h"

static void
test_generations (void)
{
  component_test_generations ("checkbox");
}

static void
test_hostile (void)
{
  component_test_hostile ("checkbox");
}

static GtkCheckButton *
get_button (SpComponent *self)
{
  return GTK_CHECK_BUTTON (component_test_find (GTK_WIDGET (self), GTK_TYPE_CHECK_BUTTON, 0));
}

static void
test_ticking (void)
{
  SpComponent        *self = component_test_new ("checkbox");
  g_autoptr (GString) events = component_test_watch (self);

  component_test_assert_value (self, "false");
  gtk_check_button_set_active (get_button (self), TRUE);
  g_assert_cmpstr (events->str, ==, "select change input ");
  component_test_assert_value (self, "true");
  g_assert_finalize_object (self);
}

static void
test_neither (void)
{
  SpComponent *self = component_test_new ("checkbox");

  component_test_set_value (self, "null");
  component_test_assert_value (self, "null");
  g_assert_true (gtk_check_button_get_inconsistent (get_button (self)));
  gtk_check_button_set_active (get_button (self), TRUE);
  g_assert_false (gtk_check_button_get_inconsistent (get_button (self)));
  component_test_assert_value (self, "true");
  component_test_set_value (self, "'yes'");
  component_test_assert_value (self, "'yes'");
  g_assert_finalize_object (self);
}

static void
test_static (void)
{
  SpComponent *self = component_test_new ("checkbox");

  component_test_set_props (self, "{'interactive': false, 'label': 'Loud_er'}");
  g_assert_false (gtk_widget_get_sensitive (GTK_WIDGET (get_button (self))));
  g_assert_cmpstr (sp_component_get_label (self), ==, "Loud_er");
  g_assert_finalize_object (self);
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);
  g_test_add_func ("/checkbox/generations", test_generations);
  g_test_add_func ("/checkbox/hostile", test_hostile);
  g_test_add_func ("/checkbox/ticking", test_ticking);
  g_test_add_func ("/checkbox/neither", test_neither);
  g_test_add_func ("/checkbox/static", test_static);

  return g_test_run ();
}
