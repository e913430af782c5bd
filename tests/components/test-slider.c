/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "component-test.h"

#include "sp-number-field.h"

static GtkAdjustment *
get_adjustment (SpComponent *self)
{
  return gtk_range_get_adjustment (
    GTK_RANGE (component_test_find (GTK_WIDGET (self), GTK_TYPE_SCALE, 0)));
}

static void
test_generations (void)
{
  component_test_generations ("slider");
}

static void
test_hostile (void)
{
  component_test_hostile ("slider");
}

static void
test_dragging (void)
{
  SpComponent        *self = component_test_new ("slider");
  g_autoptr (GString) events = component_test_watch (self);

  component_test_set_props (self, "{'minimum': 1, 'maximum': 10, 'step': 2, 'value': 3}");
  component_test_assert_value (self, "1");
  gtk_adjustment_set_value (get_adjustment (self), 5.4);
  component_test_assert_value (self, "5");
  g_assert_cmpfloat (gtk_adjustment_get_value (get_adjustment (self)), ==, 5);
  g_assert_cmpstr (events->str, ==, "change input ");
  gtk_adjustment_set_value (get_adjustment (self), 5.2);
  component_test_assert_value (self, "5");
  g_assert_cmpstr (events->str, ==, "change input "); /* snapped back */
  gtk_adjustment_set_value (get_adjustment (self), 10);
  component_test_assert_value (self, "10"); /* the end is no step */
  g_assert_finalize_object (self);
}

static gboolean
is_released (gpointer user_data)
{
  return strstr (((GString *) user_data)->str, "release") != NULL;
}

static void
test_release_without_pointer (void)
{
  SpComponent        *self = component_test_new ("slider");
  g_autoptr (GString) events = component_test_watch (self);

  gtk_adjustment_set_value (get_adjustment (self), 7);
  component_test_wait (is_released, events);
  g_assert_cmpstr (events->str, ==, "change input release ");
  g_assert_finalize_object (self);
}

/* Another number is being typed: the app is told of it when it is there, and never of nothing. */
static void
test_emptied (void)
{
  SpComponent        *self = component_test_new ("slider");
  GtkWidget          *window = component_test_show (self);
  GtkEditable        *text = GTK_EDITABLE (component_test_find (GTK_WIDGET (self), GTK_TYPE_TEXT, 0));
  g_autoptr (GString) events = NULL;

  component_test_set_value (self, "20");
  events = component_test_watch (self);
  gtk_widget_grab_focus (GTK_WIDGET (text));
  gtk_editable_delete_text (text, 0, -1);
  component_test_assert_value (self, "20");
  g_assert_null (strstr (events->str, "change"));

  gtk_editable_set_text (text, "35");
  component_test_assert_value (self, "35");
  g_assert_nonnull (strstr (events->str, "change input "));

  gtk_editable_delete_text (text, 0, -1);
  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  g_assert_cmpstr (gtk_editable_get_text (text), ==, "35");
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
}

static void
test_reset (void)
{
  SpComponent        *self = component_test_new ("slider");
  GtkWidget          *reset = component_test_find (GTK_WIDGET (self), GTK_TYPE_BUTTON, 0);
  g_autoptr (GString) events = NULL;

  component_test_set_props (self, "{'value': 30}");
  component_test_set_value (self, "70");
  g_assert_true (gtk_widget_get_sensitive (reset));
  events = component_test_watch (self);
  g_signal_emit_by_name (reset, "clicked");
  g_assert_cmpstr (events->str, ==, "change input release ");
  component_test_assert_value (self, "30");
  g_assert_false (gtk_widget_get_sensitive (reset));
  component_test_set_props (self, "{'buttons': []}");
  g_assert_false (gtk_widget_get_visible (reset));
  g_assert_finalize_object (self);
}

static void
test_degenerate_ranges (void)
{
  static const char *const ranges[] = {
    "{'minimum': 5, 'maximum': 5}",
    "{'minimum': 9, 'maximum': 2}",
    "{'minimum': null, 'maximum': null, 'step': null}",
    "{'minimum': 0, 'maximum': 1e308, 'step': 1e-300}",
    "{'minimum': -9223372036854775808, 'maximum': 9223372036854775807}",
    "{'minimum': 0, 'maximum': 1, 'step': 0}",
    "{'minimum': 0, 'maximum': 1, 'step': -3}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++) {
    SpComponent *self = component_test_new ("slider");
    GtkWidget   *window = NULL;

    component_test_set_props (self, ranges[i]);
    component_test_set_value (self, "6.5");
    component_test_assert_value (self, "6.5");
    gtk_adjustment_set_value (get_adjustment (self), 0.5);
    window = component_test_show (self);
    gtk_window_destroy (GTK_WINDOW (window));
    g_assert_finalize_object (self);
  }
}

static void
test_values_off_the_step_are_kept (void)
{
  SpComponent *self = component_test_new ("slider");

  component_test_set_props (self, "{'minimum': 0, 'maximum': 10, 'step': 1}");
  component_test_set_value (self, "3.14159");
  component_test_assert_value (self, "3.14159");
  component_test_set_value (self, "4000");
  component_test_assert_value (self, "4000");
  g_assert_cmpfloat (gtk_adjustment_get_value (get_adjustment (self)), ==, 10);
  g_assert_false (sp_component_check (self, NULL));
  component_test_set_value (self, "null");
  component_test_assert_value (self, "0");
  g_assert_finalize_object (self);
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);
  g_test_add_func ("/slider/generations", test_generations);
  g_test_add_func ("/slider/hostile", test_hostile);
  g_test_add_func ("/slider/dragging", test_dragging);
  g_test_add_func ("/slider/release-without-pointer", test_release_without_pointer);
  g_test_add_func ("/slider/emptied", test_emptied);
  g_test_add_func ("/slider/reset", test_reset);
  g_test_add_func ("/slider/degenerate-ranges", test_degenerate_ranges);
  g_test_add_func ("/slider/values-off-the-step-are-kept", test_values_off_the_step_are_kept);

  return g_test_run ();
}
