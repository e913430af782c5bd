/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "component-test.h"

#include "sp-date-text.h"

static GtkEditable *
get_entry (SpComponent *self)
{
  return GTK_EDITABLE (component_test_find (GTK_WIDGET (self), GTK_TYPE_ENTRY, 0));
}

static void
test_generations (void)
{
  component_test_generations ("datetime");
}

static void
test_hostile (void)
{
  component_test_hostile ("datetime");
}

static void
test_texts (void)
{
  static const struct {
    const char *text;
    gboolean    is_time; /* taken where a time is wanted */
    gboolean    is_date; /* taken where a date is wanted */
    gboolean    is_readable;
  } cases[] = {
    { "2024-05-01 10:00:00", TRUE, FALSE, TRUE },
    { "2024-05-01", FALSE, TRUE, TRUE },
    { "2024-02-30", FALSE, FALSE, FALSE },
    { "2024-05-01 25:00:00", FALSE, FALSE, FALSE },
    { "2024-05-01T10:00:00.123456", FALSE, FALSE, TRUE },
    { "2024-05-01T10:00:00+02:00", FALSE, FALSE, TRUE },
    { "now", TRUE, TRUE, FALSE },
    { "now - 1d", TRUE, TRUE, FALSE },
    { "now - 5m", TRUE, TRUE, FALSE },
    { "now-30 s", TRUE, TRUE, FALSE },
    { "now - 5y", FALSE, FALSE, FALSE },
    { "now + 1d", FALSE, FALSE, FALSE },
    { "yesterday", FALSE, FALSE, FALSE },
    { "", FALSE, FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GDateTime) time = sp_date_text_parse (cases[i].text);
    g_autoptr (GError)    error = NULL;

    g_assert_cmpint (sp_date_text_check (cases[i].text, TRUE, &error), ==, cases[i].is_time);
    g_assert_cmpint (error == NULL, ==, cases[i].is_time);
    g_assert_cmpint (sp_date_text_check (cases[i].text, FALSE, NULL), ==, cases[i].is_date);
    g_assert_cmpint (time != NULL, ==, cases[i].is_readable);
  }
}

static void
test_typing (void)
{
  SpComponent        *self = component_test_new ("datetime");
  g_autoptr (GString) events = component_test_watch (self);

  gtk_editable_set_text (get_entry (self), "2024-05-01");
  g_assert_cmpstr (events->str, ==, ""); /* not finished */
  g_signal_emit_by_name (get_entry (self), "activate");
  g_assert_cmpstr (events->str, ==, "");
  g_assert_nonnull (sp_component_get_error_text (self));
  g_assert_false (sp_component_check (self, NULL));
  gtk_editable_set_text (get_entry (self), "2024-05-01 10:00:00");
  g_assert_null (sp_component_get_error_text (self));
  g_signal_emit_by_name (get_entry (self), "activate");
  g_assert_cmpstr (events->str, ==, "change input submit ");
  component_test_assert_value (self, "'2024-05-01 10:00:00'");
  g_string_truncate (events, 0);
  g_signal_emit_by_name (get_entry (self), "activate");
  g_assert_cmpstr (events->str, ==, "submit "); /* no change twice */
  gtk_editable_set_text (get_entry (self), "now - 1d");
  g_signal_emit_by_name (get_entry (self), "activate");
  component_test_assert_value (self, "'now - 1d'");
  gtk_editable_set_text (get_entry (self), "");
  component_test_assert_value (self, "null");
  g_assert_finalize_object (self);
}

static void
test_calendar (void)
{
  SpComponent          *self = component_test_new ("datetime");
  GtkWidget            *button = component_test_find (GTK_WIDGET (self), GTK_TYPE_MENU_BUTTON, 0);
  GtkCalendar          *calendar = GTK_CALENDAR (component_test_find (GTK_WIDGET (self), GTK_TYPE_CALENDAR, 0));
  GtkSpinButton        *hour = GTK_SPIN_BUTTON (component_test_find (GTK_WIDGET (self), GTK_TYPE_SPIN_BUTTON, 0));
  GtkWidget            *window = component_test_show (self);
  g_autoptr (GDateTime) day = g_date_time_new_utc (2024, 5, 3, 0, 0, 0);
  g_autoptr (GString)   events = component_test_watch (self);

  component_test_set_value (self, "'2024-05-01T10:20:30.5'");
  g_string_truncate (events, 0);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  component_test_assert_value (self, "'2024-05-01T10:20:30.5'"); /* looking changes nothing */
  g_assert_cmpstr (events->str, ==, "");
  g_assert_cmpint (gtk_spin_button_get_value_as_int (hour), ==, 10);
  gtk_calendar_select_day (calendar, day);
  component_test_assert_value (self, "'2024-05-03 10:20:30'");
  g_assert_cmpstr (events->str, ==, "change input ");
  gtk_spin_button_set_value (hour, 7);
  component_test_assert_value (self, "'2024-05-03 07:20:30'");
  component_test_set_props (self, "{'include_time': false}");
  g_assert_false (gtk_widget_get_visible (gtk_widget_get_parent (GTK_WIDGET (hour))));
  day = (g_date_time_unref (day), g_date_time_new_utc (2023, 12, 31, 0, 0, 0));
  gtk_calendar_select_day (calendar, day);
  component_test_assert_value (self, "'2023-12-31'");
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
}

static void
test_seconds_and_zones (void)
{
  SpComponent *self = component_test_new ("datetime");

  component_test_set_props (self, "{'timezone': 'Etc/GMT-2'}");
  component_test_set_value (self, "86400.25");
  g_assert_cmpstr (gtk_editable_get_text (get_entry (self)), ==, "1970-01-02 02:00:00");
  component_test_assert_value (self, "86400.25");
  component_test_set_props (self, "{'timezone': 'Nowhere/At all'}");
  component_test_set_value (self, "'anything'");
  component_test_assert_value (self, "'anything'");
  g_assert_true (sp_component_check (self, NULL));
  sp_component_set_interactive (self, FALSE);
  g_assert_false (gtk_editable_get_editable (get_entry (self)));
  component_test_assert_value (self, "'anything'");
  g_assert_finalize_object (self);
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);
  g_test_add_func ("/datetime/generations", test_generations);
  g_test_add_func ("/datetime/hostile", test_hostile);
  g_test_add_func ("/datetime/texts", test_texts);
  g_test_add_func ("/datetime/typing", test_typing);
  g_test_add_func ("/datetime/calendar", test_calendar);
  g_test_add_func ("/datetime/seconds-and-zones", test_seconds_and_zones);

  return g_test_run ();
}
