/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "component-test.h"

#include "sp-choice-chips.h"
#include "sp-choice-entry.h"

static void
test_generations (void)
{
  component_test_generations ("dropdown");
}

static void
test_hostile (void)
{
  component_test_hostile ("dropdown");
}

static void
test_choosing (void)
{
  SpComponent *self = component_test_new ("dropdown");
  GtkDropDown *list =
    GTK_DROP_DOWN (component_test_find (GTK_WIDGET (self), GTK_TYPE_DROP_DOWN, 0));
  g_autoptr (GString) events = component_test_watch (self);

  component_test_set_props (self, "{'choices': [['One', 1], ['Two', true], ['three', 'three']]}");
  component_test_assert_value (self, "null");
  g_assert_cmpuint (gtk_drop_down_get_selected (list), ==, GTK_INVALID_LIST_POSITION);
  gtk_drop_down_set_selected (list, 1);
  g_assert_cmpstr (events->str, ==, "select change input ");
  component_test_assert_value (self, "true");
  g_assert_false (gtk_drop_down_get_enable_search (list));
  g_assert_finalize_object (self);
}

static void
test_unknown_value_is_kept (void)
{
  SpComponent *self = component_test_new ("dropdown");
  GtkDropDown *list =
    GTK_DROP_DOWN (component_test_find (GTK_WIDGET (self), GTK_TYPE_DROP_DOWN, 0));

  component_test_set_props (self, "{'choices': ['a', 'b']}");
  component_test_set_value (self, "'b'");
  component_test_set_props (self, "{'choices': ['c', 'd', 'e']}");
  component_test_assert_value (self, "'b'");
  g_assert_cmpuint (gtk_drop_down_get_selected (list), ==, 3);
  gtk_drop_down_set_selected (list, 0);
  component_test_assert_value (self, "'c'");
  component_test_set_value (self, "null");
  component_test_assert_value (self, "null");
  g_assert_finalize_object (self);
}

static void
test_many_choices (void)
{
  SpComponent *self = component_test_new ("dropdown");
  GtkDropDown *list =
    GTK_DROP_DOWN (component_test_find (GTK_WIDGET (self), GTK_TYPE_DROP_DOWN, 0));
  GtkWidget           *window = NULL;
  g_autoptr (GString)  props = g_string_new ("{'choices': [");
  g_autoptr (JsonNode) node = NULL;
  gint64               start = 0;

  for (guint i = 0; i < 10000; i++)
    g_string_append_printf (props, "%s['Choice %u', %u]", i > 0 ? ", " : "", i, i);
  g_string_append (props, "]}");
  node = component_test_parse (props->str);

  start = g_get_monotonic_time ();
  sp_component_set_props (self, json_node_get_object (node));
  component_test_set_value (self, "9999");
  window = component_test_show (self);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 2 * G_USEC_PER_SEC);
  g_assert_cmpuint (gtk_drop_down_get_selected (list), ==, 9999);
  g_assert_true (gtk_drop_down_get_enable_search (list));
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
}

static void
test_custom (void)
{
  SpComponent        *self = component_test_new ("dropdown");
  GtkWidget          *choices = component_test_find (GTK_WIDGET (self), SP_TYPE_CHOICE_ENTRY, 0);
  GtkEditable        *entry = GTK_EDITABLE (component_test_find (choices, GTK_TYPE_ENTRY, 0));
  g_autoptr (GString) events = component_test_watch (self);

  component_test_set_props (self,
                            "{'choices': [['One', 1], ['Two', 2]], 'allow_custom_value': true}");
  component_test_set_value (self, "2");
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "Two");
  gtk_editable_set_text (entry, ""); /* two steps, or there are two changes */
  g_string_truncate (events, 0);
  gtk_editable_set_text (entry, "Three");
  g_assert_cmpstr (events->str, ==, "change input ");
  component_test_assert_value (self, "'Three'");
  gtk_editable_set_text (entry, "One");
  component_test_assert_value (self, "1");
  component_test_set_props (self, "{'choices': [['Four', 4]]}");
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "One"); /* what was typed stays */
  component_test_set_value (self, "null");
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "");
  component_test_assert_value (self, "null");
  g_assert_finalize_object (self);
}

static void
test_several (void)
{
  SpComponent        *self = component_test_new ("dropdown");
  GtkWidget          *chips = component_test_find (GTK_WIDGET (self), SP_TYPE_CHOICE_CHIPS, 0);
  GtkWidget          *list = component_test_find (chips, GTK_TYPE_LIST_VIEW, 0);
  g_autoptr (GString) events = NULL;

  component_test_set_props (
    self, "{'choices': [['One', 1], ['Two', 2], ['Three', 3]], 'multiselect': true,"
          " 'max_choices': 2}");
  component_test_set_value (self, "[3]");
  events = component_test_watch (self);
  g_signal_emit_by_name (list, "activate", 0);
  g_assert_cmpstr (events->str, ==, "select change input ");
  component_test_assert_value (self, "[3, 1]"); /* in the order they were chosen */
  g_signal_emit_by_name (list, "activate", 1);
  component_test_assert_value (self, "[3, 1]"); /* no more than two */
  g_signal_emit_by_name (list, "activate", 2);
  component_test_assert_value (self, "[1]");
  component_test_set_value (self, "[1, 'other', 2]");
  component_test_assert_value (self, "[1, 'other', 2]");
  g_signal_emit_by_name (component_test_find (chips, GTK_TYPE_BUTTON, 0), "clicked");
  component_test_assert_value (self, "['other', 2]");
  sp_component_set_interactive (self, FALSE);
  g_signal_emit_by_name (component_test_find (chips, GTK_TYPE_BUTTON, 0), "clicked");
  component_test_assert_value (self, "['other', 2]");
  g_assert_finalize_object (self);
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);
  g_test_add_func ("/dropdown/generations", test_generations);
  g_test_add_func ("/dropdown/hostile", test_hostile);
  g_test_add_func ("/dropdown/choosing", test_choosing);
  g_test_add_func ("/dropdown/unknown-value-is-kept", test_unknown_value_is_kept);
  g_test_add_func ("/dropdown/many-choices", test_many_choices);
  g_test_add_func ("/dropdown/custom", test_custom);
  g_test_add_func ("/dropdown/several", test_several);

  return g_test_run ();
}
