/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "component-test.h"

#include "sp-json-editor.h"

static GtkTextBuffer *
get_buffer (SpComponent *self)
{
  return gtk_text_view_get_buffer (
    GTK_TEXT_VIEW (component_test_find (GTK_WIDGET (self), GTK_TYPE_TEXT_VIEW, 0)));
}

static void
test_hostile (void)
{
  component_test_hostile ("fallback");
}

static void
test_editing (void)
{
  SpComponent        *self = component_test_new ("fallback");
  g_autoptr (GString) events = component_test_watch (self);
  g_autoptr (GError)  error = NULL;

  g_assert_true (SP_IS_JSON_EDITOR (self));
  component_test_assert_value (self, "null");
  gtk_text_buffer_set_text (get_buffer (self), "{\"a\": [1, 2.5]}", -1);
  component_test_assert_value (self, "{'a': [1, 2.5]}");
  g_assert_true (g_str_has_suffix (events->str, "change input "));

  gtk_text_buffer_set_text (get_buffer (self), "{\n  \"a\": [1,\n}", -1);
  g_assert_false (sp_component_check (self, &error));
  g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_VALUE);
  g_assert_nonnull (strstr (error->message, "3")); /* the line */
  g_assert_cmpstr (sp_component_get_error_text (self), ==, error->message);

  gtk_text_buffer_set_text (get_buffer (self), " \n", -1);
  g_assert_true (sp_component_check (self, NULL));
  component_test_assert_value (self, "null");
  g_assert_finalize_object (self);
}

static void
test_template (void)
{
  SpComponent         *self = component_test_new (NULL);
  g_autoptr (JsonNode) schema = component_test_parse ("{'type': 'object'}");
  g_autoptr (JsonNode) example = component_test_parse ("{'x': 1}");

  sp_json_editor_set_schema (SP_JSON_EDITOR (self), schema);
  sp_json_editor_set_template (SP_JSON_EDITOR (self), example);
  component_test_assert_value (self, "null");
  g_signal_emit_by_name (component_test_find (GTK_WIDGET (self), GTK_TYPE_BUTTON, 0), "clicked");
  component_test_assert_value (self, "{'x': 1}");
  g_assert_finalize_object (self);
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);
  g_test_add_func ("/json-editor/hostile", test_hostile);
  g_test_add_func ("/json-editor/editing", test_editing);
  g_test_add_func ("/json-editor/template", test_template);

  return g_test_run ();
}
