/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "component-test.h"

static void
test_generations (void)
{
  component_test_generations ("radio");
}

static void
test_hostile (void)
{
  component_test_hostile ("radio");
}

static GtkCheckButton *
get_choice (SpComponent *self, guint index)
{
  return GTK_CHECK_BUTTON (component_test_find (GTK_WIDGET (self), GTK_TYPE_CHECK_BUTTON, index));
}

static void
test_choosing (void)
{
  SpComponent        *self = component_test_new ("radio");
  g_autoptr (GString) events = component_test_watch (self);

  component_test_set_props (self, "{'choices': [['One', 1], ['Two', 2.5], ['None', null]]}");
  component_test_assert_value (self, "null");
  gtk_check_button_set_active (get_choice (self, 1), TRUE);
  g_assert_cmpstr (events->str, ==, "select change input ");
  component_test_assert_value (self, "2.5");
  gtk_check_button_set_active (get_choice (self, 0), TRUE);
  component_test_assert_value (self, "1");
  g_assert_false (gtk_check_button_get_active (get_choice (self, 1)));
  gtk_check_button_set_active (get_choice (self, 0), TRUE);
  g_assert_cmpstr (events->str, ==, "select change input select change input ");
  g_assert_finalize_object (self);
}

static void
test_unknown_value_is_kept (void)
{
  SpComponent *self = component_test_new ("radio");

  component_test_set_props (self, "{'choices': ['a', 'b']}");
  component_test_set_value (self, "'b'");
  g_assert_true (gtk_check_button_get_active (get_choice (self, 1)));
  component_test_set_value (self, "'other'");
  component_test_assert_value (self, "'other'");
  g_assert_false (gtk_check_button_get_active (get_choice (self, 0)));
  g_assert_false (gtk_check_button_get_active (get_choice (self, 1)));
  component_test_set_props (self, "{'choices': ['x', 'other']}");
  g_assert_true (gtk_check_button_get_active (get_choice (self, 1)));
  component_test_set_value (self, "null");
  g_assert_false (gtk_check_button_get_active (get_choice (self, 1)));
  component_test_assert_value (self, "null");
  g_assert_finalize_object (self);
}

static void
test_many_choices (void)
{
  SpComponent         *self = component_test_new ("radio");
  GtkWidget           *window = NULL;
  GtkWidget           *list = NULL;
  g_autoptr (GString)  props = g_string_new ("{'choices': [");
  g_autoptr (GString)  events = NULL;
  g_autoptr (JsonNode) node = NULL;

  for (guint i = 0; i < 10000; i++)
    g_string_append_printf (props, "%s['Choice %u', %u]", i > 0 ? ", " : "", i, i);
  g_string_append (props, "]}");
  node = component_test_parse (props->str);

  sp_component_set_props (self, json_node_get_object (node));
  component_test_set_value (self, "2");
  window = component_test_show (self);
  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (self)), <, 500);
  list = component_test_find (GTK_WIDGET (self), GTK_TYPE_LIST_VIEW, 0);
  events = component_test_watch (self);
  g_signal_emit_by_name (list, "activate", 1);
  component_test_assert_value (self, "1");
  g_signal_emit_by_name (list, "activate", 1);
  g_assert_cmpstr (events->str, ==, "select change input ");
  component_test_set_props (self, "{'choices': [1, 2]}");
  g_assert_true (gtk_check_button_get_active (get_choice (self, 0)));
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);
  g_test_add_func ("/radio/generations", test_generations);
  g_test_add_func ("/radio/hostile", test_hostile);
  g_test_add_func ("/radio/choosing", test_choosing);
  g_test_add_func ("/radio/unknown-value-is-kept", test_unknown_value_is_kept);
  g_test_add_func ("/radio/many-choices", test_many_choices);

  return g_test_run ();
}
