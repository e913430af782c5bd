/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "component-test.h"

#include <adwaita.h>

#include "sp-markdown-code.h"
#include "sp-markdown-view.h"

#define VALUE                                                             \
  "{'x':{'type':'int | Other','description':'how *many*','default':'3'}," \
  "'Other':{'type':'<b>str','description':null,'default':null}}"

static void
test_generations (void)
{
  component_test_generations ("paramviewer");
}

static void
test_hostile (void)
{
  const char *const values[] = { "{'a':null}", "{'a':[]}", "{'':{'type':5,'description':{},'default':[]}}",
                                 "{'<b>&':{'type':'<i>&'}}" };

  component_test_hostile ("paramviewer");
  for (gsize i = 0; i < G_N_ELEMENTS (values); i++) {
    SpComponent *self = component_test_new ("paramviewer");
    GtkWidget   *row = NULL;

    component_test_set_props (self, "{'linkify':[null,7,'a'],'header':5,'max_height':'1px'}");
    component_test_set_value (self, values[i]);
    row = component_test_find (GTK_WIDGET (self), ADW_TYPE_EXPANDER_ROW, 0);
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
    component_test_assert_value (self, values[i]);
    g_assert_finalize_object (self);
  }
}

static void
test_rows (void)
{
  SpComponent *self = component_test_new ("paramviewer");
  GtkWidget   *window = NULL;
  GtkWidget   *first = NULL;
  GtkWidget   *second = NULL;

  component_test_set_props (self, "{'header':'Arguments','linkify':['Other']}");
  component_test_set_value (self, VALUE);
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (component_test_find (
                     gtk_widget_get_first_child (component_test_find (GTK_WIDGET (self), GTK_TYPE_LIST_BOX, 0)),
                     GTK_TYPE_LABEL, 0))),
                   ==, "x");
  first = component_test_find (GTK_WIDGET (self), ADW_TYPE_EXPANDER_ROW, 0);
  second = component_test_find (GTK_WIDGET (self), ADW_TYPE_EXPANDER_ROW, 1);
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (first)), ==, "x");
  g_assert_cmpstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (second)), ==, "<b>str");

  window = component_test_show (self);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (first), TRUE);
  component_test_find (first, SP_TYPE_MARKDOWN_CODE, 0);
  component_test_find (first, SP_TYPE_MARKDOWN_VIEW, 0);
  gtk_widget_activate_action (first, "rich-text.go", "s", "Other");
  g_assert_true (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (second)));

  /* The same value again leaves what is unfolded. */
  component_test_set_value (self, VALUE);
  g_assert_true (component_test_find (GTK_WIDGET (self), ADW_TYPE_EXPANDER_ROW, 0) == first);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
}

static void
test_all (void)
{
  SpComponent *self = component_test_new ("paramviewer");
  GtkWidget   *button = NULL;

  component_test_set_value (self, VALUE);
  button = component_test_find (GTK_WIDGET (self), GTK_TYPE_BUTTON, 0);
  while (g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (button)), "view-list-symbolic") != 0)
    button = component_test_find (GTK_WIDGET (self), GTK_TYPE_BUTTON, 1);
  g_signal_emit_by_name (button, "clicked");
  for (guint i = 0; i < 2; i++)
    g_assert_true (adw_expander_row_get_expanded (
      ADW_EXPANDER_ROW (component_test_find (GTK_WIDGET (self), ADW_TYPE_EXPANDER_ROW, i))));
  g_signal_emit_by_name (button, "clicked");
  for (guint i = 0; i < 2; i++)
    g_assert_false (adw_expander_row_get_expanded (
      ADW_EXPANDER_ROW (component_test_find (GTK_WIDGET (self), ADW_TYPE_EXPANDER_ROW, i))));
  g_assert_finalize_object (self);
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);

  g_test_add_func ("/paramviewer/generations", test_generations);
  g_test_add_func ("/paramviewer/hostile", test_hostile);
  g_test_add_func ("/paramviewer/rows", test_rows);
  g_test_add_func ("/paramviewer/all", test_all);

  return g_test_run ();
}
