/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "component-test.h"

static GtkLabel *
find_label (SpComponent *self, const char *text)
{
  for (guint i = 0; i < 4; i++) {
    GtkLabel *label = GTK_LABEL (component_test_find (GTK_WIDGET (self), GTK_TYPE_LABEL, i));

    if (g_str_equal (gtk_label_get_text (label), text))
      return label;
  }
  g_assert_not_reached ();
}

static void
test_heading (void)
{
  SpComponent *self = component_test_new ("number");
  GtkLabel    *label = NULL;

  component_test_set_props (self, "{'label': 'Size <b>&</b> _more', 'info': 'in <i>metres'}");
  label = find_label (self, "Size <b>&</b> _more");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (label)));
  g_assert_false (gtk_label_get_use_markup (label));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (find_label (self, "in metres"))));
  component_test_set_props (self, "{'show_label': false}");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (label)));
  component_test_set_props (self, "{'show_label': true, 'label': ''}");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (label)));
  g_assert_finalize_object (self);
}

static void
test_accessible_name (void)
{
  SpComponent *self = component_test_new ("number");
  GtkWidget   *entry = component_test_find (GTK_WIDGET (self), GTK_TYPE_ENTRY, 0);

  component_test_set_props (self, "{'label': 'Size', 'info': 'in metres'}");
  gtk_test_accessible_assert_relation (entry, GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                       find_label (self, "Size"), NULL);
  gtk_test_accessible_assert_relation (entry, GTK_ACCESSIBLE_RELATION_DESCRIBED_BY,
                                       find_label (self, "in metres"), NULL);
  component_test_set_props (self, "{'show_label': false}");
  gtk_test_accessible_assert_property (entry, GTK_ACCESSIBLE_PROPERTY_LABEL, "Size");
  g_assert_false (
    gtk_test_accessible_has_relation (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_RELATION_LABELLED_BY));

  sp_component_set_error_text (self, "Too large");
  gtk_test_accessible_assert_state (entry, GTK_ACCESSIBLE_STATE_INVALID,
                                    GTK_ACCESSIBLE_INVALID_TRUE);
  gtk_editable_set_text (GTK_EDITABLE (entry), "5");
  g_assert_null (sp_component_get_error_text (self));
  g_assert_false (
    gtk_test_accessible_has_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID));
  g_assert_finalize_object (self);
}

static void
test_visible_and_interactive (void)
{
  SpComponent *self = component_test_new ("number");

  component_test_set_props (self, "{'visible': false, 'interactive': false}");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (self)));
  g_assert_false (sp_component_get_interactive (self));
  component_test_set_props (self, "{'visible': null, 'interactive': null}");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (self)));
  component_test_set_props (self, "{'visible': true, 'mode': 'dynamic'}");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (self)));
  g_assert_true (sp_component_get_interactive (self));
  component_test_set_props (self, "{'visible': 'hidden', 'mode': 'static'}");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (self)));
  g_assert_false (sp_component_get_interactive (self));
  g_assert_finalize_object (self);
}

static void
notice_cb (SpComponent *self, const char *text, GString *notices)
{
  g_string_append (notices, text);
}

static void
text_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  char **text = user_data;

  *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static gboolean
has_text (gpointer user_data)
{
  return *(char **) user_data != NULL;
}

static void
test_copy (void)
{
  SpComponent        *self = component_test_new ("textbox");
  GtkWidget          *window = component_test_show (self);
  g_autofree char    *text = NULL;
  g_autoptr (GString) notices = g_string_new (NULL);

  g_signal_connect (self, "notice", G_CALLBACK (notice_cb), notices);
  gtk_widget_activate_action (GTK_WIDGET (self), "component.copy", NULL);
  g_assert_cmpstr (notices->str, ==, "There is nothing to copy.");
  g_string_truncate (notices, 0);
  component_test_set_value (self, "'some text'");
  gtk_widget_activate_action (GTK_WIDGET (self), "component.copy", NULL);
  g_assert_cmpstr (notices->str, ==, "Copied");
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), NULL, text_read_cb,
                                 &text);
  component_test_wait (has_text, &text);
  g_assert_cmpstr (text, ==, "some text");
  gtk_widget_activate_action (GTK_WIDGET (self), "component.menu", NULL);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);
  g_test_add_func ("/component/heading", test_heading);
  g_test_add_func ("/component/accessible-name", test_accessible_name);
  g_test_add_func ("/component/visible-and-interactive", test_visible_and_interactive);
  g_test_add_func ("/component/copy", test_copy);

  return g_test_run ();
}
