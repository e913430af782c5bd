/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "component-test.h"

#include "sp-number-field.h"
#include "sp-number-text.h"

static GtkEditable *
get_entry (SpComponent *self)
{
  return GTK_EDITABLE (component_test_find (GTK_WIDGET (self), GTK_TYPE_ENTRY, 0));
}

static void
test_generations (void)
{
  component_test_generations ("number");
}

static void
test_hostile (void)
{
  component_test_hostile ("number");
}

static void
test_typing (void)
{
  SpComponent        *self = component_test_new ("number");
  g_autoptr (GString) events = component_test_watch (self);

  component_test_assert_value (self, "null");
  gtk_editable_set_text (get_entry (self), "42");
  g_assert_cmpstr (events->str, ==, "change input ");
  component_test_assert_value (self, "42");
  gtk_editable_set_text (get_entry (self), "1e-9");
  component_test_assert_value (self, "1e-9");
  gtk_editable_set_text (get_entry (self), "");
  component_test_assert_value (self, "null");
  g_assert_true (sp_component_check (self, NULL));
  g_assert_finalize_object (self);
}

static gboolean
was_told_twice (gpointer user_data)
{
  return strcmp (((GString *) user_data)->str, "change input change input ") == 0;
}

/* The app hears of the new number, and of nothing only when the field stays empty. */
static void
test_typing_over (void)
{
  SpComponent        *self = component_test_new ("number");
  g_autoptr (GString) events = NULL;

  component_test_set_value (self, "5");
  events = component_test_watch (self);
  gtk_editable_delete_text (get_entry (self), 0, -1);
  gtk_editable_set_text (get_entry (self), "12");
  g_assert_cmpstr (events->str, ==, "change input ");
  gtk_editable_delete_text (get_entry (self), 0, -1);
  component_test_wait (was_told_twice, events);
  component_test_assert_value (self, "null");

  gtk_editable_set_text (get_entry (self), "7");
  g_string_truncate (events, 0);
  gtk_editable_delete_text (get_entry (self), 0, -1);
  g_signal_emit_by_name (get_entry (self), "activate"); /* what came before is told before */
  g_assert_cmpstr (events->str, ==, "change input submit ");
  g_assert_finalize_object (self);
}

static void
test_no_number (void)
{
  static const char *const wrong[] = { "abc", "0x10", "1e400", "inf", "nan",
                                       "1 2 x", "--1", "e", "." };
  SpComponent             *self = component_test_new ("number");

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (GError) error = NULL;

    gtk_editable_set_text (get_entry (self), wrong[i]);
    g_assert_false (sp_component_check (self, &error));
    g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_VALUE);
    g_assert_cmpstr (sp_component_get_error_text (self), ==, error->message);
    component_test_assert_value (self, "null");
  }
  gtk_editable_set_text (get_entry (self), "7");
  g_assert_null (sp_component_get_error_text (self));
  g_assert_finalize_object (self);
}

static void
test_range_and_steps (void)
{
  SpComponent *self = component_test_new ("number");
  GtkWidget   *more = component_test_find (GTK_WIDGET (self), GTK_TYPE_BUTTON, 1);

  component_test_set_props (self, "{'minimum': 0, 'maximum': 0.5, 'step': 0.1}");
  component_test_set_value (self, "0.2");
  g_signal_emit_by_name (more, "clicked");
  component_test_assert_value (self, "0.3");
  for (guint i = 0; i < 5; i++)
    g_signal_emit_by_name (more, "clicked");
  component_test_assert_value (self, "0.5");
  gtk_editable_set_text (get_entry (self), "0.6");
  g_assert_nonnull (sp_component_get_error_text (self));
  component_test_assert_value (self, "0.6");
  g_assert_finalize_object (self);
}

static void
test_large_integers (void)
{
  SpComponent *self = component_test_new ("number");
  GtkWidget   *more = component_test_find (GTK_WIDGET (self), GTK_TYPE_BUTTON, 1);

  component_test_set_value (self, "9007199254740993");
  g_assert_cmpstr (gtk_editable_get_text (get_entry (self)), ==, "9007199254740993");
  g_signal_emit_by_name (more, "clicked");
  g_assert_cmpstr (gtk_editable_get_text (get_entry (self)), ==, "9007199254740994");
  gtk_editable_set_text (get_entry (self), "9223372036854775807");
  component_test_assert_value (self, "9223372036854775807");
  g_assert_finalize_object (self);
}

static void
test_precision (void)
{
  SpComponent *self = component_test_new ("number");

  component_test_set_props (self, "{'precision': 0}");
  component_test_set_value (self, "6.6");
  component_test_assert_value (self, "6.6"); /* not edited, not touched */
  gtk_editable_set_text (get_entry (self), "6.6");
  component_test_assert_value (self, "7");
  component_test_set_props (self, "{'precision': 2}");
  gtk_editable_set_text (get_entry (self), "1.23456");
  component_test_assert_value (self, "1.23");
  g_assert_finalize_object (self);
}

static void
test_same_number_is_no_change (void)
{
  SpComponent        *self = component_test_new ("number");
  g_autoptr (GString) events = component_test_watch (self);

  component_test_set_value (self, "2");
  g_assert_cmpstr (events->str, ==, "change ");
  component_test_set_value (self, "2.0");
  g_assert_cmpstr (events->str, ==, "change ");
  g_signal_emit_by_name (get_entry (self), "activate");
  g_assert_cmpstr (events->str, ==, "change submit ");
  g_assert_finalize_object (self);
}

static gboolean
has_left (gpointer user_data)
{
  return strstr (((GString *) user_data)->str, "blur ") != NULL;
}

static void
test_focus (void)
{
  SpComponent        *self = component_test_new ("number");
  g_autoptr (GString) events = component_test_watch (self);
  GtkWidget          *window = component_test_show (self);

  gtk_widget_grab_focus (GTK_WIDGET (self));
  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  component_test_wait (has_left, events);
  g_assert_true (g_str_has_prefix (events->str, "focus "));
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);
  g_test_add_func ("/number/generations", test_generations);
  g_test_add_func ("/number/hostile", test_hostile);
  g_test_add_func ("/number/typing", test_typing);
  g_test_add_func ("/number/typing-over", test_typing_over);
  g_test_add_func ("/number/no-number", test_no_number);
  g_test_add_func ("/number/range-and-steps", test_range_and_steps);
  g_test_add_func ("/number/large-integers", test_large_integers);
  g_test_add_func ("/number/precision", test_precision);
  g_test_add_func ("/number/same-number-is-no-change", test_same_number_is_no_change);
  g_test_add_func ("/number/focus", test_focus);

  return g_test_run ();
}
