/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "component-test.h"

static GtkWidget *
get_button (SpComponent *self)
{
  return component_test_find (GTK_WIDGET (self), GTK_TYPE_BUTTON, 0);
}

static const char *
get_caption (SpComponent *self)
{
  return gtk_label_get_label (
    GTK_LABEL (component_test_find (get_button (self), GTK_TYPE_LABEL, 0)));
}

static void
test_generations (void)
{
  component_test_generations ("button");
}

static void
test_hostile (void)
{
  component_test_hostile ("button");
}

static void
test_click (void)
{
  SpComponent        *self = component_test_new ("button");
  g_autoptr (GString) events = component_test_watch (self);
  GtkWidget          *window = NULL;

  component_test_set_value (self, "'snake_case'");
  g_assert_cmpstr (events->str, ==, "change ");
  g_assert_cmpstr (get_caption (self), ==, "snake_case");
  window = component_test_show (self);
  g_string_truncate (events, 0);
  g_assert_true (gtk_widget_activate (get_button (self))); /* as Enter and the space bar do */
  g_signal_emit_by_name (get_button (self), "clicked");
  g_assert_true (g_str_has_prefix (events->str, "click "));

  component_test_set_props (self, "{'interactive': false}");
  g_assert_false (gtk_widget_is_sensitive (get_button (self)));
  component_test_set_value (self, "null");
  component_test_assert_value (self, "null");
  g_assert_cmpstr (get_caption (self), ==, "");
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
}

static void
test_look (void)
{
  SpComponent *self = component_test_new ("button");
  GtkWidget   *button = get_button (self);

  g_assert_true (gtk_widget_has_css_class (button, "lg")); /* old servers send no size */
  component_test_set_props (self, "{'variant': 'primary', 'size': 'sm'}");
  g_assert_true (gtk_widget_has_css_class (button, "suggested-action"));
  g_assert_true (gtk_widget_has_css_class (button, "sm"));
  g_assert_false (gtk_widget_has_css_class (button, "lg"));
  component_test_set_props (self, "{'variant': 'stop'}");
  g_assert_false (gtk_widget_has_css_class (button, "suggested-action"));
  g_assert_true (gtk_widget_has_css_class (button, "destructive-action"));
  component_test_set_props (self, "{'variant': 'huggingface', 'link': 'https://example.org/'}");
  g_assert_false (gtk_widget_has_css_class (button, "destructive-action"));
  g_assert_cmpstr (gtk_widget_get_tooltip_text (button), ==, "https://example.org/");
  g_assert_finalize_object (self);
}

static gboolean
has_icon (gpointer user_data)
{
  return gtk_widget_get_visible (user_data);
}

static void
test_icon (void)
{
  SpComponent           *self = component_test_new ("button");
  g_autofree char       *path = g_test_build_filename (G_TEST_DIST, "media", "alpha.png", NULL);
  g_autoptr (GFile)      local = g_file_new_for_path (path);
  g_autoptr (GradioFile) file = gradio_file_new_local (local);
  g_autoptr (JsonObject) props = json_object_new ();
  GtkWidget             *icon = component_test_find (get_button (self), GTK_TYPE_IMAGE, 0);

  g_assert_false (gtk_widget_get_visible (icon));
  json_object_set_member (props, "icon", gradio_file_to_json (file));
  sp_component_set_props (self, props);
  component_test_wait (has_icon, icon);
  g_assert_finalize_object (self);
}

/* What works on Spaces only says so, and does not look as if it worked here. */
static void
test_other_classes (void)
{
  static const char *const versions[] = { "4.44.1", "5.49.1", "6.31.0" };
  static const char *const names[] = { "LoginButton", "DeepLinkButton", "DuplicateButton", "Button",
                                       "ClearButton" };

  for (guint i = 0; i < G_N_ELEMENTS (versions); i++) {
    g_autoptr (JsonObject) components = component_test_load (versions[i]);
    JsonObject            *classes = gradio_json_get_object (components, "button");

    for (guint j = 0; j < G_N_ELEMENTS (names); j++) {
      JsonObject *class = gradio_json_get_object (classes, names[j]);
      JsonObject  *props = gradio_json_get_object (class, "props");
      SpComponent *self = component_test_new ("button");
      GtkWidget   *button = get_button (self);
      gboolean     works = !g_str_equal (names[j], "DuplicateButton");

      if (class == NULL) { /* older than the class */
        g_assert_finalize_object (self);
        continue;
      }

      sp_component_set_props (self, props);
      sp_component_set_value (self, json_object_get_member (props, "value"));
      g_assert_cmpint (gtk_widget_is_sensitive (button), ==, works);
      g_assert_cmpint (gtk_widget_get_tooltip_text (button) == NULL, ==, works);
      g_assert_finalize_object (self);
    }
  }
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);
  g_test_add_func ("/button/generations", test_generations);
  g_test_add_func ("/button/hostile", test_hostile);
  g_test_add_func ("/button/click", test_click);
  g_test_add_func ("/button/look", test_look);
  g_test_add_func ("/button/icon", test_icon);
  g_test_add_func ("/button/other-classes", test_other_classes);

  return g_test_run ();
}
