/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "component-test.h"

#include "sp-color-text.h"

static GtkEditable *
get_entry (SpComponent *self)
{
  GtkWidget *button = component_test_find (GTK_WIDGET (self), GTK_TYPE_MENU_BUTTON, 0);

  return GTK_EDITABLE (gtk_widget_get_next_sibling (button)); /* the chooser has another one */
}

/* It is made when the button is clicked for the first time. */
static GtkColorChooser *
get_chooser (SpComponent *self)
{
  GtkWidget *button = component_test_find (GTK_WIDGET (self), GTK_TYPE_MENU_BUTTON, 0);

  if (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)) == NULL) {
    gtk_menu_button_popup (GTK_MENU_BUTTON (button));
    gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
  }

  return GTK_COLOR_CHOOSER (
    component_test_find (GTK_WIDGET (self), GTK_TYPE_COLOR_CHOOSER_WIDGET, 0));
}

static void
test_generations (void)
{
  component_test_generations ("colorpicker");
}

static void
test_hostile (void)
{
  component_test_hostile ("colorpicker");
}

static void
test_texts (void)
{
  static const struct {
    const char *text;
    const char *written; /* NULL when it is no colour */
  } cases[] = {
    { "#000000", "#000000" },
    { "#1A5fb4", "#1a5fb4" },
    { "#f00", "#ff0000" },
    { "#00ff0080", "#00ff0080" },
    { "red", "#ff0000" },
    { "rgb(26, 95, 180)", "rgb(26, 95, 180)" },
    { "rgba(0, 128, 255, 0.5)", "rgba(0, 128, 255, 0.5)" },
    { "rgba(12.4, 128.75, 254.9, 1)", "rgb(12, 129, 255)" },
    { " hsl(120, 100%, 50%) ", "hsl(120, 100%, 50%)" },
    { "hsla(0, 100%, 25%, 0.5)", "hsla(0, 100%, 25%, 0.5)" },
    { "hsl(0, 0%, 0%)", "hsl(0, 0%, 0%)" },
    { "", NULL },
    { "no colour", NULL },
    { "rgb(", NULL },
    { "rgb(1,2)", NULL },
    { "rgba(1.5,2,3,4,5)", NULL },
    { "rgb(nan, 1, 2)", NULL },
    { "#12", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    GdkRGBA          color;
    SpColorForm      form = SP_COLOR_FORM_HEX;
    gboolean         is_color = sp_color_text_parse (cases[i].text, &color, &form);
    g_autofree char *written = is_color ? sp_color_text_new (&color, form) : NULL;

    g_assert_cmpstr (written, ==, cases[i].written);
  }
}

static void
test_picking_keeps_the_form (void)
{
  SpComponent        *self = component_test_new ("colorpicker");
  GtkWidget          *window = component_test_show (self);
  g_autoptr (GString) events = component_test_watch (self);
  GdkRGBA             green = { 0, 1, 0, 1 };
  GdkRGBA             half = { 0, 0, 1, 0.5 };

  component_test_set_value (self, "'#ff0000'");
  g_string_truncate (events, 0);
  gtk_color_chooser_set_rgba (get_chooser (self), &green);
  g_assert_cmpstr (events->str, ==, "change input ");
  component_test_assert_value (self, "'#00ff00'");
  component_test_set_value (self, "'rgb(1, 2, 3)'");
  gtk_color_chooser_set_rgba (get_chooser (self), &half);
  component_test_assert_value (self, "'rgba(0, 0, 255, 0.5)'");
  component_test_set_value (self, "'hsl(0, 100%, 50%)'");
  gtk_color_chooser_set_rgba (get_chooser (self), &green);
  component_test_assert_value (self, "'hsl(120, 100%, 50%)'");
  component_test_set_value (self, "null");
  component_test_assert_value (self, "null");
  g_assert_cmpstr (gtk_editable_get_text (get_entry (self)), ==, "");
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
}

static gboolean
was_released (gpointer user_data)
{
  return strstr (((GString *) user_data)->str, "release ") != NULL;
}

static void
test_release (void)
{
  SpComponent        *self = component_test_new ("colorpicker");
  GtkWidget          *window = component_test_show (self);
  g_autoptr (GString) events = component_test_watch (self);
  GdkRGBA             green = { 0, 1, 0, 1 };
  GdkRGBA             blue = { 0, 0, 1, 1 };

  gtk_color_chooser_set_rgba (get_chooser (self), &green);
  gtk_color_chooser_set_rgba (get_chooser (self), &blue);
  component_test_wait (was_released, events);
  g_assert_true (g_str_has_prefix (events->str, "change input ")); /* a blur may have come since */
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
}

static void
test_typing (void)
{
  SpComponent        *self = component_test_new ("colorpicker");
  GtkWidget          *window = component_test_show (self);
  g_autoptr (GString) events = component_test_watch (self);
  GdkRGBA             color;

  gtk_editable_set_text (get_entry (self), "#00ff00");
  g_assert_cmpstr (events->str, ==, "change input ");
  component_test_assert_value (self, "'#00ff00'");
  gtk_color_chooser_get_rgba (get_chooser (self), &color);
  g_assert_cmpfloat_with_epsilon (color.green, 1, 0.001);
  g_string_truncate (events, 0);
  g_signal_emit_by_name (get_entry (self), "activate");
  g_assert_cmpstr (events->str, ==, "submit ");

  gtk_editable_set_text (get_entry (self), "#00ff0");
  g_assert_nonnull (sp_component_get_error_text (self));
  component_test_set_value (self, "'no colour at all'"); /* of the server: kept and sent back */
  g_assert_true (sp_component_check (self, NULL));
  component_test_assert_value (self, "'no colour at all'");
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
}

static void
test_static (void)
{
  SpComponent *self = component_test_new ("colorpicker");

  component_test_set_value (self, "'red'");
  sp_component_set_interactive (self, FALSE);
  g_assert_false (gtk_editable_get_editable (get_entry (self)));
  g_assert_true (gtk_widget_is_sensitive (GTK_WIDGET (get_entry (self)))); /* to be copied */
  component_test_assert_value (self, "'red'");
  g_assert_finalize_object (self);
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);
  g_test_add_func ("/colorpicker/generations", test_generations);
  g_test_add_func ("/colorpicker/hostile", test_hostile);
  g_test_add_func ("/colorpicker/texts", test_texts);
  g_test_add_func ("/colorpicker/picking-keeps-the-form", test_picking_keeps_the_form);
  g_test_add_func ("/colorpicker/release", test_release);
  g_test_add_func ("/colorpicker/typing", test_typing);
  g_test_add_func ("/colorpicker/static", test_static);

  return g_test_run ();
}
