/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media-test.h"
#include "sp-height-limit.h"
#include "sp-markdown-view.h"

static void
test_generations (void)
{
  component_test_generations ("markdown");
}

static void
test_hostile (void)
{
  component_test_hostile ("markdown");
}

static void
test_output (void)
{
  SpComponent    *markdown = component_test_new ("markdown");
  SpMarkdownView *view = NULL;

  view = SP_MARKDOWN_VIEW (component_test_find (GTK_WIDGET (markdown), SP_TYPE_MARKDOWN_VIEW, 0));
  sp_component_set_interactive (markdown, FALSE);
  component_test_set_value (markdown, "'# A\\n\\nb'");
  g_assert_cmpuint (sp_markdown_view_get_n_blocks (view), ==, 2);
  component_test_assert_value (markdown, "'# A\\n\\nb'");
  component_test_set_value (markdown, "{'no':['text']}");
  component_test_assert_value (markdown, "{'no':['text']}");
  component_test_set_value (markdown, "null");
  g_assert_cmpuint (sp_markdown_view_get_n_blocks (view), ==, 0);
  g_assert_finalize_object (markdown);
}

static void
test_input (void)
{
  SpComponent        *markdown = component_test_new ("markdown");
  g_autoptr (GString) events = component_test_watch (markdown);
  GtkWidget          *editor = NULL;
  GtkTextBuffer      *buffer = NULL;

  editor = component_test_find (GTK_WIDGET (markdown), GTK_TYPE_TEXT_VIEW, 0);
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (editor));
  sp_component_set_interactive (markdown, TRUE);
  component_test_set_value (markdown, "'one'");
  g_assert_cmpstr (events->str, ==, "change ");
  g_string_truncate (events, 0);
  gtk_text_buffer_insert_at_cursor (buffer, " two", -1);
  component_test_assert_value (markdown, "'one two'");
  g_assert_cmpstr (events->str, ==, "change input ");

  sp_component_set_interactive (markdown, FALSE);
  component_test_assert_value (markdown, "'one two'");
  g_assert_finalize_object (markdown);
}

static void
copied_cb (SpComponent *markdown, const char *name, JsonNode *data, char **text)
{
  if (g_str_equal (name, "copy"))
    *text = gradio_json_write (data);
}

static void
test_copy (void)
{
  SpComponent     *markdown = component_test_new ("markdown");
  g_autofree char *text = NULL;

  sp_component_set_interactive (markdown, FALSE);
  component_test_set_props (markdown, "{'buttons':['copy']}");
  component_test_set_value (markdown, "'Some **text**'");
  g_signal_connect (markdown, "event", G_CALLBACK (copied_cb), &text);
  gtk_widget_activate_action (GTK_WIDGET (markdown), "component.copy", NULL);
  g_assert_cmpstr (text, ==, "{\"value\":\"Some **text**\"}");
  g_assert_finalize_object (markdown);
}

static int
get_height (SpComponent *markdown)
{
  GtkWidget *limit = component_test_find (GTK_WIDGET (markdown), SP_TYPE_HEIGHT_LIMIT, 0);
  int        height = 0;

  gtk_widget_measure (limit, GTK_ORIENTATION_VERTICAL, 200, &height, NULL, NULL, NULL);

  return height;
}

static void
test_props (void)
{
  SpComponent *markdown = component_test_new ("markdown");
  GtkWidget   *view = component_test_find (GTK_WIDGET (markdown), SP_TYPE_MARKDOWN_VIEW, 0);
  int          natural = 0, wide = 0;

  sp_component_set_interactive (markdown, FALSE);
  component_test_set_value (markdown, "'one\\ntwo and so on and on and on and on and on and on and on'");
  natural = get_height (markdown);
  gtk_widget_measure (component_test_find (GTK_WIDGET (markdown), SP_TYPE_HEIGHT_LIMIT, 0),
                      GTK_ORIENTATION_VERTICAL, 2000, &wide, NULL, NULL, NULL);
  g_assert_cmpint (natural, >, wide); /* it wraps */
  component_test_set_props (markdown, "{'max_height':20,'rtl':true,'line_breaks':true}");
  g_assert_cmpint (get_height (markdown), ==, 20);
  component_test_set_props (markdown, "{'min_height':'300px'}");
  g_assert_cmpint (get_height (markdown), ==, 300);
  g_assert_cmpint (gtk_widget_get_direction (view), ==, GTK_TEXT_DIR_RTL);
  g_assert_true (g_str_has_prefix (
    gtk_label_get_label (GTK_LABEL (component_test_find (view, GTK_TYPE_LABEL, 0))), "one\ntwo"));
  component_test_set_props (markdown, "{'height':120}");
  g_assert_cmpint (get_height (markdown), ==, 120);
  component_test_set_props (markdown, "{'height':'absurd','max_height':'absurd','min_height':-5,'line_breaks':false}");
  g_assert_cmpint (get_height (markdown), ==, natural);
  g_assert_finalize_object (markdown);
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);

  g_test_add_func ("/markdown/generations", test_generations);
  g_test_add_func ("/markdown/hostile", test_hostile);
  g_test_add_func ("/markdown/output", test_output);
  g_test_add_func ("/markdown/input", test_input);

  g_test_add_func ("/markdown/copy", test_copy);
  g_test_add_func ("/markdown/props", test_props);

  return g_test_run ();
}
