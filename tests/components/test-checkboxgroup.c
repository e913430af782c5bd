/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "component-test.h"

static void
test_generations (void)
{
  component_test_generations ("checkboxgroup");
}

static void
test_hostile (void)
{
  component_test_hostile ("checkboxgroup");
}

static GtkCheckButton *
get_choice (SpComponent *self, guint index)
{
  GtkWidget *box = component_test_find (GTK_WIDGET (self), GTK_TYPE_FLOW_BOX, 0);

  return GTK_CHECK_BUTTON (component_test_find (box, GTK_TYPE_CHECK_BUTTON, index));
}

static void
test_ticking (void)
{
  SpComponent        *self = component_test_new ("checkboxgroup");
  g_autoptr (GString) events = component_test_watch (self);

  component_test_set_props (self, "{'choices': [['One', 1], ['Two', true], ['Three', 'three']]}");
  component_test_assert_value (self, "[]");
  gtk_check_button_set_active (get_choice (self, 2), TRUE);
  g_assert_cmpstr (events->str, ==, "select change input ");
  gtk_check_button_set_active (get_choice (self, 0), TRUE);
  component_test_assert_value (self, "[1, 'three']"); /* in the order of the choices */
  gtk_check_button_set_active (get_choice (self, 2), FALSE);
  component_test_assert_value (self, "[1]");
  g_assert_finalize_object (self);
}

static void
test_unknown_values_are_kept (void)
{
  SpComponent *self = component_test_new ("checkboxgroup");

  component_test_set_props (self, "{'choices': [['One', 1], ['Two', 2]]}");
  component_test_set_value (self, "[2, 'other']");
  component_test_assert_value (self, "[2, 'other']");
  gtk_check_button_set_active (get_choice (self, 0), TRUE);
  component_test_assert_value (self, "[1, 2, 'other']");
  gtk_check_button_set_active (get_choice (self, 2), FALSE);
  component_test_assert_value (self, "[1, 2]");
  component_test_set_props (self, "{'choices': ['a', 'b']}");
  component_test_assert_value (self, "[1, 2]");
  component_test_set_value (self, "null");
  component_test_assert_value (self, "[]");
  g_assert_finalize_object (self);
}

static void
test_same_value_twice (void)
{
  SpComponent *self = component_test_new ("checkboxgroup");

  component_test_set_props (self, "{'choices': [['One', 1], ['Uno', 1]]}");
  gtk_check_button_set_active (get_choice (self, 1), TRUE);
  g_assert_true (gtk_check_button_get_active (get_choice (self, 0)));
  component_test_assert_value (self, "[1]");
  g_assert_finalize_object (self);
}

static void
test_select_all (void)
{
  SpComponent    *self = component_test_new ("checkboxgroup");
  GtkCheckButton *all =
    GTK_CHECK_BUTTON (component_test_find (GTK_WIDGET (self), GTK_TYPE_CHECK_BUTTON, 0));
  g_autoptr (GString) events = NULL;

  component_test_set_props (self, "{'choices': ['a', 'b', 'c'], 'show_select_all': true}");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (all)));
  component_test_set_value (self, "['b']");
  g_assert_true (gtk_check_button_get_inconsistent (all));
  events = component_test_watch (self);
  gtk_check_button_set_active (all, TRUE);
  g_assert_cmpstr (events->str, ==, "change input ");
  component_test_assert_value (self, "['a', 'b', 'c']");
  gtk_check_button_set_active (all, FALSE);
  component_test_assert_value (self, "[]");
  g_assert_finalize_object (self);
}

static void
test_many_choices (void)
{
  SpComponent         *self = component_test_new ("checkboxgroup");
  GtkWidget           *window = NULL;
  GtkWidget           *list = NULL;
  g_autoptr (GString)  props = g_string_new ("{'choices': [");
  g_autoptr (JsonNode) node = NULL;

  for (guint i = 0; i < 10000; i++)
    g_string_append_printf (props, "%s['Choice %u', %u]", i > 0 ? ", " : "", i, i);
  g_string_append (props, "]}");
  node = component_test_parse (props->str);

  sp_component_set_props (self, json_node_get_object (node));
  component_test_set_value (self, "[5, 7.0, 9999]");
  window = component_test_show (self);
  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (self)), <, 500);
  list = component_test_find (GTK_WIDGET (self), GTK_TYPE_LIST_VIEW, 0);
  g_signal_emit_by_name (list, "activate", 0);
  g_signal_emit_by_name (list, "activate", 7);
  component_test_assert_value (self, "[0, 5, 9999]");
  sp_component_set_interactive (self, FALSE);
  g_signal_emit_by_name (list, "activate", 1);
  component_test_assert_value (self, "[0, 5, 9999]");
  sp_component_set_interactive (self, TRUE);
  component_test_set_props (self, "{'choices': [0, 5, 9999]}"); /* back to a few */
  gtk_check_button_set_active (get_choice (self, 0), FALSE);
  component_test_assert_value (self, "[5, 9999]");
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);
  g_test_add_func ("/checkboxgroup/generations", test_generations);
  g_test_add_func ("/checkboxgroup/hostile", test_hostile);
  g_test_add_func ("/checkboxgroup/ticking", test_ticking);
  g_test_add_func ("/checkboxgroup/unknown-values-are-kept", test_unknown_values_are_kept);
  g_test_add_func ("/checkboxgroup/same-value-twice", test_same_value_twice);
  g_test_add_func ("/checkboxgroup/select-all", test_select_all);
  g_test_add_func ("/checkboxgroup/many-choices", test_many_choices);

  return g_test_run ();
}
